"""What people set, as the core needs it: of one transmitter from its subentry, of a site from its options.

What cannot be read is left out: a setting that was damaged or comes from a later version must not keep an alarm back.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from types import MappingProxyType
from typing import Any, Final, TypeIs

from .const import (
    CONF_BATTERY_INSTALLED,
    CONF_CHECK_IN,
    CONF_CHECKLISTS,
    CONF_CONFIRM,
    CONF_DUTY_DAYS,
    CONF_FACTOR,
    CONF_JOIN_MINUTES,
    CONF_KIND,
    CONF_KINDS,
    CONF_LADDER,
    CONF_LOCATION_WINDOW,
    CONF_NOT_OURS,
    CONF_OTHER_LADDER,
    CONF_PATTERN,
    CONF_PATTERNS,
    CONF_RETIRED_PRESS,
    CONF_UNKNOWN_PRESS,
    CONF_WATCHED,
)
from .core.duties import DEFAULT_DAYS, LONGEST_DAYS, DutyKind
from .core.incidents import JOIN_WINDOW
from .core.location import LOCATION_WINDOW
from .core.patterns import DEFAULT_WINDOW, NO_PATTERN, PRESSES, WINDOWS, Pattern, SinglePress, Step
from .core.policies import DEFAULT_LADDER, Policies, PressPolicy
from .core.roster import DEFAULT_FACTOR, Kind
from .echostream import AlarmInputs, Uid, format_uid, parse_uid

WATCH_SECONDS: Final = 7 * 86_400.0
"""How long a stranger that is to be watched is not asked about."""

MINUTE: Final = 60.0
FACTORS: Final = (2, 5)
"""Fewest and most check-in intervals of silence after which a device may be missing."""

LOCATION_WINDOWS: Final = (1, 30)
"""Fewest and most seconds in which the copies of a press may say something of its place."""

LONGEST_WAIT: Final = 120
"""Seconds that endpoints may wait for a confirmation at most."""

MOST_STEPS: Final = 30
LONGEST_STEP: Final = 200
"""Most steps of a checklist, and characters of one."""

ATTR_PRESSES: Final = "presses"
ATTR_PTI: Final = "pti"
ATTR_SINGLE: Final = "single"
ATTR_UNTIL: Final = "until"
ATTR_WINDOW: Final = "window"


@dataclass(frozen=True, slots=True, kw_only=True)
class TransmitterSettings:
    """What is set for one transmitter; `check_in` in seconds."""

    kind: Kind
    kinds: Mapping[AlarmInputs, Kind]
    pattern: Pattern | None
    factor: int
    check_in: float | None
    battery_installed: date | None


def transmitter_settings(data: Mapping[str, Any]) -> TransmitterSettings:
    """Return the settings of a transmitter from what is stored of it."""
    factor, minutes = data.get(CONF_FACTOR), data.get(CONF_CHECK_IN)
    fewest, most = FACTORS
    return TransmitterSettings(
        kind=_kind(data.get(CONF_KIND)) or Kind.DURESS,
        kinds=read_kinds(data.get(CONF_KINDS)),
        pattern=read_pattern(data.get(CONF_PATTERN)),
        factor=int(factor) if _is_number(factor) and fewest <= factor <= most else DEFAULT_FACTOR,
        check_in=minutes * MINUTE if _is_number(minutes) and minutes > 0 else None,
        battery_installed=_day(data.get(CONF_BATTERY_INSTALLED)),
    )


def site_policies(options: Mapping[str, Any], *, other_hours: bool = False) -> Policies:
    """Return what a site decided about presses and incidents; in the hours of its schedule the other ladder holds."""
    kinds, patterns = options.get(CONF_KINDS), options.get(CONF_PATTERNS)
    return Policies(
        unknown_press=_policy(options.get(CONF_UNKNOWN_PRESS)),
        retired_press=_policy(options.get(CONF_RETIRED_PRESS)),
        kinds=MappingProxyType(
            {int(pti): read_kinds(by_input) for pti, by_input in kinds.items() if str(pti).isdecimal()}
            if isinstance(kinds, Mapping)
            else {}
        ),
        patterns=MappingProxyType(dict(_patterns(patterns.items() if isinstance(patterns, Mapping) else ()))),
        join_windows=MappingProxyType(join_windows(options)),
        ladder=read_ladder(options.get(CONF_OTHER_LADDER if other_hours else CONF_LADDER)),
        confirm=MappingProxyType(dict(_waits(options.get(CONF_CONFIRM)))),
        checklists=MappingProxyType(read_checklists(options)),
        location_window=location_window(options),
        not_ours=frozenset(uid for uid, _ in _strangers(options, CONF_NOT_OURS)),
        watched=MappingProxyType(
            {uid: float(facts.get(ATTR_UNTIL, 0.0)) for uid, facts in _strangers(options, CONF_WATCHED)}
        ),
    )


def join_windows(options: Mapping[str, Any]) -> dict[Kind, float]:
    """Return for how many seconds presses join an incident, by its kind."""
    stored = options.get(CONF_JOIN_MINUTES)
    minutes = stored if isinstance(stored, Mapping) else {}
    return {
        kind: minutes[kind] * MINUTE if _is_number(minutes.get(kind)) and minutes[kind] >= 0 else JOIN_WINDOW
        for kind in Kind
    }


def location_window(options: Mapping[str, Any]) -> float:
    """Return for how many seconds the copies of a press say something of its place."""
    stored = options.get(CONF_LOCATION_WINDOW)
    shortest, longest = LOCATION_WINDOWS
    return float(stored) if _is_number(stored) and shortest <= stored <= longest else LOCATION_WINDOW


def duty_days(options: Mapping[str, Any]) -> dict[DutyKind, int]:
    """Return within how many days each kind of test is to be made again; 0 for never."""
    stored = options.get(CONF_DUTY_DAYS)
    days = stored if isinstance(stored, Mapping) else {}
    return {
        kind: int(value) if _is_number(value := days.get(kind)) and 0 <= value <= LONGEST_DAYS else DEFAULT_DAYS[kind]
        for kind in DutyKind
    }


def read_checklists(options: Mapping[str, Any]) -> dict[Kind, tuple[str, ...]]:
    """Return the steps of the checklist of each kind that has one; what is no text is left out."""
    stored = options.get(CONF_CHECKLISTS)
    return {
        kind: tuple(text[:LONGEST_STEP] for text in steps[:MOST_STEPS] if isinstance(text, str) and text.strip())
        for name, steps in (stored.items() if isinstance(stored, Mapping) else ())
        if (kind := _kind(name)) is not None and isinstance(steps, (list, tuple))
    }


def read_ladder(stored: object) -> tuple[float, ...]:
    """Return after how many seconds incidents escalate; what is no ladder is the default."""
    if not isinstance(stored, (list, tuple)):
        return DEFAULT_LADDER
    steps = tuple(float(one) for one in stored if _is_number(one))
    return steps if len(steps) == len(stored) and list(steps) == sorted(steps) else DEFAULT_LADDER


# Combinations of inputs have names people can read and type: "1", "1+2".


def combination_name(inputs: AlarmInputs) -> str:
    """Return the name of a combination of inputs."""
    return "+".join(str(one.bit_length()) for one in inputs)


def combinations_of(count: int) -> list[AlarmInputs]:
    """Return what can be set for a product with some inputs: each one alone and each two together."""
    singles = list(AlarmInputs)[:count]
    return [*singles, *(one | other for one, other in combinations(singles, 2))]


def read_kinds(data: object) -> Mapping[AlarmInputs, Kind]:
    """Return kinds by combination from what is stored, such as {"1": "assist", "1+2": "duress"}."""
    return MappingProxyType(dict(_kinds(data.items())) if isinstance(data, Mapping) else {})


def kinds_data(kinds: Mapping[AlarmInputs, Kind]) -> dict[str, str]:
    """Return kinds by combination as they are stored."""
    return {combination_name(inputs): str(kind) for inputs, kind in kinds.items()}


def read_pattern(stored: object) -> Pattern | None:
    """Return a press pattern from what is stored of it; None if nothing is.

    One that cannot be read counts nothing: each press asks for what it usually asks for.
    """
    if stored is None:
        return None
    if not isinstance(stored, Mapping):
        return NO_PATTERN
    presses, window, single = (
        stored.get(key, usual)
        for key, usual in ((ATTR_PRESSES, {}), (ATTR_WINDOW, DEFAULT_WINDOW), (ATTR_SINGLE, SinglePress.USUAL))
    )
    steps = [
        Step(int(number), kind)
        for name, number in (presses.items() if isinstance(presses, Mapping) else ())
        if (kind := _kind(name)) is not None and _is_number(number) and PRESSES[0] <= number <= PRESSES[1]
    ]
    if not isinstance(presses, Mapping) or len(steps) < len(presses) or single not in list(SinglePress):
        return NO_PATTERN
    if not _is_number(window) or not WINDOWS[0] <= window <= WINDOWS[1]:
        return NO_PATTERN
    return Pattern(steps=tuple(sorted(steps)), window=float(window), single=SinglePress(single))


# What people decided about strangers


def with_not_ours(options: Mapping[str, Any], strangers: Mapping[Uid, int | None]) -> dict[str, Any]:
    """Return options in which strangers, with their product types, are never asked about again."""
    found = without(options, strangers)
    return {**found, CONF_NOT_OURS: {**found.get(CONF_NOT_OURS, {}), **_facts(strangers)}}


def with_watched(options: Mapping[str, Any], strangers: Mapping[Uid, int | None], now: float) -> dict[str, Any]:
    """Return options in which strangers are asked about again in a week; `now` is seconds since 1970."""
    found = without(options, strangers)
    watched = {uid: {**facts, ATTR_UNTIL: now + WATCH_SECONDS} for uid, facts in _facts(strangers).items()}
    return {**found, CONF_WATCHED: {**found.get(CONF_WATCHED, {}), **watched}}


def without(options: Mapping[str, Any], strangers: Iterable[Uid]) -> dict[str, Any]:
    """Return options in which nothing is decided about some strangers."""
    gone = {format_uid(uid) for uid in strangers}
    kept = {
        key: {uid: facts for uid, facts in options.get(key, {}).items() if uid not in gone}
        for key in (CONF_NOT_OURS, CONF_WATCHED)
    }
    return {**options, **kept}


def decided(options: Mapping[str, Any], key: str) -> dict[Uid, int | None]:
    """Return the strangers something was decided about (`not_ours` or `watched`), with their product types."""
    return {
        uid: pti if isinstance(pti := facts.get(ATTR_PTI), int) else None for uid, facts in _strangers(options, key)
    }


def _facts(strangers: Mapping[Uid, int | None]) -> dict[str, dict[str, int | None]]:
    """Return strangers as they are stored."""
    return {format_uid(uid): {ATTR_PTI: pti} for uid, pti in strangers.items()}


def _strangers(options: Mapping[str, Any], key: str) -> Iterator[tuple[Uid, Mapping[str, Any]]]:
    """Yield stored strangers with what is stored of them."""
    stored = options.get(key)
    for text, facts in stored.items() if isinstance(stored, Mapping) else ():
        try:
            uid = parse_uid(text)
        except ValueError:
            continue
        if isinstance(facts, Mapping):
            yield uid, facts


def _patterns(items: Iterable[tuple[object, object]]) -> Iterator[tuple[int, Pattern]]:
    """Yield the pattern of each product type that has one."""
    for pti, stored in items:
        if str(pti).isdecimal() and (pattern := read_pattern(stored)) is not None:
            yield int(str(pti)), pattern


def _waits(stored: object) -> Iterator[tuple[Kind, float]]:
    """Yield for how many seconds each kind may wait; what makes no sense is told at once."""
    for name, seconds in stored.items() if isinstance(stored, Mapping) else ():
        if (kind := _kind(name)) is not None and _is_number(seconds) and 0 < seconds <= LONGEST_WAIT:
            yield kind, float(seconds)


def _kinds(items: Iterable[tuple[object, object]]) -> Iterator[tuple[AlarmInputs, Kind]]:
    """Yield the entries that make sense."""
    for name, value in items:
        inputs, kind = _combination(str(name)), _kind(value)
        if inputs is not None and kind is not None:
            yield inputs, kind


def _combination(name: str) -> AlarmInputs | None:
    """Return the combination of a name; None if it is none."""
    inputs = AlarmInputs(0)
    for part in name.split("+"):
        if not part.strip().isdecimal() or not 1 <= int(part) <= len(AlarmInputs):
            return None
        inputs |= AlarmInputs(1 << int(part) - 1)
    return inputs


def _kind(value: object) -> Kind | None:
    """Return a kind by its name; None if there is no such kind."""
    return Kind(value) if isinstance(value, str) and value in list(Kind) else None


def _policy(value: object) -> PressPolicy:
    """Return a policy by its name; in doubt a press is an alarm."""
    return PressPolicy.NOTE if value == PressPolicy.NOTE else PressPolicy.ALARM


def _day(value: object) -> date | None:
    """Return a day in ISO 8601; None if it is none."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _is_number(value: object) -> TypeIs[int | float]:
    """Whether a stored value is a number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)
