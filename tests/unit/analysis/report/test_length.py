"""How long a report is, counted alike here and on the screen."""

from __future__ import annotations

import json

import pytest
from tests.house.tree import ROOT

from anselm.analysis.report.length import n_words

COUNTS = json.loads((ROOT / "frontend/src/screens/reporting/wordCounts.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "n"), COUNTS)
def test_a_report_is_as_long_here_as_on_the_screen(text: str, n: int) -> None:
    assert n_words(text) == n
