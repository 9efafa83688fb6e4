"""Which passages of a case stand under a theme or code, and which cases are compared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from anselm.analysis.queries import member_pairs, sorted_once
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
    of = themes if kind == "theme" else codes
    coding, column = member_pairs(ground.marks, [sorted(of.get(one, ())) for one in column_ids])
    marks, n_passages = ground.marks, max(len(ground.segments), 1)
    mark = marks.coding_mark[coding]
    some = marks.case[mark] >= 0
    cell = marks.case[mark[some]] * len(column_ids) + column[some]
    pairs = sorted_once(cell * n_passages + marks.passage[mark[some]])
    cells, passages = pairs // n_passages, pairs % n_passages
    ends = np.flatnonzero(np.diff(cells, append=-1)) + 1
    found: Under = {}
    begin = 0
    for at, end in zip(cells[ends - 1].tolist(), ends.tolist(), strict=True):
        found[ground.cases[at // len(column_ids)].id, column_ids[at % len(column_ids)]] = passages[begin:end]
        begin = end
    return found
