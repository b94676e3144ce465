"""The checks find what they are there for: each is shown a small integration with one fault."""

from collections.abc import Callable
import json
from pathlib import Path
from typing import Final

import pytest

from custom_components.duress.core.roles import Right
from scripts.checks.documents import check_documents
from scripts.checks.keys import check_entity_keys, check_flow_keys, check_sentence_keys
from scripts.checks.manifest import check_hacs, check_manifest
from scripts.checks.platforms import check_platforms
from scripts.checks.quality import BRONZE, RULES, check_quality_scale
from scripts.checks.reading import INTEGRATION
from scripts.checks.rights import BEGIN, END, PAGE, check_registration, check_rights, with_table
from scripts.checks.tidiness import check_paths, check_python
from scripts.checks.translations import check_languages

type Text = str | list[str] | dict[str, Text]

MANIFEST: Final[dict[str, Text]] = {
    "domain": "duress",
    "name": "Duress",
    "codeowners": ["@somebody"],
    "config_flow": "true",
    "documentation": "https://example.org",
    "integration_type": "hub",
    "iot_class": "local_push",
    "issue_tracker": "https://example.org/issues",
    "requirements": ["serialx>=1.9"],
    "version": "0.1.0",
}
SENSOR: Final = """
A = SensorEntityDescription(key="a", translation_key="a")
B = SensorEntityDescription(key="b", translation_key="b", device_class=ENUM, options=list(C))
"""
FLOW: Final = """
NAME = "network"
def show(self):
    self.async_show_form(step_id=NAME, errors={"base": "busy"})
    self.async_abort(reason="exists")
"""
RAISING: Final = """
raise ServiceValidationError(translation_domain="x", translation_key=f"cannot_{step}_{state}")
raise HomeAssistantError(translation_domain="x", translation_key="lost")
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a folder for a small repository."""
    (tmp_path / INTEGRATION / "translations").mkdir(parents=True)
    return tmp_path


def write(root: Path, name: str, content: Text) -> None:
    """Write a file of the integration, JSON if it is not text already."""
    text = content if isinstance(content, str) else json.dumps(content)
    (root / INTEGRATION / name).write_text(text, "utf-8")


@pytest.mark.parametrize(
    "check",
    [
        *(check_manifest, check_hacs, check_languages, check_entity_keys, check_flow_keys, check_sentence_keys),
        *(check_platforms, check_quality_scale, check_documents),
    ],
)
def test_an_absent_file_is_a_fault_in_words(repository: Path, check: Callable[[Path], list[str]]) -> None:
    """Given an empty repository, when it is checked, then the answer says what is missing and nothing raises."""
    assert all("is missing" in fault for fault in check(repository))
    assert check(repository)


def test_a_good_manifest_has_no_fault(repository: Path) -> None:
    """Given a complete manifest, when it is checked, then there is no fault."""
    write(repository, "manifest.json", MANIFEST)
    assert check_manifest(repository) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"version": "latest"}, "'latest' is no version"),
        ({"domain": "panic"}, "domain must be 'duress'"),
        ({"issue_tracker": "somewhere"}, "issue_tracker must be an https address"),
        ({"codeowners": []}, "codeowners must be a list"),
        ({"requirements": ["serialx==1.0"]}, "nobody could install it"),
        ({"requirements": ["serialx=="]}, "is no requirement"),
        ({"after": []}, "in the order domain, name, after"),
    ],
)
def test_a_bad_manifest_is_told_what_is_wrong(repository: Path, change: dict[str, Text], fault: str) -> None:
    """Given a manifest with one fault, when it is checked, then the fault is named."""
    write(repository, "manifest.json", MANIFEST | change)
    assert [found for found in check_manifest(repository) if fault in found]


def test_a_requirement_that_fits_only_today_is_a_fault(repository: Path) -> None:
    """Given a requirement pinned to what Home Assistant pins today, when it is checked, then tomorrow is thought of."""
    pinned = MANIFEST | {"requirements": ["aiohttp==0", "PyYAML==6.0.3"]}
    write(repository, "manifest.json", pinned)
    assert [found for found in check_manifest(repository) if "as soon as Home Assistant pins another" in found]


