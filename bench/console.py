"""The console of a district behind a broker, in a process of its own: notes when each message came.

It takes a line for each question and answers with the messages since the last one: their ids and CLOCK_MONOTONIC.
"""

import asyncio
import json
import re
import socket
import sys
import time
from typing import Final

import aiomqtt

_ID: Final = re.compile(rb'"id":"([^"]+)"')


async def main(broker: int) -> None:
    """Listen to a whole district until the end of the input."""
    came: dict[str, float] = {}
    nodelay = ((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),)

    async def listen(console: aiomqtt.Client) -> None:
        async for message in console.messages:
            at = time.monotonic()
            if (found := _ID.search(message.payload)) is not None:
                came.setdefault(found[1].decode(), at)

    version = aiomqtt.ProtocolVersion.V5
    async with aiomqtt.Client("127.0.0.1", broker, protocol=version, socket_options=nodelay) as console:
        await console.subscribe("duress/v1/#", qos=1)
        listening = asyncio.get_running_loop().create_task(listen(console))
        commands = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
        print("{}", flush=True)
        while await commands.readline():
            print(json.dumps(came), flush=True)
            came.clear()
        listening.cancel()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
