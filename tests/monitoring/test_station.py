"""`scripts/monitoring_station` as people start it: the real script, real requests, words on the screen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
import json
from pathlib import Path
import signal
import socket
from typing import Final

import aiohttp
import aiomqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
import pytest

from custom_components.duress.monitoring import (
    Answer,
    BodyFormat,
    Dc09Settings,
    Dc09Transport,
    DeskAnswer,
    Earlier,
    NoticeType,
    Outcome,
    Outgoing,
    PlaceFacts,
    WebhookSettings,
    WebhookTransport,
    generate_secret,
    read_receipt,
)
from custom_components.duress.monitoring.dc09 import Key, KeyForm
from custom_components.duress.monitoring.messages import Mode, Notice
from custom_components.duress.monitoring.payload import encode

from .broker import Broker, needs_mosquitto
from .builders import INCIDENT, SITE, notice
from .dc09_way import NUMBERING, outgoing as dc09_outgoing
from .desk import until

SCRIPT: Final = Path(__file__).parents[2] / "scripts" / "monitoring_station"


@dataclass(slots=True)
class Station:
    """A running station and what it says."""

    process: asyncio.subprocess.Process
    url: str = ""
    secret: str = ""
    lines: list[str] = field(default_factory=list)

    async def listen(self) -> None:
        """Collect what it says."""
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self.lines.append(line.decode().rstrip("\n"))

    @property
    def said(self) -> str:
        """Return everything it said after its first two lines."""
        return "\n".join(line.partition("  ")[2] for line in self.lines[2:])

    async def post(
        self,
        session: aiohttp.ClientSession,
        about: Notice,
        *,
        attempt: int = 1,
        secret: str = "",
        body: BodyFormat = BodyFormat.CLOUDEVENTS,
    ) -> Answer:
        """Send a notice as a site does."""
        settings = WebhookSettings(url=self.url, secret=secret or self.secret, body=body)
        transport = WebhookTransport(session, settings)
        encoded = transport.encode(about)
        return await transport.send(
            Outgoing(
                event_id=about.event_id,
                sequence=3,
                attempt=attempt,
                kind=about.type,
                at=about.at,
                content_type=encoded.content_type,
                body=encoded.body,
            )
        )


@asynccontextmanager
async def station(*options: str, end: signal.Signals = signal.SIGTERM) -> AsyncIterator[Station]:
    """Run the script until the end of the block, then stop it as asked; it must end cleanly."""
    process = await asyncio.create_subprocess_exec(SCRIPT, *options, stdout=asyncio.subprocess.PIPE)
    running = Station(process)
    listening = asyncio.create_task(running.listen())
    await until(lambda: len(running.lines) >= 2, 60)
    running.url = running.lines[0].removeprefix("Listening on ")
    running.secret = running.lines[1].removeprefix("Secret ")
    yield running
    process.send_signal(end)
    assert await asyncio.wait_for(process.wait(), 10) == 0
    await listening


async def test_messages_in_words(session: aiohttp.ClientSession) -> None:
    """Given a station, when an incident, a repeat of it and its end come, then a person reads what, where and who."""
    async with station() as desk:
        assert desk.url.startswith("http://127.0.0.1:")
        assert desk.url.endswith("/duress")
        for about, attempt in (
            (notice(), 1),
            (notice(), 2),
            (replace(notice(NoticeType.INCIDENT_CLOSED, event_id="E2"), actor="Office", reason="false alarm"), 1),
        ):
            assert (await desk.post(session, about, attempt=attempt)).outcome is Outcome.DELIVERED
        await until(lambda: len(desk.lines) == 5)
    where = "at Lincoln High School: Room 204, Floor 2, Building B | (heard_strongest, likely)"
    pressed = "pressed: Pendant 14 (EN1223S 1A2B3C) | state raised"
    assert desk.said.splitlines() == [
        f"duress 7 RAISED | {where} | {pressed} | SILENT",
        f"duress 7 RAISED | {where} | {pressed} | SILENT (again, attempt 2)",
        f"duress 7 CLOSED | {where} | {pressed} | by Office | because: false alarm | SILENT",
        "Stopped after 2 messages, 0 refused",
    ]


async def test_marks_that_nobody_can_overlook(session: aiohttp.ClientSession) -> None:
    """Given messages that are not live, doubtful or without a room, then each says so."""
    async with station(end=signal.SIGINT) as desk:
        demo = replace(notice(), site=replace(SITE, demo=True))
        drill = replace(notice(event_id="E2"), mode=Mode.DRILL)
        nowhere = replace(INCIDENT, place=PlaceFacts(room=None, floor=None), doubtful=True, doubts=("unregistered",))
        for about in (
            demo,
            drill,
            replace(notice(event_id="E3"), incident=nowhere),
            notice(NoticeType.TEST, event_id="T"),
        ):
            await desk.post(session, about)
        await until(lambda: len(desk.lines) == 6)
    said = desk.said.splitlines()
    assert said[0].startswith("[DEMO] duress 7")
    assert said[1].startswith("[DRILL] duress 7")
    assert "somewhere at the site, 1 Main St, Springfield" in said[2]
    assert said[2].endswith("DOUBTFUL, handle as real")
    assert said[3] == "[TEST] test message from Lincoln High School; no help is needed"


async def test_a_wrong_signature_is_refused(session: aiohttp.ClientSession) -> None:
    """Given a message signed with another secret and one without a signature, then both get 401 and are not shown."""
    async with station("--secret", generate_secret()) as desk:
        answer = await desk.post(session, notice(), secret=generate_secret())
        assert (answer.outcome, answer.status) == (Outcome.REFUSED, 401)
        for headers in ({}, {"webhook-id": "E1", "webhook-timestamp": "x", "webhook-signature": "v1"}):
            async with session.post(desk.url, data=b"\xff{}", headers=headers) as response:
                assert response.status == 401
        await until(lambda: len(desk.lines) == 5)
    assert desk.said.count("REFUSED a message from 127.0.0.1") == 3
    assert "Pendant" not in desk.said


async def test_cap_in_words(session: aiohttp.ClientSession) -> None:
    """Given messages in CAP, then a person reads what they are, and heartbeats share lines as ever."""
    async with station() as desk:
        acknowledged = notice(NoticeType.INCIDENT_ACKNOWLEDGED, event_id="E2")
        earlier = (Earlier(event_id="E1", at=acknowledged.at),)
        for about in (
            replace(notice(), mode=Mode.DRILL),
            replace(acknowledged, actor="Office", earlier=earlier),
            notice(NoticeType.HEARTBEAT, event_id="E3"),
        ):
            assert (await desk.post(session, about, body=BodyFormat.CAP)).outcome is Outcome.DELIVERED
        await until(lambda: len(desk.lines) == 5)
    where, site = "Room 204, Floor 2, Building B.", "Duress alarm 7 at Lincoln High School:"
    pressed = "Pendant 14 (EN1223S, serial 1A2B3C) at 14:12:01 UTC."
    update = f"{site} acknowledged by Office, {where} | state raised | refers to 1 earlier"
    assert desk.said.splitlines()[:3] == [
        f"CAP Alert (Exercise) | DRILL {site} {where} {pressed} | state raised | SILENT",
        f"CAP Update (Actual) | {update} | SILENT",
        "heartbeat 1 from Lincoln High School: 2 waiting, last sequence 12",
    ]


async def test_heartbeats_share_lines(session: aiohttp.ClientSession) -> None:
    """Given many heartbeats, then the first and the tenth are said, not each."""
    async with station() as desk:
        for number in range(12):
            await desk.post(session, notice(NoticeType.HEARTBEAT, event_id=f"H{number}"))
        await until(lambda: len(desk.lines) == 4)
    assert desk.said.splitlines()[:2] == [
        "heartbeat 1 from Lincoln High School: 2 waiting, last sequence 12",
        "heartbeat 10 from Lincoln High School: 2 waiting, last sequence 12",
    ]


async def test_silence_is_an_alarm(session: aiohttp.ClientSession) -> None:
    """Given a site that was heard, when nothing more comes, then the desk is told, and told again once it is back."""
    async with station("--dead-man", "0.5") as desk:
        await desk.post(session, notice(NoticeType.TEST, event_id="T1"))
        await until(lambda: len(desk.lines) >= 4)
        await desk.post(session, notice(NoticeType.TEST, event_id="T2"))
        await until(lambda: "heard again" in desk.said)
        # A heartbeat says itself after how long a silence is an alarm.
        await desk.post(session, notice(NoticeType.HEARTBEAT))
        await asyncio.sleep(0.7)
        assert desk.lines[-1].endswith("heartbeat 1 from Lincoln High School: 2 waiting, last sequence 12")
    assert "DEAD MAN: nothing from Lincoln High School for 0.5 s. It may be without protection: call the site." in (
        desk.said
    )
    assert "Lincoln High School is heard again" in desk.said


@pytest.mark.parametrize("key", [None, "0123456789ABCDEF0123456789ABCDEF"])
async def test_dc09_in_words(key: str | None) -> None:
    """Given a station that listens for DC-09, when messages come, then a person reads what the codes mean and where."""
    options = ("--dc09-port", "0", *(() if key is None else ("--dc09-key", key)))
    async with station(*options) as desk:
        await until(lambda: len(desk.lines) == 3)
        port = int(desk.lines[2].removeprefix("DC-09 on 127.0.0.1:"))
        agreed = None if key is None else Key.parse(key, form=KeyForm.HEX, bits=128)
        way = Dc09Settings(host="127.0.0.1", port=port, account="1234", key=agreed, numbering=NUMBERING)
        transport, other = Dc09Transport(way), Dc09Transport(replace(way, key=Key(bytes(16)), timeout=0.3))
        heartbeat = dc09_outgoing(transport, notice(NoticeType.HEARTBEAT), sequence=0)
        for one in (heartbeat, dc09_outgoing(transport, notice()), dc09_outgoing(transport, notice()), heartbeat):
            assert (await transport.send(one)).outcome is Outcome.DELIVERED
        assert (await other.send(dc09_outgoing(other, notice()))).outcome is Outcome.RETRY
        await until(lambda: len(desk.lines) == 8)
    said = [line.partition("  ")[2] for line in desk.lines[3:]]
    assert said[0] == "DC-09 supervision 1 from account 1234"
    where = "Room 204, Floor 2, Building B, Lincoln High School"
    assert said[1].startswith(f"DC-09 0002 account 1234: Holdup Alarm (HA) 204 | {where} | Duress alarm 7 at Lincoln")
    assert said[2] == f"{said[1]} (again)"
    assert said[4].startswith("DC-09 could not be read: ")


@needs_mosquitto
async def test_mqtt_in_words(tmp_path: Path) -> None:
    """Given a broker, then the desk there says what comes, answers it, and says when a school is lost."""
    broker = Broker(tmp_path / "broker").start()
    try:
        async with station("--mqtt-port", str(broker.port)) as desk:
            await until(lambda: "MQTT at the broker" in desk.said)
            async with aiomqtt.Client("127.0.0.1", broker.port, protocol=aiomqtt.ProtocolVersion.V5) as school:
                await school.subscribe("duress/v1/springfield/lincoln/receipt", qos=1)
                properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
                properties.ResponseTopic = "duress/v1/springfield/lincoln/receipt"
                branch = "duress/v1/springfield/lincoln"
                await school.publish(f"{branch}/event/incident", encode(notice()), qos=1, properties=properties)
                await school.publish(f"{branch}/event/incident", b"\xff{", qos=1)
                await school.publish(f"{branch}/state", b'{"state":"offline","reason":"lost"}', qos=1)
                answers = [read_receipt(_bytes(await anext(school.messages)), 0.0) for _ in range(2)]
            await until(lambda: "OFFLINE" in desk.said)
    finally:
        broker.stop()
    assert [(one.answer, one.event_id) for one in answers] == [
        (DeskAnswer.DELIVERED, notice().event_id),
        (DeskAnswer.ACCEPTED, notice().event_id),
    ]
    assert "MQTT duress 7 RAISED | at Lincoln High School: Room 204, Floor 2, Building B" in desk.said
    assert "MQTT springfield/lincoln is OFFLINE (lost)" in desk.said


async def test_wrong_answers_for_drills(session: aiohttp.ClientSession, tmp_path: Path) -> None:
    """Given a station told to answer 500 late and to keep a file, then it does both."""
    kept = tmp_path / "messages.jsonl"
    async with station("--answer", "500", "--delay", "0.2", "--json", str(kept)) as desk:
        answer = await desk.post(session, notice(), attempt=4)
        assert (answer.outcome, answer.status) == (Outcome.RETRY, 500)
        assert answer.latency >= 0.2
    (record,) = [json.loads(line) for line in kept.read_text().splitlines()]
    assert record["event"]["id"] == record["headers"]["webhook-id"] == "E1"
    assert (record["headers"]["duress-attempt"], record["headers"]["duress-sequence"]) == ("4", "3")


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--answer", "42"], "between 200 and 599"),
        (["--secret", "whsec_!"], "whsec_ and base64"),
        (["--port", "busy"], "invalid int value"),
        (["--dc09-key", "ABC"], "invalid _key value"),
    ],
)
async def test_bad_options_are_refused_in_words(options: list[str], why: str) -> None:
    """Given options that make no sense, then the station does not start and says why."""
    process = await asyncio.create_subprocess_exec(SCRIPT, *options, stderr=asyncio.subprocess.PIPE)
    _, said = await process.communicate()
    assert process.returncode == 2
    assert why in said.decode()


async def test_a_taken_port_is_said_in_words() -> None:
    """Given a port somebody else listens on, then the station says so and fails."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = await asyncio.create_subprocess_exec(
            SCRIPT, "--port", str(taken.getsockname()[1]), stdout=-3, stderr=asyncio.subprocess.PIPE
        )
        _, said = await process.communicate()
    assert process.returncode == 1
    assert "cannot listen on port" in said.decode()


def _bytes(message: aiomqtt.Message) -> bytes:
    """Return the payload of a message."""
    assert isinstance(message.payload, bytes)
    return message.payload
