"""A console that shows the roster: which pendant works, who had it when, and silence while all is well."""

from collections.abc import AsyncGenerator
from datetime import timedelta

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.duress.const import CONF_ROLES
from tests.integration.builders import until
from tests.integration.peers import RealSite, checked_in, pressed, real_site
from tests.integration.roster import call, device
from tests.integration.test_websocket import EXAMPLES, Console, Data, shape


@pytest.fixture
async def site(hass: HomeAssistant, hass_admin_user: User) -> AsyncGenerator[RealSite]:
    """Run a site with a pendant that somebody carries and one in the drawer."""
    async with real_site(hass) as site:
        keys = [await site.add_pendant(f"Pendant {number}", number) for number in (1, 2)]
        first, second = (device(hass, site.entry, key) for key in keys)
        await call(hass, "assign", hass_admin_user, device_id=first, name="Rosa Hill", reason="new this year")
        await call(hass, "return_device", hass_admin_user, device_id=second)
        await hass.async_block_till_done()
        yield site


@pytest.fixture
async def console(hass: HomeAssistant, site: RealSite, hass_ws_client: object) -> Console:
    """Return the console of an administrator."""
    return Console(await hass_ws_client(hass))  # type: ignore[operator] # the test package has no types


@pytest.fixture
async def plain(
    hass: HomeAssistant, site: RealSite, hass_ws_client: object, hass_read_only_access_token: str
) -> Console:
    """Return the console of a plain user."""
    return Console(await hass_ws_client(hass, hass_read_only_access_token))  # type: ignore[operator] # as above


def rows(shown: Data) -> dict[str, Data]:
    """Return the devices of a roster by label."""
    return {one["label"]: one for one in shown["devices"]}


async def test_a_roster_says_what_works_and_check_ins_change_nothing(site: RealSite, console: Console) -> None:
    """Given two pendants, when they are first heard, a console is told once; check-ins after that tell nothing."""
    shown = await console.follow("duress/roster")
    assert [one["ready"] for one in rows(shown).values()] == [None, None]
    for number in (1, 2):
        await site.hear(checked_in(number))
    shown = await console.next()
    while [one["ready"] for one in rows(shown).values()] != [True, True]:
        shown = await console.next()
    for number in (1, 2, 1, 2):
        await site.hear(checked_in(number))
    assert await console.silent(0.8)


async def test_what_is_pressed_in_a_test_was_tested(
    hass: HomeAssistant, site: RealSite, console: Console, hass_admin_user: User
) -> None:
    """Given a pendant on test, when it is pressed, then its row says until when, and when it was tested."""
    pendant = rows(await console.follow("duress/roster"))["Pendant 1"]
    assert (pendant["holder"], pendant["tested_at"], pendant["test_until"]) == ("Rosa Hill", None, None)
    await call(hass, "start_test", hass_admin_user, device_id=pendant["device_id"])
    assert rows(await console.next())["Pendant 1"]["test_until"] is not None
    await site.hear(pressed(1))
    running = site.entry.runtime_data
    await until(
        lambda: running.school.modes.running and any(one.presses for one in running.school.modes.running.values())
    )
    (session,) = running.school.modes.running.values()
    await call(hass, "end_test", hass_admin_user, rehearsal_id=session.rehearsal_id)
    shown = rows(await console.next())["Pendant 1"]
    while shown["test_until"] is not None or shown["tested_at"] is None:
        shown = rows(await console.next())["Pendant 1"]
    assert shown["tested_at"] >= session.started.at


async def test_one_pendant_is_followed_to_the_check_in_and_its_history_has_names(
    hass: HomeAssistant, site: RealSite, console: Console, hass_admin_user: User
) -> None:
    """Given one pendant, when it checks in and changes hands, then a console sees both, and who said so."""
    pendant = rows(await console.follow("duress/roster"))["Pendant 1"]["device_id"]
    await console.leave()
    shown = await console.follow("duress/pendant", device_id=pendant)
    assert [(one["life"], one["holder"], one["reason"]) for one in shown["history"]] == [
        ("assigned", "Rosa Hill", "new this year")
    ]
    await site.hear(checked_in(1))
    first = (await console.next())["device"]["heard_at"]
    await site.hear(checked_in(1))
    assert (await console.next())["device"]["heard_at"] > first
    await call(hass, "return_device", hass_admin_user, device_id=pendant)
    shown = await console.next()
    assert [(one["life"], one["holder"]) for one in shown["history"]] == [
        ("in_stock", None),
        ("assigned", "Rosa Hill"),
    ]
    assert {one["by"] for one in shown["history"]} == {hass_admin_user.name}


async def test_history_is_for_who_may_read_names(
    hass: HomeAssistant, site: RealSite, plain: Console, hass_read_only_user: User
) -> None:
    """Given a viewer, then one pendant is shown without history; a responder sees who had it, but no import."""
    pendant = rows(await plain.follow("duress/roster"))["Pendant 1"]["device_id"]
    await plain.leave()
    shown = await plain.follow("duress/pendant", device_id=pendant)
    assert shown["history"] is None
    assert "Hill" not in str(shown)
    hass.config_entries.async_update_entry(site.entry, options={CONF_ROLES: {hass_read_only_user.id: "responder"}})
    shown = await plain.next()
    assert shown["history"][0]["holder"] == "Rosa Hill"
    assert (await plain.ask("duress/pendant", device_id="none"))["error"]["code"] == "not_possible"


async def test_who_may_read_names_sees_what_does_not_add_up(
    hass: HomeAssistant, site: RealSite, console: Console, hass_admin_user: User
) -> None:
    """Given a roster where nothing adds up, when an administrator follows it, then it has the documented fields."""
    keys = [await site.add_pendant(f"Pendant {number}", number) for number in range(3, 8)]
    back, second, _unheld, lent, late = (device(hass, site.entry, key) for key in keys)
    today = dt_util.now().replace(hour=23, minute=59)

    async def hand_out(one: str, **more: object) -> None:
        await call(hass, "assign", hass_admin_user, device_id=one, **more)

    await hand_out(back, name="Luis Ortiz")
    await call(hass, "year_end", hass_admin_user, device_id=[back], reason="summer")
    await hand_out(second, person="Rosa Hill")
    await hand_out(lent, person="Luis Ortiz", life="loaned", due=today)
    await hand_out(late, name="Eva Lin", life="loaned", due=today - timedelta(days=2))
    await call(hass, "import_roster", hass_admin_user, csv="name,staff_id\nAda Park,7\n", confirm=True)
    shown = await console.follow("duress/roster")
    shown["people"].sort(key=lambda one: -len(one["devices"]))
    assert [key for key, some in shown["gaps"].items() if not some] == []
    assert shape(shown) == shape(EXAMPLES["duress/roster with names"])


async def test_the_last_import_is_for_who_may_undo_it(
    hass: HomeAssistant, site: RealSite, console: Console, plain: Console, hass_admin_user: User
) -> None:
    """Given an import, then the roster of an administrator says which it was, and that of a viewer does not."""
    assert (await console.follow("duress/roster"))["last_import"] is None
    answer = await call(hass, "import_roster", hass_admin_user, csv="name,staff_id\nAda Park,7\n", confirm=True)
    shown = await console.next()
    while shown["last_import"] is None:
        shown = await console.next()
    assert shown["last_import"]["import_id"] == answer["import_id"]
    assert (await plain.follow("duress/roster"))["last_import"] is None
