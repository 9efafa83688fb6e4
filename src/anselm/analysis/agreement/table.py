"""The whole comparison as one table: every code, pair of coders and coefficient, with intervals over
documents.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from anselm.analysis.agreement import binary, intervals
from anselm.analysis.agreement.histogram import Design, Spans, tally
from anselm.analysis.agreement.intervals import Method, Sampled
from anselm.analysis.agreement.result import Figure, Ints

PAIR_COEFFICIENTS = (
    "percent",
    "cohen_kappa",
    "kappa_max",
    "scott_pi",
    "brennan_prediger",
    "gwet_ac1",
    "krippendorff_alpha",
    "positive_agreement",
    "negative_agreement",
    "f1",
    "iou",
)
GROUP_COEFFICIENTS = (
    "percent",
    "light_kappa",
    "conger_kappa",
    "fleiss_kappa",
    "brennan_prediger",
    "gwet_ac1",
    "krippendorff_alpha",
    "positive_agreement",
    "negative_agreement",
    "f1",
    "iou",
)


class Mark(NamedTuple):
    """One coding by names: half-open span in code points of one source."""

    coder: str
    source: str
    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: of one code or (code None) pooled over codes, of one pair of coders or (pair None) of all.

    `n_sources` counts the sources (or cases, clusters) in which the code was used; few of them say little.
    """

    code: str | None
    pair: tuple[str, str] | None
    coefficient: str
    figure: Figure
    n_sources: int | None = None

    def as_dict(self) -> dict[str, object]:
        """The row as the command line and the HTTP answer print it."""
        figure = self.figure
        return {
            "code": self.code,
            "pair": None if self.pair is None else list(self.pair),
            "coefficient": self.coefficient,
            "value": figure.value,
            "undefined": figure.undefined,
            "low": figure.low,
            "high": figure.high,
            "n": figure.n,
        }


@dataclass(frozen=True, slots=True)
class Table:
    """All figures of a comparison, which unit was compared, which coding set was read, and how intervals
    were made.

    `n_documents` counts the documents two coders share; `likely_too_narrow` is True below 15 of them.
    """

    unit: str
    coding_set: str
    coders: tuple[str, ...]
    codes: tuple[Row, ...]
    overall: tuple[Row, ...]
    interval: str | None
    n_documents: int
    likely_too_narrow: bool

    def as_dict(self) -> dict[str, object]:
        """{"unit", "set", "codes": [...], "overall": [...], ...}: only values JSON knows."""
        return {
            "unit": self.unit,
            "set": self.coding_set,
            "codes": [row.as_dict() for row in self.codes],
            "overall": [row.as_dict() for row in self.overall],
            "interval": self.interval,
            "n_documents": self.n_documents,
            "likely_too_narrow": self.likely_too_narrow,
        }

    def figure(
        self, coefficient: str, code: str | None = None, pair: tuple[str, str] | None = None
    ) -> Figure:
        """One figure by names; with two coders `pair` may be left out. Raises LookupError when there is
        none.
        """
        for row in self.overall if code is None else self.codes:
            wanted = pair is None or (row.pair is not None and set(row.pair) == set(pair))
            fits = pair is not None or row.pair is None or len(self.coders) == 2
            if row.code == code and row.coefficient == coefficient and wanted and fits:
                return row.figure
        raise LookupError(f"no {coefficient} for {code or 'all codes'}")


@dataclass(frozen=True, slots=True)
class Named:
    """Numbered spans and design with the names behind the numbers."""

    spans: Spans
    design: Design
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    sources: tuple[str, ...]


