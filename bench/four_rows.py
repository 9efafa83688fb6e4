"""Start, import, apply, open: the first four rows of the table of aims, each beside a baseline of the same run.

Peers last measured (2 cores, another day): start AQDA 0.45 s, Taguette 0.65 s, QualCoder 4.1 s; import of 270 Word
files QualCoder 1.6 s, Taguette 190 s; apply AQDA 4 ms, QualCoder and Taguette 13 ms; open AQDA 0.32 s.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench._ratios import Timed, row, timed  # noqa: E402

import anselm  # noqa: E402
from anselm.demo.assembly import _word, transcripts  # noqa: E402

N_FILES = 270


def main() -> int:
    """Print the four rows."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        _start(here)
        study = anselm.create(here / "study", title="Bench", owner="Ada")
        _import(study, here)
        _apply(study, here)
        _open(study)
        study.close()
    return 0


def _start(here: Path) -> None:
    python = timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 5)
    shown = timed(lambda: subprocess.run([sys.executable, "-m", "anselm", "--help"], check=True, stdout=-3), 5)
    row("anselm --help", shown, "an empty Python", python, "aim ≤ 0.3 s")
    anselm.create(here / "served", title="Bench", owner="Ada").close()
    ready = timed(lambda: _until_ready(here / "served"), 3)
    row("start to ready line", ready, "an empty Python", python, "aim ≤ 0.6 s")


def _until_ready(study: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "anselm", "serve", str(study), "--no-browser", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("anselm: ready"):
            break
    process.terminate()
    process.wait()
    process.stdout.close()


def _files() -> list[bytes]:
    texts = [one.text for one in transcripts()]
    long = "\n".join(texts)[:45_000]
    return [_word(f"INT{n:03d}\n{long}") for n in range(N_FILES)]


def _import(study: anselm.Study, here: Path) -> None:
    files = _files()

    def bring_in() -> None:
        with ThreadPoolExecutor(2) as hands:
            list(hands.map(lambda n: _one(study, n, files[n]), range(N_FILES)))

    ours = timed(bring_in, 1)
    import docx

    def python_docx() -> None:
        for n, data in enumerate(files):
            path = here / f"{n}.docx"
            path.write_bytes(data)
            "\n".join(one.text for one in docx.Document(str(path)).paragraphs)

    theirs = timed(python_docx, 1)
    row("import 270 Word files, each in a child", ours, "python-docx reading them bare", theirs, "aim ≤ 3.2 s")


def _one(study: anselm.Study, n: int, data: bytes) -> None:
    study.corpus.import_file(id=f"s{n}", file={"name": f"INT{n:03d}.docx", "data": data})


def _apply(study: anselm.Study, here: Path) -> None:
    sources = study.corpus.sources()
    version_id = study.corpus.reading(source_id=sources[0].id).version_id
    study.coding.add_code(id="c1", name="Overhearing")
    done = iter(range(10_000))

    def apply() -> None:
        n = next(done)
        study.coding.apply(id=f"k{n}", version_id=version_id, start=n * 10, end=n * 10 + 40, code_id="c1")

    ours = timed(apply, 280)
    bare = sqlite3.connect(here / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE codings (id INTEGER PRIMARY KEY, start INTEGER, end INTEGER)")
    theirs = timed(lambda: bare.execute("INSERT INTO codings (start, end) VALUES (1, 2)"), 280)
    bare.close()
    row("apply a code, durable", ours, "one bare durable insert", theirs, "aim: median ≤ 6 ms, p99 ≤ 20 ms")


def _open(study: anselm.Study) -> None:
    source = study.corpus.sources()[0]

    def both() -> None:
        reading = study.corpus.reading(source_id=source.id)
        study.coding.marks(version_id=reading.version_id)

    ours = timed(both, 20)
    path = study.folder / "study.db"

    def text_alone() -> None:
        with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as connection:
            connection.execute("SELECT text FROM texts LIMIT 1").fetchone()
        connection.close()

    theirs: Timed = timed(text_alone, 20)
    row("open an interview with 280 codings", ours, "reading its text alone", theirs, "aim ≤ 0.1 s painted")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    raise SystemExit(main())
