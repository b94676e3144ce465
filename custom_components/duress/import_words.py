"""Plans and problems of an import as sentences, in the language of the installation or of whoever asks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import area_registry as ar, floor_registry as fr
from homeassistant.helpers.translation import async_get_translations

from .const import DOMAIN
from .core.importing import (
    AreaFacts,
    FieldChange,
    FloorFacts,
    PersonFacts,
    PlacesPlan,
    Problem,
    RosterPlan,
    Step,
    TransmitterFacts,
    Verdict,
    is_new,
)
from .echostream import product_of, serial_of

_PREFIX: Final = f"component.{DOMAIN}.common.import_"
_HIDDEN_FIELDS: Final = frozenset({"device_id", "uid", "person_id"})

type AnyStep = Step[TransmitterFacts] | Step[PersonFacts] | Step[FloorFacts] | Step[AreaFacts]


@dataclass(frozen=True, slots=True)
class Names:
    """What identifiers in a plan are called."""

    rooms: Mapping[str, str]
    floors: Mapping[str, str]
    people: Mapping[str, str]


@callback
def names_of(hass: HomeAssistant, plan: PlacesPlan | RosterPlan) -> Names:
    """Return the names of everything a plan speaks of, also of what it adds."""
    rooms = {area.id: area.name for area in ar.async_get(hass).async_list_areas()}
    floors = {floor.floor_id: floor.name for floor in fr.async_get(hass).async_list_floors()}
    if isinstance(plan, RosterPlan):
        people = {step.after.person_id: step.after.name for step in plan.people}
        return Names(rooms, floors, people)
    floors |= {step.after.floor_id: step.after.name for step in plan.floors if is_new(step.after.floor_id)}
    return Names(rooms, floors, {})


class Words:
    """Sentences about imports in one language."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take all translated texts of the integration's common part."""
        self._texts = texts

    @classmethod
    async def async_load(cls, hass: HomeAssistant, language: str | None = None) -> Words:
        """Return the words of a language, usually the installation's."""
        return cls(await async_get_translations(hass, language or hass.config.language, "common", [DOMAIN]))

    def say(self, key: str, **values: object) -> str:
        """Return a sentence; its key where there is no text for it."""
        text = self._texts.get(f"{_PREFIX}{key}")
        if text is None:
            return key
        return text.format_map({name: str(value) for name, value in values.items()})

    def problem(self, problem: Problem) -> str:
        """Return what is wrong, and where."""
        column = self.say(f"column_{problem.column}") if problem.column else ""
        # A use is a word of ours, other values are what the cell says.
        uses = {"use": self.say(f"role_{problem.values['use']}")} if "use" in problem.values else {}
        sentence = self.say(f"error_{problem.code}", **{**problem.values, **uses, "column": column})
        return sentence if problem.row is None else self.say("in_row", row=problem.row, sentence=sentence)

    def changes(self, plan: PlacesPlan | RosterPlan, names: Names) -> Iterator[str]:
        """Yield what a plan adds and changes, by row."""
        for step in sorted(_steps(plan), key=lambda step: step.row):
            thing = self._thing(step.before or step.after)
            if step.verdict is Verdict.ADD:
                yield self.say("in_row", row=step.row, sentence=self.say("adds", thing=thing))
            for change in step.changes:
                yield self.say("in_row", row=step.row, sentence=self._change(thing, change, names))

    def label(self, key: str) -> str:
        """Return what a label of rooms is called, by its key in a plan."""
        kind, _, number = key.partition(":")
        return self.say(f"label_{kind}_number", number=number) if number else self.say(f"label_{kind}")

    def _thing(self, facts: TransmitterFacts | PersonFacts | FloorFacts | AreaFacts) -> str:
        """Return what a step is about."""
        match facts:
            case TransmitterFacts():
                return self.say("transmitter", label=facts.label, serial=serial_of(facts.uid))
            case PersonFacts():
                return self.say("person", name=facts.name)
            case FloorFacts():
                return self.say("floor", name=facts.name)
            case AreaFacts():
                return self.say("room", name=facts.name)

    def _change(self, thing: str, change: FieldChange, names: Names) -> str:
        """Return what changes from what to what."""
        if change.field in _HIDDEN_FIELDS:
            # Who had it until now is the roster's business, not the file's.
            return self.say("changes_holder", thing=thing, after=names.people.get(str(change.after), "–"))
        before, after = (self._value(change.field, value, names) for value in (change.before, change.after))
        column = self.say(f"column_{_COLUMNS.get(change.field, change.field)}")
        return self.say("changes", thing=thing, column=column, before=before, after=after)

    def _value(self, field: str, value: object, names: Names) -> str:
        """Return a value as people say it."""
        match value:
            case None:
                return "–"
            case Enum():
                return self.say(f"{field}_{value}")
            case date():
                return value.isoformat()
            case frozenset():
                return ", ".join(sorted(self.label(str(key)) for key in value)) or "–"
            case int() if field == "pti":
                return product_of(value).model
        by_field = {"room_id": names.rooms, "floor_id": names.floors}
        return by_field.get(field, {}).get(str(value), str(value))


def _steps(plan: PlacesPlan | RosterPlan) -> Iterator[AnyStep]:
    """Yield the steps that do something."""
    steps: tuple[AnyStep, ...]
    steps = (*plan.transmitters, *plan.people) if isinstance(plan, RosterPlan) else (*plan.floors, *plan.areas)
    return (step for step in steps if step.verdict is not Verdict.KEEP)


_COLUMNS: Final = {
    "floor_id": "floor",
    "labels": "labels",
    "pti": "model",
    "role": "use",
    "room_id": "room",
}
"""What the column of a fact is called where it is not called like the fact."""
