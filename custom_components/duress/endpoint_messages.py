"""What a notice becomes for one endpoint, before it is stored."""

from .ledger import NewDelivery, Priority
from .monitoring import Notice, Transport


def message_of(notice: Notice, endpoint_id: str, transport: Transport, priority: Priority) -> NewDelivery | None:
    """Return the message of a notice for an endpoint; None if it cannot be told in its way."""
    encoded = transport.encode(notice)
    if encoded is None:
        return None
    return NewDelivery(
        event_id=notice.event_id,
        endpoint_id=endpoint_id,
        incident_id=notice.incident.incident_id if notice.incident is not None else None,
        kind=notice.type,
        priority=priority,
        at=notice.at,
        content_type=encoded.content_type,
        body=encoded.body,
        thread=_thread_of(notice),
    )


def messages_of(notice: Notice, endpoint_id: str, transport: Transport, priority: Priority) -> list[NewDelivery]:
    """Return all messages as which a notice is told to an endpoint."""
    made = (message_of(part, endpoint_id, transport, priority) for part in transport.parts(notice))
    return [message for message in made if message is not None]


def _thread_of(notice: Notice) -> str | None:
    """Return the trouble, test or drill a notice belongs to."""
    if notice.trouble is not None:
        return notice.trouble.trouble_id
    return notice.rehearsal.rehearsal_id if notice.rehearsal is not None else None
