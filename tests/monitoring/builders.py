"""Short ways to say what is told in these tests."""

from dataclasses import replace
from typing import Final

from custom_components.duress.ledger import Entry, NewDelivery, Priority
from custom_components.duress.monitoring import (
    Counters,
    DigestFacts,
    IncidentFacts,
    Notice,
    NoticeType,
    PlaceFacts,
    PressFacts,
    RehearsalFacts,
    RetrySchedule,
    SiteFacts,
    TroubleFacts,
)
from custom_components.duress.monitoring.payload import CONTENT_TYPE, encode

AT: Final = 1_795_443_121.25  # 2026-11-23T14:12:01.250Z
SITE: Final = SiteFacts(id="lincoln", name="Lincoln High School", address="1 Main St, Springfield")
PRESS: Final = PressFacts(
    press_id="P1", label="Pendant 14", model="EN1223S", serial="1A2B3C", inputs=(1,), at=AT, repeats=0
)
PLACE: Final = PlaceFacts(
    room="Room 204", floor="Floor 2", building="Building B", method="heard_strongest", confidence="likely"
)
INCIDENT: Final = IncidentFacts(
    incident_id="I1",
    number=7,
    kind="duress",
    state="raised",
    raised_at=AT,
    presses=(PRESS,),
    press_count=1,
    place=PLACE,
)
REHEARSAL: Final = RehearsalFacts(
    rehearsal_id="REHEARSAL1", kind="drill", devices=("Pendant 1", "Pendant 2"), whole_site=False, until=AT + 600
)
TROUBLE: Final = TroubleFacts(
    trouble_id="T1", kind="missing", devices=("Pendant 14",), place=PlaceFacts(room="Room 204", floor=None), since=AT
)
DIGEST: Final = DigestFacts(since=AT - 86_400, began=(TROUBLE,), ended=(replace(TROUBLE, lasted=60.0),), still_open=())
COUNTERS: Final = Counters(last_sequence=12, waiting=2, oldest_waiting=3.21, software="0.1.0")

# As the real one, only quick: a real second is a fiftieth here.
QUICK: Final = RetrySchedule(
    alarm=(0.02, 0.02, 0.06, 0.1),
    slow=(0.03, 1.0),
    refused=0.4,
    accepted=0.3,
    accepted_alarm=0.3,
    throttled_least=0.02,
    throttled_most=0.2,
    throttled_most_slow=0.3,
    give_up=0.1,
    heartbeat_again=0.05,
    jitter=0.0,
)


def notice(kind: NoticeType = NoticeType.INCIDENT_RAISED, *, event_id: str = "E1", incident: str = "I1") -> Notice:
    """Return a complete notice of a kind."""
    is_trouble = kind.startswith("trouble")
    about = replace(INCIDENT, incident_id=incident) if kind.startswith("incident") else None
    return Notice(
        event_id=event_id,
        type=kind,
        at=AT,
        site=SITE,
        incident=about,
        trouble=TROUBLE if is_trouble else None,
        rehearsal=REHEARSAL if kind.startswith("rehearsal") else None,
        digest=DIGEST if kind is NoticeType.DIGEST else None,
        counters=COUNTERS if kind is NoticeType.HEARTBEAT else None,
    )


def alarm(
    event_id: str,
    incident_id: str | None = "I1",
    *,
    endpoint_id: str = "desk",
    kind: NoticeType = NoticeType.INCIDENT_RAISED,
    priority: Priority = Priority.ALARM,
    at: float = AT,
) -> NewDelivery:
    """Return a message about an incident, with the body the desk will read."""
    return NewDelivery(
        event_id=event_id,
        endpoint_id=endpoint_id,
        incident_id=incident_id,
        kind=kind,
        priority=priority,
        at=at,
        content_type=CONTENT_TYPE,
        body=encode(notice(kind, event_id=event_id, incident=incident_id or "none")),
    )


def happened(event_id: str, incident_id: str = "I1", kind: str = "incident_raised") -> Entry:
    """Return the entry that belongs to a message."""
    return Entry(event_id=event_id, kind=kind, at=AT, incident_id=incident_id, data={})
