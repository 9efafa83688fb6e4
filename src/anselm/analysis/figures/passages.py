"""Passages placed by themselves: small marks without names, along the edge of their ring or on the time line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from anselm.analysis.figures.level_map import LevelPassage
from anselm.analysis.figures.metrics import Box, free
from anselm.domain.drawing import Shape

__all__ = ["diamond", "in_band", "on_line"]

_HALF = 5.0
_STEP = 14.0
_EDGE = 11.0  # from the outer edge of the ring to the middle of the first row of marks


def diamond(x: float, y: float, ref: str = "") -> Shape:
    """The mark itself: told from squares and circles by its shape alone."""
    return Shape("path", "passage", path=f"M{x:.1f} {y - _HALF:.1f}l5 5l-5 5l-5 -5z", ref=ref)


def in_band(
    passages: Sequence[LevelPassage], band: tuple[float, float], middle: float, base: float, taken: list[Box]
) -> list[Shape]:
    """Marks from the right foot of a ring upwards, row by row from its outer edge, where nothing stands."""
    places = list(_places(band, middle, base))
    made: list[Shape] = []
    for one in passages:
        x, y = next((at for gap in (3.0, 0.5) for at in places if free((_box(*at),), taken, gap)), places[-1])
        taken.append(_box(x, y))
        made.append(diamond(x, y, one.key))
    return made


def _places(band: tuple[float, float], middle: float, base: float) -> Iterator[tuple[float, float]]:
    inner, outer = band
    radius = max(outer - _EDGE, _HALF)
    while True:
        angle = math.asin(min(_EDGE / radius, 1.0))
        while angle <= math.pi - 0.2:
            yield middle + radius * math.cos(angle), base - radius * math.sin(angle)
            angle += _STEP / radius
        radius -= _STEP
        if radius < max(inner + _HALF + 2, 2 * _STEP):
            return


def on_line(passages: Sequence[LevelPassage], width: float, axis: float, ticks: Sequence[float]) -> list[Shape]:
    """Marks on the time line from its right end, clear of the cases."""
    every = [width - 24 - _STEP * at for at in range(max(int((width - 48) // _STEP), 1))]
    clear = [x for x in every if all(abs(x - tick) > _HALF + 3 for tick in ticks)] or every
    return [diamond(clear[min(at, len(clear) - 1)], axis, one.key) for at, one in enumerate(passages)]


def _box(x: float, y: float) -> Box:
    return Box(x - _HALF, y - _HALF, x + _HALF, y + _HALF)
