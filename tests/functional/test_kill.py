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

# Holds the program ready and makes a process of its own for each line it is given: the name of a run and a file. That
# process codes as fast as it can and writes there what it was told is kept, until it is killed.
CODER = """
import os
import sys
import anselm
anselm.open
for line in sys.stdin:
    name, told = line.rstrip().split("\t")
    pid = os.fork()
    if pid:
        print(pid, flush=True)
        os.waitpid(pid, 0)
        print("ended", flush=True)
        continue
    with anselm.open(sys.argv[1]) as study, open(told, "w") as out:
        version_id = study.corpus.reading(source_id=sys.argv[2]).version_id
        n = 0
        while True:
            n += 1
            end = 40 + n + int(name[1:])
            study.coding.apply(id=f"{name}-{n}", version_id=version_id, start=30 + n, end=end, code_id="c1")
            print(f"{name}-{n}", file=out, flush=True)
"""
PATIENCE = 60.0  # seconds


def test_no_acknowledged_coding_is_lost_by_a_kill_and_the_history_stays_intact(tmp_path: Path) -> None:
    folder, source_id = _a_study(tmp_path)
    chance = random.Random(5)
    told: set[str] = set()
    with subprocess.Popen(
        [sys.executable, "-c", CODER, str(folder), source_id], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as ready:
        for n in range(KILLS):
            told |= _code_until_killed(ready, tmp_path / "told", f"k{n}", chance.uniform(0.02, 0.15))
            if n % 10 == 9 or n == KILLS - 1:
                with open_study(folder, read_only=True) as workbench:
                    verdict = workbench.verify()
                    kept = _codings(workbench)
                assert verdict.intact, verdict.faults[:3]
                assert not told - kept
        assert ready.stdin is not None
        ready.stdin.close()
    print(f"{KILLS} kills, {len(told)} codings acknowledged, 0 lost")
    assert len(told) > KILLS


def _a_study(tmp_path: Path) -> tuple[Path, str]:
    folder = tmp_path / "study"
    with create_study(folder, title="Killed", owner="Ada", parts=parts()) as workbench:
        ada = owner(workbench)
        made = ada.do("corpus.import_file", id="s1", file={"name": "INT01.txt", "data": TEXT.encode()})
        ada.do("coding.add_code", id="c1", name="Overhearing")
        return folder, made.accepted[0].source_id


def _code_until_killed(ready: subprocess.Popen[str], file: Path, name: str, seconds: float) -> set[str]:
    """What one process was told is kept before it was killed, so many seconds after its first coding."""
    assert ready.stdin is not None
    assert ready.stdout is not None
    file.write_text("")
    print(f"{name}\t{file}", file=ready.stdin, flush=True)
    pid = int(ready.stdout.readline())
    until = time.monotonic() + PATIENCE
    while "\n" not in file.read_text() and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)  # also where nothing was coded: whoever made it waits for its end
    assert ready.stdout.readline() == "ended\n"
    # A line cut short by the kill was not told whole.
    whole = file.read_text().rpartition("\n")[0]
    assert whole, "nothing was coded"
    return {line for line in whole.splitlines() if line.startswith(name)}


def _codings(workbench: object) -> set[str]:
    viewer = Viewer(workbench.study_id, "", (), ViewerKind.WORKER)  # type: ignore[attr-defined]
    with workbench.reading(viewer) as reads:  # type: ignore[attr-defined]
        return {one.id for one in reads.find(Coding)}
