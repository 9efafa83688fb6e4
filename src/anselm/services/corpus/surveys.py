"""A survey in a table comes in: each respondent a source, long answers its turns, other columns facts of the person.

Which column is what is proposed from the table and can be said otherwise; nothing is kept before that. The table
itself is not kept: it holds everybody's words, and a withdrawal must be able to take out one person's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from annotated_types import Len

from anselm.domain.corpus import Source, Speaker, SpeakerKind, VersionRole
from anselm.domain.errors import Invalid, Refused
from anselm.domain.fieldwork import Attribute, AttributeValue, Participant, checked_value
from anselm.domain.parsed import Parsed, ParsedUtterance
from anselm.domain.sheet import SheetListed, column_letters
from anselm.domain.study import Right
from anselm.services.corpus.binding import bind_by_heading
from anselm.services.corpus.heading import Heading
from anselm.services.corpus.keeping import Original, keep_parsed, new_version
from anselm.services.fieldwork.tables import Problem, Table, table_of
from anselm.services.operations import Uploaded, writes
from anselm.services.ports import Reads, Tools, Work

MOST_RESPONDENTS = 5_000
_SHOWN = 60  # characters of a cell that are shown while one chooses
_MOST_NAMED = 100  # characters of an attribute's name
_LONG = 80  # characters; a column with an answer as long holds answers in words
_WHO = ("code", "participant", "participant code", "respondent", "respondent id", "response id", "id")
# What would name a person is not taken unless somebody says so.
_NAMING = ("name", "mail", "phone", "address", "ip", "postcode", "birth")


class Use(StrEnum):
    """What a column of a survey becomes."""

    RESPONDENT = "respondent"
    ANSWER = "answer"
    FACT = "fact"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """A table with a line a respondent. Columns are named as the table has them, one a line; when none is named,
    what is proposed holds. Without `keep` nothing is kept, and the answer says what would be. Of a workbook the `sheet`
    of this name is read; without one, the first in sight that has rows."""

    file: Uploaded
    keep: bool = False
    respondent: Annotated[str, Len(0, 400)] = ""
    answers: Annotated[str, Len(0, 100_000)] = ""
    facts: Annotated[str, Len(0, 100_000)] = ""
    sheet: Annotated[str, Len(0, 400)] = ""


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """A column by name and place (A, B, …), what it becomes, how many respondents filled it in, how many different
    things they said, how long the longest is, and, as long as nothing is kept, how the first of them begin."""

    name: str
    use: Use
    n_filled: int
    n_different: int
    longest: int
    letters: str = ""
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveySource:
    """A source that came of a row: whose it is, and how many answers it holds."""

    row: int
    source_id: str
    name: str
    respondent: str
    n_answers: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What became of a table, or would. `n_silent` gave no answer in words, so that no source is made of them;
    `refused` says what could not be read (then nothing was kept), `warnings` what to know, `sources` what came, once
    it did. Rows are numbered as a sheet does, or (`in_lines`) as lines of a text. Of a workbook `sheets` are all it
    has, `sheet` the one that was read."""

    columns: tuple[SurveyColumn, ...]
    n_sources: int
    n_people: int
    n_values: int
    n_silent: int
    kept: bool = False
    refused: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    sources: tuple[SurveySource, ...] = ()
    in_lines: bool = True
    sheet: str = ""
    sheets: tuple[SheetListed, ...] = ()


def _table(tools: Tools, reads: Reads, request: SurveyTable) -> Table:
    return table_of(tools, request.file, request.sheet)


@writes("/sources/import_survey", right=Right.FIELD, label="bringing in a survey", upload=True, prepare=_table)
def import_survey(work: Work, request: SurveyTable, table: Table) -> Survey:
    """Bring in a survey from a table, or only say what would come of it. All of it or, with what is wrong, nothing."""
    if len(table.rows) > MOST_RESPONDENTS:
        raise Refused(
            f"It has {len(table.rows)} lines; a survey comes in by {MOST_RESPONDENTS} at most.",
            advice="Split the table and bring in the parts.",
        )
    if not table.rows:
        raise Refused(
            "Below the names of its columns the table has no rows."
            if not table.sheet
            else f"The sheet “{table.sheet}” has no rows below the names of its columns.",
            advice=_rows_elsewhere(table),
        )
    _named_apart(table)
    uses = _uses(table, request)
    if request.keep and Use.ANSWER not in uses:
        raise Refused("No column of it is taken for answers in words.", advice="Name the columns that are.")
    return _Coming(work, table, uses, request).come()


def _rows_elsewhere(table: Table) -> str:
    full = [f"“{one.name}”" for one in table.sheets if one.n_rows or one.more]
    return f"Rows are in: {', '.join(full[:12])}." if full else "Every row below the first is one respondent."


def _named_apart(table: Table) -> None:
    """Columns are told apart by their names; those without one are left out. Raises Refused."""
    seen: dict[str, int] = {}
    for place, name in enumerate(table.header):
        if name and name in seen:
            raise Refused(
                "Two of its columns have the same name.",
                place=f"columns {column_letters(seen[name])} and {column_letters(place)}",
                advice="Name them differently in the first row.",
            )
        seen[name] = place


