"""Which passages of a case stand under a theme or code, and which cases are compared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from anselm.domain.fieldwork import Case, CaseKind
from anselm.services.interpretation.ground import Ground

__all__ = ["NOTHING", "Under", "compared", "passages_under"]

Ints = npt.NDArray[np.int64]
Under = dict[tuple[str, str], Ints]  # the numbers of the passages of a case under a theme or code
NOTHING = np.zeros(0, dtype=np.int64)


def compared(cases: Sequence[Case]) -> list[Case]:
    """Teams where there are teams: cases are a tree of kinds, and the matrix compares one kind."""
    kinds = {one.kind for one in cases}
    return [one for one in cases if one.kind is CaseKind.TEAM or CaseKind.TEAM not in kinds]


def passages_under(ground: Ground, kind: str, column_ids: Sequence[str]) -> Under:
    """The passages of each case under each column."""
    codes = {one.id: ground.below[at] for at, one in enumerate(ground.codes)}
    themes = {one.id: ground.theme_codes[at] for at, one in enumerate(ground.themes)}
    marks = ground.marks
    found: Under = {}
    for column in column_ids:
        wanted = np.zeros(len(ground.codes), dtype=np.bool_)
        wanted[list((themes if kind == "theme" else codes).get(column, ()))] = True
        at = np.flatnonzero(marks.carrying(wanted) & (marks.case >= 0))
        pairs = np.unique(marks.case[at] * len(ground.segments) + marks.passage[at])
        cases, first = np.unique(pairs // max(len(ground.segments), 1), return_index=True)
        each = np.split(pairs % max(len(ground.segments), 1), first[1:])
        found |= {(ground.cases[case].id, column): held for case, held in zip(cases.tolist(), each, strict=False)}
    return found
