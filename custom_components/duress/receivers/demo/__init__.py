"""A simulated school that speaks real EchoStream bytes over a real socket, so that a demo runs the real path."""

from .layout import RECEIVER_KEY, SCHOOL, DemoFloor, DemoLayout, DemoRoom, DemoTransmitter
from .school import DemoCondition, DemoSchool
from .server import DemoServer

__all__ = [
    "RECEIVER_KEY",
    "SCHOOL",
    "DemoCondition",
    "DemoFloor",
    "DemoLayout",
    "DemoRoom",
    "DemoSchool",
    "DemoServer",
    "DemoTransmitter",
]
