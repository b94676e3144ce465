"""What consoles are told: the roster and the ledger, as plain data."""

from homeassistant.util.json import JsonObjectType, JsonValueType

from .core.events import Import
from .core.roles import Right, Role, may
from .ledger import Entry
from .pendant_view import pendant_row
from .roster_view import roster_of
from .site import Site


async def roster_view(site: Site, role: Role) -> JsonObjectType:
    """Return who has what and what works; without names and people for a role that may not read names."""
    if not may(role, Right.READ_NAMES):
        bare: list[JsonValueType] = [pendant_row(site, holding) for holding in site.people.holdings()]
        return {"site": site.entry.title, "devices": bare, "names": False, "last_import": None}
    known = roster_of(site, await site.people.store.people(), pendant_row)
    return {**known, "names": True, "last_import": await _last_import(site, role)}


async def _last_import(site: Site, role: Role) -> JsonObjectType | None:
    """Return the last import of people and pendants, for a role that may undo it; None if there is none."""
    record = await site.people.store.last_import(Import.ROSTER) if may(role, Right.CHANGE_PEOPLE) else None
    return None if record is None else {"import_id": record.import_id, "at": record.at}


def entry_view(entry: Entry) -> JsonObjectType:
    """Return an entry of the ledger; `data` is the event as it is stored."""
    return {
        "seq": entry.seq,
        "event_id": entry.event_id,
        "kind": entry.kind,
        "at": entry.at,
        "incident_id": entry.incident_id,
        "data": dict(entry.data),
    }
