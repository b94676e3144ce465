"""`scripts/decode` as an integrator uses it: the real script, a real pipe."""

import json
from pathlib import Path
import subprocess
from typing import Final

import pytest

from tests.echostream.vectors import DERIVED, FRAMES

ROOT: Final = Path(__file__).parents[2]
PRESS: Final = DERIVED[0]


def run(data: bytes, *options: str, code: int = 0) -> tuple[list[object], str]:
    """Run the script on some input; return the messages it printed and what it said to the person."""
    result = subprocess.run(  # noqa: S603 - our own script
        [str(ROOT / "scripts" / "decode"), *options], input=data, capture_output=True, check=False, timeout=120
    )
    assert result.returncode == code, result.stderr.decode()
    return [json.loads(line) for line in result.stdout.decode().splitlines()], result.stderr.decode()


def test_raw_bytes_of_all_known_frames() -> None:
    """Given the bytes of every known frame as one stream, when they are piped in, then each is printed as stated."""
    messages, said = run(b"".join(vector.frame for vector in FRAMES))
    assert messages == [vector.decoded for vector in FRAMES]
    assert said == f"{len(FRAMES)} messages, 0 bytes discarded, 0 checksum errors\n"


def test_lines_of_hexadecimal_in_many_spellings() -> None:
    """Given the same press in many spellings, comments and empty lines, when piped in, then every press is printed."""
    digits = PRESS.frame.hex()
    spaced = PRESS.frame.hex(" ").upper()
    prefixed = " ".join(f"0x{byte:02x}" for byte in PRESS.frame)
    lines = ["# a capture", digits, "", spaced, PRESS.frame.hex(":"), prefixed, digits[:20], digits[20:]]
    messages, said = run("\r\n".join(lines).encode())
    assert messages == [PRESS.decoded] * 5
    assert said == "5 messages, 0 bytes discarded, 0 checksum errors\n"


def test_a_bad_line_is_named_and_the_next_press_is_printed() -> None:
    """Given a line that is not hexadecimal, when piped in, then its number is said and the press behind it printed."""
    messages, said = run(f"# x\n12:30:05 pressed\n7\n{PRESS.frame.hex()}\n".encode())
    assert messages == [PRESS.decoded]
    assert said.splitlines() == [
        "Line 2 is not hexadecimal and was left out: '12:30:05 pressed'",
        "Line 3 is not hexadecimal and was left out: '7'",
        "1 messages, 0 bytes discarded, 0 checksum errors",
    ]


def test_a_press_hidden_behind_a_cut_frame_at_the_end_is_printed() -> None:
    """Given a cut frame and a press as the last bytes, when the input ends, then the press is printed."""
    messages, said = run(PRESS.frame[:9] + PRESS.frame)
    assert messages == [PRESS.decoded]
    assert "9 bytes discarded" in said


def test_garbage_gives_a_hint_in_words() -> None:
    """Given bytes read at a wrong speed, when they are piped in, then the summary names the baud rate."""
    messages, said = run(bytes((0x80, 0xFE, 0x00, 0xF8)) * 500, code=1)
    assert messages == []
    assert said.startswith("0 messages, 2000 bytes discarded, 0 checksum errors\n")
    assert "9600 baud" in said


def test_no_input_is_said_in_words() -> None:
    """Given an empty input, when the script runs, then it says so and fails."""
    assert run(b"", code=1) == (
        [],
        "0 messages, 0 bytes discarded, 0 checksum errors\nNothing came on standard input.\n",
    )


@pytest.mark.parametrize(("option", "count"), [("--raw", 0), ("--hex", 1)])
def test_the_form_can_be_stated(option: str, count: int) -> None:
    """Given hexadecimal text, when the form is stated, then it is read as stated."""
    messages, _ = run(PRESS.frame.hex().encode(), option, code=1 - count)
    assert len(messages) == count


def test_a_live_line_is_printed_while_it_is_open() -> None:
    """Given a pipe that stays open, when a press arrives byte by byte, then it is printed before the pipe ends."""
    with subprocess.Popen(  # noqa: S603 - our own script
        [str(ROOT / "scripts" / "decode")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for byte in PRESS.frame:
            process.stdin.write(bytes((byte,)))
            process.stdin.flush()
        assert json.loads(process.stdout.readline()) == PRESS.decoded
        process.stdin.close()
        assert process.wait(30) == 0
