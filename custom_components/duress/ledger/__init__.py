"""The ledger: SQLite, one writer thread, stored before told. It knows nothing of Home Assistant or of the network."""

from .errors import LedgerError, LedgerErrorKind
from .ids import new_id
from .imports import ImportRecord
from .ledger import Ledger
from .people import PeopleStore
from .records import (
    FINISHED,
    Attempt,
    Delivery,
    DeliveryState,
    DeliveryStats,
    Entry,
    Json,
    NewDelivery,
    Priority,
)
from .roster_records import ChangedSinceError, Custody, Hardware, NewCustody, Person, Snapshot, StaffIdTakenError

__all__ = [
    "FINISHED",
    "Attempt",
    "ChangedSinceError",
    "Custody",
    "Delivery",
    "DeliveryState",
    "DeliveryStats",
    "Entry",
    "Hardware",
    "ImportRecord",
    "Json",
    "Ledger",
    "LedgerError",
    "LedgerErrorKind",
    "NewCustody",
    "NewDelivery",
    "PeopleStore",
    "Person",
    "Priority",
    "Snapshot",
    "StaffIdTakenError",
    "new_id",
]
