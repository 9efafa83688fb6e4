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
    """Cases by themes or codes. `cells[case][column]`; `groups[case]` is what the cases are grouped by, or empty.

    `grouped_by` names that attribute; `levels[column]` is the level of each column, where they stand by level.
    """

    title: str
    name: str
    cases: tuple[str, ...]
    groups: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[MatrixCell, ...], ...]
    note: str = ""
    grouped_by: str = ""
    levels: tuple[str, ...] = ()

    def heading(self, case: int) -> str:
        """The heading over a case where a group begins with it; empty elsewhere."""
        begins = case == 0 or self.groups[case] != self.groups[case - 1]
        return f"{self.grouped_by}: {self.groups[case] or 'not recorded'}" if self.grouped_by and begins else ""

    def level(self, column: int) -> str:
        """The heading over a column where a level begins with it; empty elsewhere."""
        if not self.levels:
            return ""
        begins = column == 0 or self.levels[column] != self.levels[column - 1]
        return (self.levels[column] or "placed nowhere") if begins else ""


@dataclass(frozen=True, slots=True)
class CountSheet:
    """A table of counts with what each row holds by itself; ``note`` says of what, from which coding set."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    alone: tuple[int, ...]
    note: str = ""
