"""Importing by upload in the site's settings: preview, confirm, undo; nothing is written before the last form."""

from collections.abc import AsyncGenerator
from http import HTTPStatus
from pathlib import Path
import tempfile
from typing import Any

from aiohttp import FormData
from aiohttp.test_utils import TestClient
from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import area_registry as ar
from homeassistant.setup import async_setup_component
import pytest

from custom_components.duress.ledger import Entry
from tests.integration.imports import registry_of_places, roster_as_it_is
from tests.integration.peers import RealSite, WebClients, real_site

ROOMS = "edificio;planta;nivel;sala\r\nPrincipal;Baja;0;Aula 1\r\nPrincipal;Baja;alto;Aula 2\r\n".encode("cp1252")
PENDANTS = "label,serial,name,Phone\nPendant 1,1001,Rosa *Hill*,555\nPendant 2,x,,\n".encode("utf-8-sig")


@pytest.fixture(autouse=True)
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep uploads apart from those of other tests: there is one folder for all, and it is emptied at a start."""
    (tmp_path / "uploads").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "uploads"))


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with a receiver on a TCP port."""
    async with real_site(hass) as site:
        yield site


class Settings:
    """Somebody who opens the settings of a site in the browser."""

    def __init__(self, client: TestClient[Any, Any], entry_id: str) -> None:
        """Take a browser that is logged in."""
        self.client = client
        self.entry_id = entry_id

    async def choose(self, step: str) -> dict[str, Any]:
        """Open the settings and choose from the menu."""
        menu = await self._post("", {"handler": self.entry_id})
        assert {"import_roster", "import_places", "import_undo"} <= set(menu["menu_options"])
        return await self.send(menu, {"next_step_id": step})

    async def send(self, form: dict[str, Any], typed: dict[str, Any]) -> dict[str, Any]:
        """Send a form."""
        return await self._post(f"/{form['flow_id']}", typed)

    async def upload(self, content: bytes) -> str:
        """Upload a file; return its id."""
        form = FormData()
        form.add_field("file", content, filename="staff.csv", content_type="text/csv")
        answer = await self.client.post("/api/file_upload", data=form)
        assert answer.status == HTTPStatus.OK
        return str((await answer.json())["file_id"])

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Post to the flow of the settings."""
        answer = await self.client.post(f"/api/config/config_entries/options/flow{path}", json=body)
        assert answer.status == HTTPStatus.OK, await answer.text()
        return dict(await answer.json())


@pytest.fixture
async def settings(hass: HomeAssistant, site: RealSite, hass_client: WebClients) -> Settings:
    """Return an administrator with a browser."""
    assert await async_setup_component(hass, "config", {})
    return Settings(await hass_client(), site.entry.entry_id)


async def entries(site: RealSite) -> list[Entry]:
    """Return what the ledger says."""
    return await site.entry.runtime_data.record.ledger.entries()


async def test_people_and_pendants_by_upload(
    hass: HomeAssistant, site: RealSite, settings: Settings, hass_admin_user: User
) -> None:
    """Given an uploaded file, when it is previewed, confirmed and undone, then each form says what happens."""
    before = await roster_as_it_is(hass, site.entry)
    form = await settings.choose("import_roster")
    preview = await settings.send(form, {"file": await settings.upload(PENDANTS)})
    assert (preview["type"], preview["step_id"]) == ("form", "import_preview")
    said = preview["description_placeholders"]
    assert {key: said[key] for key in ("added", "changed", "unchanged", "left_out", "ignored")} == {
        "added": "1", "changed": "0", "unchanged": "0", "left_out": "1", "ignored": "Phone",
    }  # fmt: skip
    assert said["errors"].startswith('- Row 3: "x" is no serial number.')
    assert "Rosa \\*Hill\\* (person) is added." in said["changes"]
    assert await roster_as_it_is(hass, site.entry) == before
    assert await entries(site) == []

    done = await settings.send(preview, {})
    await hass.async_block_till_done()
    assert (done["type"], done["reason"]) == ("abort", "import_done")
    assert [one.label for one in site.entry.runtime_data.school.roster.transmitters.values()] == ["Pendant 1"]
    (entry,) = await entries(site)
    assert entry.data["actor"] == {
        "kind": "user",
        "user_id": hass_admin_user.id,
        "name": hass_admin_user.name,
        "source": "dialog",
    }

    again = await settings.send(await settings.choose("import_roster"), {"file": await settings.upload(PENDANTS)})
    assert (again["type"], again["reason"]) == ("abort", "import_nothing")

    form = await settings.choose("import_undo")
    undone = await settings.send(form, {"import": form["data_schema"][0]["default"]})
    await hass.async_block_till_done()
    assert (undone["type"], undone["reason"]) == ("abort", "undo_done")
    assert await roster_as_it_is(hass, site.entry) == before


async def test_rooms_by_upload(hass: HomeAssistant, site: RealSite, settings: Settings) -> None:
    """Given a Spanish file of rooms, when it is imported and one room used, then undoing names what stays."""
    preview = await settings.send(await settings.choose("import_places"), {"file": await settings.upload(ROOMS)})
    assert preview["description_placeholders"]["left_out"] == "1"
    assert ar.async_get(hass).async_get_area_by_name("Aula 1") is None
    await settings.send(preview, {})
    room = ar.async_get(hass).async_get_area_by_name("Aula 1")
    assert room is not None
    ar.async_get(hass).async_update(room.id, icon="mdi:school")
    form = await settings.choose("import_undo")
    undone = await settings.send(form, {"import": form["data_schema"][0]["default"]})
    assert (undone["reason"], undone["description_placeholders"]) == ("undo_kept", {"kept": "Aula 1, Baja"})


async def test_a_closed_preview_writes_nothing(hass: HomeAssistant, site: RealSite, settings: Settings) -> None:
    """Given a preview, when the dialog is closed, then nothing was written."""
    before = registry_of_places(hass)
    preview = await settings.send(await settings.choose("import_places"), {"file": await settings.upload(ROOMS)})
    await settings.client.delete(f"/api/config/config_entries/options/flow/{preview['flow_id']}")
    await hass.async_block_till_done()
    assert registry_of_places(hass) == before
    assert await entries(site) == []


async def test_a_file_that_is_gone_can_be_uploaded_again(settings: Settings) -> None:
    """Given an upload that is not there any more, when the form is sent, then it says so, and a new one works."""
    form = await settings.choose("import_places")
    failed = await settings.send(form, {"file": "0123456789abcdef0123456789abcdef"})
    assert failed["errors"] == {"file": "file_gone"}
    preview = await settings.send(failed, {"file": await settings.upload(ROOMS)})
    assert preview["step_id"] == "import_preview"


async def test_any_bytes_can_be_uploaded(settings: Settings) -> None:
    """Given a picture instead of a table, when it is uploaded, then a sentence says that it is none."""
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
    answer = await settings.send(await settings.choose("import_roster"), {"file": await settings.upload(picture)})
    assert (answer["type"], answer["reason"]) == ("abort", "import_nothing")
    assert "none of the headings" in answer["description_placeholders"]["errors"]


async def test_many_errors_are_counted(settings: Settings) -> None:
    """Given more errors than a form can show, when it is previewed, then the rest is counted."""
    csv = "serial\n" + "x\n" * 25 + "1\n"
    preview = await settings.send(await settings.choose("import_roster"), {"file": await settings.upload(csv.encode())})
    lines = preview["description_placeholders"]["errors"].splitlines()
    assert (len(lines), lines[-1]) == (11, "- and 15 more")


async def start(hass: HomeAssistant, site: RealSite, step: str) -> ConfigFlowResult:
    """Choose from the menu without a browser."""
    menu = await hass.config_entries.options.async_init(site.entry.entry_id)
    return await hass.config_entries.options.async_configure(menu["flow_id"], {"next_step_id": step})


@pytest.mark.parametrize("step", ["import_roster", "import_places", "import_undo"])
async def test_a_site_that_does_not_run_imports_nothing(hass: HomeAssistant, site: RealSite, step: str) -> None:
    """Given a stopped site, when something is to be imported, then the dialog says why it cannot be."""
    await hass.config_entries.async_unload(site.entry.entry_id)
    flow = await start(hass, site, step)
    assert (flow["type"], flow["reason"]) == (FlowResultType.ABORT, "site_not_running")
    await hass.config_entries.async_setup(site.entry.entry_id)


async def test_a_site_that_stops_during_the_preview(hass: HomeAssistant, site: RealSite, settings: Settings) -> None:
    """Given a preview, when the site is stopped before it is confirmed, then nothing is written."""
    preview = await settings.send(await settings.choose("import_places"), {"file": await settings.upload(ROOMS)})
    before = registry_of_places(hass)
    await hass.config_entries.async_unload(site.entry.entry_id)
    assert (await settings.send(preview, {}))["reason"] == "site_not_running"
    assert registry_of_places(hass) == before
    await hass.config_entries.async_setup(site.entry.entry_id)


async def test_nothing_to_undo(hass: HomeAssistant, site: RealSite) -> None:
    """Given no import, when one is to be undone, then the dialog says that there is none."""
    flow = await start(hass, site, "import_undo")
    assert (flow["type"], flow["reason"]) == (FlowResultType.ABORT, "nothing_to_undo")


async def test_a_full_disk_is_said(hass: HomeAssistant, site: RealSite, settings: Settings) -> None:
    """Given a ledger that is gone, when a preview is confirmed or a file looked at, then the dialog says why not."""
    preview = await settings.send(await settings.choose("import_places"), {"file": await settings.upload(ROOMS)})
    before = registry_of_places(hass)
    await site.entry.runtime_data.record.ledger.close()
    chosen = await settings.choose("import_undo")
    assert chosen["reason"] == "import_failed"
    failed = await settings.send(preview, {})
    assert failed["reason"] == "import_failed"
    assert "could not be stored" in failed["description_placeholders"]["detail"]
    looked = await settings.send(await settings.choose("import_roster"), {"file": await settings.upload(PENDANTS)})
    assert looked["reason"] == "import_failed"
    assert registry_of_places(hass) == before
