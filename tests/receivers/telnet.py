"""A small RFC 2217 access server: it agrees to everything and carries the bytes."""

import asyncio
import re
from typing import override

from .peers import TcpPeer

IAC, SB, SE = 255, 250, 240
WILL, DO = 251, 253
COM_PORT = 44

_NEGOTIATION = re.compile(
    rb"\xff(?P<verb>[\xfb-\xfe])(?P<option>.)|\xff\xfa,(?P<setting>(?:[^\xff]|\xff\xff)+)\xff\xf0", re.DOTALL
)


class AccessServer(TcpPeer):
    """Speaks RFC 2217 around the bytes of a serial line."""

    @property
    def telnet_url(self) -> str:
        """Where to connect to."""
        return self.url.replace("socket", "rfc2217")

    @override
    def heard(self, transport: asyncio.Transport, data: bytes) -> None:
        """Agree to what is negotiated and keep the rest as what the receiver was sent."""
        for found in _NEGOTIATION.finditer(data):
            setting = found["setting"]
            if setting:
                transport.write(bytes((IAC, SB, COM_PORT, setting[0] + 100)) + setting[1:] + bytes((IAC, SE)))
            else:
                transport.write(bytes((IAC, DO if found["verb"][0] == WILL else WILL)) + found["option"])
        self.received += _NEGOTIATION.sub(b"", data).replace(b"\xff\xff", b"\xff")

    @override
    def say(self, data: bytes) -> None:
        """Send bytes of the line, escaped as Telnet wants."""
        super().say(data.replace(b"\xff", b"\xff\xff"))
