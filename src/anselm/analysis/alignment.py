"""Where each stretch of a text went in its successor: a total monotone map, as long as both texts.

Positions are half-open, in Unicode code points. Stretches called kept are equal sign by sign; a word is kept
whole or not at all, so that no half of a word ever counts as unchanged.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from anselm.analysis.words import words
from anselm.domain.corpus import MapPiece, OffsetMap

__all__ = ["align", "amended", "composed", "edited", "identity"]

_LINE = re.compile(r"[^\n]*\n+|[^\n]+\Z")
_FEW = 40_000  # pairs of pieces up to which two stretches are compared one by one
_SHINGLES = (8, 4, 2, 1)
Block = tuple[int, int, int, int]
Run = tuple[int, int, int]


def identity(n_characters: int) -> OffsetMap:
    """The map of a text to itself."""
    return OffsetMap((MapPiece(0, n_characters, 0, n_characters, True),) if n_characters else ())


def edited(n_characters: int, start: int, end: int, n_new: int) -> OffsetMap:
    """The map of a text in which [start, end) was replaced by `n_new` characters."""
    change = (start, end, start, start + n_new)
    rest = (end, n_characters, start + n_new, n_characters - (end - start) + n_new)
    return _joined([(0, start, 0, start)], [change], [rest])


def amended(old: str, start: int, end: int, put: str) -> OffsetMap:
    """The map of a text in which [start, end) was replaced by `put`, words that stayed in between kept as they are."""
    new = old[:start] + put + old[end:]
    grown = len(new) - len(old)
    while start > 0 and _inside_word(old, start) | _inside_word(new, start):
        start -= 1
    while end < len(old) and _inside_word(old, end) | _inside_word(new, end + grown):
        end += 1
    within = _kept_words(old, new, (start, end, start, end + grown))
    rest = (end, len(old), end + grown, len(new))
    return _covering([(0, start, 0, start), *within, rest], len(old), len(new))


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _joined(before: Iterable[Block], changed: Iterable[Block], after: Iterable[Block]) -> OffsetMap:
    pieces = [MapPiece(*block, True) for block in before]
    pieces += [MapPiece(*block, False) for block in changed]
    pieces += [MapPiece(*block, True) for block in after]
    return OffsetMap(tuple(one for one in pieces if one.end > one.start or one.new_end > one.new_start))


def align(old: str, new: str) -> OffsetMap:
    """Where the words of the old text stand in the new one: whole lines first, then words of changed lines."""
    kept = list(_kept_lines(old, new))
    whole: list[Block] = []
    at = into = 0
    for start, end, new_start, new_end in [*kept, (len(old), len(old), len(new), len(new))]:
        whole += _kept_words(old, new, (at, start, into, new_start))
        whole.append((start, end, new_start, new_end))
        at, into = end, new_end
    return _covering(whole, len(old), len(new))


def _covering(kept: Sequence[Block], n_old: int, n_new: int) -> OffsetMap:
    """The map that keeps these stretches; what lies between has changed. Neighbours become one piece."""
    pieces: list[MapPiece] = []
    at = into = 0
    for start, end, new_start, new_end in [*kept, (n_old, n_old, n_new, n_new)]:
        if start > at or new_start > into:
            pieces.append(MapPiece(at, start, into, new_start, False))
        if end > start:
            last = pieces[-1] if pieces else None
            if last is not None and last.kept:
                pieces[-1] = MapPiece(last.start, end, last.new_start, new_end, True)
            else:
                pieces.append(MapPiece(start, end, new_start, new_end, True))
        at, into = end, new_end
    return OffsetMap(tuple(pieces))


def _kept_lines(old: str, new: str) -> Iterator[Block]:
    first = [match.span() for match in _LINE.finditer(old)]
    second = [match.span() for match in _LINE.finditer(new)]
    lines, others = [old[a:b] for a, b in first], [new[a:b] for a, b in second]
    for match in SequenceMatcher(None, lines, others, autojunk=False).get_matching_blocks():
        if match.size:
            a, b = first[match.a][0], first[match.a + match.size - 1][1]
            c, d = second[match.b][0], second[match.b + match.size - 1][1]
            yield a, b, c, d


def _kept_words(old: str, new: str, block: Block) -> list[Block]:
    """The stretches kept inside a changed one, in whole words and whatever stands between them."""
    start, end, new_start, new_end = block
    if start == end or new_start == new_end:
        return []
    first = _pieces(old[start:end], start)
    second = _pieces(new[new_start:new_end], new_start)
    told, said = [old[a:b] for a, b in first], [new[a:b] for a, b in second]
    return [
        (first[a][0], first[a + size - 1][1], second[b][0], second[b + size - 1][1]) for a, b, size in _runs(told, said)
    ]


def _runs(told: Sequence[str], said: Sequence[str]) -> list[Run]:
    """Runs of equal pieces in order: (place in the first, place in the second, how many).

    Long stretches are first tied by runs of pieces that stand once in each, the longest kind first, so that a
    name changed on every line costs no more than one changed once.
    """
    found: list[Run] = []
    waiting = [(0, len(told), 0, len(said))]
    while waiting:
        low, high, into, onto = waiting.pop()
        if low == high or into == onto:
            continue
        if (high - low) * (onto - into) <= _FEW:
            found += _matched(told, said, low, high, into, onto)
            continue
        ties = next((some for k in _SHINGLES if (some := _ties(told, said, (low, high, into, onto), k))), [])
        at, there = low, into
        for a, b, size in ties:
            waiting.append((at, a, there, b))
            at, there = a + size, b + size
        if ties:
            waiting.append((at, high, there, onto))
        found += ties
    return sorted(found)


def _matched(told: Sequence[str], said: Sequence[str], low: int, high: int, into: int, onto: int) -> list[Run]:
    blocks = SequenceMatcher(None, told[low:high], said[into:onto], autojunk=False).get_matching_blocks()
    return [(low + one.a, into + one.b, one.size) for one in blocks if one.size]


def _ties(told: Sequence[str], said: Sequence[str], block: Block, k: int) -> list[Run]:
    """Runs around shingles of k pieces that stand once in each stretch, as many as go in order in both."""
    low, high, into, onto = block
    first, second = _once(told, low, high, k), _once(said, into, onto, k)
    pairs = sorted((place, second[shingle]) for shingle, place in first.items() if shingle in second)
    ties: list[Run] = []
    for a, b in _rising(pairs):
        if ties and (a < ties[-1][0] + ties[-1][2] or b < ties[-1][1] + ties[-1][2]):
            continue
        size = k
        while a + size < high and b + size < onto and told[a + size] == said[b + size]:
            size += 1
        ties.append((a, b, size))
    return ties


def _once(pieces: Sequence[str], low: int, high: int, k: int) -> dict[tuple[str, ...], int]:
    places: dict[tuple[str, ...], int] = {}
    for at in range(low, high - k + 1):
        shingle = tuple(pieces[at : at + k])
        places[shingle] = -1 if shingle in places else at
    return {shingle: at for shingle, at in places.items() if at >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs, in order of the first, whose second places rise too."""
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for place, (_, b) in enumerate(pairs):
        at = bisect_left(tops, b)
        before.append(last[at - 1] if at else -1)
        if at == len(tops):
            tops.append(b)
            last.append(place)
        else:
            tops[at], last[at] = b, place
    found: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _pieces(text: str, offset: int) -> list[tuple[int, int]]:
    """Words, and what stands between them, each with its place."""
    found: list[tuple[int, int]] = []
    at = 0
    for start, end in words(text):
        if start > at:
            found.append((offset + at, offset + start))
        found.append((offset + start, offset + end))
        at = end
    if at < len(text):
        found.append((offset + at, offset + len(text)))
    return found


def composed(first: OffsetMap, second: OffsetMap) -> OffsetMap:
    """The map over two steps. A stretch is kept when both steps keep it."""
    kept: list[Block] = []
    n_old = first.pieces[-1].end if first.pieces else 0
    n_new = second.pieces[-1].new_end if second.pieces else 0
    for one in first.pieces:
        if not one.kept:
            continue
        for two in second.pieces:
            low, high = max(one.new_start, two.start), min(one.new_end, two.end)
            if two.kept and high > low:
                back, on = one.start - one.new_start, two.new_start - two.start
                kept.append((low + back, high + back, low + on, high + on))
    return _covering(kept, n_old, n_new)
