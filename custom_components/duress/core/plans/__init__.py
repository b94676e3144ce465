"""Floor plans: an image of each floor, and where on it rooms, receivers and repeaters are. Nothing here writes a file.

A change is a new `Plan` (`plan.py`); an image is looked at before it is taken (`pictures.py`); all plans of a site are
one file for another one, read with mistrust and compared before anything changes (`exchange.py`).
"""

from .exchange import FloorFacts, FloorImport, ImportPlan, PlansFile, PlansFileError, file_data, plan_import, read_file
from .pictures import MAX_BYTES, Picture, PictureError, PictureKind, look_at
from .plan import NOWHERE, Change, Pin, Plan, StalePlanError, listener_key, room_key, stored_plans, to_store

__all__ = [
    "MAX_BYTES",
    "NOWHERE",
    "Change",
    "FloorFacts",
    "FloorImport",
    "ImportPlan",
    "Picture",
    "PictureError",
    "PictureKind",
    "Pin",
    "Plan",
    "PlansFile",
    "PlansFileError",
    "StalePlanError",
    "file_data",
    "listener_key",
    "look_at",
    "plan_import",
    "read_file",
    "room_key",
    "stored_plans",
    "to_store",
]
