"""Print the version and the digest of each published schema, as docs/schema/README.md needs them in a row."""

import hashlib
import json
from pathlib import Path
import sys
from typing import Final

FOLDER: Final = Path(__file__).parents[1] / "docs" / "schema"


def digest_of(schema: object) -> str:
    """Return what names the content of a schema, whatever its blanks and the order of its members."""
    text = json.dumps(schema, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def main() -> int:
    """Print a row for each file."""
    for path in sorted(FOLDER.glob("*.json")):
        schema = json.loads(path.read_text("utf-8"))
        print(f"| {path.name} | {schema.get('version', '?')} | `{digest_of(schema)}` | … |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
