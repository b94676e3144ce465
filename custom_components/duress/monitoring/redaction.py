"""Stored bodies for people who may not read who acted: the same message without names and reasons."""

import json
import re
from typing import Final

from ..ledger import Json
from . import cap, payload

HIDDEN: Final = "•••"
_MEMBERS: Final = ("actor", "reason")
_PARAMETER: Final = re.compile(r"<parameter><valueName>(actor|reason)</valueName><value>([^<]*)</value></parameter>")

# Where the wording puts them.
_PLACES: Final = (("actor", " by @", f" by {HIDDEN}"), ("reason", r" \(\s*@\s*\)", f" ({HIDDEN})"))


def redacted(content_type: str, body: bytes) -> str | None:
    """Return a body as text without who acted and why; None if it cannot be told what of it would be that."""
    try:
        text = body.decode("utf-8")
        if content_type == payload.CONTENT_TYPE:
            return _of_event(json.loads(text))
    except ValueError:
        return None
    return _of_cap(text) if content_type == cap.CONTENT_TYPE else None


def _of_event(event: Json) -> str | None:
    """Return a CloudEvent without them."""
    data = event.get("data") if isinstance(event, dict) else None
    if not isinstance(data, dict):
        return None
    known = {member: str(data[member]) for member in _MEMBERS if data.get(member) is not None}
    data |= dict.fromkeys(known, HIDDEN)
    if isinstance(sentence := data.get("text"), str):
        data["text"] = _of_sentence(sentence, known)
    return payload.as_text(event)


def _of_cap(text: str) -> str:
    """Return a CAP message without them."""
    known = dict(_PARAMETER.findall(text))
    without = _PARAMETER.sub(
        lambda found: f"<parameter><valueName>{found[1]}</valueName><value>{HIDDEN}</value></parameter>", text
    )
    return _of_sentence(without, known)


def _of_sentence(sentence: str, known: dict[str, str]) -> str:
    """Return a sentence without them, whatever became of the blanks in them."""
    for member, pattern, instead in _PLACES:
        if words := known.get(member, "").split():
            told = pattern.replace("@", r"\s*".join(map(re.escape, words)))
            sentence = re.sub(told, instead, sentence)
    return sentence
