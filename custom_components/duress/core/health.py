"""Whether every device is alive and well: heard when and how, which troubles, who is missing."""

from typing import Final

from ..echostream import (
    EndDeviceFlags,
    EndDeviceReport,
    ProductKind,
    ReceiverFlags,
    RepeaterFlags,
    RepeaterStatus,
    Uid,
)
from .devices import SUSPECT, Confirmed, DeviceState, Rule, is_implausible, receiver_reports, rules_for
from .events import DeviceRestarted, Event, TroubleEvent, TroubleKind
from .hearing import COPY_WINDOW, Copy
from .ids import Namer
from .moment import Moment
from .roster import Roster, Transmitter
from .strangers import Strangers
from .supervision import Supervision
from .troubles import DAY, Troubles

RESTART_WINDOW: Final = 5.0
"""Seconds in which reset messages of one device are copies of one restart."""

MANY_RESTARTS: Final = 3
"""Restarts within a day that mean a power fault."""

MISFIT: Final = 1.5
"""How many times as long as expected the seen interval may be before the setting cannot work."""

MISSED_RATE: Final = 0.3
"""Which part of the check-ins may be lost before a device is on its way to be missing."""

CHECK_INS: Final = "check_ins"
"""Detail of a weak signal that shows itself by check-ins that were not heard."""


