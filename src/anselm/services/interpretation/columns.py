"""Codings as columns: each stretch of a text as one reader left it, and the turns it stands in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import numpy.typing as npt

from anselm.analysis.laid import Laid
from anselm.domain.corpus import Segment, TurnCorrection
from anselm.services.coding.sets import Placed
from anselm.services.ports import Reads

__all__ = ["Columns", "Places", "Spoken", "columns_of", "spoken_in"]

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


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


def columns_of(placed: Sequence[Placed], source_at: Mapping[str, int], code_at: Mapping[str, int]) -> Columns:
    """Codings joined into marks; what stands in no known source or carries no known code is left out."""
    texts = sorted({text for some, _ in placed for text in some.texts})
    at = {text: n for n, text in enumerate(texts)}
    parts = [_known(*part, at, source_at, code_at) for part in placed]
    rows, *others = [one for one in parts if one.shape[1]] or parts
    if others:
        # Each part is in order, and no two stand in one text.
        rows = np.concatenate([rows, *others], axis=1)
        rows = rows[:, np.argsort(rows[0], kind="stable")]
    text, start, end, reader, code = rows
    # Each is fresh where it differs from what stands before it.
    passage = _fresh(text, start, end)
    mark = passage | _fresh(reader)
    coding = mark | _fresh(code)
    number, used = _ranks(text), text[_fresh(text)].tolist()
    version_ids = tuple(texts[n][0] for n in used)
    source = np.array([source_at[texts[n][1]] for n in used], dtype=np.int64)
    version = number[mark]
    return Columns(
        version_ids,
        version,
        source[version],
        reader[mark],
        start[mark],
        end[mark],
        (np.cumsum(passage) - 1)[mark],
        Places(version_ids, number[passage], start[passage], end[passage]),
        (np.cumsum(mark) - 1)[coding],
        code[coding],
    )


def _known(
    some: Laid,
    without: Collection[str],
    text_at: Mapping[tuple[str, str], int],
    source_at: Mapping[str, int],
    code_at: Mapping[str, int],
) -> Ints:
    """The codings of a part that count, texts and codes numbered as everywhere."""
    # A coding may carry a code that is not this viewer's to know.
    code = np.array([code_at.get(one, -1) for one in some.codes], dtype=np.int64)[some.at[4]]
    counts = np.array([one[1] in source_at and one[1] not in without for one in some.texts], dtype=np.bool_)
    there = counts[some.at[0]] & (code >= 0)
    rows = np.stack([np.array([text_at[one] for one in some.texts], dtype=np.int64)[some.at[0]], *some.at[1:4], code])
    return rows if there.all() else rows[:, there]


def _fresh(*columns: Ints) -> Bools:
    """Where a row differs from the one before it."""
    found = np.ones(len(columns[0]), dtype=np.bool_)
    found[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return found


def _ranks(column: Ints) -> Ints:
    """The place of each among the distinct values of a column in order."""
    found: Ints = np.cumsum(_fresh(column)) - 1
    return found


@dataclass(frozen=True, slots=True)
class Spoken:
    """The turns of some texts in order: `text` numbers the versions, `speaker` the speakers, in `speakers`."""

    texts: Mapping[str, int]
    speakers: tuple[str, ...]
    text: Ints
    number: Ints
    start: Ints
    end: Ints
    speaker: Ints

    def and_of(self, reads: Reads, version_ids: Sequence[str]) -> Spoken:
        """With the turns of texts that are not among these."""
        texts = {one: len(self.texts) + at for at, one in enumerate(sorted(version_ids))}
        turned = reads.turned(tuple(texts))  # by version, then by number: in the order of `texts`
        names = dict.fromkeys((*self.speakers, *turned.speakers))
        speakers = {one: at for at, one in enumerate(names)}
        of_version = np.array([texts[one] for one in turned.versions], dtype=np.int64)
        of_speaker = np.array([speakers[one] for one in turned.speakers], dtype=np.int64)
        version, number, start, end, who = turned.at
        text, speaker = of_version[version], of_speaker[who]
        columns = [text, number, start, end, speaker]
        # Turns mostly stand as they are numbered.
        if ((text[1:] < text[:-1]) | ((text[1:] == text[:-1]) & (start[1:] < start[:-1]))).any():
            order = np.lexsort((start, text))
            columns = [one[order] for one in columns]
        if self.texts:
            ours = (self.text, self.number, self.start, self.end, self.speaker)
            columns = [np.concatenate(pair) for pair in zip(ours, columns, strict=True)]
        return Spoken({**self.texts, **texts}, tuple(names), *columns)

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
    """The turns of these texts at least, kept as long as they stay as they are."""

    def mended(there: Spoken, changed: frozenset[str]) -> Spoken | None:
        if changed:
            return None
        missing = [one for one in version_ids if one not in there.texts]
        return there.and_of(reads, missing) if missing else there

    nothing = np.zeros(0, dtype=np.int64)
    none = Spoken({}, (), nothing, nothing, nothing, nothing, nothing)
    return reads.followed("turns", TurnCorrection, lambda: none.and_of(reads, version_ids), mended)
