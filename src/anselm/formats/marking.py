"""Comments and highlights of a file: on which characters of the finished text each of them stands.

While a text is built, its pieces move: boxes go behind their paragraph, cells into rows. So each piece on which a mark
may stand is wrapped in signs no document can hold (XML allows none of them), and found again in the finished text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from anselm.domain.parsed import Loss, ParsedMark
from anselm.formats.canonical import has_words

__all__ = ["MAX_MARKS", "MAX_WORDS", "Marking", "Said", "beyond", "without_last_space"]

MAX_MARKS = 20_000  # of one file; what is beyond is counted as left out
MAX_WORDS = 20_000  # of one comment
_OPENS, _NUMBERED, _CLOSES = "\x01", "\x02", "\x03"
_DIGITS = str.maketrans("0123456789", "".join(chr(0x10 + digit) for digit in range(10)))
_BACK = {0x10 + digit: str(digit) for digit in range(10)}
_SIGNS = re.compile("\x01([\x10-\x19]+)\x02|\x03")


@dataclass(frozen=True, slots=True)
class Said:
    """A comment apart from where it stands: its words, whose they are and when, as the file says."""

    words: str
    author: str = ""
    at: str = ""


@dataclass(slots=True)
class _Stretch:
    """Pieces [first, past) a mark stands on, `past` None while it is open, and the paragraph it was begun in."""

    first: int
    past: int | None
    paragraph: int


class Marking:
    """Numbers the pieces of a text in the making and notes which of them each comment and highlight holds."""

    def __init__(self, said: Mapping[str, Said], *, every: bool = False) -> None:
        self._said = said
        self._every = every  # comments may still come while the text is read
        self._boxes: list[int] = []  # of each piece: how many boxes it is in
        self._paragraphs: list[int] = []
        self._comments: dict[str, _Stretch] = {}
        self._coloured: list[tuple[str, _Stretch]] = []
        self._colour = ""  # of the piece before
        self._breaks = False

    def piece(self, words: str, colour: str, paragraph: int, n_boxes: int) -> str:
        """A piece of the text as it is to be kept until the end; `colour` is how it is highlighted, empty for not."""
        if not words or not (colour or self._said or self._every):
            self._colour = self._colour if not words else ""
            return words
        number = len(self._boxes)
        goes_on = colour == self._colour and bool(colour) and not self._breaks and self._boxes[-1] == n_boxes
        if colour and not goes_on:
            self._coloured.append((colour, _Stretch(number, None, paragraph)))
        if colour:
            self._coloured[-1][1].past = number + 1
        self._colour, self._breaks = colour, False
        self._boxes.append(n_boxes)
        self._paragraphs.append(paragraph)
        return f"{_OPENS}{str(number).translate(_DIGITS)}{_NUMBERED}{words}{_CLOSES}"

    def break_highlight(self) -> None:
        """What is highlighted next is another passage, whatever its colour."""
        self._breaks = True

    def begin(self, key: str, paragraph: int) -> None:
        """The passage of a comment begins."""
        if key in self._said and key not in self._comments:
            self._comments[key] = _Stretch(len(self._boxes), None, paragraph)

    def finish(self, key: str, paragraph: int) -> None:
        """The passage of a comment ends. One that never began, or never ends, stands where the other sign is."""
        self.begin(key, paragraph)
        held = self._comments.get(key)
        if held is not None:
            held.past = len(self._boxes)

    def refer(self, key: str, paragraph: int) -> bool:
        """The sign of a comment; whether the file holds its words."""
        held = self._comments.get(key)
        if held is None or held.past is None:
            self.finish(key, paragraph)
        return key in self._said

    def found(self, marked: str) -> tuple[str, tuple[ParsedMark, ...], int]:
        """The text without signs, the marks on it in text order, and how many are beyond what is kept."""
        places: list[tuple[int, int]] = [(0, 0)] * len(self._boxes)
        pieces: list[str] = []
        at = last = opened = length = 0
        for sign in _SIGNS.finditer(marked) if self._boxes else ():
            pieces.append(marked[last : sign.start()])
            length += sign.start() - last
            last = sign.end()
            if sign[1]:
                at, opened = int(sign[1].translate(_BACK)), length
            else:
                places[at] = (opened, length)
        pieces.append(marked[last:])
        text = "".join(pieces)
        shift = 1 if text.startswith("\ufeff") else 0  # which the canonical text drops
        spans = _Spans(text, [(max(0, a - shift), max(0, b - shift)) for a, b in places], self._boxes, shift)
        marks = [*self._on_words(spans), *self._highlights(spans)]
        marks.sort(key=lambda one: (one.place == "nowhere", one.start, one.end, one.kind))
        return text, tuple(marks[:MAX_MARKS]), max(0, len(marks) - MAX_MARKS)

    def _on_words(self, spans: _Spans) -> list[ParsedMark]:
        found = []
        for key, said in self._said.items():
            held = self._comments.get(key)
            span, place = None, "nowhere"
            if held is not None:
                past = held.first if held.past is None else held.past
                span, place = spans.of(held.first, past), "words"
                if span is None:
                    span, place = self._paragraph(spans, held), "paragraph"
            start, end = span or (0, 0)
            found.append(
                ParsedMark("comment", start, end, place if span else "nowhere", said.words, said.author, said.at)
            )
        return found

    def _paragraph(self, spans: _Spans, held: _Stretch) -> tuple[int, int] | None:
        """The paragraph of a comment on no words: of the piece before it, or of the next, whichever is in its own."""
        before, after = held.first - 1, held.first
        known = range(len(self._paragraphs))
        near = [one for one in (before, after) if one in known]
        near.sort(key=lambda one: self._paragraphs[one] != held.paragraph)
        return spans.line(near[0]) if near else None

    def _highlights(self, spans: _Spans) -> list[ParsedMark]:
        found = []
        for colour, held in self._coloured:
            span = spans.of(held.first, held.past or held.first)
            if span is not None:
                found.append(ParsedMark("highlight", *span, colour=colour))
        return found


def without_last_space(piece: str) -> str:
    """A piece of the text in the making without the space at its end."""
    return piece[:-2] + _CLOSES if piece.endswith(" " + _CLOSES) else piece.removesuffix(" ")


def beyond(n_marks: int) -> tuple[Loss, ...]:
    """What is said of comments and highlights beyond what is kept of one file."""
    if not n_marks:
        return ()
    said = f"{n_marks:,} comments and highlights beyond the first {MAX_MARKS:,} are left out."
    return (Loss("comment", "", said),)


class _Spans:
    """Places in the finished text by the numbers of pieces."""

    def __init__(self, text: str, places: list[tuple[int, int]], boxes: list[int], shift: int) -> None:
        self._text, self._shift, self._places, self._boxes = text, shift, places, boxes
        self._of_box: dict[int, list[int]] = {}
        for number, n_boxes in enumerate(boxes):
            self._of_box.setdefault(n_boxes, []).append(number)

    def of(self, first: int, past: int) -> tuple[int, int] | None:
        """From the first to the last piece of a stretch, without what stands in boxes tied to it; None for no words."""
        if first >= past or first >= len(self._boxes):
            return None
        same = self._of_box[self._boxes[first]]
        last = same[bisect_left(same, past) - 1]
        start, end = self._places[first][0], self._places[last][1]
        words = self._text[start + self._shift : end + self._shift]
        return (start, end) if start < end and has_words(words) else None

    def line(self, number: int) -> tuple[int, int] | None:
        """The line a piece stands in."""
        at = self._places[number][0] + self._shift
        start = self._text.rfind("\n", 0, at) + 1
        end = self._text.find("\n", at)
        end = len(self._text) if end < 0 else end
        start, end = max(0, start - self._shift), end - self._shift
        return (start, end) if start < end else None
