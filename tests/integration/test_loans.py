"""Loans: handed out and taken back, counted and reminded of from half past four on, also over a restart."""

from collections.abc import AsyncGenerator, Iterator
from datetime import datetime
import json
from pathlib import Path
from zoneinfo import ZoneInfo

from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import (  # type: ignore[import-untyped] # it carries no types
    async_fire_time_changed,
)

from custom_components.duress.const import DOMAIN
from custom_components.duress.ledger import Custody
from custom_components.duress.reminders import overdue_from
from tests.integration.peers import RealSite, real_site
from tests.integration.roster import call, device, roster

ENGLISH = Path("custom_components/duress/translations/en.json")
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
async def site(hass: HomeAssistant) -> AsyncGenerator[RealSite]:
    """Run a site with two pendants, in a school in New York."""
    await hass.config.async_set_time_zone("America/New_York")
    async with real_site(hass) as site:
        for number in (1, 2):
            await site.add_pendant(f"Loaner {number}", number)
        yield site


@pytest.fixture
def clock(site: RealSite) -> Iterator[FrozenDateTimeFactory]:
    """Stop the clock at nine on a Tuesday in March; nothing waits for the world outside meanwhile."""
    with freeze_time("2027-03-02 14:00:00") as frozen:
        assert isinstance(frozen, FrozenDateTimeFactory)
        yield frozen


async def at(hass: HomeAssistant, clock: FrozenDateTimeFactory, local: str) -> None:
    """Set the clock to a local time and let everything run that is due by then."""
    clock.move_to(datetime.fromisoformat(local).replace(tzinfo=NEW_YORK))
    async_fire_time_changed(hass)
    await hass.async_block_till_done()


def pendants(hass: HomeAssistant, site: RealSite) -> list[str]:
    """Return the devices of the pendants, by label."""
    found = [one for one in site.entry.subentries.values() if one.title.startswith("Loaner")]
    return [device(hass, site.entry, one.subentry_id) for one in sorted(found, key=lambda one: one.title)]


def overdue(hass: HomeAssistant) -> str:
    """Return how many loans are overdue, as the school's sensor says."""
    state = hass.states.get("sensor.lincoln_overdue_loans")
    assert state is not None
    return state.state


def reminder(hass: HomeAssistant, site: RealSite, key: str = "loans_overdue") -> str | None:
    """Return a repair issue as people read it."""
    found = ir.async_get(hass).async_get_issue(DOMAIN, f"{key}_{site.entry.entry_id}")
    if found is None:
        return None
    sentences = json.loads(ENGLISH.read_text())["issues"][found.translation_key]
    return f"{sentences['title']}: {sentences['description']}".format(**found.translation_placeholders or {})


async def test_a_loan_is_due_that_afternoon_and_reminded_of(
    hass: HomeAssistant, site: RealSite, clock: FrozenDateTimeFactory, hass_admin_user: User
) -> None:
    """Given two loaners handed out at nine, when one is back at noon, then the other is reminded of at 16:30."""
    first, second = pendants(hass, site)
    lent = await call(hass, "assign", hass_admin_user, device_id=first, name="Rosa Hill", life="loaned")
    assert (lent["life"], lent["due"], lent["overdue"]) == ("loaned", "2027-03-02T16:30:00-05:00", False)
    await call(hass, "assign", hass_admin_user, device_id=second, name="Luis Ortiz", life="loaned")
    gaps = (await roster(hass, hass_admin_user))["gaps"]
    assert [one["holder"] for one in gaps["loans_due_today"]] == ["Rosa Hill", "Luis Ortiz"]
    await at(hass, clock, "2027-03-02 12:00:00")
    await call(hass, "return_device", hass_admin_user, device_id=second)
    await at(hass, clock, "2027-03-02 16:29:59")
    assert (overdue(hass), reminder(hass, site)) == ("0", None)

    await at(hass, clock, "2027-03-02 16:30:00")
    assert overdue(hass) == "1"
    text = reminder(hass, site)
    assert text is not None
    assert "Loaned pendants were due and did not come back (1): Loaner 1." in text
    assert "Hill" not in text
    gaps = (await roster(hass, hass_admin_user))["gaps"]
    assert [(one["label"], one["holder"]) for one in gaps["loans_overdue"]] == [("Loaner 1", "Rosa Hill")]

    await at(hass, clock, "2027-03-04 08:00:00")
    assert overdue(hass) == "1"
    await call(hass, "return_device", hass_admin_user, device_id=first)
    assert (overdue(hass), reminder(hass, site)) == ("0", None)


async def test_a_loan_over_days_is_due_on_its_day(
    hass: HomeAssistant, site: RealSite, clock: FrozenDateTimeFactory, hass_admin_user: User
) -> None:
    """Given a loan until Thursday morning, then it is reminded of on Thursday afternoon, and a longer one is not."""
    first, second = pendants(hass, site)
    until = {"due": "2027-03-04 08:00:00", "life": "loaned"}
    await call(hass, "assign", hass_admin_user, device_id=first, name="Rosa Hill", **until)
    await call(
        hass, "assign", hass_admin_user, device_id=second, name="Luis Ortiz", life="loaned", due="2027-03-05 08:00:00"
    )
    await at(hass, clock, "2027-03-03 16:30:00")
    assert overdue(hass) == "0"
    await at(hass, clock, "2027-03-04 16:30:00")
    assert overdue(hass) == "1"
    longer = {"due": "2027-03-09 16:00:00", "life": "loaned"}
    answer = await call(hass, "assign", hass_admin_user, device_id=first, person="Rosa Hill", **longer)
    assert answer["changed"]
    assert (overdue(hass), reminder(hass, site)) == ("0", None)


