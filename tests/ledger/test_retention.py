"""What is over goes, what is open, held or young stays, and the chain can be checked all the same."""

from itertools import count
from pathlib import Path
import sqlite3

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from custom_components.duress.ledger import DEFAULT_YEARS, YEAR, Category, Entry, FlawKind, Json, Ledger

from .builders import message
from .test_chain import tamper

START = 1_800_000_000.0


NUMBERS = count(1)


def new_id() -> str:
    """Return an id no other purge has."""
    return f"purge-{next(NUMBERS)}"


def at_year(year: float, event_id: str, kind: str, **more: Json) -> Entry:
    """Return an entry of some year after the start."""
    incident_id, trouble_id = more.pop("incident", None), more.pop("trouble", None)
    assert incident_id is None or isinstance(incident_id, str)
    assert trouble_id is None or isinstance(trouble_id, str)
    return Entry(
        event_id=event_id, kind=kind, at=START + year * YEAR, incident_id=incident_id, trouble_id=trouble_id, data=more
    )


def life(year: float, incident: str, mode: str = "live", *, closed: bool = True) -> list[Entry]:
    """Return the entries of one incident."""
    last = "incident_closed" if closed else "incident_acknowledged"
    raised = at_year(year, f"{incident}-1", "incident_raised", incident=incident, mode=mode)
    return [raised, at_year(year, f"{incident}-2", last, incident=incident)]


async def purge(ledger: Ledger, year: float) -> int:
    """Remove what is over in some year; return how many entries went."""
    done = await ledger.upkeep.purge(DEFAULT_YEARS, START + year * YEAR, new_id)
    return sum(sum(batch.entries.values()) for batch in done)


async def left(ledger: Ledger) -> set[str]:
    """Return what is there, without what the ledger tells of itself."""
    found = await ledger.entries(limit=1000)
    return {one.event_id for one in found if one.kind != "ledger_purged"}


async def test_each_kind_goes_in_its_time(path: Path) -> None:
    """Given incidents, drills, troubles and the rest, when years pass, then each goes after its own time."""
    ledger = await Ledger.open(path)
    trouble = [
        at_year(0, "T-1", "trouble_started", trouble="T"),
        at_year(0, "T-2", "trouble_ended", trouble="T"),
        at_year(0, "U-1", "trouble_started", trouble="U"),
    ]
    loose = [at_year(0, "P", "press_tested"), at_year(0, "B", "batteries_changed")]
    await ledger.commit([*life(0, "I"), *life(0, "D", "drill"), *life(0, "O", closed=False), *trouble, *loose], [])
    await ledger.commit([], [message("I-1", incident_id="I"), message("D-1", incident_id="D")])
    always = {"O-1", "O-2", "U-1"}
    for year in range(1, 9):
        await ledger.commit(life(year, f"Y{year}", closed=False), [])
    newer = {f"Y{year}-{number}" for year in range(1, 9) for number in (1, 2)}
    assert await purge(ledger, 2.9) == 0
    assert await purge(ledger, 3.1) == 5
    assert await left(ledger) - newer == always | {"I-1", "I-2", "B"}
    assert [one.event_id for one in await ledger.deliveries("I")] == ["I-1"]
    assert await ledger.deliveries("D") == []
    assert await purge(ledger, 6.9) == 0
    assert await purge(ledger, 7.1) == 3
    assert await left(ledger) - newer == always
    assert await ledger.deliveries("I") == []
    found = await ledger.upkeep.verify()
    assert (found.flaw, found.removed) == (None, 8)
    await ledger.close()


async def test_what_is_held_stays_until_it_is_released(path: Path) -> None:
    """Given an incident that is held, when its time is over, then it stays; once released it goes."""
    ledger = await Ledger.open(path)
    await ledger.commit([*life(0, "I"), *life(0, "J")], [])
    await ledger.commit([at_year(1, "H", "hold_placed", incident_id="I")], [])
    for year in range(1, 10):
        await ledger.commit(life(year, f"Y{year}", closed=False), [])
    assert await ledger.upkeep.held() == {"I": START + YEAR}
    assert await purge(ledger, 8) == 2
    assert {"I-1", "I-2"} <= await left(ledger)
    await ledger.commit([at_year(9, "R", "hold_released", incident_id="I")], [])
    assert await ledger.upkeep.held() == {}
    assert await purge(ledger, 9.2) == 2
    assert not {"I-1", "I-2"} & await left(ledger)
    assert {"H", "R"} <= await left(ledger)
    assert (await ledger.upkeep.verify()).flaw is None
    await ledger.close()


