"""Every field of every endpoint's form has its words in every language."""

from collections.abc import Iterator, Mapping
import json
from pathlib import Path
from typing import Any, Final

from homeassistant.data_entry_flow import section
import pytest

from custom_components.duress import dc09_form, mqtt_form, webhook_form
from custom_components.duress.monitoring import generate_secret

_TRANSLATIONS: Final = Path(webhook_form.__file__).with_name("translations")
_FORMS: Final = {
    "webhook": webhook_form.schema({"secret": generate_secret()}),
    "dc09": dc09_form.SCHEMA,
    "mqtt": mqtt_form.schema(),
}


def unnamed(fields: Mapping[Any, object], words: Mapping[str, Any]) -> Iterator[str]:
    """Go through the fields that lack a name or an explanation."""
    for field, asked in fields.items():
        if isinstance(asked, section):
            yield from unnamed(asked.schema.schema, words.get("sections", {}).get(str(field), {}))
        else:
            yield from (
                f"{part}: {field}" for part in ("data", "data_description") if str(field) not in words.get(part, {})
            )


@pytest.mark.parametrize("kind", list(_FORMS))
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_field_has_words(kind: str, language: str) -> None:
    """Given a form, then each of its fields is named and explained, also those in sections."""
    translation = json.loads((_TRANSLATIONS / f"{language}.json").read_text("utf-8"))
    words = translation["config_subentries"]["endpoint"]["step"][kind]
    assert list(unnamed(_FORMS[kind].schema, words)) == []
    assert "911" in json.dumps(words)