@pytest.mark.parametrize(
    ("spanish", "fault"),
    [
        ({"a": {"name": "Uno"}}, "es.json lacks b"),
        ({"a": {"name": "Uno"}, "b": "{count}", "c": "más"}, "es.json has c"),
        ({"a": {"name": "Uno"}, "b": "{number}"}, "b has other placeholders"),
        ({"a": {"name": ""}, "b": "{count}"}, "a.name is empty"),
        ({"a": {"name": "TODO"}, "b": "{count}"}, "a.name is unfinished"),
        ({"a": {"name": "x" * 61}, "b": "{count}"}, "stop reading after 60"),
        ({"a": {"name": "Uno"}, "b": "{count} {"}, "braces that are no placeholder"),
    ],
)
def test_languages_are_compared(repository: Path, spanish: Text, fault: str) -> None:
    """Given a Spanish file with one fault, when the languages are compared, then the fault is named."""
    write(repository, "translations/en.json", {"a": {"name": "One"}, "b": "{count}"})
    write(repository, "translations/es.json", spanish)
    assert [found for found in check_languages(repository) if fault in found]


def test_a_key_given_twice_is_a_fault(repository: Path) -> None:
    """Given a translation file that says a key twice, when it is checked, then that is said: JSON would hide it."""
    write(repository, "translations/en.json", '{"a": "one", "a": "two"}')
    write(repository, "translations/es.json", '{"a": "uno"}')
    assert check_languages(repository) == ["translations: key given twice: a"]


def test_entities_without_texts_and_icons_are_found(repository: Path) -> None:
    """Given two described entities, when texts and icons are incomplete, then everything that lacks is named."""
    write(repository, "sensor.py", SENSOR)
    write(repository, "translations/en.json", {"entity": {"sensor": {"b": {"name": "B"}, "old": {"name": "Old"}}}})
    write(repository, "icons.json", {})
    assert check_entity_keys(repository) == [
        "sensor.py line 2: no text for entity.sensor.a.name in en.json",
        "sensor.py line 2: no icon for entity.sensor.a in icons.json",
        "sensor.py line 3: no texts for entity.sensor.b.state in en.json",
        "en.json: entity.sensor.old belongs to no entity",
    ]


def test_flows_without_texts_are_found(repository: Path) -> None:
    """Given a flow, when step, error, reason or explanation have no text, then each is named."""
    write(repository, "config_flow.py", FLOW)
    write(repository, "translations/en.json", {"config": {"step": {"user": {"data": {"host": "Host"}}}}})
    assert check_flow_keys(repository) == [
        "config_flow.py line 4: no step 'network' in en.json",
        "config_flow.py line 4: no error 'busy' in en.json",
        "config_flow.py line 5: no abort 'exists' in en.json",
        "en.json: step user does not explain its field host",
    ]


def test_exceptions_without_texts_and_texts_without_exceptions_are_found(repository: Path) -> None:
    """Given raised exceptions, when texts are missing or useless, then both are named, f-strings by pattern."""
    write(repository, "services.py", RAISING)
    texts: Text = {"cannot_clear_closed": {"message": "No"}, "unused": {"message": "?"}, "unused_too": "No message"}
    write(repository, "translations/en.json", {"exceptions": texts})
    assert check_sentence_keys(repository) == [
        "services.py line 3: no text for exceptions.lost in en.json",
        "en.json: exceptions.unused_too has no message, so people would read its name",
        "en.json: exceptions.unused is used by nothing",
        "en.json: exceptions.unused_too is used by nothing",
    ]


def test_platforms_are_in_order_and_say_their_parallel_updates(repository: Path) -> None:
    """Given platforms out of order, when they are checked, then order, modules and settings are named."""
    write(repository, "__init__.py", "PLATFORMS = [Platform.SENSOR, Platform.EVENT]\n")
    write(repository, "sensor.py", "\nPARALLEL_UPDATES = 0\n")
    write(repository, "event.py", "")
    assert check_platforms(repository) == [
        "__init__.py: PLATFORMS is not in alphabetical order",
        "event.py does not set PARALLEL_UPDATES",
    ]


def test_each_rule_of_the_scale_is_answered(repository: Path) -> None:
    """Given a scale with gaps, when it is checked, then gaps, inventions and unargued exemptions are named."""
    answers = dict.fromkeys(RULES, "done") | {"brands": "exempt", "devices": "soon", "beauty": "done"}
    del answers["diagnostics"]
    write(repository, "quality_scale.yaml", json.dumps({"rules": answers}))
    assert sorted(check_quality_scale(repository)) == [
        "quality_scale.yaml answers beauty, which is no rule",
        "quality_scale.yaml does not answer diagnostics",
        "quality_scale.yaml: brands is exempt without a reason",
        "quality_scale.yaml: devices is 'soon', not done, exempt or todo",
    ]


