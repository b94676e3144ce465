"""People and transmitters from a table: who and what is added and changed.

A transmitter is known by its serial number, a person by the school's number for them, else by name. An empty cell
changes nothing; nobody and nothing is ever removed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from ...echostream import Mid, Uid, make_uid, product_of
from ..roster import Kind, Life, Role, role_of
from .problems import Code, Problem, RowError, shown
from .rooms import RoomFacts, Rooms
from .roster_rows import COLUMNS, RosterRow, once_each, read_rows
from .steps import NEW, Step, Verdict, verdicts_of
from .table import read_table
from .values import fold

_CARRIED: Final = frozenset({Role.PENDANT, Role.FIXED_BUTTON})
_WAITING: Final = frozenset({Life.IN_STOCK, Life.RETIRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class TransmitterFacts:
    """One transmitter; `person_id` is who has it."""

    device_id: str
    uid: Uid
    label: str
    role: Role
    pti: int | None = None
    room_id: str | None = None
    kind: Kind = Kind.DURESS
    life: Life = Life.ASSIGNED
    battery_date: date | None = None
    person_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """One person; the name is left out of the text form, so that no log can say it by accident."""

    person_id: str
    name: str = field(repr=False)
    staff_id: str | None = field(default=None, repr=False)
    room_id: str | None = None
    trained_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterNow:
    """What is installed, who is known, and the rooms there are."""

    transmitters: tuple[TransmitterFacts, ...] = ()
    people: tuple[PersonFacts, ...] = ()
    rooms: tuple[RoomFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPlan:
    """What a file does to people and transmitters; new ones have identifiers that begin with "new:"."""

    transmitters: tuple[Step[TransmitterFacts], ...]
    people: tuple[Step[PersonFacts], ...]
    good_rows: tuple[int, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...]

    @property
    def verdicts(self) -> dict[int, Verdict]:
        """What happens by good row."""
        steps = [(step.row, step.verdict) for step in (*self.transmitters, *self.people)]
        return verdicts_of([*((row, Verdict.KEEP) for row in self.good_rows), *steps])

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return all(step.verdict is Verdict.KEEP for step in (*self.transmitters, *self.people))


def plan_roster(data: bytes | str, now: RosterNow, today: date) -> RosterPlan:
    """Plan what a file does to people and transmitters; never raises."""
    table = read_table(data, COLUMNS)
    problems = list(table.problems)
    labels = frozenset(fold(transmitter.label) for transmitter in now.transmitters)
    names = frozenset(
        fold(name)
        for name in (*(row.cells.get("name", "") for row in table.rows), *(person.name for person in now.people))
        if name
    )
    rows = list(once_each(read_rows(table.rows, Rooms(now.rooms), labels, today, problems), names, problems))
    people, transmitters = _People(now.people), _Transmitters(now.transmitters, rows)
    good: list[int] = []
    # Who has a number is certain, and is known once a row names them. Names alone are looked up after that, so that the
    # order of the rows changes nothing.
    for row in sorted(rows, key=lambda row: (row.staff_id is None, row.name is None)):
        try:
            step = transmitters.of(row)
            # The room of something on a wall is nobody's usual room.
            is_mounted = step is not None and step.after.role is not Role.PENDANT
            room_id = None if is_mounted else row.room_id
            person = people.of(row, room_id, has_pendant=step is not None)
            step = None if step is None else _held(row, step, person)
        except RowError as error:
            problems.append(error.at(row.number))
            continue
        people.take(row, person, room_id)
        transmitters.take(step)
        good.append(row.number)
    return RosterPlan(
        transmitters=tuple(sorted(transmitters.steps, key=lambda step: step.row)),
        people=tuple(sorted(people.steps.values(), key=lambda step: step.row)),
        good_rows=tuple(sorted(good)),
        problems=tuple(sorted(problems, key=lambda problem: problem.row or 0)),
        ignored=table.ignored,
    )


class _People:
    """Plans who is known and who is new."""

    def __init__(self, people: Iterable[PersonFacts]) -> None:
        """Know everybody of before."""
        self.steps: dict[str, Step[PersonFacts]] = {}
        self._before = {person.person_id: person for person in people}
        self._now = dict(self._before)
        self._numbers: dict[str, str] = {}
        self._names: dict[str, dict[str, None]] = {}
        self._said: dict[str, dict[str, tuple[object, int]]] = {}
        for person in self._before.values():
            self._index(person)

    def of(self, row: RosterRow, room_id: str | None, *, has_pendant: bool) -> PersonFacts | None:
        """Return who a row speaks of, as they are after it; RowError if that is not certain or contradicts itself."""
        if not row.has_person:
            return None
        known = self._find(row)
        if known is None:
            return PersonFacts(
                person_id=f"{NEW}{row.number}",
                name=row.name or "",
                staff_id=row.staff_id,
                room_id=room_id,
                trained_on=row.trained_on,
            )
        said = self._said.get(known.person_id, {})
        if has_pendant and "room" in said:
            # Somebody with pendants in two rooms has the usual room of the first.
            room_id = None
        for column, value in _stated(row, room_id).items():
            if column in said and said[column][0] != value:
                raise RowError(Code.PERSON_DIFFERS, column, row=str(said[column][1]))
        return replace(
            known,
            name=known.name if row.name is None or "name" in said else row.name,
            staff_id=known.staff_id or row.staff_id,
            room_id=room_id or known.room_id,
            trained_on=row.trained_on or known.trained_on,
        )

    def take(self, row: RosterRow, person: PersonFacts | None, room_id: str | None) -> None:
        """Plan a person as a row wants them."""
        if person is None:
            return
        step = self.steps.get(person.person_id)
        first = row.number if step is None else step.row
        self.steps[person.person_id] = Step(row=first, before=self._before.get(person.person_id), after=person)
        said = self._said.setdefault(person.person_id, {})
        for column, value in _stated(row, room_id).items():
            said.setdefault(column, (value, row.number))
        self._now[person.person_id] = person
        self._index(person)

    def _find(self, row: RosterRow) -> PersonFacts | None:
        """Return the person of a row; None for somebody new."""
        if row.staff_id is not None and (owner := self._numbers.get(fold(row.staff_id))) is not None:
            return self._now[owner]
        if row.name is None:
            raise RowError(Code.NAME_MISSING, "name")
        found = [self._now[person_id] for person_id in self._names.get(fold(row.name), ())]
        found = [person for person in found if fold(person.name) == fold(row.name)]
        if row.staff_id is not None:
            # Somebody of the same name with another number is somebody else.
            found = [person for person in found if person.staff_id is None]
        if len(found) > 1:
            raise RowError(Code.PERSON_AMBIGUOUS, "name")
        return found[0] if found else None

    def _index(self, person: PersonFacts) -> None:
        """Be able to find somebody."""
        if person.staff_id is not None:
            self._numbers[fold(person.staff_id)] = person.person_id
        self._names.setdefault(fold(person.name), {})[person.person_id] = None


def _stated(row: RosterRow, room_id: str | None) -> dict[str, object]:
    """Return what a row says of a person, by column, as it is compared."""
    name = None if row.name is None else fold(row.name)
    stated: dict[str, object] = {"name": name, "room": room_id, "trained_on": row.trained_on}
    return {column: value for column, value in stated.items() if value is not None}


class _Transmitters:
    """Plans what is installed and what is new."""

    def __init__(self, transmitters: Iterable[TransmitterFacts], rows: list[RosterRow]) -> None:
        """Know everything of before, and which labels remain in use."""
        self.steps: list[Step[TransmitterFacts]] = []
        self._by_uid = {transmitter.uid: transmitter for transmitter in transmitters}
        self._by_label: dict[str, list[TransmitterFacts]] = {}
        for transmitter in self._by_uid.values():
            self._by_label.setdefault(fold(transmitter.label), []).append(transmitter)
        by_serial = {row.number: self._by_serial(row) for row in rows}
        self._claimed = {found.device_id for found in by_serial.values() if found is not None}
        relabelled = {found.device_id for row in rows if row.label and (found := by_serial[row.number]) is not None}
        self._labels = {fold(one.label) for one in self._by_uid.values() if one.device_id not in relabelled}
        self._taken: set[str] = set()

    def of(self, row: RosterRow) -> Step[TransmitterFacts] | None:
        """Return what a row does to a transmitter, None if it speaks of none; RowError if that cannot be."""
        before = self._by_label_alone(row) if row.serial is None else self._by_serial(row)
        if before is None and row.serial is None:
            return None
        if before is not None and before.device_id in self._taken:
            raise _twice(before)
        if before is not None and row.role not in (None, before.role):
            raise RowError(Code.USE_DIFFERS, "use", value=str(row.role), use=str(before.role))
        after = _fresh(row) if before is None else _changed(row, before)
        is_labelled = before is None or fold(before.label) != fold(after.label)
        if is_labelled and fold(after.label) in self._labels:
            raise RowError(Code.LABEL_TAKEN, "label", value=shown(after.label))
        return Step(row=row.number, before=before, after=after)

    def take(self, step: Step[TransmitterFacts] | None) -> None:
        """Plan a step."""
        if step is not None:
            self.steps.append(step)
            self._labels.add(fold(step.after.label))
            self._taken.add(step.after.device_id)

    def _by_serial(self, row: RosterRow) -> TransmitterFacts | None:
        """Return the installed transmitter of a serial number."""
        return next((self._by_uid[uid] for uid in _uids(row) if uid in self._by_uid), None)

    def _by_label_alone(self, row: RosterRow) -> TransmitterFacts | None:
        """Return the installed transmitter of a label in a row without serial number."""
        if row.label is None:
            return None
        found = self._by_label.get(fold(row.label), [])
        if len(found) != 1:
            raise RowError(Code.SERIAL_MISSING, "serial")
        if found[0].device_id in self._claimed:
            raise _twice(found[0])
        return found[0]


def _twice(transmitter: TransmitterFacts) -> RowError:
    """Return the error of a second row about one transmitter."""
    return RowError(Code.TRANSMITTER_TWICE, "label", value=shown(transmitter.label))


def _held(row: RosterRow, step: Step[TransmitterFacts], person: PersonFacts | None) -> Step[TransmitterFacts]:
    """Return a step with who has the transmitter then; RowError for something nobody carries or presses."""
    after = step.after
    if person is not None:
        if after.role not in _CARRIED:
            raise RowError(Code.USE_WITHOUT_HOLDER, "name", use=str(after.role))
        life = Life.ASSIGNED if row.life is None and after.life in _WAITING else after.life
        return replace(step, after=replace(after, person_id=person.person_id, life=life))
    if row.life is Life.LOANED and after.person_id is None:
        raise RowError(Code.LIFE_WITHOUT_HOLDER, "life")
    if row.life in _WAITING:
        return replace(step, after=replace(after, person_id=None))
    return step


def _uids(row: RosterRow) -> list[Uid]:
    """Return the radio identifiers a row may mean, the likelier first."""
    if row.serial is None:
        return []
    mids = {True: [Mid.REPEATER], False: [Mid.END_DEVICE], None: [Mid.END_DEVICE, Mid.REPEATER]}
    return [make_uid(mid, row.serial) for mid in mids[row.is_repeater]]


def _fresh(row: RosterRow) -> TransmitterFacts:
    """Return a new transmitter; without a label it is called what is printed on it anyway."""
    pti = _pti(row.models, None)
    usual = Role.REPEATER if row.is_repeater else Role.PENDANT
    if row.models:
        usual = role_of(product_of(min(row.models)))
    return TransmitterFacts(
        device_id=f"{NEW}{row.number}",
        uid=_uids(row)[0],
        label=row.label or str(row.serial),
        role=row.role or usual,
        pti=pti,
        room_id=row.room_id,
        kind=row.kind or Kind.DURESS,
        life=row.life or Life.ASSIGNED,
        battery_date=row.battery_date,
    )


def _changed(row: RosterRow, before: TransmitterFacts) -> TransmitterFacts:
    """Return an installed transmitter as a row wants it."""
    return replace(
        before,
        # A label that only says which one is meant is no wish to write it differently.
        label=before.label if row.serial is None or row.label is None else row.label,
        pti=_pti(row.models, before.pti),
        room_id=row.room_id or before.room_id,
        kind=row.kind or before.kind,
        life=row.life or before.life,
        battery_date=row.battery_date or before.battery_date,
    )


def _pti(models: frozenset[int] | None, before: int | None) -> int | None:
    """Return the product type; unknown for a name that several share, or a true alarm might seem to be another's."""
    if models is None or before in models:
        return before
    return next(iter(models)) if len(models) == 1 else None
