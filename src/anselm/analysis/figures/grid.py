"""A figure of rows by columns: a mark or a few short names where something stands, nothing where nothing does.

Columns for which there is no room side by side go on below under the same rows, so any number fits any width.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from anselm.analysis.figures.metrics import Box, advance, wrapped
from anselm.domain.drawing import Drawing, Shape

__all__ = ["HERE", "Grid", "GridRow", "Laid", "grid"]

HERE = "●"
"""What stands in a cell where nothing has to be named."""

_SIZE = 12.5
_ITEM = 12.0
_LINE = 16.0
_PILL = 19.0
_GAP = 4.0
_PAD = 6.0
_NARROW = 560.0


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the grid, under the heading of its group; a row without cells only says its words."""

    name: str
    cells: tuple[tuple[str, ...], ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """What is drawn. Raises ValueError where a row with cells has not one for each column."""

    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]

    def __post_init__(self) -> None:
        if lost := [row.name for row in self.rows if row.cells and len(row.cells) != len(self.columns)]:
            raise ValueError(f"not a cell for each of {len(self.columns)} columns: {', '.join(lost)}")


@dataclass(slots=True)
class Laid:
    """Shapes in the order they are painted, and the room of each label; none meets another."""

    shapes: list[Shape] = field(default_factory=list)
    labels: list[tuple[str, Box]] = field(default_factory=list)

    def line(self, words: str, style: str, at: tuple[float, float], size: float, *, centred: bool = False) -> None:
        """One line of words, its baseline at a point."""
        x, y = round(at[0], 1), round(at[1], 1)
        room = advance(words, size, heavy=style in ("level", "theme"))
        left = x - room / 2 if centred else x
        shape = Shape("text", style, x=x, y=y, size=size, text=words, anchor="middle" if centred else "start")
        self.shapes.append(shape)
        self.labels.append((f"{words} {x:g} {y:g}", Box(left, y - size * 0.8, left + room, y + size * 0.25)))

    def drawing(self, width: float, height: float) -> Drawing:
        """What was laid, as a drawing."""
        return Drawing(width, round(height, 2), tuple(self.shapes))


@dataclass(frozen=True, slots=True)
class _Room:
    """How wide names and columns are, and how many columns stand side by side."""

    names: float
    column: float
    across: int


def grid(shown: Grid, width: float) -> tuple[Drawing, Laid]:
    """Draw the grid in exactly this width. Same data, same figure."""
    room = _room(shown, width)
    laid, y = Laid(), 4.0
    for first in range(0, max(len(shown.columns), 1), room.across):
        y = _band(
            shown, range(first, min(first + room.across, len(shown.columns))), room, laid, y + (20 if first else 0)
        )
    return laid.drawing(width, y + 6), laid


def _room(shown: Grid, width: float) -> _Room:
    share = 0.4 if width < _NARROW else 0.36
    longest = max((advance(row.name, _SIZE) for row in shown.rows), default=0.0)
    names = min(longest + 2 * _PAD, width * share)
    words = [word for head in shown.columns for word in head.split()]
    items = [one for row in shown.rows for cell in row.cells for one in cell if one != HERE]
    heads = max((advance(word, _ITEM) for word in words), default=0.0)
    widest = max([heads + 2 * _PAD, *(advance(one, _ITEM) + 22 for one in items), 40.0])
    least = min(widest, width - names)
    across = max(1, int((width - names) // least))
    bands = math.ceil(len(shown.columns) / across) or 1
    across = math.ceil(len(shown.columns) / bands) or 1
    return _Room(names, (width - names) / across, across)


def _band(shown: Grid, columns: range, room: _Room, laid: Laid, top: float) -> float:
    """One run of columns with every row; its foot."""
    end = room.names + room.column * room.across
    heads = [wrapped(shown.columns[at], _ITEM, room.column - 2 * _PAD) for at in columns]
    n_lines = max((len(lines) for lines in heads), default=0)
    for n, lines in enumerate(heads):
        middle = room.names + room.column * (n + 0.5)
        for at, words in enumerate(lines):
            laid.line(
                words, "axis-name", (middle, top + _LINE * (n_lines - len(lines) + at + 0.8)), _ITEM, centred=True
            )
    y = top + _LINE * n_lines + 5
    laid.shapes.append(Shape("path", "axis", path=f"M0 {y:g}H{end:g}"))
    for group, rows in groupby(shown.rows, key=lambda row: row.group):
        if group:
            y += 4
            for words in wrapped(group, _SIZE, end, heavy=True):
                laid.line(words, "level", (0, y + _LINE * 0.85), _SIZE)
                y += _LINE
        for row in rows:
            y = _row(row, columns, room, laid, y)
            laid.shapes.append(Shape("path", "leader", path=f"M0 {y:g}H{end:g}"))
    return y


def _row(row: GridRow, columns: range, room: _Room, laid: Laid, top: float) -> float:
    across = room.names if row.cells else room.names + room.column * room.across
    indent = _PAD if row.group else 0.0
    lines = wrapped(row.name, _SIZE, across - indent - _PAD)
    held = [_flow(row.cells[at], room.column - _PAD) for at in columns] if row.cells else []
    height = max(_LINE * len(lines), *(_PILL * len(some) + _GAP * (len(some) - 1) for some in held), 0.0) + 9
    style = "label" if row.cells else "axis-note"
    for at, words in enumerate(lines):
        laid.line(words, style, (indent, top + 4 + _LINE * (at + 0.8)), _SIZE)
    for n, some in enumerate(held):
        for at, items in enumerate(some):
            y = top + 4.5 + at * (_PILL + _GAP)
            _items(items, room.names + room.column * (n + 0.5), y, laid)
    return round(top + height, 1)


def _width(item: str) -> float:
    return 10.0 if item == HERE else max(advance(item, _ITEM) + 12, 24.0)


def _flow(cell: Sequence[str], room: float) -> list[list[str]]:
    """The names of a cell in lines no wider than there is room; one that is wider by itself is cut where it must be."""
    lines: list[list[str]] = []
    left = 0.0
    for item in (part for one in cell for part in wrapped(one, _ITEM, room - 12)):
        if lines and _width(item) <= left:
            lines[-1].append(item)
        else:
            lines.append([item])
            left = room
        left -= _width(item) + _GAP
    return lines


def _items(items: Sequence[str], middle: float, y: float, laid: Laid) -> None:
    x = middle - (sum(map(_width, items)) + _GAP * (len(items) - 1)) / 2
    for item in items:
        width = _width(item)
        if item == HERE:
            laid.shapes.append(Shape("circle", "told", x=round(x + 5, 1), y=round(y + _PILL / 2 - 1, 1), size=5))
        else:
            box = Shape("rect", "pill", x=round(x, 1), y=round(y, 1), width=round(width, 1), height=_PILL)
            laid.shapes.append(box)
            laid.line(item, "pill-text", (x + width / 2, y + 13.5), _ITEM, centred=True)
        x += width + _GAP
