"""The SIA DC-09 side of the monitoring station: a receiver on loopback that says every event in words."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dead_man import DeadMan
from siadc09.account import Account
from siadc09.message import AckMessage, Message, parse_frame
from siadc09.util import now

_SHORT: Final = 60
_PLACES: Final = ("R", "L", "O", "S")
_TEXT: Final = "I"


@dataclass(slots=True)
class Dc09Station:
    """What the receiver knows; the key is that of all accounts."""

    say: Callable[[str], None]
    key: bytes | None = None
    delay: float = 0.0
    dead_man: DeadMan | None = None
    messages: int = 0
    supervised: int = 0
    latest: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read, say and confirm one message."""
        try:
            message = parse_frame(await reader.readuntil(b"\r"), keys=self.key)
            if self.key is not None and not message.encrypted:
                self.say("DC-09 REFUSED a message that is not encrypted")
                return
            self.show(message)
            await asyncio.sleep(self.delay)
            writer.write(AckMessage(Account(message.account), message.seq, now()).encode(encrypt=message.encrypted))
            await writer.drain()
        except asyncio.IncompleteReadError:
            pass
        except Exception as error:  # noqa: BLE001 - whatever came must not end a station
            self.say(f"DC-09 could not be read: {' '.join(str(error).split()) or type(error).__name__}")
        finally:
            writer.close()

    def show(self, message: Message) -> None:
        """Say a message; supervision that follows itself shares a line."""
        account = f"account {message.account.acct:X}"
        if self.dead_man is not None:
            self.dead_man.heard(f"DC-09 {account}")
        if message.idtoken == "NULL":
            self.supervised += 1
            if self.supervised in (1, 10) or self.supervised % _SHORT == 0:
                self.say(f"DC-09 supervision {self.supervised} from {account}")
            return
        if not (words := describe(message)):
            # Another key makes letters of any kind, and now and then some that can be read as an empty message.
            raise ValueError("there is nothing in it; is the key the right one?")
        self.supervised = 0
        self.messages += 1
        again = " (again)" if message.seq == self.latest else ""
        self.latest = message.seq
        self.say(f"DC-09 {message.seq:04d} {account}: {words}{again}")


def describe(message: Message) -> str:
    """Return an event in words: what its code means, where, and the sentence beside it."""
    fields = {one.prefix: one.valuestr() for one in message.xdata}
    blocks = getattr(message.data, "blocks", [])
    events = [event for block in blocks for event in getattr(block, "events", [])]
    what = [f"{event.name or 'unknown'} ({event.code}) {event.addr or 0:X}" for event in events]
    if (event := getattr(message.data, "event", None)) is not None:
        what = [str(event).splitlines()[0]]
    place = ", ".join(fields[name] for name in _PLACES if fields.get(name))
    return " | ".join(part for part in (*what, place, fields.get(_TEXT, "")) if part)
