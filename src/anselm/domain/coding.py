"""Codes, the codebook at a moment, and that a coder gave a segment a code in a round."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from anselm.domain.anchors import Region, TimeSpan
from anselm.domain.corpus import Segment, TextSpan
from anselm.domain.errors import Invalid, Refused

__all__ = [
    "N_FAMILIES",
    "Code",
    "CodeOrigin",
    "CodebookEntry",
    "CodebookVersion",
    "Coding",
    "CodingSet",
    "MediaCoding",
    "frozen",
    "next_family",
    "next_key",
    "tree_order",
    "without_cycle",
]

N_FAMILIES = 8


class CodeOrigin(StrEnum):
    """Where a code comes from."""

    DATA = "data"
    A_PRIORI = "a priori"
    LENS = "lens"


@dataclass(frozen=True, slots=True)
class Code:
    """A named idea. `key` is short and is its key on the desk (D1). `family` is a hue, 1 to 8.

    `proposed_in`: the round in which one judge proposed it; in a blind one it is that judge's alone until revealed.
    `split_from_id`: the code it was split from when it was made, and `n_split`: with how many passages.
    """

    id: str
    name: str
    key: str = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    near_miss: str = ""
    origin: CodeOrigin = CodeOrigin.DATA
    parent_id: str | None = None
    position: int = 0
    family: int = 1
    group: bool = False
    retired_at: str | None = None
    merged_into_id: str | None = None
    proposed_in: str | None = None
    author_id: str = ""
    created_at: str = ""
    split_from_id: str | None = None
    n_split: int = 0

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Invalid("A code needs a name.", place="name")
        if not 1 <= self.family <= N_FAMILIES:
            raise Invalid(f"A code family is a number from 1 to {N_FAMILIES}.", place="family")


@dataclass(frozen=True, slots=True)
class CodebookEntry:
    """A code as it stood when the codebook was frozen."""

    code_id: str
    key: str
    name: str
    definition: str
    include: str
    exclude: str
    example: str
    near_miss: str
    parent_id: str | None
    position: int
    family: int
    group: bool


@dataclass(frozen=True, slots=True)
class CodebookVersion:
    """The tree of codes at a moment, numbered from 1; 0 is the one in which units are marked. Unchanging."""

    id: str
    number: int
    entries: tuple[CodebookEntry, ...]
    note: str = ""
    by_id: str = ""
    created_at: str = ""

    @property
    def of_units(self) -> bool:
        """Whether it is no version of the codebook but the one mark of rounds of units."""
        return self.number == 0


@dataclass(frozen=True, slots=True)
class Coding:
    """That a coder gave the segment [start, end) of a source version a code, in a round."""

    id: str
    round_id: str
    coder_id: str
    source_id: str
    version_id: str
    start: int
    end: int
    code_id: str
    certainty: str = ""
    note: str = ""
    created_at: str = ""

    def __post_init__(self) -> None:
        TextSpan(self.start, self.end)

    @property
    def segment(self) -> Segment:
        """Where it stands."""
        return Segment(self.version_id, self.start, self.end)


@dataclass(frozen=True, slots=True)
class MediaCoding:
    """That a coder gave a region of a picture or page, or a stretch of a recording, a code, in a round.

    `of_id` is the version the picture or page is of, or the recording. Just one of `region` and `stretch` is there.
    """

    id: str
    round_id: str
    coder_id: str
    source_id: str
    of_id: str
    code_id: str
    region: Region | None = None
    stretch: TimeSpan | None = None
    certainty: str = ""
    note: str = ""
    created_at: str = ""

    def __post_init__(self) -> None:
        if (self.region is None) == (self.stretch is None):
            raise Invalid("A coding without words stands on a region of a picture or page, or on a stretch of sound.")

    @property
    def anchor(self) -> Region | TimeSpan:
        """Where it stands."""
        return self.region or self.stretch  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class CodingSet:
    """Which codings an analysis reads: `consensus`, `working`, or a round by its id. Every figure prints it."""

    key: str

    @property
    def words(self) -> str:
        """How the set is called on screen."""
        return {"consensus": "agreed readings, open coding elsewhere", "working": "open coding"}.get(
            self.key, "one round"
        )


def without_cycle(codes: Iterable[Code], moved_id: str, parent_id: str | None) -> None:
    """Raises Refused when a code would come to lie below itself."""
    parents = {code.id: code.parent_id for code in codes}
    at = parent_id
    while at is not None:
        if at == moved_id:
            raise Refused("A code cannot lie below itself.", place="parent")
        at = parents.pop(at, None)  # once each, so that this ends whatever is there


def tree_order(codes: Sequence[Code]) -> tuple[Code, ...]:
    """The codes in tree order (parents before their children, siblings by position, then name)."""
    below: dict[str | None, list[Code]] = {}
    known = {code.id for code in codes}
    for code in codes:
        below.setdefault(code.parent_id if code.parent_id in known else None, []).append(code)
    found: list[Code] = []
    waiting = sorted(below.get(None, []), key=lambda code: (code.position, code.name), reverse=True)
    while waiting:
        code = waiting.pop()
        found.append(code)
        waiting += sorted(below.get(code.id, []), key=lambda one: (one.position, one.name), reverse=True)
    return tuple(found)


def next_key(parent: Code | None, taken: Collection[str], *, group: bool = False) -> str:
    """The key proposed for a code: its parent's with the next free number (D7), C1, C2, … at the top.

    A group takes the next free letter, none when the alphabet is used up.
    """
    if group:
        letters = (chr(ord("A") + n) for n in range(26))
        return next((letter for letter in letters if letter not in taken), "")
    stem = parent.key if parent is not None and parent.key else "C"
    numbers = (f"{stem}{n}" for n in range(1, len(taken) + 2))
    return next(key for key in numbers if key not in taken)


def next_family(siblings: Iterable[Code]) -> int:
    """The family, 1 to N_FAMILIES, that fewest siblings have."""
    used = [one.family for one in siblings]
    return min(range(1, N_FAMILIES + 1), key=lambda family: (used.count(family), family))


def frozen(
    codes: Sequence[Code],
    identifier: str,
    number: int,
    by_id: str,
    at: str,
    note: str = "",
    unopened: Collection[str] = (),
) -> CodebookVersion:
    """The codebook as it stands in tree order: codes that are not retired, nor proposed in a round still unopened.

    `unopened` are the identifiers of the rounds that are being read.
    """
    entries = tuple(
        CodebookEntry(
            code.id,
            code.key,
            code.name,
            code.definition,
            code.include,
            code.exclude,
            code.example,
            code.near_miss,
            code.parent_id,
            code.position,
            code.family,
            code.group,
        )
        for code in tree_order(codes)
        if code.retired_at is None and code.proposed_in not in unopened
    )
    return CodebookVersion(identifier, number, entries, note, by_id, at)
