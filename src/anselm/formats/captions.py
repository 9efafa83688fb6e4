"""Caption files (.vtt, .srt, .sbv): payloads joined by LF, markup off, entities decoded, times apart.

What stands outside cues is kept as words without a time where it can be words, and is said to be left out
where it is a note or header. Tags that are not markup of the format (`<laughs>`) are words and stay.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5

from anselm.domain.parsed import Loss, ParseOutcome, Refusal
from anselm.formats.cues import Cue, Piece, parsed_cues, spoken_by
from anselm.formats.speakers import milliseconds
from anselm.formats.txt import read_text

__all__ = ["read_sbv", "read_srt", "read_vtt"]

_CLOCK = r"(?:\d{1,5}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
_ARROW = re.compile(rf"[ \t]*({_CLOCK})[ \t]*-->[ \t]*({_CLOCK})(?:[ \t].*)?$")
_COMMA = re.compile(rf"[ \t]*({_CLOCK})[ \t]*,[ \t]*({_CLOCK})[ \t]*$")
_TAG = re.compile(r"<(/?)([A-Za-z]*)((?:[.\s][^<>]*)?|[\d:.]+)>")
_FORMATTING = frozenset(("b", "i", "u", "s", "c", "ruby", "rt", "lang", "font", "v"))
_PLACEMENT = re.compile(r"\{\\an?\d+\}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NO_TIMES = "No line in it says from when to when something is said"


@dataclass(slots=True)
class _Found:
    """What one pass over the lines gathers."""

    cues: list[Cue] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    n_timed: int = 0
    untimed_at: int = 0  # the line of the first words without a time


def read_vtt(content: bytes, encoding: str | None = None) -> ParseOutcome:
    """Read a WebVTT file; voice tags give the speakers, else `NAME:` in the words does."""
    text = read_text(content, encoding)
    if isinstance(text, Refusal):
        return text
    lines = text.split("\n")
    signed = re.match(r"WEBVTT(?:[ \t]|$)", lines[0]) is not None
    start, header = _header(lines) if signed else (0, False)
    found = _gathered(lines, start, _ARROW, is_vtt=True)
    losses: tuple[Loss, ...] = ()
    if not signed:
        losses += (Loss("signature", "line 1", "It does not begin with WEBVTT; read all the same."),)
    if header:
        message = "What its header says besides WEBVTT is left out."
        losses += (Loss("file-header", "line 1", message),)
    return _outcome("vtt", found, losses)


def read_srt(content: bytes, encoding: str | None = None) -> ParseOutcome:
    """Read a SubRip file; `NAME:` in the words gives the speakers."""
    text = read_text(content, encoding)
    if isinstance(text, Refusal):
        return text
    return _outcome("srt", _gathered(text.split("\n"), 0, _ARROW))


def read_sbv(content: bytes, encoding: str | None = None) -> ParseOutcome:
    """Read a caption file as YouTube writes it: from and to on one line, with a comma between."""
    text = read_text(content, encoding)
    if isinstance(text, Refusal):
        return text
    return _outcome("sbv", _gathered(text.split("\n"), 0, _COMMA))


def _header(lines: list[str]) -> tuple[int, bool]:
    """The line after the header, and whether it says more than its name."""
    end = 1
    while end < len(lines) and lines[end].strip() and "-->" not in lines[end]:
        end += 1
    return end, bool(lines[0].removeprefix("WEBVTT").strip()) or end > 1


def _gathered(lines: list[str], start: int, timing: re.Pattern[str], *, is_vtt: bool = False) -> _Found:
    """Cues in the order of the file. A line of times begins a cue wherever it is; a blank line ends it."""
    found = _Found()
    times: re.Match[str] | None = None
    block: list[str] = []
    began = start
    for number in range(start, len(lines) + 1):
        line = lines[number] if number < len(lines) else ""
        match = timing.match(line)
        if match is None and line.strip():
            began = number if not block else began
            block.append(line)
            continue
        if match and block and (block[-1].strip().isdigit() or (times is None and is_vtt)):
            block.pop()  # the number or name of the cue that begins here
        _close(found, times, block, began, is_vtt=is_vtt)
        block = []
        times = match
        found.n_timed += match is not None
    return found


def _close(found: _Found, times: re.Match[str] | None, block: list[str], began: int, *, is_vtt: bool) -> None:
    """A block of lines has ended: the payload of a cue, a note, a style, or words that have no time."""
    if times is not None:
        spoken = _pieces("\n".join(block), found.left_out)
        found.cues.append(Cue(spoken, milliseconds(times[1]), milliseconds(times[2])))
        return
    if not block:
        return
    opening = block[0].split(maxsplit=1)[0]
    if is_vtt and opening in {"NOTE", "STYLE", "REGION"}:
        found.left_out[opening] += 1
        return
    if len(block) > 1 and block[0].strip().isdigit():
        block = block[1:]
    found.untimed_at = found.untimed_at or began + 1
    found.cues.append(Cue(_pieces("\n".join(block), found.left_out)))


def _pieces(payload: str, left_out: Counter[str]) -> tuple[Piece, ...]:
    """The words of a payload by voice, markup off and entities decoded."""
    return spoken_by(_split(_PLACEMENT.sub("", payload), left_out))


def _split(payload: str, left_out: Counter[str]) -> Iterator[Piece]:
    voice, at_ms, position = "", None, 0
    for tag in _TAG.finditer(payload):
        closing, name, rest = tag[1], tag[2].lower(), tag[3]
        stamp = re.fullmatch(_CLOCK, rest) if not name and not closing else None
        if name not in _FORMATTING and stamp is None:
            left_out["kept-tag"] += 1
            continue
        yield Piece(_decoded(payload[position : tag.start()]), voice, at_ms)
        position, at_ms = tag.end(), None
        if stamp is not None:
            at_ms = milliseconds(rest)
        elif name == "v":
            # `<v.loud Dana Okoro>`: classes come before the first space, the name after it.
            voice = "" if closing else _decoded(rest.partition(" ")[2] if rest.startswith(".") else rest)
    yield Piece(_decoded(payload[position:]), voice, at_ms)


def _decoded(text: str) -> str:
    """Entities decoded, only those that end in a semicolon, so that `R&D` stays; line ends as everywhere."""
    whole = _ENTITY.sub(_character, text)
    return whole.replace("\r\n", "\n").replace("\r", "\n")


def _character(entity: re.Match[str]) -> str:
    if entity[0][1] == "#":
        return html.unescape(entity[0])
    return html5.get(entity[0][1:], entity[0])  # a name that is none stays as it is


def _outcome(format_: str, found: _Found, losses: tuple[Loss, ...] = ()) -> ParseOutcome:
    if not found.n_timed:
        return Refusal(
            f"{_NO_TIMES}, as every caption file does.",
            advice="If it is plain text, give it the ending .txt and import that.",
        )
    if n_notes := found.left_out["NOTE"]:
        losses += (Loss("note", "text", f"Notes of the file itself are left out: {n_notes}."),)
    if n_tags := found.left_out["kept-tag"]:
        message = f"Words between < and > that are no markup of the format are kept: {n_tags}."
        losses += (Loss("kept-tag", "text", message),)
    if found.untimed_at:
        message = "Words that stand outside any cue are kept without a time."
        losses += (Loss("untimed-text", f"line {found.untimed_at}", message),)
    return parsed_cues(format_, found.cues, losses)
