"""Figures kept up while people code: a change in one code and one source counts that cell anew and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from anselm.analysis.agreement import binary
from anselm.analysis.agreement.binary import Stats
from anselm.analysis.agreement.histogram import Design, Spans, tally
from anselm.analysis.agreement.result import Figure, Floats
from anselm.analysis.agreement.table import GROUP_COEFFICIENTS, PAIR_COEFFICIENTS

__all__ = ["Running"]


@dataclass(frozen=True)
class Running:
    """The sums of every code over all sources, and what each source adds to them."""

    design: Design
    by_document: Stats
    total: Stats

    @classmethod
    def of(cls, spans: Spans, design: Design) -> Running:
        """Count everything once. Raises ValueError naming the row of a span outside the design."""
        stats = binary.per_document(tally(spans, design))
        return cls(design, stats, stats.total())

    def changed(self, code: int, document: int, spans: Spans) -> Running:
        """The same with the marks of one code in one document as they are now, all coders' of them.

        `spans` are in the numbers of the whole design. Raises ValueError when one is of another code or document.
        """
        if (spans.code != code).any() or (spans.document != document).any():
            raise ValueError("the marks given are not all of the code and document that changed")
        zero = np.zeros_like(spans.code)
        alone = Design(
            1, self.design.lengths[document : document + 1], self.design.assigned[:, document : document + 1]
        )
        cell = binary.per_document(tally(Spans(spans.coder, zero, zero, spans.start, spans.end), alone))
        old = self.by_document
        parts = ((old.tables, cell.tables), (old.ratings, _levelled(cell, old)), (old.singles, cell.singles))
        sums = (self.total.tables, self.total.ratings, self.total.singles)
        kept: list[Floats] = []
        moved: list[Floats] = []
        for (whole, one), added in zip(parts, sums, strict=True):
            fresh, total = whole.copy(), added.copy()
            fresh[..., document, code] = one[..., 0, 0]
            total[..., code] += one[..., 0, 0] - whole[..., document, code]
            kept.append(fresh)
            moved.append(total)
        return Running(self.design, Stats(old.pairs, old.levels, *kept), Stats(old.pairs, old.levels, *moved))

    @cached_property
    def values(self) -> dict[tuple[int | None, str], Floats]:
        """Every coefficient by pair of coders (its place among `total.pairs`), and of all coders (None).

        By code, and last the figure pooled over codes; nan where there is none.
        """
        pairs, beside = len(self.total.pairs), _side_by_side(self.total)
        found: dict[tuple[int | None, str], Floats] = {}
        if pairs > 1:
            whole = [name for name in GROUP_COEFFICIENTS if name != "light_kappa"]
            found = {(None, name): binary.with_pooled(self.total, name) for name in whole}
        for name in PAIR_COEFFICIENTS if pairs else ():
            top, bottom = (one.reshape(pairs, -1) for one in binary.parts(beside, name))
            there = (beside.used.reshape(pairs, -1) > 0) & ~np.isnan(top / np.where(bottom == 0, np.nan, bottom))
            value = np.where(there, top, np.nan) / np.where(there, bottom, 1.0)
            sums = np.where(there, top, 0.0).sum(axis=1), np.where(there, bottom, 0.0).sum(axis=1)
            pooled = np.where(sums[1] == 0, np.nan, sums[0] / np.where(sums[1] == 0, 1.0, sums[1]))
            rows = np.concatenate([value, pooled[:, None]], axis=1)
            found |= {(pair, name): rows[pair] for pair in range(pairs)}
            if name == "cohen_kappa" and pairs > 1:
                found[None, "light_kappa"] = _mean(rows)
        return found

    def figures(self, code: int | None) -> dict[tuple[int | None, str], Figure]:
        """Every coefficient of one code, or (None) pooled over codes, keyed as `values`."""
        seen: dict[int | None, tuple[float, float]] = {}
        for who in (None, *range(len(self.total.pairs))):
            one = self.total if who is None else self.total.only(who)
            compared, used = (part if code is None else part[code : code + 1] for part in (one.compared, one.used))
            seen[who] = float(compared.max(initial=0.0)), float(used.max(initial=0.0))
        at = -1 if code is None else code
        return {
            (who, name): binary.figure_of(float(rows[at]), *seen[who], name)
            for (who, name), rows in self.values.items()
        }


def _side_by_side(total: Stats) -> Stats:
    """The pairs of coders one after the other along the last axis, as if they were codes of one pair."""
    both, first, second, neither = (total.tables[:, at].ravel() for at in range(4))
    length = both + first + second + neither
    singles = np.stack([np.stack([length, both + first]), np.stack([length, both + second])])
    levels = np.array([[2, 0], [2, 1], [2, 2]], dtype=np.int64)
    tables = np.stack([both, first, second, neither])[None]
    return Stats(((0, 1),), levels, tables, np.stack([neither, first + second, both]), singles)


def _mean(rows: Floats) -> Floats:
    """Of each column the mean of what is defined."""
    there = ~np.isnan(rows)
    n = there.sum(axis=0)
    return np.where(n > 0, np.where(there, rows, 0.0).sum(axis=0) / np.maximum(n, 1), np.nan)


def _levelled(cell: Stats, whole: Stats) -> Floats:
    """The cell's lengths in the levels of the whole: those of other numbers of coders are 0."""
    held = {(a, r): at for at, (a, r) in enumerate(cell.levels.tolist())}
    found = np.zeros((len(whole.levels), 1, 1))
    for at, (a, r) in enumerate(whole.levels.tolist()):
        if (a, r) in held:
            found[at] = cell.ratings[held[a, r]]
    return found
