"""The sheets of a workbook before one is read: their names, how many rows hold anything, and which is to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from anselm.domain.parsed import Refusal
from anselm.domain.sheet import SheetListed
from anselm.formats.safe_xml import read_xml
from anselm.formats.safe_zip import Container, UnsafeFile

__all__ = ["Listed", "chosen", "counted", "none_has_rows", "shown"]

_MOST_COUNTED = 20 * 1024 * 1024  # bytes of all sheets together that are gone through to count rows
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as it is listed, with its part of the file (empty where there is none) and its name as it stands."""

    sheet: SheetListed
    part: str
    name: str

    @property
    def has_rows(self) -> bool:
        """Whether something stands below its names, as far as was counted."""
        return self.sheet.n_rows > 0 or self.sheet.more


class _Counting:
    """Counts the rows that hold anything."""

    tags = frozenset(("x:row", "x:v", "x:t", "x:rPh"))

    def __init__(self) -> None:
        self.n_rows = 0
        self.taking = self.filled = False

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """A row or what a cell holds begins."""
        del attributes
        if tag == "x:row":
            self.filled = False
        self.taking = tag in ("x:v", "x:t")
        return tag == "x:rPh"

    def end(self, tag: str) -> None:
        """A row counts once it is whole."""
        self.taking = False
        if tag == "x:row":
            self.n_rows += self.filled

    def characters(self, text: str) -> None:
        """Whether a cell holds anything."""
        self.filled = self.filled or (self.taking and bool(text.strip()))


class _Enough(Exception):
    """So much was gone through that no more is counted."""


def shown(name: str) -> str:
    """A sheet's name as it is printed: one line, without signs that cannot be printed."""
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in name[: 2 * _SHOWN]).split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def counted(container: Container, sheets: Iterable[tuple[str, bool, str]]) -> tuple[Listed, ...]:
    """Every sheet with its count; `sheets` are parts, whether they are in sight, and names. What is damaged is 0 rows
    long here, and refused when it is read."""
    left = [_MOST_COUNTED]
    found = []
    for part, in_sight, name in sheets:
        counting, more = _Counting(), False
        try:
            if part in container:
                read_xml(_up_to(container.chunks(part), left), part, counting)
        except _Enough:
            more = True
        except UnsafeFile:
            counting.n_rows = 0
        found.append(Listed(SheetListed(shown(name), max(0, counting.n_rows - 1), more, in_sight), part, name))
    return tuple(found)


def _up_to(chunks: Iterator[bytes], left: list[int]) -> Iterator[bytes]:
    for chunk in chunks:
        left[0] -= len(chunk)
        if left[0] < 0:
            raise _Enough
        yield chunk


def chosen(listed: Sequence[Listed], name: str, prefer: Sequence[str]) -> list[int]:
    """The places of the sheets that may be read, the one to be read first.

    A name that was said is the only one. Else it is a sheet in sight of a preferred name, one with rows before
    one that only has names. Raises UnsafeFile with words where no sheet is of the name.
    """
    if name:
        key = " ".join(name.split()).casefold()
        at = next((at for at, one in enumerate(listed) if key in (one.sheet.name.casefold(), one.name.casefold())), -1)
        if at < 0:
            reason = "The workbook has no sheet of the name that was given."
            raise UnsafeFile(Refusal(reason, "list of sheets", f"It has: {_names(listed)}."))
        return [at]
    seen = [at for at, one in enumerate(listed) if one.sheet.in_sight]
    called = [at for at in seen if listed[at].name.strip().casefold() in prefer]
    return sorted(called or seen, key=lambda at: not listed[at].has_rows)


def none_has_rows(listed: Sequence[Listed], name: str) -> Refusal:
    """Why a workbook has nothing to read, and which of its sheets has rows."""
    full = [one for one in listed if one.has_rows]
    if name:
        reason = f"The sheet “{shown(name)}” is empty."
        advice = f"Choose another: {_names(full)}." if full else "No other sheet of the workbook has rows either."
        return Refusal(reason, "list of sheets", advice)
    if full:
        reason = "The table is empty: only hidden sheets of the workbook have rows."
        return Refusal(reason, "list of sheets", f"Choose one by its name: {_names(full)}.")
    n = len(listed)
    reason = "The table is empty: " + (
        "the only sheet of the workbook has no rows." if n == 1 else f"none of the {n} sheets of the workbook has rows."
    )
    return Refusal(reason, "list of sheets", "Its first row names the columns; every row below is one person or thing.")


def _names(listed: Sequence[Listed]) -> str:
    names = ", ".join(f"“{one.sheet.name}”" for one in listed[:12])
    return names + (f" and {len(listed) - 12} more" if len(listed) > 12 else "")
