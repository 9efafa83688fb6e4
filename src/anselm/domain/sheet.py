"""A table as it was read from a file: a first row of names, the rows below it, and what the file holds besides.

Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Sheet", "SheetListed", "SheetNote", "column_letters"]


@dataclass(frozen=True, slots=True)
class SheetNote:
    """Something about a cell, a row or the whole table. ``row`` counts from 1 as the file does, 0 for the whole table;
    ``column`` counts from 0, -1 for all of them. What ``stops`` leaves it uncertain what the cells say.
    """

    row: int
    column: int
    stops: bool
    message: str


@dataclass(frozen=True, slots=True)
class SheetListed:
    """A sheet of a workbook: its name, how many of its rows hold anything (at least as many, where ``more``), and
    whether it is in sight when the workbook is opened.
    """

    name: str
    n_rows: int
    more: bool = False
    in_sight: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """``names`` are those of the first row that holds anything, ``rows`` the later ones with their numbers, each as
    long as the first; rows without anything are left out. ``in_lines`` when the numbers are lines of a text. Of a
    workbook ``sheets`` are all it has and ``at`` is the place of the one that was read; -1 where there are none.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[SheetNote, ...] = ()
    in_lines: bool = False
    sheets: tuple[SheetListed, ...] = ()
    at: int = -1


def column_letters(place: int) -> str:
    """A column as spreadsheets call it: A for 0, AB for 27."""
    letters = ""
    while place >= 0:
        letters = chr(65 + place % 26) + letters
        place = place // 26 - 1
    return letters