class Health:
    """The live state of every installed device."""

    def __init__(self, roster: Roster, namer: Namer) -> None:
        """Start with nothing installed."""
        self._roster = roster
        self._namer = namer
        self._supervision = Supervision()
        self.troubles = Troubles(namer)
        self.devices: dict[str, DeviceState] = {}
        self.strangers = Strangers(namer)
        self.connected: dict[str, bool] = {}
        self._fresh: list[str] = []
        self._settling: dict[str, float] = {}

    def take_fresh(self) -> list[str]:
        """Return the devices to be shown anew although nothing happened: first heard, or an input changed."""
        fresh, self._fresh = self._fresh, []
        return fresh

    def show(self, device_id: str) -> None:
        """Have a device shown anew."""
        self._fresh.append(device_id)

    def installed(self, replaced: set[str], now: Moment) -> list[Event]:
        """Follow the roster: forget what is gone, expect what is new; `replaced` hardware must be heard anew."""
        installed = self._roster.receivers.keys() | self._roster.transmitters.keys()
        events: list[Event] = []
        for device_id in (self.devices.keys() - installed) | replaced:
            if (gone := self.devices.pop(device_id, None)) is not None:
                events += self._end_all(device_id, gone, now)
            self._supervision.forget(device_id)
        gone_receivers = self.connected.keys() - self._roster.receivers.keys()
        for device_id in gone_receivers:
            del self.connected[device_id]
        for device_id in installed - self.devices.keys():
            self.devices[device_id] = DeviceState()
        for device_id, transmitter in self._roster.transmitters.items():
            self.strangers.forget(transmitter.uid)
            events += self._expect(device_id, transmitter, now)
        if gone_receivers:
            self._hold_or_release(now)
        return events

    def heard(self, uid: Uid, copy: Copy, now: Moment, pti: int | None = None) -> list[Event]:
        """Note that a device is alive; a missing one is back, an unknown one is a stranger."""
        transmitter = self._roster.by_uid.get(uid)
        if transmitter is None:
            return self.strangers.heard(uid, pti, now)
        device_id = transmitter.device_id
        state = self.devices[device_id]
        if not state.heard_since_start:
            state.heard_since_start = True
            self._fresh.append(device_id)
        state.heard_at = now.utc
        state.level, state.margin = copy.level, copy.margin
        self._supervision.heard(device_id, now.steady)
        is_new = state.hearing.take(copy, now.steady)
        events: list[Event] = []
        if TroubleKind.MISSING in state.troubles:
            events = self.reported(device_id, {TroubleKind.MISSING: False}, now)
        return events + self._listen(transmitter, state, now) if is_new else events

    def told(self, uid: Uid, message: EndDeviceReport | RepeaterStatus, now: Moment) -> list[Event]:
        """Compare what an installed device reports of itself with what is known."""
        transmitter = self._roster.by_uid.get(uid)
        if transmitter is None:
            return []
        state, device_id = self.devices[transmitter.device_id], transmitter.device_id
        found: dict[TroubleKind, bool] = {}
        if isinstance(message, EndDeviceReport):
            nonsense = is_implausible(message)
            self._read(state, SUSPECT, present=nonsense, now=now, found=found)
            found[TroubleKind.MODEL_MISMATCH] = transmitter.pti is not None and transmitter.pti != message.pti
            if nonsense:
                return self.reported(device_id, found, now)
        for rule in rules_for(transmitter, message):
            self._read(state, rule, present=bool(message.flags & rule.bits), now=now, found=found)
        low = message.flags & (EndDeviceFlags.LOW_BATTERY | RepeaterFlags.LOW_BATTERY)
        if low and state.low_battery_since is None:
            state.low_battery_since = now.utc
            self._fresh.append(device_id)
        elif found.get(TroubleKind.LOW_BATTERY) is False and state.low_battery_since is not None:
            state.low_battery_since = None
            self._fresh.append(device_id)
        return self.reported(device_id, found, now)

    def restarted(self, uid: Uid, now: Moment, *, low_battery: bool = False) -> list[Event]:
        """Note that an installed device restarted, with a new battery unless it says otherwise."""
        transmitter = self._roster.by_uid.get(uid)
        if transmitter is None:
            return []
        device_id, state = transmitter.device_id, self.devices[transmitter.device_id]
        if state.restarts and abs(now.utc - state.restarts[-1]) < RESTART_WINDOW:
            return []
        recent = [at for at in state.restarts if now.utc - at < DAY]
        state.restarts = [*recent[1 - MANY_RESTARTS :], now.utc]
        event_id = self._namer.new(now.utc, "restarted", uid)
        events: list[Event] = [
            DeviceRestarted(event_id=event_id, at=now.utc, device_id=device_id, label=transmitter.label)
        ]
        found = {TroubleKind.SUSPECT: False}
        if len(state.restarts) >= MANY_RESTARTS:
            found[TroubleKind.RESTARTS] = True
        if not low_battery:
            found[TroubleKind.LOW_BATTERY] = False
            if state.low_battery_since is not None:
                state.low_battery_since = None
                self._fresh.append(device_id)
        for kind, present in found.items():
            if not present:
                state.unsure.pop(kind, None)
        return events + self.reported(device_id, found, now)

    def receiver_told(self, receiver_id: str, flags: ReceiverFlags, now: Moment) -> list[Event]:
        """Note that a receiver itself spoke, and what it says of itself."""
        state = self.devices[receiver_id]
        if not state.heard_since_start:
            state.heard_since_start = True
            self._fresh.append(receiver_id)
        state.heard_at = now.utc
        return self.reported(receiver_id, receiver_reports(state, flags), now)

    def link(self, receiver_id: str, now: Moment, *, connected: bool, detail: str) -> list[Event]:
        """Note that a receiver's link works or not."""
        before = self.connected.get(receiver_id)
        self.connected[receiver_id] = connected
        events = self.reported(receiver_id, {TroubleKind.LINK_LOST: not connected}, now, detail)
        if before is not connected:
            self.devices[receiver_id].flags_before = None
            self._hold_or_release(now)
        return events

    def reported(self, device_id: str, found: dict[TroubleKind, bool], now: Moment, detail: str = "") -> list[Event]:
        """Begin and end a device's troubles as found."""
        state = self.devices[device_id]
        events: list[Event] = []
        for kind, present in found.items():
            if present == (kind in state.troubles):
                continue
            if present and not self._is_judged(device_id):
                continue
            if present:
                device = self._roster.transmitters.get(device_id) or self._roster.receivers[device_id]
                state.troubles[kind] = now.utc
                events.append(self.troubles.begin(kind, device, now, detail))
            else:
                del state.troubles[kind]
                if (ended := self.troubles.end(kind, device_id, now)) is not None:
                    events.append(ended)
        return events

    def overdue(self, now: Moment) -> list[Event]:
        """Return what time alone has brought: who is missing, what has become grave, whose signal is weak."""
        events: list[Event] = []
        for device_id in self._supervision.overdue(now.steady):
            events += self.reported(device_id, {TroubleKind.MISSING: True}, now)
        for device_id in [one for one, at in self._settling.items() if at <= now.steady]:
            del self._settling[device_id]
            if (state := self.devices.get(device_id)) is not None and state.hearing.is_weak:
                events += self.reported(device_id, {TroubleKind.WEAK_SIGNAL: True}, now, "margin")
        return events + self.troubles.overdue(now)

    def next_deadline(self) -> float | None:
        """Return the steady time at which `overdue` must be asked next."""
        deadlines = (self._supervision.next_deadline(), self.troubles.next_deadline(), *self._settling.values())
        return min((one for one in deadlines if one is not None), default=None)

    def restore(
        self, events: list[TroubleEvent], heard: dict[str, float], alive_at: float | None, now: Moment
    ) -> list[Event]:
        """Take over what was open and when each device was last heard before the start; none is ready by that.

        Returns what is over because its device is gone. `alive_at` is when somebody last listened.
        """
        for event in events:
            self.troubles.apply(event, now)
        over: list[Event] = []
        for trouble in list(self.troubles.open.values()):
            if trouble.kind is TroubleKind.PATH_LOST:
                continue  # An endpoint is no device; `ways.py` knows which there are.
            for device_id in list(trouble.devices):
                if self._is_judged(device_id):
                    self._take_up(device_id, trouble.kind, trouble.since)
                elif (ended := self.troubles.end(trouble.kind, device_id, now)) is not None:
                    over.append(ended)
        for device_id, heard_at in heard.items():
            if (state := self.devices.get(device_id)) is None or state.heard_at is not None:
                continue
            state.heard_at = heard_at
            if alive_at is not None:
                silent, deaf = max(0.0, alive_at - heard_at), max(0.0, now.utc - alive_at)
                self._supervision.take_up(device_id, silent, deaf, now.steady)
        return over

    def expected_interval(self, transmitter: Transmitter) -> float:
        """Return the seconds between check-ins to expect: as set, as the model does, or as seen of an unknown model."""
        product = transmitter.product
        if transmitter.check_in is not None:
            return transmitter.check_in
        if product.kind is ProductKind.UNKNOWN:
            seen = self.devices[transmitter.device_id].hearing.seen_interval
            return max(seen, 1.0) if seen is not None else product.check_in
        return product.check_in

    def is_dead(self, device_id: str) -> bool:
        """Whether a receiver or repeater is known to hear nothing: it has no link, is missing or not in use."""
        if device_id in self._roster.receivers:
            return not self.connected.get(device_id, False)
        transmitter = self._roster.transmitters.get(device_id)
        if transmitter is not None and not transmitter.life.is_judged:
            return True
        state = self.devices.get(device_id)
        return state is not None and TroubleKind.MISSING in state.troubles

    def can_be_heard(self, device_id: str) -> bool:
        """Whether a receiver that would hear a device is connected; of one never heard, any receiver would."""
        if not (receivers := self.devices[device_id].hearing.receivers):
            return any(self.connected.values())
        return any(self.connected.get(receiver_id, False) for receiver_id in receivers)

    def _is_judged(self, device_id: str) -> bool:
        """Whether a device is installed and relied on."""
        transmitter = self._roster.transmitters.get(device_id)
        return transmitter.life.is_judged if transmitter is not None else device_id in self._roster.receivers

    def _take_up(self, device_id: str, kind: TroubleKind, since: float) -> None:
        """Mark a device with a trouble that was open before the start."""
        state = self.devices[device_id]
        state.troubles[kind] = since
        if kind is TroubleKind.LOW_BATTERY:
            state.low_battery_since = since

    def _expect(self, device_id: str, transmitter: Transmitter, now: Moment) -> list[Event]:
        """Watch a device that is relied on; of any other, nothing is a trouble."""
        state = self.devices[device_id]
        if transmitter.life.is_judged:
            self._watch(transmitter, now)
            return []
        self._supervision.forget(device_id)
        return self._end_all(device_id, state, now)

    def _watch(self, transmitter: Transmitter, now: Moment) -> None:
        """Expect a device as often as it checks in."""
        device_id, is_new = transmitter.device_id, not self._supervision.watches(transmitter.device_id)
        interval = self.expected_interval(transmitter)
        self._supervision.watch(device_id, interval, transmitter.factor, now.steady)
        if is_new and not self.can_be_heard(device_id):
            self._supervision.hold((device_id,), now.steady)

    def _end_all(self, device_id: str, state: DeviceState, now: Moment) -> list[Event]:
        """End every trouble of a device that is gone or not relied on any more."""
        ended = [self.troubles.end(kind, device_id, now) for kind in state.troubles]
        state.troubles.clear()
        state.unsure.clear()
        return [event for event in ended if event is not None]

    def _listen(self, transmitter: Transmitter, state: DeviceState, now: Moment) -> list[Event]:
        """Judge the signal and the rhythm of a device with each of its transmissions."""
        hearing, device_id, found = state.hearing, transmitter.device_id, dict[TroubleKind, bool]()
        seen = hearing.seen_interval
        expected = self.expected_interval(transmitter)
        if seen is not None:
            found[TroubleKind.INTERVAL_MISFIT] = seen > MISFIT * expected
            if transmitter.product.kind is ProductKind.UNKNOWN and transmitter.life.is_judged:
                self._watch(transmitter, now)
        events: list[Event] = []
        if hearing.misses(max(expected, seen or 0.0), MISSED_RATE):
            events = self.reported(device_id, {TroubleKind.WEAK_SIGNAL: True}, now, CHECK_INS)
        elif not hearing.is_weak:
            found[TroubleKind.WEAK_SIGNAL] = False
            self._settling.pop(device_id, None)
        elif TroubleKind.WEAK_SIGNAL not in state.troubles:
            # A better copy of this transmission may still come.
            self._settling.setdefault(device_id, now.steady + COPY_WINDOW)
        if (since := state.troubles.get(TroubleKind.RESTARTS)) is not None:
            oldest = state.restarts[0] if len(state.restarts) >= MANY_RESTARTS else since
            if now.utc - oldest >= DAY:
                found[TroubleKind.RESTARTS] = False
        return events + self.reported(device_id, found, now)

    def _hold_or_release(self, now: Moment) -> None:
        """Judge devices only while a receiver could hear them: one lost receiver is not a hundred lost pendants."""
        deaf = []
        heard = []
        for device_id in self._roster.transmitters:
            if self.can_be_heard(device_id):
                heard.append(device_id)
            else:
                deaf.append(device_id)
                self.devices[device_id].hearing.interrupt()
        self._supervision.hold(deaf, now.steady)
        self._supervision.release(heard, now.steady)

    def _read(
        self, state: DeviceState, rule: Rule, *, present: bool, now: Moment, found: dict[TroubleKind, bool]
    ) -> None:
        """Note what a bit says, once it is to be believed."""
        if rule.needed == rule.over == 1:
            found[rule.kind] = present
            return
        unsure = state.unsure.get(rule.kind)
        if unsure is None:
            if rule.kind in state.troubles:
                # It was believed before the start.
                unsure = Confirmed(reports=rule.needed, reported_at=now.steady - COPY_WINDOW)
            elif not present:
                return
            else:
                unsure = Confirmed()
            state.unsure[rule.kind] = unsure
        believed = unsure.read(present=present, steady=now.steady, rule=rule)
        if believed is None:
            return
        found[rule.kind] = believed
        if not believed:
            del state.unsure[rule.kind]
