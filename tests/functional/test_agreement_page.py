"""The page on agreement: its examples run, its names are those of the program, its four cases are what is printed."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from tests.printed import say

from anselm.analysis.agreement import compat, intervals
from anselm.analysis.agreement.table import GROUP_COEFFICIENTS, PAIR_COEFFICIENTS
from anselm.library import agreement

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "agreement.md").read_text(encoding="utf-8")
TABLES = {
    "F.csv": "coder,source,start,end,code\nK,1A,0,10,D1\nL,1A,2,10,D1\nL,1B,5,9,D1\n",
    "L.csv": "source,length\n1A,40\n1B,20\n",
    "M.csv": "unit,K,L,M\n1,1,1,2\n2,2,2,2\n3,3,3,\n",
}
CASES = re.findall(r"^\| ([\d,]+), ([\d,]+), ([\d,]+), ([\d,]+) \| (\.\d+) \| (\.\d+) \|$", PAGE, re.MULTILINE)


def test_the_examples_of_the_library_run_as_they_stand() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    held: dict[str, object] = {}
    exec(code, held)
    table, ratings = held["table"], held["ratings"]
    assert isinstance(table, agreement.Table)
    assert isinstance(ratings, agreement.MatrixTable)
    assert table.figure("cohen_kappa", "D1").n == 60
    assert ratings.figure("krippendorff_alpha").value is not None


@pytest.mark.parametrize("line", re.findall(r"^    anselm (agreement .*)$", PAGE, re.MULTILINE))
def test_the_examples_of_the_terminal_run_as_they_stand(line: str, tmp_path: Path) -> None:
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "anselm", *shlex.split(line)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "krippendorff_alpha" in done.stdout
    assert "--json" not in line or json.loads(done.stdout)["overall"]


def test_every_coefficient_of_a_table_is_defined_on_the_page() -> None:
    matrix = agreement.of_matrix([[1, 2, 1], [2, 2, 2]])
    names = {*PAIR_COEFFICIENTS, *GROUP_COEFFICIENTS, *(row.coefficient for row in matrix.overall)}
    assert not [name for name in sorted(names) if f"`{name}`" not in PAGE]


def test_the_interval_the_page_calls_the_default_is_the_default() -> None:
    assert f"So {intervals.DEFAULT} is the default, and below {intervals.FEW} sources" in PAGE


@pytest.mark.parametrize("case", CASES)
def test_the_four_cases_print_the_true_kappa_and_qualcoders_as_theirs(case: tuple[str, ...]) -> None:
    n, first, second, both = (int(one.replace(",", "")) for one in case[:4])
    begin = first - both
    marks = [("K", "T", 0, first, "C"), ("L", "T", begin, begin + second, "C")]
    kappa = agreement.of_spans(marks, {"T": n}).figure("cohen_kappa", "C").value
    theirs = compat.qualcoder_kappa(n, first, second, both)
    assert kappa is not None
    assert theirs.figure.value is not None
    say(characters=n, first=first, second=second, both=both, cohen=round(kappa, 4), qualcoder=theirs.figure.value)
    assert (f"{kappa:.4f}".lstrip("-0"), f"{theirs.figure.value:.4f}".lstrip("0")) == case[4:]
    assert (theirs.program, theirs.called) == ("QualCoder", "kappa")


def test_the_page_has_all_four_cases() -> None:
    assert [case[4:] for case in CASES] == [
        (".0000", ".2987"),
        (".4444", ".8945"),
        (".7312", ".5722"),
        (".4444", ".2987"),
    ]
