"""The demo receiver is heard over a real link and tells all that happens in its school."""

import asyncio
from collections.abc import AsyncGenerator
import contextlib
import socket

import pytest

from custom_components.duress.echostream import (
    AlarmInputs,
    EndDeviceFlags,
    EndDeviceReport,
    ReceiverCheckIn,
    ReceiverFlags,
    RepeaterFlags,
    RepeaterStatus,
    Uid,
    commands,
    serial_of,
)
from custom_components.duress.receivers import LinkState, ReceiverLink, probe
from custom_components.duress.receivers.demo import SCHOOL, DemoCondition, DemoServer
from custom_components.duress.receivers.demo.questions import Questions
from tests.receivers.peers import Heard, listening, until

PENDANT = SCHOOL.pendants[6]
REPEATER = SCHOOL.repeaters[2]


@contextlib.asynccontextmanager
async def school(speed: float = 1.0) -> AsyncGenerator[tuple[DemoServer, ReceiverLink, Heard]]:
    """Run a demo school with a connected link."""
    server = DemoServer(speed=speed, seed=3)
    heard = Heard()
    try:
        async with listening(await server.start(), heard) as link:
            await until(lambda: link.status.nid is not None)
            yield server, link, heard
    finally:
        await server.stop()


def reports(heard: Heard, uid: Uid) -> list[EndDeviceReport]:
    """Return the reports of an end device."""
    return [one for one in heard.messages if isinstance(one, EndDeviceReport) and one.originator == uid]


def repeater_reports(heard: Heard, uid: Uid) -> list[RepeaterStatus]:
    """Return the reports of a repeater."""
    return [one for one in heard.messages if isinstance(one, RepeaterStatus) and one.route.originator == uid]


def check_ins(heard: Heard) -> list[ReceiverCheckIn]:
    """Return the receiver's own reports."""
    return [one for one in heard.messages if isinstance(one, ReceiverCheckIn)]


@pytest.mark.slow
async def test_everything_is_heard_within_ten_seconds() -> None:
    """Given a demo at real speed, when a link connects, then all 30 transmitters and the receiver are soon heard."""
    everybody = {one.uid for one in SCHOOL.transmitters}
    async with school() as (_, link, heard):
        assert (link.status.serial, link.status.nid) == (serial_of(SCHOOL.receiver), SCHOOL.nid)

        def originators() -> set[Uid]:
            """Return who was heard."""
            ends = {one.originator for one in heard.messages if isinstance(one, EndDeviceReport)}
            return ends | {one.route.originator for one in heard.messages if isinstance(one, RepeaterStatus)}

        await until(lambda: originators() == everybody and check_ins(heard), within=10.0)
        assert link.counters.discarded_bytes == link.counters.checksum_errors == 0


async def test_a_press_arrives_at_once_in_copies_and_is_restored() -> None:
    """Given a pendant, when it is pressed in the gym, then copies over several first hops come, then the restore."""
    async with school() as (server, _, heard):
        sent = server.press(PENDANT.key, "gym", AlarmInputs.INPUT_2, hold=2.2)
        assert sent is not None
        await until(lambda: reports(heard, PENDANT.uid))
        first = next(
            at for one, at in zip(heard.messages, heard.times, strict=True) if one in reports(heard, PENDANT.uid)
        )
        assert 0 <= first - sent < 0.1
        await until(lambda: reports(heard, PENDANT.uid)[-1].alarms == 0)
        alarms = [one for one in reports(heard, PENDANT.uid) if one.alarms]
    assert {one.alarms for one in alarms} == {AlarmInputs.INPUT_2}
    assert len({one.first_hop for one in alarms}) >= 2
    assert not any(one.is_check_in for one in alarms)


async def test_a_second_press_is_not_restored_by_the_first() -> None:
    """Given a pendant that is held anew before it lets go, then only the last press lets go of it."""
    async with school() as (server, _, heard):
        button = SCHOOL.buttons[0]
        server.press(button.key, hold=0.1)
        server.press(button.key, hold=0.6)
        await asyncio.sleep(0.35)
        assert all(one.alarms for one in reports(heard, button.uid) if not one.is_check_in)
        await until(lambda: any(not one.alarms and not one.is_check_in for one in reports(heard, button.uid)))


