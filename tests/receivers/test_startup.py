"""A receiver is asked who it is, politely: one read-only question at a time, and no answer is fine."""

import asyncio

from hypothesis import given, strategies as st

from custom_components.duress.echostream import (
    Ack,
    BroadcastConfig,
    DirectedConfig,
    Message,
    Nak,
    ReceiverCheckIn,
    ReceiverFlags,
    encode,
)
from custom_components.duress.echostream.commands import REPORT_BROADCAST_CONFIG, REPORT_NID, REPORT_SERIAL
from custom_components.duress.receivers.startup import Interview

from .peers import Heard, TcpPeer, listening, press, until

SERIAL_ANSWER = encode(DirectedConfig(0x90, (74565).to_bytes(3)))
NID_ANSWER = encode(DirectedConfig(0x82, b"\x07"))
BROADCAST_ANSWER = encode(BroadcastConfig(7, nid=11, output_type=0x11, config=3, check_in=60, link_supervision=180))
REFUSAL = encode(Nak(8))


async def test_a_directed_receiver_tells_serial_and_network() -> None:
    """Given a network coordinator, when its line opens, then serial number and NID are known and the link connected."""
    async with TcpPeer() as peer, listening(peer.url, Heard()) as link:
        peer.replies |= {REPORT_SERIAL: SERIAL_ANSWER, REPORT_NID: NID_ANSWER}
        await until(lambda: link.status.nid is not None)
        assert (link.status.serial, link.status.nid) == (74565, 7)
        assert link.status.state == "connected"
    assert peer.received == REPORT_SERIAL + REPORT_NID


async def test_a_broadcast_receiver_refuses_the_first_question_and_answers_the_second() -> None:
    """Given a receiver of the broadcast family, when it refuses, then it is asked in its own way."""
    async with TcpPeer() as peer, listening(peer.url, Heard()) as link:
        peer.replies |= {REPORT_SERIAL: REFUSAL, REPORT_BROADCAST_CONFIG: BROADCAST_ANSWER}
        await until(lambda: link.status.nid == 11)
        assert link.status.serial is None
        assert link.counters.check_in_interval == 60
        await asyncio.sleep(0.05)
    assert peer.received == REPORT_SERIAL + REPORT_BROADCAST_CONFIG


async def test_a_receiver_that_answers_nothing_is_heard_all_the_same() -> None:
    """Given a receiver that never answers, when a pendant is pressed meanwhile, then the press arrives at once."""
    heard = Heard()
    async with TcpPeer() as peer, listening(peer.url, heard, answer_timeout=0.05) as link:
        await until(lambda: peer.transports)
        peer.say(press())
        await until(lambda: heard.messages, within=1.0)
        await until(lambda: peer.received == REPORT_SERIAL + REPORT_BROADCAST_CONFIG)
        await asyncio.sleep(0.1)
        assert peer.received == REPORT_SERIAL + REPORT_BROADCAST_CONFIG
        assert link.status.state == "connected"


async def test_a_late_answer_is_taken_and_the_network_asked_then() -> None:
    """Given a coordinator that answers after its time, when the answer comes, then the next question follows."""
    async with TcpPeer() as peer, listening(peer.url, Heard(), answer_timeout=0.03) as link:
        await until(lambda: peer.received == REPORT_SERIAL + REPORT_BROADCAST_CONFIG)
        await asyncio.sleep(0.1)
        peer.replies[REPORT_NID] = NID_ANSWER
        peer.say(SERIAL_ANSWER)
        await until(lambda: link.status.nid == 7)
        assert link.status.serial == 74565


async def test_a_receiver_that_was_reset_is_asked_again_once() -> None:
    """Given an answered start, when check-ins carry the reset bit, then the questions are asked once more."""
    reset = encode(ReceiverCheckIn(0, 0, ReceiverFlags.RESET))
    async with TcpPeer() as peer, listening(peer.url, Heard()) as link:
        peer.replies |= {REPORT_SERIAL: SERIAL_ANSWER, REPORT_NID: NID_ANSWER}
        await until(lambda: link.status.nid == 7)
        peer.say(reset + reset)
        await until(lambda: peer.received == (REPORT_SERIAL + REPORT_NID) * 2)
        await asyncio.sleep(0.05)
        assert peer.received == (REPORT_SERIAL + REPORT_NID) * 2


ANSWERS: st.SearchStrategy[Message] = st.one_of(
    st.just(Ack()),
    st.builds(Nak, st.integers(0, 255)),
    st.builds(DirectedConfig, st.sampled_from([0x82, 0x85, 0x90]), st.binary(max_size=4)),
    st.builds(
        BroadcastConfig,
        st.integers(0, 255),
        st.integers(0, 255),
        st.integers(0, 255),
        st.integers(0, 255),
        st.integers(0, 65535),
        st.integers(0, 65535),
    ),
    st.builds(ReceiverCheckIn, st.integers(0, 255), st.just(0), st.just(ReceiverFlags.NO_CHANGE.value)),
)


@given(st.lists(st.one_of(ANSWERS, st.none()), max_size=12))
def test_whatever_a_receiver_answers_it_is_asked_little(answers: list[Message | None]) -> None:
    """Given any answers and silences, when a round runs, then each question is asked once at most, and only those."""
    interview = Interview()
    asked = [interview.begin()]
    asked += [(interview.unanswered() if answer is None else interview.take(answer)) or b"" for answer in answers]
    questions = [question for question in asked if question]
    assert len(questions) == len(set(questions))
    assert set(questions) <= {REPORT_SERIAL, REPORT_BROADCAST_CONFIG, REPORT_NID}
