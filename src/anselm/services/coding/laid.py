"""The codings of some rounds in the order of their places, kept from one question to the next.

A coding that came, went or moved is put in its place; the others are neither read nor sorted again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from anselm.domain.coding import Coding
from anselm.services.ports import Reads

__all__ = ["Laid", "Row", "laid", "laid_in"]

Ints = npt.NDArray[np.int64]
# (coding, version, source, start, end, code, reader): what counting needs of a coding; an agreed one has no reader.
Row: TypeAlias = tuple[str, str, str, int, int, str, str]
_FIELDS = ("id", "version_id", "source_id", "start", "end", "code_id", "coder_id")


@dataclass(frozen=True, slots=True)
class Laid:
    """Codings by text, beginning, end, reader and code, each one column of `at`.

    `texts` (version and source) and `codes` are in order, and the first and last row number them; the fourth numbers
    readers from 1, as whoever asked counts them (0: nobody's own, or nobody known).
    """

    texts: tuple[tuple[str, str], ...]
    codes: tuple[str, ...]
    ids: npt.NDArray[np.object_]
    hashes: Ints  # of the identifiers, which are found by them among very many
    at: Ints

    def changed(self, gone: Collection[str], came: Laid) -> Laid:
        """Without some codings and with others; these stand where they would stand had all been laid at once."""
        there = np.ones(len(self.ids), dtype=np.bool_)
        maybe = np.flatnonzero(np.isin(self.hashes, [hash(one) for one in gone]))
        there[[at for at in maybe.tolist() if self.ids[at] in gone]] = False
        texts = tuple(sorted({*self.texts, *came.texts}))
        codes = tuple(sorted({*self.codes, *came.codes}))
        ours = _renumbered(self.at if there.all() else self.at[:, there], self, texts, codes)
        theirs = _renumbered(came.at, came, texts, codes)
        places = _places(ours, theirs)
        return Laid(
            texts,
            codes,
            np.insert(self.ids[there], places, came.ids),
            np.insert(self.hashes[there], places, came.hashes),
            np.insert(ours, places, theirs, axis=1),
        )


def laid(rows: Sequence[Row], reader_at: Mapping[str, int]) -> Laid:
    """Codings in the order of their places."""
    if not rows:
        none = np.zeros((5, 0), dtype=np.int64)
        return Laid((), (), np.zeros(0, dtype=np.object_), none[0], none)
    ids, versions, sources, starts, ends, of_code, readers = zip(*rows, strict=True)
    texts, codes = tuple(sorted(set(zip(versions, sources, strict=True)))), tuple(sorted(set(of_code)))
    text_at = {one: at for at, one in enumerate(texts)}
    code_at = {one: at for at, one in enumerate(codes)}
    at = np.array(
        [
            [text_at[one] for one in zip(versions, sources, strict=True)],
            starts,
            ends,
            [reader_at.get(one, 0) for one in readers],
            [code_at[one] for one in of_code],
        ],
        dtype=np.int64,
    )
    order = np.lexsort(at[::-1])
    hashes = np.array([hash(one) for one in ids], dtype=np.int64)[order]
    return Laid(texts, codes, np.array(ids, dtype=np.object_)[order], hashes, np.ascontiguousarray(at[:, order]))


def laid_in(reads: Reads, round_ids: Sequence[str], reader_ids: Sequence[str]) -> Laid:
    """The codings of these rounds that the viewer may see; readers numbered from 1 in the order given."""
    within = tuple(sorted(round_ids))
    reader_at = {one: at + 1 for at, one in enumerate(reader_ids)}

    def read() -> Laid:
        return laid(reads.columns(Coding, *_FIELDS, round_id=within), reader_at)

    def mended(there: Laid, changed: frozenset[str]) -> Laid:
        if not changed:
            return there
        now = reads.columns(Coding, *_FIELDS, id=changed, round_id=within)
        return there.changed(changed, laid(now, reader_at))

    return reads.followed(("laid", within, tuple(reader_ids)), Coding, read, mended)


def _renumbered(at: Ints, of: Laid, texts: Sequence[tuple[str, str]], codes: Sequence[str]) -> Ints:
    """The same codings with their texts and codes numbered anew; their order stays."""
    if (of.texts, of.codes) == (texts, codes):
        return at
    text_at = {one: n for n, one in enumerate(texts)}
    code_at = {one: n for n, one in enumerate(codes)}
    found = at.copy()
    found[0] = np.array([text_at[one] for one in of.texts], dtype=np.int64)[at[0]]
    found[4] = np.array([code_at[one] for one in of.codes], dtype=np.int64)[at[4]]
    return found


def _places(ours: Ints, theirs: Ints) -> list[int]:
    """Before which of ours each of theirs stands."""
    there = range(ours.shape[1])
    return [bisect_left(there, wanted, key=lambda n: ours[:, n].tolist()) for wanted in theirs.T.tolist()]
