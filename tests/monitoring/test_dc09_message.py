"""DC-09 in bytes: the worked frames of the protocol, everything there and back, and whatever bytes may come."""

from dataclasses import replace
from datetime import UTC, datetime
import string
from typing import Final

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.monitoring.dc09 import Key, KeyForm, Pad
from custom_components.duress.monitoring.dc09.frame import LARGEST, FrameError, crc16, frame, unframe
from custom_components.duress.monitoring.dc09.message import Message, decode, encode, fitted
from custom_components.duress.monitoring.dc09.replies import Reply, ReplyKind, ReplyReader

T: Final = datetime(2026, 11, 23, 14, 12, 4, tzinfo=UTC).timestamp()
KEY: Final = Key(b"0123456789ABCDEF")
KEYS: Final = {bits: Key(bytes(range(bits // 8))) for bits in (128, 192, 256)}
EVENT: Final = "#1234|Nri1/HA204"
PLACES: Final = (
    ("H", "14:12:01,11-23-2026"),
    ("S", "Lincoln High"),
    ("O", "Building B"),
    ("L", "2nd floor west wing"),
    ("R", "204"),
    ("I", "Duress pendant 0x1A2B3C - J. Rivera"),
    ("T", "M"),
)


@pytest.mark.parametrize(
    ("body", "crc"),
    [
        (b"123456789", 0xBB3D),
        (b"A", 0x30C0),
        (b'"', 0x1980),
        (b'"SIA', 0xC90D),
        (b'"ACK"0007', 0xFC9A),
        (b'"NULL"0000L0#1234[]', 0x1EF2),
        (b'"SIA-DCS"0001RF3L77#1234[#1234|NRR|Atest]', 0xF4D2),
        (b'"NAK"0000R0L0A0[]_16:20:01,09-24-2025', 0xE441),
    ],
)
def test_checksums(body: bytes, crc: int) -> None:
    """Given the known bodies, then their checksums are those of CRC-16/ARC."""
    assert crc16(body) == crc


@pytest.mark.parametrize(
    ("message", "written"),
    [
        (Message(token="NULL", sequence=0, account="1234"), b'\n1EF20013"NULL"0000L0#1234[]\r'),
        (
            Message(token="NULL", sequence=0, receiver="1", account="1234", at=T),
            b'\n512C0029"NULL"0000R1L0#1234[]_14:12:04,11-23-2026\r',
        ),
        (
            Message(token="SIA-DCS", sequence=1, account="1234", data=EVENT),
            b'\nFB660026"SIA-DCS"0001L0#1234[#1234|Nri1/HA204]\r',
        ),
        (
            Message(
                token="SIA-DCS", sequence=2, receiver="1", account="1234", data=EVENT, fields=(("R", "204"),), at=T
            ),
            b'\n4DF80042"SIA-DCS"0002R1L0#1234[#1234|Nri1/HA204][R204]_14:12:04,11-23-2026\r',
        ),
        (
            Message(token="SIA-DCS", sequence=2, receiver="1", account="1234", data=EVENT, fields=PLACES, at=T),
            (
                b'\nCB1000B4"SIA-DCS"0002R1L0#1234[#1234|Nri1/HA204][H14:12:01,11-23-2026][SLincoln High][OBuilding B]'
                b"[L2nd floor west wing][R204][IDuress pendant 0x1A2B3C - J. Rivera][TM]_14:12:04,11-23-2026\r"
            ),
        ),
        (
            Message(token="ADM-CID", sequence=30, receiver="1", account="1234", data="#1234|1122 01 204", at=T),
            b'\n4D17003D"ADM-CID"0030R1L0#1234[#1234|1122 01 204]_14:12:04,11-23-2026\r',
        ),
    ],
)
def test_worked_frames(message: Message, written: bytes) -> None:
    """Given the worked examples, then they are written to the byte, and read back."""
    assert encode(message) == written
    assert decode(written) == (message, False)


@pytest.mark.parametrize(
    ("pad", "letters", "written"),
    [
        (
            Pad.SHORT,
            "ABCD",
            (
                b'\n303A0078"*SIA-DCS"0002R1L0#BB16[5E48DC15D6254A716E28CD8C377AFC05852765DC2BE84094B1E96BAA885D7A67'
                b"B0C69EA249330EF353ECEC2A86327A48\r"
            ),
        ),
        (
            Pad.LONG,
            "ABCDEFGHIJKLMNOPQRST",
            (
                b'\nFA990098"*SIA-DCS"0002R1L0#BB16[707641A423A7904CF44884719B8D25DF268267D5B79F9551A1F1447195E717B4'
                b"244C0B7356CE5E7EF405FF9F3F47AE2C19A6A1FAAACF96B5815F9CE43B4AF7E7\r"
            ),
        ),
    ],
)
def test_worked_encrypted_frames(pad: Pad, letters: str, written: bytes) -> None:
    """Given the encrypted examples of both editions, then they are written to the byte with their pads, and read."""
    message = Message(
        token="SIA-DCS", sequence=2, receiver="1", account="BB16", data="#BB16|Nri1/HA204", fields=(("R", "204"),), at=T
    )
    assert encode(message, KEY, pad, lambda _, __: letters) == written
    assert decode(written, KEY) == (message, True)
    assert decode(encode(message, KEY, pad), KEY) == (message, True)
    assert len(encode(message, KEY, pad)) == len(written)


DIGITS = st.text("0123456789ABCDEF", min_size=1, max_size=6)
PLAIN = st.text(string.ascii_letters + string.digits + " .,-/#|^_\"'", max_size=60).map(str.strip)
MESSAGES = st.builds(
    Message,
    token=st.sampled_from(("SIA-DCS", "ADM-CID", "NULL", "ACK", "NAK", "DUH", "RSP")),
    sequence=st.integers(0, 9999),
    account=st.text("0123456789ABCDEF", min_size=3, max_size=16),
    receiver=DIGITS | st.just(""),
    prefix=DIGITS,
    data=PLAIN.map(lambda text: f"#1234|{text}") | st.just(""),
    fields=st.lists(st.tuples(st.sampled_from("HSOLRITV"), PLAIN), max_size=7).map(tuple),
    at=st.integers(0, 4_000_000_000).map(float) | st.none(),
)


@given(MESSAGES)
def test_there_and_back(message: Message) -> None:
    """Given any message, when it is written and read, then it is the same."""
    assert decode(encode(message)) == (message, False)


@given(MESSAGES, st.sampled_from(sorted(KEYS)), st.sampled_from(Pad))
def test_there_and_back_encrypted(message: Message, bits: int, pad: Pad) -> None:
    """Given any message with a time, when it is encrypted with any key, then only that key reads it."""
    message = replace(message, at=message.at or T)
    written = encode(message, KEYS[bits], pad)
    assert decode(written, KEYS[bits]) == (message, True)
    assert b"1234|" not in written
    with pytest.raises(FrameError):
        decode(written, KEY)
    with pytest.raises(FrameError):
        decode(written)


@given(
    st.lists(st.tuples(st.sampled_from("SOLRI"), st.text(max_size=300)), max_size=6, unique_by=lambda one: one[0]),
    st.sampled_from((None, *KEYS.values())),
    st.sampled_from(Pad),
)
def test_no_frame_is_too_long(fields: list[tuple[str, str]], key: Key | None, pad: Pad) -> None:
    """Given texts of any length in any script, then the frame is short enough, and in clear text it is ASCII."""
    clean = tuple((name, value.translate({91: 40, 93: 41})) for name, value in fields)
    message = Message(token="SIA-DCS", sequence=9999, account="F" * 16, data=EVENT, fields=clean, at=T)
    written = encode(fitted(message, key, pad), key, pad)
    assert len(written) <= LARGEST
    assert written.isascii()


def test_the_room_outlasts_the_words() -> None:
    """Given every text at its longest, when they do not fit, then room and building keep their beginnings."""
    fields = tuple((name, name * 250) for name in "SOLRI")
    message = Message(token="SIA-DCS", sequence=1, account="1234", data=EVENT, fields=fields, at=T)
    for key in (None, KEY):
        kept = dict(fitted(message, key).fields)
        assert {name: len(kept[name]) >= 32 for name in "SOLRI"} == dict.fromkeys("SOLRI", True)
        assert len(kept["R"]) >= 48


WHOLE = b'\n1AB20014"ACK"0002R1L0#1234[]\r'


@pytest.mark.parametrize(
    ("written", "reply"),
    [
        (WHOLE, Reply(kind=ReplyKind.ACK, sequence=2, account="1234")),
        (
            b'\n71C40028"ACK"0002R1L0#1234[]_14:12:05,11-23-2026\r',
            Reply(kind=ReplyKind.ACK, sequence=2, account="1234", at=T + 1),
        ),
        (
            b'\n1F6C0025"NAK"0000R0L0A0[]_14:13:30,11-23-2026\r',
            Reply(kind=ReplyKind.NAK, sequence=0, at=T + 86),
        ),
        (b'\n6A6A0014"DUH"0002R1L0#1234[]\r', Reply(kind=ReplyKind.DUH, sequence=2, account="1234")),
        (WHOLE.replace(b"1AB2", b"1ab2"), Reply(kind=ReplyKind.ACK, sequence=2, account="1234")),
        (b"\n\r" + WHOLE, Reply(kind=ReplyKind.ACK, sequence=2, account="1234")),
        (b"noise" + WHOLE, Reply(kind=ReplyKind.ACK, sequence=2, account="1234")),
        (frame(b'"ACK"0002'), Reply(kind=ReplyKind.ACK, sequence=2)),
        (frame(b'"ACK"0002NoneL0#1234[]'), Reply(kind=ReplyKind.ACK, sequence=2, account="1234")),
        (frame(b'"ACK"0002L0#01234[][Kkey]'), Reply(kind=ReplyKind.ACK, sequence=2, account="01234")),
        (frame(b'"RSP"0002L0#1234[x]'), Reply(kind=ReplyKind.ACK, sequence=2, account="1234")),
        (b'"NAK"', Reply(kind=ReplyKind.NAK)),
        (b'\n"DUH"\r', Reply(kind=ReplyKind.DUH)),
    ],
)
def test_replies(written: bytes, reply: Reply) -> None:
    """Given what receivers answer, at once or byte by byte, then it is read."""
    assert ReplyReader().feed(written) == [reply]
    slow = ReplyReader()
    assert [found for byte in written for found in slow.feed(bytes((byte,)))] == [reply]


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"\n\r",
        b'"ACK"',
        b'"ACK"\r',
        WHOLE[:-4],
        WHOLE.replace(b"1AB2", b"1AB3"),
        WHOLE.replace(b"0014", b"0015"),
        frame(b'"*ACK"0002R1L0#1234[' + b"00" * 16),
        frame(b'"XYZ"0002R1L0#1234[]'),
        frame(b'"ACK"00'),
        frame(b"ACK 0002"),
    ],
)
def test_no_replies(written: bytes) -> None:
    """Given bytes that confirm nothing beyond doubt, then they are no answer."""
    reader = ReplyReader()
    assert [*reader.feed(written), *reader.end()] == []


def test_a_whole_answer_without_its_end() -> None:
    """Given an acknowledgement whose last byte is missing when the connection ends, then checksum and length vouch."""
    reader = ReplyReader()
    assert reader.feed(WHOLE[:-1]) == []
    assert reader.end() == [Reply(kind=ReplyKind.ACK, sequence=2, account="1234")]


def test_what_is_encrypted_is_confirmed_encrypted() -> None:
    """Given a key, then an acknowledgement in clear text or under another key confirms nothing, a refusal is heard."""
    plain = Message(token="ACK", sequence=2, account="1234", at=T)
    for written in (encode(plain), encode(plain, KEYS[128])):
        reader = ReplyReader(KEY)
        assert reader.feed(written) == []
        assert reader.oddity
    assert ReplyReader(KEY).feed(encode(plain, KEY)) == [Reply(kind=ReplyKind.ACK, sequence=2, account="1234", at=T)]
    assert ReplyReader(KEY).feed(encode(replace(plain, token="DUH")))[0].kind is ReplyKind.DUH


@given(st.lists(st.binary(max_size=80) | st.sampled_from((WHOLE, b'"NAK"', b"\r", b"\n", WHOLE[:9])), max_size=8))
def test_any_bytes(parts: list[bytes]) -> None:
    """Given any bytes as an answer, in any pieces, then nothing breaks and nothing is confirmed that nobody said."""
    for key in (None, KEY):
        reader = ReplyReader(key)
        found = [reply for part in parts for reply in reader.feed(part)] + reader.end()
        confirmed = [reply for reply in found if reply.kind is ReplyKind.ACK]
        assert all(reply.sequence == 2 for reply in confirmed)
        assert not confirmed or (key is None and b'1AB20014"ACK"0002R1L0#1234[]' in b"".join(parts))


@given(st.binary(max_size=200))
def test_any_body(body: bytes) -> None:
    """Given any body in a proper frame, then it is read or refused, never worse."""
    if not body:
        with pytest.raises(FrameError):
            frame(body)
        return
    assert unframe(frame(body)) == body
    for key in (None, KEY):
        try:
            decode(frame(body), key)
        except FrameError:
            continue


@pytest.mark.parametrize(
    ("text", "form", "bits", "good"),
    [
        ("0123456789ABCDEF", KeyForm.ASCII, 128, True),
        ("0123456789ABCDEF" * 2, KeyForm.ASCII, 256, True),
        ("0123456789ABCDEF" * 2, KeyForm.HEX, 128, True),
        ("0123456789ABCDEF" * 2, KeyForm.HEX, 256, False),
        ("0123456789ABCDEF" * 2, KeyForm.ASCII, 128, False),
        ("0123456789abcdef" * 3, KeyForm.HEX, 192, True),
        ("0123456789abcdefg", KeyForm.HEX, 128, False),
        ("0" * 31, KeyForm.HEX, 128, False),
        ("ñ" * 16, KeyForm.ASCII, 128, False),
        ("", KeyForm.ASCII, 128, False),
    ],
)
def test_keys(text: str, form: KeyForm, bits: int, *, good: bool) -> None:
    """Given a key and how it is written, then it is taken only if it is exactly that, and it never shows."""
    if not good:
        with pytest.raises(ValueError):
            Key.parse(text, form=form, bits=bits)
        return
    key = Key.parse(text, form=form, bits=bits)
    assert len(key.secret) * 8 == bits
    assert repr(key.secret) not in repr(key)
    assert text not in repr(key)
