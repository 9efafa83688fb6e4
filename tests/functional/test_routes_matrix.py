"""Every route, asked by everyone there can be: nobody, each role, an account that ended, a blind reader of a round.

What is expected is computed from the table of rights. Writes are rehearsed: they run whole and are then taken back,
so that each question is put to the same study.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests import factories
from tests.functional.requests import fields_for, is_identifier, send
from tests.visiting import Site, Visitor, site

from anselm.bootstrap import Command, Workbench
from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import Source, SourceVersion, Speaker, VersionRole
from anselm.domain.fieldwork import Case, CaseKind, Participant
from anselm.domain.interpretation import Placement, Theme
from anselm.domain.judging import Judgement, Round, RoundKind, Submission, UnitKind
from anselm.domain.study import RIGHTS, Memo, MemoKind, Role, Viewer, ViewerKind
from anselm.services.catalogue import OPERATIONS
from anselm.services.operations import Operation
from anselm.web.api import BASE, EDGE

OK, REFUSALS = 200, {404, 409, 422}
KINDS = ("coding", "code", "theme", "memo", "placement", "source", "passage", "quotation", "relation", "round", "case")


class StandingClock:
    """It is always the same moment."""

    def now(self) -> str:
        return "2026-01-01T00:00:00.000Z"


class Rehearsed(Exception):
    """Takes a write back."""


def rehearse(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on every write runs and is then taken back."""
    write = workbench._store.write

    def rehearsed(viewer: Viewer, command: Any, run: Callable[[Any], Any]) -> Any:
        answers: list[Any] = []

        def then_back(work: Any) -> None:
            answers.append(run(work))
            work.finish()
            raise Rehearsed

        with suppress(Rehearsed):
            write(viewer, command, then_back)
        return answers[0]

    monkeypatch.setattr(workbench._store, "write", rehearsed)


