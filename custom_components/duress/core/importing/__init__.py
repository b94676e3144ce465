"""Reading tables of people, transmitters and places, and planning what they change. Nothing here writes anything.

A file becomes a `Table` (`table.py`), a table and what exists become a plan (`roster.py`, `places.py`): steps to take
and problems. No bytes raise; planning again after the steps were taken gives nothing to do.
"""

from .places import AreaFacts, FloorFacts, PlaceKey, PlacesNow, PlacesPlan, key_text, plan_places, text_key
from .problems import Code, Problem
from .rooms import RoomFacts
from .roster import PersonFacts, RosterNow, RosterPlan, TransmitterFacts, plan_roster
from .steps import FieldChange, Step, Verdict, is_new
from .table import MAX_BYTES, MAX_ROWS, Table

__all__ = [
    "MAX_BYTES",
    "MAX_ROWS",
    "AreaFacts",
    "Code",
    "FieldChange",
    "FloorFacts",
    "PersonFacts",
    "PlaceKey",
    "PlacesNow",
    "PlacesPlan",
    "Problem",
    "RoomFacts",
    "RosterNow",
    "RosterPlan",
    "Step",
    "Table",
    "TransmitterFacts",
    "Verdict",
    "is_new",
    "key_text",
    "plan_places",
    "plan_roster",
    "text_key",
]
