"""A picture as shapes, which every writer of a report draws in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Drawing", "Shape"]


@dataclass(frozen=True, slots=True)
class Shape:
    """One mark of a drawing, in its own units, y downwards.

    ``kind`` is path, text, rect, circle or curve-text (words set along ``path``); ``path`` is in the path
    syntax of SVG. ``style`` is one of the names a writer knows. ``x``, ``y`` are a text's baseline point, a
    rect's corner, a circle's centre; ``size`` is type size or radius.
    """

    kind: Literal["path", "text", "rect", "circle", "curve-text"]
    style: str
    path: str = ""
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0
    size: float = 0.0
    stroke: float = 0.0
    text: str = ""
    anchor: Literal["start", "middle", "end"] = "start"
    hue: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as shapes, painted in order."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
