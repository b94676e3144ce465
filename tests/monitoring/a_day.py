"""A bad day at a school: a thousand events while the endpoint is away."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from custom_components.duress.ledger import Entry, NewDelivery, Priority
from custom_components.duress.monitoring import Earlier, Notice, NoticeType, Transport

from .builders import INCIDENT, PRESS, SITE, TROUBLE, notice

DAY: Final = 86_400.0
INCIDENTS: Final = 100
LEFT_OPEN: Final = 3
"""Incidents that nobody closes."""

TROUBLES: Final = 103
_STEPS: Final = (
    (0.0, NoticeType.INCIDENT_RAISED, "raised"),
    (2.5, NoticeType.INCIDENT_LOCATED, "raised"),
    (21.0, NoticeType.INCIDENT_REPEATED, "raised"),
    (45.0, NoticeType.INCIDENT_ACKNOWLEDGED, "acknowledged"),
    (80.0, NoticeType.INCIDENT_RESPONDING, "responding"),
    (140.0, NoticeType.INCIDENT_ON_SCENE, "on_scene"),
    (420.0, NoticeType.INCIDENT_CLEARED, "resolved"),
    (600.0, NoticeType.INCIDENT_CLOSED, "closed"),
)
_ALARMS: Final = frozenset({NoticeType.INCIDENT_RAISED, NoticeType.INCIDENT_REPEATED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something that happened and has to be told."""

    notice: Notice
    priority: Priority

    @property
    def incident_id(self) -> str | None:
        """The incident it is about."""
        return None if self.notice.incident is None else self.notice.incident.incident_id

    def stored(self, transport: Transport, endpoint_id: str = "desk") -> tuple[Entry, NewDelivery | None]:
        """Return the entry and the message to one endpoint, if it is told there, as the site stores them."""
        entry = Entry(
            event_id=self.notice.event_id, kind=self.notice.type, at=self.notice.at, incident_id=self.incident_id,
            data={},
        )  # fmt: skip
        encoded = transport.encode(self.notice)
        if encoded is None:
            return entry, None
        message = NewDelivery(
            event_id=self.notice.event_id, endpoint_id=endpoint_id, incident_id=self.incident_id,
            kind=self.notice.type, priority=self.priority, at=self.notice.at, content_type=encoded.content_type,
            body=encoded.body,
        )  # fmt: skip
        return entry, message


def a_day(begins: float, lasts: float = DAY) -> list[Told]:
    """Return a thousand events in their order: incidents from beginning to end, troubles that come and go."""
    found = [*_incidents(begins, lasts), *_troubles(begins, lasts)]
    found.sort(key=lambda one: (one.notice.at, one.notice.event_id))
    return found


def _incidents(begins: float, lasts: float) -> Iterator[Told]:
    """Return what is told of the incidents; some of the steps of neighbours mix."""
    for number in range(INCIDENTS):
        raised = begins + 100 + (number // 2) * (lasts - 1000) / (INCIDENTS // 2) + (number % 2) * 30
        left_open = number % (INCIDENTS // LEFT_OPEN) == INCIDENTS // LEFT_OPEN - 1
        earlier: list[Earlier] = []
        for step, (after, kind, state) in enumerate(_STEPS):
            if left_open and step >= 6:
                break
            event_id, at = f"I{number:03}-{step}", raised + after
            press = replace(PRESS, press_id=f"P{number:03}", at=raised, repeats=int(step >= 2))
            incident = replace(
                INCIDENT, incident_id=f"I{number:03}", number=number + 1, state=state, raised_at=raised,
                presses=(press,), disposition="false_alarm" if step >= 6 else None,
            )  # fmt: skip
            told = Notice(event_id=event_id, type=kind, at=at, site=SITE, incident=incident, earlier=tuple(earlier))
            yield Told(notice=told, priority=Priority.ALARM if kind in _ALARMS else Priority.UPDATE)
            earlier.append(Earlier(event_id=event_id, at=at))


def _troubles(begins: float, lasts: float) -> Iterator[Told]:
    """Return what is told of troubles, each for a while."""
    for number in range(TROUBLES):
        since = begins + 300 + number * (lasts - 2000) / TROUBLES
        trouble = replace(TROUBLE, trouble_id=f"T{number:03}", since=since)
        for step, kind in enumerate((NoticeType.TROUBLE_STARTED, NoticeType.TROUBLE_ENDED)):
            at = since + step * 900.0
            about = replace(trouble, lasted=900.0 if step else None)
            told = replace(notice(kind, event_id=f"T{number:03}-{step}"), at=at, trouble=about)
            yield Told(notice=told, priority=Priority.TROUBLE)
