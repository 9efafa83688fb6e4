"""Answers that stand on the columns beside the study tell a blind reader no more than those that stand on its rows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests import worlds
from tests.worlds import Ask, Known, compared

from anselm.domain.study import Viewer, ViewerKind
from anselm.services.interpretation.ahead import STEPS
from anselm.storage import columns, seeing
from anselm.storage.columns import StudyColumns


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Known]:
    return worlds.found_study(tmp_path_factory.mktemp("worlds"))


@pytest.fixture(autouse=True)
def used(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Every second question finds columns as of that moment, the others columns of before and what changed since."""
    monkeypatch.setattr(StudyColumns.__init__, "__kwdefaults__", {"fewest": 1})
    monkeypatch.setattr(columns, "_REST", 3600.0)
    found: list[bool] = []
    asked = Counter[int]()
    codings = StudyColumns.codings

    def read(self: StudyColumns, connection: Any) -> Any:
        if asked[id(self)] % 2 == 0:
            self.catch_up()
        asked[id(self)] += 1
        answer = codings(self, connection)
        found.append(answer is not None)
        return answer

    monkeypatch.setattr(StudyColumns, "codings", read)
    return found


def test_no_answer_from_the_columns_depends_on_what_the_other_reader_did(
    base: tuple[Path, Known], tmp_path: Path, used: list[bool]
) -> None:
    pair = compared(*base, tmp_path, 0, 3)
    pair.close()
    assert len(used) > 10
    assert sum(used) > len(used) / 2
    assert not [str(one) for one in pair.differing]


def _asked_of_columns(base: tuple[Path, Known], folder: Path, seed: int, *, ahead: bool = False) -> list[str]:
    """A works in one world; B asks in both what stands on codings, of every set. `ahead` of it, it is worked out."""
    pair = worlds.Pair(*(worlds.world(base[0], folder / name, base[1]) for name in ("worked", "idle")))
    if ahead:
        _worked_ahead(pair)
    done = pair.works(worlds.script_of_a(seed, base[1]))
    if ahead:
        _worked_ahead(pair)
    assert sum(not worlds.refused(one) for one in done) > len(done) / 3
    sets = [{"set": one} for one in (worlds.ROUND, "working", "consensus")]
    for one in sets:
        table = {"rows": "code", "columns": "reader", "unit": "codings"} | one
        asks = [Ask("interpretation.crosstab", table), Ask("interpretation.crosstab", table | {"columns": "source"})]
        asks += [Ask("interpretation.cooccurrence", one), Ask("interpretation.query", {"text": "NOT case = x"} | one)]
        pair.both(worlds.B, asks)
        pair.both(worlds.LEAD, asks)
    pair.close()
    return [str(one) for one in pair.differing]


def _worked_ahead(pair: worlds.Pair) -> None:
    """For whoever leads, then for B."""
    for one in (pair.worked, pair.idle):
        for who in (worlds.LEAD, worlds.B):
            viewer = one.workbench.viewer(one.known.of[who][0])
            for step in STEPS:
                with one.workbench.reading(viewer) as reads:
                    step(reads)


def test_no_table_that_was_worked_out_ahead_depends_on_what_the_other_reader_did(
    base: tuple[Path, Known], tmp_path: Path
) -> None:
    assert not _asked_of_columns(base, tmp_path, 1, ahead=True)


@pytest.mark.parametrize("seed", range(3))
def test_no_table_from_the_columns_depends_on_what_the_other_reader_did(
    base: tuple[Path, Known], tmp_path: Path, used: list[bool], seed: int
) -> None:
    assert not _asked_of_columns(base, tmp_path, seed)
    assert sum(used) >= 8


def test_columns_that_let_everything_through_are_seen(
    base: tuple[Path, Known], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, study = seeing.among, Viewer("", "", (), ViewerKind.WORKER)
    monkeypatch.setattr(seeing, "among", lambda kind, _viewer, names, lifted: given(kind, study, names, lifted))
    assert _asked_of_columns(base, tmp_path, 0)
