"""The way over DC-09 against a receiver that answers right, wrong, late, by half or not at all."""

from dataclasses import replace
import time

import pytest

from custom_components.duress.monitoring import Advice, Dc09Transport, NoticeType, Outcome, advice_of
from custom_components.duress.monitoring.dc09 import Key, Protocol

from .builders import INCIDENT, notice
from .dc09_receiver import (
    Fault,
    Receiver,
    bad_checksum,
    duh,
    half,
    nak,
    nak_unless_near,
    plain_ack,
    receiving,
    rsp,
    shut,
    silent,
    wrong_account,
    wrong_sequence,
)
from .dc09_way import KEY, outgoing, settings, told
from .desk import until


@pytest.mark.parametrize("key", [None, KEY], ids=["clear", "encrypted"])
@pytest.mark.parametrize("protocol", Protocol)
async def test_an_alarm_is_taken_over(protocol: Protocol, key: Key | None) -> None:
    """Given a receiver, when an alarm is told, then it has code, room and words in one frame and confirms it."""
    async with receiving(Receiver(key=key), udp=protocol is Protocol.UDP) as receiver:
        answer = await told(receiver, protocol=protocol)
        (taken,) = receiver.taken
    assert (answer.outcome, answer.detail) == (Outcome.DELIVERED, "ACK")
    assert 0 < answer.latency < 0.2
    assert answer.skew is not None
    assert abs(answer.skew) < 1
    message = taken.message
    assert (message.token, message.sequence, message.receiver, message.account) == ("SIA-DCS", 2, "1", "1234")
    assert message.data == "#1234|Nri1/HA204"
    fields = dict(message.fields)
    assert fields.pop("I").startswith("Duress alarm 7 at Lincoln High School: Room 204, Floor 2, Building B.")
    assert fields == {
        "H": "14:12:01,11-23-2026",
        "S": "Lincoln High School",
        "O": "Building B",
        "L": "Floor 2",
        "R": "Room 204",
        "T": "M",
    }
    assert message.at is not None
    assert abs(message.at - time.time()) < 2


@pytest.mark.parametrize(
    ("fault", "outcome", "detail", "is_final"),
    [
        (rsp, Outcome.DELIVERED, "ACK", False),
        (plain_ack, Outcome.DELIVERED, "ACK", False),
        (duh, Outcome.REFUSED, "DUH: the receiver does not know this code", True),
        (nak(None), Outcome.REFUSED, "NAK: account, key or time are not accepted", False),
        (nak(0.4), Outcome.REFUSED, "NAK: account, key or time are not accepted", False),
        (wrong_sequence, Outcome.RETRY, "an answer came, but to another message or account", False),
        (wrong_account, Outcome.RETRY, "an answer came, but to another message or account", False),
        (half, Outcome.RETRY, "no answer within 0.2 s", False),
        (bad_checksum, Outcome.RETRY, "an answer could not be read: its checksum is wrong", False),
        (silent, Outcome.RETRY, "no answer within 0.2 s", False),
    ],
)
@pytest.mark.parametrize("protocol", Protocol)
async def test_every_answer_has_an_outcome(
    protocol: Protocol, fault: Fault, outcome: Outcome, detail: str, *, is_final: bool
) -> None:
    """Given an answer of any kind, then it has the outcome the protocol says, in words, and one frame was sent."""
    async with receiving(Receiver(faults=[fault]), udp=protocol is Protocol.UDP) as receiver:
        answer = await told(receiver, protocol=protocol)
        await until(lambda: receiver.taken)
    assert (answer.outcome, answer.is_final, len(receiver.taken)) == (outcome, is_final, 1)
    if protocol is Protocol.UDP and fault is half:
        detail = "an answer could not be read: its length is wrong"
    assert answer.detail.startswith(detail)


