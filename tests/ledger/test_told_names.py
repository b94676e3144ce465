"""Names in stored messages go with the people: found among thousands, a few messages at a time."""

from pathlib import Path

from custom_components.duress.ledger import Ledger, Person, told_names

from .builders import entry, message


def hide(_content_type: str, body: bytes, name: str) -> bytes:
    """Take a name out of a body."""
    return body.replace(name.encode(), b"-")


async def test_a_forgotten_name_is_in_no_message_any_more(path: Path) -> None:
    """Given many messages of which some name somebody, when they are forgotten, then none does, and all else stays."""
    ledger = await Ledger.open(path)
    count = 2 * told_names.AT_ONCE + 7
    named = (1, told_names.AT_ONCE, count - 1)
    people = [Person(person_id="P1", name="Zoë O'Hill"), Person(person_id="P2", name="Ann Reed")]
    await ledger.people.put_people(people)
    bodies = [
        f"{number} Zoë O'Hill or Ann Reed" if number in named else f"{number} Ann Reed" for number in range(count)
    ]
    messages = [message(f"E{number}", body=body.encode()) for number, body in enumerate(bodies)]
    await ledger.commit([entry("E1")], messages)
    await ledger.people.remove_people(["P1"], hide)
    found = {one.event_id: one.body.decode() for one in await ledger.deliveries("I1")}
    assert [found[f"E{number}"] for number in range(count)] == [body.replace("Zoë O'Hill", "-") for body in bodies]
    assert [one.name for one in await ledger.people.people()] == ["Ann Reed"]
    await ledger.close()
