"""How well the rooms of a running site are covered and found: looked at in the background, when that has changed.

Blind spots and the figure of the check walk are kept up to date. What costs more, the self-test and what would be lost
without a listener, is worked out when somebody asks, and kept until the survey changes.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, HassJob, callback
from homeassistant.helpers.event import async_call_later

from . import clock
from .core.duties import DEFAULT_DAYS, DutyKind
from .core.events import Event, IncidentLocated, IncidentRaised, IncidentRepeated, Place, PressTested
from .core.incidents import Incident
from .core.location import Source, SurveyPress
from .core.location.accuracy import Accuracy, accuracy, check_trials, confirmed_trials, left_out_trials
from .core.location.coverage import Answer, Blind, Coverage, Fall, Proof, answers, coverage, falls, proof_of
from .core.location.model import Layout, Model
from .core.location.proofs import TESTS
from .core.records import EVENTS, from_data
from .core.roster import Role
from .listeners import COVERAGE, DUTIES, SITE, SUBENTRIES, SURVEY
from .model_keeper import Breather, GivenUpError
from .settings import duty_days

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

SETTLE: Final = 1.0
"""Seconds in which what changes leads to one look."""

_PLACED: Final = (IncidentRaised, IncidentRepeated, IncidentLocated, PressTested)
_KINDS: Final = frozenset(name for name, kind in EVENTS.items() if issubclass(kind, _PLACED))

type Pause = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that coverage and accuracy follow from, as it was in one moment."""

    now: float
    days: int
    rooms: tuple[str, ...]
    listeners: frozenset[str]
    presses: tuple[SurveyPress, ...]
    layout: Layout
    since: Mapping[str, float]
    model: Model | None
    tests: tuple[Proof, ...]
    proven: Mapping[str, float]
    failed: Mapping[str, float]

    @property
    def own_presses(self) -> list[SurveyPress]:
        """The presses that the model is made of."""
        return [one for one in self.presses if one.source is not Source.CHECK]


