"""Nothing dials or posts to an emergency number, and each endpoint's form says why.

Code and blueprints are searched for emergency numbers as values, for addresses that dial, and for libraries and actions
that place calls. Texts for people may name the numbers, as they say that those are never called.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
import re
from typing import Final

from .reading import INTEGRATION, branch, leaves, missing, project_files, read_json

NUMBER: Final = re.compile(r"\+?(?:9[,p ]?)?(?:911|9-1-1|112|999|933)|urn:service:sos(?:\.\w+)*", re.IGNORECASE)
"""What an emergency call is dialled by, also from behind a switchboard, or asked for in a network of telephones."""

DIALS: Final = re.compile(
    r"(?:^|[^\w.-])(?:tel|sips?|callto|sms|smsto|facetime|facetime-audio|skype):(?:[\w+{%]|$)", re.IGNORECASE
)
CALLERS: Final = re.compile(
    r"\b(?:twilio(?:_call|_sms)?|voip(?:_utils)?|pjsua2?|aiosip|sip_call|asterisk(?:_\w+)?|linphone|plivo|vonage|nexmo"
    r"|clicksend(?:_tts)?|signalwire|telnyx|bandwidth_sdk|hass-sip|phonenumbers)\b",
    re.IGNORECASE,
)
NOT_DIALLED: Final[dict[Path, frozenset[str]]] = {
    INTEGRATION / "monitoring/dc09/content.py": frozenset({"999"}),
    Path("scripts/demo_endpoints.py"): frozenset({"999"}),
    INTEGRATION / "telling_form.py": frozenset({"911", "112", "999", "933"}),
}
"""Files in which they are something else: the zone of an unknown room in Contact ID, and numbers that are refused."""

WHY: Final = {
    "en": re.compile(r"never called.*911.*so that a person can judge first"),
    "es": re.compile(r"[Nn]unca se llama.*911.*para que una persona pueda juzgar antes"),
}
"""What each form says, by language."""

_FOLDERS: Final = (INTEGRATION, Path("blueprints"), Path("scripts"))
_CODE: Final = frozenset({".py", ".yaml", ".yml", ".js", ".ts", ".html", ".sql", ""})


def check_dialling(root: Path) -> list[str]:
    """Check that no code and no blueprint could call an emergency number."""
    faults = []
    for path in project_files(root):
        name = path.relative_to(root)
        if path.suffix not in _CODE or name == Path("scripts/checks") / Path(__file__).name:
            continue
        if any(name.is_relative_to(folder) for folder in _FOLDERS):
            text = path.read_text("utf-8", errors="replace")
            found = _in_python(ast.parse(text)) if path.suffix == ".py" else _in_text(text)
            known = {_has_number(number) for number in NOT_DIALLED.get(name, ())}
            faults += [f"{name} line {line} {what}" for line, what in found if what not in known]
    return faults


def check_reasons(root: Path) -> list[str]:
    """Check that each endpoint's form says in every language that no emergency number is called, and why."""
    faults = []
    for language, why in WHY.items():
        path = root / INTEGRATION / "translations" / f"{language}.json"
        if absent := missing(path, root):
            faults += absent
            continue
        steps = branch(read_json(path), "config_subentries", "endpoint", "step")
        kinds = ["user", *branch(steps, "user", "menu_options")]
        faults += [
            f"{language}.json: the form of the endpoint {kind} does not say why no emergency number is called"
            for kind in kinds
            if not any(isinstance(text, str) and why.search(text) for _, text in leaves(branch(steps, kind)))
        ]
    return faults


def _in_python(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with a module, by line; what a docstring says is for people."""
    told = {
        id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in told:
                yield from ((node.lineno, what) for what in _in_value(text))
            case ast.Constant(value=int(number)) if number in (911, 112):
                yield node.lineno, _has_number(str(number))
            case ast.Import(names=names):
                yield from ((node.lineno, what) for one in names for what in _callers(one.name))
            case ast.ImportFrom(module=str(module)):
                yield from ((node.lineno, what) for what in _callers(module))


def _in_value(text: str) -> Iterator[str]:
    """Yield what is wrong with a value."""
    if NUMBER.fullmatch(text.strip()):
        yield _has_number(text.strip())
    if match := DIALS.search(text):
        yield f"has an address that dials: '{match[0].strip()}'"


def _has_number(number: str) -> str:
    """Return what is said of an emergency number."""
    return f"has the emergency number '{number}'"


def _callers(module: str) -> Iterator[str]:
    """Yield that a module places calls, if it does."""
    if match := CALLERS.search(module):
        yield f"uses what places calls: '{match[0]}'"


def _in_text(text: str) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with a file that is no Python, by line; a comment is for people."""
    for line, words in enumerate(text.splitlines(), 1):
        code = words.partition(" #")[0] if not words.lstrip().startswith(("#", "--", "//")) else ""
        if match := re.search(rf"""(?<![\w.-])(?:{NUMBER.pattern})(?![\w.-])""", code):
            yield line, _has_number(match[0])
        if match := DIALS.search(code):
            yield line, f"has an address that dials: '{match[0].strip()}'"
        yield from ((line, what) for what in _callers(code))
