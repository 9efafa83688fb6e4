"""A page of somebody else, open in the same browser, tries to read a study and to change it."""

from __future__ import annotations

import http.server
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser
from tests import factories
from tests.browser.finding import find_browser
from tests.browser.serving import Served, serve

from anselm.bootstrap import create_study

WRITE = "/api/v1/memos/write"
MEMO = '{"id": "planted", "body": "planted"}'

# Each way answers with what it could read, or with why it could not.
TRIES = """async (there) => {
  const tell = async (call) => { try { return await call(); } catch (error) { return 'refused: ' + error.name; } };
  const memo = '%s';
  const read = (options) => tell(async () => {
    const answer = await fetch(there + options.path, options);
    return answer.type === 'opaque' ? 'opaque' : await answer.text();
  });
  const frame = document.createElement('iframe');
  frame.src = there + '/';
  document.body.append(frame);
  const form = (kind) => {
    const one = document.createElement('form');
    Object.assign(one, {method: 'POST', action: there + '%s', enctype: kind, target: 'sink'});
    const field = document.createElement('input');
    field.name = memo.slice(0, -1) + ', "x'; field.value = '": 1}';
    one.append(field); document.body.append(one); one.submit();
  };
  const sink = document.createElement('iframe'); sink.name = 'sink'; document.body.append(sink);
  form('text/plain'); form('application/x-www-form-urlencoded'); form('multipart/form-data');
  const picture = await new Promise((done) => {
    const one = new Image(); one.onload = () => done('loaded'); one.onerror = () => done('refused: picture');
    one.src = there + '/icon.svg';
  });
  const script = await new Promise((done) => {
    const one = document.createElement('script');
    one.onload = () => done('loaded'); one.onerror = () => done('refused: script');
    one.src = there + '/api/v1/viewer'; document.body.append(one);
  });
  const line = await new Promise((done) => {
    const one = new WebSocket(there.replace('http', 'ws') + '/api/v1/feed');
    one.onopen = () => done('open'); one.onerror = () => done('refused: line');
  });
  const feed = await new Promise((done) => {
    const one = new EventSource(there + '/api/v1/feed', {withCredentials: true});
    one.onopen = () => done('open'); one.onerror = () => { one.close(); done('refused: feed'); };
  });
  const kept = {credentials: 'include'};
  const headers = {'Content-Type': 'application/json', 'X-Anselm': '1'};
  const found = [picture, script, line, feed,
    await read({...kept, path: '/api/v1/viewer'}),
    await read({...kept, path: '/api/v1/viewer', mode: 'no-cors'}),
    await read({...kept, path: '%s', method: 'POST', body: memo, headers}),
    await read({...kept, path: '%s', method: 'POST', body: memo, mode: 'no-cors'}),
  ];
  await new Promise((done) => setTimeout(done, 500));
  return found;
}""" % (MEMO, WRITE, WRITE, WRITE)  # noqa: UP031


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("other") / "study"
    with create_study(folder, title="A study", owner="Ada"):
        pass
    with serve(folder) as there:
        yield there


class Quiet(http.server.BaseHTTPRequestHandler):
    """A page with nothing on it."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>other</title><body></body>")

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[int]:
    """The port of another server on this computer."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture(scope="module")
def pointed(browser: Browser) -> Iterator[Browser]:
    """A browser for which names of others lead to this computer."""
    rules = "--host-resolver-rules=MAP evil.example 127.0.0.1"
    started = browser.browser_type.launch(executable_path=str(find_browser()), args=["--no-sandbox", rules])
    yield started
    started.close()


def memos(served: Served, cookies: dict[str, str]) -> int:
    """How many memos the study holds."""
    answer = httpx.get(f"{served.origin}/api/v1/memos", cookies=cookies)
    assert answer.status_code == 200
    return len(answer.json())


def test_a_page_of_somebody_else_reads_nothing_and_changes_nothing(
    pointed: Browser, served: Served, elsewhere: int
) -> None:
    context = pointed.new_context()
    own = context.new_page()
    own.goto(served.launch_url)
    cookies = {one["name"]: one["value"] for one in context.cookies() if one["name"].startswith("anselm-")}
    assert memos(served, cookies) == 0
    port = served.origin.rpartition(":")[2]
    for host, there in (
        ("evil.example", served.origin),
        ("127.0.0.1", served.origin),  # a neighbour on another port: the same site, not the same origin
        ("localhost", f"http://localhost:{port}"),
        ("evil.example", f"http://evil.example:{port}"),
    ):
        other = context.new_page()
        other.goto(f"http://{host}:{elsewhere}/")
        for told in other.evaluate(TRIES, there):
            assert told.startswith("refused") or told == "opaque", (host, told)
        other.close()
    assert memos(served, cookies) == 0
    context.close()


def test_a_name_that_is_pointed_at_this_computer_gets_no_page(pointed: Browser, served: Served) -> None:
    page = pointed.new_page()
    answer = page.goto(f"http://evil.example:{served.origin.rpartition(':')[2]}/")
    assert answer is not None
    assert answer.status == 421
    assert not page.context.cookies()
    page.close()


def test_the_link_is_not_kept_in_the_address_nor_the_cookie_shown_to_scripts(browser: Browser, tmp_path: Path) -> None:
    with create_study(tmp_path / "study", title="A study", owner="Ada", parts=factories.parts()):
        pass
    with serve(tmp_path / "study") as served:
        page = browser.new_page()
        page.goto(served.launch_url)
        assert "launch" not in page.url
        assert page.evaluate("document.cookie") == ""
        assert "launch" not in page.evaluate("performance.getEntriesByType('navigation').map((one) => one.name).join()")
        page.close()
