"""What role somebody has at a site, and how names stay out of Home Assistant's bus, recorder and log."""

from collections.abc import Mapping
import re
from typing import TYPE_CHECKING, Any, override

from homeassistant.auth.models import User
from homeassistant.components.diagnostics import REDACTED
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import voluptuous as vol

from .const import CONF_ROLES, DOMAIN
from .core.roles import PERSONAL, Right, Role, may

if TYPE_CHECKING:
    from .site import DuressConfigEntry

__all__ = ["PrivateSchema", "Right", "Role", "async_role", "check", "is_named", "refusal", "role_of", "roles_by_user"]


def roles_by_user(options: Mapping[str, Any]) -> dict[str, Role]:
    """Return who was given which role at a site; what cannot be read is left out."""
    stored = options.get(CONF_ROLES)
    if not isinstance(stored, Mapping):
        return {}
    return {str(user_id): Role(role) for user_id, role in stored.items() if role in PERSONAL}


def role_of(entry: DuressConfigEntry, user: User | None) -> Role:
    """Return what somebody is at a site; nobody who is switched off or removed is more than a viewer.

    The owner of Home Assistant is always an administrator, so that nobody can lock everybody out.
    """
    if user is None or not user.is_active:
        return Role.VIEWER
    if user.is_owner:
        return Role.ADMINISTRATOR
    return roles_by_user(entry.options).get(user.id, Role.ADMINISTRATOR if user.is_admin else Role.VIEWER)


async def async_role(hass: HomeAssistant, entry: DuressConfigEntry, context: Context) -> Role:
    """Return what whoever acts is at a site; what nobody in person does is done by an automation."""
    if context.user_id is None:
        return Role.AUTOMATION
    return role_of(entry, await hass.auth.async_get_user(context.user_id))


def check(role: Role, right: Right) -> None:
    """Refuse with a sentence what a role may not do."""
    if not may(role, right):
        raise refusal(right)


def refusal(right: Right) -> ServiceValidationError:
    """Return the sentence for somebody who lacks a right."""
    return ServiceValidationError(translation_domain=DOMAIN, translation_key=f"may_not_{right}")


def is_named(name: str, text: str) -> bool:
    """Whether a text names somebody: the whole name, or a surname spelled as such."""
    first, *others = name.split() or [""]
    if others and re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
        return True
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in others or [first] if len(word) > 1)


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
