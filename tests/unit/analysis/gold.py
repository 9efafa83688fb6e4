"""Reading the published cases: every file of gold numbers with a "cases" list, and the data a case refers
to.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from anselm.analysis.agreement.ratings import Ratings


def folder() -> Path:
    root = Path(__file__).resolve().parents[3]
    return Path(os.environ.get("ANSELM_SHARED", str(root.parent / "shared"))) / "data" / "gold"


def cases(*stems: str) -> list[Any]:
    """The cases of the named files as pytest parameters; one skipped parameter where the folder is
    missing.
    """
    if not folder().is_dir():
        return [
            pytest.param(
                None, marks=pytest.mark.skip(reason="shared: the gold numbers are not on this machine")
            )
        ]
    found = [case for stem in stems for case in document(stem)["cases"]]
    return [pytest.param(case, id=case["id"]) for case in found]


def document(stem: str) -> Any:
    if not folder().is_dir():
        pytest.skip("shared: the gold numbers are not on this machine")
    return json.loads((folder() / f"{stem}.json").read_text(encoding="utf-8"))


def near(case: Any, value: float | None) -> bool:
    """At the case's own printed precision."""
    return value is not None and abs(value - case["expected"]) <= case["tolerance"]


def ratings(case: Any) -> Ratings:
    """The units by coders of a case, its contingency table expanded, its reference followed."""
    data = case["data"]
    if "table" in data:
        return Ratings.of_table(data["table"], data.get("categories"))
    if "rows" in data:
        return Ratings.of(data["rows"])
    ref = data["ref"]
    if ref.startswith("datasets_R_irr."):
        return _irr(ref.removeprefix("datasets_R_irr."))
    if ref.startswith("datasets."):
        held = document("datasets_irrCAC")[ref.removeprefix("datasets.")]
        if data["type"] == "contingency":
            return Ratings.of_table(held["rows"], held["columns"])
        return Ratings.of(held["rows"])
    for other in document("multi_coder")["cases"]:
        if other["id"].startswith(ref + "/") and "rows" in other["data"]:
            return Ratings.of(other["data"]["rows"])
    raise LookupError(ref)


def _irr(name: str) -> Ratings:
    match = re.fullmatch(r"(\w+?)(?:\[,(\d+):(\d+)\])?", name)
    assert match is not None
    held = document("datasets_R_irr")
    if match[1] == "vision":
        rows = [[first, second] for first, second, times in held["vision_table"] for _ in range(times)]
        return Ratings.of(rows)
    rows = held[match[1]]
    if match[2]:
        rows = [row[int(match[2]) - 1 : int(match[3])] for row in rows]
    return Ratings.of(rows)
