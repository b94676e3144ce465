"""Captures in a few words, and a school that is recorded while it runs on a clock of the test's own."""

from collections.abc import Iterable
from datetime import UTC, datetime
import json
from pathlib import Path

from custom_components.duress.captures import (
    CaptureWriter,
    End,
    Header,
    Installed,
    Line,
    Link,
    Neutral,
    Read,
    Recorded,
    Replay,
    read_capture,
)
from custom_components.duress.core.events import Event
from custom_components.duress.core.records import name_of, to_data
from custom_components.duress.core.school import School
from custom_components.duress.echostream import Message, encode
from tests.core.builders import START, a_school

BEGUN = datetime.fromtimestamp(START.utc, UTC)


def installed(school: School) -> Installed:
    """Return what is installed at a school under neutral names."""
    receivers, transmitters = Neutral().of(school.roster.receivers.values(), school.roster.transmitters.values())
    return Installed(
        receivers=tuple(
            Recorded(number=number, kind="network", baudrate=9600, receiver=one)
            for number, one in enumerate(receivers, 1)
        ),
        transmitters=tuple(transmitters),
    )


def a_header(school: School | None = None, *, heard: dict[str, float] | None = None) -> Header:
    """Return the header for a school whose receivers have been connected for a minute."""
    what = installed(school or a_school())
    links = dict.fromkeys(what.numbers, (True, 60.0))
    return Header(software="0.1.0", begun=BEGUN, installed=what, links=links, heard=heard or {})


def said(at: float, *messages: Message, receiver: int = 1) -> Read:
    """Return messages that came in one piece."""
    return Read(at=at, receiver=receiver, data=b"".join(encode(message) for message in messages))


def link(at: float, *, up: bool, receiver: int = 1) -> Link:
    """Return a change of a link."""
    return Link(at=at, receiver=receiver, connected=up, detail="" if up else "closed_by_peer")


def written(folder: Path, lines: Iterable[Line], *, header: Header | None = None, until: float = 0.0) -> Path:
    """Write a whole capture; return where."""
    writer = CaptureWriter(folder, BEGUN)
    writer.begin(header or a_header())
    assert writer.write(lines)
    writer.finish(End.ASKED, until)
    return writer.path


def replayed(path: Path) -> list[Event]:
    """Return the events of a capture."""
    return list(Replay().run(read_capture(path)))


def told(event: Event) -> tuple[float, str]:
    """Return when an event happened, in seconds after the beginning, and its kind."""
    return round(event.at - START.utc, 3), name_of(event)


def printed(events: Iterable[Event]) -> bytes:
    """Return events as the tool prints them."""
    lines = (json.dumps({"kind": name_of(event), "data": to_data(event)}) for event in events)
    return "".join(f"{line}\n" for line in lines).encode()
