"""What a monitoring endpoint is told, before it becomes bytes.

People are named in three places: whoever acted, the holder of a pressed pendant (`PressFacts.holder`, filled in for
endpoints that may know it and for nobody else) and those who are called back (`CallbackFacts`), who agreed to it. What
names a person is left out of the text form, so that no log can say it by accident.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


class NoticeType(StrEnum):
    """What a notice is about."""

    INCIDENT_RAISED = "incident_raised"
    INCIDENT_LOCATED = "incident_located"
    INCIDENT_REPEATED = "incident_repeated"
    INCIDENT_ACKNOWLEDGED = "incident_acknowledged"
    INCIDENT_RESPONDING = "incident_responding"
    INCIDENT_ON_SCENE = "incident_on_scene"
    INCIDENT_ESCALATED = "incident_escalated"
    INCIDENT_CONFIRMED = "incident_confirmed"
    INCIDENT_UNCONFIRMED = "incident_unconfirmed"
    INCIDENT_INTERRUPTED = "incident_interrupted"
    INCIDENT_NOTED = "incident_noted"
    INCIDENT_CLEARED = "incident_cleared"
    INCIDENT_CANCELLED = "incident_cancelled"
    INCIDENT_CLOSED = "incident_closed"
    TROUBLE_STARTED = "trouble_started"
    TROUBLE_ESCALATED = "trouble_escalated"
    TROUBLE_ENDED = "trouble_ended"
    REHEARSAL_STARTED = "rehearsal_started"
    REHEARSAL_ENDED = "rehearsal_ended"
    DIGEST = "digest"
    TEST = "test"
    HEARTBEAT = "heartbeat"


class Mode(StrEnum):
    """How serious a notice is to be taken."""

    LIVE = "live"
    DRILL = "drill"
    TEST = "test"
    DEMO = "demo"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackFacts:
    """Somebody at the school who agreed to be called by the desk; `role` is what they are there."""

    name: str = field(repr=False)
    role: str
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts:
    """An address that shows more, and what it shows."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AvsFacts:
    """A level of Alarm Validation Scoring (TMA-AVS-01) from 0 to 4, and why the school says so."""

    level: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """One school; a demo site never has real alarms.

    `callback` are those to call instead of the premises, in this order, `links` what helps with every incident.
    """

    id: str
    name: str
    address: str
    demo: bool = False
    callback: tuple[CallbackFacts, ...] = ()
    links: tuple[LinkFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFacts:
    """Another room that a press may come from, with its probability from 0 to 1."""

    room: str
    floor: str | None
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedFacts:
    """How a place that was weighed against others stands: probabilities from 0 to 1, rooms beside it, who heard it.

    `floor_confidence` is the word of the floor, `other_floor` one that may be it, too, `hearers` counts receivers and
    repeaters, `masked` names those that are out of order.
    """

    near: str | None = None
    probability: float | None = None
    floor_confidence: str | None = None
    floor_probability: float | None = None
    other_floor: str | None = None
    others: tuple[RoomFacts, ...] = ()
    hearers: int = 0
    masked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """Where help is needed, as well as is known; without room and floor it is somewhere at the site.

    `nearest_door` is the exterior door nearest to the room in words, where the school has said which that is.
    """

    room: str | None
    floor: str | None
    building: str | None = None
    method: str = "site"
    confidence: str = "unknown"
    kind: str = "room"
    door: str | None = None
    nearest_door: str | None = None
    weighed: WeighedFacts | None = None


UNPLACED: Final = PlaceFacts(room=None, floor=None)
"""Somewhere at the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PressFacts:
    """One activation of one transmitter; `at` is UTC seconds, `repeats` counts further presses.

    `holder` is the name of who carried it then: only for an endpoint that may know it, and only if that is known.
    """

    press_id: str
    label: str
    model: str
    serial: str
    inputs: tuple[int, ...]
    at: float
    repeats: int = 0
    place: PlaceFacts = UNPLACED
    holder: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFacts:
    """An incident as it stands when it is told; `number` counts per site from 1, `raised_at` is UTC seconds.

    `presses` are the first and the latest ones, oldest first; `press_count` is how many there were in all.
    `disposition` says what it turned out to be, once it is resolved; `escalation` how many levels of people were told.
    `confirmation` says whether the school confirmed it: None when nobody was asked. `avs` is the level the school set
    for its kind, if it did; `page` an address that shows the incident, if there is one.
    """

    incident_id: str
    number: int
    kind: str
    state: str
    raised_at: float
    presses: tuple[PressFacts, ...]
    place: PlaceFacts
    press_count: int
    doubtful: bool = False
    doubts: tuple[str, ...] = ()
    silent: bool = True
    disposition: str | None = None
    escalation: int = 0
    confirmation: str | None = None
    avs: AvsFacts | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleFacts:
    """Something that weakens protection: `since` is UTC seconds, `lasted` seconds once it is over.

    `devices` are the labels of what it is about; `grave` says that nobody saw to it in time.
    """

    trouble_id: str
    kind: str
    devices: tuple[str, ...]
    place: PlaceFacts
    since: float
    lasted: float | None = None
    grave: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestFacts:
    """What came together of troubles since a moment (UTC s); what began and is over by now is in both lists."""

    since: float
    began: tuple[TroubleFacts, ...]
    ended: tuple[TroubleFacts, ...]
    still_open: tuple[TroubleFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalFacts:
    """A test or drill: of which transmitters (labels), until when (UTC seconds), and why it is over once it is."""

    rehearsal_id: str
    kind: str
    devices: tuple[str, ...]
    whole_site: bool
    until: float
    ending: str | None = None


LEAST_MARGIN: Final = 20.0
"""Seconds that a heartbeat may be late at a desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counters:
    """What a heartbeat says about the way to this endpoint; ages are seconds, as is the time between heartbeats."""

    last_sequence: int
    waiting: int
    oldest_waiting: float | None
    software: str
    heartbeat: float = 60.0

    @property
    def alarm_after(self) -> float:
        """Seconds without a message after which the desk must take the site for dead: three heartbeats and a margin."""
        return 3 * self.heartbeat + max(LEAST_MARGIN, self.heartbeat / 3)


MOST_EARLIER: Final = 50
"""Earlier notices that one refers to: the first, and the latest of the others. Each of those refers to more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A notice about the same thing that was told before; `at` is UTC seconds."""

    event_id: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarmed:
    """A place an incident was told of, and by which kind of notice."""

    kind: NoticeType
    place: PlaceFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to tell; `at` is UTC seconds.

    Incident notices carry an incident, trouble notices a trouble, those of tests and drills a rehearsal, heartbeats
    counters. `earlier` are the notices about the same thing before this one, the oldest first, all or MOST_EARLIER.
    `daily`: a test that goes out by itself each day. `alarmed` are the places an incident that is closed was told of.
    """

    event_id: str
    type: NoticeType
    at: float
    site: SiteFacts
    incident: IncidentFacts | None = None
    trouble: TroubleFacts | None = None
    rehearsal: RehearsalFacts | None = None
    digest: DigestFacts | None = None
    mode: Mode = Mode.LIVE
    actor: str | None = None
    reason: str | None = None
    counters: Counters | None = None
    earlier: tuple[Earlier, ...] = ()
    daily: bool = False
    alarmed: tuple[Alarmed, ...] = ()
