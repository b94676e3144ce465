"""Notices as CloudEvents 1.0 in structured JSON: one line of UTF-8, always the same members in the same order."""

from datetime import UTC, datetime
from functools import lru_cache
import json
from typing import Final
from urllib.parse import quote

from ..ledger import Json
from . import guidance
from .messages import (
    Counters,
    DigestFacts,
    IncidentFacts,
    Mode,
    Notice,
    NoticeType,
    PlaceFacts,
    PressFacts,
    RehearsalFacts,
    SiteFacts,
    TroubleFacts,
    WeighedFacts,
)
from .wording import sentence

as_text: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

MOST_IN_DIGEST: Final = 50
"""Troubles of a list that are told one by one: a receiver takes 64 KB."""

CONTENT_TYPE: Final = "application/cloudevents+json"
EVENT_TYPES: Final = {
    NoticeType.INCIDENT_RAISED: "org.duress.incident.raised.v1",
    NoticeType.INCIDENT_LOCATED: "org.duress.incident.located.v1",
    NoticeType.INCIDENT_REPEATED: "org.duress.incident.repeated.v1",
    NoticeType.INCIDENT_ACKNOWLEDGED: "org.duress.incident.acknowledged.v1",
    NoticeType.INCIDENT_RESPONDING: "org.duress.incident.responding.v1",
    NoticeType.INCIDENT_ON_SCENE: "org.duress.incident.on_scene.v1",
    NoticeType.INCIDENT_ESCALATED: "org.duress.incident.escalated.v1",
    NoticeType.INCIDENT_CANCELLED: "org.duress.incident.cancelled.v1",
    NoticeType.INCIDENT_CONFIRMED: "org.duress.incident.confirmed.v1",
    NoticeType.INCIDENT_UNCONFIRMED: "org.duress.incident.unconfirmed.v1",
    NoticeType.INCIDENT_INTERRUPTED: "org.duress.incident.interrupted.v1",
    NoticeType.INCIDENT_NOTED: "org.duress.incident.noted.v1",
    NoticeType.INCIDENT_CLEARED: "org.duress.incident.cleared.v1",
    NoticeType.INCIDENT_CLOSED: "org.duress.incident.closed.v1",
    NoticeType.TROUBLE_STARTED: "org.duress.trouble.started.v1",
    NoticeType.TROUBLE_ESCALATED: "org.duress.trouble.escalated.v1",
    NoticeType.TROUBLE_ENDED: "org.duress.trouble.ended.v1",
    NoticeType.REHEARSAL_STARTED: "org.duress.rehearsal.started.v1",
    NoticeType.REHEARSAL_ENDED: "org.duress.rehearsal.ended.v1",
    NoticeType.DIGEST: "org.duress.digest.v1",
    NoticeType.TEST: "org.duress.test.v1",
    NoticeType.HEARTBEAT: "org.duress.heartbeat.v1",
}


def encode(notice: Notice) -> bytes:
    """Return the body for a notice; the same notice always gives the same bytes."""
    return as_text(cloud_event(notice)).encode("utf-8", "replace")


def cloud_event(notice: Notice) -> dict[str, Json]:
    """Return the CloudEvents members of a notice."""
    event: dict[str, Json] = {
        "specversion": "1.0",
        "id": notice.event_id,
        "source": source_of(notice.site.id),
        "type": EVENT_TYPES[notice.type],
        "time": timestamp(notice.at),
    }
    if notice.incident is not None:
        event["subject"] = f"incident/{notice.incident.incident_id}"
    if notice.trouble is not None:
        event["subject"] = f"trouble/{notice.trouble.trouble_id}"
    if notice.rehearsal is not None:
        event["subject"] = f"rehearsal/{notice.rehearsal.rehearsal_id}"
    event["datacontenttype"] = "application/json"
    event["data"] = _data(notice)
    return event


@lru_cache(maxsize=16)
def source_of(site_id: str) -> str:
    """Return the name of a site as a source of events."""
    return f"urn:duress:site:{quote(site_id, safe='', errors='replace')}"


def mode_of(notice: Notice) -> Mode:
    """Return how serious a notice is: nothing from a demo site is ever live."""
    if notice.site.demo:
        return Mode.DEMO
    return Mode.TEST if notice.type is NoticeType.TEST else notice.mode


