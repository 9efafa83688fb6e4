"""Lengths of text by the set of coders who applied a code: the sufficient statistic of every character-level
figure.

One sort and one sweep of the 2n span ends; no loop over characters. Overlapping spans of one coder and one
code count once (union). Source: AGREEMENT section 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from anselm.analysis.agreement.result import Bools, Ints

MASK_CODERS = 16
MASK_CELLS = 1 << 24
BLOCK = 1 << 14


@dataclass(frozen=True, slots=True)
class Spans:
    """Codings as columns of equal length: coder, code, document (indices from 0), start, end (half-open,
    code points).
    """

    coder: Ints
    code: Ints
    document: Ints
    start: Ints
    end: Ints

    @classmethod
    def of(
        cls,
        coder: npt.ArrayLike,
        code: npt.ArrayLike,
        document: npt.ArrayLike,
        start: npt.ArrayLike,
        end: npt.ArrayLike,
    ) -> Spans:
        """Columns from anything array-like. Raises ValueError when the columns differ in length."""
        columns = [np.asarray(column, dtype=np.int64).ravel() for column in (coder, code, document, start, end)]
        if len({column.size for column in columns}) > 1:
            raise ValueError("the five columns of spans differ in length")
        return cls(*columns)

    def take(self, rows: npt.NDArray[np.intp] | Bools) -> Spans:
        """The chosen rows."""
        return Spans(self.coder[rows], self.code[rows], self.document[rows], self.start[rows], self.end[rows])

    def part(self, begin: int, end: int) -> Spans:
        """The rows from one number to before another, not copied."""
        rows = slice(begin, end)
        return Spans(self.coder[rows], self.code[rows], self.document[rows], self.start[rows], self.end[rows])

    def in_order(self) -> Spans:
        """Sorted by code, document and start: kept so, they are counted block by block and in little memory."""
        return self.take(np.lexsort((self.start, self.document, self.code)))


@dataclass(frozen=True, slots=True)
class Design:
    """Who was to read what: `lengths[document]` in code points and `assigned[coder, document]`."""

    n_codes: int
    lengths: Ints
    assigned: Bools

    @classmethod
    def of(cls, n_codes: int, lengths: npt.ArrayLike, assigned: npt.ArrayLike) -> Design:
        """Raises ValueError when the shapes disagree or a length is negative."""
        lengths_ = np.asarray(lengths, dtype=np.int64).ravel()
        assigned_ = np.asarray(assigned, dtype=np.bool_)
        if assigned_.ndim != 2 or assigned_.shape[1] != lengths_.size:
            raise ValueError("assigned must have one row per coder and one column per document")
        if lengths_.size and int(lengths_.min()) < 0:
            raise ValueError("a document cannot have a negative length")
        return cls(n_codes, lengths_, assigned_)

    @property
    def n_coders(self) -> int:
        """How many coders the design names."""
        return int(self.assigned.shape[0])

    @property
    def n_documents(self) -> int:
        """How many documents the design names."""
        return int(self.lengths.size)


@dataclass(frozen=True, slots=True)
class Tally:
    """Per code and document: `pair[code, document, i, j]` characters coded by both i and j (diagonal: by i),
    and `ranks[code, document, r]` characters coded by exactly r coders; exact integers.
    """

    design: Design
    pair: Ints
    ranks: Ints


def _check(spans: Spans, design: Design) -> None:
    if not spans.coder.size:
        return
    limits = (
        ("coder", spans.coder, design.n_coders),
        ("code", spans.code, design.n_codes),
        ("document", spans.document, design.n_documents),
    )
    for name, column, limit in limits:
        wrong = np.flatnonzero((column < 0) | (column >= limit))
        if wrong.size:
            raise ValueError(f"span {int(wrong[0])}: {name} {int(column[wrong[0]])} is not one of 0 to {limit - 1}")
    wrong = np.flatnonzero((spans.start < 0) | (spans.end <= spans.start))
    if wrong.size:
        row = int(wrong[0])
        raise ValueError(f"span {row}: {int(spans.start[row])} to {int(spans.end[row])} is not a stretch of text")
    wrong = np.flatnonzero(spans.end > design.lengths[spans.document])
    if wrong.size:
        row = int(wrong[0])
        raise ValueError(f"span {row}: ends at {int(spans.end[row])}, after its document's last character")
    wrong = np.flatnonzero(~design.assigned[spans.coder, spans.document])
    if wrong.size:
        row = int(wrong[0])
        raise ValueError(
            f"span {row}: coder {int(spans.coder[row])} was not assigned document {int(spans.document[row])}"
        )


@dataclass(frozen=True, slots=True)
class _Events:
    """Span ends in reading order: group (code, document), coder, +1 or -1, and the length up to the next
    end.
    """

    group: Ints
    coder: Ints
    step: Ints
    length: Ints


def _events(spans: Spans, design: Design) -> _Events:
    """All span ends sorted by (code, document, position); one packed key when it fits in 63 bits, else a
    lexsort.
    """
    n_documents, n_coders = design.n_documents, design.n_coders
    group = np.concatenate([spans.code, spans.code]) * n_documents + np.concatenate([spans.document, spans.document])
    position = np.concatenate([spans.start, spans.end])
    lane = np.concatenate([spans.coder * 2, spans.coder * 2 + 1])
    reach, lanes = int(design.lengths.max(initial=0)).bit_length(), (2 * n_coders).bit_length()
    if (design.n_codes * n_documents).bit_length() + reach + lanes < 63:
        key = np.sort(((group << reach | position) << lanes) | lane)
        lane = key & ((1 << lanes) - 1)
        key >>= lanes
        group, position = key >> reach, key & ((1 << reach) - 1)
    else:
        order = np.lexsort((position, group))
        group, position, lane = group[order], position[order], lane[order]
    length = np.zeros_like(position)
    if position.size > 1:
        length[:-1] = np.where(group[1:] == group[:-1], position[1:] - position[:-1], 0)
    return _Events(group, lane >> 1, 1 - 2 * (lane & 1), length)


def _blocks(spans: Spans, n_documents: int) -> Iterator[Spans]:
    """Rows some at a time, never one code in one document in two blocks; all at once where they are not in order."""
    n = spans.code.size
    group = spans.code * n_documents + spans.document
    if n <= BLOCK or (group[1:] < group[:-1]).any():
        cuts = [0, n] if n else []
    else:
        changes = np.append(np.flatnonzero(group[1:] != group[:-1]) + 1, n)
        wanted = np.searchsorted(changes, np.arange(BLOCK, n, BLOCK))
        cuts = [0, *np.unique(changes[wanted]).tolist(), n]
    for begin, end in pairwise(cuts):
        if end > begin:
            yield spans.part(begin, end)


def histogram(spans: Spans, design: Design) -> Ints:
    """H[code, document, mask] in characters, where bit i of the mask says that coder i applied the code.

    Mask 0 holds the characters nobody coded. At most 16 coders; beyond that use `tally`, which needs no
    masks. Raises ValueError naming the row of a span outside the design.
    """
    if design.n_coders > MASK_CODERS:
        raise ValueError(f"masks hold at most {MASK_CODERS} coders; use tally")
    _check(spans, design)
    masks = 1 << design.n_coders
    counted = np.zeros(design.n_codes * design.n_documents * masks)
    for block in _blocks(spans, design.n_documents):
        events = _events(block, design)
        mask = np.zeros(events.coder.size, dtype=np.int64)
        for coder in range(design.n_coders):
            depth = np.cumsum(np.where(events.coder == coder, events.step, 0))
            mask |= (depth > 0).astype(np.int64) << coder
        first = int(events.group[0])
        # bincount adds in float64, exact for whole numbers below 2**53 characters.
        found = np.bincount((events.group - first) * masks + mask, weights=events.length)
        counted[first * masks : first * masks + found.size] += found
    result = counted.astype(np.int64).reshape(design.n_codes, design.n_documents, masks)
    result[:, :, 0] = design.lengths[None, :] - result[:, :, 1:].sum(axis=2)
    return result


def tally_of(counts: Ints, design: Design) -> Tally:
    """The pair and rank form of a mask histogram `counts[code, document, mask]`."""
    masks = np.arange(counts.shape[2], dtype=np.int64)
    bits = (masks[:, None] >> np.arange(design.n_coders, dtype=np.int64)[None, :]) & 1
    both = (bits[:, :, None] * bits[:, None, :]).reshape(masks.size, -1)
    by_rank = (bits.sum(axis=1)[:, None] == np.arange(design.n_coders + 1)[None, :]).astype(np.int64)
    m = design.n_coders
    pair = (counts @ both).reshape(counts.shape[0], counts.shape[1], m, m)
    return Tally(design, pair, counts @ by_rank)


def _tally_by_sweep(spans: Spans, design: Design) -> Tally:
    """Pair and rank lengths without masks, for any number of coders."""
    _check(spans, design)
    m, groups = design.n_coders, design.n_codes * design.n_documents
    events = _events(spans, design)
    on = np.zeros((events.coder.size, m), dtype=np.float64)
    for coder in range(m):
        on[:, coder] = np.cumsum(np.where(events.coder == coder, events.step, 0)) > 0
    weighted = on * events.length[:, None]
    edges = np.searchsorted(events.group, np.arange(groups + 1))
    pair = np.zeros((groups, m, m), dtype=np.int64)
    for cell in np.flatnonzero(np.diff(edges)):
        rows = slice(edges[cell], edges[cell + 1])
        pair[cell] = np.rint(weighted[rows].T @ on[rows]).astype(np.int64)
    rank = on.sum(axis=1).astype(np.int64)
    counted = np.bincount(events.group * (m + 1) + rank, weights=events.length, minlength=groups * (m + 1))
    ranks = counted.astype(np.int64).reshape(design.n_codes, design.n_documents, m + 1)
    ranks[:, :, 0] = design.lengths[None, :] - ranks[:, :, 1:].sum(axis=2)
    return Tally(design, pair.reshape(design.n_codes, design.n_documents, m, m), ranks)


def tally(spans: Spans, design: Design) -> Tally:
    """Pair and rank lengths of every code and document, by masks where they fit and by direct sweep where
    not.
    """
    cells = design.n_codes * design.n_documents << min(design.n_coders, 40)
    if design.n_coders <= MASK_CODERS and cells <= MASK_CELLS:
        return tally_of(histogram(spans, design), design)
    return _tally_by_sweep(spans, design)
