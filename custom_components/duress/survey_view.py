"""What people are told of the survey: how far the rooms are, what the last press showed, what to do next."""

from collections.abc import Iterable, Sequence

from homeassistant.util.json import JsonObjectType, JsonValueType

from .core.location import Source, SurveyPress
from .core.location.twins import Offer, Twins
from .core.location.walk import (
    FEW_HEARERS,
    NEEDED,
    RECOMMENDED,
    TARGET_HEARERS,
    WEAK_MARGIN,
    Answer,
    Progress,
    Verdict,
    Walk,
    WalkKind,
    WalkState,
    answer_of,
    finished_floors,
    next_room,
    verdict_of,
)
from .core.roles import Role
from .core.roster import Room
from .installed import device_of
from .modes_view import moment
from .phrases import async_load_phrases, say
from .site import Site
from .walks import UNHEARD_AFTER

type Rooms = list[tuple[Room, list[SurveyPress]]]


async def survey_view(site: Site, _role: Role, language: str | None = None) -> JsonObjectType:
    """Return the survey as consoles follow it."""
    await async_load_phrases(site.hass, language)
    return survey_of(site, language)


def survey_of(site: Site, language: str | None = None) -> JsonObjectType:
    """Return the survey: its rooms, the walks that are not ended, rooms that sound alike, and what to do next."""
    survey = site.survey
    walks = [walk for walk in survey.walks.all.values() if walk.state is not WalkState.ENDED]
    model, rooms = survey.model, _rooms(site)
    return {
        "site": site.entry.title,
        "version": survey.version,
        "presses": sum(one.source is not Source.CHECK for one in survey.presses),
        "checks": sum(one.source is Source.CHECK for one in survey.presses),
        "needed": NEEDED,
        "recommended": RECOMMENDED,
        "target_hearers": TARGET_HEARERS,
        "few_hearers": FEW_HEARERS,
        "weak_margin": WEAK_MARGIN,
        "unheard_after": UNHEARD_AFTER,
        "rooms": [_room_row(site, room, own) for room, own in rooms],
        "model_rooms": len(model.rooms) if model is not None else 0,
        "model_is_busy": survey.keeper.is_busy,
        "moved": [_label(site, key) for key in survey.left_out],
        "twins": [_twins_row(site, one, language) for one in survey.twins],
        "walks": [walk_of(site, walk, language) for walk in walks],
        "suggestions": [*_suggestions(site, rooms, language)],
    }


def walk_of(site: Site, walk: Walk, language: str | None = None) -> JsonObjectType:
    """Return how a walk stands: where the walker is, what the last presses showed, where to go next."""
    rooms = site.survey.walks.progress(walk)
    session = site.survey.walks.session(walk)
    current = site.survey.room(walk.room_id) if walk.room_id is not None else None
    upcoming = next_room(rooms, current)
    problem = site.survey.walks.problems.get(walk.walk_id)
    hearing: list[JsonValueType] = [
        _answer_row(site, answer_of(press, None, _presses_in(rooms, press.room_id)), language, label)
        for press, label in reversed(site.survey.walks.hearing(walk))
    ]
    return {
        "walk_id": walk.walk_id,
        "kind": str(walk.kind),
        "state": str(walk.state),
        # What the test mode is called, for who says that a press was real.
        "rehearsal_id": session.rehearsal_id if session is not None else None,
        "began": moment(walk.began),
        "pendants": [_label(site, key) for key in walk.device_ids],
        "device_ids": [device.id for key in walk.device_ids if (device := device_of(site.hass, site.entry, key))],
        # Until when presses are for the walk if nobody presses any more.
        "until": moment(site.survey.walks.until(session)) if session is not None else None,
        # Whether presses call for help all the same, because somebody is in danger.
        "real": site.survey.walks.are_real(walk),
        "independent": walk.kind is WalkKind.SURVEY or site.survey.walks.is_independent(walk),
        "room": _place(current),
        "next": _place(upcoming),
        "done": sum(one.is_done for one in rooms),
        "unheard": sum(one.is_unheard for one in rooms),
        "of": len(rooms),
        "floors_done": [*_floor_names(rooms)],
        "rooms": [_progress_row(one) for one in rooms],
        "problem": str(problem) if problem is not None else None,
        "problem_text": say(site.hass, f"survey_problem_{problem}", language) if problem is not None else None,
        # What is heard at this moment of presses that are not answered yet.
        "hearing": hearing,
        "last": _answer_row(site, walk.answers[-1], language) if walk.answers else None,
        "answers": [_answer_row(site, one, language) for one in reversed(walk.answers)],
    }


def _rooms(site: Site) -> Rooms:
    """Return every room that is surveyed or to be surveyed, with its presses."""
    survey = site.survey
    own: dict[str, list[SurveyPress]] = {}
    for press in survey.presses:
        own.setdefault(press.room_id, []).append(press)
    rooms = {**survey.to_walk(), **{room_id: survey.room(room_id) for room_id in own}}
    order = sorted(rooms.values(), key=lambda room: (room.building or "", room.floor or "", room.name, room.room_id))
    return [(room, own.get(room.room_id, [])) for room in order]


def _presses_in(rooms: Iterable[Progress], room_id: str) -> int:
    """Return how many presses a room of a walk has."""
    return next((one.presses for one in rooms if one.room.room_id == room_id), 0)


