"""The agreed reading of a round: what all marked alike, and what was settled where they differed.

Originals are never changed; this only says what follows from them and from the rulings. Nothing depends on the
order of readings or rulings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Literal, get_args

from anselm.analysis.differences import Difference, Reading, Side

__all__ = ["RULES", "AgreedSpan", "agreed", "key_of", "majority_of", "read_alike", "settled_spans"]

How = Literal["read alike", "settled", "both readings stand", "by rule"]
_FIRST: tuple[How, ...] = get_args(How)  # how a stretch came about, when it did in more ways than one
_MANY = 3  # the fewest readers of whom a half can differ from the others
# What a declared rule does with a difference nobody discussed.
RULES = {
    "left out": "what was not discussed is left out",
    "kept": "what anyone marked is kept",
    "common": "only the words that all marked with the code are kept",
}


@dataclass(frozen=True, slots=True, order=True)
class AgreedSpan:
    """A stretch of one document with a code that counts as agreed, how that came about, and from which codings."""

    document: str
    start: int
    end: int
    code: str
    how: How
    coding_ids: tuple[str, ...] = ()


def key_of(one: Difference) -> str:
    """A name for a difference that is the same whenever the readings are: from the codings it is made of."""
    return hashlib.sha256("|".join(sorted(one.coding_ids)).encode()).hexdigest()[:20]


def settled_spans(
    one: Difference, outcome: str, first: str, second: str, other: Sequence[tuple[int, int, str]] = ()
) -> tuple[tuple[int, int, str], ...]:
    """(start, end, code) that follow from an outcome. `first` and `second` are the coders of the two sides shown.

    For boundaries `union` spans all sides of a code and `intersection` what they share (nothing when they share
    nothing). Raises ValueError for an outcome there is not.
    """
    match outcome:
        case "first" | "second":
            coder = first if outcome == "first" else second
            return _spans(side for side in one.sides if side.coder == coder)
        case "both codes" | "both stand":
            return _spans(one.sides)
        case "neither":
            return ()
        case "other":
            return tuple(sorted(set(other)))
        case "union" | "intersection":
            return tuple(sorted(_bounds(one, together=outcome == "union")))
    raise ValueError(outcome)


def _spans(sides: Iterable[Side]) -> tuple[tuple[int, int, str], ...]:
    return tuple(sorted({(side.start, side.end, side.code) for side in sides}))


def _bounds(one: Difference, *, together: bool) -> set[tuple[int, int, str]]:
    found: set[tuple[int, int, str]] = set()
    for code in {side.code for side in one.sides}:
        sides = [side for side in one.sides if side.code == code]
        low, high = (min, max) if together else (max, min)
        start, end = low(side.start for side in sides), high(side.end for side in sides)
        if start < end:
            found.add((start, end, code))
    return found


def majority_of(one: Difference) -> tuple[tuple[int, int, str], ...] | None:
    """What more than half of three or more readers marked alike there, to the letter; None where no such half is.

    That they marked nothing counts as well: then it is ().
    """
    marked: dict[str, set[tuple[int, int, str]]] = {reader: set() for reader in one.without}
    for side in one.sides:
        marked.setdefault(side.coder, set()).add((side.start, side.end, side.code))
    if len(marked) < _MANY:
        return None
    readings = [tuple(sorted(spans)) for spans in marked.values()]
    most = max(readings, key=readings.count)
    return most if 2 * readings.count(most) > len(readings) else None


def read_alike(readings: Sequence[Reading], differences: Sequence[Difference]) -> tuple[AgreedSpan, ...]:
    """The places that are no difference, each once, in text order.

    Where readers marked the same words in other pieces, or with ends that the round takes as the same, the place is
    all the words together; where their marks are equal, it is those marks.
    """
    differing = {coding_id for one in differences for coding_id in one.coding_ids}
    left = sorted(
        (one for one in readings if one.coding_id not in differing), key=attrgetter("document", "code", "start", "end")
    )
    found: list[AgreedSpan] = []
    for _, marks in groupby(left, attrgetter("document", "code")):
        for place in _overlapping(marks):
            found += _one_place(place)
    return tuple(sorted(found))


def _overlapping(marks: Iterable[Reading]) -> Iterable[list[Reading]]:
    """Marks of one document and code in text order, those that overlap together."""
    place: list[Reading] = []
    end = 0
    for mark in marks:
        if place and mark.start >= end:
            yield place
            place = []
        end = max(end, mark.end) if place else mark.end
        place.append(mark)
    if place:
        yield place


def _one_place(marks: Sequence[Reading]) -> Iterable[AgreedSpan]:
    by_coder: dict[str, set[tuple[int, int]]] = {}
    for mark in marks:
        by_coder.setdefault(mark.coder, set()).add((mark.start, mark.end))
    spans = list(by_coder.values())
    whole = {(min(mark.start for mark in marks), max(mark.end for mark in marks))}
    for start, end in spans[0] if all(span == spans[0] for span in spans) else whole:
        ids = sorted(mark.coding_id for mark in marks if start <= mark.start and mark.end <= end)
        yield AgreedSpan(marks[0].document, start, end, marks[0].code, "read alike", tuple(ids))


def agreed(
    readings: Sequence[Reading],
    differences: Sequence[Difference],
    settled: Mapping[str, tuple[bool, Sequence[tuple[int, int, str]]]],
    rule: str = "",
) -> tuple[AgreedSpan, ...]:
    """The agreed reading, in text order, no stretch twice with one code.

    `settled` gives for a difference's key whether both readings stand, and the spans that follow. Differences
    without an entry follow `rule` (a key of RULES), or are left open and in nothing when it is empty.
    """
    found = list(read_alike(readings, differences))
    for one in differences:
        found += _of(one, settled.get(key_of(one)), rule)
    once: dict[tuple[str, int, int, str], AgreedSpan] = {}
    for span in sorted(found, key=lambda span: (_FIRST.index(span.how), span)):
        place = (span.document, span.start, span.end, span.code)
        there = once.get(place, span)
        once[place] = replace(there, coding_ids=tuple(sorted({*there.coding_ids, *span.coding_ids})))
    return tuple(sorted(once.values()))


def _of(one: Difference, entry: tuple[bool, Sequence[tuple[int, int, str]]] | None, rule: str) -> Iterable[AgreedSpan]:
    ids = tuple(sorted(one.coding_ids))
    if entry is not None:
        both, spans = entry
        how: How = "both readings stand" if both else "settled"
        return [AgreedSpan(one.document, start, end, code, how, ids) for start, end, code in spans]
    if rule == "kept":
        return [AgreedSpan(one.document, *span, how="by rule", coding_ids=ids) for span in _spans(one.sides)]
    if rule == "common" and not one.without:
        return [AgreedSpan(one.document, *span, how="by rule", coding_ids=ids) for span in _bounds(one, together=False)]
    return []
