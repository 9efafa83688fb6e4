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


@pytest.fixture
def there(workbench: Workbench) -> Iterator[Site]:
    made = site(workbench)
    yield made
    made.close()
