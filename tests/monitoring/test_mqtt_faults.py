"""Faults of a broker and of the way to it: nothing hangs, nothing is lost, and what to do about it is said."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
import time

import aiohttp
import pytest

from custom_components.duress.ledger import DeliveryState
from custom_components.duress.monitoring import Advice, Answer, Outcome, Tls, advice_of

from .broker import Broker, district, free_port, needs_mosquitto
from .builders import alarm
from .certificates import Pair, issued, written
from .cut import wire_to
from .desk import until
from .mqtt_way import Way, connect, settings, transport_with
from .odd_broker import OddBroker, odd_broker
from .raw import outgoing, raw_server
from .running import running

pytestmark = needs_mosquitto


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    """Return a broker that everybody may use."""
    opened = Broker(tmp_path / "broker").start()
    yield opened
    opened.kill()


def said(answer: Answer) -> tuple[Outcome, Advice | None]:
    """Return what became of an attempt and what helps."""
    return answer.outcome, advice_of(answer)


async def test_a_broker_killed_between_publication_and_confirmation(
    tmp_path: Path, broker: Broker, session: aiohttp.ClientSession
) -> None:
    """Given a broker that dies with alarms in its hands, then they are answered at once and arrive afterwards."""
    async with running(tmp_path / "ledger.db", session) as site:
        connect(site, settings(broker.port))
        async with district(broker):
            await until(lambda: site.outbox.status("desk").last_answer)
            broker.freeze()
            stored = await site.forward(*(alarm(f"E{number}", f"I{number}") for number in range(10)))
            await asyncio.sleep(0.05)
            assert site.told == []
            begun = time.monotonic()
            broker.kill()
            await until(lambda: len(site.told) >= 10)
            assert time.monotonic() - begun < 25
            assert {said(answer) for _, answer in site.told[:10]} == {(Outcome.RETRY, Advice.BROKEN_OFF)}
        broker.start()
        async with district(broker, answers="delivered") as desk:
            await until(lambda: site.outbox.status("desk").waiting == 0)
            arrived = {one.event_id: (one.payload, one.user["sequence"]) for one in desk.events}
        assert arrived == {one.event_id: (one.body, str(one.sequence)) for one in stored}


async def test_a_network_that_is_cut_without_a_word(
    tmp_path: Path, broker: Broker, session: aiohttp.ClientSession
) -> None:
    """Given a wire that is cut while nobody speaks, then the alarm is answered in time and arrives over a new one."""
    async with (
        wire_to(broker.port) as wire,
        district(broker, answers="delivered") as desk,
        running(tmp_path / "ledger.db", session) as site,
    ):
        connect(site, replace(settings(wire.port), timeout=0.3))
        await until(lambda: site.outbox.status("desk").proven)
        wire.cut()
        await site.forward(alarm("E1"))
        await until(lambda: site.told)
        assert said(site.told[0][1]) == (Outcome.RETRY, Advice.SILENT)
        assert not site.outbox.status("desk").proven
        wire.mend()
        await until(lambda: site.outbox.status("desk").waiting == 0 and site.outbox.status("desk").proven)
        assert "E1" in {one.event_id for one in desk.events}


@pytest.mark.slow
async def test_the_will_appears_when_a_cable_is_cut(broker: Broker) -> None:
    """Given a school whose cable is cut, then the broker says that it was lost; mended, the school says it is back."""
    async with (
        wire_to(broker.port) as wire,
        district(broker) as desk,
        transport_with(replace(settings(wire.port), keepalive=1)) as transport,
    ):
        await transport.send(outgoing())
        await until(lambda: desk.states)
        wire.cut()
        await until(lambda: len(desk.states) == 2)
        assert (desk.states[1]["state"], desk.states[1]["reason"]) == ("offline", "lost")
        wire.mend()
        await until(lambda: desk.states[-1]["state"] == "online")


async def test_a_lost_connection_is_made_again_before_there_is_anything_to_say(broker: Broker) -> None:
    """Given a connection that is lost while nothing is sent, then it is made again, and receipts find the school."""
    async with (
        wire_to(broker.port) as wire,
        district(broker) as desk,
        transport_with(settings(wire.port)) as transport,
    ):
        await transport.send(outgoing())
        await until(lambda: desk.events)
        await wire.end()
        await until(lambda: wire.connections == 2)
        await desk.answer(desk.events[0], "accepted")
        await until(lambda: transport.receipts)


async def test_nobody_listens() -> None:
    """Given a port where nobody listens, then that is said, without the address."""
    async with transport_with(settings(free_port())) as transport:
        answer = await transport.send(outgoing())
    assert said(answer) == (Outcome.RETRY, Advice.NOT_REACHED)
    assert answer.detail == "no connection: Connection refused"


async def test_something_else_than_a_broker_answers() -> None:
    """Given a server that says nothing, one that hangs up, and one with other manners, then each is an answer."""

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async def rude(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)

    async def foreign(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 20)
        await reader.read()

    for handler, advices in (
        (silent, {Advice.SILENT}),
        (rude, {Advice.BROKEN_OFF}),
        (foreign, {Advice.BROKER_ODD}),
    ):
        async with raw_server(handler) as port:
            begun = time.monotonic()
            async with transport_with(replace(settings(port), timeout=0.5)) as transport:
                answer = await transport.send(outgoing())
            assert answer.outcome is not Outcome.DELIVERED
            assert advice_of(answer) in advices, handler
            assert time.monotonic() - begun < 25


async def test_a_wrong_password(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    """Given a password the broker does not accept, then that is said, and with the right one the alarm arrives."""
    users = {"lincoln": "right", "desk": "desk"}
    broker = Broker(tmp_path / "broker", users=users).start()
    try:
        async with (
            district(broker, username="desk", password="desk", answers="delivered") as desk,
            running(tmp_path / "ledger.db", session) as site,
        ):
            known = replace(settings(broker.port), username="lincoln")
            connect(site, replace(known, password="wrong"))
            await site.forward(alarm("E1"))
            await until(lambda: site.told)
            assert said(site.told[0][1]) == (Outcome.REFUSED, Advice.BROKER_REFUSES)
            assert "wrong" not in f"{site.told[0][1]} {known}"
            connect(site, replace(known, password="right"))
            await until(lambda: site.outbox.status("desk").waiting == 0)
            assert [one.event_id for one in desk.events] == ["E1"]
    finally:
        broker.kill()


async def test_a_branch_the_school_may_not_write(tmp_path: Path) -> None:
    """Given a broker that confirms nothing it forbids, then a school in the wrong branch is told so."""
    access = "user lincoln\ntopic write duress/v1/springfield/other/#\nuser desk\ntopic readwrite #\n"
    broker = Broker(tmp_path / "broker", users={"lincoln": "a", "desk": "b"}, access=access).start()
    try:
        async with district(broker, username="desk", password="b") as desk:
            known = replace(settings(broker.port), username="lincoln", password="a")
            async with transport_with(known) as transport:
                assert said(await transport.send(outgoing())) == (Outcome.REFUSED, Advice.BROKER_FORBIDS)
            assert desk.seen == []
    finally:
        broker.kill()


async def test_a_school_that_may_not_read_receipts(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    """Given a broker that keeps receipts from the school, then alarms go out, and the heartbeat says what is wrong."""
    async with odd_broker(OddBroker(subscribed=135)) as broker, running(tmp_path / "ledger.db", session) as site:
        connect(site, settings(broker.port), heartbeat=0.1)
        await site.forward(alarm("E1"))
        await until(lambda: site.outbox.status("desk").last_failure)
        failure = site.outbox.status("desk").last_failure
        assert failure is not None
        assert said(failure) == (Outcome.REFUSED, Advice.NO_RECEIPTS)
        assert {answer.outcome for _, answer in site.told} == {Outcome.ACCEPTED}


@pytest.mark.parametrize(
    ("odd", "outcome", "advice"),
    [
        (OddBroker(connected=132), Outcome.RETRY, Advice.BROKER_ODD),
        (OddBroker(connected=134), Outcome.REFUSED, Advice.BROKER_REFUSES),
        (OddBroker(connected=135), Outcome.REFUSED, Advice.BROKER_REFUSES),
        (OddBroker(connected=137), Outcome.THROTTLED, Advice.BUSY),
        (OddBroker(connected=136), Outcome.RETRY, Advice.BROKER_ODD),
        (OddBroker(published=16), Outcome.RETRY, Advice.NOBODY_SUBSCRIBED),
        (OddBroker(published=135), Outcome.REFUSED, Advice.BROKER_FORBIDS),
        (OddBroker(published=144), Outcome.REFUSED, Advice.BROKER_FORBIDS),
        (OddBroker(published=151), Outcome.THROTTLED, Advice.BUSY),
        (OddBroker(published=128), Outcome.RETRY, Advice.BROKER_ODD),
        (OddBroker(goodbye=142), Outcome.RETRY, Advice.BROKER_TWIN),
        (OddBroker(goodbye=139), Outcome.RETRY, Advice.BROKEN_OFF),
        (OddBroker(), Outcome.ACCEPTED, None),
    ],
)
async def test_what_reason_codes_mean(odd: OddBroker, outcome: Outcome, advice: Advice | None) -> None:
    """Given what brokers answer, then it is clear at once what became of the alarm and what helps."""
    async with odd_broker(odd) as broker, transport_with(settings(broker.port)) as transport:
        begun = time.monotonic()
        assert said(await transport.send(outgoing())) == (outcome, advice)
        assert time.monotonic() - begun < 25


async def test_a_broker_that_takes_one_message_at_a_time() -> None:
    """Given a broker that ends a connection on which more come, then alarms go one after the other and all arrive."""
    async with odd_broker(OddBroker(one_at_a_time=True)) as broker, transport_with(settings(broker.port)) as transport:
        answers = await asyncio.gather(*(transport.send(outgoing(f"E{number}")) for number in range(10)))
    assert {answer.outcome for answer in answers} == {Outcome.ACCEPTED}


async def test_two_systems_under_one_name(broker: Broker) -> None:
    """Given a copy of a school that connects under its name, then both say what they have, and neither fights."""
    async with (
        district(broker),
        transport_with(settings(broker.port)) as one,
        transport_with(settings(broker.port)) as two,
    ):
        assert (await one.send(outgoing())).outcome is Outcome.ACCEPTED
        assert (await two.send(outgoing("E2"))).outcome is Outcome.ACCEPTED
        assert (await one.send(outgoing("E3"))).outcome is Outcome.ACCEPTED


async def test_closing_while_the_broker_says_nothing(broker: Broker) -> None:
    """Given a broker that froze, when the endpoint is removed, then that takes two seconds at most."""
    async with district(broker):
        transport = Way(settings(broker.port))
        assert (await transport.send(outgoing())).outcome is Outcome.ACCEPTED
        broker.freeze()
        begun = time.monotonic()
        await transport.close()
        assert time.monotonic() - begun < 25
        broker.kill()


async def test_a_set_up_that_is_gone_pushes_nobody_off(broker: Broker) -> None:
    """Given an endpoint set up anew while it still connected, then the former connection never comes to be."""
    async with district(broker):
        former = Way(settings(broker.port))
        waiting = asyncio.get_running_loop().create_task(former.send(outgoing()))
        await asyncio.sleep(0)
        await former.close()
        assert (await waiting).outcome is Outcome.RETRY
        assert "duress-lincoln" not in broker.log


async def test_a_new_set_up_takes_over_and_the_state_stays_right(
    tmp_path: Path, broker: Broker, session: aiohttp.ClientSession
) -> None:
    """Given a running endpoint, when it is set up anew and then removed, then its state says online, then stopped."""
    async with district(broker, answers="delivered") as desk, running(tmp_path / "ledger.db", session) as site:
        connect(site, settings(broker.port))
        await until(lambda: site.outbox.status("desk").proven)
        for number in range(5):
            connect(site, replace(settings(broker.port), software=f"0.{number}"))
            await site.forward(alarm(f"E{number}", f"I{number}"))
            await until(lambda: site.outbox.status("desk").waiting == 0)
        await until(lambda: desk.states[-1].get("software") == "0.4")
        await asyncio.sleep(0.1)
        assert desk.states[-1]["state"] == "online"
        await site.outbox.remove_endpoint("desk")
        await until(lambda: desk.states[-1]["state"] == "offline")
        assert desk.states[-1]["reason"] == "stopped"
        assert set((await site.states()).values()) <= {DeliveryState.DELIVERED}


@pytest.fixture(scope="module")
def authority() -> Pair:
    """Return a district's own authority."""
    return issued("District authority")


