"""Who calls by one code what others call by another, and whose reading or which document moves a figure.

These are for talking about the codebook, not for ranking people: the library never sorts coders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from anselm.analysis.agreement import binary
from anselm.analysis.agreement.binary import Stats
from anselm.analysis.agreement.histogram import Design, Spans, tally
from anselm.analysis.agreement.result import Figure, Floats, Ints
from anselm.analysis.differences import Difference


@dataclass(frozen=True, slots=True)
class Confusion:
    """`lengths[a, b]`: characters the first coder marked a and the second b; the last row and column are "no
    code".

    A character under several codes counts in every combination, so the table need not add up to the text.
    """

    lengths: Ints
    first: int
    second: int

    @property
    def n_codes(self) -> int:
        """Codes, without the row for none."""
        return int(self.lengths.shape[0]) - 1


def _marks(spans: Spans, coder: int, document: int, n_codes: int, cuts: Ints) -> Floats:
    """[stretch, code + 1] 1.0 where the coder used the code; the last column is "no code"."""
    rows = np.flatnonzero((spans.coder == coder) & (spans.document == document))
    steps = np.zeros((cuts.size, n_codes + 1))
    np.add.at(steps, (np.searchsorted(cuts, spans.start[rows]), spans.code[rows]), 1.0)
    np.add.at(steps, (np.searchsorted(cuts, spans.end[rows]), spans.code[rows]), -1.0)
    on = (np.cumsum(steps, axis=0)[:-1] > 0).astype(np.float64)
    on[:, -1] = on[:, :-1].sum(axis=1) == 0
    return on


def confusion(spans: Spans, design: Design, first: int, second: int) -> Confusion:
    """Codes of the first coder by codes of the second, in characters, over documents assigned to both."""
    shared = np.flatnonzero(design.assigned[first] & design.assigned[second])
    total = np.zeros((design.n_codes + 1, design.n_codes + 1))
    for document in shared:
        here = np.flatnonzero(
            (spans.document == document) & ((spans.coder == first) | (spans.coder == second))
        )
        edges = np.array([0, design.lengths[document]], dtype=np.int64)
        cuts = np.unique(np.concatenate([spans.start[here], spans.end[here], edges]))
        one = _marks(spans, first, int(document), design.n_codes, cuts)
        other = _marks(spans, second, int(document), design.n_codes, cuts)
        total += (one * np.diff(cuts)[:, None]).T @ other
    return Confusion(np.rint(total).astype(np.int64), first, second)


def passages(
    found: Sequence[Difference], agreed: Sequence[str], first: str, second: str
) -> dict[tuple[str, str], int]:
    """Passages by the code the first coder gave and the code the second gave; "" is no code.

    `found` are the differences and `agreed` the code of each passage both marked alike. Only pairs that
    occur.
    """
    table: dict[tuple[str, str], int] = {}

    def add(row: str, column: str) -> None:
        table[row, column] = table.get((row, column), 0) + 1

    for code in agreed:
        add(code, code)
    for one in found:
        rows = sorted({side.code for side in one.sides if side.coder == first})
        columns = sorted({side.code for side in one.sides if side.coder == second})
        if rows or columns:
            for row in rows or [""]:
                for column in columns or [""]:
                    add(row, column)
    return dict(sorted(table.items()))


def without_each_coder(
    spans: Spans, design: Design, measure: str = "krippendorff_alpha"
) -> tuple[Figure, ...]:
    """The figure pooled over codes with each coder left out in turn; with two coders every one is
    undefined.
    """
    result = []
    for coder in range(design.n_coders):
        kept = np.delete(np.arange(design.n_coders), coder)
        rows = spans.take(spans.coder != coder)
        moved = Spans(rows.coder - (rows.coder > coder), rows.code, rows.document, rows.start, rows.end)
        fewer = Design(design.n_codes, design.lengths, design.assigned[kept])
        result.append(binary.overall(binary.per_document(tally(moved, fewer)).total(), measure))
    return tuple(result)


def by_document(stats: Stats, measure: str = "krippendorff_alpha") -> tuple[Figure, ...]:
    """The figure pooled over codes in each document of a per-document Stats."""
    one_by_one = (stats.documents(np.array([at])).total() for at in range(stats.tables.shape[-2]))
    return tuple(binary.overall(one, measure) for one in one_by_one)


def without_each_document(stats: Stats, measure: str = "krippendorff_alpha") -> Floats:
    """The pooled figure with each document left out in turn, nan where undefined: which text moves the
    figure.
    """
    documents = stats.tables.shape[-2]
    return binary.pooled_values(stats.weighted(np.ones((documents, documents)) - np.eye(documents)), measure)
