"""The decoders one writes first, in the style of published EchoStream code, written anew and correctly: the baselines.

In both, identifiers become hexadecimal text, a message becomes a dictionary with the state topic of every bit, headers
and classes are cases. `ByteDecoder` reads bytes by their place and takes only the status bytes apart, as the published
bridge does. `BitDecoder` turns the whole message into a list of booleans and cuts every field out of it by its bits, as
the published Python library (and the one it was modelled on) does. Neither logs, publishes or uses threads, which
the originals do for every message: only decoding is compared.
"""

from collections.abc import Iterable
from typing import Final, override

START_BYTES: Final = bytes((6, 17, 19, 21, 28, 49, 53, 114))

type Message = dict[str, object]

SECURITY_BITS: Final = {
    1: ["alarm1", "alarm2", "alarm3", "alarm4", "reserved4", "reserved5", "maintenance", "eol_tamper"],
    0: ["reserved0", "reserved1", "reserved2", "reset", "no_change", "tamper", "low_battery", "reserved7"],
}
REPEATER_BITS: Final = {
    1: ["layer0", "layer1", "layer2", "layer3", "reserved4", "config_ack", "one_neighbor", "layer_assigned"],
    0: ["reserved0", "line_power_loss", "reserved2", "reset", "no_change", "tamper", "low_battery", "jammed"],
}


class Bits:
    """One byte as a list of booleans, least significant first."""

    def __init__(self, value: int) -> None:
        """Take the byte apart."""
        self.value = value
        self.bits = [bit == "1" for bit in f"{value:08b}"]
        self.bits.reverse()

    def __getitem__(self, index: int) -> bool:
        """Return one bit."""
        return self.bits[index]


class ByteDecoder:
    """Cuts a stream into messages and turns each into a dictionary."""

    def __init__(self) -> None:
        """Start with an empty buffer."""
        self.buffer = b""

    def receive(self, data: bytes) -> list[Message]:
        """Take what the socket gave and return the messages in it."""
        messages = []
        self.buffer += data
        while len(self.buffer) > 0:
            if self.buffer[0] not in START_BYTES:
                self.buffer = self.buffer[1:]
                continue
            if len(self.buffer) < 2:
                break
            total_length = self.buffer[1] + 1
            if len(self.buffer) < total_length:
                break
            message = self.buffer[:total_length]
            if self.checksum(message[:-1]) != message[-1]:
                self.buffer = self.buffer[1:]
                continue
            self.buffer = self.buffer[total_length:]
            messages.append(self.process(message))
        return messages

    def checksum(self, data: bytes) -> int:
        """Return the sum of some bytes modulo 256."""
        return sum(data) & 0xFF

    def process(self, message: bytes) -> Message:
        """Turn one message into a dictionary."""
        match message[0]:
            case 6:
                return {"type": "ack"}
            case 21:
                return {"type": "nak", "error": message[2]}
            case 28:
                stat0 = Bits(message[4])
                return {
                    "type": "checkin",
                    "counter": message[2],
                    "jammed": stat0[7],
                    "tamper": stat0[5],
                    "no_change": stat0[4],
                    "reset": stat0[3],
                    "link_failure": stat0[0],
                }
            case 114:
                return self.process_inbound(message)
            case _:
                return {"type": "other", "payload": message[2:-1].hex()}

    def process_inbound(self, message: bytes) -> Message:
        """Turn a radio message into a dictionary."""
        traces = message[10]
        trace = [message[11 + 4 * index : 15 + 4 * index].hex().upper() for index in range(traces)]
        offset = 4 * traces
        head: Message = {
            "originator": message[2:6].hex().upper(),
            "mid": message[2],
            "serial": int(message[3:6].hex(), 16),
            "first_hop": message[6:10].hex().upper(),
            "trace": trace,
            "hop_count": message[11 + offset],
            "class": message[12 + offset],
            "pti": message[13 + offset],
        }
        payload = message[14 + offset : -1]
        match head["class"]:
            case 62:
                return {**head, "type": "security", **self.states(str(head["originator"]), payload, SECURITY_BITS)}
            case 65 if head["pti"] == 0:
                return {**head, "type": "repeater", **self.states(str(head["originator"]), payload, REPEATER_BITS)}
            case 2:
                return {**head, "type": "aggregated", "messages": self.parts(head, payload)}
            case _:
                return {**head, "type": "other", "payload": payload.hex()}

    def parts(self, head: Message, payload: bytes) -> list[Message]:
        """Turn the messages inside an aggregated message into dictionaries."""
        messages: list[Message] = []
        while len(payload) > 2:
            part = payload[: payload[0]]
            payload = payload[payload[0] :]
            inner: Message = {
                "originator": part[1:5].hex().upper(),
                "mid": part[1],
                "serial": int(part[2:5].hex(), 16),
                "first_hop": head["originator"],
                "class": part[5],
                "pti": part[6],
                "type": "security",
            }
            messages.append({**inner, **self.states(str(inner["originator"]), part[7:], SECURITY_BITS)})
        return messages

    def states(self, device: str, payload: bytes, names: dict[int, list[str]]) -> Message:
        """Return level, margin, every named bit, and the state topic of every bit."""
        result: Message = {"level": payload[2], "margin": payload[3]}
        for stat, value in ((1, payload[0]), (0, payload[1])):
            bits = Bits(value)
            for bit in range(8):
                result[names[stat][bit]] = bits[bit]
                result[device + "/" + str(stat) + "/" + str(bit + 1) + "/state"] = self.state(bits[bit])
        return result

    def state(self, bit: bool) -> str:
        """Return what a state topic says about a bit."""
        return "ON" if bit else "OFF"


