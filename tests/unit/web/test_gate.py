from __future__ import annotations

import pytest
from tests.visiting import HOST, ORIGIN, PORT, Site, ours

from anselm.services.catalogue import OPERATIONS
from anselm.web.api import BASE, EDGE

ROUTES = sorted({(one.method, BASE + one.path) for one in (*OPERATIONS, *EDGE)})
PLACES = [
    ("GET", "/"),
    ("GET", "/code/anything"),
    ("GET", "/static/index.html"),
    ("GET", "/icon.svg"),
    ("GET", "/api/x"),
]

# Host values that are not ours, among them names that others can point at this computer.
WRONG_HOSTS = (
    "evil.example",
    f"evil.example:{PORT}",
    "127.0.0.1",
    f"127.0.0.1:{PORT + 1}",
    f"127.0.0.1.evil.example:{PORT}",
    f"localhost.:{PORT}",
    "localhost",
    f"LOCALHOST.evil:{PORT}",
    "[::1]",
    f"[::1%25lo]:{PORT}",
    f"2130706433:{PORT}",
    f"0x7f.1:{PORT}",
    f"127.1:{PORT}",
    f"0.0.0.0:{PORT}",
    f"user@127.0.0.1:{PORT}",
    f"127.0.0.1:{PORT}@evil.example",
    f"127.0.0.1:{PORT}, evil.example",
    f" 127.0.0.1:{PORT}",
    "",
)
WRONG_ORIGINS = (
    "null",
    "http://evil.example",
    f"http://localhost:{PORT}",
    f"https://{HOST}",
    f"http://127.0.0.1:{PORT + 1}",
    f"{ORIGIN}/",
    f"{ORIGIN}.evil.example",
    "file://",
    "",
)


@pytest.mark.parametrize(("method", "path"), [*ROUTES, *PLACES])
def test_no_route_answers_at_another_host(method: str, path: str, shared: Site) -> None:
    visitor = shared.launched()
    for host in WRONG_HOSTS:
        answer = visitor.ask(method, path, (*ours()[1:], ("host", host)))
        assert (answer.status, answer.json["code"]) == (421, "host"), host
    twice = visitor.ask(method, path, (*ours(), ("host", "evil.example")))
    assert twice.status == 421
    assert visitor.ask(method, path, ours()[1:]).status == 421


@pytest.mark.parametrize(("method", "path"), [*ROUTES, *PLACES])
def test_no_route_answers_another_origin(method: str, path: str, shared: Site) -> None:
    visitor = shared.launched()
    for origin in WRONG_ORIGINS:
        asked = (("host", HOST), ("origin", origin), ("x-anselm", "1"), ("content-type", "application/json"))
        assert visitor.ask(method, path, asked).status == 403, origin
    assert visitor.ask(method, path, (*ours(), ("origin", "http://evil.example"))).status == 403
    for site in ("cross-site", "same-site", "anything"):
        assert visitor.ask(method, path, (*ours()[:2], ("sec-fetch-site", site), ("x-anselm", "1"))).status == 403


@pytest.mark.parametrize(("method", "path"), [one for one in ROUTES if one[0] == "POST"])
def test_nothing_is_changed_without_our_own_header_and_origin(method: str, path: str, shared: Site) -> None:
    visitor = shared.launched()
    for left_out in ("x-anselm", "origin"):
        headers = [one for one in ours() if one[0] != left_out]
        assert visitor.ask(method, path, [*headers, ("content-type", "application/json")], b"{}").status == 403
    assert visitor.ask(method, path, [*ours()[:3], ("x-anselm", "2")]).status == 403


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}"])
def test_our_own_page_is_answered_under_each_name_of_this_computer(host: str, shared: Site) -> None:
    assert shared.visitor().ask("GET", "/api/v1/session", [("host", host), ("origin", f"http://{host}")]).status == 200


def test_a_request_that_names_a_whole_address_is_refused(shared: Site) -> None:
    visitor = shared.visitor()
    for raw in (b"http://evil.example/", b"*", b"evil.example:80", b""):
        answer = visitor.ask("GET", "/", raw_path=raw or b"x")
        assert answer.status == 400


@pytest.mark.parametrize("path", ["/", "/api/v1/session", "/api/v1/viewer", "/static/none.js", "/api/none", "/x.php"])
def test_every_answer_keeps_to_itself(path: str, shared: Site) -> None:
    for answer in (shared.visitor().get(path), shared.visitor().ask("GET", path, [("host", "evil.example")])):
        assert answer.header("x-content-type-options") == "nosniff"
        assert answer.header("referrer-policy") == "no-referrer"
        assert answer.header("cross-origin-opener-policy") == "same-origin"
        assert answer.header("cross-origin-resource-policy") == "same-origin"
        assert answer.header("x-frame-options") == "DENY"
        assert answer.header("cache-control") == "no-store"
        assert "frame-ancestors 'none'" in answer.header("content-security-policy")
        assert not answer.header("access-control-allow-origin")


def test_a_preflight_of_another_page_gets_no_leave(shared: Site) -> None:
    asked = [("host", HOST), ("origin", "http://evil.example"), ("access-control-request-headers", "x-anselm")]
    answer = shared.visitor().ask("OPTIONS", "/api/v1/memos/write", asked)
    assert answer.status == 403
    assert not answer.header("access-control-allow-headers")
