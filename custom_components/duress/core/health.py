"""Whether every device is alive and well: heard when, which conditions, who is missing."""

from typing import Final

from ..echostream import EndDeviceReport, RepeaterStatus, Uid
from .devices import DeviceState, reported_conditions
from .events import Condition, ConditionEnded, ConditionStarted, DeviceRestarted, Event
from .ids import Namer
from .moment import Moment
from .roster import Roster
from .strangers import Strangers
from .supervision import Supervision

RESTART_WINDOW: Final = 5.0
"""Seconds in which reset messages of one device are copies of one restart."""


class Health:
    """The live state of every installed device."""

    def __init__(self, roster: Roster, namer: Namer) -> None:
        """Start with nothing installed."""
        self._roster = roster
        self._namer = namer
        self._supervision = Supervision()
        self.devices: dict[str, DeviceState] = {}
        self.strangers = Strangers(namer)
        self.connected: dict[str, bool] = {}
        self._fresh: list[str] = []

    def take_fresh(self) -> list[str]:
        """Return the devices to be shown anew although nothing happened: first heard, or an input changed."""
        fresh, self._fresh = self._fresh, []
        return fresh

    def show(self, device_id: str) -> None:
        """Have a device shown anew."""
        self._fresh.append(device_id)

    def installed(self, replaced: set[str], now: Moment) -> None:
        """Follow the roster: forget what is gone, expect what is new; `replaced` hardware must be heard anew."""
        installed = self._roster.receivers.keys() | self._roster.transmitters.keys()
        for device_id in (self.devices.keys() - installed) | replaced:
            self.devices.pop(device_id, None)
            self._supervision.forget(device_id)
        for device_id in self.connected.keys() - self._roster.receivers.keys():
            del self.connected[device_id]
        for device_id in installed:
            self.devices.setdefault(device_id, DeviceState())
        for device_id, transmitter in self._roster.transmitters.items():
            self.strangers.forget(transmitter.uid)
            self._supervision.watch(device_id, transmitter.product.check_in, now.steady)
        self._judge_or_wait(now)

    def heard(self, uid: Uid, level: int, margin: int, now: Moment, pti: int | None = None) -> list[Event]:
        """Note that a device is alive; a missing one is back, an unknown one is a stranger."""
        transmitter = self._roster.by_uid.get(uid)
        if transmitter is None:
            return self.strangers.heard(uid, pti, now)
        state = self.devices[transmitter.device_id]
        if not state.heard_since_start:
            state.heard_since_start = True
            self._fresh.append(transmitter.device_id)
        state.heard_at = now.utc
        state.level, state.margin = level, margin
        self._supervision.heard(transmitter.device_id, now.steady)
        if Condition.MISSING in state.conditions:
            return self.conditions(transmitter.device_id, {Condition.MISSING: False}, now)
        return []

    def reported(self, uid: Uid, message: EndDeviceReport | RepeaterStatus, now: Moment) -> list[Event]:
        """Compare the conditions an installed device reports with those it had."""
        transmitter = self._roster.by_uid.get(uid)
        return [] if transmitter is None else self.conditions(transmitter.device_id, reported_conditions(message), now)

    def restarted(self, uid: Uid, now: Moment) -> list[Event]:
        """Note that an installed device restarted; the copies of one such message are one restart."""
        transmitter = self._roster.by_uid.get(uid)
        if transmitter is None:
            return []
        state = self.devices[transmitter.device_id]
        recent = state.restarted_at is not None and abs(now.utc - state.restarted_at) < RESTART_WINDOW
        if recent:
            return []
        state.restarted_at = now.utc
        event_id = self._namer.new(now.utc, "restarted", uid)
        return [
            DeviceRestarted(event_id=event_id, at=now.utc, device_id=transmitter.device_id, label=transmitter.label)
        ]

    def receiver_heard(self, receiver_id: str, now: Moment) -> None:
        """Note that a receiver itself spoke."""
        state = self.devices[receiver_id]
        if not state.heard_since_start:
            state.heard_since_start = True
            self._fresh.append(receiver_id)
        state.heard_at = now.utc

    def link(self, receiver_id: str, now: Moment, *, connected: bool, detail: str) -> list[Event]:
        """Note that a receiver's link works or not."""
        self.connected[receiver_id] = connected
        events = self.conditions(receiver_id, {Condition.LINK_LOST: not connected}, now, detail)
        self._judge_or_wait(now)
        return events

    def conditions(self, device_id: str, reported: dict[Condition, bool], now: Moment, detail: str = "") -> list[Event]:
        """Start and end a device's conditions as reported."""
        state = self.devices[device_id]
        events: list[Event] = []
        for condition, present in reported.items():
            if present == (condition in state.conditions):
                continue
            installed = self._roster.transmitters.get(device_id) or self._roster.receivers[device_id]
            event_id = self._namer.new(now.utc, condition, device_id)
            if present:
                state.conditions[condition] = now.utc
                started = ConditionStarted(
                    event_id=event_id,
                    at=now.utc,
                    device_id=device_id,
                    label=installed.label,
                    condition=condition,
                    detail=detail,
                )
                events.append(started)
            else:
                ended = ConditionEnded(
                    event_id=event_id,
                    at=now.utc,
                    device_id=device_id,
                    label=installed.label,
                    condition=condition,
                    lasted=max(0.0, now.utc - state.conditions.pop(condition)),
                )
                events.append(ended)
        return events

    def overdue(self, now: Moment) -> list[Event]:
        """Return who is missing now."""
        events: list[Event] = []
        for device_id in self._supervision.overdue(now.steady):
            events += self.conditions(device_id, {Condition.MISSING: True}, now)
        return events

    def next_deadline(self) -> float | None:
        """Return the steady time at which `overdue` must be asked next."""
        return self._supervision.next_deadline()

    def restore_heard(self, heard: dict[str, float]) -> None:
        """Take over when each device was last heard before the start; it is not ready by that."""
        for device_id, heard_at in heard.items():
            if (state := self.devices.get(device_id)) is not None and state.heard_at is None:
                state.heard_at = heard_at

    def _judge_or_wait(self, now: Moment) -> None:
        """Judge devices only while a receiver could hear them: one lost receiver is not a hundred lost pendants."""
        if any(self.connected.values()):
            self._supervision.resume(now.steady)
        else:
            self._supervision.pause()
