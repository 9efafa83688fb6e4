"""Who has read what, and notes taken while reading: one's own to say, and told to nobody while one reads apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import DirectParser, Hand, colleague, owner, study

from anselm.domain.study import MemoKind

TEXT = "I1: How do you learn?\nP01: I hear them on the phone.\nI1: And?\nP01: Then I write it down.\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    """Three interviews, and Ada who leads."""
    ada = owner(study(tmp_path, parser=DirectParser()))
    for n in (1, 2, 3):
        ada.do("corpus.import_file", id=f"up{n}", file={"name": f"INT0{n}.txt", "data": TEXT.encode() + b" " * n})
    ada.do("coding.add_code", id="c1", key="D1", name="Overhearing")
    return ada


@pytest.fixture
def kay(ada: Hand) -> Hand:
    return colleague(ada.workbench, "Kay Ash", key="K")


@pytest.fixture
def lou(ada: Hand) -> Hand:
    return colleague(ada.workbench, "Lou Bay", key="L", prefix="cccccccc")


def sources(hand: Hand) -> list[str]:
    return [one.id for one in hand.do("corpus.sources")]


def read_by(hand: Hand) -> list[str]:
    """For each source the initials of who has read it, one's own marked."""
    rows = hand.do("corpus.sources")
    return [" ".join(one.initials + ("*" if one.mine else "") for one in row.read_by) for row in rows]


def read_apart(ada: Hand, kay: Hand, lou: Hand) -> None:
    ada.do("coding.freeze_codebook", id="b1")
    judges = (kay.viewer.researcher_id, lou.viewer.researcher_id)
    ada.do("judging.start_round", id="r1", name="First", judge_ids=judges, source_ids=tuple(sources(ada)[:2]))


def note(hand: Hand, source: int, identifier: str, **more: object) -> None:
    reading = hand.do("corpus.reading", source_id=sources(hand)[source])
    about = {"about_kind": "source", "about_id": reading.source_id, "version_id": reading.version_id}
    hand.do("study.write_memo", id=identifier, kind="reading", body="A long silence here.", **about, **more)


def notes(hand: Hand) -> list[str]:
    return [one.id for one in hand.do("study.memos") if one.kind is MemoKind.READING]


def test_each_says_for_themselves_what_they_have_read_and_the_team_sees_it(ada: Hand, kay: Hand) -> None:
    first, second, _ = sources(ada)
    ada.do("corpus.mark_read", id="m1", source_id=first)
    kay.do("corpus.mark_read", id="m2", source_id=first)
    kay.do("corpus.mark_read", id="m3", source_id=second)
    assert read_by(ada) == [f"{ada_initials(ada)}* KA", "KA", ""]
    assert read_by(kay) == [f"KA* {ada_initials(ada)}", "KA*", ""]
    kay.do("corpus.mark_read", id="m4", source_id=first)
    assert read_by(kay)[0].count("KA") == 1
    kay.do("corpus.unmark_read", source_id=first)
    assert read_by(kay) == [ada_initials(ada), "KA*", ""]


def ada_initials(ada: Hand) -> str:
    return next(one.initials for one in ada.do("study.researchers") if one.id == ada.viewer.researcher_id)


def test_it_is_taken_back_and_done_again_by_the_common_step(ada: Hand) -> None:
    ada.do("corpus.mark_read", id="m1", source_id=sources(ada)[0])
    ada.do("study.undo")
    assert read_by(ada) == ["", "", ""]
    ada.do("study.redo")
    ada.do("corpus.unmark_read", source_id=sources(ada)[0])
    ada.do("study.undo")
    assert read_by(ada)[0].endswith("*")


def test_of_a_source_read_apart_nobody_learns_that_it_is_read_until_the_round_is_opened(
    ada: Hand, kay: Hand, lou: Hand
) -> None:
    read_apart(ada, kay, lou)
    for at in (0, 2):
        kay.do("corpus.mark_read", id=f"m{at}", source_id=sources(kay)[at])
    assert read_by(kay) == ["KA*", "", "KA*"]
    assert read_by(lou) == read_by(ada) == ["", "", "KA"]
    for one in (kay, lou):
        one.do("judging.submit", id="r1")
    ada.do("judging.reveal", id="r1")
    assert read_by(lou) == ["KA", "", "KA"]


def test_a_note_taken_while_one_reads_apart_is_ones_own_until_the_round_is_opened(
    ada: Hand, kay: Hand, lou: Hand
) -> None:
    read_apart(ada, kay, lou)
    note(kay, 0, "n1")
    note(kay, 0, "n2", start=28, end=36)
    note(kay, 2, "n3")
    assert sorted(notes(kay)) == ["n1", "n2", "n3"]
    assert notes(lou) == notes(ada) == ["n3"]
    for one in (kay, lou):
        one.do("judging.submit", id="r1")
    ada.do("judging.reveal", id="r1")
    assert sorted(notes(lou)) == ["n1", "n2", "n3"]


def test_a_note_is_private_or_shared(ada: Hand, kay: Hand) -> None:
    note(kay, 0, "n1", private=True)
    note(kay, 0, "n2")
    assert notes(ada) == ["n2"]
    assert sorted(notes(kay)) == ["n1", "n2"]


@pytest.mark.parametrize("profile", ["titscher-6", "braun-clarke-6", "coding-reliability"])
def test_the_board_of_stages_and_the_list_of_sources_say_the_same(ada: Hand, profile: str) -> None:
    ada.do("study.change_study", profile=profile)
    ada.do("corpus.mark_read", id="m1", source_id=sources(ada)[1])
    assert [bool(one) for one in read_by(ada)] == [False, True, False]
    board = ada.do("study.stages")
    at = next((n for n, one in enumerate(board.stages) if one.key in ("read", "become-familiar")), None)
    assert (at is None) == (profile == "coding-reliability")
    if at is not None:
        mine = [one.id for one in board.analysts].index(ada.viewer.researcher_id)
        assert [row.cells[at][mine].how == "done" for row in board.sources] == [False, True, False]
