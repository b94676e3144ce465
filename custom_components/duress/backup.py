"""Backups: the ledger's main file holds still while it is copied; alarms go on being stored beside it."""

import logging

from homeassistant.core import HomeAssistant

from .calls import running_sites
from .ledger import LedgerError

_LOGGER = logging.getLogger(__name__)


async def async_pre_backup(hass: HomeAssistant) -> None:
    """Bring each ledger's file up to date and leave it alone until the copy is made."""
    for site in running_sites(hass):
        try:
            await site.record.ledger.checkpoint_for_backup()
        except LedgerError as error:
            _LOGGER.warning("The ledger of %s could not be prepared for the backup: %s", site.entry.title, error)


async def async_post_backup(hass: HomeAssistant) -> None:
    """Go on as before the backup."""
    for site in running_sites(hass):
        try:
            await site.record.ledger.resume_after_backup()
        except LedgerError as error:
            _LOGGER.warning("The ledger of %s could not go on after the backup: %s", site.entry.title, error)
