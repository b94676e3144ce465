"""Floor plans: an image of each floor, and where on it rooms, receivers and repeaters are. Nothing here writes a file.

Besides there is what responders need: doors, shut-offs, whom to call, and who said that all of it is right.

A change is a new `Plan` (`plan.py`, `facts.py`) or `Pack` (`pack.py`); an image is looked at before it is taken
(`pictures.py`); all plans of a site are one file for another one, read with mistrust and compared before anything
changes (`exchange.py`).
"""

from .exchange import FloorFacts, FloorImport, ImportPlan, PlansFile, PlansFileError, file_data, plan_import, read_file
from .facts import MOST_LABEL, Fact, FactKind, fact_key, label_from
from .pack import (
    WHOLE,
    Contact,
    ContactsError,
    Pack,
    Verified,
    contacts_from,
    digest_of,
    packs_to_store,
    stored_packs,
)
from .pictures import MAX_BYTES, Picture, PictureError, PictureKind, look_at
from .plan import (
    NOWHERE,
    Change,
    FullPlanError,
    Pin,
    Plan,
    StalePlanError,
    listener_key,
    room_key,
    stored_plans,
    to_store,
)

__all__ = [
    "MAX_BYTES",
    "MOST_LABEL",
    "NOWHERE",
    "WHOLE",
    "Change",
    "Contact",
    "ContactsError",
    "Fact",
    "FactKind",
    "FloorFacts",
    "FloorImport",
    "FullPlanError",
    "ImportPlan",
    "Pack",
    "Picture",
    "PictureError",
    "PictureKind",
    "Pin",
    "Plan",
    "PlansFile",
    "PlansFileError",
    "StalePlanError",
    "Verified",
    "contacts_from",
    "digest_of",
    "fact_key",
    "file_data",
    "label_from",
    "listener_key",
    "look_at",
    "packs_to_store",
    "plan_import",
    "read_file",
    "room_key",
    "stored_packs",
    "stored_plans",
    "to_store",
]
