"""Finding turns in a transcript's own text. Pure: text in, spans out; the text itself never changes.

It would rather leave words as matter than attribute them wrongly: a label counts only when it is
repeated, looks like a name or code, and stands where labels stand. What stands once is reported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from anselm.domain.parsed import Loss, ParsedSync, ParsedUtterance

__all__ = ["Turns", "find_turns", "label_of", "milliseconds", "name_like"]

MAX_LINES = 200_000  # a hundred hours of talk have fewer
_CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_STAMP = rf"(?:\[{_CLOCK}\]|\({_CLOCK}\)|\{{{_CLOCK}\}}|<{_CLOCK}>|#{_CLOCK}(?:-\d+)?#|{_CLOCK})"
_SPACE = r"[ \t\u00a0]"
# Spaces are taken whole (`*+`) and stand in names one at a time, so that no line can be tried in many ways.
_NAME = r"[^\W_](?:[ \u00a0]?[^:\s\[\](){}<>|]){0,39}?(?: ?\([^()\n:]{1,24}\))?"
# `[00:11:42] I1: text`, `I1: text`, `I1 [00:11:42]: text`, `I1: [00:11:42] text`.
_BEFORE = rf"{_SPACE}*+(?:(?P<before>{_STAMP}){_SPACE}*+(?:[-–]{_SPACE}*+)?)?"
_COLON = re.compile(
    rf"{_BEFORE}(?P<name>{_NAME}){_SPACE}*+"
    rf"(?:(?P<middle>{_STAMP}){_SPACE}*+)?:(?:{_SPACE}++(?P<after>{_STAMP})(?={_SPACE}|$))?(?:{_SPACE}++|$)"
)
# Markdown: `**I1:** text` and `**I1**: text`.
_MARKED = re.compile(
    rf"{_BEFORE}(?:\*\*|__)(?P<name>{_NAME})"
    rf"(?:{_SPACE}*+:(?:\*\*|__)|(?:\*\*|__){_SPACE}*+:)(?:{_SPACE}++|$)"
)
_BRACKET = re.compile(rf"{_SPACE}*+\[(?P<name>[^\W\d_][\w.-]{{0,15}})\]{_SPACE}++(?=\S)")
# Otter and Teams put the speaker and the time on a line of their own: `Dana Okoro  0:12`.
_HEADED = re.compile(rf"{_SPACE}*+(?P<name>{_NAME}){_SPACE}++(?P<before>{_CLOCK}){_SPACE}*+$")
_BLOCK = re.compile(
    rf"{_SPACE}*+(?P<t0>\d+:\d+:\d+(?:\.\d+)?){_SPACE}*+-->{_SPACE}*+(?P<t1>\d+:\d+:\d+(?:\.\d+)?){_SPACE}*+$"
)
_CELL = re.compile(rf"(?:(?P<before>{_STAMP})\t)?(?P<name>{_NAME})\t(?=\S)")
_LEADING = re.compile(
    rf"{_SPACE}*+(?P<t>\[{_CLOCK}\]|\({_CLOCK}\)|#{_CLOCK}(?:-\d+)?#|\d{{1,2}}:\d\d:\d\d(?:[.,]\d{{1,3}})?)"
    rf"(?={_SPACE})"
)
_HEADER = re.compile(r"[ \t]*+(?P<key>[^\W_](?:[ \t]?[^:\s]){0,39}?)[ \t]*+:[ \t]++(?P<value>\S.*)$")
_SMALL_CODE = re.compile(r"[a-z]{1,3}\d{1,4}")  # `id1`: a label like any other, so only where repeated
_CODE = re.compile(r"[A-Z]{1,4}[ .-]?\d{1,4}[A-Z]?\d?|\d{1,3}[A-Z]\d?|[A-Z]{1,4}", re.UNICODE)


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


_PARTICLES = _words("of the de la le van von der den di da del dos el al bin ibn y e and & zu ten")
_PROSE = _words(
    "note notes nb ps example examples first firstly second secondly third finally however also "
    "because so but and or yes no well okay ok remember warning summary conclusion source sources see "
    "http https mailto subject re date time to from cc title abstract keywords todo total results "
    "result reason reasons"
)
_PROSE |= _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march "
    "july september october november december morning afternoon evening today yesterday "
    "tomorrow"
)
_ROLES = _words(
    "interviewer interviewee participant respondent researcher moderator facilitator speaker int res "
    "part observer patient carer nurse doctor physio student teacher mother father manager colleague "
    "translator interpreter q a i p r m f"
)


@dataclass(frozen=True, slots=True)
class Turns:
    """What was found: turns in text order without overlap, times, speakers by first turn, header lines."""

    utterances: tuple[ParsedUtterance, ...] = ()
    syncs: tuple[ParsedSync, ...] = ()
    speakers: tuple[str, ...] = ()
    header: tuple[tuple[str, str], ...] = ()
    warnings: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class _Label:
    """A candidate: code points of the text, the line it is on (from 0), and its time where one is given."""

    start: int
    speech_start: int
    line: int
    name: str
    t0_ms: int | None
    t1_ms: int | None = None


def milliseconds(clock: str) -> int:
    """Milliseconds of `mm:ss`, `hh:mm:ss`, with an optional fraction after a point or comma."""
    whole, _, fraction = clock.strip("[](){}<># ").partition("-")[0].replace(",", ".").partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int((fraction + "000")[:3] if fraction else 0)


def label_of(name: str) -> str:
    """A label as the speaker's name: inner spaces single, ends bare."""
    return " ".join(name.split()).strip(" -–*_")


