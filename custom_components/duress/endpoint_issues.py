"""What is shown of an endpoint that does not take messages: what to do about it, and the question who we are."""

from typing import TYPE_CHECKING, Final

from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntry, ConfigFlowContext, ConfigSubentry
from homeassistant.core import HomeAssistant, callback

from . import issues
from .const import DOMAIN
from .monitoring import Advice, Answer, EndpointStatus, Outcome, advice_of
from .phrases import say

if TYPE_CHECKING:
    from .site import Site

CONF_ENDPOINT: Final = "endpoint_id"
FAILURES_BEFORE_ISSUE: Final = 3

_KNOWN_BY: Final = (Advice.SECRET, Advice.BROKER_REFUSES)


@callback
def show(site: Site, endpoint_id: str, label: str, status: EndpointStatus) -> None:
    """Say what to do about an endpoint, or that nothing is to be done any more."""
    answer = status.last_answer
    if (key := _issue(status, answer)) is not None:
        detail = answer.detail if answer is not None else ""
        issues.endpoint_fails(site.hass, endpoint_id, label, key, detail, advise(site.hass, answer))
    elif status.proven:
        issues.endpoint_works(site.hass, endpoint_id)
    if answer is None:
        return
    if answer.skew is not None:
        issues.clock(site.hass, endpoint_id, label, answer.skew)
    endpoint = site.entry.subentries.get(endpoint_id)
    if advice_of(answer) in _KNOWN_BY and endpoint is not None:
        _ask_for_secret(site.hass, site.entry, endpoint)
    elif answer.outcome in (Outcome.DELIVERED, Outcome.ACCEPTED):
        _ask_no_more(site.hass, site.entry, endpoint_id)


@callback
def forget(site: Site, endpoint_id: str) -> None:
    """Take everything back that is said about an endpoint that was removed."""
    issues.endpoint_works(site.hass, endpoint_id)
    issues.clock(site.hass, endpoint_id, "", 0.0)
    _ask_no_more(site.hass, site.entry, endpoint_id)


@callback
def advise(hass: HomeAssistant, answer: Answer | None, language: str | None = None) -> str:
    """Return in a sentence or two what to do about an answer; empty for one that is as it should be."""
    advice = advice_of(answer) if answer is not None else None
    return "" if advice is None else say(hass, f"advice_{advice}", language)


@callback
def advise_status(hass: HomeAssistant, status: EndpointStatus, language: str | None = None) -> str:
    """Return what to do about an endpoint as it stands; empty if nothing is known to be wrong."""
    if status.proven:
        return ""
    answer = status.last_failure or status.last_answer
    if (said := advise(hass, answer, language)) or not status.lost:
        return said
    is_taken = answer is not None and answer.outcome is Outcome.ACCEPTED
    return say(hass, "advice_unconfirmed" if is_taken else f"advice_{Advice.SILENT}", language)


@callback
def _ask_for_secret(hass: HomeAssistant, entry: ConfigEntry, endpoint: ConfigSubentry) -> None:
    """Ask, unless somebody is asked already; Home Assistant asks about one thing of a site at a time."""
    name = f"{entry.title}: {endpoint.title}"
    context = ConfigFlowContext(unique_id=endpoint.subentry_id, title_placeholders={"name": name})
    entry.async_start_reauth(hass, context=context, data={CONF_ENDPOINT: endpoint.subentry_id})


@callback
def _ask_no_more(hass: HomeAssistant, entry: ConfigEntry, endpoint_id: str) -> None:
    """Take the question back, because the desk accepts our signatures again or is gone."""
    about = {"source": SOURCE_REAUTH, "entry_id": entry.entry_id, "unique_id": endpoint_id}
    for flow in hass.config_entries.flow.async_progress_by_handler(DOMAIN, match_context=about):
        hass.config_entries.flow.async_abort(flow["flow_id"])


def _issue(status: EndpointStatus, answer: Answer | None) -> str | None:
    """Return which issue fits; None for none."""
    if answer is None or answer.is_confirmation:
        # What was sent since then hangs, unless it is another message that keeps the way from being proven.
        return "endpoint_silent" if status.lost and status.last_failure is None else None
    if status.retired:
        return "endpoint_retired"
    if answer.is_final:
        return "endpoint_final"
    if answer.outcome is Outcome.REFUSED:
        return "endpoint_refuses"
    if status.lost and answer.outcome is Outcome.ACCEPTED:
        return "endpoint_unconfirmed"
    return "endpoint_unreachable" if status.lost or status.failures_in_a_row >= FAILURES_BEFORE_ISSUE else None