@pytest.mark.parametrize(
    ("fault", "advice"),
    [
        (rsp, None),
        (duh, Advice.CENTRE_PUZZLED),
        (nak(None), Advice.CENTRE_REFUSES),
        (wrong_account, Advice.CENTRE_ODD),
        (bad_checksum, Advice.CENTRE_ODD),
        (silent, Advice.CENTRE_SILENT),
        (shut, Advice.CENTRE_SILENT),
    ],
)
async def test_every_answer_says_what_helps(fault: Fault, advice: Advice | None) -> None:
    """Given an answer of any kind, then what to do about it is about a receiver, never about a webhook."""
    async with receiving(Receiver(faults=[fault])) as receiver:
        assert advice_of(await told(receiver)) is advice


async def test_a_connection_that_is_closed() -> None:
    """Given a receiver that closes the connection instead of an answer, then that is said at once."""
    async with receiving(Receiver(faults=[shut])) as receiver:
        answer = await told(receiver, within=5)
    assert (answer.outcome, answer.detail) == (Outcome.RETRY, "the connection was closed before an answer came")
    assert answer.latency < 1


@pytest.mark.parametrize("protocol", Protocol)
async def test_nobody_listens(protocol: Protocol) -> None:
    """Given a port where nobody listens any more, then it is said at once and without the address."""
    async with receiving(udp=protocol is Protocol.UDP) as receiver:
        pass
    answer = await told(receiver, within=5, protocol=protocol)
    assert (answer.outcome, answer.detail) == (Outcome.RETRY, "no connection: Connection refused")
    assert advice_of(answer) is Advice.NOT_REACHED
    assert answer.is_outage


async def test_encrypted_is_confirmed_encrypted() -> None:
    """Given a key, when the receiver confirms in clear text, then that confirms nothing."""
    async with receiving(Receiver(key=KEY, faults=[plain_ack])) as receiver:
        answer = await told(receiver)
    assert (answer.outcome, answer.detail) == (
        Outcome.RETRY,
        "the confirmation is not encrypted, so anybody could have sent it",
    )


@pytest.mark.parametrize("ahead", [86.0, -86.0])
async def test_a_clock_that_differs_is_corrected_once(ahead: float) -> None:
    """Given a receiver whose clock is 86 s off, then an alarm goes again with its time, same number; later ones fit."""
    async with receiving(Receiver(ahead=ahead, faults=[nak_unless_near] * 3)) as receiver:
        transport = Dc09Transport(settings(receiver, timeout=1))
        answer = await transport.send(outgoing(transport, notice()))
        first, second = receiver.taken
        assert (await transport.send(outgoing(transport, notice(event_id="E2"), sequence=3))).outcome == "delivered"
        assert len(receiver.taken) == 3
    assert answer.outcome is Outcome.DELIVERED
    assert first.message.sequence == second.message.sequence == 2
    assert first.message.fields == second.message.fields
    assert first.message.at is not None
    assert second.message.at is not None
    assert abs(second.message.at - first.message.at - ahead) <= 1
    assert answer.skew is not None
    assert abs(answer.skew - ahead) <= 2


async def test_a_clock_is_not_blamed_twice() -> None:
    """Given a receiver that refuses the corrected time too, then it was not the clock: refused, and back to our own."""
    async with receiving(Receiver(faults=[nak(86.0), nak(500.0)])) as receiver:
        transport = Dc09Transport(settings(receiver, timeout=1))
        answer = await transport.send(outgoing(transport, notice()))
        assert (answer.outcome, len(receiver.taken)) == (Outcome.REFUSED, 2)
        assert (await transport.send(outgoing(transport, notice()))).outcome is Outcome.DELIVERED
        at = receiver.taken[-1].message.at
    assert at is not None
    assert abs(at - time.time()) < 2


@pytest.mark.parametrize(("sequence", "number"), [(1, 1), (9999, 9999), (10_000, 1), (10_001, 2), (19_998, 9999)])
async def test_numbers_begin_anew_after_9999(sequence: int, number: int) -> None:
    """Given the ledger's sequence, then the number is 0001 to 9999 and the same at every attempt, with a new time."""
    async with receiving(Receiver(faults=[silent])) as receiver:
        now = 1_795_443_124.0

        def clock() -> float:
            return now

        transport = Dc09Transport(settings(receiver), clock)
        for attempt in (1, 2):
            await transport.send(outgoing(transport, notice(), sequence=sequence, attempt=attempt))
            now += 20
    first, second = (one.message for one in receiver.taken)
    assert first.sequence == second.sequence == number
    assert (first.at, second.at) == (1_795_443_124.0, 1_795_443_144.0)
    assert (first.data, first.fields) == (second.data, second.fields)