async def test_a_loan_in_the_evening_is_due_the_next_day(
    hass: HomeAssistant, site: RealSite, clock: FrozenDateTimeFactory, hass_admin_user: User
) -> None:
    """Given a loan for an evening event, then it is due the next day, or at the time somebody chose for it."""
    first, second = pendants(hass, site)
    await at(hass, clock, "2027-03-02 18:00:00")
    lent = await call(hass, "assign", hass_admin_user, device_id=first, name="Rosa Hill", life="loaned")
    assert lent["due"] == "2027-03-03T16:30:00-05:00"
    until = {"due": "2027-03-02 21:00:00", "life": "loaned"}
    await call(hass, "assign", hass_admin_user, device_id=second, name="Luis Ortiz", **until)
    await at(hass, clock, "2027-03-02 20:59:59")
    assert overdue(hass) == "0"
    await at(hass, clock, "2027-03-02 21:00:00")
    assert overdue(hass) == "1"


async def test_a_restart_forgets_no_loan(
    hass: HomeAssistant, site: RealSite, clock: FrozenDateTimeFactory, hass_admin_user: User
) -> None:
    """Given two loans, when the site stops before they are due and starts after one was, then that one is overdue."""
    first, second = pendants(hass, site)
    await call(hass, "assign", hass_admin_user, device_id=first, name="Rosa Hill", life="loaned")
    until = {"due": "2027-03-04 12:00:00", "life": "loaned"}
    await call(hass, "assign", hass_admin_user, device_id=second, name="Luis Ortiz", **until)
    await hass.config_entries.async_unload(site.entry.entry_id)
    assert reminder(hass, site) is None
    await at(hass, clock, "2027-03-03 08:00:00")
    await hass.config_entries.async_setup(site.entry.entry_id)
    assert overdue(hass) == "1"
    text = reminder(hass, site)
    assert text is not None
    assert "Loaner 1" in text
    await at(hass, clock, "2027-03-04 16:30:00")
    assert overdue(hass) == "2"


async def test_a_loaner_that_is_lost_is_no_loan_any_more(
    hass: HomeAssistant, site: RealSite, clock: FrozenDateTimeFactory, hass_admin_user: User
) -> None:
    """Given an overdue loan, when it is lost, then nobody is asked to bring it back; found again, it is due anew."""
    first, _ = pendants(hass, site)
    await call(hass, "assign", hass_admin_user, device_id=first, name="Rosa Hill", life="loaned")
    await at(hass, clock, "2027-03-02 16:30:00")
    await call(hass, "set_life", None, device_id=first, life="lost", reason="left on a bus")
    assert (overdue(hass), reminder(hass, site)) == ("0", None)
    found = await call(hass, "set_life", None, device_id=first, life="loaned")
    assert [one["due"] for one in found["devices"]] == ["2027-03-03T16:30:00-05:00"]


async def test_doubles_and_pendants_without_holder_are_said_without_names(
    hass: HomeAssistant, site: RealSite, hass_admin_user: User
) -> None:
    """Given a roster, when somebody has two pendants or nobody has one in use, then an issue comes and goes with it."""
    first, second = pendants(hass, site)
    assert reminder(hass, site, "without_holder") is None
    await call(hass, "assign", hass_admin_user, device_id=first, name="Rosa Hill")
    text = reminder(hass, site, "without_holder")
    assert text is not None
    assert "Pendants are in use, but the roster does not say who has them (1): Loaner 2." in text

    await call(hass, "assign", hass_admin_user, device_id=second, person="Rosa Hill")
    assert reminder(hass, site, "without_holder") is None
    text = reminder(hass, site, "two_for_one")
    assert text is not None
    assert "Loaner 1, Loaner 2" in text
    assert "Hill" not in text
    gaps = (await roster(hass, hass_admin_user))["gaps"]
    assert [(one["name"], one["devices"]) for one in gaps["two_for_one"]] == [("Rosa Hill", ["Loaner 1", "Loaner 2"])]

    await call(hass, "set_life", hass_admin_user, device_id=first, life="away", reason="left at home")
    assert reminder(hass, site, "two_for_one") is None
    await call(hass, "add_person", hass_admin_user, name="Ann Reed")
    gaps = (await roster(hass, hass_admin_user))["gaps"]
    assert [one["name"] for one in gaps["without_pendant"]] == ["Ann Reed"]
    await call(hass, "set_life", hass_admin_user, device_id=second, life="in_stock")
    for key in ("two_for_one", "without_holder", "loans_overdue"):
        assert reminder(hass, site, key) is None


@pytest.mark.parametrize(
    ("since", "due", "expected"),
    [
        ("2027-03-12T09:00:00-05:00", "2027-03-14T09:00:00-04:00", "2027-03-14T16:30:00-04:00"),
        ("2027-11-05T09:00:00-04:00", "2027-11-07T09:00:00-05:00", "2027-11-07T16:30:00-05:00"),
    ],
)
async def test_half_past_four_is_local_also_when_clocks_change(
    hass: HomeAssistant, since: str, due: str, expected: str
) -> None:
    """Given a loan over the night clocks change, then it is due at half past four as the clock on the wall says."""
    await hass.config.async_set_time_zone("America/New_York")
    times = {key: datetime.fromisoformat(text).timestamp() for key, text in (("since", since), ("due", due))}
    loan = Custody(
        device_id="D1",
        life="loaned",
        since=times["since"],
        until=None,
        person_id="P1",
        due=times["due"],
        by="U1",
        reason="",
    )
    assert overdue_from(loan) == datetime.fromisoformat(expected).timestamp()
