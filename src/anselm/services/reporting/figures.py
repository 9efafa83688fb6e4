"""The figures a report can hold, each drawn from the study's own data."""

from __future__ import annotations

from collections.abc import Callable

from anselm.domain.document import FigureBlock
from anselm.services.ports import Reads

__all__ = ["FIGURES"]

FIGURES: dict[str, Callable[[Reads], FigureBlock]] = {}
