"""A survey in a table comes in: each respondent a source, long answers its turns, other columns facts of the person.

Which column is what is proposed from the table and can be said otherwise; nothing is kept before that. The table
itself is not kept: it holds everybody's words, and a withdrawal must be able to take out one person's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from annotated_types import Len

from anselm.domain.corpus import Source, Speaker, SpeakerKind, VersionRole
from anselm.domain.errors import Invalid, Refused
from anselm.domain.fieldwork import Attribute, AttributeValue, Participant, checked_value
from anselm.domain.parsed import Parsed, ParsedUtterance
from anselm.domain.study import Right
from anselm.services.corpus.binding import bind_by_heading
from anselm.services.corpus.heading import Heading
from anselm.services.corpus.keeping import Original, keep_parsed, new_version
from anselm.services.fieldwork.tables import Problem, Table, table_of
from anselm.services.operations import Uploaded, writes
from anselm.services.ports import Reads, Tools, Work

MOST_RESPONDENTS = 5_000
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
    what is proposed holds. Without `keep` nothing is kept, and the answer says what would be."""

    file: Uploaded
    keep: bool = False
    respondent: Annotated[str, Len(0, 400)] = ""
    answers: Annotated[str, Len(0, 100_000)] = ""
    facts: Annotated[str, Len(0, 100_000)] = ""


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """A column, what it becomes, how many respondents filled it in, how many different things they said, and how
    long the longest is."""

    name: str
    use: Use
    n_filled: int
    n_different: int
    longest: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What became of a table, or would. `n_silent` gave no answer in words, so that no source is made of them;
    `refused` says what could not be read (then nothing was kept)."""

    columns: tuple[SurveyColumn, ...]
    n_sources: int
    n_people: int
    n_values: int
    n_silent: int
    kept: bool = False
    refused: tuple[Problem, ...] = ()


def _table(tools: Tools, reads: Reads, request: SurveyTable) -> Table:
    return table_of(request.file.name, request.file.data)


@writes("/sources/import_survey", right=Right.FIELD, label="bringing in a survey", upload=True, prepare=_table)
def import_survey(work: Work, request: SurveyTable, table: Table) -> Survey:
    """Bring in a survey from a table, or only say what would come of it. All of it or, with what is wrong, nothing."""
    if len(table.rows) > MOST_RESPONDENTS:
        raise Refused(
            f"It has {len(table.rows)} lines; a survey comes in by {MOST_RESPONDENTS} at most.",
            advice="Split the table and bring in the parts.",
        )
    if len(set(table.names)) < len(table.names):
        raise Refused("Two of its columns have the same name.", place="line 1", advice="Name them differently.")
    uses = _uses(table, request)
    if Use.ANSWER not in uses:
        raise Refused("No column of it is taken for answers in words.", advice="Name the columns that are.")
    return _Coming(work, table, uses, request).come()


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
        self._file = request.file.name.rpartition("/")[2]
        self._people = {one.code.casefold(): one for one in work.find(Participant)}
        self._attributes = {one.name.casefold(): one for one in work.find(Attribute, about="participant")}
        self._taken = {one.name for one in work.find(Source)}
        self._position = work.count(Source)
        self._problems: list[Problem] = []
        self._new: list[object] = []
        self._told: list[tuple[Participant, Parsed, str]] = []
        self._seen: set[str] = set()
        self._n_silent = 0

    def come(self) -> Survey:
        """Everything, or the list of what is wrong and nothing."""
        for at, (line, row) in enumerate(self._table.rows, start=1):
            try:
                self._respondent(at, row)
            except Invalid as error:
                self._problems.append(Problem(line, error.place, error.message))
        kept = self._request.keep and not self._problems
        if kept:
            self._work.add_all(self._new)
            for person, parsed, name in self._told:
                self._keep(person, parsed, name)
        kinds = [type(one) for one in self._new]
        return Survey(
            tuple(self._column(place) for place in range(len(self._uses))),
            len(self._told),
            kinds.count(Participant),
            kinds.count(AttributeValue),
            self._n_silent,
            kept,
            tuple(self._problems),
        )

    def _column(self, place: int) -> SurveyColumn:
        cells = _cells(self._table, place)
        longest = max(map(len, cells), default=0)
        return SurveyColumn(self._table.names[place], self._uses[place], len(cells), len(set(cells)), longest)

    def _respondent(self, at: int, row: tuple[str, ...]) -> None:
        code = self._code(at, row)
        if code.casefold() in self._seen:
            raise Invalid("Another line has the same respondent.", place=self._name_of(Use.RESPONDENT))
        self._seen.add(code.casefold())
        parsed = self._answers(code, row)
        if parsed is None:
            self._n_silent += 1
        person = self._people.get(code.casefold())
        if person is None:
            person = self._people[code.casefold()] = Participant(self._work.new_id(), code)
            self._new.append(person)
        if parsed is not None:
            name = f"{self._file.rpartition('.')[0] or self._file} {code}"
            if name in self._taken:
                raise Invalid("A source of this survey and respondent is here already.", place="")
            self._told.append((person, parsed, name))
        for place, use in enumerate(self._uses):
            if use is Use.FACT and row[place]:
                self._fact(person, self._table.names[place], row[place])

    def _name_of(self, use: Use) -> str:
        return self._table.names[self._uses.index(use)] if use in self._uses else ""

    def _code(self, at: int, row: tuple[str, ...]) -> str:
        """The respondent's own code, else a number in the order of the table."""
        if Use.RESPONDENT not in self._uses:
            return f"R{at:03}"
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

    def _fact(self, person: Participant, name: str, cell: str) -> None:
        attribute = self._attributes.get(name.casefold())
        if attribute is None:
            attribute = self._attributes[name.casefold()] = Attribute(self._work.new_id(), name, "participant")
            self._new.append(attribute)
        value = checked_value(attribute, cell, "")
        if not self._work.find(AttributeValue, about_id=person.id, attribute_id=attribute.id):
            self._new.append(AttributeValue(self._work.new_id(), attribute.id, person.id, value))

    def _keep(self, person: Participant, parsed: Parsed, name: str) -> None:
        work, source_id = self._work, self._work.new_id()
        speaker = Speaker(work.new_id(), source_id, person.code, SpeakerKind.PARTICIPANT, person.id)
        version = new_version(work.new_id(), source_id, 1, VersionRole.RAW, work)
        self._position += 1
        source = Source(
            source_id,
            name,
            "survey",
            current_version_id=version.id,
            position=self._position,
            created_at=work.now,
        )
        work.add(bind_by_heading(work, source, (speaker,), Heading()))
        work.add(speaker)
        keep_parsed(work, version, parsed, Original(self._file, ""), (speaker,))
