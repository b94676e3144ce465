"""The survey that the demo school brings along is as good as a walk through its radio, and always the same."""

from collections import Counter
from statistics import mean

from custom_components.duress.receivers.demo import SCHOOL
from custom_components.duress.receivers.demo.walk import CHECKED, SURVEYED, walked


def test_every_room_is_walked_and_checked_by_another() -> None:
    """Given the demo school, then each room has its presses of both walks, made with two pendants, the same ever."""
    presses = list(walked())
    assert presses == list(walked())
    assert Counter((one.room, one.is_check) for one in presses) == {
        (room.key, is_check): count for room in SCHOOL.rooms for is_check, count in ((False, SURVEYED), (True, CHECKED))
    }
    pendants = {
        is_check: {one.pendant.key for one in presses if one.is_check is is_check} for is_check in (True, False)
    }
    assert len(pendants[True]) == len(pendants[False]) == 1
    assert pendants[True].isdisjoint(pendants[False])


def test_it_hears_what_the_stations_hear() -> None:
    """Given its presses, then only stations of the school heard them, four to six on average, with sane levels."""
    stations = {SCHOOL.receiver, *(one.uid for one in SCHOOL.repeaters)}
    presses = list(walked())
    assert all(one.levels.keys() == one.margins.keys() <= stations for one in presses)
    assert 4 < mean(len(one.levels) for one in presses) < 6
    assert all(0 <= one.margins[uid] <= 99 for one in presses for uid in one.levels)