class CoverageKeeper:
    """What is known of the coverage of a site; None until it was looked at."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; nothing is known yet."""
        self._site = site
        self.coverage: Coverage | None = None
        self.accuracy: Accuracy | None = None
        """Without the self-test."""
        self._full: Accuracy | None = None
        self._before: dict[str, Answer] | None = None
        self._falls: dict[str, tuple[Fall, ...]] = {}
        self._kept_for: tuple[object, ...] = ()
        self._lock = asyncio.Lock()
        self._cancel: list[CALLBACK_TYPE] = []
        self._cancel_look: CALLBACK_TYPE | None = None
        self._breathers: set[Breather] = set()
        self._looking = False
        self._again = False
        self._stopped = False

    @callback
    def start(self) -> None:
        """Begin to follow what coverage follows from."""
        site = self._site
        self._cancel = [
            *(site.entities.add(key, self.look_soon) for key in (SURVEY, DUTIES, SUBENTRIES)),
            site.happenings.add(SITE, self._happened),
        ]
        self.look_soon()

    @callback
    def stop(self) -> None:
        """Follow nothing more; what is being worked out is given up."""
        self._stopped = True
        for cancel in self._cancel:
            cancel()
        self._cancel.clear()
        if self._cancel_look is not None:
            self._cancel_look()
            self._cancel_look = None
        for breather in self._breathers:
            breather.given_up = True

    @callback
    def look_soon(self) -> None:
        """Look anew in a moment."""
        if self._stopped or self._cancel_look is not None:
            return
        if self._looking:
            self._again = True
            return
        job = HassJob(self._due, cancel_on_shutdown=True)
        self._cancel_look = async_call_later(self._site.hass, SETTLE, job)

    def counts(self) -> dict[str, float]:
        """Return how many rooms are blind spots for which reason, and the check walk's share, for support."""
        found: dict[str, float] = {}
        if self.coverage is not None:
            found.update((str(why), len(self.coverage.of(why))) for why in Blind)
            found["rooms"] = len(self.coverage.rooms)
        if self.accuracy is not None and self.accuracy.check is not None:
            found["check_walk"] = round(self.accuracy.check.total.share, 4)
        return found

    @callback
    def _happened(self, event: Event, _incident: Incident | None) -> None:
        """Look when a test told of a room."""
        if isinstance(event, TESTS):
            self.look_soon()

    @callback
    def _due(self, _when: object) -> None:
        """Look in the background."""
        self._cancel_look = None
        self._looking = True
        _ = self._site.hass.async_create_background_task(self._async_look(), "duress coverage", eager_start=True)

    async def _async_look(self) -> None:
        """Look at how it stands now, and tell of it if it is another than before."""
        evidence = self.evidence()
        before = (self.coverage, self.accuracy)
        try:
            self.coverage = await self.async_work(lambda pause: _coverage(evidence, pause))
            self.accuracy = await self.async_work(lambda pause: _accuracy(evidence, pause))
        except GivenUpError:
            return
        except Exception:
            _LOGGER.exception("How well the rooms are covered cannot be worked out; alarms are handled as ever")
        finally:
            self._looking = False
        if before != (self.coverage, self.accuracy) and not self._stopped:
            self._site.entities.call([COVERAGE])
        if self._again:
            self._again = False
            self.look_soon()

    def evidence(self) -> Evidence:
        """Return what is known at this moment."""
        site, survey, duties = self._site, self._site.survey, self._site.duty_keeper
        days = duty_days(site.entry.options)[DutyKind.ROOM] or DEFAULT_DAYS[DutyKind.ROOM]
        return Evidence(
            now=clock.now().utc,
            days=days,
            rooms=self.room_ids(),
            listeners=self.listeners(),
            presses=survey.presses,
            layout=survey.layout,
            since=survey.since,
            model=survey.model,
            tests=tuple(duties.room_tests.proofs),
            proven=duties.proven_rooms(),
            failed=dict(duties.room_tests.failed),
        )

    def listeners(self) -> frozenset[str]:
        """Return everything that hears presses."""
        roster = self._site.school.roster
        repeaters = [key for key, one in roster.transmitters.items() if one.role is Role.REPEATER]
        return frozenset([*roster.receivers, *repeaters])

    def room_ids(self) -> tuple[str, ...]:
        """Return the rooms of this site: all areas, or with several sites those on the floors it has something on."""
        site = self._site
        used = site.school.roster.rooms()
        surveyed = {one.room_id for one in site.survey.presses}
        if len(site.hass.config_entries.async_entries(site.entry.domain, include_ignore=False)) == 1:
            return tuple(sorted({*site.survey.rooms, *used, *surveyed}))
        floors = {one.floor_id for one in used.values()} - {None}
        near = {room_id for room_id, one in site.survey.rooms.items() if one.floor_id in floors}
        return tuple(sorted({*near, *used, *surveyed}))

    # What costs more

    async def async_coverage(self) -> Coverage:
        """Return how it stands at this moment."""
        evidence = self.evidence()
        return await self.async_work(lambda pause: _coverage(evidence, pause))

    async def async_accuracy(self) -> Accuracy:
        """Return all measurements. LedgerError if what was said of presses cannot be read."""
        async with self._lock:
            evidence = self._evidence_kept_for()
            if self._full is None:
                said = await self._async_said(evidence)
                full = await self.async_work(lambda pause: _accuracy(evidence, pause, said))
                if not self._is_kept_for(evidence):
                    return full
                self._full = full
            return self._full

    async def async_falls(self, listener: str) -> tuple[Fall, ...] | None:
        """Return which rooms would be found less well without a listener; None without a survey."""
        async with self._lock:
            evidence = self._evidence_kept_for()
            model = evidence.model
            if model is None:
                return None
            if self._before is None:
                self._before = await self.async_work(lambda pause: _answers(evidence, model, pause))
            before = self._before
            if listener not in self._falls:
                after = await self.async_work(lambda pause: _answers(evidence, model, pause, listener, before))
                self._falls[listener] = falls(before, after)
            return self._falls[listener]

    def _evidence_kept_for(self) -> Evidence:
        """Return what is known now, and forget what was worked out from something else."""
        evidence = self.evidence()
        if not self._is_kept_for(evidence):
            self._kept_for = _key(evidence)
            self._full, self._before, self._falls = None, None, {}
        return evidence

    def _is_kept_for(self, evidence: Evidence) -> bool:
        """Whether what was worked out follows from the same survey."""
        return self._kept_for == _key(evidence)

    async def _async_said(self, evidence: Evidence) -> dict[str, Place]:
        """Return the place that was told of each press whose room a person named, by press, from the ledger."""
        named = {one.press_id: one.at for one in evidence.presses if one.source in (Source.TEST, Source.INCIDENT)}
        said: dict[str, Place] = {}
        if not named:
            return said
        pages = self._site.record.ledger.upkeep.pages(since=min(named.values()) - 60, kinds=_KINDS)
        async for page in pages:
            for entry, _ in page:
                try:
                    event = from_data(entry.kind, entry.data)
                except ValueError as error:
                    _LOGGER.debug("Entry %d of the ledger says nothing about a press: %s", entry.seq, error)
                    continue
                press_id = event.press.press_id if isinstance(event, (IncidentRaised, IncidentRepeated)) else None
                if isinstance(event, (IncidentLocated, PressTested)):
                    press_id = event.press_id
                if press_id in named and isinstance(event, _PLACED):
                    said[press_id] = event.place
        return said

    async def async_work[R](self, work: Callable[[Pause], R]) -> R:
        """Work in the executor, resting often enough for the event loop; GivenUpError if the site stops meanwhile."""
        breather = Breather()
        self._breathers.add(breather)
        breather.given_up = self._stopped
        try:
            return await self._site.hass.async_add_executor_job(work, breather)
        finally:
            self._breathers.discard(breather)


