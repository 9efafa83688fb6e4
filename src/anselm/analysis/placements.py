"""How far readers put the same things at the same levels: what met, what was taken for what, and the figures of it.

A thing is a row: the level each reader gave it, in the order of the readers, None where a reader gave none. A level is
a category of a lens; at no level at all is one too, as a reader may well say so. The coefficients are those of
`analysis.agreement`, with the thing as the unit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Literal

from anselm.analysis.agreement import nominal
from anselm.analysis.agreement.ratings import Ratings
from anselm.analysis.agreement.result import Figure

__all__ = ["DIFFERING", "NOWHERE", "HowMet", "Row", "figures_of", "given", "how_met", "pairs_of", "taken_for"]

Row = Sequence[str | None]
HowMet = Literal["same level", "different levels", "placed by one only", "placed by nobody"]
DIFFERING: tuple[HowMet, ...] = ("different levels", "placed by one only")
NOWHERE = ""  # what a reader says who finds that none of the levels is it


def given(row: Row) -> tuple[str, ...]:
    """The levels a thing was put at, each once, in the order of the readers."""
    return tuple(dict.fromkeys(level for level in row if level is not None))


def how_met(row: Row) -> HowMet:
    """How the readers of a thing met. Two who agree are enough where a third said nothing."""
    n = sum(level is not None for level in row)
    if n == 0:
        return "placed by nobody"
    if n == 1:
        return "placed by one only"
    return "same level" if len(given(row)) == 1 else "different levels"


def pairs_of(rows: Sequence[Row]) -> dict[tuple[str, str], int]:
    """(level of the first, level of the second) -> things, where there are two readers; alike on the diagonal."""
    return dict(Counter((row[0], row[1]) for row in rows if row[0] is not None and row[1] is not None))


def taken_for(rows: Sequence[Row], levels: Sequence[str]) -> list[tuple[str, str, int]]:
    """Two levels and how often one reader gave the one and another the other: the most first, then in their order."""
    at = {level: n for n, level in enumerate((*levels, NOWHERE))}
    found: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for one, other in combinations([level for level in row if level is not None], 2):
            if one != other:
                first, second = sorted((one, other), key=at.__getitem__)
                found[first, second] += 1
    return [
        (one, other, n)
        for (one, other), n in sorted(found.items(), key=lambda each: (-each[1], at[each[0][0]], at[each[0][1]]))
    ]


def figures_of(rows: Sequence[Row], levels: Sequence[str], in_order: Sequence[str]) -> list[tuple[str, Figure]]:
    """Every coefficient by name, for two readers or for more; undefined with its reason where there is none.

    `levels` are all levels of the lens, used or not, and "at none" is one category more. `in_order` are those that go
    from inside outwards: the ordinal alpha is of them alone, and what stands elsewhere is no part of it. What one
    reader alone placed is in no figure.
    """
    ratings = Ratings.of(rows, (*levels, NOWHERE)).rated(2)
    two = ratings.codes.shape[1] == 2
    found = [("percent", nominal.percent(ratings)), ("krippendorff_alpha", nominal.krippendorff(ratings))]
    if two:
        found += [("cohen_kappa", nominal.cohen(ratings)), ("scott_pi", nominal.scott(ratings))]
    else:
        found += [
            ("light_kappa", nominal.light(ratings)),
            ("fleiss_kappa", nominal.fleiss(ratings)),
            ("conger_kappa", nominal.conger(ratings)),
        ]
    found += [("brennan_prediger", nominal.brennan_prediger(ratings)), ("gwet_ac1", nominal.gwet(ratings))]
    if len(in_order) > 2:
        ordered = [[level if level in in_order else None for level in row] for row in rows]
        found.append(("krippendorff_alpha_ordinal", nominal.krippendorff(Ratings.of(ordered, in_order), "ordinal")))
    return found
