"""Where the words of a page of a PDF stand on it.

Signs are counted twice by the library: as they are drawn, and as they come out as text. Where both do not come to the
same, sign is laid to sign, and a word that cannot be laid has no place. That is lost of the page, never of the text.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from anselm.domain.anchors import Page
from anselm.domain.errors import Invalid
from anselm.domain.page_words import PageWord
from anselm.domain.parsed import ParsedPage

__all__ = ["BROKEN", "MOST_PLACED", "UNKNOWN", "words_on"]

BROKEN = "\ufffe"  # the library's sign for a hyphen and a line end that part a word
UNKNOWN = frozenset(map(chr, (*range(9), *range(14, 32), 0xFFFF)))  # signs that are no part of a text
MOST_PLACED = 60_000  # words of a file, ten hours of speech: to find those of more would take longer than reading may
_MOST_SIGNS = 100_000  # of a page; one with more is no page that anybody looks at
_NEAR = 8  # signs that are drawn and give no text
_A_HAIR = 0.02  # points


def words_on(page: Any, words: Any, raw: str, size: ParsedPage) -> list[PageWord]:
    """The words of a page, counted in its text as it is kept; `raw` is that text as the library gives it."""
    if not size.width or len(raw) > _MOST_SIGNS:
        return []
    drawn = _drawn(words, raw)
    media = page.get_mediabox()
    left, bottom = min(media[0], media[2]), min(media[1::2])
    seen = Page(0, size.width, size.height, size.inset_x, size.inset_y, size.turn)
    found = []
    for start, end, first, last in _spans(raw):
        ends = [box for at in _both(drawn, first, last) if (box := _box(words, at)) is not None]
        if not ends:
            continue
        low = (_floor(min(one[0] for one in ends) - left), _floor(min(one[1] for one in ends) - bottom))
        high = (-_floor(left - max(one[2] for one in ends)), -_floor(bottom - max(one[3] for one in ends)))
        try:
            at = seen.from_media_box(low, high, 1)
        except Invalid:  # it stands outside of what is seen
            continue
        found.append(PageWord(start, end, at.left, at.top, at.right, at.bottom))
    return found


def _floor(at: float) -> int:
    return math.floor(at + _A_HAIR)


def _both(drawn: list[int], first: int, last: int) -> set[int]:
    """The first and the last sign of a word that are drawn."""
    known = [at for at in drawn[first : last + 1] if at >= 0]
    return {known[0], known[-1]} if known else set()


def _box(words: Any, at: int) -> tuple[float, float, float, float] | None:
    import pypdfium2

    try:
        box = words.get_charbox(at, loose=True)
    except pypdfium2.PdfiumError:
        return None
    fits = all(math.isfinite(one) and abs(one) < 100_000 for one in box) and box[0] < box[2] and box[1] < box[3]
    return (box[0], box[1], box[2], box[3]) if fits else None


def _spans(raw: str) -> Iterator[tuple[int, int, int, int]]:
    """Each word: [start, end) in the text as it is kept, and its first and last sign in the text as it is given."""
    at, start, first, last = 0, -1, 0, 0
    for place, sign in enumerate(raw):
        if sign in UNKNOWN:
            continue
        if sign == "\r" and raw[place + 1 : place + 2] == "\n":
            continue
        ends = sign.isspace()
        if not ends:
            if start < 0:
                start, first = at, place
            last = place
        at += 1
        if sign == BROKEN or (ends and start >= 0):
            yield start, at - ends, first, last
            start = -1
            at += sign == BROKEN
    if start >= 0:
        yield start, at, first, last


def _drawn(words: Any, raw: str) -> list[int]:
    """For each sign of the text the number under which it is drawn; -1 where it cannot be told."""
    import pypdfium2.raw as pdfium

    n_drawn = words.count_chars()
    if n_drawn == len(raw):
        return list(range(n_drawn))
    found, at = [], 0
    units = [pdfium.FPDFText_GetUnicode(words, one) for one in range(n_drawn)]
    for sign in raw:
        code = ord(sign)
        half = 0xD800 + ((code - 0x10000) >> 10) if code > 0xFFFF else 2 if sign == BROKEN else code
        near = next((n for n in range(at, min(at + _NEAR, n_drawn)) if units[n] in (code, half)), -1)
        found.append(near)
        if near >= 0:
            at = near + (2 if code > 0xFFFF and units[near] == half else 1)
    return found
