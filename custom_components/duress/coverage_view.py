"""Coverage and accuracy of a site as plain data and in sentences, in the language of whoever asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from homeassistant.core import callback
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonObjectType, JsonValueType

from .core.location.accuracy import Accuracy, Measured, Score, Standing
from .core.location.coverage import Answer, Blind, Coverage, Fall, RoomCoverage
from .core.roster import Room
from .phrases import all_phrases, filled
from .site import Site

MOST_NAMED: Final = 10
"""Rooms that a sentence names."""

_DAY: Final = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the site, its rooms and its listeners are called, and the phrases of one language: all a report says."""

    language: str
    title: str
    version: int
    rooms: Mapping[str, Room]
    listeners: Mapping[str, str]
    phrases: Mapping[str, str]

    def say(self, key: str, **values: str | int) -> str:
        """Return a phrase."""
        return filled(key, self.phrases.get(key), values)

    def room(self, room_id: str | None) -> str:
        """Return what a room is called; without one, that none was named."""
        if room_id is None:
            return self.say("report_no_room")
        room = self.rooms.get(room_id)
        return room_id if room is None else room.name

    def floor_of(self, room_id: str) -> str | None:
        """Return what the floor of a room is called."""
        room = self.rooms.get(room_id)
        return None if room is None else room.floor

    def floor(self, floor_id: str) -> str:
        """Return what a floor is called."""
        found = (room.floor for room in self.rooms.values() if room.floor_id == floor_id)
        return next(found, None) or floor_id

    def listener(self, listener: str) -> str:
        """Return what a receiver or repeater is called; one that is gone, by its id."""
        return self.listeners.get(listener, listener)

    def few(self, names: Sequence[str]) -> str:
        """Return some names, and that there are more."""
        return ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")


@callback
def words_of(site: Site, language: str | None = None) -> Words:
    """Return how a site is told of in a language, that of the installation if there is none."""
    roster = site.school.roster
    return Words(
        language=language or site.hass.config.language,
        title=site.entry.title,
        version=site.survey.version,
        rooms={**roster.rooms(), **site.survey.rooms},
        listeners={
            **{key: one.label for key, one in roster.receivers.items()},
            **{key: one.label for key, one in roster.transmitters.items()},
        },
        phrases=all_phrases(site.hass, language),
    )


def accuracy_sentence(words: Words, found: Accuracy) -> str:
    """Return the figure that may be said of a site, or that there is none."""
    if found.check is None:
        return words.say("report_unproven")
    total = found.check.total
    sentence = words.say(
        "report_proven",
        percent=percent(total.share),
        right=total.room_right,
        presses=total.tried,
        checked=found.checked,
        rooms=found.rooms,
        low=percent(total.interval[0]),
        high=percent(total.interval[1]),
    )
    more = [sentence]
    if found.standing is Standing.THIN:
        more.append(words.say("report_thin"))
    if found.same_pendant:
        more.append(words.say("report_same_pendant"))
    return " ".join(more)


def coverage_sentence(words: Words, found: Coverage) -> str:
    """Return how many rooms are blind spots, and for which reasons."""
    count = len(found.blind_spots)
    if not count:
        return words.say("report_no_blind_spots", rooms=len(found.rooms))
    reasons = [f"{words.say(f'blind_{why}')}: {number}" for why in Blind if (number := len(found.of(why)))]
    return words.say("report_blind_spots", count=count, rooms=len(found.rooms), reasons="; ".join(reasons))


def outage_sentence(words: Words, listener: str, fallen: Sequence[Fall] | None) -> str:
    """Return what it would mean if a listener failed."""
    label = words.listener(listener)
    if fallen is None:
        return words.say("outage_unknown", listener=label)
    if not fallen:
        return words.say("outage_none", listener=label)
    fell = {answer: [words.room(one.room_id) for one in fallen if one.after is answer] for answer in Answer}
    parts = [
        f"{words.say(f'answer_{answer.name.lower()}')}: {words.few(names)}" for answer, names in fell.items() if names
    ]
    return words.say("outage_rooms", listener=label, count=len(fallen), rooms=". ".join(parts))


