"""UJIIndoorLoc as a school: a few receivers a building, a few survey presses a room, and other people who press later.

Splits and random streams are those of the published tables, so that figures can be compared: half of the people survey,
the other half press, for a whole building. Spaces of one floor are merged into zones no wider than a classroom.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final
import warnings

import numpy as np
from numpy.typing import NDArray

from custom_components.duress.core.location import SurveyPress

from .scores import Truth

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

DATA: Final = Path(__file__).parent.parent / "data" / "location"
GROUND: Final = 0.766
"""Metres on the ground per metre of the data's projection."""

STOREY: Final = 12.0
"""How far apart two floors count when receivers are spread."""

ZONE: Final = 10.0
"""Metres that two spaces of one zone are apart at most."""

PRESSES: Final = 8
"""How many presses are tested in each room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uji:
    """All rows of the data set, `levels` with NaN where nothing was heard; `zone` is -1 for rows without a space."""

    levels: Floats
    space: Ints
    zone: Ints
    floor: Ints
    building: Ints
    user: Ints
    time: Ints
    east: Floats
    north: Floats
    is_train: NDArray[np.bool_]
    zone_of_space: Ints
    middles: Floats
    """The middle of each space, in metres on the ground."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One experiment: who surveyed what, and who pressed where."""

    survey: Sequence[SurveyPress]
    floors: dict[str, str | None]
    truths: Sequence[Truth]
    homes: dict[str, str]


@cache
def load() -> Uji:
    """Read the data set and make its zones."""
    with np.load(DATA / "ujiindoorloc.npz") as file:
        columns = {name: file[name] for name in file.files}
    levels = columns["rss"].astype(np.float64)
    levels[levels == -999] = np.nan
    is_train = columns["split"] == "train"
    east, north = columns["x"] * GROUND, columns["y"] * GROUND
    space = columns["room"].astype(np.int64)
    names = [name.split("-") for name in columns["room_names"]]
    middles = np.array(
        [
            [np.median(east[is_train & (space == at)]), np.median(north[is_train & (space == at)])]
            for at in range(len(names))
        ]
    )
    zones = _zones(middles, [(int(building), int(floor)) for building, floor, _ in names])
    return Uji(
        levels=levels,
        space=space,
        zone=np.where(space >= 0, zones[space], -1),
        floor=columns["floor"].astype(np.int64),
        building=columns["building"].astype(np.int64),
        user=columns["user"].astype(np.int64),
        time=columns["ts"],
        east=east.astype(np.float64),
        north=north.astype(np.float64),
        is_train=is_train,
        zone_of_space=zones,
        middles=middles.astype(np.float64),
    )


def _zones(middles: Floats, floors: Sequence[tuple[int, int]]) -> Ints:
    """Return the zone of every space, numbered floor by floor."""
    zones = np.zeros(len(floors), np.int64)
    base = 0
    for floor in sorted(set(floors)):
        members = [at for at, each in enumerate(floors) if each == floor]
        groups = merged(middles[members], ZONE)
        for number, group in enumerate(groups):
            for at in group:
                zones[members[at]] = base + number
        base += len(groups)
    return zones


