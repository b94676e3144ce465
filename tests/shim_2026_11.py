"""Lets the test package for 2026.10 run Home Assistant 2026.11; goes when there is one for 2026.11.

Home Assistant 2026.11 must alias httpx before anything imports it, and has moved a private function of the logger.
"""

import homeassistant.components.logger as logger
from homeassistant.components.logger import helpers
import homeassistant.const  # noqa: F401 - imported for its aliases, before respx imports httpx

logger._clear_logger_overwrites = helpers._clear_logger_overwrites  # type: ignore[attr-defined]
