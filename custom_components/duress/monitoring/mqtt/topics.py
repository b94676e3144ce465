"""The branch of a school in the district's topic tree: duress/v1/<district>/<site>/..."""

from dataclasses import dataclass
import re
from typing import Final

from ..messages import NoticeType

ROOT: Final = "duress/v1"
SEGMENT: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)
"""What a district or a site may be called in a topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """The topics of one school; ValueError for names that would lead into another branch."""

    district: str
    site: str

    def __post_init__(self) -> None:
        """Refuse wildcards, separators and whatever access rules could not name."""
        if not (SEGMENT.fullmatch(self.district) and SEGMENT.fullmatch(self.site)):
            raise ValueError("district and site are 1 to 64 small letters, digits, hyphens or underscores")

    @property
    def base(self) -> str:
        """The branch itself."""
        return f"{ROOT}/{self.district}/{self.site}"

    @property
    def state(self) -> str:
        """Whether the school is connected; retained."""
        return f"{self.base}/state"

    @property
    def receipt(self) -> str:
        """Where a desk answers."""
        return f"{self.base}/receipt"

    @property
    def receipts(self) -> str:
        """All that desks may answer on, also each on a topic of its own below."""
        return f"{self.receipt}/#"

    def of(self, kind: str) -> str:
        """Return where a kind of notice goes: event/incident, event/trouble and so on, or heartbeat."""
        if kind == NoticeType.HEARTBEAT:
            return f"{self.base}/heartbeat"
        return f"{self.base}/event/{kind.partition('_')[0]}"
