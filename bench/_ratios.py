"""How a benchmark prints: a time beside a named baseline of the same run, as a ratio. Absolute times mean little."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of each repetition."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.seconds)

    def at(self, share: float) -> float:
        """The time that this share of repetitions kept within."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def timed(run: Callable[[], object], n: int) -> Timed:
    """Run it so many times."""
    found = []
    for _ in range(n):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return Timed(tuple(found))


def worked(run: Callable[[], object]) -> Timed:
    """Run it once; the processor time it took, which is the same on a machine that has other work too."""
    start = time.process_time()
    run()
    return Timed((time.process_time() - start,))


def row(work: str, ours: Timed, baseline: str, theirs: Timed, aim: str = "") -> None:
    """One line: ours, the baseline measured in this run, and the ratio."""
    ratio = ours.median / theirs.median if theirs.median else float("inf")
    print(
        f"{work:<42} {ours.median * 1000:9.1f} ms   p99 {ours.at(0.99) * 1000:8.1f} ms   "
        f"{ratio:6.2f} x {baseline} ({theirs.median * 1000:.1f} ms)   {aim}"
    )
