"""Receipts of a desk: what can be read is a receipt, all else is refused in words."""

import asyncio
from datetime import UTC, datetime
import json
import os
from pathlib import Path
import re
import shutil
import time
from typing import Any, Final

from aiohttp import web
from hypothesis import example, given, strategies as st
from jsonschema import Draft202012Validator
import pytest

from custom_components.duress.monitoring import Secret, Verdict, generate_secret, verify
from custom_components.duress.monitoring.receipts import (
    LONGEST_BY,
    LONGEST_ID,
    LONGEST_NOTE,
    MOST_BYTES,
    DeskAnswer,
    Receipt,
    ReceiptError,
    read_receipt,
)
from tests.serving import WebServer

DOCS: Final = Path(__file__).parents[2] / "docs"
PAGE: Final = (DOCS / "receipts.md").read_text(encoding="utf-8")
SCHEMA: Final = json.loads((DOCS / "schema" / "receipt-v1.json").read_text(encoding="utf-8"))
VALIDATOR: Final = Draft202012Validator(SCHEMA)
NOW = datetime(2026, 11, 23, 14, 12, 4, tzinfo=UTC).timestamp()
LEAST = {"receipt_id": "R1", "answer": "accepted", "event_id": "E1"}

_text = st.text(st.sampled_from("aé…😀7 \n\x00\x7f\ud800\u202e"), max_size=20)
_values = st.none() | st.booleans() | st.integers() | st.floats() | _text | st.lists(_text, max_size=2)
_almost = st.fixed_dictionaries(
    {},
    optional={
        "receipt_id": st.just("R1") | _values,
        "answer": st.sampled_from(DeskAnswer) | _values,
        "event_id": st.just("E1") | _values,
        "incident_id": _values,
        "at": st.datetimes().map(lambda at: at.isoformat() + "Z") | _values,
        "by": _text | _values,
        "note": _text | _values,
    },
)


_ids = st.sampled_from(["R1", "é😀", "", "x" * LONGEST_ID, "x" * (LONGEST_ID + 1), 7, None])
_words = st.sampled_from(["", " ", "two units", "x" * 5000, 7, None])
_sent = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("receipt_id", "event_id", "incident_id"), _ids),
        "answer": st.sampled_from([*DeskAnswer, "yes", None]),
        "by": _words,
        "note": _words,
        "color": _words,
    },
)


def told(**members: object) -> bytes:
    """Return the least receipt with some members changed."""
    return json.dumps(LEAST | members).encode()


def test_a_whole_receipt() -> None:
    """Given a receipt with everything in it, when it is read, then everything is there."""
    body = told(
        answer="dispatched",
        incident_id="I1",
        at="2026-11-23T15:11:59.5+01:00",
        by=" Desk\t7 ",
        note="Two units.\n5 min",
    )
    assert read_receipt(body, NOW) == Receipt(
        receipt_id="R1",
        answer=DeskAnswer.DISPATCHED,
        event_id="E1",
        incident_id="I1",
        at=NOW - 4.5,
        by="Desk 7",
        note="Two units.\n5 min",
    )


@pytest.mark.parametrize("members", [{}, {"event_id": None, "incident_id": "I1"}, {"color": "red", "note": None}])
def test_little_is_enough(members: dict[str, object]) -> None:
    """Given a receipt with only an id, an answer and what it is about, then it is one, given now by nobody known."""
    receipt = read_receipt(told(**members), NOW)
    assert (receipt.answer, receipt.at, receipt.by, receipt.note) == (DeskAnswer.ACCEPTED, NOW, "", "")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "one JSON object"),
        (b"accepted", "one JSON object"),
        (b"\xff{}", "one JSON object"),
        (b"[" * 10_000, "one JSON object"),
        (b'{"receipt_id": ' + b"9" * 5000 + b"}", "one JSON object"),
        (b"[]", "one JSON object"),
        (b"{}" + b" " * MOST_BYTES, f"at most {MOST_BYTES} bytes"),
        (told(receipt_id=None), "receipt_id is missing"),
        (told(receipt_id=""), "receipt_id must be a text of 1 to 128"),
        (told(receipt_id=7), "receipt_id must be a text of 1 to 128"),
        (told(receipt_id="x" * (LONGEST_ID + 1)), "receipt_id must be a text of 1 to 128"),
        (told(event_id="\ud800"), "event_id must be a text"),
        (told(incident_id="a\nb"), "incident_id must be a text"),
        (told(event_id=None), "event_id or incident_id must be there"),
        (told(answer="Accepted"), "one of delivered, accepted, dispatched, declined, note"),
        (told(answer=None), "one of delivered"),
        (told(answer="note"), "note is missing or empty"),
        (told(answer="note", note=" \x00 "), "note is missing or empty"),
        (told(note=["a"]), "note must be a text"),
        (told(by=7), "by must be a text"),
        (told(at=NOW), "at must be a time"),
        (told(at="2026-11-23T14:12:04"), "at must be a time"),
        (told(at="2026-13-23T14:12:04Z"), "at must be a time"),
        (told(at="0001-01-01T00:00:00+23:59"), "at must be a time"),
    ],
)
def test_what_is_no_receipt_is_refused_in_words(body: bytes, why: str) -> None:
    """Given bytes that are no receipt, when they are read, then the error says what is wrong with them."""
    with pytest.raises(ReceiptError, match=why):
        read_receipt(body, NOW)


