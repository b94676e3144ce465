"""Check-ins are kept only as long as a copy of them may come."""

from custom_components.duress.core.check_ins import CheckIns
from custom_components.duress.echostream import EndDeviceFlags, Mid, make_uid
from tests.core.builders import GATEWAY, report


def test_years_of_strangers_fill_no_memory() -> None:
    """Given a new stranger every second, when each checks in, then only those of the last seconds are kept."""
    check_ins = CheckIns(5.0)
    path = ("receiver-1", GATEWAY, (), 0)
    for second in range(1000):
        stranger = report(make_uid(Mid.END_DEVICE, second), flags=EndDeviceFlags.NO_CHANGE)
        assert check_ins.heard_at(stranger, path, float(second)) is None
        assert len(check_ins) <= 6
    assert check_ins.heard_at(stranger, path, 1001.0) == 999.0
