"""Killed between bytes and the change that names them: nobody's words lie on where no withdrawal would find them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.factories import file, owner, study
from tests.functional.test_survey_withdrawal import CODES, brought, csv, left, rows, withdrawn

from anselm.bootstrap import Workbench, open_study
from anselm.storage.store import Store
from anselm.storage.work import Command

INTERVIEW = "I1: Where?\nP1: I learnt it beside the photocopier from a man who was leaving.\n"


def killed(folder: Path, command: str, act: Callable[[Workbench], object]) -> None:
    """Carry something out in a process that is killed where the change would be written."""
    pid = os.fork()
    if pid == 0:
        write = Store.write

        def dies(self: Store, viewer: Any, given: Command, *rest: Any) -> Any:
            if given.operation == command:
                os.kill(os.getpid(), signal.SIGKILL)
            return write(self, viewer, given, *rest)

        Store.write = dies  # type: ignore[method-assign]
        try:
            act(open_study(folder))
        finally:
            os._exit(3)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL


def holding(folder: Path, words: str) -> list[str]:
    return [one.name for one in folder.rglob("*") if one.is_file() and words.encode() in one.read_bytes()]


def test_an_import_killed_before_its_change_leaves_no_file(tmp_path: Path) -> None:
    workbench = study(tmp_path)
    folder = workbench.folder
    workbench.close()
    killed(
        folder,
        "corpus.import_file",
        lambda opened: owner(opened).do("corpus.import_file", id="s1", file=file("INT01.txt", INTERVIEW)),
    )
    assert holding(folder / "media", "photocopier"), "the file was there before its change"
    with open_study(folder) as opened:
        assert not holding(folder / "media", "photocopier")
        done = owner(opened).do("corpus.import_file", id="s1", file=file("INT01.txt", INTERVIEW))
        assert done.accepted
        owner(opened).do("study.undo")
    with open_study(folder) as opened:
        assert opened.verify().intact
        # What was taken back can be done again, so its file is still named.
        owner(opened).do("study.redo")
        assert opened.verify().intact
    assert holding(folder / "media", "photocopier")
    assert not (folder / "media" / "new").exists()


def test_a_withdrawal_killed_before_its_change_leaves_no_table_which_the_next_would_not_find(tmp_path: Path) -> None:
    ada = owner(study(tmp_path))
    folder = ada.workbench.folder
    brought(ada, csv(rows(*CODES)))
    ada.workbench.close()
    killed(folder, "reporting.withdraw", lambda opened: withdrawn(owner(opened), "R2"))
    with open_study(folder) as opened:
        # It was never carried out, and is not now: the table made for it held the others' rows.
        withdrawn(owner(opened), "R3", "w2")
        assert not left(folder, "R3")
        assert left(folder, "R2")
        assert opened.verify().intact


@pytest.mark.parametrize("ending", ["123", "part"])
def test_what_was_half_written_goes_when_the_study_is_opened(tmp_path: Path, ending: str) -> None:
    workbench = study(tmp_path)
    folder = workbench.folder
    workbench.close()
    half = folder / "media" / "ab" / f"{'ab' * 32}.{ending}"
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_bytes(b"half of what somebody said")
    open_study(folder).close()
    assert not half.exists()