def _key(evidence: Evidence) -> tuple[object, ...]:
    """Return what the more expensive figures follow from."""
    return (evidence.presses, evidence.layout, evidence.since, evidence.model)


def _coverage(evidence: Evidence, pause: Pause) -> Coverage:
    """Judge the coverage of all rooms."""
    proofs = []
    for press in evidence.presses:
        proofs.append(proof_of(press))
        pause()
    return coverage(
        evidence.rooms,
        [*proofs, *evidence.tests],
        now=evidence.now,
        listeners=evidence.listeners,
        since=evidence.since,
        proven=evidence.proven,
        failed=evidence.failed,
        days=evidence.days,
        pause=pause,
    )


def _accuracy(evidence: Evidence, pause: Pause, said: Mapping[str, Place] | None = None) -> Accuracy:
    """Measure the accuracy: by the check walk alone, or with `said`, what was told of presses, by everything."""
    presses, layout, since, model = evidence.presses, evidence.layout, evidence.since, evidence.model
    checked = [] if model is None else check_trials(model, presses, layout, since, pause)
    if said is None:
        return accuracy(presses, checked=checked)
    return accuracy(
        presses,
        checked=checked,
        left_out=left_out_trials(presses, layout, since, pause),
        confirmed=confirmed_trials(presses, said, layout),
    )


def _answers(
    evidence: Evidence,
    model: Model,
    pause: Pause,
    without: str | None = None,
    before: Mapping[str, Answer] | None = None,
) -> dict[str, Answer]:
    """Return what the presses of each room lead to, with all listeners, or without one as compared with before."""
    masked = frozenset() if without is None else frozenset({without})
    return answers(model, evidence.own_presses, evidence.layout, masked, pause, since=evidence.since, before=before)