def to_bits(data: bytes) -> list[bool]:
    """Return the bits of some bytes, most significant first."""
    return [digit == "1" for byte in data for digit in f"{byte:08b}"]


def from_bits(bits: Iterable[bool]) -> int:
    """Return the number that some bits make, most significant first."""
    return int("".join("1" if bit else "0" for bit in bits), 2)


class BitDecoder(ByteDecoder):
    """Takes every field of a radio message out of a list of booleans."""

    @override
    def process_inbound(self, message: bytes) -> Message:
        """Turn a radio message into a dictionary."""
        bits = to_bits(message[:-1])
        traces = from_bits(bits[80:88])
        offset = 88 + 32 * traces
        head: Message = {
            "originator": f"{from_bits(bits[16:48]):08X}",
            "mid": from_bits(bits[16:24]),
            "serial": from_bits(bits[24:48]),
            "first_hop": f"{from_bits(bits[48:80]):08X}",
            "trace": [f"{from_bits(bits[at : at + 32]):08X}" for at in range(88, offset, 32)],
            "hop_count": from_bits(bits[offset : offset + 8]),
            "class": from_bits(bits[offset + 8 : offset + 16]),
            "pti": from_bits(bits[offset + 16 : offset + 24]),
        }
        payload = bits[offset + 24 :]
        match head["class"]:
            case 62:
                return {**head, "type": "security", **self.bit_states(str(head["originator"]), payload, SECURITY_BITS)}
            case 65 if head["pti"] == 0:
                return {**head, "type": "repeater", **self.bit_states(str(head["originator"]), payload, REPEATER_BITS)}
            case 2:
                return {**head, "type": "aggregated", "messages": self.bit_parts(head, payload)}
            case _:
                return {**head, "type": "other", "payload": f"{from_bits(payload):X}"}

    def bit_parts(self, head: Message, payload: list[bool]) -> list[Message]:
        """Turn the messages inside an aggregated message into dictionaries."""
        messages: list[Message] = []
        while len(payload) > 16:
            size = 8 * from_bits(payload[:8])
            part = payload[:size]
            payload = payload[size:]
            inner: Message = {
                "originator": f"{from_bits(part[8:40]):08X}",
                "mid": from_bits(part[8:16]),
                "serial": from_bits(part[16:40]),
                "first_hop": head["originator"],
                "class": from_bits(part[40:48]),
                "pti": from_bits(part[48:56]),
                "type": "security",
            }
            messages.append({**inner, **self.bit_states(str(inner["originator"]), part[56:], SECURITY_BITS)})
        return messages

    def bit_states(self, device: str, payload: list[bool], names: dict[int, list[str]]) -> Message:
        """Return level, margin, every named bit, and the state topic of every bit."""
        result: Message = {"level": from_bits(payload[16:24]), "margin": from_bits(payload[24:32])}
        for stat, bits in ((1, payload[7::-1]), (0, payload[15:7:-1])):
            for bit in range(8):
                result[names[stat][bit]] = bits[bit]
                result[device + "/" + str(stat) + "/" + str(bit + 1) + "/state"] = self.state(bits[bit])
        return result
