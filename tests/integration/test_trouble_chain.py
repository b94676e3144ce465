"""Messages about a trouble refer to those before them, also after a restart."""

from custom_components.duress.core.events import TroubleEnded, TroubleEscalated, TroubleKind, TroubleStarted
from custom_components.duress.core.records import name_of, to_data
from custom_components.duress.ledger import Entry
from custom_components.duress.monitoring import Earlier
from custom_components.duress.trouble_chain import TroubleChain

ABOUT = {"trouble_id": "T1", "kind": TroubleKind.MISSING, "device_id": "D1", "label": "Pendant 1", "room": None}
STARTED = TroubleStarted(event_id="E1", at=1.0, **ABOUT, detail="")  # type: ignore[arg-type]
GRAVE = TroubleEscalated(event_id="E2", at=2.0, **ABOUT)  # type: ignore[arg-type]
ENDED = TroubleEnded(event_id="E3", at=3.0, **ABOUT, lasted=2.0)  # type: ignore[arg-type]
OTHER = TroubleStarted(event_id="E9", at=9.0, **{**ABOUT, "trouble_id": "T9"}, detail="")  # type: ignore[arg-type]


def told(*events: str) -> tuple[Earlier, ...]:
    """Return messages by the ids of their events."""
    return tuple(Earlier(event_id=event_id, at=float(event_id[1:])) for event_id in events)


def test_each_message_refers_to_those_before() -> None:
    """Given a trouble that grows grave and ends, then each message refers to those before it, and to no others."""
    chain = TroubleChain()
    assert chain.before(STARTED) == ()
    assert chain.before(OTHER) == ()
    assert chain.before(GRAVE) == told("E1")
    assert chain.before(GRAVE) == told("E1")
    assert chain.before(ENDED) == told("E1", "E2")
    assert chain.before(ENDED) == ()


def test_a_restart_breaks_no_chain() -> None:
    """Given a trouble that is open at a restart, when it ends after that, then its end refers to its beginning."""
    entries = []
    for event in (STARTED, OTHER, GRAVE):
        data = to_data(event)
        assert isinstance(data, dict)
        entries.append(
            Entry(
                event_id=event.event_id, kind=name_of(event), at=event.at, incident_id=None, data=data,
                trouble_id=event.trouble_id,
            )
        )  # fmt: skip
    chain = TroubleChain()
    chain.resume(entries)
    assert chain.before(ENDED) == told("E1", "E2")