def accuracy_data(words: Words, found: Accuracy) -> JsonObjectType:
    """Return all measurements; the check walk is the one to show."""
    return {
        "sentence": accuracy_sentence(words, found),
        "standing": str(found.standing),
        "rooms_surveyed": found.rooms,
        "rooms_checked": found.checked,
        "same_pendant": found.same_pendant,
        "check_walk": _measured(words, found.check),
        "self_test": _measured(words, found.self_test),
        "confirmed": _measured(words, found.confirmed),
    }


def coverage_data(words: Words, found: Coverage) -> JsonObjectType:
    """Return how every room is covered, blind spots first."""
    return {
        "sentence": coverage_sentence(words, found),
        "days": found.days,
        "blind_spots": len(found.blind_spots),
        "single_path": [words.room(one.room_id) for one in found.of(Blind.SINGLE_PATH)],
        "rooms": [_room(words, one, found.at) for one in found.rooms],
    }


def outage_data(words: Words, listener: str, fallen: Sequence[Fall] | None) -> JsonObjectType:
    """Return which rooms would be found less well without a listener."""
    rooms: list[JsonValueType] = [
        {
            "room": words.room(one.room_id),
            "room_id": one.room_id,
            "before": one.before.name.lower(),
            "after": one.after.name.lower(),
        }
        for one in fallen or ()
    ]
    return {
        "listener": words.listener(listener),
        "listener_id": listener,
        "surveyed": fallen is not None,
        "sentence": outage_sentence(words, listener, fallen),
        "rooms": rooms,
    }


def percent(share: float) -> int:
    """Return a share in percent; what is not all is never called 100, what is not nothing never 0."""
    rounded = round(100 * share)
    if 0 < share < 1:
        return min(max(rounded, 1), 99)
    return rounded


def age_in_days(room: RoomCoverage, now: float) -> int | None:
    """Return how many days ago a room was proven."""
    return None if room.proven_at is None else max(0, int((now - room.proven_at) // _DAY))


def local_day(utc: float | None) -> str:
    """Return the local day of a moment."""
    return "–" if utc is None else dt_util.as_local(datetime.fromtimestamp(utc, UTC)).date().isoformat()


def _room(words: Words, room: RoomCoverage, now: float) -> JsonObjectType:
    """Return how one room is covered."""
    return {
        "room": words.room(room.room_id),
        "room_id": room.room_id,
        "floor": words.floor_of(room.room_id),
        "blind": [str(one) for one in room.blind],
        "proven_at": room.proven_at,
        "age_days": age_in_days(room, now),
        "failed_at": room.failed_at,
        "presses": room.presses,
        "paths": room.typical,
        "margin": room.margin,
        "listeners": [
            {"listener": words.listener(one.listener), "presses": one.presses, "margin": one.margin}
            for one in room.paths
        ],
    }


def _measured(words: Words, found: Measured | None) -> JsonObjectType | None:
    """Return one measurement, shares from 0 to 1."""
    if found is None:
        return None
    low, high = found.total.interval
    return {
        **_score(found.total),
        "interval": [round(low, 4), round(high, 4)],
        "calibration_error": _rounded(found.error),
        "floor_calibration_error": _rounded(found.floor_error),
        "median_heard": found.heard,
        "rooms": [
            {"room": words.room(one.key), "floor": words.floor_of(one.key), **_score(one), "poor": one.is_poor}
            for one in found.rooms
        ],
        "floors": [{"floor": words.floor(one.key), **_score(one)} for one in found.floors],
        "confusions": [
            {"room": words.room(one.room_id), "said": words.room(one.said), "count": one.count}
            for one in found.confusions
        ],
        "calibration": [
            {
                "from": one.low,
                "to": one.high,
                "answers": one.count,
                "promised": round(one.predicted, 4),
                "right": round(one.right, 4),
            }
            for one in found.bins
        ],
    }


def _score(score: Score) -> JsonObjectType:
    """Return what was right, in presses and shares."""
    return {
        "presses": score.tried,
        "right": score.room_right,
        "room_share": round(score.share, 4),
        "three_share": round(score.three_right / score.tried, 4),
        "floor_share": round(score.floor_right / score.floor_tried, 4) if score.floor_tried else None,
    }


def _rounded(value: float | None) -> float | None:
    """Return a figure as it is told."""
    return None if value is None else round(value, 4)
