"""The repository must be free of what belongs to one machine, and its files small and documented."""

import ast
from collections.abc import Iterator
from pathlib import Path
import re
from typing import Final

from .reading import project_files

LONGEST_FILE: Final = 400
_ONE_FILE: Final = frozenset({"services.yaml", "duress.js"})
"""Files that Home Assistant or a browser reads as one, however much there is in them."""
LONGEST_FUNCTION: Final = 60
_CODE: Final = frozenset({".py", ".sql", ".yaml", ".yml", ".toml", ".js", ".ts", ""})
_TEXT: Final = _CODE | {".md", ".json", ".in", ".txt", ".svg", ".cfg"}

_FORBIDDEN: Final = {
    "a folder of one machine": re.compile(r"(?<![\w./:-])/(?:home|Users|root|work)/[\w.-]+"),
    "the host of a package registry": re.compile(
        r"\b(?:pypi\.org|files\.pythonhosted\.org|test\.pypi\.org|registry\.npmjs\.org|deb\.debian\.org"
        r"|archive\.ubuntu\.com|proxy\.golang\.org|static\.crates\.io)\b|--(?:extra-)?index-url"
    ),
    "a mark of a merge": re.compile(r"^(?:<<<<<<<|>>>>>>>) ", re.MULTILINE),
}


def check_paths(root: Path) -> list[str]:
    """Check that no file names a folder of one machine or the host of a package registry."""
    faults = []
    for path in project_files(root):
        if path.suffix not in _TEXT:
            continue
        text = path.read_text("utf-8", errors="replace")
        for what, pattern in _FORBIDDEN.items():
            if match := pattern.search(text):
                line = text.count("\n", 0, match.start()) + 1
                faults.append(f"{path.relative_to(root)} line {line} names {what}: {match[0]}")
    return faults


def check_python(root: Path) -> list[str]:
    """Check the length of code files and functions, and that everything has a docstring."""
    faults = []
    for path in project_files(root):
        name = path.relative_to(root)
        if path.suffix not in _CODE or name.name == "LICENSE":
            continue
        text = path.read_text("utf-8")
        if (lines := text.count("\n")) > LONGEST_FILE and path.name not in _ONE_FILE:
            faults.append(f"{name} has {lines} lines; {LONGEST_FILE} are enough")
        if path.suffix == ".py":
            faults += [f"{name} {fault}" for fault in _python_faults(ast.parse(text))]
    return faults


def _python_faults(tree: ast.Module) -> Iterator[str]:
    """Yield what is wrong with one module; functions inside functions need no docstring."""
    if ast.get_docstring(tree) is None:
        yield "has no docstring"
    inner = {
        id(node)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(outer)
        if node is not outer
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if id(node) not in inner and ast.get_docstring(node) is None:
            yield f"line {node.lineno}: {node.name} has no docstring"
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if not isinstance(node, ast.ClassDef) and length > LONGEST_FUNCTION:
            yield f"line {node.lineno}: {node.name} has {length} lines; {LONGEST_FUNCTION} are enough"
