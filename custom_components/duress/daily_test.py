"""The test message that goes to an endpoint each day: stored and tried again like any message, so that it is missed."""

from typing import TYPE_CHECKING

from homeassistant.core import callback

from .core.ids import make_id
from .ledger import Delivery, DeliveryState, LedgerError
from .monitoring import NoticeType
from .notices import daily_test_notice

if TYPE_CHECKING:
    from .site import Site


async def async_send_daily_test(site: Site, endpoint_id: str, _last: float, due: float) -> None:
    """Send the test that is due at a moment (UTC s), unless an earlier one still waits: that one shows the fault."""
    try:
        waiting = await site.record.ledger.pending(endpoint_id)
    except LedgerError:
        waiting = []
    if any(one.kind == NoticeType.TEST for one in waiting):
        return
    event_id = make_id(due, site.entry.entry_id, "daily test", endpoint_id)
    await site.endpoints.async_deliver(endpoint_id, daily_test_notice(event_id, due, site.facts))


@callback
def note_test(site: Site, delivery: Delivery) -> None:
    """Tick the test of an endpoint that confirmed its daily test."""
    confirmed = (DeliveryState.DELIVERED, DeliveryState.DESK_ACCEPTED)
    if delivery.kind == NoticeType.TEST and delivery.state in confirmed:
        site.duty_keeper.tested(delivery.endpoint_id)
