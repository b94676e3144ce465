"""No code path calls an emergency number: the check for it is shown each way to do so, and finds it."""

import json
from pathlib import Path

import pytest

from scripts.checks.dialling import WHY, check_dialling, check_reasons
from scripts.checks.reading import INTEGRATION

WHY_IN = {
    "en": "Emergency numbers are never called: dialling 911 is not what this does, so that a person can judge first.",
    "es": "Nunca se llama a emergencias: marcar el 911 no es su tarea, para que una persona pueda juzgar antes.",
}


def write(root: Path, name: str, text: str) -> None:
    """Write a file of a small repository."""
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")


@pytest.mark.parametrize(
    "code",
    [
        'NUMBER = "911"',
        'NUMBER = "+112"',
        'dial(to="9,911")',
        'dial("9911")',
        'dial("9-1-1")',
        "dial(911)",
        'URL = "tel:5551234"',
        'url = f"sip:{number}@pbx"',
        'where = "urn:service:sos.police"',
        "from twilio.rest import Client",
        "import homeassistant.components.voip",
    ],
)
def test_code_that_dials_is_found(tmp_path: Path, code: str) -> None:
    """Given a module that could call an emergency number, then the check says where."""
    write(tmp_path, f"{INTEGRATION}/dial.py", f'"""Calls nobody."""\n\n{code}\n')
    (fault,) = check_dialling(tmp_path)
    assert fault.startswith(f"{INTEGRATION}/dial.py line 3 ")


@pytest.mark.parametrize(
    "line", ['  number: "911"', "  target: 112", "  url: tel:911", "- action: notify.twilio_call", "  to: sip:desk@pbx"]
)
def test_a_blueprint_that_dials_is_found(tmp_path: Path, line: str) -> None:
    """Given a blueprint that could call an emergency number, then the check says where."""
    write(tmp_path, "blueprints/automation/duress/dial.yaml", f"# Calls nobody\n{line}\n")
    assert {fault.split(" ")[2] for fault in check_dialling(tmp_path)} == {"2"}


@pytest.mark.parametrize(
    "code", ['"""Never calls 911."""', 'say("It never calls 911.")', "MOST = 999", 'hotel = "hotel: 12"', "# not 911"]
)
def test_texts_for_people_and_other_numbers_are_let_through(tmp_path: Path, code: str) -> None:
    """Given a module that only speaks of emergency numbers, then the check finds nothing."""
    write(tmp_path, f"{INTEGRATION}/speak.py", f'"""Never calls 911."""\n\n{code}\n')
    write(tmp_path, "blueprints/speak.yaml", "# never 911\ndescription: It never calls anybody at 9110 Main Street\n")
    assert check_dialling(tmp_path) == []


@pytest.mark.parametrize("language", WHY)
def test_a_form_that_does_not_say_why_is_found(tmp_path: Path, language: str) -> None:
    """Given two kinds of endpoints, when the form of one does not say why in a language, then that is found."""
    for one in WHY:
        steps = {
            "user": {"description": WHY_IN[one], "menu_options": {"webhook": "Webhook", "pager": "Pager"}},
            "webhook": {"data_description": {"url": WHY_IN[one]}},
            "pager": {"description": "Beeps." if one == language else WHY_IN[one]},
        }
        texts = {"config_subentries": {"endpoint": {"step": steps}}}
        write(tmp_path, f"{INTEGRATION}/translations/{one}.json", json.dumps(texts))
    (fault,) = check_reasons(tmp_path)
    assert fault == (f"{language}.json: the form of the endpoint pager does not say why no emergency number is called")