def rows_of(reader: str, other: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a reader of a blind round knows, by the field that names it; and one row of every kind that reader may
    not know of: the other's work, and what is held.
    """
    ids: dict[str, str] = {}

    def new(name: str) -> str:
        return ids.setdefault(name, str(UUID(int=0xABC0 + len(ids), version=4)))

    round_id, source, version = new("round"), new("source"), new("version")
    held, held_version = new("held source"), new("held version")
    moment = "2026-01-01T00:00:00.000Z"
    round_ = Round(round_id, "blind", RoundKind.CODE, UnitKind.SPAN, blind=True, judge_ids=(reader, other))
    mine = new("open round")
    seen = {
        "round_id": round_,
        "source_id": Source(source, "one.txt", "transcript", current_version_id=version),
        "version_id": _version(version, source),
        "code_id": Code(new("seen code"), "Ours", author_id=reader),
        "theme_id": Theme(new("seen theme"), "Ours", author_id=reader),
        "coding_id": Coding(new("seen coding"), round_id, reader, source, version, 0, 5, ids["seen code"]),
        "memo_id": Memo(new("seen memo"), reader, MemoKind.ANALYTIC, "ours"),
        "case_id": Case(new("seen case"), CaseKind.TEAM, "T1", "Team"),
        "participant_id": Participant(new("seen participant"), "P1"),
        "speaker_id": Speaker(new("seen speaker"), source, "A"),
        "open_round_id": Round(mine, "open", RoundKind.CODE, UnitKind.SPAN, blind=False, judge_ids=(reader,)),
    }
    hidden = {
        "coding": Coding(new("coding"), round_id, other, source, version, 0, 5, "c", created_at=moment),
        "judgement": Judgement(new("judgement"), round_id, other, UnitKind.SPAN, "u", "yes"),
        "placement": Placement(new("placement"), "l", "k", "code", "c", other, round_id=round_id),
        "theme": Theme(new("theme"), "Theirs", author_id=other, round_id=round_id),
        "code": Code(new("code"), "Theirs", proposed_in=round_id, author_id=other),
        "submission": Submission(new("submission"), round_id, other),
        "private memo": Memo(new("private memo"), other, MemoKind.ANALYTIC, "words", private=True),
        "memo of the round": Memo(new("memo"), other, MemoKind.ANALYTIC, "words", round_id=round_id),
        "held source": Source(held, "two.txt", "transcript", current_version_id=held_version, held_at=moment),
        "held version": _version(held_version, held),
        "held speaker": Speaker(new("speaker"), held, "B"),
        "held coding": Coding(new("held coding"), round_id, reader, held, held_version, 0, 5, "c", created_at=moment),
    }
    return seen, hidden


def _version(identifier: str, source: str) -> SourceVersion:
    return SourceVersion(identifier, source, 1, VersionRole.RAW, 10, "", "")


class Team:
    """A study with one account of every role, an account that ended, and two readers of a blind round."""

    def __init__(self, folder: Path) -> None:
        self.ids = factories.CountedIds()
        self.workbench = factories.study(folder, clock=StandingClock(), ids=self.ids)
        chief = factories.owner(self.workbench)
        self.accounts = {Role.OWNER: chief.viewer.researcher_id}
        for n, role in enumerate(role for role in Role if role is not Role.OWNER):
            hand = factories.colleague(self.workbench, role.value, role.value, prefix=f"{n + 1:08x}")
            self.accounts[role] = hand.viewer.researcher_id
        gone = factories.colleague(self.workbench, "gone", "lead", prefix="f0000000").viewer.researcher_id
        self.other = factories.colleague(self.workbench, "other", "coder", prefix="f1111111").viewer.researcher_id
        seen, self.rows = rows_of(self.accounts[Role.OWNER], self.other)
        self.seen = {name: row.id for name, row in seen.items()}
        self._keep([*seen.values(), *self.rows.values()])
        self.site = site(self.workbench)
        self.visitors = {role: self.site.signed_in(account) for role, account in self.accounts.items()}
        self.gone: Visitor = self.site.signed_in(gone)
        chief.do("study.end_researcher", id=gone)

    def _keep(self, rows: list[Any]) -> None:
        everything = Viewer(self.workbench.study_id, self.other, (Role.OWNER,), ViewerKind.WORKER)
        self.workbench._store.write(everything, Command("test.made"), lambda work: work.add_all(rows))


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    made = Team(tmp_path_factory.mktemp("matrix"))
    with pytest.MonkeyPatch.context() as monkeypatch:
        rehearse(made.workbench, monkeypatch)
        yield made
    made.site.close()
    made.workbench.close()


every_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)


@every_operation
def test_every_operation_declares_who_may(operation: Operation) -> None:
    assert operation.right is not None


@every_operation
def test_a_route_answers_whom_the_table_of_rights_lets_and_nobody_else(operation: Operation, team: Team) -> None:
    fitting = fields_for(operation.request, str(uuid4()))
    for given in ({}, fitting, {**fitting, "nonesuch": "x"}):
        assert send(team.site.visitor(), operation, given).status == 401
        assert send(team.site.launched(), operation, given).status == 401
        assert send(team.gone, operation, given).status == 401
        for role, visitor in team.visitors.items():
            status = send(visitor, operation, given).status
            if operation.right in RIGHTS[role]:
                assert status in REFUSALS | {OK}, (role, status)
            else:
                assert status == 403, (role, status)


@every_operation
def test_another_method_is_refused(operation: Operation, team: Team) -> None:
    path = BASE + operation.path
    known = {one.method for one in OPERATIONS if one.path == operation.path}
    visitor = team.visitors[Role.OWNER]
    if "GET" not in known:
        assert visitor.get(path).status == 405
    if "POST" not in known:
        assert visitor.post(path).status == 405


@every_operation
def test_what_is_hidden_and_what_is_not_there_read_the_same(operation: Operation, team: Team) -> None:
    """The owner reads blind too. An identifier nobody can know but who made it, against one that is made up.

    First everywhere at once, then in one field at a time, beside identifiers of what the reader does know.
    """
    for given, name in asked_with_one_hidden(operation, team.seen):
        made_up = put(team, operation, given(str(uuid4())))
        for kind, row in team.rows.items():
            found = put(team, operation, given(row.id))
            if name in ("", "id") and found[0] == 409 and b"already goes by this identifier" in found[1]:
                continue  # nothing may be made under an identifier that is taken; nobody can guess one
            assert found == made_up, (kind, name)


def put(team: Team, operation: Operation, given: tuple[dict[str, Any], str]) -> tuple[int, bytes, Any]:
    """All that came back but the identifier asked with and the date."""
    fields, identifier = given
    team.ids.n = 10**6
    answer = send(team.visitors[Role.OWNER], operation, fields)
    headers = tuple(pair for pair in answer.headers if pair[0] != "date")
    return answer.status, answer.body.replace(identifier.encode(), b"THE-IDENTIFIER"), headers


Given = Callable[[str], tuple[dict[str, Any], str]]


def asked_with_one_hidden(operation: Operation, seen: dict[str, str]) -> Iterator[tuple[Given, str]]:
    """Ways to ask with an identifier: in every field, then in each field alone, for each kind of thing named."""
    names = [one.name for one in fields(operation.request) if is_identifier(one.name)]
    yield (lambda identifier: (fields_for(operation.request, identifier), identifier)), ""
    kinds = [one.name for one in fields(operation.request) if one.name.endswith("_kind")]
    for name in names if len(names) > 1 else ():
        for kind in KINDS if kinds and name != "id" else KINDS[:1]:
            yield partial(_in_one_field, operation, seen, name, dict.fromkeys(kinds, kind)), name


def _in_one_field(
    operation: Operation, seen: dict[str, str], name: str, kinds: dict[str, str], identifier: str
) -> tuple[dict[str, Any], str]:
    given = with_what_is_known(operation, seen) | kinds
    given[name] = [identifier] if isinstance(given[name], list) else identifier
    return given, identifier


def with_what_is_known(operation: Operation, seen: dict[str, str]) -> dict[str, Any]:
    """A request that names what the reader knows wherever the name of a field says what it wants."""
    given = fields_for(operation.request, "f0f0f0f0-0000-4000-8000-000000000000")
    for one, value in given.items():
        known = seen.get(one.removesuffix("s"))
        if is_identifier(one) and known is not None:
            given[one] = [known] if isinstance(value, list) else known
    return given


def test_no_list_names_what_is_hidden(team: Team) -> None:
    visitor = team.visitors[Role.OWNER]
    hidden = [row.id.encode() for row in team.rows.values()]
    for operation in OPERATIONS:
        if operation.method == "GET":
            for given in (fields_for(operation.request, str(uuid4())), with_what_is_known(operation, team.seen)):
                answer = send(visitor, operation, given)
                assert not [one for one in hidden if one in answer.body], operation.name


def test_the_routes_of_the_session_need_none_and_the_feed_does(team: Team) -> None:
    statuses = {}
    for route in EDGE:
        if route.method == "GET":
            statuses[route.name] = team.site.visitor().get(BASE + route.path).status
        else:
            statuses[route.name] = team.site.visitor().post(BASE + route.path, {}).status
    assert statuses == {
        "session.show": 200,
        "session.sign_in": 422,
        "session.sign_out": 200,
        "session.sign_out_everywhere": 200,
        "feed.listen": 401,
    }


def test_no_two_routes_share_a_path_and_a_method() -> None:
    pairs = [(one.method, one.path) for one in (*OPERATIONS, *EDGE)]
    assert len(pairs) == len(set(pairs))
    assert len({one.name for one in OPERATIONS}) == len(OPERATIONS)


def test_the_interface_of_a_site_has_these_routes_and_no_other(team: Team) -> None:
    routes: Site = team.site
    found = {(method, path) for path, some in routes.app._api._routes.items() for method in some}
    assert found == {(one.method, BASE + one.path) for one in (*OPERATIONS, *EDGE)}
