"""Actions on the roster: handing out and taking back, people, and the questions that are answered with names."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from homeassistant.const import ATTR_DEVICE_ID, ATTR_NAME
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import area_registry as ar, config_validation as cv
from homeassistant.util import dt as dt_util
import voluptuous as vol

from . import clock
from .access import PrivateSchema, async_role, check
from .acting import async_register_action
from .calls import async_actor, installed_device, site_of
from .const import DOMAIN
from .core.roles import Right, Role as SiteRole, may
from .core.roster import Life, Role
from .ledger import LedgerError, Person, StaffIdTakenError, new_id
from .people import NEEDS_REASON, NameInReasonError, NoHolderError, UnknownPersonError
from .roster_view import device_row, roster_of, who_had
from .site import Site

ATTR_AT: Final = "at"
ATTR_DUE: Final = "due"
ATTR_LIFE: Final = "life"
ATTR_PERSON: Final = "person"
ATTR_REASON: Final = "reason"
ATTR_ROOM: Final = "room"
ATTR_SERIAL: Final = "serial"
ATTR_SITE: Final = "site"
ATTR_STAFF_ID: Final = "staff_id"
ATTR_SWAP: Final = "swap"
ATTR_TRAINED_ON: Final = "trained_on"

_TEXT: Final = vol.All(cv.string, vol.Strip)
_SOME_TEXT: Final = vol.All(_TEXT, vol.Length(min=1, max=200))
_WHY: Final = {vol.Optional(ATTR_REASON, default=""): _TEXT}
_SITE: Final = {vol.Optional(ATTR_SITE): cv.string}
_DEVICES: Final = vol.All(cv.ensure_list, [cv.string])
_ABOUT_A_PERSON: Final = {
    vol.Optional(ATTR_STAFF_ID): _TEXT,
    vol.Optional(ATTR_ROOM): cv.string,
    vol.Optional(ATTR_TRAINED_ON): cv.date,
}

ERRORS: Final[dict[type[Exception], str]] = {
    NameInReasonError: "name_in_reason",
    NoHolderError: "loan_without_holder",
    StaffIdTakenError: "staff_id_taken",
    UnknownPersonError: "no_person",
}


async def assign(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Give a pendant to somebody, for good or as a loan."""
    site, device_id = _pendant(hass, call.data[ATTR_DEVICE_ID])
    is_new = ATTR_NAME in call.data
    role = await async_role(hass, site.entry, call.context)
    if is_new:
        check(role, Right.CHANGE_PEOPLE)
    if is_new == (ATTR_PERSON in call.data):
        raise _refused("one_person")
    life, due = call.data[ATTR_LIFE], call.data.get(ATTR_DUE)
    if due is not None and life is not Life.LOANED:
        raise _refused("due_without_loan")
    person = await _new_person(hass, site, call) if is_new else await _person(site, call.data[ATTR_PERSON], role)
    was_carried = site.people.held_by(person.person_id)
    events = await site.people.async_assign(
        {device_id: person.person_id},
        await async_actor(hass, call),
        reason=call.data[ATTR_REASON],
        life=life,
        due=None if due is None else _utc(due),
        people=[person] if is_new else [],
        swap=call.data[ATTR_SWAP],
    )
    carried = {one.device_id for one in site.people.held_by(person.person_id)}
    return {
        **_row(site, device_id),
        "changed": bool(events),
        "returned": [one.label for one in was_carried if one.device_id not in carried],
    }


