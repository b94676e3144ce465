"""The roster as actions return it to callers who may know names."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from homeassistant.core import ServiceResponse
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonObjectType, JsonValueType

from . import clock
from .core.gaps import Holding, find_gaps
from .core.roster import Life
from .echostream import serial_of
from .installed import device_of
from .ledger import Custody, Person
from .reminders import overdue_from
from .site import Site

type RowOf = Callable[[Site, Holding, Mapping[str, str]], JsonObjectType]


def local_time(utc: float | None) -> str | None:
    """Return seconds since 1970 as local time in ISO 8601, to the second."""
    return None if utc is None else dt_util.as_local(dt_util.utc_from_timestamp(int(utc))).isoformat()


def device_row(site: Site, holding: Holding, names: Mapping[str, str] | None = None) -> JsonObjectType:
    """Return how one device stands; with the holder's name only if names are given."""
    custody = site.people.custody(holding.device_id)
    device = device_of(site.hass, site.entry, holding.device_id)
    transmitter = site.school.roster.transmitters[holding.device_id]
    row: JsonObjectType = {
        "device_id": device.id if device else None,
        "label": holding.label,
        "serial": serial_of(transmitter.uid),
        "role": str(holding.role),
        "life": str(holding.life),
        "since": local_time(custody.since if custody else None),
        "due": local_time(custody.due if custody else None),
        "overdue": custody is not None and _is_overdue(custody),
        "person_id": holding.person_id,
    }
    if names is not None:
        row["holder"] = names.get(holding.person_id or "")
    return row


def roster_of(site: Site, people: list[Person], row_of: RowOf = device_row) -> JsonObjectType:
    """Return everybody, everything and what does not add up; `row_of` says how each device is shown."""
    names = {person.person_id: person.name for person in people}
    holdings = site.people.holdings()
    gaps = find_gaps(holdings, list(names))
    loans = [one for one in holdings if one.life is Life.LOANED]

    def rows(some: Iterable[Holding]) -> list[JsonValueType]:
        return [device_row(site, holding, names) for holding in some]

    held: defaultdict[str | None, list[str]] = defaultdict(list)
    for holding in holdings:
        held[holding.person_id].append(holding.label)

    def named(person_ids: Iterable[str]) -> list[JsonValueType]:
        return [{"person_id": key, "name": names[key]} for key in person_ids]

    return {
        "site": site.entry.title,
        "devices": [row_of(site, holding, names) for holding in holdings],
        "people": [_person_row(site, person, held[person.person_id]) for person in people],
        "gaps": {
            "without_pendant": named(gaps.without_pendant),
            "without_holder": rows(gaps.without_holder),
            "two_for_one": [
                {"person_id": key, "name": names[key], "devices": [one.label for one in several]}
                for key, several in gaps.doubles.items()
            ],
            "without_training": named(person.person_id for person in people if person.trained_on is None),
            "loans_due_today": rows(one for one in loans if _is_due_today(site, one)),
            "loans_overdue": rows(one for one in loans if _is_overdue(site.people.custody(one.device_id))),
            "perhaps_lost": rows(site.people.perhaps_lost()),
        },
    }


def who_had(
    site: Site, device_id: str, at: datetime, custody: Custody | None, person: Person | None
) -> ServiceResponse:
    """Return in whose hands a device was at a time; before anything was said about it, it was simply in use."""
    transmitter = site.school.roster.transmitters.get(device_id)
    return {
        "label": transmitter.label if transmitter else None,
        "at": dt_util.as_local(at).isoformat(),
        "life": custody.life if custody else str(Life.ASSIGNED),
        "name": person.name if person else None,
        "staff_id": person.staff_id if person else None,
        "forgotten": custody is not None and custody.person_id is not None and person is None,
        "since": local_time(custody.since if custody else None),
        "until": local_time(custody.until if custody else None),
        "reason": custody.reason if custody else "",
    }


def _person_row(site: Site, person: Person, labels: list[str]) -> JsonObjectType:
    """Return one person with what they hold."""
    room = site.places.room(person.room_id) if person.room_id else None
    return {
        "person_id": person.person_id,
        "name": person.name,
        "staff_id": person.staff_id,
        "room": room.name if room else None,
        "trained_on": person.trained_on.isoformat() if person.trained_on else None,
        "devices": [*labels],
    }


def _is_overdue(custody: Custody | None) -> bool:
    """Whether a loan did not come back in time."""
    return custody is not None and (moment := overdue_from(custody)) is not None and moment <= clock.now().utc


def _is_due_today(site: Site, holding: Holding) -> bool:
    """Whether a loan is due on this local day."""
    custody = site.people.custody(holding.device_id)
    if custody is None or custody.due is None:
        return False
    return dt_util.as_local(dt_util.utc_from_timestamp(custody.due)).date() == dt_util.now().date()
