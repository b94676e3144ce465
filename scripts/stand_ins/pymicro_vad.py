"""Stands in for the voice detection of Home Assistant's voice assistant, which the demo does not have."""


class MicroVad:
    """Detects no voice."""

    def __init__(self) -> None:
        """Refuse to be used."""
        raise RuntimeError("the demo has no voice assistant")
