"""No published case is left unasked: every file of gold numbers is named by a test, and their number is known."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.unit.analysis import gold

HERE = Path(__file__).resolve().parent
N_CASES = 548
DATA_ONLY = {
    "alex_paul_suzan_exact_rationals",
    "datasets_R_irr",
    "datasets_irrCAC",
    "saturation_worked",
}


def test_every_gold_case_is_asked_for_by_a_test() -> None:
    gold.document("two_coder_nominal")  # skips where the numbers are not on this machine
    n_cases = {
        path.stem: len(json.loads(path.read_text("utf-8")).get("cases", ())) for path in gold.folder().glob("*.json")
    }
    asked = {
        stem
        for path in HERE.glob("test_*.py")
        for named in re.findall(r"gold\.cases\(([^)]*)\)", path.read_text("utf-8"))
        for stem in re.findall(r'"(\w+)"', named)
    }
    print(json.dumps({"cases": sum(n_cases.values()), **n_cases}))
    assert {stem for stem, n in n_cases.items() if n} == asked
    assert {stem for stem, n in n_cases.items() if not n} == DATA_ONLY
    assert sum(n_cases.values()) >= N_CASES
