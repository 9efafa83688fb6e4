from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.visiting import PORT, Site, Tick, Visitor, Words, ours

from anselm.bootstrap import Workbench
from anselm.web.app import create_app
from anselm.web.settings import Settings, on_loopback

INDEX = '<meta property="csp-nonce" nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__" src="/static/assets/a-1.js">'


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(INDEX, encoding="utf-8")
    (folder / "assets" / "a-1.js").write_text("1", encoding="utf-8")
    (folder / "icon.svg").write_text("<svg/>", encoding="utf-8")
    (folder / "secret").write_text("no kind", encoding="utf-8")
    (tmp_path / "study.db.txt").write_text("outside", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "study.db.txt")
    return folder


@pytest.fixture
def page(workbench: Workbench, built: Path) -> Visitor:
    settings = Settings(PORT, on_loopback(PORT))
    return Visitor(Site(create_app(workbench, settings, token=Words(), static=built), Tick()))


@pytest.mark.parametrize("path", ["/", "/code", "/sources/3f/turns", "/compare/"])
def test_every_address_of_the_page_is_the_page_with_a_nonce_of_its_own(path: str, page: Visitor) -> None:
    first, second = page.get(path), page.get(path)
    nonces = []
    for answer in (first, second):
        assert answer.status == 200
        assert answer.header("content-type") == "text/html; charset=utf-8"
        assert answer.header("cache-control") == "no-store"
        (nonce,) = set(re.findall(r'nonce="([^"]+)"', answer.body.decode()))
        assert f"style-src 'self' 'nonce-{nonce}'" in answer.header("content-security-policy")
        nonces.append(nonce)
    assert len(set(nonces)) == 2


def test_no_script_runs_but_a_file_of_ours(page: Visitor) -> None:
    rules = dict(rule.split(" ", 1) for rule in page.get("/").header("content-security-policy").split("; "))
    assert rules["script-src"] == "'self'"
    assert rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert rules["connect-src"] == rules["form-action"] == "'self'"
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:"} & set(" ".join(rules.values()).split())


def test_a_file_whose_name_holds_its_digest_is_kept_for_ever(page: Visitor) -> None:
    answer = page.get("/static/assets/a-1.js")
    assert (answer.status, answer.body) == (200, b"1")
    assert answer.header("content-type") == "text/javascript; charset=utf-8"
    assert answer.header("cache-control") == "public, max-age=31536000, immutable"
    assert page.get("/static/icon.svg").header("cache-control") == "no-cache"


def test_the_icon_is_where_browsers_look(page: Visitor) -> None:
    assert page.get("/icon.svg").header("content-type") == "image/svg+xml"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../study.db.txt",
        "/static//etc/hostname.txt",
        "/static/%2e%2e/study.db.txt",
        "/static/assets/../../study.db.txt",
        "/static/link.txt",
        "/static/secret",
        "/static/",
        "/static/assets",
        "/static/nonesuch.js",
        "/static/a\x00.js",
        "/index.html",
        "/favicon.ico",
        "/.env",
        "/a/b.php",
    ],
)
def test_nothing_else_is_served(path: str, page: Visitor) -> None:
    assert page.get(path).status == 404


def test_the_page_is_only_asked_for(page: Visitor) -> None:
    assert page.ask("POST", "/", ours()).status == 405
    assert page.ask("HEAD", "/static/assets/a-1.js", ours()).status == 200


def test_where_the_page_is_not_built_the_command_is_named(workbench: Workbench, tmp_path: Path) -> None:
    app = create_app(workbench, Settings(PORT, on_loopback(PORT)), token=Words(), static=tmp_path / "none")
    answer = Visitor(Site(app, Tick())).get("/")
    assert answer.status == 503
    assert b"make frontend" in answer.body