def name_like(name: str) -> bool:
    """Whether it could be a speaker: a code (`I1`, `2B`), or up to four words written as names are."""
    bare = label_of(re.sub(r"\([^()]*\)", "", name))
    if not bare or bare.casefold() in _PROSE or not any(sign.isalpha() for sign in bare):
        return False
    if _CODE.fullmatch(bare) or _SMALL_CODE.fullmatch(bare):
        return True
    if re.search(r"[!?;…\"“”«»=/\\@#*]|\.(?=\s+[a-z])|,\s*[a-z]", bare):
        return False
    words = bare.replace(",", " ").split()
    if len(words) > 4:
        return False
    if len(words) == 1 and bare[0].islower():
        return bare.casefold() in _ROLES
    named = [word for word in words if word.casefold() not in _PARTICLES]
    return bool(named) and all(not word[0].islower() for word in named)


def find_turns(text: str, *, in_captions: bool = False) -> Turns:
    """Turns, times, speakers and header of a transcript; nothing but times where no label can be trusted.

    In captions only `NAME:` is a label, for there the times are told apart from the words.
    """
    if text.count("\n") > MAX_LINES:
        message = f"It has more than {MAX_LINES:,} lines, so no turns were looked for in it."
        return Turns(warnings=(Loss("turns-not-sought", "text", message),))
    lines = _lines(text)
    header_end = 0
    shapes = (_coloned,) if in_captions else (_blocks, _headed, _coloned, _bracketed, _celled)
    for shape in shapes:
        labels = list(shape(text, lines))
        if not labels:
            continue
        header_end = _header_end(text, lines, labels)
        labels = [label for label in labels if label.line >= header_end]
        n_written = sum(1 for start, end in lines if text[start:end].strip())
        kept, once = _trusted(labels, n_written, untimed_only=shape is _headed)
        if kept:
            utterances = tuple(_turns(text, kept))
            first = kept[0].line
            return Turns(
                utterances,
                _syncs(text, lines, kept),
                tuple(dict.fromkeys(turn.speaker for turn in utterances)),
                _header(text, lines[:first]),
                tuple(_stood_once(label) for label in once if label.line > first),
            )
    return Turns(syncs=_syncs(text, lines, []))


def _lines(text: str) -> list[tuple[int, int]]:
    """Start and end of each line, LF left out. Only LF ends a line."""
    found, start = [], 0
    while (end := text.find("\n", start)) >= 0:
        found.append((start, end))
        start = end + 1
    found.append((start, len(text)))
    return found


def _label(match: re.Match[str], line: int) -> _Label | None:
    name = label_of(match["name"])
    if not name_like(name):
        return None
    stamps = [match[group] for group in ("before", "middle", "after") if group in match.re.groupindex]
    time = next((stamp for stamp in stamps if stamp), None)
    return _Label(match.start(), match.end(), line, name, milliseconds(time) if time else None)


def _coloned(text: str, lines: list[tuple[int, int]]) -> Iterator[_Label]:
    for number, (start, end) in enumerate(lines):
        # A label is short; a long line is never searched beyond what a label could take.
        stop = min(end, start + 120)
        match = _COLON.match(text, start, stop) or _MARKED.match(text, start, stop)
        if match and (label := _label(match, number)):
            yield label


def _bracketed(text: str, lines: list[tuple[int, int]]) -> Iterator[_Label]:
    for number, (start, end) in enumerate(lines):
        match = _BRACKET.match(text, start, min(end, start + 60))
        if match and (label := _label(match, number)):
            yield label


def _celled(text: str, lines: list[tuple[int, int]]) -> Iterator[_Label]:
    """Tables with a column of speakers: only where nearly every row has one; other tables stay matter."""
    found = []
    for number, (start, end) in enumerate(lines):
        match = _CELL.match(text, start, min(end, start + 90))
        if match and (label := _label(match, number)):
            found.append(label)
    n_written = sum(1 for start, end in lines if text[start:end].strip())
    timed = sum(label.t0_ms is not None for label in found) * 5 >= n_written * 4
    few = timed or len({label.name for label in found}) * 3 <= len(found)
    if len(found) * 5 >= n_written * 3 and few:
        yield from found


