"""Queries over coded passages, tables of one thing by another, and codes that stand together.

Every count here is the number of passages (or people, or cases) that the query written beside it finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from annotated_types import Ge, Le, Len

from anselm.analysis.queries import Counts, Marks, crossed, together
from anselm.analysis.query_words import parsed, quoted, written
from anselm.domain.corpus import Segment
from anselm.domain.errors import Invalid, Refused
from anselm.domain.study import Study, initials
from anselm.services.corpus.passages import Passage, passages_of
from anselm.services.interpretation.asking import Asked, Terms, overlapping
from anselm.services.interpretation.ground import Ground, ground_of
from anselm.services.operations import Nothing, reads
from anselm.services.ports import Reads

__all__ = ["counted_openly"]

Ints = npt.NDArray[np.int64]
Readers = Literal["apart", "together"]
Unit = Literal["codings", "passages", "participants", "cases"]
WRITTEN = Len(1, 2000)
MOST_CELLS = 200_000


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
    order = _in_order(reads, ground, asked.passages)
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


def _in_order(reads: Reads, ground: Ground, passages: Sequence[int]) -> list[int]:
    """Passages by case, then source, then place."""
    if not passages:
        return []
    marks = ground.marks
    of_passage = np.zeros(len(ground.segments), dtype=np.int64)
    of_passage[marks.passage] = np.arange(marks.n)
    names = [one.name for one in ground.sources]
    codes = [one.code for one in ground.cases]

    def place(passage: int) -> tuple[str, str, int, int]:
        mark = of_passage[passage]
        case = marks.case[mark]
        segment = ground.segments[passage]
        return codes[case] if case >= 0 else "\uffff", names[marks.source[mark]], segment.start, segment.end

    return sorted(passages, key=place)


def _by_case(ground: Ground, asked: Asked, counting: bool) -> tuple[InCaseView, ...]:
    marks = ground.marks
    pairs = np.unique(np.stack([marks.case[asked.found], marks.passage[asked.found]], axis=1), axis=0)
    cases, numbers = np.unique(pairs[:, 0], return_counts=True)
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
    marks, wanted = ground.marks, set(chosen)
    readers: dict[int, list[int]] = {}
    carried: dict[int, set[int]] = {}
    held = np.flatnonzero(asked.found)
    for mark, passage in zip(held.tolist(), marks.passage[held].tolist(), strict=True):
        if passage in wanted:
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
class HeadView:
    """A row or column: its words, and the term that finds it. `n` is how much it holds by itself."""

    name: str
    term: str
    n: int


@dataclass(frozen=True, slots=True)
class TableView:
    """Counts of `unit`: cell [r][c] is how many the row's term AND the column's `joined` find, within `where`.

    Among codes together, a cell whose row and column are one code is the row's own count.
    """

    rows: tuple[HeadView, ...]
    columns: tuple[HeadView, ...]
    joined: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    unit: Unit
    where: str
    set: str
    readers: Readers


@dataclass(frozen=True, slots=True)
class Cross:
    """What stands in rows and columns: code, theme, or a fact (case, role, person, source, reader, an attribute).

    Only one of the two may be code or theme. `where` is a written query that narrows what is counted.
    """

    rows: Annotated[str, Len(1, 200)]
    columns: Annotated[str, Len(1, 200)]
    unit: Unit = "passages"
    where: Annotated[str, Len(0, 2000)] = ""
    set: Annotated[str, Len(0, 200)] = "consensus"
    readers: Readers = "apart"


@reads("/crosstab")
def crosstab(reads: Reads, request: Cross) -> TableView:
    """Count one thing by another: codes or themes by cases, roles, people, sources, readers or attributes."""
    _refuse_counts(reads)
    ground = ground_of(reads, request.set, apart=request.readers == "apart")
    coded = [one for one in (request.rows, request.columns) if one.casefold() in ("code", "theme")]
    if len(coded) == 2:
        raise Invalid("Codes by codes is a table of what stands together.", place="columns", advice="Ask for that one.")
    where = Asked(ground, parsed(request.where)) if request.where.strip() else None
    counted = np.ones(ground.marks.n, dtype=np.bool_) if where is None else where.found
    rows, row_pairs = _side(ground, request.rows, "rows")
    columns, column_pairs = _side(ground, request.columns, "columns")
    if len(rows) * len(columns) > MOST_CELLS:
        raise Refused(f"This table would have {len(rows)} rows and {len(columns)} columns.", advice="Narrow it first.")
    row_pairs = row_pairs[:, counted[ground.marks.coding_mark[row_pairs[0]]]]
    every = _everything(ground.marks)
    table = crossed(ground.marks, row_pairs, column_pairs, (len(rows), len(columns)), request.unit)
    alone = crossed(ground.marks, row_pairs, every, (len(rows), 1), request.unit)[:, 0]
    every = every[:, counted[ground.marks.coding_mark[every[0]]]]
    of_column = crossed(ground.marks, every, column_pairs, (1, len(columns)), request.unit)[0]
    shown_rows, shown_columns = np.flatnonzero(alone), np.flatnonzero(table.any(axis=0))
    return TableView(
        tuple(HeadView(*rows[at], int(alone[at])) for at in shown_rows),
        tuple(HeadView(*columns[at], int(of_column[at])) for at in shown_columns),
        tuple(columns[at][1] for at in shown_columns),
        tuple(tuple(table[at, shown_columns].tolist()) for at in shown_rows),
        request.unit,
        written(where.query) if where is not None else "",
        ground.set,
        request.readers,
    )


def _refuse_counts(reads: Reads) -> None:
    if not counted_openly(reads):
        raise Refused(
            "This study is read reflexively, so codes are talked about and not counted.",
            advice="A query still finds passages.",
        )


def _everything(marks: Marks) -> Ints:
    n = len(marks.coding_mark)
    return np.stack([np.arange(n), np.zeros(n, dtype=np.int64)])


def _side(ground: Ground, name: str, place: str) -> tuple[list[tuple[str, str]], Ints]:
    """The heads of one side (words and term), and pairs of coding and number."""
    marks, plain = ground.marks, name.casefold()
    if plain == "code":
        return _codes_side(ground)
    if plain == "theme":
        terms = Terms(ground)
        heads = [(f"{one.key} {one.name}".strip(), terms.term("theme", at)) for at, one in enumerate(ground.themes)]
        return heads, _member_pairs(marks, [sorted(one) for one in ground.theme_codes])
    facet = ground.facets.get(plain)
    if facet is None:
        known = ", ".join(one.name for one in ground.facets.values())
        raise Invalid(f"There is nothing called {name}; there is code, theme, {known}.", place=place)
    values = facet.of_mark[marks.coding_mark]
    codings = np.flatnonzero(values >= 0)
    heads = [(one, f"{quoted(facet.name)} = {quoted(one)}") for one in facet.values]
    return heads, np.stack([codings, values[codings]]).astype(np.int64)


def _codes_side(ground: Ground) -> tuple[list[tuple[str, str]], Ints]:
    terms = Terms(ground)
    heads = [(f"{one.key} {one.name}".strip(), terms.term("code", at)) for at, one in enumerate(ground.codes)]
    used = set(ground.marks.coding_code.tolist())
    # A heading over codes is no code of its own unless it was given to a passage itself.
    members = [
        sorted(below) if not code.group or at in used else []
        for at, (code, below) in enumerate(zip(ground.codes, ground.below, strict=True))
    ]
    return heads, _member_pairs(ground.marks, members)


def _member_pairs(marks: Marks, members: Sequence[Sequence[int]]) -> Ints:
    """Pairs of coding and group, for groups of codes."""
    order = np.argsort(marks.coding_code, kind="stable")
    held = marks.coding_code[order]
    parts = [np.zeros((2, 0), dtype=np.int64)]
    for number, codes in enumerate(members):
        for code in codes:
            codings = order[np.searchsorted(held, code, "left") : np.searchsorted(held, code, "right")]
            parts.append(np.stack([codings, np.full(len(codings), number, dtype=np.int64)]))
    return np.concatenate(parts, axis=1)


@dataclass(frozen=True, slots=True)
class Together:
    """Where two codes count as standing together: passages overlap, share a turn, or stand in the same source."""

    place: Literal["overlaps", "same turn", "same source"] = "overlaps"
    set: Annotated[str, Len(0, 200)] = "consensus"
    readers: Readers = "apart"


@reads("/cooccurrence")
def cooccurrence(reads: Reads, request: Together) -> TableView:
    """Count, for every two codes, how many passages of the first stand together with the second."""
    _refuse_counts(reads)
    ground = ground_of(reads, request.set, apart=request.readers == "apart")
    heads, pairs = _codes_side(ground)
    order = np.argsort(pairs[0], kind="stable")
    marks = ground.marks
    # A code counts with all below it, as it does wherever it is named.
    grown = replace(marks, coding_mark=marks.coding_mark[pairs[0][order]], coding_code=pairs[1][order])
    table = together(grown, len(heads), request.place)
    used = np.flatnonzero(np.diagonal(table))
    shown = tuple(HeadView(*heads[at], int(table[at, at])) for at in used)
    sign = request.place.upper()
    return TableView(
        shown,
        shown,
        tuple(f"{sign}({one.term})" for one in shown),
        tuple(tuple(table[at, used].tolist()) for at in used),
        "passages",
        "",
        ground.set,
        request.readers,
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
    terms = Terms(ground)
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
