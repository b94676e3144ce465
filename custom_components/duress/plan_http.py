"""Floor plans over HTTP, for who is logged in: images to show and to give, all plans of a site as one file.

These are too large for the web socket. Every request is checked as a command is, by the role of whoever sends it.
"""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
import json
from typing import Final

from aiohttp import web
from homeassistant.components.http.const import KEY_HASS_USER
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.http import KEY_HASS, HomeAssistantView
from homeassistant.util.json import JsonObjectType, JsonValueType

from .access import check, role_of
from .calls import site_of
from .core.plans import (
    MAX_BYTES,
    Change,
    FloorImport,
    ImportPlan,
    Pack,
    PictureError,
    Plan,
    PlansFile,
    PlansFileError,
    file_data,
    plan_import,
    read_file,
)
from .core.roles import COMMANDS, DIALOGS, Right, may
from .map_commands import console_actor
from .map_places import map_floors
from .map_view import PICTURES
from .phrases import async_load_phrases, say
from .site import Site

PLANS: Final = "/api/duress/plans/{site}"
MOST_FILE_BYTES: Final = 64 * 1024 * 1024

_SEE: Final = COMMANDS["duress/map"]
_CHANGE: Final = DIALOGS["floor_plans"]
_SAFE: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, max-age=31536000, immutable",
}
"""An image is shown as what it is and nothing else; its address changes with its bytes."""


class _RefusedError(Exception):
    """A request that is not done, with the sentence that says why."""

    def __init__(self, status: HTTPStatus, code: str, sentence: str) -> None:
        """Keep what is answered."""
        super().__init__(sentence)
        self.status, self.code = status, code


class PlansView(HomeAssistantView):
    """All plans of a site as one file: handed out, and taken."""

    url = PLANS
    name = "api:duress:plans"

    async def get(self, request: web.Request, site: str) -> web.Response:
        """Return the file."""
        try:
            running = await _async_site(request, site, _CHANGE)
            text = await _async_export(running, names=_may(request, running, Right.READ_NAMES))
        except _RefusedError as refused:
            return _said(refused)
        name = f'attachment; filename="duress-plans-{running.entry.entry_id}.json"'
        return web.Response(
            text=text,
            content_type="application/json",
            headers={"Content-Disposition": name, "Cache-Control": "no-store"},
        )

    async def post(self, request: web.Request, site: str) -> web.Response:
        """Take a file, or with `dry_run=1` say what taking it would do."""
        try:
            running = await _async_site(request, site, _CHANGE)
            body = await _async_body(request, running, MOST_FILE_BYTES, "file_too_large")
            return web.json_response(await _async_import(request, running, body))
        except _RefusedError as refused:
            return _said(refused)


class PlanView(HomeAssistantView):
    """The image of one floor: taken."""

    url = f"{PLANS}/{{floor_id}}"
    name = "api:duress:plan"

    async def post(self, request: web.Request, site: str, floor_id: str) -> web.Response:
        """Take an image for a floor from somebody who saw `revision` of its plan."""
        try:
            running = await _async_site(request, site, _CHANGE)
            seen = request.query.get("revision", "")
            body = await _async_body(request, running, MAX_BYTES, "too_large")
            try:
                plan = await running.plans.async_show(
                    floor_id, body, int(seen) if seen.isdecimal() else 0, console_actor(request[KEY_HASS_USER])
                )
            except PictureError as error:
                raise _wrong(request, running, error.why) from error
            except HomeAssistantError as error:
                raise _conflict(error) from error
        except _RefusedError as refused:
            return _said(refused)
        return web.json_response({"floor_id": floor_id, "revision": plan.revision})


class PictureView(HomeAssistantView):
    """The image of one floor: shown."""

    url = PICTURES
    name = "api:duress:plan:image"

    async def get(self, request: web.Request, site: str, floor_id: str, name: str) -> web.StreamResponse:
        """Return an image; one that no plan has, and any other file, is not found."""
        try:
            running = await _async_site(request, site, _SEE)
        except _RefusedError as refused:
            return _said(refused)
        picture = running.plans.picture(floor_id, name)
        if picture is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        found = await running.hass.async_add_executor_job(running.plans.files.read, [picture])
        if (data := found.get(name)) is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        return web.Response(body=data, content_type=f"image/{picture.kind}", headers=_SAFE)


def async_setup_plans(hass: HomeAssistant) -> None:
    """Offer the addresses once, for all sites."""
    for view in (PlansView, PlanView, PictureView):
        hass.http.register_view(view())


