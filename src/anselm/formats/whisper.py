"""Transcripts by speech recognition as JSON: Whisper and its kin, WhisperX with speakers, podcasts.

Segments are cues: their words, spaces at the ends off as Whisper's own writers have it, joined by LF.
"""

from __future__ import annotations

import json
import re
from typing import Any

from anselm.domain.parsed import Loss, ParseOutcome, Refusal
from anselm.formats.canonical import canonical, has_words, mended
from anselm.formats.cues import Cue, Piece, parsed_cues
from anselm.formats.speakers import label_of, milliseconds
from anselm.formats.txt import NOTHING, read_text, with_turns

__all__ = ["read_whisper"]

_CLOCK = re.compile(r"(?:\d{1,5}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?")
_UNKNOWN = Refusal(
    "It is JSON, but no transcript of a kind known here (segments with text, start and end).",
    advice="Export it as .vtt, .srt or .txt from the program that made it.",
)
_DEEP = Refusal("It is nested too deeply to be a transcript.", advice="Export it as .vtt or .txt instead.")


class _Doubled(ValueError):
    """A name stands twice in one object, so it cannot be known which value is meant."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Doubled
    return found


def read_whisper(content: bytes, encoding: str | None = None) -> ParseOutcome:
    """Read JSON with `segments` (openai-whisper, WhisperX, podcasts) or `transcription` (whisper.cpp)."""
    text = read_text(content, encoding)
    if isinstance(text, Refusal):
        return text
    try:
        value = json.loads(text, object_pairs_hook=_once)
    except _Doubled:
        reason = "A name stands twice in one of its objects, so it cannot be known which value is meant."
        return Refusal(reason, advice="Export it again from the program that made it.")
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        advice = "It may be cut short: copy or export it again."
        return Refusal("It is not well-formed JSON.", place, advice)
    except ValueError:  # a number of more digits than are read
        return Refusal(
            "It holds a number too long to be a time.", advice="Export it as .vtt or .txt instead."
        )
    except RecursionError:
        return _DEEP
    return _read(value)


def _read(value: Any) -> ParseOutcome:
    segments = value
    whole: object = None
    if isinstance(value, dict):
        whole = value.get("text")
        segments = value.get("segments", value.get("transcription"))
        if segments is None and value and all(_is_segment(one) for one in value.values()):
            return _records(list(value.values()))
    if segments is None and isinstance(whole, str):
        return _untimed(whole)
    if not isinstance(segments, list) or not all(_is_segment(one) for one in segments):
        return _UNKNOWN
    return _timed(segments, whole)


def _is_segment(one: object) -> bool:
    return isinstance(one, dict) and isinstance(one.get("text", one.get("body")), str)


def _untimed(whole: str) -> ParseOutcome:
    text, losses = mended(canonical(whole.strip()))
    return with_turns("whisper", text, losses) if has_words(text) else NOTHING


def _records(segments: list[dict[str, Any]]) -> ParseOutcome:
    """Excerpts by name: their times belong to several recordings, so none is kept."""
    message = (
        "Its parts are excerpts of several recordings; their words are kept, their times and names are not."
    )
    cues = [Cue(_pieces(one, "")) for one in segments]
    return _joined(cues, (Loss("times-left-out", "text", message),))


def _timed(segments: list[dict[str, Any]], whole: object) -> ParseOutcome:
    cues = []
    for one in segments:
        said = one.get("speaker")
        speaker = label_of(mended(said)[0]) if isinstance(said, str) else ""
        t0_ms = _time(one, "start", "startTime", "from")
        cues.append(Cue(_pieces(one, speaker), t0_ms, _time(one, "end", "endTime", "to")))
    losses: tuple[Loss, ...] = ()
    said_words = " ".join(piece.text for cue in cues for piece in cue.pieces).split()
    if isinstance(whole, str) and "".join(whole.split()) != "".join(said_words):
        message = "Its whole text and its segments differ; the words of the segments are kept."
        losses = (Loss("text-differs", "text", message),)
    return _joined(cues, losses)


def _joined(cues: list[Cue], losses: tuple[Loss, ...]) -> ParseOutcome:
    n_halves = sum(piece.text.count("\ufffd") for cue in cues for piece in cue.pieces)
    if n_halves:
        message = f"Characters that cannot be known stand as \ufffd in its words: {n_halves}."
        losses += (Loss("half-character", "text", message),)
    return parsed_cues("whisper", cues, losses)


def _pieces(one: dict[str, Any], speaker: str) -> tuple[Piece, ...]:
    words = one.get("text", one.get("body"))
    text, _ = mended(canonical(str(words).strip()))
    return (Piece(text, speaker),)


def _time(one: dict[str, Any], *names: str) -> int | None:
    """Milliseconds of the first of these that holds a time: seconds, a clock, or whisper.cpp's offsets."""
    offsets = one.get("offsets")
    if isinstance(offsets, dict) and isinstance(offsets.get(names[-1]), int):
        return max(0, int(offsets[names[-1]]))
    for name in names:
        said = one.get(name)
        if isinstance(said, str) and _CLOCK.fullmatch(said.strip()):
            return milliseconds(said.strip())
        if isinstance(said, int | float) and not isinstance(said, bool) and 0 <= said < 10_000_000:
            return round(said * 1000)
    return None
