"""The responder pack as consoles follow it: a page for each floor, whom to call, and who said when that it is right."""

from homeassistant.util.json import JsonObjectType, JsonValueType

from .core.plans import WHOLE, Pack
from .core.roles import Right, Role, may
from .map_places import MapFloor
from .map_view import buttons_of, floor_view
from .pack_pages import pack_pages, version_of
from .site import Site


async def pack_view(site: Site, role: Role) -> JsonObjectType:
    """Return every page; contacts for roles that may see names, who verified for those that may read the history."""
    buttons = buttons_of(site)
    return {
        "site": site.entry.title,
        **_contacts(site.plans.pack(WHOLE), role),
        "floors": [_page(site, one, role, buttons) for one in pack_pages(site)],
    }


def _page(site: Site, floor: MapFloor, role: Role, buttons: dict[str, list[str]]) -> JsonObjectType:
    """Return the page of one floor; `version` tells it from what it was and will be, for who may verify it."""
    pack, version = site.plans.pack(floor.floor_id), version_of(site, floor)
    said = pack.verified
    verified: JsonObjectType | None = None
    if said is not None:
        by = said.by if may(role, Right.READ_HISTORY) else None
        verified = {"at": said.at, "by": by, "changed": said.digest != version}
    return {
        **floor_view(site, floor, site.plans.plan(floor.floor_id), buttons),
        # Responders do not look for these, and each of their troubles would be told.
        "listeners": [],
        **_contacts(pack, role),
        "verified": verified,
        "version": version if may(role, Right.VERIFY_PACK) else None,
    }


def _contacts(pack: Pack, role: Role) -> JsonObjectType:
    """Return whom to call, and the revision of that."""
    rows: list[JsonValueType] = [
        {"name": one.name, "purpose": one.purpose, "phone": one.phone} for one in pack.contacts
    ]
    return {"contacts_revision": pack.revision, "contacts": rows if may(role, Right.READ_NAMES) else None}
