"""One thing has one word: Spanish texts keep to the table of words in docs/translating.md, and to Spanish marks."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
import re
from typing import Final

from .reading import INTEGRATION, leaves, missing, read_json

TABLE: Final = Path("docs/translating.md")
CONSOLE: Final = Path("frontend/src/text/es")
_HEADING: Final = re.compile(r"^\| *English *\| *Spanish *\| *never *\|\n\|[-| ]+\|\n", re.MULTILINE)
_PLACEHOLDER: Final = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """The one word of a thing, and the words it never has."""

    spanish: str
    never: tuple[str, ...]


def check_words(root: Path) -> list[str]:
    """Check that Spanish texts use the words of the table, none that it forbids, and Spanish marks."""
    files = [root / INTEGRATION / "translations" / "es.json", *sorted((root / CONSOLE).glob("*.json"))]
    if faults := missing(root / TABLE, root) + missing(files[0], root):
        return faults
    terms = list(_terms((root / TABLE).read_text("utf-8")))
    if not terms:
        return [f"{TABLE} has no table of words"]
    try:
        texts = {
            f"{path.relative_to(root)}: {key}": str(text) for path in files for key, text in leaves(read_json(path))
        }
    except ValueError as error:
        return [f"Spanish texts: {error}"]
    faults = [f"{where} {fault}" for where, text in texts.items() for fault in _faults(text, terms)]
    everything = "\n".join(texts.values())
    faults += [f"{TABLE}: no text says {term.spanish!r}" for term in terms if not _says(everything, term.spanish)]
    return faults


def _terms(page: str) -> Iterator[Term]:
    """Yield the rows of the table."""
    if (heading := _HEADING.search(page)) is None:
        return
    for row in page[heading.end() :].splitlines():
        if not row.startswith("|"):
            return
        _, spanish, never = (cell.strip() for cell in row.strip("|").split("|"))
        yield Term(spanish=spanish, never=tuple(word.strip() for word in never.split(",") if word.strip()))


def _faults(text: str, terms: list[Term]) -> Iterator[str]:
    """Yield what is wrong with one Spanish text."""
    said = _PLACEHOLDER.sub("", text)
    for term in terms:
        for word in term.never:
            if _says(said, word):
                yield f"says {word!r}, which is {term.spanish!r} everywhere"
    for opening, closing in ("¿?", "¡!", "«»"):
        if said.count(opening) != said.count(closing):
            yield f"has {opening} and {closing} not in pairs"
    if '"' in said:
        yield "has English quotation marks; Spanish ones are «these»"
    if " …" in said:
        yield "has a blank before the three dots"


def _says(text: str, word: str) -> bool:
    """Return whether a text has a word, or several words, also in the plural."""
    return re.search(rf"\b{re.escape(word)}(?:e?s)?\b", text, re.IGNORECASE) is not None
