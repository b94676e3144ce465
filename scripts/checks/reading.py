"""Reading the repository's files: JSON that refuses a key given twice, YAML, and which files belong to the project."""

from collections.abc import Iterator
import json
from pathlib import Path
import subprocess
from typing import Final

from homeassistant.util.yaml import load_yaml_dict

type Json = str | int | float | bool | list[Json] | dict[str, Json] | None
type Tree = dict[str, Json]

INTEGRATION: Final = Path("custom_components/duress")


def read_json(path: Path) -> Tree:
    """Read a JSON object; TypeError if it is none, ValueError if it says a key twice."""
    loaded: Json = json.loads(path.read_text("utf-8"), object_pairs_hook=_unique)
    return _as_tree(loaded, path)


def read_yaml(path: Path) -> Tree:
    """Read a YAML mapping, empty if the file is; an error in words if it is something else."""
    return load_yaml_dict(str(path))


def branch(tree: Json, *keys: str) -> Tree:
    """Return what lies under some keys, or nothing."""
    for key in keys:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree if isinstance(tree, dict) else {}


def leaves(tree: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    """Yield each leaf of a tree with its dotted path."""
    if not isinstance(tree, dict):
        yield path, tree
        return
    for key, value in tree.items():
        yield from leaves(value, f"{path}.{key}" if path else key)


def project_files(root: Path) -> list[Path]:
    """Return the files of the project: what git tracks or would track, or all files where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = {root / name.decode() for name in listed.stdout.split(b"\0") if name}
    else:
        paths = {path for path in root.rglob("*") if not path.relative_to(root).parts[0].startswith(".venv")}
    return sorted(path for path in paths if path.is_file())


def missing(path: Path, root: Path) -> list[str]:
    """Return a fault if a file is not there."""
    return [] if path.is_file() else [f"{path.relative_to(root)} is missing"]


def _as_tree(loaded: Json, path: Path) -> Tree:
    """Insist on a mapping."""
    if not isinstance(loaded, dict):
        raise TypeError(f"{path} does not hold a mapping")
    return loaded


def _unique(pairs: list[tuple[str, Json]]) -> Tree:
    """Make a JSON object, but not from a key given twice: the first one would be lost without a word."""
    tree = dict(pairs)
    if len(tree) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"key given twice: {', '.join(sorted({key for key in keys if keys.count(key) > 1}))}")
    return tree
