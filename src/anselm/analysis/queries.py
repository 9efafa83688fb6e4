"""What a query finds, what a table of one thing by another counts, and which codes stand together: arrays in and out.

A **passage** is a stretch [start, end) of one text; a **mark** is one passage as one reader left it, with the codes
that reader gave exactly that stretch. Queries look at marks, one by one: a code is found in a mark that carries it, a
fact in a mark of which it is true, a relation in a mark that stands so to some other mark. A mark overlaps itself, so
that two codes of the same stretch overlap; `another` asks for a mark of another stretch.

Readers read on their own, so relations hold between marks of the same `Marks.reader`; where all are one reader, between
all marks.
Everything is a handful of passes over sorted columns: O((n + m) log m) for a relation, no loop over marks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from anselm.analysis.query_words import All, AnyOf, Fact, Name, Not, Query, Related

__all__ = [
    "Counts",
    "Marks",
    "counts_of",
    "crossed",
    "distinct",
    "evaluated",
    "member_pairs",
    "numbered",
    "sorted_once",
    "together",
]

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Unit = Literal["codings", "passages", "participants", "cases"]
Place = Literal["overlaps", "same turn", "same source"]


@dataclass(frozen=True, slots=True)
class Marks:
    """Columns of marks, one entry each, and of codings (`coding_mark`, `coding_code`), one entry a code of a mark.

    `version` numbers texts, `track` a text as one reader read it, `passage` distinct stretches. `first` and `last` are
    turns counted from 1, 0 where a mark is in no turn. `source`, `case` and `participant` are numbers, -1 where there
    is none. Positions are below 2**31.
    """

    version: Ints
    reader: Ints
    track: Ints
    start: Ints
    end: Ints
    first: Ints
    last: Ints
    source: Ints
    case: Ints
    participant: Ints
    passage: Ints
    coding_mark: Ints
    coding_code: Ints

    @property
    def n(self) -> int:
        """How many marks there are."""
        return len(self.start)

    def carrying(self, codes: Bools) -> Bools:
        """Marks that carry any of these codes (`codes[code]`)."""
        found = np.zeros(self.n, dtype=np.bool_)
        found[self.coding_mark[codes[self.coding_code]]] = True
        return found


def evaluated(query: Query, marks: Marks, named: Callable[[Name], Bools], fact: Callable[[Fact], Bools]) -> Bools:
    """Which marks a query finds; `named` answers the marks of a code or theme, `fact` those of which a fact is true."""
    match query:
        case Name():
            return named(query)
        case Fact():
            return fact(query)
        case Not(inner):
            return ~evaluated(inner, marks, named, fact)
        case All(parts) | AnyOf(parts):
            found = np.full(marks.n, isinstance(query, All))
            for part in parts:
                one = evaluated(part, marks, named, fact)
                found = found & one if isinstance(query, All) else found | one
            return found
        case Related():
            return _related(query, evaluated(query.inner, marks, named, fact), marks)


def _related(query: Related, inner: Bools, marks: Marks) -> Bools:
    if query.kind == "inside":
        return _inside(marks, inner)
    if query.kind == "around":
        return _around(marks, inner)
    one = _one_a_passage(marks, inner) if query.another else inner
    itself = _again(marks, inner).astype(np.int64) if query.another else np.zeros(marks.n, dtype=np.int64)
    if query.kind == "same source":
        return _n_of_group(_read_by(marks.source, marks.reader), one) > itself
    if query.kind == "same case":
        return _n_of_group(_read_by(marks.case, marks.reader), one) > itself
    if query.kind == "overlaps":
        return _n_meeting(marks.track, marks.start, marks.end, one, 0) > itself
    if query.unit == "characters":
        # Touching is a distance of 0, so a reach of 0 takes in what begins where the mark ends.
        return _n_meeting(marks.track, marks.start, marks.end, one, query.far + 1) > itself
    spoken = marks.first > 0
    found = _n_meeting(marks.track, marks.first, marks.last + 1, one & spoken, query.far)
    return spoken & (found > itself)


def _again(marks: Marks, inner: Bools) -> Bools:
    """Marks whose own passage, on their own track, the inner query finds."""
    spot = numbered(marks.track, marks.passage)
    found = np.zeros(int(spot.max(initial=-1)) + 1, dtype=np.bool_)
    found[spot[inner]] = True
    again: Bools = found[spot]
    return again


def _one_a_passage(marks: Marks, inner: Bools) -> Bools:
    """The inner marks with each passage of a track kept once."""
    at = np.flatnonzero(inner)
    _, first = np.unique(numbered(marks.track, marks.passage)[at], return_index=True)
    kept = np.zeros(marks.n, dtype=np.bool_)
    kept[at[first]] = True
    return kept


def numbered(*columns: Ints) -> Ints:
    """Each distinct row of these columns (none below 0) as one number, counted from 0."""
    found = columns[0]
    for column in columns[1:]:
        found = _ranked(found * (int(column.max(initial=0)) + 1) + column)
    return found


def distinct(numbers: Ints) -> Ints:
    """The distinct numbers of a column (none below 0, none much larger than there are marks) in order."""
    found: Ints = np.flatnonzero(np.bincount(numbers))
    return found


def _ranked(keys: Ints) -> Ints:
    """The place of each key among the distinct keys in order."""
    if (keys[1:] >= keys[:-1]).all():
        found: Ints = np.cumsum(np.diff(keys, prepend=keys[:1]) > 0)
        return found
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    fresh = np.zeros(len(keys), dtype=np.int64)
    fresh[1:] = ordered[1:] != ordered[:-1]
    ranks = np.empty(len(keys), dtype=np.int64)
    ranks[order] = np.cumsum(fresh)
    return ranks


def _read_by(group: Ints, reader: Ints) -> Ints:
    """Groups as each reader read them; -1 stays."""
    n_readers = int(reader.max(initial=0)) + 1
    found: Ints = np.where(group >= 0, group * n_readers + reader, -1)
    return found


def _n_of_group(group: Ints, inner: Bools) -> Ints:
    """How many inner marks share each mark's group; a mark of no group shares with nobody."""
    held = np.bincount(group[inner & (group >= 0)], minlength=int(group.max(initial=-1)) + 1)
    found: Ints = np.where(group >= 0, held[group] if held.size else 0, 0)
    return found


