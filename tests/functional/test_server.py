from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests import factories
from tests.functional.running import Running, command, running
from tests.unit.web.test_places import certificate
from tests.visiting import Words

from anselm.bootstrap import Workbench, create_study
from anselm.web import server
from anselm.web.app import create_app
from anselm.web.server import listening, run
from anselm.web.settings import Settings, on_loopback

CANARY = "canary-what-she-said-47"


def new_study(folder: Path, *passwords: str) -> Path:
    with create_study(folder, title="A study", owner="Ada") as workbench:
        for password in passwords:
            factories.owner(workbench).do("study.set_password", id=workbench.people()[0].id, password=password)
    return folder


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(new_study(tmp_path_factory.mktemp("served") / "study")) as there:
        yield there


def test_the_ready_line_comes_when_connections_are_accepted(served: Running) -> None:
    assert served.link.startswith(f"http://127.0.0.1:{served.port}/?launch=")
    with socket.create_connection(("127.0.0.1", served.port), timeout=5):
        pass


def test_the_link_leads_to_the_page_and_out_of_the_address(served: Running) -> None:
    with served.browser(launched=False) as browser:
        first = browser.get(served.links()[-1].removeprefix(served.origin))
        assert (first.status_code, first.headers["location"]) == (303, "/")
        assert browser.get("/api/v1/viewer").json()["name"] == "Ada"


def test_the_next_way_in_is_printed_when_the_link_was_used(served: Running) -> None:
    before = served.links()
    with served.browser():
        after = served.links()
    assert len(set(after)) == len(before) + 1
    assert after[: len(before)] == before


def test_a_write_comes_back_and_is_kept(served: Running) -> None:
    with served.browser() as browser:
        made = browser.post("/api/v1/memos/write", json={"id": "m1", "body": "kept"})
        assert made.status_code == 200
        assert [one["body"] for one in browser.get("/api/v1/memos").json()] == ["kept"]


def test_the_feed_tells_a_second_window(served: Running) -> None:
    with served.browser() as browser, browser.stream("GET", "/api/v1/feed") as feed:
        lines = feed.iter_lines()
        assert next(lines) == "event: ready"
        browser.post("/api/v1/memos/write", json={"id": "m2", "body": "new"})
        assert (
            next(line for line in lines if line.startswith('data: {"'))
            == 'data: {"topics":["memos"],"subjects":["m2"]}'
        )


def test_a_second_start_says_who_holds_the_study(served: Running) -> None:
    study = Path(served.log.parent / "study")
    done = command("serve", str(study), "--no-browser")
    assert done.returncode == 1
    assert "open in anselm serve" in done.stderr
    assert str(served.process.pid) in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="reads the kernel's own list of sockets")
def test_only_this_computer_reaches_the_server(served: Running) -> None:
    inodes = {os.readlink(one) for one in Path(f"/proc/{served.process.pid}/fd").iterdir() if one.is_symlink()}
    listens = []
    for table in ("tcp", "tcp6"):
        for row in Path(f"/proc/{served.process.pid}/net/{table}").read_text().splitlines()[1:]:
            cells = row.split()
            if cells[3] == "0A" and f"socket:[{cells[9]}]" in inodes:
                listens.append(cells[1])
    assert listens == [f"0100007F:{served.port:04X}"]


def test_what_is_no_http_is_answered_without_a_trace(served: Running) -> None:
    for raw in (
        f"{CANARY}\r\n\r\n",
        f"GET / {CANARY}\r\n\r\n",
        f"GET /{CANARY} HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        f"GET http://evil.example/{CANARY} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n\r\n",
        f"GET /{CANARY} HTTP/1.0\r\n\r\n",
        (
            f"GET /?{CANARY} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
            "Sec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\nOrigin: http://evil.example\r\n\r\n"
        ),
    ):
        with socket.create_connection(("127.0.0.1", served.port), timeout=5) as line:
            line.sendall(raw.encode())
            answer = line.recv(65536).decode("latin-1")
        assert answer.split(" ")[1] in ("400", "403", "421"), raw
        assert CANARY not in answer
    assert CANARY not in served.log.read_text()


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_an_orderly_end_leaves_clean_files_even_with_pages_open(by: signal.Signals, tmp_path: Path) -> None:
    study = new_study(tmp_path / "study")
    with running(study) as there, there.browser() as browser:
        browser.post("/api/v1/memos/write", json={"id": "m1", "body": "kept"})
        with browser.stream("GET", "/api/v1/feed") as feed:
            next(feed.iter_lines())
            begun = time.monotonic()
            assert there.end(by) == 0
        assert time.monotonic() - begun < 30
    assert {one.name for one in study.iterdir()} <= {"study.db", "study.lock", "media"}


