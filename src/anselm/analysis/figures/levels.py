"""The level figure: half rings standing on a time line, themes along their ring, relations between levels.

Everything is placed from the data so that no label meets another. Where there is too much for the width
asked for, type is set smaller, then the drawing is made wider and has to be shown reduced. On a narrow page the
levels stand one under another instead, in type that is never smaller and in exactly the width there is.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from anselm.analysis.figures.column import column
from anselm.analysis.figures.level_map import (
    KIND_WORDS,
    LevelEnd,
    LevelMap,
    LevelPassage,
    LevelRelation,
    LevelRing,
    LevelTheme,
    RelationKind,
    TimeMark,
)
from anselm.analysis.figures.metrics import Box, advance
from anselm.analysis.figures.placing import Placing, place
from anselm.analysis.figures.strip import flags, legend, strip
from anselm.domain.document import FigureBlock, TableBlock
from anselm.domain.drawing import Drawing, Shape

__all__ = [
    "KIND_WORDS",
    "LevelEnd",
    "LevelFigure",
    "LevelMap",
    "LevelPassage",
    "LevelRelation",
    "LevelRing",
    "LevelTheme",
    "RelationKind",
    "TimeMark",
    "layout",
]

_SIZES = (1.0, 0.92, 0.84, 0.76)
_WIDER = (1.0, 1.15, 1.35, 1.6, 2.0, 2.6, 3.4)
_RINGS = 640.0  # below it rings have no room for their own names
_WIDE = 800.0  # from here on a drawing may be wider than asked for; between the two it is rings only if they fit
_SHARE = 0.55  # of the half disc that labels and marks may fill before trying is of no use


@dataclass(frozen=True, slots=True)
class LevelFigure:
    """The figure as marks, the same in words, and the same as a table.

    ``labels`` holds the room of every label, a curved one as several boxes under one name; none meets another.
    """

    drawing: Drawing
    text_alternative: str
    table: TableBlock
    labels: tuple[tuple[str, Box], ...] = field(default=())

    def block(self, figure_id: str, caption: str) -> FigureBlock:
        """The figure as a block of a report."""
        return FigureBlock(figure_id, caption, self.drawing, self.text_alternative, self.table)


def layout(shown: LevelMap, width: float = 800.0) -> LevelFigure:
    """Place everything; ``width`` is what the page has room for. Same data, same figure."""
    if width < _RINGS:
        return _figure(shown, column(shown, width), flags)
    for wider in _WIDER:
        if wider > 1 and width < _WIDE:
            return _figure(shown, column(shown, width), flags)
        for scale in _SIZES:
            if _filled(shown, width * wider, scale) > _SHARE:
                continue
            placed = place(shown, width * wider, scale)
            if placed is not None:
                return _figure(shown, placed, strip)
    return _figure(shown, place(shown, width * _WIDER[-1], _SIZES[-1], loose=True), strip)


def _filled(shown: LevelMap, width: float, scale: float) -> float:
    """The share of the half disc that names, labels and pills would fill."""
    ends = sum(advance(end.name, 12.5 * scale) * 15 * scale + 144 for end in shown.ends)
    themes = sum(advance(theme.name, 15 * scale, heavy=True) * 20 * scale for theme in shown.themes)
    rest = 450 * len(shown.relations) + 200 * len(shown.passages)
    return (ends + themes + rest) / (math.pi / 8 * width * width)


_Strip: TypeAlias = Callable[[LevelMap, float, float], tuple[list[Shape], float, list[tuple[str, Box]]]]


def _figure(shown: LevelMap, placed: Placing | None, time: _Strip) -> LevelFigure:
    if placed is None:
        raise AssertionError("a loose placing always succeeds")
    shapes: list[Shape] = [*placed.shapes]
    below, height, boxes = time(shown, placed.width, placed.base)
    shapes.extend(below)
    if shown.relations or shown.passages:
        said, foot = legend(shown, placed.width, height + 22)
        shapes.extend(said)
        height = foot + 10
    drawing = Drawing(placed.width, round(height + 6, 2), tuple(shapes))
    return LevelFigure(drawing, _in_words(shown), _table(shown), (*placed.labels, *boxes))


def _name_of(shown: LevelMap, key: str) -> tuple[str, str]:
    """The printed name and the level of an end, or of a relation that is acted on."""
    for end in shown.ends:
        if end.key == key:
            return end.name, end.level
    numbers = [relation.key for relation in shown.relations]
    return f"relation {numbers.index(key) + 1}", "relation"


def _sentence(shown: LevelMap, relation: LevelRelation) -> str:
    return f"{_name_of(shown, relation.source)[0]} {KIND_WORDS[relation.kind]} {_name_of(shown, relation.target)[0]}"


def _counts(shown: LevelMap, relation: LevelRelation) -> str:
    words = f"{relation.n_for} {shown.unit[relation.n_for != 1]} for"
    return f"{words}, {relation.n_against} otherwise" if relation.n_against else words


_BASIS = {"told": "told", "inferred": "our inference", "both": "told and inferred"}


def _table(shown: LevelMap) -> TableBlock:
    rows = []
    for number, one in enumerate(shown.relations, 1):
        path = f"{_name_of(shown, one.source)[1]} to {_name_of(shown, one.target)[1]}"
        rows.append((str(number), _sentence(shown, one), path, _counts(shown, one), _BASIS[one.basis]))
    rows += _placed_rows(shown)
    levels = "; ".join(f"{ring.key}: {ring.name}" for ring in shown.rings if ring.name.lower() != ring.key.lower())
    return TableBlock.of(
        ("No.", "What is drawn", "Levels", "Counted", "Basis"),
        rows,
        note=f"Levels, from the inside: {levels}." if levels else "",
        aligns=("right", "left", "left", "left", "left"),
        row_heads=False,
    )


def _placed_rows(shown: LevelMap) -> list[tuple[str, str, str, str, str]]:
    """The themes by level, and where passages stand by themselves: what the drawing has besides its relations."""
    names = {ring.key: ring.name for ring in shown.rings}
    passages = {names.get(one.level, shown.time_name) for one in shown.passages}
    rows = []
    for at in dict.fromkeys((*names.values(), shown.time_name)):
        here = [one.name for one in shown.themes if names.get(one.level, shown.time_name) == at]
        rows += [("–", f"Theme: {name}", at, "not counted", "placed") for name in here]
        if at in passages:
            rows.append(("–", "Passages placed by themselves", at, "not counted", "placed"))
    return rows


def _in_words(shown: LevelMap) -> str:
    names = ", ".join(ring.name for ring in shown.rings)
    said = [f"{len(shown.rings)} nested levels, from the inside: {names}."]
    rings = {ring.key: ring.name for ring in shown.rings}
    for key, name in [*rings.items(), ("", shown.time_name)]:
        here = [theme.name for theme in shown.themes if theme.level == key or (not key and theme.level not in rings)]
        if here:
            said.append(f"At {name}: {'; '.join(here)}.")
    levels = {one.level for one in shown.passages}
    where = [name for key, name in rings.items() if key in levels]
    if where or levels:
        timely = [] if levels <= rings.keys() else [shown.time_name]
        said.append(f"Passages placed by themselves stand at {'; '.join([*where, *timely])}.")
    for number, one in enumerate(shown.relations, 1):
        said.append(f"Relation {number}: {_sentence(shown, one)}, {_counts(shown, one)}, {_BASIS[one.basis]}.")
    if shown.marks:
        marks = ", ".join(f"{mark.name} {mark.note}".strip() for mark in shown.marks)
        said.append(f"On the time line: {marks}.")
    return " ".join(said)
