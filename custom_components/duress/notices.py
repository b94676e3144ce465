"""From what happened to what a monitoring endpoint is told."""

from itertools import takewhile
from typing import Final

from .core.confirm import Confirmation, confirmation_of
from .core.events import (
    Candidate,
    Event,
    IncidentAcknowledged,
    IncidentCancelled,
    IncidentCleared,
    IncidentClosed,
    IncidentConfirmed,
    IncidentEscalated,
    IncidentEvent,
    IncidentInterrupted,
    IncidentLocated,
    IncidentNoteAdded,
    IncidentOnScene,
    IncidentRaised,
    IncidentRepeated,
    IncidentResponding,
    IncidentUnconfirmed,
    Method,
    NotListening,
    Place,
    Press,
    Rehearsal,
    RehearsalEnded,
    RehearsalStarted,
    TroubleEnded,
    TroubleEscalated,
    TroubleEvent,
    TroubleStarted,
)
from .core.incidents import Incident
from .core.roster import RoomKind
from .core.troubles import Trouble
from .echostream import AlarmInputs, serial_of
from .holders import HolderOf, nobody
from .ledger import Priority
from .monitoring import (
    MOST_EARLIER,
    Alarmed,
    DigestFacts,
    Earlier,
    IncidentFacts,
    Mode,
    Notice,
    NoticeType,
    PlaceFacts,
    PressFacts,
    RehearsalFacts,
    RoomFacts,
    SiteFacts,
    TroubleFacts,
    WeighedFacts,
)
from .told import Told

NOTICE_TYPES: Final[dict[type[Event], NoticeType]] = {
    IncidentRaised: NoticeType.INCIDENT_RAISED,
    IncidentRepeated: NoticeType.INCIDENT_REPEATED,
    IncidentLocated: NoticeType.INCIDENT_LOCATED,
    IncidentAcknowledged: NoticeType.INCIDENT_ACKNOWLEDGED,
    IncidentResponding: NoticeType.INCIDENT_RESPONDING,
    IncidentOnScene: NoticeType.INCIDENT_ON_SCENE,
    IncidentEscalated: NoticeType.INCIDENT_ESCALATED,
    IncidentConfirmed: NoticeType.INCIDENT_CONFIRMED,
    IncidentUnconfirmed: NoticeType.INCIDENT_UNCONFIRMED,
    IncidentInterrupted: NoticeType.INCIDENT_INTERRUPTED,
    IncidentNoteAdded: NoticeType.INCIDENT_NOTED,
    IncidentCleared: NoticeType.INCIDENT_CLEARED,
    IncidentCancelled: NoticeType.INCIDENT_CANCELLED,
    IncidentClosed: NoticeType.INCIDENT_CLOSED,
}
TROUBLE_TYPES: Final[dict[type[Event], NoticeType]] = {
    TroubleStarted: NoticeType.TROUBLE_STARTED,
    TroubleEscalated: NoticeType.TROUBLE_ESCALATED,
    TroubleEnded: NoticeType.TROUBLE_ENDED,
}
_ACTS: Final = (
    IncidentAcknowledged,
    IncidentConfirmed,
    IncidentNoteAdded,
    IncidentResponding,
    IncidentOnScene,
    IncidentEscalated,
    IncidentCleared,
    IncidentCancelled,
    IncidentClosed,
)
NOT_LISTENING: Final = "not_listening"

CONFIDENCE: Final[dict[Method, str]] = {
    Method.FIXED_BUTTON: "fixed",
    Method.HEARD_STRONGEST: "near",
    Method.USUAL_ROOM: "usual",
    Method.SITE: "unknown",
}
"""How sure a place is that was not weighed; one that was has a word of its own."""

WEIGHED: Final = frozenset({Method.SURVEYED, Method.ONE_RECEIVER})
"""Methods that weigh rooms and floors against each other."""

MOST_OTHERS: Final = 4
"""Other rooms that are told."""

MOST_PRESSES: Final = 50
"""Presses of an incident that a message has, so that it stays small when everybody presses."""


def priority_of(event: Event) -> Priority:
    """Return how urgent it is to tell of an event; a press is an alarm each time."""
    if isinstance(event, (TroubleEvent, NotListening)):
        return Priority.TROUBLE
    return Priority.ALARM if isinstance(event, (IncidentRaised, IncidentRepeated)) else Priority.UPDATE


