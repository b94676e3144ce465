"""What cells may say: dates, serial numbers, models, uses, levels. Wrong ones raise RowError with the reason."""

from collections.abc import Mapping
from datetime import date
import re
from typing import Final

from ...echostream import PRODUCTS
from ...echostream.products import REPEATER
from ...echostream.uid import MAX_SERIAL
from ..roster import Kind, Life, Role
from .problems import Code, RowError, shown

EARLIEST: Final = date(1990, 1, 1)
LOWEST_LEVEL: Final = -20
HIGHEST_LEVEL: Final = 200

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_LOCAL: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_SERIAL: Final = re.compile(r"'?([0-9]{1,12})(?:\.0)?")
_LEVEL: Final = re.compile(r"([+-]?[0-9]{1,4})(?:\.0)?")

ROLES: Final[Mapping[str, Role]] = {
    **{str(role): role for role in Role},
    "carried": Role.PENDANT,
    "pulsador": Role.PENDANT,
    "colgante": Role.PENDANT,
    "button": Role.FIXED_BUTTON,
    "fixed": Role.FIXED_BUTTON,
    "wall button": Role.FIXED_BUTTON,
    "desk button": Role.FIXED_BUTTON,
    "boton": Role.FIXED_BUTTON,
    "boton fijo": Role.FIXED_BUTTON,
    "fijo": Role.FIXED_BUTTON,
    "repetidor": Role.REPEATER,
}
LIVES: Final[Mapping[str, Life]] = {
    **{str(life): life for life in Life},
    "stock": Life.IN_STOCK,
    "spare": Life.IN_STOCK,
    "repair": Life.IN_REPAIR,
    "en almacen": Life.IN_STOCK,
    "almacen": Life.IN_STOCK,
    "en reserva": Life.IN_STOCK,
    "reserva": Life.IN_STOCK,
    "asignado": Life.ASSIGNED,
    "prestado": Life.LOANED,
    "fuera": Life.AWAY,
    "ausente": Life.AWAY,
    "perdido": Life.LOST,
    "en reparacion": Life.IN_REPAIR,
    "retirado": Life.RETIRED,
}
KINDS: Final[Mapping[str, Kind]] = {
    **{str(kind): kind for kind in Kind},
    "peligro": Kind.DURESS,
    "emergencia": Kind.DURESS,
    "alarma": Kind.DURESS,
    "ayuda medica": Kind.MEDICAL,
    "medica": Kind.MEDICAL,
    "medico": Kind.MEDICAL,
    "assistance": Kind.ASSIST,
    "asistencia": Kind.ASSIST,
    "ayuda": Kind.ASSIST,
    "cierre": Kind.LOCKDOWN,
    "confinamiento": Kind.LOCKDOWN,
}
_YES: Final = frozenset({"yes", "y", "si", "s", "true", "verdadero", "x", "1"})
_NO: Final = frozenset({"no", "n", "false", "falso", "0"})
_ACCENTS: Final = str.maketrans("áéíóúüñ", "aeiouun")


def fold(name: str) -> str:
    """Return a name as names are compared: Home Assistant takes case and blanks for nothing, too."""
    return name.casefold().replace(" ", "")


def serial_in(column: str, text: str) -> int:
    """Return a printed serial number."""
    match = _SERIAL.fullmatch(text)
    if match is None or int(match[1]) > MAX_SERIAL:
        raise RowError(Code.SERIAL_WRONG, column, value=shown(text), limit=str(MAX_SERIAL))
    return int(match[1])


def models_in(column: str, text: str) -> frozenset[int]:
    """Return the product types of a model name, none for the repeater, which has no product type."""
    wanted = _plain_model(text)
    if wanted == _plain_model(REPEATER.model):
        return frozenset()
    if (found := _MODELS.get(wanted)) is None:
        raise RowError(Code.MODEL_UNKNOWN, column, value=shown(text))
    return found


def role_in(column: str, text: str) -> Role:
    """Return what a transmitter is used for."""
    if (role := _word(ROLES, text)) is None:
        raise RowError(Code.USE_UNKNOWN, column, value=shown(text))
    return role


def kind_in(column: str, text: str) -> Kind:
    """Return what a press asks for."""
    if (kind := _word(KINDS, text)) is None:
        raise RowError(Code.KIND_UNKNOWN, column, value=shown(text))
    return kind


def life_in(column: str, text: str) -> Life:
    """Return where a transmitter is in its life."""
    if (life := _word(LIVES, text)) is None:
        raise RowError(Code.LIFE_UNKNOWN, column, value=shown(text))
    return life


def date_in(column: str, text: str, today: date) -> date:
    """Return a day of the past: ISO, or day and month in either order where only one of them can be meant."""
    if match := _ISO.fullmatch(text):
        found = _day(int(match[1]), int(match[2]), int(match[3]))
    elif match := _LOCAL.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        days = {_day(year, second, first), _day(year, first, second)} - {None}
        if len(days) > 1:
            raise RowError(Code.DATE_AMBIGUOUS, column, value=shown(text))
        found = days.pop() if days else None
    else:
        found = None
    if found is None or found < EARLIEST:
        raise RowError(Code.DATE_WRONG, column, value=shown(text))
    if found > today:
        raise RowError(Code.DATE_FUTURE, column, value=shown(text))
    return found


def level_in(column: str, text: str) -> int:
    """Return the level of a floor; 0 is the ground."""
    match = _LEVEL.fullmatch(text)
    level = int(match[1]) if match is not None else HIGHEST_LEVEL + 1
    if not LOWEST_LEVEL <= level <= HIGHEST_LEVEL:
        limits = {"lowest": str(LOWEST_LEVEL), "highest": str(HIGHEST_LEVEL)}
        raise RowError(Code.LEVEL_WRONG, column, value=shown(text), **limits)
    return level


def yes_no_in(column: str, text: str) -> bool:
    """Return whether a cell says yes."""
    answer = yes_no(text)
    if answer is None:
        raise RowError(Code.YES_NO_WRONG, column, value=shown(text))
    return answer


def yes_no(text: str) -> bool | None:
    """Return yes or no; None if it is neither."""
    word = _plain(text)
    return True if word in _YES else False if word in _NO else None


def _word[T](words: Mapping[str, T], text: str) -> T | None:
    """Return what a word means, however it is written."""
    plain = _plain(text)
    return words.get(plain) or words.get(plain.replace(" ", "_"))


def _plain(text: str) -> str:
    """Return words without case, accents, underscores and hyphens."""
    return re.sub(r"[_\s-]+", " ", text.casefold().translate(_ACCENTS)).strip()


def _plain_model(text: str) -> str:
    """Return a model name as models are compared."""
    return re.sub(r"[\s_-]+", "", text.casefold())


def _day(year: int, month: int, day: int) -> date | None:
    """Return a day of the calendar; None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


_MODELS: Final[Mapping[str, frozenset[int]]] = {
    _plain_model(product.model): frozenset(pti for pti, other in PRODUCTS.items() if other.model == product.model)
    for product in PRODUCTS.values()
}
