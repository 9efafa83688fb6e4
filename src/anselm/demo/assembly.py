"""Scene cards become transcripts, and their tagged spans become positions in what the program makes of the file.

Positions are half-open and count Unicode code points of the canonical text, so that text and truth cannot drift.
"""

from __future__ import annotations

import functools
import io
import re
import zipfile
from dataclasses import dataclass
from html import escape

from anselm.demo.files import rows, words

__all__ = ["Span", "Transcript", "as_file", "assemble", "encounters", "transcripts"]

_TAG = re.compile(r"\{\+(?P<open>\w+) (?P<code>\w+) (?P<who>[KLW]+)\}|\{-(?P<close>\w+)\}")
_TURN = re.compile(r"(?P<who>[A-Z]\d+): (?P<said>.*)")
_ZIP_DATE = (2024, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Span:
    """A tagged stretch: `card#name` is its key, `coders` who marked it ("K", "L" or "KL"), the code by key."""

    card: str
    name: str
    code: str
    coders: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """How reports and relations name it."""
        return f"{self.card}#{self.name}"


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a card: who speaks, what they say without tags, and the tags as (position, name, code, coders)."""

    card: str
    who: str
    said: str
    opens: tuple[tuple[int, str, str, str], ...]
    closes: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """One interview: its encounter's row, the canonical text it will have, its turns' start times, its spans."""

    encounter: dict[str, str]
    text: str
    turns: tuple[Turn, ...]
    seconds: tuple[int, ...]
    spans: tuple[Span, ...]
    header: str

    @property
    def name(self) -> str:
        """The encounter's code."""
        return self.encounter["id"]


def encounters() -> list[dict[str, str]]:
    """The encounters in the order held."""
    return rows("encounters.csv")


@functools.cache
def transcripts() -> tuple[Transcript, ...]:
    """Every interview in the order held; worked out once, as nothing in them is ever changed."""
    return tuple(assemble(one) for one in encounters())


def _turn(card: str, line: str) -> Turn:
    found = _TURN.fullmatch(line)
    if found is None:
        raise ValueError(f"card {card}: not a turn: {line[:40]}")
    opens: list[tuple[int, str, str, str]] = []
    closes: list[tuple[int, str]] = []
    said, at = "", 0
    for tag in _TAG.finditer(found["said"]):
        said += found["said"][at : tag.start()]
        at = tag.end()
        if tag["open"]:
            opens.append((len(said), tag["open"], tag["code"], tag["who"]))
        else:
            closes.append((len(said), tag["close"]))
    said += found["said"][at:]
    return Turn(card, found["who"], said, tuple(opens), tuple(closes))


def turns_of(encounter: str) -> tuple[Turn, ...]:
    """The turns of an encounter's cards, in order."""
    found: list[Turn] = []
    card = ""
    for line in words(f"scenes/{encounter}.md").split("\n"):
        if line.startswith("# card "):
            card = line.removeprefix("# card ").strip()
        elif line and not line.startswith(("codes:", "note:")):
            found.append(_turn(card, line))
    return tuple(found)


def _seconds(turns: tuple[Turn, ...], duration: int) -> tuple[int, ...]:
    """When each turn begins: the recording's length shared out by what is said, each turn after the one before."""
    total = sum(len(turn.said) + 40 for turn in turns)
    at, found = 0, []
    for turn in turns:
        found.append(6 + at * (duration - 20) // total)
        at += len(turn.said) + 40
    return tuple(found)


def clock(seconds: int) -> str:
    """Hours, minutes and seconds."""
    minutes, second = divmod(seconds, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}"


def _length(words_: str) -> int:
    hours, minutes, seconds = (int(part) for part in words_.split(":"))
    return hours * 3600 + minutes * 60 + seconds


def assemble(encounter: dict[str, str]) -> Transcript:
    """The transcript of an encounter in the conventions of the study."""
    turns = turns_of(encounter["id"])
    seconds = _seconds(turns, _length(encounter["duration"]))
    header = " | ".join(
        (
            "Side by Side",
            f"Encounter {encounter['id']}",
            f"Participant {encounter['participant']} ({encounter['label']})",
            encounter["date"],
            encounter["place"],
            encounter["interviewer"],
            f"others: {encounter['others']}",
            f"guide {encounter['guide']}",
            encounter["duration"],
        )
    )
    captions = encounter["format"] == "vtt"
    text = "" if captions else f"{header}\n\n"
    places: dict[tuple[str, str], tuple[int, str, str]] = {}
    spans: list[Span] = []
    for number, (turn, second) in enumerate(zip(turns, seconds, strict=True)):
        text += "" if captions else f"[{clock(second)}] {turn.who}: "
        base = len(text)
        for at, name, code, coders in turn.opens:
            places[(turn.card, name)] = (base + at, code, coders)
        for at, name in turn.closes:
            start, code, coders = places[(turn.card, name)]
            # W stands for whoever read this interview alone.
            who = encounter["coders"].replace(" ", "") if coders == "W" else coders
            spans.append(Span(turn.card, name, code, who, start, base + at))
        text += turn.said + ("" if captions and number == len(turns) - 1 else "\n")
    return Transcript(encounter, text, turns, seconds, tuple(spans), header)


def as_file(transcript: Transcript) -> tuple[str, bytes]:
    """The file the team would have: plain text, one of them with Windows line ends, one Word file, one VTT."""
    kind, name = transcript.encounter["format"], transcript.name
    if kind == "docx":
        return f"{name}.docx", _word(transcript.text)
    if kind == "vtt":
        return f"{name}.vtt", _captions(transcript)
    text = transcript.text
    if transcript.encounter["line_endings"] == "CRLF":
        text = text.replace("\n", "\r\n")
    return f"{name}.txt", text.encode()


def _captions(transcript: Transcript) -> bytes:
    ends = (*transcript.seconds[1:], _length(transcript.encounter["duration"]))
    lines = ["WEBVTT", ""]
    for turn, start, end in zip(transcript.turns, transcript.seconds, ends, strict=True):
        lines += [f"{clock(start)}.000 --> {clock(end)}.000", f"<v {turn.who}>{escape(turn.said, quote=False)}", ""]
    return "\n".join(lines).encode()


_PARTS = {
    "[Content_Types].xml": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    ),
}


def _word(text: str) -> bytes:
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(line, quote=False)}</w:t></w:r></w:p>'
        for line in text.rstrip("\n").split("\n")
    )
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"{paragraphs}</w:body></w:document>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (*_PARTS.items(), ("word/document.xml", document)):
            package.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
