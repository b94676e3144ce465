"""When batteries are due and what to buy."""

from datetime import date, timedelta

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.core.batteries import BatteryFacts, cells, due_date, wanting
from custom_components.duress.core.roster import Role, Transmitter
from custom_components.duress.echostream import PRODUCTS, Mid, make_uid
from custom_components.duress.echostream.products import BATTERIES

EN1235S, EN1223S, EN1221S_60 = 0x10, 0x18, 0x1D


def pendant(number: int, installed: date | None, pti: int = EN1235S) -> Transmitter:
    """Return a pendant with a battery."""
    uid = make_uid(Mid.END_DEVICE, number)
    label = f"Pendant {number}"
    return Transmitter(device_id=label, uid=uid, pti=pti, label=label, role=Role.PENDANT, battery_installed=installed)


def facts(one: Transmitter, *, low: bool = False) -> BatteryFacts:
    """Return the battery of a pendant."""
    return BatteryFacts(transmitter=one, due=due_date(one), low=low)


@pytest.mark.parametrize(
    ("installed", "pti", "due"),
    [
        (date(2026, 9, 1), EN1235S, date(2028, 9, 1)),
        (date(2026, 9, 1), EN1223S, date(2029, 9, 1)),
        (date(2024, 2, 29), EN1223S, date(2027, 2, 28)),
        (None, EN1235S, None),
        (date(2026, 9, 1), EN1221S_60, None),
        (date(2026, 9, 1), 0xEE, None),
    ],
)
def test_forecast(installed: date | None, pti: int, due: date | None) -> None:
    """Given the day a battery was put in, then it is due after the model's life; without either nobody can tell."""
    assert due_date(pendant(1, installed, pti)) == due


def test_shopping_list() -> None:
    """Given pendants, when one asks what is due by a day, then low ones come first and cells are counted by type."""
    today = date(2026, 11, 1)
    all_facts = [
        facts(pendant(1, date(2024, 12, 1))),
        facts(pendant(2, date(2024, 11, 15))),
        facts(pendant(3, date(2026, 10, 1))),
        facts(pendant(4, None, EN1221S_60), low=True),
        facts(pendant(5, date(2023, 12, 31), EN1223S)),
        facts(pendant(6, None)),
    ]
    chosen = wanting(all_facts, today + timedelta(days=60))
    assert [one.transmitter.label for one in chosen] == ["Pendant 4", "Pendant 2", "Pendant 1", "Pendant 5"]
    assert cells(chosen) == {"CR2": 1, "CR2450": 2, "unknown": 1}


def test_every_battery_belongs_to_a_product() -> None:
    """Given the table of batteries, then each line is about a product there is."""
    assert {product.model for product in PRODUCTS.values()} >= BATTERIES.keys()


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(list(PRODUCTS)))
def test_a_forecast_is_about_its_months_away(installed: date, pti: int) -> None:
    """Given any day and model, then the forecast lies the model's months later, give or take the length of a month."""
    one = pendant(1, installed, pti)
    battery, due = one.product.battery, due_date(one)
    assert (battery is None) == (due is None)
    if battery is not None and due is not None:
        assert abs((due - installed).days - battery.months * 30.44) < 4
