"""Certificates of an endpoint, in a section of its form: a private authority, and what proves who we are."""

from collections.abc import Mapping
from pathlib import Path
import time
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import TextSelector, TextSelectorConfig
import voluptuous as vol

from .monitoring import Tls, TlsError

CONF_CERTIFICATES: Final = "certificates"
"""The section in a form; what it asks is stored beside everything else."""
CONF_AUTHORITY: Final = "authority"
CONF_CLIENT_CERTIFICATE: Final = "client_certificate"
CONF_CLIENT_KEY: Final = "client_key"

CERTIFICATES: Final = (CONF_AUTHORITY, CONF_CLIENT_CERTIFICATE, CONF_CLIENT_KEY)

_LINES: Final = TextSelector(TextSelectorConfig(multiline=True))
_SCHEMA: Final = vol.Schema({vol.Optional(name): _LINES for name in CERTIFICATES})


def fields() -> dict[vol.Marker, object]:
    """Return the section as a field of a form."""
    return {vol.Optional(CONF_CERTIFICATES): section(_SCHEMA, {"collapsed": True})}


def suggested(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the section is filled in with; a key is never shown again."""
    shown = {name: stored[name] for name in CERTIFICATES if name in stored and name != CONF_CLIENT_KEY}
    return {CONF_CERTIFICATES: shown}


def data(typed: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, str]:
    """Return what is to be stored of a filled-in form; with a client certificate, a key not typed again stays."""
    section_typed: Mapping[str, Any] = typed.get(CONF_CERTIFICATES, {})
    given = {name: str(section_typed.get(name, "")).strip() for name in CERTIFICATES}
    if given[CONF_CLIENT_CERTIFICATE] and not given[CONF_CLIENT_KEY]:
        given[CONF_CLIENT_KEY] = str(stored.get(CONF_CLIENT_KEY, ""))
    return {name: value for name, value in given.items() if value}


def tls_of(hass: HomeAssistant, stored: Mapping[str, Any]) -> Tls:
    """Return the certificates of an endpoint; paths that are not absolute are in the folder of the configuration."""
    return Tls(
        authority=stored.get(CONF_AUTHORITY, ""),
        certificate=stored.get(CONF_CLIENT_CERTIFICATE, ""),
        key=stored.get(CONF_CLIENT_KEY, ""),
        folder=Path(hass.config.config_dir),
    )


async def async_error(hass: HomeAssistant, stored: Mapping[str, Any]) -> str | None:
    """Return what is wrong with the certificates; read in a thread."""
    tls = tls_of(hass, stored)
    if tls.is_empty:
        return None
    try:
        await hass.async_add_executor_job(tls.check, time.time())
    except TlsError as error:
        return str(error.problem)
    return None
