"""Tries an address for the set-up form: whether a receiver speaks there, and whom it hears."""

import asyncio
from dataclasses import dataclass
from typing import Final

from serialx import create_serial_connection

from ..echostream import (
    Aggregate,
    CommunicatorReport,
    DeviceReset,
    EndDeviceReport,
    EnvironmentalReport,
    LocatorReport,
    LocatorStatus,
    Message,
    RepeaterStatus,
    SerialDataReport,
    Uid,
)
from .link import CONNECT_TIMEOUT, ReceiverLink
from .problems import LinkProblem
from .status import Connect, LinkStatus

IDENTIFY: Final = 1.0
"""Seconds that are waited, after the first valid frame, for the receiver to say who it is."""


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What came over a line while it was tried.

    `problem` says why the line could not be opened or kept. Without a problem and without frames, the line is open:
    `discarded_bytes` above zero then mean a wrong baud rate or another device, zero that nothing came at all.
    """

    problem: LinkProblem | None
    frames: int
    discarded_bytes: int
    checksum_errors: int
    transmitters: frozenset[Uid]
    serial: int | None


async def probe(
    url: str, seconds: float, *, baudrate: int = 9600, connect: Connect = create_serial_connection
) -> ProbeResult:
    """Open a line, ask who is there and listen for up to some seconds, less if a valid frame comes; leave it closed."""
    transmitters: set[Uid] = set()
    problems: list[LinkProblem] = []
    settled, known = asyncio.Event(), asyncio.Event()

    def heard(message: Message, _at: float) -> None:
        """Note who is heard."""
        transmitters.update(_originators(message))
        settled.set()

    def changed(status: LinkStatus) -> None:
        """Note the first problem, and that the receiver is known."""
        if status.reason is not None:
            problems.append(status.reason)
            settled.set()
            known.set()
        elif status.serial is not None:
            known.set()

    link = ReceiverLink(
        url,
        on_message=heard,
        on_status=changed,
        baudrate=baudrate,
        connect=connect,
        connect_timeout=min(seconds, CONNECT_TIMEOUT),
        # The first attempt tells all there is to tell.
        reconnect_delays=(seconds + 60,),
    )
    await link.start()
    try:
        async with asyncio.timeout(seconds):
            await settled.wait()
            async with asyncio.timeout(IDENTIFY):
                await known.wait()
    except TimeoutError:
        # Time is up: what has come by now is the result.
        pass
    finally:
        await link.stop()
    return _result(link, problems, frozenset(transmitters))


def _result(link: ReceiverLink, problems: list[LinkProblem], transmitters: frozenset[Uid]) -> ProbeResult:
    """Sum up; the counters are read after the end, when an unfinished frame counts as discarded."""
    counters = link.counters
    problem = problems[0] if problems and not counters.frames else None
    if problem is None and not counters.connects:
        problem = LinkProblem.TIMEOUT
    return ProbeResult(
        problem,
        counters.frames,
        counters.discarded_bytes,
        counters.checksum_errors,
        transmitters,
        link.status.serial,
    )


def _originators(message: Message) -> frozenset[Uid]:
    """Return who sent a radio message, also inside an aggregate."""
    match message:
        case EndDeviceReport():
            return frozenset({message.originator})
        case Aggregate():
            inner = frozenset[Uid]().union(*(_originators(part) for part in message.messages))
            return inner | {message.route.originator}
        case (
            RepeaterStatus()
            | DeviceReset()
            | LocatorStatus()
            | LocatorReport()
            | CommunicatorReport()
            | EnvironmentalReport()
            | SerialDataReport()
        ):
            return frozenset({message.route.originator})
    return frozenset()
