from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import factories
from tests.visiting import Site, site

from anselm.bootstrap import Workbench


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    with factories.study(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One application for tests that are turned away at its gate."""
    with factories.study(tmp_path_factory.mktemp("shared")) as made:
        there = site(made)
        yield there
        there.close()


@pytest.fixture
def there(workbench: Workbench) -> Iterator[Site]:
    made = site(workbench)
    yield made
    made.close()
