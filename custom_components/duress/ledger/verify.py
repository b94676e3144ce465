"""Going through the chain in small steps, so that an alarm never waits for it, and naming the first thing wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
import json
import sqlite3
from typing import Final

from .chain import GENESIS, Head, hash_of, kept_head
from .records import Json

STEP: Final = 500
"""Entries that are read in one go: some milliseconds of the writer's thread."""

PURGED: Final = "ledger_purged"
"""The kind of the entries that tell which ranges were removed because their time was over."""


class FlawKind(StrEnum):
    """What is wrong with the chain."""

    ALTERED = "altered"
    MISSING = "missing"
    INSERTED = "inserted"
    CUT_OFF = "cut_off"
    NO_HEAD = "no_head"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """The first thing wrong: `seq`, `at` (UTC s) and `entry_kind` of the entry where it shows.

    Where entries are missing that is the one after them; where the end is cut off `seq` is the newest number that
    should be there, and the others are of the last entry that is. Unknown is None.
    """

    kind: FlawKind
    seq: int
    at: float | None = None
    entry_kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a check found: sound entries, how many were removed in time, the newest one, the first flaw if any."""

    entries: int
    removed: int
    head: Head
    flaw: Flaw | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A range whose time to be kept was over, with the hashes of the entries around and in it."""

    first: int
    last: int
    count: int
    before: bytes
    after: bytes


type _Row = tuple[int, str, str, float, str | None, str | None, str, bytes]


class Verifier:
    """One check of one ledger; `step` is called until it returns something."""

    def __init__(self, witness: Head | None = None) -> None:
        """Take a head that was written down elsewhere at an earlier check."""
        self._witness = witness
        self._head = Head(seq=0, hash=GENESIS)
        self._entries = 0
        self._removed = 0
        self._last: tuple[float | None, str | None] = (None, None)
        self._gaps: list[Gap] | None = None

    def step(self, connection: sqlite3.Connection) -> Verification | None:
        """Check the next entries; None while there are more."""
        try:
            return self._step(connection)
        except sqlite3.DatabaseError:
            at, kind = self._last
            return self._found(Flaw(kind=FlawKind.UNREADABLE, seq=self._head.seq + 1, at=at, entry_kind=kind))

    def _step(self, connection: sqlite3.Connection) -> Verification | None:
        """Check the next entries; raises sqlite3.DatabaseError where the file is damaged."""
        if self._gaps is None:
            self._gaps = _gaps(connection)
        rows: list[_Row] = connection.execute(
            "SELECT seq, event_id, kind, at, incident_id, trouble_id, data, hash FROM entry WHERE seq > ?"
            " ORDER BY seq LIMIT ?",
            (self._head.seq, STEP),
        ).fetchall()
        kept = kept_head(connection)
        for row in rows:
            if (flaw := self._check(row, kept)) is not None:
                return self._found(flaw)
        if len(rows) == STEP:
            return None
        return self._found(self._end(kept))

    def _check(self, row: _Row, kept: Head | None) -> Flaw | None:
        """Check one entry against the one before, over what was removed in between."""
        seq, _, kind, at, *_, stored = row
        before = self._over_gaps(seq)
        jumped = seq > self._head.seq + 1
        flaw = None
        if before is None or hash_of(before, row[:7]) != stored:
            flaw = FlawKind.MISSING if jumped else FlawKind.ALTERED
            if kept is not None and seq > kept.seq:
                flaw = FlawKind.INSERTED
        elif self._witness is not None and self._witness.seq == seq and self._witness.hash != stored:
            flaw = FlawKind.ALTERED
        if flaw is not None:
            return Flaw(kind=flaw, seq=seq, at=at, entry_kind=kind)
        self._head = Head(seq=seq, hash=stored)
        self._last = (at, kind)
        self._entries += 1
        return None

    def _over_gaps(self, seq: int) -> bytes | None:
        """Return the hash that an entry follows; None if what was removed before it does not fit."""
        before = self._head.hash
        while self._gaps and self._gaps[0].first < seq:
            gap = self._gaps.pop(0)
            if gap.first <= self._head.seq or gap.last >= seq or gap.before != before:
                return None
            before = gap.after
            self._removed += gap.count
        return before

    def _end(self, kept: Head | None) -> Flaw | None:
        """Check that the end is where it was written down to be."""
        at, kind = self._last
        if kept is None:
            return Flaw(kind=FlawKind.NO_HEAD, seq=self._head.seq, at=at, entry_kind=kind)
        newest = max(kept, self._witness or kept, key=lambda head: head.seq)
        if newest.seq > self._head.seq:
            return Flaw(kind=FlawKind.CUT_OFF, seq=newest.seq, at=at, entry_kind=kind)
        if kept.seq < self._head.seq:
            return Flaw(kind=FlawKind.INSERTED, seq=self._head.seq, at=at, entry_kind=kind)
        if kept.hash != self._head.hash:
            return Flaw(kind=FlawKind.ALTERED, seq=self._head.seq, at=at, entry_kind=kind)
        return None

    def _found(self, flaw: Flaw | None) -> Verification:
        """Return what was found so far."""
        return Verification(entries=self._entries, removed=self._removed, head=self._head, flaw=flaw)


def gaps_data(gaps: Sequence[Gap]) -> list[Json]:
    """Return removed ranges as they are told in an entry."""
    return [
        {
            "first": gap.first,
            "last": gap.last,
            "count": gap.count,
            "before": gap.before.hex(),
            "after": gap.after.hex(),
        }
        for gap in gaps
    ]


def _gaps(connection: sqlite3.Connection) -> list[Gap]:
    """Return what was removed, as entries of the chain tell it, by number; those entries are checked like any other."""
    told = connection.execute(
        "SELECT data FROM entry WHERE kind IN ('ledger_purged', 'hold_placed', 'hold_released')"
        " AND kind = ? ORDER BY seq",
        (PURGED,),
    )
    gaps = [gap for (data,) in told for gap in _read(data)]
    return sorted(gaps, key=lambda gap: gap.first)


def _read(text: str) -> list[Gap]:
    """Return the ranges of one entry; a damaged one tells of none, and then its own hash is wrong, too."""
    try:
        return [
            Gap(
                first=int(one["first"]),
                last=int(one["last"]),
                count=int(one["count"]),
                before=bytes.fromhex(one["before"]),
                after=bytes.fromhex(one["after"]),
            )
            for one in json.loads(text)["ranges"]
        ]
    except ValueError, TypeError, KeyError:
        return []
