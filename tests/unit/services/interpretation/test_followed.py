"""What is brought up to date between two questions is what reading everything again would give."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table
from sqlalchemy.sql import visitors
from tests.busy import TEXT, Busy, text_of
from tests.factories import Hand, rows_added

from anselm.analysis import laid as laying
from anselm.analysis.laid import Laid, laid
from anselm.domain.coding import Coding
from anselm.domain.study import Viewer, ViewerKind
from anselm.services.coding import sets
from anselm.storage import schema, seeing
from anselm.storage.keeping import DECIDING
from anselm.storage.seeing import SeenRows
from anselm.storage.visible import filter_of, visible_parts


def _differing(folder: Path, seed: int, n_moments: int = 10) -> int:
    """In how many moments somebody is told something else than with nothing kept."""
    busy, dice = Busy(folder), random.Random(seed)
    busy.answers()
    differing = 0
    for _ in range(n_moments):
        for _ in range(dice.choice((3, 5, 12))):
            busy.deed(dice)
        differing += busy.answers() != busy.anew()
    return differing


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_every_answer_is_the_one_of_reading_everything_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    n_changed: list[int] = []
    changed = Laid.changed
    monkeypatch.setattr(
        Laid, "changed", lambda self, gone, came: n_changed.append(len(gone)) or changed(self, gone, came)
    )
    assert _differing(tmp_path, seed) == 0
    assert len(n_changed) > 5  # and codings were put in their places, not read again


def _whatever_changed(patch: pytest.MonkeyPatch) -> None:
    """A round opened, a person held back and a text corrected are taken for nothing."""
    changed = SeenRows._changed

    def only_followed(self: SeenRows, there: Any, origin: str, now: int, followed: str) -> Any:
        found = changed(self, there, origin, now, followed)
        return frozenset() if found is None and followed and there.moment < now else found

    patch.setattr(SeenRows, "_changed", only_followed)


def _nothing_changed(patch: pytest.MonkeyPatch) -> None:
    """Codings stay as they were first read."""
    patch.setattr(Laid, "changed", lambda self, _gone, _came: self)


@pytest.mark.parametrize("plant", [_whatever_changed, _nothing_changed])
def test_a_planted_change_that_is_not_followed_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    plant(monkeypatch)
    assert _differing(tmp_path, seed=0)


def _row(dice: random.Random, identifier: str) -> laying.Row:
    text = dice.randrange(4)
    start = dice.randrange(4)
    end = start + dice.randrange(1, 3)
    return (identifier, f"v{text}", f"s{text % 3}", start, end, f"c{dice.randrange(3)}", dice.choice("xyz"))


def _told(one: Laid) -> list[tuple[Any, ...]]:
    """The codings in their order, by name; those of one place and code are in no order."""
    rows = [
        (*one.texts[text], start, end, reader, one.codes[code], one.ids[n])
        for n, (text, start, end, reader, code) in enumerate(one.at.T.tolist())
    ]
    return [(row[:6], sorted(again[6:] for again in rows if again[:6] == row[:6])) for row in rows]


def _one_by_one(seed: int) -> bool:
    """Whether codings that come, go and move a few at a time lie as if all had been laid at once."""
    dice, readers = random.Random(seed), {"x": 1, "y": 2}
    now: dict[str, laying.Row] = {}
    there = laid([], readers)
    for _ in range(12):
        names = {f"k{dice.randrange(30)}" for _ in range(dice.randrange(6))}
        came = {one: _row(dice, one) for one in names if dice.random() < 0.6}
        now = {one: row for one, row in now.items() if one not in names} | came
        before = _told(there)
        made = there.changed(names, laid(list(came.values()), readers))
        assert _told(there) == before  # whoever still has it has it as it was
        if _told(made) != _told(laid(list(now.values()), readers)):
            return False
        there = made
    return True


def test_codings_laid_one_after_the_other_lie_as_if_laid_at_once() -> None:
    assert all(_one_by_one(seed) for seed in range(60))


def _stay(patch: pytest.MonkeyPatch) -> None:
    """What was taken away stays."""
    changed = Laid.changed
    patch.setattr(Laid, "changed", lambda self, _gone, came: changed(self, frozenset(), came))


def _behind(patch: pytest.MonkeyPatch) -> None:
    """What is new is put behind all that was there."""
    patch.setattr(laying, "_places", lambda ours, theirs: [ours.shape[1]] * theirs.shape[1])


def _as_numbered(patch: pytest.MonkeyPatch) -> None:
    """Texts and codes keep their numbers when others come between."""
    patch.setattr(laying, "_renumbered", lambda at, *_: at)


@pytest.mark.parametrize("plant", [_stay, _behind, _as_numbered])
def test_a_planted_coding_out_of_its_place_is_seen(
    monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    plant(monkeypatch)
    assert not all(_one_by_one(seed) for seed in range(5))


def test_a_text_coded_for_the_first_time_is_told_by_its_turns_and_people_and_the_others_are_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = Busy(tmp_path)
    read: list[int] = []
    turns = SeenRows.turns
    monkeypatch.setattr(SeenRows, "turns", lambda self, ids: read.append(len(ids)) or turns(self, ids))
    for n in range(3):
        start = TEXT.index("phone")
        place = {"version_id": text_of(busy, n), "start": start, "end": start + 5}
        busy.ada.do("coding.apply", id=busy.ada.new_id(), code_id="c0", **place)
        table = busy.ada.do("interpretation.crosstab", rows="code", columns="person")
        assert [one.n for one in table.columns] == [1] * (n + 1)
        near = busy.ada.do("interpretation.query", text=f"D1 AND SAME TURN(D1) AND person = {table.columns[n].name}")
        assert near.n_passages == 1
    assert read == [1, 1, 1]


def test_what_is_agreed_is_worked_out_again_when_a_coding_it_stands_on_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = Busy(tmp_path)
    made: list[int] = []
    agreed_rows = sets._agreed_rows
    monkeypatch.setattr(sets, "_agreed_rows", lambda *given: made.append(1) or agreed_rows(*given))
    version = text_of(busy, 0)
    for hand in (busy.kay, busy.lou):
        place = {"version_id": version, "start": 30, "end": 40}
        hand.do("coding.apply", id=hand.new_id(), code_id="c0", round_id="r1", **place)
        hand.do("judging.submit", id="r1")
    busy.ada.do("judging.reveal", id="r1")
    busy.ada.do("coding.close_round", id="r1")

    def asked(hand: Hand) -> Any:
        return hand.do("interpretation.crosstab", rows="code", columns="case").cells

    assert [asked(busy.ada), len(made)] == [((1,),), 1]
    place = {"version_id": text_of(busy, 2), "start": 30, "end": 40}
    busy.ada.do("coding.apply", id=busy.ada.new_id(), code_id="c0", **place)
    assert [asked(busy.ada), len(made)] == [((1, 1),), 1]
    # Nothing anybody can do changes a closed round; were it changed all the same, nobody is told of what was.
    late = Coding("late", "r1", busy.kay.viewer.researcher_id, busy.sources[1], text_of(busy, 1), 30, 40, "c1")
    rows_added(busy.ada.workbench, late)
    assert [asked(busy.ada), len(made)] == [((1, 1),), 2]


def test_after_very_many_changes_everything_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = Busy(tmp_path)
    monkeypatch.setattr(seeing, "_MANY", 3)
    monkeypatch.setattr(Laid, "changed", lambda *_: pytest.fail("brought up to date"))
    busy.answers()
    place = {"version_id": text_of(busy, 2), "code_id": "c0"}
    for start in range(5):
        busy.ada.do("coding.apply", id=busy.ada.new_id(), start=start, end=start + 9, **place)
    assert busy.answers() == busy.anew()


def test_what_a_viewer_sees_of_a_row_hangs_on_that_row_and_the_tables_that_decide() -> None:
    """So that a row that changed can be read again alone."""
    viewers = [Viewer("s", "r", (), kind, outward=out) for kind in ViewerKind for out in (False, True)]
    for viewer in viewers:
        for name, state in schema.KINDS.items():
            looked = _tables(filter_of(state.table, viewer))
            assert looked - {name} <= DECIDING, name
        for table in (schema.texts, schema.utterances, schema.sync_points):
            assert _tables(visible_parts(table)) - {table.name} <= DECIDING


def _tables(statement: Any) -> set[str]:
    return {one.name for one in visitors.iterate(statement) if isinstance(one, Table)} | {
        one.table.name
        for one in visitors.iterate(statement)
        if one.__visit_name__ == "column" and isinstance(one.table, Table)
    }
