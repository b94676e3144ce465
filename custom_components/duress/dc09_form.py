"""The form of a SIA DC-09 endpoint: its fields, what is stored of them, and what a receiver could not read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
import re
from typing import Any, Final

from homeassistant.const import CONF_HOST, CONF_NAME, CONF_PORT, CONF_PROTOCOL
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)
import voluptuous as vol

from . import endpoint_common
from .const import CONF_ENDPOINT_TYPE, CONF_FORWARD_ALL, CONF_MORE, ENDPOINT_DC09
from .dc09_settings import (
    BITS,
    CONF_ACCOUNT,
    CONF_CODES,
    CONF_ENCRYPTION,
    CONF_FORMAT,
    CONF_KEY,
    CONF_KEY_FORM,
    CONF_NUMBERS,
    CONF_PADDING,
    CONF_PARTITION,
    CONF_PREFIX,
    CONF_REAL_CODES,
    CONF_RECEIVER,
    CONF_REPLY_TIMEOUT,
    CONF_SUPERVISION,
    CONF_UNKNOWN_ROOM,
    FORMATS,
    NO_ENCRYPTION,
    REPLY_TIMEOUT,
    SUPERVISION,
)
from .endpoint_common import CONF_COMMON
from .endpoint_hosts import is_host
from .monitoring.dc09 import (
    LONGEST_TIMEOUT,
    SHORTEST_TIMEOUT,
    UNKNOWN_ROOM,
    Code,
    Form,
    Key,
    KeyForm,
    Pad,
    Protocol,
    is_zone,
    parse_codes,
    written,
)
from .room_numbers import WrongLineError, as_text, from_text, numbered

CONF_SECURITY: Final = "security"
"""The section about encryption."""

_ACCOUNT: Final = re.compile(r"[0-9A-F]{3,16}")
_HEX: Final = re.compile(r"[0-9A-F]{1,6}")
_MOST_NUMBERS: Final = {Form.SIA: 9999, Form.CID: 999}
_LINES: Final = TextSelector(TextSelectorConfig(multiline=True))
_PASSWORD: Final = TextSelector(TextSelectorConfig(type=TextSelectorType.PASSWORD))


def _seconds(least: float, most: float) -> NumberSelector:
    """Return a field for seconds."""
    return NumberSelector(
        NumberSelectorConfig(min=least, max=most, step=1, mode=NumberSelectorMode.BOX, unit_of_measurement="s")
    )


def _whole(least: int, most: int) -> NumberSelector:
    """Return a field for a whole number."""
    return NumberSelector(NumberSelectorConfig(min=least, max=most, step=1, mode=NumberSelectorMode.BOX))


_SECURITY: Final = vol.Schema(
    {
        vol.Required(CONF_ENCRYPTION, default=NO_ENCRYPTION): SelectSelector(
            SelectSelectorConfig(options=list(BITS), translation_key="dc09_encryption")
        ),
        vol.Optional(CONF_KEY_FORM): SelectSelector(
            SelectSelectorConfig(options=[one.value for one in KeyForm], translation_key="dc09_key_form")
        ),
        vol.Optional(CONF_KEY): _PASSWORD,
        vol.Required(CONF_PADDING, default=Pad.SHORT.value): SelectSelector(
            SelectSelectorConfig(options=[one.value for one in Pad], translation_key="dc09_padding")
        ),
    }
)
_MORE: Final = vol.Schema(
    {
        vol.Optional(CONF_RECEIVER): TextSelector(),
        vol.Required(CONF_PREFIX, default="0"): TextSelector(),
        vol.Required(CONF_PARTITION, default=1): _whole(1, 99),
        vol.Required(CONF_REPLY_TIMEOUT, default=REPLY_TIMEOUT): _seconds(SHORTEST_TIMEOUT, LONGEST_TIMEOUT),
        vol.Optional(CONF_NUMBERS): _LINES,
        vol.Required(CONF_UNKNOWN_ROOM, default=UNKNOWN_ROOM): TextSelector(),
        vol.Optional(CONF_CODES): _LINES,
        vol.Required(CONF_REAL_CODES, default=False): BooleanSelector(),
    }
)
SCHEMA: Final = vol.Schema(
    {
        vol.Required(CONF_NAME): TextSelector(),
        vol.Required(CONF_HOST): TextSelector(),
        # Asked for below: a required number would be filled in with the least one there is.
        vol.Optional(CONF_PORT): _whole(1, 65535),
        vol.Required(CONF_PROTOCOL, default=Protocol.TCP.value): SelectSelector(
            SelectSelectorConfig(options=[one.value for one in Protocol], translation_key="dc09_protocol")
        ),
        vol.Required(CONF_ACCOUNT): TextSelector(),
        vol.Required(CONF_FORMAT, default=next(iter(FORMATS))): SelectSelector(
            SelectSelectorConfig(options=list(FORMATS), translation_key="dc09_format")
        ),
        vol.Required(CONF_SUPERVISION, default=SUPERVISION): _seconds(5, 86400),
        vol.Required(CONF_FORWARD_ALL, default=True): BooleanSelector(),
        vol.Required(CONF_SECURITY): section(_SECURITY, {"collapsed": False}),
        **endpoint_common.fields(heartbeat=False),
        vol.Required(CONF_MORE): section(_MORE, {"collapsed": True}),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was typed as it is to be stored, or what is wrong with it and in which line."""

    title: str
    data: dict[str, Any]
    errors: dict[str, str]
    line: str = ""


