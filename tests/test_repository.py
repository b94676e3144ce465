"""The repository keeps its own rules: every check of scripts/checks finds nothing."""

from pathlib import Path
from typing import Final

import pytest

from scripts.checks import CHECKS

ROOT: Final = Path(__file__).parents[1]


@pytest.mark.parametrize("name", CHECKS)
def test_the_repository_keeps_its_rules(name: str) -> None:
    """Given this repository, when a check looks at it, then it finds no fault."""
    assert CHECKS[name](ROOT) == []
