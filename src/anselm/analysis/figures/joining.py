"""Relations as curves with a numbered pill, an end mark by kind, and a width by the number of cases."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from anselm.analysis.figures.level_map import KIND_WORDS, LevelRelation, RelationKind
from anselm.analysis.figures.metrics import Box, advance, free
from anselm.domain.drawing import Shape

__all__ = ["END_MARKS", "Joined", "end_mark", "join", "pill", "weight"]

END_MARKS: dict[RelationKind, str] = {
    "enables": "arrow",
    "feeds": "arrow",
    "triggers": "arrow",
    "constrains": "bar",
    "erodes": "bar",
    "buffers": "ring",
    "substitutes": "ring",
    "bypasses": "ring",
}
_BENDS = (0.12, -0.12, 0.24, -0.24, 0.02, 0.38, -0.38)
_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8)
_ASIDE = (0.0, 15.0, -15.0, 26.0, -26.0, 40.0, -40.0)
_SAMPLES = 48
_Point = tuple[float, float]


@dataclass(slots=True)
class Joined:
    """The lines with their ends, the pills, and the room of the pills by relation key."""

    lines: list[Shape] = field(default_factory=list)
    pills: list[Shape] = field(default_factory=list)
    labels: list[tuple[str, Box]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Curve:
    start: _Point
    bend: _Point
    end: _Point

    def at(self, share: float) -> _Point:
        rest = 1 - share
        a, b, c = rest * rest, 2 * rest * share, share * share
        return (
            a * self.start[0] + b * self.bend[0] + c * self.end[0],
            a * self.start[1] + b * self.bend[1] + c * self.end[1],
        )

    def towards(self, share: float) -> _Point:
        """The direction at a share of the way, of length 1."""
        x = 2 * (1 - share) * (self.bend[0] - self.start[0]) + 2 * share * (self.end[0] - self.bend[0])
        y = 2 * (1 - share) * (self.bend[1] - self.start[1]) + 2 * share * (self.end[1] - self.bend[1])
        length = math.hypot(x, y) or 1.0
        return x / length, y / length


def join(
    relations: Sequence[LevelRelation],
    at: Mapping[str, _Point],
    taken: Sequence[Box],
    scale: float,
    frame: Box,
    *,
    loose: bool,
) -> Joined | None:
    """Draw every relation, those that act on another after it. None where a pill finds no room."""
    made = Joined()
    numbers = {one.key: number for number, one in enumerate(relations, 1)}
    room = list(taken)
    curves: dict[str, _Curve] = {}
    waiting = list(relations)
    while waiting:
        ready = [one for one in waiting if one.target in at or one.target in curves] or waiting[:1]
        for one in ready:
            waiting.remove(one)
            goal = at.get(one.target) or _on(curves.get(one.target), at[one.source], room)
            curve = _draw(one, numbers[one.key], (at[one.source], goal), room, made, scale, frame, loose=loose)
            if curve is None:
                return None
            curves[one.key] = curve
    return made


def _on(curve: _Curve | None, source: _Point, room: Sequence[Box]) -> _Point:
    """A place on another relation's curve, away from its ends, from labels, and some way from who acts on it."""
    if curve is None:
        return source
    points = [curve.at(share / 40) for share in range(7, 34)]

    def cost(point: _Point) -> tuple[bool, float, _Point]:
        mark = Box(point[0] - 5, point[1] - 5, point[0] + 5, point[1] + 5)
        return not free((mark,), list(room), 0.0), abs(math.dist(point, source) - 60), point

    return min(points, key=cost)


def _draw(
    one: LevelRelation,
    number: int,
    ends: tuple[_Point, _Point],
    room: list[Box],
    made: Joined,
    scale: float,
    frame: Box,
    *,
    loose: bool,
) -> _Curve | None:
    best: tuple[float, _Curve, Box, str, _Point] | None = None
    for n_bend, bend in enumerate(_BENDS):
        curve = _curve(ends[0], ends[1], bend)
        ends_room = [Box(x - 9, y - 9, x + 9, y + 9) for x, y in (curve.end, curve.at(0.02))]
        crossed = n_bend * 1.2 + 3.0 * _crossings(curve, room, frame)
        for cost, box, words, touch in _pills(curve, number, one.kind, scale):
            if best is not None and crossed + cost >= best[0]:
                break
            if box.within(frame) and free((box,), [*room, *ends_room], 2.0):
                best = (crossed + cost, curve, box, words, touch)
                break
    if best is None and not loose:
        return None
    if best is None:
        curve = _curve(ends[0], ends[1], _BENDS[0])
        _, box, words, touch = next(_pills(curve, number, one.kind, scale))
        best = (0.0, curve, box, words, touch)
    _, curve, box, words, touch = best
    room.append(box)
    made.lines.extend(_line(curve, one))
    made.pills.extend(pill(box, words, touch, one.key, scale))
    made.labels.append((f"relation {number}", box))
    return curve


