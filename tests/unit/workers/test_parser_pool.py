from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anselm.domain.parsed import Loss, Parsed, ParsedSync, ParsedUtterance, Refusal
from anselm.formats.table import read_bytes
from anselm.workers import pool as pool_module
from anselm.workers.limits import Limits
from anselm.workers.pool import ParserPool
from anselm.workers.wire import outcome_of, written

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
_OWN_NETWORK = ["unshare", "--net", "--map-root-user", "true"]
NETWORK_CAN_BE_CUT = (
    shutil.which("unshare") is not None and subprocess.run(_OWN_NETWORK, check=False).returncode == 0
)
TURNS = b"I1: How was it?\r\nP1: Fine, \xf0\x9f\x98\x80.\r\nI1: And then?\r\nP1: Home.\r\n"


@pytest.fixture(scope="module")
def pool() -> Iterator[ParserPool]:
    with ParserPool(Limits(cpu_s=1, wall_s=2)) as one:
        yield one


def zygote_of(pool: ParserPool) -> int:
    """The process behind a pool that has read something."""
    assert pool._zygote is not None
    return pool._zygote.pid


def gone(pid: int, seconds: float = 5.0) -> bool:
    """Whether a process ends in time; one that waits to be collected has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state in "ZX":
            return True
        time.sleep(0.02)
    return False


def test_a_child_reads_what_the_reader_reads(pool: ParserPool) -> None:
    assert pool.parse("a.txt", TURNS) == read_bytes("a.txt", TURNS)
    assert pool.parse("a.xyz", TURNS, "txt") == read_bytes("a.txt", TURNS)
    assert pool.parse("a.txt", b"caf\xe9", "cp1252") == Parsed("txt", "café")
    assert isinstance(pool.parse("a.pdf", TURNS), Refusal)


def test_a_fresh_process_reads_the_same_where_there_is_no_fork() -> None:
    with ParserPool(fork=False) as pool:
        assert pool.parse("a.txt", TURNS) == read_bytes("a.txt", TURNS)
        assert isinstance(pool.parse("a.txt", b""), Refusal)


@pytest.mark.parametrize(
    ("probe", "words"),
    [
        ("memory", "768 MB of memory"),
        ("cpu", "1 seconds of computing"),
        ("wall", "more than 2 seconds"),
        ("crash", "broke down on it (signal 11)"),
        ("unforeseen", "ZeroDivisionError"),
        ("files", "The limit holds"),
    ],
)
def test_a_child_that_breaks_a_limit_is_a_refusal_that_names_it(
    pool: ParserPool, probe: str, words: str
) -> None:
    outcome = pool.probe(probe)
    assert isinstance(outcome, Refusal), outcome
    assert words in outcome.reason
    assert pool.parse("a.txt", b"still here") == Parsed("txt", "still here")


@pytest.mark.skipif(not NETWORK_CAN_BE_CUT, reason="this system lets nobody have a network of their own")
def test_a_child_has_no_network(pool: ParserPool) -> None:
    assert isinstance(pool.probe("network"), Refusal)


def test_the_limits_that_hold_are_found_by_trying(pool: ParserPool) -> None:
    found = pool.limits()
    assert "memory up to 768 MB" in found
    assert "processor time up to 1 s" in found
    assert "time up to 2 s" in found
    assert any("network" in one for one in found)


def test_a_limit_that_does_not_hold_is_said_not_to(monkeypatch: pytest.MonkeyPatch) -> None:
    with ParserPool() as pool:
        monkeypatch.setattr(pool, "probe", lambda which: Parsed("probe", "it was possible"))
        assert pool.limits()[0].startswith("NOT limited here")


def test_nothing_runs_before_the_first_file() -> None:
    with ParserPool() as pool:
        assert pool._zygote is None


def test_a_zygote_that_died_is_replaced(pool: ParserPool) -> None:
    pool.parse("a.txt", b"one")
    before = zygote_of(pool)
    os.kill(before, signal.SIGKILL)
    assert pool.parse("a.txt", b"two") == Parsed("txt", "two")
    assert zygote_of(pool) != before


def test_a_zygote_that_dies_under_a_file_is_replaced_and_the_file_read() -> None:
    with ParserPool(Limits(wall_s=1)) as pool, ThreadPoolExecutor(1) as other:
        pool.parse("a.txt", b"one")
        waiting = other.submit(pool.probe, "wall")
        time.sleep(0.2)
        os.kill(zygote_of(pool), signal.SIGKILL)
        outcome = waiting.result(timeout=20)
        assert isinstance(outcome, Refusal)
        assert "more than 1 seconds" in outcome.reason


@LINUX
def test_no_process_is_left_when_the_pool_is_closed() -> None:
    with ParserPool() as pool:
        pool.parse("a.txt", b"one")
        pid = zygote_of(pool)
    assert gone(pid)
    outcome = pool.parse("a.txt", b"two")
    assert isinstance(outcome, Refusal)
    assert "closing" in outcome.reason


def test_a_file_under_way_when_the_pool_closes_is_refused_at_once() -> None:
    with ThreadPoolExecutor(1) as other:
        pool = ParserPool()
        pool.parse("a.txt", b"one")
        waiting = other.submit(pool.probe, "wall")
        time.sleep(0.2)
        pool.close()
        outcome = waiting.result(timeout=5)
    assert isinstance(outcome, Refusal)


@LINUX
def test_no_process_is_left_when_the_server_is_killed() -> None:
    script = (
        "import threading, time\n"
        "from anselm.workers.pool import ParserPool\n"
        "pool = ParserPool()\n"
        "pool.parse('a.txt', b'one')\n"
        "threading.Thread(target=pool.probe, args=('wall',), daemon=True).start()\n"
        "time.sleep(0.3)\n"
        "print(pool._zygote.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        zygote = int(server.stdout.readline())
        children = Path(f"/proc/{zygote}/task/{zygote}/children").read_text(encoding="ascii").split()
        server.kill()
    assert children
    assert all(gone(int(pid)) for pid in [zygote, *children])


@LINUX
def test_no_more_than_two_children_live_at_once() -> None:
    with ParserPool(Limits(wall_s=1)) as pool, ThreadPoolExecutor(6) as other:
        pool.parse("a.txt", b"one")
        zygote = zygote_of(pool)
        most, stop = [0], threading.Event()

        def watch() -> None:
            while not stop.wait(0.02):
                children = Path(f"/proc/{zygote}/task/{zygote}/children").read_text(encoding="ascii").split()
                most[0] = max(most[0], len(children))

        watcher = threading.Thread(target=watch)
        watcher.start()
        list(other.map(pool.probe, ["wall"] * 4))
        stop.set()
        watcher.join()
    assert most[0] == 2


def test_many_threads_get_each_their_own_answer(pool: ParserPool) -> None:
    names = [f"words {number} " * (number * 50 + 1) for number in range(60)]
    with ThreadPoolExecutor(8) as other:
        outcomes = list(other.map(lambda words: pool.parse("a.txt", words.encode()), names))
    assert outcomes == [Parsed("txt", words) for words in names]


def test_a_large_file_and_a_large_answer_come_through(pool: ParserPool) -> None:
    text = "häufig " * 700_000
    assert pool.parse("a.txt", text.encode()) == Parsed("txt", text)
    refused = pool.parse("a.txt", b"x" * 50_000_000)
    assert isinstance(refused, Refusal)
    assert "million characters" in refused.reason


def test_an_answer_that_fills_the_line_is_followed_by_how_the_child_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The child has answered and gone before anyone reads, and there is no room left to say that it has."""
    receive = pool_module._received

    def late(ours: socket.socket) -> bytes:
        time.sleep(0.03)
        return receive(ours)

    monkeypatch.setattr(pool_module, "_received", late)
    with ParserPool() as pool:
        zygotes = set()
        for size in range(60_000, 260_000, 4_000):
            assert pool.parse("a.txt", b"a" * size) == Parsed("txt", "a" * size)
            zygotes.add(zygote_of(pool))
    assert len(zygotes) == 1


def test_the_zygote_imports_the_readers_and_nothing_else_of_ours() -> None:
    script = "import sys, anselm.workers.zygote; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    ours = {name.split(".")[1] for name in modules if name.startswith("anselm.")}
    assert ours == {"domain", "formats", "workers"}
    assert not modules & {"fastapi", "numpy", "sqlalchemy", "lxml", "docx", "ssl", "asyncio"}


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(st.tuples(*[st.integers(0, 9)] * 3), max_size=3),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
)
def test_an_outcome_is_the_same_on_the_other_side(
    text: str, spans: list[tuple[int, int, int]], word: str
) -> None:
    turns = tuple(ParsedUtterance(*sorted(span), word, None, 7) for span in spans)
    parsed = Parsed("txt", text, turns, (ParsedSync(1, 2),), (Loss("a", word, "c"),), (word,), (("k", word),))
    assert outcome_of(written(parsed)) == parsed
    assert b"\n" not in written(parsed)
    refused = Refusal(text, word, "advice")
    assert outcome_of(written(refused)) == refused
