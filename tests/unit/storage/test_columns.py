"""Columns beside the study are made, kept, refused and deleted without an answer ever changing."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Table
from sqlalchemy.sql import visitors
from tests.busy import Busy, text_of
from tests.factories import Hand, owner, parts, study

from anselm.analysis import laid as laying
from anselm.analysis.laid import Laid, Turned, around, laid, turned
from anselm.bootstrap import open_study, restore
from anselm.domain.coding import Coding
from anselm.domain.errors import Refused
from anselm.domain.study import Viewer, ViewerKind
from anselm.services.interpretation import columns as counting
from anselm.storage import columns, schema, seeing, visible
from anselm.storage.columns import COLUMNS, StudyColumns
from anselm.storage.seeing import SeenRows


@pytest.fixture(autouse=True)
def also_of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of a few codings columns are kept, and only when a test asks for it."""
    monkeypatch.setattr(StudyColumns.__init__, "__kwdefaults__", {"fewest": 1})
    monkeypatch.setattr(columns, "_REST", 3600.0)


def made(busy: Busy) -> StudyColumns:
    found: StudyColumns = busy.ada.workbench.columns
    found.catch_up()
    return found


def of_rows(busy: Busy) -> list[str]:
    """What everybody is told with nothing kept and nothing beside the study."""
    store: Any = busy.ada.workbench._store
    beside, store.beside = store.beside, None
    try:
        return busy.anew()
    finally:
        store.beside = beside


def coded(folder: Path) -> Busy:
    """A study with codings of the readers of a blind round and of open coding."""
    busy, dice = Busy(folder), random.Random(5)
    for _ in range(40):
        with suppress(Refused):  # of a source that is not that reader's to read
            busy.applies(dice)
    return busy


def counted(patch: pytest.MonkeyPatch, name: str) -> list[bool]:
    """For each time it is asked, whether the file answered."""
    used: list[bool] = []
    read = getattr(StudyColumns, name)

    def reading(self: StudyColumns, connection: Any) -> Any:
        answer = read(self, connection)
        used.append(answer is not None)
        return answer

    patch.setattr(StudyColumns, name, reading)
    return used


def differing(folder: Path, seed: int, patch: pytest.MonkeyPatch, n_moments: int = 10) -> int:
    """In how many moments somebody is told something else than the rows say."""
    busy, dice = Busy(folder), random.Random(seed)
    found = 0
    patch.setattr(seeing, "_FEW_TEXTS", 0)
    used = counted(patch, "codings")
    for moment in range(n_moments):
        for _ in range(dice.choice((3, 5, 12))):
            busy.deed(dice)
        if moment % 2 == 0:
            made(busy)
        found += busy.anew() != of_rows(busy)
    assert sum(used) > n_moments
    return found


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_done_the_columns_tell_what_the_rows_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    turns = counted(monkeypatch, "turns")
    assert differing(tmp_path, seed, monkeypatch) == 0
    assert any(turns)


def _forgets_what_changed(patch: pytest.MonkeyPatch) -> None:
    """What became of codings since is not looked at."""
    since = columns._File.since
    patch.setattr(columns._File, "since", lambda *of: None if since(*of) is None else frozenset())


def _lets_all_through(patch: pytest.MonkeyPatch) -> None:
    """Whatever stands in the columns is anybody's to see."""
    given = seeing.among
    worker = Viewer("", "", (), ViewerKind.WORKER)
    patch.setattr(seeing, "among", lambda kind, viewer, names, lifted: given(kind, worker, names, lifted))


def _leaves_turns_as_they_were(patch: pytest.MonkeyPatch) -> None:
    """Who is heard in a turn is not put right."""
    patch.setattr(counting, "_put_right", lambda *_: [])


