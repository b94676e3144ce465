"""The dead man's switch of the monitoring station: says it when a site has not been heard for too long."""

import asyncio
from collections.abc import Callable
from typing import Final

PATIENCE: Final = 200.0
"""Seconds: three heartbeats of 60 s, and a little."""


class DeadMan:
    """Watches everybody who was heard once; needs a running event loop."""

    def __init__(self, say: Callable[[str], None], patience: float = PATIENCE) -> None:
        """Take whom to tell, and after how many seconds unless a site says another figure itself."""
        self._say = say
        self._patience = patience
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._silent: set[str] = set()

    def heard(self, name: str, patience: float | None = None) -> None:
        """Note that a site was heard; it asks for an alarm after `patience` seconds of silence."""
        if (timer := self._timers.pop(name, None)) is not None:
            timer.cancel()
        if name in self._silent:
            self._silent.discard(name)
            self._say(f"{name} is heard again")
        seconds = patience or self._patience
        self._timers[name] = asyncio.get_running_loop().call_later(seconds, self._missed, name, seconds)

    def stop(self) -> None:
        """Watch nobody any more."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _missed(self, name: str, seconds: float) -> None:
        """Say that a site is silent."""
        self._silent.add(name)
        self._say(f"DEAD MAN: nothing from {name} for {seconds:g} s. It may be without protection: call the site.")
