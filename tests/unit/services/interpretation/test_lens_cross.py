"""Two lenses crossed: what stands at both, where nothing stands, and what levels alone do not say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import DirectParser, Hand, colleague, owner, study

TEXT = "I1: How do you learn?\nP01: I hear them on the phone.\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    """Two themes and two lenses; the first theme is placed under both, the second under one."""
    ada = owner(study(tmp_path, parser=DirectParser()))
    ada.do("corpus.import_file", id="s1", file={"name": "INT01.txt", "data": TEXT.encode()})
    ada.do("interpretation.adopt_lens", id="l1", key="socioecological-workplace")
    ada.do("interpretation.adopt_lens", id="l2", key="ppct-1998")
    for n in (1, 2):
        ada.do("coding.add_code", id=f"c{n}", key=f"D{n}", name=f"Code {n}")
        ada.do("interpretation.add_theme", id=f"h{n}", name=f"Theme {n}", code_ids=(f"c{n}",))
    version = ada.do("corpus.reading", source_id=ada.do("corpus.sources")[0].id).version_id
    ada.do("coding.apply", id="x1", code_id="c1", version_id=version, start=27, end=40)
    place(ada, "l1", "h1", 0)
    place(ada, "l2", "h1", 1)
    place(ada, "l1", "h2", 0)
    return ada


def place(hand: Hand, lens_id: str, theme_id: str, level: int) -> None:
    key = next(one for one in hand.do("interpretation.lenses").lenses if one.id == lens_id).levels[level].key
    hand.do(
        "interpretation.place",
        id=f"{hand.prefix}-{lens_id}-{theme_id}",
        lens_id=lens_id,
        level_key=key,
        target_kind="theme",
        target_id=theme_id,
    )


def crossed(hand: Hand) -> Any:
    return hand.do("interpretation.cross_lenses", lens_id="l1", other_lens_id="l2")


def test_what_stands_at_a_level_of_both_lenses_stands_in_one_cell_and_opens_its_passages(ada: Hand) -> None:
    view = crossed(ada)
    assert (len(view.cells), len(view.cells[0])) == (len(view.rows), len(view.columns))
    (one,) = view.cells[0][1]
    assert one.name == "TH1 Theme 1"
    assert ada.do("interpretation.query", text=one.query).n_passages == 1
    assert [thing.name for thing in view.only_one] == ["TH2 Theme 2"]


def test_every_cell_where_nothing_stands_is_named(ada: Hand) -> None:
    view = crossed(ada)
    assert len(view.empty) == len(view.rows) * len(view.columns) - 1
    assert f"{view.rows[0]} × {view.columns[1]}" not in view.empty
    assert f"{view.rows[1]} × {view.columns[0]}" in view.empty


def test_a_theme_two_readers_place_differently_stands_at_both_of_their_levels(ada: Hand) -> None:
    bo = colleague(ada.workbench, "Bo", "coder")
    place(bo, "l2", "h1", 2)
    view = crossed(ada)
    assert [[one.id for one in cell] for cell in view.cells[0][1:3]] == [["h1"], ["h1"]]


def test_where_no_relation_is_stated_the_lens_says_that_interactions_are_not_analysed(ada: Hand) -> None:
    said = "Levels listed, interactions not analysed."
    assert crossed(ada).note == said
    assert ada.do("interpretation.level_figure").note == said
    ends = {"from_kind": "theme", "from_id": "h1", "from_level": "micro", "to_kind": "theme", "to_id": "h2"}
    ada.do("interpretation.relate", id="q1", kind="enables", to_level="micro", **ends)
    assert crossed(ada).note == ""
    assert ada.do("interpretation.level_figure").note == ""


def test_a_lens_is_not_crossed_with_itself(ada: Hand) -> None:
    refusal = ada.refused("interpretation.cross_lenses", lens_id="l1", other_lens_id="l1")
    assert (refusal.place, refusal.advice) == ("other_lens_id", "Choose another lens.")
