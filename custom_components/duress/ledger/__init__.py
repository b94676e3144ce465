"""The ledger: SQLite, one writer thread, stored before told. It knows nothing of Home Assistant or of the network."""

from .backups import BackupStore
from .chain import Head
from .errors import LedgerError, LedgerErrorKind
from .export import Exporter, ExportFormat, as_data
from .ids import new_id
from .imports import ImportRecord
from .ledger import Ledger
from .people import PeopleStore
from .records import (
    CONFIRMED,
    FINISHED,
    AlarmTimes,
    Attempt,
    Delivery,
    DeliveryRecord,
    DeliveryStanding,
    DeliveryState,
    DeliveryStats,
    Entry,
    HeldDelivery,
    Json,
    LeftOut,
    NewDelivery,
    Priority,
    ToldBefore,
)
from .retention import DEFAULT_YEARS, YEAR, Category, Purged
from .roster_records import ChangedSinceError, Custody, Hardware, NewCustody, Person, Snapshot, StaffIdTakenError
from .survey_records import (
    ListenerFact,
    StoredPress,
    StoredRoom,
    StoredSurvey,
    StoredWalk,
    SurveyChange,
    SurveyVersion,
)
from .survey_store import SurveyStore
from .verify import Flaw, FlawKind, Gap, Verification

__all__ = [
    "CONFIRMED",
    "DEFAULT_YEARS",
    "FINISHED",
    "YEAR",
    "AlarmTimes",
    "Attempt",
    "BackupStore",
    "Category",
    "ChangedSinceError",
    "Custody",
    "Delivery",
    "DeliveryRecord",
    "DeliveryStanding",
    "DeliveryState",
    "DeliveryStats",
    "Entry",
    "ExportFormat",
    "Exporter",
    "Flaw",
    "FlawKind",
    "Gap",
    "Hardware",
    "Head",
    "HeldDelivery",
    "ImportRecord",
    "Json",
    "Ledger",
    "LedgerError",
    "LedgerErrorKind",
    "LeftOut",
    "ListenerFact",
    "NewCustody",
    "NewDelivery",
    "PeopleStore",
    "Person",
    "Priority",
    "Purged",
    "Snapshot",
    "StaffIdTakenError",
    "StoredPress",
    "StoredRoom",
    "StoredSurvey",
    "StoredWalk",
    "SurveyChange",
    "SurveyStore",
    "SurveyVersion",
    "ToldBefore",
    "Verification",
    "as_data",
    "new_id",
]
