"""Codings as columns: each stretch of a text as one reader left it, and the turns it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import numpy.typing as npt

from anselm.analysis.queries import numbered
from anselm.domain.corpus import Segment
from anselm.services.coding.sets import Placed
from anselm.services.ports import Reads

__all__ = ["Columns", "Places", "Spoken", "columns_of", "spoken_in"]

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Places(Sequence[Segment]):
    """Stretches of texts; a segment is made when one is asked for."""

    version_ids: tuple[str, ...]
    version: Ints
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.start)

    @overload
    def __getitem__(self, at: int) -> Segment: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Segment, ...]: ...
    def __getitem__(self, at: int | slice) -> Segment | tuple[Segment, ...]:
        """One stretch, or some of them."""
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(len(self))))
        return Segment(self.version_ids[self.version[at]], int(self.start[at]), int(self.end[at]))

    def numbers(self, wanted: Iterable[Segment]) -> dict[Segment, int]:
        """Where each of these stretches stands here, for those that do."""
        text_at = {one: at for at, one in enumerate(self.version_ids)}
        known = [one for one in wanted if one.version_id in text_at]
        if not known or not len(self):
            return {}
        far = np.int64(2**31)
        begins, of_place = np.unique(self.version * far + self.start, return_inverse=True)
        # Stretches stand by text, beginning and end, so these keys are in order.
        keys = of_place * far + self.end
        rows = np.array([(text_at[one.version_id], one.start, one.end) for one in known], dtype=np.int64)
        begin = rows[:, 0] * far + rows[:, 1]
        begins_at = np.clip(np.searchsorted(begins, begin), 0, len(begins) - 1)
        key = begins_at * far + rows[:, 2]
        at = np.clip(np.searchsorted(keys, key), 0, len(keys) - 1)
        there = (begins[begins_at] == begin) & (keys[at] == key)
        return {known[n]: int(at[n]) for n in np.flatnonzero(there)}


@dataclass(frozen=True, slots=True)
class Columns:
    """Marks (one passage as one reader left it) and codings, by number; reader 0 is nobody's own."""

    version_ids: tuple[str, ...]
    version: Ints
    source: Ints
    reader: Ints
    start: Ints
    end: Ints
    passage: Ints
    places: Places
    coding_mark: Ints
    coding_code: Ints


def columns_of(
    placed: Sequence[Placed], reader_ids: Sequence[str], source_at: Mapping[str, int], code_at: Mapping[str, int]
) -> Columns:
    """Codings joined into marks; what stands in no known source or carries no known code is left out."""
    version_at: dict[str, int] = {}
    reader_at = {one: at + 1 for at, one in enumerate(reader_ids)}
    raw = [
        (version_at.setdefault(version, len(version_at)), source_at[source], reader_at.get(reader, 0), start, end, code)
        for version, source, start, end, code_id, reader in placed
        # A coding may carry a code that is not this viewer's to know.
        if source in source_at and (code := code_at.get(code_id, -1)) >= 0
    ]
    rows = np.fromiter((one for row in raw for one in row), dtype=np.int64, count=6 * len(raw)).reshape(-1, 6)
    version, source, reader, start, end, code = np.ascontiguousarray(rows.T)
    spot = numbered(version, reader, start, end)
    first = _first_of_each(spot)
    passage = numbered(version[first], start[first], end[first])
    each = first[_first_of_each(passage)]
    version_ids = tuple(version_at)
    n_codes = int(code.max(initial=0)) + 1
    pairs = np.unique(spot * n_codes + code)
    return Columns(
        version_ids,
        version[first],
        source[first],
        reader[first],
        start[first],
        end[first],
        passage,
        Places(version_ids, version[each], start[each], end[each]),
        pairs // n_codes,
        pairs % n_codes,
    )


def _first_of_each(number: Ints) -> Ints:
    """Where each number from 0 up stands first."""
    first = np.full(int(number.max(initial=-1)) + 1, len(number), dtype=np.int64)
    np.minimum.at(first, number, np.arange(len(number)))
    return first


@dataclass(frozen=True, slots=True)
class Spoken:
    """The turns of some texts in order: `text` numbers the versions, `speaker` the speakers, in `speakers`."""

    texts: Mapping[str, int]
    text: Ints
    number: Ints
    start: Ints
    end: Ints
    speaker: Ints
    speakers: tuple[str, ...]

    def around(self, columns: Columns) -> tuple[Ints, Ints, Ints]:
        """First and last turn of each mark (0: in none), and who speaks in the first (-1: nobody)."""
        none = np.zeros(len(columns.start), dtype=np.int64)
        if not len(self.text):
            return none, none, none - 1
        far = np.int64(2**31)
        text = np.array([self.texts[one] for one in columns.version_ids], dtype=np.int64)[columns.version]
        keys = self.text * far + self.start
        at = np.searchsorted(keys, text * far + columns.start, side="right") - 1
        here = np.clip(at, 0, None)
        reached = (at >= 0) & (self.text[here] == text) & (columns.start < self.end[here])
        following = np.clip(at + 1, 0, len(keys) - 1)
        reaches = (at + 1 < len(keys)) & (self.text[following] == text) & (self.start[following] < columns.end)
        first = np.where(reached, here, np.where(reaches, following, -1))
        last = np.maximum(np.searchsorted(keys, text * far + columns.end - 1, side="right") - 1, first)
        spoken = first >= 0
        return (
            np.where(spoken, self.number[first], 0),
            np.where(spoken, self.number[last], 0),
            np.where(spoken, self.speaker[first], -1),
        )


def spoken_in(reads: Reads, version_ids: Sequence[str]) -> Spoken:
    """The turns of these texts, kept as long as they stay as they are."""
    held = tuple(sorted(version_ids))
    return reads.kept(("turns", held), lambda: _spoken(reads, held))


def _spoken(reads: Reads, version_ids: Sequence[str]) -> Spoken:
    texts = {one: at for at, one in enumerate(version_ids)}
    speakers: dict[str, int] = {}
    turns = reads.turns(version_ids)  # by version, then by number: in the order of `texts`
    rows = np.fromiter(
        (
            one
            for version, number, start, end, who in turns
            for one in (texts[version], number, start, end, speakers.setdefault(who, len(speakers)))
        ),
        dtype=np.int64,
        count=5 * len(turns),
    )
    text, number, start, end, speaker = np.ascontiguousarray(rows.reshape(-1, 5).T)
    order = np.lexsort((start, text))
    return Spoken(texts, text[order], number[order], start[order], end[order], speaker[order], tuple(speakers))
