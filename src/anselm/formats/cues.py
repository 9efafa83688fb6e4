"""From timed pieces of speech to a value: payloads joined by LF, times apart, speakers by voice or label."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from anselm.domain.parsed import Loss, Parsed, ParsedSync, ParsedUtterance, ParseOutcome
from anselm.formats.canonical import MAX_TEXT, TOO_LONG, has_words
from anselm.formats.speakers import find_turns, label_of
from anselm.formats.txt import NOTHING

__all__ = ["Cue", "Piece", "parsed_cues", "spoken_by"]

_COLON = re.compile(r"[ \t]*:[ \t]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a cue by one voice (empty when none is named); ``at_ms`` when the cue says when they begin."""

    text: str
    voice: str = ""
    at_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said between two moments, in pieces; None where the file gives no time."""

    pieces: tuple[Piece, ...]
    t0_ms: int | None = None
    t1_ms: int | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a cue or one voice in it stands in the text."""

    start: int
    end: int
    t0_ms: int | None
    t1_ms: int | None
    voice: str = ""


def parsed_cues(format_: str, cues: Iterable[Cue], losses: tuple[Loss, ...] = ()) -> ParseOutcome:
    """The value of a file of cues; cues without words are left out and counted."""
    parts: list[str] = []
    places: list[_Place] = []
    voices: list[_Place] = []
    marks: list[tuple[int, int]] = []
    position = n_empty = 0
    for cue in cues:
        if not any(piece.text.strip() for piece in cue.pieces):
            n_empty += 1
            continue
        start = position = position + bool(parts)
        for piece in cue.pieces:
            if piece.at_ms is not None:
                marks.append((position, piece.at_ms))
            end = position + len(piece.text)
            if piece.voice and piece.text.strip():
                voices.append(_Place(position, end, cue.t0_ms, cue.t1_ms, piece.voice))
            position = end
        parts.append("".join(piece.text for piece in cue.pieces))
        places.append(_Place(start, position, cue.t0_ms, cue.t1_ms))
        if cue.t0_ms is not None:
            marks.append((start, cue.t0_ms))
    text = "\n".join(parts)
    if len(text) > MAX_TEXT:
        return TOO_LONG
    if not has_words(text):
        return NOTHING
    if n_empty:
        losses += (Loss("empty-cue", "text", f"Cues without words are left out: {n_empty}."),)
    syncs, backwards = _syncs(marks)
    utterances, once = (tuple(_by_voice(text, voices)), ()) if voices else _by_label(text, places)
    return Parsed(
        format=format_,
        text=text,
        utterances=utterances,
        syncs=syncs,
        warnings=losses + backwards + once,
        speakers=tuple(dict.fromkeys(turn.speaker for turn in utterances)),
    )


def _syncs(marks: list[tuple[int, int]]) -> tuple[tuple[ParsedSync, ...], tuple[Loss, ...]]:
    """Sync points in order; a time that runs backwards is left out, and counted."""
    found: list[ParsedSync] = []
    n_backwards = 0
    for position, at_ms in sorted(set(marks)):
        if found and at_ms < found[-1].at_ms:
            n_backwards += 1
        elif not found or position > found[-1].position:
            found.append(ParsedSync(position, at_ms))
    if not n_backwards:
        return tuple(found), ()
    message = f"Times that run backwards are left out: {n_backwards}. The words are kept where they stand."
    return tuple(found), (Loss("time-backwards", "times", message),)


def _by_voice(text: str, voices: list[_Place]) -> Iterable[ParsedUtterance]:
    """Turns by voice tags; cues of one voice that follow each other are one turn."""
    turns: list[_Place] = []
    for place in voices:
        last = turns[-1] if turns else None
        labelled = _label_end(text, place) > place.start
        if last and last.voice == place.voice and not labelled and not text[last.end : place.start].strip():
            turns[-1] = replace(last, end=place.end, t1_ms=place.t1_ms or last.t1_ms)
        else:
            turns.append(place)
    for turn in turns:
        speech = _label_end(text, turn)
        end = max(speech, turn.start + len(text[turn.start : turn.end].rstrip()))
        yield ParsedUtterance(turn.start, speech, end, turn.voice, turn.t0_ms, _after(turn.t0_ms, turn.t1_ms))


def _label_end(text: str, place: _Place) -> int:
    """Where speech begins: some programs repeat the voice's name and a colon in the words."""
    if text.startswith(place.voice, place.start):
        colon = _COLON.match(text, place.start + len(place.voice), place.end)
        if colon:
            return colon.end()
    return place.start


def _after(t0_ms: int | None, t1_ms: int | None) -> int | None:
    """The end, unless the file has it before the beginning."""
    return None if t0_ms is None or t1_ms is None or t1_ms < t0_ms else t1_ms


def _by_label(text: str, places: list[_Place]) -> tuple[tuple[ParsedUtterance, ...], tuple[Loss, ...]]:
    """Turns by `NAME:` in the words, with the times of the cues they begin and end in."""
    turns = find_turns(text, in_captions=True)
    starts = [place.start for place in places]
    found = []
    for turn in turns.utterances:
        first = places[bisect_right(starts, turn.start) - 1]
        last = places[max(0, bisect_left(starts, turn.end) - 1)]
        t0_ms = first.t0_ms if turn.t0_ms is None else turn.t0_ms
        found.append(replace(turn, t0_ms=t0_ms, t1_ms=_after(t0_ms, last.t1_ms)))
    return tuple(found), turns.warnings


def spoken_by(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Pieces of one voice and no time between them, joined; names with single spaces."""
    joined: list[Piece] = []
    for piece in pieces:
        piece = replace(piece, voice=label_of(piece.voice))
        if joined and piece.at_ms is None and joined[-1].voice == piece.voice:
            joined[-1] = replace(joined[-1], text=joined[-1].text + piece.text)
        elif piece.text or piece.at_ms is not None:
            joined.append(piece)
    return tuple(joined)
