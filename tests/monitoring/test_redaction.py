"""What people see of a message who may not read names: all of it but who acted, who carries what, whom to call."""

from dataclasses import replace
import json
import re
from typing import Final

from hypothesis import given, strategies as st
import pytest

from custom_components.duress.monitoring import (
    CallbackFacts,
    Notice,
    NoticeType,
    cap,
    payload,
    redacted,
    without_holder,
)
from custom_components.duress.monitoring.dc09.content import CONTENT_TYPE, Content, Numbering, content_of

from .builders import INCIDENT, PRESS, SITE, notice

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


def test_a_receiver_was_told_code_and_room_and_no_name() -> None:
    """Given a step in DC-09, then the sentence is hidden, and code, room and the other fields are shown."""
    about = replace(notice(NoticeType.INCIDENT_CLOSED), actor="Rosa", reason="sat on it")
    told = content_of(about, Numbering())
    assert told is not None
    assert "Rosa" in dict(told.fields)["I"]
    hidden = redacted(CONTENT_TYPE, told.stored())
    assert hidden is not None
    shown = Content.read(hidden.encode())
    assert (shown.token, shown.event) == (told.token, told.event)
    assert dict(shown.fields) == {**dict(told.fields), "I": "•••"}
    assert redacted(CONTENT_TYPE, b"{}") is None


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


def named(holder: str, contact: str, phone: str, actor: str | None = None) -> Notice:
    """Return a press whose holder is told, with somebody to call back."""
    callback = (CallbackFacts(name=contact, role="principal", phone=phone),)
    return replace(
        notice(NoticeType.INCIDENT_REPEATED),
        site=replace(SITE, callback=callback),
        incident=replace(INCIDENT, presses=(replace(PRESS, holder="Ann Reed"), replace(PRESS, holder=holder))),
        actor=actor,
    )


@pytest.mark.parametrize("content_type", FORMATS)
def test_holders_and_who_to_call_are_left_out(content_type: str) -> None:
    """Given a message with a holder and somebody to call back, then only their role is left of them."""
    about = named("Rosa  O'Hill & Co", "Sam <Lee>", "+1 555 0100")
    hidden = redacted(content_type, FORMATS[content_type](about))
    assert hidden is not None
    assert not [word for word in ("Rosa", "Hill", "Sam", "Lee", "0100", "Reed") if word in hidden]
    assert ("principal" in hidden) is (content_type == payload.CONTENT_TYPE)
    for told in ("Pendant 14 (EN1223S, serial 1A2B3C), carried by •••, at", "Silent: do not call the premises."):
        assert told in hidden
    assert "Call back: •••" in hidden


@pytest.mark.parametrize("content_type", FORMATS)
def test_somebody_who_acts_upon_their_own_press_is_left_out_twice(content_type: str) -> None:
    """Given a holder whose account has only their first name, then no part of the whole name is left."""
    hidden = redacted(content_type, FORMATS[content_type](named("Rosa Diaz", "Rosa Diaz", "1", actor="Rosa")))
    assert hidden is not None
    assert "Rosa" not in hidden
    assert "Diaz" not in hidden


@given(
    holder=NAMES.map(lambda name: f"Zqx{name}Zqx"),
    contact=NAMES.map(lambda name: f"Wvk{name}Wvk"),
    phone=NAMES.map(lambda name: f"Kyj{name}Kyj"),
)
def test_no_holder_and_no_contact_gets_through(holder: str, contact: str, phone: str) -> None:
    """Given any holder and anybody to call back, then no end of their names and numbers is left in any format."""
    about = named(holder, contact, phone)
    bodies = {kind: encode(about) for kind, encode in FORMATS.items()}
    told = content_of(about, Numbering())
    assert told is not None
    for content_type, body in {**bodies, CONTENT_TYPE: told.stored()}.items():
        hidden = redacted(content_type, body)
        assert hidden is not None
        assert not [name for name in ("Zqx", "Wvk", "Kyj") if name in hidden]


def bodies(about: Notice) -> dict[str, bytes]:
    """Return a notice in every format."""
    told = content_of(about, Numbering())
    assert told is not None
    return {**{kind: encode(about) for kind, encode in FORMATS.items()}, CONTENT_TYPE: told.stored()}


@given(holder=NAMES.map(lambda name: f"Zqx{name}Zqx"))
def test_who_is_forgotten_is_taken_out_of_a_message_and_nobody_else(holder: str) -> None:
    """Given a message that names two holders, when one is forgotten, then it says the other and all else as before."""
    about = named(holder, "Sam Lee", "+1 555 0100", actor="Office")
    for content_type, body in bodies(about).items():
        assert b"Zqx" in body
        without = without_holder(content_type, body, holder)
        assert b"Zqx" not in without
        assert (b"Ann Reed" in without) is (b"Ann Reed" in body)
        assert without_holder(content_type, without, holder) == without
        assert without_holder(content_type, body, "Somebody Else") == body
        replaced = bodies(named("•••", "Sam Lee", "+1 555 0100", actor="Office"))[content_type]
        if content_type != CONTENT_TYPE:  # There the longer name may have left less room for the rest.
            assert without == replaced


def test_a_name_that_was_cut_off_is_taken_out() -> None:
    """Given a DC-09 sentence that ends in the middle of a holder's name, then that part of it is taken out, too."""
    press = replace(PRESS, label="p" * 133, holder="Xanthippe Featherstonehaugh-Quackenbush-Vandersloot")
    content = content_of(replace(notice(), incident=replace(INCIDENT, presses=(press,))), Numbering())
    assert content is not None
    assert re.search(r"carried by Xanthippe F\w*$", dict(content.fields)["I"])
    without = without_holder(CONTENT_TYPE, content.stored(), str(press.holder))
    assert dict(Content.read(without).fields)["I"].endswith("carried by •••")


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"data":{"incident":{"presses":[1]}}}', b"\xff", b"{"])
@pytest.mark.parametrize("content_type", [*FORMATS, CONTENT_TYPE, "application/octet-stream"])
def test_a_message_that_is_not_understood_stays(content_type: str, body: bytes) -> None:
    """Given a body of another format, or a broken one, then it is left as it is, and nothing raises."""
    assert without_holder(content_type, body, "Rosa") == body
