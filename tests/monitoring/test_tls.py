"""Certificates of a district's own, against real servers: who is trusted, who we are, and what is said when not."""

from pathlib import Path
import ssl
import threading
import time
from typing import override

import aiohttp
import pytest

from custom_components.duress.monitoring import (
    Advice,
    Answer,
    Outcome,
    Tls,
    TlsError,
    TlsProblem,
    WebhookSettings,
    WebhookTransport,
    advice_of,
)

from .certificates import Pair, issued, server_context, written
from .raw import SECRET, outgoing
from .tls_desk import https_desk


@pytest.fixture(scope="module")
def authority() -> Pair:
    """Return a district's own authority."""
    return issued("District authority")


@pytest.fixture(scope="module")
def server(authority: Pair) -> Pair:
    """Return what the desk shows."""
    return issued("desk", authority)


async def post(session: aiohttp.ClientSession, url: str, tls: Tls | None) -> Answer:
    """Post once, as an endpoint set up like that does."""
    return await WebhookTransport(session, WebhookSettings(url=url, secret=SECRET, timeout=3, tls=tls)).send(outgoing())


async def test_a_private_authority_as_text_and_as_a_file(
    session: aiohttp.ClientSession, tmp_path: Path, authority: Pair, server: Pair
) -> None:
    """Given a desk with a certificate of its district, then only who was given that authority posts there."""
    written(tmp_path, "authority.pem", authority.pem)
    with https_desk(server_context(tmp_path, server)) as (url, seen):
        for stranger in (None, Tls(authority=issued("Somebody else").pem)):
            answer = await post(session, url, stranger)
            assert (answer.outcome, advice_of(answer)) == (Outcome.RETRY, Advice.UNTRUSTED)
        assert seen == []
        for known in (Tls(authority=authority.pem), Tls(authority="authority.pem", folder=tmp_path)):
            assert (await post(session, url, known)).outcome is Outcome.DELIVERED


async def test_a_desk_that_wants_to_know_who_posts(
    session: aiohttp.ClientSession, tmp_path: Path, authority: Pair, server: Pair
) -> None:
    """Given a desk that asks for client certificates, then it takes those of its authority and no others."""
    school, stranger = issued("Lincoln", authority), issued("Lincoln", issued("Somebody else"))
    with https_desk(server_context(tmp_path, server, clients=authority)) as (url, seen):
        for tls in (
            Tls(authority=authority.pem),
            Tls(authority=authority.pem, certificate=stranger.pem, key=stranger.key),
        ):
            answer = await post(session, url, tls)
            assert (answer.outcome, advice_of(answer)) == (Outcome.RETRY, Advice.CLIENT_CERTIFICATE)
            assert answer.detail == "the endpoint does not accept our client certificate"
        tls = Tls(authority=authority.pem, certificate=school.pem, key=school.key)
        assert (await post(session, url, tls)).outcome is Outcome.DELIVERED
        assert len(seen) == 1
        assert "Lincoln" in seen[0].name


async def test_an_expired_certificate_is_called_that(
    session: aiohttp.ClientSession, tmp_path: Path, authority: Pair
) -> None:
    """Given a desk whose certificate ran out yesterday, then nothing is sent and the detail says why."""
    old = issued("desk", authority, days=(-3, -1))
    with https_desk(server_context(tmp_path, old)) as (url, seen):
        answer = await post(session, url, Tls(authority=authority.pem))
    assert answer.detail == "certificate not trusted: certificate has expired"
    assert (advice_of(answer), seen) == (Advice.UNTRUSTED, [])


async def test_renewed_files_are_read_at_the_next_attempt(
    session: aiohttp.ClientSession, tmp_path: Path, authority: Pair, server: Pair
) -> None:
    """Given a file that is missing, then wrong, then right, then each attempt uses what is there by then."""
    tls = Tls(authority="authority.pem", folder=tmp_path)
    with https_desk(server_context(tmp_path, server)) as (url, _):
        transport = WebhookTransport(session, WebhookSettings(url=url, secret=SECRET, timeout=3, tls=tls))
        answer = await transport.send(outgoing())
        assert (answer.outcome, advice_of(answer)) == (Outcome.RETRY, Advice.OWN_CERTIFICATES)
        assert answer.detail == "own certificates cannot be used: a file cannot be read"
        written(tmp_path, "authority.pem", issued("Somebody else").pem)
        assert advice_of(await transport.send(outgoing())) is Advice.UNTRUSTED
        written(tmp_path, "authority.pem", authority.pem)
        assert (await transport.send(outgoing())).outcome is Outcome.DELIVERED