def _keeps_the_turns_of_others(patch: pytest.MonkeyPatch) -> None:
    """The turns of codings stay where they were when codings come between."""
    changed = Laid.changed

    def wrongly(self: Laid, gone: Any, came: Laid) -> Laid:
        made = changed(self, gone, came)
        n = min(len(self.ids), len(made.ids))
        spoken = made.spoken.copy()
        spoken[:, :n] = self.spoken[:, :n]
        return replace(made, spoken=spoken)

    patch.setattr(Laid, "changed", wrongly)


_PLANTS = (_forgets_what_changed, _lets_all_through, _leaves_turns_as_they_were, _keeps_the_turns_of_others)


@pytest.mark.parametrize("plant", _PLANTS)
def test_planted_columns_that_tell_something_else_are_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    plant(monkeypatch)
    assert sum(differing(tmp_path / str(seed), seed, monkeypatch) for seed in range(3))


def test_the_study_opened_again_is_answered_from_the_columns_and_the_rows_changed_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = coded(tmp_path)
    made(busy)
    busy.ada.do("coding.apply", id="late", version_id=text_of(busy, 0), start=1, end=7, code_id="c1")
    busy.ada.workbench.close()  # and so brought up to date
    folder = busy.ada.workbench.folder
    with open_study(folder, read_only=True, parts=parts()) as workbench:
        read: list[dict[str, Any]] = []
        rows = SeenRows.columns
        monkeypatch.setattr(
            SeenRows, "columns", lambda self, *of, **equal: read.append(equal) or rows(self, *of, **equal)
        )
        monkeypatch.setattr(SeenRows, "turns", lambda *_: pytest.fail("turns were read row by row"))
        table = Hand(workbench, workbench.viewer(), "e").do("interpretation.crosstab", rows="code", columns="case")
        assert sum(map(sum, table.cells)) > 5
        assert not [one for one in read if one.get("round_id")]


def test_what_is_seen_of_a_coding_hangs_on_its_round_judge_and_source_alone() -> None:
    """So that one answer stands for all codings of a group."""
    table = schema.table_of(Coding).table
    for viewer in (Viewer("s", "r", (), kind, outward=out) for kind in ViewerKind for out in (False, True)):
        looked = visitors.iterate(visible.filter_of(table, viewer))
        named = {one.name for one in looked if one.__visit_name__ == "column" and one.table is table}
        assert isinstance(table, Table)
        assert named <= {"round_id", "coder_id", "source_id"}


# What may not stay


def names_of(busy: Busy, source_id: str) -> list[bytes]:
    """The identifiers of everything on a source that the columns hold."""
    worker = Viewer("", "", (), ViewerKind.WORKER)
    with busy.ada.workbench.reading(worker) as reads:
        codings = reads.columns(Coding, "id", "version_id", source_id=source_id)
    assert codings
    return [source_id.encode(), *{name.encode() for row in codings for name in row}]


def whole(busy: Busy) -> bytes:
    return (busy.ada.workbench.folder / COLUMNS).read_bytes()


def withdraws(busy: Busy, n: int) -> None:
    busy.ada.do("fieldwork.hold", id=f"p{n}")
    asked = {"code": f"P0{n}", "reason": "Asked by letter."}
    busy.ada.do("reporting.withdraw", id=busy.ada.new_id(), participant_id=f"p{n}", **asked)


def test_nothing_of_an_erased_person_is_left_in_the_file(tmp_path: Path) -> None:
    busy = coded(tmp_path)
    made(busy)
    gone = names_of(busy, busy.sources[0])
    assert all(one in whole(busy) for one in gone)
    withdraws(busy, 0)
    assert not (busy.ada.workbench.folder / COLUMNS).exists()
    made(busy)
    assert not [one for one in gone if one in whole(busy)]
    assert busy.anew() == of_rows(busy)


