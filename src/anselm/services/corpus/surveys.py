"""A survey in a table comes in: each respondent a source, long answers its turns, other columns facts of the person.

Which column is what is proposed from the table and can be said otherwise; nothing is kept before that. The table is
kept with the choice that was made. When a later table of the same survey comes, the same is proposed, and what is new,
changed or gone is said. It holds everybody's words: when one of them withdraws, their row is taken out of the file.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Len

from anselm.domain.corpus import Source
from anselm.domain.errors import Refused
from anselm.domain.fieldwork import Participant
from anselm.domain.sheet import SheetListed
from anselm.domain.study import Researcher, Right
from anselm.domain.surveys import SurveyFile
from anselm.services.corpus.binding import WhichSource
from anselm.services.corpus.respondents import Became, Coming, SurveyRow
from anselm.services.corpus.survey_columns import SurveyColumn, Use, columns_of, named_apart, uses_of
from anselm.services.corpus.survey_rows import KnownBy, TellsApart, kept_table, tell_apart
from anselm.services.fieldwork.tables import Problem, Table, table_of
from anselm.services.operations import Uploaded, reads, writes
from anselm.services.ports import Reads, Tools, Work

MOST_RESPONDENTS = 5_000
_OWN = "new"


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """A table with a line a respondent. Columns are named as the table has them, one a line; when none is named,
    what is proposed holds. Without `keep` nothing is kept, and the answer says what would be. Of a workbook the `sheet`
    of this name is read; without one, the first in sight that has rows. `again` is the survey it is a later table of:
    by identifier, new for none, or empty for the one it seems to be of. Where no column said who answered then, its
    respondents are known again by the order of the rows (`by_order`) or by columns taken together (`by_columns`)."""

    file: Uploaded
    keep: bool = False
    respondent: Annotated[str, Len(0, 400)] = ""
    answers: Annotated[str, Len(0, 100_000)] = ""
    facts: Annotated[str, Len(0, 100_000)] = ""
    sheet: Annotated[str, Len(0, 400)] = ""
    again: Annotated[str, Len(0, 64)] = ""
    by_order: bool = False
    by_columns: Annotated[str, Len(0, 10_000)] = ""


@dataclass(frozen=True, slots=True)
class SurveyBefore:
    """The table a survey last came in with: its file, when and by whom, and the column that said who answered, if any
    did."""

    id: str
    name: str
    at: str
    by: str
    respondent: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """What became of a table, or would. `n_sources` are new, `n_changed` get a new version, `n_same` stay as they are
    and `n_gone` are in the table no more (and stay). `n_silent` gave no answer in words, so that no source is made of
    them; `n_values` are new facts, `n_revalued` facts that changed. `refused` says what is in the way (then nothing was
    kept), `warnings` what to know, `sources` each of them. Rows are numbered as a sheet does, or (`in_lines`) as lines
    of a text. Of a workbook `sheets` are all it has, `sheet` the one that was read. `before` is the survey it is a
    later table of, `befores` all it could be of. Where no column said who answered then, `apart` are the columns that
    could."""

    columns: tuple[SurveyColumn, ...]
    n_sources: int
    n_people: int
    n_values: int
    n_silent: int
    kept: bool = False
    refused: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    sources: tuple[SurveyRow, ...] = ()
    in_lines: bool = True
    sheet: str = ""
    sheets: tuple[SheetListed, ...] = ()
    n_changed: int = 0
    n_same: int = 0
    n_gone: int = 0
    n_revalued: int = 0
    before: SurveyBefore | None = None
    befores: tuple[SurveyBefore, ...] = ()
    apart: tuple[TellsApart, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """A table with the one that came before, and the checksum it is kept by, empty as long as nothing is to be."""

    table: Table
    uses: tuple[Use, ...]
    before: SurveyFile | None
    old: Table | None
    sha256: str = ""


def _read(tools: Tools, reads: Reads, request: SurveyTable) -> _Read:
    before = _asked(reads, request.again)
    table = table_of(tools, request.file, request.sheet)
    if not request.sheet and (sheet := _sheet_before(reads, request, before, table)):
        table = table_of(tools, request.file, sheet)
    _fits(table)
    before = before or _seems(reads, request, table)
    said = {Use.RESPONDENT: request.respondent, Use.ANSWER: request.answers, Use.FACT: request.facts}
    read = _Read(table, uses_of(table, said, before), before, kept_table(tools, before))
    if not request.keep or Use.ANSWER not in read.uses:
        return read
    count = itertools.count()
    seen = _coming(reads, request, read, Coming(reads, table, read.uses, _file_of(request), lambda: f"-{next(count)}"))
    # Words of people who are not in the study stay out of its folder: only a table that comes in is kept.
    if seen.problems or _already(read, request, seen):
        return read
    return _Read(read.table, read.uses, read.before, read.old, tools.media.put(request.file.data))


def _file_of(request: SurveyTable) -> str:
    return request.file.name.replace("\\", "/").rpartition("/")[2]


def _title_of(request: SurveyTable) -> str:
    return _file_of(request).rpartition(".")[0] or _file_of(request)


def _fits(table: Table) -> None:
    if not table.rows:
        here = f"The sheet “{table.sheet}” has no" if table.sheet else "The table has no"
        full = [f"“{one.name}”" for one in table.sheets if one.n_rows or one.more]
        elsewhere = f"Rows are in: {', '.join(full[:12])}." if full else "Every row below the first is one respondent."
        raise Refused(f"{here} rows below the names of its columns.", advice=elsewhere)
    if len(table.rows) > MOST_RESPONDENTS:
        raise Refused(
            f"It has {len(table.rows)} lines; a survey comes in by {MOST_RESPONDENTS} at most.",
            advice="Split the table and bring in the parts.",
        )
    named_apart(table)


def _asked(reads: Reads, again: str) -> SurveyFile | None:
    return reads.get(SurveyFile, again) if again not in ("", _OWN) else None


def _sheet_before(reads: Reads, request: SurveyTable, before: SurveyFile | None, table: Table) -> str:
    """The sheet that was read of a workbook of this name before, where it is not read by itself."""
    if before is None and request.again != _OWN:
        before = next((one for one in _newest(reads) if one.title == _title_of(request)), None)
    named = {one.name for one in table.sheets}
    return before.sheet if before is not None and before.sheet in named - {table.sheet} else ""


def _newest(reads: Reads) -> list[SurveyFile]:
    """The last table of each survey, the newest first."""
    every = reads.find(SurveyFile)
    followed = {one.follows_id for one in every}
    return [one for one in reversed(every) if one.id not in followed]


def _seems(reads: Reads, request: SurveyTable, table: Table) -> SurveyFile | None:
    """The survey this table seems to be a later one of: it has its name, and columns of it. Another name may be another
    wave of the same questions, so that is only told."""
    if request.again == _OWN:
        return None
    called = (one for one in _newest(reads) if one.title == _title_of(request))
    return next((one for one in called if _has_columns(one, table)), None)


def _has_columns(one: SurveyFile, table: Table) -> bool:
    """Whether it has the column that says who answered, where one did, and one of its questions."""
    return (not one.respondent or one.respondent in table.names) and bool(set(one.answers) & set(table.names))


def _alike(reads: Reads, request: SurveyTable, read: _Read) -> list[Problem]:
    """What is told of a survey that has the same columns and some of the same respondents under another name."""
    if read.before is not None or request.again == _OWN:
        return []
    codes = {one.id: one.code.casefold() for one in reads.find(Participant)}
    for one in _newest(reads):
        if one.respondent and _has_columns(one, read.table) and set(one.answers) <= set(read.table.names):
            at = read.table.names.index(one.respondent)
            known = {codes.get(who, "") for who in one.participant_ids}
            if any(row[at].casefold() in known for _, row in read.table.rows):
                words = f"It has the columns and respondents of {one.name}. If it is a later table of that, say so."
                return [Problem(0, "", f"{words} Otherwise it comes in as a survey of its own.")]
    return []


def _coming(reads: Reads, request: SurveyTable, read: _Read, coming: Coming) -> Coming:
    columns = tuple(name for name in (one.strip() for one in request.by_columns.split("\n")) if name)
    by = KnownBy(request.by_order, columns)
    return coming.follows(read.before, read.old, by, own=request.again == _OWN).look()


def _already(read: _Read, request: SurveyTable, seen: Coming) -> bool:
    """Whether the very same is here: the table's rows, and the choice of its columns."""
    before = read.before
    return before is not None and not seen.anything and before.choice == _chosen(read)


