"""What triggers, event entities and the logbook say of an event: plain facts, never the name of a holder."""

from collections.abc import Mapping

from .core.events import (
    Acted,
    BatteriesChanged,
    ButtonReleased,
    BypassEvent,
    BypassStarted,
    DeclaredReal,
    DeliveryFailed,
    DeviceReplaced,
    DeviceRestarted,
    DoubtfulPressNoted,
    Event,
    HolderChanged,
    HoldPlaced,
    HoldReleased,
    Imported,
    ImportUndone,
    IncidentAcknowledged,
    IncidentAnswered,
    IncidentBackupTold,
    IncidentCancelled,
    IncidentCleared,
    IncidentClosed,
    IncidentConfirmed,
    IncidentEscalated,
    IncidentEvent,
    IncidentLocated,
    IncidentNoteAdded,
    IncidentOnScene,
    IncidentPrimaryConfirmed,
    IncidentRaised,
    IncidentRepeated,
    IncidentResponding,
    IncidentStepChecked,
    LedgerExported,
    LifeChanged,
    LiveDeclared,
    LostExpired,
    LostHeard,
    NotListening,
    PanelOutputEvent,
    PanelOutputFailed,
    PathTested,
    PeopleChanged,
    Place,
    PlaceReplaced,
    Press,
    PressNoted,
    PressTested,
    RecordingStarted,
    RecordingStopped,
    RehearsalEnded,
    RehearsalEvent,
    RehearsalStarted,
    RetentionChanged,
    SettingsChanged,
    SurveyChanged,
    SurveyPressTaken,
    SurveyRoomEntered,
    SurveyRoomLeft,
    TestEnded,
    TestPressed,
    TroubleEnded,
    TroubleEvent,
    WatchdogPulsesStopped,
)
from .core.incidents import Incident
from .notices import doubts_of, floor_probability_of, input_numbers, label_of, probability_of

type Fact = str | int | float | bool | list[str] | None


def facts_of(event: Event, incident: Incident | None) -> dict[str, Fact]:
    """Return the facts of an event; those of an incident as it stands after it."""
    facts: dict[str, Fact] = {"event_id": event.event_id, "at": event.at}
    match event:
        case IncidentLocated(press_id=press_id) | ButtonReleased(press_id=press_id) if incident is not None:
            facts |= _incident_facts(incident, press_id)
        case IncidentRaised(press=press) | IncidentRepeated(press=press) if incident is not None:
            # Another press may have come before this one was stored.
            facts |= _incident_facts(incident, press.press_id)
        case IncidentEvent() if incident is not None:
            facts |= _incident_facts(incident)
        case TroubleEvent():
            facts |= _trouble_facts(event)
        case NotListening():
            facts |= {"since": event.since, "lasted": round(event.lasted)}
        case DeviceRestarted() | LostExpired() | PathTested():
            facts |= {"label": event.label}
        case Imported():
            counts = {"added": event.added, "changed": event.changed, "left_out": event.left_out}
            facts |= {"what": event.what, "by": event.actor.name, **counts}
        case ImportUndone():
            facts |= {"what": event.what, "by": event.actor.name, "kept": event.kept}
        case LifeChanged() | HolderChanged() | DeviceReplaced() | PeopleChanged():
            facts |= _roster_facts(event)
        case PlaceReplaced():
            facts |= {"level": event.level, "place": event.name, "became": event.became, "labels": list(event.labels)}
            facts["by"] = event.actor.name
        case LostHeard():
            facts |= {"label": event.label, **_place_facts(event.place)}
        case DoubtfulPressNoted():
            facts |= _noted_facts(event.press, event.place)
        case PressNoted():
            facts |= {**_noted_facts(event.press, event.place), "mode": str(event.mode), "count": event.press.count}
        case RecordingStarted() | RecordingStopped():
            facts |= {"file": event.file, "by": event.actor.name}
        case Acted():
            facts |= {"act": event.act, "by": event.actor.name, "labels": list(event.labels), "reason": event.reason}
        case SettingsChanged():
            facts |= _settings_facts(event)
        case RehearsalEvent():
            facts |= _rehearsal_facts(event)
        case BypassEvent():
            facts |= {"label": event.label}
        case SurveyChanged():
            facts |= {"version": event.version, "why": str(event.why), "added": event.added, "removed": event.removed}
        case BatteriesChanged():
            facts |= {"labels": list(event.labels), "day": event.day}
        case WatchdogPulsesStopped():
            facts["why"] = event.reason
        case DeliveryFailed():
            facts |= {"label": event.label, "kind": event.kind, "incident_id": event.incident_id}
            facts |= {"attempts": event.attempts, "answer": event.detail, "given_up": event.given_up}
    return facts | _acted_facts(event, incident)