def _columns(table: Table, uses: Sequence[Use], *, shown: bool) -> tuple[SurveyColumn, ...]:
    """What each column holds; how its first cells begin, where somebody is to choose."""
    found = []
    for place, (name, use) in enumerate(zip(table.names, uses, strict=True)):
        cells = _cells(table, place)
        longest = max(map(len, cells), default=0)
        first = tuple(" ".join(cell[: 2 * _SHOWN].split())[:_SHOWN] for cell in cells[:3]) if shown else ()
        found.append(SurveyColumn(name, use, len(cells), len(set(cells)), longest, column_letters(place), first))
    return tuple(found)


def _uses(table: Table, request: SurveyTable) -> tuple[Use, ...]:
    """What each column becomes: as said, else as proposed."""
    said = {Use.RESPONDENT: request.respondent, Use.ANSWER: request.answers, Use.FACT: request.facts}
    named = {use: [one.strip() for one in names.split("\n") if one.strip()] for use, names in said.items()}
    for use, names in named.items():
        for name in names:
            if name not in table.names:
                raise Invalid("The table has no column of a name that was given.", place=f"{use}s")
    if named[Use.ANSWER] or named[Use.FACT]:
        by_name = {name: use for use, names in reversed(named.items()) for name in names}
        return tuple(by_name.get(name, Use.NOTHING) for name in table.names)
    who = named[Use.RESPONDENT][0] if named[Use.RESPONDENT] else _who(table)
    proposed = (_proposed(name, _cells(table, place)) for place, name in enumerate(table.names))
    return tuple(Use.RESPONDENT if name == who else use for name, use in zip(table.names, proposed, strict=True))


def _cells(table: Table, place: int) -> list[str]:
    return [row[place] for _, row in table.rows if row[place]]


def _who(table: Table) -> str:
    """The column that tells respondents apart, by its name and because it does."""
    for name in _WHO:
        place = table.column(name)
        if place is not None:
            cells = _cells(table, place)
            if len(cells) == len(table.rows) == len({cell.casefold() for cell in cells}):
                return table.names[place]
    return ""


def _proposed(name: str, cells: Sequence[str]) -> Use:
    words = name.casefold().replace("-", "").replace("_", " ").split()
    naming = any(word == sign or (len(sign) > 2 and sign in word) for sign in _NAMING for word in words)
    if naming or not cells or not name:
        return Use.NOTHING
    return Use.ANSWER if max(map(len, cells)) >= _LONG else Use.FACT


