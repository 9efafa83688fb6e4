"""Agreement of 27 interviews of 45,000 characters, three coders, 60 codes and 16,200 marks, beside what others do.

Ours is every coefficient of every code, of each pair and of all three, from columns kept sorted. Then 270 interviews,
one coding of theirs changed, and a hundred times the 27 in a process of its own, whose peak memory is printed.

scikit-learn, `krippendorff` and NLTK are timed where they are installed, on one code and two coders or three, and
multiplied to the whole; without them that line says so. QualCoder's way (a counter for each character, code by code and
pair by pair, as its published source does it) is written anew here, and timed on a part of the codes.
"""

from __future__ import annotations

import importlib.util
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench._ratios import Timed, row, timed  # noqa: E402

from anselm.analysis.agreement import binary, intervals  # noqa: E402
from anselm.analysis.agreement.histogram import Design, Spans, tally  # noqa: E402
from anselm.analysis.agreement.live import Running  # noqa: E402
from anselm.analysis.agreement.table import GROUP_COEFFICIENTS, PAIR_COEFFICIENTS  # noqa: E402

N_SOURCES, LENGTH, N_CODERS, N_CODES, N_EACH = 27, 45_000, 3, 60, 200
N_PAIRS = 3
N_CODINGS = 77_581  # of the study of 270 interviews in the table of aims


def study(times: int = 1, n: int | None = None) -> tuple[Spans, Design]:
    """The marks in columns kept sorted by code, source and start; of `times` as many sources, and `n` marks in all."""
    rng = np.random.default_rng(1)
    n_sources = N_SOURCES * times
    n = n or n_sources * N_CODERS * N_EACH
    start = rng.integers(0, LENGTH - 1000, n)
    columns = (
        rng.integers(0, N_CODERS, n),
        rng.integers(0, N_CODES, n),
        rng.integers(0, n_sources, n),
        start,
        start + rng.integers(20, 900, n),
    )
    design = Design.of(N_CODES, [LENGTH] * n_sources, np.ones((N_CODERS, n_sources)))
    return Spans.of(*columns).in_order(), design


def everything(spans: Spans, design: Design) -> None:
    """Every coefficient of every code, of each pair and of all."""
    assert len(Running.of(spans, design).values) == len(GROUP_COEFFICIENTS) + N_PAIRS * len(PAIR_COEFFICIENTS)


def dense(spans: Spans, code: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int8]]:
    """One code as characters: coders by all characters of all sources."""
    marks = np.zeros((N_CODERS, N_SOURCES * LENGTH), dtype=np.int8)
    for at in np.flatnonzero(spans.code == code).tolist():
        begin = int(spans.document[at]) * LENGTH
        marks[spans.coder[at], begin + int(spans.start[at]) : begin + int(spans.end[at])] = 1
    return marks


def counted_by_character(spans: Spans, code: int) -> float:
    """One code and one pair by a counter for each character, both coders' marks added into it."""
    both = 0
    for source in range(N_SOURCES):
        counter = [0] * LENGTH
        for at in np.flatnonzero((spans.code == code) & (spans.document == source) & (spans.coder < 2)).tolist():
            for place in range(int(spans.start[at]), int(spans.end[at])):
                counter[place] += 1
        both += sum(one > 1 for one in counter)
    return both / (N_SOURCES * LENGTH)


def beside(ours: Timed, name: str, run: Callable[[], object] | None, times: int) -> None:
    """A line beside a peer's time for a part, multiplied to the whole of what it can do."""
    if run is None:
        print(f"{'beside ' + name:<42} not installed here")
        return
    theirs = timed(run, 1).median * times
    print(f"{'beside ' + name:<42} {theirs:9.1f} s    {theirs / ours.median:,.0f} times ours")


