"""A study as other programs know one (REFI-QDA): sources, codes, codings and what stands around them.

Plain values between the study and the files. Identifiers are GUIDs in small letters without braces, or what the
file had in their place. Positions are half-open, in Unicode code points of a source's text. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass

from anselm.domain.parsed import Loss

__all__ = [
    "CodingSheet",
    "ExchangedCase",
    "ExchangedCode",
    "ExchangedCoding",
    "ExchangedLink",
    "ExchangedNote",
    "ExchangedPicture",
    "ExchangedRegion",
    "ExchangedSet",
    "ExchangedSource",
    "ExchangedStudy",
    "ExchangedUser",
    "ExchangedValue",
    "ExchangedVariable",
]


@dataclass(frozen=True, slots=True)
class ExchangedUser:
    """A researcher; ``initials`` as in the study."""

    guid: str
    name: str
    initials: str = ""


@dataclass(frozen=True, slots=True)
class ExchangedCode:
    """A code under its ``parent`` (a GUID, empty at the top). ``colour`` is #RRGGBB or empty."""

    guid: str
    name: str
    description: str = ""
    colour: str = ""
    parent: str = ""
    codable: bool = True


@dataclass(frozen=True, slots=True)
class ExchangedVariable:
    """A typed fact; ``kind`` is Text, Boolean, Integer, Float, Date or DateTime."""

    guid: str
    name: str
    kind: str = "Text"


@dataclass(frozen=True, slots=True)
class ExchangedValue:
    """The value of a variable, as text in the form of its kind."""

    variable: str
    value: str


@dataclass(frozen=True, slots=True)
class ExchangedCase:
    """A case with its values and the sources that belong to it."""

    guid: str
    name: str
    description: str = ""
    values: tuple[ExchangedValue, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangedCoding:
    """That ``user`` gave [start, end) of a source a code; ``at`` is ISO 8601 or empty."""

    guid: str
    start: int
    end: int
    code: str
    user: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ExchangedSource:
    """A text with its codings, and the notes about it."""

    guid: str
    name: str
    text: str
    codings: tuple[ExchangedCoding, ...] = ()
    notes: tuple[str, ...] = ()
    at: str = ""


@dataclass(frozen=True, slots=True)
class ExchangedRegion:
    """That ``user`` gave a rectangle of a picture, [left, right) by [top, bottom) in its pixels, a code."""

    guid: str
    left: int
    top: int
    right: int
    bottom: int
    code: str
    user: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ExchangedPicture:
    """A picture with its bytes (``format`` is their ending), what is to be seen in words, and its coded regions."""

    guid: str
    name: str
    format: str
    content: bytes
    description: str = ""
    regions: tuple[ExchangedRegion, ...] = ()
    notes: tuple[str, ...] = ()
    at: str = ""


@dataclass(frozen=True, slots=True)
class ExchangedNote:
    """A memo."""

    guid: str
    name: str
    text: str
    user: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ExchangedSet:
    """A theme, or another program's set: codes and sources under one name."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangedLink:
    """A relation from one element to another."""

    guid: str
    name: str
    origin: str
    target: str


@dataclass(frozen=True, slots=True)
class ExchangedStudy:
    """Everything. ``aside`` is JSON that only Anselm reads; ``losses`` what the file did not hold or was not taken."""

    guid: str
    name: str
    origin: str = ""
    users: tuple[ExchangedUser, ...] = ()
    codes: tuple[ExchangedCode, ...] = ()
    variables: tuple[ExchangedVariable, ...] = ()
    cases: tuple[ExchangedCase, ...] = ()
    sources: tuple[ExchangedSource, ...] = ()
    notes: tuple[ExchangedNote, ...] = ()
    sets: tuple[ExchangedSet, ...] = ()
    links: tuple[ExchangedLink, ...] = ()
    aside: str = ""
    losses: tuple[Loss, ...] = ()
    pictures: tuple[ExchangedPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class CodingSheet:
    """Codings and codes as tables for a spreadsheet, the first row of each the names of its columns."""

    codings: tuple[tuple[str | int, ...], ...]
    codes: tuple[tuple[str | int, ...], ...]
