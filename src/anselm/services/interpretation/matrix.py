"""The framework matrix: what each case says to each theme or code, in own words, with the passages it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from annotated_types import Len

from anselm.analysis.report.matrix import MatrixCell, MatrixPassage, MatrixSheet
from anselm.domain.coding import Code
from anselm.domain.corpus import Segment, SourceVersion
from anselm.domain.errors import Invalid, NotFound, Refused
from anselm.domain.fieldwork import Attribute, AttributeValue, Case
from anselm.domain.interpretation import Cell, FrameworkMatrix, Lens, Theme, ThemeState
from anselm.domain.study import Researcher, Right, Study, initials
from anselm.services.corpus.carrying import follow
from anselm.services.corpus.passages import Passage, passages_of
from anselm.services.interpretation.ground import Ground, ground_of
from anselm.services.interpretation.placed import standing_placements
from anselm.services.interpretation.under import NOTHING, Under, compared, passages_under
from anselm.services.interpretation.unswept import unswept
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Rendering, Work

EVERYTHING = FrameworkMatrix("", "Cases by themes")


@dataclass(frozen=True, slots=True)
class MatrixName:
    """A matrix by name; its columns are themes or codes."""

    id: str
    name: str
    columns: str
    column_ids: tuple[str, ...]


@reads("/matrices")
def matrices(reads: Reads, request: Nothing) -> tuple[MatrixName, ...]:
    """List the matrices of the study, in the order made."""
    return tuple(MatrixName(one.id, one.name, one.columns, one.column_ids) for one in reads.find(FrameworkMatrix))


@dataclass(frozen=True, slots=True)
class NewMatrix:
    """A matrix to begin with: by themes or codes, all of them or those named."""

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 300)]
    columns: Literal["theme", "code"] = "theme"
    column_ids: tuple[str, ...] = ()


@writes("/matrices/add", right=Right.WRITE, label="adding a matrix")
def add_matrix(work: Work, request: NewMatrix) -> MatrixName:
    """Add a framework matrix."""
    if any(one.name == request.name and one.id != request.id for one in work.find(FrameworkMatrix)):
        raise Refused("There is a matrix of that name already.", place="name")
    columns = tuple(dict.fromkeys(request.column_ids))
    for one in columns:
        _column(work, request.columns, one)
    made = FrameworkMatrix(request.id, request.name, request.columns, columns, work.by, work.now)
    work.add(made)
    return MatrixName(made.id, made.name, made.columns, made.column_ids)


@dataclass(frozen=True, slots=True)
class OneMatrix:
    """A matrix by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/matrices/remove", right=Right.WRITE, label="taking a matrix away")
def remove_matrix(work: Work, request: OneMatrix) -> Done:
    """Take a matrix away with what is written in it; its history stays."""
    found = work.maybe(FrameworkMatrix, request.id)
    if found is not None:
        for cell in work.find(Cell, matrix_id=found.id):
            work.remove(cell)
        work.remove(found)
    return Done(request.id)


def _column(reads: Reads, kind: str, identifier: str) -> Theme | Code:
    """A theme or code by identifier. Raises NotFound."""
    if kind == "theme":
        return reads.get(Theme, identifier)
    return reads.get(Code, identifier)


@dataclass(frozen=True, slots=True)
class RowView:
    """A case; `group` is its value of the attribute the rows are grouped by."""

    case_id: str
    code: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A theme or code as a column; `level` where it is placed in the lens in use, by name."""

    id: str
    key: str
    name: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell. `state` is empty, draft, final or stale; `why_stale` says what changed under it since it was written.

    `n_passages` stand under it in the coding set (None in a reflexive study); `n_linked` are tied to the summary.
    """

    case_id: str
    column_id: str
    summary: str
    state: Literal["empty", "draft", "final", "stale"]
    final: bool
    why_stale: str
    n_passages: int | None
    n_linked: int
    by: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class MatrixView:
    """A matrix whole: `cells[row][column]`. `set` is the coding set the passages are from.

    `by_level` where the columns stand by the levels of the lens in use, the innermost first and what is placed nowhere
    last; `lens` is its name, empty where none is in use.
    """

    id: str
    name: str
    columns_are: str
    set: str
    group_by: str
    groupings: tuple[str, ...]
    rows: tuple[RowView, ...]
    columns: tuple[ColumnView, ...]
    cells: tuple[tuple[CellView, ...], ...]
    by_level: bool = False
    lens: str = ""


