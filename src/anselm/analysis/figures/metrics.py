"""How much room words take, estimated for the widest of the faces they may be set in, and boxes on a page.

Lengths are in the units of the drawing, y downwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Box", "advance", "broken", "free", "wrapped"]

_NARROW = frozenset("iljtfr.,'’‘!|:;()[]I1-")
_WIDE = frozenset("mwMW@%—…")


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Whether the two come closer than ``gap``."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.left < x < self.right and self.top < y < self.bottom

    def within(self, frame: Box) -> bool:
        """Whether it lies wholly inside another."""
        return (
            frame.left <= self.left
            and self.right <= frame.right
            and frame.top <= self.top
            and self.bottom <= frame.bottom
        )


def advance(text: str, size: float, *, heavy: bool = False) -> float:
    """The width of one line of text at a type size; ``heavy`` for semi-bold."""
    units = 0.0
    for one in text:
        if one == " ":
            units += 0.34
        elif one in _NARROW:
            units += 0.40
        elif one in _WIDE or ord(one) > 0x2E80:
            units += 0.98
        elif one.isupper() or one.isdigit():
            units += 0.70
        else:
            units += 0.61
    return units * size * (1.1 if heavy else 1.0)


def broken(text: str, n_lines: int) -> tuple[str, ...]:
    """The text in at most ``n_lines`` lines of like length, broken between words only."""
    words = text.split()
    if n_lines <= 1 or len(words) < 2:
        return (" ".join(words),)
    best: tuple[str, ...] = (" ".join(words),)
    if n_lines >= 3 and len(words) >= 3:
        head = min(range(1, len(words) - 1), key=lambda at: abs(len(" ".join(words[:at])) * 3 - len(text)))
        return (" ".join(words[:head]), *broken(" ".join(words[head:]), 2))
    shortest = len(best[0])
    for at in range(1, len(words)):
        first, second = " ".join(words[:at]), " ".join(words[at:])
        if max(len(first), len(second)) < shortest:
            shortest, best = max(len(first), len(second)), (first, second)
    return best


def wrapped(text: str, size: float, room: float, *, heavy: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than ``room``; a word that is wider by itself is cut where it must be."""
    lines: list[str] = []
    held = ""
    for word in text.split():
        longer = f"{held} {word}".strip()
        if advance(longer, size, heavy=heavy) <= room:
            held = longer
            continue
        if held:
            lines.append(held)
        held = word
        while len(held) > 1 and advance(held, size, heavy=heavy) > room:
            fits = (at for at in range(len(held) - 1, 0, -1) if advance(held[:at], size, heavy=heavy) <= room)
            cut = next(fits, 1)
            lines.append(held[:cut])
            held = held[cut:]
    return (*lines, held) if held or not lines else tuple(lines)


def free(boxes: Iterable[Box], taken: list[Box], gap: float) -> bool:
    """Whether none of the boxes comes closer than ``gap`` to one that is taken."""
    for box in boxes:
        left, top, right, bottom = box.left - gap, box.top - gap, box.right + gap, box.bottom + gap
        for other in taken:
            if left < other.right and other.left < right and top < other.bottom and other.top < bottom:
                return False
    return True
