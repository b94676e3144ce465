"""Short ways to hand pendants out and to ask who has them."""

from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant

from custom_components.duress.const import DOMAIN
from custom_components.duress.site import DuressConfigEntry
from tests.integration.builders import device_id


async def call(hass: HomeAssistant, action: str, user: User | None, **data: object) -> dict[str, Any]:
    """Call an action as somebody, or as an automation without a user; return the answer."""
    context = Context(user_id=user.id if user else None)
    answer = await hass.services.async_call(
        DOMAIN, action, dict(data), blocking=True, return_response=True, context=context
    )
    assert answer is not None
    return dict(answer)


async def roster(hass: HomeAssistant, user: User) -> dict[str, Any]:
    """Return the roster as an administrator sees it."""
    return await call(hass, "get_roster", user)


async def holders(hass: HomeAssistant, user: User) -> dict[str, tuple[str, str | None]]:
    """Return the life and the holder's name of each device by label."""
    devices = (await roster(hass, user))["devices"]
    return {one["label"]: (one["life"], one["holder"]) for one in devices}


def device(hass: HomeAssistant, entry: DuressConfigEntry, key: str) -> str:
    """Return the device of a subentry."""
    return device_id(hass, entry, key)


def life_state(hass: HomeAssistant, slug: str) -> str:
    """Return what a pendant's sensor says of its life."""
    state = hass.states.get(f"sensor.{slug}_life")
    assert state is not None
    return state.state