def _acted_facts(event: Event, incident: Incident | None) -> dict[str, Fact]:
    """Return who did something, and what they said or did with it."""
    facts: dict[str, Fact] = {}
    match event:
        case PanelOutputEvent(output=output, number=number):
            facts |= {"output": output, "number": number}
            if isinstance(event, PanelOutputFailed):
                facts["problem"] = event.problem
        case LedgerExported(actor=actor, entries=entries):
            facts |= {"by": actor.name, "entries": entries}
        case LiveDeclared(actor=actor, reason=reason):
            facts |= {"by": actor.name, "reason": reason, "open": list(event.open)}
            facts["said"] = "live" if event.live else "not_live"
        case RetentionChanged(actor=actor, reason=reason):
            facts |= {"by": actor.name if actor is not None else None, "reason": reason}
        case SurveyChanged(actor=actor, reason=reason):
            facts |= {"by": actor.name, "reason": reason}
        case HoldPlaced(actor=actor, reason=reason) | HoldReleased(actor=actor, reason=reason):
            facts |= {"incident_id": event.incident_id, "by": actor.name, "reason": reason}
        case RehearsalStarted() | RehearsalEnded() | DeclaredReal() | BypassStarted():
            facts |= {"by": event.actor.name if event.actor else None, "reason": event.reason}
        case BatteriesChanged(actor=actor):
            facts["by"] = actor.name
        case IncidentConfirmed() | IncidentNoteAdded():
            # What a note says is for those who may read the history.
            facts["by"] = event.actor.name
        case IncidentAnswered():
            # Who there, and what they wrote, is for those who may read the history.
            facts |= {"endpoint": event.endpoint, "answer": event.answer}
        case IncidentBackupTold():
            facts |= {"endpoint": event.endpoint, "primary": event.primary, "because": event.because}
        case IncidentPrimaryConfirmed():
            facts["endpoint"] = event.endpoint
        case IncidentStepChecked():
            facts |= {"by": event.actor.name, "step": event.step, "steps": event.steps}
        case IncidentRaised() if event.checklist:
            facts["checklist"] = list(event.checklist)
        case IncidentAcknowledged() | IncidentResponding() | IncidentOnScene() if incident is not None:
            facts |= {"by": event.actor.name, "after": round(max(0.0, event.at - incident.raised_at))}
        case IncidentEscalated():
            facts |= {"level": event.level, "after": round(event.waited)}
            facts["by"] = event.actor.name if event.actor is not None else None
        case IncidentCleared() | IncidentCancelled() | IncidentClosed():
            facts |= {"by": event.actor.name, "reason": event.reason}
    return facts


def device_ids_of(event: Event, incident: Incident | None) -> list[str]:
    """Return the installed devices an event concerns."""
    match event:
        case IncidentEvent() if incident is not None:
            return incident.devices_of(event)
        case TroubleEvent() | DeviceRestarted() | LostHeard() | LostExpired():
            return [event.device_id]
        case LifeChanged() | HolderChanged() | DeviceReplaced() | PressTested() | BypassEvent():
            return [event.device_id]
        case SurveyPressTaken():
            return [event.device_id]
        case TestPressed(press=press):
            return [] if press.device_id is None else [press.device_id]
        case DoubtfulPressNoted(press=press) | PressNoted(press=press):
            return [] if press.device_id is None else [press.device_id]
        case PathTested(endpoint_id=endpoint_id) | DeliveryFailed(endpoint_id=endpoint_id):
            return [endpoint_id]
        case BatteriesChanged(device_ids=device_ids) | Acted(device_ids=device_ids):
            return list(device_ids)
        case SettingsChanged(device_id=str(device_id)):
            return [device_id]
    return []


