"""Files with few names, so that rows repeat and contradict each other as often as in real life."""

from typing import Final

from hypothesis import strategies as st

ROSTER_HEADER: Final = "label,serial,model,use,room,name,staff_id,trained_on,life,battery_date"
PLACES_HEADER: Final = "building,floor,level,room,exterior_door,outdoor"

_ROSTER_CELLS: Final = (
    ("", "P1", "P2", "7", "Ann"),
    ("", "7", "8", "9", "x"),
    ("", "EN1223S", "EN1224", "EN5040", "EN12"),
    ("", "", "pendant", "fixed button", "repeater"),
    ("", "101", "Gym", "Nowhere"),
    ("", "Ann", "ann", "Bob"),
    ("", "", "1", "2"),
    ("", "", "2026-01-02", "03/04/2026"),
    ("", "", "lost", "in stock"),
    ("", "", "2026-02-03"),
)
_PLACES_CELLS: Final = (
    ("", "Main", "Annex", "main "),
    ("", "Ground", "Upper", "Main"),
    ("", "", "0", "1", "high"),
    ("", "101", "102", "Ground", "Main – 101"),
    ("", "", "4", "yes", "no"),
    ("", "", "yes", "no"),
)


def _files(header: str, columns: tuple[tuple[str, ...], ...]) -> st.SearchStrategy[str]:
    """Return files of rows whose cells are drawn column by column."""
    row = st.tuples(*(st.sampled_from(cells) for cells in columns)).map(",".join)
    return st.lists(row, min_size=1, max_size=8).map(lambda rows: "\n".join([header, *rows]))


def roster_files() -> st.SearchStrategy[str]:
    """Return files of people and transmitters."""
    return _files(ROSTER_HEADER, _ROSTER_CELLS)


def places_files() -> st.SearchStrategy[str]:
    """Return files of places."""
    return _files(PLACES_HEADER, _PLACES_CELLS)
