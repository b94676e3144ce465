"""The ledger in a running school: checked, exported, held, looked after at night, and who may do it."""

import asyncio
import csv
from datetime import timedelta
import json
from pathlib import Path

from homeassistant.auth.const import GROUP_ID_USER
from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (  # type: ignore[import-untyped] # the library has no types
    async_fire_time_changed,
)

from custom_components.duress import clock
from custom_components.duress.const import DOMAIN
from custom_components.duress.core.moment import Moment
from custom_components.duress.core.records import from_data
from custom_components.duress.ledger import DEFAULT_YEARS, YEAR, Entry
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import set_up_demo
from tests.integration.test_actions import press, step


async def ask(hass: HomeAssistant, action: str, user: User | None = None, **data: object) -> dict[str, object]:
    """Call an action and return its answer."""
    context = Context(user_id=user.id if user is not None else None)
    answer = await hass.services.async_call(DOMAIN, action, data, blocking=True, return_response=True, context=context)
    assert isinstance(answer, dict)
    return {**answer}


def file_of(entry: DuressConfigEntry, folder: Path) -> Path:
    """Return the ledger's file."""
    return folder / "duress" / f"{entry.entry_id}.sqlite"


def change_one_byte(file: Path, old: bytes, new: bytes) -> None:
    """Change a file behind the program's back."""
    content = file.read_bytes()
    assert len(old) == len(new)
    assert old in content
    file.write_bytes(content.replace(old, new))


def read_json(file: Path) -> list[dict[str, object]]:
    """Return what is in an exported file."""
    rows: list[dict[str, object]] = json.loads(file.read_text(encoding="utf-8"))
    return rows


def read_csv(file: Path) -> list[list[str]]:
    """Return the rows of an exported file."""
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


async def test_one_changed_byte_is_named_shown_and_taken_back(hass: HomeAssistant, config_folder: Path) -> None:
    """Given a closed incident, when a byte of it changes on the disk, then a check names it and an issue shows it."""
    entry = await set_up_demo(hass)
    incident_id = await press(hass, entry)
    await step(hass, "acknowledge", incident_id)
    await step(hass, "clear", incident_id, "pressed by mistake")
    answer = await ask(hass, "verify_ledger")
    assert answer["sound"] is True
    assert answer["flaw"] is None
    await hass.config_entries.async_unload(entry.entry_id)
    file = file_of(entry, config_folder)
    await hass.async_add_executor_job(change_one_byte, file, b"pressed by mistake", b"pressed by mistbke")
    await hass.config_entries.async_setup(entry.entry_id)
    answer = await ask(hass, "verify_ledger")
    flaw = answer["flaw"]
    assert isinstance(flaw, dict)
    assert (answer["sound"], flaw["what"], flaw["kind"]) == (False, "altered", "incident_cleared")
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"ledger_flawed_{entry.entry_id}")
    assert issue is not None
    assert issue.translation_key == "ledger_altered"
    assert issue.translation_placeholders == {"number": str(flaw["seq"]), "time": flaw["time"]}
    await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_add_executor_job(change_one_byte, file, b"pressed by mistbke", b"pressed by mistake")
    await hass.config_entries.async_setup(entry.entry_id)
    assert (await ask(hass, "verify_ledger"))["sound"] is True
    assert ir.async_get(hass).async_get_issue(DOMAIN, f"ledger_flawed_{entry.entry_id}") is None
    await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done()


async def test_another_ledger_does_not_pass_for_this_one(hass: HomeAssistant, config_folder: Path) -> None:
    """Given a ledger that was checked, when its file is removed, then the next night's check says what is missing."""
    entry = await set_up_demo(hass)
    await press(hass, entry)
    await ask(hass, "verify_ledger")
    await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_add_executor_job(file_of(entry, config_folder).unlink)
    await hass.config_entries.async_setup(entry.entry_id)
    answer = await ask(hass, "verify_ledger")
    assert answer["sound"] is False
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"ledger_flawed_{entry.entry_id}")
    assert issue is not None
    await hass.config_entries.async_unload(entry.entry_id)
    await hass.async_block_till_done()


@pytest.mark.parametrize("form", ["json", "csv"])
async def test_entries_are_exported(
    hass: HomeAssistant, demo: DuressConfigEntry, hass_admin_user: User, config_folder: Path, form: str
) -> None:
    """Given an incident, when the ledger is exported, then a file has it, events read back, and who took it is kept."""
    incident_id = await press(hass, demo)
    await step(hass, "acknowledge", incident_id)
    kinds = ["incident_raised", "incident_acknowledged"]
    answer = await ask(hass, "export_ledger", hass_admin_user, format=form, kinds=kinds)
    assert answer["entries"] == 2
    file = config_folder / str(answer["file"])
    assert file.parent == config_folder / "duress" / "exports"
    if form == "json":
        rows = await hass.async_add_executor_job(read_json, file)
        assert [row["kind"] for row in rows] == kinds
        data = rows[0]["data"]
        assert from_data("incident_raised", data).event_id == rows[0]["event_id"]  # type: ignore[arg-type]
        assert len(str(rows[0]["hash"])) == 64
    else:
        header, *cells = await hass.async_add_executor_job(read_csv, file)
        assert header[:4] == ["seq", "time", "at", "kind"]
        assert [row[3] for row in cells] == kinds
        assert json.loads(cells[0][7])["incident_id"] == incident_id
    taken = await demo.runtime_data.record.ledger.last_entry("ledger_exported")
    assert taken is not None
    assert taken.data["actor"]["user_id"] == hass_admin_user.id  # type: ignore[call-overload, index]
    shown = {"to_file": False, "kinds": kinds}
    short = await ask(hass, "export_ledger", hass_admin_user, **shown, until="1999-01-01 00:00:00")
    assert short == {"rows": [], "entries": 0, "more": False}
    assert (await ask(hass, "export_ledger", hass_admin_user, **shown))["entries"] == 2


