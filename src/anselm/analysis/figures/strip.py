"""Below the rings: time as a line with its cases, and what the marks of the figure mean."""

from __future__ import annotations

import math

from anselm.analysis.figures.level_map import LevelMap, LevelTheme, TimeMark
from anselm.analysis.figures.metrics import Box, advance, wrapped
from anselm.analysis.figures.passages import diamond, on_line
from anselm.domain.drawing import Shape

__all__ = ["flags", "legend", "strip"]

_ROW = 31.0


def strip(shown: LevelMap, width: float, base: float) -> tuple[list[Shape], float, list[tuple[str, Box]]]:
    """The time line under the rings, the height reached, and the room of each of its labels."""
    keys = {ring.key for ring in shown.rings}
    timely = [theme for theme in shown.themes if theme.level not in keys]
    said = [one for one in shown.passages if one.level not in keys]
    if not timely and not shown.marks and not said:
        return [], base + 4, []
    shapes: list[Shape] = []
    boxes: list[tuple[str, Box]] = []
    top = _head(shown, timely, width, base + 20, shapes, boxes)
    axis = top + 14
    shapes.append(Shape("path", "axis", path=f"M8 {axis:g}H{width - 8:g}"))
    shapes.append(Shape("path", "arrow", path=f"M{width - 8:g} {axis:g}l-9 -4v8z"))
    height = _marks(shown.marks, width, axis, shapes, boxes)
    shapes.extend(on_line(said, width, axis, [x for x, _ in _along(shown.marks, width)]))
    return shapes, height, boxes


def _head(
    shown: LevelMap, timely: list[LevelTheme], width: float, y: float, shapes: list[Shape], boxes: list[tuple[str, Box]]
) -> float:
    """What the line shows, at the left, and the themes of time, at the right; below it where both do not fit."""
    name = advance(shown.time_name, 12.5, heavy=True)
    note = advance(shown.time_note, 12.5)
    shapes.append(Shape("text", "level", x=8, y=y, size=12.5, text=shown.time_name))
    boxes.append((shown.time_name, Box(8, y - 11, 8 + name, y + 3)))
    if shown.time_note:
        shapes.append(Shape("text", "axis-note", x=16 + name, y=y, size=12.5, text=shown.time_note))
        boxes.append((shown.time_note, Box(16 + name, y - 11, 16 + name + note, y + 3)))
    left = 24 + name + note
    right = width - 16
    for theme in timely:
        room = advance(theme.name, 15, heavy=True)
        if right - room < left:
            y, left, right = y + 20, 8.0, width - 16
        shapes.append(Shape("text", "theme", x=right, y=y, size=15, text=theme.name, anchor="end", ref=theme.key))
        boxes.append((theme.name, Box(right - room, y - 13, right, y + 4)))
        right -= room + 24
    return y


def _marks(
    marks: tuple[TimeMark, ...], width: float, axis: float, shapes: list[Shape], boxes: list[tuple[str, Box]]
) -> float:
    if not marks:
        return axis + 8
    free_from: list[float] = []
    for x, mark in _along(marks, width):
        room = max(advance(mark.name, 12), advance(mark.note, 11)) / 2
        row = next((at for at, end in enumerate(free_from) if end <= x - room), len(free_from))
        if row == len(free_from):
            free_from.append(0.0)
        free_from[row] = x + room + 6
        y = axis + 20 + row * _ROW
        foot = f"M{x:.1f} {axis - 5:g}V{axis + 5 if row == 0 else y - 11:g}"
        shapes.append(Shape("path", "axis" if row == 0 else "leader", path=foot))
        shapes.append(Shape("text", "axis-name", x=round(x, 1), y=y, size=12, text=mark.name, anchor="middle"))
        boxes.append((mark.name, Box(x - room, y - 10, x + room, y + 2)))
        if mark.note:
            shapes.append(Shape("text", "axis-note", x=round(x, 1), y=y + 14, size=11, text=mark.note, anchor="middle"))
            boxes.append((mark.note, Box(x - room, y + 4, x + room, y + 17)))
    return axis + 34 + (len(free_from) - 1) * _ROW


def _along(marks: tuple[TimeMark, ...], width: float) -> list[tuple[float, TimeMark]]:
    """Where each case stands on the line, the youngest first."""
    return [(56 + (width - 130) * share, mark) for share, mark in _shares(marks)]


