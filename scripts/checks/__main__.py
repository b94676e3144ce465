"""Run every check and print what is wrong: `python -m scripts.checks`."""

from pathlib import Path
import sys

from . import CHECKS


def main() -> int:
    """Run the checks; return 1 if any found a fault."""
    root = Path(__file__).parents[2]
    faults = [f"{name}: {fault}" for name, check in CHECKS.items() for fault in check(root)]
    for fault in faults:
        print(fault)
    print(f"{len(CHECKS)} checks, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
