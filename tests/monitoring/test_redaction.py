"""What people see of a message who may not read who acted: all of it but that."""

from dataclasses import replace
import json
from typing import Final

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.monitoring import NoticeType, cap, payload, redacted

from .builders import notice

FORMATS: Final = {payload.CONTENT_TYPE: payload.encode, cap.CONTENT_TYPE: cap.encode}
STEPS: Final = [NoticeType.INCIDENT_ACKNOWLEDGED, NoticeType.INCIDENT_CLOSED, NoticeType.REHEARSAL_STARTED]


@pytest.mark.parametrize("content_type", FORMATS)
@pytest.mark.parametrize("kind", STEPS)
def test_names_and_reasons_are_left_out(content_type: str, kind: NoticeType) -> None:
    """Given a step somebody took, then neither their name nor their reason is left, and everything else is."""
    about = replace(notice(kind), actor="Rosa  O'Hill & Co", reason="sat <on> it")
    hidden = redacted(content_type, FORMATS[content_type](about))
    plain = FORMATS[content_type](replace(about, actor="•••", reason="•••")).decode()
    assert hidden == plain


@pytest.mark.parametrize("content_type", FORMATS)
def test_what_nobody_did_is_shown_as_it_was_sent(content_type: str) -> None:
    """Given a press, then the body is exactly what was sent."""
    body = FORMATS[content_type](notice())
    assert redacted(content_type, body) == body.decode()


NAMES: Final = st.text(min_size=3, max_size=20).filter(lambda name: len("".join(name.split())) > 2)


@given(actor=NAMES.map(lambda name: f"Zqx{name}"), reason=NAMES.map(lambda name: f"Wvk{name}"))
def test_no_name_gets_through(actor: str, reason: str) -> None:
    """Given any name and reason, then none of it is left in either format."""
    about = replace(notice(NoticeType.INCIDENT_CLOSED), actor=actor, reason=reason)
    for content_type, encode in FORMATS.items():
        hidden = redacted(content_type, encode(about))
        assert hidden is not None
        assert "Zqx" not in hidden
        assert "Wvk" not in hidden


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"data":1}', b"\xff", b"{"])
def test_what_is_not_understood_is_not_shown(body: bytes) -> None:
    """Given a body of another format, or a broken one, then nothing of it is shown, and nothing raises."""
    assert redacted("application/octet-stream", b"Rosa") is None
    assert redacted(payload.CONTENT_TYPE, body) is None
    assert json.dumps(redacted(cap.CONTENT_TYPE, body)) in ("null", json.dumps(body.decode("utf-8", "replace")))
