"""What a figure would be without one coder, or without one source: who, or which text, it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from anselm.analysis.agreement import binary
from anselm.analysis.agreement.binary import Stats
from anselm.analysis.agreement.histogram import Design, Spans, tally
from anselm.analysis.agreement.result import Figure, undefined
from anselm.analysis.agreement.table import Named

__all__ = ["NEEDS_THREE", "LeftOut", "left_out"]

MOST = 3
NEEDS_THREE = "no comparison, because without either of two coders one is left"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The figure pooled over codes without one coder or one source; `moves_by` is that minus the whole figure."""

    kind: Literal["coder", "source"]
    name: str
    coefficient: str
    figure: Figure
    moves_by: float | None

    def as_dict(self) -> dict[str, object]:
        """The row as the command line prints it."""
        return {
            "without": self.kind,
            "name": self.name,
            "coefficient": self.coefficient,
            "value": self.figure.value,
            "undefined": self.figure.undefined,
            "n": self.figure.n,
            "moves_by": self.moves_by,
        }


def left_out(named: Named, coefficients: Sequence[str], most: int | None = MOST) -> tuple[LeftOut, ...]:
    """Each coder left out in turn, then of the sources the `most` that move the figure furthest (None: all).

    A source without which there would be no figure comes first; one that one coder alone read moves nothing and is not
    among them. Of two coders neither can be left out, and the figure says so. `coefficients` are those of
    `binary.MEASURES`; with two coders also of `binary.PAIR_MEASURES`.
    """
    stats = binary.per_document(tally(named.spans, named.design))
    total, without_coder = stats.total(), [_without_coder(named, at) for at in range(len(named.coders))]
    shared = np.flatnonzero(stats.compared.max(axis=-1, initial=0.0) > 0)
    left = np.ones((shared.size, len(named.sources)))
    left[np.arange(shared.size), shared] = 0.0
    without_source = stats.weighted(left)
    found: list[LeftOut] = []
    for name in coefficients:
        whole = binary.overall(total, name).value
        for coder, one in zip(named.coders, without_coder, strict=True):
            figure = undefined(NEEDS_THREE) if one is None else binary.overall(one, name)
            found.append(_moved("coder", coder, name, figure, whole))
        if whole is None or not shared.size:
            continue
        moves = np.nan_to_num(np.abs(binary.pooled_values(without_source, name) - whole), nan=np.inf)
        for at in shared[np.argsort(-moves, kind="stable")][:most].tolist():
            figure = binary.overall(_without_source(stats, at), name)
            found.append(_moved("source", named.sources[at], name, figure, whole))
    return tuple(found)


def _without_source(stats: Stats, at: int) -> Stats:
    return stats.documents(np.delete(np.arange(stats.tables.shape[-2]), at)).total()


def _without_coder(named: Named, at: int) -> Stats | None:
    if len(named.coders) < 3:
        return None
    rows = named.spans.take(named.spans.coder != at)
    spans = Spans(rows.coder - (rows.coder > at), rows.code, rows.document, rows.start, rows.end)
    design = Design(named.design.n_codes, named.design.lengths, np.delete(named.design.assigned, at, axis=0))
    return binary.per_document(tally(spans, design)).total()


def _moved(
    kind: Literal["coder", "source"], who: str, coefficient: str, figure: Figure, whole: float | None
) -> LeftOut:
    moved = None if figure.value is None or whole is None else figure.value - whole
    return LeftOut(kind, who, coefficient, figure, moved)
