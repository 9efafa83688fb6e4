"""What the level figure shows: levels, themes, ends, relations between them, and cases in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = [
    "KIND_WORDS",
    "LevelEnd",
    "LevelMap",
    "LevelPassage",
    "LevelRelation",
    "LevelRing",
    "LevelTheme",
    "RelationKind",
    "TimeMark",
]

RelationKind: TypeAlias = Literal[
    "enables", "constrains", "erodes", "buffers", "substitutes", "triggers", "feeds", "bypasses"
]
KIND_WORDS: dict[RelationKind, str] = {
    "enables": "enables",
    "constrains": "constrains",
    "erodes": "erodes",
    "buffers": "buffers",
    "substitutes": "stands in for",
    "triggers": "triggers",
    "feeds": "feeds",
    "bypasses": "bypasses",
}


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A case on the time line: ``months`` is its age, ``note`` that age in words."""

    name: str
    months: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class LevelRing:
    """A level of the lens, from the inside; ``note`` is a word or two of what it is."""

    key: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class LevelTheme:
    """A theme and the level it is placed at; the key of no level means time. ``key`` is what its marks refer to."""

    name: str
    level: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class LevelEnd:
    """What a relation starts from or acts on. ``hue`` is that of the code's family, empty for a plain mark."""

    key: str
    name: str
    level: str
    kind: Literal["code", "theme", "practice", "factor"] = "code"
    hue: str = ""


@dataclass(frozen=True, slots=True)
class LevelRelation:
    """Something acts on something: keys of ends, or for ``target`` the key of another relation.

    ``n_for`` and ``n_against`` count cases.
    """

    key: str
    source: str
    target: str
    kind: RelationKind
    n_for: int
    n_against: int = 0
    basis: Literal["told", "inferred", "both"] = "told"


@dataclass(frozen=True, slots=True)
class LevelPassage:
    """A passage placed by itself, drawn as a small mark without a name; the key of no level means time."""

    key: str
    level: str


@dataclass(frozen=True, slots=True)
class LevelMap:
    """What the figure shows. Relations are numbered from 1 in their order; ``unit`` is singular and plural.

    Raises ValueError when a relation or an end names what is not there.
    """

    rings: tuple[LevelRing, ...]
    themes: tuple[LevelTheme, ...] = ()
    ends: tuple[LevelEnd, ...] = ()
    relations: tuple[LevelRelation, ...] = ()
    time_name: str = "Time"
    time_note: str = ""
    marks: tuple[TimeMark, ...] = ()
    unit: tuple[str, str] = ("team", "teams")
    passages: tuple[LevelPassage, ...] = ()

    def __post_init__(self) -> None:
        levels = {ring.key for ring in self.rings}
        ends = {end.key for end in self.ends}
        relations = {relation.key for relation in self.relations}
        if lost := [end.key for end in self.ends if end.level not in levels]:
            raise ValueError(f"no level of the lens for {', '.join(lost)}")
        for one in self.relations:
            if one.source not in ends or (one.target not in ends and one.target not in relations - {one.key}):
                raise ValueError(f"relation {one.key} joins what is not in the figure")
