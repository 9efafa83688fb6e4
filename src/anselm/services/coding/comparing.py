"""How the readings of a round met: per code first, then place by place. Only once the round is revealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from annotated_types import Len

from anselm.analysis.agreed import AgreedSpan, key_of, read_alike
from anselm.analysis.agreement import units
from anselm.analysis.agreement.histogram import Design, Spans
from anselm.analysis.agreement.table import Mark, Named, Row, Table, compare, numbered
from anselm.analysis.differences import BOUNDARY, MARKED_BY_ONE, MARKED_BY_SOME, Difference, Reading
from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import Source, SourceVersion, Utterance
from anselm.domain.errors import Refused
from anselm.domain.judging import Assignment, Round, Ruling
from anselm.domain.study import Researcher, Study, initials
from anselm.services.coding.sets import differences_of, readings_of, settled_by
from anselm.services.operations import reads
from anselm.services.ports import Reads

__all__ = ["Compared", "compared", "open_keys", "open_round", "table_of"]

Unit = Literal["character", "utterance", "source"]
SHOWN = ("percent", "cohen_kappa", "krippendorff_alpha")


@dataclass(frozen=True, slots=True)
class FigureView:
    """A coefficient with its interval, or the sentence why there is none."""

    coefficient: str
    value: float | None
    undefined: str | None
    low: float | None
    high: float | None
    n: int
    n_sources: int | None


@dataclass(frozen=True, slots=True)
class MetView:
    """How the readings of one code met: places all marked, places only some marked, and the figures behind 'more'.

    `n_marked` and `n_by` are in the order of the readers: how often each marked it, and how often alone.
    """

    code_id: str
    key: str
    name: str
    family: int
    n_marked: tuple[int, ...]
    n_met: int
    n_by: tuple[int, ...]
    n_boundary: int
    n_other_code: int
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class MetInView:
    """How the readings of one source met, all codes together. `n_read` is how many readers were to read it."""

    source_id: str
    name: str
    n_read: int
    n_met: int
    n_by: tuple[int, ...]
    n_boundary: int
    n_other_code: int


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """The readings of a round side by side. `headline` says the fact first.

    In a reflexive study there is nothing but that: no figure, no count, no list of where readings differ.
    """

    round_id: str
    round: str
    readers: tuple[str, ...]
    reader_ids: tuple[str, ...]
    n_sources: int
    unit: str
    set: str
    headline: str
    warning: str
    met: tuple[MetView, ...]
    sources: tuple[MetInView, ...]
    overall: tuple[FigureView, ...]
    patterns: tuple[PatternView, ...]
    n_differences: int
    n_open: int


@dataclass(frozen=True, slots=True)
class PatternView:
    """Differences of one kind and pattern ('D1 read as D4'), how many, and how many still open."""

    kind: str
    pattern: str
    words: str
    code_ids: tuple[str, ...]
    n: int
    n_open: int


@dataclass(frozen=True, slots=True)
class WhichRound:
    """A round, and what is compared: characters, turns or whole sources."""

    round_id: Annotated[str, Len(1, 64)]
    unit: Unit = "character"


@dataclass(frozen=True, slots=True)
class Compared:
    """A round's readings, their differences, and what is settled of them."""

    round: Round
    readings: tuple[Reading, ...]
    codings: dict[str, Coding]
    differences: tuple[Difference, ...]
    settled: dict[str, Ruling]


def open_round(reads: Reads, round_id: str) -> Round:
    """A round whose readings may be compared. Raises Refused before the reveal, the same for whatever was done."""
    round_ = reads.get(Round, round_id)
    if round_.unrevealed:
        raise Refused(
            "The readings of this round are not opened yet.",
            advice="They can be compared once every reader has handed in and the readings are opened.",
        )
    return round_


def compared(reads: Reads, round_: Round) -> Compared:
    """Everything that comparing and settling stand on."""
    readings, codings = readings_of(reads, round_)
    found = differences_of(reads, round_, readings, codings)
    rulings = reads.find(Ruling, round_id=round_.id)
    known = settled_by(rulings)
    by_key = {key: ruling for ruling in rulings for key in ruling.difference_keys if key in known}
    return Compared(round_, readings, codings, found, by_key)


@reads("/rounds/comparison")
def comparison(reads: Reads, request: WhichRound) -> ComparisonView:
    """Show how the readings of a round met, code by code."""
    round_ = open_round(reads, request.round_id)
    ground = compared(reads, round_)
    people = {one.id: one.name for one in reads.find(Researcher)}
    codes = {one.id: one for one in reads.find(Code)}
    judges = _judges(round_, ground)
    reflexive = reads.get(Study, reads.viewer.study_id).reflexive
    table = None if reflexive else _table(reads, round_, ground, judges, request.unit)
    patterns = () if reflexive else _patterns(ground, codes)
    n_sources = len({one.source_id for one in ground.codings.values()} | _assigned_sources(reads, round_))
    return ComparisonView(
        round_.id,
        "Open coding" if round_.standing else round_.name,
        tuple(people.get(judge, "") for judge in judges),
        judges,
        n_sources,
        request.unit,
        "open coding" if round_.standing else round_.name,
        _headline(ground, n_sources, judges, people, reflexive=reflexive),
        _warning(n_sources, reflexive=reflexive),
        () if reflexive else tuple(_met(code, ground, judges, table) for code in _used(ground, codes)),
        () if reflexive else _by_source(reads, round_, ground, judges),
        () if table is None else tuple(_figure(row) for row in table.overall if row.coefficient in SHOWN),
        patterns,
        sum(one.n for one in patterns),
        sum(one.n_open for one in patterns),
    )


