from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from tests import factories
from tests.visiting import PORT, Site, Visitor, Words, ours, site

from anselm.bootstrap import Workbench
from anselm.domain.study import Right
from anselm.services.operations import Operation, Uploaded, writes
from anselm.services.ports import Download, Rendering
from anselm.web.api import _attachment
from anselm.web.app import Application
from anselm.web.settings import Settings, on_loopback

MEMO = "/api/v1/memos/write"
JSON = ("content-type", "application/json")


def memo(body: str = "x") -> dict[str, str]:
    return {"id": "m1", "body": body}


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "text/json"]
)
def test_only_json_is_taken_where_json_is_meant(kind: str, there: Site) -> None:
    answer = there.launched().ask("POST", MEMO, (*ours(), ("content-type", kind)), b'{"id": "m1", "body": "x"}')
    assert answer.status == 415


def test_json_may_name_its_encoding(there: Site) -> None:
    kind = ("content-type", "Application/JSON; charset=utf-8")
    assert there.launched().ask("POST", MEMO, (*ours(), kind), b'{"id": "m1", "body": "x"}').status == 200


def test_a_body_above_the_limit_is_refused_when_announced_and_when_not(workbench: Workbench) -> None:
    small = site(workbench, json_bytes=2**20)
    visitor = small.launched()
    big = b'{"id": "m1", "body": "' + b"x" * 2**20 + b'"}'
    announced = visitor.ask("POST", MEMO, (*ours(), JSON), big)
    lied = visitor.ask("POST", MEMO, (*ours(), JSON, ("content-length", "5")), big)
    small.close()
    assert [announced.status, lied.status] == [413, 413]
    assert announced.json["detail"] == "This is larger than the 1 MB that are taken at once."


@pytest.mark.parametrize("length", ["-1", "many", "9" * 40, "1e3"])
def test_a_length_that_is_no_length_is_refused(length: str, there: Site) -> None:
    assert there.launched().ask("POST", MEMO, (*ours(), JSON, ("content-length", length))).status == 413


def test_nothing_is_read_of_a_body_nobody_may_send(there: Site) -> None:
    big = b"x" * (9 * 2**20)
    assert there.visitor().ask("POST", MEMO, (*ours(), JSON), big).status == 401


def test_a_sender_who_stops_is_let_go(workbench: Workbench) -> None:
    hasty = site(workbench, patience=0.05)
    visitor = hasty.launched()

    async def stalls() -> int:
        scope = visitor.scope("POST", MEMO, [*ours(), JSON], 100)
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(30)
            raise AssertionError

        async def send(message: Any) -> None:
            sent.append(message)

        await hasty.app(scope, receive, send)
        return int(sent[0]["status"])

    begun = time.monotonic()
    assert hasty.runner.run(stalls()) == 408
    assert time.monotonic() - begun < 10
    hasty.close()


def test_parameters_beside_a_body_are_refused(there: Site) -> None:
    answer = there.launched().ask("POST", f"{MEMO}?private=true", (*ours(), JSON), b'{"id": "m1", "body": "x"}')
    assert answer.status == 400


# A file going in, and one coming out


class Kept:
    """What the operation below was given."""

    last: Any = None


def _upload() -> Operation:
    from dataclasses import dataclass

    @dataclass(frozen=True, slots=True)
    class Send:
        file: Uploaded
        name: str = ""
        tags: tuple[str, ...] = ()

    namespace = {"Send": Send, "str": str}

    def take(work, request):  # type: ignore[no-untyped-def]
        """Take a file."""
        Kept.last = request
        return str(len(request.file.data))

    take.__annotations__ = {"work": object, "request": Send, "return": str}
    take.__globals__.update(namespace)
    writes("/take", right=Right.FIELD, label="taking a file", upload=True)(take)
    found: Operation = take.__dict__["operation"]
    return found


