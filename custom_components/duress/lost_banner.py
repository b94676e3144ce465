"""The banner of lost mode: while the check-ins of a lost pendant are located, everybody can see it.

One repair issue for each such pendant says until when, who began it and why; the readiness of the site counts them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from homeassistant.core import CALLBACK_TYPE, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .core.events import ActorKind
from .listeners import READINESS
from .phrases import say

if TYPE_CHECKING:
    from .site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """One lost pendant whose check-ins are located; moments are seconds since 1970, `by` is who began it."""

    device_id: str
    label: str
    since: float
    until: float
    by: str
    reason: str


async def async_located(site: Site) -> Sequence[Located]:
    """Return every pendant whose check-ins are located at this moment, by label."""
    found = []
    for device_id, until in site.school.lost_until().items():
        if (custody := site.people.custody(device_id)) is None:
            continue
        user = await site.hass.auth.async_get_user(custody.by) if custody.by != ActorKind.AUTOMATION else None
        found.append(
            Located(
                device_id=device_id,
                label=site.school.roster.transmitters[device_id].label,
                since=custody.since,
                until=until,
                by=user.name or user.id if user is not None else say(site.hass, "lost_by_automation"),
                reason=custody.reason,
            )
        )
    return sorted(found, key=lambda one: (one.label, one.device_id))


class LostBanner:
    """The repair issues of lost mode at a site."""

    def __init__(self, site: Site) -> None:
        """Belong to a site; nothing is shown yet."""
        self._site = site
        self._shown: set[str] = set()
        self._showing = False

    @callback
    def start(self) -> list[CALLBACK_TYPE]:
        """Begin to follow; the returned functions end it."""
        return [self._site.entities.add(READINESS, self.look_soon), self.clear]

    @callback
    def look_soon(self) -> None:
        """Show in a moment who is located, and take back who is not."""
        located = {f"lost_mode_{device_id}" for device_id in self._site.school.lost_until()}
        for issue_id in self._shown - located:
            ir.async_delete_issue(self._site.hass, DOMAIN, issue_id)
        self._shown &= located
        if located and not self._showing and self._site.is_running:
            self._showing = True
            _ = self._site.entry.async_create_task(self._site.hass, self._async_show(), "duress lost mode")

    async def _async_show(self) -> None:
        """Show a banner for each pendant that is located."""
        try:
            located = await async_located(self._site)
        finally:
            self._showing = False
        if not self._site.is_running:
            return
        for one in located:
            issue_id = f"lost_mode_{one.device_id}"
            self._shown.add(issue_id)
            ir.async_create_issue(
                self._site.hass,
                DOMAIN,
                issue_id,
                is_fixable=False,
                severity=ir.IssueSeverity.WARNING,
                translation_key="lost_mode",
                translation_placeholders={
                    "device": one.label,
                    "since": _local(one.since),
                    "until": _local(one.until),
                    "by": one.by,
                    "reason": one.reason or "–",
                },
            )

    @callback
    def clear(self) -> None:
        """Take everything back: the site does not run."""
        for issue_id in self._shown:
            ir.async_delete_issue(self._site.hass, DOMAIN, issue_id)
        self._shown = set()


def _local(utc: float) -> str:
    """Return a moment as the clock on the wall shows it."""
    return f"{dt_util.as_local(datetime.fromtimestamp(utc, UTC)):%Y-%m-%d %H:%M}"