def test_a_file_from_before_a_withdrawal_is_not_used_and_is_deleted_when_the_study_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = coded(tmp_path)
    beside = made(busy)
    monkeypatch.setattr(StudyColumns, "forget", lambda _self: None)  # the program ended before it came to that
    withdraws(busy, 0)
    with busy.ada.workbench._store.reader.begin() as connection:
        assert beside.codings(connection) is None
        assert beside.turns(connection) is None
    assert busy.anew() == of_rows(busy)
    monkeypatch.setattr(StudyColumns, "_caught_up", lambda _self: None)
    busy.ada.workbench.close()
    path = busy.ada.workbench.folder / COLUMNS
    assert path.exists()
    open_study(busy.ada.workbench.folder, parts=parts()).close()
    assert not path.exists()


def test_the_columns_hold_no_words_and_are_in_no_copy_of_the_study(tmp_path: Path) -> None:
    busy = coded(tmp_path)
    made(busy)
    for word in (b"phone", b"learn", b"Idea", b"Team", b"Ash", b"INT0"):
        assert word not in whole(busy)
    copy = busy.ada.workbench.back_up()
    put = tmp_path / "put-back"
    restore(busy.ada.workbench.folder, copy.name, put, parts=parts())
    assert COLUMNS not in {one.name for one in put.rglob("*")}


# What is not used


def asked(busy: Busy) -> object:
    """What the owner is told of everyone, with nothing kept."""
    store: Any = busy.ada.workbench._store
    store.keeping.clear()
    with store.reader.begin() as connection:
        store.beside.turns(connection)
    return busy.ada.do("interpretation.cooccurrence", set="working", place="same turn")


def torn(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return dice.choice((data[:at], data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :], data[at:]))


def test_a_torn_file_changes_no_answer_and_is_made_anew(tmp_path: Path) -> None:
    busy, dice = coded(tmp_path), random.Random(3)
    made(busy)
    expected, data, path = asked(busy), whole(busy), busy.ada.workbench.folder / COLUMNS
    for one in (b"", data[:7], data[:20], b"x" * 5000, *(torn(data, dice) for _ in range(40))):
        path.write_bytes(one)
        assert asked(busy) == expected
        made(busy)
        assert path.read_bytes().__eq__(data)  # which no report of a failure spells out


def _believes_its_sums(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(columns.zlib, "crc32", lambda _data: 0)


def test_a_planted_file_that_is_not_checked_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _believes_its_sums(monkeypatch)
    busy = coded(tmp_path)
    made(busy)
    expected, data, path = asked(busy), whole(busy), busy.ada.workbench.folder / COLUMNS
    begin = 16 + int.from_bytes(data[8:12], "little")
    assert any(_differs_without(busy, path, data, at, expected) for at in range(begin, len(data), 20))


def _differs_without(busy: Busy, path: Path, data: bytes, at: int, expected: object) -> bool:
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    return asked(busy) != expected


def test_a_file_of_another_study_or_history_is_not_used(tmp_path: Path) -> None:
    busy, other = coded(tmp_path / "one"), coded(tmp_path / "other")
    made(busy)
    other.ada.do("coding.apply", id="other", version_id=text_of(other, 0), start=1, end=7, code_id="c1")
    made(other)
    path = busy.ada.workbench.folder / COLUMNS
    shutil.copy(other.ada.workbench.folder / COLUMNS, path)
    with busy.ada.workbench._store.reader.begin() as connection:
        assert busy.ada.workbench.columns.codings(connection) is None
    made(busy)
    # A copy from before is put back, and something else is done in it than was done here.
    copy = busy.ada.workbench.back_up()
    busy.ada.do("coding.apply", id="late", version_id=text_of(busy, 0), start=1, end=7, code_id="c1")
    made(busy)
    put = restore(busy.ada.workbench.folder, copy.name, tmp_path / "put-back", parts=parts())
    shutil.copy(path, put / COLUMNS)
    with open_study(put) as workbench:
        assert not (put / COLUMNS).exists()
        shutil.copy(path, put / COLUMNS)
        hand = Hand(workbench, workbench.viewer(), "e")
        for n in range(30):
            hand.do("fieldwork.add_case", id=f"later-{n}", code=f"Z{n}", name="Later")
        with workbench._store.reader.begin() as connection:
            assert workbench.columns.codings(connection) is None


def test_a_small_study_has_no_columns_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StudyColumns.__init__, "__kwdefaults__", {"fewest": 10_000})
    busy = coded(tmp_path)
    made(busy)
    assert not (busy.ada.workbench.folder / COLUMNS).exists()
    assert owner(study(tmp_path / "another")).workbench.columns is not busy.ada.workbench.columns