def _curve(start: _Point, end: _Point, bend: float) -> _Curve:
    """From mark to mark, each kept clear by ten, bent sideways by a share of the distance."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    middle = ((start[0] + end[0]) / 2 - dy * bend, (start[1] + end[1]) / 2 + dx * bend)
    return _Curve(_clear(start, middle), middle, _clear(end, middle))


def _clear(point: _Point, towards: _Point) -> _Point:
    dx, dy = towards[0] - point[0], towards[1] - point[1]
    length = math.hypot(dx, dy) or 1.0
    step = min(11.0, length / 2)
    return point[0] + dx / length * step, point[1] + dy / length * step


def _crossings(curve: _Curve, room: Sequence[Box], frame: Box) -> float:
    """How much of the curve runs through what is taken, or out of the frame."""
    points = [curve.at(step / _SAMPLES) for step in range(1, _SAMPLES)]
    inside = sum(any(box.holds(*point) for box in room) for point in points)
    last = (curve.end, *points[-3:])
    inside += 6 * sum(any(box.holds(*point) for box in room) for point in last)
    return inside + 4 * sum(not frame.holds(*point) for point in points)


def _pills(curve: _Curve, number: int, kind: RelationKind, scale: float) -> Iterator[tuple[float, Box, str, _Point]]:
    """Places for the pill in order of cost: with its word on the line, its number alone, aside, ever farther off."""
    size = 11.5 * scale
    for extra, words in ((0.0, f"{number} {KIND_WORDS[kind]}"), (9.0, str(number))):
        half = advance(words, size, heavy=True) / 2 + 6
        for n_share, share in enumerate(_SHARES):
            x, y = curve.at(share)
            yield extra + n_share, Box(x - half, y - 9, x + half, y + 9), words, (x, y)
    half = advance(str(number), size, heavy=True) / 2 + 6
    for n_aside, aside in enumerate(_ASIDE[1:]):
        for n_share, share in enumerate(_SHARES):
            point = curve.at(share)
            dx, dy = curve.towards(share)
            x, y = point[0] - dy * aside, point[1] + dx * aside
            yield 20.0 + 3 * n_aside + n_share, Box(x - half, y - 9, x + half, y + 9), str(number), point
    middle = curve.at(0.5)
    for turn in range(24 * 14):
        away, angle = 30 + turn / 24 * 16, turn * 2.4
        x, y = middle[0] + away * math.cos(angle), middle[1] + away * math.sin(angle)
        yield 60.0 + turn / 4, Box(x - half, y - 9, x + half, y + 9), str(number), middle


def _line(curve: _Curve, one: LevelRelation) -> list[Shape]:
    width = weight(one)
    end = curve.end
    dx, dy = curve.towards(1.0)
    short = (end[0] - dx * 7, end[1] - dy * 7) if END_MARKS[one.kind] == "arrow" else end
    path = (
        f"M{curve.start[0]:.1f} {curve.start[1]:.1f}"
        f"Q{curve.bend[0]:.1f} {curve.bend[1]:.1f} {short[0]:.1f} {short[1]:.1f}"
    )
    style = "line-inferred" if one.basis == "inferred" else "line"
    return [Shape("path", style, path=path, stroke=width, ref=one.key), end_mark(one, end, (dx, dy), width)]


def weight(one: LevelRelation) -> float:
    """How wide the line of a relation is: by the number of cases."""
    return round(1.2 + 0.4 * min(one.n_for, 8), 2)


def end_mark(one: LevelRelation, end: _Point, towards: _Point, width: float) -> Shape:
    """What a line ends in, by what the relation does: an arrow, a bar or a ring."""
    dx, dy = towards
    match END_MARKS[one.kind]:
        case "ring":
            return Shape("circle", "ring", x=round(end[0], 1), y=round(end[1], 1), size=4, ref=one.key)
        case "bar":
            ax, ay, bx, by = end[0] - dy * 7, end[1] + dx * 7, end[0] + dy * 7, end[1] - dx * 7
            return Shape("path", "bar", path=f"M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}", ref=one.key)
        case _:
            half = 4.0 + width / 2
            back = (end[0] - dx * 9, end[1] - dy * 9)
            corners = (end, (back[0] - dy * half, back[1] + dx * half), (back[0] + dy * half, back[1] - dx * half))
            path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "z"
            return Shape("path", "arrow", path=path, ref=one.key)


def pill(box: Box, words: str, touch: _Point, key: str, scale: float) -> list[Shape]:
    """The number of a relation in its frame, with a thin line to the relation where it stands off it."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    made: list[Shape] = []
    if not box.holds(*touch):
        made.append(Shape("path", "leader", path=f"M{x:.1f} {y:.1f}L{touch[0]:.1f} {touch[1]:.1f}", ref=key))
    made.append(
        Shape(
            "rect",
            "pill",
            x=round(box.left, 1),
            y=round(box.top, 1),
            width=round(box.right - box.left, 1),
            height=18,
            ref=key,
        )
    )
    text_size = round(11.5 * scale, 2)
    text_y = round(y + 4, 1)
    made.append(
        Shape("text", "pill-text", x=round(x, 1), y=text_y, size=text_size, text=words, anchor="middle", ref=key)
    )
    return made
