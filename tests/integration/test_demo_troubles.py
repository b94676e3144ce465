"""The demo school can have one of each trouble, over the real bytes, and the readiness sentence follows."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.duress.const import DOMAIN
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import act, until

READINESS = "sensor.demo_lincoln_readiness"


def kinds(entry: DuressConfigEntry) -> set[str]:
    """Return the kinds of trouble that are open."""
    return {str(one.kind) for one in entry.runtime_data.school.troubles.open.values()}


def sentence(hass: HomeAssistant) -> str:
    """Return readiness in words."""
    state = hass.states.get(READINESS)
    assert state is not None
    return str(state.attributes["sentence"])


@pytest.mark.parametrize(
    ("device", "what", "kind"),
    [
        ("DEMO Wall button 1", "low_battery", "low_battery"),
        ("DEMO Pendant 03", "low_battery", "low_battery"),
        ("DEMO Pendant 05", "tamper", "tamper"),
        ("DEMO Repeater 2", "mains_lost", "mains_lost"),
        ("DEMO Repeater 3", "jammed", "jammed"),
        ("DEMO Pendant 07", "weak", "weak_signal"),
        ("DEMO Pendant 08", "nonsense", "suspect"),
        ("DEMO Pendant 09", "other_model", "model_mismatch"),
        ("DEMO receiver", "receiver_jammed", "jammed"),
        ("DEMO receiver", "receiver_tamper", "tamper"),
        ("DEMO receiver", "receiver_failing", "link_failure"),
        ("DEMO receiver", "reset", "restarted"),
        ("DEMO receiver", "drop_link", "link_lost"),
    ],
)
async def test_each_trouble_can_be_shown(
    hass: HomeAssistant, demo: DuressConfigEntry, device: str, what: str, kind: str
) -> None:
    """Given a healthy demo school, when something is simulated, then exactly that trouble is there, in words too."""
    assert kinds(demo) == set()
    before = sentence(hass)
    await act(hass, demo, device, what)
    await until(lambda: kinds(demo) == {kind}, 35)
    await until(lambda: sentence(hass) != before)
    said = {issue_id for domain, issue_id in ir.async_get(hass).issues if domain == DOMAIN}
    assert any(issue_id.startswith(("trouble_", "receiver_lost_")) for issue_id in said)


async def test_lost_messages_are_noticed(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given a receiver that loses every third message, when it checks in twice, then the line has a trouble."""
    await act(hass, demo, "DEMO receiver", "receiver_losing")
    for _ in range(3):
        await act(hass, demo, "DEMO Repeater 1", "reset")
        await act(hass, demo, "DEMO receiver", "receiver_tamper")
        await act(hass, demo, "DEMO receiver", "receiver_tamper", active=False)
    await until(lambda: "lost_frames" in kinds(demo), 20)
