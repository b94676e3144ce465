"""A quota: so many at once, then as fast as it refills."""

from custom_components.duress.monitoring import Quota


def test_a_flood_gets_its_share_and_no_more() -> None:
    """Given 120 a minute, when thousands ask, then 120 get through at once, then two in each second."""
    quota = Quota(120, 60)
    assert sum(quota.take(1000.0) for _ in range(5000)) == 120
    assert sum(quota.take(1010.0) for _ in range(5000)) == 20
    assert not quota.take(1010.4)
    assert quota.take(1010.6)


def test_what_is_not_used_is_not_saved_up() -> None:
    """Given a quiet week, or a clock that goes back, when a flood comes, then it gets the same share."""
    quota = Quota(10, 60)
    assert quota.take(0.0)
    assert sum(quota.take(600_000.0) for _ in range(50)) == 10
    assert not quota.take(5.0)
