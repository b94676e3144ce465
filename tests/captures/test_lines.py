"""Whatever a file holds, reading it ends well or in a sentence that names the line."""

from collections.abc import Callable
import contextlib
from io import StringIO
import json
from pathlib import Path
import re
import tempfile
from typing import Any

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.duress.captures import CaptureError, Header, Line, Neutral, read_capture
from custom_components.duress.captures.__main__ import main
from custom_components.duress.core.patterns import Pattern, SinglePress, Step
from custom_components.duress.core.roster import Kind, Life, Receiver, Role, Room, RoomKind, Transmitter
from custom_components.duress.echostream import AlarmInputs, Uid
from tests.captures.builders import a_header, installed, link, said, written
from tests.core.builders import a_school, check_in, pressed

type Edit = Callable[[list[dict[str, Any]]], object]


def lines_of(folder: Path) -> list[bytes]:
    """Return the lines of a good capture: header, three reads, two links, footer."""
    lines = [
        said(1.0, check_in()),
        said(2.0, pressed()),
        link(3.0, up=False),
        link(4.0, up=True),
        said(5.0, check_in()),
    ]
    return written(folder, lines, header=a_header(heard={"pendant": 1.0}), until=9.0).read_bytes().splitlines(True)


def problem(folder: Path, data: bytes) -> str:
    """Return what is said about a file."""
    path = folder / "some.jsonl"
    path.write_bytes(data)
    with pytest.raises(CaptureError) as wrong:
        list(read_capture(path))
    return str(wrong.value)


def run(path: Path) -> tuple[int, str, str]:
    """Run the tool in this process; return its exit code, what it printed and what it said."""
    output, notes = StringIO(), StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(notes):
        code = main([str(path)])
    return code, output.getvalue(), notes.getvalue()


@pytest.mark.parametrize(
    ("line", "edit", "sentence"),
    [
        (1, lambda header: header.update(format="x"), "does not say that this is a duress-capture"),
        (1, lambda header: header.update(version=2), "names version 2 of the format; this software knows version 1"),
        (1, lambda header: header.update(begun="yesterday"), "has no time “begun”"),
        (1, lambda header: header.update(begun="2026-11-23T10:15:30"), "has no time “begun” with its offset from UTC"),
        (1, lambda header: header.pop("installed"), "has no object “installed”"),
        (1, lambda header: header["installed"].update(receivers=3), "has no list of objects “receivers”"),
        (
            1,
            lambda header: header["installed"]["transmitters"][0].update(role="janitor"),
            "has no “role” that is known",
        ),
        (1, lambda header: header["installed"]["transmitters"][0].update(uid=-1), "has no whole number “uid”"),
        (1, lambda header: header["installed"]["transmitters"][0].update(room=[]), "has no object “room”"),
        (1, lambda header: header["installed"]["transmitters"][0].update(label="x" * 300), "has no text “label”"),
        (1, lambda header: header["installed"]["transmitters"][1].update(device_id="pendant"), "has two devices with"),
        (1, lambda header: header.update(heard={"pendant": "long"}), "has no number “pendant” from 0 to 172800"),
        (1, lambda header: header["links"][0].update(receiver=7), "names receiver 7, which is not installed"),
        (2, lambda read: read.update(receiver=2), "names receiver 2, which is not installed"),
        (2, lambda read: read.update(read="72 zz"), "has something else than hexadecimal digits in “read”"),
        (2, lambda read: read.update(at=-1), "has no number “at” from 0 to 90000"),
        (2, lambda read: read.update(at=True), "has no number “at” from 0 to 90000"),
        (2, lambda read: read.pop("read"), "is neither a read, a link, a change nor the footer"),
        (3, lambda read: read.update(at=0.5), "is earlier than the line before it"),
        (4, lambda link: link.update(link="sideways"), "says neither “up” nor “down” for “link”"),
        (7, lambda footer: footer.update(end="because"), "has no “end” that is known"),
        (7, lambda footer: footer.update(reads=1.5), "has no whole number “reads”"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(
    tmp_path: Path, line: int, edit: Callable[[dict[str, Any]], object], sentence: str
) -> None:
    """Given a capture with one wrong value, when it is read, then the sentence says which line and what."""
    lines = lines_of(tmp_path)
    data = json.loads(lines[line - 1])
    edit(data)
    lines[line - 1] = json.dumps(data).encode() + b"\n"
    assert problem(tmp_path, b"".join(lines)).startswith(f"Line {line} {sentence}")


@pytest.mark.parametrize(
    ("number", "text", "sentence"),
    [
        (3, b"\xff\xfe\n", "Line 3 is no text."),
        (3, b"\n", "Line 3 is no JSON."),
        (3, b"[1]\n", "Line 3 is no JSON object."),
        (3, b'{"at":NaN}\n', "Line 3 is no JSON."),
        (3, b'{"at":1e999}\n', "Line 3 has no number “at” from 0 to 90000."),
        (3, b"[" * 100_000 + b"\n", "Line 3 is no JSON."),
        (3, b'{"at":' + b"9" * 10_000 + b"}\n", "Line 3 is no JSON."),
        (
            8,
            b'{"at":9.0,"end":"asked","reads":1,"bytes":1}\n',
            "Line 8 stands behind the footer, which must be the last",
        ),
    ],
)
def test_a_line_that_is_something_else_is_named(tmp_path: Path, number: int, text: bytes, sentence: str) -> None:
    """Given a capture with a strange line, when it is read, then the sentence says which."""
    lines = lines_of(tmp_path)
    lines.insert(number - 1, text)
    assert problem(tmp_path, b"".join(lines)).startswith(sentence)


def test_a_file_cut_off_anywhere_is_replayed_so_far(tmp_path: Path) -> None:
    """Given a capture cut off at any byte, when it is replayed, then a line is named, and the whole lines are used."""
    whole = b"".join(lines_of(tmp_path))
    path = tmp_path / "cut.jsonl"
    path.write_bytes(whole)
    code, everything, _ = run(path)
    assert code == 0
    for length in range(0, len(whole) - 1, 7):
        path.write_bytes(whole[:length])
        code, output, notes = run(path)
        assert code == 1
        assert re.match(r"Line \d ", notes), notes
        assert everything.startswith(output)
    path.write_bytes(whole[:-1])
    assert run(path)[0] == 0


@pytest.mark.parametrize("name", [".", "nowhere.jsonl"])
def test_what_is_no_file_is_said(tmp_path: Path, name: str) -> None:
    """Given a folder or nothing at all, when it is replayed, then a sentence says that it cannot be read."""
    code, output, notes = run(tmp_path / name)
    assert (code, output) == (1, "")
    assert "cannot be read" in notes


NOISE = st.one_of(
    st.binary(max_size=200),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ("at", "receiver", "read", "link", "installed", "end", "format", "version", "heard", "links")
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=8,
    ).map(lambda data: json.dumps(data).encode() + b"\n"),
)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 8), NOISE), max_size=3), st.integers(0, 4000), st.integers(1, 255))
def test_no_file_ends_in_a_traceback(noise: list[tuple[int, bytes]], at: int, bits: int) -> None:
    """Given any damage to a capture, when it is replayed, then it ends with 0 or with 1 and a sentence."""
    with tempfile.TemporaryDirectory() as folder:
        lines = lines_of(Path(folder))
        for number, line in noise:
            lines.insert(number, line)
        data = bytearray(b"".join(lines))
        data[at % len(data)] ^= bits
        path = Path(folder, "damaged.jsonl")
        path.write_bytes(data)
        code, _, notes = run(path)
        assert code in (0, 1)
        assert notes.startswith("Line ") == (code == 1)