@pytest.mark.parametrize("last", [0, 5000, 9998])
async def test_what_is_not_stored_has_numbers_of_its_own(last: int) -> None:
    """Given tests and alarms without a number, then theirs is not 0000, not near the ledger's, and stays with them."""
    async with receiving(Receiver(faults=[silent])) as receiver:
        transport = Dc09Transport(settings(receiver))
        for event_id in ("A", "A", "B", "C"):
            about = notice(NoticeType.TEST, event_id=event_id)
            await transport.send(outgoing(transport, about, sequence=0, last=last))
        # It was stored meanwhile: the receiver must not take it for another one.
        await transport.send(outgoing(transport, notice(event_id="A"), sequence=last + 1))
    numbers = [one.message.sequence for one in receiver.taken]
    assert numbers[0] == numbers[1] == numbers[4]
    assert len({*numbers}) == 3
    assert all(1 <= number <= 9999 and 3000 <= (number - last) % 9999 <= 6500 for number in numbers)


async def test_supervision_is_a_null_with_number_0() -> None:
    """Given a heartbeat, then it is a NULL with 0000, in clear text and encrypted."""
    for key in (None, KEY):
        async with receiving(Receiver(key=key)) as receiver:
            transport = Dc09Transport(settings(receiver))
            answer = await transport.send(outgoing(transport, notice(NoticeType.HEARTBEAT), sequence=0))
            assert answer.outcome is Outcome.DELIVERED
            (taken,) = receiver.taken
            assert (taken.message.token, taken.message.sequence, taken.message.data) == ("NULL", 0, "")
            assert taken.message.at is not None


async def test_a_flood_is_no_answer() -> None:
    """Given a receiver that sends noise without end, then there is an outcome in time."""

    def noise(_: Receiver, __: object) -> bytes:
        return b"\x00noise" * 200_000

    async with receiving(Receiver(faults=[noise])) as receiver:
        answer = await told(receiver, within=0.5)
    assert answer.outcome is Outcome.RETRY


async def test_a_stored_message_of_another_kind_is_refused_for_good() -> None:
    """Given bytes that are none of ours, then they are refused in words and nothing is sent."""
    async with receiving() as receiver:
        transport = Dc09Transport(settings(receiver))
        for body in (b"", b"{}", b"\xff", b'{"token":"SIA-DCS","event":"x","fields":[1]}'):
            answer = await transport.send(replace(outgoing(transport, notice()), body=body))
            assert (answer.outcome, answer.is_final) == (Outcome.REFUSED, True)
        assert receiver.connections == 0


async def test_clear_text_is_ascii() -> None:
    """Given names with accents, then clear text has them without, and encrypted text as they are."""
    place = replace(INCIDENT.place, room="Aula niños – Æ 日")
    about = replace(notice(), incident=replace(INCIDENT, place=place))
    for key, room in ((None, "Aula ninos - AE ?"), (KEY, "Aula niños – Æ 日")):
        async with receiving(Receiver(key=key)) as receiver:
            transport = Dc09Transport(settings(receiver))
            assert (await transport.send(outgoing(transport, about))).outcome is Outcome.DELIVERED
        assert dict(receiver.taken[0].message.fields)["R"] == room


@pytest.mark.parametrize("timeout", [5.0, 20.0, 55.0])
def test_a_silent_receiver_hears_it_again_within_a_minute(timeout: float) -> None:
    """Given any time to answer, then an alarm goes again 5 to 60 s after the last time, and never at once."""
    way = replace(settings(Receiver()), timeout=timeout)
    waits = [wait * share for wait in way.schedule.alarm for share in (1, 1 + way.schedule.jitter)]
    assert all(5 <= timeout + wait <= 60 and wait > 0.5 for wait in waits)
    assert way.limit > 2 * timeout
