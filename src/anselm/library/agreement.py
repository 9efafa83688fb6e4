"""Agreement from plain tables, with no study and no file: `anselm.agreement`.

`of_spans` compares who marked what where; `of_matrix` compares one value per unit and coder. Both return
figures that hold a value or the reason why there is none. Everything in `anselm.analysis.agreement` may be
used as well.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from anselm.analysis.agreement import nominal, units
from anselm.analysis.agreement.gamma import Dissimilarity, best_alignment, gamma
from anselm.analysis.agreement.histogram import Design, Spans
from anselm.analysis.agreement.intervals import Method, more_units, next_step
from anselm.analysis.agreement.leaving_out import LeftOut, left_out
from anselm.analysis.agreement.live import Running
from anselm.analysis.agreement.nominal import (
    brennan_prediger,
    cohen,
    conger,
    estimate,
    fleiss,
    fleiss_category,
    gwet,
    holsti,
    kappa_max,
    krippendorff,
    light,
    percent,
    scott,
)
from anselm.analysis.agreement.ratings import Metric, Ratings, Weighting
from anselm.analysis.agreement.result import Figure
from anselm.analysis.agreement.sets import krippendorff_sets
from anselm.analysis.agreement.spans import match
from anselm.analysis.agreement.table import Mark, Named, Row, Table, compare, numbered
from anselm.analysis.agreement.unitising import Continuum, alpha_u, family
from anselm.analysis.differences import Difference, Reading, differences

__all__ = [
    "Continuum",
    "Difference",
    "Dissimilarity",
    "Figure",
    "LeftOut",
    "Mark",
    "MatrixTable",
    "Ratings",
    "Reading",
    "Row",
    "Running",
    "Table",
    "alpha_u",
    "best_alignment",
    "brennan_prediger",
    "cohen",
    "conger",
    "differences",
    "estimate",
    "family",
    "fleiss",
    "fleiss_category",
    "gamma",
    "gwet",
    "holsti",
    "kappa_max",
    "krippendorff",
    "krippendorff_sets",
    "light",
    "match",
    "more_units",
    "next_step",
    "of_matrix",
    "of_spans",
    "percent",
    "scott",
    "without_each",
]

Unit = Literal["character", "word", "sentence", "utterance", "source", "case"]
Stretches = Sequence[tuple[int, int]]


def of_spans(
    marks: Iterable[tuple[str, str, int, int, str]],
    lengths: Mapping[str, int],
    *,
    coders: Sequence[str] | None = None,
    codes: Sequence[str] | None = None,
    assigned: Mapping[str, Collection[str]] | None = None,
    unit: Unit = "character",
    boundaries: Mapping[str, Stretches] | None = None,
    cases: Mapping[str, str] | None = None,
    method: Method | None = "jackknife-t",
    resamples: int = 1000,
    seed: int = 1,
) -> Table:
    """Compare marked text: rows (coder, source, start, end, code), half-open in code points, and source
    lengths.

    `assigned[source]` names who was to read it (default everyone): not assigned is not disagreement. For
    words, sentences or utterances give `boundaries[source]`, for cases `cases[source]`. Intervals treat
    sources as the units: `jackknife-t`, or `percentile` and `bca` with `resamples` and `seed`; method None
    leaves them out. Raises ValueError naming the row that does not fit.
    """
    named = numbered([Mark(*row) for row in marks], lengths, coders=coders, codes=codes, assigned=assigned)
    spans, design = _in_units(named, unit, boundaries, cases)
    moved = Named(spans, design, named.coders, named.codes, named.sources)
    rng = np.random.default_rng(seed)
    return compare(moved, unit=unit, method=method, rng=rng, resamples=resamples)


def without_each(
    marks: Iterable[tuple[str, str, int, int, str]],
    lengths: Mapping[str, int],
    *,
    coefficients: Sequence[str] = ("krippendorff_alpha",),
    coders: Sequence[str] | None = None,
    assigned: Mapping[str, Collection[str]] | None = None,
    most: int | None = None,
) -> tuple[LeftOut, ...]:
    """What a figure of marked text would be without each coder, and without each source, the furthest move first.

    Marks, lengths and assignment as in `of_spans`, by character. `most` keeps only so many sources.
    """
    named = numbered([Mark(*row) for row in marks], lengths, coders=coders, assigned=assigned)
    return left_out(named, coefficients, most)


def _in_units(
    named: Named, unit: Unit, boundaries: Mapping[str, Stretches] | None, cases: Mapping[str, str] | None
) -> tuple[Spans, Design]:
    if unit == "character":
        return named.spans, named.design
    if unit == "source":
        return units.sources(named.spans, named.design)
    if unit == "case":
        if cases is None or set(named.sources) - cases.keys():
            raise ValueError("comparing cases needs the case of every source")
        names = sorted({cases[source] for source in named.sources})
        return units.cases(
            named.spans, named.design, np.array([names.index(cases[source]) for source in named.sources])
        )
    if boundaries is None or set(named.sources) - boundaries.keys():
        raise ValueError(f"comparing by {unit} needs the boundaries of every source")
    edges = [np.array(boundaries[source], dtype=np.int64).reshape(-1, 2) for source in named.sources]
    return units.stretches(named.spans, named.design, edges)


@dataclass(frozen=True, slots=True)
class MatrixTable:
    """All figures for one value per unit and coder: pairs first, then everyone (pair None)."""

    coders: tuple[str, ...]
    categories: tuple[Hashable, ...]
    overall: tuple[Row, ...]

    def figure(self, coefficient: str, pair: tuple[str, str] | None = None) -> Figure:
        """One figure by name. Raises LookupError when there is none."""
        for row in self.overall:
            same_coders = row.pair is None if pair is None else set(row.pair or ()) == set(pair)
            if row.coefficient == coefficient and same_coders:
                return row.figure
        raise LookupError(f"no {coefficient} here")

    def as_dict(self) -> dict[str, object]:
        """{"unit", "set", "codes": [], "overall": [...]}: the shape of the span comparison."""
        rows: list[dict[str, object]] = [row.as_dict() for row in self.overall]
        return {
            "unit": "unit of the table",
            "set": "given",
            "codes": [],
            "overall": rows,
            "categories": [str(one) for one in self.categories],
        }


def of_matrix(
    rows: Sequence[Sequence[Hashable | None]],
    coders: Sequence[str] | None = None,
    *,
    categories: Iterable[Hashable] | None = None,
    weights: Weighting = "identity",
    metric: Metric = "nominal",
    independent_units: bool = False,
) -> MatrixTable:
    """Compare ratings: one row per unit, one column per coder, None where a coder was not assigned the unit.

    `categories` is the whole list of possible values (default: those seen); `weights` grade disagreement for
    the kappas and AC2, `metric` for alpha. `independent_units=True` adds analytic intervals; leave it off
    for units of one running text. Raises ValueError for ragged rows or values outside the categories.
    """
    ratings = Ratings.of(rows, categories)
    width = ratings.codes.shape[1]
    names = tuple(coders) if coders is not None else tuple(str(k + 1) for k in range(width))
    if len(names) != width:
        raise ValueError(f"{len(names)} coders are named and the rows have {width}")
    found: list[Row] = []
    for i, j in combinations(range(width), 2):
        pair = ratings.coders(i, j)
        kappa = nominal.cohen(pair, weights, independent_units=independent_units)
        found += [
            Row(None, (names[i], names[j]), "percent", nominal.percent(pair)),
            Row(None, (names[i], names[j]), "cohen_kappa", kappa),
            Row(None, (names[i], names[j]), "kappa_max", nominal.kappa_max(pair)),
            Row(None, (names[i], names[j]), "scott_pi", nominal.scott(pair, weights)),
            Row(None, (names[i], names[j]), "krippendorff_alpha", nominal.krippendorff(pair, metric)),
        ]
    return MatrixTable(names, ratings.categories, (*found, *_everyone(ratings, weights, metric, independent_units)))


_ESTIMATED: tuple[tuple[str, Literal["fleiss", "conger", "brennan_prediger", "gwet"]], ...] = (
    ("fleiss_kappa", "fleiss"),
    ("conger_kappa", "conger"),
    ("brennan_prediger", "brennan_prediger"),
    ("gwet_ac1", "gwet"),
)


def _everyone(ratings: Ratings, weights: Weighting, metric: Metric, independent: bool) -> list[Row]:
    rows = [
        Row(None, None, "percent", nominal.percent(ratings)),
        Row(None, None, "percent_pair_pooled", nominal.percent(ratings, "pair pooled")),
        Row(None, None, "percent_coincidence_weighted", nominal.percent(ratings, "coincidence weighted")),
        Row(None, None, "percent_all_coders_agree", nominal.percent(ratings, "all coders agree")),
        Row(None, None, "holsti", nominal.holsti(ratings)),
        Row(None, None, "light_kappa", nominal.light(ratings, weights)),
    ]
    for name, coefficient in _ESTIMATED:
        title = "gwet_ac2" if name == "gwet_ac1" and weights != "identity" else name
        one = nominal.estimate(ratings, coefficient, weights, independent_units=independent)
        rows.append(Row(None, None, title, one.figure))
    if metric == "nominal":
        alpha = nominal.estimate(ratings, "krippendorff", "identity", independent_units=independent).figure
    else:
        alpha = nominal.krippendorff(ratings, metric)
    return [*rows, Row(None, None, "krippendorff_alpha", alpha)]
