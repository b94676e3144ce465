"""Radio identifiers are what the label says."""

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.echostream import Mid, format_uid, make_uid, mid_of, parse_uid, serial_of
from tests.echostream.strategies import UIDS


def test_the_label_shows_the_serial_in_decimal() -> None:
    """Given the serial printed on a pendant, when an identifier is made, then it is the one on the air."""
    uid = make_uid(Mid.END_DEVICE, 4019267)
    assert format_uid(uid) == "B23D5443"
    assert (mid_of(uid), serial_of(uid)) == (Mid.END_DEVICE, 4019267)


@given(UIDS)
def test_writing_and_reading_an_identifier_gives_the_same(uid: int) -> None:
    """Given any identifier, when it is written and read or taken apart and joined, then it is the same."""
    made = make_uid(uid >> 24, uid & 0xFFFFFF)
    assert made == uid
    assert parse_uid(format_uid(made)) == made
    assert parse_uid(format_uid(made).lower()) == made


@pytest.mark.parametrize(
    "text", ["", "B23D544", "B23D54430", "B23D544G", "0x3D5443", "-23D5443", "B2_D5443", " 23D5443"]
)
def test_anything_but_eight_hexadecimal_digits_is_refused(text: str) -> None:
    """Given text that is no identifier, when it is read, then it is refused, also where int() would be lenient."""
    with pytest.raises(ValueError, match="8 hexadecimal digits"):
        parse_uid(text)


@given(st.text(max_size=10))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Given any text, when it is read, then it is an identifier of 32 bits or a ValueError."""
    try:
        uid = parse_uid(text)
    except ValueError:
        return
    assert format_uid(uid) == text.upper()


@pytest.mark.parametrize(("mid", "serial"), [(-1, 0), (256, 0), (0xB2, -1), (0xB2, 0x1000000)])
def test_numbers_outside_their_range_are_refused(mid: int, serial: int) -> None:
    """Given a family or serial that does not fit, when an identifier is made, then it is refused."""
    with pytest.raises(ValueError, match="no such identifier"):
        make_uid(mid, serial)
