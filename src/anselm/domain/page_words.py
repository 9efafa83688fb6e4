"""Where on the pages of a PDF its words stand: a rectangle for each, and the place of the word in the text.

A word is what stands between blanks. Rectangles are in whole points from the upper left corner of the page as it is
seen, as those of regions are. They are kept as one line of numbers for each page, most said by how far they are from
those of the word before, so that a page takes a few kilobytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["PageWord", "PageWords", "packed", "unpacked"]

_OF_A_WORD = 6  # numbers


@dataclass(frozen=True, slots=True, order=True)
class PageWord:
    """A word, [start, end) in the text that was read, and its rectangle [left, right) by [top, bottom) in points."""

    start: int
    end: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of the file a source's version was read from, page by page, packed; it has the version's identifier."""

    id: str
    source_id: str
    pages: tuple[str, ...]

    def of(self, number: int) -> tuple[PageWord, ...]:
        """The words of the page of that number, counted from 1, in the order of the text."""
        return unpacked(self.pages[number - 1]) if 0 < number <= len(self.pages) else ()


def packed(words: Iterable[PageWord]) -> str:
    """The words of a page, in the order of the text, as one line of numbers."""
    numbers: list[int] = []
    end = right = top = 0
    for one in words:
        numbers += (one.start - end, one.end - one.start, one.left - right, one.top - top)
        numbers += (one.right - one.left, one.bottom - one.top)
        end, right, top = one.end, one.right, one.top
    return " ".join(map(str, numbers))


def unpacked(line: str) -> tuple[PageWord, ...]:
    """The way back from `packed`. Raises ValueError for a line that is none."""
    numbers = [int(one) for one in line.split()]
    found: list[PageWord] = []
    end = right = top = 0
    for at in range(0, len(numbers), _OF_A_WORD):
        gap, length, across, down, width, height = numbers[at : at + _OF_A_WORD]
        start, left, top = end + gap, right + across, top + down
        end, right = start + length, left + width
        found.append(PageWord(start, end, left, top, right, top + height))
    return tuple(found)
