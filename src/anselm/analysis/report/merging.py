"""A report written at two places at once: what each changed since they parted is in it, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["merged"]

_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class _Change:
    """Paragraphs [start, end) of the text both began from became others."""

    start: int
    end: int
    put: tuple[str, ...]


def merged(was: str, mine: str, theirs: str) -> str:
    """The text with both changes to `was`. Where both changed one paragraph, mine stands first and theirs after it."""
    if was == theirs or mine == theirs:
        return mine
    base = was.split(_BREAK)
    own, other = _changes(base, mine.split(_BREAK)), _changes(base, theirs.split(_BREAK))
    made: list[str] = []
    at = 0
    while own or other:
        start = min(one[0].start for one in (own, other) if one)
        made += base[at:start]
        mine_here, theirs_here, at = _together(own, other, start)
        first, second = _applied(base, mine_here, start, at), _applied(base, theirs_here, start, at)
        if not mine_here or first == second:
            made += second
        elif not theirs_here:
            made += first
        else:
            made += [*first, *(one for one in second if one not in first)]
    return _BREAK.join([*made, *base[at:]])


def _changes(base: Sequence[str], after: Sequence[str]) -> list[_Change]:
    found = SequenceMatcher(None, base, after, autojunk=False).get_opcodes()
    return [_Change(i1, i2, tuple(after[j1:j2])) for kind, i1, i2, j1, j2 in found if kind != "equal"]


def _together(own: list[_Change], other: list[_Change], start: int) -> tuple[list[_Change], list[_Change], int]:
    """The changes from here on that overlap one another, taken off both lists, and where they end."""
    end = start
    taken: tuple[list[_Change], list[_Change]] = ([], [])
    grown = True
    while grown:
        grown = False
        for queue, held in zip((own, other), taken, strict=True):
            while queue and (queue[0].start < end or queue[0].start == start):
                held.append(queue.pop(0))
                end, grown = max(end, held[-1].end), True
    return taken[0], taken[1], end


def _applied(base: Sequence[str], changes: Sequence[_Change], start: int, end: int) -> list[str]:
    """Paragraphs [start, end) with these changes."""
    made: list[str] = []
    at = start
    for one in changes:
        made += [*base[at : one.start], *one.put]
        at = one.end
    return [*made, *base[at:end]]
