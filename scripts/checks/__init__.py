"""Checks of what no linter knows: manifest, translations, actions, triggers, quality scale, documents and tidiness.

Each check is a function that takes the repository's folder and returns one sentence per fault. All of them are run by
`python -m scripts.checks` and, one test each, by `tests/test_repository.py`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from .actions import check_actions, check_conditions, check_triggers
from .dialling import check_dialling, check_reasons
from .documents import check_documents
from .drawings import check_drawings
from .keys import check_entity_keys, check_flow_keys, check_sentence_keys
from .manifest import check_hacs, check_manifest
from .platforms import check_platforms
from .quality import check_quality_scale
from .rights import check_registration, check_rights
from .tidiness import check_paths, check_python
from .translations import check_languages
from .wording import check_words

type Check = Callable[[Path], list[str]]

CHECKS: Final[dict[str, Check]] = {
    "manifest": check_manifest,
    "hacs": check_hacs,
    "languages": check_languages,
    "words": check_words,
    "entity keys": check_entity_keys,
    "flow keys": check_flow_keys,
    "sentence keys": check_sentence_keys,
    "actions": check_actions,
    "triggers": check_triggers,
    "rights": check_rights,
    "registration": check_registration,
    "conditions": check_conditions,
    "platforms": check_platforms,
    "quality scale": check_quality_scale,
    "documents": check_documents,
    "drawings": check_drawings,
    "paths": check_paths,
    "python": check_python,
    "dialling": check_dialling,
    "reasons": check_reasons,
}
