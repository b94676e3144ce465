"""The form of a transmitter: its fields, what is stored of them, and what cannot work, with the reason in words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import count
import re
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_NAME
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    AreaSelector,
    DateSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)
import voluptuous as vol

from .const import (
    CONF_AREA,
    CONF_BATTERY_INSTALLED,
    CONF_CHECK_IN,
    CONF_FACTOR,
    CONF_KIND,
    CONF_KINDS,
    CONF_MODEL,
    CONF_MORE,
    CONF_PATTERN,
    CONF_ROLE,
    CONF_SERIAL,
    CONF_UID,
    SUBENTRY_TRANSMITTER,
)
from .core.kinds import less_grave_than_its_buttons
from .core.roster import DEFAULT_FACTOR, Kind, Role
from .core.supervision import SLACK
from .echostream import (
    PRODUCTS,
    AlarmInputs,
    Mid,
    Product,
    ProductKind,
    Uid,
    format_uid,
    make_uid,
    parse_uid,
    product_of,
    serial_of,
)
from .echostream.products import REPEATER
from .pattern_form import PATTERN_FIELDS, pattern_error, suggested_pattern, typed_pattern
from .settings import FACTORS, MINUTE, combination_name, combinations_of, kinds_data, read_kinds

MODELS: Final = SelectSelector(
    SelectSelectorConfig(
        options=[SelectOptionDict(value=str(pti), label=product.model) for pti, product in PRODUCTS.items()],
        mode=SelectSelectorMode.DROPDOWN,
    )
)
ROLES: Final = SelectSelector(SelectSelectorConfig(options=list(Role), translation_key=CONF_ROLE))
KINDS: Final = SelectSelector(
    SelectSelectorConfig(options=list(Kind), translation_key=CONF_KIND, mode=SelectSelectorMode.DROPDOWN)
)

IDENTITY: Final = {
    vol.Required(CONF_NAME): TextSelector(),
    vol.Required(CONF_SERIAL): TextSelector(),
    vol.Optional(CONF_MODEL): MODELS,
}
ROLE: Final = {vol.Required(CONF_ROLE, default=Role.PENDANT): ROLES}
ROOM: Final = {vol.Optional(CONF_AREA): AreaSelector()}
CARE: Final = {
    vol.Optional(CONF_FACTOR): vol.All(
        NumberSelector(NumberSelectorConfig(min=FACTORS[0], max=FACTORS[1], step=1, mode=NumberSelectorMode.SLIDER)),
        vol.Coerce(int),
    ),
    vol.Optional(CONF_CHECK_IN): NumberSelector(
        NumberSelectorConfig(min=1, max=1440, step=1, mode=NumberSelectorMode.BOX, unit_of_measurement="min")
    ),
    vol.Optional(CONF_BATTERY_INSTALLED): DateSelector(),
}

STORED: Final = frozenset(
    {
        CONF_UID,
        CONF_MODEL,
        CONF_ROLE,
        CONF_AREA,
        CONF_KIND,
        CONF_KINDS,
        CONF_PATTERN,
        CONF_FACTOR,
        CONF_CHECK_IN,
        CONF_BATTERY_INSTALLED,
    }
)
"""What this form keeps of a transmitter; what others keep beside it is left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was typed, as it is to be stored, or what is wrong with it."""

    title: str
    uid: Uid | None
    data: dict[str, Any]
    errors: dict[str, str]
    placeholders: dict[str, str] = field(default_factory=dict)


def form_schema(*, role: Role | None, pti: int | None) -> vol.Schema:
    """Return the form for a model, as far as it is known; the use is asked for if it is not known."""
    presses = {**kind_fields(pti), **PATTERN_FIELDS} if role is None or role.calls_for_help else {}
    more = {**presses, **CARE}
    return vol.Schema(
        {
            **IDENTITY,
            **(ROLE if role is None else {}),
            **ROOM,
            vol.Optional(CONF_MORE): section(vol.Schema(more), {"collapsed": True}),
        }
    )


def kind_fields(pti: int | None) -> dict[vol.Marker, SelectSelector]:
    """Return the fields for what a press asks for: of the whole pendant, and by input if its model has several."""
    number = product_of(pti).inputs if pti is not None else 1
    return {vol.Optional(CONF_KIND): KINDS, **(input_fields(number) if number > 1 else {})}


def input_fields(number: int) -> dict[vol.Marker, SelectSelector]:
    """Return a field for each of a number of inputs and each two together."""
    return {vol.Optional(field_name(inputs)): KINDS for inputs in combinations_of(number)}


def field_name(inputs: AlarmInputs) -> str:
    """Return the field of a combination of inputs."""
    return "input_" + combination_name(inputs).replace("+", "_")


def typed_kinds(user_input: Mapping[str, Any], number: int) -> dict[AlarmInputs, Kind]:
    """Return the kinds by combination that were chosen."""
    return {
        inputs: Kind(user_input[name])
        for inputs in combinations_of(number)
        if user_input.get(name := field_name(inputs)) is not None
    }


def suggested_kinds(stored: object) -> dict[str, str]:
    """Return stored kinds by combination as they are chosen in a form."""
    return {field_name(inputs): str(kind) for inputs, kind in read_kinds(stored).items()}


def as_typed(title: str, data: Mapping[str, Any], area_id: str | None) -> dict[str, Any]:
    """Return an installed transmitter as it is typed in the form."""
    pti = data.get(CONF_MODEL)
    more = {key: data[key] for key in (CONF_KIND, CONF_CHECK_IN, CONF_BATTERY_INSTALLED) if key in data}
    return {
        CONF_NAME: title,
        CONF_SERIAL: str(serial_of(parse_uid(data[CONF_UID]))),
        CONF_MODEL: None if pti is None else str(pti),
        CONF_AREA: area_id,
        CONF_MORE: {
            CONF_FACTOR: data.get(CONF_FACTOR, DEFAULT_FACTOR),
            **more,
            **suggested_kinds(data.get(CONF_KINDS)),
            **suggested_pattern(data.get(CONF_PATTERN)),
        },
    }


def check(
    entry: ConfigEntry,
    user_input: Mapping[str, Any],
    role: Role,
    *,
    besides: str | None = None,
    before: Mapping[str, Any] | None = None,
    seen: float | None = None,
) -> Checked:
    """Return what was typed as it is to be stored, and what is wrong with it.

    `besides` is the subentry that is changed and `before` what was stored of it; `seen` is the interval in seconds at
    which it was seen to check in.
    """
    uid = uid_of(user_input[CONF_SERIAL], role)
    pti = None if user_input.get(CONF_MODEL) is None else int(user_input[CONF_MODEL])
    kept = {key: value for key, value in (before or {}).items() if key not in STORED}
    more = _more(user_input[CONF_MORE], role, pti) if CONF_MORE in user_input else _stored_more(before or {})
    identity = {CONF_MODEL: pti, CONF_ROLE: str(role)}
    if uid is not None:
        identity[CONF_UID] = format_uid(uid)
    if user_input.get(CONF_AREA) is not None:
        identity[CONF_AREA] = user_input[CONF_AREA]
    data = {**kept, **identity, **more}
    errors: dict[str, str] = {}
    if not user_input[CONF_NAME].strip():
        errors[CONF_NAME] = "name_missing"
    if uid is None:
        errors[CONF_SERIAL] = "wrong_serial"
    elif _is_installed(entry, uid, besides):
        errors[CONF_SERIAL] = "already_configured"
    product = REPEATER if role is Role.REPEATER else product_of(-1 if pti is None else pti)
    by_model = read_kinds(entry.options.get(CONF_KINDS, {}).get(str(pti)))
    reason, placeholders = _cannot_work(data, before or {}, product, seen, by_model)
    if reason is not None:
        errors["base"] = reason
    return Checked(title=user_input[CONF_NAME].strip(), uid=uid, data=data, errors=errors, placeholders=placeholders)


def next_label(last: str, taken: Collection[str]) -> str | None:
    """Return the next free label after one that ends with a number, such as "Pendant 08" after "Pendant 07"."""
    found = re.fullmatch(r"(.*?)([0-9]+)", last)
    if found is None:
        return None
    for number in count(int(found[2]) + 1):
        label = f"{found[1]}{number:0{len(found[2])}}"
        if label not in taken:
            return label
    return None


def uid_of(serial: str, role: Role) -> Uid | None:
    """Return the identifier behind a printed serial number; None if it cannot be one."""
    text = serial.strip()
    if not (text.isascii() and text.isdigit()):
        return None
    try:
        return make_uid(Mid.REPEATER if role is Role.REPEATER else Mid.END_DEVICE, int(text))
    except ValueError:
        return None


def _more(typed: Mapping[str, Any], role: Role, pti: int | None) -> dict[str, Any]:
    """Return what is stored of the section with details; what is as usual is not stored."""
    more: dict[str, Any] = {
        key: typed[key] for key in (CONF_CHECK_IN, CONF_BATTERY_INSTALLED) if typed.get(key) is not None
    }
    if typed.get(CONF_FACTOR) not in (None, DEFAULT_FACTOR):
        more[CONF_FACTOR] = typed[CONF_FACTOR]
    if role.calls_for_help:
        if typed.get(CONF_KIND) is not None:
            more[CONF_KIND] = typed[CONF_KIND]
        if kinds := typed_kinds(typed, product_of(-1 if pti is None else pti).inputs):
            more[CONF_KINDS] = kinds_data(kinds)
        if (pattern := typed_pattern(typed)) is not None:
            more[CONF_PATTERN] = pattern
    return more


def _stored_more(before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the details stored before, for a form that was sent without them."""
    return {key: before[key] for key in STORED - {CONF_UID, CONF_MODEL, CONF_ROLE, CONF_AREA} if key in before}