def _chosen(read: _Read) -> tuple[str, str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    def of(use: Use) -> tuple[str, ...]:
        return tuple(name for name, one in zip(read.table.names, read.uses, strict=True) if name and one is use)

    who = of(Use.RESPONDENT)
    return read.table.sheet, who[0] if who else "", of(Use.ANSWER), of(Use.FACT), of(Use.NOTHING)


@writes("/sources/import_survey", right=Right.FIELD, label="bringing in a survey", upload=True, prepare=_read)
def import_survey(work: Work, request: SurveyTable, read: _Read) -> Survey:
    """Bring in a survey from a table, or only say what would come of it. All of it or, with what is wrong, nothing."""
    if request.keep and Use.ANSWER not in read.uses:
        raise Refused("No column of it is taken for answers in words.", advice="Name the columns that are.")
    coming = _coming(work, request, read, Coming(work, read.table, read.uses, _file_of(request), work.new_id))
    kept = bool(read.sha256) and not coming.problems
    if kept:
        source_ids = coming.keep(work, read.sha256)
        follows = read.before.id if read.before is not None else ""
        work.add(
            SurveyFile(
                work.new_id(),
                _file_of(request),
                coming.title,
                read.sha256,
                *_chosen(read),
                len(read.table.rows),
                source_ids,
                tuple(coming.participant_ids),
                follows,
                work.by,
                work.now,
            )
        )
    return _view(work, request, read, coming, kept=kept)


def _view(reads: Reads, request: SurveyTable, read: _Read, coming: Coming, *, kept: bool) -> Survey:
    kinds = [type(one).__name__ for one in coming.new]
    names = {one.id: one.name for one in reads.find(Researcher)}
    befores = [_before(one, names) for one in _newest(reads) if not kept]
    return Survey(
        columns_of(read.table, read.uses, read.before, shown=not kept),
        coming.n(Became.NEW),
        kinds.count("Participant"),
        kinds.count("AttributeValue"),
        coming.n_silent,
        kept,
        tuple(coming.problems),
        (*_alike(reads, request, read), *coming.warnings) if not kept else tuple(coming.warnings),
        tuple(coming.rows) if kept or read.before is not None else (),
        read.table.in_lines,
        read.table.sheet,
        read.table.sheets,
        coming.n(Became.CHANGED),
        coming.n(Became.SAME),
        coming.n(Became.GONE),
        len(coming.revalued),
        _before(read.before, names) if read.before is not None else None,
        tuple(befores),
        tell_apart(read.before, read.old, read.table) if not kept else (),
    )


def _before(one: SurveyFile, names: dict[str, str]) -> SurveyBefore:
    return SurveyBefore(one.id, one.name, one.created_at, names.get(one.by_id, ""), one.respondent)


@dataclass(frozen=True, slots=True)
class SurveyOfSource:
    """A table that a source came from, and what its columns were taken for. `here` is False once the file went because
    somebody in it withdrew; `n_taken` rows were taken out of it since. `n_sources` are all that stand in it."""

    id: str
    name: str
    sheet: str
    respondent: str
    answers: tuple[str, ...]
    facts: tuple[str, ...]
    left_out: tuple[str, ...]
    n_rows: int
    n_sources: int
    at: str
    by: str
    here: bool
    n_taken: int = 0


@reads("/sources/surveys")
def surveys_of_source(reads: Reads, request: WhichSource) -> tuple[SurveyOfSource, ...]:
    """List the tables a source came from, the newest first, each with what its columns were taken for."""
    source = reads.get(Source, request.source_id)
    names = {one.id: one.name for one in reads.find(Researcher)}
    mine = [one for one in reads.find(SurveyFile) if source.id in one.source_ids]
    return tuple(
        SurveyOfSource(
            one.id,
            one.name,
            *one.choice,
            one.n_rows,
            len(reads.find(Source, id=list(one.source_ids))),
            one.created_at,
            names.get(one.by_id, ""),
            one.destroyed_at is None,
            one.n_taken,
        )
        for one in reversed(mine)
    )
