"""Where rings, themes, ends, labels and relations of the level figure stand; None where they do not fit."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from anselm.analysis.figures.joining import Joined, join
from anselm.analysis.figures.level_map import LevelEnd, LevelMap, LevelRing, LevelTheme
from anselm.analysis.figures.metrics import Box, advance, broken, free
from anselm.analysis.figures.passages import in_band
from anselm.domain.drawing import Shape

__all__ = ["BANDS", "Placing", "place"]

_LOOSE = ((3.0, 16),)
# Room round a mark and its label, and how far from its angle that is worth going.
_GAPS = ((16.0, 12), (9.0, 20), (3.0, 32), (9.0, 60), (3.0, 180))
_MARGIN = 8.0
_MARK = 6.0
BANDS = ("band-even", "band-deep", "band-odd")  # from the inside, over again


@dataclass(slots=True)
class Placing:
    """The marks placed so far, painted in order, and the room that is taken."""

    width: float
    base: float
    scale: float
    shapes: list[Shape] = field(default_factory=list)
    labels: list[tuple[str, Box]] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)
    at: dict[str, tuple[float, float]] = field(default_factory=dict)
    partners: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def take(self, name: str, *boxes: Box) -> None:
        """Take the room of a label."""
        self.labels.extend((name, box) for box in boxes)
        self.taken.extend(boxes)


@dataclass(frozen=True, slots=True)
class _Band:
    inner: float
    outer: float
    depth: float  # room left for ends under the names of themes


def place(shown: LevelMap, width: float, scale: float, *, loose: bool = False) -> Placing | None:
    """Place everything in a drawing of that width, type at ``scale``. ``loose`` lets labels meet where they must."""
    radius = width / 2 - _MARGIN
    placing = Placing(width, radius + _MARGIN, scale)
    radii = _radii(len(shown.rings), radius)
    for at in range(len(shown.rings) - 1, -1, -1):
        path = _half(width / 2, placing.base, radii[at])
        placing.shapes.append(Shape("path", BANDS[at % 3], path=path))
    bands: dict[str, _Band] = {}
    for at, ring in enumerate(shown.rings):
        inner = radii[at - 1] if at else 0.0
        _name_ring(placing, ring, inner, radii[at], innermost=at == 0)
        depth = _themes(placing, [one for one in shown.themes if one.level == ring.key], inner, radii[at])
        if depth is None and not loose:
            return None
        bands[ring.key] = _Band(inner, radii[at], depth or radii[at])
    wanted = _wanted(shown)
    placing.partners = _partners(placing, shown, bands, wanted)
    order = sorted(shown.ends, key=lambda end: (-bands[end.level].outer, wanted.get(end.key, 90.0), end.key))
    for end in order:
        if not _end(placing, end, bands[end.level], wanted.get(end.key, 90.0), loose=loose):
            return None
    joined = join(shown.relations, placing.at, placing.taken, placing.scale, _frame(placing), loose=loose)
    if joined is None:
        return None
    _paint(placing, joined)
    for key, band in bands.items():
        here = [one for one in shown.passages if one.level == key]
        placing.shapes.extend(in_band(here, (band.inner, band.outer), width / 2, placing.base, placing.taken))
    return placing


def _radii(n_rings: int, radius: float) -> list[float]:
    """Outer radii from the inside: the innermost level has most room, as it holds no ring."""
    inner = radius * {1: 1.0, 2: 0.6, 3: 0.5}.get(n_rings, 0.43)
    rest = (radius - inner) / max(n_rings - 1, 1)
    return [inner + rest * at for at in range(n_rings)]


def _frame(placing: Placing) -> Box:
    return Box(2, 2, placing.width - 2, placing.base - 2)


def _half(centre: float, base: float, radius: float) -> str:
    return f"M{centre - radius:.1f} {base:.1f}A{radius:.1f} {radius:.1f} 0 0 1 {centre + radius:.1f} {base:.1f}Z"


def _point(placing: Placing, radius: float, angle: float) -> tuple[float, float]:
    turn = math.radians(angle)
    return placing.width / 2 + radius * math.cos(turn), placing.base - radius * math.sin(turn)


def _name_ring(placing: Placing, ring: LevelRing, inner: float, outer: float, *, innermost: bool) -> None:
    """The level's name at the left foot of its ring, a word about it at the right foot."""
    room = (outer - inner) * (0.5 if innermost else 1.0) - 8
    name = ring.key[:1].upper() + ring.key[1:]
    for text, style, side in ((name, "level", -1), (ring.note, "level-note", 1)):
        size = 12.0
        while text and size > 8 and advance(text, size, heavy=side < 0) > room:
            size -= 0.5
        width = advance(text, size, heavy=side < 0)
        if not text or width > room:
            continue
        middle = placing.width / 2 + side * (outer - 4 - width / 2 if innermost else (inner + outer) / 2)
        y = placing.base - 8
        placing.shapes.append(Shape("text", style, x=round(middle, 1), y=y, size=size, text=text, anchor="middle"))
        placing.take(text, Box(middle - width / 2, y - size, middle + width / 2, y + 3))


