"""Actions, triggers and conditions must be the same in the code, in their descriptions, in the texts and in the icons.

The code is asked by running it: what `services.py` registers and what `trigger.py` and `condition.py` return is what
people can use.
"""

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from homeassistant.helpers.condition import Condition
from homeassistant.helpers.trigger import Trigger

from .reading import INTEGRATION, Json, Tree, branch, missing, read_json, read_yaml

type Fields = dict[str, frozenset[str]]

# A target's keys come from the target selector, not from fields.
TARGETS: Final = frozenset({"entity_id", "device_id", "area_id", "floor_id", "label_id"})


class _Registry:
    """Stands where Home Assistant's service registry stands, and writes down what is registered."""

    def __init__(self) -> None:
        """Start empty."""
        self.fields: Fields = {}

    @property
    def services(self) -> _Registry:
        """Be reached like the registry of a running Home Assistant."""
        return self

    def async_register(self, _domain: str, name: str, *parts: object, **options: object) -> None:
        """Write down an action and the fields of its schema."""
        schema = options.get("schema", parts[1] if len(parts) > 1 else None)
        self.fields[str(name)] = _keys(getattr(schema, "schema", {}))


def check_actions(root: Path) -> list[str]:
    """Compare services.yaml, code, texts and icons of the actions."""
    from custom_components.duress.services import async_setup_services

    registry = _Registry()
    async_setup_services(registry)  # type: ignore[arg-type] # it only registers
    return _compare(root, "services", registry.fields)


def check_triggers(root: Path) -> list[str]:
    """Compare triggers.yaml, code, texts and icons of the triggers."""
    from custom_components.duress.trigger import async_get_triggers

    triggers = asyncio.run(async_get_triggers(None))  # type: ignore[arg-type] # it only returns a table
    return _compare(root, "triggers", {name: _options(trigger) for name, trigger in triggers.items()})


def check_conditions(root: Path) -> list[str]:
    """Compare conditions.yaml, code, texts and icons of the conditions."""
    from custom_components.duress.condition import async_get_conditions

    conditions = asyncio.run(async_get_conditions(None))  # type: ignore[arg-type] # it only returns a table
    return _compare(root, "conditions", {name: _options(condition) for name, condition in conditions.items()})


def _compare(root: Path, section: str, code: Fields) -> list[str]:
    """Compare what the code knows with the description, the texts and the icons."""
    folder = root / INTEGRATION
    described = folder / f"{section}.yaml"
    english = folder / "translations" / "en.json"
    icons = folder / "icons.json"
    if faults := [fault for path in (described, english, icons) for fault in missing(path, root)]:
        return faults
    texts = read_json(english)
    # A name that begins with a dot holds what others repeat.
    descriptions = {name: value for name, value in read_yaml(described).items() if not name.startswith(".")}
    sources = {
        f"{section}.yaml": descriptions.keys(),
        "en.json": branch(texts, section).keys(),
        "icons.json": branch(read_json(icons), section).keys(),
    }
    faults = []
    for source, names in sources.items():
        faults += [f"{source} lacks {section} {name}" for name in sorted(code.keys() - names)]
        faults += [f"{source} has {section} {name}, which the code has not" for name in sorted(names - code.keys())]
    for name in sorted(code.keys() & descriptions.keys()):
        faults += _field_faults(section, name, code[name], branch(descriptions, name), texts)
    return faults


def _field_faults(section: str, name: str, known: frozenset[str], description: Tree, texts: Tree) -> Iterator[str]:
    """Yield what is wrong with the fields of one action or trigger."""
    where = f"{section}.yaml: {name}"
    fields = dict(_flat(branch(description, "fields")))
    expected = known - TARGETS if "target" in description else known
    yield from (f"{where} does not describe {field}" for field in sorted(expected - fields.keys()))
    yield from (f"{where} describes {field}, which the code refuses" for field in sorted(fields.keys() - known))
    text = branch(texts, section, name)
    for part in ("name", "description"):
        if part not in text:
            yield f"en.json: {section}.{name} has no {part}"
    translated = branch(text, "fields")
    yield from (f"en.json: {section}.{name} lacks field {field}" for field in sorted(fields.keys() - translated.keys()))
    yield from (f"en.json: {section}.{name} has field {field} too many" for field in sorted(translated.keys() - fields))
    for field in fields.keys() & translated.keys():
        if not {"name", "description"} <= branch(translated, field).keys():
            yield f"en.json: {section}.{name}.{field} needs a name and a description"
        if not branch(fields[field], "selector"):
            yield f"{where}.{field} has no selector, so people would have to type it"
        options = branch(fields[field], "selector", "select")
        if (key := options.get("translation_key")) is not None:
            yield from _option_faults(f"{where}.{field}", str(key), options.get("options"), texts)


def _option_faults(where: str, key: str, options: Json, texts: Tree) -> Iterator[str]:
    """Yield the options of a list that have no text."""
    translated = branch(texts, "selector", key, "options")
    for option in options if isinstance(options, list) else []:
        if option not in translated:
            yield f"{where}: no text for selector.{key}.options.{option} in en.json"


def _flat(fields: Tree) -> Iterator[tuple[str, Json]]:
    """Yield fields, also those inside sections."""
    for name, field in fields.items():
        inner = branch(field, "fields")
        yield from inner.items() if inner else ((name, field),)


def _options(kind: type[Trigger | Condition]) -> frozenset[str]:
    """Return the options a trigger or condition accepts."""
    schema = getattr(kind, "options_schema", None)
    options: Mapping[object, object] = getattr(schema, "schema", {})
    for key, value in options.items():
        if str(key) == "options":
            return _keys(getattr(value, "schema", value))
    return frozenset()


def _keys(schema: object) -> frozenset[str]:
    """Return the keys of a schema."""
    return frozenset(map(str, schema)) if isinstance(schema, Mapping) else frozenset()
