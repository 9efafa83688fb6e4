"""A text as the desk opens it: whole, or above a megabyte or 25,000 marks the part of it that holds a place.

Positions are those of the whole version everywhere. How many marks there are is counted among what the viewer may see,
so that no part tells of codings that are not for their eyes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Len

from anselm.analysis.parts import MARKS, PART_BYTES, cut_places, first_words, mark_starts, parts_of, with_fewer_marks
from anselm.analysis.places import next_place
from anselm.domain.coding import Coding
from anselm.domain.corpus import SourceVersion, TextSpan
from anselm.domain.judging import Round
from anselm.domain.study import Study
from anselm.services.coding.sets import agreed_of, in_current_text
from anselm.services.corpus.reading import ReadingView, WhichText, read_stretch, which_text
from anselm.services.operations import reads
from anselm.services.ports import Reads, TurnPlace

SOONER_BYTES = 500_000


@dataclass(frozen=True, slots=True)
class TextAtDesk:
    """A source's text to code; empty `version_id`: the current one. Of a long text the part `part`, or that with `at`.

    `sooner`: in parts from half a megabyte, which is easier on assistive technology. `whole`: all of it, to print.
    """

    source_id: Annotated[str, Len(1, 64)]
    version_id: Annotated[str, Len(0, 64)] = ""
    part: Annotated[int, Ge(0)] = 0
    at: Annotated[int, Ge(0)] = 0
    sooner: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of a text: where it is, which turns it has, when they were said, and how it begins."""

    number: int
    start: int
    end: int
    first_turn: int | None
    last_turn: int | None
    from_ms: int | None
    to_ms: int | None
    first_words: str


@dataclass(frozen=True, slots=True)
class DeskTextView:
    """The text or its part, numbered from 1, and all parts; none where it is shown whole. `dense`: for its marks."""

    reading: ReadingView
    part: int
    parts: tuple[PartView, ...]
    n_characters: int
    dense: bool


@reads("/desk/text")
def desk_text(reads: Reads, request: TextAtDesk) -> DeskTextView:
    """Show a source's text with its turns, to read and code; a very long one in parts."""
    source, version = which_text(reads, WhichText(request.source_id, request.version_id))
    most = SOONER_BYTES if request.sooner else PART_BYTES
    parts = _parts(reads, version, most)
    if len(parts) < 2 or request.whole:
        shown = parts if len(parts) > 1 else ()
        return DeskTextView(read_stretch(reads, source, version, None), 0, shown, version.n_characters, False)
    held = next((one for one in parts if one.start <= request.at < one.end), parts[-1])
    part = parts[min(request.part, len(parts)) - 1] if request.part else held
    reading = read_stretch(reads, source, version, TextSpan(part.start, part.end))
    return DeskTextView(
        reading, part.number, parts, version.n_characters, dense=len(parts) > len(_by_length(reads, version, most)[0])
    )


@dataclass(frozen=True, slots=True)
class CodingsByPart:
    """The parts of a text, and which codings are counted: of open coding, of a round, or what was agreed in one."""

    source_id: Annotated[str, Len(1, 64)]
    version_id: Annotated[str, Len(0, 64)] = ""
    round_id: Annotated[str, Len(0, 64)] = ""
    agreed: bool = False
    sooner: bool = False


@reads("/codings/parts")
def codings_by_part(reads: Reads, request: CodingsByPart) -> tuple[int, ...]:
    """Count the codings the viewer may see in each part of a text; none in a reflexive study or of a short text."""
    _, version = which_text(reads, WhichText(request.source_id, request.version_id))
    parts = _parts(reads, version, SOONER_BYTES if request.sooner else PART_BYTES)
    if len(parts) < 2 or reads.get(Study, reads.viewer.study_id).reflexive:
        return ()
    spans = _spans(reads, version, request)
    return tuple(sum(start < one.end and end > one.start for start, end in spans) for one in parts)


@dataclass(frozen=True, slots=True)
class NextPlace:
    """The words at [start, end) of a text, looked for from `after` on."""

    version_id: Annotated[str, Len(1, 64)]
    start: Annotated[int, Ge(0)]
    end: Annotated[int, Ge(1)]
    after: Annotated[int, Ge(0)]


