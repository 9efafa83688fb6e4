"""Every route, asked by everyone there can be: nobody, each role, an account that ended, a blind reader of a round.

What is expected is computed from the table of rights. Writes are rehearsed: they run whole and are then taken back,
so that each question is put to the same study.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests import factories
from tests.functional.populated import populate, rehearse
from tests.functional.requests import fields_for, is_identifier, send, with_what_is_known
from tests.visiting import Site, Visitor, site

from anselm.domain.study import RIGHTS, Role
from anselm.services.catalogue import OPERATIONS
from anselm.services.operations import Operation
from anselm.web.api import BASE, EDGE

OK, REFUSALS = 200, {404, 409, 422}
KINDS = ("coding", "code", "theme", "memo", "placement", "judgement", "source", "version", "speaker", "submission")


class StandingClock:
    """It is always the same moment."""

    def now(self) -> str:
        return "2026-01-01T00:00:00.000Z"


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
        seen, self.rows = populate(self.workbench, self.accounts[Role.OWNER], self.other)
        self.seen = {name: row.id for name, row in seen.items()}
        self.site = site(self.workbench)
        self.visitors = {role: self.site.signed_in(account) for role, account in self.accounts.items()}
        self.gone: Visitor = self.site.signed_in(gone)
        chief.do("study.end_researcher", id=gone)


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
    for given, name, named_kind in asked_with_one_hidden(operation, team.seen):
        made_up = put(team, operation, given(str(uuid4())))
        for kind, row in _of_kind(team.rows, named_kind).items():
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


def _of_kind(rows: dict[str, Any], kind: str) -> dict[str, Any]:
    """The hidden rows of a kind that is named, or all of them."""
    found = {name: row for name, row in rows.items() if kind and kind in name}
    return found or rows


def asked_with_one_hidden(operation: Operation, seen: dict[str, str]) -> Iterator[tuple[Given, str, str]]:
    """Ways to ask with an identifier: in every field, then in each field alone, for each kind of thing named."""
    names = [one.name for one in fields(operation.request) if is_identifier(one.name)]
    yield (lambda identifier: (fields_for(operation.request, identifier), identifier)), "", ""
    kinds = [one.name for one in fields(operation.request) if one.name.endswith("_kind")]
    for name in names if len(names) > 1 else ():
        for kind in KINDS if kinds and name != "id" else ("",):
            yield partial(_in_one_field, operation, seen, name, dict.fromkeys(kinds, kind)), name, kind


def _in_one_field(
    operation: Operation, seen: dict[str, str], name: str, kinds: dict[str, str], identifier: str
) -> tuple[dict[str, Any], str]:
    given = with_what_is_known(operation, seen) | kinds
    given[name] = [identifier] if isinstance(given[name], list) else identifier
    return given, identifier


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
    found = {(method, path) for path, some in routes.app._api.routes().items() for method in some}
    assert found == {(one.method, BASE + one.path) for one in (*OPERATIONS, *EDGE)}