def numbered(
    marks: Sequence[Mark],
    lengths: Mapping[str, int],
    *,
    coders: Sequence[str] | None = None,
    codes: Sequence[str] | None = None,
    assigned: Mapping[str, Collection[str]] | None = None,
) -> Named:
    """Numbers for names. `lengths` gives every source compared, also one nobody marked; `assigned[source]`
    the coders who were to read it (default: everyone). Raises ValueError naming the mark that fits no
    source, coder or code.
    """
    coder_names = tuple(coders) if coders is not None else tuple(sorted({one.coder for one in marks}))
    code_names = tuple(codes) if codes is not None else tuple(sorted({one.code for one in marks}))
    source_names = tuple(lengths)
    places = [
        {name: at for at, name in enumerate(names)} for names in (coder_names, code_names, source_names)
    ]
    columns: list[list[int]] = [[], [], [], [], []]
    for row, one in enumerate(marks):
        for column, place, name, kind in zip(
            columns, places, (one.coder, one.code, one.source), ("coder", "code", "source"), strict=False
        ):
            if name not in place:
                raise ValueError(f"span {row}: no {kind} is called {name!r}")
            column.append(place[name])
        columns[3].append(one.start)
        columns[4].append(one.end)
    reads = np.ones((len(coder_names), len(source_names)), dtype=np.bool_)
    if assigned is not None:
        for at, source in enumerate(source_names):
            readers = assigned.get(source, ())
            reads[:, at] = [coder in readers for coder in coder_names]
    design = Design.of(len(code_names), [int(lengths[name]) for name in source_names], reads)
    return Named(Spans.of(*columns), design, coder_names, code_names, source_names)


def compare(
    named: Named,
    *,
    unit: str = "character",
    coding_set: str = "given",
    pair_coefficients: Sequence[str] = PAIR_COEFFICIENTS,
    group_coefficients: Sequence[str] = GROUP_COEFFICIENTS,
    method: Method | None = intervals.DEFAULT,
    rng: np.random.Generator | None = None,
    resamples: int = 1000,
    clusters: Ints | None = None,
) -> Table:
    """Every coefficient for every code and pair, and for all coders together when there are more than two.

    Intervals take documents (or `clusters`: one index per document) as units; `percentile` and `bca` need
    `rng`, None leaves intervals out. Spans may already be turned into other units (see `units`); `unit` and
    `coding_set` are only names for the result.
    """
    if method in ("percentile", "bca") and rng is None:
        raise ValueError(f"{method} intervals need rng, a seeded generator")
    stats = binary.per_document(tally(named.spans, named.design))
    drawn = rng if method in ("percentile", "bca") else None
    sampled = intervals.sample(stats, drawn, resamples, clusters)
    pairs = [(named.coders[i], named.coders[j]) for i, j in stats.pairs]
    whos: list[tuple[int | None, tuple[str, str] | None, Sequence[str]]] = [
        (at, pair, pair_coefficients) for at, pair in enumerate(pairs)
    ]
    if len(named.coders) > 2:
        whos.insert(0, (None, None, group_coefficients))
    codes: list[Row] = []
    overall: list[Row] = []
    for at, pair, coefficients in whos:
        carriers = intervals.n_carriers(sampled, at).tolist()
        for name in coefficients:
            figures, pooled = _figures(sampled, name, at, method)
            codes += [
                Row(code, pair, name, figure, held)
                for code, figure, held in zip(named.codes, figures, carriers[:-1], strict=True)
            ]
            overall.append(Row(None, pair, name, pooled, carriers[-1]))
    order = {code: at for at, code in enumerate(named.codes)}
    codes.sort(key=lambda row: order[row.code or ""])
    return Table(
        unit,
        coding_set,
        named.coders,
        tuple(codes),
        tuple(overall),
        _described(method, resamples, "case" if unit == "case" else "source"),
        sampled.n_units,
        sampled.likely_too_narrow,
    )


def _described(method: Method | None, resamples: int, unit: str) -> str | None:
    if method is None:
        return None
    how = f"each {unit} left out in turn" if method == "jackknife-t" else f"{unit}s resampled {resamples} times"
    return f"95 % {method}, {how}"


def _figures(
    sampled: Sampled, name: str, pair: int | None, method: Method | None
) -> tuple[tuple[Figure, ...], Figure]:
    if method is not None:
        return intervals.figures(sampled, name, pair, method)
    whole = sampled.whole if pair is None else sampled.whole.only(pair)
    return binary.figures(whole, name), binary.overall(whole, name)
