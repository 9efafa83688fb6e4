"""Whatever is sent, the answer is one of those described, and never a failure of the server."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from tests import factories
from tests.functional.populated import populate, rehearse
from tests.visiting import HOST, Answer, Site, Visitor, ours, site

from anselm.services.catalogue import OPERATIONS
from anselm.web.api import EDGE
from anselm.web.openapi import document

EXAMPLES = 100 if os.environ.get("CI") == "true" else 30
DOCUMENT = document(OPERATIONS)
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
FUZZED = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True
)
JSON = "application/json"


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with factories.study(tmp_path_factory.mktemp("fuzz"), parser=factories.DirectParser()) as workbench:
        me = workbench.viewer().researcher_id
        seen, _ = populate(workbench, me, "another")
        KNOWN.update({name: row.id for name, row in seen.items()}, researcher_id=me)
        made = site(workbench)
        with pytest.MonkeyPatch.context() as monkeypatch:
            rehearse(workbench, monkeypatch)
            yield made
        made.close()


def cases(path: str, method: str) -> Any:
    """Requests as described, and requests that are not."""
    operation = SCHEMA[path][method]
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    return st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in modes))


KNOWN: dict[str, str] = {}  # what there is, by the field that names it


def pointed(given: Any, path: str) -> Any:
    """The same with identifiers of what there is, so that not everything ends at what is not found."""
    if not isinstance(given, dict):
        return given
    noun = path.removeprefix("/api/v1/").partition("/")[0].removesuffix("s")
    known = {"id": KNOWN.get(f"{noun}_id", KNOWN["open_round_id"]), **KNOWN}
    return {name: _named(known.get(name.removesuffix("s")), value) for name, value in given.items()}


def _named(known: str | None, value: Any) -> Any:
    if known is None:
        return value
    return [known] if isinstance(value, list) else known


def send(visitor: Visitor, case: Any) -> Answer:
    query = urlencode({k: v for k, v in (case.query or {}).items() if v is not None}, doseq=True)
    target = f"{case.path}?{query}" if query else case.path
    if case.method.upper() == "GET":
        return visitor.ask("GET", target, [("host", HOST)])
    if isinstance(case.body, dict) and case.media_type == "multipart/form-data":
        fields = {k: v if isinstance(v, str) else json.dumps(v) for k, v in case.body.items() if k != "file"}
        file = case.body.get("file", b"")
        fields = {k.translate(_PLAIN): v.encode("utf-8", "replace").decode() for k, v in fields.items()}
        return visitor.upload(case.path, fields, "a.txt", file if isinstance(file, bytes) else str(file).encode())
    body = case.body if isinstance(case.body, bytes) else json.dumps(_sendable(case.body)).encode()
    return visitor.ask("POST", target, [*ours(), ("content-type", JSON)], body)


_PLAIN = {ord(sign): "_" for sign in '"\r\n'} | dict.fromkeys(range(0xD800, 0xE000), "_")


def _sendable(body: Any) -> Any:
    return None if type(body).__name__ == "NotSet" else body


ROUTES = sorted((path, method) for path, some in DOCUMENT["paths"].items() for method in some)
QUIET = {"/api/v1/feed", *(f"/api/v1{one.path}" for one in EDGE)}


@pytest.mark.parametrize(("path", "method"), [one for one in ROUTES if one[0] not in QUIET])
def test_an_operation_answers_as_described_whatever_is_sent(path: str, method: str, there: Site) -> None:
    answers = DOCUMENT["paths"][path][method]["responses"]["200"]["content"]
    good = _reader(answers.get(JSON, {}).get("schema", {}))
    problem = _reader({"$ref": "#/components/schemas/ProblemDocument"})
    visitor = there.signed_in(KNOWN["researcher_id"])

    @FUZZED
    @given(case=cases(path, method), chosen=st.booleans())
    def check(case: Any, chosen: bool) -> None:
        if chosen:
            case.body, case.query = pointed(case.body, path), pointed(case.query, path)
        answer = send(visitor, case)
        assert answer.status < 500, (answer.status, answer.body)
        if answer.status != 200:
            assert answer.header("content-type") == "application/problem+json"
            problem.validate(answer.json)
        elif JSON in answers:
            good.validate(answer.json)
        if answer.status == 401:
            visitor.cookies.update(there.signed_in(KNOWN["researcher_id"]).cookies)

    check()


def _reader(schema: Any) -> Any:
    return jsonschema_rs.Draft202012Validator({**schema, "components": DOCUMENT["components"]})


@FUZZED
@given(
    target=st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=40),
    name=st.sampled_from(["cookie", "last-event-id", "content-type", "range", "accept", "if-none-match", "x-anselm"]),
    value=st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=40),
    method=st.sampled_from(["GET", "POST", "HEAD", "PUT", "DELETE"]),
    body=st.binary(max_size=40),
)
def test_no_line_and_no_header_makes_the_server_fail(
    target: str, name: str, value: str, method: str, body: bytes, there: Site
) -> None:
    for path in (f"/{target}", f"/static/{target}", f"/api/v1/{target}", "/api/v1/session/sign-in", "/api/v1/memos"):
        answer = there.visitor().ask(method, path, [*ours(), (name, value)], body)
        assert answer.status < 500 or b"make frontend" in answer.body, (path, answer.body)
