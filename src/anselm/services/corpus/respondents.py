"""The rows of a survey beside the study: who is new, whose answers changed, who is gone; and then what is kept of them.

Nothing that is here is lost: changed answers are a new version of the text that is there, a value somebody entered
stays, and who is in the table no more stays as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from anselm.domain.corpus import Source, SourceVersion, Speaker, SpeakerKind, VersionRole
from anselm.domain.errors import Invalid, Refused
from anselm.domain.fieldwork import Attribute, AttributeValue, Participant, Withdrawal, checked_value
from anselm.domain.parsed import Parsed, ParsedUtterance
from anselm.domain.surveys import SurveyFile
from anselm.services.corpus.binding import bind_by_heading
from anselm.services.corpus.carrying import nobody_reading
from anselm.services.corpus.heading import Heading
from anselm.services.corpus.keeping import Original, keep_parsed, new_version
from anselm.services.corpus.survey_columns import Use, taken_before
from anselm.services.corpus.survey_rows import KnownBy, whose_rows
from anselm.services.corpus.versions import succeed_by_file
from anselm.services.fieldwork.tables import Problem, Table
from anselm.services.ports import Reads, Work

__all__ = ["Became", "Coming", "SurveyRow", "chain_of"]

_MOST_NAMED = 100  # characters of an attribute's name
_WITHDRAWN = "This person has withdrawn, so nothing of theirs comes in. Take the row out."


class Became(StrEnum):
    """What a table says of a respondent beside what is here."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A respondent with answers: the row (0 for who is in the table no more), the source, and which answers changed."""

    row: int
    source_id: str
    name: str
    respondent: str
    n_answers: int
    became: Became = Became.NEW
    changed: tuple[str, ...] = ()


def chain_of(reads: Reads, last: SurveyFile | None) -> tuple[SurveyFile, ...]:
    """The tables of a survey, the newest first."""
    known = {one.id: one for one in reads.find(SurveyFile)} if last is not None else {}
    found: list[SurveyFile] = []
    while last is not None and last not in found:
        found.append(last)
        last = known.get(last.follows_id)
    return tuple(found)


