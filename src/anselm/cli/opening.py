"""How every command reaches a study: as whom, for reading or for writing, and what it prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anselm.library.study import Study

__all__ = ["print_json", "reading", "writing"]


@contextmanager
def reading(folder: Path, as_: str | None = None) -> Iterator[Study]:
    """The study for reading; works beside a running workbench."""
    from anselm.library.study import open_

    with open_(folder, as_, read_only=True) as study:
        yield study


@contextmanager
def writing(folder: Path, as_: str | None = None) -> Iterator[Study]:
    """The study for writing; refused while another program holds it."""
    from anselm.library.study import open_

    with open_(folder, as_) as study:
        yield study


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=2))
