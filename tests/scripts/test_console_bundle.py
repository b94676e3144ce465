"""The console that is shipped is compared with what its sources give."""

import os

from scripts.console_bundle import MOST, faults

SHIPPED = {"duress.js": b"export {};\n"}


def test_what_the_sources_give_is_let_through() -> None:
    """Given the same files on both sides, then nothing is wrong."""
    assert faults(SHIPPED, dict(SHIPPED)) == []


def test_every_file_that_differs_is_named() -> None:
    """Given a file that changed, one that nothing gives any more and one that is not shipped, then each is named."""
    built = {"duress.js": b"export { a };\n", "new.js": b""}
    found = faults({**SHIPPED, "old.js": b""}, built)
    assert [fault.split(" ")[0].rpartition("/")[2] for fault in found] == ["duress.js", "new.js", "old.js"]


def test_a_console_that_is_too_big_is_not_shipped() -> None:
    """Given a file that cannot be compressed and is larger than a console may be, then that is said."""
    big = {"duress.js": os.urandom(MOST)}
    (fault,) = faults(big, big)
    assert "more than 250,000" in fault
