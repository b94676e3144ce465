"""The whole chain: a school is walked, surveyed and pressed at, over bytes, a socket and Home Assistant."""

import asyncio
import json
from pathlib import Path
import sys

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.slow
async def test_a_walked_school_finds_who_presses() -> None:
    """Given a survey walk, when others press 200 times, a repeater off in between, then floors and rooms are found."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench", "walk", "--json", cwd=REPOSITORY, stdout=pipe, stderr=pipe
    )
    said, complaints = await process.communicate()
    assert process.returncode == 0, complaints.decode()[-2000:]
    measures = {measure["name"]: measure for measure in json.loads(said)}
    # A place waits for its alarm, in which a second copy may come, but for no copy: see test_locating.py.
    assert measures["places weighed with the first copy"]["value"] >= 75
    for when, floor in (("", 99), (", one repeater off", 97)):
        assert measures[f"floor right{when}"]["value"] >= floor
        assert measures[f"room right{when}"]["ratio"] > 1.4
        assert measures[f"room among the first three{when}"]["value"] >= 90
    assert measures["press to its first weighed place, slowest"]["goal"] == "value ≤ 50"