def _judges(round_: Round, ground: Compared) -> tuple[str, ...]:
    if round_.judge_ids:
        return round_.judge_ids
    return tuple(dict.fromkeys(sorted(one.coder_id for one in ground.codings.values())))


def _assigned_sources(reads: Reads, round_: Round) -> set[str]:
    return {one.unit_id for one in reads.find(Assignment, round_id=round_.id)}


def _used(ground: Compared, codes: Mapping[str, Code]) -> list[Code]:
    used = {one.code_id for one in ground.codings.values()}
    return sorted((codes[one] for one in used if one in codes), key=lambda code: (code.key, code.name))


def _headline(
    ground: Compared, n_sources: int, judges: Sequence[str], people: dict[str, str], *, reflexive: bool
) -> str:
    """The fact first, in words."""
    who = " and ".join(initials(people.get(judge, "")) for judge in judges)
    sources = f"{n_sources} {'interview' if n_sources == 1 else 'interviews'}"
    if reflexive:
        return f"{who} read {sources}. Two readings side by side, for talking about."
    alike = len(_alike(ground))
    n = alike + len(ground.differences)
    places = f"{n} {'place' if n == 1 else 'places'}"
    return f"{who} marked {places} in {sources}: {alike} alike, {len(ground.differences)} to talk about."


def _warning(n_sources: int, *, reflexive: bool) -> str:
    if reflexive or n_sources >= 15:
        return ""
    return f"With {n_sources} {'interview' if n_sources == 1 else 'interviews'} each interval is likely too narrow."


def _met(code: Code, ground: Compared, judges: Sequence[str], table: Table | None) -> MetView:
    own = [one for one in ground.differences if code.id in one.pattern.split("|")]
    marked = [one.coder for one in ground.readings if one.code == code.id]
    figures = [] if table is None else [row for row in table.codes if row.code == code.id and row.coefficient in SHOWN]
    return MetView(
        code.id,
        code.key,
        code.name,
        code.family,
        tuple(marked.count(judge) for judge in judges),
        sum(place.code == code.id for place in _alike(ground)),
        *_counts(own, judges),
        tuple(_figure(row) for row in figures if row.pair is None or len(judges) == 2),
    )


def _alike(ground: Compared) -> tuple[AgreedSpan, ...]:
    """The places that are no difference."""
    return read_alike(ground.readings, ground.differences)


def _counts(own: Sequence[Difference], judges: Sequence[str]) -> tuple[tuple[int, ...], int, int]:
    """Of these differences: marked by each reader alone, with other ends, with another code."""
    alone = [one for one in own if one.kind in (MARKED_BY_ONE, MARKED_BY_SOME)]
    return (
        tuple(sum(any(side.coder == judge for side in one.sides) for one in alone) for judge in judges),
        sum(one.kind == BOUNDARY for one in own),
        sum(len(one.pattern.split("|")) > 1 for one in own),
    )


def _by_source(reads: Reads, round_: Round, ground: Compared, judges: Sequence[str]) -> tuple[MetInView, ...]:
    """The same by source, in the order of the sources; those in which nobody marked anything too."""
    readers: dict[str, set[str]] = {}
    for one in reads.find(Assignment, round_id=round_.id):
        readers.setdefault(one.unit_id, set()).add(one.judge_id)
    of_version = {one.version_id: one.source_id for one in ground.codings.values()}
    known = reads.find(Source, id=list(readers.keys() | set(of_version.values())))
    alike = _alike(ground)
    found = []
    for source in sorted(known, key=lambda one: (one.position, one.created_at, one.id)):
        versions = {version for version, at in of_version.items() if at == source.id}
        met = sum(place.document in versions for place in alike)
        own = [one for one in ground.differences if one.document in versions]
        n_read = len(readers[source.id]) if source.id in readers else len(judges)
        found.append(MetInView(source.id, source.name, n_read, met, *_counts(own, judges)))
    return tuple(found)


def _figure(row: Row) -> FigureView:
    figure = row.figure
    return FigureView(row.coefficient, figure.value, figure.undefined, figure.low, figure.high, figure.n, row.n_sources)


def table_of(reads: Reads, round_id: str, unit: Unit) -> Table:
    """Every coefficient of a round, for the command line and the library. Codes and coders by name."""
    round_ = open_round(reads, round_id)
    ground = compared(reads, round_)
    return _table(reads, round_, ground, _judges(round_, ground), unit)


