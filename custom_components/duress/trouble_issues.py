"""Troubles as repair issues: what happened, what it means for protection, what to do, until the cause is gone.

A lost link is said by `links.py`, which knows its address and what is wrong there, a lost path by `endpoint_issues.py`.
When many devices are missing at once, one issue says so: nobody reads forty.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from homeassistant.core import callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util

from .const import DOMAIN
from .core.events import TroubleEnded, TroubleEvent, TroubleKind
from .core.health import CHECK_INS
from .core.troubles import Trouble

if TYPE_CHECKING:
    from .site import Site

MANY: Final = 10
"""Missing devices that are said one by one."""

_NAMED: Final = 10


class TroubleIssues:
    """The repair issues of the open troubles of a site."""

    def __init__(self, site: Site) -> None:
        """Belong to a site."""
        self._site = site
        self._shown: set[str] = set()

    @callback
    def show(self) -> None:
        """Say everything that is open."""
        for trouble in self._site.school.troubles.open.values():
            if trouble.kind is not TroubleKind.MISSING:
                self._say(trouble)
        self._say_missing()

    @callback
    def follow(self, event: TroubleEvent) -> None:
        """Follow what happened to a trouble."""
        if event.kind is TroubleKind.MISSING:
            self._say_missing()
        elif isinstance(event, TroubleEnded):
            self._take_back(f"trouble_{event.trouble_id}")
        elif (trouble := self._site.school.troubles.open.get(event.trouble_id)) is not None:
            self._say(trouble)

    @callback
    def clear(self) -> None:
        """Take everything back: the site does not run."""
        for issue_id in list(self._shown):
            self._take_back(issue_id)

    def _say_missing(self) -> None:
        """Say who is missing, one by one or, of many, in one."""
        school = self._site.school
        missing = [
            one for one in school.troubles.open.values() if one.kind is TroubleKind.MISSING and not school.is_muted(one)
        ]
        many = len(missing) > MANY
        wanted = {f"trouble_{one.trouble_id}": one for one in missing} if not many else {}
        summary = f"trouble_missing_{self._site.entry.entry_id}"
        for issue_id in [one for one in self._shown if one.startswith("trouble_") and self._is_missing(one)]:
            if issue_id not in wanted:
                self._take_back(issue_id)
        for trouble in wanted.values():
            self._say(trouble)
        if not many:
            self._take_back(summary)
            return
        labels = [device.label for one in missing for device in one.devices.values()]
        names = ", ".join(labels[:_NAMED]) + (" …" if len(labels) > _NAMED else "")
        values = {"count": str(len(labels)), "devices": names, "since": _local(missing[0].since)}
        self._raise(summary, "trouble_missing_many", values, grave=any(one.escalated for one in missing))

    def _is_missing(self, issue_id: str) -> bool:
        """Whether an issue is about one missing device, be it back by now."""
        entry = ir.async_get(self._site.hass).async_get_issue(DOMAIN, issue_id)
        return entry is not None and (entry.translation_key or "").removesuffix("_grave") == "trouble_missing"

    def _say(self, trouble: Trouble) -> None:
        """Say one trouble in words."""
        if trouble.kind in (TroubleKind.LINK_LOST, TroubleKind.PATH_LOST):
            return
        if self._site.school.is_muted(trouble):
            self._take_back(f"trouble_{trouble.trouble_id}")
            return
        device_id, device = next(iter(trouble.devices.items()))
        title = self._site.entry.title
        values = {
            "device": device.label,
            "place": device.room.name if device.room else title,
            "building": (device.room.building if device.room else None) or title,
            "count": str(len(trouble.devices)),
            "devices": ", ".join(one.label for one in trouble.devices.values()),
            "since": _local(trouble.since),
            **self._intervals(device_id),
        }
        key = f"trouble_{trouble.kind}"
        if trouble.is_many:
            key = f"{key}_many"
        elif trouble.escalated:
            key = f"{key}_grave"
        elif trouble.kind is TroubleKind.WEAK_SIGNAL and trouble.detail == CHECK_INS:
            key = f"{key}_{CHECK_INS}"
        self._raise(f"trouble_{trouble.trouble_id}", key, values, grave=trouble.escalated)

    def _intervals(self, device_id: str) -> dict[str, str]:
        """Return the expected and the seen minutes between check-ins of a transmitter."""
        school = self._site.school
        if device_id not in school.roster.transmitters:
            return {}
        seen = school.seen_interval(device_id)
        return {
            "expected": _minutes(school.expected_interval(device_id)),
            "seen": _minutes(seen) if seen is not None else "?",
        }

    def _raise(self, issue_id: str, key: str, values: dict[str, str], *, grave: bool) -> None:
        """Show an issue, or change what it says."""
        self._shown.add(issue_id)
        ir.async_create_issue(
            self._site.hass,
            DOMAIN,
            issue_id,
            is_fixable=False,
            severity=ir.IssueSeverity.ERROR if grave else ir.IssueSeverity.WARNING,
            translation_key=key,
            translation_placeholders=values,
        )

    def _take_back(self, issue_id: str) -> None:
        """End an issue."""
        if issue_id in self._shown:
            self._shown.remove(issue_id)
            ir.async_delete_issue(self._site.hass, DOMAIN, issue_id)


def _local(utc: float) -> str:
    """Return a moment as the clock on the wall shows it."""
    return f"{dt_util.as_local(datetime.fromtimestamp(utc, UTC)):%Y-%m-%d %H:%M}"


def _minutes(seconds: float) -> str:
    """Return seconds as minutes, without needless digits."""
    return f"{seconds / 60:.1f}".removesuffix(".0")
