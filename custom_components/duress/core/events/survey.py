"""The survey: walks, the presses that come and go with them, and what people say about earlier presses."""

from dataclasses import dataclass
from enum import StrEnum

from ..roster import Room
from .base import Actor, Event


class SurveyReason(StrEnum):
    """Why the survey is another than before."""

    WALK = "walk"
    EVIDENCE = "evidence"
    IMPORT = "import"
    MOVE = "move"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyChanged(Event):
    """The survey has a new version: `added` presses came and `removed` left; a press that moves does both.

    `rooms` are those that it was about, as they are called, twenty at most.
    """

    version: int
    why: SurveyReason
    added: int
    removed: int
    actor: Actor
    rooms: tuple[Room, ...] = ()
    reason: str = ""
