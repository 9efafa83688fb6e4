"""Codings and turns as columns of numbers, in the order of their places. Pure: arrays in, arrays out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

__all__ = ["Laid", "Row", "Turned", "around", "laid", "renamed", "turned"]

Ints = npt.NDArray[np.int64]
Turns = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Names = npt.NDArray[np.bytes_]
# (coding, version, source, start, end, code, reader): what counting needs of a coding; an agreed one has no reader.
Row: TypeAlias = tuple[str, str, str, int, int, str, Hashable]
Named = TypeVar("Named")
_WORD = 8  # identifiers are as many whole words of this length as the longest takes, so that they are mixed at once
_MIX = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True)
class Laid:
    """Codings by text, beginning, end, reader and code, each one column of `at`.

    `texts` (version and source) and `codes` are in order, and the first and last row number them; the fourth numbers
    readers as whoever asked counts them (0: nobody's own, or nobody known). `ids` are identifiers as `_name` has them.

    `spoken` are the first and last turn a coding stands in and who of `speakers` speaks in the first, as `around` tells
    of the transcript; the first is -1 where that was not looked up.
    """

    texts: tuple[tuple[str, str], ...]
    codes: tuple[str, ...]
    ids: Names
    at: Ints
    spoken: Turns
    speakers: tuple[str, ...] = ()

    def changed(self, gone: Collection[str], came: Laid) -> Laid:
        """Without some codings and with others; these stand where they would stand had all been laid at once."""
        there = ~self.are(gone)
        texts = tuple(sorted({*self.texts, *came.texts}))
        codes = tuple(sorted({*self.codes, *came.codes}))
        ours = _renumbered(self.at if there.all() else self.at[:, there], self, texts, codes)
        theirs = _renumbered(came.at, came, texts, codes)
        places = _places(ours, theirs)
        ids = self.ids[there].astype(max(self.ids.dtype, came.ids.dtype, key=lambda one: one.itemsize))
        speakers = tuple(dict.fromkeys((*self.speakers, *came.speakers)))
        spoken = self.spoken if there.all() else self.spoken[:, there]
        others = renamed(came.spoken, came.speakers, speakers)
        return Laid(
            texts,
            codes,
            np.insert(ids, places, came.ids),
            np.insert(ours, places, theirs, axis=1),
            np.insert(spoken, places, others, axis=1),
            speakers,
        )

    @property
    def unheard(self) -> frozenset[str]:
        """The versions in which some coding was not looked up among the turns."""
        return frozenset(self.texts[at][0] for at in np.unique(self.at[0, self.spoken[0] < 0]).tolist())

    def heard(self, turns: Turned) -> Laid:
        """With every coding looked up: those that were not yet among these turns, which are all of their texts."""
        spoken = renamed(self.spoken, self.speakers, turns.speakers)
        wanted = np.flatnonzero(spoken[0] < 0)
        if len(wanted):
            version_at = {one: n for n, one in enumerate(turns.versions)}
            text = np.array([version_at.get(version, -1) for version, _ in self.texts], dtype=np.int64)
            at = self.at[:3, wanted]
            found = around(_in_order(turns.at), text[at[0]], at[1], at[2])
            spoken = spoken.copy()
            spoken[:, wanted] = np.stack(found)
        return replace(self, spoken=spoken, speakers=turns.speakers)

    def are(self, wanted: Collection[str]) -> Bools:
        """Which codings are among these."""
        found = np.zeros(len(self.ids), dtype=np.bool_)
        names = {_name(one) for one in wanted}
        # Found by a number made of each identifier, among very many, and then looked at.
        maybe = np.flatnonzero(np.isin(_mixed(self.ids), _mixed(_as_names(list(names))))).tolist()
        found[[at for at in maybe if self.ids[at] in names]] = True
        return found

    def seen(self, there: Bools, reader_of: Ints) -> Laid:
        """The codings that are `there`, by readers as `reader_of` numbers those of now, with no text or code of others.

        Where readers keep their order, so do codings.
        """
        every = bool(there.all())
        at = self.at.copy() if every else self.at[:, there]
        ids, spoken = (self.ids, self.spoken) if every else (self.ids[there], self.spoken[:, there])
        heard = np.bincount(spoken[2] + 1, minlength=len(self.speakers) + 1)[1:] > 0
        speakers = self.speakers
        if not heard.all():
            speakers = tuple(speakers[n] for n in np.flatnonzero(heard).tolist())
            spoken = renamed(spoken, self.speakers, speakers)
        used = np.flatnonzero(np.bincount(at[3], minlength=len(reader_of)))
        at[3] = reader_of[at[3]]
        at[0], texts = _used(at[0], self.texts)
        at[4], codes = _used(at[4], self.codes)
        if (np.diff(reader_of[used]) <= 0).any():
            order = np.lexsort(at[::-1])
            at, ids, spoken = np.ascontiguousarray(at[:, order]), ids[order], spoken[:, order]
        return Laid(texts, codes, ids, at, spoken, speakers)


def laid(rows: Sequence[Row], reader_at: Mapping[Any, int]) -> Laid:
    """Codings in the order of their places; a reader who is not in `reader_at` is 0."""
    if not rows:
        return Laid((), (), _as_names([]), np.zeros((5, 0), dtype=np.int64), _unheard(0))
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
    names = _as_names([_name(one) for one in ids])
    return Laid(texts, codes, names[order], np.ascontiguousarray(at[:, order]), _unheard(len(rows)))


def _unheard(n: int) -> Turns:
    return np.full((3, n), -1, dtype=np.int32)


def renamed(spoken: Turns, names: Sequence[str], of: Sequence[str]) -> Turns:
    """The same with speakers numbered as in `of`; who is not in it is nobody."""
    if not names or tuple(names) == tuple(of):
        return spoken
    number = {one: n for n, one in enumerate(of)}
    numbers = np.array([*(number.get(one, -1) for one in names), -1], dtype=np.int32)  # the last is also that of nobody
    found: Turns = np.stack([spoken[0], spoken[1], numbers[spoken[2]]])
    return found


def _in_order(turns: Ints) -> Ints:
    """Turns by text and place: mostly they stand as they are numbered."""
    text, start = turns[0], turns[2]
    if ((text[1:] < text[:-1]) | ((text[1:] == text[:-1]) & (start[1:] < start[:-1]))).any():
        return turns[:, np.lexsort((start, text))]
    return turns


def around(turns: Ints | Sequence[Ints], text: Ints, start: Ints, end: Ints) -> tuple[Ints, Ints, Ints]:
    """First and last turn of each stretch (0: in none), and who speaks in the first (-1: nobody).

    `turns` are text, number, start, end and speaker of each, by text and start.
    """
    of_text, number, begins, ends, speaker = turns
    if not len(of_text):
        none = np.zeros(len(start), dtype=np.int64)
        return none, none, none - 1
    far = np.int64(2**31)
    keys = of_text * far + begins
    at = np.searchsorted(keys, text * far + start, side="right") - 1
    here = np.clip(at, 0, None)
    reached = (at >= 0) & (of_text[here] == text) & (start < ends[here])
    following = np.clip(at + 1, 0, len(keys) - 1)
    reaches = (at + 1 < len(keys)) & (of_text[following] == text) & (begins[following] < end)
    first = np.where(reached, here, np.where(reaches, following, -1))
    last = np.maximum(np.searchsorted(keys, text * far + end - 1, side="right") - 1, first)
    spoken = first >= 0
    return np.where(spoken, number[first], 0), np.where(spoken, number[last], 0), np.where(spoken, speaker[first], -1)


def _name(identifier: str) -> bytes:
    """An identifier as bytes that do not end in a zero, as a column drops these."""
    return identifier.encode() + b"."


def _as_names(ids: Sequence[bytes]) -> Names:
    """Names in a column, each as wide as the longest needs."""
    words = -(-max(map(len, ids), default=1) // _WORD)
    return np.array(ids, dtype=f"S{max(words, 1) * _WORD}")


def _mixed(ids: Names) -> Ints:
    """A number for each identifier, the same however wide the column is."""
    words = np.ascontiguousarray(ids).view("<u8").reshape(len(ids), ids.dtype.itemsize // _WORD)
    found = np.zeros(len(ids), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for n in range(words.shape[1]):
            found += words[:, n] * np.uint64((_MIX * (2 * n + 1)) % 2**64)
    return found.view(np.int64)


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


def _used(numbers: Ints, names: tuple[Named, ...]) -> tuple[Ints, tuple[Named, ...]]:
    """Names that are used, in their order, and the numbers of these."""
    there = np.bincount(numbers, minlength=len(names)) > 0
    if there.all():
        return numbers, names
    return (np.cumsum(there) - 1)[numbers], tuple(names[at] for at in np.flatnonzero(there).tolist())


@dataclass(frozen=True, slots=True)
class Turned:
    """The turns of some texts by version, then by number.

    The rows of `at` are: version, number, start, end, speaker. `versions` are in order, and `speakers` in the order in
    which they are first heard.
    """

    versions: tuple[str, ...]
    speakers: tuple[str, ...]
    at: Ints

    def of(self, version_ids: Collection[str]) -> Turned:
        """The turns of these versions alone."""
        wanted = np.array([one in version_ids for one in self.versions], dtype=np.bool_)
        if wanted.all():
            return self
        at = self.at[:, wanted[self.at[0]]]
        at[0] = (np.cumsum(wanted) - 1)[at[0]]
        return _first_heard(tuple(one for one in self.versions if one in version_ids), self.speakers, at)

    def corrected(self, by: Mapping[tuple[str, int], str]) -> Turned:
        """With turns, by version and number, given to other speakers."""
        version_at = {one: n for n, one in enumerate(self.versions)}
        rows = [(version_at[version], number, who) for (version, number), who in by.items() if version in version_at]
        if not rows:
            return self
        names = [*self.speakers, *dict.fromkeys(who for *_, who in rows)]
        name_at = {one: n for n, one in reversed(list(enumerate(names)))}
        far = np.int64(2**31)
        keys = self.at[0] * far + self.at[1]
        wanted = np.array([version * far + number for version, number, _ in rows], dtype=np.int64)
        places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        there = keys[places] == wanted
        at = self.at.copy()
        at[4, places[there]] = np.array([name_at[who] for *_, who in rows], dtype=np.int64)[there]
        return _first_heard(self.versions, names, at)

    def and_of(self, other: Turned) -> Turned:
        """With the turns of other versions."""
        versions = tuple(sorted((*self.versions, *other.versions)))
        version_at = {one: n for n, one in enumerate(versions)}
        both = np.concatenate([self.at, other.at], axis=1)
        of = np.array([version_at[one] for one in (*self.versions, *other.versions)], dtype=np.int64)
        both[0, : self.at.shape[1]] = of[self.at[0]]
        both[0, self.at.shape[1] :] = of[other.at[0] + len(self.versions)]
        names = list(dict.fromkeys((*self.speakers, *other.speakers)))
        name_at = {one: n for n, one in enumerate(names)}
        both[4, self.at.shape[1] :] = np.array([name_at[one] for one in other.speakers], dtype=np.int64)[other.at[4]]
        return _first_heard(versions, names, np.ascontiguousarray(both[:, np.argsort(both[0], kind="stable")]))


def _first_heard(versions: tuple[str, ...], speakers: Sequence[str], at: Ints) -> Turned:
    """Speakers numbered in the order in which they are first heard; who is not heard is left out."""
    first = np.full(len(speakers), at.shape[1], dtype=np.int64)
    first[at[4, ::-1]] = np.arange(at.shape[1], dtype=np.int64)[::-1]  # of several values the last is kept
    order = [n for n in np.argsort(first, kind="stable").tolist() if first[n] < at.shape[1]]
    number = np.zeros(len(speakers), dtype=np.int64)
    number[order] = np.arange(len(order))
    at[4] = number[at[4]]
    return Turned(versions, tuple(speakers[n] for n in order), at)


def turned(rows: Sequence[tuple[str, int, int, int, str]]) -> Turned:
    """Turns given as (version, number, start, end, speaker), in any order; no turn twice."""
    ordered = sorted(rows)
    versions = tuple(dict.fromkeys(one[0] for one in ordered))
    version_at = {one: n for n, one in enumerate(versions)}
    speakers: dict[str, int] = {}
    flat = np.fromiter(
        (
            one
            for version, number, start, end, who in ordered
            for one in (version_at[version], number, start, end, speakers.setdefault(who, len(speakers)))
        ),
        dtype=np.int64,
        count=5 * len(ordered),
    )
    return Turned(versions, tuple(speakers), np.ascontiguousarray(flat.reshape(-1, 5).T))
