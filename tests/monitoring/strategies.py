"""Notices of every kind with anything in them that can be told."""

from typing import Final

from hypothesis import strategies as st

from custom_components.duress.monitoring import (
    AvsFacts,
    CallbackFacts,
    Counters,
    DigestFacts,
    Earlier,
    IncidentFacts,
    LinkFacts,
    Mode,
    Notice,
    NoticeType,
    PlaceFacts,
    PressFacts,
    RehearsalFacts,
    RoomFacts,
    SiteFacts,
    TroubleFacts,
    WeighedFacts,
)

TEXT: Final = st.text(max_size=20)
NAME: Final = st.text(min_size=1, max_size=20)
IDS: Final = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=1, max_size=26)
"""Names as the site makes them for what happens."""
MOMENT: Final = st.floats(0, 4_102_444_799)
SHARE: Final = st.floats(0, 1)
MAYBE: Final = st.none() | TEXT
CONTACTS: Final = st.builds(CallbackFacts, name=NAME, role=NAME, phone=NAME)
URLS: Final = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).map("https://example.test/{}".format)
LINKS: Final = st.builds(LinkFacts, title=NAME, url=URLS)
SITES: Final = st.builds(
    SiteFacts,
    id=NAME,
    name=TEXT,
    address=TEXT,
    demo=st.booleans(),
    callback=st.lists(CONTACTS, max_size=2).map(tuple),
    links=st.lists(LINKS, max_size=2).map(tuple),
)
WEIGHINGS: Final = st.builds(
    WeighedFacts,
    near=MAYBE,
    probability=st.none() | SHARE,
    floor_confidence=MAYBE,
    floor_probability=st.none() | SHARE,
    other_floor=MAYBE,
    others=st.lists(st.builds(RoomFacts, room=TEXT, floor=MAYBE, probability=SHARE), max_size=4).map(tuple),
    hearers=st.integers(0, 99),
    masked=st.lists(TEXT, max_size=2).map(tuple),
)
PLACES: Final = st.builds(
    PlaceFacts,
    room=MAYBE,
    floor=MAYBE,
    building=MAYBE,
    method=TEXT,
    confidence=TEXT,
    kind=st.sampled_from(["room", "outdoor", "exterior_door"]),
    door=MAYBE,
    nearest_door=st.none() | NAME,
    weighed=st.none() | WEIGHINGS,
)
PRESSES: Final = st.builds(
    PressFacts,
    press_id=IDS,
    label=TEXT,
    model=TEXT,
    serial=TEXT,
    inputs=st.lists(st.integers(1, 8), max_size=4).map(tuple),
    at=MOMENT,
    repeats=st.integers(0, 99),
    place=PLACES,
    holder=st.none() | NAME,
)
INCIDENTS: Final = st.builds(
    IncidentFacts,
    incident_id=IDS,
    number=st.integers(1),
    kind=NAME,
    state=st.sampled_from(["raised", "resolved", "closed"]) | NAME,
    raised_at=MOMENT,
    presses=st.lists(PRESSES, min_size=1, max_size=3).map(tuple),
    press_count=st.integers(1, 1000),
    place=PLACES,
    doubtful=st.booleans(),
    doubts=st.lists(TEXT, max_size=2).map(tuple),
    silent=st.booleans(),
    disposition=MAYBE,
    escalation=st.integers(0, 9),
    confirmation=st.sampled_from([None, "confirmed", "unconfirmed", "denied"]),
    avs=st.none() | st.builds(AvsFacts, level=st.integers(0, 4), why=NAME),
    page=st.none() | URLS,
)
DEVICES: Final = st.lists(TEXT, min_size=1, max_size=5).map(tuple)
TROUBLES: Final = st.builds(
    TroubleFacts,
    trouble_id=IDS,
    kind=NAME,
    devices=DEVICES,
    place=PLACES,
    since=MOMENT,
    lasted=st.none() | st.floats(0, 1e9),
    grave=st.booleans(),
)
REHEARSALS: Final = st.builds(
    RehearsalFacts,
    rehearsal_id=IDS,
    kind=st.sampled_from(["test", "drill"]),
    devices=DEVICES,
    whole_site=st.booleans(),
    until=MOMENT,
    ending=st.sampled_from([None, "time", "person", "real"]),
)
COUNTS: Final = st.integers(0, 2**40)
COUNTERS: Final = st.builds(
    Counters,
    last_sequence=COUNTS,
    waiting=COUNTS,
    oldest_waiting=st.none() | st.floats(0, 1e9),
    software=TEXT,
    heartbeat=st.floats(5, 86400),
)
SOME_TROUBLES: Final = st.lists(TROUBLES, max_size=2).map(tuple)
DIGESTS: Final = st.builds(
    DigestFacts, since=MOMENT, began=SOME_TROUBLES, ended=SOME_TROUBLES, still_open=SOME_TROUBLES
)
EARLIER: Final = st.lists(st.builds(Earlier, event_id=IDS, at=MOMENT), max_size=2).map(tuple)


def notices(kind: NoticeType) -> st.SearchStrategy[Notice]:
    """Return notices of a kind with anything in them."""
    nothing = st.none()
    return st.builds(
        Notice,
        event_id=IDS,
        type=st.just(kind),
        at=MOMENT,
        site=SITES,
        incident=INCIDENTS if kind.startswith("incident") else nothing,
        trouble=TROUBLES if kind.startswith("trouble") else nothing,
        rehearsal=REHEARSALS if kind.startswith("rehearsal") else nothing,
        mode=st.sampled_from(Mode),
        actor=MAYBE,
        reason=MAYBE,
        counters=COUNTERS if kind is NoticeType.HEARTBEAT else nothing,
        digest=DIGESTS if kind is NoticeType.DIGEST else nothing,
        earlier=EARLIER,
        daily=st.booleans() if kind is NoticeType.TEST else st.just(False),
    )


NOTICES: Final = st.sampled_from(NoticeType).flatmap(notices)
