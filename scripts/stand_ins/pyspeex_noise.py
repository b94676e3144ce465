"""Stands in for the noise reduction of Home Assistant's voice assistant, which the demo does not have."""


class AudioProcessor:
    """Processes no audio."""

    def __init__(self, auto_gain: float, noise_suppression: int) -> None:
        """Refuse to be used."""
        raise RuntimeError("the demo has no voice assistant")
