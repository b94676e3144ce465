"""The ledger: SQLite, one writer thread, stored before told. It knows nothing of Home Assistant or of the network."""

from .errors import LedgerError, LedgerErrorKind
from .ids import new_id
from .ledger import Ledger
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

__all__ = [
    "FINISHED",
    "Attempt",
    "Delivery",
    "DeliveryState",
    "DeliveryStats",
    "Entry",
    "Json",
    "Ledger",
    "LedgerError",
    "LedgerErrorKind",
    "NewDelivery",
    "Priority",
    "new_id",
]
