"""What a link hands on, counts, writes and logs while its line works or is noisy."""

import asyncio
import time

import pytest

from custom_components.duress.echostream import (
    EndDeviceReport,
    Message,
    ReceiverCheckIn,
    ReceiverFlags,
    decode,
    encode,
    serial_of,
)
from custom_components.duress.echostream.commands import REPORT_NID, REPORT_SERIAL
from custom_components.duress.receivers import LinkProblem, LinkState, ReceiverLink

from .peers import RECEIVER, Heard, PtyPort, TcpPeer, listening, press, until

CHECK_IN = encode(ReceiverCheckIn(0, 0, ReceiverFlags.NO_CHANGE))


async def test_a_callback_that_raises_does_not_cost_the_next_message(caplog: pytest.LogCaptureFixture) -> None:
    """Given a callback that fails on the first message, when the second comes in the same read, then it is handled."""
    seen: list[Message] = []

    def fail_once(message: Message, _at: float) -> None:
        """Raise on the first message."""
        seen.append(message)
        if len(seen) == 1:
            raise LookupError("not in my list")

    def never_works(*_: object) -> None:
        """Raise always."""
        raise LookupError("nobody is there")

    async with TcpPeer() as peer:
        link = ReceiverLink(peer.url, on_message=fail_once, on_status=never_works)
        link.tap(never_works)
        await link.start()
        await until(lambda: peer.transports)
        peer.say(press(1) + press(2))
        await until(lambda: len(seen) == 2)
        await until(lambda: link.counters.callback_errors >= 4)
        await link.stop()
    assert [serial_of(message.originator) for message in seen if isinstance(message, EndDeviceReport)] == [1, 2]
    assert "not in my list" in caplog.text


async def test_an_unfinished_frame_holds_an_alarm_up_for_a_second_only() -> None:
    """Given half a frame in front of an alarm, when nothing more comes, then the alarm is found after one second."""
    heard = Heard()
    async with TcpPeer() as peer, listening(peer.url, heard) as link:
        await until(lambda: peer.transports)
        peer.say(b"\x72\x40\x00" + press())
        await asyncio.sleep(0.3)
        assert not heard.messages
        await until(lambda: heard.messages, within=1.5)
        assert link.status.state is LinkState.CONNECTED
    assert heard.messages == [decode(press())]


async def test_a_flood_of_garbage_hides_no_alarm_and_leaves_time_for_others() -> None:
    """Given a flood of rubbish, when an alarm follows it, then it is delivered and the event loop was never held."""
    heard = Heard()
    rubbish = b"\xa5\x00\xff" * 40_000
    async with TcpPeer() as peer, listening(peer.url, heard) as link:
        await until(lambda: peer.transports)
        peer.say(rubbish + press())
        longest = 0.0
        while not heard.messages:
            before = time.monotonic()
            await asyncio.sleep(0.001)
            longest = max(longest, time.monotonic() - before)
        assert link.counters.discarded_bytes == len(rubbish)
        assert link.counters.bytes == len(rubbish) + len(press())
    assert longest < 0.5
    assert heard.messages == [decode(press())]


async def test_frames_lost_on_the_line_are_counted() -> None:
    """Given a receiver that counts five messages, when three arrived since its last check-in, then two were lost."""
    async with TcpPeer() as peer, listening(peer.url, Heard()) as link:
        await until(lambda: peer.transports)
        peer.say(press() + encode(ReceiverCheckIn(9, 0, ReceiverFlags.NO_CHANGE)))
        peer.say(press() * 3 + encode(ReceiverCheckIn(5, 0, ReceiverFlags.NO_CHANGE)))
        peer.say(press() * 2 + encode(ReceiverCheckIn(2, 0, ReceiverFlags.NO_CHANGE)))
        await until(lambda: link.counters.messages == 9)
        assert link.counters.lost_frames == 2
        assert link.counters.last_frame is not None
        assert link.frames_per_minute() == 9


