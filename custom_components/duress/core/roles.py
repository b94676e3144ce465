"""Who may do what, as one table: roles, rights, and which right each action, command and dialog needs.

An action that is not in ACTIONS cannot be registered, and the checks complain about it. docs/roles.md is made of it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is at a site."""

    VIEWER = "viewer"
    RESPONDER = "responder"
    OFFICE = "office"
    TECHNICIAN = "technician"
    ADMINISTRATOR = "administrator"
    AUTOMATION = "automation"


PERSONAL: Final = tuple(role for role in Role if role is not Role.AUTOMATION)
"""Roles a person can have."""


class Right(StrEnum):
    """What a role may be allowed."""

    SEE = "see"
    READ_HISTORY = "read_history"
    READ_NAMES = "read_names"
    RAISE_INCIDENTS = "raise_incidents"
    HANDLE_INCIDENTS = "handle_incidents"
    END_INCIDENTS = "end_incidents"
    CANCEL_INCIDENTS = "cancel_incidents"
    CONFIRM_INCIDENTS = "confirm_incidents"
    FORWARD_INCIDENTS = "forward_incidents"
    RUN_TESTS = "run_tests"
    TEST_MODE = "test_mode"
    BYPASS = "bypass"
    PROVE_PATHS = "prove_paths"
    CHANGE_LIVES = "change_lives"
    CHANGE_PEOPLE = "change_people"
    FORGET_PEOPLE = "forget_people"
    MAINTAIN = "maintain"
    SURVEY = "survey"
    ADD_EVIDENCE = "add_evidence"
    RECORD = "record"
    INSTALL = "install"
    VERIFY_PACK = "verify_pack"
    CHANGE_SETTINGS = "change_settings"
    CHANGE_ROLES = "change_roles"
    CHANGE_RETENTION = "change_retention"
    EXPORT = "export"
    SIMULATE = "simulate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Who has a right; `guarded`: only with a reason; `not_own`: not about a press of one's own pendant."""

    what: str
    roles: frozenset[Role]
    guarded: bool = False
    not_own: bool = False


_ALL: Final = frozenset(Role)
_INFORMED: Final = _ALL - {Role.VIEWER}
_KNOWN: Final = frozenset({Role.RESPONDER, Role.OFFICE, Role.ADMINISTRATOR})
_DESK: Final = frozenset({Role.OFFICE, Role.ADMINISTRATOR})
_UPKEEP: Final = frozenset({Role.OFFICE, Role.TECHNICIAN, Role.ADMINISTRATOR, Role.AUTOMATION})
_SURVEYORS: Final = frozenset({Role.OFFICE, Role.TECHNICIAN, Role.ADMINISTRATOR})
_WORKSHOP: Final = frozenset({Role.TECHNICIAN, Role.ADMINISTRATOR})
_ALONE: Final = frozenset({Role.ADMINISTRATOR})

GRANTS: Final[dict[Right, Grant]] = {
    Right.SEE: Grant(what="see incidents, readiness, troubles and batteries", roles=_ALL),
    Right.READ_HISTORY: Grant(what="read what happened, and who did what", roles=_INFORMED),
    Right.READ_NAMES: Grant(what="see who carries what, and contacts for responders", roles=_KNOWN),
    # To call for help, or to say that it is real, nobody needs to be anybody.
    Right.RAISE_INCIDENTS: Grant(what="call for help, escalate, say that it is real", roles=_ALL),
    Right.HANDLE_INCIDENTS: Grant(what="acknowledge incidents, respond, keep notes", roles=_KNOWN | {Role.AUTOMATION}),
    Right.END_INCIDENTS: Grant(what="clear and close incidents", roles=_KNOWN | {Role.AUTOMATION}),
    Right.CANCEL_INCIDENTS: Grant(what="say that an alarm is false", roles=_KNOWN, guarded=True, not_own=True),
    Right.CONFIRM_INCIDENTS: Grant(what="confirm incidents before they are forwarded", roles=_DESK),
    Right.FORWARD_INCIDENTS: Grant(what="tell endpoints of incidents", roles=_KNOWN | {Role.AUTOMATION}),
    Right.RUN_TESTS: Grant(what="test single pendants, end tests and drills", roles=_UPKEEP),
    Right.TEST_MODE: Grant(what="put transmitters on test, begin drills", roles=_UPKEEP, guarded=True),
    Right.BYPASS: Grant(what="mute the troubles of a device", roles=_WORKSHOP, guarded=True),
    Right.PROVE_PATHS: Grant(what="send tests to endpoints", roles=_UPKEEP),
    Right.CHANGE_LIVES: Grant(what="hand out pendants, take them back", roles=_UPKEEP),
    Right.CHANGE_PEOPLE: Grant(what="change who is on the roster, and contacts for responders", roles=_DESK),
    Right.FORGET_PEOPLE: Grant(what="remove people for good", roles=_DESK, guarded=True),
    Right.MAINTAIN: Grant(what="note new batteries, let muted troubles count again", roles=_UPKEEP),
    Right.SURVEY: Grant(what="walk the survey, change and export it", roles=_SURVEYORS),
    Right.ADD_EVIDENCE: Grant(what="say in which room a press was", roles=_SURVEYORS | {Role.RESPONDER}),
    Right.RECORD: Grant(what="record receiver traffic", roles=_WORKSHOP | {Role.AUTOMATION}),
    Right.INSTALL: Grant(
        what="add, change and remove devices and places, say that the school is live", roles=_WORKSHOP
    ),
    # Only who sees all of a page can say so.
    Right.VERIFY_PACK: Grant(what="say that a page of the responder pack is right", roles=_KNOWN),
    Right.CHANGE_SETTINGS: Grant(what="change the settings of the site", roles=_ALONE),
    Right.CHANGE_ROLES: Grant(what="say who has which role", roles=_ALONE),
    Right.CHANGE_RETENTION: Grant(what="change how long records are kept", roles=_ALONE, guarded=True),
    Right.EXPORT: Grant(what="export the ledger", roles=_ALONE),
    Right.SIMULATE: Grant(what="make something happen in a demo school", roles=_ALL),
}


