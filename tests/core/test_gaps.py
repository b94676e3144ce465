"""Gaps and doubles: each kind is found, and nothing that is in order is."""

from collections.abc import Iterable

from hypothesis import given, strategies as st

from custom_components.duress.core.gaps import Gaps, Holding, find_gaps
from custom_components.duress.core.roster import Life, Role


def holding(number: int, person_id: str | None, life: Life = Life.ASSIGNED, role: Role = Role.PENDANT) -> Holding:
    """Return how a device stands."""
    return Holding(device_id=f"D{number}", label=f"Pendant {number}", role=role, life=life, person_id=person_id)


def said(gaps: Gaps) -> tuple[list[str], list[str], dict[str, list[str]]]:
    """Return gaps in short."""
    doubles = {key: [one.device_id for one in several] for key, several in gaps.doubles.items()}
    return list(gaps.without_pendant), [one.device_id for one in gaps.without_holder], doubles


def test_each_kind_is_found() -> None:
    """Given one who has nothing, a pendant nobody has and one who has two, then each is named once."""
    holdings = [holding(1, "A"), holding(2, None), holding(3, "B"), holding(4, "B", Life.LOANED)]
    assert said(find_gaps(holdings, ["A", "B", "C"])) == (["C"], ["D2"], {"B": ["D3", "D4"]})


def test_a_loaner_for_one_left_at_home_is_no_double() -> None:
    """Given a pendant that is away, when its holder gets a loaner, then that is in order."""
    assert said(find_gaps([holding(1, "A", Life.AWAY), holding(2, "A", Life.LOANED)], ["A"])) == ([], [], {})


def test_who_lost_theirs_has_none() -> None:
    """Given pendants lost or in repair, then their holders have nothing; stock and what is retired is nobody's gap."""
    holdings = [holding(1, "A", Life.LOST), holding(2, "B", Life.IN_REPAIR), holding(3, None, Life.IN_STOCK)]
    holdings += [holding(4, None, Life.RETIRED), holding(5, None, Life.AWAY)]
    assert said(find_gaps(holdings, ["A", "B"])) == (["A", "B"], [], {})


def test_a_fixed_button_needs_no_holder() -> None:
    """Given a wall button that is in use, then nobody must have it."""
    assert said(find_gaps([holding(1, None, role=Role.FIXED_BUTTON)], [])) == ([], [], {})


HOLDINGS = st.lists(
    st.builds(holding, st.integers(0, 50), st.sampled_from(["A", "B", "C", None]), st.sampled_from(Life)),
    unique_by=lambda one: one.device_id,
)


@given(holdings=HOLDINGS, people=st.sets(st.sampled_from(["A", "B", "C"])))
def test_whoever_is_judged_and_held_is_in_no_list_of_missing(holdings: list[Holding], people: Iterable[str]) -> None:
    """Given any roster, then who carries something has something, and what somebody carries has a holder."""
    gaps = find_gaps(holdings, list(people))
    carrying = {one.person_id for one in holdings if one.life in (Life.ASSIGNED, Life.LOANED)}
    assert not carrying & set(gaps.without_pendant)
    assert all(one.person_id is None for one in gaps.without_holder)
    assert all(
        len(several) > 1 and {one.person_id for one in several} == {key} for key, several in gaps.doubles.items()
    )
