"""Why a broker does not take a message: reason codes of MQTT 5 and faults of a connection, in two tables."""

from collections.abc import Iterator
from dataclasses import dataclass
import socket
import ssl
from typing import Final

from aiomqtt.exceptions import MqttCodeError, MqttConnectError
from paho.mqtt.reasoncodes import ReasonCode

from ..problems import Problem, errno_words, refuses_us
from ..tls import TlsError
from ..transport import Outcome

NOBODY: Final = 16
"""The reason code of a broker at which nobody subscribed to a topic."""
FAILED: Final = 128
"""From this reason code on something failed."""
TAKEN_OVER: Final = 142
_NOTHING_SAID: Final = "Operation timed out"  # so aiomqtt says of a broker that does not answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What stood in the way; `detail` is short and names no address."""

    outcome: Outcome = Outcome.RETRY
    problem: Problem
    detail: str


class NotConnectedError(Exception):
    """There is no connection to the broker."""

    def __init__(self, fault: Fault) -> None:
        """Keep why."""
        super().__init__(fault.detail)
        self.fault = fault


_REFUSES: Final = Fault(
    outcome=Outcome.REFUSED, problem=Problem.BROKER_REFUSES, detail="the broker does not accept user name or password"
)
ODD: Final = Fault(problem=Problem.BROKER_ODD, detail="the broker does not speak MQTT 5")
_BUSY: Final = Fault(outcome=Outcome.THROTTLED, problem=Problem.BUSY, detail="the broker asks for patience")
SILENT: Final = Fault(problem=Problem.SILENT, detail="the broker confirms nothing in time")
_TWIN: Final = Fault(problem=Problem.BROKER_TWIN, detail="somebody else connected under our client id")
NOBODY_THERE: Final = Fault(problem=Problem.NOBODY_SUBSCRIBED, detail="nobody at the broker subscribed to this topic")
BROKEN_OFF: Final = Fault(problem=Problem.BROKEN_OFF, detail="the connection was closed before an answer came")
CLOSED: Final = Fault(problem=Problem.BROKEN_OFF, detail="the connection was closed here")

# Of CONNACK and DISCONNECT.
_OF_CONNECTION: Final = {
    129: ODD,
    130: ODD,
    132: ODD,
    133: _REFUSES,
    134: _REFUSES,
    135: _REFUSES,
    137: _BUSY,
    138: _REFUSES,
    140: _REFUSES,
    141: SILENT,
    TAKEN_OVER: _TWIN,
    151: _BUSY,
    159: _BUSY,
}
_FORBIDS: Final = Fault(
    outcome=Outcome.REFUSED, problem=Problem.BROKER_FORBIDS, detail="the broker does not let us write this topic"
)
# Of PUBACK.
_OF_MESSAGE: Final = {
    NOBODY: NOBODY_THERE,
    135: _FORBIDS,
    144: _FORBIDS,
    151: _BUSY,
    153: Fault(outcome=Outcome.REFUSED, problem=Problem.BROKER_FORBIDS, detail="the broker does not take this payload"),
}


def fault_of_answer(code: int) -> Fault | None:
    """Return what the reason code of a confirmation means; None if the broker took the message."""
    if code in _OF_MESSAGE:
        return _OF_MESSAGE[code]
    if code < FAILED:
        return None
    return Fault(problem=Problem.BROKER_ODD, detail=f"the broker answers with reason code {code}")


def fault_of_end(code: int) -> Fault | None:
    """Return why a connection ended, by a reason code; None if that says nothing."""
    return _OF_CONNECTION.get(code)


def fault_of(error: BaseException, heard: BaseException | None = None) -> Fault:
    """Return why there is no connection; `heard` is what was only noted on the way."""
    if isinstance(error, TlsError):
        return Fault(problem=Problem.OWN_CERTIFICATES, detail=f"own certificates cannot be used: {error}")
    if isinstance(error, MqttConnectError):
        code = error.rc.value if isinstance(error.rc, ReasonCode) else FAILED
        fallback = Fault(
            problem=Problem.BROKER_ODD, detail=f"the broker refuses the connection with reason code {code}"
        )
        return _OF_CONNECTION.get(code, fallback)
    if str(error) == _NOTHING_SAID:
        return SILENT
    for cause in (*_causes(heard), *_causes(error)):
        if (fault := _of_system(cause)) is not None:
            return fault
    if isinstance(error, MqttCodeError):
        return BROKEN_OFF
    return Fault(problem=Problem.INTERNAL, detail=f"it could not be sent ({type(error).__name__})")


def _of_system(error: BaseException) -> Fault | None:
    """Return what an error of the system means; None for others."""
    match error:
        case ssl.SSLCertVerificationError():
            reason = error.verify_message or "it does not prove who answers"
            return Fault(problem=Problem.UNTRUSTED, detail=f"certificate not trusted: {reason}")
        case ssl.SSLError() if refuses_us(error):
            return Fault(problem=Problem.CLIENT_CERTIFICATE, detail="the broker does not accept our client certificate")
        case ssl.SSLError():
            return Fault(problem=Problem.NO_TLS, detail="no secure connection (TLS) could be made")
        case socket.gaierror():
            return Fault(problem=Problem.NO_SUCH_HOST, detail="the host name is not known (DNS)")
        case ConnectionResetError() | BrokenPipeError() | ConnectionAbortedError():
            return BROKEN_OFF
        case OSError():
            return Fault(problem=Problem.NOT_REACHED, detail=f"no connection: {errno_words(error)}")
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Go through an error and what it came from."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
