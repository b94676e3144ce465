"""One thing has one word in Spanish: the check reads the table of a page and finds texts that leave it."""

import json
from pathlib import Path
from typing import Final

import pytest

from scripts.checks.reading import INTEGRATION
from scripts.checks.wording import CONSOLE, TABLE, check_words

PAGE: Final = """# Words

| English | Spanish | never |
|---|---|---|
| pendant | colgante | pulsador, botón de pared |
| press | pulsación | |

| another | table | here |
|---|---|---|
| not read | nada | alarma |
"""
GOOD: Final = "Una pulsación de {pulsador}: ¿de qué colgante?"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a folder with the table and a good Spanish text for each side."""
    for folder in (INTEGRATION / "translations", CONSOLE, TABLE.parent):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / TABLE).write_text(PAGE, "utf-8")
    write(tmp_path, GOOD, "Alarma")
    return tmp_path


def write(root: Path, integration: str, console: str) -> None:
    """Write one Spanish text of the integration and one of the console."""
    (root / INTEGRATION / "translations" / "es.json").write_text(json.dumps({"a": {"b": integration}}), "utf-8")
    (root / CONSOLE / "today.json").write_text(json.dumps({"c": console}), "utf-8")


def test_texts_that_keep_to_the_table_are_good(repository: Path) -> None:
    """Given texts with the words of the table, then there is no fault; placeholders are no words."""
    assert check_words(repository) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Dos PULSADORES", "c says 'pulsador', which is 'colgante' everywhere"),
        ("El botón de pared", "c says 'botón de pared'"),
        ("Dónde está?", "¿ and ? not in pairs"),
        ('Diga "sí"', "Spanish ones are"),
        ("Buscando …", "a blank before the three dots"),
    ],
)
def test_a_text_that_leaves_it_is_named(repository: Path, text: str, fault: str) -> None:
    """Given a sentence of the console with one fault, when it is checked, then where and what is said."""
    write(repository, GOOD, text)
    (found,) = check_words(repository)
    assert found.startswith(f"{CONSOLE}/today.json: c ")
    assert fault in found


def test_a_word_that_no_text_says_is_named(repository: Path) -> None:
    """Given a table with a word that is not in use any more, when it is checked, then the table is at fault."""
    write(repository, "Un colgante", "Alarma")
    assert check_words(repository) == [f"{TABLE}: no text says 'pulsación'"]


def test_without_the_table_nothing_is_proven(repository: Path) -> None:
    """Given a page without the table, or no page, when texts are checked, then that is the fault."""
    (repository / TABLE).write_text("# Words\n", "utf-8")
    assert check_words(repository) == [f"{TABLE} has no table of words"]
    (repository / TABLE).unlink()
    assert check_words(repository) == [f"{TABLE} is missing"]