def _themes(placing: Placing, themes: list[LevelTheme], inner: float, outer: float) -> float | None:
    """Set the names along the ring, as many tracks as they need; the radius left below them, None if too many."""
    size = 15 * placing.scale
    radius = outer - size - 3
    waiting = [(theme, advance(theme.name, size, heavy=True) + size) for theme in themes]
    while waiting:
        if radius < inner + size or radius < 4 * size:
            return None
        arc = math.pi * radius * 0.78
        track: list[tuple[LevelTheme, float]] = []
        while waiting and sum(room for _, room in track) + waiting[0][1] <= arc:
            track.append(waiting.pop(0))
        if not track or not _track(placing, track, radius, arc, size):
            return None
        radius -= size + 9
    return radius + size * 0.3 if themes else outer - 8


def _track(placing: Placing, track: list[tuple[LevelTheme, float]], radius: float, arc: float, size: float) -> bool:
    spare = (arc - sum(room for _, room in track)) / len(track)
    at = math.pi * radius * 0.11 + spare / 2
    for theme, room in track:
        middle = 180 - math.degrees((at + room / 2) / radius)
        half = math.degrees((room / 2) / radius)
        x0, y0 = _point(placing, radius, middle + half)
        x1, y1 = _point(placing, radius, middle - half)
        path = f"M{x0:.1f} {y0:.1f}A{radius:.1f} {radius:.1f} 0 0 1 {x1:.1f} {y1:.1f}"
        for style in ("halo-theme", "theme"):
            placing.shapes.append(
                Shape("curve-text", style, path=path, size=round(size, 2), text=theme.name, ref=theme.key)
            )
        n_pieces = max(2, round(room / size))
        angles = [middle + half - 2 * half * (piece + 0.5) / n_pieces for piece in range(n_pieces)]
        points = [_point(placing, radius + size * 0.35, angle) for angle in angles]
        boxes = [Box(x - size / 2, y - size / 2, x + size / 2, y + size / 2) for x, y in points]
        if not free(boxes, placing.taken, 0.0):
            return False
        placing.take(theme.name, *boxes)
        at += room + spare
    return True


def _wanted(shown: LevelMap) -> dict[str, float]:
    """The angle each end would like: relations take turns from left to right, an end stands amid its own."""
    direct = [one for one in shown.relations if any(end.key == one.target for end in shown.ends)]
    angles: dict[str, list[float]] = {}
    slots = {one.key: 162 - 144 * (at + 0.5) / max(len(direct), 1) for at, one in enumerate(direct)}
    for one in shown.relations:
        angle = slots.get(one.key, slots.get(one.target, 90.0) + 14)
        angles.setdefault(one.source, []).append(angle)
        angles.setdefault(one.target, []).append(angle)
    return {key: sum(values) / len(values) for key, values in angles.items()}


def _partners(
    placing: Placing, shown: LevelMap, bands: dict[str, _Band], wanted: dict[str, float]
) -> dict[str, list[tuple[float, float]]]:
    """About where the lines of each end will lead, by where the other ends would like to stand."""
    about: dict[str, tuple[float, float]] = {}
    for end in shown.ends:
        band = bands[end.level]
        about[end.key] = _point(placing, (band.inner + band.depth) / 2, wanted.get(end.key, 90.0))
    met: dict[str, list[tuple[float, float]]] = {}
    for one in shown.relations:
        if one.target in about:
            met.setdefault(one.source, []).append(about[one.target])
            met.setdefault(one.target, []).append(about[one.source])
    return met


def _in_the_way(at: tuple[float, float], side: str, partners: list[tuple[float, float]]) -> float:
    """How much a label at that side would stand before the lines of its own end."""
    dx, dy = {"right": (1, 0), "left": (-1, 0), "below": (0, 1), "above": (0, -1)}[side]
    worst = 0.0
    for x, y in partners:
        length = math.hypot(x - at[0], y - at[1]) or 1.0
        worst = max(worst, (dx * (x - at[0]) + dy * (y - at[1])) / length)
    return worst


