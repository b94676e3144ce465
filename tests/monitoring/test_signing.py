"""Signatures as the real library and the published example know them."""

import base64
from datetime import UTC, datetime
import time

from hypothesis import given, strategies as st
import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from custom_components.duress.monitoring import Secret, generate_secret
from custom_components.duress.monitoring.signing import Verdict, headers, sign, verify

EXAMPLE_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
EXAMPLE_BODY = (
    b'{"specversion":"1.0","id":"01JDKX7Q2M4Z9A8B7C6D5E4F3G","source":"urn:example:district-12:lincoln-hs",'
    b'"type":"org.example.duress.alarm.v1","time":"2026-11-23T14:12:01.250Z","subject":"pendant/1A2B3C",'
    b'"datacontenttype":"application/json","data":{"alarm_id":"01JDKX7Q2M4Z9A8B7C6D5E4F3G","state":"active",'
    b'"test":false,"site":"Lincoln High","building":"Building B","floor":"2","room":"204","zone":"204",'
    b'"confidence":"high"}}'
)


def test_the_worked_example() -> None:
    """Given the example's secret, id, time and body, then the signature is the example's."""
    assert len(EXAMPLE_BODY) == 419
    signature = sign([Secret.parse(EXAMPLE_SECRET)], "01JDKX7Q2M4Z9A8B7C6D5E4F3G", 1795443124, EXAMPLE_BODY)
    assert signature == "v1,Q1tgOmPSechoCCE3pShcp6Wt6hmMo0+eTOE1cWf0HbM="


@given(
    key=st.binary(min_size=24, max_size=64), message_id=st.from_regex(r"[0-9A-Z]{1,26}", fullmatch=True), body=st.text()
)
def test_the_real_library_signs_the_same(key: bytes, message_id: str, body: str) -> None:
    """Given any secret, id and text, then the real library makes and accepts the same signature."""
    text = "whsec_" + base64.b64encode(key).decode()
    encoded = body.encode("utf-8", "replace")
    now = int(time.time())
    ours = headers([Secret.parse(text)], message_id, now, encoded)
    theirs = Webhook(text)
    assert ours["webhook-signature"] == theirs.sign(
        message_id, datetime.fromtimestamp(now, UTC).replace(tzinfo=None), encoded.decode()
    )
    theirs.verify(encoded, ours, json_parse=False)


def test_two_signatures_while_a_secret_is_changed() -> None:
    """Given an old and a new secret, when a message is signed with both, then the holder of either accepts it."""
    old, new, stranger = generate_secret(), generate_secret(), generate_secret()
    signed = headers([Secret.parse(new), Secret.parse(old)], "E1", int(time.time()), b"{}")
    Webhook(old).verify(b"{}", signed)
    Webhook(new).verify(b"{}", signed)
    with pytest.raises(WebhookVerificationError):
        Webhook(stranger).verify(b"{}", signed)


def test_a_new_secret_is_good_and_new() -> None:
    """Given two new secrets, then both can be read, are of 32 bytes and differ."""
    one, other = generate_secret(), generate_secret()
    assert one != other
    assert len(Secret.parse(one).key) == 32


@pytest.mark.parametrize("text", [EXAMPLE_SECRET, EXAMPLE_SECRET.removeprefix("whsec_"), f" {EXAMPLE_SECRET[:-1]}\n"])
def test_a_secret_is_read_as_people_paste_it(text: str) -> None:
    """Given the same secret with and without prefix, padding and blanks, then it is the same."""
    assert Secret.parse(text).key == bytes(range(32))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("whsec_" + base64.b64encode(bytes(23)).decode(), "24 to 64 bytes, not 23"),
        ("whsec_" + base64.b64encode(bytes(65)).decode(), "24 to 64 bytes, not 65"),
        ("whsec_not base64!", "base64 text"),
        ("whsec_ÄÖÜ", "base64 text"),
        ("", "24 to 64 bytes, not 0"),
    ],
)
def test_a_bad_secret_is_refused_in_words(text: str, why: str) -> None:
    """Given something that is no secret, when it is read, then the error says what one looks like."""
    with pytest.raises(ValueError, match=why):
        Secret.parse(text)


def test_a_secret_does_not_show() -> None:
    """Given a secret, when it is printed in whatever way, then its bytes are not in it."""
    secret = Secret.parse(EXAMPLE_SECRET)
    assert "AAECAw" not in f"{secret} {secret!r}"
    assert "x01" not in f"{secret} {secret!r}"


def signed(secret: str, body: str, at: float, message_id: str = "R1") -> dict[str, str]:
    """Return the headers that the real library makes for a message."""
    when = datetime.fromtimestamp(int(at), UTC)
    signature = Webhook(secret).sign(message_id, when.replace(tzinfo=None), body)
    return {"webhook-id": message_id, "webhook-timestamp": str(int(at)), "webhook-signature": signature}


@given(key=st.binary(min_size=24, max_size=64), body=st.text(max_size=50), age=st.integers(-900, 900))
def test_what_the_real_library_signed_is_genuine_while_it_is_fresh(key: bytes, body: str, age: int) -> None:
    """Given a message of the real library, when it is judged, then only its age decides, up to five minutes."""
    secret = "whsec_" + base64.b64encode(key).decode()
    text = body.encode("utf-8", "replace").decode()
    verdict = verify([Secret(key)], signed(secret, text, 1_795_443_124), text.encode(), 1_795_443_124 + age)
    assert verdict is (Verdict.GENUINE if abs(age) <= 300 else Verdict.STALE)


def test_either_secret_and_either_signature_will_do() -> None:
    """Given a secret that is being changed at both ends, then one common secret is enough, wherever it stands."""
    old, new, stranger = generate_secret(), generate_secret(), generate_secret()
    both = [Secret.parse(new), Secret.parse(old)]
    assert verify(both, signed(old, "{}", 1000), b"{}", 1000) is Verdict.GENUINE
    assert verify(both, signed(new, "{}", 1000), b"{}", 1000) is Verdict.GENUINE
    assert verify(both, signed(stranger, "{}", 1000), b"{}", 1000) is Verdict.FORGED
    two = headers([Secret.parse(stranger), Secret.parse(old)], "R1", 1000, b"{}")
    assert verify(both, two, b"{}", 1000) is Verdict.GENUINE


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-id": "R2"},
        {"webhook-id": ""},
        {"webhook-timestamp": "1001"},
        {"webhook-timestamp": "1000.0"},
        {"webhook-timestamp": "٣"},
        {"webhook-timestamp": "9" * 400},
        {"webhook-signature": ""},
        {"webhook-signature": "v1,"},
        {"webhook-signature": "v2,\udcff ü 😀"},
    ],
)
def test_what_was_changed_on_its_way_is_forged(changed: dict[str, str]) -> None:
    """Given a signed message, when a header or the body is changed, then it is forged, and nothing fails."""
    secret = generate_secret()
    given_ = signed(secret, "{}", 1000)
    assert verify([Secret.parse(secret)], given_, b"{}", 1000) is Verdict.GENUINE
    assert verify([Secret.parse(secret)], given_ | changed, b"{}", 1000) is Verdict.FORGED
    assert verify([Secret.parse(secret)], given_, b"{ }", 1000) is Verdict.FORGED
    assert verify([Secret.parse(secret)], {}, b"", 1000) is Verdict.FORGED
