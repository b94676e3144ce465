"""Which room a press comes from: evidence, survey, model, and the ladder that makes a place of them."""

from .evidence import Hop, Levels, listener_of, pooled, sane
from .model import Layout, Model, Posterior, fit
from .nearest import locate
from .survey import Source, SurveyPress

__all__ = [
    "Hop",
    "Layout",
    "Levels",
    "Model",
    "Posterior",
    "Source",
    "SurveyPress",
    "fit",
    "listener_of",
    "locate",
    "pooled",
    "sane",
]
