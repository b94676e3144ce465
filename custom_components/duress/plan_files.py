"""The folder of a site's floor plans, beside its ledger and so in every backup: one file of positions, one per image.

An image is called after its bytes and is never changed. It is written before anything names it, so that a copy of the
folder, or a stop at any moment, leaves plans that can be shown.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
import json
import logging
from pathlib import Path
from typing import Final

from homeassistant.util.file import write_utf8_file_atomic

from .core.plans import Pack, Picture, Plan, packs_to_store, stored_packs, stored_plans, to_store

_LOGGER = logging.getLogger(__name__)

_POSITIONS: Final = "plans.json"


class PlanFiles:
    """Reads and writes the folder; what it does takes time, so it is done away from the event loop."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made with the first plan."""
        self._folder = folder

    def load(self) -> tuple[dict[str, Plan], dict[str, Pack]]:
        """Return plans and contacts; an image that is lost is left out, a damaged file is kept beside and said."""
        path = self._folder / _POSITIONS
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            plans, packs = stored_plans(stored), stored_packs(stored)
        except FileNotFoundError:
            return {}, {}
        except (OSError, ValueError, RecursionError) as error:
            _LOGGER.error("The floor plans cannot be read (%s); %s is kept as it is", error, path)  # noqa: TRY400 - the sentence says all
            self._set_aside(path)
            return {}, {}
        for floor_id, plan in plans.items():
            if plan.picture is not None and not self.path(plan.picture).is_file():
                _LOGGER.warning("The image of a floor plan is lost: %s", self.path(plan.picture))
                plans[floor_id] = replace(plan, picture=None)
        self._tidy({plan.picture.file for plan in plans.values() if plan.picture is not None})
        return plans, packs

    def is_new(self) -> bool:
        """Whether nothing was ever stored, not even something that was damaged."""
        return not self._folder.exists()

    def store(self, plans: Mapping[str, Plan], packs: Mapping[str, Pack], pictures: Mapping[str, bytes]) -> None:
        """Write new images by the names of their files, then all the rest; raises OSError or HomeAssistantError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for file, data in pictures.items():
            if not (path := self._folder / file).is_file():
                write_utf8_file_atomic(str(path), data, mode="wb")
        text = json.dumps({**to_store(plans), "packs": packs_to_store(packs)}, ensure_ascii=False, indent=1)
        write_utf8_file_atomic(str(self._folder / _POSITIONS), text)

    def path(self, picture: Picture) -> Path:
        """Return where an image is."""
        return self._folder / picture.file

    def read(self, pictures: Collection[Picture]) -> dict[str, bytes]:
        """Return the bytes of images by their names; one that cannot be read is left out."""
        found: dict[str, bytes] = {}
        for picture in pictures:
            try:
                found[picture.name] = self.path(picture).read_bytes()
            except OSError as error:
                _LOGGER.warning("The image of a floor plan cannot be read: %s", error)
        return found

    def _tidy(self, named: Collection[str]) -> None:
        """Remove the images that no plan has any more."""
        for path in self._folder.iterdir():
            if path.suffix in (".png", ".jpeg", ".webp") and path.name not in named:
                path.unlink(missing_ok=True)

    def _set_aside(self, path: Path) -> None:
        """Keep a damaged file under another name, so that the next change does not write over it."""
        try:
            path.replace(path.with_suffix(".damaged"))
        except OSError as error:
            _LOGGER.warning("It could not be renamed: %s", error)