async def test_certificates_are_read_off_the_loop_and_once(
    session: aiohttp.ClientSession, tmp_path: Path, authority: Pair, server: Pair
) -> None:
    """Given an endpoint with an authority, when it posts twice, then files are read once, and not where alarms wait."""
    threads: list[threading.Thread] = []

    class Watched(Tls):
        """Notes where it is asked."""

        @override
        def context(self) -> ssl.SSLContext:
            """Note the thread."""
            threads.append(threading.current_thread())
            return super().context()

    with https_desk(server_context(tmp_path, server)) as (url, seen):
        settings = WebhookSettings(url=url, secret=SECRET, tls=Watched(authority=authority.pem))
        transport = WebhookTransport(session, settings)
        for _ in range(2):
            assert (await transport.send(outgoing())).outcome is Outcome.DELIVERED
    assert len(seen) == 2
    (thread,) = threads
    assert thread is not threading.main_thread()


def test_what_is_wrong_is_said(tmp_path: Path, authority: Pair) -> None:
    """Given each thing that can be wrong with certificates, then the check names it, before an alarm would find it."""
    school, other = issued("Lincoln", authority), issued("Other", authority)
    old = issued("Lincoln", authority, days=(-3, -1))
    half = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    for problem, tls in (
        (TlsProblem.NO_FILE, Tls(authority="authority.pem", folder=tmp_path)),
        (TlsProblem.NO_FILE, Tls(authority=str(tmp_path))),
        (TlsProblem.WRONG_AUTHORITY, Tls(authority=authority.key)),
        (TlsProblem.WRONG_AUTHORITY, Tls(authority=half)),
        (TlsProblem.WRONG_AUTHORITY, Tls(authority="what\nis this")),
        (TlsProblem.WRONG_CERTIFICATE, Tls(certificate=school.key, key=school.key)),
        (TlsProblem.WRONG_CERTIFICATE, Tls(certificate=half, key=school.key)),
        (TlsProblem.WRONG_KEY, Tls(certificate=school.pem, key=school.pem)),
        (TlsProblem.WRONG_KEY, Tls(certificate=school.pem, key=half.replace("CERTIFICATE", "PRIVATE KEY"))),
        (TlsProblem.KEY_LOCKED, Tls(certificate=school.pem, key=school.locked_key(b"open sesame"))),
        (TlsProblem.KEY_MISSING, Tls(certificate=school.pem)),
        (TlsProblem.CERTIFICATE_MISSING, Tls(key=school.key)),
        (TlsProblem.NOT_A_PAIR, Tls(certificate=school.pem, key=other.key)),
        (TlsProblem.OVER, Tls(certificate=old.pem, key=old.key)),
        (TlsProblem.OVER, Tls(authority=issued("Old", days=(-3, -1)).pem)),
    ):
        with pytest.raises(TlsError) as error:
            tls.check(time.time())
        assert error.value.problem is problem, tls.authority
        assert school.key not in f"{error.value} {tls}"


def test_what_is_right_passes(tmp_path: Path, authority: Pair) -> None:
    """Given certificates as districts have them, also beside a former authority, then the check is content."""
    school = issued("Lincoln", authority)
    former = issued("Old", days=(-3, -1))
    written(tmp_path, "key.pem", school.key)
    for tls in (
        Tls(authority=former.pem + authority.pem),
        Tls(certificate=school.pem + authority.pem, key="key.pem", folder=tmp_path),
        Tls(authority=authority.pem, certificate=school.pem, key=str(tmp_path / "key.pem")),
    ):
        tls.check(time.time())
        assert not tls.is_empty
    assert Tls().is_empty