@dataclass(frozen=True, slots=True)
class WhichMatrix:
    """A matrix by identifier or name, or the first (all themes where none is made); rows grouped by an attribute,
    columns by level."""

    matrix: Annotated[str, Len(0, 300)] = ""
    group_by: Annotated[str, Len(0, 200)] = ""
    by_level: bool = False


@reads("/matrix")
def matrix(reads: Reads, request: WhichMatrix) -> MatrixView:
    """Show a matrix with the summary, state and number of passages of every cell."""
    return _read(reads, request).view


@dataclass(frozen=True, slots=True)
class _Matrix:
    view: MatrixView
    ground: Ground
    under: Under
    links: dict[tuple[str, str], tuple[Segment, ...]]


def _read(reads: Reads, request: WhichMatrix) -> _Matrix:
    """A matrix, kept as long as nothing in it or under it changes."""
    return reads.kept(
        ("matrix", request.matrix, request.group_by, request.by_level), lambda: _read_anew(reads, request)
    )


@unswept()
def _read_anew(reads: Reads, request: WhichMatrix) -> _Matrix:
    found = _named(reads, request.matrix)
    ground = ground_of(reads)
    lens, columns = in_levels(reads, _columns(reads, found), by_level=request.by_level)
    groups, groupings = _groups(reads, request.group_by)
    rows = sorted(
        (RowView(one.id, one.code, one.name, groups.get(one.id, "")) for one in compared(ground.cases)),
        key=lambda row: (_by_value(row.group), row.code),
    )
    written = reads.kept(("cells", found.id), lambda: _written(reads, found.id))
    column_ids = tuple(one.id for one in columns)
    under = reads.kept(
        ("under", found.columns, column_ids), lambda: passages_under(ground_of(reads), found.columns, column_ids)
    )
    places = follow(reads, {place for cell in written.values() for place in (*cell.links, *cell.known)})
    held = {one.id for one in reads.find(SourceVersion, id=list({at.version_id for at in _all(written, places)}))}
    names = {one.id: initials(one.name) for one in reads.find(Researcher)}
    counting = not reads.get(Study, reads.viewer.study_id).reflexive
    links = {
        at: tuple(now for one in cell.links if (now := places.get(one, one)).version_id in held)
        for at, cell in written.items()
    }
    known = {
        at: frozenset(now for one in cell.known if (now := places.get(one, one)).version_id in held)
        for at, cell in written.items()
    }
    number = ground.segments.numbers(frozenset().union(*known.values()))

    def cell(case_id: str, column_id: str) -> CellView:
        at = (case_id, column_id)
        here, one = under.get(at, NOTHING), written.get(at)
        n = len(here) if counting else None
        if one is None:
            return CellView(case_id, column_id, "", "empty", False, "", n, 0, "", "")
        both = len({number[place] for place in known[at] if place in number} & set(here.tolist())) if known[at] else 0
        lost = len(links[at]) < len(one.links)
        why = _why_stale(len(here) - both, len(known[at]) - both, lost, counting)
        state: Literal["stale", "final", "draft"] = "stale" if why else "final" if one.final else "draft"
        return CellView(
            case_id, column_id, one.summary, state, one.final, why, n, len(links[at]), names.get(one.author_id, ""),
            one.changed_at,
        )  # fmt: skip

    cells = tuple(tuple(cell(row.case_id, column.id) for column in columns) for row in rows)
    view = MatrixView(
        found.id, found.name, found.columns, ground.set, request.group_by, groupings, tuple(rows), columns, cells,
        request.by_level, lens,
    )  # fmt: skip
    return _Matrix(view, ground, under, links)


def _written(reads: Reads, matrix_id: str) -> dict[tuple[str, str], Cell]:
    return {(one.case_id, one.column_id): one for one in reads.find(Cell, matrix_id=matrix_id)}


def _all(written: dict[tuple[str, str], Cell], places: dict[Segment, Segment]) -> Iterable[Segment]:
    return (places.get(place, place) for cell in written.values() for place in (*cell.links, *cell.known))


def _why_stale(new: int, gone: int, lost: bool, counting: bool) -> str:
    if not (new or gone or lost):
        return ""
    if not counting:
        return "passages under it have changed"
    said = [
        *([f"{new} new {'passage' if new == 1 else 'passages'}"] if new else []),
        *([f"{gone} no longer there"] if gone else []),
        *(["a passage it rests on cannot be shown"] if lost else []),
    ]
    return ", ".join(said)


