"""Chains of relations drawn: a column for each level, what acts below what it is acted on by, an arrow between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from anselm.analysis.figures.grid import Laid
from anselm.analysis.figures.metrics import wrapped
from anselm.domain.drawing import Drawing, Shape

__all__ = ["ChainMark", "chain_map", "how_many"]

_SIZE = 12.5
_VERB = 11.5
_LINE = 15.0
_PAD = 7.0
_GAP = 26.0
_PAGE = 1150.0  # of 800: what fits a page at full width


@dataclass(frozen=True, slots=True)
class ChainMark:
    """Something in a chain at its level. `does` is what the one before does to it, nothing where a chain or a further
    beginning stands; `inferred` where nobody told of it."""

    level: str
    words: str
    does: str = ""
    inferred: bool = False


def how_many(levels: Sequence[str], chains: Sequence[Sequence[ChainMark]]) -> int:
    """How many of the chains one page has room for, from the first; at least one."""
    fitting = (n for n in range(len(chains), 1, -1) if chain_map(levels, chains[:n], 800.0)[0].height <= _PAGE)
    return next(fitting, min(len(chains), 1))


def chain_map(levels: Sequence[str], chains: Sequence[Sequence[ChainMark]], width: float) -> tuple[Drawing, Laid]:
    """Draw the chains in exactly this width. Same data, same figure."""
    laid = Laid()
    column = width / max(len(levels), 1)
    heads = [wrapped(level, _SIZE, column - 2 * _PAD, heavy=True) for level in levels]
    y = 4 + _LINE * max((len(lines) for lines in heads), default=0)
    for at, lines in enumerate(heads):
        for n, words in enumerate(lines):
            laid.line(words, "level", (column * (at + 0.5), y - _LINE * (len(lines) - n - 0.8)), _SIZE, centred=True)
    y += 6
    for number, marks in enumerate(chains, 1):
        y = _chain(number, marks, levels, column, laid, y)
    if any(mark.inferred for marks in chains for mark in marks):
        laid.shapes.append(Shape("path", "line-inferred", path=f"M0 {y + 14:g}h30", stroke=1.6))
        laid.line("our inference", "axis-note", (38, y + 18), 12)
        y += 24
    return laid.drawing(width, y + 6), laid


def _chain(
    number: int, marks: Sequence[ChainMark], levels: Sequence[str], column: float, laid: Laid, top: float
) -> float:
    """One chain from its top; its foot."""
    end = column * len(levels)
    laid.shapes.append(Shape("path", "axis", path=f"M0 {top:g}H{end:g}"))
    laid.line(f"Chain {number}", "axis-note", (0, top + 15), 12)
    grounds = len(laid.shapes)
    y, before = top + 22, None
    for mark in marks:
        at = levels.index(mark.level)
        middle = column * (at + 0.5)
        if before is not None:
            _joined(mark, before, (middle, y + _GAP), laid)
            y += _GAP
        foot = _box(mark, middle, column, laid, y)
        before, y = (middle, foot), foot
    bands = [
        Shape(
            "rect",
            f"band-{('odd', 'even')[at % 2]}",
            x=round(column * at, 1),
            y=top + 20,
            width=round(column, 1),
            height=round(y + 8 - top - 20, 1),
        )
        for at in range(len(levels))
    ]
    laid.shapes[grounds:grounds] = bands
    return round(y + 16, 1)


def _box(mark: ChainMark, middle: float, column: float, laid: Laid, top: float) -> float:
    """A mark with what is done to it above its words; its foot."""
    room = column - 4 * _PAD
    does = wrapped(mark.does, _VERB, room) if mark.does else ()
    lines = wrapped(mark.words, _SIZE, room)
    height = _LINE * (len(does) + len(lines)) + 9
    left = round(middle - column / 2 + _PAD, 1)
    laid.shapes.append(
        Shape("rect", "factor", x=left, y=round(top, 1), width=round(column - 2 * _PAD, 1), height=height)
    )
    for n, words in enumerate((*does, *lines)):
        style, size = ("axis-note", _VERB) if n < len(does) else ("label", _SIZE)
        laid.line(words, style, (middle, top + 4 + _LINE * (n + 0.8)), size, centred=True)
    return round(top + height, 1)


def _joined(mark: ChainMark, before: tuple[float, float], to: tuple[float, float], laid: Laid) -> None:
    """The way from one mark down to the next; without an arrow where nothing acts but what follows is named."""
    (x, y), (end, foot) = before, to
    half = round((y + foot) / 2 - 3, 1)
    way = f"M{x:g} {y:g}V{half:g}H{end:g}V{foot - 7 if mark.does else foot:g}"
    if not mark.does:
        laid.shapes.append(Shape("path", "leader", path=way))
        return
    laid.shapes.append(Shape("path", "line-inferred" if mark.inferred else "line", path=way, stroke=1.6))
    laid.shapes.append(Shape("path", "arrow", path=f"M{end:g} {foot - 1:g}l-4.5 -9h9z"))
