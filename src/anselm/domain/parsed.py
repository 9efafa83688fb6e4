"""What a reader makes of one file: its canonical text, who speaks where, what was lost; or a refusal.

Positions are half-open, in Unicode code points of ``Parsed.text``. Times are milliseconds from the
start of the recording. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

__all__ = [
    "Loss",
    "ParseOutcome",
    "Parsed",
    "ParsedMark",
    "ParsedPage",
    "ParsedSync",
    "ParsedUtterance",
    "ReadPicture",
    "Refusal",
    "RenderedPage",
]


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of the file that the text does not hold, or holds changed.

    ``kind`` is one hyphenated word to group by, ``place`` where in the file, ``message`` a plain sentence.
    """

    kind: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class ParsedUtterance:
    """One turn: label span [start, speech_start), speech span [speech_start, end).

    ``speaker`` is the label without brackets, time and colon. ``t0_ms`` and ``t1_ms`` are None when
    the file gives no time. Raises ValueError when the spans are not in order.
    """

    start: int
    speech_start: int
    end: int
    speaker: str
    t0_ms: int | None = None
    t1_ms: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.speech_start <= self.end:
            raise ValueError(f"utterance spans out of order: {self.start}, {self.speech_start}, {self.end}")


@dataclass(frozen=True, slots=True)
class ParsedSync:
    """A text position (code points) and the time in the recording (milliseconds) it was said at."""

    position: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class ParsedMark:
    """What somebody left on a passage of the file: a comment with its ``words``, or a highlight with its ``colour``.

    ``place`` is ``words`` where [start, end) is what was marked, ``paragraph`` where the mark stands on no words and
    its paragraph is taken, ``nowhere`` (0, 0) where what it stood on is not in the text. ``at`` is as the file says.
    """

    kind: str
    start: int
    end: int
    place: str = "words"
    words: str = ""
    author: str = ""
    at: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """A page of the file: where in the text its words begin, and its size and place as `anchors.Page` has them.

    ``words`` is where its words stand, as `page_words.packed` writes it.
    """

    start: int
    width: int
    height: int
    inset_x: int = 0
    inset_y: int = 0
    turn: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file that was read.

    ``format`` names the reader. ``utterances`` are in text order and never overlap; text outside them is
    matter. ``syncs`` are in text order. ``speakers`` are in order of first turn. ``header`` holds the
    ``Name: value`` lines that stand before the first turn, which stay in the text as well. ``marks`` are the
    comments and highlights of the file, in text order. ``pages`` are the pages of a file that has them.
    """

    format: str
    text: str
    utterances: tuple[ParsedUtterance, ...] = ()
    syncs: tuple[ParsedSync, ...] = ()
    warnings: tuple[Loss, ...] = ()
    speakers: tuple[str, ...] = ()
    header: tuple[tuple[str, str], ...] = ()
    marks: tuple[ParsedMark, ...] = ()
    pages: tuple[ParsedPage, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not read: why, where in it, and what to do next, in plain words.

    The caller names the file. ``place`` is empty when the whole file is meant.
    """

    reason: str
    place: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """A picture as it may be kept: ``content`` is its bytes in base 64, with nothing in them but the picture.

    ``format`` is png, jpg or webp; ``width`` and ``height`` are pixels as it is seen, turned as the camera said.
    """

    format: str
    media_type: str
    width: int
    height: int
    content: str
    warnings: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """One page of a file as it looks: the bytes of a PNG and its size in pixels."""

    width: int
    height: int
    content: bytes


ParseOutcome: TypeAlias = Parsed | ReadPicture | Refusal