def test_the_scale_has_its_54_rules() -> None:
    """Given the list of rules, when it is counted, then it is Home Assistant's."""
    assert (len(BRONZE), len(RULES)) == (20, 54)


def test_links_that_lead_nowhere_are_found(repository: Path) -> None:
    """Given a document with links, when they are checked, then dead files and dead headings are named, code is not."""
    document = "# A b\n[a](#a-b) [b](#c) [c](nowhere.md) [d](https://example.org) `[e](x)`\n```\n[f](y)\n```\n"
    (repository / "README.md").write_text(document, "utf-8")
    assert [fault for fault in check_documents(repository) if "link" in fault] == [
        "README.md: the link to #c leads to no heading",
        "README.md: the link to nowhere.md leads nowhere",
    ]


@pytest.mark.parametrize("text", ["see /home/" + "me/x", "pip from https://pypi" + ".org/simple", "<<<<<<<" + " mine"])
def test_what_belongs_to_one_machine_is_found(repository: Path, text: str) -> None:
    """Given a file that names a private folder or a registry's host, when it is checked, then its line is named."""
    (repository / "notes.md").write_text(f"fine\n{text}\n", "utf-8")
    [fault] = check_paths(repository)
    assert fault.startswith("notes.md line 2 names")


def test_long_and_undocumented_code_is_found(repository: Path) -> None:
    """Given a long file with a long function, when it is checked, then lengths and missing docstrings are named."""
    body = "    x = 1\n" * 61
    (repository / "long.py").write_text(f'"""Long."""\ndef f() -> None:\n{body}' + "y = 1\n" * 350, "utf-8")
    assert check_python(repository) == [
        "long.py has 413 lines; 400 are enough",
        "long.py line 2: f has no docstring",
        "long.py line 2: f has 62 lines; 60 are enough",
    ]


def test_an_action_without_a_right_is_found(repository: Path) -> None:
    """Given an action that the table of roles does not know, when it is checked, then it is named."""
    write(repository, "services.yaml", "acknowledge:\nopen_all_doors:\n")
    faults = check_rights(repository)
    assert "core/roles.py gives the action open_all_doors no right" in faults
    assert not any("acknowledge" in fault for fault in faults)
    assert "core/roles.py has the action close, which there is not" in faults


def test_a_right_without_a_sentence_is_found(repository: Path) -> None:
    """Given a right without a sentence, and a sentence of no right, when they are checked, then both are named."""
    keys = [*(f"may_not_{right}" for right in Right if right is not Right.SEE), "may_not_fly"]
    texts: dict[str, Text] = {key: {"message": "No."} for key in keys}
    write(repository, "translations/en.json", {"exceptions": texts})
    assert [fault for fault in check_rights(repository) if fault.startswith("en.json")] == [
        "en.json: no exceptions.may_not_see for who lacks that right",
        "en.json: exceptions.may_not_fly is of no right",
    ]


def test_a_stale_page_of_roles_is_found(repository: Path) -> None:
    """Given a page whose table is not the code's, when it is checked, then it is said how to make it anew."""
    page = repository / PAGE
    page.parent.mkdir()
    page.write_text(f"# Roles\n{BEGIN}\n| old |\n{END}\nmore\n", "utf-8")
    stale = "docs/roles.md does not show the table of the code: run python -m scripts.roles_page"
    assert stale in check_rights(repository)
    page.write_text(with_table(page.read_text("utf-8")), "utf-8")
    assert stale not in check_rights(repository)
    text = page.read_text("utf-8")
    assert text.startswith("# Roles\n")
    assert text.endswith("\nmore\n")
    assert "| old |" not in text


def test_an_action_that_checks_no_role_is_found(repository: Path) -> None:
    """Given a module that registers an action by itself, when it is checked, then it is named."""
    write(repository, "doors.py", "hass.services.async_register(DOMAIN, 'open', handler)\n")
    write(repository, "acting.py", "hass.services.async_register(DOMAIN, name, guarded)\n")
    [fault] = check_registration(repository)
    assert fault.startswith("doors.py registers an action without a check of roles")
