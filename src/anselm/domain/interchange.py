"""A study as other programs know one (REFI-QDA): sources, codes, codings and what stands around them.

Plain values between the study and the files. Identifiers are GUIDs in small letters without braces, or what the
file had in their place. Positions are half-open, in Unicode code points of a source's text. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass

from anselm.domain.codebook import ReadCodebook
from anselm.domain.parsed import Loss, Parsed

__all__ = [
    "CodingSheet",
    "ExchangedCase",
    "ExchangedCode",
    "ExchangedCoding",
    "ExchangedLeft",
    "ExchangedLink",
    "ExchangedNote",
    "ExchangedPdf",
    "ExchangedPicture",
    "ExchangedPlace",
    "ExchangedRecording",
    "ExchangedRegion",
    "ExchangedRemark",
    "ExchangedSet",
    "ExchangedSource",
    "ExchangedStretch",
    "ExchangedStudy",
    "ExchangedUser",
    "ExchangedValue",
    "ExchangedVariable",
    "ReadProject",
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
    notes: tuple[str, ...] = ()


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
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangedCoding:
    """That ``user`` gave [start, end) of a source a code; ``at`` is ISO 8601 or empty."""

    guid: str
    start: int
    end: int
    code: str
    user: str = ""
    at: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangedRemark:
    """What is said of [start, end) of a source: in ``words`` beside the passage, or in notes."""

    start: int
    end: int
    words: str = ""
    user: str = ""
    at: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangedSource:
    """A text with its codings, and the notes about it. ``kind`` is text, pdf, transcript (of a recording), or recording
    for the line that stands where a recording has no transcript yet."""

    guid: str
    name: str
    text: str
    codings: tuple[ExchangedCoding, ...] = ()
    notes: tuple[str, ...] = ()
    at: str = ""
    kind: str = "text"
    description: str = ""
    values: tuple[ExchangedValue, ...] = ()
    remarks: tuple[ExchangedRemark, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangedRegion:
    """That ``user`` gave a rectangle of a picture, [left, right) by [top, bottom) in its pixels, a code; or one of a
    page (counted from 1), in its points as it is seen. ``note`` is what is said of it there."""

    guid: str
    left: int
    top: int
    right: int
    bottom: int
    code: str
    user: str = ""
    at: str = ""
    page: int = 0
    note: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangedPlace:
    """That ``user`` gave a rectangle of a page a code, by two corners in points as a PDF counts them: from the lower
    left of its media box. ``page`` is as the file says; the first one is 0. ``note`` is what is said of it there."""

    guid: str
    page: int
    first_x: int
    first_y: int
    second_x: int
    second_y: int
    code: str
    user: str = ""
    at: str = ""
    note: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangedPdf:
    """The PDF a text was read from, with the coded places of its pages. It has the GUID of that text.

    One that goes out has its bytes; of one that was read, ``part`` is the name of the part of its container.
    """

    guid: str
    name: str
    part: str = ""
    places: tuple[ExchangedPlace, ...] = ()
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class ExchangedPicture:
    """A picture with its bytes (``format`` is their ending), what is to be seen in words, and its coded regions.

    Its size in pixels is known once it was read; 0 before.
    """

    guid: str
    name: str
    format: str
    content: bytes
    description: str = ""
    regions: tuple[ExchangedRegion, ...] = ()
    notes: tuple[str, ...] = ()
    at: str = ""
    media_type: str = ""
    width: int = 0
    height: int = 0
    values: tuple[ExchangedValue, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangedStretch:
    """That ``user`` gave [start_ms, end_ms) of a recording a code; an end of 0 is that of the recording. ``note`` is
    what is said of it there."""

    guid: str
    start_ms: int
    end_ms: int
    code: str
    user: str = ""
    at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExchangedRecording:
    """A recording with its coded stretches, and the GUIDs of the texts it is the sound of.

    One that goes out has its bytes (``format`` is their ending); of one that was read, ``part`` is the name of the
    part of its container that holds them.
    """

    guid: str
    name: str
    part: str = ""
    stretches: tuple[ExchangedStretch, ...] = ()
    texts: tuple[str, ...] = ()
    format: str = ""
    content: bytes = b""


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
class ExchangedLeft:
    """Things of a file that are not taken: how many, in words and as a number, the first names of them, and why."""

    what: str
    n: int
    names: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class ExchangedStudy:
    """Everything. ``aside`` is JSON that only Anselm reads; ``losses`` say how the file was read, ``left`` what of it
    was not taken."""

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
    left: tuple[ExchangedLeft, ...] = ()
    recordings: tuple[ExchangedRecording, ...] = ()
    pdfs: tuple[ExchangedPdf, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadProject:
    """A project of another program as it comes in: the study, its codes in tree order, and for each source in order
    the turns found in its text (whose own ``text`` is empty, since the source has it)."""

    study: ExchangedStudy
    book: ReadCodebook
    turns: tuple[Parsed, ...]


@dataclass(frozen=True, slots=True)
class CodingSheet:
    """Codings and codes as tables for a spreadsheet, the first row of each the names of its columns."""

    codings: tuple[tuple[str | int, ...], ...]
    codes: tuple[tuple[str | int, ...], ...]
