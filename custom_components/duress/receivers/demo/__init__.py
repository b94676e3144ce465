"""A simulated school that speaks real EchoStream bytes over a real socket, so that a demo runs the real path."""

from .layout import SCHOOL, DemoFloor, DemoLayout, DemoRoom, DemoTransmitter
from .school import DemoCondition, DemoSchool
from .server import DemoServer

__all__ = [
    "SCHOOL",
    "DemoCondition",
    "DemoFloor",
    "DemoLayout",
    "DemoRoom",
    "DemoSchool",
    "DemoServer",
    "DemoTransmitter",
]