async def test_an_incident_is_held_with_a_reason(
    hass: HomeAssistant, demo: DuressConfigEntry, hass_admin_user: User
) -> None:
    """Given an incident, when it is held, then with a reason only, once, and until it is released."""
    incident_id = await press(hass, demo)
    for wrong, key in (({"reason": " "}, "needs_reason"), ({"reason": "x", "incident_id": "?"}, "incident_not_kept")):
        with pytest.raises(ServiceValidationError) as refused:
            await ask(hass, "hold_incident", hass_admin_user, **{"incident_id": incident_id, **wrong})
        assert refused.value.translation_key == key
    held = {"incident_id": incident_id, "reason": "case 26-17"}
    assert (await ask(hass, "hold_incident", hass_admin_user, **held))["changed"] is True
    assert (await ask(hass, "hold_incident", hass_admin_user, **held))["changed"] is False
    assert set(await demo.runtime_data.record.ledger.upkeep.held()) == {incident_id}
    assert (await ask(hass, "release_incident", hass_admin_user, **held))["changed"] is True
    assert await demo.runtime_data.record.ledger.upkeep.held() == {}
    placed = await demo.runtime_data.record.ledger.last_entry("hold_placed")
    assert placed is not None
    assert placed.data["reason"] == "case 26-17"


@pytest.mark.parametrize(
    ("action", "right", "automation"),
    [
        ("verify_ledger", "read_history", True),
        ("export_ledger", "export", False),
        ("hold_incident", "change_retention", False),
        ("release_incident", "change_retention", False),
    ],
)
@pytest.mark.usefixtures("hass_admin_user")
async def test_who_may(hass: HomeAssistant, demo: DuressConfigEntry, action: str, right: str, automation: bool) -> None:
    """Given a plain user and an automation, then the first may nothing; the second may check, but take nothing out.

    Nor may it decide what is kept.
    """
    data = {"incident_id": "I", "reason": "r"} if action.endswith("incident") else {}
    user = await hass.auth.async_create_user("plain", group_ids=[GROUP_ID_USER])
    for nobody in (user,) if automation else (user, None):
        with pytest.raises(ServiceValidationError) as refused:
            await ask(hass, action, nobody, **data)
        assert refused.value.translation_key == f"may_not_{right}"
    assert await demo.runtime_data.record.ledger.last_entry("ledger_exported") is None
    if automation:
        assert await ask(hass, action, None, **data)


async def test_at_night_what_is_over_goes(
    hass: HomeAssistant, demo: DuressConfigEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a closed incident of eight years ago, when the night comes, then it is gone, told, and all is sound."""
    site = demo.runtime_data
    incident_id = await press(hass, demo)
    for action in ("acknowledge", "clear", "close"):
        await step(hass, action, incident_id, "over")
    later = await press(hass, demo, "DEMO Pendant 08")
    assert await site.ledger_keeper.async_purge() == []
    now = clock.now()
    for year in range(1, 9):
        at = now.utc + year * YEAR
        noted = Entry(event_id=f"year-{year}", kind="not_listening", at=at, incident_id=None, data={})
        await site.record.ledger.commit([noted], [])
    monkeypatch.setattr(clock, "now", lambda: Moment(steady=now.steady, utc=now.utc + 8.1 * YEAR))
    night = dt_util.now().replace(hour=3, minute=40, second=0, microsecond=0) + timedelta(days=1)
    async_fire_time_changed(hass, night, fire_all=False)
    async with asyncio.timeout(60):
        while await site.record.ledger.last_entry("ledger_purged") is None:  # noqa: ASYNC110 - another thread works
            await asyncio.sleep(0.02)
    entries = await site.record.ledger.entries(limit=1000)
    assert incident_id not in {one.incident_id for one in entries}
    assert later in {one.incident_id for one in entries}
    purged = next(one for one in entries if one.kind == "ledger_purged")
    assert from_data(purged.kind, purged.data).event_id == purged.event_id
    assert (await ask(hass, "verify_ledger"))["sound"] is True


async def test_retention_is_changed_with_a_reason(hass: HomeAssistant, demo: DuressConfigEntry) -> None:
    """Given the settings, when years are changed, then a reason is asked for and kept, and the site goes on."""
    flow = await hass.config_entries.options.async_init(demo.entry_id)
    flow = await hass.config_entries.options.async_configure(flow["flow_id"], {"next_step_id": "retention"})
    years = {str(category): number for category, number in DEFAULT_YEARS.items()}
    flow = await hass.config_entries.options.async_configure(flow["flow_id"], {**years, "reason": "  "})
    assert flow["errors"] == {"reason": "reason_missing"}
    typed = {**years, "exercises": 5, "reason": "asked for by the state"}
    flow = await hass.config_entries.options.async_configure(flow["flow_id"], typed)
    assert flow["type"] is FlowResultType.CREATE_ENTRY
    await hass.async_block_till_done()
    assert demo.options["retention"]["exercises"] == 5
    changed = await demo.runtime_data.record.ledger.last_entry("retention_changed")
    assert changed is not None
    assert (changed.data["reason"], changed.data["after"]) == (
        "asked for by the state",
        "incidents 7, exercises 5, troubles 3, others 7",
    )
