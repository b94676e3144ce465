"""What consoles can follow, as one table: the command, what it shows, and what changes that."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from homeassistant.helpers import config_validation as cv
import voluptuous as vol

from .core.events import HolderChanged, Imported, ImportUndone, LifeChanged, PeopleChanged, PressTested
from .coverage_actions import coverage_topic, listener_named
from .endpoints_view import endpoints_view
from .feeds import SOON, Topic
from .incident_page import incident_page
from .incident_view import incidents_view
from .listeners import (
    COVERAGE,
    DELIVERIES,
    DUTIES,
    LIVE,
    LOANS,
    MAP,
    MODE,
    READINESS,
    SITE,
    SUBENTRIES,
    SURVEY,
    WALKS,
    telemetry_key,
)
from .map_view import map_view
from .pack_view import pack_view
from .pendant_view import pendant_key, pendant_view
from .progress_view import duties_view, progress_view
from .readiness_view import readiness_view
from .site import Site
from .survey_view import survey_view
from .upkeep_view import troubles_view, upkeep_view
from .websocket_views import roster_view

WALKERS_WAIT: Final = 0.2
"""Seconds in which changes of the survey are gathered."""

type Fields = dict[Any, Any]
"""What a command takes besides its name, as its schema says it."""

type Asked = Mapping[str, Any]
"""A command as it came, with the fields that its schema allows."""

_PEOPLE_EVENTS: Final = (LifeChanged, HolderChanged, PeopleChanged, Imported, ImportUndone, PressTested)

SITE_FIELD: Final[Fields] = {vol.Optional("site"): cv.string}
LANGUAGE_FIELD: Final[Fields] = {vol.Optional("language"): cv.string}


def _incidents(_site: Site, asked: Asked) -> Topic:
    """Return every open incident."""
    return Topic(view=partial(incidents_view, language=asked.get("language")), keys=(SITE, MODE), pause=SOON)


def _incident(_site: Site, asked: Asked) -> Topic:
    """Return all about one incident, open or closed."""
    view = partial(incident_page, incident_id=asked["incident_id"], language=asked.get("language"))
    return Topic(view=view, keys=(SITE, DELIVERIES))


def _pendant(site: Site, asked: Asked) -> Topic:
    """Return all about one pendant or button, each of its check-ins included."""
    key = pendant_key(site, asked["device_id"])
    return Topic(
        view=partial(pendant_view, key=key),
        keys=(key, telemetry_key(key), SUBENTRIES, MODE, DUTIES),
        events=_PEOPLE_EVENTS,
        only_changes=True,
    )


def _readiness(_site: Site, asked: Asked) -> Topic:
    """Return how far the site is protected, and when each way was proven."""
    return Topic(view=partial(readiness_view, language=asked.get("language")), keys=(READINESS, DELIVERIES))


def _survey(_site: Site, asked: Asked) -> Topic:
    """Return the survey with its walks, whose walkers wait for what a press shows."""
    view = partial(survey_view, language=asked.get("language"))
    keys = (SURVEY, WALKS, MODE, SITE, SUBENTRIES)
    return Topic(view=view, keys=keys, pause=WALKERS_WAIT, only_changes=True)


def _troubles(_site: Site, asked: Asked) -> Topic:
    """Return what weakens protection, and what to do, also by what endpoints answered last."""
    view = partial(troubles_view, language=asked.get("language"))
    return Topic(view=view, keys=(READINESS, DELIVERIES), only_changes=True)


def _coverage(site: Site, asked: Asked) -> Topic:
    """Return how well rooms are heard, perhaps also what would be lost without a listener."""
    without = asked.get("without")
    listener = None if without is None else listener_named(site, without)
    view = partial(coverage_topic, listener=listener, language=asked.get("language"))
    return Topic(view=view, keys=(COVERAGE, SUBENTRIES), only_changes=True)


def _endpoints(_site: Site, asked: Asked) -> Topic:
    """Return how monitoring endpoints are doing."""
    view = partial(endpoints_view, language=asked.get("language"))
    return Topic(view=view, keys=(DELIVERIES, SUBENTRIES), only_changes=True)


_ROSTER: Final = Topic(
    view=roster_view, keys=(SUBENTRIES, LOANS, READINESS, MODE, DUTIES), events=_PEOPLE_EVENTS, only_changes=True
)

_PROGRESS: Final = Topic(
    view=progress_view,
    keys=(READINESS, DELIVERIES, SUBENTRIES, SURVEY, DUTIES, LOANS, MODE, LIVE),
    events=_PEOPLE_EVENTS,
    only_changes=True,
)

TOPICS: Final[dict[str, Topic | Callable[[Site, Asked], Topic]]] = {
    "duress/incidents": _incidents,
    "duress/incident": _incident,
    "duress/readiness": _readiness,
    "duress/troubles": _troubles,
    "duress/upkeep": Topic(view=upkeep_view, keys=(READINESS, COVERAGE), only_changes=True),
    "duress/endpoints": _endpoints,
    "duress/roster": _ROSTER,
    "duress/pendant": _pendant,
    "duress/survey": _survey,
    "duress/map": Topic(view=map_view, keys=(MAP, SUBENTRIES, READINESS), only_changes=True),
    "duress/pack": Topic(view=pack_view, keys=(MAP, SUBENTRIES, READINESS), only_changes=True),
    "duress/coverage": _coverage,
    "duress/duties": Topic(view=duties_view, keys=(DUTIES,), only_changes=True),
    "duress/progress": _PROGRESS,
}

FIELDS: Final[dict[str, Fields]] = {
    "duress/coverage": {vol.Optional("without"): cv.string},
    "duress/incident": {vol.Required("incident_id"): cv.string},
    "duress/pendant": {vol.Required("device_id"): cv.string},
}
"""What a topic takes besides the site and the language of its sentences."""


def topic_of(site: Site, asked: Asked) -> Topic:
    """Return what a command asks to follow."""
    topic = TOPICS[asked["type"]]
    return topic if isinstance(topic, Topic) else topic(site, asked)