def merged(points: Floats, limit: float) -> list[list[int]]:
    """Return groups of points by complete linkage: no two points of a group are farther apart than `limit`.

    The order is that of the tree of all merges: inner branches before leaves, the older branch first.
    """
    count = len(points)
    apart = np.full((2 * count, 2 * count), np.inf)
    apart[:count, :count] = np.linalg.norm(points[:, None] - points[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    children: dict[int, tuple[int, int, float]] = {}
    for node in range(count, 2 * count - 1):
        first, second = divmod(int(apart.argmin()), 2 * count)
        children[node] = (min(first, second), max(first, second), float(apart[first, second]))
        farthest = np.maximum(apart[first], apart[second])
        apart[node], apart[:, node] = farthest, farthest
        apart[node, node] = np.inf
        for gone in (first, second):
            apart[gone], apart[:, gone] = np.inf, np.inf
    groups: list[list[int]] = []
    _walk(2 * count - 2, children, limit, groups, is_inside=False)
    return groups


def _walk(
    node: int, children: dict[int, tuple[int, int, float]], limit: float, groups: list[list[int]], *, is_inside: bool
) -> None:
    """Put the points below a node into groups."""
    if node not in children:
        if not is_inside:
            groups.append([])
        groups[-1].append(node)
        return
    first, second, height = children[node]
    if not is_inside and height <= limit:
        groups.append([])
        is_inside = True
    for child in sorted((first, second), key=lambda child: child not in children):
        _walk(child, children, limit, groups, is_inside=is_inside)


@cache
def receivers(building: int, count: int) -> tuple[int, ...]:
    """Return access points spread over a building: each as far as possible from those before, if it is heard much."""
    uji = load()
    rows = uji.is_train & (uji.building == building)
    levels, floor = uji.levels[rows], uji.floor[rows]
    east, north = uji.east[rows], uji.north[rows]
    heard = ~np.isnan(levels)
    rate = heard.mean(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        peak = np.where(heard.sum(0) > 20, np.nanpercentile(levels.astype(np.float32), 98, axis=0), -200)
    usable = np.flatnonzero((rate > 0.02) & (peak > -68))
    places = []
    for point in usable:
        at = np.flatnonzero(heard[:, point])
        near = at[np.argsort(-levels[at, point].astype(np.float32))[: max(5, len(at) // 50)]]
        places.append((np.median(east[near]), np.median(north[near]), np.bincount(floor[near]).argmax() * STOREY))
    spots = np.array(places)
    random = np.random.default_rng(0)
    order = [int(random.choice(len(usable), p=rate[usable] / rate[usable].sum()))]
    apart = np.linalg.norm(spots - spots[order[0]], axis=1)
    while len(order) < min(count, len(usable)):
        order.append(int((apart * np.sqrt(rate[usable])).argmax()))
        apart = np.minimum(apart, np.linalg.norm(spots - spots[order[-1]], axis=1))
    return tuple(int(point) for point in usable[order])


def cross_person(building: int, seed: int, count: int, presses: int, *, messages: int = 1, share: float = 1.0) -> Cell:
    """Return a cell with `count` receivers and `presses` survey presses a room, tested by other people.

    With several messages, a press is that many consecutive rows, of which each receiver passes on a share.
    """
    uji = load()
    random = np.random.default_rng(1000 + seed)
    rows = np.flatnonzero(uji.is_train & (uji.building == building))
    users = np.unique(uji.user[rows])
    callers = random.permutation(users)[: max(1, len(users) // 2)]
    is_caller = np.isin(uji.user[rows], callers)
    zones = uji.zone[rows]
    pool: list[Ints] = []
    tests: list[Ints] = []
    for zone in np.unique(zones):
        surveyed = rows[(zones == zone) & ~is_caller]
        tested = rows[(zones == zone) & is_caller]
        if len(surveyed):
            pool.append(surveyed)
            if len(tested):
                tests.append(tested[np.argsort(uji.time[tested], kind="stable")])
    survey = np.concatenate([random.choice(one, size=min(presses, len(one)), replace=False) for one in pool])
    points = receivers(building, count)
    if messages == 1:
        asked = np.concatenate([random.choice(one, size=min(PRESSES, len(one)), replace=False) for one in tests])
        truths = [_truth(uji, points, row) for row in asked]
    else:
        truths = _many_messages(uji, points, tests, random, messages, share)
    return Cell(
        survey=[_press(uji, points, row) for row in survey],
        floors={str(uji.zone[row]): str(uji.floor[row]) for row in survey},
        truths=truths,
        homes={},
    )


def _press(uji: Uji, points: Sequence[int], row: int) -> SurveyPress:
    """Return a row as a survey press."""
    return SurveyPress(
        press_id=str(row), room_id=str(uji.zone[row]), at=float(row), heard=_heard(uji, points, row), margins={}
    )


def _heard(uji: Uji, points: Sequence[int], row: int) -> dict[str, float]:
    """Return the levels of a row."""
    levels = uji.levels[row]
    return {str(point): float(levels[point]) for point in points if not np.isnan(levels[point])}


def _truth(uji: Uji, points: Sequence[int], row: int) -> Truth:
    """Return a row as a press to be located."""
    return Truth(room=str(uji.zone[row]), floor=str(uji.floor[row]), heard=_heard(uji, points, row))


def _many_messages(
    uji: Uji,
    points: Sequence[int],
    tests: Sequence[Ints],
    random: np.random.Generator,
    messages: int,
    share: float,
) -> list[Truth]:
    """Return presses of several messages each: rows of one person in one space, one after the other."""
    truths = []
    for rows in tests:
        starts = [
            at
            for at in range(len(rows) - messages + 1)
            if len({(uji.user[row], uji.space[row]) for row in rows[at : at + messages]}) == 1
        ]
        for start in random.choice(starts, size=min(PRESSES, len(starts)), replace=False) if starts else ():
            sums: dict[str, list[float]] = {}
            for row in rows[start : start + messages]:
                for name, level in _heard(uji, points, row).items():
                    if random.random() < share:
                        sums.setdefault(name, []).append(level)
            heard = {name: sum(levels) / len(levels) for name, levels in sums.items()}
            truths.append(replace(_truth(uji, points, rows[start]), heard=heard))
    return truths


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """The official split: all access points, and the middles of zones and places of presses in the data's metres."""

    cell: Cell
    middles: dict[str, tuple[float, float]]
    places: Sequence[tuple[float, float]]


def official() -> Official:
    """Return the official split; a test row's zone is that of the nearest surveyed space of its floor."""
    uji = load()
    points = range(uji.levels.shape[1])
    train, test = np.flatnonzero(uji.is_train), np.flatnonzero(~uji.is_train)
    spaces = {int(uji.space[row]): (int(uji.building[row]), int(uji.floor[row])) for row in train}
    truths = []
    for row in test:
        floor = (int(uji.building[row]), int(uji.floor[row]))
        near = [space for space, where in spaces.items() if where == floor]
        apart = np.hypot(uji.middles[near, 0] - uji.east[row], uji.middles[near, 1] - uji.north[row])
        zone = str(uji.zone_of_space[near[int(apart.argmin())]])
        truths.append(Truth(room=zone, floor=f"{floor[0]}-{floor[1]}", heard=_heard(uji, points, row)))
    middles = {}
    for zone in np.unique(uji.zone[train]):
        rows = train[uji.zone[train] == zone]
        middles[str(zone)] = (float(uji.east[rows].mean()) / GROUND, float(uji.north[rows].mean()) / GROUND)
    cell = Cell(
        survey=[_press(uji, points, row) for row in train],
        floors={str(uji.zone[row]): f"{uji.building[row]}-{uji.floor[row]}" for row in train},
        truths=truths,
        homes={},
    )
    places = [(float(uji.east[row]) / GROUND, float(uji.north[row]) / GROUND) for row in test]
    return Official(cell=cell, middles=middles, places=places)
