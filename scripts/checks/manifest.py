"""The manifest must be complete, in order, and at peace with Home Assistant's own pins."""

import importlib.util
from pathlib import Path
import re
from typing import Final

from awesomeversion import AwesomeVersion, AwesomeVersionStrategy
from packaging.requirements import InvalidRequirement, Requirement

from .reading import INTEGRATION, Json, missing, read_json

REQUIRED: Final = (
    "domain",
    "name",
    "codeowners",
    "config_flow",
    "documentation",
    "integration_type",
    "iot_class",
    "issue_tracker",
    "requirements",
    "version",
)
STRATEGIES: Final = [
    AwesomeVersionStrategy.CALVER,
    AwesomeVersionStrategy.SEMVER,
    AwesomeVersionStrategy.SIMPLEVER,
    AwesomeVersionStrategy.BUILDVER,
    AwesomeVersionStrategy.PEP440,
]
HACS_KEYS: Final = frozenset(
    {
        "content_in_root",
        "country",
        "filename",
        "hacs",
        "hide_default_branch",
        "homeassistant",
        "name",
        "persistent_directory",
        "zip_release",
    }
)


def check_manifest(root: Path) -> list[str]:
    """Check manifest.json."""
    path = root / INTEGRATION / "manifest.json"
    if faults := missing(path, root):
        return faults
    manifest = read_json(path)
    faults = [f"manifest.json lacks {key}" for key in REQUIRED if key not in manifest]
    order = ["domain", "name", *sorted(manifest.keys() - {"domain", "name"})]
    if list(manifest) != [key for key in order if key in manifest]:
        faults.append(f"manifest.json must have its keys in the order {', '.join(order)}")
    if manifest.get("domain") != INTEGRATION.name:
        faults.append(f"manifest.json: domain must be {INTEGRATION.name!r}, like the folder")
    if AwesomeVersion(str(manifest.get("version"))).strategy not in STRATEGIES:
        faults.append(f"manifest.json: {manifest.get('version')!r} is no version an installer understands")
    for key in ("documentation", "issue_tracker"):
        if not str(manifest.get(key)).startswith("https://"):
            faults.append(f"manifest.json: {key} must be an https address")
    owners = manifest.get("codeowners")
    if not isinstance(owners, list) or not owners or not all(re.fullmatch(r"@[\w/-]+", str(owner)) for owner in owners):
        faults.append("manifest.json: codeowners must be a list of GitHub names that begin with @")
    return faults + _requirements(manifest.get("requirements"))


def check_hacs(root: Path) -> list[str]:
    """Check hacs.json: a name, a lowest Home Assistant version, nothing the installer refuses."""
    path = root / "hacs.json"
    if faults := missing(path, root):
        return faults
    hacs = read_json(path)
    faults = [f"hacs.json: {key} is not a key installers know" for key in sorted(hacs.keys() - HACS_KEYS)]
    if not hacs.get("name"):
        faults.append("hacs.json lacks a name")
    if not re.fullmatch(r"20\d\d\.\d{1,2}\.\d+", str(hacs.get("homeassistant"))):
        faults.append("hacs.json: homeassistant must be the lowest version that works, like 2026.9.0")
    brand = root / INTEGRATION / "brand"
    pictures = [
        f"{dark}{kind}{size}.png" for dark in ("", "dark_") for kind in ("icon", "logo") for size in ("", "@2x")
    ]
    return faults + [fault for picture in pictures for fault in missing(brand / picture, root)]


def _requirements(requirements: Json) -> list[str]:
    """Check that every requirement accepts the version Home Assistant itself pins."""
    pins = _home_assistant_pins()
    faults = []
    for text in requirements if isinstance(requirements, list) else []:
        try:
            requirement = Requirement(str(text))
        except InvalidRequirement:
            faults.append(f"manifest.json: {text!r} is no requirement")
            continue
        pin = pins.get(_normal(requirement.name))
        if pin is None:
            continue
        if not requirement.specifier.contains(pin, prereleases=True):
            faults.append(f"manifest.json: {text} refuses {pin}, which Home Assistant pins: nobody could install it")
        if any(part.operator in ("==", "===") for part in requirement.specifier):
            faults.append(
                f"manifest.json: {text} would break as soon as Home Assistant pins another version than {pin}"
            )
    return faults


def _home_assistant_pins() -> dict[str, str]:
    """Return the versions the installed Home Assistant pins."""
    spec = importlib.util.find_spec("homeassistant")
    if spec is None or spec.origin is None:
        raise RuntimeError("Home Assistant is not installed: run this with the environment of scripts/setup")
    lines = (Path(spec.origin).parent / "package_constraints.txt").read_text("utf-8").splitlines()
    pairs = (line.split("==") for line in lines if re.fullmatch(r"[\w.-]+==[\w.]+", line))
    return {_normal(name): version for name, version in pairs}


def _normal(name: str) -> str:
    """Return a package's name in its normal form."""
    return re.sub(r"[-_.]+", "-", name).lower()
