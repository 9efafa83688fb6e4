"""Queries over coded passages: what is found, how much that is, and by case. Every count is that of what is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from annotated_types import Ge, Le, Len

from anselm.analysis.queries import Counts
from anselm.analysis.query_words import parsed, quoted, written
from anselm.analysis.report.extracts import ExtractGroup, ExtractPassage, ExtractSheet
from anselm.domain.corpus import Segment
from anselm.domain.study import Study, initials
from anselm.services.coding.reading import clock_words
from anselm.services.corpus.passages import Passage, passages_of
from anselm.services.interpretation.asking import Asked, overlapping
from anselm.services.interpretation.ground import Ground, ground_of
from anselm.services.operations import Nothing, reads
from anselm.services.ports import Reads, Rendering

__all__ = ["Readers", "counted_openly"]

Readers = Literal["apart", "together"]
WRITTEN = Len(1, 2000)


@dataclass(frozen=True, slots=True)
class FoundView:
    """A passage found, with its words and whose they are, the codes it carries and who read it so."""

    id: str
    source_id: str
    source: str
    version_id: str
    start: int
    end: int
    words: str
    question: str
    label: str
    role: str
    is_interviewer: bool
    case_id: str | None
    case_code: str
    case_name: str
    encounter: str
    turn: int | None
    t0_ms: int | None
    codes: tuple[str, ...]
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InCaseView:
    """How many of the passages found are from a case; None in a reflexive study. `term` finds the case's."""

    case_id: str | None
    code: str
    name: str
    n_passages: int | None
    term: str


@dataclass(frozen=True, slots=True)
class QueryView:
    """What a query finds. `written` is the query as understood; `set` is printed beside every count.

    In a reflexive study the counts are None. `note` says what to try when nothing was found.
    """

    written: str
    set: str
    readers: Readers
    n_codings: int | None
    n_passages: int | None
    n_participants: int | None
    n_cases: int | None
    by_case: tuple[InCaseView, ...]
    passages: tuple[FoundView, ...]
    n_left: int
    note: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A query in its written form, put to a coding set; passages from the number `offset` on, `limit` at most.

    `where` is a query that narrows what is found; codings are counted of the codes that `text` names, not of its.
    `readers`: apart, relations hold within one reader's reading; together, between all readings.
    """

    text: Annotated[str, WRITTEN]
    where: Annotated[str, Len(0, 2000)] = ""
    set: Annotated[str, Len(0, 200)] = "consensus"
    readers: Readers = "apart"
    offset: Annotated[int, Ge(0)] = 0
    limit: Annotated[int, Ge(0), Le(100_000)] = 200


@reads("/query")
def query(reads: Reads, request: Ask) -> QueryView:
    """Find the passages a written query asks for, with the count by case."""
    tree = parsed(request.text)
    ground = ground_of(reads, request.set, apart=request.readers == "apart")
    asked = Asked(ground, tree, parsed(request.where) if request.where.strip() else None)
    order = _in_order(ground, asked.passages)
    chosen = order[request.offset : request.offset + request.limit]
    counts = asked.counts if counted_openly(reads) else None
    return QueryView(
        written(tree),
        ground.set,
        request.readers,
        *_numbers(counts),
        _by_case(ground, asked, counts is not None),
        _found(reads, ground, asked, chosen),
        len(order) - request.offset - len(chosen) if request.offset < len(order) else 0,
        "" if order else _hint(ground, asked),
    )


def counted_openly(reads: Reads) -> bool:
    """Whether this study counts codes at all."""
    return not reads.get(Study, reads.viewer.study_id).reflexive


def _numbers(counts: Counts | None) -> tuple[int | None, int | None, int | None, int | None]:
    if counts is None:
        return None, None, None, None
    return counts.codings, counts.passages, counts.participants, counts.cases


def _in_order(ground: Ground, passages: Sequence[int]) -> list[int]:
    """Passages by case, then source, then place."""
    marks = ground.marks
    of_passage = np.zeros(len(ground.segments), dtype=np.int64)
    of_passage[marks.passage] = np.arange(marks.n)
    held = np.array(passages, dtype=np.int64)
    mark = of_passage[held]
    # Cases and sources of one name stand together; passages of no case come last.
    case = _places([*(one.code for one in ground.cases), "\uffff"])[marks.case[mark]]
    source = _places([one.name for one in ground.sources])[marks.source[mark]]
    order = np.lexsort((held, marks.end[mark], marks.start[mark], source, case))
    found: list[int] = held[order].tolist()
    return found


def _places(names: Sequence[str]) -> npt.NDArray[np.int64]:
    """The place of each name among the distinct names in order."""
    at = {name: n for n, name in enumerate(sorted(set(names)))}
    return np.array([at[name] for name in names], dtype=np.int64)


def _by_case(ground: Ground, asked: Asked, counting: bool) -> tuple[InCaseView, ...]:
    marks = ground.marks
    n_passages = len(ground.segments)
    pairs = np.unique((marks.case[asked.found] + 1) * n_passages + marks.passage[asked.found])
    cases, numbers = np.unique(pairs // max(n_passages, 1) - 1, return_counts=True)
    views = []
    for case, number in zip(cases.tolist(), numbers.tolist(), strict=True):
        n = number if counting else None
        if case < 0:
            views.append(InCaseView(None, "", "no team named", n, ""))
            continue
        one = ground.cases[case]
        term = f"({written(asked.query)}) AND case = {quoted(ground.facets['case'].values[case])}"
        views.append(InCaseView(one.id, one.code, one.name, n, term))
    return tuple(sorted(views, key=lambda view: (view.case_id is None, view.code)))


def _hint(ground: Ground, asked: Asked) -> str:
    """Two codes on the very same stretch are rarer than two that overlap."""
    other = overlapping(asked.query)
    if other is None or not Asked(ground, other, asked.where).found.any():
        return ""
    return f"No one passage carries both, with the same ends. Passages that overlap are found by: {written(other)}"


def _found(reads: Reads, ground: Ground, asked: Asked, chosen: Sequence[int]) -> tuple[FoundView, ...]:
    marks = ground.marks
    readers: dict[int, list[int]] = {}
    carried: dict[int, set[int]] = {}
    held = np.flatnonzero(asked.found & np.isin(marks.passage, np.array(chosen, dtype=np.int64)))
    for mark, passage in zip(held.tolist(), marks.passage[held].tolist(), strict=True):
        readers.setdefault(passage, []).append(mark)
    in_view = np.isin(marks.coding_mark, [mark for some in readers.values() for mark in some])
    for mark, code in zip(marks.coding_mark[in_view].tolist(), marks.coding_code[in_view].tolist(), strict=True):
        carried.setdefault(int(marks.passage[mark]), set()).add(code)
    places = passages_of(reads, [ground.segments[one] for one in chosen])
    return tuple(
        _view(place, ground, sorted(carried.get(one, ())), readers.get(one, []))
        for one in chosen
        if (place := places.get(ground.segments[one])) is not None
    )


def _view(place: Passage, ground: Ground, codes: Sequence[int], held: Sequence[int]) -> FoundView:
    segment: Segment = place.segment
    names = [ground.readers[reader - 1] for mark in held if (reader := int(ground.reader_of_mark[mark]))]
    return FoundView(
        f"{segment.version_id}:{segment.start}:{segment.end}",
        place.source_id,
        place.source_name,
        segment.version_id,
        segment.start,
        segment.end,
        place.words,
        place.question,
        place.label,
        place.role,
        place.is_interviewer,
        place.case_id,
        place.case_code,
        place.case_name,
        place.encounter_code,
        place.turn,
        place.t0_ms,
        tuple(f"{ground.codes[one].key} {ground.codes[one].name}".strip() for one in codes),
        tuple(sorted({initials(name) for name in names})) or ("agreed",),
    )


@dataclass(frozen=True, slots=True)
class AskableView:
    """What a query or table of this study may name: codes and themes by the term that finds them, facts with values."""

    codes: tuple[TermView, ...]
    themes: tuple[TermView, ...]
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class TermView:
    """A code or theme as shown, and as a query names it."""

    name: str
    term: str


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact and the values it takes among coded passages."""

    name: str
    values: tuple[str, ...]


