"""A real mosquitto on loopback for the time of a block."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
import socket
import subprocess
import tempfile
import time
from typing import Final

from scripts.programs import mosquitto

_START_SECONDS: Final = 10.0
_SETTINGS: Final = "allow_anonymous true\nset_tcp_nodelay true\nmax_queued_messages 0\nlog_type none\n"


@contextmanager
def running_broker() -> Iterator[int]:
    """Run a broker that takes everybody and stores nothing; return its port. RuntimeError without mosquitto."""
    program = mosquitto()
    if program is None:
        raise RuntimeError("mosquitto is missing: nothing can be measured (python -m scripts.programs)")
    with tempfile.TemporaryDirectory(prefix="duress-broker-") as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
        free.close()
        path = Path(folder, "mosquitto.conf")
        path.write_text(f"listener {port} 127.0.0.1\n{_SETTINGS}")
        process = subprocess.Popen(
            [str(program), "-c", str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait_for(port, process)
            yield port
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until it listens."""
    limit = time.monotonic() + _START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1.0).close()
        except OSError as error:
            if process.poll() is not None or time.monotonic() > limit:
                raise RuntimeError("mosquitto does not run: nothing can be measured") from error
            time.sleep(0.01)
        else:
            return
