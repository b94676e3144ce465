"""Names shared by the Home Assistant side of the integration."""

from typing import Final

DOMAIN: Final = "duress"
VERSION: Final = "0.1.0"
MANUFACTURER: Final = "Inovonics"

SUBENTRY_RECEIVER: Final = "receiver"
SUBENTRY_TRANSMITTER: Final = "transmitter"
SUBENTRY_ENDPOINT: Final = "endpoint"

CONF_AREA: Final = "area"
CONF_BATTERY_INSTALLED: Final = "battery_installed"
CONF_BAUDRATE: Final = "baudrate"
CONF_BUILDINGS: Final = "buildings"
CONF_CHECK_IN: Final = "check_in_minutes"
CONF_CHECKLISTS: Final = "checklists"
CONF_CONFIRM: Final = "confirm"
CONF_DUTY_DAYS: Final = "duty_days"
CONF_ENDPOINT_TYPE: Final = "endpoint_type"
CONF_FACTOR: Final = "factor"
CONF_FORWARD_ALL: Final = "forward_without_automation"
CONF_IMPORTED_PLACES: Final = "imported_places"
CONF_JOIN_MINUTES: Final = "join_minutes"
CONF_KIND: Final = "kind"
CONF_KINDS: Final = "kinds"
CONF_LADDER: Final = "ladder"
CONF_MODEL: Final = "model"
CONF_MORE: Final = "more"
CONF_NOT_OURS: Final = "not_ours"
CONF_OTHER_LADDER: Final = "other_ladder"
CONF_PATTERN: Final = "pattern"
CONF_PATTERNS: Final = "patterns"
CONF_RECEIVER_TYPE: Final = "receiver_type"
CONF_RETIRED_PRESS: Final = "retired_press"
CONF_ROLE: Final = "role"
CONF_SCHEDULE: Final = "schedule"
CONF_ROLES: Final = "roles"
CONF_SECRET: Final = "secret"  # noqa: S105 - the name of a setting, not a secret
CONF_SERIAL: Final = "serial"
CONF_SILENCE: Final = "silence"
CONF_SITE_ADDRESS: Final = "site_address"
CONF_SITE_NAME: Final = "site_name"
CONF_SPEED: Final = "speed"
CONF_TELL_TROUBLES: Final = "tell_troubles"
CONF_UID: Final = "uid"
CONF_UNKNOWN_PRESS: Final = "unknown_press"
CONF_WATCHED: Final = "watched"

RECEIVER_SERIAL: Final = "serial"
RECEIVER_NETWORK: Final = "network"
RECEIVER_DEMO: Final = "demo"

ENDPOINT_WEBHOOK: Final = "webhook"
ENDPOINT_DC09: Final = "dc09"

DEFAULT_BAUDRATE: Final = 9600

EVENT_HAPPENED: Final = "duress_event"
"""Bus event for the logbook, one for each thing that happened."""

SIGNAL_STARTED: Final = "duress_site_started"
"""Dispatcher signal: a site runs; triggers attached before follow it from now on."""
