"""The location benchmark measures other data from files, and says what is wrong with a file that it cannot use."""

import json
from pathlib import Path

import pytest

from bench.located.scores import Answer, Truth, calibration_error, judged, score
from bench.location import main

ROOMS = {"101": {"a": -50, "b": -80}, "102": {"a": -80, "b": -50}}


def rows(building: str, *, shift: float = 0) -> list[dict[str, object]]:
    """Return two presses in each of two rooms of a building; rooms and floors are called the same in all buildings."""
    return [
        {
            "room": room,
            "floor": 1,
            "building": building,
            "heard": {f"{building}{name}": level + at + shift for name, level in levels.items()},
            "x": int(room),
            "y": 0,
        }
        for room, levels in ROOMS.items()
        for at in range(2)
    ]


def write(path: Path, said: object) -> str:
    """Write a file and return its name."""
    path.write_text(json.dumps(said))
    return str(path)


def test_other_data_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Given two files in decibels below zero, when they are measured, then out comes JSON with all figures.

    One press is of a room that nobody surveyed: its room is wrong, and its floor may be right.
    """
    survey = write(tmp_path / "survey.json", rows("east") + rows("west"))
    stranger = {"room": "199", "floor": 1, "building": "east", "heard": {"easta": -51, "eastb": -79, "x": "dirt"}}
    presses = write(tmp_path / "presses.json", {"presses": [*rows("east", shift=1), *rows("west", shift=-2), stranger]})
    assert main(["--survey", survey, "--presses", presses]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["room"] == pytest.approx(100 * 8 / 9, abs=0.01)
    assert (found["floor"], found["rooms"], found["presses"], found["receivers"]) == (100, 4, 9, 4)
    assert (found["presses_in_unsurveyed_rooms"], found["first_three"]) == (1, pytest.approx(100 * 8 / 9, abs=0.01))
    assert found["ms_per_press"] > 0
    assert 0 <= found["ece"] <= 1
    assert 0 <= found["ece_floor"] <= 1


def test_receivers_may_say_where_they_hang(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Given receivers by room, by place, and one that says neither, then those that have a room are counted."""
    survey = write(
        tmp_path / "survey.json",
        {"receivers": {"easta": {"room": "101", "floor": 1, "building": "east"}}, "presses": rows("east")},
    )
    presses = write(tmp_path / "presses.json", rows("east"))
    receivers = write(tmp_path / "receivers.json", {"eastb": {"x": 102.2, "y": 1}, "c": {}})
    assert main(["--survey", survey, "--presses", presses, "--receivers", receivers]) == 0
    assert json.loads(capsys.readouterr().out)["receivers_with_a_room"] == 2


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("{", "is not JSON"),
        ("{}", "has no presses: it must be a list of presses"),
        ("[]", "nothing to learn from"),
        ("[7]", "press 1: this is not an object"),
        ('[{"heard": {}}]', "press 1: “room” is missing"),
        ('[{"room": 1, "heard": [1]}]', "press 1: “heard” is missing"),
        ('{"receivers": [1], "presses": []}', "receivers must be an object"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_a_bad_file_is_told(said: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Given a file that cannot be used, then the exit code is 2 and a sentence says what is wrong."""
    bad = tmp_path / "bad.json"
    bad.write_text(said)
    presses = write(tmp_path / "presses.json", rows("east"))
    assert main(["--survey", str(bad), "--presses", presses]) == 2
    assert sentence in capsys.readouterr().err


def test_a_missing_or_empty_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Given no such file, or no presses in it, then the exit code is 2 and a sentence says so."""
    survey = write(tmp_path / "survey.json", rows("east"))
    assert main(["--survey", survey, "--presses", str(tmp_path / "nowhere.json")]) == 2
    assert "cannot be read: No such file" in capsys.readouterr().err
    assert main(["--survey", survey, "--presses", write(tmp_path / "none.json", [])]) == 2
    assert "no presses to be located" in capsys.readouterr().err


def test_scores_count_rooms_floors_and_confidence() -> None:
    """Given two answers, one right and one whose room is third, then shares and calibration follow."""
    truth = Truth(room="a", floor="1", heard={})
    found = score(
        [
            judged(truth, Answer(rooms=["a", "b"], floor="1", sure=0.9, floor_sure=1.0)),
            judged(truth, Answer(rooms=["b", "c", "a"], floor="2", sure=0.9, floor_sure=0.5)),
        ]
    )
    assert (found.room, found.three, found.floor) == (50, 100, 50)
    assert found.ece == pytest.approx(0.4)
    assert found.floor_ece == pytest.approx(0.25)
    assert calibration_error([(1.0, True), (0.0, False)]) == 0
