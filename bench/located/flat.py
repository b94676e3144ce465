"""A flat of five rooms with six fixed anchors: few receivers, with known places."""

from functools import cache

import numpy as np

from custom_components.duress.core.location import SurveyPress

from .scores import Truth
from .uji import DATA, Cell, Floats, Ints

FLOOR = "0"


@cache
def _load() -> tuple[Floats, Ints, Ints, Ints, dict[str, str]]:
    """Return levels, rooms, the rows to survey and to test with, and the room that each anchor hangs in."""
    with np.load(DATA / "ble_flat.npz") as file:
        columns = {name: file[name] for name in file.files}
    is_train = columns["split"] == "train"
    levels = columns["rss"].astype(np.float64)
    levels[levels == -999] = np.nan
    homes = {}
    for anchor, (east, north) in enumerate(columns["rx_xy"]):
        apart = np.hypot(columns["x"] - east, columns["y"] - north)
        homes[str(anchor)] = str(columns["room"][int(apart.argmin())])
    return levels, columns["room"].astype(np.int64), np.flatnonzero(is_train), np.flatnonzero(~is_train), homes


def cell(seed: int, presses: int) -> Cell:
    """Return a cell with some survey presses a room, tested with all test rows."""
    levels, rooms, train, test, homes = _load()
    random = np.random.default_rng(seed)
    survey = [
        row
        for room in np.unique(rooms)
        for row in random.choice(train[rooms[train] == room], size=presses, replace=False)
    ]
    return Cell(
        survey=[
            SurveyPress(
                press_id=str(row), room_id=str(rooms[row]), at=float(row), heard=_heard(levels[row]), margins={}
            )
            for row in survey
        ],
        floors={str(room): FLOOR for room in np.unique(rooms)},
        truths=[Truth(room=str(rooms[row]), floor=FLOOR, heard=_heard(levels[row])) for row in test],
        homes=homes,
    )


def _heard(levels: Floats) -> dict[str, float]:
    """Return the levels of a row."""
    return {str(anchor): float(level) for anchor, level in enumerate(levels) if not np.isnan(level)}