# Turns as columns


def _some_turns(dice: random.Random) -> dict[str, list[tuple[str, int, int, int, str]]]:
    return {
        f"v{n}": [(f"v{n}", k + 1, k * 5, k * 5 + 4, dice.choice("abcd")) for k in range(dice.randrange(5))]
        for n in dice.sample(range(9), 5)
    }


def _told(one: Turned) -> tuple[Any, ...]:
    return one.versions, one.speakers, one.at.tolist()


def test_turns_taken_out_added_and_corrected_are_as_if_read_so_at_once() -> None:
    for seed in range(200):
        dice = random.Random(seed)
        texts = _some_turns(dice)
        rows = [row for some in texts.values() for row in some]
        wanted = set(dice.sample(sorted(texts), 3))
        kept = [row for row in rows if row[0] in wanted]
        assert _told(turned(rows).of(wanted)) == _told(turned(kept))
        rest = [row for row in rows if row[0] not in wanted]
        assert _told(turned(kept).and_of(turned(rest))) == _told(turned(rows))
        by = {row[:2]: dice.choice("xyab") for row in rows if dice.random() < 0.3} | {("v99", 1): "x", ("v1", 77): "y"}
        right = [(*row[:4], by.get(row[:2], row[4])) for row in rows]
        assert _told(turned(rows).corrected(by)) == _told(turned(right))


def _heard_one_by_one(dice: random.Random) -> bool:
    """Whether codings are told the turns they stand in, as a reader would look for them, however they came."""
    texts = _some_turns(dice)
    turns = turned([row for some in texts.values() for row in some])
    rows = [
        (f"k{n}", version, "s", start, start + dice.randrange(1, 12), f"c{n % 3}", "x")
        for n in range(30)
        for version, start in [(f"v{dice.randrange(9)}", dice.randrange(24))]
    ]
    there = laid(rows[:20], {}).heard(turns).changed({"k3", "k7"}, laid(rows[20:], {}))
    there = there.seen(np.array([one != b"k9." for one in there.ids]), np.zeros(1, dtype=np.int64)).heard(turns)
    told = dict(zip(there.ids.tolist(), there.spoken.T.tolist(), strict=True))
    for name, version, _, start, end, *_ in rows:
        in_it = [turn for turn in texts.get(version, ()) if turn[2] < end and start < turn[3]]
        if f"{name}.".encode() in told:
            first, last, who = told[f"{name}.".encode()]
            expected = (in_it[0][1], in_it[-1][1], in_it[0][4]) if in_it else (0, 0, "")
            if (first, last, there.speakers[who] if who >= 0 else "") != expected:
                return False
    return len(told) == 27


def test_codings_are_told_the_turns_they_stand_in() -> None:
    assert all(_heard_one_by_one(random.Random(seed)) for seed in range(200))


def test_turns_of_a_neighbouring_text_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laying, "around", lambda turns, text, start, end: around(turns, text * 0 + 1, start, end))
    assert not all(_heard_one_by_one(random.Random(seed)) for seed in range(20))


def test_a_text_coded_since_is_told_by_its_rows(tmp_path: Path) -> None:
    busy = coded(tmp_path)
    made(busy)
    busy.brings()
    place = {"version_id": text_of(busy, 3), "start": 30, "end": 40}
    busy.ada.do("coding.apply", id=busy.ada.new_id(), code_id="c0", **place)
    assert busy.anew() == of_rows(busy)
    made(busy)
    assert busy.anew() == of_rows(busy)
