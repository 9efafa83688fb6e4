from __future__ import annotations

import logging

import pytest
from tests.visiting import Site, Visitor, Words

from anselm.domain import errors
from anselm.services.catalogue import BY_NAME
from anselm.web.errors import STATUS, EdgeRefusal, Problems, problem_of

EXPECTED = {
    errors.Invalid: 422,
    errors.Refused: 409,
    errors.NotFound: 404,
    errors.NotAllowed: 403,
    errors.NotSignedIn: 401,
    errors.Locked: 423,
    errors.Damaged: 500,
    errors.StorageFailed: 507,
    errors.AnselmError: 500,
}
WORDS = "what the participant said"


def made(kind: type[errors.AnselmError]) -> errors.AnselmError:
    return kind("A sentence.")


@pytest.mark.parametrize("name", errors.__all__)
def test_every_error_of_the_tree_has_its_status(name: str) -> None:
    kind = getattr(errors, name)
    assert STATUS[kind] == EXPECTED[kind]
    problem = problem_of(made(kind))
    assert (problem.status, problem.code, problem.detail) == (EXPECTED[kind], kind.code, "A sentence.")


def test_a_finer_error_has_the_status_of_the_nearest_one_above_it() -> None:
    class Finer(errors.Refused):
        code = "finer"

    assert problem_of(made(Finer)).status == 409
    assert problem_of(EdgeRefusal(418, "tea", "Tea.")).status == 418


def answered(there: Site, monkeypatch: pytest.MonkeyPatch, error: BaseException) -> tuple[Visitor, int]:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(type(there.app._api._workbench), "call", fails)
    visitor = there.launched()
    return visitor, visitor.get("/api/v1/viewer").status


def test_a_problem_says_what_happened_where_and_what_to_do(there: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    answered(there, monkeypatch, errors.Refused("No.", place="round", advice="Ask Ada."))
    answer = there.launched().get("/api/v1/viewer")
    assert answer.header("content-type") == "application/problem+json"
    assert answer.json == {
        "type": "urn:anselm:problem:refused",
        "title": "Conflict",
        "status": 409,
        "code": "refused",
        "detail": "No.",
        "place": "round",
        "advice": "Ask Ada.",
        "fields": [],
        "id": "",
    }


def test_what_nobody_foresaw_is_answered_and_logged_without_a_word(
    there: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    try:
        raise ValueError(WORDS)
    except ValueError as cause:
        unforeseen = KeyError(WORDS)
        unforeseen.__cause__ = cause
    with caplog.at_level(logging.DEBUG):
        visitor, status = answered(there, monkeypatch, unforeseen)
    answer = visitor.get("/api/v1/viewer")
    assert status == answer.status == 500
    assert WORDS not in answer.body.decode() + caplog.text + "".join(capfd.readouterr())
    assert answer.json["code"] == "unforeseen"
    assert any(record.getMessage().startswith("KeyError in ") for record in caplog.records)
    assert all(record.exc_info is None for record in caplog.records)
    assert len(answer.json["id"]) == 12


def test_an_error_after_an_answer_began_does_not_begin_a_second_one(there: Site) -> None:
    import asyncio

    sent: list[str] = []

    async def breaks(scope: object, receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]
        raise RuntimeError(WORDS)

    async def send(message: dict[str, object]) -> None:
        sent.append(str(message["type"]))

    asyncio.run(Problems(breaks, Words())({"type": "http"}, None, send))  # type: ignore[arg-type]
    assert sent == ["http.response.start"]


def test_what_is_not_there_and_what_is_not_yours_read_the_same() -> None:
    assert problem_of(errors.NotFound()) == problem_of(errors.NotFound())
    assert "study.remove_memo" in BY_NAME


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v1/nonesuch", "/api/v2/viewer", "/api/v1/viewer/"])
def test_an_unknown_path_of_the_interface_is_a_problem_and_no_page(path: str, there: Site) -> None:
    answer = there.launched().get(path)
    assert (answer.status, answer.header("content-type")) == (404, "application/problem+json")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND"])
def test_a_method_that_is_not_meant_is_refused_and_the_right_one_named(method: str, there: Site) -> None:
    from tests.visiting import ours

    answer = there.launched().ask(method, "/api/v1/viewer", ours())
    assert (answer.status, answer.header("allow")) == (405, "GET")
    page = there.launched().ask(method, "/", ours())
    assert page.status in (405, 200 if method == "HEAD" else 405, 503)
