"""Codings as columns: each stretch of a text as one reader left it, and the turns it stands in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
import numpy.typing as npt

from anselm.analysis.laid import Laid, around, renamed
from anselm.analysis.queries import distinct
from anselm.domain.corpus import Segment, TurnCorrection
from anselm.services.coding.sets import Placed
from anselm.services.ports import Reads

__all__ = ["Columns", "Places", "Said", "Spoken", "columns_of", "said_in", "spoken_in"]

Ints = npt.NDArray[np.int64]
Turns = npt.NDArray[np.int32]
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
    """Marks (one passage as one reader left it) and codings, by number; reader 0 is nobody's own.

    `spoken` and `speakers` are, of marks, what `Laid` has of codings.
    """

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
    spoken: Turns
    speakers: tuple[str, ...]


def columns_of(placed: Sequence[Placed], source_at: Mapping[str, int], code_at: Mapping[str, int]) -> Columns:
    """Codings joined into marks; what stands in no known source or carries no known code is left out."""
    texts = sorted({text for some, _ in placed for text in some.texts})
    at = {text: n for n, text in enumerate(texts)}
    speakers = tuple(dict.fromkeys(who for some, _ in placed for who in some.speakers))
    parts = [_known(*part, at, source_at, code_at, speakers) for part in placed]
    (rows, spoken), *others = [one for one in parts if one[0].shape[1]] or parts
    if others:
        # Each part is in order, and no two stand in one text.
        rows = np.concatenate([rows, *(one for one, _ in others)], axis=1)
        order = np.argsort(rows[0], kind="stable")
        rows = rows[:, order]
        spoken = np.concatenate([spoken, *(one for _, one in others)], axis=1)[:, order]
    text, start, end, reader, code = rows
    # Each is fresh where it differs from what stands before it.
    begins = _fresh(text)
    passage = begins | _fresh(start, end)
    mark = passage | _fresh(reader)
    coding = mark | _fresh(code)
    number, used = _counted(begins), text[begins].tolist()
    version_ids = tuple(texts[n][0] for n in used)
    source = np.array([source_at[texts[n][1]] for n in used], dtype=np.int64)
    places, marks, codings = (np.flatnonzero(one) for one in (passage, mark, coding))
    version = number[marks]
    return Columns(
        version_ids,
        version,
        source[version],
        reader[marks],
        start[marks],
        end[marks],
        _counted(passage)[marks],
        Places(version_ids, number[places], start[places], end[places]),
        _counted(mark)[codings],
        code[codings],
        np.take(spoken, marks, axis=1),
        speakers,
    )


def _known(
    some: Laid,
    without: Collection[str],
    text_at: Mapping[tuple[str, str], int],
    source_at: Mapping[str, int],
    code_at: Mapping[str, int],
    speakers: Sequence[str],
) -> tuple[Ints, Turns]:
    """The codings of a part that count, texts, codes and speakers numbered as everywhere, and the turns they are in."""
    # A coding may carry a code that is not this viewer's to know.
    code = np.array([code_at.get(one, -1) for one in some.codes], dtype=np.int64)[some.at[4]]
    counts = np.array([one[1] in source_at and one[1] not in without for one in some.texts], dtype=np.bool_)
    there = counts[some.at[0]] & (code >= 0)
    rows = np.stack([np.array([text_at[one] for one in some.texts], dtype=np.int64)[some.at[0]], *some.at[1:4], code])
    spoken = renamed(some.spoken, some.speakers, speakers)
    return (rows, spoken) if there.all() else (rows[:, there], spoken[:, there])


def _fresh(*columns: Ints) -> Bools:
    """Where a row differs from the one before it."""
    found = np.ones(len(columns[0]), dtype=np.bool_)
    found[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return found


def _counted(fresh: Bools) -> Ints:
    """How many fresh rows stand before each row and its like."""
    found: Ints = np.cumsum(fresh)
    found -= 1
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


_NOTHING = np.zeros(0, dtype=np.int64)
NO_TURNS = Spoken({}, (), _NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING)


def spoken_in(reads: Reads, version_ids: Sequence[str]) -> Spoken:
    """The turns of these texts at least, kept as long as they stay as they are."""
    if not version_ids:
        return NO_TURNS

    def mended(there: Spoken, changed: frozenset[str]) -> Spoken | None:
        if changed:
            return None
        missing = [one for one in version_ids if one not in there.texts]
        return there.and_of(reads, missing) if missing else there

    return reads.followed("turns", TurnCorrection, lambda: NO_TURNS.and_of(reads, version_ids), mended)


@dataclass(frozen=True, slots=True)
class Said:
    """First and last turn of each mark (0: in none), and who of `speakers` speaks in the first (-1: nobody)."""

    first: Ints
    last: Ints
    speaker: Ints
    speakers: tuple[str, ...]


def said_in(reads: Reads, columns: Columns) -> Said:
    """The turns of marks: as they lie beside their places, else looked up, with what was put right since."""
    first, last, speaker = columns.spoken.astype(np.int64)
    speakers = dict.fromkeys(columns.speakers)
    right = _put_right(reads, columns, first)
    unknown = np.flatnonzero(first < 0)
    spoken = spoken_in(reads, [columns.version_ids[at] for at in distinct(columns.version[unknown]).tolist()])
    speakers |= dict.fromkeys((*(who for _, who in right), *(spoken.speakers if len(unknown) else ())))
    number = {one: at for at, one in enumerate(speakers)}
    for marks, who in right:
        speaker[marks] = number[who]
    if len(unknown):
        text = np.array([spoken.texts.get(one, -1) for one in columns.version_ids], dtype=np.int64)
        turns = (spoken.text, spoken.number, spoken.start, spoken.end, spoken.speaker)
        found = around(turns, text[columns.version[unknown]], columns.start[unknown], columns.end[unknown])
        of = np.array([*(number[one] for one in spoken.speakers), -1], dtype=np.int64)
        first[unknown], last[unknown], speaker[unknown] = found[0], found[1], of[found[2]]
    return Said(first, last, speaker, tuple(speakers))


def _put_right(reads: Reads, columns: Columns, first: Ints) -> list[tuple[Ints, str]]:
    """The marks whose first turn is known and was given to another speaker, turn by turn."""
    text_at = {one: at for at, one in enumerate(columns.version_ids)}
    found: list[tuple[Ints, str]] = []
    for version, number, who in reads.columns(TurnCorrection, "version_id", "number", "speaker_id"):
        if version in text_at:
            # Marks stand by text.
            begin, end = np.searchsorted(columns.version, [text_at[version], text_at[version] + 1])
            found.append((begin + np.flatnonzero(first[begin:end] == number), who))
    return found