def _headed(text: str, lines: list[tuple[int, int]]) -> Iterator[_Label]:
    for number, (start, end) in enumerate(lines):
        if end - start > 100 or number + 1 == len(lines):
            continue
        match = _HEADED.match(text, start, end)
        words = text[slice(*lines[number + 1])].strip()
        if match and words and not _HEADED.match(words) and (label := _label(match, number)):
            yield _Label(label.start, lines[number + 1][0], number, label.name, label.t0_ms)


def _blocks(text: str, lines: list[tuple[int, int]]) -> Iterator[_Label]:
    """Teams' Word transcripts: a line of two times, a line with the name, then the words."""
    for number, (start, end) in enumerate(lines[:-2]):
        match = _BLOCK.match(text, start, end) if end - start <= 60 else None
        if match is None:
            continue
        name = label_of(text[slice(*lines[number + 1])])
        if len(name) <= 60 and name_like(name):
            times = milliseconds(match["t0"]), milliseconds(match["t1"])
            yield _Label(start, lines[number + 2][0], number, name, *times)


def _header_end(text: str, lines: list[tuple[int, int]], labels: list[_Label]) -> int:
    """The first line that may hold a turn: after a top block of `Key: value` lines, not all speakers."""
    end = next(
        (number for number, (start, stop) in enumerate(lines) if not text[start:stop].strip("-=_* \t")), 0
    )
    block = [text[start:stop] for start, stop in lines[:end]]
    keys = [match["key"].casefold() for line in block if (match := _HEADER.match(line[:400]))]
    if len(keys) < 2 or len(set(keys)) < len(keys) or len(keys) < len(block) - 1:
        return 0
    later = {label.name.casefold() for label in labels if label.line > end}
    return end if any(key not in later for key in keys) else 0


def _trusted(
    labels: list[_Label], n_written: int, *, untimed_only: bool
) -> tuple[list[_Label], list[_Label]]:
    """Labels that are speakers, and labels that stand once and look like none of them."""
    counts = Counter(label.name.casefold() for label in labels)
    repeated = {name for name, n in counts.items() if n >= 2}
    stems = {_stem(name) for name in repeated}
    n_timed = sum(1 for label in labels if label.t0_ms is not None)
    n_sure = sum(1 for label in labels if _sure(label.name))
    if not repeated and n_sure < 2 and (n_timed < 2 or untimed_only):
        return [], []
    kept: list[_Label] = []
    once: list[_Label] = []
    for label in labels:
        name = label.name.casefold()
        known = (
            name in repeated or _stem(name) in stems or bool(_CODE.fullmatch(label.name)) or _sure(label.name)
        )
        (kept if known or (label.t0_ms is not None and n_timed >= 2) else once).append(label)
    if len(kept) * 40 < n_written or len(kept) < 2:
        return [], []
    # One name alone is a monologue only where it opens most of what is written; else it is a habit of style.
    monologue = len({label.name.casefold() for label in kept}) == 1
    if monologue and n_timed < 2 and (len(kept) < 3 or len(kept) * 2 < n_written):
        return [], []
    return kept, once


def _sure(name: str) -> bool:
    """A code with a number or the name of a role: a speaker even where it stands once."""
    numbered = _CODE.fullmatch(name) is not None and any(sign.isdigit() for sign in name)
    role = _stem(name.casefold())
    return numbered or (len(role) > 1 and role in _ROLES)


def _stem(name: str) -> str:
    """What numbered labels have in common: `researcher 1` and `researcher 2`, `p01` and `p02`."""
    return re.sub(r"[\d\s]+", "", name)


def _turns(text: str, labels: list[_Label]) -> Iterator[ParsedUtterance]:
    ends = [label.start for label in labels[1:]] + [len(text)]
    for label, limit in zip(labels, ends, strict=True):
        speech_start = min(label.speech_start, limit)
        end = limit
        while end > speech_start and text[end - 1].isspace():
            end -= 1
        yield ParsedUtterance(label.start, speech_start, end, label.name, label.t0_ms, label.t1_ms)


def _syncs(text: str, lines: list[tuple[int, int]], labels: list[_Label]) -> tuple[ParsedSync, ...]:
    """Times of turns and times that open a line, in order; one that runs backwards is not believed."""
    at = {label.start: label.t0_ms for label in labels if label.t0_ms is not None}
    for start, end in lines:
        match = _LEADING.match(text, start, min(end, start + 40))
        if match:
            at.setdefault(match.start(), milliseconds(match["t"]))
    found: list[ParsedSync] = []
    for position, time in sorted(at.items()):
        if not found or time >= found[-1].at_ms:
            found.append(ParsedSync(position, time))
    return tuple(found)


def _header(text: str, lines: list[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
    matches = (_HEADER.match(text[start : min(end, start + 400)]) for start, end in lines[:60])
    return tuple((match["key"], match["value"].rstrip()) for match in matches if match)


def _stood_once(label: _Label) -> Loss:
    return Loss(
        "label-once",
        f"line {label.line + 1}",
        "A label that stands once was read as words of the turn before; correct it if it is a speaker.",
    )
