"""`scripts/replay` as an integrator uses it: the real script, a real file."""

import json
from pathlib import Path
import subprocess
from typing import Final

import pytest

from tests.captures.builders import printed, replayed, said, written
from tests.captures.test_replay import STORY
from tests.core.builders import pressed

ROOT: Final = Path(__file__).parents[2]


def replay(path: Path, *, code: int = 0) -> tuple[bytes, str]:
    """Run the script on a file; return what it printed and what it said to the person."""
    result = subprocess.run(  # noqa: S603 - our own script
        [str(ROOT / "scripts" / "replay"), str(path)], capture_output=True, check=False, timeout=120
    )
    said = result.stderr.decode()
    assert result.returncode == code, said
    assert "Traceback" not in said
    return result.stdout, said


def test_a_capture_is_printed_the_same_every_time(tmp_path: Path) -> None:
    """Given a capture, when it is replayed by several processes, then all print the same bytes, an event a line."""
    path = written(tmp_path, STORY, until=2000.0)
    outputs = {replay(path)[0] for _ in range(3)}
    assert outputs == {printed(replayed(path))}
    kinds = [json.loads(line)["kind"] for line in outputs.pop().splitlines()]
    assert {"incident_raised", "incident_located", "button_released"} <= set(kinds)


def test_the_summary_says_what_was_in_it(tmp_path: Path) -> None:
    """Given a capture of one press, when it is replayed, then the summary counts it and says why it ended."""
    _, notes = replay(written(tmp_path, [said(1.0, pressed())], until=2.0))
    assert notes == (
        "1 events from 1 messages in 1 reads (19 bytes, 0 discarded, 0 checksum errors) over 2.0 s; "
        "the recording ended because somebody ended it\n"
    )


def test_a_cut_file_is_replayed_so_far(tmp_path: Path) -> None:
    """Given a file that was cut off, when it is replayed, then what is whole is printed, and the line is named."""
    path = written(tmp_path, [said(1.0, pressed()), said(2.0, pressed())], until=3.0)
    path.write_bytes(path.read_bytes()[:-70])
    output, notes = replay(path, code=1)
    assert output.count(b"incident_raised") == 1
    assert notes.startswith("Line 3 is cut off. What stands before it was replayed.\n")


@pytest.mark.parametrize("name", ["nowhere.jsonl", "README.md"])
def test_no_capture_is_said_in_words(name: str) -> None:
    """Given something else than a capture, when it is replayed, then a sentence says so and nothing is printed."""
    output, notes = replay(ROOT / name, code=1)
    assert output == b""
    assert notes.splitlines()[0].endswith(("cannot be read: No such file or directory.", "Line 1 is no JSON."))


def test_a_reader_that_leaves_is_no_fault(tmp_path: Path) -> None:
    """Given an output that is closed early, when more events come, then the script ends without a word about it."""
    path = written(tmp_path, [said(float(at), pressed()) for at in range(0, 3000, 7)], until=3000.0)
    with subprocess.Popen(  # noqa: S603 - our own script
        [str(ROOT / "scripts" / "replay"), str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"kind": "incident_raised"')
        process.stdout.close()
        assert process.wait(60) == 0
        assert process.stderr.read() == b""