def peers(spans: Spans) -> dict[str, tuple[Callable[[], object] | None, int]]:
    """What each peer does for one code, and how often that makes the whole."""
    marks = dense(spans, 7)
    found: dict[str, tuple[Callable[[], object] | None, int]] = {}
    found["QualCoder's loop"] = (lambda: counted_by_character(spans, 7), N_CODES * N_PAIRS)
    found["scikit-learn, kappa"] = (_sklearn(marks), N_CODES * N_PAIRS)
    found["krippendorff, alpha"] = (_krippendorff(marks), N_CODES)
    found["NLTK, alpha of one source"] = (_nltk(marks[:, :LENGTH]), N_CODES * N_SOURCES)
    return found


def _sklearn(marks: np.ndarray[tuple[int, ...], np.dtype[np.int8]]) -> Callable[[], object] | None:
    if importlib.util.find_spec("sklearn") is None:
        return None
    metrics = importlib.import_module("sklearn.metrics")
    return lambda: metrics.cohen_kappa_score(marks[0], marks[1])


def _krippendorff(marks: np.ndarray[tuple[int, ...], np.dtype[np.int8]]) -> Callable[[], object] | None:
    if importlib.util.find_spec("krippendorff") is None:
        return None
    module = importlib.import_module("krippendorff")
    return lambda: module.alpha(marks, level_of_measurement="nominal")


def _nltk(marks: np.ndarray[tuple[int, ...], np.dtype[np.int8]]) -> Callable[[], object] | None:
    if importlib.util.find_spec("nltk") is None:
        return None
    agreement = importlib.import_module("nltk.metrics.agreement")
    rows = [(coder, at, int(one)) for coder, line in enumerate(marks) for at, one in enumerate(line)]
    return lambda: agreement.AnnotationTask(rows).alpha()


def resampled(stats: binary.Stats) -> None:
    """Draw 1,000 times and compute every coefficient of every code, pair by pair and of all, in every draw."""
    drawn = intervals.sample(stats, np.random.default_rng(1), 1000).resamples
    for name in GROUP_COEFFICIENTS:
        if name != "light_kappa":
            binary.with_pooled(drawn, name)
    for pair in range(N_PAIRS):
        for name in PAIR_COEFFICIENTS:
            binary.with_pooled(drawn.only(pair), name)


def peak_mb() -> float:
    """Most memory this program held. `ru_maxrss` would count what the process held that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory_at_a_hundred() -> None:
    """Peak memory of a process of its own that holds 1.62 million marks and computes everything."""
    if "--hundred" in sys.argv:
        spans, design = study(100)
        begun = time.perf_counter()
        everything(spans, design)
        took = time.perf_counter() - begun
        peak = peak_mb()
        print(f"{'100 times as much, every coefficient':<42} {took:.2f} s (aim ≤ 0.5 s), peak {peak:.0f} MB (≤ 300 MB)")
        return
    subprocess.run([sys.executable, __file__, "--hundred"], check=True, env=os.environ)


def main() -> int:
    """Print the lines."""
    spans, design = study()
    ours = timed(lambda: everything(spans, design), 9)
    for name, (run, times) in peers(spans).items():
        beside(ours, name, run, times)
    stats = binary.per_document(tally(spans, design))
    sampled = timed(lambda: intervals.sample(stats, np.random.default_rng(1), 1000), 3)
    row("1,000 resamples drawn, of every code", sampled, "every coefficient once", ours)
    whole = timed(lambda: resampled(stats), 3)
    row("1,000 resamples of every coefficient", whole, "every coefficient once", ours, "aim ≤ 200 ms")
    large, design = study(10, N_CODINGS)
    anew = timed(lambda: everything(large, design), 9)
    row("every coefficient of 270 interviews", anew, "of 27", ours, "aim ≤ 300 ms")
    running = Running.of(large, design)
    changed = large.take((large.code == 7) & (large.document == 3))
    one = timed(lambda: running.changed(7, 3, changed).values, 199)
    row("one changed coding of 77,581, every figure", one, "everything anew", anew, "aim ≤ 5 ms")
    memory_at_a_hundred()
    return 0


if __name__ == "__main__":
    if "--hundred" in sys.argv:
        memory_at_a_hundred()
    else:
        raise SystemExit(main())
