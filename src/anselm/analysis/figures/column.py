"""The level figure for a narrow page: levels one under another, names in one column, relations in a gutter beside it.

Nothing is ever too much: what has no room to the side goes down. No line of a relation runs through a name.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from anselm.analysis.figures.gutter import NEAR, Gutter, lanes_of
from anselm.analysis.figures.level_map import LevelEnd, LevelMap, LevelPassage, LevelRing
from anselm.analysis.figures.metrics import Box, advance, wrapped
from anselm.analysis.figures.passages import diamond
from anselm.analysis.figures.placing import BANDS, Placing
from anselm.domain.drawing import Shape

__all__ = ["column"]

_PAD = 10.0
_EDGE = 2.0
_INSET = 4.0  # each level stands inside the one round it
_CORNER = 16.0
_PORT = 16.0  # between the lines that meet one mark
_LANE = 22.0
_SHARE = 0.45  # of the width, at most for relations
_AIRS = (8.0, 16.0, 32.0, 64.0)  # between rows, more where the numbers of relations find no room
_TYPE = 12.5
_THEME = 15.0
_HALF = 5.5


@dataclass(slots=True, eq=False)
class _Row:
    """An end with its label, or the place where a relation meets another; a port for each line that comes here."""

    level: str
    end: LevelEnd | None = None
    ports: list[tuple[str, bool]] = field(default_factory=list)  # the relation, and whether it arrives
    y: float = 0.0

    def port(self, key: str, *, arrives: bool) -> float:
        """Where a line comes in, from above the middle to below it."""
        return self.y + (self.ports.index((key, arrives)) - (len(self.ports) - 1) / 2) * _PORT


@dataclass(frozen=True, slots=True)
class _Width:
    """Where the columns of the drawing stand."""

    whole: float
    mark: float
    lanes: tuple[float, ...]
    right: float

    @property
    def head(self) -> float:
        """Where names of levels and themes begin."""
        return self.mark - _HALF

    @property
    def label(self) -> float:
        """Where the label of a mark begins."""
        return self.mark + 13


def column(shown: LevelMap, width: float) -> Placing:
    """Place everything in a drawing of exactly that width, as high as it needs."""
    rows, leads = _rows(shown)
    at = {id(row): n for n, row in enumerate(rows)}
    starts = {row.end.key: row for row in rows if row.end is not None}
    _ports(shown, starts, leads, at)
    spans = {one.key: _span(at[id(starts[one.source])], at[id(leads[one.key])]) for one in shown.relations}
    lanes = lanes_of(spans)
    columns = _columns(shown, width, max(lanes.values(), default=-1) + 1)
    for air in _AIRS:
        placing = _levels(shown, rows, columns, air)
        gutter = Gutter({key: columns.lanes[lane] for key, lane in lanes.items()}, columns.mark, placing.taken)
        for one in shown.relations:
            gutter.lead(
                one, starts[one.source].port(one.key, arrives=False), leads[one.key].port(one.key, arrives=True)
            )
        pills = gutter.numbers(shown.relations, loose=air == _AIRS[-1])
        if pills is not None:
            break
    first = len(shown.rings)
    placing.shapes[first:first] = gutter.lines
    for shapes, name, box in pills or ():
        placing.shapes.extend(shapes)
        placing.take(name, box)
    return placing


def _span(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _rows(shown: LevelMap) -> tuple[list[_Row], dict[str, _Row]]:
    """The ends from the outermost level to the innermost, and the row each relation leads to.

    Where a relation acts on another, a row of its own is made between the two ends of that other.
    """
    rows = [_Row(end.level, end) for end in _ordered(shown)]
    of_end = {row.end.key: row for row in rows if row.end is not None}
    leads: dict[str, _Row] = {}
    waiting = list(shown.relations)
    while waiting:
        one = next((one for one in waiting if one.target in of_end or one.target in leads), waiting[0])
        waiting.remove(one)
        if one.target in of_end:
            leads[one.key] = of_end[one.target]
            continue
        acted = next((other for other in shown.relations if other.key == one.target), one)
        ends = [of_end[acted.source], *([leads[acted.key]] if acted.key in leads else [])]
        above = min(rows.index(row) for row in ends)
        made = _Row(rows[above].level)
        rows.insert(above + 1, made)
        leads[one.key] = made
    return rows, leads


def _ordered(shown: LevelMap) -> list[LevelEnd]:
    """Ends level by level, those that act on each other near each other: each amid its partners, a few times over."""
    depth = {ring.key: -at for at, ring in enumerate(shown.rings)}
    ends = sorted(shown.ends, key=lambda end: depth[end.level])
    met: dict[str, list[str]] = {}
    sources = {one.key: one.source for one in shown.relations}
    for one in shown.relations:
        target = sources.get(one.target, one.target)
        met.setdefault(one.source, []).append(target)
        met.setdefault(target, []).append(one.source)
    for _ in range(6):
        at = {end.key: float(n) for n, end in enumerate(ends)}
        middle = {key: sum(at[other] for other in others) / len(others) for key, others in met.items()}
        ends.sort(key=lambda end: (depth[end.level], middle.get(end.key, at[end.key]), at[end.key]))
    return ends


def _ports(shown: LevelMap, starts: dict[str, _Row], leads: dict[str, _Row], at: dict[int, int]) -> None:
    """Share out the ports of each row so that lines to above come first and none crosses another at its own mark."""
    others: dict[int, list[tuple[bool, int, str, bool]]] = {}
    for one in shown.relations:
        first, last = starts[one.source], leads[one.key]
        for row, other, arrives in ((first, last, False), (last, first, True)):
            there, here = at[id(other)], at[id(row)]
            others.setdefault(id(row), []).append((there > here, -there, one.key, arrives))
    for row in (*starts.values(), *leads.values()):
        row.ports = [(key, arrives) for _, _, key, arrives in sorted(others.get(id(row), []))]


def _columns(shown: LevelMap, width: float, n_lanes: int) -> _Width:
    left = _EDGE + _INSET * (len(shown.rings) - 1) + 4
    right = width - left - 4
    if not n_lanes:
        mark = left + _PAD + (_HALF if not shown.ends else 2 * _HALF)
        return _Width(width, mark, (), right)
    half = advance(str(len(shown.relations)), 11.5, heavy=True) / 2 + 6
    wanted = NEAR + (n_lanes - 1) * _LANE + half
    mark = left + min(wanted, max(width * _SHARE - left, NEAR + half))
    apart = min(_LANE, (mark - left - half - NEAR) / max(n_lanes - 1, 1))
    return _Width(width, mark, tuple(mark - NEAR - apart * lane for lane in range(n_lanes)), right)


def _levels(shown: LevelMap, rows: list[_Row], columns: _Width, air: float) -> Placing:
    """Every level with its names, its themes, its ends and its passages, the outermost at the top."""
    placing = Placing(columns.whole, 0.0, 1.0)
    y = _EDGE
    tops: list[float] = []
    for ring in reversed(shown.rings):
        tops.append(y)
        y = _head(placing, ring, columns, y + _PAD)
        for theme in shown.themes:
            if theme.level == ring.key:
                y = _set(placing, theme.name, "theme", theme.key, (columns.head, y + 4, columns.right), _THEME)
        y += 4
        for row in rows:
            if row.level == ring.key:
                y = _row(placing, row, columns, y, air)
        y = _passages(placing, [one for one in shown.passages if one.level == ring.key], columns, y)
        y += _PAD
    placing.base = round(y, 1)
    placing.shapes[0:0] = [
        _arch(columns.whole, at, top, placing.base, BANDS[(len(tops) - 1 - at) % 3]) for at, top in enumerate(tops)
    ]
    return placing


def _arch(width: float, at: int, top: float, base: float, style: str) -> Shape:
    left = _EDGE + _INSET * at
    right = width - left
    round_ = f"A{_CORNER:g} {_CORNER:g} 0 0 1"
    path = f"M{left:g} {base:.1f}V{top + _CORNER:.1f}{round_} {left + _CORNER:g} {top:.1f}H{right - _CORNER:.1f}"
    return Shape("path", style, path=f"{path}{round_} {right:.1f} {top + _CORNER:.1f}V{base:.1f}Z")


def _head(placing: Placing, ring: LevelRing, columns: _Width, y: float) -> float:
    """The level's key, and what it is called: beside it where there is room, else below."""
    name = ring.key[:1].upper() + ring.key[1:]
    note = ring.note or ("" if ring.name.lower() == ring.key.lower() else ring.name)
    beside = columns.head + advance(name, 12, heavy=True) + 8
    below = _set(placing, name, "level", "", (columns.head, y, columns.right), 12)
    if not note:
        return below
    if below - y < 17 and beside + advance(note, 12) <= columns.right:
        return _set(placing, note, "level-note", "", (beside, y, columns.right), 12)
    return _set(placing, note, "level-note", "", (columns.head, below, columns.right), 12)


