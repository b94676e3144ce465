"""The facts of a running site that its first steps follow from. Nobody's name is among them."""

from collections.abc import Iterable, Mapping

from .const import CONF_FORWARD_ALL
from .core.duties import SITE_DRILL, DutyKind
from .core.events import Mode
from .core.first_run import Check, CheckKey, counted, plain
from .core.gaps import find_gaps
from .core.location import Source
from .core.location.walk import NEEDED
from .core.roster import Role, Room, Transmitter
from .installed import endpoints_of
from .site import Site


async def async_checks(site: Site) -> list[Check]:
    """Return every check with how it stands; raises LedgerError."""
    confirmed = await site.record.ledger.confirmed_incidents()
    return [
        _receivers(site),
        *_rooms(site),
        *_pendants(site),
        *_people(site),
        *_monitoring(site, confirmed),
        *_state(site),
    ]


def school_rooms(site: Site) -> dict[str, Room]:
    """Return the rooms of the school: areas that are on a floor, in use or surveyed."""
    own = site.school.roster.rooms()
    surveyed = {one.room_id for one in site.survey.presses}
    rooms = {**own, **site.survey.to_walk()}
    return {key: room for key, room in rooms.items() if room.floor_id is not None or key in own or key in surveyed}


def loose_rooms(site: Site) -> list[str]:
    """Return the areas that nobody can say belong to the school: on no floor, and nothing of ours is in them."""
    rooms = school_rooms(site)
    return sorted(room.name for key, room in site.survey.to_walk().items() if key not in rooms)


def _relied_on(site: Site) -> dict[str, Transmitter]:
    """Return the pendants and wall buttons that somebody relies on."""
    transmitters = site.school.roster.transmitters
    return {key: one for key, one in transmitters.items() if one.role.calls_for_help and one.life.is_judged}


def _labels(transmitters: Mapping[str, Transmitter]) -> dict[str, str]:
    """Return what devices are called."""
    return {key: one.label for key, one in transmitters.items()}


def _receivers(site: Site) -> Check:
    """Whether something is heard over each receiver."""
    receivers = site.school.roster.receivers
    links = {key: site.links.link(key) for key in receivers}
    heard = {
        key: site.school.connected.get(key, False) and link is not None and link.counters.frames > 0
        for key, link in links.items()
    }
    return counted(CheckKey.RECEIVERS, heard, {key: one.label for key, one in receivers.items()})


def _rooms(site: Site) -> Iterable[Check]:
    """Whether rooms are on floors, and devices that say where a press is are in rooms; and which were walked."""
    rooms = school_rooms(site)
    names = {key: room.name for key, room in rooms.items()}
    roster = site.school.roster
    fixed = {
        key: one
        for key, one in roster.transmitters.items()
        if one.role in (Role.REPEATER, Role.FIXED_BUTTON) and one.life.is_judged
    }
    placed = {key: one.room is not None for key, one in roster.receivers.items()}
    placed |= {key: one.room is not None for key, one in fixed.items()}
    called = {key: one.label for key, one in roster.receivers.items()} | _labels(fixed)
    walked = dict.fromkeys(rooms, 0)
    for press in site.survey.presses:
        if press.source is not Source.CHECK and press.room_id in walked:
            walked[press.room_id] += 1
    return (
        counted(CheckKey.FLOORS, {key: room.floor_id is not None for key, room in rooms.items()}, names),
        counted(CheckKey.PLACED, placed, called),
        counted(CheckKey.WALKED, {key: presses >= NEEDED for key, presses in walked.items()}, names),
    )


def _pendants(site: Site) -> Iterable[Check]:
    """Whether pendants and buttons were ever heard, are ready now, and were pressed once."""
    school, keeper = site.school, site.duty_keeper
    buttons = _relied_on(site)
    labels = _labels(buttons)
    states = {key: school.devices[key] for key in buttons}
    pressed = {key: keeper.proven_at(DutyKind.PENDANT, key) is not None for key in buttons}
    return (
        counted(CheckKey.HEARD, {key: state.heard_at is not None for key, state in states.items()}, labels),
        counted(
            CheckKey.READY,
            {key: state.is_ready and school.can_be_heard(key) for key, state in states.items()},
            labels,
        ),
        counted(CheckKey.PRESSED, pressed, labels),
    )


def _people(site: Site) -> Iterable[Check]:
    """Whether somebody is on the roster, and each pendant in use is somebody's."""
    carried = [one for one in site.people.holdings() if one.is_carried and one.life.is_judged]
    without = {one.device_id for one in find_gaps(carried, site.people.known).without_holder}
    held = {one.device_id: one.device_id not in without for one in carried}
    return (
        plain(CheckKey.PEOPLE, is_met=bool(site.people.known)),
        counted(CheckKey.HOLDERS, held, {one.device_id: one.label for one in carried}),
    )


def _monitoring(site: Site, confirmed: Mapping[str, float]) -> Iterable[Check]:
    """Whether the desk can be reached, was reached, and would be told."""
    endpoints = {one.subentry_id: one for one in endpoints_of(site.entry)}
    titles = {key: one.title for key, one in endpoints.items()}
    statuses = site.endpoints.statuses
    proven = {key: key in statuses and statuses[key].proven for key in endpoints}
    tested = {key: key in confirmed or site.duty_keeper.proven_at(DutyKind.PATH, key) is not None for key in endpoints}
    told = any(one.data.get(CONF_FORWARD_ALL, True) or key in confirmed for key, one in endpoints.items())
    return (
        counted(CheckKey.WAYS, proven, titles),
        counted(CheckKey.TESTED, tested, titles),
        plain(CheckKey.FORWARDED, is_met=told),
    )


def _state(site: Site) -> Iterable[Check]:
    """Whether anything stands against meaning it seriously."""
    school = site.school
    troubled = [device.label for one in school.troubles.open.values() for device in one.devices.values()]
    muted = [known.label for key in school.bypasses.running if (known := _known(site, key)) is not None]
    well = not troubled and not school.bypasses.running
    return (
        plain(CheckKey.DRILL, is_met=site.duty_keeper.proven_at(DutyKind.DRILL, SITE_DRILL) is not None),
        plain(CheckKey.TROUBLES, is_met=well, left=sorted({*troubled, *muted})),
        plain(CheckKey.SERIOUS, is_met=school.modes.mode is Mode.LIVE),
        plain(CheckKey.STORED, is_met=site.record.ledger.durable),
    )


def _known(site: Site, key: str) -> Transmitter | None:
    """Return an installed transmitter."""
    return site.school.roster.transmitters.get(key)
