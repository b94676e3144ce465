"""Descriptions are JSON, complete, and say only what is known."""

import json

from hypothesis import given
import pytest

from custom_components.duress.echostream import Message, decode
from custom_components.duress.echostream.describe import Json, describe
from custom_components.duress.echostream.framing import seal
from tests.echostream.strategies import MESSAGES, inbound_frame


def described(frame: bytes) -> dict[str, Json]:
    """Decode and describe one frame."""
    return describe(decode(frame))


@given(MESSAGES)
def test_every_description_survives_json(message: Message) -> None:
    """Given any message, when it is described, then the description is JSON and has a type."""
    fields = describe(message)
    assert json.loads(json.dumps(fields)) == fields
    assert fields["type"] != "unknown"


@pytest.mark.parametrize(
    ("frame", "answer"),
    [
        (b"\x35\x06\x90\xfa\xd0\x2c", {"serial": 0xFAD02C}),
        (b"\x35\x04\x82\x0a", {"nid": 10}),
        (b"\x35\x06\x85\x00\x1e\x01", {"check_in_seconds": 30, "config": 1}),
        (b"\x35\x05\x83\xb2\x01", {"data": "b201"}),
        (b"\x35\x04\x90\x0a", {"data": "0a"}),
        (b"\x35\x03\x82", {"data": ""}),
    ],
)
def test_a_receivers_answer_is_named_or_left_as_it_is(frame: bytes, answer: dict[str, Json]) -> None:
    """Given an answer, when it is described, then a documented one has a name and another one stays hexadecimal."""
    assert described(seal(frame)) == {"type": "directed_config_report", "subcommand": frame[2], **answer}


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b"\x80\x23\x00\x03\x01", {"ack_required": True, "command": 0x23, "sequence": 3, "response_code": 1}),
        (b"\x00\x11\x01\x02\x00", {"ack_required": False, "command": 0x11, "sequence": 258, "response_code": 0}),
        (b"\x80\x17\x20\x00", {"command": 0x17, "stat1": 32, "stat0": 0, "configured": True, "reset": False}),
        (b"\x80\x17\x00\x08", {"command": 0x17, "configured": False, "reset": True}),
        (b"\x80\x26", {"command": 0x26, "data": ""}),
        (b"\x80\x23\x00", {"command": 0x23, "data": "00"}),
        (b"\x80\x17\x00\x00\x00", {"command": 0x17, "data": "000000"}),
    ],
)
def test_a_communicators_command_is_named_or_left_as_it_is(body: bytes, fields: dict[str, Json]) -> None:
    """Given a two-way message, when it is described, then documented data has names and other data stays as it is."""
    description = described(inbound_frame(0x39, 0x5B, body + b"\x47\x46"))
    assert description == description | {"type": "pca", "level": 0x47, "margin": 0x46, **fields}


@pytest.mark.parametrize(("message_class", "kind"), [(0x3C, "environmental"), (0x18, "serial_data")])
def test_what_is_kept_raw_is_shown_raw(message_class: int, kind: str) -> None:
    """Given a class that is not decoded, when it is described, then payload, level and margin are there."""
    description = described(inbound_frame(message_class, 0x0A, b"\xca\xfe\x30\x2e"))
    assert description == description | {
        "type": kind,
        "class": message_class,
        "pti": 10,
        "payload": "cafe",
        "level": 48,
        "margin": 46,
    }


def test_an_unreadable_frame_shows_its_bytes() -> None:
    """Given a frame whose trace cannot fit, when it is described, then header and bytes are shown and nothing else."""
    frame = inbound_frame(0x3E, 0x18, b"\x01\x00\x30\x2e", count=9)
    assert described(frame) == {"type": "unknown", "header": 0x72, "payload": frame[2:-1].hex()}


def test_a_part_of_an_aggregate_has_no_hops_of_its_own() -> None:
    """Given an aggregate with an unknown part, when it is described, then no part claims a trace or a hop count."""
    description = described(inbound_frame(0x02, 1, bytes.fromhex("0bb23d5443771801001a172221")))
    [part] = description["messages"] if isinstance(description["messages"], list) else []
    assert isinstance(part, dict)
    assert part["type"] == "unknown"
    assert not {"trace", "hop_count"} & part.keys()
