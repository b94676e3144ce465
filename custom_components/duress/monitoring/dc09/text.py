"""Texts in DC-09 fields: nothing that could be taken for the frame, plain ASCII where a receiver may need it."""

from typing import Final
import unicodedata

LONGEST: Final = 256
"""Bytes of one text."""

_BRACKETS: Final = str.maketrans("[]", "()")
# What does not come apart into an ASCII letter and an accent.
_PLAIN: Final = str.maketrans(
    {
        "–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "·": ".", "•": "-",
        "ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d",
        "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "¿": "", "¡": "", "€": "EUR",
    }
)  # fmt: skip


def cleaned(text: str) -> str:
    """Return a text in one line without brackets and control characters, not longer than a field."""
    visible = "".join(" " if unicodedata.category(one).startswith("C") else one for one in text)
    return shortened(" ".join(visible.translate(_BRACKETS).split()), LONGEST)


def ascii_only(text: str) -> str:
    """Return a text in ASCII: letters lose their accents, what has no likeness becomes a question mark."""
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    bare = "".join(one for one in apart if not unicodedata.combining(one))
    return cleaned(bare.encode("ascii", "replace").decode())


def shortened(text: str, most: int) -> str:
    """Return the beginning of a text that has at most so many bytes in UTF-8."""
    data = text.encode("utf-8", "replace")
    return data[: max(most, 0)].decode("utf-8", "ignore").rstrip() if len(data) > most else data.decode()
