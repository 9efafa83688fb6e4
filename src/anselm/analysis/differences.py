"""The places where coders of one round differ, listed for settling.

Per code and document, each coder's overlapping or touching codings are first joined to stretches. Stretches
of one code that overlap across coders form a *place*. A place all assigned coders marked with the same ends
is agreement and is not listed. Two places of different codes over the same or mostly the same words, marked
by different coders, are one difference. Nothing depends on the coders' names or on the order of rows, so
swapping coders swaps sides only.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

READ_DIFFERENTLY = "read differently"
SIBLING_CODE = "sibling code"
DIFFERENT_CODE = "different code"
BOUNDARY = "boundary"
MARKED_BY_ONE = "marked by one only"
MARKED_BY_SOME = "marked by some only"
KINDS = (SIBLING_CODE, DIFFERENT_CODE, BOUNDARY, MARKED_BY_ONE, MARKED_BY_SOME, READ_DIFFERENTLY)
MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """One coding as compared: half-open span in code points of one document."""

    coding_id: str
    coder: str
    code: str
    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Side:
    """What one coder marked at a difference: one code, one stretch, the codings it is made of."""

    coder: str
    code: str
    start: int
    end: int
    coding_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place to settle. `pattern` names its codes ("D1|D4", or "C1" for one code); `without` lists the
    coders who read the document and marked none of it so; `start` and `end` span all sides.
    """

    kind: str
    pattern: str
    document: str
    start: int
    end: int
    sides: tuple[Side, ...]
    without: tuple[str, ...]

    @property
    def coding_ids(self) -> tuple[str, ...]:
        """All codings concerned, in the order of the sides."""
        return tuple(coding_id for side in self.sides for coding_id in side.coding_ids)

    @property
    def apart(self) -> int:
        """By how many characters its ends differ at most, at the beginning or at the end."""
        starts, ends = [side.start for side in self.sides], [side.end for side in self.sides]
        return max(max(starts) - min(starts), max(ends) - min(ends))


@dataclass(slots=True)
class _Place:
    document: str
    sides: list[Side]

    @property
    def start(self) -> int:
        return min(side.start for side in self.sides)

    @property
    def end(self) -> int:
        return max(side.end for side in self.sides)

    @property
    def coders(self) -> frozenset[str]:
        return frozenset(side.coder for side in self.sides)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(sorted({side.code for side in self.sides}))

    @property
    def key(self) -> tuple[int, int, tuple[str, ...]]:
        return self.start, self.end, self.codes

    def same_ends(self) -> bool:
        by_coder: dict[str, set[tuple[int, int]]] = {}
        for side in self.sides:
            by_coder.setdefault(side.coder, set()).add((side.start, side.end))
        spans = list(by_coder.values())
        return all(span == spans[0] for span in spans)


def _stretches(readings: Iterable[Reading]) -> list[Side]:
    """Codings of one coder, code and document joined where they overlap or touch."""
    joined: list[Side] = []
    for one in sorted(readings, key=lambda r: (r.start, r.end, r.coding_id)):
        last = joined[-1] if joined else None
        if last is not None and one.start <= last.end:
            ids = (*last.coding_ids, one.coding_id)
            joined[-1] = Side(last.coder, last.code, last.start, max(last.end, one.end), ids)
        else:
            joined.append(Side(one.coder, one.code, one.start, one.end, (one.coding_id,)))
    return joined


def _places(readings: Sequence[Reading]) -> list[_Place]:
    """Places of one code in one document: stretches of all coders joined where they share a character."""
    by_coder = sorted(readings, key=attrgetter("coder"))
    sides = [side for _, rows in groupby(by_coder, attrgetter("coder")) for side in _stretches(rows)]
    sides.sort(key=lambda side: (side.start, side.end, side.coder))
    places: list[_Place] = []
    reach = -1
    for side in sides:
        if places and side.start < reach:
            places[-1].sides.append(side)
        else:
            places.append(_Place(readings[0].document, [side]))
        reach = max(reach, side.end)
    return places


def _overlap(one: _Place, other: _Place) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (max(one.end, other.end) - min(one.start, other.start)) if shared > 0 else 0.0


@dataclass(frozen=True, slots=True)
class _Scheme:
    parents: Mapping[str, str | None]
    opposites: frozenset[frozenset[str]]

    def kind(self, codes: tuple[str, ...]) -> str:
        pairs = [frozenset((a, b)) for a in codes for b in codes if a < b]
        if any(pair in self.opposites for pair in pairs):
            return READ_DIFFERENTLY
        parents = {self.parents.get(code) for code in codes}
        return SIBLING_CODE if len(parents) == 1 and None not in parents else DIFFERENT_CODE


