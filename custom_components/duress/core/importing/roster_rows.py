"""The rows of a table of people and transmitters as values, and what two rows of one file must not both say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from ..roster import Kind, Life, Role
from .problems import Code, Problem, RowError, shown
from .rooms import Rooms
from .table import Columns, Row
from .values import date_in, fold, kind_in, life_in, models_in, role_in, serial_in

COLUMNS: Final[Columns] = {
    "label": ("pendant", "etiqueta", "rotulo"),
    "serial": ("serial_number", "serial_no", "sn", "numero_de_serie", "n_de_serie", "no_de_serie", "serie"),
    "model": ("modelo",),
    "use": ("role", "type", "uso", "tipo"),
    "kind": ("alarm_kind", "clase", "tipo_de_alarma"),
    "room": ("room_name", "area", "location", "sala", "salon", "aula", "cuarto"),
    "name": ("holder", "person", "staff", "staff_name", "full_name", "nombre", "persona", "nombre_completo"),
    "staff_id": (
        "staff_number", "employee_id", "employee_number", "id_de_personal", "numero_de_personal", "numero_de_empleado",
        "n_de_empleado",
    ),
    "trained_on": ("trained", "training_date", "formado_el", "formacion", "capacitado_el", "fecha_de_formacion"),
    "life": ("status", "state", "estado", "situacion"),
    "battery_date": (
        "battery", "battery_changed", "fecha_de_la_bateria", "fecha_de_bateria", "bateria", "fecha_de_pila", "pila",
    ),
}  # fmt: skip
_OF_TRANSMITTERS: Final = ("label", "model", "use", "kind", "life", "battery_date")
_NAMELESS: Final = frozenset({Life.IN_STOCK, Life.RETIRED})
"""Lives in which nobody has a transmitter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One row with its values; None where the cell is empty. `models` is empty for the repeater."""

    number: int
    label: str | None
    serial: int | None
    models: frozenset[int] | None
    role: Role | None
    kind: Kind | None
    room_id: str | None
    name: str | None
    staff_id: str | None
    trained_on: date | None
    life: Life | None
    battery_date: date | None

    @property
    def has_person(self) -> bool:
        """Whether it speaks of somebody."""
        return self.name is not None or self.staff_id is not None

    @property
    def is_repeater(self) -> bool | None:
        """Whether it speaks of a repeater, as far as it says."""
        if self.role is not None:
            return self.role is Role.REPEATER
        return None if self.models is None else not self.models


def read_rows(
    rows: Iterable[Row], rooms: Rooms, labels: frozenset[str], today: date, problems: list[Problem]
) -> Iterator[RosterRow]:
    """Yield the rows whose values are in order, note what is wrong with the others; `labels` are known, folded."""
    for row in rows:
        try:
            yield _read(row, rooms, labels, today)
        except RowError as error:
            problems.append(error.at(row.number))


def _read(row: Row, rooms: Rooms, labels: frozenset[str], today: date) -> RosterRow:
    """Return the values of a row; RowError if one is wrong or some do not go together."""
    cells = row.cells
    read = RosterRow(
        number=row.number,
        label=cells.get("label"),
        serial=serial_in("serial", cells["serial"]) if "serial" in cells else None,
        models=models_in("model", cells["model"]) if "model" in cells else None,
        role=role_in("use", cells["use"]) if "use" in cells else None,
        kind=kind_in("kind", cells["kind"]) if "kind" in cells else None,
        room_id=rooms.find("room", cells["room"]) if "room" in cells else None,
        name=cells.get("name"),
        staff_id=cells.get("staff_id"),
        trained_on=date_in("trained_on", cells["trained_on"], today) if "trained_on" in cells else None,
        life=life_in("life", cells["life"]) if "life" in cells else None,
        battery_date=date_in("battery_date", cells["battery_date"], today) if "battery_date" in cells else None,
    )
    known = read.serial is not None or (read.label is not None and fold(read.label) in labels)
    if not known and any(column in cells for column in _OF_TRANSMITTERS):
        raise RowError(Code.SERIAL_MISSING, "serial")
    if not known and not read.has_person:
        raise RowError(Code.NAME_MISSING if read.trained_on else Code.ROW_OF_NOTHING, "name")
    if read.trained_on is not None and not read.has_person:
        raise RowError(Code.NAME_MISSING, "name")
    if read.role is not None and read.models is not None and (read.role is Role.REPEATER) != (not read.models):
        raise RowError(Code.USE_AND_MODEL, "use", value=shown(cells["model"]))
    if read.has_person and read.life in _NAMELESS:
        raise RowError(Code.LIFE_WITH_HOLDER, "life", value=shown(cells["life"]))
    return read


def once_each(rows: Iterable[RosterRow], names: frozenset[str], problems: list[Problem]) -> list[RosterRow]:
    """Return the rows that repeat no serial number and no label and label nothing with a name (`names`: folded)."""
    serials: dict[tuple[int, bool], int] = {}
    labels: dict[str, int] = {}
    kept: list[RosterRow] = []
    # A label says which transmitter is meant only where no serial number does.
    for row in sorted(rows, key=lambda row: row.serial is None):
        serial = None if row.serial is None else (row.serial, bool(row.is_repeater))
        label = None if row.label is None else fold(row.label)
        if serial is not None and serial in serials:
            error = RowError(Code.SERIAL_TWICE, "serial", value=str(row.serial), row=str(serials[serial]))
        elif label is not None and label in labels:
            error = RowError(Code.LABEL_TWICE, "label", value=shown(row.label or ""), row=str(labels[label]))
        elif label is not None and _says_a_name(label, row, names):
            # Labels are states and go to the monitoring desk; names go nowhere.
            error = RowError(Code.LABEL_IS_NAME, "label")
        else:
            if serial is not None:
                serials[serial] = row.number
            if label is not None:
                labels[label] = row.number
            kept.append(row)
            continue
        problems.append(error.at(row.number))
    return sorted(kept, key=lambda row: row.number)


def _says_a_name(label: str, row: RosterRow, names: frozenset[str]) -> bool:
    """Whether a label is somebody's name, or has the name of its holder in it."""
    return label in names or (row.name is not None and fold(row.name) in label)
