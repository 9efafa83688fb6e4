"""Where a comment on a report stands in its text as it is now, and comments as a draft carries them.

Pure: texts in, places and blocks out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from anselm.analysis.report.resolve import Remark, Resolved
from anselm.analysis.report.returned import likeness
from anselm.domain.document import Heading, ListBlock, Paragraph, Text

__all__ = ["at_the_end", "line_of", "place_of", "section_of"]

_SENTENCE = re.compile(r"[^\n.!?…]+[.!?…]*")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_SAME = 0.6


def place_of(body: str, about: str, words: str, start: int) -> int | None:
    """Where it stands now, in code points; None when its place is gone.

    A live block is found by its name. A sentence is found by its words, nearest to where it stood; where they were
    changed, as the sentence that shares most of them, if it shares more than half.
    """
    if about:
        return _nearest((found.start() for found in re.finditer(re.escape("{{" + about) + r"(?=[|}])", body)), start)
    if not words:
        return None
    exact = _nearest((found.start() for found in re.finditer(re.escape(words), body)), start)
    return exact if exact is not None else _likest(body, words)


def _nearest(places: Iterator[int], start: int) -> int | None:
    return min(places, key=lambda at: abs(at - start), default=None)


def _likest(body: str, words: str) -> int | None:
    best, place = _SAME, None
    for found in _SENTENCE.finditer(body):
        share = likeness(found[0], words)
        if share > best:
            best, place = share, found.start() + len(found[0]) - len(found[0].lstrip())
    return place


def line_of(body: str, place: int) -> int:
    """The line of a place, from 1."""
    return 1 + body.count("\n", 0, place)


def section_of(body: str, place: int) -> str:
    """The words of the heading a place stands under; empty before the first."""
    above = [found[1] for found in _HEADING.finditer(body, 0, place)]
    return above[-1] if above else ""


def at_the_end(made: Resolved, remarks: Sequence[Remark]) -> Resolved:
    """The draft with its comments listed after its text, for files that have no margin."""
    if not remarks:
        return made
    listed = tuple(
        (Paragraph((Text(f"{one.where}: {one.said[0][0]}: {one.said[0][1]}"),)), *_answers(one)) for one in remarks
    )
    blocks = (Heading(2, (Text("Comments"),), "comments-on-the-draft"), ListBlock(True, listed, 1))
    return replace(made, document=replace(made.document, blocks=(*made.document.blocks, *blocks)))


def _answers(one: Remark) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Text(f"{name}: {body}"),)) for name, body in one.said[1:])
