"""Comments beside a report: who may, where they stand, answers, resolving, and steps back."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand, colleague, owner, study

BODY = "# Findings\n\nAll nine teams had some induction. It was short.\n\n{{claim:Q1|Some teams talk.}}\n"
PLACE = {"report_id": "w1", "words": "It was short."}


@pytest.fixture
def team(tmp_path: Path) -> tuple[Hand, Hand, Hand]:
    """Ada who owns, Bo who codes, Cy who looks in."""
    ada = owner(study(tmp_path))
    bo = colleague(ada.workbench, "Bo", "coder")
    cy = colleague(ada.workbench, "Cy", "auditor", prefix="cccccccc")
    ada.do("reporting.add_report", id="w1", title="Findings", body=BODY)
    ada.do("reporting.make_claim", id="q1", text="Some teams talk.")
    return ada, bo, cy


def threads(hand: Hand) -> list[Any]:
    return list(hand.do("reporting.comments", id="w1"))


def test_a_comment_is_answered_resolved_and_opened_again_by_an_answer(team: tuple[Hand, Hand, Hand]) -> None:
    ada, bo, _ = team
    ada.do("reporting.write_comment", id="k1", body="How short?", **PLACE)
    bo.do("reporting.write_comment", id="k2", report_id="w1", body="A week.", answers="k1")
    (one,) = threads(bo)
    assert (one.first.by, one.first.mine, one.line) == ("Ada", False, 3)
    assert one.where == "“It was short.”, under Findings"
    assert [(each.by, each.body, each.mine) for each in one.answers] == [("Bo", "A week.", True)]
    bo.do("reporting.resolve_comment", id="k1")
    assert (threads(ada)[0].is_resolved, threads(ada)[0].resolved_by) == (True, "Bo")
    ada.do("reporting.write_comment", id="k3", report_id="w1", body="And then?", answers="k1")
    assert threads(ada)[0].is_resolved is False
    # One step back takes the answer and its opening back together.
    ada.do("study.undo")
    assert (threads(ada)[0].is_resolved, len(threads(ada)[0].answers)) == (True, 1)
    bo.do("reporting.resolve_comment", id="k1", is_resolved=False)
    bo.do("study.undo")
    assert threads(ada)[0].is_resolved is True


def test_a_comment_follows_its_sentence_and_says_when_its_place_is_gone(team: tuple[Hand, Hand, Hand]) -> None:
    ada, bo, _ = team
    ada.do("reporting.write_comment", id="k1", body="How short?", **PLACE)
    bo.do("reporting.write_comment", id="k2", report_id="w1", body="Who?", about="claim:Q1")
    ada.do("reporting.write_report", id="w1", body="Before it.\n\n" + BODY)
    assert [(one.id, one.line) for one in threads(ada)] == [("k1", 5), ("k2", 7)]
    ada.do("reporting.write_report", id="w1", body="{{claim:Q1}}\n")
    assert [(one.id, one.line, one.where) for one in threads(ada)] == [
        ("k2", 1, "Claim Q1"),
        ("k1", None, "“It was short.”, its place is gone from the text"),
    ]


def test_one_writes_anew_and_removes_only_ones_own_and_never_what_was_answered(
    team: tuple[Hand, Hand, Hand],
) -> None:
    ada, bo, _ = team
    ada.do("reporting.write_comment", id="k1", body="How short?", **PLACE)
    assert bo.refused("reporting.write_comment", id="k1", body="Mine now", **PLACE).advice == "Answer it instead."
    assert bo.refused("reporting.remove_comment", id="k1").advice == "Resolve it instead."
    ada.do("reporting.write_comment", id="k1", body="How short was it?", **PLACE)
    assert (threads(bo)[0].first.body, threads(bo)[0].first.changed) == ("How short was it?", True)
    bo.do("reporting.write_comment", id="k2", report_id="w1", body="A week.", answers="k1")
    assert "answered" in ada.refused("reporting.remove_comment", id="k1").message
    # Nor is it undone away under the answer: back to its first words, and no further.
    ada.do("study.undo")
    assert "answered" in ada.refused("study.undo").message
    bo.do("reporting.remove_comment", id="k2")
    ada.do("reporting.remove_comment", id="k1")
    assert threads(ada) == []


def test_what_is_no_place_is_refused_with_the_way_to_give_one(team: tuple[Hand, Hand, Hand]) -> None:
    ada, _, _ = team
    write = "reporting.write_comment"
    for given in (
        {"words": "Nothing like it stands there, nowhere at all."},
        {"words": " "},
        {"about": "claim:Q9"},
        {"about": "Q1"},
        {"about": "memo:1"},
    ):
        refusal = ada.refused(write, id="k1", report_id="w1", body="?", **given)
        assert refusal.place in ("about", "words"), given
        assert refusal.advice, given
    assert ada.refused(write, id="k1", report_id="gone", body="?", words="x").code == "not-found"
    assert ada.refused(write, id="k1", body=" ", **PLACE).place == "body"
    ada.do(write, id="k1", body="How short?", **PLACE)
    ada.do(write, id="k2", report_id="w1", body="A week.", answers="k1")
    assert ada.refused(write, id="k3", report_id="w1", body="?", answers="k2").place == "answers"
    assert ada.refused("reporting.resolve_comment", id="k2").advice == "Resolve the first comment there."


def test_who_looks_in_reads_the_comments_and_changes_none(team: tuple[Hand, Hand, Hand]) -> None:
    ada, _, cy = team
    ada.do("reporting.write_comment", id="k1", body="How short?", **PLACE)
    assert [one.first.body for one in threads(cy)] == ["How short?"]
    for name, given in (
        ("reporting.write_comment", {"id": "k9", "body": "?", **PLACE}),
        ("reporting.write_comment", {"id": "k9", "report_id": "w1", "body": "?", "answers": "k1"}),
        ("reporting.resolve_comment", {"id": "k1"}),
        ("reporting.remove_comment", {"id": "k1"}),
    ):
        assert cy.refused(name, **given).code == "not-allowed", name
    assert [(one.first.body, one.is_resolved, one.answers) for one in threads(cy)] == [("How short?", False, ())]


def test_a_report_removed_takes_its_comments_with_it_and_brings_them_back(team: tuple[Hand, Hand, Hand]) -> None:
    ada, bo, _ = team
    ada.do("reporting.write_comment", id="k1", body="How short?", **PLACE)
    bo.do("reporting.write_comment", id="k2", report_id="w1", body="A week.", answers="k1")
    before = threads(ada)
    ada.do("reporting.remove_report", id="w1")
    ada.do("study.undo")
    assert threads(ada) == before
    ada.do("study.redo")
    assert ada.refused("reporting.comments", id="w1").code == "not-found"


def test_no_event_holds_what_was_said(team: tuple[Hand, Hand, Hand], tmp_path: Path) -> None:
    ada, _, _ = team
    ada.do("reporting.write_comment", id="k1", body="PLANTED IN MARGIN", **PLACE)
    with sqlite3.connect(tmp_path / "study" / "study.db") as study_file:
        events = study_file.execute("select * from events").fetchall()
    assert len(events) > 3
    assert not [row for row in events if "PLANTED" in str(row)]
