"""A school in a few words: builders that keep the sentences of the core's tests short."""

from collections.abc import Iterable

from custom_components.duress.core.events import Actor, ActorKind, Event
from custom_components.duress.core.moment import Moment
from custom_components.duress.core.roster import Receiver, Role, Room, Transmitter
from custom_components.duress.core.school import School
from custom_components.duress.echostream import (
    AlarmInputs,
    EndDeviceFlags,
    EndDeviceReport,
    Mid,
    RepeaterStatus,
    Route,
    Uid,
    make_uid,
)

START = Moment(10_000.0, 1_795_443_121.25)
GATEWAY = make_uid(Mid.RECEIVER, 0xFAD02C)
PENDANT = make_uid(Mid.END_DEVICE, 4_019_267)
BUTTON = make_uid(Mid.END_DEVICE, 1_048_577)
REPEATER_WEST = make_uid(Mid.REPEATER, 101)
REPEATER_EAST = make_uid(Mid.REPEATER, 102)

OFFICE = Room(room_id="office", name="Office", floor_id="ground", floor="Ground floor")
ROOM_101 = Room(room_id="101", name="Room 101", floor_id="ground", floor="Ground floor")
ROOM_204 = Room(room_id="204", name="Room 204", floor_id="upper", floor="Upper floor")
GYM = Room(room_id="gym", name="Gym", floor_id="ground", floor="Ground floor")

MS_ORTIZ = Actor(kind=ActorKind.USER, user_id="u1", name="Ortiz")

EN1223S = 0x18


def a_school(*, extra: Iterable[Transmitter] = (), receivers: int = 1, now: Moment = START) -> School:
    """Return a school with a pendant of room 101, a fixed button in the gym, two repeaters and connected receivers."""
    school = School("site")
    school.install(
        [Receiver(device_id=f"receiver-{n}", label=f"Receiver {n}", room=None) for n in range(1, receivers + 1)],
        [
            Transmitter(
                device_id="pendant", uid=PENDANT, pti=EN1223S, label="Pendant 1", role=Role.PENDANT, room=ROOM_101
            ),
            Transmitter(device_id="button", uid=BUTTON, pti=0x12, label="Gym button", role=Role.FIXED_BUTTON, room=GYM),
            Transmitter(device_id="west", uid=REPEATER_WEST, pti=None, label="West", role=Role.REPEATER, room=OFFICE),
            Transmitter(device_id="east", uid=REPEATER_EAST, pti=None, label="East", role=Role.REPEATER, room=ROOM_204),
            *extra,
        ],
        now,
    )
    for n in range(1, receivers + 1):
        school.link_changed(f"receiver-{n}", now, connected=True)
    return school


def report(
    uid: Uid = PENDANT,
    *,
    alarms: AlarmInputs = AlarmInputs(0),  # noqa: B008 - an enum value, not a mutable default
    flags: EndDeviceFlags = EndDeviceFlags(0),  # noqa: B008 - the same
    first_hop: Uid = GATEWAY,
    level: int = 40,
    pti: int = EN1223S,
) -> EndDeviceReport:
    """Return a report of an end device."""
    return EndDeviceReport(uid, first_hop, pti, alarms, flags, level, max(0, level - 2))


def pressed(uid: Uid = PENDANT, *, first_hop: Uid = GATEWAY, level: int = 40, pti: int = EN1223S) -> EndDeviceReport:
    """Return one copy of a press."""
    return report(uid, alarms=AlarmInputs.INPUT_1, first_hop=first_hop, level=level, pti=pti)


def check_in(uid: Uid = PENDANT, *, held: bool = False, pti: int = EN1223S) -> EndDeviceReport:
    """Return a check-in; of a button that is still held, it repeats the alarm bit."""
    return report(uid, alarms=AlarmInputs.INPUT_1 if held else AlarmInputs(0), flags=EndDeviceFlags.NO_CHANGE, pti=pti)


def repeater(uid: Uid = REPEATER_WEST, status: int = 0x10) -> RepeaterStatus:
    """Return a repeater's own status."""
    return RepeaterStatus(Route(uid, GATEWAY), status, 60, 58)


def after(seconds: float) -> Moment:
    """Return the moment some seconds after the start."""
    return START.later(seconds)


def hear(school: School, *messages: tuple[float, object], receiver: str = "receiver-1") -> list[Event]:
    """Let a receiver hear messages at seconds after the start; return all events."""
    events: list[Event] = []
    for seconds, message in messages:
        events += school.receive(receiver, message, after(seconds))  # type: ignore[arg-type]
    return events
