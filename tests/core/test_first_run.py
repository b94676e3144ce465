"""The first steps of a school follow from facts alone, and the last one from what a person has said."""

from collections.abc import Collection

import pytest

from custom_components.duress.core.first_run import CHECKS, Check, CheckKey, Step, StepState, plain, progress, unmet


def checks(*, besides: Collection[CheckKey] = ()) -> list[Check]:
    """Return every check, met but for some."""
    return [plain(key, is_met=key not in besides) for key in CheckKey]


def test_every_check_belongs_to_one_step() -> None:
    """Given the steps, then each check is part of exactly one, so that none is forgotten on the go-live list."""
    assert sorted(key for keys in CHECKS.values() for key in keys) == sorted(CheckKey)
    assert list(CHECKS) == list(Step)


@pytest.mark.parametrize("key", list(CheckKey))
def test_a_step_is_done_only_with_all_its_checks(key: CheckKey) -> None:
    """Given a school that is live, when one check is not met, then its step is open and it stands on the list."""
    found = progress(checks(besides=[key]), is_live=True)
    (step,) = (step for step, keys in CHECKS.items() if key in keys)
    opened = [one.step for one in found if one.state is not StepState.DONE]
    assert opened == ([] if step is Step.LIVE else [step])
    assert unmet(checks(besides=[key])) == [key]


def test_facts_alone_make_no_school_live() -> None:
    """Given a school in which everything is proven, when nobody has said so, then it is not live."""
    found = progress(checks(), is_live=False)
    assert [one.step for one in found if one.state is not StepState.DONE] == [Step.LIVE]
    assert unmet(checks()) == []


def test_where_there_is_nothing_nothing_is_met() -> None:
    """Given no pendant at all, then it is not true that each was heard, and the step is not begun."""
    assert not Check(key=CheckKey.HEARD, done=0, of=0).is_met
    nothing = [Check(key=key, done=0, of=0) for key in CheckKey]
    assert {one.state for one in progress(nothing, is_live=False)} == {StepState.EMPTY}
    some = [Check(key=one.key, done=1, of=2) for one in nothing]
    assert {one.state for one in progress(some, is_live=False)} == {StepState.BEGUN}
