"""Other people's receivers, as processes of their own, read what DC-09 sends: every default event with its place."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import product
import json
from pathlib import Path
import subprocess
import sys
from typing import Any, Final

import pytest

from custom_components.duress.core.events import TroubleKind
from custom_components.duress.monitoring import Dc09Settings, Dc09Transport, NoticeType, Outcome
from custom_components.duress.monitoring.dc09 import Form, Key, Pad, Protocol
from custom_components.duress.monitoring.messages import Mode, Notice

from .builders import INCIDENT, PLACE, TROUBLE, notice
from .dc09_peers import KEYS
from .dc09_way import NUMBERING, outgoing
from .desk import until

ROOT: Final = Path(__file__).parents[2]
# Everything that is told by itself, in SIA and in Contact ID.
KINDS: Final = {
    "duress": (("HA", "1122"), ("HR", "3122")),
    "medical": (("MA", "1100"), ("MR", "3100")),
    "assist": (("QA", "1101"), ("QR", "3101")),
    "lockdown": (("PA", "1120"), ("PR", "3120")),
}
STEPS: Final = {
    NoticeType.INCIDENT_LOCATED: ("HA", "1122"),
    NoticeType.INCIDENT_REPEATED: ("HA", "1122"),
    NoticeType.INCIDENT_CONFIRMED: ("HA", "1129"),
    NoticeType.INCIDENT_ESCALATED: ("HA", "1122"),
    NoticeType.INCIDENT_CANCELLED: ("OC", "1406"),
}
TROUBLES: Final = {
    "missing": (("UY", "1381"), ("UJ", "3381")),
    "low_battery": (("XT", "1384"), ("XR", "3384")),
    "tamper": (("TA", "1383"), ("TR", "3383")),
    "mains_lost": (("AT", "1301"), ("AR", "3301")),
    "jammed": (("XQ", "1344"), ("XH", "3344")),
    "link_lost": (("ET", "1333"), ("ER", "3333")),
    "link_failure": (("ET", "1333"), ("ER", "3333")),
    "lost_frames": (("YX", "1616"), ("YZ", "3616")),
    "restarts": (("YX", "1616"), ("YZ", "3616")),
    "suspect": (("HT", "1380"), ("HJ", "3380")),
    "model_mismatch": (("HT", "1380"), ("HJ", "3380")),
    "interval_misfit": (("YX", "1616"), ("YZ", "3616")),
    "path_lost": (("YS", "1350"), ("YK", "3350")),
}
ONE_SIDED: Final = {"restarted": ("RR", "1305"), "weak_signal": ("XL", "1616")}
PRESS: Final = replace(INCIDENT.presses[0], place=PLACE)

type Told = tuple[Notice, tuple[str, str]]


@dataclass(slots=True)
class Peer:
    """A receiver in a process of its own, and what it read."""

    process: asyncio.subprocess.Process
    port: int
    read: list[dict[str, Any]] = field(default_factory=list)

    async def listen(self) -> None:
        """Collect what it says."""
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self.read.append(json.loads(line))


@asynccontextmanager
async def peer(name: str, protocol: Protocol) -> AsyncIterator[Peer]:
    """Run a foreign receiver until the end of the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-B", "-m", "tests.monitoring.dc09_peers", name, protocol, cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    running = Peer(process, json.loads(await process.stdout.readline())["port"])
    listening = asyncio.create_task(running.listen())
    try:
        yield running
    finally:
        process.terminate()
        await process.wait()
        await listening


def every_event() -> list[Told]:
    """Return everything that is told by itself, with its codes."""
    incident = replace(INCIDENT, presses=(PRESS,))
    told: list[Told] = []
    for name, (begin, end) in KINDS.items():
        about = replace(incident, kind=name)
        told.append((replace(notice(), incident=about), begin))
        told.append((replace(notice(NoticeType.INCIDENT_CLOSED), incident=about), end))
    told += [(replace(notice(kind), incident=incident), codes) for kind, codes in STEPS.items()]
    told.append((replace(notice(), mode=Mode.DRILL), ("TP", "1611")))
    told.append((replace(notice(NoticeType.REHEARSAL_STARTED), mode=Mode.DRILL), ("TS", "1607")))
    told.append((replace(notice(NoticeType.REHEARSAL_ENDED), mode=Mode.DRILL), ("TE", "3607")))
    told.append((notice(NoticeType.TEST), ("RX", "1601")))
    for name, (begin, end) in TROUBLES.items():
        told += [trouble(NoticeType.TROUBLE_STARTED, name, begin), trouble(NoticeType.TROUBLE_ENDED, name, end)]
    told += [trouble(NoticeType.TROUBLE_STARTED, name, codes) for name, codes in ONE_SIDED.items()]
    told.append(trouble(NoticeType.TROUBLE_ENDED, "not_listening", ("RR", "1305")))
    return told


