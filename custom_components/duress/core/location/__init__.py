"""Which room a press comes from: evidence, survey, model, and the ladder that makes a place of them."""

from .evidence import Copies, Hop, Levels, heard_at, levels_of, listener_of, sane
from .ladder import told
from .locator import LOCATION_WINDOW, Locator
from .model import Layout, Model, Posterior, fit
from .survey import Source, SurveyPress

__all__ = [
    "LOCATION_WINDOW",
    "Copies",
    "Hop",
    "Layout",
    "Levels",
    "Locator",
    "Model",
    "Posterior",
    "Source",
    "SurveyPress",
    "fit",
    "heard_at",
    "levels_of",
    "listener_of",
    "sane",
    "told",
]
