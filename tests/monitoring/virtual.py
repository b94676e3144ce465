"""An event loop whose clock jumps to the next timer when nobody works: a day is over in seconds, with real sockets."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from selectors import DefaultSelector, SelectorKey
from typing import Final, override

PATIENCE: Final = 0.3
"""Real seconds in which whoever works has to get on, before the clock jumps all the same."""


class VirtualLoop(asyncio.SelectorEventLoop):
    """Sockets, threads and processes are real; only waiting for a moment takes no time.

    The clock stands still while one of `workers` says that it works, or a thread of the executor does.
    """

    def __init__(self) -> None:
        """Begin at zero, with nobody at work."""
        self.now = 0.0
        self.jumps = 0
        self.workers: list[Callable[[], bool]] = []
        self._threads = 0
        super().__init__(_Selector(self))

    @property
    def is_at_work(self) -> bool:
        """Whether something real is under way."""
        return self._threads > 0 or any(works() for works in self.workers)

    @override
    def time(self) -> float:
        """Return the virtual seconds."""
        return self.now

    @override
    def run_in_executor[*Ts, T](
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        """Count what threads have to do."""
        self._threads += 1
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._thread_ended)
        return future

    def _thread_ended(self, _: object) -> None:
        """Count one less."""
        self._threads -= 1


class _Selector(DefaultSelector):
    """Looks at the sockets; lets the clock of its loop jump if there is nothing to see or to wait for."""

    def __init__(self, loop: VirtualLoop) -> None:
        """Take the loop."""
        super().__init__()
        self._loop = loop

    @override
    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        """Return what is ready now, or soon if somebody works, or nothing at the moment of the next timer."""
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if timeout is None:
            return super().select(None)
        if self._loop.is_at_work and (ready := super().select(PATIENCE)):
            return ready
        self._loop.jumps += 1
        self._loop.now += timeout
        return []
