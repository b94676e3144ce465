"""Fitting the model of a site in the background, so that neither a start nor a press ever waits for it.

A fit runs in the executor and rests after each millisecond of work, because Python runs one thread at a time. What
changes meanwhile is fitted after it. If a fit fails, places are found without a model, and a repair issue says so.
"""

from collections.abc import Callable, Mapping, Sequence
import logging
import time
from typing import TYPE_CHECKING, Final

from homeassistant.core import CALLBACK_TYPE, HassJob, callback
from homeassistant.helpers.event import async_call_later

from . import issues
from .core.location import SurveyPress
from .core.location.model import Layout, Model, fit
from .core.location.twins import Twins, twins_of

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

SOON: Final = 1.0
"""Seconds in which changes are gathered before they are fitted."""

WORK: Final = 0.001
"""Seconds of work after which a fit rests."""

REST: Final = 0.001
"""Seconds that it rests."""

type Survey = tuple[Sequence[SurveyPress], Layout, Mapping[str, float]]


class ModelKeeper:
    """Keeps the model of a site in step with its survey; `changed` is called with each new one, then `found` twins."""

    def __init__(
        self,
        site: Site,
        survey: Callable[[], Survey],
        changed: Callable[[Model | None], None],
        found: Callable[[Sequence[Twins]], None],
    ) -> None:
        """Take where the survey is asked for."""
        self._site = site
        self._survey = survey
        self._changed = changed
        self._found = found
        self._fitted: Survey | None = None
        self._breather: Breather | None = None
        self._cancel: CALLBACK_TYPE | None = None
        self._again = False
        self._runs = False
        self._has_model = False

    @property
    def is_busy(self) -> bool:
        """Whether a new model is on its way."""
        return self._cancel is not None or (self._breather is not None and not self._has_model)

    @callback
    def start(self) -> None:
        """Fit what was loaded at once, and from now on whatever changes."""
        self._runs = True
        self._begin()

    @callback
    def stop(self) -> None:
        """Fit no more; a fit that runs is given up."""
        self._runs = False
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
        if self._breather is not None:
            self._breather.given_up = True

    @callback
    def refit_soon(self) -> None:
        """Follow what changes in this moment together."""
        if not self._runs or self._cancel is not None:
            return
        if self._breather is not None:
            self._again = True
            # Twins can wait until nobody presses.
            self._breather.given_up = self._has_model
            return
        self._cancel = async_call_later(self._site.hass, SOON, HassJob(self._due, cancel_on_shutdown=True))

    @callback
    def _due(self, _when: object) -> None:
        """Fit what has changed."""
        self._cancel = None
        self._begin()

    @callback
    def _begin(self) -> None:
        """Fit in the background, unless nothing has changed."""
        survey = self._survey()
        if not self._runs or survey == self._fitted:
            return
        self._fitted = survey
        if not survey[0]:
            self._took_effect(None)
            return
        self._breather = Breather()
        self._has_model = False
        work = self._async_follow(survey, self._breather)
        _ = self._site.hass.async_create_background_task(work, "duress model", eager_start=True)

    async def _async_follow(self, survey: Survey, breather: Breather) -> None:
        """Make a model of one survey, then look for twins in it."""
        try:
            model = await self._async_model(survey, breather)
            self._has_model = True
            if self._runs:
                self._changed(model)
            if self._runs and model is not None and not self._again:
                self._found(await self._site.hass.async_add_executor_job(_twins, survey, breather))
        except GivenUpError:
            return
        except Exception:
            _LOGGER.exception("Which rooms sound alike cannot be said; rooms are found all the same")
        finally:
            self._breather = None
            if self._again and self._runs:
                self._again = False
                self.refit_soon()

    async def _async_model(self, survey: Survey, breather: Breather) -> Model | None:
        """Return the model of a survey; None if none can be made of it, which is said."""
        hass, entry_id = self._site.hass, self._site.entry.entry_id
        try:
            model = await hass.async_add_executor_job(_fit, survey, breather)
        except GivenUpError:
            raise
        except Exception:
            _LOGGER.exception("The survey cannot be made into a model, so rooms are found without it")
            issues.survey_unusable(hass, entry_id)
            return None
        issues.survey_usable(hass, entry_id)
        return model

    @callback
    def _took_effect(self, model: Model | None) -> None:
        """Tell of a model, or that there is none, without any work."""
        issues.survey_usable(self._site.hass, self._site.entry.entry_id)
        self._changed(model)
        self._found(())


class GivenUpError(Exception):
    """Nobody waits for this fit any more."""


class Breather:
    """Lets a worker rest often enough for the event loop."""

    def __init__(self) -> None:
        """Begin to work."""
        self.given_up = False
        self._since = time.perf_counter()

    def __call__(self) -> None:
        """Rest if it is time; raises GivenUpError if nobody waits any more."""
        if self.given_up:
            raise GivenUpError
        if time.perf_counter() - self._since >= WORK:
            time.sleep(REST)
            self._since = time.perf_counter()


def _fit(survey: Survey, breather: Breather) -> Model:
    """Do the work, in a thread of its own."""
    presses, layout, since = survey
    return fit(presses, layout, since=since, pause=breather)


def _twins(survey: Survey, breather: Breather) -> list[Twins]:
    """Look for twins."""
    presses, layout, since = survey
    return twins_of(presses, layout, since=since, pause=breather)
