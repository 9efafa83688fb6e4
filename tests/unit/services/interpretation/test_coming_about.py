"""How a theme came about: from what, by whom, when and why; and nothing is lost where themes merge or come apart."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from tests.factories import DirectParser, Hand, colleague, owner, study

TEXT = "I1: How do you learn?\nP01: I hear them on the phone.\nI1: And?\nP01: Then I write it down.\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    """One interview, two codes, and two candidate themes of one code each."""
    ada = owner(study(tmp_path, parser=DirectParser()))
    ada.do("fieldwork.add_case", id="t1", code="T1", name="Alder")
    ada.do("fieldwork.add_participant", id="p1", code="P01", case_id="t1", role="A", membership_id="m1")
    made = ada.do("corpus.import_file", id="s1", file={"name": "INT01.txt", "data": TEXT.encode()})
    ada.do("corpus.bind_source", source_id=made.accepted[0].source_id, participant_id="p1", case_id="t1")
    for n in (1, 2):
        ada.do("coding.add_code", id=f"c{n}", key=f"D{n}", name=f"Code {n}")
        ada.do("interpretation.add_theme", id=f"h{n}", name=f"Theme {n}", code_ids=(f"c{n}",))
    ada.do("coding.apply", id="x1", code_id="c1", **place(ada, "I hear them"))
    return ada


def place(ada: Hand, words: str) -> dict[str, Any]:
    reading = ada.do("corpus.reading", source_id=ada.do("corpus.sources")[0].id)
    start = reading.text.index(words)
    return {"version_id": reading.version_id, "start": start, "end": start + len(words)}


def history(hand: Hand, theme_id: str) -> Any:
    return hand.do("interpretation.theme_history", theme_id=theme_id)


def said(hand: Hand, theme_id: str) -> list[str]:
    return [" ".join(one.said) for one in history(hand, theme_id).steps]


def test_the_history_of_a_theme_says_who_changed_what_and_why_and_what_it_took_in_and_let_go(ada: Hand) -> None:
    bo = colleague(ada.workbench, "Bo", "lead")
    bo.do("interpretation.change_theme", id="h1", name="By ear", reason="It is about hearing.")
    ada.do("interpretation.add_member", id="b1", theme_id="h1", target_kind="segment", **place(ada, "Then I write"))
    ada.do("interpretation.change_theme", id="h1", state="final", central_idea="They learn by ear.")
    ada.do("interpretation.remove_member", id="b1")
    steps = history(ada, "h1").steps
    assert [(one.by, " ".join(one.said), one.reason) for one in steps] == [
        ("Ada", "Made as a candidate.", ""),
        ("Bo", "Renamed from “Theme 1”.", "It is about hearing."),
        ("Ada", "", ""),
        ("Ada", "Central idea: They learn by ear. Final.", ""),
        ("Ada", "", ""),
    ]
    assert [(one.name, one.n_passages) for one in steps[0].gained] == [("D1 Code 1", 1)]
    assert [(one.words, one.label) for one in steps[2].gained] == [("Then I write", "1A")]
    assert [one.words for one in steps[4].lost] == ["Then I write"]
    assert all(one.at for one in steps)


def test_a_merged_theme_tells_of_the_themes_it_came_from_with_the_reason(ada: Hand) -> None:
    ada.do("interpretation.change_theme", id="h2", name="By hand")
    ada.do(
        "interpretation.merge_themes", id="h3", theme_ids=("h1", "h2"), name="By ear and hand", reason="One practice."
    )
    view = history(ada, "h3")
    assert [(one.theme, " ".join(one.said), one.reason) for one in view.steps] == [
        ("Theme 1", "Made as a candidate.", ""),
        ("Theme 2", "Made as a candidate.", ""),
        ("By hand", "Renamed from “Theme 2”.", ""),
        ("By ear and hand", "Merged from “Theme 1” and “By hand”.", "One practice."),
    ]
    assert {one.name for one in view.came_from} == {"Theme 1", "By hand"}
    assert [one.name for one in history(ada, "h1").became] == ["By ear and hand"]


def split(ada: Hand) -> Any:
    members = {one.target_id: one.id for one in ada.do("interpretation.themes")[0].members}
    parts = (
        {"id": "h5", "name": "Near", "member_ids": (members["c1"],)},
        {"id": "h6", "name": "Far", "member_ids": (members["c2"],)},
    )
    return ada.do("interpretation.split_theme", id="h1", parts=parts, reason="Two ideas in one.")


def test_a_theme_comes_apart_into_new_ones_with_the_reason_and_by_one_step_back_is_whole_again(ada: Hand) -> None:
    ada.do("interpretation.add_member", id="b1", theme_id="h1", target_kind="code", target_id="c2")
    near, far = split(ada)
    assert (near.code_ids, far.code_ids) == (("c1",), ("c2",))
    assert said(ada, "h5") == ["Made as a candidate.", "", "Split off “Theme 1”."]
    assert history(ada, "h5").steps[-1].reason == "Two ideas in one."
    assert said(ada, "h1")[-1] == "Retired."
    ada.do("study.undo")
    states = {one.id: one.state for one in ada.do("interpretation.themes")}
    assert states == {"h1": "candidate", "h2": "candidate"}
    assert said(ada, "h1") == ["Made as a candidate.", ""]


def test_a_split_names_no_theme_twice_and_takes_only_what_the_theme_rests_on(ada: Hand) -> None:
    two = {"reason": "x", "id": "h1"}
    named = ({"id": "a", "name": "Theme 2"}, {"id": "b", "name": "Other"})
    assert "“Theme 2” already" in ada.refused("interpretation.split_theme", parts=named, **two).message
    strange = ({"id": "a", "name": "One", "member_ids": ("nothing",)}, {"id": "b", "name": "Other"})
    assert "does not rest" in ada.refused("interpretation.split_theme", parts=strange, **two).message


@pytest.mark.parametrize("way", ["merge", "split"])
def test_what_tells_a_theme_otherwise_is_not_lost_where_themes_merge_or_come_apart(ada: Hand, way: str) -> None:
    against = {"subject_kind": "theme", "subject_id": "h1", "stance": "contradicts"}
    ada.do("interpretation.link_evidence", id="e1", **against, **place(ada, "Then I write it down."))
    if way == "merge":
        ada.do("interpretation.merge_themes", id="h5", theme_ids=("h1", "h2"), name="Both", reason="One.")
    else:
        ada.do("interpretation.add_member", id="b1", theme_id="h1", target_kind="code", target_id="c2")
        split(ada)
    (found,) = ada.do("interpretation.evidence", subject_kind="theme", subject_id="h5")
    assert (found.stance, found.words) == ("contradicts", "Then I write it down.")


def test_a_step_that_was_undone_is_no_part_of_how_a_theme_came_about(ada: Hand) -> None:
    ada.do("interpretation.change_theme", id="h1", name="Nonsense")
    ada.do("study.undo")
    assert said(ada, "h1") == ["Made as a candidate."]
    ada.do("study.redo")
    assert said(ada, "h1") == ["Made as a candidate.", "Renamed from “Theme 1”."]


def test_words_held_back_stand_in_no_history_of_a_theme(ada: Hand) -> None:
    ada.do("interpretation.add_member", id="b1", theme_id="h1", target_kind="segment", **place(ada, "Then I write"))
    ada.do("interpretation.remove_member", id="b1")
    assert "Then I write" in str(history(ada, "h1"))
    ada.do("fieldwork.hold", id="p1")
    assert "Then I write" not in str(history(ada, "h1"))


def test_the_history_goes_out_as_word_and_markdown(ada: Hand) -> None:
    ada.do("interpretation.change_theme", id="h1", name="By *ear*", reason="Heard.")
    files = {
        one: ada.do("interpretation.theme_history_file", theme_id="h1", format=one).content for one in ("md", "docx")
    }
    assert "Why: Heard." in files["md"].decode()
    assert "D1 Code 1, 1 passage" in files["md"].decode()
    assert "*ear*" not in files["md"].decode().replace("\\*", "")
    paragraphs = [one.text for one in docx.Document(BytesIO(files["docx"])).paragraphs]
    assert "How “By *ear*” came about" in paragraphs
    assert "Renamed from “Theme 1”." in paragraphs


def test_the_page_of_a_theme_puts_what_tells_it_differently_first_and_names_who_is_silent(ada: Hand) -> None:
    ada.do("fieldwork.add_case", id="t2", code="T2", name="Beech")
    against = {"subject_kind": "theme", "subject_id": "h1", "stance": "contradicts"}
    ada.do("interpretation.link_evidence", id="e1", **against, **place(ada, "Then I write it down."))
    page = ada.do("interpretation.theme_page", theme_id="h1")
    assert [one.words for one in page.otherwise] == ["Then I write it down."]
    assert [(one.code, one.told, one.otherwise, one.n_passages) for one in page.cases] == [
        ("T1", True, True, 1),
        ("T2", False, False, 0),
    ]
    assert ada.do("interpretation.query", text=page.cases[0].query).n_passages == 1
    assert [(one.kind, one.name) for one in page.held] == [("code", "D1 Code 1")]


def test_a_code_moves_to_another_theme_in_one_step_and_both_histories_say_so(ada: Hand) -> None:
    (member,) = ada.do("interpretation.themes")[0].members
    assert ada.do("interpretation.move_member", id=member.id, theme_id="h2").code_ids == ("c2", "c1")
    assert [one.name for one in history(ada, "h1").steps[-1].lost] == ["D1 Code 1"]
    assert [one.name for one in history(ada, "h2").steps[-1].gained] == ["D1 Code 1"]
    ada.do("study.undo")
    assert [one.code_ids for one in ada.do("interpretation.themes")] == [("c1",), ("c2",)]