def _end(placing: Placing, end: LevelEnd, band: _Band, wanted: float, *, loose: bool) -> bool:
    """Set the mark and its label at the nearest place to where it would like to be that is free."""
    size = 12.5 * placing.scale
    frame = _frame(placing)
    tried = list(_places(placing, end, band, wanted))
    for gap, reach in _LOOSE if loose else _GAPS:
        for step, x, y, lines, side in tried:
            if step > reach:
                break
            mark = Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK)
            label = _label_box(x, y, lines, side, size)
            if label.within(frame) and free((mark, label), placing.taken, gap):
                _set(placing, end, (x, y), lines, side)
                return True
    if loose:
        _, x, y, lines, side = tried[0]
        _set(placing, end, (x, y), lines, side)
    return loose


def _places(
    placing: Placing, end: LevelEnd, band: _Band, wanted: float
) -> Iterator[tuple[int, float, float, tuple[str, ...], str]]:
    """Places to try, the likeliest first: near the angle wanted, one line or two, label beside or below."""
    low = max(band.inner + 14, band.outer * 0.16)
    high = max(band.depth - 10, low)
    radii = [low + (high - low) * share for share in (0.5, 0.15, 0.85, 0.32, 0.68)]
    shapes = list(dict.fromkeys(broken(end.name, n) for n in (2, 1, 3)))
    tried: list[tuple[float, float, float, tuple[str, ...], str, int]] = []
    for step in range(0, 171, 4):
        for angle in {wanted + step, wanted - step}:
            if not 5 <= angle <= 175:
                continue
            for n_radius, radius in enumerate(radii):
                at = _point(placing, radius, angle)
                for n_side, side in enumerate(("right", "left", "below", "above")):
                    way = 12 * _in_the_way(at, side, placing.partners.get(end.key, []))
                    for n_shape, lines in enumerate(shapes):
                        cost = n_radius * 1.5 + n_shape * 3 + n_side * 1.5 + way
                        tried.append((cost, angle, radius, lines, side, step))
    tried.sort(key=lambda one: (one[5], *one[:3], one[4]))
    for _, angle, radius, lines, side, step in tried:
        x, y = _point(placing, radius, angle)
        yield step, x, min(y, placing.base - 12), lines, side


def _label_box(x: float, y: float, lines: tuple[str, ...], side: str, size: float) -> Box:
    width = max(advance(line, size) for line in lines)
    height = len(lines) * size * 1.2
    if side == "right":
        return Box(x + 11, y - height / 2, x + 11 + width, y + height / 2)
    if side == "left":
        return Box(x - 11 - width, y - height / 2, x - 11, y + height / 2)
    top = y + 10 if side == "below" else y - 10 - height
    return Box(x - width / 2, top, x + width / 2, top + height)


def _set(placing: Placing, end: LevelEnd, at: tuple[float, float], lines: tuple[str, ...], side: str) -> None:
    x, y = at
    size = 12.5 * placing.scale
    box = _label_box(x, y, lines, side, size)
    placing.at[end.key] = at
    placing.taken.append(Box(x - _MARK, y - _MARK, x + _MARK, y + _MARK))
    placing.take(end.name, box)
    anchors = {"right": ("start", box.left), "left": ("end", box.right)}
    anchor, tx = anchors.get(side, ("middle", x))
    for style in ("halo", "label"):
        for n, line in enumerate(lines):
            placing.shapes.append(
                Shape(
                    "text",
                    style,
                    x=round(tx, 1),
                    y=round(box.top + size * (0.95 + 1.2 * n), 1),
                    size=round(size, 2),
                    text=line,
                    anchor=anchor,  # type: ignore[arg-type]
                    ref=end.key,
                )
            )
    if end.kind in ("code", "theme"):
        left, top = round(x - 5.5, 1), round(y - 5.5, 1)
        mark = Shape("rect", "code", x=left, y=top, width=11, height=11, hue=end.hue, ref=end.key)
    else:
        mark = Shape("circle", "factor", x=round(x, 1), y=round(y, 1), size=5, ref=end.key)
    placing.shapes.append(mark)


def _paint(placing: Placing, joined: Joined) -> None:
    """Lines over the rings and under every name and mark, pills over everything."""
    names = (at for at, one in enumerate(placing.shapes) if not one.style.startswith("band"))
    first_label = next(names, len(placing.shapes))
    placing.shapes[first_label:first_label] = joined.lines
    placing.shapes.extend(joined.pills)
    for name, box in joined.labels:
        placing.take(name, box)
