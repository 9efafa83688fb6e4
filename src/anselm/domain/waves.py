"""The windows in which material is collected, and which of them an encounter belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from anselm.domain.errors import Invalid
from anselm.domain.fieldwork import Encounter

__all__ = ["Wave", "wave_of", "waves_in_order"]


@dataclass(frozen=True, slots=True)
class Wave:
    """A named window in which material is collected. Its first and last day are in it; either may be open."""

    id: str
    name: str
    valid_from: str | None = None
    valid_to: str | None = None
    purpose: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Invalid("A wave needs a name.", place="name")
        if self.valid_from is not None and self.valid_to is not None and _last(self.valid_to) < _first(self.valid_from):
            raise Invalid("A wave ends after it began.", place="valid_to")

    def holds(self, day: str | None) -> bool:
        """Whether a day, or all of a month or year, lies in the window. A wave without dates holds none by itself."""
        if day is None or (self.valid_from is None and self.valid_to is None):
            return False
        begun = self.valid_from is None or _first(self.valid_from) <= _first(day)
        return begun and (self.valid_to is None or _last(day) <= _last(self.valid_to))

    def meets(self, other: Wave) -> bool:
        """Whether a day may lie in both windows."""
        if not all(one.valid_from or one.valid_to for one in (self, other)):
            return False
        starts = [_first(one.valid_from or "") for one in (self, other)]
        ends = [_last(one.valid_to or "9999") for one in (self, other)]
        return max(starts) <= min(ends)


def _first(day: str) -> str:
    return (day + "-00-00")[:10]


def _last(day: str) -> str:
    return (day + "-99-99")[:10]


def waves_in_order(waves: Iterable[Wave]) -> tuple[Wave, ...]:
    """Waves as they follow each other; those without a first day come last."""
    return tuple(sorted(waves, key=lambda one: (_first(one.valid_from or one.valid_to or "9999"), one.name, one.id)))


def wave_of(encounter: Encounter, waves: Iterable[Wave]) -> Wave | None:
    """The wave an encounter was said to belong to, else the one in whose window it took place."""
    held = tuple(waves)
    said = next((one for one in held if one.id == encounter.wave_id), None)
    return said or next((one for one in waves_in_order(held) if one.holds(encounter.held_on)), None)
