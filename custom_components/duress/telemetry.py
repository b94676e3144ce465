"""What every single message changes: values that follow each of them, and whoever reads them all."""

from typing import TYPE_CHECKING

from homeassistant.core import callback

from .echostream import Aggregate, EndDeviceReport, Message, RepeaterStatus, Route
from .listeners import SITE, WALKS, telemetry_key

if TYPE_CHECKING:
    from .site import Site


@callback
def tell_of(site: Site, receiver_id: str, message: Message) -> None:
    """Tell those who want every single message of a receiver, or of what it heard."""
    _tell_of(site, message)
    site.entities.call([telemetry_key(receiver_id)])
    if site.school.modes.take_fresh():
        site.entities.call([WALKS])


@callback
def _tell_of(site: Site, message: Message) -> None:
    """Tell those who want every single message of a transmitter."""
    match message:
        case EndDeviceReport(originator=uid) | RepeaterStatus(route=Route(originator=uid)):
            if (transmitter := site.school.roster.by_uid.get(uid)) is not None:
                site.entities.call([telemetry_key(transmitter.device_id)])
            site.reports.call([SITE], message)
        case Aggregate(messages=messages):
            for part in messages:
                _tell_of(site, part)
