"""What responders must find on a floor besides rooms: doors, cameras, shut-offs and the like, each with a short label.

Where one is, is a position of its plan like that of a room; one without a position is in lists all the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_FACTS: Final = 60
"""As many as fit on a page and can be read."""

MOST_LABEL: Final = 60


class FactKind(StrEnum):
    """What a thing for responders is."""

    DOOR = "door"
    CAMERA = "camera"
    GAS = "gas"
    WATER = "water"
    ELECTRICITY = "electricity"
    FIRE_PANEL = "fire_panel"
    KEY_BOX = "key_box"
    AED = "aed"
    FIRST_AID = "first_aid"
    ASSEMBLY = "assembly"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A thing for responders: what it is, and its number or name; `revision` is when it was set."""

    kind: FactKind
    label: str
    revision: int = 0

    @property
    def text(self) -> str:
        """The thing as the ledger says it."""
        return f"{self.kind} {self.label}".strip()


def fact_key(fact_id: str) -> str:
    """Return what the position of a thing for responders is kept under."""
    return f"fact:{fact_id}"


def kind_from(value: object) -> FactKind:
    """Return a kind that was stored; what a newer version knows is something else here."""
    return FactKind(value) if isinstance(value, str) and value in FactKind else FactKind.OTHER


def label_from(value: object) -> str:
    """Return a label as it is kept: one line, short."""
    return " ".join(value.split())[:MOST_LABEL].rstrip() if isinstance(value, str) else ""


def facts_to_store(facts: Mapping[str, Fact]) -> dict[str, list[str | int]]:
    """Return the things of a floor as they are stored."""
    return {key: [str(one.kind), one.label, one.revision] for key, one in sorted(facts.items())}


def stored_facts(data: object) -> dict[str, Fact]:
    """Return stored things; a damaged one is left out."""
    return dict(_facts(data.items())) if isinstance(data, Mapping) else {}


def _facts(stored: Iterable[tuple[object, object]]) -> Iterable[tuple[str, Fact]]:
    """Yield the things that can be read."""
    for key, value in stored:
        if not isinstance(value, list) or len(value) < 2:
            continue
        kind, label, revision = [*value[:2], value[2] if len(value) > 2 else 0]
        counted = isinstance(revision, int) and not isinstance(revision, bool) and revision >= 0
        yield str(key), Fact(kind=kind_from(kind), label=label_from(label), revision=revision if counted else 0)
