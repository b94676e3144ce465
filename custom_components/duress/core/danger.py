"""Whether somebody may be in danger, so that no press is taken for a rehearsal."""

from collections.abc import Iterable

from .events import Mode
from .incidents import Incidents
from .kinds import GRAVITY
from .roster import Kind


def is_danger(incidents: Incidents) -> bool:
    """Whether a real incident is active that may concern everybody."""
    return any(
        incident.state.is_active and incident.mode is Mode.LIVE and GRAVITY[incident.kind] >= GRAVITY[Kind.DURESS]
        for incident in incidents.open.values()
    )


def are_real(device_ids: Iterable[str], incidents: Incidents) -> bool:
    """Whether presses of some transmitters are real for now, whatever test runs."""
    wanted = set(device_ids)
    live = [one for one in incidents.open.values() if one.state.is_active and one.mode is Mode.LIVE]
    return is_danger(incidents) or any(not wanted.isdisjoint(incident.device_ids) for incident in live)
