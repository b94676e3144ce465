"""quality_scale.yaml must answer every rule of Home Assistant's quality scale."""

from pathlib import Path
from typing import Final

from .reading import INTEGRATION, Json, missing, read_yaml

BRONZE: Final = (
    "action-setup",
    "appropriate-polling",
    "brands",
    "common-modules",
    "config-flow",
    "config-flow-test-coverage",
    "dependency-transparency",
    "docs-actions",
    "docs-conditions",
    "docs-high-level-description",
    "docs-installation-instructions",
    "docs-removal-instructions",
    "docs-triggers",
    "entity-event-setup",
    "entity-unique-id",
    "has-entity-name",
    "runtime-data",
    "test-before-configure",
    "test-before-setup",
    "unique-config-entry",
)
SILVER: Final = (
    "action-exceptions",
    "config-entry-unloading",
    "docs-configuration-parameters",
    "docs-installation-parameters",
    "entity-unavailable",
    "integration-owner",
    "log-when-unavailable",
    "parallel-updates",
    "reauthentication-flow",
    "test-coverage",
)
GOLD: Final = (
    "devices",
    "diagnostics",
    "discovery",
    "discovery-update-info",
    "docs-data-update",
    "docs-examples",
    "docs-known-limitations",
    "docs-supported-devices",
    "docs-supported-functions",
    "docs-troubleshooting",
    "docs-use-cases",
    "dynamic-devices",
    "entity-category",
    "entity-device-class",
    "entity-disabled-by-default",
    "entity-translations",
    "exception-translations",
    "icon-translations",
    "reconfiguration-flow",
    "repair-issues",
    "stale-devices",
)
PLATINUM: Final = ("async-dependency", "inject-websession", "strict-typing")
RULES: Final = frozenset({*BRONZE, *SILVER, *GOLD, *PLATINUM})


def check_quality_scale(root: Path) -> list[str]:
    """Check that each rule is answered, and each exemption argued."""
    path = root / INTEGRATION / "quality_scale.yaml"
    if faults := missing(path, root):
        return faults
    rules = read_yaml(path).get("rules")
    if not isinstance(rules, dict):
        return ["quality_scale.yaml has no rules"]
    faults = [f"quality_scale.yaml does not answer {rule}" for rule in sorted(RULES - rules.keys())]
    faults += [f"quality_scale.yaml answers {rule}, which is no rule" for rule in sorted(rules.keys() - RULES)]
    return faults + [fault for rule, answer in rules.items() for fault in _faults(rule, answer)]


def _faults(rule: str, answer: Json) -> list[str]:
    """Return what is wrong with one answer."""
    status = answer.get("status") if isinstance(answer, dict) else answer
    comment = answer.get("comment") if isinstance(answer, dict) else None
    if status not in ("done", "exempt", "todo"):
        return [f"quality_scale.yaml: {rule} is {status!r}, not done, exempt or todo"]
    if status == "exempt" and not str(comment or "").strip():
        return [f"quality_scale.yaml: {rule} is exempt without a reason"]
    return []
