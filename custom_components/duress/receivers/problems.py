"""Why a link does not work: exceptions of any library sorted into few kinds, each with a sentence for people."""

from dataclasses import dataclass
from enum import StrEnum
import errno
import re
import socket
import termios
from typing import Final

from serialx.common import UnknownUriScheme

from .urls import is_device, scheme_of


class LinkProblem(StrEnum):
    """What is wrong with a link."""

    NOT_FOUND = "not_found"
    BUSY = "busy"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    CLOSED_BY_PEER = "closed_by_peer"
    UNPLUGGED = "unplugged"
    SILENT = "silent"
    WRONG_ADDRESS = "wrong_address"
    NOT_READY = "not_ready"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A problem in words for the log: what happened, and what to do about it."""

    happened: str
    advice: str


EXPLANATIONS: Final[dict[LinkProblem, Explanation]] = {
    LinkProblem.NOT_FOUND: Explanation("its serial port does not exist", "Plug in the adapter or choose another port"),
    LinkProblem.BUSY: Explanation(
        "another program or integration holds its serial port", "Close that program or choose another port"
    ),
    LinkProblem.REFUSED: Explanation(
        "the serial server refuses the connection", "Check the port number, and that nothing else is connected to it"
    ),
    LinkProblem.UNREACHABLE: Explanation(
        "its address cannot be reached", "Check power and network of the serial server"
    ),
    LinkProblem.TIMEOUT: Explanation("it does not answer", "Check power and network of the serial server"),
    LinkProblem.CLOSED_BY_PEER: Explanation(
        "the serial server closed the connection", "Check that nothing else is connected to it"
    ),
    LinkProblem.UNPLUGGED: Explanation("its serial adapter was unplugged or has failed", "Plug the adapter in again"),
    LinkProblem.SILENT: Explanation(
        "the line is open but nothing valid comes over it", "Check the receiver's power, its cable and the baud rate"
    ),
    LinkProblem.WRONG_ADDRESS: Explanation("its address is not that of a serial line", "Correct the address"),
    LinkProblem.NOT_READY: Explanation(
        "the ESPHome device that carries its line is not loaded yet", "Wait for ESPHome, or check that device"
    ),
    LinkProblem.OTHER: Explanation("opening or reading its line failed", "Read the detail and the lines above"),
}

_NUMBERS: Final[dict[int, LinkProblem]] = {
    errno.ENOENT: LinkProblem.NOT_FOUND,
    errno.ENODEV: LinkProblem.NOT_FOUND,
    errno.ENXIO: LinkProblem.NOT_FOUND,
    errno.EBUSY: LinkProblem.BUSY,
    errno.ECONNREFUSED: LinkProblem.REFUSED,
    errno.EHOSTUNREACH: LinkProblem.UNREACHABLE,
    errno.EHOSTDOWN: LinkProblem.UNREACHABLE,
    errno.ENETUNREACH: LinkProblem.UNREACHABLE,
    errno.ENETDOWN: LinkProblem.UNREACHABLE,
    errno.EADDRNOTAVAIL: LinkProblem.UNREACHABLE,
    errno.ETIMEDOUT: LinkProblem.TIMEOUT,
    errno.ECONNRESET: LinkProblem.CLOSED_BY_PEER,
    errno.ECONNABORTED: LinkProblem.CLOSED_BY_PEER,
    errno.EPIPE: LinkProblem.CLOSED_BY_PEER,
    errno.EIO: LinkProblem.CLOSED_BY_PEER,
    errno.ENOTTY: LinkProblem.WRONG_ADDRESS,
    errno.EISDIR: LinkProblem.WRONG_ADDRESS,
    errno.ENOTDIR: LinkProblem.WRONG_ADDRESS,
    errno.EINVAL: LinkProblem.WRONG_ADDRESS,
}
_PULLED: Final = frozenset({errno.EIO, errno.ENXIO, errno.ENODEV, errno.ENOENT, errno.EPIPE})

# Home Assistant must not be imported here, but its ESPHome stub raises this while ESPHome is not loaded.
_NOT_READY: Final = "ConfigEntryNotReady"


def problem_of_open(error: BaseException, url: str) -> LinkProblem:
    """Sort the exception that opening a line raised."""
    if any(kind.__name__ == _NOT_READY for kind in type(error).__mro__):
        return LinkProblem.NOT_READY
    if isinstance(error, UnknownUriScheme):
        # Home Assistant adds its own scheme only when it loads ESPHome.
        return LinkProblem.NOT_READY if scheme_of(url).startswith("esphome") else LinkProblem.WRONG_ADDRESS
    if isinstance(error, socket.gaierror):
        return LinkProblem.WRONG_ADDRESS if error.errno == socket.EAI_NONAME else LinkProblem.UNREACHABLE
    if isinstance(error, ValueError):
        return LinkProblem.WRONG_ADDRESS
    if is_device(url) and _number(error) == errno.EIO:
        return LinkProblem.UNPLUGGED
    return _by_number(error)


def problem_of_loss(error: BaseException | None, url: str) -> LinkProblem:
    """Sort the exception with which an open line ended; None is an end without one."""
    if is_device(url) and (error is None or _number(error) in _PULLED):
        return LinkProblem.UNPLUGGED
    return LinkProblem.CLOSED_BY_PEER if error is None else _by_number(error)


def _by_number(error: BaseException) -> LinkProblem:
    """Sort by the operating system's error number, else by the exception's type."""
    number = _number(error)
    if number in _NUMBERS:
        return _NUMBERS[number]
    if isinstance(error, TimeoutError):
        return LinkProblem.TIMEOUT
    return LinkProblem.UNREACHABLE if isinstance(error, ConnectionError) else LinkProblem.OTHER


def _number(error: BaseException) -> int | None:
    """Return the error number of an exception, if it has one anywhere."""
    if isinstance(error, OSError):
        if error.errno is None:
            # asyncio joins the failures of a name with several addresses into one text.
            found = re.search(r"\[Errno (\d+)\]", str(error))
            return int(found[1]) if found else None
        return error.errno
    # termios.error is no OSError, but begins with an error number all the same.
    if isinstance(error, termios.error) and error.args and isinstance(error.args[0], int):
        return error.args[0]
    return None