@pytest.mark.parametrize("start", ["1970", "2060"])
async def test_a_wrong_clock_costs_no_evidence(path: Path, start: str) -> None:
    """Given a computer that started without knowing the time, when it purges, then nothing of last week goes."""
    ledger = await Ledger.open(path)
    await ledger.commit(life(0, "I"), [])
    if start == "1970":
        early = [Entry(event_id=one.event_id, kind=one.kind, at=60.0, incident_id="E", data={}) for one in life(0, "E")]
        await ledger.commit([*early, *life(0.1, "L")], [])
        assert await purge(ledger, 0.2) == 0
    else:
        await ledger.commit([at_year(30, "N", "not_listening"), *life(30, "L", closed=False)], [])
        assert await purge(ledger, 30) == 0
    await ledger.close()


async def test_many_go_in_batches_and_a_false_gap_is_found(path: Path) -> None:
    """Given thousands that are over, when they go, then in several batches; more gone than was told is found."""
    ledger = await Ledger.open(path)
    await ledger.commit([at_year(0, f"B{number}", "batteries_changed") for number in range(1234)], [])
    for year in range(1, 9):
        await ledger.commit(life(year, f"Y{year}", closed=False), [])
    done = await ledger.upkeep.purge(DEFAULT_YEARS, START + 8 * YEAR, new_id)
    assert [batch.entries[Category.OTHERS] for batch in done] == [500, 500, 234]
    assert [(gap.first, gap.last) for batch in done for gap in batch.ranges] == [(1, 500), (501, 1000), (1001, 1234)]
    assert (await ledger.upkeep.verify()).removed == 1234
    await ledger.close()
    tamper(path, "DELETE FROM entry WHERE seq = 1235")
    ledger = await Ledger.open(path)
    flaw = (await ledger.upkeep.verify()).flaw
    assert flaw is not None
    assert (flaw.kind, flaw.seq) == (FlawKind.MISSING, 1236)
    await ledger.close()


async def test_nothing_is_removed_without_a_record(path: Path) -> None:
    """Given a ledger, when an entry is deleted by hand, then the file itself refuses."""
    ledger = await Ledger.open(path)
    await ledger.commit(life(0, "I"), [])
    await ledger.close()
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.IntegrityError, match="never removed"):
        connection.execute("DELETE FROM entry")
    connection.close()


CASES = st.lists(
    st.tuples(st.sampled_from(["live", "drill", "open", "trouble", "loose", "held"]), st.floats(0, 2)), max_size=25
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases=CASES, years=st.lists(st.floats(2, 12), max_size=4))
async def test_the_chain_is_sound_whatever_went(
    tmp_path_factory: pytest.TempPathFactory, cases: list[tuple[str, float]], years: list[float]
) -> None:
    """Given any mixture over years, when it is purged at any times, then it is sound; open and held ones are there."""
    ledger = await Ledger.open(tmp_path_factory.mktemp("retention") / "ledger.db")
    kept: set[str] = set()
    for number, (case, step) in enumerate(cases):
        key, year = f"N{number}", number / 4 + step
        if case == "trouble":
            rows = [at_year(year, f"{key}-{kind}", kind, trouble=key) for kind in ("trouble_started", "trouble_ended")]
        elif case == "loose":
            rows = [at_year(year, key, "batteries_changed")]
        else:
            rows = life(year, key, case if case == "drill" else "live", closed=case != "open")
        if case == "held":
            rows.append(at_year(year, f"{key}-hold", "hold_placed", incident_id=key))
        if case in ("open", "held"):
            kept |= {row.event_id for row in rows}
        await ledger.commit(rows, [])
    stored, gone = len(await ledger.entries(limit=1000)), 0
    for year in sorted(years):
        gone += await purge(ledger, year)
        found = await ledger.upkeep.verify()
        assert (found.flaw, found.removed) == (None, gone)
    there = await left(ledger)
    assert len(there) == stored - gone
    assert kept <= there
    await ledger.close()
