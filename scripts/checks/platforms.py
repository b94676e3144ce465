"""Entity platforms are listed in order; each has a module that says how many calls it takes at once."""

import ast
from pathlib import Path

from .reading import INTEGRATION, missing


def check_platforms(root: Path) -> list[str]:
    """Check PLATFORMS against the platform modules."""
    path = root / INTEGRATION / "__init__.py"
    if faults := missing(path, root):
        return faults
    platforms = _platforms(ast.parse(path.read_text("utf-8")))
    if not platforms:
        return ["__init__.py has no list PLATFORMS"]
    faults = [] if platforms == sorted(platforms) else ["__init__.py: PLATFORMS is not in alphabetical order"]
    for platform in platforms:
        module = root / INTEGRATION / f"{platform}.py"
        if found := missing(module, root):
            faults += found
        elif "\nPARALLEL_UPDATES = " not in module.read_text("utf-8"):
            faults.append(f"{platform}.py does not set PARALLEL_UPDATES")
    return faults


def _platforms(tree: ast.Module) -> list[str]:
    """Return the names in PLATFORMS."""
    for node in tree.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id="PLATFORMS")], value=ast.List(elts=items) | ast.Tuple(elts=items))
                | ast.AnnAssign(target=ast.Name(id="PLATFORMS"), value=ast.List(elts=items) | ast.Tuple(elts=items))
            ):
                return [item.attr.lower() for item in items if isinstance(item, ast.Attribute)]
    return []