@dataclass(frozen=True, slots=True)
class CoefficientRow:
    """One figure of one code (none: pooled over codes), one pair of readers (none: all of them)."""

    code: str | None
    pair: tuple[str, str] | None
    coefficient: str
    value: float | None
    undefined: str | None
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True, slots=True)
class AgreementView:
    """Every coefficient of a round: which unit was compared, which set was read, and the figures by names."""

    unit: str
    set: str
    codes: tuple[CoefficientRow, ...]
    overall: tuple[CoefficientRow, ...]
    interval: str | None
    n_sources: int
    likely_too_narrow: bool


@reads("/rounds/agreement")
def agreement(reads: Reads, request: WhichRound) -> AgreementView:
    """Give every coefficient of a round for every code and pair. Refused in a reflexive study, which has none."""
    if reads.get(Study, reads.viewer.study_id).reflexive:
        raise Refused("This study is read reflexively, so readings are talked about and not measured.")
    table = table_of(reads, request.round_id, request.unit)
    people = {one.id: one.name for one in reads.find(Researcher)}
    codes = {one.id: one.name for one in reads.find(Code)}
    round_ = reads.get(Round, request.round_id)
    return AgreementView(
        table.unit,
        round_.name,
        tuple(_coefficient(row, codes, people) for row in table.codes),
        tuple(_coefficient(row, codes, people) for row in table.overall),
        table.interval,
        table.n_documents,
        table.likely_too_narrow,
    )


def _coefficient(row: Row, codes: Mapping[str, str], people: Mapping[str, str]) -> CoefficientRow:
    pair = None if row.pair is None else (people.get(row.pair[0], ""), people.get(row.pair[1], ""))
    figure = row.figure
    return CoefficientRow(
        None if row.code is None else codes.get(row.code, ""),
        pair,
        row.coefficient,
        figure.value,
        figure.undefined,
        figure.low,
        figure.high,
        figure.n,
    )


def _table(reads: Reads, round_: Round, ground: Compared, judges: Sequence[str], unit: Unit) -> Table:
    versions = _versions(reads, round_, ground)
    lengths = {version.id: version.n_characters for version in versions}
    by_source: dict[str, set[str]] = {}
    for one in reads.find(Assignment, round_id=round_.id):
        by_source.setdefault(one.unit_id, set()).add(one.judge_id)
    assigned = {
        version.id: by_source.get(version.source_id, set(judges) if round_.standing else set()) for version in versions
    }
    marks = [Mark(one.coder, one.document, one.start, one.end, one.code) for one in ground.readings]
    used = sorted({one.code for one in ground.readings})
    named = numbered(marks, lengths, coders=list(judges), codes=used, assigned=assigned)
    moved = _in_units(reads, named, unit)
    return compare(moved, unit=unit, coding_set=round_.id)


def _versions(reads: Reads, round_: Round, ground: Compared) -> tuple[SourceVersion, ...]:
    """The texts that were read: those with codings, and those assigned in which nobody marked anything."""
    with_codings = {one.version_id for one in ground.codings.values()}
    sources = {one.source_id for one in ground.codings.values()}
    silent = [one for one in _assigned_sources(reads, round_) if one not in sources]
    newest: dict[str, SourceVersion] = {}
    for version in reads.find(SourceVersion, source_id=silent):
        newest[version.source_id] = version
    return (*reads.find(SourceVersion, id=list(with_codings)), *newest.values())


def _in_units(reads: Reads, named: Named, unit: Unit) -> Named:
    if unit == "character":
        return named
    spans: Spans
    design: Design
    if unit == "source":
        spans, design = units.sources(named.spans, named.design)
    else:
        turns = reads.utterances_of(list(named.sources))
        edges = [_edges(turns.get(source, ())) for source in named.sources]
        spans, design = units.stretches(named.spans, named.design, edges)
    return Named(spans, design, named.coders, named.codes, named.sources)


def _edges(turns: Sequence[Utterance]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    return np.array([(turn.speech_start, turn.end) for turn in turns], dtype=np.int64).reshape(-1, 2)


def _patterns(ground: Compared, codes: Mapping[str, Code]) -> tuple[PatternView, ...]:
    groups: dict[tuple[str, str], list[Difference]] = {}
    for one in ground.differences:
        groups.setdefault((one.kind, one.pattern), []).append(one)
    return tuple(
        PatternView(
            kind,
            pattern,
            pattern_words(kind, pattern, codes),
            tuple(pattern.split("|")),
            len(group),
            sum(key_of(one) not in ground.settled for one in group),
        )
        for (kind, pattern), group in sorted(groups.items(), key=lambda entry: -len(entry[1]))
    )


def pattern_words(kind: str, pattern: str, codes: Mapping[str, Code]) -> str:
    """A pattern as one says it: 'Overhearing or Kitchen and car', 'ends of Overhearing'."""
    names = [codes[one].name if one in codes else "a code" for one in pattern.split("|")]
    if kind == "boundary":
        return f"where {names[0]} begins and ends"
    if len(names) > 1:
        return " or ".join(names)
    return f"{names[0]}, {kind}"


def open_keys(ground: Compared) -> list[str]:
    """Keys of differences nobody has settled."""
    return [key for one in ground.differences if (key := key_of(one)) not in ground.settled]
