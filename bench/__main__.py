"""Run benchmarks and print what they say. A benchmark is a module here with a function `measure`, async or not."""

import argparse
import asyncio
from collections.abc import Coroutine
from importlib import import_module
import inspect
import sys
from typing import Final

from .report import Measure, as_json, as_table

BENCHMARKS: Final = (
    "decode",
    "latency",
    "transports",
    "district",
    "check_ins",
    "everybody",
    "supervision",
    "scale",
    "ledger",
    "walk",
    "location",
    "console_paint",
    "console_updates",
)


def run(name: str) -> list[Measure]:
    """Run one benchmark to its end."""
    found: list[Measure] | Coroutine[None, None, list[Measure]] = import_module(f"bench.{name}").measure()
    return asyncio.run(found) if inspect.iscoroutine(found) else found  # type: ignore[return-value] # iscoroutine does not narrow


def main() -> int:
    """Run the named benchmarks, or all, and print a table or JSON; the exit code says nothing about goals."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Run benchmarks.")
    parser.add_argument("names", nargs="*", metavar="name", help=f"which ones: {', '.join(BENCHMARKS)} (default: all)")
    parser.add_argument("--json", action="store_true", help="print a JSON list instead of a table")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no such benchmark: {', '.join(unknown)}. Known: {', '.join(BENCHMARKS)}")
    measures = [measure for name in options.names or BENCHMARKS for measure in run(name)]
    print(as_json(measures) if options.json else as_table(measures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