_FAR = np.int64(2**31)


def _keys(track: Ints, position: Ints) -> Ints:
    keys: Ints = track * _FAR + np.clip(position, 0, _FAR - 1)
    return keys


def _n_meeting(track: Ints, start: Ints, end: Ints, inner: Bools, reach: int) -> Ints:
    """How many inner stretches of the same track each stretch meets once it is longer by `reach` at both ends.

    Those that begin before its end, less those that end by its start.
    """
    begun = np.searchsorted(np.sort(_keys(track[inner], start[inner])), _keys(track, end + reach), side="left")
    # A longer start may lie before the text: nothing ends by 0, for no stretch is empty.
    ended = np.searchsorted(np.sort(_keys(track[inner], end[inner])), _keys(track, start - reach), side="right")
    found: Ints = (begun - ended).astype(np.int64)
    return found


def _inside(marks: Marks, inner: Bools) -> Bools:
    """Marks that some inner mark of their track holds whole."""
    track, start, end = marks.track[inner], marks.start[inner], marks.end[inner]
    order = np.lexsort((start, track))
    keys = _keys(track, start)[order]
    furthest = np.maximum.accumulate(_keys(track, end)[order]) if order.size else order
    before = np.searchsorted(keys, _keys(marks.track, marks.start), side="right")
    found = np.zeros(marks.n, dtype=np.bool_)
    some = before > 0
    found[some] = furthest[before[some] - 1] >= _keys(marks.track, marks.end)[some]
    return found


