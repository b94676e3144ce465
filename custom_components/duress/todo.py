"""Lists of what to do: mending the cause ticks an item of the upkeep, a passed test one of the tests."""

from collections import deque
from typing import Final, override

from homeassistant.components.todo import (  # type: ignore[attr-defined] # not re-exported explicitly
    TodoItem,
    TodoItemStatus,
    TodoListEntity,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity import EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .core.duties import Duty, DutyKind, Standing
from .core.events import Event, TroubleEnded, TroubleKind
from .core.location.coverage import Blind
from .core.troubles import Trouble
from .coverage_view import words_of
from .entity import SiteEntity
from .listeners import COVERAGE, DUTIES, READINESS, SITE
from .phrases import say
from .site import DuressConfigEntry, Site

PARALLEL_UPDATES = 0

UPKEEP = EntityDescription(key="upkeep", translation_key="upkeep")
TESTS = EntityDescription(key="tests", translation_key="tests")
KEPT_DONE: Final = 20


async def async_setup_entry(
    _hass: HomeAssistant, entry: DuressConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the lists of a site."""
    async_add_entities([UpkeepList(entry.runtime_data, UPKEEP), TestList(entry.runtime_data, TESTS)])


class UpkeepList(SiteEntity, TodoListEntity):
    """Everything that weakens protection now, and what was mended lately. Nobody ticks it but the cause."""

    follows = READINESS

    def __init__(self, site: Site, description: EntityDescription) -> None:
        """Start with nothing mended."""
        super().__init__(site, description)
        self._done: deque[TodoItem] = deque(maxlen=KEPT_DONE)

    @override
    async def async_added_to_hass(self) -> None:
        """Follow what is mended, too."""
        await super().async_added_to_hass()
        self.async_on_remove(self.site.presses.add(SITE, self._happened))
        self.async_on_remove(self.site.entities.add(COVERAGE, self.async_write_ha_state))

    @property
    @override
    def todo_items(self) -> list[TodoItem]:
        """Return what is to be done, the gravest first, then what was done."""
        school = self.site.school
        counted = [one for one in school.troubles.open.values() if not school.is_muted(one)]
        troubles = sorted(counted, key=lambda one: (not one.escalated, one.since))
        return [self._item(trouble) for trouble in troubles] + self._single_paths() + list(self._done)

    @callback
    def _happened(self, event: Event) -> None:
        """Keep what was mended for a while."""
        if isinstance(event, TroubleEnded):
            place = event.room.name if event.room else self.site.entry.title
            summary = self._summary(event.kind, event.label, place)
            self._done.appendleft(TodoItem(summary=summary, uid=event.trouble_id, status=TodoItemStatus.COMPLETED))

    def _single_paths(self) -> list[TodoItem]:
        """Return the rooms that one listener alone hears, as one thing to do: a school may have many of them."""
        found = self.site.coverage_keeper.coverage
        rooms = () if found is None else found.of(Blind.SINGLE_PATH)
        if not rooms:
            return []
        words = words_of(self.site)
        names = words.few(sorted(words.room(one.room_id) for one in rooms))
        return [
            TodoItem(
                summary=words.say("upkeep_single_path", count=len(rooms)),
                uid="single_path_rooms",
                status=TodoItemStatus.NEEDS_ACTION,
                description=words.say("upkeep_single_path_how", rooms=names),
            )
        ]

    def _item(self, trouble: Trouble) -> TodoItem:
        """Return an open trouble as something to do."""
        device = next(iter(trouble.devices.values()))
        labels = ", ".join(one.label for one in trouble.devices.values())
        place = device.room.name if device.room else self.site.entry.title
        return TodoItem(
            summary=self._summary(trouble.kind, labels, place),
            uid=trouble.trouble_id,
            status=TodoItemStatus.NEEDS_ACTION,
            description=say(self.hass, f"how_{trouble.kind}"),
        )

    def _summary(self, kind: TroubleKind, label: str, place: str) -> str:
        """Return what is the matter where."""
        return f"{label} ({place}): {say(self.hass, f'trouble_{kind}')}"


class TestList(SiteEntity, TodoListEntity):
    """What has to be tested now, with the day it is due, and what was tested today.

    Nobody ticks it by hand: it says what was seen to work, and a tick without a press, a confirmed message or a drill
    would say so of what nobody has seen. How each is ticked stands with the item.
    """

    follows = DUTIES

    @property
    @override
    def todo_items(self) -> list[TodoItem] | None:
        """Return what is overdue and due, then what was tested today; None until that is known."""
        keeper = self.site.duty_keeper
        if (duties := keeper.duties) is None:
            return None
        wanted = [one for one in duties if one.standing(keeper.today) is not Standing.UPCOMING]
        tested = [one for one in duties if one.proven_on == keeper.today]
        return [
            *(self._item(one, TodoItemStatus.NEEDS_ACTION) for one in wanted),
            *(self._item(one, TodoItemStatus.COMPLETED) for one in tested),
        ]

    def _item(self, duty: Duty, status: TodoItemStatus) -> TodoItem:
        """Return a test as something to do, or as done with the day it is due again."""
        subject = duty.subject
        # The way over a receiver and the way to an endpoint are tested differently.
        is_endpoint = subject.kind is DutyKind.PATH and subject.key not in self.site.school.roster.receivers
        what = "endpoint" if is_endpoint else str(subject.kind)
        return TodoItem(
            summary=say(self.hass, f"duty_{what}", label=subject.label),
            uid=subject.duty_id,
            status=status,
            due=duty.due_on,
            description=say(self.hass, f"duty_how_{what}"),
        )
