"""Other units of comparison: characters turned into words, sentences, utterances, sources or cases.

Everything stays in spans, so the same histogram and the same measures serve every unit: a marked unit
becomes a span of length 1 at the unit's number, and a document's length becomes its number of units.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from anselm.analysis.agreement.histogram import Design, Spans
from anselm.analysis.agreement.result import Ints


def _numbered(spans: Spans, boundaries: Sequence[Ints], share: float) -> tuple[Ints, Ints]:
    """First and one-past-last unit touched by each span; with `share` only units covered at least so far."""
    first = np.zeros(spans.start.size, dtype=np.int64)
    last = np.zeros(spans.start.size, dtype=np.int64)
    for document in np.unique(spans.document):
        edges = boundaries[int(document)]
        rows = np.flatnonzero(spans.document == document)
        start, end = spans.start[rows], spans.end[rows]
        left = np.clip(np.searchsorted(edges[:, 1], start, side="right"), 0, max(len(edges) - 1, 0))
        right = np.searchsorted(edges[:, 0], end, side="left")
        if share > 0.0 and len(edges):
            size = edges[:, 1] - edges[:, 0]
            covered = edges[left, 1] - np.maximum(edges[left, 0], start)
            left = np.where(covered < share * size[left], left + 1, left)
            final = np.maximum(right - 1, 0)
            covered = np.minimum(edges[final, 1], end) - np.maximum(edges[final, 0], start)
            right = np.where(covered < share * size[final], right - 1, right)
        first[rows], last[rows] = left, np.maximum(right, left)
    return first, last


def _checked(boundaries: Sequence[Ints], design: Design) -> list[Ints]:
    for document, edges in enumerate(boundaries):
        flat = np.asarray(edges, dtype=np.int64).reshape(-1)
        if flat.size and (np.any(np.diff(flat) < 0) or flat[0] < 0 or flat[-1] > design.lengths[document]):
            raise ValueError(f"document {document}: units must ascend, not overlap and stay inside the text")
    return [np.asarray(edges, dtype=np.int64).reshape(-1, 2) for edges in boundaries]


def stretches(
    spans: Spans, design: Design, boundaries: Sequence[Ints], share: float = 0.0
) -> tuple[Spans, Design]:
    """Compare units of text: `boundaries[document]` is [unit, 2] with half-open, ascending, disjoint ends.

    A unit is marked when a span touches it, or with `share` when one span covers at least that part of it.
    Text between units is left out. Raises ValueError for ends that overlap or leave the document.
    """
    shaped = _checked(boundaries, design)
    first, last = _numbered(spans, shaped, share)
    kept = np.flatnonzero(last > first)
    counted = Spans(spans.coder[kept], spans.code[kept], spans.document[kept], first[kept], last[kept])
    lengths = np.array([len(edges) for edges in shaped], dtype=np.int64)
    return counted, Design(design.n_codes, lengths, design.assigned)


def within(spans: Spans, design: Design, boundaries: Sequence[Ints]) -> tuple[Spans, Design]:
    """Compare only the characters inside `boundaries[document]` ([stretch, 2], half-open, ascending, disjoint).

    What lies between them is left out, and a span that lies wholly there with it. Raises ValueError for ends
    that overlap or leave the document.
    """
    start, end = spans.start.copy(), spans.end.copy()
    lengths = np.zeros(design.n_documents, dtype=np.int64)
    for document, edges in enumerate(_checked(boundaries, design)):
        sizes = edges[:, 1] - edges[:, 0]
        lengths[document] = sizes.sum()
        rows = np.flatnonzero(spans.document == document)
        start[rows], end[rows] = _inside(start[rows], edges), _inside(end[rows], edges)
    kept = np.flatnonzero(end > start)
    moved = Spans(spans.coder[kept], spans.code[kept], spans.document[kept], start[kept], end[kept])
    return moved, Design(design.n_codes, lengths, design.assigned)


def _inside(places: Ints, edges: Ints) -> Ints:
    """How many characters of the stretches lie before each place."""
    if not len(edges):
        return np.zeros(places.size, dtype=np.int64)
    sizes = edges[:, 1] - edges[:, 0]
    before = np.cumsum(sizes) - sizes
    at = np.maximum(np.searchsorted(edges[:, 0], places, side="right") - 1, 0)
    return np.asarray(before[at] + np.clip(places - edges[at, 0], 0, sizes[at]), dtype=np.int64)


def sources(spans: Spans, design: Design) -> tuple[Spans, Design]:
    """Compare whole sources: marked when the coder used the code anywhere in it. Each source stays a
    document.
    """
    ones = np.ones(spans.start.size, dtype=np.int64)
    moved = Spans(spans.coder, spans.code, spans.document, ones * 0, ones)
    return moved, Design(design.n_codes, np.ones(design.n_documents, dtype=np.int64), design.assigned)


def cases(spans: Spans, design: Design, case_of: Ints) -> tuple[Spans, Design]:
    """Compare cases: `case_of[document]` counts from 0. A coder is assigned a case when assigned all its
    sources.
    """
    n_cases = int(case_of.max(initial=-1)) + 1
    ones = np.ones(spans.start.size, dtype=np.int64)
    assigned = np.ones((design.n_coders, n_cases), dtype=np.bool_)
    for document, case in enumerate(case_of):
        assigned[:, case] &= design.assigned[:, document]
    moved = Spans(spans.coder, spans.code, case_of[spans.document], ones * 0, ones)
    kept = assigned[moved.coder, moved.document]
    return moved.take(kept), Design(design.n_codes, np.ones(n_cases, dtype=np.int64), assigned)
