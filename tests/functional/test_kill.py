"""An answer "kept" means kept: the process is killed in the middle of coding, again and again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.factories import owner, parts

from anselm.bootstrap import create_study, open_study
from anselm.domain.coding import Coding
from anselm.domain.study import Viewer, ViewerKind

KILLS = int(os.environ.get("ANSELM_KILLS", "30"))
TEXT = "I1: What happened?\n" + "P01: " + "I heard it over the kettle. " * 200 + "\n"

# Codes as fast as it can and says which codings it was told are kept.
CODER = """
import sys
import anselm
with anselm.open(sys.argv[1]) as study:
    version_id = study.corpus.reading(source_id=sys.argv[2]).version_id
    n = 0
    while True:
        n += 1
        name = f"{sys.argv[3]}-{n}"
        end = 40 + n + int(sys.argv[3][1:])
        study.coding.apply(id=name, version_id=version_id, start=30 + n, end=end, code_id="c1")
        print(name, flush=True)
"""


def test_no_acknowledged_coding_is_lost_by_a_kill_and_the_history_stays_intact(tmp_path: Path) -> None:
    folder, source_id = _a_study(tmp_path)
    chance = random.Random(5)
    told: set[str] = set()
    for n in range(KILLS):
        told |= _code_until_killed(folder, source_id, f"k{n}", chance.uniform(0.02, 0.15))
        if n % 10 == 9 or n == KILLS - 1:
            with open_study(folder, read_only=True) as workbench:
                verdict = workbench.verify()
                kept = _codings(workbench)
            assert verdict.intact, verdict.faults[:3]
            assert not told - kept
    print(f"{KILLS} kills, {len(told)} codings acknowledged, 0 lost")
    assert len(told) > KILLS


def _a_study(tmp_path: Path) -> tuple[Path, str]:
    folder = tmp_path / "study"
    with create_study(folder, title="Killed", owner="Ada", parts=parts()) as workbench:
        ada = owner(workbench)
        made = ada.do("corpus.import_file", id="s1", file={"name": "INT01.txt", "data": TEXT.encode()})
        ada.do("coding.add_code", id="c1", name="Overhearing")
        return folder, made.accepted[0].source_id


def _code_until_killed(folder: Path, source_id: str, prefix: str, seconds: float) -> set[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", CODER, str(folder), source_id, prefix], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read()
    child.wait()
    child.stdout.close()
    # A line cut short by the kill was not told whole.
    whole = (first + rest).rpartition("\n")[0]
    return {line for line in whole.splitlines() if line.startswith(prefix)}


def _codings(workbench: object) -> set[str]:
    viewer = Viewer(workbench.study_id, "", (), ViewerKind.WORKER)  # type: ignore[attr-defined]
    with workbench.reading(viewer) as reads:  # type: ignore[attr-defined]
        return {one.id for one in reads.find(Coding)}
