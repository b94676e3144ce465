"""How right the place of a press is, on public data against three incumbents, and what it costs.

Levels of Wi-Fi and Bluetooth stand in for those of pendants (bench/data/location). With `--survey FILE --presses FILE`
the model is measured on other data instead, and what comes out is one JSON object (bench/located/files.py says how
files look).
"""

import argparse
from collections.abc import Mapping, Sequence
import json
from pathlib import Path
from statistics import mean
import sys
from typing import TYPE_CHECKING, Final

from .located.files import BadFileError, measured, read, read_receivers
from .located.scores import Judged, Score, score
from .report import Bound, Measure

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

type Goals = Mapping[str, float]

GOALS: Final[Mapping[tuple[int, int], Goals]] = {
    (16, 5): {"room": 50.0, "first three": 82.0, "floor": 85.0},
    (32, 5): {"room": 61.0, "first three": 90.0, "floor": 93.0},
}
STRETCH: Final[Mapping[tuple[int, int], Goals]] = {
    (16, 5): {"room": 54.0, "first three": 85.0, "floor": 88.0},
    (32, 5): {"room": 65.0, "first three": 92.0, "floor": 95.0},
}
OFFICIAL: Final[Goals] = {"room": 66.0, "three": 90.0, "floor": 93.4, "building": 99.5}
CALIBRATED: Final[Goals] = {"ECE, rooms": 0.12, "ECE, floors": 0.05}


def measure() -> list[Measure]:
    """Measure everything; numpy is needed for that, and only for that."""
    from .located import cost, runs  # other data is measured without numpy

    with runs.in_processes() as pool:
        figures = _crossed(pool) + _outages(pool) + _fused(pool) + _official(pool) + _flat(pool)
    return figures + cost.measure()


def _crossed(pool: ProcessPoolExecutor) -> list[Measure]:
    """Measure a school in which other people press than surveyed."""
    from .located import runs

    measures = []
    for count in runs.RECEIVERS:
        found = runs.gathered(pool.map(runs.crossed, runs.courses(count)))
        for presses in runs.PRESSES:
            where = f"{count} receivers, {presses} a room"
            scores = {who: _averaged(found[f"{who} {presses}"]) for who in (runs.MODEL, *runs.INCUMBENTS)}
            measures += _compared(where, scores, GOALS.get((count, presses), {}), STRETCH.get((count, presses), {}))
            goals = CALIBRATED if presses == 5 else {}
            pooled = score([one for each in found[f"{runs.MODEL} {presses}"] for one in each])
            for what, value in (("ECE, rooms", pooled.ece), ("ECE, floors", pooled.floor_ece)):
                measures.append(_at_most(f"{what}: {where}", value, "", goals.get(what)))
    return measures


def _compared(where: str, scores: Mapping[str, Score], goals: Goals, stretch: Goals) -> list[Measure]:
    """Return the model's figures beside each incumbent's, with goals on the first of each."""
    mine, *others = scores
    measures = []
    for what in ("room", "first three", "floor"):
        value = _share(scores[mine], what)
        for number, who in enumerate(others):
            goal = {Bound.VALUE_AT_LEAST: goals[what]} if what in goals and not number else None
            measures.append(
                Measure.of(
                    f"{what}: {where}, against {who}", value, "%", baseline=_share(scores[who], what), goals=goal
                )
            )
        if what in stretch:
            measures.append(_at_least(f"{what}: {where}, stretch", value, "%", stretch[what]))
    return measures


def _outages(pool: ProcessPoolExecutor) -> list[Measure]:
    """Measure what a dead receiver costs, if it is known (masked) and if it is not."""
    from .located import runs

    measures = []
    for count in (16, 32):
        found = runs.gathered(pool.map(runs.outages, runs.courses(count)))
        scores = {key: _averaged(judgements) for key, judgements in found.items()}
        alive = scores[f"{runs.MODEL} alive"]
        for which in ("random", "loudest"):
            for known in ("masked", "unknown"):
                mine, theirs = (scores[f"{who} {which} {known}"] for who in (runs.MODEL, "nearest neighbours"))
                for what in ("room", "floor"):
                    goal = (
                        {"room": 35.0, "floor": 70.0}[what]
                        if (which, known, count) == ("loudest", "masked", 16)
                        else None
                    )
                    measures.append(
                        Measure.of(
                            f"{what}: {count} receivers, {which} one dead and {known}, against nearest neighbours",
                            _share(mine, what),
                            "%",
                            baseline=_share(theirs, what),
                            goals=None if goal is None else {Bound.VALUE_AT_LEAST: goal},
                        )
                    )
            if which == "random":
                lost = alive.room - scores[f"{runs.MODEL} random masked"].room
                measures.append(_at_most(f"room: {count} receivers, lost by a random dead one", lost, "points", 3.0))
    return measures


