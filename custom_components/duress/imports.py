"""Importing files: first what would happen, then, when a person confirms, doing it; and undoing the last one.

Reading and planning happen in the executor. Nothing is written before the confirmation, and a plan is only carried out
against what it was made from.
"""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.json import JsonObjectType, JsonValueType

from . import clock
from .audit import covered
from .const import DOMAIN
from .core.events import Actor, Event, Import, Imported, ImportUndone, LifeChanged
from .core.importing import PlacesPlan, RosterPlan, Verdict, plan_places, plan_roster
from .core.roster import Life
from .import_places import PlacesUndo, PlacesWriter, places_now
from .import_roster import RosterUndo, RosterWriter, async_roster_now
from .import_words import Words, names_of
from .ledger import ChangedSinceError, ImportRecord, LedgerError, StaffIdTakenError, new_id
from .record import entry_of
from .site import Site

MOST_CHANGES: Final = 100
MOST_ERRORS: Final = 500
"""Sentences in one answer; what is left out is counted."""

_LOCKS: HassKey[dict[str, asyncio.Lock]] = HassKey(f"{DOMAIN}_import_locks")

type Plan = PlacesPlan | RosterPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a file does or did, in words; `import_id` is there if something was written."""

    what: Import
    plan: Plan
    changes: tuple[str, ...]
    errors: tuple[str, ...]
    import_id: str | None

    def rows(self, verdict: Verdict) -> int:
        """Return how many rows come to a verdict."""
        return list(self.plan.verdicts.values()).count(verdict)

    @property
    def left_out(self) -> int:
        """How many rows are left out."""
        return len({problem.row for problem in self.plan.problems if problem.row is not None})

    def as_response(self, site: Site) -> JsonObjectType:
        """Return this as an action answers it."""
        parts: dict[str, JsonValueType] = {}
        if isinstance(self.plan, RosterPlan):
            parts["people"] = _counts(step.verdict for step in self.plan.people)
            parts["transmitters"] = _counts(step.verdict for step in self.plan.transmitters)
        else:
            parts["floors"] = _counts(step.verdict for step in self.plan.floors)
            parts["rooms"] = _counts(step.verdict for step in self.plan.areas)
        errors: list[JsonValueType] = [
            {"row": problem.row, "column": problem.column, "code": str(problem.code), "message": message}
            for problem, message in zip(self.plan.problems, self.errors, strict=False)
        ]
        return {
            "site": site.entry.title,
            "import_id": self.import_id,
            "rows": {**_counts(self.plan.verdicts.values()), "left_out": self.left_out},
            **parts,
            "changes": [*self.changes[:MOST_CHANGES]],
            "changes_left_out": max(0, len(self.changes) - MOST_CHANGES),
            "errors": errors[:MOST_ERRORS],
            "errors_left_out": max(0, len(errors) - MOST_ERRORS),
            "ignored_columns": [*self.plan.ignored],
        }


async def async_preview(site: Site, what: Import, data: bytes | str, *, language: str | None = None) -> Outcome:
    """Return what a file would do; writes nothing."""
    with _errors_in_words():
        return await _outcome(site, what, await _plan(site, what, data), None, language)


async def async_import(
    site: Site, what: Import, data: bytes | str, actor: Actor, *, language: str | None = None
) -> Outcome:
    """Import the good rows of a file; where nothing is to do, nothing is written and the last import stays the last."""
    async with _lock(site):
        with _errors_in_words():
            return await _import(site, what, data, actor, language)


async def _import(site: Site, what: Import, data: bytes | str, actor: Actor, language: str | None) -> Outcome:
    """Do that while nobody else imports."""
    plan = await _plan(site, what, data)
    if plan.is_empty:
        return await _outcome(site, what, plan, None, language)
    at = clock.now().utc
    import_id = new_id(at)
    outcome = await _outcome(site, what, plan, import_id, language)
    event = Imported(
        event_id=new_id(at),
        at=at,
        import_id=import_id,
        what=what,
        added=outcome.rows(Verdict.ADD),
        changed=outcome.rows(Verdict.CHANGE),
        unchanged=outcome.rows(Verdict.KEEP),
        left_out=outcome.left_out,
        actor=actor,
    )
    with covered():
        await _write(site, plan, event)
    words = await Words.async_load(site.hass)
    lost = _lost(site, plan, actor, words.say("reason")) if isinstance(plan, RosterPlan) else []
    await site.happened([event, *lost], clock.now())
    return outcome


def _lost(site: Site, plan: RosterPlan, actor: Actor, reason: str) -> list[Event]:
    """Return who said when that a transmitter is lost: check-ins of it are located from then on."""
    now, by_uid = clock.now(), site.school.roster.by_uid
    return [
        LifeChanged(
            event_id=site.school.new_id(now, "life", by_uid[step.after.uid].device_id),
            at=now.utc,
            device_id=by_uid[step.after.uid].device_id,
            label=by_uid[step.after.uid].label,
            life=Life.LOST,
            before=step.before.life if step.before is not None else Life.ASSIGNED,
            actor=actor,
            reason=reason,
        )
        for step in plan.transmitters
        if step.after.life is Life.LOST
        and (step.before is None or step.before.life is not Life.LOST)
        and step.after.uid in by_uid
    ]


async def async_undo(site: Site, what: Import | None, import_id: str | None, actor: Actor) -> tuple[Import, list[str]]:
    """Undo the last import of a kind, or the one with an id if it is the last of its kind; return what stays."""
    async with _lock(site):
        with _errors_in_words():
            record = await _record(site, what, import_id)
            with covered():
                kept = await _undo(site, record, actor)
            at = clock.now().utc
            event = ImportUndone(
                event_id=new_id(at),
                at=at,
                import_id=record.import_id,
                what=Import(record.what),
                kept=len(kept),
                actor=actor,
            )
            await site.record.ledger.people.forget_import(record.what, [entry_of(event)])
        await site.happened([event], clock.now())
    return Import(record.what), kept


async def async_last(site: Site) -> list[ImportRecord]:
    """Return the imports that can be undone."""
    with _errors_in_words():
        found = [await site.record.ledger.people.last_import(what) for what in Import]
    return [record for record in found if record is not None]


async def _plan(site: Site, what: Import, data: bytes | str) -> Plan:
    """Plan a file against what exists, again if that changed while it was planned."""
    hass, today = site.hass, dt_util.now().date()
    while True:
        if what is Import.PLACES:
            places = places_now(hass, site.entry)
            places_plan = await hass.async_add_executor_job(plan_places, data, places)
            if places == places_now(hass, site.entry):
                return places_plan
        else:
            roster = await async_roster_now(site)
            roster_plan = await hass.async_add_executor_job(plan_roster, data, roster, today)
            if roster == await async_roster_now(site):
                return roster_plan


async def _outcome(site: Site, what: Import, plan: Plan, import_id: str | None, language: str | None) -> Outcome:
    """Put a plan into words."""
    words, names = await Words.async_load(site.hass, language), names_of(site.hass, plan)

    def say() -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(words.changes(plan, names)), tuple(map(words.problem, plan.problems))

    changes, errors = await site.hass.async_add_executor_job(say)
    return Outcome(what=what, plan=plan, changes=changes, errors=errors, import_id=import_id)


async def _write(site: Site, plan: Plan, event: Imported) -> None:
    """Carry out a plan and keep what is needed to undo it."""
    words = await Words.async_load(site.hass)
    if isinstance(plan, RosterPlan):
        writer = RosterWriter(site, plan)
        # Stored first: a disk that does not play along leaves everything as it was.
        await site.people.async_import(
            _kept(event, writer.facts), writer.lives, writer.people, event, words.say("reason")
        )
        await writer.async_write()
        return
    places = PlacesWriter(site, plan, words.label)
    await places.async_write()
    try:
        await site.record.ledger.people.put_import(_kept(event, places.facts), entries=[entry_of(event)])
    except LedgerError:
        await PlacesUndo(site, places.facts).async_undo()
        raise


async def _undo(site: Site, record: ImportRecord, actor: Actor) -> list[str]:
    """Take an import back; return the names of what stays."""
    if record.what == Import.PLACES:
        people = await site.people.store.people()
        places = PlacesUndo(site, record.facts, frozenset(one.room_id for one in people if one.room_id))
        await places.async_undo()
        return places.kept
    roster = RosterUndo(site, record)
    before, after = await roster.async_snapshots()
    await roster.async_remove()
    words = await Words.async_load(site.hass)
    await site.people.async_restore(before, after, actor, words.say("undo_reason"))
    return roster.kept


async def _record(site: Site, what: Import | None, import_id: str | None) -> ImportRecord:
    """Return the import to undo, or say that there is none."""
    records = [
        record
        for record in await async_last(site)
        if what in (None, record.what) and import_id in (None, record.import_id)
    ]
    if not records:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="nothing_to_undo")
    return max(records, key=lambda record: record.at)


def _kept(event: Imported, facts: dict[str, JsonValueType]) -> ImportRecord:
    """Return what is kept of an import."""
    return ImportRecord(what=event.what, import_id=event.import_id, at=event.at, facts=facts)


def _counts(verdicts: Iterable[Verdict]) -> dict[str, JsonValueType]:
    """Return how many are added, changed and unchanged."""
    found = list(verdicts)
    return {
        "added": found.count(Verdict.ADD),
        "changed": found.count(Verdict.CHANGE),
        "unchanged": found.count(Verdict.KEEP),
    }


def _lock(site: Site) -> asyncio.Lock:
    """Return what keeps two imports of one site apart."""
    return site.hass.data.setdefault(_LOCKS, {}).setdefault(site.entry.entry_id, asyncio.Lock())


@contextmanager
def _errors_in_words() -> Iterator[None]:
    """Turn what the store says into sentences: the disk does not play along, or somebody else was quicker."""
    try:
        yield
    except LedgerError as error:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="import_not_stored",
            translation_placeholders={"detail": str(error)},
        ) from error
    except (StaffIdTakenError, ChangedSinceError) as error:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="import_busy") from error