@reads("/query/words")
def askable(reads: Reads, request: Nothing) -> AskableView:
    """List what a query may name: codes, themes, and the facts known of passages."""
    ground = ground_of(reads)
    terms = ground.terms
    codes = tuple(
        TermView(f"{one.key} {one.name}".strip(), terms.term("code", at))
        for at, one in enumerate(ground.codes)
        if one.retired_at is None
    )
    themes = tuple(
        TermView(f"{one.key} {one.name}".strip(), terms.term("theme", at)) for at, one in enumerate(ground.themes)
    )
    facts = tuple(FactView(one.name, one.values[:500]) for one in ground.facets.values())
    return AskableView(codes, themes, facts)


@dataclass(frozen=True, slots=True)
class ExportFound:
    """What a query finds, as a file."""

    text: Annotated[str, WRITTEN]
    where: Annotated[str, Len(0, 2000)] = ""
    set: Annotated[str, Len(0, 200)] = "consensus"
    readers: Readers = "apart"
    format: Literal["docx", "xlsx", "csv", "md"] = "docx"


@reads("/query/export", download=True)
def query_file(reads: Reads, request: ExportFound) -> Rendering:
    """Write every passage a query finds as a file, by case."""
    found = query(reads, Ask(request.text, request.where, request.set, request.readers, limit=100_000))
    groups: dict[str, list[ExtractPassage]] = {}
    for one in found.passages:
        groups.setdefault(f"{one.case_code} {one.case_name}".strip() or "No team named", []).append(_extract(one))
    study = reads.get(Study, reads.viewer.study_id)
    sheet = ExtractSheet(
        study.title,
        found.written,
        tuple(ExtractGroup(heading, tuple(held)) for heading, held in groups.items()),
        found.set,
    )
    return Rendering("query", request.format, sheet)


def _extract(one: FoundView) -> ExtractPassage:
    return ExtractPassage(
        label=one.label,
        role=one.role,
        case=one.case_name,
        source=one.encounter or one.source,
        words=one.words,
        turn=one.turn,
        time=clock_words(one.t0_ms),
        question_before=one.question,
        coders=one.coders,
    )
