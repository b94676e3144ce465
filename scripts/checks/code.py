"""Reading Python as text: calls, their arguments, and the constants behind names."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
import re

from .reading import INTEGRATION


@dataclass(frozen=True, slots=True)
class Call:
    """One call in a module: the called name's last part, its keyword arguments, and where it stands."""

    module: str
    line: int
    name: str
    keywords: dict[str, ast.expr]
    constants: dict[str, str]

    def text(self, keyword: str) -> str | None:
        """Return a keyword's text: a literal, a module constant, or a pattern for an f-string; None if unknown."""
        value = self.keywords.get(keyword)
        return None if value is None else _text(value, self.constants)


def calls(root: Path, *patterns: str) -> Iterator[Call]:
    """Yield every call in modules of the integration whose name matches a pattern, like `*.py`."""
    shared = _constants(_parse(root / INTEGRATION / "const.py"))
    for pattern in patterns:
        for path in sorted((root / INTEGRATION).glob(pattern)):
            tree = _parse(path)
            constants = shared | _constants(tree)
            for node in ast.walk(tree):
                if isinstance(node, ast.Call):
                    keywords = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
                    yield Call(path.stem, node.lineno, _called(node.func), keywords, constants)


def strings(root: Path) -> set[str]:
    """Return every text in the integration's code, f-strings as patterns."""
    found = set()
    for path in (root / INTEGRATION).rglob("*.py"):
        for node in ast.walk(_parse(path)):
            if isinstance(node, ast.Constant | ast.JoinedStr) and (text := _text(node, {})) is not None:
                found.add(text)
    return found


def known(text: str, names: set[str] | frozenset[str]) -> bool:
    """Tell whether a text, or a pattern from an f-string, is among some names."""
    return text in names or ("\0" in text and any(_regex(text).fullmatch(name) for name in names))


def shown(text: str) -> str:
    """Return a text for people: the holes of an f-string as an ellipsis."""
    return text.replace("\0", "…")


def _regex(pattern: str) -> re.Pattern[str]:
    """Return what an f-string can become."""
    return re.compile(r"\w+".join(re.escape(part) for part in pattern.split("\0")))


def _text(value: ast.expr, constants: dict[str, str]) -> str | None:
    """Return the text of an expression, holes as NUL characters; None if only a run could tell."""
    match value:
        case ast.Constant(value=str() as text):
            return text
        case ast.Name(id=name):
            return constants.get(name)
        case ast.JoinedStr(values=parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in parts)
    return None


def _called(function: ast.expr) -> str:
    """Return the last part of a called name."""
    match function:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _constants(tree: ast.Module) -> dict[str, str]:
    """Return a module's text constants."""
    found = {}
    for node in tree.body:
        match node:
            case (
                ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str() as text))
                | ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str() as text))
            ):
                found[name] = text
    return found


def _parse(path: Path) -> ast.Module:
    """Parse a module; an absent one is empty."""
    return ast.parse(path.read_text("utf-8") if path.is_file() else "")
