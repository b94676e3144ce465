"""The survey walks of a running site: who walks where with which pendants, and what each press on them shows.

A walk puts its pendants on test for as long as somebody goes on pressing; every step is stored before it is told. The
walk itself stays until somebody ends it, so it can go on after days, or after a restart.
"""

import asyncio
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
import logging
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, callback

from . import clock
from .core.danger import are_real
from .core.events import (
    Actor,
    Ending,
    Event,
    HeardAt,
    PressTested,
    Rehearsal,
    SurveyEnded,
    SurveyPressTaken,
)
from .core.incidents import Incident
from .core.location import Source, SurveyPress, levels_of
from .core.location.walk import Answer, Progress, Walk, WalkKind, WalkState, WalkStep, answer_of, progress
from .core.location.walk_data import walk_from_data, walk_to_data
from .core.roster import Room
from .core.sessions import Session, Sitting
from .ledger import LedgerError, StoredWalk
from .listeners import SITE
from .record import entry_of

if TYPE_CHECKING:
    from .site import Site
    from .surveyor import Surveyor

_LOGGER = logging.getLogger(__name__)


UNHEARD_AFTER: Final = 10.0
"""Seconds after which a press of which nothing was heard was not heard at all: repeaters take two at most."""


class Problem(StrEnum):
    """Why a press on a walk is not in the survey."""

    NO_ROOM = "no_room"
    NOT_STORED = "not_stored"


class UnknownWalkError(Exception):
    """There is no such walk, or more than one that may be meant."""


