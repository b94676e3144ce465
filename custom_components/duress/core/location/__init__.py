"""Which room a press comes from: evidence, survey, model, and the ladder that makes a place of them."""

from .evidence import Hop, Levels, listener_of, pooled
from .nearest import locate
from .survey import Source, SurveyPress

__all__ = ["Hop", "Levels", "Source", "SurveyPress", "listener_of", "locate", "pooled"]
