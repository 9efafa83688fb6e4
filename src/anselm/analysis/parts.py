"""Where a very long text is cut, so that a page can hold it: into parts that lie end to end, at the borders of turns.

A part is laid on the page whole, so that assistive technology and the browser's own search see all of it; beyond about
a megabyte or 25,000 marks a page answers too slowly. Where the cuts are depends on the text alone. Marks only decide
whether a part is halved once more: no cut moves while somebody codes, but for that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

__all__ = ["MARKS", "PART_BYTES", "cut_places", "first_words", "mark_starts", "parts_of", "with_fewer_marks"]

PART_BYTES = 1_000_000
MARKS = 25_000

Part = tuple[int, int]

_LINE = re.compile(r"\n+")
_SPACE = re.compile(r"\s+")


def n_bytes(text: str) -> int:
    """How long a text is in UTF-8."""
    return len(text) if text.isascii() else len(text.encode())


def cut_places(text: str, turns: Sequence[int], most: int) -> list[int]:
    """Where a text may be cut, ascending: where a turn begins; in a stretch as long as half a part where a line does.

    A line as long as that is cut after a space; one without any is left whole.
    """
    starts = sorted({at for at in turns if 0 < at < len(text)})
    return _finer(text, _finer(text, starts, most // 2, _LINE), most // 2, _SPACE)


def _finer(text: str, places: Sequence[int], most: int, between: re.Pattern[str]) -> list[int]:
    found: list[int] = []
    before = 0
    for at in (*places, len(text)):
        if at - before > most:
            found += [one.end() for one in between.finditer(text, before, at) if before < one.end() < at]
        if at < len(text):
            found.append(at)
        before = at
    return found


def parts_of(text: str, places: Sequence[int], most: int = PART_BYTES) -> tuple[Part, ...]:
    """The parts of a text, all about equally long and none much longer than `most` bytes; one where it is short."""
    total = n_bytes(text)
    n = -(-total // most)
    if n < 2 or not places:
        return ((0, len(text)),)
    sizes = [n_bytes(text[low:high]) for low, high in zip((0, *places), places, strict=False)]
    before: list[int] = []
    for size in sizes:
        before.append(size + (before[-1] if before else 0))
    wanted = (total * k / n for k in range(1, n))
    return _between(len(text), sorted({places[_nearest(before, one)] for one in wanted}))


def _nearest(ascending: Sequence[int], wanted: float) -> int:
    at = min(bisect_left(ascending, wanted), len(ascending) - 1)
    return at - 1 if at > 0 and wanted - ascending[at - 1] <= ascending[at] - wanted else at


def _between(length: int, cuts: Sequence[int]) -> tuple[Part, ...]:
    return tuple(zip((0, *cuts), (*cuts, length), strict=True))


def mark_starts(spans: Sequence[Part], turns: Sequence[int]) -> list[int]:
    """Where each mark of a text begins, ascending: the page draws one for every stretch with the same codings on it."""
    change: dict[int, int] = dict.fromkeys(turns, 0)
    for start, end in spans:
        change[start] = change.get(start, 0) + 1
        change[end] = change.get(end, 0) - 1
    depth = 0
    found: list[int] = []
    for at in sorted(change):
        depth += change[at]
        if depth > 0:
            found.append(at)
    return found


def with_fewer_marks(
    parts: Sequence[Part], places: Sequence[int], marks: Sequence[int], most: int
) -> tuple[Part, ...]:
    """The parts, each halved until it has no more marks than `most` or there is no place to cut it."""
    found: list[Part] = []
    waiting = list(reversed(parts))
    while waiting:
        low, high = waiting.pop()
        inside = places[bisect_left(places, low + 1) : bisect_left(places, high)]
        if not inside or bisect_left(marks, high) - bisect_left(marks, low) <= most:
            found.append((low, high))
            continue
        middle = inside[_nearest(inside, (low + high) / 2)]
        waiting += [(middle, high), (low, middle)]
    return tuple(found)


def first_words(text: str, most: int = 60) -> str:
    """How a stretch begins, in one line; cut after a word."""
    words = " ".join(text[: most * 4].split())
    if len(words) <= most:
        return words
    kept = words[:most].rsplit(" ", 1)[0]
    return f"{kept.rstrip('.,;:')} …"