def test_a_desk_whose_clock_is_ahead_answers_now() -> None:
    """Given a receipt of tomorrow, when it is read, then it was given now."""
    assert read_receipt(told(at="2026-11-24T00:00:00Z"), NOW).at == NOW


def test_a_long_text_is_cut_and_the_answer_counts() -> None:
    """Given a receipt with far too long texts, when it is read, then they are cut and show that they were."""
    receipt = read_receipt(told(note="n" * 5000, by="b" * 5000), NOW)
    assert (len(receipt.note), len(receipt.by)) == (LONGEST_NOTE, LONGEST_BY)
    assert receipt.note.endswith("n…")


@given(st.binary() | _almost.map(json.dumps).map(str.encode))
@example(b'{"receipt_id":"R1","answer":"note","event_id":"E1","note":"\\ud800"}')
def test_any_bytes_are_a_receipt_or_an_error(body: bytes) -> None:
    """Given any bytes, when they are read, then there is a receipt that can be stored, or a ReceiptError."""
    try:
        receipt = read_receipt(body, NOW)
    except ReceiptError:
        pass
    else:
        assert receipt.event_id or receipt.incident_id
        assert 0 <= receipt.at <= NOW
        assert len(receipt.note) <= LONGEST_NOTE
        "".join((receipt.receipt_id, receipt.event_id or "", receipt.by, receipt.note)).encode()


@given(_sent)
def test_the_published_schema_says_what_is_read(members: dict[str, object]) -> None:
    """Given any members, then they are a receipt exactly if the schema in the documentation says so."""
    try:
        read_receipt(json.dumps(members).encode(), NOW)
    except ReceiptError:
        assert not VALIDATOR.is_valid(members)
    else:
        assert VALIDATOR.is_valid(members)


def test_the_published_example_is_read() -> None:
    """Given the receipt in the documentation, then it is one, and the schema agrees."""
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(json.loads(example))
    receipt = read_receipt(example.encode(), NOW + 100_000)
    assert (receipt.answer, receipt.by, receipt.note) == ("accepted", "Operator 7", "Two units sent to gate B.")
    for answer in DeskAnswer:
        assert f"| `{answer}` |" in PAGE


async def test_the_published_programs_send_what_is_genuine() -> None:
    """Given the two programs in the documentation, when they send a receipt, then it is genuine and can be read."""
    took: list[tuple[Verdict, Receipt]] = []
    secret = generate_secret()

    async def take(request: web.Request) -> web.Response:
        body = await request.read()
        verdict = verify([Secret.parse(secret)], request.headers, body, time.time())
        took.append((verdict, read_receipt(body, time.time())))
        return web.json_response({"known": True})

    app = web.Application()
    app.router.add_post("/receipts", take)
    async with WebServer(app) as server:
        address = server.url("/receipts")
        (program,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
        names: dict[str, Any] = {}
        exec(program, names)  # noqa: S102 - it is our own page
        assert await asyncio.to_thread(names["send"], address, secret, LEAST) == 200
        expected = ["R1"]
        if all(map(shutil.which, ("sh", "base64", "curl", "od", "openssl"))):
            (script,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
            environment = {**os.environ, "SECRET": secret, "ADDRESS": address}
            shell = await asyncio.create_subprocess_exec("sh", "-ec", script, env=environment)
            assert await shell.wait() == 0
            expected.append("desk-1")
    assert [receipt.receipt_id for _, receipt in took] == expected
    assert {verdict for verdict, _ in took} == {Verdict.GENUINE}