async def test_what_comes_over_one_path_keeps_its_order() -> None:
    """Given pendants that are let go of at once, then no path tells of a press after it told of its release."""
    pendants = SCHOOL.pendants[:4]
    async with school() as (server, _, heard):
        for pendant in pendants:
            server.press(pendant.key, "gym", hold=0.2)
        await asyncio.sleep(2.4)
    for pendant in pendants:
        told = [one for one in reports(heard, pendant.uid) if not one.is_check_in]
        assert {one.alarms for one in told} == {AlarmInputs(0), AlarmInputs.INPUT_1}
        for hop in {one.first_hop for one in told}:
            inputs = [one.alarms for one in told if one.first_hop == hop]
            assert inputs == sorted(inputs, reverse=True)


@pytest.mark.parametrize(
    ("condition", "flag"),
    [
        (DemoCondition.LOW_BATTERY, EndDeviceFlags.LOW_BATTERY),
        (DemoCondition.TAMPER, EndDeviceFlags.TAMPER),
    ],
)
async def test_conditions_of_pendants_are_told(condition: DemoCondition, flag: EndDeviceFlags) -> None:
    """Given a pendant, when something is the matter and then no more, then its messages say so."""
    async with school() as (server, _, heard):
        server.set_condition(PENDANT.key, condition, active=True)
        await until(lambda: any(one.flags & flag for one in reports(heard, PENDANT.uid)))
        server.press(PENDANT.key)
        await until(lambda: any(one.flags & flag and one.alarms for one in reports(heard, PENDANT.uid)))
        server.set_condition(PENDANT.key, condition, active=False)
        await until(lambda: not reports(heard, PENDANT.uid)[-1].flags & flag)


@pytest.mark.parametrize(
    ("condition", "flag"),
    [
        (DemoCondition.LOW_BATTERY, RepeaterFlags.LOW_BATTERY),
        (DemoCondition.TAMPER, RepeaterFlags.TAMPER),
        (DemoCondition.MAINS_LOST, RepeaterFlags.MAINS_LOST),
        (DemoCondition.JAMMED, RepeaterFlags.JAMMED),
    ],
)
async def test_conditions_of_repeaters_are_told(condition: DemoCondition, flag: RepeaterFlags) -> None:
    """Given a repeater, when something is the matter and then no more, then its messages say so."""
    async with school() as (server, _, heard):
        server.set_condition(REPEATER.key, condition, active=True)
        await until(lambda: any(one.flags & flag for one in repeater_reports(heard, REPEATER.uid)))
        server.set_condition(REPEATER.key, condition, active=False)
        await until(lambda: not repeater_reports(heard, REPEATER.uid)[-1].flags & flag)


@pytest.mark.parametrize(
    ("condition", "flag"),
    [
        (DemoCondition.RECEIVER_JAMMED, ReceiverFlags.JAMMED),
        (DemoCondition.RECEIVER_TAMPER, ReceiverFlags.TAMPER),
    ],
)
async def test_conditions_of_the_receiver_are_told(condition: DemoCondition, flag: ReceiverFlags) -> None:
    """Given the receiver, when something is the matter and then no more, then it says so at once as a change."""
    async with school() as (server, _, heard):
        server.set_condition("receiver", condition, active=True)
        await until(lambda: any(one.flags == flag for one in check_ins(heard)))
        server.set_condition("receiver", condition, active=False)
        await until(lambda: not check_ins(heard)[-1].flags & flag)


async def test_a_silent_device_sends_nothing_until_it_is_back() -> None:
    """Given a silent pendant, when it should check in or is pressed, then nothing comes until it is back."""
    async with school(speed=600) as (server, _, heard):
        server.set_condition(PENDANT.key, DemoCondition.SILENT, active=True)
        # Copies that are on their way still come.
        await asyncio.sleep(2.1)
        before = len(reports(heard, PENDANT.uid))
        assert server.press(PENDANT.key) is None
        await asyncio.sleep(0.7)
        assert len(reports(heard, PENDANT.uid)) == before
        server.set_condition(PENDANT.key, DemoCondition.SILENT, active=False)
        await until(lambda: len(reports(heard, PENDANT.uid)) > before)


async def test_the_receiver_counts_as_the_link_does() -> None:
    """Given a fast demo with presses and noise, when many check-ins have passed, then no frame counts as lost."""
    async with school(speed=300) as (server, link, heard):
        for number in range(20):
            server.press(SCHOOL.pendants[number].key, hold=0.1)
            server.noise(7)
            await asyncio.sleep(0.05)
        await until(lambda: len(check_ins(heard)) > 12)
        assert link.counters.lost_frames == 0
        assert sum(one.unacknowledged for one in check_ins(heard)) > 100
        interval = link.counters.check_in_interval
        assert interval is not None
        assert 0.08 < interval < 0.25


