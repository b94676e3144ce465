"""Links in the documents must lead somewhere, and everything people use must be documented."""

from collections.abc import Iterator
from pathlib import Path
import re
from typing import Final

from .reading import INTEGRATION, project_files, read_yaml

_LINK: Final = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCE: Final = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_CODE: Final = re.compile(r"`[^`\n]*`")
_HEADING: Final = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
NEEDED: Final = ("LICENSE", "README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/echostream.md")


def check_documents(root: Path) -> list[str]:
    """Check that needed documents exist, that links resolve, and that the README names each action and trigger."""
    faults = [f"{name} is missing" for name in NEEDED if not (root / name).is_file()]
    for path in project_files(root):
        if path.suffix == ".md":
            faults += _link_faults(root, path)
    readme = root / "README.md"
    text = readme.read_text("utf-8") if readme.is_file() else ""
    for section in ("services", "triggers"):
        described = root / INTEGRATION / f"{section}.yaml"
        names = read_yaml(described) if described.is_file() else {}
        known = [name for name in names if not name.startswith(".")]
        faults += [f"README.md does not name duress.{name}" for name in known if f"duress.{name}`" not in text]
    return faults


def _link_faults(root: Path, path: Path) -> Iterator[str]:
    """Yield the links of a document that lead nowhere in the repository."""
    for target in _LINK.findall(_CODE.sub("", _FENCE.sub("", path.read_text("utf-8")))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = path.parent / name if name else path
        if not file.exists():
            yield f"{path.relative_to(root)}: the link to {target} leads nowhere"
        elif anchor and file.suffix == ".md" and anchor not in _anchors(file):
            yield f"{path.relative_to(root)}: the link to {target} leads to no heading"


def _anchors(path: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    text = _FENCE.sub("", path.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in _HEADING.findall(text)}