def _set(placing: Placing, words: str, style: str, ref: str, room: tuple[float, float, float], size: float) -> float:
    """Words in as many lines as they need between left and right; the height reached."""
    left, y, right = room
    heavy = style in ("theme", "level")
    lead = size * (1.2 if style == "theme" else 1.3)
    for line in wrapped(words, size, right - left, heavy=heavy):
        base = round(y + size, 1)
        placing.shapes.append(Shape("text", style, x=round(left, 1), y=base, size=size, text=line, ref=ref))
        placing.take(words, Box(left, y + 1, left + advance(line, size, heavy=heavy), y + lead))
        y += lead
    return y


def _row(placing: Placing, row: _Row, columns: _Width, y: float, air: float) -> float:
    """A mark as long as the lines that meet it need, and its label in the middle beside it."""
    lines = wrapped(row.end.name, _TYPE, columns.right - columns.label) if row.end else ()
    lead = _TYPE * 1.2
    ports = max(len(row.ports) - 1, 0) * _PORT
    height = max(len(lines) * lead, ports + 2 * _HALF if row.end else 2.0)
    row.y = round(y + air / 2 + height / 2, 1)
    if row.end is None:
        return y + air + height
    top = row.y - len(lines) * lead / 2
    for at, line in enumerate(lines):
        base = round(top + lead * at + _TYPE * 0.95, 1)
        placing.shapes.append(
            Shape("text", "label", x=round(columns.label, 1), y=base, size=_TYPE, text=line, ref=row.end.key)
        )
        edge = columns.label + advance(line, _TYPE)
        placing.take(row.end.name, Box(columns.label, top + lead * at + 0.5, edge, top + lead * (at + 1) - 0.5))
    placing.shapes.append(_mark(row.end, columns.mark, row.y, ports / 2))
    half = ports / 2 + _HALF
    placing.taken.append(Box(columns.mark - 24, row.y - half, columns.mark + _HALF, row.y + half))
    return y + air + height


