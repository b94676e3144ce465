"""Making things happen in a demo school: everything goes out as bytes and comes back in over the receiver link."""

from enum import StrEnum

from homeassistant.core import ServiceResponse
from homeassistant.exceptions import ServiceValidationError

from .const import CONF_UID, DOMAIN, SUBENTRY_RECEIVER
from .echostream import Uid, parse_uid
from .receivers.demo import RECEIVER_KEY, SCHOOL, DemoCondition, DemoServer
from .site import Site


class Act(StrEnum):
    """What a simulated device can do once; its lasting conditions are in DemoCondition."""

    PRESS = "press"
    RESET = "reset"
    NOISE = "noise"
    DROP_LINK = "drop_link"
    UNKNOWN_PRESS = "unknown_press"


RECEIVER_ACTS = (Act.NOISE, Act.DROP_LINK, Act.UNKNOWN_PRESS)
NOISE_BYTES = 500


def async_simulate(site: Site, subentry_id: str, act: str, *, room: str | None, active: bool) -> ServiceResponse:
    """Let a demo device act; only devices of a demo receiver can."""
    demos = site.links.demos()
    if not demos:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key="no_demo")
    demo, subentry = demos[0], site.entry.subentries[subentry_id]
    if subentry.subentry_type == SUBENTRY_RECEIVER:
        return _receiver_act(demo, act, active=active)
    key = _key_of(parse_uid(subentry.data[CONF_UID])) if CONF_UID in subentry.data else None
    if key is None or act in RECEIVER_ACTS:
        raise _impossible(act, subentry.title)
    try:
        return _transmitter_act(demo, key, act, room, active=active)
    except (KeyError, ValueError) as error:
        raise _impossible(act, subentry.title) from error


def _transmitter_act(demo: DemoServer, key: str, act: str, room: str | None, *, active: bool) -> ServiceResponse:
    """Let a simulated transmitter act."""
    if act == Act.PRESS:
        sent = demo.press(key, _room_key(room))
        return {"sent_at": sent}
    if act == Act.RESET:
        demo.reset(key)
    else:
        demo.set_condition(key, DemoCondition(act), active)
    return {}


def _receiver_act(demo: DemoServer, act: str, *, active: bool) -> ServiceResponse:
    """Let the simulated receiver itself act."""
    match act:
        case Act.NOISE:
            demo.noise(NOISE_BYTES)
        case Act.DROP_LINK:
            demo.drop_link()
        case Act.UNKNOWN_PRESS:
            demo.unknown_press()
        case Act.RESET:
            demo.reset(RECEIVER_KEY)
        case (
            DemoCondition.RECEIVER_JAMMED
            | DemoCondition.RECEIVER_TAMPER
            | DemoCondition.RECEIVER_FAILING
            | DemoCondition.RECEIVER_LOSING
        ):
            demo.set_condition(RECEIVER_KEY, DemoCondition(act), active)
        case _:
            raise _impossible(act, "receiver")
    return {}


def _key_of(uid: Uid) -> str | None:
    """Return which simulated transmitter has an identifier."""
    everything = (*SCHOOL.pendants, *SCHOOL.buttons, *SCHOOL.repeaters)
    return next((transmitter.key for transmitter in everything if transmitter.uid == uid), None)


def _room_key(name: str | None) -> str | None:
    """Return the key of a demo room by its name; None stays None, which means the usual room."""
    if name is None:
        return None
    for room in SCHOOL.rooms:
        if name.removeprefix("DEMO ").casefold() in (room.key.casefold(), room.name.removeprefix("DEMO ").casefold()):
            return room.key
    raise ServiceValidationError(
        translation_domain=DOMAIN, translation_key="no_demo_room", translation_placeholders={"room": name}
    )


def _impossible(act: str, device: str) -> ServiceValidationError:
    """Return the sentence for an act a device cannot do."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="cannot_simulate",
        translation_placeholders={"act": act, "device": device},
    )
