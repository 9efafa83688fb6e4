"""Cases: the tree of what is compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.domain.corpus import Source
from anselm.domain.errors import Refused
from anselm.domain.fieldwork import Case, CaseKind, Encounter, Membership, checked_date
from anselm.domain.study import Right
from anselm.services.fieldwork.changes import given
from anselm.services.fieldwork.wording import counted
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case, how deep it lies in the tree (0 at the top), and what belongs to it."""

    id: str
    kind: CaseKind
    code: str
    name: str
    parent_id: str | None
    founded: str
    description: str
    depth: int
    n_people: int
    n_encounters: int
    n_sources: int


@reads("/cases")
def cases(reads: Reads, request: Nothing) -> tuple[CaseView, ...]:
    """List the cases in the order of their tree."""
    people: dict[str, set[str]] = {}
    for one in reads.find(Membership):
        people.setdefault(one.case_id, set()).add(one.participant_id)
    encounters = reads.tally(Encounter, "case_id")
    sources = reads.tally(Source, "case_id")
    return tuple(
        CaseView(
            one.id,
            one.kind,
            one.code,
            one.name,
            one.parent_id,
            one.founded or "",
            one.description,
            depth,
            len(people.get(one.id, ())),
            encounters.get(one.id, 0),
            sources.get(one.id, 0),
        )
        for one, depth in in_tree(reads.find(Case))
    )


def in_tree(held: Iterable[Case]) -> Iterable[tuple[Case, int]]:
    """Each case and its depth, parents before their children, siblings by code as people count (T2 before T10)."""
    below: dict[str | None, list[Case]] = {}
    every = {one.id: one for one in held}
    for one in every.values():
        below.setdefault(one.parent_id if one.parent_id in every else None, []).append(one)
    waiting = [(one, 0) for one in sorted(below.get(None, ()), key=_by_code, reverse=True)]
    while waiting:
        case, depth = waiting.pop()
        yield case, depth
        waiting += [(one, depth + 1) for one in sorted(below.get(case.id, ()), key=_by_code, reverse=True)]


def _by_code(case: Case) -> tuple[str, int, str]:
    letters = case.code.rstrip("0123456789")
    digits = case.code[len(letters) :]
    return letters.casefold(), int(digits) if digits.isascii() and digits else 0, case.code


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case to add: `code` is short and is printed in labels."""

    id: Annotated[str, Len(1, 64)]
    code: Annotated[str, Len(1, 40)]
    name: Annotated[str, Len(1, 200)]
    kind: CaseKind = CaseKind.TEAM
    parent_id: Annotated[str, Len(0, 64)] = ""
    founded: Annotated[str, Len(0, 10)] = ""
    description: Annotated[str, Len(0, 5000)] = ""


@writes("/cases/add", right=Right.FIELD, label="adding a case")
def add_case(work: Work, request: NewCase) -> Done:
    """Add a case."""
    case = Case(
        request.id,
        request.kind,
        request.code.strip(),
        request.name.strip(),
        work.get(Case, request.parent_id).id if request.parent_id else None,
        checked_date(request.founded, "founded"),
        request.description,
    )
    _own_code(work, case)
    work.add(case)
    return Done(case.id)


def _own_code(work: Work, case: Case) -> None:
    if any(one.code.casefold() == case.code.casefold() and one.id != case.id for one in work.find(Case)):
        raise Refused("Another case has that code.", place="code")


@dataclass(frozen=True, slots=True)
class ChangeCase:
    """What changes of a case; None leaves it, an empty `parent_id` puts it at the top."""

    id: Annotated[str, Len(1, 64)]
    code: Annotated[str, Len(1, 40)] | None = None
    name: Annotated[str, Len(1, 200)] | None = None
    kind: CaseKind | None = None
    parent_id: Annotated[str, Len(0, 64)] | None = None
    founded: Annotated[str, Len(0, 10)] | None = None
    description: Annotated[str, Len(0, 5000)] | None = None


@writes("/cases/change", right=Right.FIELD, label="changing a case")
def change_case(work: Work, request: ChangeCase) -> Done:
    """Change a case. A case never comes to lie below itself."""
    changes = given(request, ("code", "name", "kind", "description"), ("founded",), ("parent_id",))
    case = replace(work.get(Case, request.id), **changes)
    _own_code(work, case)
    parents = {one.id: one.parent_id for one in work.find(Case)}
    if case.parent_id is not None and case.parent_id not in parents:
        work.get(Case, case.parent_id)
    at = case.parent_id
    while at is not None:
        if at == case.id:
            raise Refused("A case cannot lie below itself.", place="parent_id")
        at = parents.get(at)
    work.replace(case)
    return Done(case.id)


@dataclass(frozen=True, slots=True)
class OneCase:
    """A case by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/cases/remove", right=Right.FIELD, label="removing a case")
def remove_case(work: Work, request: OneCase) -> Done:
    """Remove a case to which nothing belongs."""
    case = work.maybe(Case, request.id)
    if case is None:
        return Done(request.id)
    belonging = [
        counted(n, name)
        for name, n in (
            ("case below it", work.count(Case, parent_id=case.id)),
            ("role of a person", work.count(Membership, case_id=case.id)),
            ("encounter", work.count(Encounter, case_id=case.id)),
            ("source", work.count(Source, case_id=case.id)),
        )
        if n
    ]
    if belonging:
        raise Refused(f"To this case belong {', '.join(belonging)}.", advice="Move or remove those first.")
    work.remove(case)
    return Done(case.id)
