"""The broker configuration, the access rules and the desk of the page about MQTT, as they stand there, at work."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
import json
from pathlib import Path
import re
from typing import Final

import pytest

from custom_components.duress.monitoring import Advice, MqttSettings, Outcome, Tls, Topics, advice_of

from .broker import Broker, district, free_port, needs_mosquitto, passwords
from .certificates import Pair, issued, written
from .desk import until
from .mqtt_way import settings, transport_with
from .raw import outgoing

DOCS: Final = Path(__file__).parents[2] / "docs"
PAGE: Final = (DOCS / "mqtt.md").read_text(encoding="utf-8")
USERS: Final = {name: f"password of {name}" for name in ("lincoln", "washington", "desk")}

pytestmark = needs_mosquitto


@pytest.fixture(scope="module")
def authority() -> Pair:
    """Return the district's authority."""
    return issued("District authority")


@pytest.fixture
def broker(tmp_path: Path, authority: Pair) -> Iterator[Broker]:
    """Run the broker of the examples: nothing is changed but where its files are, and its port."""
    server = issued("broker", authority)
    written(tmp_path, "broker.crt", server.pem)
    written(tmp_path, "broker.key", server.key)
    written(tmp_path, "passwords", passwords(USERS)).chmod(0o600)
    written(tmp_path, "mosquitto.acl", (DOCS / "examples" / "mosquitto.acl").read_text("utf-8")).chmod(0o600)
    text = (DOCS / "examples" / "mosquitto.conf").read_text("utf-8")
    for folder in ("/etc/mosquitto/", "/var/lib/mosquitto/", "/var/log/mosquitto/"):
        assert folder in text
        text = text.replace(folder, f"{tmp_path}/")
    opened = Broker(tmp_path, port=free_port())
    opened.run(text.replace("listener 8883", f"listener {opened.port} 127.0.0.1"))
    yield opened
    opened.kill()


def school(broker: Broker, authority: Pair, name: str, *, branch: str | None = None) -> MqttSettings:
    """Return how a school connects, in its own branch or in another one."""
    return replace(
        settings(broker.port),
        topics=Topics(district="springfield", site=branch or name),
        client_id=f"duress-{name}",
        username=name,
        password=USERS[name],
        tls=Tls(authority=authority.pem),
    )


async def test_a_school_writes_its_own_branch_only(broker: Broker, authority: Pair) -> None:
    """Given two schools, then each reaches the desk and gets its receipts, and neither the other's branch."""
    tls = Tls(authority=authority.pem).context()
    async with (
        district(broker, username="desk", password=USERS["desk"], tls=tls, answers="delivered") as desk,
        transport_with(school(broker, authority, "lincoln")) as lincoln,
        transport_with(school(broker, authority, "washington")) as washington,
    ):
        assert (await lincoln.send(outgoing("E1"))).outcome is Outcome.ACCEPTED
        assert (await washington.send(outgoing("E2"))).outcome is Outcome.ACCEPTED
        await until(lambda: lincoln.receipts and washington.receipts)
        assert [one.event_id for one in lincoln.receipts] == ["E1"]
        assert [one.event_id for one in washington.receipts] == ["E2"]
        assert {one.topic.split("/")[3] for one in desk.seen} == {"lincoln", "washington"}

        trespass = school(broker, authority, "lincoln", branch="washington")
        async with transport_with(replace(trespass, client_id="duress-trespass")) as wrong:
            answer = await wrong.send(outgoing("E3"))
            assert (answer.outcome, advice_of(answer)) == (Outcome.REFUSED, Advice.BROKER_FORBIDS)
            # Subscribed to the other's receipts, it hears none of them.
            await washington.send(outgoing("E4"))
            await until(lambda: len(washington.receipts) == 2)
            assert wrong.receipts == []
        assert {one.event_id for one in desk.events} == {"E1", "E2", "E4"}


async def test_a_school_reads_nothing_and_confirms_nothing(broker: Broker, authority: Pair) -> None:
    """Given a school that listens everywhere and writes its own receipt, then it hears nothing and nobody gets that."""
    tls = Tls(authority=authority.pem).context()
    login = {"username": "washington", "password": USERS["washington"]}
    async with (
        district(broker, username="desk", password=USERS["desk"], tls=tls) as desk,
        district(broker, **login, tls=tls, topic="#") as spy,
        transport_with(school(broker, authority, "lincoln")) as lincoln,
    ):
        await lincoln.send(outgoing("E1"))
        await until(lambda: desk.events)
        receipt = json.dumps({"receipt_id": "R1", "answer": "delivered", "event_id": "E1"})
        for branch in ("lincoln", "washington"):
            await spy.client.publish(f"duress/v1/springfield/{branch}/receipt", receipt, qos=1)
        await desk.answer(desk.events[0], "accepted")
        await until(lambda: lincoln.receipts)
        assert [one.answer for one in lincoln.receipts] == ["accepted"]
        assert spy.seen == []


async def test_nobody_comes_in_without_a_name(broker: Broker, authority: Pair) -> None:
    """Given no name, or no encryption, then nobody comes in."""
    known = school(broker, authority, "lincoln")
    async with transport_with(replace(known, username="", password="")) as nameless:
        assert advice_of(await nameless.send(outgoing())) is Advice.BROKER_REFUSES
    async with transport_with(replace(known, tls=None)) as plain:
        assert (await plain.send(outgoing())).outcome is Outcome.RETRY


async def test_the_desk_of_the_page_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Given the desk of the page, when a school sends an alarm, then the desk confirms and prints it."""
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, object] = {}
    exec(example, names)  # noqa: S102 - it is our own page
    run = names["desk"]
    assert callable(run)
    broker = Broker(tmp_path / "broker").start()
    listening = asyncio.get_running_loop().create_task(run("127.0.0.1", broker.port, "springfield"))
    try:
        async with transport_with(settings(broker.port)) as school_:
            # The desk may not have subscribed yet.
            for _ in range(100):
                if (await school_.send(outgoing())).outcome is Outcome.ACCEPTED:
                    break
                await asyncio.sleep(0.01)
            await until(lambda: school_.receipts)
            assert school_.receipts[0].event_id == "E1"
        printed = capsys.readouterr().out
        assert "lincoln online" in printed
        assert "lincoln Duress alarm" in printed
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        broker.kill()
