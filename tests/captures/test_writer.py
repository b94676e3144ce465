"""A capture is bounded in size and number, whole after every write, and an error of the disk is an error in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
import errno
import os
from pathlib import Path
import resource

import pytest

from custom_components.duress.captures import CaptureWriter, End, Footer, Header, Link, Read, prune, read_capture
from tests.captures.builders import BEGUN, a_header, link, said, written
from tests.core.builders import check_in, pressed


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """Let no file grow beyond some bytes: what a full disk looks like to a program."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Given header and lines, when they are written and read, then they are the same, with a footer that counts."""
    lines = [said(0.000001, pressed()), link(5.25, up=False), said(5.5, check_in(), check_in()), link(5.501, up=True)]
    header = a_header(heard={"pendant": 3.5})
    path = written(tmp_path, lines, header=header, until=7.125)
    size = sum(len(line.data) for line in lines if isinstance(line, Read))
    assert list(read_capture(path)) == [header, *lines, Footer(at=7.125, end=End.ASKED, reads=2, bytes=size)]
    assert path.name == "capture-20261123-141201.jsonl"


def test_a_read_stands_before_the_link_it_brought_back(tmp_path: Path) -> None:
    """Given a link that is reported before its first bytes are, when they are written, then time decides."""
    path = written(tmp_path, [link(2.0, up=True), said(1.9999, check_in()), link(3.0, up=False), said(3.0, check_in())])
    order = [type(line) for line in read_capture(path)]
    assert order == [Header, Read, Link, Read, Link, Footer]


def test_a_capture_stays_below_its_size(tmp_path: Path) -> None:
    """Given a bound, when more is said, then the writer refuses, and the file is whole and no larger."""
    writer = CaptureWriter(tmp_path, BEGUN, largest=10_000)
    writer.begin(a_header())
    count = 0
    while writer.write([said(float(count), pressed())]):
        count += 1
    done = writer.finish(End.SIZE, 99_999.0)
    assert 20 < count == done.reads
    assert 9_000 < writer.path.stat().st_size <= 10_000
    *_, last, footer = read_capture(writer.path)
    assert isinstance(last, Read)
    assert isinstance(footer, Footer)
    assert footer.at == last.at == count - 1
    assert footer.end is End.SIZE


def test_a_full_disk_leaves_whole_lines(tmp_path: Path) -> None:
    """Given a disk that fills up, when a line does not fit, then the error says so and what is there is whole."""
    writer = CaptureWriter(tmp_path, BEGUN)
    writer.begin(a_header())
    assert writer.write([said(1.0, pressed())])
    before = writer.path.stat().st_size
    with full_disk(before + 300):
        assert writer.write([said(2.0, pressed())])
        with pytest.raises(OSError, match="too large") as full:
            writer.write([said(float(at), pressed()) for at in range(3, 100)])
    assert full.value.errno == errno.EFBIG
    data = writer.path.read_bytes()
    assert data.endswith(b"}\n")
    assert data.count(b'"read"') == 2
    # Once there is space again, even the footer fits.
    writer.finish(End.DISK, 500.0)
    *_, footer = read_capture(writer.path)
    assert isinstance(footer, Footer)
    assert footer.end is End.DISK
    assert (footer.reads, footer.at) == (2, 2.0)


def test_a_footer_that_does_not_fit_closes_the_file_all_the_same(tmp_path: Path) -> None:
    """Given a full disk, when a recording ends, then the file is let go, and ending it again touches nothing else."""
    writer = CaptureWriter(tmp_path, BEGUN)
    writer.begin(a_header())
    files = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - a path of numbers, not of files
    with full_disk(writer.path.stat().st_size + 10), pytest.raises(OSError, match="too large"):
        writer.finish(End.ASKED, 1.0)
    assert len(os.listdir("/proc/self/fd")) == files - 1  # noqa: PTH208 - the same
    with pytest.raises(OSError, match="Bad file descriptor"):
        writer.finish(End.ASKED, 1.0)
    writer.close()


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """Given a file where the folder should be, when a capture is to be made, then an error says so."""
    folder = tmp_path / "captures"
    folder.write_text("in the way")
    with pytest.raises(OSError, match="exists"):
        CaptureWriter(folder, BEGUN)


def test_two_captures_of_one_second_are_two_files(tmp_path: Path) -> None:
    """Given a capture, when another begins in the same second, then it has a name of its own."""
    first, second = written(tmp_path, []), written(tmp_path, [])
    assert [first.name, second.name] == ["capture-20261123-141201.jsonl", "capture-20261123-141201-2.jsonl"]


def test_a_discarded_capture_leaves_nothing(tmp_path: Path) -> None:
    """Given a new file, when it comes to nothing, then it is gone."""
    writer = CaptureWriter(tmp_path / "new", BEGUN)
    writer.discard()
    assert list((tmp_path / "new").iterdir()) == []


def test_the_oldest_captures_make_room(tmp_path: Path) -> None:
    """Given captures and other files, when there are too many or too much, then only the oldest captures go."""
    paths = []
    for day in range(5):
        path = tmp_path / f"capture-{BEGUN + timedelta(days=day):%Y%m%d-%H%M%S}.jsonl"
        path.write_bytes(bytes(1000))
        paths.append(path)
    other = tmp_path / "notes.txt"
    other.write_text("mine")
    assert prune(tmp_path, (), kept=10, kept_bytes=10_000) == []
    assert prune(tmp_path, {paths[0]}, kept=4, kept_bytes=10_000) == [paths[1].name]
    assert prune(tmp_path, (), kept=10, kept_bytes=2_500) == [paths[2].name, paths[0].name]
    assert sorted(tmp_path.iterdir()) == [paths[3], paths[4], other]
    assert prune(tmp_path / "nowhere", ()) == []
