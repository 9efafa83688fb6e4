"""A framework matrix, and a table of counts, as one value ready for Word, a spreadsheet or csv."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CountSheet", "MatrixCell", "MatrixPassage", "MatrixSheet"]


@dataclass(frozen=True, slots=True)
class MatrixPassage:
    """A passage a summary rests on: its number in the list, whose words, where, and the words."""

    number: int
    label: str
    source: str
    turn: int | None
    words: str

    @property
    def reference(self) -> str:
        """How a summary points to it: `[3] 2B, turn 41`."""
        turn = "" if self.turn is None else f", turn {self.turn}"
        return f"[{self.number}] {self.label or self.source}{turn}"


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One summary with its state (draft, final, stale, or empty) and the passages it rests on."""

    summary: str
    state: str
    passages: tuple[MatrixPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixSheet:
    """Cases by themes or codes. `cells[case][column]`; `groups[case]` is what the cases are grouped by, or empty."""

    title: str
    name: str
    cases: tuple[str, ...]
    groups: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[MatrixCell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class CountSheet:
    """A table of counts with what each row holds by itself; ``note`` says of what, from which coding set."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    alone: tuple[int, ...]
    note: str = ""