def _fused(pool: ProcessPoolExecutor) -> list[Measure]:
    """Measure presses of five messages of which receivers pass on 60 %."""
    from .located import runs

    found = runs.gathered(pool.map(runs.fused, runs.courses(32)))
    whole, some = (_averaged(found[share]) for share in ("100%", "60%"))
    measures = [
        Measure.of(
            f"{what}: 32 receivers, 5 messages at 60 %, against all",
            _share(some, what),
            "%",
            baseline=_share(whole, what),
        )
        for what in ("room", "floor")
    ]
    lost = whole.room - some.room
    return [*measures, _at_most("room: 32 receivers, lost by 60 % of 5 messages", lost, "points", 2.0)]


def _official(pool: ProcessPoolExecutor) -> list[Measure]:
    """Measure the official split with all access points."""
    from .located import runs

    names = (runs.MODEL, *runs.INCUMBENTS)
    figures = dict(zip(names, pool.map(runs.officially, names), strict=True))
    mine = figures[runs.MODEL]
    measures = [
        Measure.of(
            f"{'zone' if what == 'room' else what}: official split, against {who}",
            mine[what],
            "%",
            baseline=figures[who][what],
            goals=None if number else {Bound.VALUE_AT_LEAST: goal},
        )
        for what, goal in OFFICIAL.items()
        for number, who in enumerate(runs.INCUMBENTS)
    ]
    return [*measures, _at_most("mean error: official split, the data's metres", mine["mean error"], "m", 8.4)]


def _flat(pool: ProcessPoolExecutor) -> list[Measure]:
    """Measure the flat with five presses a room."""
    from .located import runs

    found = runs.gathered(pool.map(runs.flats, runs.FLAT_SEEDS))
    scores = {who: _averaged(judgements) for who, judgements in found.items()}
    return [
        Measure.of(
            f"room: flat, 6 receivers, 5 a room, against {who}",
            scores[runs.MODEL].room,
            "%",
            baseline=scores[who].room,
            goals=None if number else {Bound.VALUE_AT_LEAST: 81.0},
        )
        for number, who in enumerate(runs.INCUMBENTS)
    ]


def _averaged(runs: Sequence[Sequence[Judged]]) -> Score:
    """Return the mean of the scores of several runs, each of the same weight."""
    scores = [score(judgements) for judgements in runs]
    return Score(
        presses=sum(one.presses for one in scores),
        room=mean(one.room for one in scores),
        three=mean(one.three for one in scores),
        floor=mean(one.floor for one in scores),
        ece=mean(one.ece for one in scores),
        floor_ece=mean(one.floor_ece for one in scores),
    )


def _share(found: Score, what: str) -> float:
    """Return a figure of a score by its name."""
    return {"room": found.room, "first three": found.three, "floor": found.floor}[what]


def _at_most(name: str, value: float, unit: str, goal: float | None) -> Measure:
    """Return a measure that is good if it is small."""
    return Measure.of(name, value, unit, goals=None if goal is None else {Bound.VALUE_AT_MOST: goal})


def _at_least(name: str, value: float, unit: str, goal: float) -> Measure:
    """Return a measure that is good if it is large."""
    return Measure.of(name, value, unit, goals={Bound.VALUE_AT_LEAST: goal})


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the model on other data and print a JSON object; 2 if a file cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m bench.location", description="Measure location on other data.")
    parser.add_argument("--survey", type=Path, required=True, help="survey presses, whose rooms the model learns")
    parser.add_argument("--presses", type=Path, required=True, help="presses to be located")
    parser.add_argument(
        "--receivers", type=Path, help="where receivers hang: {name: {room, floor, building} or {x, y}}"
    )
    options = parser.parse_args(arguments)
    try:
        receivers = read_receivers(options.receivers) if options.receivers else {}
        found = measured(read(options.survey), read(options.presses), receivers)
    except BadFileError as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(found, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