def test_nothing_anyone_wrote_is_printed_or_left_behind(tmp_path: Path) -> None:
    study = new_study(tmp_path / "study", f"{CANARY}-password")
    (tmp_path / "temporary").mkdir()
    places = {"TMPDIR": str(tmp_path / "temporary"), "HOME": str(tmp_path / "temporary")}
    with running(study, **places) as there, there.browser() as browser:
        me = browser.get("/api/v1/session").json()["researcher_id"]
        for path, body in (
            ("/api/v1/memos/write", {"id": CANARY, "body": CANARY}),
            ("/api/v1/memos/write", {"id": "m", "body": CANARY, CANARY: CANARY}),
            ("/api/v1/memos/write", {"id": "m", "body": 5, "kind": CANARY}),
            ("/api/v1/session/sign-in", {"researcher_id": CANARY, "password": CANARY}),
            ("/api/v1/session/sign-in", {"researcher_id": me, "password": f"{CANARY}-password"}),
            (f"/api/v1/{CANARY}", {}),
        ):
            browser.post(path, json=body)
        browser.post("/api/v1/memos/write", content=CANARY.encode(), headers={"Content-Type": "application/json"})
        browser.get("/api/v1/memos", params={"about_id": CANARY, CANARY: CANARY})
        browser.get(f"/{CANARY}?launch={CANARY}")
        browser.post("/api/v1/memos/write", files={"file": (CANARY, CANARY.encode() * 10**5)})
        assert there.end() == 0
    printed = there.log.read_text()
    left = [path for path in (tmp_path / "temporary").rglob("*") if path.is_file()]
    assert CANARY not in printed
    assert not [path for path in left if CANARY.encode() in path.read_bytes()]
    # Where another study stands on the usual port, that is said first; nothing else is.
    lines = [line for line in printed.splitlines() if not line.startswith("anselm: port ")]
    assert [line.split(" http")[0] for line in lines] == ["anselm: ready", "anselm: to come in again"]


def test_over_tls_a_password_is_needed_and_the_cookie_is_bound(tmp_path: Path) -> None:
    tls = certificate(tmp_path)
    words = ("--listen", "localhost", "--tls-cert", tls.certificate, "--tls-key", tls.key, "--port", "0")
    with running(new_study(tmp_path / "study", "a long password"), *words) as there:
        assert there.link.startswith("https://localhost:")
        with there.browser(launched=False) as browser:
            gone = browser.get("/api/v1/session")
            assert gone.headers["strict-transport-security"]
            signed = browser.post(
                "/api/v1/session/sign-in", json={"researcher_id": "Ada", "password": "a long password"}
            )
            assert signed.headers["set-cookie"].startswith(f"__Host-anselm-{there.port}=")
            assert browser.get("/api/v1/viewer").json()["name"] == "Ada"


def test_a_start_that_others_could_reach_is_refused_in_plain_words(tmp_path: Path) -> None:
    study = new_study(tmp_path / "study")
    for words in (("--listen", "0.0.0.0"), ("--listen", "0.0.0.0", "--behind-proxy", "wards.example")):
        done = command("serve", str(study), "--no-browser", *words)
        assert done.returncode == 1
        assert "Others can reach" in done.stderr or "everyone needs a password" in done.stderr
    assert not (study / "study.db-wal").exists()


def test_a_folder_without_a_study_is_refused(tmp_path: Path) -> None:
    done = command("serve", str(tmp_path), "--no-browser")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no study" in done.stderr


# In this process, with short patience


@pytest.fixture
def hasty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, str]]:
    monkeypatch.setattr(server, "_SECONDS_FOR_HEADERS", 0.8)
    made: list[server.Server] = []
    up = threading.Event()
    workbench: Workbench = factories.study(tmp_path)
    sock = listening("127.0.0.1", 0, else_any=False)
    port = sock.getsockname()[1]
    app = create_app(workbench, Settings(port, on_loopback(port), patience=0.8), token=Words())
    word = app.launch.word
    monkeypatch.setattr(server, "_Server", lambda *all: made.append(_REAL(*all)) or made[-1])  # type: ignore[func-returns-value]
    thread = threading.Thread(target=run, args=(app, sock, up.set))
    thread.start()
    assert up.wait(10)
    yield port, word
    made[0].should_exit = True
    thread.join(15)
    workbench.close()


_REAL = server._Server


def test_who_opens_lines_and_says_nothing_is_let_go(hasty: tuple[int, str]) -> None:
    port, _ = hasty
    half = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n".encode()
    head = half.replace(b"GET /", b"POST /api/v1/session/sign-in") + f"Origin: http://127.0.0.1:{port}\r\n".encode()
    body = head + b"X-Anselm: 1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
    lines = []
    for sent in [b"", half, body] * 10:
        lines.append(socket.create_connection(("127.0.0.1", port), timeout=10))
        lines[-1].sendall(sent)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as other:
        assert other.get("/api/v1/session").status_code == 200
        for line in lines:
            while line.recv(65536):
                pass  # answered or not, the line ends
            line.close()
        assert other.get("/api/v1/session").status_code == 200


def test_a_slow_answer_is_not_cut_short(hasty: tuple[int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    port, word = hasty
    slow = Workbench.call

    def slowly(*given: object) -> object:
        time.sleep(1.6)
        return slow(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(Workbench, "call", slowly)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as browser:
        browser.get(f"/?launch={word}")
        assert browser.get("/api/v1/viewer").status_code == 200
