"""What agreement of a round is computed from, and every coefficient of it, by names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
from annotated_types import Len

from anselm.analysis.agreement import units
from anselm.analysis.agreement.histogram import Design, Spans
from anselm.analysis.agreement.result import Ints
from anselm.analysis.agreement.table import Named, Row, Table, compare
from anselm.analysis.words import sentences, words
from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import Source, SourceVersion, Utterance
from anselm.domain.errors import Refused
from anselm.domain.fieldwork import Encounter
from anselm.domain.judging import Round
from anselm.domain.study import Study
from anselm.services.coding.ground import judges_of, open_round, reader_names, versions_of
from anselm.services.coding.hanging import WithoutView, without_each
from anselm.services.coding.narrowing import NarrowingView, narrowing_of
from anselm.services.coding.sets import read_by, readings_of
from anselm.services.operations import reads
from anselm.services.ports import Reads

__all__ = [
    "FigureView",
    "Unit",
    "WhichRound",
    "figure_view",
    "in_units",
    "marked_in",
    "measured",
    "named_of",
    "over_time",
    "readers_of",
    "refuse_reflexive",
]


Unit = Literal["character", "word", "sentence", "utterance", "source", "case"]


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
class WhichRound:
    """A round, and what is compared: characters of speech, words, sentences, turns, whole sources or whole cases."""

    round_id: Annotated[str, Len(1, 64)]
    unit: Unit = "character"


def over_time(round_: Round) -> str:
    """What a figure of one reader over time is, and is not."""
    if round_.repeats_agreed:
        return "how one reader reads over time what was agreed, not agreement between readers"
    return "the consistency of one reader over time, not agreement between readers"


def figure_view(row: Row) -> FigureView:
    """A figure as it is shown."""
    figure = row.figure
    return FigureView(row.coefficient, figure.value, figure.undefined, figure.low, figure.high, figure.n, row.n_sources)


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
    without: tuple[WithoutView, ...]
    narrowing: tuple[NarrowingView, ...]


@reads("/rounds/agreement")
def agreement(reads: Reads, request: WhichRound) -> AgreementView:
    """Give every coefficient of a round for every code and pair. Refused in a reflexive study, which has none."""
    refuse_reflexive(reads)
    round_ = open_round(reads, request.round_id)
    named = named_of(reads, round_, readers_of(reads, round_), request.unit)
    table = compare(named, unit=request.unit, coding_set=round_.id)
    without = () if request.unit == "case" else without_each(reads, named, ("krippendorff_alpha",))
    everyone = [row for row in table.overall if row.pair is None or len(named.coders) == 2]
    people = reader_names(reads, round_)
    codes = {one.id: one.name for one in reads.find(Code)}
    return AgreementView(
        table.unit,
        round_.name if round_.repeats_id is None else f"{round_.name} ({over_time(round_)})",
        tuple(_coefficient(row, codes, people) for row in table.codes),
        tuple(_coefficient(row, codes, people) for row in table.overall),
        table.interval,
        table.n_documents,
        table.likely_too_narrow,
        without,
        narrowing_of(reads, round_, everyone, table.n_documents, table.unit),
    )


def refuse_reflexive(reads: Reads) -> None:
    """Raises Refused in a reflexive study, in which nothing is measured."""
    if reads.get(Study, reads.viewer.study_id).reflexive:
        raise Refused("This study is read reflexively, so readings are talked about and not measured.")


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


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of a round as columns, for figures: whose, with what, in which text of which source, from where to."""

    coders: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


_COLUMNS = ("coder_id", "code_id", "source_id", "version_id", "start", "end")


def marked_in(reads: Reads, round_: Round) -> Marked:
    """The marks of a round, without what was written beside them."""
    return reads.followed(
        ("marks", round_),
        Coding,
        lambda: _marked_in(reads, round_),
        lambda there, changed: _marked_since(reads, round_, there, changed),
    ).marked


@dataclass(frozen=True, slots=True)
class _Rows:
    """The marks of a round by coding, and as columns."""

    by_coding: Mapping[str, tuple[Any, ...]]
    marked: Marked

    @classmethod
    def of(cls, by_coding: Mapping[str, tuple[Any, ...]]) -> _Rows:
        return cls(by_coding, Marked(*zip(*by_coding.values(), strict=True)) if by_coding else Marked())


def _marked_in(reads: Reads, round_: Round) -> _Rows:
    if round_.repeats_id is None:
        return _Rows.of({row[0]: row[1:] for row in reads.columns(Coding, "id", *_COLUMNS, round_id=round_.id)})
    codings = readings_of(reads, round_)[1]
    return _Rows.of({key: tuple(getattr(one, name) for name in _COLUMNS) for key, one in codings.items()})


def _marked_since(reads: Reads, round_: Round, there: _Rows, changed: frozenset[str]) -> _Rows | None:
    """The marks once some codings are other than they were; None where others may have moved with them."""
    if round_.repeats_id is not None:
        return None
    came = reads.columns(Coding, "id", *_COLUMNS, id=changed, round_id=round_.id) if changed else ()
    if not came and there.by_coding.keys().isdisjoint(changed):
        return there
    kept = {key: row for key, row in there.by_coding.items() if key not in changed}
    return _Rows.of(kept | {row[0]: row[1:] for row in came})