async def test_a_tap_sees_every_byte_until_it_is_removed() -> None:
    """Given a tap, when bytes come, good or bad, then it gets them as they came, and none after it was removed."""
    taken = b""

    def take(data: bytes, _at: float) -> None:
        """Collect."""
        nonlocal taken
        taken += data

    async with TcpPeer() as peer, listening(peer.url, Heard()) as link:
        remove = link.tap(take)
        await until(lambda: peer.transports)
        peer.say(b"noise" + press())
        await until(lambda: len(taken) == 5 + len(press()))
        remove()
        peer.say(press())
        await until(lambda: link.counters.messages == 2)
    assert taken == b"noise" + press()


async def test_the_first_hop_tells_the_serial_of_a_mute_receiver() -> None:
    """Given a receiver that answers nothing, when it hears a pendant itself, then its serial number is known."""
    heard = Heard()
    async with TcpPeer() as peer, listening(peer.url, heard) as link:
        await until(lambda: peer.transports)
        peer.say(press())
        await until(lambda: link.status.state is LinkState.CONNECTED)
        assert link.status.serial is None
        peer.say(press(first_hop=RECEIVER))
        await until(lambda: link.status.serial == serial_of(RECEIVER))
        assert link.status.state is LinkState.CONNECTED


async def test_stopping_leaves_nothing_behind(pty_port: PtyPort) -> None:
    """Given links in every state, when they are stopped, twice at once, then no task is left and the port is free."""
    pty_port.plug_in()
    before = asyncio.all_tasks()
    async with TcpPeer() as peer:
        links = [
            ReceiverLink(url, on_message=Heard().message, on_status=Heard().status)
            for url in (
                str(pty_port.path),
                peer.url,
                str(pty_port.path) + "-missing",
                peer.url.replace("socket", "rfc2217"),
            )
        ]
        for link in links:
            await link.start()
            await link.start()
        await until(lambda: links[0].counters.connects and links[1].counters.connects)
        await asyncio.gather(*(link.stop() for link in links), *(link.stop() for link in links))
        assert asyncio.all_tasks() == before
        assert {link.status.state for link in links} == {LinkState.STOPPED}
        again = Heard()
        async with listening(str(pty_port.path), again) as link:
            await until(lambda: link.counters.connects)


async def test_a_stopped_link_can_be_started_again() -> None:
    """Given a link that was stopped, when it is started anew, then it delivers again."""
    heard = Heard()
    async with TcpPeer() as peer:
        link = ReceiverLink(peer.url, on_message=heard.message, on_status=heard.status)
        await link.start()
        await until(lambda: peer.transports and link.counters.connects == 1)
        await link.stop()
        await until(lambda: not peer.transports)
        await link.start()
        await until(lambda: peer.transports)
        peer.say(press())
        await until(lambda: heard.messages)
        await link.stop()
    assert link.counters.connects == 2


async def test_an_outage_is_logged_once_when_it_starts_and_once_when_it_ends(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Given an outage of several attempts, when it is over, then the log has one line for each end of it."""
    caplog.set_level("INFO", "custom_components.duress.receivers")
    async with TcpPeer() as peer:
        url = peer.url
        await peer.vanish()
        async with listening(url, Heard()) as link:
            await until(lambda: link.status.reason is LinkProblem.REFUSED)
            await asyncio.sleep(0.2)
            await peer.listen()
            await until(lambda: peer.transports)
            peer.say(CHECK_IN)
            await until(lambda: link.status.state is LinkState.CONNECTED)
    lines = [record.getMessage() for record in caplog.records if record.name.endswith("receivers.link")]
    assert [line.split(":")[0].split("//")[0] for line in lines] == ["The receiver at socket"] * 2
    assert "is lost" in lines[0]
    assert "is heard again" in lines[1]


async def test_only_questions_are_ever_written() -> None:
    """Given a busy receiver, when messages, check-ins and refusals come, then nothing but questions is sent to it."""
    async with TcpPeer() as peer, listening(peer.url, Heard()) as link:
        peer.replies[REPORT_SERIAL] = bytes.fromhex("3506900123 45") + bytes((0x34,))
        await until(lambda: peer.transports)
        peer.say((press() + CHECK_IN) * 20)
        await until(lambda: link.counters.messages >= 40)
        await until(lambda: peer.received == REPORT_SERIAL + REPORT_NID)
        await asyncio.sleep(0.1)
        assert peer.received == REPORT_SERIAL + REPORT_NID