class Trace(StrEnum):
    """What an action leaves in the ledger."""

    NOTHING = "nothing"
    """It only answers a question."""

    EVENT = "event"
    """An event of its own that says who acted."""

    ACT = "act"
    """An entry that is written for it because nothing else would say who acted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What an action needs and leaves; `not_own` as with a right."""

    right: Right
    trace: Trace = Trace.EVENT
    not_own: bool = False


ACTIONS: Final[dict[str, Act]] = {
    "acknowledge": Act(right=Right.HANDLE_INCIDENTS),
    # To say that the danger is over calls helpers off, as to cancel does.
    "clear": Act(right=Right.END_INCIDENTS, not_own=True),
    "close": Act(right=Right.END_INCIDENTS),
    "respond": Act(right=Right.HANDLE_INCIDENTS),
    "arrive": Act(right=Right.HANDLE_INCIDENTS),
    "add_note": Act(right=Right.HANDLE_INCIDENTS),
    "check_step": Act(right=Right.HANDLE_INCIDENTS),
    "escalate": Act(right=Right.RAISE_INCIDENTS),
    "cancel": Act(right=Right.CANCEL_INCIDENTS),
    "confirm": Act(right=Right.CONFIRM_INCIDENTS),
    "forward": Act(right=Right.FORWARD_INCIDENTS, trace=Trace.ACT),
    "send_test": Act(right=Right.PROVE_PATHS, trace=Trace.ACT),
    "show_deliveries": Act(right=Right.READ_HISTORY, trace=Trace.NOTHING),
    "replay_deliveries": Act(right=Right.FORWARD_INCIDENTS, trace=Trace.ACT),
    "simulate": Act(right=Right.SIMULATE, trace=Trace.NOTHING),
    "start_test": Act(right=Right.RUN_TESTS),
    "start_drill": Act(right=Right.TEST_MODE),
    "end_test": Act(right=Right.RUN_TESTS),
    "this_is_real": Act(right=Right.RAISE_INCIDENTS),
    "get_drill_record": Act(right=Right.READ_HISTORY, trace=Trace.NOTHING),
    "start_survey": Act(right=Right.SURVEY),
    "survey_room": Act(right=Right.SURVEY),
    "skip_survey_room": Act(right=Right.SURVEY),
    "pause_survey": Act(right=Right.SURVEY),
    "resume_survey": Act(right=Right.SURVEY),
    "end_survey": Act(right=Right.SURVEY),
    "get_survey": Act(right=Right.SEE, trace=Trace.NOTHING),
    "add_evidence": Act(right=Right.ADD_EVIDENCE),
    "remove_from_survey": Act(right=Right.SURVEY),
    "export_survey": Act(right=Right.SURVEY, trace=Trace.ACT),
    "import_survey": Act(right=Right.INSTALL),
    "bypass": Act(right=Right.BYPASS),
    "end_bypass": Act(right=Right.MAINTAIN),
    "record": Act(right=Right.RECORD),
    "stop_recording": Act(right=Right.RECORD),
    "verify_ledger": Act(right=Right.READ_HISTORY, trace=Trace.NOTHING),
    "export_ledger": Act(right=Right.EXPORT),
    "hold_incident": Act(right=Right.CHANGE_RETENTION),
    "release_incident": Act(right=Right.CHANGE_RETENTION),
    "get_readiness": Act(right=Right.SEE, trace=Trace.NOTHING),
    "get_coverage": Act(right=Right.SEE, trace=Trace.NOTHING),
    "get_accuracy": Act(right=Right.SEE, trace=Trace.NOTHING),
    "export_report": Act(right=Right.RUN_TESTS, trace=Trace.ACT),
    "get_batteries": Act(right=Right.SEE, trace=Trace.NOTHING),
    "battery_changed": Act(right=Right.MAINTAIN),
    "assign": Act(right=Right.CHANGE_LIVES),
    "return_device": Act(right=Right.CHANGE_LIVES),
    "set_life": Act(right=Right.CHANGE_LIVES),
    "year_end": Act(right=Right.CHANGE_PEOPLE),
    "add_person": Act(right=Right.CHANGE_PEOPLE),
    "change_person": Act(right=Right.CHANGE_PEOPLE),
    "forget_person": Act(right=Right.FORGET_PEOPLE),
    "get_roster": Act(right=Right.READ_NAMES, trace=Trace.NOTHING),
    "who_had": Act(right=Right.READ_NAMES, trace=Trace.NOTHING),
    "import_roster": Act(right=Right.CHANGE_PEOPLE),
    "import_places": Act(right=Right.INSTALL),
    "undo_import": Act(right=Right.CHANGE_PEOPLE),
    "go_live": Act(right=Right.INSTALL),
}

