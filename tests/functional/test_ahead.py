"""What a first table stands on is worked out while nobody asks, for the one it is for alone, and ends when told to."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from tests.busy import QUESTIONS, Busy
from tests.visiting import PORT, Site, Tick, Words

from anselm.bootstrap_ahead import Ahead
from anselm.domain.errors import Refused
from anselm.domain.study import ViewerKind
from anselm.services.interpretation import ahead, ground
from anselm.storage.columns import StudyColumns
from anselm.web import app
from anselm.web.app import create_app
from anselm.web.settings import Settings, on_loopback

PATIENCE = 20.0


def _nothing_more(*_: object, **__: object) -> Any:
    raise AssertionError("It is worked out again.")


@pytest.fixture
def busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Busy:
    """A study with a reader in an open blind round, and columns beside it as beside a large one."""
    monkeypatch.setattr(StudyColumns.__init__, "__kwdefaults__", {"fewest": 1})
    made = Busy(tmp_path)
    dice = random.Random(3)
    for _ in range(12):
        with suppress(Refused):  # some fall on a text that is not read in the round
            made.applies(dice)
    made.ada.workbench.columns.catch_up()
    return made


def _worked(busy: Busy, viewer: Any) -> None:
    busy.ada.workbench.work_ahead(viewer, lambda: True)
    thread = busy.ada.workbench._ahead._thread
    assert thread is not None
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_the_first_table_finds_what_was_worked_out_ahead(busy: Busy, monkeypatch: pytest.MonkeyPatch) -> None:
    _worked(busy, busy.ada.viewer)
    monkeypatch.setattr(ground, "_ground", _nothing_more)
    busy.ada.do("interpretation.crosstab", rows="person", columns="code")


def test_nobody_else_finds_it(busy: Busy, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [str(busy.kay.do(f"interpretation.{name}", **fields)) for name, fields in QUESTIONS]
    busy.ada.workbench._store.keeping.clear()
    _worked(busy, busy.ada.viewer)
    assert [str(busy.kay.do(f"interpretation.{name}", **fields)) for name, fields in QUESTIONS] == before
    monkeypatch.setattr(ground, "_ground", _nothing_more)
    with pytest.raises(AssertionError):
        busy.lou.do("interpretation.crosstab", rows="person", columns="code")


def test_a_small_study_has_nothing_worked_out_ahead(busy: Busy) -> None:
    busy.ada.workbench.columns.forget()
    busy.ada.workbench.work_ahead(busy.ada.viewer, lambda: True)
    assert busy.ada.workbench._ahead._thread is None


class _Steps:
    """Steps of which each says that it was taken, and waits until it may end."""

    def __init__(self) -> None:
        self.taken: list[int] = []
        self.begun, self.go = threading.Semaphore(0), threading.Semaphore(0)

    def of(self, n: int) -> Callable[[object], None]:
        def step(_reads: object) -> None:
            self.taken.append(n)
            self.begun.release()
            assert self.go.acquire(timeout=PATIENCE)

        return step


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> _Steps:
    made = _Steps()
    monkeypatch.setattr(ahead, "STEPS", tuple(made.of(n) for n in range(3)))
    return made


def test_no_step_begins_while_somebody_waits(busy: Busy, steps: _Steps) -> None:
    free, looked = threading.Event(), threading.Semaphore(0)

    def is_free() -> bool:
        looked.release()
        return free.is_set()

    working = Ahead(busy.ada.workbench._store.read)
    working.begin(busy.ada.viewer, is_free)
    assert looked.acquire(timeout=PATIENCE)
    assert looked.acquire(timeout=PATIENCE)
    assert steps.taken == []
    free.set()
    assert steps.begun.acquire(timeout=PATIENCE)
    free.clear()
    while looked.acquire(blocking=False):
        pass
    steps.go.release()
    assert looked.acquire(timeout=PATIENCE)
    assert looked.acquire(timeout=PATIENCE)
    assert steps.taken == [0]
    working.close()
    assert steps.taken == [0]


def test_it_ends_after_the_step_it_is_at(busy: Busy, steps: _Steps) -> None:
    working = Ahead(busy.ada.workbench._store.read)
    working.begin(busy.ada.viewer, lambda: True)
    assert steps.begun.acquire(timeout=PATIENCE)
    ending = threading.Thread(target=working.close)
    ending.start()
    while not working._ended.is_set():
        ending.join(0.01)
    steps.go.release()
    ending.join(PATIENCE)
    assert not ending.is_alive()
    assert steps.taken == [0]


def test_it_is_for_whoever_the_launch_link_signs_in_once_they_are_quiet(
    busy: Busy, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, Callable[[], bool]]] = []
    workbench, kay = busy.ada.workbench, busy.kay.viewer.researcher_id
    monkeypatch.setattr(workbench, "work_ahead", lambda viewer, free: asked.append((viewer, free)))
    monkeypatch.setattr(workbench, "read_folders", lambda: None)
    settings, clock = Settings(port=PORT, hosts=on_loopback(PORT)), Tick()
    # Nobody in particular is expected where several have accounts.
    create_app(workbench, settings, now=clock).warm()
    assert asked == []
    there = Site(create_app(workbench, settings, as_=kay, token=Words(), now=clock), clock)
    there.app.warm()
    [(viewer, free)] = asked
    assert (viewer.researcher_id, viewer.kind) == (kay, ViewerKind.ACCOUNT)
    clock.seconds += 60
    assert not free(), "nobody has come in"
    visitor = there.launched()
    assert not free(), "they have just asked"
    clock.seconds += 2 * app.QUIET
    assert free()
    meanwhile: list[bool] = []
    answered = there.app._api.answer

    async def slowly(request: Any) -> Any:
        clock.seconds += 60
        meanwhile.append(free())
        return await answered(request)

    monkeypatch.setattr(there.app._api, "answer", slowly)
    assert visitor.get("/api/v1/session").json["researcher_id"] == kay
    assert meanwhile == [False], "somebody waits"
    assert not free()
    there.close()
