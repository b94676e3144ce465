"""Repair issues: only what somebody at the school can do something about, in words."""

from collections.abc import Sequence
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN

MOST_SKEW: Final = 5.0
"""Seconds by which the clocks of a site and an endpoint may differ."""

WARNING = ir.IssueSeverity.WARNING


@callback
def _raise(
    hass: HomeAssistant,
    issue_id: str,
    key: str,
    placeholders: dict[str, str],
    severity: ir.IssueSeverity = ir.IssueSeverity.ERROR,
) -> None:
    """Show a repair issue that ends when its cause ends."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        issue_id,
        is_fixable=False,
        severity=severity,
        translation_key=key,
        translation_placeholders=placeholders,
    )


@callback
def ledger_set_aside(hass: HomeAssistant, entry_id: str, name: str) -> None:
    """Say that the ledger's file was unreadable and where it is kept; stays until it is dismissed."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"ledger_set_aside_{entry_id}",
        is_fixable=False,
        is_persistent=True,
        severity=ir.IssueSeverity.ERROR,
        translation_key="ledger_set_aside",
        translation_placeholders={"file": name},
    )


@callback
def ledger_failing(hass: HomeAssistant, entry_id: str, detail: str) -> None:
    """Say that nothing is stored at the moment."""
    _raise(hass, f"ledger_failing_{entry_id}", "ledger_failing", {"detail": detail})


@callback
def ledger_works(hass: HomeAssistant, entry_id: str) -> None:
    """Take that back."""
    ir.async_delete_issue(hass, DOMAIN, f"ledger_failing_{entry_id}")


@callback
def ledger_flawed(hass: HomeAssistant, entry_id: str, what: str, seq: int, time: str) -> None:
    """Say that the ledger is not as it was written: `what` is the kind of its first flaw."""
    key = "ledger_cut_off" if what in ("cut_off", "missing", "no_head") else "ledger_altered"
    _raise(hass, f"ledger_flawed_{entry_id}", key, {"number": str(seq), "time": time})


@callback
def ledger_sound(hass: HomeAssistant, entry_id: str) -> None:
    """Take that back."""
    ir.async_delete_issue(hass, DOMAIN, f"ledger_flawed_{entry_id}")


@callback
def recording_failed(hass: HomeAssistant, entry_id: str, name: str, detail: str) -> None:
    """Say that a recording ended because the disk took no more."""
    _raise(hass, f"recording_failed_{entry_id}", "recording_failed", {"file": name, "detail": detail}, WARNING)


@callback
def recording_works(hass: HomeAssistant, entry_id: str) -> None:
    """Take that back."""
    ir.async_delete_issue(hass, DOMAIN, f"recording_failed_{entry_id}")


@callback
def receiver_lost(hass: HomeAssistant, receiver_id: str, label: str, address: str, problem: str) -> None:
    """Say that a receiver's link does not work and why."""
    key = f"receiver_lost_{problem}" if problem in ("not_found", "busy", "silent", "wrong_address") else "receiver_lost"
    _raise(hass, f"receiver_lost_{receiver_id}", key, {"receiver": label, "address": address})


@callback
def receiver_back(hass: HomeAssistant, receiver_id: str) -> None:
    """Take that back."""
    ir.async_delete_issue(hass, DOMAIN, f"receiver_lost_{receiver_id}")


@callback
def endpoint_fails(hass: HomeAssistant, endpoint_id: str, label: str, key: str, detail: str, advice: str) -> None:
    """Say that monitoring does not take messages: `key` is what is the matter, such as endpoint_refuses."""
    _raise(hass, f"endpoint_{endpoint_id}", key, {"endpoint": label, "detail": detail, "advice": advice})


@callback
def endpoint_works(hass: HomeAssistant, endpoint_id: str) -> None:
    """Take that back."""
    ir.async_delete_issue(hass, DOMAIN, f"endpoint_{endpoint_id}")