def _join_across_codes(open_places: list[_Place], scheme: _Scheme, mostly: float) -> list[_Place]:
    """Places of different codes and different coders over mostly the same words, joined best overlap
    first.
    """
    ordered = sorted(open_places, key=attrgetter("key"))
    near: list[tuple[float, int, int, int]] = []
    for index, one in enumerate(ordered):
        for at in range(index + 1, len(ordered)):
            other = ordered[at]
            if other.start >= one.end:
                break
            overlap = _overlap(one, other)
            if overlap >= mostly and one.codes != other.codes and not one.coders & other.coders:
                rank = (READ_DIFFERENTLY, SIBLING_CODE, DIFFERENT_CODE).index(
                    scheme.kind(tuple(sorted(one.codes + other.codes)))
                )
                near.append((-overlap, rank, index, at))
    home = list(range(len(ordered)))
    for _, _, left, right in sorted(near):
        into, moved = sorted((home[left], home[right]))
        if into != moved and not ordered[into].coders & ordered[moved].coders:
            ordered[into].sides.extend(ordered[moved].sides)
            ordered[moved].sides = []
            home = [into if place == moved else place for place in home]
    return [place for place in ordered if place.sides]


def _listed(place: _Place, readers: frozenset[str], scheme: _Scheme) -> Difference | None:
    without = tuple(sorted(readers - place.coders))
    if len(place.codes) > 1:
        kind = scheme.kind(place.codes)
    elif not place.same_ends():
        kind = BOUNDARY
    elif not without:
        return None
    else:
        kind = MARKED_BY_ONE if len(place.coders) == 1 else MARKED_BY_SOME
    sides = tuple(sorted(place.sides, key=lambda side: (side.coder, side.start, side.end, side.code)))
    return Difference(kind, "|".join(place.codes), place.document, place.start, place.end, sides, without)


def differences(
    readings: Sequence[Reading],
    *,
    assigned: Mapping[str, Collection[str]] | None = None,
    parents: Mapping[str, str | None] | None = None,
    opposites: Iterable[Collection[str]] = (),
    mostly: float = MOSTLY,
) -> tuple[Difference, ...]:
    """The differences between the coders of a round, by kind, pattern, document and place.

    `assigned` gives the coders who were to read each document; without it every coder named in `readings` is
    taken to have read every document. Documents read by fewer than two are left out: not assigned is not a
    difference. `parents` gives each code's parent (codes of one parent are siblings); `opposites` names
    pairs of codes that contradict each other; `mostly` is the least intersection over union at which two
    spans are the same words.
    """
    everyone = frozenset(one.coder for one in readings)
    scheme = _Scheme(parents or {}, frozenset(frozenset(pair) for pair in opposites))
    found: list[Difference] = []
    in_order = sorted(readings, key=attrgetter("document", "code"))
    for document, rows in groupby(in_order, attrgetter("document")):
        readers = everyone if assigned is None else frozenset(assigned.get(document, ()))
        if len(readers) < 2:
            continue
        heard = [one for one in rows if one.coder in readers]
        places = [place for _, group in groupby(heard, attrgetter("code")) for place in _places(list(group))]
        settled = [place for place in places if place.coders == readers]
        joined = _join_across_codes([place for place in places if place.coders != readers], scheme, mostly)
        found += [one for place in settled + joined if (one := _listed(place, readers, scheme)) is not None]
    return tuple(sorted(found, key=_in_order))


def _in_order(one: Difference) -> tuple[int, str, str, int, int, tuple[str, ...]]:
    return KINDS.index(one.kind), one.pattern, one.document, one.start, one.end, one.coding_ids


def found_anew(
    there: Sequence[Difference], documents: Collection[str], found: Iterable[Difference]
) -> tuple[Difference, ...]:
    """Differences with those of some documents put in place of what stood there, in the order of `differences`.

    No document's differences depend on another's when `assigned` says who read each.
    """
    made = [one for one in there if one.document not in documents]
    for one in found:
        insort(made, one, key=_in_order)
    return tuple(made)


def counted(found: Iterable[Difference]) -> tuple[tuple[str, str, int], ...]:
    """(kind, pattern, how many), most frequent first within a kind, for settling a whole pattern at once."""
    totals: dict[tuple[str, str], int] = {}
    for one in found:
        totals[one.kind, one.pattern] = totals.get((one.kind, one.pattern), 0) + 1
    rows = [(kind, pattern, n) for (kind, pattern), n in totals.items()]
    return tuple(sorted(rows, key=lambda row: (KINDS.index(row[0]), -row[2], row[1])))