def _mark(end: LevelEnd, x: float, y: float, more: float) -> Shape:
    """A square or a circle, drawn longer by ``more`` above and below."""
    if end.kind in ("code", "theme"):
        left, top = round(x - _HALF, 1), round(y - _HALF - more, 1)
        return Shape("rect", "code", x=left, y=top, width=11, height=11 + 2 * more, hue=end.hue, ref=end.key)
    if not more:
        return Shape("circle", "factor", x=round(x, 1), y=y, size=5, ref=end.key)
    path = f"M{x - 5:.1f} {y - more:.1f}a5 5 0 0 1 10 0v{2 * more:.1f}a5 5 0 0 1 -10 0z"
    return Shape("path", "factor", path=path, ref=end.key)


def _passages(placing: Placing, passages: list[LevelPassage], columns: _Width, y: float) -> float:
    """Passages by themselves under the ends of their level, in rows."""
    if not passages:
        return y
    left = columns.head + _HALF
    n_row = max(math.floor((columns.right - left - _HALF) / 16) + 1, 1)
    for n, one in enumerate(passages):
        row, at = divmod(n, n_row)
        placing.shapes.append(diamond(left + 16 * at, y + 10 + 16 * row, one.key))
    return y + 8 + 16 * math.ceil(len(passages) / n_row)
