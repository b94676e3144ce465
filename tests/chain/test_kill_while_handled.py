"""Killed again and again while incidents are open, tests run and nobody acknowledges: all of it is taken up again."""

import asyncio
import random
import signal
from typing import Final

import pytest

from .conftest import Chain
from .process import Seen

KILLS: Final = 200
PENDANTS: Final = 25
LONGEST: Final = 0.06
"""Seconds after an act within which the process is killed; an act takes some milliseconds."""

CLOSE_ENOUGH: Final = 0.25
"""Seconds by which a remaining time may differ as the clock of the computer and the steady one are read apart."""

ACTS: Final = ("acknowledge", "respond", "arrive", "start_test", "end_test", "look")


async def begin(chain: Chain) -> None:
    """Have a drill with an incident, a group on test, and real incidents of others that break through."""
    process = chain.process
    assert await process.call("start_drill", "pendant20", reason="autumn", minutes=60) is None
    assert await process.call("start_test", "pendant21", "pendant22", reason="new batteries", minutes=45) is None
    for pendant in (20, 0, 1, 2):
        await chain.press(pendant)
        await chain.confirmed(pendant)


def check(before: Seen, after: Seen, *, acted: bool) -> None:
    """Check that everything is there again, with the same remaining times; an act may or may not have been stored."""
    assert after.incidents.keys() == before.incidents.keys()
    for key, (state, mode, presses, entries, level) in before.incidents.items():
        now_state, now_mode, now_presses, now_entries, now_level = after.incidents[key]
        assert (now_mode, now_presses) == (mode, presses)
        # What was shown may have been escalated or acted upon since; nothing of it was lost.
        assert now_level >= level
        assert now_entries >= entries
        if not acted:
            assert now_state == state
    assert after.raised == pytest.approx(before.raised, abs=CLOSE_ENOUGH)
    known = before.until.keys() & after.until.keys()
    assert {key: after.until[key] for key in known} == pytest.approx(
        {key: before.until[key] for key in known}, abs=CLOSE_ENOUGH
    )
    if not acted:
        assert after.until.keys() == before.until.keys()


@pytest.mark.slow
@pytest.mark.parametrize("chain", [PENDANTS], indirect=True)
async def test_what_goes_on_survives_any_kill(chain: Chain) -> None:
    """Given incidents, a drill and a test, when the process is killed 200 times, then each start goes on with them."""
    chance = random.Random(200)
    process = chain.process
    await begin(chain)
    seen = await process.look()
    assert len(seen.incidents) == 4
    assert len(seen.until) == 2
    acted, levels = 0, set[int]()
    for _ in range(KILLS):
        act = chance.choice(ACTS)
        if act in {"acknowledge", "respond", "arrive"}:
            process.begin_call(act, incident_id=chance.choice(sorted(seen.incidents)))
        elif act == "start_test":
            process.begin_call(act, f"pendant{chance.randrange(3, 20):02}", "pendant23", reason="again", minutes=30)
        elif act == "end_test" and len(seen.until) > 2:
            process.begin_call(act, rehearsal_id=max(seen.until), reason="done")
        await asyncio.sleep(chance.uniform(0, LONGEST))
        assert await process.end(signal.SIGKILL) == -signal.SIGKILL
        await process.start()
        again = await process.look()
        check(seen, again, acted=act != "look")
        acted += again.incidents != seen.incidents or again.until.keys() != seen.until.keys()
        levels |= {one[4] for one in again.incidents.values()}
        seen = again

    assert acted > 10, "nothing happened between the kills"
    assert 1 in levels, "nothing was escalated meanwhile"
    assert await process.call("start_drill", "pendant24", reason="second", minutes=10) is not None
    await chain.quiet()
    bodies = {(post.event_id, post.body) for post in chain.desk.posts}
    assert len(bodies) == len({event_id for event_id, _ in bodies}), "one name for two messages"
    assert await process.end(signal.SIGTERM) == 0
