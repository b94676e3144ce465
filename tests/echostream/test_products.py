"""The product table knows what people press and how often a transmitter must be heard."""

import pytest

from custom_components.duress.echostream import PRODUCTS, ProductKind, product_of
from custom_components.duress.echostream.products import LOCATOR, REPEATER, UNKNOWN

PENDANTS = {0x10, 0x11, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1D, 0x38, 0x39, 0x3A, 0x3B, 0x50, 0x51}
FIXED = {0x12, 0x13}


def test_exactly_the_duress_products_are_duress_products() -> None:
    """Given the product table, when duress products are listed, then they are the pendants and fixed buttons."""
    assert {pti for pti, product in PRODUCTS.items() if product.kind is ProductKind.PENDANT} == PENDANTS
    assert {pti for pti, product in PRODUCTS.items() if product.kind is ProductKind.FIXED} == FIXED
    assert {pti for pti, product in PRODUCTS.items() if product.is_duress} == PENDANTS | FIXED


@pytest.mark.parametrize(
    ("pti", "model", "inputs", "check_in"),
    [
        (0x00, "EN1210", 1, 180),
        (0x06, "EN1210-240", 1, 14400),
        (0x11, "EN1235D", 1, 180),
        (0x13, "EN1235DF", 1, 180),
        (0x18, "EN1223S", 1, 180),
        (0x1D, "EN1221S-60", 1, 3600),
        (0x31, "EN1240", 1, 1800),
        (0x38, "EN1224D", 3, 180),
        (0x39, "EN1236D", 3, 180),
        (0x3B, "EN1254", 4, 180),
        (0x5B, "EN3954", 0, 180),
    ],
)
def test_a_product_is_told_by_its_type(pti: int, model: str, inputs: int, check_in: int) -> None:
    """Given a product type, when it is looked up, then model, number of inputs and nominal interval are right."""
    product = product_of(pti)
    assert (product.model, product.inputs, product.check_in) == (model, inputs, check_in)


@pytest.mark.parametrize("pti", [0x1B, 0x4F, 0xFF])
def test_an_unlisted_type_is_watched_as_strictly_as_a_pendant(pti: int) -> None:
    """Given a type nobody lists, when it is looked up, then it has four inputs and the short interval."""
    assert product_of(pti) is UNKNOWN
    assert (UNKNOWN.inputs, UNKNOWN.check_in, UNKNOWN.is_duress) == (4, 180, False)


@pytest.mark.parametrize("model", ["-60", "-240"])
def test_a_long_interval_model_says_so_in_its_name(model: str) -> None:
    """Given a model with its interval in minutes in its name, when it is looked up, then the interval agrees."""
    named = [product for product in PRODUCTS.values() if product.model.endswith(model)]
    assert named
    assert {product.check_in for product in named} == {60 * int(model[1:])}


def test_infrastructure_is_no_source_of_duress() -> None:
    """Given repeaters and locators, when they are asked, then nobody presses them."""
    assert not REPEATER.is_duress
    assert not LOCATOR.is_duress
    assert (REPEATER.inputs, LOCATOR.inputs) == (0, 0)
