"""CAP messages for the monitoring station: read, and said in one line."""

from typing import Final
from xml.etree import ElementTree as ET

type Json = dict[str, Json] | list[Json] | str | int | float | bool | None

CONTENT_TYPE: Final = "application/cap+xml"
_SPACE: Final = "{urn:oasis:names:tc:emergency:cap:1.2}"


def read_cap(body: str) -> dict[str, Json]:
    """Return a CAP message as an event with its words; an empty one for anything else. Its signature is checked."""
    try:
        alert = ET.fromstring(body)  # noqa: S314 - only what is signed with our secret comes here
    except ET.ParseError:
        return {}
    facts = {_text(one, "valueName"): _text(one, "value") for one in alert.iter(f"{_SPACE}parameter")}
    info = alert.find(f"{_SPACE}info")
    if info is None:
        return {}
    words = [f"CAP {_text(alert, 'msgType')} ({_text(alert, 'status')})", _text(info, "description")]
    words += [f"state {facts['state']}"] if "state" in facts else []
    words += [f"refers to {len(_text(alert, 'references').split())} earlier"] if _text(alert, "references") else []
    words += ["SILENT"] if _text(info, "instruction") else []
    return {
        "type": f"org.duress.{facts.get('type', 'unknown')}.v1",
        "words": " | ".join(words),
        "data": {
            "site": {"name": _text(info, "senderName")},
            "counters": {"waiting": facts.get("waiting"), "last_sequence": facts.get("last_sequence")},
        },
    }


def _text(element: ET.Element, name: str) -> str:
    """Return the text of a part; empty without one."""
    return element.findtext(f"{_SPACE}{name}") or ""
