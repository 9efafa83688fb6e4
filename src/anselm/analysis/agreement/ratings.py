"""Units by coders with missing ratings, and the weights or distances between categories."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from anselm.analysis.agreement.result import Floats, Ints

Label = Hashable
Weighting = Literal["identity", "linear", "quadratic", "ordinal", "radical", "ratio", "circular", "bipolar"]
Metric = Literal["nominal", "ordinal", "interval", "ratio"]


@dataclass(frozen=True, slots=True)
class Ratings:
    """`codes[unit, coder]` is an index into `categories`, or -1 where the coder was not assigned the unit.

    `categories` is the whole codebook of the question, also what nobody used: Brennan-Prediger and AC1
    depend on it.
    """

    codes: Ints
    categories: tuple[Label, ...]

    @classmethod
    def of(cls, rows: Sequence[Sequence[Label | None]], categories: Iterable[Label] | None = None) -> Ratings:
        """From rows of labels; None and nan are missing. Categories default to those seen, in order.

        Raises ValueError for rows of different length or a label outside the given categories.
        """
        if len({len(row) for row in rows}) > 1:
            raise ValueError("units have different numbers of coders")
        seen = {label for row in rows for label in row if not _missing(label)}
        known = tuple(sorted(seen, key=_order)) if categories is None else tuple(categories)
        index = {label: at for at, label in enumerate(known)}
        if strange := seen - index.keys():
            raise ValueError(f"not one of the categories: {min(map(str, strange))}")
        width = len(rows[0]) if rows else 0
        codes = [[-1 if _missing(label) else index[label] for label in row] for row in rows]
        return cls(np.array(codes, dtype=np.int64).reshape(len(rows), width), known)

    @classmethod
    def of_table(cls, table: npt.ArrayLike, categories: Iterable[Label] | None = None) -> Ratings:
        """Two coders' contingency table (rows first coder, columns second), one unit per count."""
        counts = np.asarray(table, dtype=np.int64)
        if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
            raise ValueError("a contingency table is square")
        known = tuple(range(1, counts.shape[0] + 1)) if categories is None else tuple(categories)
        first, second = (axis.ravel() for axis in np.indices(counts.shape))
        codes = np.repeat(np.stack([first, second], axis=1), counts.ravel(), axis=0)
        return cls(codes.astype(np.int64), known)

    @property
    def n_categories(self) -> int:
        """How many categories the codebook of the question has."""
        return len(self.categories)

    def rated(self, at_least: int = 1) -> Ratings:
        """The units with at least so many ratings."""
        return Ratings(self.codes[(self.codes >= 0).sum(axis=1) >= at_least], self.categories)

    def coders(self, *columns: int) -> Ratings:
        """Only the given coders."""
        return Ratings(self.codes[:, list(columns)], self.categories)

    def counts(self) -> Floats:
        """r_uk: how many coders put unit u into category k."""
        out = np.zeros((self.codes.shape[0], self.n_categories))
        for coder in range(self.codes.shape[1]):
            rows = np.flatnonzero(self.codes[:, coder] >= 0)
            out[rows, self.codes[rows, coder]] += 1.0
        return out

    def scores(self, levels: Literal["value", "rank"] = "value") -> Floats:
        """The categories as numbers: their value when all are numbers, else 1, 2, ... in order."""
        if levels == "value" and all(isinstance(c, int | float) for c in self.categories):
            return np.array(self.categories, dtype=np.float64)
        return np.arange(1, self.n_categories + 1, dtype=np.float64)


def _missing(label: Label | None) -> bool:
    return label is None or (isinstance(label, float) and label != label)


def _order(label: Label) -> tuple[int, float, str]:
    if isinstance(label, int | float):
        return 0, float(label), ""
    return 1, 0.0, "|".join(sorted(map(str, label))) if isinstance(label, frozenset) else str(label)


# --- weights: 1 on the diagonal, less where categories are further apart (Gwet 2014, chapter 3) ---