@dataclass(slots=True)
class _Fields:
    """What was typed, and what was found wrong with it."""

    typed: Mapping[str, Any]
    errors: dict[str, str] = field(default_factory=dict)
    line: str = ""

    def hexadecimal(self, name: str, pattern: re.Pattern[str], where: str, error: str) -> str:
        """Return a text of hexadecimal digits in upper case."""
        text = str(self.typed.get(name) or "").strip().upper()
        if not pattern.fullmatch(text):
            self.errors[where] = error
        return text


def check(user_input: Mapping[str, Any], rooms: Mapping[str, str], stored: Mapping[str, Any]) -> Checked:
    """Return what is to be stored of a filled-in form; `rooms` are names by id, `stored` is what was before."""
    flat = {**user_input, **user_input[CONF_SECURITY], **user_input[CONF_MORE]}
    apart = (CONF_SECURITY, CONF_MORE, CONF_COMMON)
    fields = _Fields({name: value for name, value in flat.items() if name not in apart})
    form = FORMATS[flat[CONF_FORMAT]]
    host = flat[CONF_HOST].strip()
    if not flat[CONF_NAME].strip():
        fields.errors[CONF_NAME] = "name_missing"
    if not is_host(host):
        fields.errors[CONF_HOST] = "wrong_host"
    if flat.get(CONF_PORT) is None:
        fields.errors[CONF_PORT] = "port_missing"
    data = {
        CONF_ENDPOINT_TYPE: ENDPOINT_DC09,
        CONF_HOST: host,
        CONF_PORT: int(flat.get(CONF_PORT) or 0),
        CONF_ACCOUNT: fields.hexadecimal(CONF_ACCOUNT, _ACCOUNT, CONF_ACCOUNT, "wrong_account"),
        CONF_PREFIX: fields.hexadecimal(CONF_PREFIX, _HEX, CONF_MORE, "wrong_receiver"),
        CONF_PARTITION: int(flat[CONF_PARTITION]),
        **{name: int(flat[name]) for name in (CONF_SUPERVISION, CONF_REPLY_TIMEOUT)},
        **{name: flat[name] for name in (CONF_PROTOCOL, CONF_FORMAT, CONF_ENCRYPTION, CONF_PADDING)},
        **{name: bool(flat[name]) for name in (CONF_FORWARD_ALL, CONF_REAL_CODES)},
        CONF_UNKNOWN_ROOM: flat[CONF_UNKNOWN_ROOM].strip(),
        CONF_CODES: _codes(fields, form),
        CONF_NUMBERS: _numbers(fields, rooms, stored.get(CONF_NUMBERS, {}), _MOST_NUMBERS[form]),
        **_key(fields, stored),
        **endpoint_common.data(user_input, heartbeat=False),
    }
    if flat.get(CONF_RECEIVER):
        data[CONF_RECEIVER] = fields.hexadecimal(CONF_RECEIVER, _HEX, CONF_MORE, "wrong_receiver")
    if not is_zone(data[CONF_UNKNOWN_ROOM], form):
        fields.errors[CONF_MORE] = "wrong_unknown_room"
    return Checked(title=flat[CONF_NAME].strip(), data=data, errors=fields.errors, line=fields.line)


def suggested(title: str, stored: Mapping[str, Any], rooms: Mapping[str, str]) -> dict[str, Any]:
    """Return what the form is filled in with; the key is never shown again."""
    numbers = numbered(rooms, stored.get(CONF_NUMBERS, {}))
    flat = {
        **stored,
        CONF_NUMBERS: as_text(rooms, numbers),
        CONF_CODES: written({name: Code(**code) for name, code in stored.get(CONF_CODES, {}).items()}),
    }
    more = {str(name): flat[name] for name in _MORE.schema if name in flat}
    security = {str(name): flat[name] for name in _SECURITY.schema if name in flat and name != CONF_KEY}
    filled = {str(name): flat[name] for name in SCHEMA.schema if name in flat}
    common = endpoint_common.suggested(stored, heartbeat=False)
    return {**filled, **({CONF_NAME: title} if title else {}), **common, CONF_SECURITY: security, CONF_MORE: more}


def _key(fields: _Fields, stored: Mapping[str, Any]) -> dict[str, str]:
    """Return the key as it is stored, and its form; one that is there already may be left out."""
    bits = BITS[fields.typed[CONF_ENCRYPTION]]
    if not bits:
        return {}
    form, key = fields.typed.get(CONF_KEY_FORM), str(fields.typed.get(CONF_KEY) or "")
    if form is None:
        fields.errors[CONF_SECURITY] = "key_form_missing"
        return {}
    if not key:
        key = stored.get(CONF_KEY, "")
    try:
        Key.parse(key, form=KeyForm(form), bits=bits)
    except ValueError:
        fields.errors[CONF_SECURITY] = "wrong_key_hex" if form == KeyForm.HEX else "wrong_key_ascii"
    return {CONF_KEY: key, CONF_KEY_FORM: form}


def _codes(fields: _Fields, form: Form) -> dict[str, dict[str, str]]:
    """Return the codes that differ from the usual ones."""
    try:
        return {name: asdict(code) for name, code in parse_codes(fields.typed.get(CONF_CODES) or "", form).items()}
    except ValueError as error:
        fields.errors[CONF_MORE], fields.line = "wrong_code", str(error)
        return {}


def _numbers(fields: _Fields, rooms: Mapping[str, str], known: Mapping[str, str], most: int) -> dict[str, str]:
    """Return the numbers of the rooms."""
    try:
        return from_text(fields.typed.get(CONF_NUMBERS) or "", rooms, known, most)
    except WrongLineError as error:
        fields.errors[CONF_MORE], fields.line = error.reason, error.line
        return {}