def _trouble_facts(event: TroubleEvent) -> Mapping[str, Fact]:
    """Return what happened to a trouble, and where."""
    facts: dict[str, Fact] = {
        "trouble_id": event.trouble_id,
        "kind": str(event.kind),
        "label": event.label,
        "room": event.room.name if event.room else None,
        "floor": event.room.floor if event.room else None,
        "building": event.room.building if event.room else None,
    }
    return facts | {"lasted": round(event.lasted)} if isinstance(event, TroubleEnded) else facts


def _rehearsal_facts(event: RehearsalEvent) -> Mapping[str, Fact]:
    """Return what happened to a test or drill."""
    facts: dict[str, Fact] = {"rehearsal_id": event.rehearsal_id, "rehearsal": str(event.kind)}
    match event:
        case RehearsalStarted():
            facts |= {"until": event.until, "labels": list(event.labels), "whole_site": event.whole_site}
        case TestPressed():
            facts |= {"label": label_of(event.press), **_place_facts(event.place)}
        case PressTested():
            facts |= {"label": event.label, "margin": event.margin, "paths": event.paths, **_place_facts(event.place)}
        case RehearsalEnded():
            facts |= {"ending": str(event.ending)}
        case SurveyRoomEntered(room=room) | SurveyRoomLeft(room=room):
            facts |= {"room": room.name, "floor": room.floor, "by": event.actor.name}
            if isinstance(event, SurveyRoomLeft):
                facts["left"] = "unheard" if event.unheard else "later"
        case SurveyPressTaken(room=room):
            facts |= {"label": event.label, "room": room.name, "floor": room.floor, "verdict": event.verdict}
            facts |= {"hearers": event.hearers, "margin": event.margin, "version": event.version}
    if isinstance(event, TestEnded):
        facts |= {"passed": len(event.passed), "labels": list(event.not_tested)}
    return facts


def _roster_facts(event: LifeChanged | HolderChanged | DeviceReplaced | PeopleChanged) -> Mapping[str, Fact]:
    """Return what happened to the roster; who did it is said, who holds what is not."""
    by = event.actor.name if event.actor is not None else None
    match event:
        case LifeChanged():
            return {"label": event.label, "life": event.life, "before": event.before, "by": by, "reason": event.reason}
        case HolderChanged():
            return {"label": event.label, "life": event.life, "by": by, "reason": event.reason}
        case DeviceReplaced():
            return {"label": event.label, "before": event.before, "after": event.after, "by": by}
        case PeopleChanged():
            return {"added": event.added, "changed": event.changed, "removed": event.removed, "by": by}


def _settings_facts(event: SettingsChanged) -> Mapping[str, Fact]:
    """Return whose settings were changed and which; what they were and are is for the ledger alone."""
    return {
        "subject": event.subject,
        "change": event.change,
        "label": event.label,
        "settings": [setting.name for setting in event.settings],
        "by": event.actor.name if event.actor is not None else "Home Assistant",
    }


def _noted_facts(press: Press, place: Place) -> Mapping[str, Fact]:
    """Return a press that raised no incident, in the words of one that did."""
    return {
        "kind": str(press.kind),
        "transmitter": label_of(press),
        "inputs": [str(number) for number in input_numbers(press.inputs)],
        **_place_facts(place),
        "doubts": [str(doubt) for doubt in press.doubts],
    }


def _place_facts(place: Place) -> Mapping[str, Fact]:
    """Return a place."""
    return {
        "room": place.room.name if place.room else None,
        "floor": place.floor,
        "method": place.method,
        "word": place.word,
        "probability": probability_of(place),
        "floor_word": place.floor_word,
        "floor_probability": floor_probability_of(place),
    }


def _incident_facts(incident: Incident, press_id: str | None = None) -> Mapping[str, Fact]:
    """Return an incident in short, with the press that is meant and its place: the latest, unless another is named."""
    press = next((one for one in incident.presses if one.press_id == press_id), incident.presses[-1])
    place = incident.places[press.press_id]
    return {
        "incident_id": incident.incident_id,
        "number": incident.number,
        "kind": incident.kind,
        "state": incident.state,
        "mode": incident.mode,
        "disposition": incident.disposition,
        "level": incident.level,
        "transmitter": label_of(press),
        "presses": len(incident.presses),
        "count": press.count,
        **_place_facts(place),
        "doubts": list(doubts_of(incident)),
    }
