"""All languages must say the same, with the same placeholders, in finished sentences of sensible length."""

from collections.abc import Iterator
from pathlib import Path
import re
from typing import Final

from .reading import INTEGRATION, Json, leaves, missing, read_json

LANGUAGES: Final = ("en", "es")
LONGEST_NAME: Final = 60
LONGEST: Final = 700
# A field may be called "name"; its explanation is no name.
_NAME: Final = re.compile(r"(?<!data_description)\.(?:name|title)$")
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_UNFINISHED: Final = re.compile(r"\b(?:TODO|FIXME|XXX|TBD|[Ll]orem)\b|\[%key:")


def check_languages(root: Path) -> list[str]:
    """Compare every language with English and look at each text."""
    folder = root / INTEGRATION / "translations"
    if faults := [fault for language in LANGUAGES for fault in missing(folder / f"{language}.json", root)]:
        return faults
    try:
        texts = {language: dict(leaves(read_json(folder / f"{language}.json"))) for language in LANGUAGES}
    except ValueError as error:
        return [f"translations: {error}"]
    english = texts["en"]
    faults = []
    for language, translated in texts.items():
        faults += [f"{language}.json lacks {key}" for key in english if key not in translated]
        faults += [f"{language}.json has {key}, which en.json has not" for key in translated if key not in english]
        for key, text in translated.items():
            faults += [f"{language}.json: {key} {fault}" for fault in _faults(key, text)]
            if _placeholders(text) != _placeholders(english.get(key, text)):
                faults.append(f"{language}.json: {key} has other placeholders than en.json")
    return faults


def _faults(key: str, text: Json) -> Iterator[str]:
    """Yield what is wrong with one text."""
    if not isinstance(text, str):
        yield "is not a text"
        return
    if not text.strip():
        yield "is empty"
    if text != text.strip():
        yield "begins or ends with a blank"
    if _UNFINISHED.search(text):
        yield f"is unfinished: {text!r}"
    longest = LONGEST_NAME if _NAME.search(key) else LONGEST
    if len(text) > longest:
        yield f"has {len(text)} characters; people stop reading after {longest}"
    if text.count("{") != len(_PLACEHOLDER.findall(text)) or text.count("}") != len(_PLACEHOLDER.findall(text)):
        yield "has braces that are no placeholder"


def _placeholders(text: Json) -> list[str]:
    """Return the placeholders of a text, each once, in order."""
    return sorted(set(_PLACEHOLDER.findall(text))) if isinstance(text, str) else []
