"""What is drawn in the documents from the code must be drawn from the code as it is."""

from pathlib import Path
import re
from typing import Final

_DRAWING: Final = re.compile(r"<!-- lifecycle -->\n```mermaid\n(.*?)```\n<!-- /lifecycle -->", re.DOTALL)


def check_drawings(root: Path) -> list[str]:
    """Check that docs/incidents.md draws the table of the life cycle."""
    from custom_components.duress.core.lifecycle import diagram

    path = root / "docs" / "incidents.md"
    found = _DRAWING.search(path.read_text("utf-8")) if path.is_file() else None
    if found is None:
        return ["docs/incidents.md has no drawing of the life cycle"]
    wanted = diagram() + "\n"
    return [] if found[1] == wanted else [f"docs/incidents.md draws an old life cycle; it must be:\n{wanted}"]
