"""Who may do what with the roster, as a table: five callers, nine actions, and sentences that say no."""

from collections.abc import AsyncGenerator, Mapping
from typing import Final

from homeassistant.auth.const import GROUP_ID_ADMIN, GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
import voluptuous as vol

from custom_components.duress.access import MAY, Caller, PrivateSchema, Right
from custom_components.duress.roster_services import ACTIONS
from tests.integration.peers import RealSite, real_site
from tests.integration.roster import call, device, roster

# What each action needs, and something to ask for; "{pendant}" is put in by the test.
ASKED: Final[Mapping[str, tuple[Right, Mapping[str, object]]]] = {
    "assign": (Right.CHANGE_LIVES, {"device_id": "{pendant}", "person": "1001"}),
    "return_device": (Right.CHANGE_LIVES, {"device_id": "{pendant}"}),
    "set_life": (Right.CHANGE_LIVES, {"device_id": "{pendant}", "life": "lost", "reason": "on a bus"}),
    "add_person": (Right.CHANGE_PEOPLE, {"name": "Ann Reed"}),
    "change_person": (Right.CHANGE_PEOPLE, {"person": "1001", "trained_on": "2026-08-31"}),
    "forget_person": (Right.CHANGE_PEOPLE, {"person": "1001"}),
    "get_roster": (Right.READ_NAMES, {}),
    "who_had": (Right.READ_NAMES, {"serial": 1, "at": "2099-01-01 12:00:00"}),
    "year_end": (Right.CHANGE_PEOPLE, {}),
}


@pytest.fixture
async def site(hass: HomeAssistant, hass_admin_user: User) -> AsyncGenerator[RealSite]:
    """Run a site with a pendant and a person."""
    async with real_site(hass) as site:
        await site.add_pendant("Pendant 1", 1)
        await call(hass, "add_person", hass_admin_user, name="Rosa Hill", staff_id="1001")
        yield site


GROUPS: Final = {"user": GROUP_ID_USER, "read only": GROUP_ID_READ_ONLY}


async def somebody(hass: HomeAssistant, who: str) -> User | None:
    """Return a caller: a user of a group, one who was switched off or removed, or none for an automation."""
    if who == "automation":
        return None
    user = await hass.auth.async_create_user(who, group_ids=[GROUPS.get(who, GROUP_ID_ADMIN)])
    if who == "switched off":
        await hass.auth.async_deactivate_user(user)
    if who == "removed":
        await hass.auth.async_remove_user(user)
    return user


def test_every_action_is_asked_for() -> None:
    """Given the actions of the roster, then each is in this table."""
    assert ASKED.keys() == ACTIONS.keys()


@pytest.mark.parametrize("action", ASKED)
@pytest.mark.parametrize(
    ("who", "caller"),
    [
        ("administrator", Caller.ADMINISTRATOR),
        ("user", Caller.USER),
        ("read only", Caller.USER),
        ("switched off", Caller.USER),
        ("removed", Caller.USER),
        ("automation", Caller.AUTOMATION),
    ],
)
async def test_who_may_do_what(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User, action: str, who: str, caller: Caller
) -> None:
    """Given a caller and an action, then it works if the table says so, else a sentence says no and nothing changes."""
    user = await somebody(hass, who)
    right, data = ASKED[action]
    pendant = device(hass, site.entry, next(iter(site.entry.runtime_data.school.roster.transmitters)))
    asked = {key: pendant if value == "{pendant}" else value for key, value in data.items()}
    before = await roster(hass, hass_admin_user)
    if right in MAY[caller]:
        answer = await call(hass, action, user, **asked)
        assert ("Rosa Hill" in str(answer)) == (action == "get_roster")
        return
    with pytest.raises(ServiceValidationError) as refused:
        await call(hass, action, user, **asked)
    assert refused.value.translation_key == f"may_not_{right}"
    assert "Hill" not in str(refused.value)
    assert await roster(hass, hass_admin_user) == before


async def test_an_automation_learns_no_name_by_guessing(hass: HomeAssistant, site: RealSite) -> None:
    """Given an automation, when it guesses a name or brings one of its own, then the answer is no either way."""
    pendant = device(hass, site.entry, next(iter(site.entry.runtime_data.school.roster.transmitters)))
    for guess in ("Rosa Hill", "Nobody Here"):
        with pytest.raises(ServiceValidationError) as refused:
            await call(hass, "assign", None, device_id=pendant, person=guess)
        assert (refused.value.translation_key, refused.value.translation_placeholders) == ("no_person", None)
        with pytest.raises(ServiceValidationError) as refused:
            await call(hass, "assign", None, device_id=pendant, name=guess)
        assert refused.value.translation_key == "may_not_change_people"


async def test_the_site_is_chosen_when_there_are_several(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given one site, then it need not be named; an unknown one is refused."""
    assert (await call(hass, "get_roster", hass_admin_user, site=site.entry.entry_id))["site"] == "Lincoln"
    with pytest.raises(ServiceValidationError) as refused:
        await call(hass, "get_roster", hass_admin_user, site="another")
    assert refused.value.translation_key == "which_site"


def test_a_dictionary_is_not_used_twice() -> None:
    """Given data whose name was taken out, when it is used again, then nobody of that name comes on the roster."""
    data: dict[str, object] = {"name": "Ann Reed"}
    schema = PrivateSchema({vol.Required("name"): str}, "name")
    assert schema(data) == {"name": "Ann Reed"}
    assert data == {"name": "**REDACTED**"}
    for wrong in (data, ["Ann Reed"], None):
        with pytest.raises(vol.Invalid):
            schema(wrong)
