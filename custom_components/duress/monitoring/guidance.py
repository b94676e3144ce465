"""What a desk needs to act on an incident: what to do and not to do, whom to call back, what shows more."""

from typing import Final

from .messages import CallbackFacts, LinkFacts, Notice, NoticeType

SILENT: Final = "Silent: do not call the premises."
"""In these words wherever it is told, so that desks can look for them."""

CALL_BACK: Final = " Call back: "
"""After this come names and telephone numbers, to the end of the instructions."""

INCIDENT_PAGE: Final = "Incident in Home Assistant"

_QUIET: Final = f"{SILENT} Do not have anything announced there."
_OVER: Final = ("resolved", "closed")


def is_over(notice: Notice) -> bool:
    """Whether nothing is to be done any more about what is told."""
    if notice.incident is not None:
        return notice.incident.state in _OVER or notice.type is NoticeType.INCIDENT_CANCELLED
    if notice.rehearsal is not None:
        return notice.rehearsal.ending is not None and notice.rehearsal.ending != "real"
    return notice.type is NoticeType.TROUBLE_ENDED


def instructions(notice: Notice) -> str:
    """Return what a desk is to do and not to do in an incident; empty when there is nothing to say."""
    if notice.incident is None or is_over(notice):
        return ""
    quiet = _QUIET if notice.incident.silent else ""
    people = contacts(notice)
    return (quiet + (f"{CALL_BACK}{people}." if people else "")).strip()


def contacts(notice: Notice) -> str:
    """Return whom to call back about an incident, the first one first; empty for nobody."""
    return "; ".join(map(_contact, notice.site.callback)) if notice.incident is not None else ""


def links(notice: Notice) -> tuple[LinkFacts, ...]:
    """Return what shows more of an incident: the incident itself, then what the school wants to be at hand."""
    if notice.incident is None:
        return ()
    page = notice.incident.page
    return (*((LinkFacts(title=INCIDENT_PAGE, url=page),) if page else ()), *notice.site.links)


def _contact(one: CallbackFacts) -> str:
    """Return somebody to call back in words."""
    return f"{one.name} ({one.role}), {one.phone}"
