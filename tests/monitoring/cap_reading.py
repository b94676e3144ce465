"""What a desk that reads CAP makes of the messages it gets, each by itself and in their order."""

from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree as ET

from custom_components.duress.monitoring.cap import NAMESPACE

from .instant import Moody


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """How a message belongs to others."""

    type: str
    identifier: str
    incident: str
    references: tuple[str, ...]


@cache
def linked(body: bytes) -> Linked:
    """Return how a message belongs to others."""
    alert = ET.fromstring(body)  # noqa: S314 - our own message

    def text(name: str) -> str:
        return alert.findtext(f"{{{NAMESPACE}}}{name}") or ""

    return Linked(
        type=text("msgType"),
        identifier=text("identifier"),
        incident=text("incidents"),
        references=tuple(one.split(",")[1] for one in text("references").split()),
    )


def check_references(way: Moody) -> None:
    """Check that an endpoint gets an Alert first of each incident, and then what refers to what it got."""
    got: dict[str, list[str]] = {}
    for event_id in way.events:
        (body,) = way.bodies[event_id]
        message = linked(body)
        before = got.setdefault(message.incident, [])
        if before:
            assert message.type in ("Update", "Cancel"), event_id
            assert message.references, event_id
            assert set(message.references) <= set(before), event_id
        else:
            assert (message.type, message.references) == ("Alert", ()), event_id
        before.append(event_id)