def timestamp(at: float) -> str:
    """Return UTC seconds as RFC 3339 with milliseconds."""
    milliseconds = round(at * 1000)
    whole = datetime.fromtimestamp(milliseconds // 1000, UTC)
    return f"{whole.isoformat()[:19]}.{milliseconds % 1000:03d}Z"


def _data(notice: Notice) -> dict[str, Json]:
    """Return what is told, by kind of notice."""
    data: dict[str, Json] = {
        "mode": mode_of(notice).value,
        "silent": notice.incident is None or notice.incident.silent,
        "text": sentence(notice),
        "site": _site(notice.site),
    }
    if notice.incident is not None:
        data["incident"] = _incident(notice.incident)
        data |= _guidance(notice)
    if notice.trouble is not None:
        data["trouble"] = _trouble(notice.trouble)
    if notice.rehearsal is not None:
        data["rehearsal"] = _rehearsal(notice.rehearsal)
    if notice.digest is not None:
        data["digest"] = _digest(notice.digest)
    if notice.counters is not None:
        data["counters"] = _counters(notice.counters)
    if notice.daily:
        data["daily"] = True
    if notice.trouble is None and notice.digest is None and notice.counters is None:
        data["actor"] = notice.actor
        data["reason"] = notice.reason
    return data


def _site(site: SiteFacts) -> Json:
    """Return the members of a site."""
    return {"id": site.id, "name": site.name, "address": site.address, "demo": site.demo}


def _guidance(notice: Notice) -> dict[str, Json]:
    """Return what a desk needs to act on an incident, as far as there is anything."""
    members: dict[str, Json] = {}
    if instructions := guidance.instructions(notice):
        members["instructions"] = instructions
    if notice.site.callback:
        members["callback"] = [{"name": one.name, "role": one.role, "phone": one.phone} for one in notice.site.callback]
    if links := guidance.links(notice):
        members["links"] = [{"title": one.title, "url": one.url} for one in links]
    return members


def _incident(incident: IncidentFacts) -> Json:
    """Return the members of an incident."""
    data: dict[str, Json] = {
        "id": incident.incident_id,
        "number": incident.number,
        "kind": incident.kind,
        "state": incident.state,
        "disposition": incident.disposition,
        "escalation": incident.escalation,
        "raised_at": timestamp(incident.raised_at),
        "place": _place(incident.place),
        "presses": [_press(press) for press in incident.presses],
        "press_count": incident.press_count,
        "doubtful": incident.doubtful,
        "doubts": list(incident.doubts),
    }
    if incident.confirmation is not None:
        data["confirmation"] = incident.confirmation
    if incident.avs is not None:
        data["avs"] = {"level": incident.avs.level, "why": incident.avs.why}
    return data


def _trouble(trouble: TroubleFacts) -> Json:
    """Return the members of a trouble."""
    return {
        "id": trouble.trouble_id,
        "kind": trouble.kind,
        "devices": list(trouble.devices),
        "room": trouble.place.room,
        "floor": trouble.place.floor,
        "building": trouble.place.building,
        "since": timestamp(trouble.since),
        "seconds": None if trouble.lasted is None else round(trouble.lasted),
        "grave": trouble.grave,
    }


def _digest(digest: DigestFacts) -> Json:
    """Return the members of a digest: how many of each, and the first of them."""
    lists = {"began": digest.began, "ended": digest.ended, "open": digest.still_open}
    return {
        "since": timestamp(digest.since),
        "counts": {name: len(troubles) for name, troubles in lists.items()},
        **{name: [_trouble(one) for one in troubles[:MOST_IN_DIGEST]] for name, troubles in lists.items()},
    }


def _rehearsal(rehearsal: RehearsalFacts) -> Json:
    """Return the members of a test or drill."""
    return {
        "id": rehearsal.rehearsal_id,
        "kind": rehearsal.kind,
        "devices": list(rehearsal.devices),
        "whole_site": rehearsal.whole_site,
        "until": timestamp(rehearsal.until),
        "ending": rehearsal.ending,
    }


def _place(place: PlaceFacts) -> Json:
    """Return the members of a place; an ordinary room has no kind, and how it was weighed only one that was."""
    members: dict[str, Json] = {
        "room": place.room,
        "floor": place.floor,
        "building": place.building,
        "method": place.method,
        "confidence": place.confidence,
    }
    if place.kind != "room":
        members |= {"kind": place.kind, "door": place.door}
    if place.nearest_door is not None:
        members["nearest_door"] = place.nearest_door
    return members if place.weighed is None else {**members, **_weighed(place.weighed)}


def _weighed(weighed: WeighedFacts) -> dict[str, Json]:
    """Return the members of how a place was weighed."""
    return {
        "near": weighed.near,
        "probability": weighed.probability,
        "floor_confidence": weighed.floor_confidence,
        "floor_probability": weighed.floor_probability,
        "other_floor": weighed.other_floor,
        "others": [{"room": one.room, "floor": one.floor, "probability": one.probability} for one in weighed.others],
        "hearers": weighed.hearers,
        "masked": list(weighed.masked),
    }


def _press(press: PressFacts) -> Json:
    """Return the members of a press; its holder only where they are told."""
    members: dict[str, Json] = {
        "id": press.press_id,
        "label": press.label,
        "model": press.model,
        "serial": press.serial,
        "inputs": list(press.inputs),
        "at": timestamp(press.at),
        "repeats": press.repeats,
        "place": _place(press.place),
    }
    return members if press.holder is None else {**members, "holder": press.holder}


def _counters(counters: Counters) -> Json:
    """Return the members of a heartbeat's counters."""
    oldest = counters.oldest_waiting
    return {
        "last_sequence": counters.last_sequence,
        "waiting": counters.waiting,
        "oldest_waiting_seconds": None if oldest is None else round(oldest, 1),
        "software": counters.software,
        "heartbeat_seconds": round(counters.heartbeat, 1),
        "alarm_after_seconds": round(counters.alarm_after),
    }
