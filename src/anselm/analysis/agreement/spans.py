"""Agreement on whole segments: which of one coder's segments the other found, at a chosen overlap.

No chance term, and the uncoded text plays no part; the companion of kappa for rare codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from anselm.analysis.agreement.result import NO_COMPARISON, NOT_USED, Figure, quotient, undefined

Segment = tuple[int, int]
Boundary = Literal["overlap", "exact", "left", "right"]


@dataclass(frozen=True, slots=True)
class Matching:
    """Segments of the first coder matched to the second's, as index pairs; the rest stay unmatched."""

    pairs: tuple[tuple[int, int], ...]
    n_first: int
    n_second: int

    @property
    def f1(self) -> Figure:
        """2 matched / (first + second); `not used` when neither has a segment."""
        decisions = self.n_first + self.n_second
        return quotient(2.0 * len(self.pairs), float(decisions), decisions, NOT_USED)

    @property
    def share_of_first(self) -> Figure:
        """Matched segments over the first coder's (recall if the first is taken as given)."""
        return quotient(float(len(self.pairs)), float(self.n_first), self.n_first, NOT_USED)

    @property
    def share_of_second(self) -> Figure:
        """Matched segments over the second coder's."""
        return quotient(float(len(self.pairs)), float(self.n_second), self.n_second, NOT_USED)


def overlap(one: Segment, other: Segment) -> float:
    """Intersection over union of two half-open segments."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0


def _fits(one: Segment, other: Segment, boundary: Boundary, threshold: float) -> bool:
    if boundary == "overlap":
        return overlap(one, other) >= threshold
    if overlap(one, other) == 0.0:
        return False
    left, right = one[0] == other[0], one[1] == other[1]
    return {"exact": left and right, "left": left, "right": right}[boundary]


def match(
    first: Sequence[Segment],
    second: Sequence[Segment],
    threshold: float = 0.5,
    boundary: Boundary = "overlap",
) -> Matching:
    """The largest one-to-one matching of segments of one document and code that fit each other.

    `overlap`: intersection over union at least `threshold` (0 < threshold <= 1); `exact`, `left`, `right`:
    the named ends are equal. Augmenting paths (Kuhn 1955). Raises ValueError for a threshold outside its
    range.
    """
    if not 0.0 < threshold <= 1.0:
        raise ValueError("the overlap asked for lies above 0 and at most at 1")
    by_start = sorted(range(len(second)), key=lambda at: second[at])
    near = [
        [at for at in by_start if second[at][0] < one[1] and _fits(one, second[at], boundary, threshold)]
        for one in first
    ]
    holder: dict[int, int] = {}
    for at in sorted(range(len(first)), key=lambda index: first[index]):
        _augment(at, near, holder)
    return Matching(tuple(sorted((one, other) for other, one in holder.items())), len(first), len(second))


def _augment(start: int, near: Sequence[Sequence[int]], holder: dict[int, int]) -> bool:
    """Find a place for `start`, moving earlier matches along a path if need be; iterative, so long texts are
    safe.
    """
    seen: set[int] = set()
    came_from: dict[int, int] = {}
    waiting = [start]
    while waiting:
        one = waiting.pop()
        for other in near[one]:
            if other in seen:
                continue
            seen.add(other)
            came_from[other] = one
            if other in holder:
                waiting.append(holder[other])
                continue
            _rewire(other, start, came_from, holder)
            return True
    return False


def _rewire(free: int, start: int, came_from: dict[int, int], holder: dict[int, int]) -> None:
    held = {one: other for other, one in holder.items()}
    other = free
    while True:
        one = came_from[other]
        previous = held.get(one)
        holder[other] = one
        if one == start or previous is None:
            return
        other = previous


def together(matchings: Sequence[Matching]) -> Figure:
    """F1 over several documents or codes: all matched segments over all segments. `no comparison` for no
    document.
    """
    if not matchings:
        return undefined(NO_COMPARISON)
    decisions = sum(one.n_first + one.n_second for one in matchings)
    return quotient(2.0 * sum(len(one.pairs) for one in matchings), float(decisions), decisions, NOT_USED)
