"""Bringing the survey of the demo school along, so that a demo knows rooms from its first press on."""

import logging
from typing import TYPE_CHECKING, Final

from . import clock
from .const import CONF_SURVEYED, CONF_UID
from .core.events import Actor, ActorKind, SurveyReason
from .core.location import Source, SurveyPress
from .demo import DEMO_MARK, async_demo_rooms
from .echostream import format_uid
from .installed import receivers_of
from .ledger import LedgerError
from .receivers.demo import SCHOOL
from .receivers.demo.walk import WalkedPress, walked

if TYPE_CHECKING:
    from .site import Site

_LOGGER = logging.getLogger(__name__)

APART: Final = 15.0
"""Seconds between two presses of a walk."""

_WALKER: Final = Actor(kind=ActorKind.AUTOMATION, user_id=None, name=DEMO_MARK, source="demo")


async def async_bring_survey(site: Site) -> None:
    """Add the survey to a demo school that is to have one and never had any."""
    receiver = next((one for one in receivers_of(site.entry) if one.data.get(CONF_SURVEYED)), None)
    if receiver is None or site.survey.version > 0:
        return
    owners = {one.data[CONF_UID]: key for key, one in site.entry.subentries.items() if CONF_UID in one.data}
    owners[format_uid(SCHOOL.receiver)] = receiver.subentry_id
    areas, found = async_demo_rooms(site.hass), list(walked())
    begun = clock.now().utc - APART * len(found)
    presses = [
        _press(site, number, one, areas, owners, begun + APART * number)
        for number, one in enumerate(found)
        if one.room in areas
    ]
    try:
        await site.survey.async_add(presses, _WALKER, why=SurveyReason.IMPORT, reason=DEMO_MARK)
    except LedgerError as error:
        _LOGGER.warning("The survey of the demo school cannot be stored; the next start tries again: %s", error)


def _press(
    site: Site, number: int, walked_press: WalkedPress, areas: dict[str, str], owners: dict[str, str], at: float
) -> SurveyPress:
    """Return a press of the walk as one of the site; who is not installed any more did not hear it."""
    heard = {owners.get(format_uid(uid)): level for uid, level in walked_press.levels.items()}
    margins = {owners.get(format_uid(uid)): float(margin) for uid, margin in walked_press.margins.items()}
    return SurveyPress(
        press_id=f"{site.entry.entry_id}-demo-{number}",
        room_id=areas[walked_press.room],
        at=at,
        heard={key: level for key, level in heard.items() if key is not None},
        margins={key: margin for key, margin in margins.items() if key is not None},
        source=Source.CHECK if walked_press.is_check else Source.WALK,
        device_id=owners.get(format_uid(walked_press.pendant.uid)),
    )
