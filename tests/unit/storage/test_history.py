"""What is kept of every step: versions, a chain, and the way back."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from tests.factories import Hand, colleague, owner, study

from anselm.bootstrap import Workbench, open_study
from anselm.domain.errors import AnselmError, Damaged, Locked, Refused


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    return owner(study(tmp_path))


def content(workbench: Workbench) -> str:
    return workbench.content_digest()


def test_a_fresh_study_is_intact(ada: Hand) -> None:
    verdict = ada.workbench.verify()
    assert verdict.intact
    assert verdict.n_events == 3


def test_undo_takes_back_ones_own_newest_step_and_redo_does_it_again(ada: Hand) -> None:
    ada.do("study.write_memo", id="m1", body="one")
    ada.do("study.write_memo", id="m1", body="two")
    assert ada.do("study.undo").label == "writing a memo"
    assert ada.do("study.memos")[0].body == "one"
    assert ada.do("study.redo").next_redo is None
    assert ada.do("study.memos")[0].body == "two"


def test_undo_says_who_changed_the_row_since(ada: Hand) -> None:
    bo = colleague(ada.workbench, "Bo Ek", "lead")
    ada.do("study.change_study", question="first")
    bo.do("study.change_study", question="second")
    assert "Bo Ek (BE)" in ada.refused("study.undo").message


def test_steps_are_each_researchers_own(ada: Hand) -> None:
    bo = colleague(ada.workbench, "Bo Ek")
    ada.do("study.write_memo", id="m1", body="Ada's")
    bo.do("study.write_memo", id="m2", body="Bo's")
    ada.do("study.undo")
    assert [memo.body for memo in bo.do("study.memos")] == ["Bo's"]


def test_a_new_step_ends_what_could_be_done_again(ada: Hand) -> None:
    ada.do("study.write_memo", id="m1", body="one")
    ada.do("study.undo")
    ada.do("study.write_memo", id="m2", body="two")
    assert isinstance(_try(ada, "study.redo"), Refused)


def _try(hand: Hand, name: str) -> object:
    try:
        return hand.do(name)
    except AnselmError as refusal:
        return refusal


def test_steps_survive_a_restart(tmp_path: Path) -> None:
    with study(tmp_path) as workbench:
        owner(workbench).do("study.write_memo", id="m1", body="one")
    with open_study(tmp_path / "study") as workbench:
        owner(workbench).do("study.undo")
        assert owner(workbench).do("study.memos") == ()


def test_a_thousand_random_steps_undone_leave_the_start(ada: Hand) -> None:
    chance = random.Random(7)
    before = content(ada.workbench)
    for _ in range(1000):
        identifier = f"m{chance.randrange(30)}"
        act = chance.choice(["study.write_memo", "study.write_memo", "study.remove_memo", "study.change_study"])
        if act == "study.write_memo":
            ada.do(act, id=identifier, body=f"body {chance.randrange(1000)}", private=chance.random() < 0.3)
        elif act == "study.remove_memo":
            ada.do(act, id=identifier)
        else:
            ada.do(act, question=f"question {chance.randrange(1000)}")
    while ada.do("study.steps").next_undo is not None:
        ada.do("study.undo")
    assert content(ada.workbench) == before
    assert ada.workbench.verify().intact


def test_sending_the_same_row_twice_is_sending_it_once(ada: Hand) -> None:
    bo = {"id": "r2", "name": "Bo", "roles": ("coder",)}
    ada.do("study.add_researcher", **bo)
    ada.do("study.add_researcher", **bo)
    assert len(ada.do("study.researchers")) == 2


def test_a_private_memo_is_its_authors_alone(ada: Hand) -> None:
    bo = colleague(ada.workbench, "Bo")
    ada.do("study.write_memo", id="m1", body="mine", private=True)
    assert bo.do("study.memos") == ()
    assert bo.do("study.remove_memo", id="m1").id == "m1"
    assert len(ada.do("study.memos")) == 1


def test_a_second_program_is_told_who_holds_the_study(ada: Hand) -> None:
    with pytest.raises(Locked, match="open in anselm"):
        open_study(ada.workbench.folder)
    with open_study(ada.workbench.folder, read_only=True) as beside:
        assert not beside.writable


@pytest.mark.parametrize("table", ["events", "row_versions", "memos", "studies"])
def test_any_flipped_byte_of_history_is_found(tmp_path: Path, table: str) -> None:
    """Planted: one character of one cell of one row, for every column that holds text or a number."""
    with study(tmp_path) as workbench:
        hand = owner(workbench)
        hand.do("study.write_memo", id="m1", body="A body with words.")
        hand.do("study.write_memo", id="m1", body="Another body.")
    original = tmp_path / "study" / "study.db"
    missed = []
    with sqlite3.connect(original) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        n_rows = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    for column in columns:
        for row in range(n_rows):
            if not _flipped(tmp_path, original, table, column, row):
                missed.append((column, row))
    assert missed == []


def _flipped(tmp_path: Path, original: Path, table: str, column: str, row: int) -> bool:
    """Whether the defect was found (or there was nothing to flip in that cell)."""
    copy = tmp_path / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    shutil.copyfile(original, copy / "study.db")
    with sqlite3.connect(copy / "study.db") as connection:
        rowid = connection.execute(f"SELECT rowid FROM {table} ORDER BY rowid LIMIT 1 OFFSET {row}").fetchone()[0]
        held = connection.execute(f'SELECT "{column}" FROM {table} WHERE rowid = {rowid}').fetchone()[0]
        if held is None or held == "":
            return True
        changed = held + 1000 if isinstance(held, int) else chr(ord(held[0]) ^ 1) + held[1:]
        connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = {rowid}', (changed,))
    connection.close()
    try:
        with open_study(copy, read_only=True) as workbench:
            return not workbench.verify().intact
    except AnselmError:
        return True


def test_a_file_that_is_no_study_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "study.db").write_bytes(b"This is no database at all. " * 200)
    with pytest.raises(Damaged, match="damaged or is not a study"):
        open_study(tmp_path)


def test_a_copy_is_walked_and_comes_back_equal(ada: Hand, tmp_path: Path) -> None:
    from anselm.bootstrap import backups, restore

    ada.do("study.write_memo", id="m1", body="kept")
    ada.workbench.back_up()
    name = backups(ada.workbench.folder)[0].name
    restored = restore(ada.workbench.folder, name, tmp_path / "again")
    with open_study(restored) as again:
        assert again.content_digest() == ada.workbench.content_digest()


def test_closing_leaves_one_file(tmp_path: Path) -> None:
    with study(tmp_path) as workbench:
        owner(workbench).do("study.write_memo", id="m1", body="x")
    assert sorted(path.name for path in (tmp_path / "study").iterdir()) == ["study.db", "study.lock"]


@pytest.mark.parametrize("change", ["DROP TABLE withdrawals", "ALTER TABLE codes DROP COLUMN near_miss"])
def test_a_study_of_an_earlier_state_of_the_tables_is_not_called_damaged(tmp_path: Path, change: str) -> None:
    study(tmp_path).close()
    with sqlite3.connect(tmp_path / "study" / "study.db") as connection:
        connection.execute(change)
    connection.close()
    with pytest.raises(Refused, match=r"earlier development version of Anselm.*It is not damaged"):
        open_study(tmp_path / "study")


def test_a_damaged_study_is_not_written_to_and_the_newest_copy_is_offered(ada: Hand) -> None:
    ada.do("study.write_memo", id="m1", body="kept")
    made = ada.workbench.back_up()
    ada.do("study.write_memo", id="m1", body="later")
    folder = ada.workbench.folder
    ada.workbench.close()
    with sqlite3.connect(folder / "study.db") as connection:
        connection.execute("UPDATE row_versions SET body = replace(body, 'later', 'never') WHERE id = 'm1'")
    connection.close()
    with pytest.raises(Damaged, match="does not hold together") as damaged:
        open_study(folder)
    assert made.name in damaged.value.advice


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - University", "Nextcloud"])
def test_a_study_in_a_synced_folder_is_read_but_not_written_to(tmp_path: Path, name: str) -> None:
    with study(tmp_path / "own") as workbench:
        folder = workbench.folder
    moved = tmp_path / name / "study"
    shutil.copytree(folder, moved)
    with pytest.raises(Refused, match="sync program carries"):
        open_study(moved)
    with open_study(moved, read_only=True) as workbench:
        assert workbench.verify().intact