class Coming:
    """One table coming in; what is wrong with it is gathered before anything is kept.

    `old` is the table that came before, where its file is still here, `own` whether it is a survey of its own.
    """

    def __init__(self, reads: Reads, table: Table, uses: tuple[Use, ...], file: str, new_id: Callable[[], str]) -> None:
        self._reads, self._table, self.uses, self._new_id = reads, table, uses, new_id
        self._file = file
        self._people = {one.code.casefold(): one for one in reads.find(Participant)}
        self._withdrawn = {one.code.casefold() for one in reads.find(Withdrawal)}
        self._attributes = {one.name.casefold(): one for one in reads.find(Attribute, about="participant")}
        self._values = {(one.about_id, one.attribute_id): one for one in reads.find(AttributeValue)}
        self._taken = {one.name: one for one in reads.find(Source)}
        self._before: SurveyFile | None = None
        self._mine: dict[str, Source] = {}
        self._old_cells: dict[str, Mapping[str, str]] = {}
        self.title = file.rpartition(".")[0] or file
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.new: list[object] = []
        self.revalued: list[AttributeValue] = []
        self.rows: list[SurveyRow] = []
        self.n_silent = 0
        self.participant_ids: list[str] = []
        self._told: dict[str, tuple[Participant, Parsed]] = {}
        self._seen: dict[str, int] = {}
        self._named: dict[str, str] = {}
        self._number = 0
        self._whose: dict[int, Participant] = {}

    def follows(self, before: SurveyFile | None, old: Table | None, by: KnownBy, *, own: bool) -> Coming:
        """Say which survey it is of. What an earlier table had as answers cannot silently go."""
        self._before = before
        if before is not None:
            self.title = before.title
            self._known(before, old)
            if not before.respondent:
                self._known_by(before, old, by)
        elif own:
            self.title = self._free_title()
        return self

    def look(self) -> Coming:
        """Go through the rows: what would be kept, and what is in the way."""
        self._notes()
        self._number = self._first_number()
        for at, (line, row) in enumerate(self._table.rows):
            try:
                self._respondent(at, line, row)
            except (Invalid, Refused) as error:
                self.problems.append(Problem(line, error.place, error.message))
        here = {one.source_id for one in self.rows}
        self.rows += [
            SurveyRow(0, one.id, one.name, self._code_of(who), 0, Became.GONE)
            for who, one in self._mine.items()
            if one.id not in here
        ]
        return self

    def n(self, became: Became) -> int:
        """How many respondents are new, changed, the same or gone."""
        return sum(one.became is became for one in self.rows)

    @property
    def anything(self) -> bool:
        """Whether something would be kept beside the table itself."""
        return bool(self.new or self.revalued or self.n(Became.NEW) or self.n(Became.CHANGED))

    def keep(self, work: Work, sha256: str) -> tuple[str, ...]:
        """Keep it all; the sources its rows stand in."""
        work.add_all(self.new)
        for value in self.revalued:
            work.replace(value)
        position = work.count(Source)
        for one in self.rows:
            if one.became is Became.NEW:
                position += 1
                self._keep(work, one, position, sha256)
            elif one.became is Became.CHANGED:
                _, parsed = self._told[one.source_id]
                succeed_by_file(work, one.source_id, work.new_id(), parsed, Original(self._file, sha256))
        return tuple(one.source_id for one in self.rows if one.became is not Became.GONE)

    # -- what is here already

    def _known(self, before: SurveyFile, old: Table | None) -> None:
        ids = list(dict.fromkeys(one for some in chain_of(self._reads, before) for one in some.source_ids))
        sources = {one.id: one for one in (self._reads.find(Source, id=ids) if ids else ())}
        for voice in self._reads.find(Speaker, source_id=list(sources)) if sources else ():
            if voice.participant_id is not None:
                self._mine.setdefault(voice.participant_id, sources[voice.source_id])
        now = dict(zip(self._table.names, self.uses, strict=True))
        for name, use in taken_before(before).items():
            if use in (Use.ANSWER, Use.RESPONDENT) and now.get(name) is not use:
                missing = "is not in this table" if name not in now else "is taken for something else now"
                words = {
                    Use.ANSWER: f"It held open answers when the survey came in and {missing}, so their words would go.",
                    Use.RESPONDENT: f"It told who answered when the survey came in and {missing}.",
                }[use]
                self.problems.append(Problem(0, name, words))
        if old is not None and before.respondent in old.names:
            at = old.names.index(before.respondent)
            for _, row in old.rows:
                self._old_cells[row[at].casefold()] = dict(zip(old.names, row, strict=True))

    def _known_by(self, before: SurveyFile, old: Table | None, by: KnownBy) -> None:
        """People by their rows, where no column said who answered when the survey came in."""
        whose, problems, warnings = whose_rows(before, old, self._table, by)
        self.problems += problems
        self.warnings += warnings
        people = {one.id: one for one in self._people.values()}
        self._whose = {at: people[who] for at, who in whose.items() if who in people}
        for at, (_, row) in enumerate(old.rows if old is not None and not problems else ()):
            person = people.get(before.participant_ids[at])
            if person is not None and old is not None:
                self._old_cells[person.code.casefold()] = dict(zip(old.names, row, strict=True))

    def _free_title(self) -> str:
        title, n = self.title, 1
        while any(name.startswith(f"{title} ") for name in self._taken):
            n += 1
            title = f"{self.title} ({n})"
        return title

    def _code_of(self, participant_id: str) -> str:
        return next((one.code for one in self._people.values() if one.id == participant_id), "")

    def _notes(self) -> None:
        """What the file leaves uncertain counts where a column of it is taken; a column without a name never is."""
        for note in self._table.notes:
            left_out = note.column >= 0 and self.uses[note.column] is Use.NOTHING
            if note.stops and not left_out:
                self.problems.append(self._table.problem(note))
            elif not note.stops and (not left_out or not self._table.names[note.column]):
                self.warnings.append(self._table.problem(note))

    def _first_number(self) -> int:
        """Respondents without a code of their own are numbered on from those who are in the study already."""
        if Use.RESPONDENT in self.uses:
            return 0
        numbered = re.compile(re.escape(self.title) + r" R[0-9]+")
        if self._before is None and any(map(numbered.fullmatch, self._taken)):
            reason = "A survey of this file's name is here already, and no column says who answered."
            self.problems.append(Problem(0, "", reason))
        taken = [int(code[1:]) for code in self._people if re.fullmatch(r"r[0-9]{1,9}", code)]
        return 1 + max(taken, default=0)

    # -- a row

    def _respondent(self, at: int, line: int, row: tuple[str, ...]) -> None:
        there = self._whose.get(at)
        code = there.code if there is not None else self._code(row)
        who = self._name_of(Use.RESPONDENT)
        before = self._seen.setdefault(code.casefold(), line)
        if before != line:
            word = "Line" if self._table.in_lines else "Row"
            raise Invalid(f"{word} {before} has the same respondent.", place=who)
        person = self._people.get(code.casefold())
        if code.casefold() in self._withdrawn or (person is not None and person.held_at is not None):
            raise Invalid(_WITHDRAWN, place=who)
        if person is None:
            person = self._people[code.casefold()] = Participant(self._new_id(), code)
            self.new.append(person)
        self.participant_ids.append(person.id)
        parsed = self._answers(code, row)
        if parsed is not None:
            self._beside(line, person, parsed)
        else:
            self.n_silent += 1
        for place, use in enumerate(self.uses):
            if use is Use.FACT:
                self._fact(line, person, self._table.names[place], row[place])

    def _beside(self, line: int, person: Participant, parsed: Parsed) -> None:
        """What was said beside what is here of this person in this survey."""
        name = f"{self.title} {person.code}"
        there = self._mine.get(person.id) or self._of_old(name, person)
        n = len(parsed.utterances)
        if there is None:
            if name in self._taken:
                raise Invalid("A source of this name is here already.", place="")
            made = SurveyRow(line, self._new_id(), name, person.code, n)
        else:
            base = self._base(there)
            changed = self._changed(base, parsed)
            became = Became.CHANGED if changed else Became.SAME
            made = SurveyRow(line, there.id, there.name, person.code, n, became, changed)
            if changed:
                nobody_reading(self._reads, there)
                self._warn_of(line, there, base)
        self._told[made.source_id] = (person, parsed)
        self.rows.append(made)

    def _of_old(self, name: str, person: Participant) -> Source | None:
        """A source of a survey that came in before its table was kept."""
        one = self._taken.get(name)
        if one is None or one.kind != "survey":
            return None
        return one if any(v.participant_id == person.id for v in self._reads.find(Speaker, source_id=one.id)) else None

    def _base(self, source: Source) -> SourceVersion:
        """The version that has the words of the last table."""
        every = self._reads.find(SourceVersion, source_id=source.id)
        of_file = [one for one in every if not one.role.beside and (one.file_sha256 or one.number == 1)]
        return max(of_file, key=lambda one: one.number)

    def _changed(self, base: SourceVersion, parsed: Parsed) -> tuple[str, ...]:
        """The questions whose answers are not what the last table had."""
        text = self._reads.text(base.id)
        if text == parsed.text:
            return ()
        had = {text[t.start : t.speech_start].strip(): text[t.speech_start : t.end] for t in self._turns(base)}
        now = {
            parsed.text[t.start : t.speech_start].strip(): parsed.text[t.speech_start : t.end]
            for t in parsed.utterances
        }
        names = [name for name in (*now, *(one for one in had if one not in now)) if had.get(name) != now.get(name)]
        return tuple(names) or tuple(now)  # else their order is another

    def _turns(self, base: SourceVersion) -> tuple[ParsedUtterance, ...]:
        return tuple(ParsedUtterance(t.start, t.speech_start, t.end, "") for t in self._reads.utterances(base.id))

    def _warn_of(self, line: int, there: Source, base: SourceVersion) -> None:
        if there.current_version_id == base.id:
            return
        current = self._reads.maybe(SourceVersion, there.current_version_id)
        words = "Its text was corrected here since; in the new version stand the table's words."
        if current is not None and current.role is VersionRole.ANONYMISED:
            words = (
                "Its text is anonymised here; in the new version stand the table's words, for the rules to be applied."
            )
        self.warnings.append(Problem(line, "", f"{there.name}: {words}"))

    def _name_of(self, use: Use) -> str:
        return self._table.names[self.uses.index(use)] if use in self.uses else ""

    def _code(self, row: tuple[str, ...]) -> str:
        """The respondent's own code, else the next number in the order of the table."""
        if Use.RESPONDENT not in self.uses:
            self._number += 1
            return f"R{self._number - 1:03}"
        code = row[self.uses.index(Use.RESPONDENT)]
        if not code or len(code) > 40:
            raise Invalid("A respondent needs a code of at most 40 characters.", place=self._name_of(Use.RESPONDENT))
        return code

    def _answers(self, code: str, row: tuple[str, ...]) -> Parsed | None:
        """The questions as labels, the answers as what the respondent said; None when nothing was said."""
        text, turns = "", []
        for place, use in enumerate(self.uses):
            if use is not Use.ANSWER or not row[place]:
                continue
            text += "\n\n" if text else ""
            start = len(text)
            text += f"{self._table.names[place]}\n"
            turns.append(ParsedUtterance(start, len(text), len(text) + len(row[place]), code))
            text += row[place]
        return Parsed("survey", text, tuple(turns), speakers=(code,)) if turns else None

    # -- facts

    def _fact(self, line: int, person: Participant, name: str, cell: str) -> None:
        had = self._old_cells.get(person.code.casefold(), {}).get(name, "")
        if not cell:
            if had:
                words = "It was filled in before and is empty now; what the study has stays."
                self.warnings.append(Problem(line, name, words))
            return
        attribute = self._attribute(name)
        if attribute is None:
            return
        value = checked_value(attribute, cell, "")
        before = self._values.get((person.id, attribute.id))
        if before is None:
            self.new.append(AttributeValue(self._new_id(), attribute.id, person.id, value))
        elif before.value != value:
            if had and _same_value(attribute, had, before.value):
                self.revalued.append(replace(before, value=value))
            else:
                self.warnings.append(Problem(line, name, "The study has another value for this person, which stays."))

    def _attribute(self, heading: str) -> Attribute | None:
        """The attribute of a heading, by a shorter name where it is long; None when that is another column's."""
        name = heading if len(heading) <= _MOST_NAMED else heading[: _MOST_NAMED - 1].rstrip() + "…"
        if self._named.setdefault(name.casefold(), heading) != heading:
            self._say_once(self.problems, heading, "Its name begins like another's, and only the beginning is kept.")
            return None
        if name != heading:
            self._say_once(self.warnings, heading, f"The attribute is called by the first {_MOST_NAMED} characters.")
        attribute = self._attributes.get(name.casefold())
        if attribute is None:
            attribute = self._attributes[name.casefold()] = Attribute(self._new_id(), name, "participant")
            self.new.append(attribute)
        return attribute

    def _say_once(self, said: list[Problem], heading: str, words: str) -> None:
        one = Problem(0, heading, words)
        if one not in said:
            said.append(one)

    def _keep(self, work: Work, coming: SurveyRow, position: int, sha256: str) -> None:
        person, parsed = self._told[coming.source_id]
        speaker = Speaker(work.new_id(), coming.source_id, person.code, SpeakerKind.PARTICIPANT, person.id)
        version = new_version(work.new_id(), coming.source_id, 1, VersionRole.RAW, work)
        source = Source(
            coming.source_id,
            coming.name,
            "survey",
            current_version_id=version.id,
            position=position,
            created_at=work.now,
        )
        work.add(bind_by_heading(work, source, (speaker,), Heading()))
        work.add(speaker)
        keep_parsed(work, version, parsed, Original(self._file, sha256), (speaker,))


def _same_value(attribute: Attribute, cell: str, value: str) -> bool:
    """Whether the study still has what the last table said."""
    try:
        return checked_value(attribute, cell, "") == value
    except Invalid:
        return False