class Walks:
    """The walks of a site. Steps raise LedgerError when they cannot be stored, and then nothing has changed."""

    def __init__(self, site: Site, survey: Surveyor) -> None:
        """Know no walk yet."""
        self._site = site
        self._survey = survey
        self.all: dict[str, Walk] = {}
        self.problems: dict[str, Problem] = {}
        """What went wrong with the last press of a walk."""
        self._lock = asyncio.Lock()
        self._unsubscribe: CALLBACK_TYPE | None = None
        self._following: set[asyncio.Task[None]] = set()

    # Life of the site

    @callback
    def load(self, stored: Iterable[StoredWalk]) -> None:
        """Take up where walks stood."""
        walks = (walk_from_data(one.data) for one in stored)
        self.all = {walk.walk_id: walk for walk in walks if walk is not None}

    @callback
    def start(self) -> None:
        """Follow presses; a walk whose pendants are not on test any more was paused while nobody looked."""
        self._unsubscribe = self._site.happenings.add(SITE, self._stored)
        for walk in self.all.values():
            if walk.state is WalkState.RUNNING and self.session(walk) is None:
                self._follow(self._async_paused(walk.walk_id))

    async def async_stop(self) -> None:
        """Follow no more, and finish what is being stored."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if self._following:
            await asyncio.wait(self._following)

    # How it stands

    def find(self, walk_id: str | None, *states: WalkState) -> Walk:
        """Return a walk; without an id the only one in one of some states. Raises UnknownWalkError."""
        if walk_id is not None and (walk := self.all.get(walk_id)) is not None:
            return walk
        found = [one for one in self.all.values() if one.state in states] if walk_id is None else []
        if len(found) != 1:
            raise UnknownWalkError
        return found[0]

    def session(self, walk: Walk) -> Session | None:
        """Return the test mode a walk runs under; None while its pendants call for help."""
        return self._site.school.modes.running.get(walk.rehearsal_id)

    def until(self, session: Session) -> float:
        """Return until when (UTC s) presses are for a walk if nobody presses any more."""
        now = clock.now()
        return now.utc + max(0.0, session.deadline - now.steady)

    def is_independent(self, walk: Walk) -> bool:
        """Whether a walk is made with other pendants than the survey, so that it can say what that is worth."""
        surveyed = {one.device_id for one in self._survey.presses if one.source is Source.WALK}
        return surveyed.isdisjoint(walk.device_ids)

    def progress(self, walk: Walk) -> list[Progress]:
        """Return how far each room of a walk is, with what is heard of its presses at this moment."""
        survey = self._survey
        rooms = {room_id: survey.room(room_id) for room_id in walk.room_ids} or survey.to_walk()
        presses: Sequence[SurveyPress] = survey.presses
        for press, _ in self.hearing(walk):
            if press.heard:
                gone = {one.press_id for one in walk.leaving(press.room_id, presses)}
                presses = [*(one for one in presses if one.press_id not in gone), press]
            walk = walk.took(answer_of(press, None, 0))
        return progress(walk, rooms, presses)

    def hearing(self, walk: Walk) -> list[tuple[SurveyPress, str]]:
        """Return presses of a walk whose copies are still coming in, the oldest first, with their pendants' labels."""
        if (session := self.session(walk)) is None:
            return []
        source = walk.kind.source
        return [
            (_press_of(one.press.press_id, one.stood_in, one.press.at, one.heard, source), one.press.label)
            for one in self._site.school.modes.hearing(session)
            if one.stood_in is not None
        ]

    def are_real(self, walk: Walk) -> bool:
        """Whether presses of a walk that runs are calls for help at this moment all the same."""
        return walk.state is WalkState.RUNNING and are_real(walk.device_ids, self._site.school.incidents)

    # What people do

    async def async_start(
        self,
        kind: WalkKind,
        device_ids: Sequence[str],
        room_ids: Sequence[str],
        idle: float,
        actor: Actor,
        *,
        anew: bool = False,
    ) -> Walk:
        """Begin a walk, `anew` if no earlier press is to make a room done; raises RehearsalRefusedError."""
        now = clock.now()
        walk = Walk(
            walk_id=self._site.school.new_id(now, "walk", *device_ids),
            kind=kind,
            device_ids=tuple(device_ids),
            began=now.utc,
            room_ids=tuple(room_ids),
            counts_from=now.utc if anew else 0.0,
        )
        async with self._lock:
            return await self._async_begin(walk, idle, actor)

    async def async_resume(self, walk: Walk, device_ids: Sequence[str], idle: float, actor: Actor) -> Walk:
        """Go on with a walk, perhaps with other pendants; raises IllegalWalkStepError or RehearsalRefusedError."""
        async with self._lock:
            resumed = self.all[walk.walk_id].step(WalkStep.RESUME)
            resumed = replace(resumed, device_ids=tuple(device_ids) or resumed.device_ids)
            return await self._async_begin(resumed, idle, actor)

    async def _async_begin(self, walk: Walk, idle: float, actor: Actor) -> Walk:
        """Put the pendants of a walk on test."""
        now, modes = clock.now(), self._site.school.modes
        sitting = Sitting(walk_id=walk.walk_id, idle=idle, is_check=walk.kind is WalkKind.CHECK)
        event = modes.start_walk(sitting, walk.device_ids, actor, now, self._site.school.incidents)
        try:
            walk = await self._async_keep(replace(walk, rehearsal_id=event.rehearsal_id), [event])
        except LedgerError:
            _ = modes.end(modes.running[event.rehearsal_id], Ending.PAUSED, now)
            raise
        self._site.timers.schedule()
        return walk

    async def async_enter(self, walk: Walk, room: Room, actor: Actor, *, redo: bool) -> Walk:
        """Say in which room the walker stands; raises IllegalWalkStepError or UnknownWalkError."""
        async with self._lock:
            entered, session = self.all[walk.walk_id].entered(room.room_id, redo=redo), self.session(walk)
            if session is None:
                raise UnknownWalkError
            event = self._site.school.modes.enter_room(session, room, actor, clock.now(), redo=redo)
            self.problems.pop(walk.walk_id, None)
            walk = await self._async_keep(entered, [event])
        self._site.timers.schedule()
        return walk

    async def async_skip(self, walk: Walk, room: Room, actor: Actor, *, unheard: bool) -> Walk:
        """Leave a room for later, or say that a press in it was not heard; raises as async_enter does.

        One that was heard just now, perhaps while somebody said that, was not pressed in vain.
        """
        async with self._lock:
            left, session = self.all[walk.walk_id].left(room.room_id, unheard=unheard), self.session(walk)
            if session is None:
                raise UnknownWalkError
            now = clock.now()
            if unheard and any(now.utc - one.at < UNHEARD_AFTER for one in session.presses):
                return self.all[walk.walk_id]
            event = self._site.school.modes.leave_room(session, room, actor, now, unheard=unheard)
            walk = await self._async_keep(left, [event])
        self._site.timers.schedule()
        return walk

    async def async_leave(self, walk: Walk, step: WalkStep, actor: Actor) -> Walk:
        """Pause or end a walk, so that its pendants call for help again; raises IllegalWalkStepError."""
        async with self._lock:
            left, now = self.all[walk.walk_id].step(step), clock.now()
            ending = Ending.PAUSED if step is WalkStep.PAUSE else Ending.PERSON
            if (session := self.session(walk)) is not None:
                return await self._async_keep(left, self._site.school.modes.end(session, ending, now, actor))
            event = SurveyEnded(
                event_id=self._site.school.new_id(now, "ended", walk.walk_id),
                at=now.utc,
                rehearsal_id=walk.rehearsal_id,
                kind=Rehearsal.SURVEY,
                ending=ending,
                actor=actor,
                walk_id=walk.walk_id,
            )
            return await self._async_keep(left, [event])

    async def _async_keep(self, walk: Walk, events: list[Event]) -> Walk:
        """Store where a walk stands together with what happened to it, then tell."""
        await self._survey.store.put_walk(_stored_walk(walk), [entry_of(event) for event in events])
        self.all[walk.walk_id] = walk
        await self._site.happened(events, clock.now())
        self._survey.tell()
        return walk

    # What happens

    @callback
    def _stored(self, event: Event, _incident: Incident | None) -> None:
        """Follow presses on walks, and walks that end by themselves."""
        if isinstance(event, PressTested) and event.kind is Rehearsal.SURVEY:
            self._follow(self._async_take(event))
        elif isinstance(event, SurveyEnded):
            self._follow(self._async_paused(event.walk_id))

    @callback
    def _follow(self, work: Coroutine[object, object, None]) -> None:
        """Do something in the background, which a stop waits for."""
        task = self._site.hass.async_create_task(work, "duress survey")
        self._following.add(task)
        task.add_done_callback(self._following.discard)

    async def _async_paused(self, walk_id: str) -> None:
        """Keep that a walk was paused by itself, or by somebody who ended all tests."""
        async with self._lock:
            walk = self.all.get(walk_id)
            if walk is None or walk.state is not WalkState.RUNNING or self.session(walk) is not None:
                return
            try:
                await self._survey.store.put_walk(_stored_walk(walk.step(WalkStep.PAUSE)))
            except LedgerError as error:
                _LOGGER.warning("That a survey walk is paused is not kept over a restart: %s", error)
            self.all[walk_id] = walk.step(WalkStep.PAUSE)
            self._survey.tell()

    async def _async_take(self, event: PressTested) -> None:
        """Take a press on a walk into the survey, and answer what it showed."""
        async with self._lock:
            found = (one.walk_id for one in self.all.values() if one.rehearsal_id == event.rehearsal_id)
            if (walk_id := next(found, None)) is None:
                return
            self.problems.pop(walk_id, None)
            if event.stood_in is None:
                self.problems[walk_id] = Problem.NO_ROOM
                self._survey.tell()
                return
            source = self.all[walk_id].kind.source
            press = _press_of(event.press_id, event.stood_in, event.at, event.heard, source, event.device_id)
            ranked = await self._async_ranked(press)
            try:
                await self._async_took(walk_id, press, ranked, event)
            except LedgerError as error:
                _LOGGER.error("A press on a survey walk is not stored and has to be made again: %s", error)  # noqa: TRY400 - the sentence says all
                self.problems[walk_id] = Problem.NOT_STORED
                self._survey.tell()

    async def _async_ranked(self, press: SurveyPress) -> Sequence[tuple[str, float]] | None:
        """Return what the model before a press says of it; None if it does not know its room."""
        model = self._survey.model
        if model is None or not press.heard or press.room_id not in model.rooms:
            return None
        masked = self._site.school.locator.missing()
        return (await self._site.hass.async_add_executor_job(model.locate, press.heard, masked)).rooms

    async def _async_took(
        self, walk_id: str, press: SurveyPress, ranked: Sequence[tuple[str, float]] | None, event: PressTested
    ) -> None:
        """Store a press with the answer to it; one that nobody heard is no evidence."""
        walk, survey = self.all[walk_id], self._survey
        own = [one for one in survey.presses if one.room_id == press.room_id and walk.concerns(one)]
        leaving = walk.leaving(press.room_id, own) if press.heard else []
        counted = sum(walk.counts(one) and one not in leaving for one in own)
        answer = answer_of(press, ranked, counted + bool(press.heard))
        after = walk.took(answer)
        taken = press if press.heard else None

        def event_of(version: int) -> Event:
            return self._taken(walk, answer, event, version, len(leaving))

        await survey.async_take(taken, leaving, _stored_walk(after), event_of)
        self.all[walk_id] = after
        survey.tell()

    def _taken(self, walk: Walk, answer: Answer, event: PressTested, version: int, removed: int) -> SurveyPressTaken:
        """Return what happened when a press was taken."""
        now = clock.now()
        return SurveyPressTaken(
            event_id=self._site.school.new_id(now, "survey press", answer.press_id),
            at=now.utc,
            rehearsal_id=event.rehearsal_id,
            kind=event.kind,
            walk_id=walk.walk_id,
            press_id=answer.press_id,
            device_id=event.device_id,
            label=event.label,
            room=self._survey.room(answer.room_id),
            verdict=str(answer.verdict),
            hearers=len(answer.heard),
            margin=round(max(answer.margins.values(), default=0.0)),
            version=version,
            rank=answer.rank,
            of=answer.of,
            removed=removed,
        )


def _press_of(
    press_id: str, room: Room, at: float, heard: Sequence[HeardAt], source: Source, device_id: str | None = None
) -> SurveyPress:
    """Return a press of a walk as the survey keeps it."""
    return SurveyPress(
        press_id=press_id,
        room_id=room.room_id,
        at=at,
        heard=levels_of(heard),
        margins={one.listener: float(one.margin) for one in heard},
        source=source,
        device_id=device_id,
    )


def _stored_walk(walk: Walk) -> StoredWalk:
    """Return a walk as it is stored."""
    return StoredWalk(walk_id=walk.walk_id, at=walk.began, data=walk_to_data(walk))
