"""The page for desk builders says what the program does."""

from dataclasses import replace
import json
from pathlib import Path
import re
import time
from typing import Final

import pytest
from xmlschema import XMLSchema10

from custom_components.duress.monitoring import NoticeType, Secret, generate_secret
from custom_components.duress.monitoring.cap import encode
from custom_components.duress.monitoring.cap_codes import event_codes
from custom_components.duress.monitoring.dc09 import DEFAULTS, Code, Form, parse_codes, written
from custom_components.duress.monitoring.payload import EVENT_TYPES
from custom_components.duress.monitoring.signing import headers

from .builders import INCIDENT, notice

DOCS: Final = Path(__file__).parents[2] / "docs"
PAGE: Final = (DOCS / "webhook.md").read_text(encoding="utf-8")
CAP: Final = (DOCS / "cap.md").read_text(encoding="utf-8")


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
    for link in re.findall(r"\]\((?!https:|#)([^)]+)\)", PAGE):
        text = (DOCS / link.partition("#")[0]).read_text(encoding="utf-8")
        assert json.loads(text)["$schema"] if link.endswith(".json") else text.startswith("# ")


def test_the_page_about_dc09_has_every_code() -> None:
    """Given the page for monitoring centres, then its table has all codes that are sent, and its lines work."""
    page = (DOCS / "dc09.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \|[^|]*\|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|$", page, re.MULTILINE)
    told: dict[str, tuple[Code, Code]] = {}
    for names, *cells in rows:
        begin, end, cid, cid_end, number = (cell.strip().replace("–", "") for cell in cells)
        zone = number if number == "0" else ""
        for name in re.findall(r"[a-z_]+", names):
            told[name] = (Code(begin=begin, end=end, zone=zone), Code(begin=cid, end=cid_end, zone=zone))
    assert told == {name: (code, DEFAULTS[Form.CID][name]) for name, code in DEFAULTS[Form.SIA].items()}
    example = re.findall(r"```text\n(lockdown.*?)```", page, re.DOTALL)[0]
    assert parse_codes(written(parse_codes(example, Form.SIA)), Form.SIA) == parse_codes(example, Form.SIA)


def test_the_page_about_cap_has_a_valid_example_and_all_codes() -> None:
    """Given the page about CAP, then its example is valid, and it names each code and parameter that is sent."""
    (example,) = re.findall(r"```xml\n(.*?)```", CAP, re.DOTALL)
    XMLSchema10(Path(__file__).parents[1] / "data" / "CAP-v1.2.xsd").validate(example)
    sent = [
        *(notice(kind) for kind in NoticeType),
        *(replace(notice(), incident=replace(INCIDENT, kind=kind)) for kind in ("medical", "assist", "lockdown")),
    ]
    for about in sent:
        for _, code in event_codes(about):
            assert re.search(rf"\b{code}\b", CAP), code
    for name in re.findall(r"<parameter><valueName>(\w+)<", encode(notice()).decode()):
        assert f"`{name}`" in CAP
