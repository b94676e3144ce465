"""Sentences for places the frontend does not translate, in the language of the installation or of whoever asks."""

from collections.abc import Mapping

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.translation import async_get_cached_translations, async_get_translations

from .const import DOMAIN

_CATEGORY = "common"
_PREFIX = f"component.{DOMAIN}.{_CATEGORY}."


async def async_load_phrases(hass: HomeAssistant, language: str | None = None) -> None:
    """Load the phrases of a language once, because states and the logbook cannot wait."""
    await async_get_translations(hass, language or hass.config.language, _CATEGORY, [DOMAIN])


@callback
def phrase(hass: HomeAssistant, key: str, language: str | None = None) -> str | None:
    """Return a phrase with its placeholders; None if there is none."""
    language = language or hass.config.language
    return async_get_cached_translations(hass, language, _CATEGORY, DOMAIN).get(f"{_PREFIX}{key}")


@callback
def say(hass: HomeAssistant, key: str, language: str | None = None, **values: str | int) -> str:
    """Return a phrase with its placeholders filled in; without a translation, its key."""
    return filled(key, phrase(hass, key, language), values)


@callback
def all_phrases(hass: HomeAssistant, language: str | None = None) -> Mapping[str, str]:
    """Return all phrases of a language by their keys, to be used away from the event loop."""
    found = async_get_cached_translations(hass, language or hass.config.language, _CATEGORY, DOMAIN)
    return {key.removeprefix(_PREFIX): text for key, text in found.items()}


def filled(key: str, template: str | None, values: Mapping[str, str | int]) -> str:
    """Return a phrase with its placeholders filled in; without a phrase, its key."""
    return key if template is None else template.format_map(Lenient({name: str(one) for name, one in values.items()}))


class Lenient(dict[str, str]):
    """Placeholders of which one may be missing."""

    def __missing__(self, key: str) -> str:
        """Leave a gap rather than fail the whole page."""
        return "–"
