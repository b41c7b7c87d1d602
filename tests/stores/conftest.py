"""A recorded store and a state folder for every test of deliveries."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.stores.recorded import Recorded

from goglobal.delivery.store import Store


@pytest.fixture
def recorded(store: Store) -> Recorded:
    return Recorded(store)


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "project" / ".goglobal"
