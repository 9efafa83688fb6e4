"""What a builder of a demo study works with: made-up identifiers, days, chance, and the hands of three researchers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from anselm.library.study import Study

__all__ = ["Days", "Hands", "SeededIds", "SeededSalts", "identifier"]


def identifier(seed: int, *words: str) -> str:
    """A UUID made from a seed and words: the same every time."""
    found = hashlib.sha256("\x1f".join((str(seed), *words)).encode()).hexdigest()
    return f"{found[:8]}-{found[8:12]}-4{found[13:16]}-8{found[17:20]}-{found[20:32]}"


@dataclass
class SeededIds:
    """The program's own identifiers, one after the other from a seed."""

    seed: int
    n: int = 0

    def new(self) -> str:
        """The next identifier."""
        self.n += 1
        return identifier(self.seed, "own", str(self.n))


@dataclass
class SeededSalts:
    """Salts from a seed: the demo holds nobody's real words."""

    seed: int
    n: int = 0

    def salt(self) -> str:
        """The next salt."""
        self.n += 1
        return hashlib.sha256(f"{self.seed} salt {self.n}".encode()).hexdigest()[:32]


@dataclass
class Days:
    """A clock that stands at the day a stage of the study is set on, and moves a second each time it is asked."""

    day: str = "2023-11-01"
    seconds: int = 0

    def now(self) -> str:
        """This moment."""
        self.seconds += 1
        minutes, second = divmod(self.seconds, 60)
        hour, minute = divmod(minutes, 60)
        return f"{self.day}T{9 + hour % 14:02d}:{minute:02d}:{second:02d}.000Z"

    def turn_to(self, day: str) -> None:
        """Begin another day."""
        self.day, self.seconds = day, 0


@dataclass
class Hands:
    """The study as each researcher sees it (by key: I leads, K and L read), and identifiers by what they name."""

    seed: int
    days: Days
    lead: Study
    by_key: dict[str, Study] = field(default_factory=dict)
    versions: dict[str, tuple[str, str]] = field(default_factory=dict)
    scale: int = 1

    def id(self, *words: str) -> str:
        """The identifier of something by its kind and key."""
        return identifier(self.seed, *words)
