"""Addresses are shown without their secrets, wherever they are shown."""

import asyncio
from collections.abc import Callable
import string

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.receivers import LinkStatus, ReceiverLink, probe, redact
from custom_components.duress.receivers.urls import is_device, scrub

from .peers import QUICK, Heard, TcpPeer, until

SECRET = "S3cr3t/Kx+9="


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("/dev/serial/by-id/usb-FTDI_FT232R-if00-port0", "/dev/serial/by-id/usb-FTDI_FT232R-if00-port0"),
        ("/dev/odd?name@x", "/dev/odd?name@x"),
        ("socket://10.0.0.5:10001", "socket://10.0.0.5:10001"),
        ("tcp://[fe80::1]:10001", "tcp://[fe80::1]:10001"),
        ("rfc2217://user:pass@server:2217", "rfc2217://***@server:2217"),
        ("tcp://user:p@ss/word@server:1", "tcp://***@server:1"),
        ("tcp://user:p?ss@server:1", "tcp://***@?***"),
        ("esphome://host:6053/?port_name=A&key=abc=", "esphome://host:6053/?***"),
        ("esphome://host/?key=a@b", "esphome://host/?***"),
        ("esphome-hass://esphome/1?x=1#frag", "esphome-hass://esphome/1?***"),
        ("user:pass@server:1", "***@server:1"),
        ("server:1?key=abc", "server:1?***"),
    ],
)
def test_an_address_is_shown_without_secrets(url: str, shown: str) -> None:
    """Given an address of any kind, when it is redacted, then what tells it apart stays and the rest is masked."""
    assert redact(url) == shown


def test_a_port_of_this_machine_is_told_from_the_network() -> None:
    """Given addresses, then paths and device schemes are ports of this machine."""
    assert all(map(is_device, ("/dev/ttyUSB0", "device:///dev/ttyUSB0", "linux:///dev/ttyS0", "COM3")))
    assert not any(map(is_device, ("socket://h:1", "esphome://h", "esphome-hass://esphome/1")))


WORDS = st.text(string.ascii_letters + string.digits, min_size=8, max_size=20)
TYPED = st.text(string.ascii_letters + string.digits + "/+=:%!$'\"\\ ~", min_size=1, max_size=12)


@given(TYPED, WORDS, WORDS)
def test_no_text_repeats_a_secret(odd: str, user: str, password: str) -> None:
    """Given an address with secrets, when exceptions quote it whole or in parts, then no secret is left in the text."""
    key = password + odd
    url = f"tcp://{user}:{odd}{password}@server:1/?key={key}&name={user}"
    texts = [
        f"cannot open {url}",
        f"Invalid socket URI, expected both host and port: {url!r}",
        f"query was key={key}",
        f"login failed: {user}:{odd}{password}",
        f"login failed: {odd + password!r} or {key!r}",
        f"see {url.replace('tcp', 'http')}",
    ]
    for text in [redact(url), *(scrub(text, url) for text in texts)]:
        assert user not in text
        assert password not in text


def _raiser(error: Callable[[str], BaseException]) -> Callable[..., object]:
    """Return a connect function that raises an exception that quotes the whole URL."""

    async def connect(
        _loop: object, _factory: object, url: str, _baudrate: int
    ) -> tuple[asyncio.Transport, asyncio.Protocol]:
        """Raise."""
        raise error(url)

    return connect


@pytest.mark.parametrize(
    "error",
    [RuntimeError, ValueError, OSError, ConnectionError, TimeoutError, lambda url: OSError(111, f"refused: {url}")],
)
async def test_a_failing_connect_call_leaks_nothing(
    error: Callable[[str], BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    """Given an exception that quotes the address, when the link fails with it, then neither log nor status does."""
    heard = Heard()
    link = ReceiverLink(
        f"esphome://user:{SECRET}@host:6053/?key={SECRET}",
        on_message=heard.message,
        on_status=heard.status,
        connect=_raiser(error),  # type: ignore[arg-type]  # raises before it could return
        reconnect_delays=QUICK,
    )
    await link.start()
    await until(lambda: link.status.reason is not None)
    await asyncio.sleep(0.1)
    await link.stop()
    _assert_nothing_leaked(caplog, heard.statuses)
    assert "is lost" in caplog.text


async def test_real_failures_leak_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """Given real addresses with secrets, when they are refused, invalid, unknown, lost or garbled, nothing is told."""
    heard = Heard()
    async with TcpPeer(lambda _peer, transport: transport.close()) as peer, TcpPeer() as other:
        live = peer.url.removeprefix("socket://")
        dead = other.url.removeprefix("socket://")
        await other.vanish()
        for address in (
            f"socket://user:S3cr3t@{live}?key={SECRET}",
            f"socket://user:{SECRET}@{live}?key={SECRET}",
            f"tcp://user:S3cr3t@{dead}",
            f"tcp://user:{SECRET}@{dead}",
            f"rfc2217://u:S3cr3t@{dead}/?key={SECRET}",
            f"tcp://user:{SECRET}@127.0.0.1:none?key={SECRET}",
            f"tcp://127.0.0.1?key={SECRET}",
            f"gopher://user:{SECRET}@127.0.0.1/?key={SECRET}",
            f"esphome-hass://esphome/1?key={SECRET}",
        ):
            link = ReceiverLink(address, on_message=heard.message, on_status=heard.status, reconnect_delays=QUICK)
            await link.start()
            await until(lambda link=link: link.status.reason is not None)  # type: ignore[misc]
            await link.stop()
            result = await probe(address, 1.0)
            assert result.problem is not None
            assert "S3cr3t" not in repr(result) + link.address
    _assert_nothing_leaked(caplog, heard.statuses)


def _assert_nothing_leaked(caplog: pytest.LogCaptureFixture, statuses: list[LinkStatus]) -> None:
    """Look for the secret wherever this package could have put it."""
    own = [record.getMessage() for record in caplog.records if record.name.startswith("custom_components.")]
    assert own
    for text in (*own, *(repr(status) for status in statuses), caplog.text):
        assert "S3cr3t" not in text
