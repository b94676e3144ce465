"""The product table: what a product type (PTI) is, how many inputs it has and how often it checks in."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ProductKind(StrEnum):
    """What a product is for."""

    PENDANT = "pendant"
    FIXED = "fixed"
    SENSOR = "sensor"
    SURVEY = "survey"
    REPEATER = "repeater"
    LOCATOR = "locator"
    COMMUNICATOR = "communicator"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Battery:
    """What a product runs on: the cell to buy and the months it typically lasts."""

    cell: str
    months: int


@dataclass(frozen=True, slots=True)
class Product:
    """One line of the product table; `check_in` is the nominal seconds between supervision messages."""

    model: str
    kind: ProductKind
    inputs: int
    check_in: int

    @property
    def battery(self) -> Battery | None:
        """The battery it runs on, as far as it is known."""
        return BATTERIES.get(self.model)

    @property
    def is_duress(self) -> bool:
        """Whether people carry or press it to call for help."""
        return self.kind in (ProductKind.PENDANT, ProductKind.FIXED)


MINUTES_3: Final = 180
MINUTES_30: Final = 1800
HOUR: Final = 3600
HOURS_4: Final = 14400

_P, _F, _S, _K = ProductKind.PENDANT, ProductKind.FIXED, ProductKind.SENSOR, ProductKind.SURVEY

# Section 15. Numbers are the product type byte of class 0x3E messages from MID 0xB2.
PRODUCTS: Final[dict[int, Product]] = {
    0x00: Product("EN1210", _S, 1, MINUTES_3),
    0x01: Product("EN1212", _S, 2, MINUTES_3),
    0x02: Product("EN1210-60", _S, 1, HOUR),
    0x03: Product("EN1210W", _S, 2, MINUTES_3),
    0x04: Product("EN1210SK", _K, 1, MINUTES_3),
    0x05: Product("EN1210EOL", _S, 1, MINUTES_3),
    0x06: Product("EN1210-240", _S, 1, HOURS_4),
    0x07: Product("EN1252", _S, 2, MINUTES_3),
    0x08: Product("EN1215", _S, 1, MINUTES_3),
    0x09: Product("EN1216", _S, 2, MINUTES_3),
    0x0A: Product("EN1212-60", _S, 2, HOUR),
    0x0B: Product("EN1215W", _S, 2, MINUTES_3),
    0x0C: Product("EN1941", _S, 2, MINUTES_3),
    0x0D: Product("EN1215EOL", _S, 1, MINUTES_3),
    0x0E: Product("EN1215WEOL", _S, 2, MINUTES_3),
    0x0F: Product("EN1941-60", _S, 2, HOUR),
    0x10: Product("EN1235S", _P, 1, MINUTES_3),
    0x11: Product("EN1235D", _P, 1, MINUTES_3),
    0x12: Product("EN1235SF", _F, 1, MINUTES_3),
    0x13: Product("EN1235DF", _F, 1, MINUTES_3),
    0x14: Product("EN1233S", _P, 1, MINUTES_3),
    0x15: Product("EN1233D", _P, 1, MINUTES_3),
    0x16: Product("EN1224", _P, 4, MINUTES_3),
    0x17: Product("EN1224-ON", _P, 4, MINUTES_3),
    0x18: Product("EN1223S", _P, 1, MINUTES_3),
    0x19: Product("EN1223D", _P, 1, MINUTES_3),
    0x1A: Product("EN1223S-60", _P, 1, HOUR),
    0x1D: Product("EN1221S-60", _P, 1, HOUR),
    0x1E: Product("EN1223SK", _K, 1, MINUTES_3),
    0x20: Product("EN1210W-60", _S, 2, HOUR),
    0x21: Product("EN1244", _S, 1, MINUTES_3),
    0x23: Product("EN1751", _S, 1, MINUTES_3),
    0x24: Product("EN1255", _S, 2, MINUTES_3),
    0x25: Product("EN1752", _S, 1, MINUTES_3),
    0x28: Product("EN1260", _S, 1, MINUTES_3),
    0x29: Product("EN1262", _S, 1, MINUTES_3),
    0x2A: Product("EN1265", _S, 1, MINUTES_3),
    0x2B: Product("EN1261HT", _S, 1, MINUTES_3),
    0x2C: Product("EN1242", _S, 1, MINUTES_3),
    0x2D: Product("EN1241-60", _S, 1, HOUR),
    0x2E: Product("EN1245", _S, 1, MINUTES_3),
    0x30: Product("EN1249", _S, 1, MINUTES_3),
    0x31: Product("EN1240", _S, 1, MINUTES_30),
    0x32: Product("EN1247", _S, 1, MINUTES_3),
    0x38: Product("EN1224D", _P, 3, MINUTES_3),
    0x39: Product("EN1236D", _P, 3, MINUTES_3),
    0x3A: Product("EN1238D", _P, 2, MINUTES_3),
    0x3B: Product("EN1254", _P, 4, MINUTES_3),
    0x50: Product("EN1224", _P, 4, MINUTES_3),
    0x51: Product("EN1224-ON", _P, 4, MINUTES_3),
    0x5B: Product("EN3954", ProductKind.COMMUNICATOR, 0, MINUTES_3),
    0x73: Product("EN3942XS", _S, 1, MINUTES_3),
    0x74: Product("EN3941XS", _S, 1, MINUTES_3),
}

_BUTTON_CELL: Final = Battery("CR2450", 24)
_SMALL_CELL: Final = Battery("CR2", 36)
_LARGE_CELL: Final = Battery("CR123A", 60)

# Section 15: not sure (C). The label in the device decides; low battery reports come first whatever the forecast says.
BATTERIES: Final[dict[str, Battery]] = {
    **dict.fromkeys(("EN1233S", "EN1233D", "EN1235S", "EN1235D", "EN1235SF", "EN1235DF"), _BUTTON_CELL),
    **dict.fromkeys(("EN1224D", "EN1236D", "EN1238D", "EN1254"), _BUTTON_CELL),
    **dict.fromkeys(("EN1223S", "EN1223D", "EN1223S-60", "EN1224", "EN1224-ON"), _SMALL_CELL),
    **dict.fromkeys(("EN1210", "EN1210-60", "EN1210-240", "EN1210W", "EN1210W-60", "EN1210EOL"), _SMALL_CELL),
    **dict.fromkeys(("EN1212", "EN1212-60", "EN1215", "EN1215W", "EN1215EOL", "EN1215WEOL", "EN1216"), _LARGE_CELL),
    **dict.fromkeys(("EN1260", "EN1261HT", "EN1262", "EN1265"), _LARGE_CELL),
}

REPEATER: Final = Product("EN5040", ProductKind.REPEATER, 0, MINUTES_3)
LOCATOR: Final = Product("EN5080", ProductKind.LOCATOR, 0, HOUR)
UNKNOWN: Final = Product("unknown", ProductKind.UNKNOWN, 4, MINUTES_3)


def product_of(pti: int) -> Product:
    """Return the product of a security end device; an unlisted type is UNKNOWN with four inputs and 3 minutes."""
    return PRODUCTS.get(pti, UNKNOWN)
