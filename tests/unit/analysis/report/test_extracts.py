"""Extracts are one value, counted over its groups."""

from __future__ import annotations

from anselm.analysis.report.extracts import ExtractGroup, ExtractPassage, ExtractSheet


def test_a_sheet_counts_its_passages_over_all_groups() -> None:
    one = ExtractPassage("3B", "experienced", "Cherry", "INT08", "yes")
    assert ExtractSheet("t", "c", (ExtractGroup("a", (one, one)), ExtractGroup("b", (one,)))).n_passages == 3
