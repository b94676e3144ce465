"""The page for desk builders says what the program does."""

import json
from pathlib import Path
import re
import time
from typing import Final

import pytest

from custom_components.duress.monitoring import Secret, generate_secret
from custom_components.duress.monitoring.payload import EVENT_TYPES
from custom_components.duress.monitoring.signing import headers

DOCS: Final = Path(__file__).parents[2] / "docs"
PAGE: Final = (DOCS / "webhook.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("age", "genuine"), [(0, True), (299, True), (310, False), (-310, False)])
def test_the_signature_example_works(age: int, genuine: bool) -> None:
    """Given the example of the page, when it checks our signatures, then it accepts fresh ones and refuses others."""
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, object] = {}
    exec(example, names)  # noqa: S102 - it is our own page
    is_genuine = names["is_genuine"]
    assert callable(is_genuine)
    old, new = generate_secret(), generate_secret()
    signed = headers([Secret.parse(new), Secret.parse(old)], "E1", int(time.time()) - age, b"{}")
    assert is_genuine(new, signed, b"{}") is genuine
    assert is_genuine(old, signed, b"{}") is genuine
    assert not is_genuine(generate_secret(), signed, b"{}")
    assert not is_genuine(new, signed, b"{ }")


def test_every_event_and_file_it_names_exists() -> None:
    """Given the page, then it lists exactly the events there are, and its links lead to files."""
    assert set(re.findall(r"org\.duress\.[a-z_.]+\.v1", PAGE)) == set(EVENT_TYPES.values())
    for link in re.findall(r"\]\((?!https:)([^)]+)\)", PAGE):
        text = (DOCS / link).read_text(encoding="utf-8")
        assert json.loads(text)["$schema"] if link.endswith(".json") else text.startswith("# ")
