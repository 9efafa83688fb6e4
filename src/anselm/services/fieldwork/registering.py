"""Cases, people and their roles from a table, so that a team's list is entered once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.domain.errors import Invalid, Refused
from anselm.domain.fieldwork import (
    Attribute,
    AttributeValue,
    Case,
    CaseKind,
    Membership,
    Participant,
    checked_date,
    checked_value,
    without_overlap,
)
from anselm.domain.study import Right
from anselm.services.fieldwork.tables import Problem, Table, table_of
from anselm.services.operations import Uploaded, writes
from anselm.services.ports import Reads, Tools, Work

CODE = ("code", "participant", "participant code", "id")
CASE = ("case", "case code", "team")
NAME = ("case name", "team name")
FROM = ("from", "valid_from", "since")
TO = ("to", "valid_to", "until")
KNOWN = (*CODE, *CASE, *NAME, *FROM, *TO, "case kind", "role", "label", "pseudonym", "profession")


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """A table of people: column code, and any of pseudonym, profession, case, case name, case kind, role, from, to
    and label. With `attributes` every other column becomes an attribute of the person."""

    file: Uploaded
    attributes: bool = False
    kind: Annotated[str, Len(0, 20)] = "team"


@dataclass(frozen=True, slots=True)
class Registered:
    """What was entered, which columns were left aside, and what could not be read (then nothing was entered)."""

    n_people: int
    n_cases: int
    n_memberships: int
    n_values: int
    ignored: tuple[str, ...] = ()
    refused: tuple[Problem, ...] = ()


def _table(tools: Tools, reads: Reads, request: PeopleTable) -> Table:
    return table_of(tools, request.file)


@writes("/people/import", right=Right.FIELD, label="entering people from a table", upload=True, prepare=_table)
def import_people(work: Work, request: PeopleTable, table: Table) -> Registered:
    """Enter cases, people and roles from a table. People known by their code are brought up to date."""
    if table.column(*CODE) is None:
        raise Refused("The table has no column called code.", place="first line")
    return _Register(work, table, request).entered()


class _Register:
    """One table being entered; what is wrong with it is gathered before anything is written."""

    def __init__(self, work: Work, table: Table, request: PeopleTable) -> None:
        self._work, self._table, self._request = work, table, request
        self._cases = {one.code.casefold(): one for one in work.find(Case)}
        self._people = {one.code.casefold(): one for one in work.find(Participant)}
        self._roles = list(work.find(Membership))
        self._problems = table.problems()
        self._new: list[object] = []
        self._changed: list[Participant] = []
        others = tuple(name for name in table.header if name and name not in KNOWN)
        self._attributes = self._attributes_of(others) if request.attributes else {}
        self._ignored = () if request.attributes else others

    def _attributes_of(self, names: tuple[str, ...]) -> dict[str, Attribute]:
        known = {one.name.casefold(): one for one in self._work.find(Attribute, about="participant")}
        found = {}
        for name in names:
            if name not in known:
                known[name] = Attribute(self._work.new_id(), name, "participant")
                self._new.append(known[name])
            found[name] = known[name]
        return found

    def entered(self) -> Registered:
        """Everything, or the list of what is wrong and nothing."""
        for number, row in self._table.rows:
            try:
                self._row(number, row)
            except Invalid as error:
                self._problems.append(Problem(number, error.place, error.message))
        if self._problems:
            return Registered(0, 0, 0, 0, self._ignored, tuple(self._problems))
        self._work.add_all(self._new)
        for one in self._changed:
            self._work.replace(one)
        kinds = [type(one) for one in self._new]
        n_people = kinds.count(Participant) + len(self._changed)
        return Registered(
            n_people, kinds.count(Case), kinds.count(Membership), kinds.count(AttributeValue), self._ignored
        )

    def _row(self, number: int, row: tuple[str, ...]) -> None:
        code = self._table.cell(row, *CODE)
        if not code:
            self._problems.append(Problem(number, "code", "A person needs a code."))
            return
        person = self._person(code, row)
        case = self._case(row)
        if case is not None:
            self._membership(person, case, row)
        for name, attribute in self._attributes.items():
            self._value(person, attribute, self._table.cell(row, name))

    def _person(self, code: str, row: tuple[str, ...]) -> Participant:
        pseudonym, profession = self._table.cell(row, "pseudonym"), self._table.cell(row, "profession")
        there = self._people.get(code.casefold())
        if there is None:
            there = Participant(self._work.new_id(), code, pseudonym, profession)
            self._new.append(there)
        else:
            changed = replace(
                there, pseudonym=pseudonym or there.pseudonym, profession=profession or there.profession
            )
            if changed != there and there not in self._new:
                self._changed.append(changed)
                there = changed
        self._people[code.casefold()] = there
        return there

    def _case(self, row: tuple[str, ...]) -> Case | None:
        code = self._table.cell(row, *CASE)
        if not code:
            return None
        there = self._cases.get(code.casefold())
        if there is None:
            kind = self._table.cell(row, "case kind").casefold() or self._request.kind
            if kind not in list(CaseKind):
                raise Invalid(f"A case is one of: {', '.join(CaseKind)}.", place="case kind")
            there = Case(self._work.new_id(), CaseKind(kind), code, self._table.cell(row, *NAME) or code)
            self._new.append(there)
            self._cases[code.casefold()] = there
        return there

    def _membership(self, person: Participant, case: Case, row: tuple[str, ...]) -> None:
        since = checked_date(self._table.cell(row, *FROM), "from")
        role, label = self._table.cell(row, "role"), self._table.cell(row, "label") or None
        same = [
            one
            for one in self._roles
            if (one.participant_id, one.case_id, one.role, one.valid_from) == (person.id, case.id, role, since)
        ]
        if same:
            return
        until = checked_date(self._table.cell(row, *TO), "to")
        made = Membership(self._work.new_id(), person.id, case.id, role, since, until, label)
        without_overlap(self._roles, made)
        self._roles.append(made)
        self._new.append(made)

    def _value(self, person: Participant, attribute: Attribute, cell: str) -> None:
        if not cell:
            return
        value = checked_value(attribute, cell, "")
        there = self._work.find(AttributeValue, about_id=person.id, attribute_id=attribute.id)
        if not there:
            self._new.append(AttributeValue(self._work.new_id(), attribute.id, person.id, value))