def flags(shown: LevelMap, width: float, base: float) -> tuple[list[Shape], float, list[tuple[str, Box]]]:
    """The time line of a narrow drawing: words above it in lines, each case a flag to the right of its place."""
    keys = {ring.key for ring in shown.rings}
    timely = [theme for theme in shown.themes if theme.level not in keys]
    said = [one for one in shown.passages if one.level not in keys]
    if not timely and not shown.marks and not said:
        return [], base + 4, []
    shapes: list[Shape] = []
    boxes: list[tuple[str, Box]] = []
    y = base + 8
    told = [(shown.time_name, "level", 12.5, ""), (shown.time_note, "axis-note", 12.5, "")]
    for words, style, size, ref in [*told, *((one.name, "theme", 15.0, one.key) for one in timely)]:
        heavy = style != "axis-note"
        for line in wrapped(words, size, width - 16, heavy=heavy) if words else ():
            shapes.append(Shape("text", style, x=8, y=round(y + size, 1), size=size, text=line, ref=ref))
            boxes.append((words, Box(8, y + 1, 8 + advance(line, size, heavy=heavy), y + size * 1.2)))
            y += size * 1.25
        y += 3 * bool(words)
    axis = round(y + 12, 1)
    shapes.append(Shape("path", "axis", path=f"M8 {axis:g}H{width - 8:g}"))
    shapes.append(Shape("path", "arrow", path=f"M{width - 8:g} {axis:g}l-9 -4v8z"))
    ticks, height = _flags(shown.marks, width, axis, shapes, boxes)
    shapes.extend(on_line(said, width, axis, ticks))
    return shapes, height, boxes


def _flags(
    marks: tuple[TimeMark, ...], width: float, axis: float, shapes: list[Shape], boxes: list[tuple[str, Box]]
) -> tuple[list[float], float]:
    """Set from the right, each as high as it clears the staffs to the right of it, so that none crosses a name."""
    rooms = {mark: advance(mark.name, 12) + 5 + advance(mark.note, 11) for mark in marks}
    last = max(width - 14 - max(rooms.values(), default=0.0), 24.0)
    ticks: list[float] = []
    hung: list[tuple[float, int]] = []  # where each staff stands and the row its flag is in
    for share, mark in reversed(_shares(marks)):
        x = round(14 + (last - 14) * share, 1)
        row = max((at + 1 for other, at in hung if other <= x + rooms[mark] + 6), default=0)
        hung.append((x, row))
        ticks.append(x)
        y = axis + 20 + row * 16
        shapes.append(Shape("path", "axis" if row == 0 else "leader", path=f"M{x:g} {axis - 5:g}V{y:g}"))
        name = advance(mark.name, 12)
        shapes.append(Shape("text", "axis-name", x=round(x + 4, 1), y=y, size=12, text=mark.name))
        boxes.append((mark.name, Box(x + 4, y - 10, x + 4 + name, y + 3)))
        if mark.note:
            shapes.append(Shape("text", "axis-note", x=round(x + 9 + name, 1), y=y, size=11, text=mark.note))
            boxes.append((mark.note, Box(x + 9 + name, y - 10, x + 4 + rooms[mark], y + 3)))
    return ticks, axis + 26 + 16 * max((row for _, row in hung), default=0)


def _shares(marks: tuple[TimeMark, ...]) -> list[tuple[float, TimeMark]]:
    """How far along the line each case stands, the youngest first, by the logarithm of its age."""
    logs = [math.log(max(mark.months, 1.0)) for mark in marks]
    low, high = min(logs, default=0.0), max(logs, default=0.0)
    return [
        ((log - low) / (high - low) if high > low else 0.5, mark)
        for log, mark in sorted(zip(logs, marks, strict=True), key=lambda pair: (pair[0], pair[1].name))
    ]


_JOINS = (
    ("arrow", "strengthens"),
    ("bar", "weakens"),
    ("ring", "replaces or dampens"),
    ("dashed", "our inference"),
)


def legend(shown: LevelMap, width: float, y: float) -> tuple[list[Shape], float]:
    """What arrow, bar, circle, dashes, width and the mark of a passage say, in as many lines as it takes; its foot."""
    shapes: list[Shape] = []
    x = 8.0
    told = [*_JOINS, ("", f"wider line, more {shown.unit[1]}")] if shown.relations else []
    for mark, words in [*told, *([("passage", "a passage placed by itself")] if shown.passages else [])]:
        lead = {"passage": 16.0, "": 0.0}.get(mark, 34.0)
        if x > 8 and x + lead + advance(words, 12) > width - 4:
            x, y = 8.0, y + 18
        if mark == "passage":
            shapes.append(diamond(x + 5, y - 4))
        elif mark:
            style = "line-inferred" if mark == "dashed" else "line"
            shapes.append(Shape("path", style, path=f"M{x:g} {y - 4:g}h22", stroke=2))
            shapes.extend(_end(mark, x + 24, y - 4))
        shapes.append(Shape("text", "axis-note", x=round(x + lead, 1), y=y, size=12, text=words))
        x += lead + advance(words, 12) + 14
    return shapes, y


def _end(mark: str, x: float, y: float) -> list[Shape]:
    if mark == "arrow":
        return [Shape("path", "arrow", path=f"M{x + 3:g} {y:g}l-8 -4v8z")]
    if mark == "bar":
        return [Shape("path", "bar", path=f"M{x - 1:g} {y - 6:g}v12")]
    if mark == "ring":
        return [Shape("circle", "ring", x=x, y=y, size=4)]
    return []