def encrypted(folder: Path, server: Pair, *, clients: Pair | None = None) -> Broker:
    """Return a broker with TLS."""
    lines = [
        f"certfile {written(folder, 'server.crt', server.pem)}",
        f"keyfile {written(folder, 'server.key', server.key)}",
    ]
    if clients is not None:
        lines += [f"cafile {written(folder, 'clients.crt', clients.pem)}", "require_certificate true"]
    return Broker(folder / "broker", lines=tuple(lines)).start()


async def test_a_private_authority_and_an_expired_certificate(tmp_path: Path, authority: Pair) -> None:
    """Given brokers of a district, then only one that can prove itself to who knows its authority gets anything."""
    for days, tls, expected in (
        ((-1, 1), Tls(authority=authority.pem), (Outcome.RETRY, Advice.NOBODY_SUBSCRIBED)),
        ((-1, 1), Tls(), (Outcome.RETRY, Advice.UNTRUSTED)),
        ((-3, -1), Tls(authority=authority.pem), (Outcome.RETRY, Advice.UNTRUSTED)),
        ((-1, 1), Tls(authority="no/such/file"), (Outcome.RETRY, Advice.OWN_CERTIFICATES)),
    ):
        broker = encrypted(tmp_path, issued("broker", authority, days=days))
        try:
            async with transport_with(replace(settings(broker.port), tls=tls)) as transport:
                answer = await transport.send(outgoing())
        finally:
            broker.kill()
        assert said(answer) == expected
        if days == (-3, -1):
            assert answer.detail == "certificate not trusted: certificate has expired"


