"""Whole segments as units: how many of one coder's segments another marked too, by code and document.

Two segments of one code are the same when they share at least `overlap` of the words both cover (intersection over
union). Nobody counts the segments that neither marked, so there is no chance term, and no coefficient that needs one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from anselm.analysis.agreement.histogram import Design, Spans
from anselm.analysis.agreement.intervals import FEWEST, bounds, without_width
from anselm.analysis.agreement.result import NO_COMPARISON, NOT_USED, Figure, Floats, defined, undefined
from anselm.analysis.agreement.spans import Segment, match

NO_CHANCE = "undefined because segments that nobody marked cannot be counted"
SEGMENT_COEFFICIENTS = ("percent", "f1")


@dataclass(frozen=True, slots=True)
class SegmentCounts:
    """`matched` and `decisions` by [document, code]: pairs of segments that fit, and segments of both coders."""

    matched: Floats
    decisions: Floats
    shared: int

    def figure(self, measure: str, code: int | None) -> Figure:
        """The figure of one code, or of all together, with an interval over documents."""
        if self.shared == 0:
            return undefined(NO_COMPARISON)
        pick = slice(None) if code is None else slice(code, code + 1)
        matched, decisions = self.matched[:, pick].sum(axis=1), self.decisions[:, pick].sum(axis=1)
        n = round(float(decisions.sum()))
        if n == 0:
            return undefined(NOT_USED)
        if measure not in SEGMENT_COEFFICIENTS:
            return undefined(NO_CHANCE, n)
        value = _share(measure, matched.sum(), decisions.sum())
        held = np.flatnonzero(decisions > 0)
        if held.size < FEWEST:
            return defined(float(value), n)
        without = _share(measure, matched.sum() - matched[held], decisions.sum() - decisions[held])
        low, high = bounds(np.array([value]), np.zeros((0, 1)), np.asarray(without)[:, None], "jackknife-t")
        if without_width(low, high)[0]:
            return defined(float(value), n)
        return defined(float(value), n).within(max(float(low[0]), 0.0), float(high[0]))

    def n_documents(self, code: int | None) -> int:
        """In how many documents the code (none: any code) was marked."""
        held = self.decisions if code is None else self.decisions[:, code : code + 1]
        return int((held.sum(axis=1) > 0).sum())


def _share(measure: str, matched: Floats, decisions: Floats) -> Floats:
    """F1: 2M / (N1 + N2). Percent: M / (N1 + N2 - M), a segment marked by one only counted once."""
    if measure == "f1":
        return np.asarray(2.0 * matched / decisions)
    return np.asarray(matched / (decisions - matched))


def segment_counts(spans: Spans, design: Design, overlap: float) -> SegmentCounts:
    """Segments matched in every document two coders share; the pairs of coders are added up.

    Raises ValueError for an overlap outside (0, 1].
    """
    matched = np.zeros((design.n_documents, design.n_codes))
    decisions = np.zeros_like(matched)
    rows: dict[tuple[int, int, int], list[Segment]] = {}
    columns = (spans.coder, spans.document, spans.code, spans.start, spans.end)
    for coder, document, code, start, end in zip(*(column.tolist() for column in columns), strict=True):
        rows.setdefault((coder, document, code), []).append((start, end))
    shared = set()
    for first, second in combinations(range(design.n_coders), 2):
        both = np.flatnonzero(design.assigned[first] & design.assigned[second]).tolist()
        shared |= set(both)
        for document in both:
            for code in range(design.n_codes):
                one, other = rows.get((first, document, code), []), rows.get((second, document, code), [])
                if one or other:
                    decisions[document, code] += len(one) + len(other)
                    matched[document, code] += len(match(one, other, overlap).pairs)
    return SegmentCounts(matched, decisions, len(shared))
