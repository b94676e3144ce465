"""The Inovonics EchoStream radio protocol: bytes in, messages out, no I/O.

`FrameReader` cuts a byte stream into frames, `decode` turns a frame into a message, `encode` is the inverse, and
`commands` are the questions a receiver may be asked. Section numbers in docstrings ("frame layout, section 6") refer
to docs/echostream.md, which states each fact with its confidence.
"""

from .decoding import decode
from .encoding import encode
from .framing import FrameReader
from .messages import (
    Ack,
    Aggregate,
    AlarmInputs,
    BroadcastConfig,
    CommunicatorReport,
    DeviceReset,
    DirectedConfig,
    EndDeviceFlags,
    EndDeviceReport,
    EnvironmentalReport,
    LegacyReceiverCheckIn,
    LocatorReport,
    LocatorStatus,
    Message,
    Nak,
    ReceiverCheckIn,
    ReceiverFlags,
    RepeaterFlags,
    RepeaterStatus,
    Route,
    SerialDataReport,
    UnknownMessage,
)
from .products import PRODUCTS, Product, ProductKind, product_of
from .uid import Mid, Uid, format_uid, make_uid, mid_of, parse_uid, serial_of

__all__ = [
    "PRODUCTS",
    "Ack",
    "Aggregate",
    "AlarmInputs",
    "BroadcastConfig",
    "CommunicatorReport",
    "DeviceReset",
    "DirectedConfig",
    "EndDeviceFlags",
    "EndDeviceReport",
    "EnvironmentalReport",
    "FrameReader",
    "LegacyReceiverCheckIn",
    "LocatorReport",
    "LocatorStatus",
    "Message",
    "Mid",
    "Nak",
    "Product",
    "ProductKind",
    "ReceiverCheckIn",
    "ReceiverFlags",
    "RepeaterFlags",
    "RepeaterStatus",
    "Route",
    "SerialDataReport",
    "Uid",
    "UnknownMessage",
    "decode",
    "encode",
    "format_uid",
    "make_uid",
    "mid_of",
    "parse_uid",
    "product_of",
    "serial_of",
]