class _Coming:
    """One survey coming in; what is wrong with it is gathered before anything is kept."""

    def __init__(self, work: Work, table: Table, uses: tuple[Use, ...], request: SurveyTable) -> None:
        self._work, self._table, self._uses, self._request = work, table, uses, request
        self._file = request.file.name.replace("\\", "/").rpartition("/")[2]
        self._stem = self._file.rpartition(".")[0] or self._file
        self._people = {one.code.casefold(): one for one in work.find(Participant)}
        self._attributes = {one.name.casefold(): one for one in work.find(Attribute, about="participant")}
        self._values = {(one.about_id, one.attribute_id): one.value for one in work.find(AttributeValue)}
        self._taken = {one.name for one in work.find(Source)}
        self._position = work.count(Source)
        self._problems: list[Problem] = []
        self._warnings: list[Problem] = []
        self._new: list[object] = []
        self._told: list[tuple[Participant, Parsed, SurveySource]] = []
        self._seen: dict[str, int] = {}
        self._named: dict[str, str] = {}
        self._n_silent = 0
        self._numbers_from = self._first_number()

    def come(self) -> Survey:
        """Everything, or the list of what is wrong and nothing."""
        self._notes()
        for at, (line, row) in enumerate(self._table.rows):
            try:
                self._respondent(at, line, row)
            except Invalid as error:
                self._problems.append(Problem(line, error.place, error.message))
        kept = self._request.keep and not self._problems
        if kept:
            self._work.add_all(self._new)
            for person, parsed, source in self._told:
                self._keep(person, parsed, source)
        kinds = [type(one) for one in self._new]
        return Survey(
            _columns(self._table, self._uses, shown=not kept),
            len(self._told),
            kinds.count(Participant),
            kinds.count(AttributeValue),
            self._n_silent,
            kept,
            tuple(self._problems),
            tuple(self._warnings),
            tuple(source for *_, source in self._told) if kept else (),
            self._table.in_lines,
            self._table.sheet,
            self._table.sheets,
        )

    def _notes(self) -> None:
        """What the file leaves uncertain counts where a column of it is taken; a column without a name never is."""
        for note in self._table.notes:
            left_out = note.column >= 0 and self._uses[note.column] is Use.NOTHING
            if note.stops and not left_out:
                self._problems.append(self._table.problem(note))
            elif not note.stops and (not left_out or not self._table.names[note.column]):
                self._warnings.append(self._table.problem(note))

    def _first_number(self) -> int:
        """Respondents without a code of their own are numbered on from those who are in the study already."""
        if Use.RESPONDENT in self._uses:
            return 0
        if any(re.fullmatch(re.escape(self._stem) + r" R[0-9]+", name) for name in self._taken):
            reason = "A survey of this file's name is here already, and no column says who answered."
            self._problems.append(Problem(0, "", reason))
        taken = [int(code[1:]) for code in self._people if re.fullmatch(r"r[0-9]{1,9}", code)]
        return 1 + max(taken, default=0)

    def _respondent(self, at: int, line: int, row: tuple[str, ...]) -> None:
        code = self._code(at, row)
        before = self._seen.setdefault(code.casefold(), line)
        if before != line:
            word = "Line" if self._table.in_lines else "Row"
            raise Invalid(f"{word} {before} has the same respondent.", place=self._name_of(Use.RESPONDENT))
        parsed = self._answers(code, row)
        if parsed is None:
            self._n_silent += 1
        person = self._people.get(code.casefold())
        if person is None:
            person = self._people[code.casefold()] = Participant(self._work.new_id(), code)
            self._new.append(person)
        elif person.held_at is not None:
            reason = "This person has withdrawn, so nothing of theirs comes in. Take the row out."
            raise Invalid(reason, place=self._name_of(Use.RESPONDENT))
        if parsed is not None:
            name = f"{self._stem} {code}"
            if name in self._taken:
                raise Invalid("A source of this survey and respondent is here already.", place="")
            source = SurveySource(line, self._work.new_id(), name, person.code, len(parsed.utterances))
            self._told.append((person, parsed, source))
        for place, use in enumerate(self._uses):
            if use is Use.FACT and row[place]:
                self._fact(line, person, self._table.names[place], row[place])

    def _name_of(self, use: Use) -> str:
        return self._table.names[self._uses.index(use)] if use in self._uses else ""

    def _code(self, at: int, row: tuple[str, ...]) -> str:
        """The respondent's own code, else a number in the order of the table."""
        if Use.RESPONDENT not in self._uses:
            return f"R{self._numbers_from + at:03}"
        code = row[self._uses.index(Use.RESPONDENT)]
        if not code or len(code) > 40:
            raise Invalid("A respondent needs a code of at most 40 characters.", place=self._name_of(Use.RESPONDENT))
        return code

    def _answers(self, code: str, row: tuple[str, ...]) -> Parsed | None:
        """The questions as labels, the answers as what the respondent said; None when nothing was said."""
        text, turns = "", []
        for place, use in enumerate(self._uses):
            if use is not Use.ANSWER or not row[place]:
                continue
            text += "\n\n" if text else ""
            start = len(text)
            text += f"{self._table.names[place]}\n"
            turns.append(ParsedUtterance(start, len(text), len(text) + len(row[place]), code))
            text += row[place]
        return Parsed("survey", text, tuple(turns), speakers=(code,)) if turns else None

    def _fact(self, line: int, person: Participant, name: str, cell: str) -> None:
        attribute = self._attribute(name)
        if attribute is None:
            return
        value = checked_value(attribute, cell, "")
        before = self._values.get((person.id, attribute.id))
        if before is None:
            self._new.append(AttributeValue(self._work.new_id(), attribute.id, person.id, value))
        elif before != value:
            self._warnings.append(Problem(line, name, "The study has another value for this person, which stays."))

    def _attribute(self, heading: str) -> Attribute | None:
        """The attribute of a heading, by a shorter name where it is long; None when that is another column's."""
        name = heading if len(heading) <= _MOST_NAMED else heading[: _MOST_NAMED - 1].rstrip() + "…"
        if self._named.setdefault(name.casefold(), heading) != heading:
            self._say_once(self._problems, heading, "Its name begins like another's, and only the beginning is kept.")
            return None
        if name != heading:
            self._say_once(self._warnings, heading, f"The attribute is called by the first {_MOST_NAMED} characters.")
        attribute = self._attributes.get(name.casefold())
        if attribute is None:
            attribute = self._attributes[name.casefold()] = Attribute(self._work.new_id(), name, "participant")
            self._new.append(attribute)
        return attribute

    def _say_once(self, said: list[Problem], heading: str, words: str) -> None:
        one = Problem(0, heading, words)
        if one not in said:
            said.append(one)

    def _keep(self, person: Participant, parsed: Parsed, coming: SurveySource) -> None:
        work = self._work
        speaker = Speaker(work.new_id(), coming.source_id, person.code, SpeakerKind.PARTICIPANT, person.id)
        version = new_version(work.new_id(), coming.source_id, 1, VersionRole.RAW, work)
        self._position += 1
        source = Source(
            coming.source_id,
            coming.name,
            "survey",
            current_version_id=version.id,
            position=self._position,
            created_at=work.now,
        )
        work.add(bind_by_heading(work, source, (speaker,), Heading()))
        work.add(speaker)
        keep_parsed(work, version, parsed, Original(self._file, ""), (speaker,))