def readers_of(reads: Reads, round_: Round) -> tuple[str, ...]:
    """The readers of a round, in its order; in open coding whoever coded."""
    return judges_of(round_, marked_in(reads, round_).coders)


def measured(reads: Reads, round_: Round, judges: Sequence[str], unit: Unit) -> Table:
    """Every coefficient of a round in one unit, codes and readers by identifier."""
    return compare(named_of(reads, round_, judges, unit), unit=unit, coding_set=round_.id)


def named_of(reads: Reads, round_: Round, judges: Sequence[str], unit: Unit | None = None) -> Named:
    """The readings of these readers as numbers, in a unit (none: by character of the whole text)."""
    who = tuple(judges)
    if unit is None:
        return reads.kept(("readings as numbers", round_, who), lambda: _named_of(reads, round_, who))
    # Asked for inside, so that what is kept in units goes with the marks it is made of.
    return reads.kept(
        ("readings in units", round_, who, unit), lambda: in_units(reads, named_of(reads, round_, who), unit)
    )


def _named_of(reads: Reads, round_: Round, judges: tuple[str, ...]) -> Named:
    marked = marked_in(reads, round_)
    versions = versions_of(reads, round_, dict(zip(marked.versions, marked.sources, strict=True)))
    by_source = read_by(reads, round_)
    readers = [by_source.get(version.source_id, set()) for version in versions]
    names = tuple(version.id for version in versions)
    codes = tuple(sorted(set(marked.codes)))
    design = Design.of(
        len(codes),
        [version.n_characters for version in versions],
        np.array([[judge in each for each in readers] for judge in judges], dtype=np.bool_).reshape(
            len(judges), len(versions)
        ),
    )
    coder = _numbers(marked.coders, judges)
    own = coder >= 0
    spans = Spans(
        coder[own],
        _numbers(marked.codes, codes)[own],
        _numbers(marked.versions, names)[own],
        np.array(marked.starts, dtype=np.int64)[own],
        np.array(marked.ends, dtype=np.int64)[own],
    )
    return Named(spans, design, judges, codes, names)


def _numbers(names: Sequence[str], known: Sequence[str]) -> Ints:
    """The place of each among those known; -1 for one that is not."""
    places = {name: at for at, name in enumerate(known)}
    return np.fromiter((places.get(name, -1) for name in names), dtype=np.int64, count=len(names))


def in_units(reads: Reads, named: Named, unit: Unit) -> Named:
    """The same readings in another unit. Characters, words, sentences and turns are those of speech."""
    spans: Spans
    design: Design
    if unit == "source":
        spans, design = units.sources(named.spans, named.design)
    elif unit == "case":
        spans, design = units.cases(named.spans, named.design, _cases(reads, named))
    else:
        speech = _speech(reads, named)
        if unit == "character":
            spans, design = units.within(named.spans, named.design, speech)
        else:
            edges = speech if unit == "utterance" else _parts(reads, named, speech, unit)
            spans, design = units.stretches(named.spans, named.design, edges)
    return Named(spans, design, named.coders, named.codes, named.sources)


def _speech(reads: Reads, named: Named) -> list[Ints]:
    """The stretches of speech of each text; a text without turns is taken whole."""
    turns = reads.utterances_of(list(named.sources))
    lengths = named.design.lengths.tolist()
    return [_edges(turns.get(source, ()), size) for source, size in zip(named.sources, lengths, strict=True)]


def _edges(turns: Sequence[Utterance], size: int) -> Ints:
    spoken = [(turn.speech_start, turn.end) for turn in turns] or [(0, size)]
    return np.array(spoken, dtype=np.int64).reshape(-1, 2)


def _parts(reads: Reads, named: Named, speech: Sequence[Ints], unit: Unit) -> list[Ints]:
    """The words or sentences of speech, none across two turns."""
    texts = reads.texts(list(named.sources))
    split = words if unit == "word" else sentences
    found = []
    for source, edges in zip(named.sources, speech, strict=True):
        text = texts.get(source, "")
        parts = [(at + start, at + end) for at, to in edges.tolist() for start, end in split(text[at:to])]
        found.append(np.array(parts, dtype=np.int64).reshape(-1, 2))
    return found


def _cases(reads: Reads, named: Named) -> Ints:
    """The case of each text by number; one that belongs to no case stands for itself."""
    source_of = {one.id: one.source_id for one in reads.find(SourceVersion, id=list(named.sources))}
    known = {one.id: one for one in reads.find(Source, id=list(set(source_of.values())))}
    encounters = {one.id: one.case_id for one in reads.find(Encounter)}
    numbers: dict[str, int] = {}
    of_text = []
    for version in named.sources:
        source = known.get(source_of.get(version, ""))
        case = None if source is None else source.case_id or encounters.get(source.encounter_id or "")
        of_text.append(numbers.setdefault(case or version, len(numbers)))
    return np.array(of_text, dtype=np.int64)