def trouble(kind: NoticeType, name: str, codes: tuple[str, str]) -> Told:
    """Return the notice of a trouble, with its codes."""
    return replace(notice(kind), trouble=replace(TROUBLE, kind=name, place=PLACE)), codes


def test_no_trouble_is_forgotten() -> None:
    """Given every kind of trouble there is, then these tests tell of it."""
    assert {*TROUBLES, *ONE_SIDED} == {str(kind) for kind in TroubleKind}


async def tell(
    running: Peer, protocol: Protocol, account: str, pad: Pad, form: Form = Form.SIA
) -> list[dict[str, Any]]:
    """Tell a peer everything as one endpoint after the other would, and a heartbeat; return what it read.

    Everything must be confirmed.
    """
    key = KEYS[account]
    way = Dc09Settings(
        host="127.0.0.1",
        port=running.port,
        account=account,
        receiver="1",
        key=None if key is None else Key(key),
        pad=pad,
        timeout=10,
        protocol=protocol,
        numbering=replace(NUMBERING, form=form),
    )
    transport = Dc09Transport(way)
    running.read.clear()
    for sequence, (about, _) in enumerate(every_event(), 1):
        answer = await transport.send(outgoing(transport, about, sequence=sequence))
        assert (answer.outcome, answer.detail) == (Outcome.DELIVERED, "ACK"), about
    heartbeat = outgoing(transport, notice(NoticeType.HEARTBEAT), sequence=0)
    assert (await transport.send(heartbeat)).outcome is Outcome.DELIVERED
    await until(lambda: len(running.read) == len(every_event()) + 1)
    return list(running.read)


def has_place(read: dict[str, Any], about: Notice) -> bool:
    """Return whether what was read says in words where it is and what happened."""
    fields = read["fields"]
    known = about.incident is None and about.trouble is None
    place = known or (fields["R"], fields["O"], fields["L"]) == ("Room 204", "Building B", "Floor 2")
    return place and fields["S"] == "Lincoln High School" and "Lincoln High School" in fields["I"]


@pytest.mark.parametrize("protocol", Protocol)
async def test_pysiaalarm_reads_every_event(protocol: Protocol) -> None:
    """Given pysiaalarm, when all is told in clear and with each key, then it reads code, number, room and words."""
    async with peer("pysiaalarm", protocol) as running:
        for account in KEYS:
            pad = Pad.LONG if account == "A192" else Pad.SHORT
            *events, heartbeat = await tell(running, protocol, account, pad)
            assert heartbeat["sequence"] == "0000"
            for sequence, ((about, (code, _)), read) in enumerate(zip(every_event(), events, strict=True), 1):
                assert (read["code"], read["area"], read["account"]) == (code, "1", account)
                assert int(read["sequence"]) == sequence
                assert read["zone"] == ("204" if has_number(about) else "0")
                assert has_place(read, about)


async def test_siadc09_reads_every_event() -> None:
    """Given siadc09, strict and of the edition of 2026, when all is told in both forms, then it and we read it all."""
    async with peer("siadc09", Protocol.TCP) as running:
        for account, form in product(KEYS, Form):
            *events, heartbeat = await tell(running, Protocol.TCP, account, Pad.LONG, form)
            assert (heartbeat["token"], heartbeat["sequence"]) == ("NULL", 0)
            for sequence, ((about, codes), read) in enumerate(zip(every_event(), events, strict=True), 1):
                assert (read["token"], read["account"], read["sequence"]) == (form, account, sequence)
                assert read["encrypted"] == (KEYS[account] is not None)
                assert read["code"] == codes[form is Form.CID]
                assert read["zone"] == ("204" if has_number(about) else "0")
                assert has_place(read, about)


def has_number(about: Notice) -> bool:
    """Return whether a notice is told with the number of a room."""
    if about.trouble is not None:
        return about.trouble.kind not in ("not_listening", "path_lost")
    return about.incident is not None and about.type is not NoticeType.INCIDENT_CANCELLED
