"""A process that commits alarms for ever and says each one when it is stored; the crash test kills it.

It gets the folder of the integration, whose Home Assistant side it does not load, and the file to write to.
"""

import asyncio
from pathlib import Path
import sys
from types import ModuleType


async def main(path: Path, run: str) -> None:
    """Commit from four tasks at once, with books kept in between."""
    from custom_components.duress.ledger import Attempt, DeliveryState, Entry, Ledger, NewDelivery

    ledger = await Ledger.open(path)

    async def commit(task: int) -> None:
        number = 0
        while True:
            number += 1
            event_id = f"{run}-{task}-{number}"
            entry = Entry(event_id=event_id, kind="incident_raised", at=1.0, incident_id=event_id, data={"n": number})
            messages = [
                NewDelivery(
                    event_id=event_id,
                    endpoint_id=endpoint,
                    incident_id=event_id,
                    kind="incident_raised",
                    priority=0,
                    at=1.0,
                    content_type="text/plain",
                    body=event_id.encode() * 20,
                )
                for endpoint in ("desk", "mqtt")
            ]
            stored = await ledger.commit([entry], messages)
            sys.stdout.write(event_id + "\n")
            sys.stdout.flush()
            await ledger.record_attempt(
                Attempt(
                    delivery_id=stored[0].delivery_id,
                    number=1,
                    posted_at=1.0,
                    answered_at=2.0,
                    outcome="retry",
                    status=None,
                    detail="",
                    state=DeliveryState.SENT,
                    next_attempt=None,
                )
            )

    await asyncio.gather(*(commit(task) for task in range(4)))


integration = ModuleType("custom_components.duress")
integration.__path__ = [sys.argv[1]]
sys.modules["custom_components"] = ModuleType("custom_components")
sys.modules["custom_components.duress"] = integration
asyncio.run(main(Path(sys.argv[2]), sys.argv[3]))
