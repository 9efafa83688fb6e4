"""Relations beside a column of marks: each in a lane of its own, with its number on it, as commits are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from anselm.analysis.figures.joining import END_MARKS, end_mark, pill, weight
from anselm.analysis.figures.level_map import LevelRelation
from anselm.analysis.figures.metrics import Box, advance, free
from anselm.domain.drawing import Shape

__all__ = ["NEAR", "Gutter", "lanes_of"]

NEAR = 42.0  # from the marks to the first lane: an arrow and half a number stand between
_TURN = 8.0
_STEP = 3.0


def lanes_of(spans: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """The lane of each, the shortest nearest to the marks; those in one lane never touch."""
    lanes: dict[str, int] = {}
    held: list[list[tuple[int, int]]] = []
    for key, (low, high) in sorted(spans.items(), key=lambda one: one[1][1] - one[1][0]):
        clear = (at for at, lane in enumerate(held) if all(high < other[0] or other[1] < low for other in lane))
        at = next(clear, len(held))
        if at == len(held):
            held.append([])
        held[at].append((low, high))
        lanes[key] = at
    return lanes


@dataclass(frozen=True, slots=True)
class _Run:
    """One relation: from its mark along to the lane, up or down it, and along to what it acts on."""

    lane: float
    start: tuple[float, float]
    end: tuple[float, float]

    @property
    def low(self) -> float:
        return min(self.start[1], self.end[1])

    @property
    def high(self) -> float:
        return max(self.start[1], self.end[1])

    def covered(self, box: Box) -> float:
        """How much of it a number would hide: its way up or down, and its ways along."""
        along = sum(
            box.top < y < box.bottom and min(x, self.lane) < box.right and max(x, self.lane) > box.left
            for x, y in (self.start, self.end)
        )
        down = box.left < self.lane < box.right and self.low < box.bottom and self.high > box.top
        return 3.0 * down + 4.0 * along


@dataclass(slots=True)
class Gutter:
    """The lines led so far. ``lanes`` says where each relation goes up or down, ``mark`` where the marks stand."""

    lanes: Mapping[str, float]
    mark: float
    taken: Sequence[Box]
    lines: list[Shape] = field(default_factory=list)
    runs: dict[str, _Run] = field(default_factory=dict)

    def lead(self, one: LevelRelation, y_from: float, y_to: float) -> None:
        """Draw a relation: to a mark, or to the lane of the relation it acts on."""
        lane = self.lanes[one.key]
        goal = self.lanes.get(one.target)
        side = 1.0 if goal is None or goal > lane else -1.0
        end = (self.mark - 11 if goal is None else goal - side * 6, y_to)
        run = self.runs[one.key] = _Run(lane, (self.mark - 8, y_from), end)
        width = weight(one)
        style = "line-inferred" if one.basis == "inferred" else "line"
        self.lines.append(Shape("path", style, path=_path(run, side, one), stroke=width, ref=one.key))
        self.lines.append(end_mark(one, end, (side, 0.0), width))

    def numbers(self, relations: Sequence[LevelRelation], *, loose: bool) -> list[tuple[list[Shape], str, Box]] | None:
        """The number of each relation on its line, where it hides least of others; None where one has no room."""
        made: list[tuple[list[Shape], str, Box]] = []
        room = list(self.taken)
        for number, one in enumerate(relations, 1):
            half = advance(str(number), 11.5, heavy=True) / 2 + 6
            run = self.runs[one.key]
            others = [other for key, other in self.runs.items() if key != one.key]
            places = list(_places(run, half, self.mark))
            fits = [(cost, box) for cost, box in places if free((box,), room, 3.0)]
            if not fits and not loose:
                return None
            _, box = min(fits or places[:1], key=lambda fit: fit[0] + _hidden(fit[1], others))
            room.append(box)
            middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
            made.append((pill(box, str(number), middle, one.key, 1.0), f"relation {number}", box))
        return made


def _hidden(box: Box, others: Iterable[_Run]) -> float:
    return sum(other.covered(box) for other in others)


def _places(run: _Run, half: float, mark: float) -> Iterator[tuple[float, Box]]:
    """Places for the number: on the way up or down from its middle, then on the ways along."""
    middle = (run.low + run.high) / 2
    steps = int((run.high - run.low) / 2 / _STEP)
    for step in range(steps + 1):
        for y in dict.fromkeys((middle + step * _STEP, middle - step * _STEP)):
            edge = 2.0 * (min(y - run.low, run.high - y) < 9 + _TURN)
            yield step * 0.05 + edge, Box(run.lane - half, y - 9, run.lane + half, y + 9)
    for x_end, y in (run.start, run.end):
        right = min(x_end, mark - 22) - half
        for step in range(int(max(right - run.lane, 0.0) / _STEP) + 1):
            x = run.lane + step * _STEP
            yield 6 + step * 0.1, Box(x - half, y - 9, x + half, y + 9)


def _path(run: _Run, side: float, one: LevelRelation) -> str:
    (x, y), (end_x, end_y) = run.start, run.end
    down = 1.0 if end_y >= y else -1.0
    turn = min(_TURN, abs(end_y - y) / 2)
    back = min(turn, abs(end_x - run.lane))
    short = end_x - side * 7 if END_MARKS[one.kind] == "arrow" and abs(end_x - run.lane) > back + 7 else end_x
    return (
        f"M{x:.1f} {y:.1f}H{run.lane + turn:.1f}Q{run.lane:.1f} {y:.1f} {run.lane:.1f} {y + down * turn:.1f}"
        f"V{end_y - down * turn:.1f}Q{run.lane:.1f} {end_y:.1f} {run.lane + side * back:.1f} {end_y:.1f}H{short:.1f}"
    )