COMMANDS: Final[dict[str, Right]] = {
    "duress/sites": Right.SEE,
    "duress/incidents": Right.SEE,
    "duress/incident": Right.SEE,
    "duress/closed_incidents": Right.READ_HISTORY,
    "duress/readiness": Right.SEE,
    "duress/troubles": Right.SEE,
    "duress/upkeep": Right.SEE,
    "duress/endpoints": Right.SEE,
    "duress/signals": Right.SEE,
    "duress/roster": Right.SEE,
    "duress/pendant": Right.SEE,
    "duress/coverage": Right.SEE,
    "duress/accuracy": Right.SEE,
    "duress/survey": Right.SEE,
    "duress/duties": Right.SEE,
    "duress/progress": Right.SEE,
    "duress/map": Right.SEE,
    "duress/map/place": Right.INSTALL,
    "duress/map/unplace": Right.INSTALL,
    "duress/map/remove_plan": Right.INSTALL,
    "duress/map/undo": Right.INSTALL,
    "duress/map/fact": Right.INSTALL,
    "duress/map/remove_fact": Right.INSTALL,
    "duress/pack": Right.SEE,
    "duress/pack/contacts": Right.CHANGE_PEOPLE,
    "duress/pack/verify": Right.VERIFY_PACK,
    "duress/history": Right.READ_HISTORY,
    "duress/deliveries": Right.READ_HISTORY,
}
"""What each websocket command needs; names in the roster and of those who acted, in messages, need READ_NAMES too."""

DIALOGS: Final[dict[str, Right]] = {
    "presses": Right.CHANGE_SETTINGS,
    "models": Right.CHANGE_SETTINGS,
    "patterns": Right.CHANGE_SETTINGS,
    "strangers": Right.INSTALL,
    "places": Right.INSTALL,
    "import_roster": Right.CHANGE_PEOPLE,
    "import_places": Right.INSTALL,
    "import_undo": Right.CHANGE_PEOPLE,
    "floor_plans": Right.INSTALL,
    "response": Right.CHANGE_SETTINGS,
    "confirm": Right.CHANGE_SETTINGS,
    "duties": Right.CHANGE_SETTINGS,
    "checklists": Right.CHANGE_SETTINGS,
    "telling": Right.CHANGE_SETTINGS,
    "retention": Right.CHANGE_RETENTION,
    "roles": Right.CHANGE_ROLES,
    "site": Right.CHANGE_SETTINGS,
    "receiver": Right.INSTALL,
    "transmitter": Right.INSTALL,
    "endpoint": Right.INSTALL,
    "panel": Right.INSTALL,
    "watchdog": Right.INSTALL,
    "repairs": Right.INSTALL,
    "remove_device": Right.INSTALL,
    "send_test": Right.PROVE_PATHS,
}
"""What each dialog and button needs: the settings of a site by their first step, flows by what they are about."""


def may(role: Role, right: Right) -> bool:
    """Whether a role has a right."""
    return role in GRANTS[right].roles