def _around(marks: Marks, inner: Bools) -> Bools:
    """Marks that hold some inner mark of their track whole."""
    track, start, end = marks.track[inner], marks.start[inner], marks.end[inner]
    order = np.lexsort((start, track))
    keys = _keys(track, start)[order]
    nearest = np.minimum.accumulate(_keys(track, end)[order][::-1])[::-1] if order.size else order
    after = np.searchsorted(keys, _keys(marks.track, marks.start), side="left")
    found = np.zeros(marks.n, dtype=np.bool_)
    some = after < len(keys)
    found[some] = nearest[after[some]] <= _keys(marks.track, marks.end)[some]
    return found


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was found: codings, passages, the people who said them, their cases."""

    codings: int
    passages: int
    participants: int
    cases: int


def counts_of(marks: Marks, found: Bools, codes: Bools | None = None) -> Counts:
    """Count what was found; codings are those of `codes`, of every code when None."""
    held = found[marks.coding_mark]
    if codes is not None:
        held &= codes[marks.coding_code]
    participants, cases = marks.participant[found], marks.case[found]
    return Counts(
        int(held.sum()),
        len(distinct(marks.passage[found])),
        len(distinct(participants[participants >= 0])),
        len(distinct(cases[cases >= 0])),
    )


def crossed(marks: Marks, rows: Ints, columns: Ints, shape: tuple[int, int], unit: Unit) -> Ints:
    """table[row, column] of distinct units. `rows` and `columns` are pairs (coding, number) as (2, n) arrays.

    A coding may stand in several rows (a code in two themes) or in none.
    """
    if not _once_each(columns) and _once_each(rows):
        return np.ascontiguousarray(crossed(marks, columns, rows, shape[::-1], unit).T)
    coding, row, column = _met(rows, columns, len(marks.coding_mark))
    cell = row * shape[1] + column
    if unit == "codings":
        distinct = _distinct(cell, coding)
    else:
        of_mark = {"passages": marks.passage, "participants": marks.participant, "cases": marks.case}[unit]
        counted = of_mark[marks.coding_mark[coding]]
        some = counted >= 0
        distinct = _distinct(cell, counted) if some.all() else _distinct(cell[some], counted[some])
    return np.bincount(distinct, minlength=shape[0] * shape[1]).reshape(shape).astype(np.int64)


def member_pairs(marks: Marks, members: Sequence[Sequence[int]]) -> Ints:
    """Pairs (coding, group) as a (2, n) array, codings in order, for groups of codes; a code may be in several."""
    n_codes = int(max(marks.coding_code.max(initial=-1), *(max(one, default=-1) for one in members), -1)) + 1
    of_code: list[list[int]] = [[] for _ in range(n_codes)]
    for number, codes in enumerate(members):
        for code in codes:
            of_code[code].append(number)
    numbers = np.array([one for some in of_code for one in some], dtype=np.int64)
    n_of = np.array([len(some) for some in of_code], dtype=np.int64)
    if (n_of == 1).all():
        return np.stack([np.arange(len(marks.coding_code), dtype=np.int64), numbers[marks.coding_code]])
    each = n_of[marks.coding_code]
    coding = np.repeat(np.arange(len(each)), each)
    # The first number of each code, and how far behind it each one stands.
    first, begun = np.cumsum(n_of) - n_of, np.cumsum(each) - each
    at = np.repeat(first[marks.coding_code] - begun, each) + np.arange(len(coding))
    return np.stack([coding, numbers[at]]).astype(np.int64)


def _once_each(pairs: Ints) -> bool:
    """Whether every coding stands in these pairs once at most, in order."""
    return bool((pairs[0][1:] > pairs[0][:-1]).all())


def _met(rows: Ints, columns: Ints, n: int) -> tuple[Ints, Ints, Ints]:
    """(coding, row, column) of every coding that stands in both."""
    if _once_each(columns):
        column_of = np.full(n, -1, dtype=np.int64)
        column_of[columns[0]] = columns[1]
        column = column_of[rows[0]]
        some = column >= 0
        return (rows[0], rows[1], column) if some.all() else (rows[0][some], rows[1][some], column[some])
    order = np.argsort(columns[0], kind="stable")
    held, number = columns[0][order], columns[1][order]
    low, high = np.searchsorted(held, rows[0], "left"), np.searchsorted(held, rows[0], "right")
    each = high - low
    at = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each) + np.repeat(low, each)
    return np.repeat(rows[0], each), np.repeat(rows[1], each), number[at]


def _distinct(cell: Ints, counted: Ints) -> Ints:
    """The cell of each distinct pair (cell, counted)."""
    size = int(counted.max(initial=0)) + 1
    # What is there once only needs no looking for its like, as with most passages.
    once = np.bincount(counted, minlength=size)[counted] == 1
    if once.all():
        return cell
    again = ~once
    others = sorted_once(cell[again] * size + counted[again]) // size
    return np.concatenate([cell[once], others]) if once.any() else others


def sorted_once(keys: Ints) -> Ints:
    """The distinct keys in order."""
    ordered = np.sort(keys)
    fresh = np.ones(len(ordered), dtype=np.bool_)
    fresh[1:] = ordered[1:] != ordered[:-1]
    found: Ints = ordered[fresh]
    return found


def together(marks: Marks, n_codes: int, place: Place = "overlaps") -> Ints:
    """table[a, b]: how many passages of code a stand so to a passage of code b; the diagonal holds all passages of a.

    `place`: they overlap, they share a turn, or they stand in the same source; on one track, save for the source.
    """
    code = marks.coding_code
    spot = numbered(marks.passage[marks.coding_mark], code)  # a code at a passage, whoever read it
    code_of = np.zeros(int(spot.max(initial=-1)) + 1, dtype=np.int64)
    code_of[spot] = code
    if place == "same source":
        table = _in_one_source(marks, n_codes, spot, code_of)
    else:
        one, other = _meeting(marks, place)
        # Numbers of half as many bytes, where these are enough, are sorted in half the time.
        plain: type[np.integer[Any]] = np.int32 if len(code_of) * n_codes < _FAR else np.int64
        spots: npt.NDArray[Any] = (spot * n_codes).astype(plain)
        codes: npt.NDArray[Any] = code.astype(plain)
        keys = np.concatenate([spots[one] + codes[other], spots[other] + codes[one]])
        table = _tabled(sorted_once(keys), n_codes, code_of)
    np.fill_diagonal(table, np.bincount(code_of, minlength=n_codes))
    return table


def _tabled(keys: Ints, n_codes: int, code_of: Ints) -> Ints:
    """How many distinct spots of each code stand beside each code; a key is spot and code."""
    spots = keys // n_codes
    pairs = code_of[spots] * n_codes + (keys - spots * n_codes)
    return np.bincount(pairs, minlength=n_codes * n_codes).reshape(n_codes, n_codes).astype(np.int64)


def _in_one_source(marks: Marks, n_codes: int, spot: Ints, code_of: Ints) -> Ints:
    """Spots of each code whose reader used each code in their source.

    A spot of one reader is counted with all others of its source at once; one that several readers gave, by itself.
    """
    group = _ranked(_read_by(marks.source, marks.reader)[marks.coding_mark])
    held = np.zeros((int(group.max(initial=-1)) + 1, n_codes), dtype=np.bool_)
    held[group, marks.coding_code] = True
    seen = sorted_once(spot * len(held) + group) if len(held) else spot
    at, in_group = seen // max(len(held), 1), seen % max(len(held), 1)
    alone = np.bincount(at, minlength=len(code_of))[at] == 1
    spots = np.zeros((n_codes, len(held)), dtype=np.float64)
    np.add.at(spots, (code_of[at[alone]], in_group[alone]), 1)
    table = np.rint(spots @ held.astype(np.float64)).astype(np.int64)
    several, codes = np.nonzero(held[in_group[~alone]])
    keys = sorted_once(at[~alone][several] * n_codes + codes)
    return table + _tabled(keys, n_codes, code_of)


def _meeting(marks: Marks, place: Place) -> tuple[Ints, Ints]:
    """Every pair of codings whose marks meet on one track, each pair once."""
    mark = marks.coding_mark
    if place == "same turn":
        codings = np.flatnonzero(marks.first[mark] > 0)
        begins = _keys(marks.track, marks.first)[mark[codings]]
        ends = _keys(marks.track, marks.last + 1)[mark[codings]]
    else:
        codings = np.arange(len(mark))
        begins, ends = _keys(marks.track, marks.start)[mark], _keys(marks.track, marks.end)[mark]
    # Codings of one reader stand in order already.
    if (begins[1:] < begins[:-1]).any():
        order = np.argsort(begins, kind="stable")
        codings, begins, ends = codings[order], begins[order], ends[order]
    place_of = np.arange(len(codings))
    each = np.searchsorted(begins, ends, side="left") - place_of - 1
    one = np.repeat(place_of, each)
    # The first that one meets is the next after it.
    other = np.arange(len(one)) + np.repeat(place_of + 1 - (np.cumsum(each) - each), each)
    return codings[one], codings[other]
