"""Whether the console that is shipped is what its sources give, and small enough.

    python -m scripts.console_bundle       builds into a temporary folder and compares; npm must be on the PATH

`npm run build` in frontend/ makes the shipped one anew.
"""

import gzip
import os
from pathlib import Path
import subprocess
import sys
import tempfile
from typing import Final

ROOT: Final = Path(__file__).parents[1]
SHIPPED: Final = ROOT / "custom_components" / "duress" / "frontend"
MOST: Final = 250_000
"""Bytes of everything that is shipped, compressed as a browser receives it."""


def build(folder: Path) -> dict[str, bytes]:
    """Build the console from its sources; return the files it consists of."""
    subprocess.run(
        ["npm", "run", "--silent", "build", "--", "--logLevel", "warn"],
        cwd=ROOT / "frontend",
        env={**os.environ, "CONSOLE_OUT": str(folder)},
        check=True,
        stdin=subprocess.DEVNULL,
    )
    return files(folder)


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its name."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def faults(shipped: dict[str, bytes], built: dict[str, bytes]) -> list[str]:
    """Say what is wrong with the shipped files."""
    found = [
        f"custom_components/duress/frontend/{name} is not what the sources give; run npm run build in frontend/"
        for name in sorted(shipped.keys() | built.keys())
        if shipped.get(name) != built.get(name)
    ]
    if (size := compressed(shipped)) > MOST:
        found.append(f"the console has {size:,} bytes compressed, more than {MOST:,}")
    return found


def compressed(shipped: dict[str, bytes]) -> int:
    """Return how many bytes a browser receives."""
    return sum(len(gzip.compress(content)) for content in shipped.values())


def main() -> int:
    """Compare and print; return 1 if something is wrong."""
    with tempfile.TemporaryDirectory(prefix="duress-bundle-") as temporary:
        built = build(Path(temporary))
    shipped = files(SHIPPED)
    found = faults(shipped, built)
    print("\n".join(found) or f"{compressed(shipped) / 1000:.1f} kB compressed, of {MOST // 1000} kB at most")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
