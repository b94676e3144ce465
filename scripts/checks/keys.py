"""Every key in the code must have a text, and every text must be used."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .code import Call, calls, known, shown, strings
from .reading import INTEGRATION, Json, Tree, branch, missing, read_json

PLATFORMS: Final = (
    "binary_sensor",
    "button",
    "calendar",
    "event",
    "number",
    "select",
    "sensor",
    "switch",
    "text",
    "todo",
    "update",
)
FLOWS: Final = ("*.py",)


def check_entity_keys(root: Path) -> list[str]:
    """Check that each described entity has a name, names for its states, and an icon."""
    files = _files(root, "translations/en.json", "icons.json")
    if isinstance(files, list):
        return files
    texts, icons = files
    faults: list[str] = []
    used = set()
    for call in calls(root, *(f"{platform}.py" for platform in PLATFORMS)):
        if call.name.endswith("Description") and "key" in call.keywords:
            faults += _entity_faults(call, texts, icons)
            used.add((call.module, call.text("translation_key")))
    for kind, tree in (("en.json", texts), ("icons.json", icons)):
        for platform, entities in branch(tree, "entity").items():
            faults += [
                f"{kind}: entity.{platform}.{key} belongs to no entity"
                for key in branch(entities)
                if (platform, key) not in used
            ]
    return faults


def check_flow_keys(root: Path) -> list[str]:
    """Check that each form, menu, error and abort of the flows has a text."""
    files = _files(root, "translations/en.json")
    if isinstance(files, list):
        return files
    [texts] = files
    flows = [
        branch(texts, "config"),
        branch(texts, "options"),
        *map(branch, branch(texts, "config_subentries").values()),
        *(branch(issue, "fix_flow") for issue in branch(texts, "issues").values()),
    ]
    sections = {
        name: {key for flow in flows for key in branch(flow, name)} for name in ("step", "error", "abort", "progress")
    }
    faults = []
    for call in calls(root, *FLOWS):
        for section, text in _flow_texts(call):
            if not known(text, sections[section]):
                faults.append(f"{call.module}.py line {call.line}: no {section} {shown(text)!r} in en.json")
    for flow in flows:
        for step, form in branch(flow, "step").items():
            for part in (form, *branch(form, "sections").values()):
                faults += _unexplained(step, part)
    return faults


def check_sentence_keys(root: Path) -> list[str]:
    """Check exceptions, repair issues, devices and selectors: each key has a text, each exception and issue is used."""
    files = _files(root, "translations/en.json")
    if isinstance(files, list):
        return files
    [texts] = files
    faults = []
    for call in calls(root, "*.py"):
        key, section = call.text("translation_key"), _section(call.name)
        if key is not None and section is not None and not known(key, set(branch(texts, section))):
            faults.append(f"{call.module}.py line {call.line}: no text for {section}.{shown(key)} in en.json")
    faults += [
        f"en.json: exceptions.{key} has no message, so people would read its name"
        for key, text in branch(texts, "exceptions").items()
        if "message" not in branch(text)
    ]
    written = strings(root)
    for section in ("exceptions", "issues"):
        unused = [key for key in branch(texts, section) if not any(known(text, {key}) for text in written)]
        faults += [f"en.json: {section}.{key} is used by nothing" for key in unused]
    return faults


def _unexplained(step: str, form: Json) -> Iterator[str]:
    """Yield the fields of a form, or of one of its sections, that are not explained, and explanations of none."""
    fields, explained = branch(form, "data").keys(), branch(form, "data_description").keys()
    yield from (f"en.json: step {step} does not explain its field {field}" for field in sorted(fields - explained))
    yield from (f"en.json: step {step} explains {field}, which it has not" for field in sorted(explained - fields))


def _files(root: Path, *names: str) -> tuple[Tree, ...] | list[str]:
    """Return JSON files of the integration, or what is wrong with them."""
    folder = root / INTEGRATION
    if faults := [fault for name in names for fault in missing(folder / name, root)]:
        return faults
    return tuple(read_json(folder / name) for name in names)


def _entity_faults(call: Call, texts: Tree, icons: Tree) -> Iterator[str]:
    """Yield what one entity description lacks."""
    key, where = call.text("translation_key"), f"{call.module}.py line {call.line}"
    described = "device_class" in call.keywords
    if key is None:
        if not described:
            yield f"{where}: {call.text('key')} has neither a translation_key nor a device class to be named after"
        return
    text = branch(texts, "entity", call.module, key)
    name = call.keywords.get("name")
    nameless = isinstance(name, ast.Constant) and name.value is None
    if "name" not in text and not nameless:
        yield f"{where}: no text for entity.{call.module}.{key}.name in en.json"
    if "options" in call.keywords and not branch(text, "state"):
        yield f"{where}: no texts for entity.{call.module}.{key}.state in en.json"
    if "event_types" in call.keywords and not branch(text, "state_attributes", "event_type", "state"):
        yield f"{where}: no texts for the event types of {key} in en.json"
    if not described and not branch(icons, "entity", call.module, key):
        yield f"{where}: no icon for entity.{call.module}.{key} in icons.json"


def _flow_texts(call: Call) -> Iterator[tuple[str, str]]:
    """Yield the keys one call of a flow uses: a step, an abort, an error."""
    if call.name in ("async_show_form", "async_show_menu") and (step := call.text("step_id")):
        yield "step", step
    if call.name == "async_show_progress" and (action := call.text("progress_action")):
        yield "progress", action
    if call.name == "async_abort" and (reason := call.text("reason")):
        yield "abort", reason
    errors = call.keywords.get("errors")
    for value in errors.values if isinstance(errors, ast.Dict) else ():
        if isinstance(value, ast.Constant):
            yield "error", str(value.value)


def _section(called: str) -> str | None:
    """Return where the text of a call with a translation key belongs."""
    if called.endswith(("Error", "NotReady", "AuthFailed", "UpdateFailed")):
        return "exceptions"
    if called in ("async_get_or_create", "DeviceInfo"):
        return "device"
    return {"async_create_issue": "issues", "SelectSelectorConfig": "selector"}.get(called)