def _room_row(site: Site, room: Room, own: Sequence[SurveyPress]) -> JsonObjectType:
    """Return how far a room is surveyed, by any walk or evidence."""
    surveyed = [one for one in own if one.source is not Source.CHECK]
    return {
        **_named(room),
        "presses": len(surveyed),
        "checks": len(own) - len(surveyed),
        "verdict": _verdict(surveyed),
        "last": moment(max(one.at for one in own)) if own else None,
        "is_gone": site.survey.is_gone(room.room_id),
        "press_ids": [one.press_id for one in own],
    }


def _verdict(presses: Iterable[SurveyPress]) -> str | None:
    """Return what most presses of a room are worth, in doubt the worse; None without any."""
    verdicts = [verdict_of(one.heard, one.margins) for one in presses]
    order = [one for one in reversed(list(Verdict)) for _ in range(verdicts.count(one))]
    return str(order[(len(order) - 1) // 2]) if order else None


def _progress_row(one: Progress) -> JsonObjectType:
    """Return how far a room of a walk is."""
    return {
        **_named(one.room),
        "presses": one.presses,
        "needed": one.needed,
        "done": one.is_done,
        "redo": one.is_redone,
        "put_off": one.is_put_off,
        "unheard": one.is_unheard,
        "verdict": str(one.verdict) if one.verdict is not None else None,
    }


def _answer_row(site: Site, answer: Answer, language: str | None, pendant: str | None = None) -> JsonObjectType:
    """Return what one press showed, in numbers and in a sentence; if it is in the survey, with its pendant."""
    taken = next((one for one in reversed(site.survey.presses) if one.press_id == answer.press_id), None)
    if taken is not None and taken.device_id is not None:
        pendant = _label(site, taken.device_id)
    room = site.survey.room(answer.room_id)
    best = round(max(answer.margins.values(), default=0))
    heard: list[JsonValueType] = [
        {
            "listener": _label(site, key),
            "level": round(level, 1),
            "margin": round(margin) if (margin := answer.margins.get(key)) is not None else None,
        }
        for key, level in sorted(answer.heard.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    rather = [site.survey.room(key).name for key in answer.rather]
    text = say(
        site.hass, f"survey_answer_{answer.verdict}", language, room=room.name, hearers=len(answer.heard),
        target=TARGET_HEARERS, margin=best,
    )  # fmt: skip
    if answer.rank is not None:
        key = "survey_rank_first" if answer.rank == 1 else "survey_rank_other"
        ranked = say(site.hass, key, language, rank=answer.rank, of=answer.of, rather=", ".join(rather))
        text = f"{text} {ranked}"
    return {
        "press_id": answer.press_id,
        "at": moment(answer.at),
        "pendant": pendant,
        **_named(room),
        "verdict": str(answer.verdict),
        "hearers": len(answer.heard),
        "hearers_word": str(answer.hearers),
        "margin": best,
        "heard": heard,
        "rank": answer.rank,
        "of": answer.of,
        "rather": [*rather],
        "presses": answer.presses,
        "text": text,
    }


def _twins_row(site: Site, twins: Twins, language: str | None) -> JsonObjectType:
    """Return two rooms that sound alike with what can be done about it."""
    one, other = (site.survey.room(room_id) for room_id in twins.room_ids)
    poorer = site.survey.room(twins.poorer).name
    said = {"one": one.name, "other": other.name, "room": poorer}
    offers: list[JsonValueType] = [
        {"offer": str(offer), "text": say(site.hass, f"survey_offer_{offer}", language, **said)} for offer in Offer
    ]
    return {
        "rooms": [_named(one), _named(other)],
        "share": round(twins.share, 2),
        "presses": twins.presses,
        "text": say(site.hass, "survey_twins", language, percent=round(twins.share * 100), **said),
        "offers": offers,
    }


def _suggestions(site: Site, rows: Rooms, language: str | None) -> list[str]:
    """Return what to do next, the most useful first."""
    survey = site.survey
    counts = {room.name: sum(one.source is not Source.CHECK for one in own) for room, own in rows}
    weak = [room.name for room, own in rows if _verdict(one for one in own) in (Verdict.WEAK, Verdict.NONE)]
    found: list[tuple[str, list[str]]] = [
        ("survey_hint_moved", [_label(site, key) for key in survey.left_out]),
        ("survey_hint_unsurveyed", [name for name, count in counts.items() if count == 0]),
        ("survey_hint_more", [name for name, count in counts.items() if 0 < count < NEEDED]),
        ("survey_hint_weak", weak),
        ("survey_hint_gone", [room.name for room, _ in rows if survey.is_gone(room.room_id)]),
    ]
    hints = [
        say(site.hass, key, language, count=len(names), names=", ".join(names[:5]) + (", …" if len(names) > 5 else ""))
        for key, names in found
        if names
    ]
    checked = any(one.source is Source.CHECK for one in survey.presses)
    if survey.presses and not checked:
        hints.append(say(site.hass, "survey_hint_check", language))
    return hints


def _floor_names(rooms: list[Progress]) -> list[str]:
    """Return the names of the floors that are done."""
    done = finished_floors(rooms)
    return sorted({one.room.floor or "" for one in rooms if (one.room.floor_id or "") in done})


def _named(room: Room) -> JsonObjectType:
    """Return what a room is called."""
    return {"room_id": room.room_id, "room": room.name, "floor": room.floor, "building": room.building}


def _place(room: Room | None) -> JsonObjectType | None:
    """Return what a room is called, if there is one."""
    return None if room is None else _named(room)


def _label(site: Site, device_id: str) -> str:
    """Return what a device is called; its id once it is gone."""
    roster = site.school.roster
    device = roster.receivers.get(device_id) or roster.transmitters.get(device_id)
    return device.label if device is not None else device_id