@callback
def room_numbers_new(hass: HomeAssistant, entry_id: str, endpoint_id: str, words: dict[str, str]) -> None:
    """Say which rooms have numbers that a monitoring centre does not know; somebody says when it does."""
    ir.async_create_issue(
        hass,
        DOMAIN,
        f"room_numbers_{endpoint_id}",
        data={"entry_id": entry_id, "endpoint_id": endpoint_id, **words},
        is_fixable=True,
        severity=WARNING,
        translation_key="room_numbers_new",
        translation_placeholders=words,
    )


@callback
def room_numbers_told(hass: HomeAssistant, endpoint_id: str) -> None:
    """Take that back."""
    ir.async_delete_issue(hass, DOMAIN, f"room_numbers_{endpoint_id}")


@callback
def clock(hass: HomeAssistant, endpoint_id: str, label: str, skew: float) -> None:
    """Say that our clock and an endpoint's differ by too many seconds, or take that back."""
    issue_id = f"clock_{endpoint_id}"
    if abs(skew) <= MOST_SKEW:
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    _raise(hass, issue_id, "clock_differs", {"endpoint": label, "seconds": str(round(abs(skew)))}, WARNING)


@callback
def stopped_with_incident(hass: HomeAssistant, entry_id: str, site: str, numbers: Sequence[int]) -> None:
    """Say that somebody stopped the system in the middle of incidents, or take that back."""
    issue_id = f"stopped_with_incident_{entry_id}"
    if not numbers:
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    placeholders = {"site": site, "number": ", ".join(map(str, numbers))}
    _raise(hass, issue_id, "stopped_with_incident", placeholders, WARNING)


@callback
def duties_overdue(hass: HomeAssistant, entry_id: str, placeholders: dict[str, str] | None) -> None:
    """Say in one issue how many tests are overdue, or take that back."""
    issue_id = f"duties_overdue_{entry_id}"
    if placeholders is None:
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    _raise(hass, issue_id, "duties_overdue", placeholders, WARNING)


@callback
def survey_unusable(hass: HomeAssistant, entry_id: str) -> None:
    """Say that no model can be made of the survey."""
    _raise(hass, f"survey_unusable_{entry_id}", "survey_unusable", {}, WARNING)


@callback
def survey_usable(hass: HomeAssistant, entry_id: str) -> None:
    """Take that back."""
    ir.async_delete_issue(hass, DOMAIN, f"survey_unusable_{entry_id}")


@callback
def roster(hass: HomeAssistant, entry_id: str, key: str, labels: Sequence[str]) -> None:
    """Say which devices do not add up, or take that back: `key` is loans_overdue, two_for_one or without_holder."""
    issue_id = f"{key}_{entry_id}"
    if not labels:
        ir.async_delete_issue(hass, DOMAIN, issue_id)
        return
    placeholders = {"count": str(len(labels)), "devices": ", ".join(labels)}
    _raise(hass, issue_id, key, placeholders, ir.IssueSeverity.WARNING)


@callback
def output_fails(hass: HomeAssistant, entry_id: str, key: str, entity_id: str, name: str) -> None:
    """Say what is wrong with an output to the alarm panel: `key` begins with panel_output."""
    severity = ir.IssueSeverity.ERROR if key == "panel_output_not_told" else WARNING
    _raise(hass, f"panel_output_{entry_id}_{entity_id}", key, {"output": name, "entity": entity_id}, severity)


@callback
def output_works(hass: HomeAssistant, entry_id: str, entity_id: str) -> None:
    """Take that back."""
    ir.async_delete_issue(hass, DOMAIN, f"panel_output_{entry_id}_{entity_id}")


@callback
def watchdog_fails(hass: HomeAssistant, entry_id: str, key: str, name: str, reason: str) -> None:
    """Say why a watchdog relay gets no pulses: `key` is watchdog_not_pulsed or watchdog_held_back."""
    _raise(hass, f"watchdog_{entry_id}", key, {"output": name, "reason": reason}, WARNING)


@callback
def watchdog_works(hass: HomeAssistant, entry_id: str) -> None:
    """Take that back."""
    ir.async_delete_issue(hass, DOMAIN, f"watchdog_{entry_id}")