async def test_a_dropped_link_comes_back_and_a_reset_is_answered() -> None:
    """Given a link that is dropped, then it is back soon; when the receiver restarts, then it is asked again."""
    async with school() as (server, link, heard):
        server.drop_link()
        await until(lambda: link.status.state is LinkState.DISCONNECTED)
        await until(lambda: link.status.state is LinkState.CONNECTED)
        assert link.counters.connects == 2
        answers = link.counters.messages
        server.reset("receiver")
        await until(lambda: any(one.flags & ReceiverFlags.RESET for one in check_ins(heard)))
        await until(lambda: link.counters.messages >= answers + 3)
        server.reset(PENDANT.key)
        await until(lambda: any(one.flags & EndDeviceFlags.RESET for one in reports(heard, PENDANT.uid)))
        server.reset(REPEATER.key)
        await until(lambda: any(one.flags & RepeaterFlags.RESET for one in repeater_reports(heard, REPEATER.uid)))


async def test_a_stranger_can_be_pressed_here() -> None:
    """Given a pendant that is not installed, when it is pressed, then its alarm arrives like any other."""
    async with school() as (server, _, heard):
        assert server.unknown_press() is not None
        await until(lambda: any(one.alarms for one in reports(heard, SCHOOL.stranger.uid)))


async def test_what_cannot_be_is_refused() -> None:
    """Given acts that no device can do, when they are asked for, then the error says why."""
    server = DemoServer()
    with pytest.raises(ValueError, match="no button"):
        server.press(REPEATER.key)
    with pytest.raises(ValueError, match="mounted in its room"):
        server.press(SCHOOL.buttons[0].key, "library")
    with pytest.raises(ValueError, match="no room"):
        server.press(PENDANT.key, "attic")
    with pytest.raises(ValueError, match="cannot be mains_lost"):
        server.set_condition(PENDANT.key, DemoCondition.MAINS_LOST, active=True)
    with pytest.raises(ValueError, match="cannot be silent"):
        server.set_condition("receiver", DemoCondition.SILENT, active=True)
    with pytest.raises(ValueError, match="above zero"):
        DemoServer(speed=0)


async def test_nothing_is_left_after_the_end() -> None:
    """Given a running demo with presses under way, when it is stopped, twice, then no task, timer or port is left."""
    before = asyncio.all_tasks()
    server = DemoServer(speed=10)
    assert server.press(PENDANT.key) is None
    url = await server.start()
    assert await server.start() == url
    heard = Heard()
    async with listening(url, heard):
        await until(lambda: heard.messages)
        server.press(PENDANT.key)
        await server.stop()
        await server.stop()
    assert server.press(PENDANT.key) is None
    assert asyncio.all_tasks() == before
    assert (await probe(url, 1.0)).problem == "refused"


async def test_a_client_that_does_not_read_is_cut_off() -> None:
    """Given a client that never reads, when more is sent than fits, then it is cut off and others are served."""
    server = DemoServer()
    host, _, port = (await server.start()).removeprefix("socket://").rpartition(":")
    with socket.create_connection((host, int(port))):
        await until(lambda: server.press(PENDANT.key) is not None)
        for _ in range(100):
            server.noise(200_000)
        await until(lambda: server.press(PENDANT.key) is None)
    heard = Heard()
    async with listening(await server.start(), heard):
        await until(lambda: heard.messages)
    await server.stop()


def test_only_read_only_questions_are_answered() -> None:
    """Given the demo receiver, when it is asked or ordered something, cut anyhow, then it answers as a coordinator."""
    asked = {
        commands.REPORT_SERIAL: bytes.fromhex("350690") + serial_of(SCHOOL.receiver).to_bytes(3),
        commands.REPORT_NID: bytes.fromhex("35048207"),
        commands.REPORT_CHECK_IN: bytes.fromhex("350685001e00"),
        commands.REPORT_BROADCAST_CONFIG: bytes.fromhex("150302"),
        commands.set_nid(9, directed=True): bytes.fromhex("150308"),
        commands.REPORT_MIDS: bytes.fromhex("150308"),
        commands.REPORT_SERIAL[:-1] + b"\0": bytes.fromhex("150301"),
        commands.ACKNOWLEDGE: b"",
        b"\xff\x00\x34": b"",
    }
    for question, answer in asked.items():
        questions = Questions(SCHOOL, speed=1)
        answered = b"".join(questions.answer(question[at : at + 1]) for at in range(len(question)))
        assert answered[: len(answer)] == answer
        assert bool(answered) == bool(answer)
