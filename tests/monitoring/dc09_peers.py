"""Foreign receivers as programs of their own: `python -m tests.monitoring.dc09_peers NAME tcp|udp`.

They print their port and then every event they read, one JSON object per line. `KEYS` has their accounts.
"""

import asyncio
from collections.abc import Awaitable, Callable
import json
import socket
import sys
from typing import Final

from pysiaalarm.account import SIAAccount
from pysiaalarm.aio.client import SIAClient
from pysiaalarm.event import SIAEvent
from pysiaalarm.utils.enums import CommunicationsProtocol
from siadc09.account import Account, account_id  # type: ignore[import-untyped]
from siadc09.message import AckMessage, parse_frame  # type: ignore[import-untyped]
from siadc09.util import now  # type: ignore[import-untyped]

KEYS: Final = {
    "1234": None,
    "A128": b"0123456789ABCDEF",
    "A192": b"0123456789ABCDEF01234567",
    "A256": b"0123456789ABCDEF0123456789ABCDEF",
}


def say(**members: object) -> None:
    """Print one event."""
    sys.stdout.write(json.dumps(members) + "\n")
    sys.stdout.flush()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


async def pysiaalarm(protocol: str) -> None:
    """Read with pysiaalarm, which Home Assistant's own integration of alarm panels uses."""

    async def on_event(event: SIAEvent) -> None:
        say(
            code=event.code,
            zone=event.message,
            area=event.ri,
            account=event.account,
            sequence=event.sequence,
            fields={one.identifier: one.value for one in event.extended_data or []},
        )

    port = free_port()
    accounts = [SIAAccount(account, None if key is None else key.decode()) for account, key in KEYS.items()]
    way = CommunicationsProtocol.TCP if protocol == "tcp" else CommunicationsProtocol.UDP
    server = SIAClient("127.0.0.1", port, accounts, on_event, protocol=way)  # type: ignore[abstract] # it picks one
    await server.async_start()
    say(port=port)
    await asyncio.Event().wait()


async def siadc09(_: str) -> None:
    """Read with siadc09, which is strict about checksum and length, and answer with its own writer."""
    secrets = {account_id(int(account, 16), None, 1): key for account, key in KEYS.items() if key is not None}

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        message = parse_frame(await reader.readuntil(b"\r"), keys=secrets)
        blocks = getattr(message.data, "blocks", [])
        events = [event for block in blocks for event in getattr(block, "events", [])]
        cid = getattr(message.data, "event", None)
        say(
            token=message.idtoken,
            account=f"{message.account.acct:X}",
            sequence=message.seq,
            code=events[0].code if events else cid and f"{cid.qualifier}{cid.code}",
            zone=f"{getattr(events[0] if events else cid, 'addr', None) or 0:X}",
            name=events[0].name if events else str(cid) if cid else "",
            fields={one.prefix: one.valuestr() for one in message.xdata},
            encrypted=message.encrypted,
        )
        writer.write(AckMessage(Account(message.account), message.seq, now()).encode(encrypt=message.encrypted))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    say(port=server.sockets[0].getsockname()[1])
    await asyncio.Event().wait()


if __name__ == "__main__":
    peers: dict[str, Callable[[str], Awaitable[None]]] = {"pysiaalarm": pysiaalarm, "siadc09": siadc09}
    name, protocol = sys.argv[1:]

    async def main() -> None:
        """Run until the process is ended."""
        await peers[name](protocol)

    asyncio.run(main())
