"""The experiments of the location benchmark, each small enough for one process among several."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
import math
import os
import random
from typing import Final

from custom_components.duress.core.location import Layout, Model, SurveyPress, fit

from . import flat, uji
from .incumbents import Answerer, neighbours, strongest, way_points
from .scores import Answer, Judged, Truth, answer_of, judge_all, score

SEEDS: Final = range(4)
BUILDINGS: Final = range(3)
RECEIVERS: Final = (8, 16, 32)
PRESSES: Final = (1, 3, 5, 10)
FLAT_SEEDS: Final = range(20)

MODEL: Final = "model"
INCUMBENTS: Final[Mapping[str, Callable[[Sequence[SurveyPress], Mapping[str, str | None]], Answerer]]] = {
    "strongest receiver": strongest,
    "way-points": way_points,
    "nearest neighbours": neighbours,
}

type Results = Mapping[str, Sequence[Judged]]
"""Judgements by what gave the answers."""

type Course = tuple[int, int, int]
"""Building, seed, receivers."""


def fitted(cell: uji.Cell) -> Model:
    """Return the model of a cell."""
    return fit(cell.survey, Layout(cell.floors, cell.homes))


def crossed(course: Course) -> Results:
    """Judge everybody for each number of survey presses; keys are "who K"."""
    building, seed, count = course
    found: dict[str, Sequence[Judged]] = {}
    for presses in PRESSES:
        cell = uji.cross_person(building, seed, count, presses)
        found[f"{MODEL} {presses}"] = judge_all(partial(answer_of, fitted(cell)), cell.truths)
        for name, make in INCUMBENTS.items():
            found[f"{name} {presses}"] = judge_all(make(cell.survey, cell.floors), cell.truths)
    return found


def outages(course: Course) -> Results:
    """Judge the model and the nearest neighbours when one receiver is dead: a random one, or the loudest."""
    building, seed, count = course
    cell = uji.cross_person(building, seed, count, 5)
    chance = random.Random(seed)  # the same receivers die in every run
    names = sorted({name for press in cell.survey for name in press.heard})
    alive = cell.truths
    dead = {
        "random": [chance.choice(names) for _ in alive],
        "loudest": [max(one.heard, key=lambda name: (one.heard[name], name), default="") for one in alive],
    }
    answerers: dict[str, Answerer] = {MODEL: partial(answer_of, fitted(cell))}
    answerers["nearest neighbours"] = neighbours(cell.survey, cell.floors)
    found: dict[str, Sequence[Judged]] = {}
    for who, answerer in answerers.items():
        found[f"{who} alive"] = judge_all(answerer, alive)
        for which, gone in dead.items():
            unknown = [_without(truth, name) for truth, name in zip(alive, gone, strict=True)]
            masked = [replace(truth, masked=frozenset({name})) for truth, name in zip(unknown, gone, strict=True)]
            found[f"{who} {which} unknown"] = judge_all(answerer, unknown)
            found[f"{who} {which} masked"] = judge_all(answerer, masked)
    return found


def _without(truth: Truth, name: str) -> Truth:
    """Return a press that a receiver did not hear."""
    return replace(truth, heard={one: level for one, level in truth.heard.items() if one != name})


def fused(course: Course) -> Results:
    """Judge presses of five messages, all delivered or each to 60 %."""
    building, seed, count = course
    found: dict[str, Sequence[Judged]] = {}
    for share in (1.0, 0.6):
        cell = uji.cross_person(building, seed, count, 5, messages=5, share=share)
        found[f"{share:.0%}"] = judge_all(partial(answer_of, fitted(cell)), cell.truths)
    return found


def flats(seed: int) -> Results:
    """Judge everybody in the flat with five presses a room."""
    cell = flat.cell(seed, 5)
    found = {MODEL: judge_all(partial(answer_of, fitted(cell)), cell.truths)}
    for name, make in INCUMBENTS.items():
        found[name] = judge_all(make(cell.survey, cell.floors), cell.truths)
    return found


def officially(who: str) -> dict[str, float]:
    """Return zone, first three, floor and building in percent on the official split, for the model the mean error."""
    split = uji.official()
    truths = split.cell.truths
    if who != MODEL:
        answerer = INCUMBENTS[who](split.cell.survey, split.cell.floors)
        return _official_figures(truths, [answerer(truth) for truth in truths])
    model = fitted(split.cell)
    answers, errors = [], []
    for truth, (x, y) in zip(truths, split.places, strict=True):
        found = model.locate(truth.heard)
        floor, floor_sure = found.floors[0]
        answers.append(
            Answer(
                rooms=[room for room, _ in found.rooms[:3]], floor=floor, sure=found.rooms[0][1], floor_sure=floor_sure
            )
        )
        on_floor = [(room, sure) for room, sure in found.rooms if split.cell.floors[room] == floor]
        total = sum(sure for _, sure in on_floor)
        east = sum(sure * split.middles[room][0] for room, sure in on_floor) / total
        north = sum(sure * split.middles[room][1] for room, sure in on_floor) / total
        errors.append(math.hypot(east - x, north - y))
    return {**_official_figures(truths, answers), "mean error": sum(errors) / len(errors)}


def _official_figures(truths: Sequence[Truth], answers: Sequence[Answer]) -> dict[str, float]:
    """Return the figures of the official split."""
    found = score(
        [
            (truth.room in answer.rooms[:1], truth.room in answer.rooms[:3], truth.floor == answer.floor, 1.0, 1.0)
            for truth, answer in zip(truths, answers, strict=True)
        ]
    )
    houses = sum(
        truth.floor.split("-")[0] == (answer.floor or "").split("-")[0]
        for truth, answer in zip(truths, answers, strict=True)
    )
    return {"room": found.room, "three": found.three, "floor": found.floor, "building": 100 * houses / len(truths)}


def gathered(results: Iterable[Results]) -> dict[str, list[list[Judged]]]:
    """Return the judgements of several runs by key, a list per run."""
    found: dict[str, list[list[Judged]]] = {}
    for one in results:
        for key, judgements in one.items():
            found.setdefault(key, []).append(list(judgements))
    return found


def courses(count: int) -> list[Course]:
    """Return all buildings and seeds with a number of receivers."""
    return [(building, seed, count) for building in BUILDINGS for seed in SEEDS]


def in_processes() -> ProcessPoolExecutor:
    """Return as many processes as there are processors."""
    return ProcessPoolExecutor(max_workers=os.cpu_count() or 1)
