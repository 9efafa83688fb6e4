"""Numbers in a workbook as words: which formats are dates, and what a date's number says."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from anselm.formats.safe_xml import read_xml
from anselm.formats.safe_zip import Container

__all__ = ["Formats", "number_words", "read_formats"]

Kind = Literal["number", "date", "time"]
_DATES = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_TIMES = frozenset((18, 19, 20, 21, 45, 46, 47))
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]')
_LAST_DAY = 2_958_465  # 31 December 9999, the last that a workbook knows
_FROM_1904 = 1_462  # days between the two beginnings


@dataclass(frozen=True, slots=True)
class Formats:
    """What the numbers of cells are by their style; days count from 1900, or from 1904."""

    kinds: tuple[Kind, ...] = ()
    from_1904: bool = False

    def kind(self, style: str) -> Kind:
        """What a cell of this style shows."""
        at = int(style) if style.isascii() and style.isdigit() and len(style) < 7 else -1
        return self.kinds[at] if 0 <= at < len(self.kinds) else "number"


class _Styles:
    """The format of each style of cells."""

    tags = frozenset(("x:numFmt", "x:cellXfs", "x:xf"))

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.styles: list[str] = []
        self.inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> bool:
        """Keep formats by number, and the number of each style."""
        if tag == "x:numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "x:cellXfs":
            self.inside = True
        elif self.inside:
            self.styles.append(attributes.get("numFmtId", "0"))
        return False

    def end(self, tag: str) -> None:
        """Other lists of styles follow."""
        if tag == "x:cellXfs":
            self.inside = False

    def characters(self, text: str) -> None:
        """No words are in it."""


def read_formats(container: Container, part: str, *, from_1904: bool) -> Formats:
    """The kinds by style. Raises UnsafeFile when the part is damaged."""
    styles = _Styles()
    if part in container:
        read_xml(container.chunks(part), part, styles)
    return Formats(tuple(_kind(one, styles.codes.get(one)) for one in styles.styles), from_1904)


def _kind(number: str, code: str | None) -> Kind:
    """By the code where there is one, else by the numbers every program knows."""
    if code is None:
        known = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 0
        return "date" if known in _DATES else "time" if known in _TIMES else "number"
    bare = _ASIDE.sub("", code.partition(";")[0].lower())
    if "general" in bare or not re.search(r"[dmyhs]", bare):
        return "number"
    return "date" if re.search(r"[dy]", bare) or ("m" in bare and not re.search(r"[hs]", bare)) else "time"


def number_words(value: str, kind: Kind, *, from_1904: bool = False) -> str:
    """A number as one would read it in its cell: 4, 0.3, 2024-05-17, 2024-05-17 09:30, 09:30."""
    try:
        number = float(value)
    except ValueError:
        return value.strip()[:200]
    if not math.isfinite(number):
        return value.strip()[:200]
    if kind == "number" or not 0 <= number < _LAST_DAY - from_1904 * _FROM_1904:
        return f"{number:.15g}" if abs(number) < 1e15 and "e" not in f"{number:.15g}" else _plainly(number)
    at = _at(number, from_1904)
    if kind == "time" and number < 1:
        return at.strftime("%H:%M:%S").removesuffix(":00")
    return at.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00").removesuffix(" 00:00")


def _plainly(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < 1e21 else repr(number)


def _at(number: float, from_1904: bool) -> datetime:
    """The moment, to the second. Excel takes 1900 for a leap year, so that earlier days are one off."""
    days = int(number)
    start = datetime(1904, 1, 1, tzinfo=UTC) if from_1904 else datetime(1899, 12, 30 if days >= 61 else 31, tzinfo=UTC)
    return start + timedelta(days=days, seconds=round((number - days) * 86_400))