@pytest.fixture
def taking(workbench: Workbench) -> Any:
    settings = Settings(PORT, on_loopback(PORT), upload_bytes=3 * 2**20)
    app = Application(workbench, settings, lambda: [_upload()], token=Words())
    made = Site(app, lambda: 0.0)  # type: ignore[arg-type]
    yield made
    made.close()


def test_a_file_comes_whole_with_its_name_as_a_label(taking: Site, tmp_path: Path) -> None:
    data = bytes(range(256)) * 8000
    answer = taking.launched().upload("/api/v1/take", {"name": "ä"}, "../../etc/pass\\wd\x07.txt", data)
    assert (answer.status, answer.json) == (200, str(len(data)))
    assert Kept.last.file == Uploaded("wd.txt", data)
    assert Kept.last.name == "ä"


def test_a_file_above_the_limit_is_refused(taking: Site) -> None:
    assert taking.launched().upload("/api/v1/take", {}, "a.txt", b"x" * (3 * 2**20)).status == 413


def test_no_part_of_a_file_is_written_to_a_temporary_folder(
    taking: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    monkeypatch.setattr(tempfile, "_TemporaryFileWrapper", refuse)
    assert taking.launched().upload("/api/v1/take", {}, "a.txt", b"x" * (2 * 2**20)).status == 200


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"------mark",
        b"no form at all",
        b"------mark\r\nContent-Disposition: form-data\r\n\r\nx\r\n------mark--\r\n",
        b'------mark\r\nContent-Disposition: form-data; name="name"\r\n\r\nx\r\n------mark--\r\n',
        b'------mark\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n------mark--\r\n',
        b"------mark\r\n\xff\xfe: \x00\r\n\r\nx\r\n------mark--\r\n",
        b'------mark\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xff\r\n------mark--\r\n',
    ],
)
def test_a_form_that_is_none_is_refused(content: bytes, taking: Site) -> None:
    kind = ("content-type", "multipart/form-data; boundary=----mark")
    assert taking.launched().ask("POST", "/api/v1/take", (*ours(), kind), content).status == 422
    without = ("content-type", "multipart/form-data")
    assert taking.launched().ask("POST", "/api/v1/take", (*ours(), without), content).status == 422


def test_two_files_are_not_taken_at_once(taking: Site) -> None:
    part = b'------mark\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n'
    kind = ("content-type", "multipart/form-data; boundary=----mark")
    answer = taking.launched().ask("POST", "/api/v1/take", (*ours(), kind), part * 2 + b"------mark--\r\n")
    assert answer.status == 422


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("codings.csv", "attachment; filename=\"codings.csv\"; filename*=UTF-8''codings.csv"),
        (
            "Zürich “A”.csv",
            "attachment; filename=\"Z_rich _A_.csv\"; filename*=UTF-8''Z%C3%BCrich%20%E2%80%9CA%E2%80%9D.csv",
        ),
        (
            'a"b\r\nSet-Cookie: x.csv',
            "attachment; filename=\"abSet-Cookie x.csv\"; filename*=UTF-8''abSet-Cookie%20x.csv",
        ),
        ("../../x.csv", "attachment; filename=\"x.csv\"; filename*=UTF-8''x.csv"),
        ("", "attachment; filename=\"file\"; filename*=UTF-8''file"),
    ],
)
def test_a_file_is_kept_under_its_whole_name_and_no_path(name: str, disposition: str) -> None:
    response = _attachment(Download(name, "text/csv; charset=utf-8", b"x"))
    assert response.headers["content-disposition"] == disposition
    assert response.headers["content-type"] == "text/csv; charset=utf-8"


def test_a_person_without_the_right_is_told_before_the_file_is_read(workbench: Workbench, taking: Site) -> None:
    auditor = factories.colleague(workbench, "Ben", "auditor").viewer.researcher_id
    visitor: Visitor = taking.signed_in(auditor)
    assert visitor.upload("/api/v1/take", {}, "a.txt", b"x" * (9 * 2**20)).status == 403
    assert Rendering("a", "csv", 1).stem == "a"
