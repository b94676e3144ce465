"""Published schemas: a changed one has a new version, and whatever has an id also has a name for people."""

from collections.abc import Iterator
import json
from pathlib import Path
import re
from typing import Any, Final

from jsonschema import Draft202012Validator
import pytest

from scripts.schema_digest import digest_of

FOLDER: Final = Path(__file__).parents[2] / "docs" / "schema"
LOG: Final = (FOLDER / "README.md").read_text(encoding="utf-8")
FILES: Final = sorted(path.name for path in FOLDER.glob("*.json"))

COMPANIONS: Final = ({"name"}, {"number", "kind"}, {"kind", "devices"}, {"label", "serial"}, {"data", "type"})
"""What people read beside an id: one of these sets of members, which are always there."""


def read(name: str) -> dict[str, Any]:
    """Return a schema."""
    schema: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return schema


def versions_of(name: str) -> list[tuple[tuple[int, ...], str]]:
    """Return the versions of a schema and their digests, the oldest first."""
    rows = re.findall(rf"^\| {re.escape(name)} \| ([\d.]+) \| `([0-9a-f]{{16}})` \| \S.* \|$", LOG, re.MULTILINE)
    return [(tuple(map(int, version.split("."))), digest) for version, digest in rows]


def objects(schema: object) -> Iterator[dict[str, Any]]:
    """Yield every part of a schema that lists its members."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and "required" in schema and "type" in schema:
            yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


@pytest.mark.parametrize("name", FILES)
def test_a_changed_schema_has_a_new_version(name: str) -> None:
    """Given a schema, then its latest row in the log has its version and digest, and versions only rise."""
    schema, versions = read(name), versions_of(name)
    Draft202012Validator.check_schema(schema)
    assert versions, f"docs/schema/README.md has no row for {name}"
    numbers = [version for version, _ in versions]
    assert numbers == sorted(set(numbers))
    assert ".".join(map(str, numbers[-1])) == schema["version"]
    major = re.search(r"-v(\d+)\b", name)
    assert major is not None
    assert {version[0] for version in numbers} == {int(major[1])}
    assert versions[-1][1] == digest_of(schema), (
        f"{name} has changed: give it a new version and a row in docs/schema/README.md; "
        "python -m scripts.schema_digest says the digest"
    )


def test_a_digest_is_of_the_content() -> None:
    """Given a schema written otherwise, then its digest is the same; with a member more it is not."""
    schema = read(FILES[0])
    turned = json.loads(json.dumps(dict(reversed(schema.items())), indent=4))
    assert digest_of(turned) == digest_of(schema)
    assert digest_of({**schema, "more": 1}) != digest_of(schema)


def test_nothing_is_told_as_an_id_alone() -> None:
    """Given any part of a message with an id, then people always get something they can read beside it."""
    named = [one for one in objects(read("duress-event-v1.schema.json")) if "id" in one["properties"]]
    assert len(named) > 5
    for one in named:
        assert any(names <= set(one["required"]) for names in COMPANIONS), sorted(one["properties"])
        assert not [name for name in one["properties"] if name.endswith("_id")]
