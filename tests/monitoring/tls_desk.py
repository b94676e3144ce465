"""A desk with TLS in threads: it says in TLS what it does not like about its guests, as asyncio's servers do not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import socket
import ssl
import threading
from typing import Any, ClassVar, override


@dataclass(frozen=True, slots=True)
class Guest:
    """Who posted, by the name in their certificate, and what."""

    name: str
    body: bytes


class Answering(BaseHTTPRequestHandler):
    """Notes who posted, by the name in their certificate."""

    seen: ClassVar[list[Guest]]

    def do_POST(self) -> None:
        """Take a message."""
        assert isinstance(self.connection, ssl.SSLSocket)
        shown = self.connection.getpeercert() or {}
        body = self.rfile.read(int(self.headers["content-length"]))
        self.seen.append(Guest(str(shown.get("subject", "")), body))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def https_desk(context: ssl.SSLContext) -> Iterator[tuple[str, list[Guest]]]:
    """Run a desk that says in TLS what it does not like, as asyncio's servers do not; yield its address and guests."""

    class Here(Answering):
        """Of this desk."""

        timeout = 3
        seen: ClassVar[list[Guest]] = []

    class Server(ThreadingHTTPServer):
        """Speaks TLS in the thread of each guest, and waits for all of them when it closes."""

        daemon_threads = False

        @override
        def finish_request(self, request: Any, client_address: Any) -> None:
            """Shake hands, then answer; wait until a guest that is refused has heard why."""
            with context.wrap_socket(request, server_side=True, do_handshake_on_connect=False) as wrapped:
                wrapped.settimeout(3)
                try:
                    wrapped.do_handshake()
                except OSError:
                    with socket.fromfd(wrapped.fileno(), socket.AF_INET, socket.SOCK_STREAM) as plain:
                        plain.settimeout(3)
                        plain.shutdown(socket.SHUT_WR)
                        while plain.recv(1000):
                            pass
                    return
                super().finish_request(wrapped, client_address)

    server = Server(("127.0.0.1", 0), Here)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_port}/duress", Here.seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
