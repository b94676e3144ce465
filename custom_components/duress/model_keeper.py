"""Fitting the model of a site in the background, so that neither a start nor a press ever waits for it.

A fit runs in the executor and rests after each millisecond of work, because Python runs one thread at a time. What
changes meanwhile is fitted after it. If a fit fails, places are found without a model, and a repair issue says so.
Looking for rooms that sound alike takes many fits, so it waits until nothing has changed for a while.
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

QUIET: Final = 30.0
"""Seconds without a change after which twins are looked for."""

WORK: Final = 0.001
"""Seconds of work after which a worker rests."""

REST: Final = 0.001
"""Seconds that a fit rests."""

LONG_REST: Final = 0.004
"""Seconds that who looks for twins rests, for nobody waits for it."""

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
        self._fitting: Breather | None = None
        self._looking: Breather | None = None
        self._cancel_fit: CALLBACK_TYPE | None = None
        self._cancel_look: CALLBACK_TYPE | None = None
        self._runs = False

    @property
    def is_busy(self) -> bool:
        """Whether a new model is on its way."""
        return self._cancel_fit is not None or self._fitting is not None

    @callback
    def start(self) -> None:
        """Fit what was loaded at once, and from now on whatever changes."""
        self._runs = True
        self._begin()

    @callback
    def stop(self) -> None:
        """Fit no more; whoever works gives up, and nothing is said of a survey that nobody uses."""
        self._runs = False
        issues.survey_usable(self._site.hass, self._site.entry.entry_id)
        self._leave_twins()
        if self._cancel_fit is not None:
            self._cancel_fit()
            self._cancel_fit = None
        if self._fitting is not None:
            self._fitting.given_up = True

    @callback
    def refit_soon(self) -> None:
        """Follow what changes in this moment together; where nothing changes, nothing is done."""
        if not self._runs or self.is_busy or self._survey() == self._fitted:
            return
        self._leave_twins()
        self._cancel_fit = async_call_later(self._site.hass, SOON, HassJob(self._due, cancel_on_shutdown=True))

    @callback
    def _due(self, _when: object) -> None:
        """Fit what has changed."""
        self._cancel_fit = None
        self._begin()

    @callback
    def _begin(self) -> None:
        """Fit in the background, unless there is nothing to fit."""
        survey = self._fitted = self._survey()
        if survey[0]:
            self._fitting = Breather()
            work = self._async_fit(survey, self._fitting)
            _ = self._site.hass.async_create_background_task(work, "duress model", eager_start=True)
            return
        issues.survey_usable(self._site.hass, self._site.entry.entry_id)
        self._changed(None)
        self._found(())

    async def _async_fit(self, survey: Survey, breather: Breather) -> None:
        """Fit one survey in the executor; if that fails, say so and go on without a model."""
        hass, entry_id = self._site.hass, self._site.entry.entry_id
        model: Model | None = None
        try:
            model = await hass.async_add_executor_job(_fit, survey, breather)
            issues.survey_usable(hass, entry_id)
        except GivenUpError:
            return
        except Exception:
            _LOGGER.exception("The survey cannot be made into a model, so rooms are found without it")
            issues.survey_unusable(hass, entry_id)
        finally:
            self._fitting = None
        if self._runs:
            self._changed(model)
            self.refit_soon()
            if model is not None and not self.is_busy:
                look = HassJob(self._look, cancel_on_shutdown=True)
                self._cancel_look = async_call_later(hass, QUIET, look)

    @callback
    def _look(self, _when: object) -> None:
        """Look for twins in the background."""
        self._cancel_look = None
        if self._fitted is not None:
            self._looking = Breather(LONG_REST)
            work = self._async_look(self._fitted, self._looking)
            _ = self._site.hass.async_create_background_task(work, "duress twins", eager_start=True)

    async def _async_look(self, survey: Survey, breather: Breather) -> None:
        """Look for twins in one survey."""
        try:
            self._found(await self._site.hass.async_add_executor_job(_twins, survey, breather))
        except GivenUpError:
            return
        except Exception:
            _LOGGER.exception("Which rooms sound alike cannot be said; rooms are found all the same")

    @callback
    def _leave_twins(self) -> None:
        """Look for twins no more: the survey is about to change."""
        if self._cancel_look is not None:
            self._cancel_look()
            self._cancel_look = None
        if self._looking is not None:
            self._looking.given_up = True
            self._looking = None


class GivenUpError(Exception):
    """Nobody waits for this any more."""


class Breather:
    """Lets a worker rest often enough for the event loop."""

    def __init__(self, rest: float = REST) -> None:
        """Begin to work; `rest` is how many seconds it rests each time."""
        self.given_up = False
        self._rest = rest
        self._since = time.perf_counter()

    def __call__(self) -> None:
        """Rest if it is time; raises GivenUpError if nobody waits any more."""
        if self.given_up:
            raise GivenUpError
        if time.perf_counter() - self._since >= WORK:
            time.sleep(self._rest)
            self._since = time.perf_counter()


def _fit(survey: Survey, breather: Breather) -> Model:
    """Do the work, in a thread of its own."""
    presses, layout, since = survey
    return fit(presses, layout, since=since, pause=breather)


def _twins(survey: Survey, breather: Breather) -> list[Twins]:
    """Look for twins."""
    presses, layout, since = survey
    return twins_of(presses, layout, since=since, pause=breather)
