"""Agreement of 27 interviews asked of a study file: 45,000 characters each, three readers, 60 codes, 16,200 marks.

Ours is what the screen and the terminal ask for: from the rows to every coefficient of every code and pair, each with
its interval and with every source left out. The baseline reads the same rows with sqlite3 and computes nothing.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench._large import step, written  # noqa: E402
from bench._ratios import row, timed  # noqa: E402

from anselm.bootstrap import Workbench, create_study  # noqa: E402
from anselm.domain.coding import Code, Coding  # noqa: E402
from anselm.domain.corpus import Source, SourceVersion, Speaker, SpeakerKind, Utterance, VersionRole  # noqa: E402
from anselm.domain.judging import Assignment, Round, RoundKind, RoundState, Submission, SubmissionState, UnitKind  # noqa: E402
from anselm.domain.study import Researcher, Role  # noqa: E402
from anselm.library.study import Study  # noqa: E402
from anselm.services.ports import Work  # noqa: E402

N_SOURCES, LENGTH, N_CODERS, N_CODES, N_EACH, TURN = 27, 45_000, 3, 60, 200, 250


def made(folder: Path) -> Workbench:
    """The study, its round opened."""
    workbench = create_study(folder, title="Twenty-seven", owner="Ada")
    readers = tuple(f"reader-{n}" for n in range(N_CODERS))
    step(workbench, [Researcher(one, f"Reader {one[-1]}", (Role.CODER,)) for one in readers])
    step(workbench, [Code(f"code-{n}", f"Code {n}", f"K{n}", position=n) for n in range(N_CODES)])
    written(workbench, _texts)
    step(
        workbench,
        [
            Round("r", "Read apart", RoundKind.CODE, UnitKind.SPAN, True, RoundState.REVEALED, judge_ids=readers),
            *(Submission(f"s-{one}", "r", one, SubmissionState.SUBMITTED) for one in readers),
            *(Assignment(f"{one}-{n}", "r", one, f"source-{n}") for one in readers for n in range(N_SOURCES)),
        ],
    )
    rng = np.random.default_rng(1)
    step(workbench, [_mark(rng, n, "r", readers[n % N_CODERS]) for n in range(N_SOURCES * N_CODERS * N_EACH)])
    return workbench


def _mark(rng: np.random.Generator, n: int, round_id: str, reader: str) -> Coding:
    start, source = int(rng.integers(0, LENGTH - 1000)), n % N_SOURCES
    end = start + int(rng.integers(20, 900))
    code = f"code-{int(rng.integers(0, N_CODES))}"
    return Coding(f"m{n}", round_id, reader, f"source-{source}", f"text-{source}", start, end, code)


def _texts(work: Work) -> None:
    text = (("A: " + "word " * TURN)[: TURN - 1] + "\n") * (LENGTH // TURN)
    for n in range(N_SOURCES):
        turns = [
            Utterance(f"text-{n}", k + 1, k * TURN, k * TURN + 3, (k + 1) * TURN - 1, f"voice-{n}")
            for k in range(LENGTH // TURN)
        ]
        salt, digest = work.keep_text(f"text-{n}", text, turns, ())
        version = SourceVersion(f"text-{n}", f"source-{n}", 1, VersionRole.CHECKED, LENGTH, salt, digest)
        voice = Speaker(f"voice-{n}", f"source-{n}", "A", SpeakerKind.PARTICIPANT)
        work.add_all([Source(f"source-{n}", f"Interview {n}", current_version_id=f"text-{n}"), version, voice])


def plainly(file: Path) -> int:
    """The same rows as tuples, nothing made of them."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return len(connection.execute("SELECT * FROM codings").fetchall())


def main() -> int:
    """Print the lines."""
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder) / "study"
        workbench = made(at)
        try:
            study = Study(workbench, workbench.viewer())
            plain = timed(lambda: plainly(at / "study.db"), 9)
            asked = timed(lambda: study.call("coding.agreement", round_id="r"), 9)
            row("27 interviews from the file, everything", asked, "the rows alone", plain, "aim ≤ 25 ms")
            ground = timed(lambda: study.call("coding.comparison", round_id="r"), 5)
            row("how the readings met, place by place", ground, "the figures", asked)
        finally:
            workbench.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
