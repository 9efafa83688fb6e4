"""Tables, codes together, queries and the matrix at 2,700 sources, 300 codes and 300,000 codings; aim 200 ms each.

Each is asked for the first time just after the study was opened, the first time after what it stands on was worked out
ahead (as a served workbench does while nobody asks), again, and, what a coder meets, after a coding came or went.
Beside each table stands the same counting by DuckDB and Polars over columns already in memory. `make bench` installs
them (requirements/bench.txt, test.txt); they are no part of the program, and where one is not there a line says so.
Making the study takes minutes; name a folder in ANSELM_LARGE to keep it for the next run.
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench._large import large_study
from bench._ratios import Timed, row, timed, worked

from anselm.bootstrap import Workbench, open_study
from anselm.services.catalogue import BY_NAME
from anselm.services.corpus import passages
from anselm.services.interpretation.ahead import STEPS
from anselm.services.interpretation.ground import ground_of
from anselm.services.wire import request_of

AIM = "aim \u2264 200 ms"
CROSS = "SELECT code, team, count(DISTINCT passage) FROM codings GROUP BY code, team"
PAIRS = (
    "SELECT a.code, b.code, count(DISTINCT a.passage) FROM codings a JOIN codings b "
    "ON a.source = b.source AND a.start < b.stop AND b.start < a.stop GROUP BY a.code, b.code"
)


def main() -> int:
    """Print a row for each question."""
    named = os.environ.get("ANSELM_LARGE")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(named or made) / "large"
        workbench = open_study(folder) if (folder / "study.db").exists() else large_study(folder)
        _ask(workbench)
        workbench.close()
    return 0


def _ask(workbench: Workbench) -> None:
    def asked(name: str, **fields: Any) -> Callable[[], object]:
        operation = BY_NAME[f"interpretation.{name}"]
        return lambda: workbench.call(workbench.viewer(), operation, request_of(operation.request, fields))

    crosstab, overlap, matrix = asked("crosstab", rows="code", columns="case"), asked("cooccurrence"), asked("matrix")
    _first_of_all(workbench, crosstab, overlap, asked("query", text="TH1 AND OVERLAPS(TH2)", limit=0))
    _words_near(asked("query", text="K1 AND NEAR(K5, 3 turns)"))
    first, again, changed = timed(crosstab, 1), timed(crosstab, 7), _after_a_coding(workbench, crosstab)
    for name, cross, pairs in _peers(workbench):
        theirs = timed(cross, 5)
        row("code by team, once after opening", first, name, theirs)
        row("code by team", again, name, theirs, AIM)
        row("code by team, after a coding", changed, name, theirs, AIM)
        theirs = timed(pairs, 3)
        row("codes that overlap", timed(overlap, 7), name, theirs, AIM)
        row("codes that overlap, after a coding", _after_a_coding(workbench, overlap), name, theirs, AIM)
    python = timed(lambda: sum(range(1_000_000)), 5)
    row("matrix of 270 by 40, after a coding", _after_a_coding(workbench, matrix), "a million additions", python, AIM)
    for words, ask in (
        ("theme by role", asked("crosstab", rows="theme", columns="role")),
        ("near, 200 passages with words", asked("query", text="K1 AND NEAR(K5, 3 turns)")),
        ("near, counted alone", asked("query", text="K1 AND NEAR(K5, 3 turns)", limit=0)),
        ("two themes that overlap, counted", asked("query", text="TH1 AND OVERLAPS(TH2)", limit=0)),
        ("matrix of 270 by 40", matrix),
    ):
        row(words, timed(ask, 7), "a million additions", python, AIM)


def _first_of_all(
    workbench: Workbench, crosstab: Callable[[], object], overlap: Callable[[], object], query: Callable[[], object]
) -> None:
    """First questions, in processor time: from the study's rows, from the columns beside it, and worked out ahead."""
    workbench.columns.catch_up()
    store, beside = workbench._store, workbench._store.beside  # noqa: SLF001 - read with and without the columns
    crosstab()  # so that what Python loads once is loaded
    found = []
    for one in (None, beside):
        store.keeping.clear()
        store.beside = one
        found.append(worked(crosstab))
    row("code by team, first after opening", found[1], "the rows of the study", found[0], AIM)
    for words, ask in (("codes that overlap", overlap), ("a query, counted", query)):
        ask()
        store.keeping.clear()
        row(f"{words}, first after opening", worked(ask), "the rows of the study", found[0], AIM)
    for words, ask in (("code by team", crosstab), ("codes that overlap", overlap), ("a query, counted", query)):
        store.keeping.clear()
        _worked_ahead(workbench)
        row(f"{words}, first after working ahead", worked(ask), "just after opening", found[1], AIM)
    store.keeping.clear()