ROOMS = st.none() | st.builds(
    Room,
    room_id=st.text(min_size=1, max_size=9),
    name=st.text(max_size=9),
    floor_id=st.none() | st.text(max_size=9),
    floor=st.none() | st.text(max_size=9),
    building=st.none() | st.text(max_size=9),
    kind=st.sampled_from(RoomKind),
    door=st.none() | st.text(max_size=9),
)
TRANSMITTERS = st.builds(
    Transmitter,
    device_id=st.uuids().map(str),
    uid=st.integers(0, 0xFFFFFFFF).map(Uid),
    pti=st.none() | st.integers(0, 255),
    label=st.text(max_size=9),
    role=st.sampled_from(Role),
    room=ROOMS,
    kind=st.sampled_from(Kind),
    pattern=st.none()
    | st.builds(
        Pattern,
        steps=st.lists(st.builds(Step, st.integers(2, 20), st.sampled_from(Kind)), max_size=3).map(tuple),
        window=st.floats(2, 60),
        single=st.sampled_from(SinglePress),
    ),
    kinds=st.dictionaries(st.integers(1, 15).map(AlarmInputs), st.sampled_from(Kind), max_size=3),
    life=st.sampled_from(Life),
    factor=st.integers(2, 5),
    check_in=st.none() | st.floats(10, 86_400).map(lambda seconds: round(seconds, 6)),
)


@given(st.lists(TRANSMITTERS, max_size=6, unique_by=lambda one: one.device_id))
def test_what_is_installed_survives_and_its_names_do_not(transmitters: list[Transmitter]) -> None:
    """Given anything installed, when it is written and read, then it is the same under neutral names."""
    header = a_header(a_school(extra=transmitters))
    with tempfile.TemporaryDirectory() as folder:
        (again, *_) = read_capture(written(Path(folder), [], header=header))
    assert again == header
    for before, after in zip(transmitters, header.installed.transmitters[4:], strict=True):
        assert (before.device_id, before.uid, before.kinds) == (after.device_id, after.uid, after.kinds)
        assert before.pattern == after.pattern
        assert re.fullmatch(r"device \d{4}|", after.label)
        assert after.room is None or re.fullmatch(r"room \d{4}", after.room.name)


def test_neutral_names_keep_the_order_and_stay() -> None:
    """Given devices, when one more is added later, then all keep their names, numbered as the real ones are sorted."""
    room = Room(room_id="kitchen", name="Kitchen", floor_id="up", floor="Upstairs")
    first = [Receiver(device_id="a", label="Zebra", room=room), Receiver(device_id="b", label="Apple")]
    neutral = Neutral()
    receivers, _ = neutral.of(first, [])
    assert [one.label for one in receivers] == ["device 0002", "device 0001"]
    assert receivers[0].room == Room(room_id="room-0001", name="room 0001", floor_id="floor-0001", floor="floor 0001")
    later, _ = neutral.of([Receiver(device_id="c", label="Aardvark"), *first], [])
    assert [one.label for one in later] == ["device 0003", "device 0002", "device 0001"]


def test_header_and_lines_are_told_apart() -> None:
    """Given the builders of these tests, then they make what the reader yields."""
    assert isinstance(a_header(), Header)
    assert isinstance(said(1.0), Line)
    assert installed(a_school()).numbers == {1}
