"""Every action, command and dialog needs a right, every right a sentence; docs/roles.md must show the code's table.

`python -m scripts.roles_page` writes the page anew.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .reading import INTEGRATION, branch, read_json, read_yaml

PAGE: Final = Path("docs/roles.md")
BEGIN: Final = "<!-- made of core/roles.py: begin -->"
END: Final = "<!-- made of core/roles.py: end -->"


def check_rights(root: Path) -> list[str]:
    """Compare the table of roles with the actions, the settings' menu, the websocket commands and its page."""
    from custom_components.duress.core.roles import ACTIONS, COMMANDS, DIALOGS, GRANTS, Right
    from custom_components.duress.options_flow import MENU
    from custom_components.duress.websocket import COMMANDS as HANDLED

    described = root / INTEGRATION / "services.yaml"
    names = {name for name in read_yaml(described) if not name.startswith(".")} if described.is_file() else set()
    faults = [f"core/roles.py gives the action {name} no right" for name in sorted(names - ACTIONS.keys())]
    faults += [f"core/roles.py has the action {name}, which there is not" for name in sorted(ACTIONS.keys() - names)]
    faults += [f"core/roles.py gives the dialog {step} no right" for step in MENU if step not in DIALOGS]
    faults += [f"core/roles.py gives the right {right} to nobody" for right in Right if right not in GRANTS]
    faults += [f"core/roles.py and websocket.py differ in {name}" for name in sorted(COMMANDS.keys() ^ HANDLED.keys())]
    faults += _wordless(root / INTEGRATION / "translations" / "en.json", {f"may_not_{right}" for right in Right})
    page = root / PAGE
    if not page.is_file():
        return [*faults, f"{PAGE} is missing"]
    text = page.read_text("utf-8")
    if with_table(text) != text:
        faults.append(f"{PAGE} does not show the table of the code: run python -m scripts.roles_page")
    return faults


def _wordless(path: Path, wanted: set[str]) -> list[str]:
    """Return the rights without a sentence for those who lack them, and the sentences of none."""
    if not path.is_file():
        return []
    told = {key for key in branch(read_json(path), "exceptions") if key.startswith("may_not_")}
    faults = [f"en.json: no exceptions.{key} for who lacks that right" for key in sorted(wanted - told)]
    return faults + [f"en.json: exceptions.{key} is of no right" for key in sorted(told - wanted)]


def check_registration(root: Path) -> list[str]:
    """Check that actions are registered where roles are checked and nowhere else."""
    found = (path for path in sorted((root / INTEGRATION).glob("*.py")) if path.name != "acting.py")
    return [
        f"{path.name} registers an action without a check of roles: use acting.async_register_action"
        for path in found
        if "services.async_register(" in path.read_text("utf-8")
    ]


def with_table(text: str) -> str:
    """Return a page with its table made anew."""
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    table = "\n".join(_table())
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def _table() -> Iterator[str]:
    """Yield the lines of both tables."""
    from custom_components.duress.core.roles import ACTIONS, COMMANDS, DIALOGS, GRANTS, Role, may

    yield f"| right | allows to | {' | '.join(Role)} | needs a reason |"
    yield f"|---|---|{'---|' * len(Role)}---|"
    for right, grant in GRANTS.items():
        marks = " | ".join("yes" if may(role, right) else "–" for role in Role)
        yield f"| {right} | {grant.what} | {marks} | {'yes' if grant.guarded else '–'} |"
    yield ""
    yield "| right | actions | websocket commands | dialogs and buttons |"
    yield "|---|---|---|---|"
    for right in GRANTS:
        actions = [f"`duress.{name}`" for name, act in ACTIONS.items() if act.right is right]
        commands = [f"`{name}`" for name, needed in COMMANDS.items() if needed is right]
        dialogs = [name for name, needed in DIALOGS.items() if needed is right]
        cells = " | ".join(", ".join(cell) or "–" for cell in (actions, commands, dialogs))
        yield f"| {right} | {cells} |"
