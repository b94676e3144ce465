"""The scale benchmark registers the same on both sides, and sees what a running school notices."""

from pathlib import Path

from homeassistant.const import Platform
import pytest

from bench import additions, scale
from bench.additions import LoopWatch, add_live
from bench.bare.plan import plan_of, registered_of
from bench.set_up import SetUp, in_a_process, timed
from bench.site import pendants, running_school


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let the tests use sockets; only loopback is allowed all the same."""


@pytest.mark.slow
async def test_both_sides_set_up_the_same_school() -> None:
    """Given a small school, when both sides set it up twice, then registries are equal and both times are judged."""
    measures = {measure.name: measure for measure in await scale.compare(5, 1, timed)}
    judged = [measure for measure in measures.values() if measure.goal is not None]
    assert [measure.goal for measure in judged] == ["ratio ≤ 1.3"] * 2
    for measure in judged:
        assert measure.value > 0
        assert measure.baseline is not None
        assert measure.baseline > 0
    assert measures["set-up of 5 pendants, entities on both sides"].value > 5 * 6


@pytest.mark.slow
async def test_a_set_up_that_fails_in_its_process_is_not_measured(tmp_path: Path) -> None:
    """Given no plan of what to register, when the bare side sets up in its process, then the benchmark refuses."""
    nowhere = SetUp(
        bare=True,
        folder=str(tmp_path),
        plan=str(tmp_path / "none"),
        pendants=1,
        receiver_url="socket://127.0.0.1:9",
        endpoint_url="http://127.0.0.1:9/",
    )
    with pytest.raises(RuntimeError, match="nothing was measured"):
        await in_a_process(nowhere)


async def test_the_plan_is_what_the_product_registers() -> None:
    """Given a school, when its registries are copied, then devices have entities, shared descriptions, an area."""
    async with running_school(pendants(2)) as school:
        plan = plan_of(registered_of(school.hass, school.site.entry))
    sensors = plan.entities[Platform.BINARY_SENSOR]
    assert {unique_id for unique_id, _ in sensors["pendant_1"]} >= {"pendant_1_alarm", "pendant_1_missing"}
    described = [[description for _, description in sensors[owner]] for owner in ("pendant_0", "pendant_1")]
    assert all(one is other for one, other in zip(*described, strict=True))
    assert plan.devices["pendant_1"].get("suggested_area") == "Room 1"
    hidden = [
        one.key for _, one in plan.entities[Platform.SENSOR]["pendant_0"] if not one.entity_registry_enabled_default
    ]
    assert hidden


async def test_transmitters_are_added_without_a_lost_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a school with frames coming in, when transmitters are added, then none is lost and blocks are measured."""
    monkeypatch.setattr(additions, "PAUSE", 0.05)
    lost, errors, middle, longest, at_once = await add_live(10, 2)
    assert (lost.value, lost.holds) == (0, True)
    assert (errors.value, errors.holds) == (0, True)
    assert 0 < middle.value <= longest.value
    assert at_once.value > 0


def test_a_wait_counts_when_it_was_going_on() -> None:
    """Given waits of a loop, when the longest of a span is asked for, then one that began before it counts too."""
    watch = LoopWatch(delays=[(1.0, 0.4), (1.5, 0.1), (3.0, 0.9)])
    assert watch.longest(1.2, 2.0) == 400
    assert watch.longest(1.45, 2.0) == 100
    assert watch.longest(2.0, 2.5) == 0