def notice_of(event: IncidentEvent, incident: Incident, told: Told, holder_of: HolderOf = nobody) -> Notice | None:
    """Return what to tell of an event, with the incident as it stands now; None for what is only noted here.

    `holder_of` names who carried what was pressed, as far as whoever is told may know it.
    """
    kind = NOTICE_TYPES.get(type(event))
    if kind is None:
        return None
    actor = reason = None
    if isinstance(event, _ACTS) and event.actor is not None:
        actor = event.actor.name
    if isinstance(event, (IncidentCleared, IncidentCancelled, IncidentClosed)):
        reason = event.reason
    if isinstance(event, IncidentNoteAdded):
        # It names nobody on the roster, and whoever may not read reasons may not read it either.
        reason = event.text
    return Notice(
        event_id=event.event_id,
        type=kind,
        at=event.at,
        site=told.site,
        incident=incident_facts(incident, told, holder_of),
        mode=Mode.DEMO if told.site.demo else Mode(incident.mode),
        actor=actor,
        reason=reason,
        earlier=_before(event, incident),
        alarmed=_alarmed(incident, told) if isinstance(event, IncidentClosed) else (),
    )


def _alarmed(incident: Incident, told: Told) -> tuple[Alarmed, ...]:
    """Return every place an incident was told of, each once of a kind, in that order."""
    place: Place | None = None
    found: dict[tuple[NoticeType, Place], None] = {}
    for event in incident.history:
        if isinstance(event, (IncidentRaised, IncidentRepeated, IncidentLocated)):
            place = event.place
        if place is not None and (kind := NOTICE_TYPES.get(type(event))) is not None:
            found[kind, place] = None
    return tuple(Alarmed(kind=kind, place=place_facts(one, told)) for kind, one in found)


def _before(event: IncidentEvent, incident: Incident) -> tuple[Earlier, ...]:
    """Return what was told of an incident before an event."""
    before = takewhile(lambda one: one.event_id != event.event_id, incident.history)
    told = [one for one in before if type(one) in NOTICE_TYPES]
    # Somebody may wait for help while the thousandth press of an incident is told.
    named = told if len(told) <= MOST_EARLIER else [told[0], *told[1 - MOST_EARLIER :]]
    return tuple(Earlier(event_id=one.event_id, at=one.at) for one in named)


def trouble_notice(
    event: Event, trouble: Trouble | None, site: SiteFacts, earlier: tuple[Earlier, ...] = ()
) -> Notice | None:
    """Return what to tell of a trouble; None for what is only noted here, such as one more device in a power cut."""
    if isinstance(event, NotListening):
        kind = NoticeType.TROUBLE_ENDED
        facts = TroubleFacts(
            trouble_id=event.event_id, kind=NOT_LISTENING, devices=(), place=PlaceFacts(room=None, floor=None),
            since=event.since, lasted=event.lasted,
        )  # fmt: skip
    elif isinstance(event, TroubleEvent) and type(event) in TROUBLE_TYPES:
        kind = TROUBLE_TYPES[type(event)]
        facts = trouble_facts(event, trouble)
    else:
        return None
    mode = Mode.DEMO if site.demo else Mode.LIVE
    return Notice(event_id=event.event_id, type=kind, at=event.at, site=site, trouble=facts, mode=mode, earlier=earlier)


def rehearsal_notice(event: Event, started: RehearsalStarted | None, site: SiteFacts) -> Notice | None:
    """Return what to tell of a test or drill, which began with `started`; None for single pendants."""
    if started is None or started.kind not in (Rehearsal.TEST, Rehearsal.DRILL):
        return None
    ended = event if isinstance(event, RehearsalEnded) else None
    by = started if ended is None else ended
    return Notice(
        event_id=event.event_id,
        type=NoticeType.REHEARSAL_STARTED if ended is None else NoticeType.REHEARSAL_ENDED,
        at=event.at,
        site=site,
        rehearsal=RehearsalFacts(
            rehearsal_id=started.rehearsal_id,
            kind=started.kind,
            devices=started.labels,
            whole_site=started.whole_site,
            until=started.until,
            ending=ended.ending if ended is not None else None,
        ),
        mode=Mode.DEMO if site.demo else Mode(started.kind),
        actor=by.actor.name if by.actor is not None else None,
        reason=by.reason or None,
        earlier=() if ended is None else (Earlier(event_id=started.event_id, at=started.at),),
    )


def open_trouble_facts(trouble: Trouble) -> TroubleFacts:
    """Return an open trouble as it stands."""
    devices = list(trouble.devices.values())
    room = devices[0].room
    one = room if len(devices) == 1 else None
    return TroubleFacts(
        trouble_id=trouble.trouble_id,
        kind=str(trouble.kind),
        devices=tuple(one.label for one in devices),
        place=PlaceFacts(
            room=one.name if one else None, floor=one.floor if one else None, building=room.building if room else None
        ),
        since=trouble.since,
        grave=trouble.escalated,
    )


def digest_notice(event_id: str, at: float, digest: DigestFacts, site: SiteFacts) -> Notice:
    """Return what came together of troubles."""
    mode = Mode.DEMO if site.demo else Mode.LIVE
    return Notice(event_id=event_id, type=NoticeType.DIGEST, at=at, site=site, digest=digest, mode=mode)


def daily_test_notice(event_id: str, at: float, site: SiteFacts) -> Notice:
    """Return the test that goes out by itself each day."""
    return Notice(event_id=event_id, type=NoticeType.TEST, at=at, site=site, mode=Mode.TEST, daily=True)


