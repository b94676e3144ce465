"""A ledger on a real file for every test that asks."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from custom_components.duress.ledger import Ledger


@pytest.fixture(autouse=True)
def auto_enable_custom_integrations() -> None:
    """Do without Home Assistant, which this package does not know."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the ledger's file is or will be."""
    return tmp_path / "ledger.db"


@pytest.fixture
async def ledger(path: Path) -> AsyncIterator[Ledger]:
    """Return a fresh ledger that is closed after the test."""
    opened = await Ledger.open(path)
    yield opened
    await opened.close()
