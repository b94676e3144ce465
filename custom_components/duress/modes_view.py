"""What runs of tests and drills, as states and answers show it: labels and moments, never a name of a holder."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from homeassistant.util.json import JsonObjectType

from .core.drill_record import DrillRecord
from .core.events import Rehearsal
from .core.sessions import Session

if TYPE_CHECKING:
    from .site import Site


def moment(utc: float) -> str:
    """Return seconds since 1970 as a time."""
    return datetime.fromtimestamp(utc, UTC).isoformat(timespec="seconds")


def mode_facts(site: Site) -> dict[str, str | int | None]:
    """Return what the mode of a site follows from."""
    school = site.school
    told = school.modes.told
    last = told[-1].started if told else None
    tests = [one for one in school.modes.running.values() if one.kind is Rehearsal.PENDANT_TEST]
    return {
        "rehearsal_id": last.rehearsal_id if last else None,
        "until": moment(last.until) if last else None,
        "reason": last.reason if last else None,
        "transmitters": len(last.device_ids) if last else 0,
        "pendant_tests": len(tests),
        "survey_walks": sum(one.kind is Rehearsal.SURVEY for one in school.modes.running.values()),
        "bypassed": len(school.bypasses.running),
    }


def session_answer(session: Session) -> JsonObjectType:
    """Return a running test or drill as the answer of an action."""
    started = session.started
    return {
        "rehearsal_id": started.rehearsal_id,
        "kind": str(started.kind),
        "until": moment(started.until),
        "transmitters": list(started.labels),
        "tested": [
            {
                "label": one.label,
                "room": one.place.room.name if one.place.room else None,
                "margin": one.margin,
                "paths": one.paths,
            }
            for one in session.tested.values()
        ],
    }


def record_answer(record: DrillRecord) -> JsonObjectType:
    """Return the record of a drill as the answer of an action; `signature` is a line to sign on paper."""
    started, ended = record.started, record.ended
    return {
        "rehearsal_id": started.rehearsal_id,
        "reason": started.reason,
        "led_by": started.actor.name,
        "started": moment(started.at),
        "ended": moment(ended.at) if ended else None,
        "ending": str(ended.ending) if ended else None,
        "seconds": round(ended.at - started.at) if ended else None,
        "participants": list(started.labels),
        "pressed": list(record.pressed),
        "not_pressed": list(record.not_pressed),
        "problems": list(record.problems),
        "declared_real": record.declared_real,
        "incidents": [
            {
                "number": one.number,
                "kind": one.kind,
                "raised": moment(one.raised_at),
                "presses": one.presses,
                "seconds_to": dict(one.seconds),
            }
            for one in record.incidents
        ],
        "signature": "",
    }
