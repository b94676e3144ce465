"""Who may do what with the roster, and how names stay out of Home Assistant's bus, recorder and log."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, override

from homeassistant.components.diagnostics import REDACTED
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import ServiceValidationError
import voluptuous as vol

from .const import DOMAIN


class Right(StrEnum):
    """What a caller may be allowed."""

    READ_NAMES = "read_names"
    CHANGE_PEOPLE = "change_people"
    CHANGE_LIVES = "change_lives"
    REHEARSE = "rehearse"
    BYPASS = "bypass"


class Caller(StrEnum):
    """Who calls: an administrator, anybody else who is logged in, or an automation in its own name."""

    ADMINISTRATOR = "administrator"
    USER = "user"
    AUTOMATION = "automation"


MAY: Final[dict[Caller, frozenset[Right]]] = {
    Caller.ADMINISTRATOR: frozenset(Right),
    Caller.USER: frozenset(),
    Caller.AUTOMATION: frozenset({Right.CHANGE_LIVES, Right.REHEARSE}),
}


async def async_caller(hass: HomeAssistant, call: ServiceCall) -> Caller:
    """Return who calls an action; a user who does not exist any more is nobody in particular."""
    if call.context.user_id is None:
        return Caller.AUTOMATION
    user = await hass.auth.async_get_user(call.context.user_id)
    is_admin = user is not None and user.is_active and user.is_admin
    return Caller.ADMINISTRATOR if is_admin else Caller.USER


async def async_require(hass: HomeAssistant, call: ServiceCall, right: Right) -> Caller:
    """Refuse a call with a sentence unless its caller has a right; return who calls."""
    caller = await async_caller(hass, call)
    if right not in MAY[caller]:
        raise ServiceValidationError(translation_domain=DOMAIN, translation_key=f"may_not_{right}")
    return caller


class PrivateSchema(vol.Schema):  # type: ignore[misc] # the library has no types
    """A schema of an action with fields that only the action gets to see.

    Home Assistant puts what an action was called with on the bus, from where the recorder keeps it for days, and logs
    what it refuses. Both happen after these fields were taken out of the caller's own dictionary.
    """

    def __init__(self, fields: Mapping[object, object], *private: str) -> None:
        """Take what the schema allows and the names of the private fields."""
        super().__init__(dict(fields))
        self._private = private

    @override
    def __call__(self, data: Any) -> Any:
        """Validate a copy and take the private fields out of the original."""
        if not isinstance(data, dict):
            raise vol.Invalid("expected a dictionary")
        taken = dict(data)
        private = [field for field in self._private if field in taken]
        if any(taken[field] == REDACTED for field in private):
            raise vol.Invalid("private fields were taken out of this dictionary before")
        data.update(dict.fromkeys(private, REDACTED))
        return super().__call__(taken)
