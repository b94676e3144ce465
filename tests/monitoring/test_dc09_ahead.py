"""A connection over DC-09 that is begun while its message is being stored: it saves time and never costs any."""

import asyncio

from custom_components.duress.monitoring import Dc09Transport, Outcome
from tests.serving import LOOPBACK, serving

from .builders import notice
from .dc09_receiver import Receiver, receiving, shut
from .dc09_way import outgoing, settings


async def connections(receiver: Receiver, number: int) -> None:
    """Wait until a receiver was called so often."""
    async with asyncio.timeout(5):
        while receiver.connections < number:  # noqa: ASYNC110 - connections set no event
            await asyncio.sleep(0.001)


async def hung_up(receiver: Receiver) -> None:
    """Wait until nobody is connected to a receiver."""
    async with asyncio.timeout(5):
        while receiver.open_now:  # noqa: ASYNC110 - connections set no event
            await asyncio.sleep(0.001)


async def test_a_message_goes_over_the_connection_that_was_begun_for_it() -> None:
    """Given a message that is expected, when it is told, then its connection stands already and is used once."""
    async with receiving() as receiver:
        transport = Dc09Transport(settings(receiver))
        transport.expect()
        transport.expect()
        await connections(receiver, 1)
        assert receiver.taken == []
        first = await transport.send(outgoing(transport, notice()))
        second = await transport.send(outgoing(transport, notice(), sequence=3))
        await hung_up(receiver)
    assert (first.outcome, second.outcome) == (Outcome.DELIVERED, Outcome.DELIVERED)
    assert [one.message.sequence for one in receiver.taken] == [2, 3]
    assert receiver.connections == 2


async def test_a_message_that_is_there_before_its_connection_waits_for_it() -> None:
    """Given a connection that is still being made, when its message is told, then it goes over that one."""
    async with receiving() as receiver:
        transport = Dc09Transport(settings(receiver))
        transport.expect()
        answer = await transport.send(outgoing(transport, notice()))
    assert (answer.outcome, receiver.connections, len(receiver.taken)) == (Outcome.DELIVERED, 1, 1)


async def test_a_receiver_that_does_not_wait_for_a_message_gets_it_all_the_same() -> None:
    """Given a receiver that closes silent connections at once, when a message is told, then a new one brings it."""
    receiver = Receiver()
    called = asyncio.Event()

    async def impatient(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if called.is_set():
            await receiver.connected(reader, writer)
        else:
            writer.close()
            called.set()

    async with serving(await asyncio.start_server(impatient, LOOPBACK, 0)) as receiver.port:
        transport = Dc09Transport(settings(receiver, timeout=5))
        transport.expect()
        await called.wait()
        answer = await transport.send(outgoing(transport, notice()))
    assert (answer.outcome, len(receiver.taken)) == (Outcome.DELIVERED, 1)
    assert answer.latency < 1


async def test_a_connection_that_ends_without_a_word_is_made_again_at_once() -> None:
    """Given a receiver that hangs up instead of an answer, then the message goes again under the same number."""
    async with receiving(Receiver(faults=[shut])) as receiver:
        transport = Dc09Transport(settings(receiver, timeout=5))
        transport.expect()
        answer = await transport.send(outgoing(transport, notice()))
    assert (answer.outcome, [one.message.sequence for one in receiver.taken]) == (Outcome.DELIVERED, [2, 2])
    assert answer.latency < 1


async def test_nobody_listens_where_a_message_is_expected() -> None:
    """Given a port where nobody listens, when a message is expected and told, then it is said as ever."""
    async with receiving() as receiver:
        pass
    transport = Dc09Transport(settings(receiver, timeout=5))
    transport.expect()
    answer = await transport.send(outgoing(transport, notice()))
    assert (answer.outcome, answer.detail) == (Outcome.RETRY, "no connection: Connection refused")


async def test_no_second_connection_beside_one_that_is_used() -> None:
    """Given a message that is not answered yet, when another is expected, then the receiver is not called twice."""
    async with receiving(Receiver(delay=0.05)) as receiver:
        transport = Dc09Transport(settings(receiver, timeout=5))
        sending = asyncio.create_task(transport.send(outgoing(transport, notice())))
        await connections(receiver, 1)
        transport.expect()
        await sending
    assert receiver.connections == 1


async def test_a_connection_that_is_not_used_is_closed() -> None:
    """Given a message that was expected and does not come, when the way is closed, then its connection is, too."""
    async with receiving() as receiver:
        transport = Dc09Transport(settings(receiver))
        transport.expect()
        await connections(receiver, 1)
        await transport.close()
        await hung_up(receiver)
    assert receiver.taken == []
