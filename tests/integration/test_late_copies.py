"""What comes late over a real socket is no second alarm, and what may be a press is one."""

from dataclasses import dataclass

from homeassistant.core import HomeAssistant
import pytest

from custom_components.duress import clock
from custom_components.duress.core.moment import Moment
from custom_components.duress.echostream import AlarmInputs, EndDeviceFlags, EndDeviceReport, Mid, Uid, encode, make_uid
from tests.integration.peers import EN1223S, RECEIVER, real_site

SERIAL = 7
REPEATER = make_uid(Mid.REPEATER, 5)
PRESS, CHECK_IN = EndDeviceFlags(0), EndDeviceFlags.NO_CHANGE
HELD, FREE = AlarmInputs.INPUT_1, AlarmInputs(0)


@dataclass(slots=True)
class Clock:
    """The site's clock, which a test moves on."""

    ahead: float = 0.0

    def wait(self, seconds: float) -> None:
        """Let seconds pass at once."""
        self.ahead += seconds


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return a clock that waits for nobody."""
    moved, read = Clock(), clock.at

    def at(steady: float) -> Moment:
        return read(steady).later(moved.ahead)

    monkeypatch.setattr(clock, "at", at)
    return moved


def frame(inputs: AlarmInputs, flags: EndDeviceFlags, first_hop: Uid) -> bytes:
    """Return what a pendant sends, as the receiver passes it on."""
    hops = int(first_hop == REPEATER)
    uid = make_uid(Mid.END_DEVICE, SERIAL)
    return encode(EndDeviceReport(uid, first_hop, EN1223S, inputs, flags, level=60, margin=40, hops=hops))


async def test_a_late_copy_of_a_check_in_is_no_second_alarm(hass: HomeAssistant, time: Clock) -> None:
    """Given a held pendant that checks in and is let go of, then the repeater's late copies are told as nothing.

    When it is pressed again, they have hidden nothing: that is a second press.
    """
    async with real_site(hass) as site:
        await site.add_pendant("Pendant 7", SERIAL)
        await site.hear(frame(HELD, PRESS, RECEIVER))
        await site.hear(frame(HELD, PRESS, REPEATER))
        time.wait(180)
        await site.hear(frame(HELD, CHECK_IN, RECEIVER))
        await site.hear(frame(FREE, PRESS, RECEIVER))
        time.wait(2)
        await site.hear(frame(HELD, CHECK_IN, REPEATER))
        await site.hear(frame(FREE, PRESS, REPEATER))

        (incident,) = site.entry.runtime_data.school.incidents.open.values()
        assert len(incident.presses) == 1
        assert incident.released == {incident.presses[0].press_id}

        await site.hear(frame(HELD, PRESS, REPEATER))
        assert len(incident.presses) == 2
        await hass.async_block_till_done()
        stored = [entry.kind for entry in await site.entry.runtime_data.record.ledger.entries()]
        assert (stored.count("incident_raised"), stored.count("incident_repeated")) == (1, 1)