async def test_a_broker_that_wants_to_know_who_connects(tmp_path: Path, authority: Pair) -> None:
    """Given a broker that asks for client certificates, then it takes those of its authority and no others.

    It closes the connection behind its alert, and what was sent meanwhile can make the network forget the alert.
    """
    school, stranger = issued("lincoln", authority), issued("lincoln", issued("Somebody else"))
    broker = encrypted(tmp_path, issued("broker", authority), clients=authority)
    try:
        for shown, expected in (
            (None, (Outcome.RETRY, Advice.CLIENT_CERTIFICATE)),
            (stranger, (Outcome.RETRY, Advice.CLIENT_CERTIFICATE)),
            (school, (Outcome.RETRY, Advice.NOBODY_SUBSCRIBED)),
        ):
            tls = Tls(authority=authority.pem)
            if shown is not None:
                tls = replace(tls, certificate=shown.pem, key=shown.key)
            async with transport_with(replace(settings(broker.port), tls=tls)) as transport:
                answers = {said(await transport.send(outgoing()))}
                while expected not in answers and len(answers) < 2:
                    answers.add(said(await transport.send(outgoing())))
                assert answers <= {expected, (Outcome.RETRY, Advice.BROKEN_OFF)}
    finally:
        broker.kill()


async def test_tls_at_one_end_only(tmp_path: Path, broker: Broker, authority: Pair) -> None:
    """Given TLS at one end only, then nothing is sent, and it is an answer in good time."""
    async with transport_with(replace(settings(broker.port), tls=Tls(authority=authority.pem))) as transport:
        assert said(await transport.send(outgoing())) in (
            (Outcome.RETRY, Advice.NO_TLS),
            (Outcome.RETRY, Advice.BROKEN_OFF),
        )
    other = encrypted(tmp_path, issued("broker", authority))
    try:
        async with transport_with(settings(other.port)) as transport:
            assert said(await transport.send(outgoing())) == (Outcome.RETRY, Advice.BROKEN_OFF)
    finally:
        other.kill()
