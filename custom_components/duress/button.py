"""Buttons: send a test message to an endpoint."""

from collections.abc import Iterable
from typing import override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import EntityCategory
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .access import async_role, check
from .calls import async_actor_of
from .const import DOMAIN, SUBENTRY_ENDPOINT
from .core.roles import DIALOGS
from .endpoint_issues import advise
from .entity import DuressEntity, async_follow_subentries
from .monitoring import Outcome
from .site import DuressConfigEntry, Site

PARALLEL_UPDATES = 1

SEND_TEST = ButtonEntityDescription(
    key="send_test", translation_key="send_test", entity_category=EntityCategory.DIAGNOSTIC
)


async def async_setup_entry(
    _hass: HomeAssistant, entry: DuressConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the buttons of a site."""
    async_follow_subentries(entry, async_add_entities, _build)


def _build(site: Site, subentry: ConfigSubentry) -> Iterable[Entity]:
    """Return the buttons of one endpoint."""
    if subentry.subentry_type == SUBENTRY_ENDPOINT:
        yield SendTest(site, SEND_TEST, subentry.subentry_id)


class SendTest(DuressEntity, ButtonEntity):
    """Sends a message marked as a test and says what the endpoint answered."""

    @override
    async def async_press(self) -> None:
        """Send; an answer other than a confirmation is an error to the person who pressed."""
        # Without a context nobody in person presses: Home Assistant itself does, as an automation.
        context = self._context or Context()
        check(await async_role(self.hass, self.site.entry, context), DIALOGS["send_test"])
        self.site.audit.acted("send_test", await async_actor_of(self.hass, context), [self.owner])
        answer = await self.site.endpoints.async_test(self.owner)
        if answer.outcome not in (Outcome.DELIVERED, Outcome.ACCEPTED):
            raise HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="test_failed",
                translation_placeholders={"detail": answer.detail, "advice": advise(self.hass, answer)},
            )