def _named(reads: Reads, name: str) -> FrameworkMatrix:
    found = reads.find(FrameworkMatrix)
    for one in found:
        if name in (one.id, one.name):
            return one
    if name:
        raise NotFound
    return found[0] if found else EVERYTHING


def _columns(reads: Reads, found: FrameworkMatrix) -> list[ColumnView]:
    held: Sequence[Theme | Code]
    if found.columns == "theme":
        themes = [one for one in reads.find(Theme) if one.state is not ThemeState.RETIRED]
        held = sorted(themes, key=lambda one: (one.position, one.key))
    else:
        held = [one for one in reads.find(Code) if not one.group and one.retired_at is None]
    wanted = {one: at for at, one in enumerate(found.column_ids)}
    if wanted:
        held = sorted((one for one in held if one.id in wanted), key=lambda one: wanted[one.id])
    return [ColumnView(one.id, one.key, one.name) for one in held]


def in_levels(reads: Reads, columns: Sequence[ColumnView], *, by_level: bool) -> tuple[str, tuple[ColumnView, ...]]:
    """The lens in use by name, and columns with the level each is placed at, grouped by it if wished."""
    lens = next(iter(reads.find(Lens, active=True)), None)
    if lens is None:
        return "", tuple(columns)
    placed: dict[str, str] = {}
    for one in standing_placements(reads, lens_id=lens.id, target_id=[column.id for column in columns]):
        placed.setdefault(one.target_id, one.level_key)
    order = {level.key: (at, level.name) for at, level in enumerate(lens.levels)}
    nowhere = (len(order), "")
    at_level = [(order.get(placed.get(one.id, ""), nowhere), one) for one in columns]
    if by_level:
        at_level.sort(key=lambda pair: pair[0][0])
    return lens.name, tuple(replace(one, level=level) for (_, level), one in at_level)