async def return_device(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Take pendants back into stock."""
    return await _set_lives(hass, call, Life.IN_STOCK)


async def set_life(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Say that devices are lost, in repair and so on."""
    return await _set_lives(hass, call, call.data[ATTR_LIFE])


async def add_person(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Put somebody on the roster."""
    site = site_of(hass, call.data.get(ATTR_SITE))
    person = await _new_person(hass, site, call)
    await site.people.async_put_people([person], await async_actor(hass, call))
    return {"person_id": person.person_id}


async def change_person(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Change what the roster says of somebody; what is not given stays."""
    site = site_of(hass, call.data.get(ATTR_SITE))
    person = await _person(site, call.data[ATTR_PERSON], await async_role(hass, site.entry, call.context))
    person = _described(hass, replace(person, name=call.data.get(ATTR_NAME, person.name)), call)
    await site.people.async_put_people([person], await async_actor(hass, call))
    return {"person_id": person.person_id}


async def forget_person(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Remove somebody's name for good."""
    site = site_of(hass, call.data.get(ATTR_SITE))
    person = await _person(site, call.data[ATTR_PERSON], await async_role(hass, site.entry, call.context))
    held = [one.label for one in site.people.held_by(person.person_id)]
    await site.people.async_forget([person.person_id], await async_actor(hass, call), call.data[ATTR_REASON])
    return {"person_id": person.person_id, "without_holder": [*held]}


async def get_roster(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Answer who has what and what does not add up."""
    site = site_of(hass, call.data.get(ATTR_SITE))
    return roster_of(site, await site.people.store.people())


async def answer_who_had(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Answer in whose hands a pendant was at a time."""
    if (ATTR_SERIAL in call.data) == (ATTR_DEVICE_ID in call.data):
        raise _refused("device_or_serial")
    at = dt_util.as_utc(call.data[ATTR_AT])
    if ATTR_DEVICE_ID in call.data:
        site, device_id = _button(hass, call.data[ATTR_DEVICE_ID])
    else:
        site = site_of(hass, call.data.get(ATTR_SITE))
        found = await site.people.hardware.async_device_with(call.data[ATTR_SERIAL], at.timestamp())
        if found is None:
            raise _refused("no_such_serial", serial=str(call.data[ATTR_SERIAL]))
        device_id = found
    custody = await site.people.store.at(device_id, at.timestamp())
    holder = custody.person_id if custody else None
    person = next((one for one in await site.people.store.people() if one.person_id == holder), None)
    return who_had(site, device_id, at, custody, person)


async def year_end(hass: HomeAssistant, call: ServiceCall) -> ServiceResponse:
    """Take back what came back at the end of the school year, and say what did not."""
    site = site_of(hass, call.data.get(ATTR_SITE))
    given = call.data.get(ATTR_DEVICE_ID)
    keys = None if given is None else {_pendant(hass, device_id, site)[1] for device_id in given}
    carried = sum(one.is_carried for one in site.people.holdings())
    unreturned = await site.people.async_year_end(keys, await async_actor(hass, call), call.data[ATTR_REASON])
    names = {person.person_id: person.name for person in await site.people.store.people()}
    return {
        "returned": carried - len(unreturned),
        "unreturned": [device_row(site, holding, names) for holding in unreturned],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Action:
    """One action: what it does, what it takes, whether it only answers."""

    run: Callable[[HomeAssistant, ServiceCall], Coroutine[Any, Any, ServiceResponse]]
    schema: PrivateSchema
    answers: SupportsResponse = SupportsResponse.OPTIONAL


_ASSIGN: Final = {
    vol.Required(ATTR_DEVICE_ID): cv.string,
    vol.Optional(ATTR_PERSON): _SOME_TEXT,
    vol.Optional(ATTR_NAME): _SOME_TEXT,
    **_ABOUT_A_PERSON,
    vol.Optional(ATTR_LIFE, default=Life.ASSIGNED): vol.All(vol.Coerce(Life), vol.In((Life.ASSIGNED, Life.LOANED))),
    vol.Optional(ATTR_DUE): cv.datetime,
    vol.Optional(ATTR_SWAP, default=False): cv.boolean,
    **_WHY,
}
_CHANGE_PERSON: Final = {
    vol.Required(ATTR_PERSON): _SOME_TEXT,
    vol.Optional(ATTR_NAME): _SOME_TEXT,
    **_ABOUT_A_PERSON,
    **_SITE,
}
_WHO_HAD: Final = {
    vol.Optional(ATTR_DEVICE_ID): cv.string,
    vol.Optional(ATTR_SERIAL): vol.All(vol.Coerce(int), vol.Range(0, 0xFFFFFF)),
    vol.Required(ATTR_AT): cv.datetime,
    **_SITE,
}
_SET_LIFE: Final = {vol.Required(ATTR_DEVICE_ID): _DEVICES, vol.Required(ATTR_LIFE): vol.Coerce(Life), **_WHY}
_NAMES: Final = (ATTR_PERSON, ATTR_NAME, ATTR_STAFF_ID)

ACTIONS: Final = {
    "assign": _Action(run=assign, schema=PrivateSchema(_ASSIGN, *_NAMES, ATTR_REASON)),
    "return_device": _Action(
        run=return_device, schema=PrivateSchema({vol.Required(ATTR_DEVICE_ID): _DEVICES, **_WHY}, ATTR_REASON)
    ),
    "set_life": _Action(run=set_life, schema=PrivateSchema(_SET_LIFE, ATTR_REASON)),
    "add_person": _Action(
        run=add_person,
        schema=PrivateSchema({vol.Required(ATTR_NAME): _SOME_TEXT, **_ABOUT_A_PERSON, **_SITE}, *_NAMES),
    ),
    "change_person": _Action(run=change_person, schema=PrivateSchema(_CHANGE_PERSON, *_NAMES)),
    "forget_person": _Action(
        run=forget_person,
        schema=PrivateSchema({vol.Required(ATTR_PERSON): _SOME_TEXT, **_WHY, **_SITE}, *_NAMES, ATTR_REASON),
    ),
    "get_roster": _Action(run=get_roster, schema=PrivateSchema(_SITE), answers=SupportsResponse.ONLY),
    "who_had": _Action(run=answer_who_had, schema=PrivateSchema(_WHO_HAD), answers=SupportsResponse.ONLY),
    "year_end": _Action(
        run=year_end,
        schema=PrivateSchema({vol.Optional(ATTR_DEVICE_ID): _DEVICES, **_WHY, **_SITE}, ATTR_REASON),
    ),
}


@callback
def async_setup_roster_services(hass: HomeAssistant) -> None:
    """Register the actions on the roster once, for all sites."""
    for name, action in ACTIONS.items():
        async_register_action(hass, name, _answering(hass, action), action.schema, action.answers)


def _answering(hass: HomeAssistant, action: _Action) -> Callable[[ServiceCall], Coroutine[Any, Any, ServiceResponse]]:
    """Return what runs an action and says in a sentence why it cannot."""

    async def answer(call: ServiceCall) -> ServiceResponse:
        try:
            return await action.run(hass, call)
        except tuple(ERRORS) as error:
            raise _refused(ERRORS[type(error)]) from None
        except LedgerError as error:
            raise HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="roster_not_stored",
                translation_placeholders={"detail": error.detail},
            ) from error

    return answer


async def _set_lives(hass: HomeAssistant, call: ServiceCall, life: Life) -> ServiceResponse:
    """Bring devices to a life."""
    if life in NEEDS_REASON and not call.data[ATTR_REASON]:
        raise _refused("life_needs_reason")
    actor = await async_actor(hass, call)
    by_site: dict[Site, list[str]] = {}
    for device_id in call.data[ATTR_DEVICE_ID]:
        site, key = _button(hass, device_id)
        by_site.setdefault(site, []).append(key)
    changed = 0
    for site, keys in by_site.items():
        changed += len(await site.people.async_set_life(keys, life, actor, call.data[ATTR_REASON]))
    devices = [_row(site, key) for site, keys in by_site.items() for key in keys]
    return {"changed": changed, "devices": [*devices]}


def _button(hass: HomeAssistant, device_id: str) -> tuple[Site, str]:
    """Return the site and the subentry of a pendant or fixed button, or say that it is none."""
    site, key = installed_device(hass, device_id)
    transmitter = site.school.roster.transmitters.get(key)
    if transmitter is None or not transmitter.role.calls_for_help:
        raise _refused("not_a_button", device=site.entry.subentries[key].title)
    return site, key


def _pendant(hass: HomeAssistant, device_id: str, owner: Site | None = None) -> tuple[Site, str]:
    """Return the site and the subentry of a pendant, which people carry, or say that it is none of that site."""
    site, key = _button(hass, device_id)
    if site.school.roster.transmitters[key].role is not Role.PENDANT or owner not in (None, site):
        raise _refused("not_a_pendant", device=site.entry.subentries[key].title)
    return site, key


async def _person(site: Site, text: str, role: SiteRole) -> Person:
    """Return who is meant by an id, a staff number or, for callers who may know names, a name only one person has."""
    people = await site.people.store.people()
    for person in people:
        if text in (person.person_id, person.staff_id):
            return person
    named = [person for person in people if person.name.casefold() == text.casefold()]
    if len(named) == 1 and may(role, Right.READ_NAMES):
        return named[0]
    # A refusal is logged where an automation runs, so it does not repeat what was typed.
    raise _refused("no_person")


async def _new_person(hass: HomeAssistant, site: Site, call: ServiceCall) -> Person:
    """Return somebody new; two people of one name must be told apart by a staff number."""
    name: str = call.data[ATTR_NAME]
    same = [one for one in await site.people.store.people() if one.name.casefold() == name.casefold()]
    if same and not call.data.get(ATTR_STAFF_ID):
        raise _refused("name_known")
    return _described(hass, Person(person_id=new_id(clock.now().utc), name=name), call)


def _described(hass: HomeAssistant, person: Person, call: ServiceCall) -> Person:
    """Return somebody as an action describes them; an empty staff number takes the old one away."""
    room = call.data.get(ATTR_ROOM, person.room_id)
    if room is not None and ar.async_get(hass).async_get_area(room) is None:
        raise _refused("no_room")
    trained_on: date | None = call.data.get(ATTR_TRAINED_ON, person.trained_on)
    staff_id = call.data.get(ATTR_STAFF_ID, person.staff_id) or None
    return replace(person, staff_id=staff_id, room_id=room, trained_on=trained_on)


def _row(site: Site, device_id: str) -> dict[str, Any]:
    """Return how a device stands now, without a name."""
    holding = next(one for one in site.people.holdings() if one.device_id == device_id)
    return dict(device_row(site, holding))


def _utc(local: datetime) -> float:
    """Return a time as people typed it, which is local unless it says otherwise, in seconds since 1970."""
    return dt_util.as_utc(local).timestamp()


def _refused(key: str, **placeholders: str) -> ServiceValidationError:
    """Return a sentence that says what is wrong."""
    return ServiceValidationError(
        translation_domain=DOMAIN, translation_key=key, translation_placeholders=placeholders or None
    )