async def _async_site(request: web.Request, entry_id: str, right: Right) -> Site:
    """Return the site that is meant, for somebody who may; raises _RefusedError."""
    hass: HomeAssistant = request.app[KEY_HASS]
    await async_load_phrases(hass, request.query.get("language"))
    try:
        site = site_of(hass, entry_id)
    except HomeAssistantError as error:
        raise _RefusedError(HTTPStatus.NOT_FOUND, "no_site", str(error)) from error
    try:
        check(role_of(site.entry, request[KEY_HASS_USER]), right)
    except HomeAssistantError as error:
        raise _RefusedError(HTTPStatus.FORBIDDEN, "unauthorized", str(error)) from error
    return site


async def _async_body(request: web.Request, site: Site, most: int, why: str) -> bytes:
    """Return what was sent; of what is too long no more is read than shows that."""
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > most:
            raise _wrong(request, site, why, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return bytes(body)


def _may(request: web.Request, site: Site, right: Right) -> bool:
    """Whether whoever asks has one more right."""
    return may(role_of(site.entry, request[KEY_HASS_USER]), right)


async def _async_export(site: Site, *, names: bool) -> str:
    """Return all plans of a site as the text of a file; with contacts if names may be seen."""
    plans, packs = dict(site.plans.plans), dict(site.plans.packs) if names else None
    floors = [one.facts for one in map_floors(site, plans)]
    pictures = [plan.picture for plan in plans.values() if plan.picture is not None]

    def write() -> str:
        """Put the file together, away from the event loop."""
        data = file_data(site.entry.title, floors, plans, site.plans.files.read(pictures), packs)
        return json.dumps(data, ensure_ascii=False, indent=1)

    return await site.hass.async_add_executor_job(write)


async def _async_import(request: web.Request, site: Site, body: bytes) -> JsonObjectType:
    """Take a file and answer what it changed, or would change."""
    try:
        file = await site.hass.async_add_executor_job(partial(_read, body))
    except PlansFileError as error:
        raise _wrong(request, site, error.why) from error
    before, packs = dict(site.plans.plans), dict(site.plans.packs)
    takes_contacts = _may(request, site, Right.CHANGE_PEOPLE)

    def plan() -> ImportPlan:
        """Compare the file with the plans as they are."""
        before.update(site.plans.plans)
        packs.update(site.plans.packs)
        floors = [one.facts for one in map_floors(site, before)]
        return plan_import(file, floors, before, packs if takes_contacts else None)

    if request.query.get("dry_run") == "1":
        found = plan()
    else:
        try:
            found = await site.plans.async_import(plan, console_actor(request[KEY_HASS_USER]))
        except HomeAssistantError as error:
            raise _conflict(error) from error
    return {
        "floors": [_changes(one, before.get(one.floor.floor_id, Plan())) for one in found.floors],
        "unknown": [*found.unknown],
        "contacts": _contacts_fate(file, found, packs, left_out=not takes_contacts),
    }


def _contacts_fate(file: PlansFile, found: ImportPlan, before: Mapping[str, Pack], *, left_out: bool) -> str:
    """Return what becomes of contacts; who may not change them leaves those of a file out."""
    if left_out:
        return "left_out" if file.has_contacts else "same"
    return "changed" if any(one != before.get(key, Pack()) for key, one in found.packs.items()) else "same"


def _read(body: bytes) -> PlansFile:
    """Return the plans in a file; raises PlansFileError."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise PlansFileError("file_is_other") from error
    return read_file(data)


def _changes(one: FloorImport, before: Plan) -> JsonObjectType:
    """Return what a file changes on one floor, in numbers."""
    changes = one.plan.changes(before)
    picture = next((change for change in changes if change.key is None), None)
    of_facts = {**before.labels, **one.plan.labels}
    places = [change for change in changes if change.key is not None and change.key not in of_facts]
    left_out: list[JsonValueType] = [*one.left_out]
    return {
        "floor_id": one.floor.floor_id,
        "floor": one.floor.name,
        "image": _fate(picture),
        "placed": sum(change.before is None for change in places),
        "moved": sum(None not in (change.before, change.after) for change in places),
        "removed": sum(change.after is None for change in places),
        "facts": sum(change.key in of_facts for change in changes),
        "left_out": left_out,
    }


def _fate(change: Change | None) -> str:
    """Return what becomes of an image."""
    if change is None:
        return "same"
    if change.after is None:
        return "removed"
    return "new" if change.before is None else "replaced"


def _wrong(request: web.Request, site: Site, why: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> _RefusedError:
    """Return the refusal of what was sent, in the language that was asked for."""
    return _RefusedError(status, why, say(site.hass, f"plan_{why}", request.query.get("language")))


def _conflict(error: HomeAssistantError) -> _RefusedError:
    """Return the refusal of what cannot be done now."""
    return _RefusedError(HTTPStatus.CONFLICT, error.translation_key or "not_possible", str(error))


def _said(refused: _RefusedError) -> web.Response:
    """Return a refusal as JSON."""
    return web.json_response({"code": refused.code, "message": str(refused)}, status=refused.status)