@reads("/desk/next")
def next_of(reads: Reads, request: NextPlace) -> tuple[int, ...]:
    """Where the same words stand next in a text: start and end; nothing where they stand nowhere further on."""
    text = reads.text(request.version_id)
    span = TextSpan(request.start, request.end).within(len(text))
    labels = [(one.start, one.speech_start) for one in reads.utterances(request.version_id)]
    return next_place(text, text[span.start : span.end], request.after, labels) or ()


def _parts(reads: Reads, version: SourceVersion, most: int) -> tuple[PartView, ...]:
    """The parts as this viewer is shown them, the same in every round; fewer than two where the text is shown whole."""
    parts, fullest = _by_length(reads, version, most) if 4 * version.n_characters > most else ((), version.n_utterances)
    # A coding makes two marks at most, and one for each turn it goes over: of a part none but its own turns.
    dense = [
        one for one, n in reads.tally(Coding, "round_id", version_id=version.id).items() if 2 * n + fullest > MARKS
    ]
    return _halved(reads, version, parts, dense) if dense else parts


def _halved(
    reads: Reads, version: SourceVersion, parts: tuple[PartView, ...], rounds: list[str]
) -> tuple[PartView, ...]:
    """The parts, halved where one of these rounds has more marks in one than a page can hold."""

    def make() -> tuple[tuple[int, ...], tuple[int, ...]]:
        starts = tuple(one.start for one in reads.turn_places(version.id))
        return starts, tuple(cut_places(reads.text(version.id), starts, PART_BYTES // 8))

    starts, places = reads.kept(("places of a text", version.id), make)
    cut = before = tuple((one.start, one.end) for one in parts) or ((0, version.n_characters),)
    for round_id in sorted(rounds):
        spans = reads.columns(Coding, "start", "end", version_id=version.id, round_id=round_id)
        cut = with_fewer_marks(cut, places, mark_starts([(low, high) for low, high in spans], starts), MARKS)
    if cut == before:
        return parts
    return reads.kept(
        ("parts of a text cut so", version.id, cut),
        lambda: _views(reads.text(version.id), reads.turn_places(version.id), cut),
    )


def _by_length(reads: Reads, version: SourceVersion, most: int) -> tuple[tuple[PartView, ...], int]:
    """The parts that the length of the text makes, kept, and how many turns the fullest of them has."""

    def make() -> tuple[tuple[PartView, ...], int]:
        text, turns = reads.text(version.id), reads.turn_places(version.id)
        cut = parts_of(text, cut_places(text, [one.start for one in turns], most), most)
        starts, ends = [one.start for one in turns], [one.end for one in turns]
        fullest = max(bisect_left(starts, high) - bisect_right(ends, low) for low, high in cut)
        return _views(text, turns, cut), fullest

    return reads.kept(("parts of a text", version.id, most), make)


def _spans(reads: Reads, version: SourceVersion, request: CodingsByPart) -> list[tuple[int, int]]:
    """Where codings are in a text, of those this viewer may see."""
    if request.agreed:
        rows = agreed_of(reads, reads.get(Round, request.round_id))
        held = dict.fromkeys((*rows, *in_current_text(reads, rows)))
        return [(row.start, row.end) for row in held if row.version_id == version.id]
    rounds = (
        [reads.get(Round, request.round_id).id]
        if request.round_id
        else [one.id for one in reads.find(Round, standing=True)]
    )
    found = reads.columns(Coding, "start", "end", version_id=version.id, round_id=rounds)
    return [(start, end) for start, end in found]


def _views(text: str, turns: tuple[TurnPlace, ...], parts: tuple[tuple[int, int], ...]) -> tuple[PartView, ...]:
    starts, ends = [one.start for one in turns], [one.end for one in turns]
    return tuple(
        _view(text, turns[bisect_right(ends, low) : bisect_left(starts, high)], number, low, high)
        for number, (low, high) in enumerate(parts, start=1)
    )


def _view(text: str, inside: tuple[TurnPlace, ...], number: int, low: int, high: int) -> PartView:
    timed = [one.t0_ms for one in inside if one.t0_ms is not None]
    begins = max(low, inside[0].speech_start) if inside else low
    ends = min(high, inside[0].end) if inside else high
    return PartView(
        number,
        low,
        high,
        inside[0].number if inside else None,
        inside[-1].number if inside else None,
        timed[0] if timed else None,
        timed[-1] if timed else None,
        first_words(text[begins : min(ends, begins + 400)]),
    )
