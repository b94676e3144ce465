"""What stands beside the plan on a page of the responder pack: whom to call, and who said when that the page is right.

What was said holds for the page as it was then: it is kept with a digest of all that was on it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
import json
from typing import Final

from .plan import Json, StalePlanError, is_number

WHOLE: Final = "*"
"""What contacts of the whole site are kept under; no floor has this id."""

MOST_CONTACTS: Final = 12
MOST_TEXT: Final = 60


class ContactsError(Exception):
    """Contacts that are not taken; `why` is the key of the sentence that says so."""

    def __init__(self, why: str) -> None:
        """Keep what is wrong with them."""
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to call: a name or a role, what for, and a telephone number."""

    name: str
    purpose: str = ""
    phone: str = ""

    @property
    def row(self) -> dict[str, Json]:
        """The contact as files and pages have it."""
        return {"name": self.name, "purpose": self.purpose, "phone": self.phone}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """That somebody said at a time (seconds since 1970) that a page is right; `digest` is what was on it."""

    at: float
    by: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The contacts of a floor or of the whole site, and when the page of the floor was verified."""

    revision: int = 0
    contacts: tuple[Contact, ...] = ()
    verified: Verified | None = None

    def call(self, contacts: tuple[Contact, ...], seen: int | None = None) -> Pack:
        """Return it with other contacts set by somebody who saw revision `seen`; without, whatever was there."""
        if seen is not None and seen != self.revision:
            raise StalePlanError
        return self if contacts == self.contacts else replace(self, revision=self.revision + 1, contacts=contacts)


def digest_of(page: Json) -> str:
    """Return what tells a page from every other one."""
    return sha256(json.dumps(page, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


def contacts_from(data: object) -> tuple[Contact, ...]:
    """Return contacts as somebody wrote them; raises ContactsError. Lines without any text are left out."""
    if not isinstance(data, list):
        raise ContactsError("contacts_damaged")
    found: list[Contact] = []
    for row in data:
        if not isinstance(row, Mapping):
            raise ContactsError("contacts_damaged")
        name, purpose, phone = (_line(row.get(field, "")) for field in ("name", "purpose", "phone"))
        if not (name or purpose or phone):
            continue
        if not name:
            raise ContactsError("contact_without_name")
        found.append(Contact(name=name, purpose=purpose, phone=phone))
    if len(found) > MOST_CONTACTS:
        raise ContactsError("too_many_contacts")
    return tuple(found)


def packs_to_store(packs: Mapping[str, Pack]) -> Json:
    """Return contacts and what was verified as they are stored."""
    stored: dict[str, Json] = {}
    for key, pack in sorted(packs.items()):
        said = pack.verified
        contacts: list[Json] = [one.row for one in pack.contacts]
        stored[key] = {
            "revision": pack.revision,
            "contacts": contacts,
            "verified": None if said is None else {"at": said.at, "by": said.by, "digest": said.digest},
        }
    return stored


def stored_packs(data: object) -> dict[str, Pack]:
    """Return stored contacts and what was verified; damaged things are left out, older files have none."""
    packs = data.get("packs") if isinstance(data, Mapping) else None
    if not isinstance(packs, Mapping):
        return {}
    return {str(key): _pack(one) for key, one in packs.items() if isinstance(one, Mapping)}


def _pack(data: Mapping[object, object]) -> Pack:
    """Return a stored pack."""
    revision, contacts = data.get("revision"), data.get("contacts")
    return Pack(
        revision=revision if isinstance(revision, int) and revision >= 0 else 0,
        contacts=tuple(_stored(contacts)) if isinstance(contacts, list) else (),
        verified=_verified(data.get("verified")),
    )


def _stored(rows: Iterable[object]) -> Iterable[Contact]:
    """Yield the contacts that can be read."""
    for row in rows:
        try:
            yield from contacts_from([row])
        except ContactsError:
            continue


def _verified(data: object) -> Verified | None:
    """Return when a page was verified; None if that cannot be read."""
    if not isinstance(data, Mapping):
        return None
    at, by, digest = data.get("at"), data.get("by"), data.get("digest")
    if not (is_number(at) and isinstance(by, str) and isinstance(digest, str)):
        return None
    return Verified(at=float(at), by=by, digest=digest)


def _line(value: object) -> str:
    """Return a text of a contact; raises ContactsError for what is none or too long."""
    if not isinstance(value, str):
        raise ContactsError("contacts_damaged")
    text = " ".join(value.split())
    if len(text) > MOST_TEXT:
        raise ContactsError("contact_too_long")
    return text
