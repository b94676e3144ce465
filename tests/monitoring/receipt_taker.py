"""A school in a process of its own that takes receipts over MQTT and stores them, at once or never.

It says on standard output which receipts it has got and which it has stored, one word and one id a line.
"""

import asyncio
import os
from pathlib import Path
import sys

from custom_components.duress.ledger import Entry, Ledger
from custom_components.duress.monitoring.mqtt import MqttTransport
from custom_components.duress.monitoring.receipts import Receipt

from .mqtt_way import settings
from .raw import outgoing


def say(what: str) -> None:
    """Tell the test something."""
    os.write(1, f"{what}\n".encode())


async def run(path: Path, port: int, *, stores: bool) -> None:
    """Take receipts until standard input ends."""
    ledger = await Ledger.open(path)

    async def take(receipt: Receipt) -> None:
        """Store a receipt, after what could be a slow disk."""
        say(f"got {receipt.receipt_id}")
        if not stores:
            await asyncio.Event().wait()
        entry = Entry(event_id=receipt.receipt_id, kind="receipt", at=receipt.at, incident_id=None, data={})
        await ledger.commit([entry], [])
        say(f"stored {receipt.receipt_id}")

    transport = MqttTransport(settings(port), take)
    await transport.send(outgoing("E1" if not stores else "E2"))
    await asyncio.to_thread(sys.stdin.read)
    await transport.close()
    await ledger.close()


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1]), int(sys.argv[2]), stores=sys.argv[3] == "stores"))