def _distance_share(x: Floats, power: float) -> Floats:
    reach = float(x.max() - x.min()) if x.size else 0.0
    if reach == 0:
        return np.ones((x.size, x.size))
    return np.asarray(1.0 - (np.abs(x[:, None] - x[None, :]) / reach) ** power)


def _ordinal_weights(x: Floats) -> Floats:
    rank = np.argsort(np.argsort(x, kind="stable"), kind="stable").astype(np.float64)
    between = np.abs(rank[:, None] - rank[None, :]) + 1.0
    pairs = between * (between - 1.0) / 2.0
    return np.asarray(1.0 - pairs / max(float(pairs.max(initial=0.0)), 1.0))


def _ratio_weights(x: Floats) -> Floats:
    total = x[:, None] + x[None, :]
    apart = np.divide(x[:, None] - x[None, :], total, out=np.zeros_like(total), where=total != 0) ** 2
    top = float(x.max() + x.min())
    reach = ((float(x.max() - x.min())) / top) ** 2 if top else 0.0
    return np.asarray(1.0 - apart / reach) if reach else np.ones((x.size, x.size))


def _circular_weights(x: Floats) -> Floats:
    turn = float(x.max() - x.min()) + 1.0
    apart = np.sin(np.pi * (x[:, None] - x[None, :]) / turn) ** 2
    return np.asarray(1.0 - apart / max(float(apart.max()), 1e-300))


def _bipolar_weights(x: Floats) -> Floats:
    total = x[:, None] + x[None, :]
    room = (total - 2.0 * x.min()) * (2.0 * x.max() - total)
    apart = np.divide((x[:, None] - x[None, :]) ** 2, room, out=np.zeros_like(room), where=room != 0)
    return np.asarray(1.0 - apart / max(float(apart.max()), 1e-300))


_WEIGHTS: dict[str, Callable[[Floats], Floats]] = {
    "identity": lambda x: np.eye(x.size),
    "linear": lambda x: _distance_share(x, 1.0),
    "quadratic": lambda x: _distance_share(x, 2.0),
    "radical": lambda x: _distance_share(x, 0.5),
    "ordinal": _ordinal_weights,
    "ratio": _ratio_weights,
    "circular": _circular_weights,
    "bipolar": _bipolar_weights,
}


def weights_of(
    ratings: Ratings, name: Weighting | npt.ArrayLike, levels: Literal["value", "rank"] = "value"
) -> Floats:
    """Agreement weights [q, q]: by name, or a custom square array with 1 on its diagonal.

    `levels="value"` uses the distance between numeric categories, `"rank"` their order (programs differ;
    declare it). Raises ValueError for an unknown name or a custom array that does not fit.
    """
    if isinstance(name, str):
        if name not in _WEIGHTS:
            raise ValueError(f"no weighting is called {name}")
        x = ratings.scores(levels)
        return _WEIGHTS[name](x) if x.size > 1 else np.ones((x.size, x.size))
    custom = np.asarray(name, dtype=np.float64)
    if custom.shape != (ratings.n_categories, ratings.n_categories) or not np.allclose(np.diag(custom), 1.0):
        raise ValueError("custom weights need one row and column per category and 1 on the diagonal")
    return custom


# --- distances: 0 on the diagonal (Krippendorff 2004, chapter 11 ---


def distances_of(ratings: Ratings, metric: Metric) -> Floats:
    """Krippendorff's difference functions [q, q]; `ordinal` depends on how often each category was used."""
    x = ratings.scores()
    if metric == "nominal":
        return np.asarray(1.0 - np.eye(x.size))
    if metric == "interval":
        return np.asarray((x[:, None] - x[None, :]) ** 2)
    if metric == "ratio":
        total = x[:, None] + x[None, :]
        apart = np.divide(x[:, None] - x[None, :], total, out=np.zeros_like(total), where=total != 0)
        return np.asarray(apart**2)
    if metric == "ordinal":
        used = ratings.rated(2).counts().sum(axis=0)
        below = np.cumsum(used) - used / 2.0
        return np.asarray((below[:, None] - below[None, :]) ** 2)
    raise ValueError(f"no metric is called {metric}")