def _worked_ahead(workbench: Workbench) -> None:
    """What a served workbench does by itself once whoever came in has asked for nothing for half a second."""
    for step in STEPS:
        with workbench.reading(workbench.viewer()) as reads:
            step(reads)


def _words_near(query: Callable[[], object]) -> None:
    """A query with the words of 200 passages, in processor time: the turns near them, and all turns of their texts."""
    found: list[Timed] = []
    few = passages._FEW  # noqa: SLF001 - read the plain way
    for most in (few, -1):
        passages._FEW = most  # noqa: SLF001
        query()
        found.append(Timed(tuple(second for _ in range(9) for second in worked(query).seconds)))
    passages._FEW = few  # noqa: SLF001
    row("near, words of 200 passages, processor", found[0], "all turns of the texts", found[1], AIM)


def _after_a_coding(workbench: Workbench, ask: Callable[[], object]) -> Timed:
    """How long it takes each time once a coding has come or gone; the study is left as it was."""
    found: list[float] = []
    apply, remove = BY_NAME["coding.apply"], BY_NAME["coding.remove"]
    for n in range(4):
        coding = {"id": uuid4().hex, "version_id": f"text-{n}", "start": 1, "end": 20, "code_id": "code-3"}
        workbench.call(workbench.viewer(), apply, request_of(apply.request, coding))
        found += timed(ask, 1).seconds
        workbench.call(workbench.viewer(), remove, request_of(remove.request, {"id": coding["id"]}))
        found += timed(ask, 1).seconds
    return Timed(tuple(found))


def _peers(workbench: Workbench) -> Iterator[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Each peer that is there: its name, the table of code by team, and the codes that overlap."""
    with workbench.reading(workbench.viewer()) as reads:
        marks = ground_of(reads).marks
    of = marks.coding_mark
    table = {
        "code": marks.coding_code,
        "team": marks.case[of],
        "passage": marks.passage[of],
        "source": marks.source[of],
        "start": marks.start[of],
        "stop": marks.end[of],
    }
    duckdb, polars = _there("duckdb"), _there("polars")
    if duckdb is not None:
        base = duckdb.connect()
        frame = _there("pandas").DataFrame(table)
        base.register("frame", frame)
        base.execute("CREATE TABLE codings AS SELECT * FROM frame")
        yield "DuckDB", lambda: base.execute(CROSS).fetchall(), lambda: base.execute(PAIRS).fetchall()
    if polars is not None:
        frame = polars.DataFrame(table)
        distinct = polars.col("passage").n_unique()
        yield (
            "Polars",
            lambda: frame.group_by("code", "team").agg(distinct),
            lambda: _polars_pairs(polars, frame, distinct),
        )


def _polars_pairs(polars: Any, frame: Any, distinct: Any) -> object:
    met = frame.join(frame, on="source", suffix="_other")
    col = polars.col
    return (
        met.filter((col("start") < col("stop_other")) & (col("start_other") < col("stop")))
        .group_by("code", "code_other")
        .agg(distinct)
    )


def _there(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name} is not installed, so no ratio to it is printed")
        return None


if __name__ == "__main__":
    raise SystemExit(main())
