"""What a transcript says of itself before its first turn: who, when, which encounter. Pure.

Read are `Name: value` lines and lines of parts between bars, such as
`Study | Encounter INT05 | Participant P05 (2B) | 2024-01-24 | I1 | others: none | 00:44:10`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["Heading", "heading_of", "pairs_of"]

_LONGEST = 4000  # code points before the first turn that are looked at
_PERSON = re.compile(r"(?P<code>[\w.-]{1,20})(?:\s*\((?P<label>[^()]{1,20})\))?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})")
_CODE = re.compile(r"[\w.-]{1,40}")
_KEY = re.compile(r"[A-Z]{1,3}\d{0,2}")
_NAMES = {
    "encounter": "encounter",
    "interview": "encounter",
    "interview number": "encounter",
    "interview id": "encounter",
    "participant": "participant",
    "participant id": "participant",
    "interviewee": "participant",
    "date": "date",
    "interview date": "date",
    "date of interview": "date",
    "length": "length",
    "duration": "length",
    "interviewer": "interviewer",
    "others": "others",
    "others present": "others",
    "place": "place",
    "location": "place",
    "guide": "guide",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """What was found; empty where nothing was said. `seconds` is the length of the encounter."""

    encounter: str = ""
    participant: str = ""
    label: str = ""
    date: str = ""
    seconds: int | None = None
    interviewer: str = ""
    others: str = ""
    place: str = ""
    guide: str = ""

    @property
    def says_anything(self) -> bool:
        """Whether there is something to bind a source by."""
        return bool(self.encounter or self.participant or self.date)


def pairs_of(matter: str, header: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Every (name, value) before the first turn: those the reader found, then those between bars."""
    found = list(header)
    for line in matter[:_LONGEST].split("\n"):
        if "|" in line:
            found += _between_bars(line)
    return tuple(dict.fromkeys(found))


def _between_bars(line: str) -> Iterator[tuple[str, str]]:
    for part in (part.strip() for part in line.split("|")):
        name, colon, value = part.partition(":")
        first, _, rest = part.partition(" ")
        if _DATE.fullmatch(part):
            yield "date", part
        elif _CLOCK.fullmatch(part):
            yield "length", part
        elif colon and name.strip().casefold() in _NAMES and value.strip():
            yield name.strip().casefold(), value.strip()
        elif rest and first.casefold() in _NAMES:
            yield first.casefold(), rest.strip()
        elif _KEY.fullmatch(part):
            yield "interviewer", part


def heading_of(pairs: Iterable[tuple[str, str]]) -> Heading:
    """What the pairs say of the encounter; the first of each kind counts, and what is not understood is left."""
    said: dict[str, str] = {}
    for name, value in pairs:
        known = _NAMES.get(name.strip().casefold())
        if known is not None:
            said.setdefault(known, value.strip())
    person = _PERSON.fullmatch(said.get("participant", ""))
    encounter = _CODE.fullmatch(said.get("encounter", ""))
    date = _DATE.search(said.get("date", ""))
    clock = _CLOCK.fullmatch(said.get("length", ""))
    key = _KEY.fullmatch(said.get("interviewer", ""))
    return Heading(
        encounter[0] if encounter else "",
        person["code"] if person else "",
        (person["label"] or "").strip() if person else "",
        date[0] if date else "",
        int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3]) if clock else None,
        key[0] if key else "",
        said.get("others", ""),
        said.get("place", ""),
        said.get("guide", ""),
    )
