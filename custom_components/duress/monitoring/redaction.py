"""Stored bodies for people who may not read names: the same message without them.

That is who acted and why, who carries a pendant, and whom to call back at which number.
"""

from dataclasses import replace
import json
import re
from typing import Final

from ..ledger import Json
from . import cap, guidance, payload, wording
from .dc09 import content as dc09
from .dc09.text import cleaned

HIDDEN: Final = "•••"
_MEMBERS: Final = ("actor", "reason")
_CONTACT_MEMBERS: Final = ("name", "phone")
_PARAMETER: Final = re.compile(
    rf"<parameter><valueName>(actor|reason|{cap.HOLDER})</valueName><value>([^<]*)</value></parameter>"
)
_CONTACT: Final = re.compile(r"<contact>[^<]*</contact>")
_CALL_BACK: Final = re.compile(rf"({guidance.CALL_BACK.strip()} ).*", re.DOTALL)
_INSTRUCTION: Final = re.compile(rf"(<instruction>[^<]*?{guidance.CALL_BACK.strip()} )[^<]*")

# Where the wording puts them; who acted may be part of a holder's name, so holders are the first.
_PLACES: Final = (
    (cap.HOLDER, wording.CARRIED_BY.format("@"), wording.CARRIED_BY.format(HIDDEN)),
    ("actor", " by @", f" by {HIDDEN}"),
    ("reason", r" \(\s*@\s*\)", f" ({HIDDEN})"),
)


# In a DC-09 sentence a name may be cut off.
_CARRIED: Final = re.compile(rf"{wording.CARRIED_BY.format('(.*?)')}(?=, at \d\d:\d\d:\d\d UTC|$)", re.DOTALL)


def redacted(content_type: str, body: bytes) -> str | None:
    """Return a body as text without anybody's name; None if it cannot be told what of it would be that."""
    try:
        text = body.decode("utf-8")
        if content_type == payload.CONTENT_TYPE:
            return _of_event(json.loads(text))
        if content_type == dc09.CONTENT_TYPE:
            return _of_content(dc09.Content.read(body))
    except ValueError:
        return None
    return _of_cap(text) if content_type == cap.CONTENT_TYPE else None


def without_holder(content_type: str, body: bytes, name: str) -> bytes:
    """Return a body that does not name a holder who was forgotten; what is not understood stays as it is."""
    plain = " ".join(name.split())
    try:
        if content_type == payload.CONTENT_TYPE:
            return _event_without(body, plain)
        if content_type == dc09.CONTENT_TYPE:
            return _content_without(dc09.Content.read(body), plain)
        return _cap_without(body, plain) if content_type == cap.CONTENT_TYPE else body
    except ValueError:
        return body


def _event_without(body: bytes, name: str) -> bytes:
    """Return a CloudEvent without a holder."""
    event: Json = json.loads(body.decode("utf-8"))
    data = event.get("data") if isinstance(event, dict) else None
    incident = data.get("incident") if isinstance(data, dict) else None
    presses = _objects(incident.get("presses")) if isinstance(incident, dict) else []
    named = [press for press in presses if " ".join(str(press.get("holder")).split()) == name]
    if not named or not isinstance(data, dict):
        return body
    for press in named:
        press["holder"] = HIDDEN
    data["text"] = _of_sentence(str(data.get("text")), {cap.HOLDER: name})
    return payload.as_text(event).encode()


def _cap_without(body: bytes, name: str) -> bytes:
    """Return a CAP message without a holder."""
    text, told = body.decode("utf-8"), cap.escaped(name)
    named = f"<valueName>{cap.HOLDER}</valueName><value>{{}}</value>"
    without = text.replace(named.format(told), named.format(HIDDEN))
    return body if without == text else _of_sentence(without, {cap.HOLDER: told}).encode()


def _content_without(content: dc09.Content, name: str) -> bytes:
    """Return what a receiver is told without a holder, whose name may be cut off at the end of the sentence."""

    def changed(field: tuple[str, str]) -> tuple[str, str]:
        found = _CARRIED.search(field[1])
        if field[0] != dc09.SENTENCE or found is None or not cleaned(name).startswith(found[1]):
            return field
        return field[0], field[1].replace(found[0], wording.CARRIED_BY.format(HIDDEN), 1)

    return replace(content, fields=tuple(map(changed, content.fields))).stored()


def _of_event(event: Json) -> str | None:
    """Return a CloudEvent without them."""
    data = event.get("data") if isinstance(event, dict) else None
    if not isinstance(data, dict):
        return None
    known = {member: str(data[member]) for member in _MEMBERS if data.get(member) is not None}
    data |= dict.fromkeys(known, HIDDEN)
    holders = _hide_holders(data.get("incident"))
    for contact in _objects(data.get("callback")):
        contact |= dict.fromkeys(_CONTACT_MEMBERS, HIDDEN)
    if isinstance(told := data.get("instructions"), str):
        data["instructions"] = _CALL_BACK.sub(rf"\1{HIDDEN}", told)
    if isinstance(sentence := data.get("text"), str):
        for holder in holders:
            sentence = _of_sentence(sentence, {cap.HOLDER: holder})
        data["text"] = _of_sentence(sentence, known)
    return payload.as_text(event)


def _hide_holders(incident: Json) -> list[str]:
    """Take the holders out of the presses of an incident and return them."""
    presses = _objects(incident.get("presses")) if isinstance(incident, dict) else []
    named = [press for press in presses if press.get("holder") is not None]
    holders = [str(press["holder"]) for press in named]
    for press in named:
        press["holder"] = HIDDEN
    return holders


def _objects(value: Json) -> list[dict[str, Json]]:
    """Return the objects in a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _of_cap(text: str) -> str:
    """Return a CAP message without them."""
    known = dict(_PARAMETER.findall(text))
    without = _PARAMETER.sub(
        lambda found: f"<parameter><valueName>{found[1]}</valueName><value>{HIDDEN}</value></parameter>", text
    )
    without = _CONTACT.sub(f"<contact>{HIDDEN}</contact>", without)
    return _of_sentence(_INSTRUCTION.sub(rf"\1{HIDDEN}", without), known)


def _of_content(content: dc09.Content) -> str:
    """Return what a receiver was told without the sentence, which alone may name people."""
    fields = tuple((name, HIDDEN if name == dc09.SENTENCE else value) for name, value in content.fields)
    return replace(content, fields=fields).stored().decode()


def _of_sentence(sentence: str, known: dict[str, str]) -> str:
    """Return a sentence without them, whatever became of the blanks in them."""
    for member, pattern, instead in _PLACES:
        if words := known.get(member, "").split():
            told = pattern.replace("@", r"\s*".join(map(re.escape, words)))
            sentence = re.sub(told, instead, sentence)
    return sentence
