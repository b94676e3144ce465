"""The ledger's benchmark measures a real ledger against a real peer."""

from bench import ledger


async def test_a_small_ledger_is_measured() -> None:
    """Given a small ledger, when it is measured, then each figure is there and both goals are judged."""
    opened, verified, committed = await ledger.compare(1200, 5)
    assert 0 < opened.value < 60
    assert opened.holds is not None
    assert verified.baseline is not None
    assert 0 < verified.baseline < verified.value
    assert verified.holds is not None
    assert committed.baseline is not None
    assert min(committed.value, committed.baseline) > 0
