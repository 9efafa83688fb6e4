"""What stands behind 'more' in Compare: every coefficient in a chosen unit, for all readers or two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Le, Len

from anselm.analysis.agreement import binary, compat, intervals
from anselm.analysis.agreement.binary import Stats
from anselm.analysis.agreement.histogram import tally
from anselm.analysis.agreement.segments import SegmentCounts, segment_counts
from anselm.analysis.agreement.table import GROUP_COEFFICIENTS, PAIR_COEFFICIENTS, Named, Row, Table, compare
from anselm.domain.coding import Code
from anselm.domain.errors import Invalid
from anselm.services.coding.ground import open_round, reader_names
from anselm.services.coding.hanging import WithoutView, without_each
from anselm.services.coding.measuring import (
    FigureView,
    Marked,
    Unit,
    figure_view,
    marked_in,
    named_of,
    readers_of,
    refuse_reflexive,
)
from anselm.services.coding.narrowing import NarrowingView, narrowing_of
from anselm.services.coding.unitised import unitised
from anselm.services.judging.units import is_of_units
from anselm.services.operations import reads
from anselm.services.ports import Reads

__all__ = ["coefficients"]


@dataclass(frozen=True, slots=True)
class WhichFigures:
    """A round, two of its readers (none: all), the unit, and for segments how much of them must overlap."""

    round_id: Annotated[str, Len(1, 64)]
    reader_ids: Annotated[tuple[str, ...], Len(0, 2)] = ()
    unit: Unit | Literal["segment"] = "character"
    overlap: Annotated[float, Ge(0.01), Le(1)] = 0.5


@dataclass(frozen=True, slots=True)
class TheirsView:
    """What another program prints for the same readings, under the name it gives it, and how that differs from ours."""

    program: str
    called: str
    differs: str
    value: float | None
    undefined: str | None


@dataclass(frozen=True, slots=True)
class CodeFiguresView:
    """Every coefficient of one code. `n_marked` in the order of the readers; `share_marked` of the units by anyone."""

    code_id: str
    key: str
    name: str
    family: int
    n_marked: tuple[int, ...]
    share_marked: float | None
    figures: tuple[FigureView, ...]
    theirs: tuple[TheirsView, ...]


@dataclass(frozen=True, slots=True)
class FiguresView:
    """Figures of a round in one unit. `reader_ids` are those compared, `readers` their names."""

    round_id: str
    reader_ids: tuple[str, ...]
    readers: tuple[str, ...]
    unit: str
    interval: str | None
    n_sources: int
    likely_too_narrow: bool
    codes: tuple[CodeFiguresView, ...]
    overall: tuple[FigureView, ...]
    narrowing: tuple[NarrowingView, ...]
    without: tuple[WithoutView, ...]


@reads("/rounds/coefficients")
def coefficients(reads: Reads, request: WhichFigures) -> FiguresView:
    """Give every coefficient of a round in one unit, and what other programs would print, labelled as theirs."""
    refuse_reflexive(reads)
    round_ = open_round(reads, request.round_id)
    judges = _chosen(readers_of(reads, round_), request.reader_ids)
    named = named_of(reads, round_, judges)
    without: tuple[WithoutView, ...] = ()
    if request.unit == "segment":
        table = _of_segments(named, request.overlap)
    else:
        counted = named_of(reads, round_, judges, request.unit)
        table = compare(counted, unit=request.unit, coding_set=round_.id)
        whole = dict.fromkeys(row.coefficient for row in table.overall if _shown(row, len(judges)))
        if request.unit != "case":
            without = without_each(reads, counted, tuple(whole))
    people = reader_names(reads, round_)
    shown = [row for row in table.overall if _shown(row, len(judges))]
    of_units = (unitised(named),) if is_of_units(round_) and request.unit == "character" else ()
    return FiguresView(
        round_.id,
        judges,
        tuple(people.get(judge, "") for judge in judges),
        table.unit,
        table.interval,
        table.n_documents,
        table.likely_too_narrow,
        _by_code(reads, marked_in(reads, round_), named, table, judges),
        (*of_units, *(figure_view(row) for row in shown)),
        narrowing_of(reads, round_, shown, table.n_documents, table.unit),
        without,
    )


def _chosen(judges: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    if not wanted:
        return judges
    if len(set(wanted)) != 2 or set(wanted) - set(judges):
        raise Invalid("Choose two readers of this round, or none for all of them.", place="reader_ids")
    return tuple(judge for judge in judges if judge in wanted)


def _shown(row: Row, n_judges: int) -> bool:
    """Of two readers the figures of their pair, of more those of all together."""
    return row.pair is None or n_judges == 2


def _of_segments(named: Named, overlap: float) -> Table:
    counts = segment_counts(named.spans, named.design, overlap)
    pair = (named.coders[0], named.coders[1]) if len(named.coders) == 2 else None
    names = PAIR_COEFFICIENTS if pair else GROUP_COEFFICIENTS

    def row(code: int | None, name: str) -> Row:
        called = None if code is None else named.codes[code]
        return Row(called, pair, name, counts.figure(name, code), counts.n_documents(code))

    return Table(
        "segment",
        "",
        named.coders,
        tuple(row(code, name) for code in range(len(named.codes)) for name in names),
        tuple(row(None, name) for name in names),
        "95 % jackknife-t, each source left out in turn",
        counts.shared,
        counts.shared < intervals.FEW,
    )


def _by_code(
    reads: Reads, marks: Marked, named: Named, table: Table, judges: Sequence[str]
) -> tuple[CodeFiguresView, ...]:
    codes = {one.id: one for one in reads.find(Code)}
    by_code: dict[str, list[Row]] = {}
    for row in table.codes:
        if _shown(row, len(judges)):
            by_code.setdefault(row.code or "", []).append(row)
    stats = binary.per_document(tally(named.spans, named.design)).total()
    shares = _shares_marked(stats)
    theirs = _theirs(named, stats) if len(judges) == 2 else {}
    marked = Counter(zip(marks.codes, marks.coders, strict=True))
    found = []
    for code in sorted((codes[one] for one in named.codes if one in codes), key=lambda one: (one.key, one.name)):
        rows = by_code.get(code.id, [])
        found.append(
            CodeFiguresView(
                code.id,
                code.key,
                code.name,
                code.family,
                tuple(marked[code.id, judge] for judge in judges),
                shares[named.codes.index(code.id)],
                tuple(figure_view(row) for row in rows),
                theirs.get(code.id, ()),
            )
        )
    return tuple(found)


def _shares_marked(stats: Stats) -> list[float | None]:
    """By code: the share of the characters read by two that anyone marked with it."""
    columns = zip(stats.used.tolist(), stats.compared.tolist(), strict=True)
    return [used / length if length else None for used, length in columns]


def _theirs(named: Named, stats: Stats) -> dict[str, tuple[TheirsView, ...]]:
    """What NVivo, MAXQDA, ATLAS.ti and QualCoder print for two readers: over all characters of the texts."""
    both, first, second, neither = stats.tables[0].tolist()
    segments = segment_counts(named.spans, named.design, 0.9)
    found = {}
    for at, code in enumerate(named.codes):
        b, one, other, none = round(both[at]), round(first[at]), round(second[at]), round(neither[at])
        length = b + one + other + none
        found[code] = tuple(
            _their(each)
            for each in (
                compat.nvivo_percent(b, one + other, none),
                _maxqda(segments, at, len(named.codes)),
                compat.atlas_holsti(b, b + one, b + other),
                compat.qualcoder_kappa(length, b + one, b + other, b),
            )
        )
    return found


def _maxqda(segments: SegmentCounts, at: int, n_codes: int) -> compat.Theirs:
    decisions, matched = segments.decisions[:, at].sum(), segments.matched[:, at].sum()
    return compat.maxqda_kappa(round(float(2 * matched)), round(float(decisions)), n_codes)


def _their(one: compat.Theirs) -> TheirsView:
    return TheirsView(one.program, one.called, one.differs, one.figure.value, one.figure.undefined)
