"""A codebook as it was read from a file, and which of the eight colours of codes a colour of a file comes to.

Standard library only.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from anselm.domain.sheet import SheetNote

__all__ = ["FAMILY_COLOURS", "ReadCode", "ReadCodebook", "family_of"]

# As the screens draw the stripe of each family.
FAMILY_COLOURS = ("#B84D4E", "#AC4E87", "#3475C4", "#008D5F", "#825EB9", "#777B18", "#A0660B", "#0E8395")
_HUES = (22, 345, 255, 165, 300, 112, 70, 212)
_LEAST_CHROMA = 0.04  # below it is a grey, which says nothing


@dataclass(frozen=True, slots=True)
class ReadCode:
    """One code of a file. ``parent`` is the place of the code it lies under, -1 at the top; parents come before what
    lies below them. ``colour`` is #RRGGBB or empty. ``row`` counts from 1 in a table, 0 where there are no rows;
    ``implied`` codes are only named as where others lie.
    """

    name: str
    parent: int = -1
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    near_miss: str = ""
    colour: str = ""
    key: str = ""
    group: bool = False
    guid: str = ""
    row: int = 0
    implied: bool = False


@dataclass(frozen=True, slots=True)
class ReadCodebook:
    """The codes of a file in the order of their tree, and what the file leaves uncertain. ``columns`` are the names of
    a table's columns, to which notes refer, ``ignored`` those that say nothing of codes; ``placed`` is false where
    the file does not say what lies under what."""

    codes: tuple[ReadCode, ...]
    notes: tuple[SheetNote, ...] = ()
    columns: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    placed: bool = True


def family_of(colour: str) -> int:
    """The family, 1 to 8, whose hue is nearest to a colour #RRGGBB; 0 for a grey, and for what is no such colour."""
    if re.fullmatch(r"#[0-9A-Fa-f]{6}", colour) is None:
        return 0
    if colour.upper() in FAMILY_COLOURS:
        return FAMILY_COLOURS.index(colour.upper()) + 1
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    # OKLab, by Björn Ottosson (2020): hues as far apart as they look.
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    if math.hypot(a, b) < _LEAST_CHROMA:
        return 0
    hue = math.degrees(math.atan2(b, a))
    apart = [abs((hue - one + 180) % 360 - 180) for one in _HUES]
    return 1 + apart.index(min(apart))


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
