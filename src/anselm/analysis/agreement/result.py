"""What every coefficient returns: a number, or the reason why there is none."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

NOT_USED = "not used"
NO_COMPARISON = "no comparison"


@dataclass(frozen=True, slots=True)
class Figure:
    """One coefficient. `value` is None exactly when `undefined` gives the reason in plain words.

    `n` counts the units compared (characters, sentences ... as the caller chose); `low` and `high` bound an
    interval and may both be None. An undefined figure is never turned into 0 or 1.
    """

    value: float | None
    undefined: str | None
    n: int
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.undefined is None):
            raise ValueError("a figure has either a value or a reason why it is undefined")
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError("a figure's value is a finite number")

    def within(self, low: float | None, high: float | None) -> Figure:
        """The same figure with an interval; an undefined figure stays without one."""
        return self if self.value is None else replace(self, low=low, high=high)


def defined(value: float, n: int) -> Figure:
    """A figure with a value."""
    return Figure(float(value), None, int(n))


def undefined(reason: str, n: int = 0) -> Figure:
    """A figure without a value, and why."""
    return Figure(None, reason, int(n))


def quotient(numerator: float, denominator: float, n: int, reason: str) -> Figure:
    """numerator / denominator, or undefined with `reason` when the denominator is 0."""
    if denominator == 0 or not math.isfinite(numerator / denominator):
        return undefined(reason, n)
    return defined(numerator / denominator, n)
