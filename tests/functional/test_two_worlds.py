"""Nothing a blind reader receives depends on what another reader did: one study with and without the other's work."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from tests import worlds
from tests.worlds import Ask, Known, compared

from anselm.domain.coding import Coding
from anselm.domain.errors import Refused
from anselm.services.catalogue import BY_NAME
from anselm.storage import schema
from anselm.storage.seeing import SeenRows
from anselm.storage.work import Transaction

N_SCRIPTS = int(os.environ.get("ANSELM_WORLDS", "5"))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Known]:
    return worlds.found_study(tmp_path_factory.mktemp("worlds"))


def _differing(base: tuple[Path, Known], folder: Path, seed: int, most: int = 9) -> list[str]:
    pair = compared(*base, folder, seed, most)
    pair.close()
    assert pair.n_answers > 100 * most
    return [str(one) for one in pair.differing]


@pytest.mark.parametrize("seed", range(N_SCRIPTS))
def test_no_answer_refusal_or_news_depends_on_what_the_other_reader_did(
    base: tuple[Path, Known], tmp_path: Path, seed: int
) -> None:
    found = _differing(base, tmp_path, seed)
    assert not found, f"{len(found)} differ:\n" + "\n".join(found[:5])


def test_every_operation_that_reads_is_asked_and_most_answer(base: tuple[Path, Known], tmp_path: Path) -> None:
    world = worlds.world(base[0], tmp_path / "one", base[1])
    answered = {
        ask.name
        for ask in worlds.questions(base[1])
        for who in (worlds.B, worlds.LEAD)
        if not worlds.refused(world.ask(who, ask))
    }
    world.workbench.close()
    reading = {name for name, one in BY_NAME.items() if one.kind in ("read", "download")}
    # A few ask for what this study does not have: a release, a round brought in a package.
    assert len(reading - answered) <= len(reading) // 8, sorted(reading - answered)


def _counts_everything(patch: pytest.MonkeyPatch) -> None:
    def tally(self: SeenRows, kind: type[Any], by: str, **equal: object) -> dict[str, int]:
        table = schema.table_of(kind).table
        seen = select(table.c[by], func.count()).group_by(table.c[by])
        found = self._connection.execute(seen)
        return {str(value): int(n) for value, n in found}

    patch.setattr(SeenRows, "tally", tally)


def _orders_by_use(patch: pytest.MonkeyPatch) -> None:
    operation = BY_NAME["coding.codes"]

    def codes(reads: Any, request: Any) -> Any:
        used = reads.unblinded().tally(Coding, "code_id")
        return tuple(sorted(operation.run(reads, request), key=lambda one: -used.get(one.id, 0)))

    patch.setitem(BY_NAME, "coding.codes", replace(operation, run=codes))


def _says_why(patch: pytest.MonkeyPatch) -> None:
    operation = BY_NAME["coding.remove_code"]

    def remove_code(work: Any, request: Any) -> Any:
        n = work.unblinded().count(Coding, code_id=request.id)
        if n:
            raise Refused(f"{n} passages have this code.")
        return operation.run(work, request)

    patch.setitem(BY_NAME, "coding.remove_code", replace(operation, run=remove_code))


def _tells_everyone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Transaction, "_only_for", lambda self, kind, row: None)


@pytest.mark.parametrize("plant", [_counts_everything, _orders_by_use, _says_why, _tells_everyone])
def test_a_planted_leak_is_seen(
    base: tuple[Path, Known],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    plant: Callable[[pytest.MonkeyPatch], None],
) -> None:
    plant(monkeypatch)
    assert _differing(base, tmp_path, seed=0, most=4)


def test_the_two_worlds_would_differ_once_the_readings_are_opened(base: tuple[Path, Known], tmp_path: Path) -> None:
    world = worlds.world(base[0], tmp_path / "one", base[1])
    place = {"version_id": base[1].of["version_id"][0], "round_id": worlds.ROUND}
    marks, coding = Ask("coding.marks", place), {"id": "a-coding", "start": 20, "end": 30, "code_id": "code-1"}
    assert not worlds.refused(world.ask(worlds.A, Ask("coding.apply", place | coding)))
    assert json.loads(world.ask(worlds.B, marks)) == []
    for who in (worlds.A, worlds.B):
        world.ask(who, Ask("judging.submit", {"id": worlds.ROUND}))
    world.ask(worlds.LEAD, Ask("judging.reveal", {"id": worlds.ROUND}))
    assert json.loads(world.ask(worlds.B, marks))
    world.workbench.close()