def _cannot_work(
    data: Mapping[str, Any],
    before: Mapping[str, Any],
    product: Product,
    seen: float | None,
    by_model: Mapping[AlarmInputs, Kind],
) -> tuple[str | None, dict[str, str]]:
    """Return why changed settings cannot work, with what the sentence needs; None if they can."""
    kinds = read_kinds(data.get(CONF_KINDS))
    usual = Kind(data.get(CONF_KIND, Kind.DURESS))
    weaker = less_grave_than_its_buttons(kinds, usual)
    if weaker is not None:
        return "combination_less_grave", {"inputs": combination_name(weaker)}
    if error := pattern_error(data.get(CONF_PATTERN), product.inputs, {**by_model, **kinds}, usual):
        return error, {}
    if all(data.get(key) == before.get(key) for key in (CONF_CHECK_IN, CONF_FACTOR)):
        return None, {}
    minutes = data.get(CONF_CHECK_IN)
    expected = float(product.check_in) if minutes is None else minutes * MINUTE
    window = data.get(CONF_FACTOR, DEFAULT_FACTOR) * expected + SLACK
    nominal = float(product.check_in) if product.kind is not ProductKind.UNKNOWN else None
    longest = seen or nominal
    if longest is None or window >= 2 * longest:
        return None, {}
    return (
        "window_shorter_than_seen" if seen else "window_shorter_than_model",
        {"expected": _minutes(expected), "window": _minutes(window), "seen": _minutes(longest)},
    )


def _is_installed(entry: ConfigEntry, uid: Uid, besides: str | None) -> bool:
    """Whether another transmitter of the site has this identifier."""
    return any(
        one.subentry_type == SUBENTRY_TRANSMITTER
        and one.data[CONF_UID] == format_uid(uid)
        and one.subentry_id != besides
        for one in entry.subentries.values()
    )


def _minutes(seconds: float) -> str:
    """Return seconds as minutes for a sentence."""
    return f"{seconds / MINUTE:.3g}"
