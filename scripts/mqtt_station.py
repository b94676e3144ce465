"""The MQTT side of the monitoring station: the district's desk at a broker, which says and answers everything."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
import json
import secrets
from typing import Final

import aiomqtt
from aiomqtt import ProtocolVersion

EVERYTHING: Final = "duress/v1/+/+/#"
AGAIN: Final = 2.0
"""Seconds until a lost broker is tried again."""

type Json = dict[str, Json] | list[Json] | str | int | float | bool | None


@dataclass(slots=True)
class MqttStation:
    """A desk at a broker on loopback; `show` says a message that came under an id, as it says those of a webhook."""

    port: int
    say: Callable[[str], None]
    show: Callable[[str, dict[str, Json], str], None]

    async def run(self) -> None:
        """Read and answer until cancelled; a lost broker is said and tried again."""
        while True:
            try:
                async with AsyncExitStack() as stack:
                    client = aiomqtt.Client(
                        "127.0.0.1", self.port, identifier="demo-desk", protocol=ProtocolVersion.V5, clean_start=True
                    )
                    await stack.enter_async_context(client)
                    await client.subscribe(EVERYTHING, qos=1)
                    self.say(f"MQTT at the broker on 127.0.0.1:{self.port}")
                    async for message in client.messages:
                        await self._read(client, message)
            except aiomqtt.MqttError as error:
                self.say(f"MQTT: no broker ({' '.join(str(error).split())})")
                await asyncio.sleep(AGAIN)

    async def _read(self, client: aiomqtt.Client, message: aiomqtt.Message) -> None:
        """Say a message and answer it; what is a receipt of our own comes back here, too."""
        _, _, district, site, what, *_ = (*message.topic.value.split("/"), "", "", "")
        body = _object(message.payload)
        if what == "state":
            why = f" ({body['reason']})" if body.get("reason") else ""
            self.say(f"MQTT {district}/{site} is {str(body.get('state')).upper()}{why}")
        if what not in ("event", "heartbeat"):
            return
        event_id = str(body.get("id"))
        users = dict(getattr(message.properties, "UserProperty", []))
        self.show(event_id, body, str(users.get("attempt", "1")))
        topic = getattr(message.properties, "ResponseTopic", None)
        if topic is None:
            return
        await client.publish(topic, _receipt(event_id, "delivered"), qos=1)
        if what == "event" and str(body.get("type")).endswith("incident.raised.v1"):
            self.say("MQTT: accepted by Operator 7")
            await client.publish(topic, _receipt(event_id, "accepted", by="Operator 7"), qos=1)


def _receipt(event_id: str, answer: str, **more: str) -> bytes:
    """Return a receipt."""
    return json.dumps({"receipt_id": secrets.token_hex(8), "answer": answer, "event_id": event_id, **more}).encode()


def _object(payload: object) -> dict[str, Json]:
    """Return a payload as an object, an empty one if it is none."""
    try:
        found = json.loads(payload) if isinstance(payload, bytes | bytearray | str) else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