def _groups(reads: Reads, name: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The value of each case of the attribute to group by, and the attributes there are."""
    known = {one.name: one for one in reads.find(Attribute, about="case")}
    if not name:
        return {}, tuple(known)
    if name not in known:
        raise Invalid(f"Cases have no attribute called {name}.", place="group_by")
    values = {one.about_id: one.value for one in reads.find(AttributeValue, attribute_id=known[name].id)}
    return values, tuple(known)


def _by_value(value: str) -> tuple[int, float, str]:
    try:
        return 0, float(value), ""
    except ValueError:
        return 1 if value else 2, 0.0, value.casefold()


@dataclass(frozen=True, slots=True)
class OneCell:
    """A cell by its case and column, in a matrix by identifier or name, or the first."""

    case_id: Annotated[str, Len(1, 64)]
    column_id: Annotated[str, Len(1, 64)]
    matrix: Annotated[str, Len(0, 300)] = ""


@dataclass(frozen=True, slots=True)
class BesideView:
    """A passage beside a cell: `linked` when the summary rests on it, `new` when it came since it was written."""

    version_id: str
    start: int
    end: int
    source_id: str
    source: str
    label: str
    role: str
    turn: int | None
    words: str
    question: str
    linked: bool
    new: bool


@dataclass(frozen=True, slots=True)
class OpenCellView:
    """A cell opened: the summary, and the passages beside it, those it rests on first."""

    cell: CellView
    case: str
    column: str
    passages: tuple[BesideView, ...]


@reads("/matrix/cell")
def matrix_cell(reads: Reads, request: OneCell) -> OpenCellView:
    """Open a cell with the passages beside it."""
    found = _read(reads, WhichMatrix(request.matrix))
    view, at = found.view, (request.case_id, request.column_id)
    row = next((n for n, one in enumerate(view.rows) if one.case_id == request.case_id), None)
    column = next((n for n, one in enumerate(view.columns) if one.id == request.column_id), None)
    if row is None or column is None:
        raise NotFound
    cell = next(iter(reads.find(Cell, matrix_id=view.id, case_id=at[0], column_id=at[1])), None)
    known = follow(reads, cell.known) if cell is not None else {}
    before = {known.get(one, one) for one in cell.known} if cell is not None else set()
    linked = dict.fromkeys(found.links.get(at, ()))
    here = found.under.get(at, NOTHING)
    spoken = passages_of(reads, [*linked, *sorted(found.ground.segments[one] for one in here.tolist())])
    passages = [
        _beside(place, place.segment in linked, cell is not None and place.segment not in before)
        for place in spoken.values()
    ]
    passages.sort(key=lambda one: (not one.linked, not one.new, one.label, one.source, one.start))
    heads = view.rows[row], view.columns[column]
    return OpenCellView(
        view.cells[row][column],
        f"{heads[0].code} {heads[0].name}".strip(),
        f"{heads[1].key} {heads[1].name}".strip(),
        tuple(passages),
    )


def _beside(place: Passage, linked: bool, new: bool) -> BesideView:
    segment = place.segment
    return BesideView(
        segment.version_id,
        segment.start,
        segment.end,
        place.source_id,
        place.source_name,
        place.label,
        place.role,
        place.turn,
        place.words,
        place.question,
        linked,
        new,
    )


@dataclass(frozen=True, slots=True)
class Link:
    """A passage a summary rests on, by its place."""

    version_id: Annotated[str, Len(1, 64)]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WriteCell:
    """A cell as it shall read. `id` is used when the cell is new; writing it takes in what stands under it now."""

    id: Annotated[str, Len(1, 64)]
    matrix_id: Annotated[str, Len(1, 64)]
    case_id: Annotated[str, Len(1, 64)]
    column_id: Annotated[str, Len(1, 64)]
    summary: Annotated[str, Len(0, 20_000)]
    links: Annotated[tuple[Link, ...], Len(0, 500)] = ()
    final: bool = False


@writes("/matrix/write", right=Right.WRITE, label="writing a cell of a matrix")
def write_cell(work: Work, request: WriteCell) -> OpenCellView:
    """Write the summary of a cell and what it rests on; a final one needs at least one passage."""
    held = work.get(FrameworkMatrix, request.matrix_id)
    work.get(Case, request.case_id)
    _column(work, held.columns, request.column_id)
    if held.column_ids and request.column_id not in held.column_ids:
        raise Invalid("This matrix has no such column.", place="column_id")
    links = tuple(dict.fromkeys(Segment(one.version_id, one.start, one.end) for one in request.links))
    for place in links:
        place.span.within(work.get(SourceVersion, place.version_id).n_characters)
    ground = ground_of(work)
    under = passages_under(ground, held.columns, [request.column_id]).get((request.case_id, request.column_id), NOTHING)
    old = next(iter(work.find(Cell, matrix_id=held.id, case_id=request.case_id, column_id=request.column_id)), None)
    made = Cell(
        old.id if old is not None else request.id,
        held.id,
        request.case_id,
        request.column_id,
        request.summary,
        links,
        request.final,
        tuple(sorted(ground.segments[one] for one in under.tolist())),
        work.by,
        work.now,
    )
    if old is None:
        work.add(made)
    elif replace(made, author_id=old.author_id, changed_at=old.changed_at) != old:
        work.replace(made)
    return matrix_cell(work, OneCell(request.case_id, request.column_id, held.id))


@dataclass(frozen=True, slots=True)
class ExportMatrix:
    """A matrix as a file."""

    matrix: Annotated[str, Len(0, 300)] = ""
    group_by: Annotated[str, Len(0, 200)] = ""
    by_level: bool = False
    format: Literal["docx", "xlsx", "csv"] = "xlsx"


@reads("/matrix/export", download=True)
def matrix_file(reads: Reads, request: ExportMatrix) -> Rendering:
    """Write a matrix as a file, with the passages its summaries rest on."""
    found = _read(reads, WhichMatrix(request.matrix, request.group_by, request.by_level))
    view = found.view
    spoken = passages_of(reads, [place for some in found.links.values() for place in some])
    number = 0
    rows: list[tuple[MatrixCell, ...]] = []
    for cells in view.cells:
        made: list[MatrixCell] = []
        for cell in cells:
            held: list[MatrixPassage] = []
            for place in found.links.get((cell.case_id, cell.column_id), ()):
                if place in spoken:
                    number += 1
                    one = spoken[place]
                    held.append(MatrixPassage(number, one.label, one.source_name, one.turn, one.words))
            made.append(MatrixCell(cell.summary, cell.state, tuple(held)))
        rows.append(tuple(made))
    sheet = MatrixSheet(
        reads.get(Study, reads.viewer.study_id).title,
        view.name,
        tuple(f"{one.code} {one.name}".strip() for one in view.rows),
        tuple(one.group for one in view.rows),
        tuple(f"{one.key} {one.name}".strip() for one in view.columns),
        tuple(rows),
        f"Passages from: {view.set}",
        request.group_by,
        tuple(one.level for one in view.columns) if request.by_level else (),
    )
    return Rendering("matrix", request.format, sheet)
