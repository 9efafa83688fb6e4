"""A folder comes in in the background: each file once, none lost, whatever stops it on the way."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.factories import DirectParser, Hand, colleague, owner, parts, study
from tests.sounds import wav

from anselm.bootstrap import create_study, open_study, outside
from anselm.bootstrap_folders import FolderReader
from anselm.domain.errors import StorageFailed
from anselm.media.store import MediaFolder

PATIENCE = 120.0  # seconds
READER = """
import sys, time
from pathlib import Path
from anselm.bootstrap import open_study
with open_study(Path(sys.argv[1])) as workbench:
    workbench.read_folders()
    print("reading", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def ada(tmp_path: Path) -> Iterator[Hand]:
    hand = owner(study(tmp_path / "study", parser=DirectParser()))
    yield hand
    hand.workbench.close()


def talk(n: int) -> bytes:
    return f"I1: Question {n}?\nP01: Answer number {n}.\nI1: And then?\nP01: Then came {n}.\n".encode()


def hand_over(hand: Hand, files: dict[str, bytes], folder_id: str = "f1", **more: Any) -> None:
    hand.do("corpus.begin_folder", id=folder_id, n_files=len(files), **more)
    for position, (path, data) in enumerate(files.items()):
        file = {"name": path.rpartition("/")[2], "data": data}
        hand.do(
            "corpus.add_to_folder",
            id=f"{folder_id}-{position}",
            folder_id=folder_id,
            file=file,
            path=path,
            position=position,
        )
    hand.do("corpus.folder_handed_over", id=folder_id)


def view(hand: Hand) -> Any:
    (one,) = hand.do("corpus.folders")
    return one


def settled(hand: Hand, state: str = "done") -> Any:
    until = time.monotonic() + PATIENCE
    while (one := view(hand)).state != state and time.monotonic() < until:
        time.sleep(0.01)
    assert one.state == state, one
    return one


def names(hand: Hand) -> list[str]:
    return sorted(one.name for one in hand.do("corpus.sources"))


def staged(hand: Hand) -> list[Path]:
    return [one for one in (hand.workbench.folder / "staging").rglob("*") if one.is_file()]


def test_each_file_of_a_folder_is_taken_or_refused_in_words_and_nothing_of_it_waits_any_more(ada: Hand) -> None:
    files = {f"wave 1/INT{n:02d}.txt": talk(n) for n in range(8)}
    files |= {"wave 2/copy.txt": talk(3), "odd/old.txt": "Siân".encode("latin-1"), "odd/table.csv": b"a,b\n1,2\n"}
    ada.workbench.read_folders()
    hand_over(ada, files, n_left_out=4, deidentified="yes", deidentified_by="T")
    one = settled(ada)
    assert (one.n_files, one.n_arrived, one.n_taken, one.n_there, one.n_refused) == (11, 11, 8, 1, 2)
    assert (one.n_waiting, one.n_left_out) == (0, 4)
    assert names(ada) == [f"INT{n:02d}" for n in range(8)]
    assert {held.deidentified_by for held in ada.do("corpus.sources")} == {"T"}
    told = {held.path: held.words for held in ada.do("corpus.folder_files", id="f1").found}
    assert told["wave 1/INT03.txt"] == "4 turns"
    assert told["wave 2/copy.txt"] == "Already here as INT03; nothing was added."
    assert told["odd/table.csv"].startswith("It is a table.")
    assert told["odd/old.txt"].startswith("It is not UTF-8")
    assert staged(ada) == []


def test_a_copy_that_arrives_while_its_twin_is_let_go_keeps_its_own_bytes(
    ada: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, forget = MediaFolder.put, FolderReader._forget
    arrived, let_go, twins = threading.Event(), threading.Event(), [talk(1), talk(1)]

    def put_and_wait(self: MediaFolder, data: bytes, *more: Any, **named: Any) -> str:
        name = put(self, data, *more, **named)
        if self._folder.name == "staging" and data in twins:
            twins.pop()
            if not twins:  # the bytes are there, the row that names them is not
                arrived.set()
                assert let_go.wait(PATIENCE)
        return name

    def wait_and_forget(self: FolderReader, one: Any) -> None:
        assert arrived.wait(PATIENCE)
        forget(self, one)
        let_go.set()

    monkeypatch.setattr(MediaFolder, "put", put_and_wait)
    monkeypatch.setattr(FolderReader, "_forget", wait_and_forget)
    ada.workbench.read_folders()
    hand_over(ada, {"wave 1/INT01.txt": talk(1), "wave 2/copy.txt": talk(1)})
    one = settled(ada)
    assert (one.n_taken, one.n_there, one.n_refused) == (1, 1, 0)
    assert staged(ada) == []


def test_a_recording_of_the_folder_waits_for_its_transcript(ada: Hand) -> None:
    ada.workbench.read_folders()
    hand_over(ada, {"a/INT05.wav": wav(2), "b/INT05.txt": talk(5)})
    one = settled(ada)
    assert (one.n_taken, one.n_refused) == (2, 0)
    assert len(ada.do("fieldwork.recordings")) == 1


def test_a_folder_is_stopped_and_resumed_and_what_is_there_stays(ada: Hand) -> None:
    hand_over(ada, {f"INT{n:03d}.txt": talk(n) for n in range(30)})
    ada.do("corpus.stop_folder", id="f1")
    ada.workbench.read_folders()
    ada.do("study.write_memo", id="m1", body="something else goes on meanwhile")
    assert (view(ada).state, view(ada).n_waiting, names(ada)) == ("stopped", 30, [])
    assert len(staged(ada)) == 30
    ada.do("corpus.resume_folder", id="f1")
    assert settled(ada).n_taken == 30
    assert len(names(ada)) == 30


def test_a_list_put_away_lets_the_waiting_files_go_and_keeps_the_sources(ada: Hand) -> None:
    hand_over(ada, {f"INT{n}.txt": talk(n) for n in range(3)})
    assert "still being read" in ada.refused("corpus.put_folder_away", id="f1").message
    ada.do("corpus.stop_folder", id="f1")
    ada.do("corpus.put_folder_away", id="f1")
    assert ada.do("corpus.folders") == ()
    ada.workbench.read_folders()
    assert staged(ada) == []
    assert names(ada) == []


def test_each_file_is_a_step_of_its_own_that_undo_takes_back_and_the_folder_does_not_bring_it_again(ada: Hand) -> None:
    ada.workbench.read_folders()
    hand_over(ada, {"A.txt": talk(1), "B.txt": talk(2)})
    settled(ada)
    ada.do("study.undo")
    assert len(names(ada)) == 1
    hand_over(ada, {"C.txt": talk(3)}, "f2")
    until = time.monotonic() + PATIENCE
    while any(one.state != "done" for one in ada.do("corpus.folders")) and time.monotonic() < until:
        time.sleep(0.01)
    assert len(names(ada)) == 2


def test_a_full_disk_stops_the_folder_in_words_and_loses_no_file(ada: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: bytes) -> str:
        raise StorageFailed("The file could not be kept: No space left.", advice="Make room on the disk.")

    hand_over(ada, {f"INT{n}.txt": talk(n) for n in range(3)})
    with monkeypatch.context() as planted:
        planted.setattr(ada.workbench.media, "put", full)
        ada.workbench.read_folders()
        one = settled(ada, "stopped")
    assert one.message == "The file could not be kept: No space left. Make room on the disk."
    assert (one.n_waiting, one.n_refused) == (3, 0)
    ada.do("corpus.resume_folder", id="f1")
    assert settled(ada).n_taken == 3


def test_a_reader_that_meets_what_nobody_foresaw_refuses_that_file_and_reads_on(
    ada: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = ada.workbench.tools.parser.parse

    def odd(name: str, data: bytes, as_kind: str | None = None) -> Any:
        if name == "INT1.txt":
            raise ZeroDivisionError("words of a participant")
        return parse(name, data, as_kind)

    monkeypatch.setattr(ada.workbench.tools.parser, "parse", odd)
    ada.workbench.read_folders()
    hand_over(ada, {f"INT{n}.txt": talk(n) for n in range(3)})
    one = settled(ada)
    assert (one.n_taken, one.n_refused) == (2, 1)
    (refused,) = ada.do("corpus.folder_files", id="f1", state="not taken").found
    assert "ZeroDivisionError" in refused.words
    assert "participant" not in refused.words


def test_a_folder_of_somebody_who_has_left_stops_and_says_so(ada: Hand) -> None:
    kay = colleague(ada.workbench, "Kay Ash", "interviewer", key="K", prefix="cccccccc")
    hand_over(kay, {"INT1.txt": talk(1)})
    ada.do("study.end_researcher", id=kay.viewer.researcher_id)
    ada.workbench.read_folders()
    assert settled(ada, "stopped").message.startswith("The account of Kay Ash has ended.")


def test_paths_that_lead_elsewhere_are_labels_and_nothing_is_written_there(ada: Hand, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    hand_over(ada, {"../../../etc/passwd.txt": talk(1), "..\\..\\x.txt": talk(2), "/abs/y.txt": talk(3), "..": talk(4)})
    new = [one for one in sorted(tmp_path.rglob("*")) if one not in before]
    assert all((ada.workbench.folder / "staging") in one.parents or one.name.startswith("s") for one in new)
    assert [one.path for one in ada.do("corpus.folder_files", id="f1").found] == [
        "etc/passwd.txt",
        "x.txt",
        "abs/y.txt",
        "file",
    ]


def test_hundreds_of_files_of_which_half_are_refused_are_read_and_listed_by_reason(ada: Hand) -> None:
    half = int(os.environ.get("ANSELM_FOLDER", "420")) // 2
    bad = {f"bad/old{n}.txt": b"\xff\xfa" + f"{n}".encode() for n in range(half)}
    ada.workbench.read_folders()
    hand_over(ada, {f"good/INT{n:04d}.txt": talk(n) for n in range(half)} | bad)
    one = settled(ada)
    assert (one.n_taken, one.n_refused) == (half, half)
    found = ada.do("corpus.folder_files", id="f1", state="not taken")
    assert (found.n, len(found.found)) == (half, 200)
    assert sum(reason.n for reason in found.reasons) == half
    assert ada.do("corpus.folder_files", id="f1", state="not taken", start=200).found


KILLS = int(os.environ.get("ANSELM_KILLS", "30")) // 6 or 1


def test_a_folder_killed_again_and_again_is_read_to_its_end_with_no_file_twice_and_none_lost(tmp_path: Path) -> None:
    folder, n_files = tmp_path / "study", 60
    with create_study(folder, title="Killed", owner="Ada", parts=parts()) as workbench:
        files = {f"INT{n:03d}.txt": talk(n) for n in range(n_files)}
        hand_over(owner(workbench), files | {"copy.txt": talk(7)})
    chance = random.Random(11)
    begun = 0
    for _ in range(KILLS):
        with subprocess.Popen([sys.executable, "-c", READER, str(folder)], stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "reading\n"
            until = time.monotonic() + PATIENCE
            while _taken(folder) <= begun and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.1))
            os.kill(child.pid, signal.SIGKILL)
        begun = _taken(folder)
        if begun >= n_files:
            break
    assert begun > 0
    with open_study(folder, parts=outside(parser=DirectParser())) as workbench:
        workbench.read_folders()
        ada = owner(workbench)
        one = settled(ada)
        assert (one.n_taken, one.n_there, one.n_refused, one.n_waiting) == (n_files, 1, 0, 0)
        assert names(ada) == [f"INT{n:03d}" for n in range(n_files)]
        assert workbench.verify().intact
        assert staged(ada) == []


def _taken(folder: Path) -> int:
    with open_study(folder, read_only=True) as workbench:
        return view(owner(workbench)).n_taken


def test_an_auditor_hands_no_folder_over_and_sees_none(ada: Hand) -> None:
    kay = colleague(ada.workbench, "Kay Ash", "auditor", key="K", prefix="cccccccc")
    assert kay.refused("corpus.begin_folder", id="f", n_files=1)
    assert kay.refused("corpus.folders")
