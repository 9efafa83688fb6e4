"""Finds that are kept: renamed, taken away, counted then and now, and told to nobody while one reads apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import DirectParser, Hand, colleague, file, owner, study

TEXT = "I1: Is it the phone?\nP01: I hear them on the phone, and phone back.\nI1: And?\nP01: Then I write it down.\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    ada = owner(study(tmp_path, parser=DirectParser()))
    ada.do("corpus.import_file", id="up1", file=file("INT01.txt", TEXT))
    return ada


def kept(hand: Hand) -> list[tuple[str, str, str, int, int]]:
    return [(one.name, one.words, one.only, one.n_hits, one.n_hits_now) for one in hand.do("corpus.saved_finds")]


def test_a_find_keeps_its_words_its_choices_and_its_count_and_is_counted_anew(ada: Hand) -> None:
    ada.do("corpus.save_find", id="f1", name="By phone", words=" phone ", only="participants")
    ada.do("corpus.save_find", id="f2", name="Any phone", words="phone")
    assert kept(ada) == [("By phone", "phone", "participants", 2, 2), ("Any phone", "phone", "all", 3, 3)]
    ada.do("corpus.import_file", id="up2", file=file("INT02.txt", TEXT.replace("back", "again, phone")))
    assert kept(ada)[1] == ("Any phone", "phone", "all", 3, 7)
    one = ada.do("corpus.saved_finds")[1]
    assert (one.n_sources, one.n_sources_now, one.created_at[:10], one.mine) == (1, 2, "2026-01-01", True)
    ada.do("corpus.save_find", id="f2", name="Any phone", words="phone")
    assert kept(ada)[1] == ("Any phone", "phone", "all", 7, 7)


def test_a_find_is_renamed_and_taken_away_and_both_are_taken_back(ada: Hand) -> None:
    ada.do("corpus.save_find", id="f1", name="By phone", words="phone")
    ada.do("corpus.rename_find", id="f1", name="On the line")
    assert kept(ada)[0][0] == "On the line"
    ada.do("study.undo")
    assert kept(ada)[0][0] == "By phone"
    ada.do("corpus.remove_find", id="f1")
    assert kept(ada) == []
    ada.do("study.undo")
    assert kept(ada) == [("By phone", "phone", "all", 3, 3)]


def test_a_name_is_given_once_and_words_must_make_sense(ada: Hand) -> None:
    ada.do("corpus.save_find", id="f1", name="By phone", words="phone")
    ada.do("corpus.save_find", id="f2", name="Other", words="hear")
    assert "of that name already" in str(ada.refused("corpus.save_find", id="f3", name="By phone", words="hear"))
    assert "of that name already" in str(ada.refused("corpus.rename_find", id="f2", name="By phone"))
    ada.refused("corpus.save_find", id="f3", name="Open", words='"phone (')
    assert len(kept(ada)) == 2


def test_what_one_looks_for_while_reading_apart_is_ones_own_until_the_round_is_opened(ada: Hand) -> None:
    kay = colleague(ada.workbench, "Kay Ash", prefix="cccccccc")
    lou = colleague(ada.workbench, "Lou Bay", prefix="dddddddd")
    judges = [one.viewer.researcher_id for one in (kay, lou)]
    ada.do("coding.add_code", id="c1", key="D1", name="Overhearing")
    ada.do("judging.start_round", id="r1", name="First", judge_ids=judges, source_ids=[ada.do("corpus.sources")[0].id])
    kay.do("corpus.save_find", id="f1", name="By phone", words="phone")
    ada.do("corpus.save_find", id="f2", name="By phone", words="phone")
    assert [one.only_mine for one in kay.do("corpus.saved_finds")] == [True, False]
    assert [one.id for one in lou.do("corpus.saved_finds")] == ["f2"]
    assert [one.id for one in ada.do("corpus.saved_finds")] == ["f2"]
    for one in (kay, lou):
        one.do("judging.submit", id="r1")
    ada.do("judging.reveal", id="r1")
    assert [(one.id, one.only_mine) for one in lou.do("corpus.saved_finds")] == [("f1", False), ("f2", False)]


def test_a_source_that_is_gone_counts_then_and_not_now(ada: Hand) -> None:
    ada.do("corpus.save_find", id="f1", name="By phone", words="phone")
    ada.do("corpus.remove_source", source_id=ada.do("corpus.sources")[0].id)
    assert kept(ada) == [("By phone", "phone", "all", 3, 0)]
