"""The commands are byte for byte what receivers understand."""

import pytest

from custom_components.duress.echostream import Ack, commands, encode, parse_uid
from tests.echostream.vectors import COMMANDS

BUILT = {
    "c-inbound-format": commands.REPORT_INBOUND_FORMAT,
    "c-nid": commands.REPORT_NID,
    "c-mids": commands.REPORT_MIDS,
    "c-checkin": commands.REPORT_CHECK_IN,
    "c-outbound": commands.REPORT_OUTBOUND_STATUS,
    "c-link": commands.REPORT_LINK_SUPERVISION,
    "c-serial": commands.REPORT_SERIAL,
    "c-set-nid": commands.set_nid(10, directed=True),
    "c-b-config": commands.REPORT_BROADCAST_CONFIG,
    "c-b-set-nid": commands.set_nid(10, directed=False),
    "c-ack": commands.ACKNOWLEDGE,
    "c-dev-nid": commands.give_nid(parse_uid("0121AB10")),
}


def test_every_documented_command_is_built() -> None:
    """Given the documented commands, when they are built, then all are there and each has the stated bytes."""
    assert BUILT == COMMANDS


@pytest.mark.parametrize("nid", [0, 32, 255, -1])
@pytest.mark.parametrize("directed", [True, False])
def test_a_network_identifier_outside_its_range_is_refused(nid: int, directed: bool) -> None:
    """Given a network identifier no receiver has, when the command is built, then it is refused."""
    with pytest.raises(ValueError, match="between 1 and 31"):
        commands.set_nid(nid, directed=directed)


def test_an_acknowledgement_is_the_same_in_both_directions() -> None:
    """Given the acknowledgement we send, when it is compared with the one we read, then they are equal."""
    assert encode(Ack()) == commands.ACKNOWLEDGE