def trouble_facts(event: TroubleEvent, trouble: Trouble | None) -> TroubleFacts:
    """Return a trouble as it is told, with all its devices while it is open; a power cut is told for the building."""
    lasted = event.lasted if isinstance(event, TroubleEnded) else None
    devices = tuple(one.label for one in trouble.devices.values()) if trouble is not None else ()
    room = event.room if len(devices) < 2 else None
    building = event.room.building if event.room else None
    return TroubleFacts(
        trouble_id=event.trouble_id,
        kind=str(event.kind),
        devices=devices or (event.label,),
        place=PlaceFacts(room=room.name if room else None, floor=room.floor if room else None, building=building),
        since=trouble.since if trouble is not None else event.at - (lasted or 0.0),
        lasted=lasted,
        grave=isinstance(event, TroubleEscalated),
    )


def incident_facts(incident: Incident, told: Told, holder_of: HolderOf = nobody) -> IncidentFacts:
    """Return an incident as it is told; the label of an unregistered transmitter is its serial number."""
    doubts, confirmation = doubts_of(incident), confirmation_of(incident)
    return IncidentFacts(
        incident_id=incident.incident_id,
        number=incident.number,
        kind=incident.kind,
        state=incident.state,
        raised_at=incident.raised_at,
        presses=tuple(
            _press_facts(press, place_facts(incident.places[press.press_id], told), holder_of(press))
            for press in (*incident.presses[:1], *incident.presses[1:][-(MOST_PRESSES - 1) :])
        ),
        place=place_facts(incident.place, told),
        press_count=len(incident.presses),
        doubtful=bool(doubts),
        doubts=doubts,
        disposition=incident.disposition,
        escalation=incident.level,
        confirmation=None if confirmation is Confirmation.NOT_ASKED else str(confirmation),
        # An exercise threatens nobody.
        avs=told.avs.get(incident.kind) if Mode(incident.mode) is Mode.LIVE and not told.site.demo else None,
        page=told.page_of(incident.raised_at),
    )


def doubts_of(incident: Incident) -> tuple[str, ...]:
    """Return why an incident may be less than it seems, each doubt once."""
    return tuple(dict.fromkeys(doubt.value for press in incident.presses for doubt in press.doubts))


def place_facts(place: Place, told: Told) -> PlaceFacts:
    """Return a place as it is told."""
    return PlaceFacts(
        room=place.room.name if place.room else None,
        floor=place.floor,
        building=place.building,
        method=place.method,
        confidence=CONFIDENCE[place.method] if place.word is None else str(place.word),
        kind=place.room.kind if place.room else RoomKind.ROOM,
        door=place.room.door if place.room else None,
        nearest_door=told.doors.get(place.room.room_id) if place.room else None,
        weighed=_weighed_facts(place) if place.method in WEIGHED else None,
    )


def others_of(place: Place) -> tuple[Candidate, ...]:
    """Return the most probable rooms beside the one that is the answer."""
    others = [one for one in place.ranked if place.room is None or one.room.room_id != place.room.room_id]
    return tuple(others[:MOST_OTHERS])


def probability_of(place: Place) -> float | None:
    """Return how probable the room of a place is; None where no room is promised."""
    return place.ranked[0].probability if place.method is Method.SURVEYED and place.ranked else None


def floor_probability_of(place: Place) -> float | None:
    """Return how probable the floor of a place is, where it was weighed."""
    return place.floors[0].probability if place.method in WEIGHED and place.floors else None


def _weighed_facts(place: Place) -> WeighedFacts:
    """Return how a place was weighed against others."""
    return WeighedFacts(
        near=place.heard_by,
        probability=probability_of(place),
        floor_confidence=None if place.floor_word is None else str(place.floor_word),
        floor_probability=floor_probability_of(place),
        other_floor=place.floors[1].name if len(place.floors) > 1 else None,
        others=tuple(
            RoomFacts(room=one.room.name, floor=one.room.floor, probability=one.probability) for one in others_of(place)
        ),
        hearers=place.hearers,
        masked=place.masked,
    )


def input_numbers(inputs: AlarmInputs) -> tuple[int, ...]:
    """Return alarm inputs as the numbers people use, from 1."""
    bits = int(inputs)
    return tuple(number for number in range(1, bits.bit_length() + 1) if bits >> number - 1 & 1)


def label_of(press: Press) -> str:
    """Return what to call the transmitter of a press."""
    return press.label or f"{press.model} {serial_of(press.uid)}"


def _press_facts(press: Press, place: PlaceFacts, holder: str | None) -> PressFacts:
    """Return a press as it is told."""
    return PressFacts(
        press_id=press.press_id,
        label=label_of(press),
        model=press.model,
        serial=str(serial_of(press.uid)),
        inputs=input_numbers(press.inputs),
        at=press.at,
        place=place,
        holder=holder,
    )
