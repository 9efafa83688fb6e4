"""Random designs for the agreement tests, the same for the same number, and what in each differs from the formulas.

Made to hold what real rounds hold: judges who were not asked or never came, overlapping marks of one judge, codes
stacked on the same words, units nobody marked, studies with one category only.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
from tests.unit.analysis import agreement_reference as slow
from tests.unit.analysis import agreement_weighted as weighted
from tests.unit.analysis.agreement_reference import Span

from anselm.analysis.agreement import binary, histogram, nominal, sets
from anselm.analysis.agreement.histogram import Design, Spans, Tally
from anselm.analysis.agreement.ratings import Ratings
from anselm.analysis.agreement.result import Figure

Case = tuple[list[Span], list[int], list[list[bool]], int]
Rows = list[list[int | None]]


def same(figure: Figure, expected: Fraction | None) -> bool:
    if expected is None or figure.value is None:
        return (expected is None) == (figure.value is None)
    return abs(figure.value - float(expected)) < 1e-9


# Marked text


def marked(dice: random.Random) -> Case:
    """Marks of two to four judges with up to three codes in up to three texts; some judges read only some, or none."""
    coders, codes = dice.randint(2, 4), dice.randint(1, 3)
    lengths = [dice.randint(1, 12) for _ in range(dice.randint(1, 3))]
    share = dice.choice((0.3, 0.8, 1.0))
    assigned = [[coder == 0 or dice.random() < share for _ in lengths] for coder in range(coders)]
    spans: list[Span] = []
    for _ in range(dice.choice((0, 1, 4, 12))):
        coder, document = dice.randrange(coders), dice.randrange(len(lengths))
        if not assigned[coder][document]:
            continue
        start = dice.randrange(lengths[document])
        end = dice.choice((lengths[document], dice.randint(start + 1, lengths[document])))
        stacked = range(codes) if dice.random() < 0.2 else (dice.randrange(codes),)
        spans += [(coder, code, document, start, end) for code in stacked]
    return spans, lengths, assigned, codes


def tallied(case: Case) -> Tally:
    spans, lengths, assigned, codes = case
    columns = Spans.of(*(zip(*spans, strict=True) if spans else [[]] * 5))
    return histogram.tally(columns, Design.of(codes, lengths, assigned))


GROUP: dict[str, Callable[[Any], Fraction | None]] = {
    "percent": slow.percent,
    "fleiss_kappa": slow.fleiss,
    "scott_pi": slow.fleiss,
    "brennan_prediger": lambda units: slow.brennan_prediger(units, 2),
    "gwet_ac1": lambda units: slow.gwet(units, 2),
    "krippendorff_alpha": slow.alpha,
    "conger_kappa": lambda units: weighted.conger(units, (0, 1), weighted.exact),
    "light_kappa": weighted.light,
}
PAIR: dict[str, Callable[[Any], Fraction | None]] = {
    "cohen_kappa": slow.cohen,
    "f1": slow.f1,
    "positive_agreement": slow.f1,
    "negative_agreement": lambda units: slow.f1([[1 - a, 1 - b] for a, b in units]),
    "iou": slow.iou,
    **{name: one for name, one in GROUP.items() if name not in ("conger_kappa", "light_kappa")},
}


def wrong_marks(case: Case) -> list[str]:
    """Names of the figures of marked text that are not what the formula says, character by character."""
    spans, lengths, assigned, codes = case
    total = binary.per_document(tallied(case)).total()
    pairs = [total.only(index) for index in range(len(total.pairs))]
    group = {name: binary.figures(total, name) for name in GROUP}
    by_pair = [{name: binary.figures(one, name) for name in PAIR} for one in pairs]
    wrong = []
    for code in range(codes):
        units = slow.characters(spans, lengths, assigned, code)
        used = any(1 in row for row in units if sum(x is not None for x in row) >= 2)
        wrong += [name for name, of in GROUP.items() if not same(group[name][code], of(units) if used else None)]
        for (i, j), figures in zip(total.pairs, by_pair, strict=True):
            pair = [[row[i], row[j]] for row in units if row[i] is not None and row[j] is not None]
            used = any(1 in row for row in pair)
            wrong += [
                f"pair {name}" for name, of in PAIR.items() if not same(figures[name][code], of(pair) if used else None)
            ]
    return wrong


# Ratings

LEVELS = (1, 2, 3, 4)


def rated(dice: random.Random) -> Rows:
    """Up to a dozen units rated by two to four judges: some not asked, one who rated nothing, one value only."""
    width, used = dice.randint(2, 4), LEVELS[: dice.choice((1, 2, 3, 4, 4))]
    asked = [dice.choice((0.0, 0.5, 0.9, 1.0, 1.0)) for _ in range(width)]
    return [
        [dice.choice(used) if dice.random() < share else None for share in asked] for _ in range(dice.randint(1, 12))
    ]


LINEAR, QUADRATIC = weighted.graded(LEVELS, 1), weighted.graded(LEVELS, 2)
RATED: dict[str, tuple[Callable[[Ratings], Figure], Callable[[Rows], Fraction | None]]] = {
    "percent": (nominal.percent, slow.percent),
    "percent pair pooled": (lambda r: nominal.percent(r, "pair pooled"), weighted.pooled_percent),
    "percent all agree": (lambda r: nominal.percent(r, "all coders agree"), weighted.unanimous),
    "holsti": (nominal.holsti, weighted.holsti),
    "fleiss": (nominal.fleiss, lambda u: weighted.fleiss(u, LEVELS, weighted.exact)),
    "fleiss linear": (lambda r: nominal.fleiss(r, "linear"), lambda u: weighted.fleiss(u, LEVELS, LINEAR)),
    "conger": (nominal.conger, lambda u: weighted.conger(u, LEVELS, weighted.exact)),
    "conger quadratic": (
        lambda r: nominal.conger(r, "quadratic"),
        lambda u: weighted.conger(u, LEVELS, QUADRATIC),
    ),
    "light": (nominal.light, weighted.light),
    "ac1": (nominal.gwet, lambda u: weighted.gwet(u, LEVELS, weighted.exact)),
    "ac2 linear": (lambda r: nominal.gwet(r, "linear"), lambda u: weighted.gwet(u, LEVELS, LINEAR)),
    "ac2 quadratic": (lambda r: nominal.gwet(r, "quadratic"), lambda u: weighted.gwet(u, LEVELS, QUADRATIC)),
    "brennan-prediger": (
        nominal.brennan_prediger,
        lambda u: weighted.brennan_prediger(u, LEVELS, weighted.exact),
    ),
    "brennan-prediger linear": (
        lambda r: nominal.brennan_prediger(r, "linear"),
        lambda u: weighted.brennan_prediger(u, LEVELS, LINEAR),
    ),
    "alpha": (nominal.krippendorff, slow.alpha),
    "alpha ordinal": (
        lambda r: nominal.krippendorff(r, "ordinal"),
        lambda u: weighted.alpha(u, weighted.ordinal(u, LEVELS)),
    ),
    "alpha interval": (
        lambda r: nominal.krippendorff(r, "interval"),
        lambda u: weighted.alpha(u, weighted.interval),
    ),
    "alpha ratio": (lambda r: nominal.krippendorff(r, "ratio"), lambda u: weighted.alpha(u, weighted.ratio)),
}
RATED_BY_TWO: dict[str, tuple[Callable[[Ratings], Figure], Callable[[Rows], Fraction | None]]] = {
    "cohen": (nominal.cohen, slow.cohen),
    "cohen linear": (lambda r: nominal.cohen(r, "linear"), lambda u: weighted.weighted_cohen(u, LEVELS, LINEAR)),
    "cohen quadratic": (
        lambda r: nominal.cohen(r, "quadratic"),
        lambda u: weighted.weighted_cohen(u, LEVELS, QUADRATIC),
    ),
}


def wrong_ratings(rows: Rows) -> list[str]:
    """Names of the figures of ratings that are not what the formula says."""
    ratings = Ratings.of(rows, LEVELS)
    none = slow.percent(rows) is None
    wrong = [
        name
        for name, (ours, theirs) in RATED.items()
        if not same(ours(ratings), None if none and name not in ("holsti", "percent all agree") else theirs(rows))
    ]
    for i, j in combinations(range(len(rows[0])), 2):
        pair = [[row[i], row[j]] for row in rows]
        two = Ratings.of(pair, LEVELS)
        wrong += [f"pair {name}" for name, (ours, theirs) in RATED_BY_TWO.items() if not same(ours(two), theirs(pair))]
    return wrong


# Sets of codes


def coded_in_sets(dice: random.Random) -> list[list[frozenset[str] | None]]:
    """Units that carry several codes, one, or none; some judges not asked."""
    width, names = dice.randint(2, 3), "abc"[: dice.randint(1, 3)]
    return [
        [None if dice.random() < 0.2 else frozenset(one for one in names if dice.random() < 0.5) for _ in range(width)]
        for _ in range(dice.randint(1, 8))
    ]


def wrong_sets(rows: list[list[frozenset[str] | None]]) -> list[str]:
    """Names of the figures of sets that are not what the formula says."""
    references = {"jaccard": weighted.jaccard, "masi": weighted.masi}
    return [
        name
        for name, distance in references.items()
        if not same(sets.krippendorff_sets(rows, name), weighted.set_alpha(rows, distance))  # type: ignore[arg-type]
    ]


def wrong_in(number: int) -> list[str]:
    """What differs in the designs of this number: marks, ratings and sets of one throw of the dice."""
    dice = random.Random(number)
    return [*wrong_marks(marked(dice)), *wrong_ratings(rated(dice)), *wrong_sets(coded_in_sets(dice))]


def kinds_of(number: int) -> set[str]:
    """Which of the awkward things the designs of this number hold."""
    dice = random.Random(number)
    spans, _, assigned, _ = marked(dice)
    rows, held = rated(dice), coded_in_sets(dice)
    found = set()
    if not all(map(all, assigned)):
        found.add("a judge not asked")
    if any(not any(column) for column in zip(*rows, strict=True)):
        found.add("a judge who rated nothing")
    by_hand = [(c, d, b, e, k) for c, k, d, b, e in spans]
    for one, other in combinations(by_hand, 2):
        if one[:2] == other[:2] and one[2] < other[3] and other[2] < one[3]:
            found.add("overlapping marks of one judge" if one[4] == other[4] else "stacked codes")
    if not spans:
        found.add("nothing marked")
    if len({one for row in rows for one in row if one is not None}) == 1:
        found.add("one category")
    if any(one == frozenset() for row in held for one in row):
        found.add("an empty set")
    return found


def in_masks(number: int) -> bool:
    """Whether counting by masks and by a direct sweep give the same."""
    spans, lengths, assigned, codes = marked(random.Random(number))
    design = Design.of(codes, lengths, assigned)
    columns = Spans.of(*(zip(*spans, strict=True) if spans else [[]] * 5))
    one, other = histogram.tally(columns, design), histogram._tally_by_sweep(columns, design)
    return np.array_equal(one.pair, other.pair) and np.array_equal(one.ranks, other.ranks)
