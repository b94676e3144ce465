"""Replay a capture and print the events: what `scripts/replay` runs.

Each event is one JSON object on standard output, a summary goes to standard error. The same file gives the same output,
byte for byte, every time. Nothing is sent anywhere and nothing is written.
"""

import argparse
import json
import os
from pathlib import Path
import sys

from ..core.records import name_of, to_data
from .lines import CaptureError, End, read_capture
from .replay import Replay

_ENDED = {
    End.TIME: "its time was up",
    End.SIZE: "it had reached its largest size",
    End.ASKED: "somebody ended it",
    End.REMOVED: "the receiver was removed",
    End.STOPPED: "the site was stopped",
    End.DISK: "the disk took no more",
    End.FAILED: "the recorder itself failed",
}


def main(arguments: list[str] | None = None) -> int:
    """Replay one file; return 0, or 1 when it is no whole capture."""
    parser = argparse.ArgumentParser(prog="scripts/replay", description=(__doc__ or "").partition("\n\n")[2])
    parser.add_argument("file", type=Path, metavar="FILE", help="a capture made with the action duress.record")
    options = parser.parse_args(arguments)
    try:
        return _replay(options.file)
    except BrokenPipeError:
        # Whoever read the output has left (`| head`); Python would complain again when it closes standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _replay(path: Path) -> int:
    """Print the events of a file and what is to be said about it."""
    replay = Replay()
    problem = ""
    try:
        for event in replay.run(read_capture(path)):
            sys.stdout.write(json.dumps({"kind": name_of(event), "data": to_data(event)}) + "\n")
        sys.stdout.flush()
    except CaptureError as error:
        problem = str(error)
        sys.stdout.flush()
    for failure in replay.totals.failures:
        _say(f"A message was not handled: {failure}")
    if problem:
        _say(f"{problem} What stands before it was replayed." if replay.totals.seconds else problem)
    _say(_summary(replay))
    return 1 if problem else 0


def _summary(replay: Replay) -> str:
    """Return what was replayed in one sentence."""
    totals = replay.totals
    ended = f"; the recording ended because {_ENDED[totals.footer.end]}" if totals.footer else ""
    return (
        f"{totals.events} events from {totals.messages} messages in {totals.reads} reads ({totals.bytes} bytes, "
        f"{replay.discarded} discarded, {replay.checksum_errors} checksum errors) over {totals.seconds:.1f} s{ended}"
    )


def _say(sentence: str) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(sentence + "\n")


if __name__ == "__main__":
    sys.exit(main())
