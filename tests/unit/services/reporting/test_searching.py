"""A search for what tells a claim otherwise: recorded, said everywhere, taken back, and nobody's while apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import DirectParser, Hand, colleague, file, owner, study

from anselm.domain.reporting import ClaimSearch

TEXT = "I1: How do you learn?\nP01: I hear them on the phone.\nI1: And?\nP01: Then I write it down.\n"
NOT = "not searched for a case that tells it differently"
BY_ADA = "searched by Ada on 1 Jan 2026 in 1 source"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    ada = owner(study(tmp_path, parser=DirectParser()))
    ada.do("fieldwork.add_case", id="t1", code="T1", name="Alder")
    ada.do("fieldwork.add_participant", id="p1", code="P01", case_id="t1", role="A", membership_id="m1")
    for scope in ("take-part", "quote"):
        ada.do("fieldwork.record_consent", id=f"k-{scope}", participant_id="p1", scope=scope, state="given")
    made = ada.do("corpus.import_file", id="up1", file=file("INT01.txt", TEXT))
    ada.do("corpus.bind_source", source_id=made.accepted[0].source_id, participant_id="p1", case_id="t1")
    ada.do("reporting.make_claim", id="q1", text="Some learn by ear.", quantifier="some")
    return ada


def link(ada: Hand, id_: str, words: str, stance: str = "supports") -> None:
    reading = ada.do("corpus.reading", source_id=ada.do("corpus.sources")[0].id)
    start = reading.text.index(words)
    at = {"version_id": reading.version_id, "start": start, "end": start + len(words)}
    ada.do("interpretation.link_evidence", id=id_, subject_kind="claim", subject_id="q1", stance=stance, **at)


def said(hand: Hand) -> str:
    return hand.do("reporting.claims")[0].searched


def behind(hand: Hand) -> str:
    """What the walk back of a draft says."""
    return hand.do("reporting.draft", id="w1", format="html").content.decode()


def test_a_claim_that_nothing_tells_otherwise_says_that_nobody_searched_or_who_did_and_when(ada: Hand) -> None:
    assert said(ada) == ""  # Nothing is linked to it yet, which is said already.
    link(ada, "e1", "I hear them on the phone.")
    assert said(ada) == NOT
    made = ada.do("reporting.record_search", id="z1", claim_id="q1")
    assert (made.by, made.n_sources, made.n_found, made.mine) == ("Ada", 1, 0, True)
    assert said(ada) == f"none found, {BY_ADA}"
    assert ada.do("reporting.claim", id="q1").searches == (made,)
    assert ada.do("reporting.trace", id="q1").claim.searched == said(ada)


def test_what_was_looked_for_is_told_and_what_is_found_later_is_told_as_later(ada: Hand) -> None:
    link(ada, "e1", "I hear them on the phone.")
    ada.do("reporting.record_search", id="z1", claim_id="q1", sought="  writing \n instead ")
    assert said(ada) == f"none found, {BY_ADA}, for “writing instead”"
    link(ada, "e2", "Then I write it down.", "contradicts")
    assert said(ada) == f"none found when {BY_ADA}, for “writing instead”; told otherwise since"
    ada.do("reporting.record_search", id="z2", claim_id="q1")
    assert said(ada) == f"1 found, {BY_ADA}"
    assert [one.id for one in ada.do("reporting.claim", id="q1").searches] == ["z2", "z1"]


def test_a_search_is_taken_back_and_goes_and_comes_with_its_claim(ada: Hand) -> None:
    link(ada, "e1", "I hear them on the phone.")
    ada.do("reporting.record_search", id="z1", claim_id="q1")
    ada.do("study.undo")
    assert said(ada) == NOT
    ada.do("study.redo")
    ada.do("reporting.remove_search", id="z1")
    assert said(ada) == NOT
    ada.do("study.undo")
    ada.do("reporting.remove_claim", id="q1")
    with ada.workbench.reading(ada.viewer) as reads:
        assert reads.count(ClaimSearch) == 0
    ada.do("study.undo")
    assert said(ada) == f"none found, {BY_ADA}"


def test_it_stands_in_the_walk_back_of_a_draft_and_among_methods_and_limits(ada: Hand) -> None:
    link(ada, "e1", "I hear them on the phone.")
    ada.do("reporting.add_report", id="w1", title="Findings", body="{{claim:Q1}}\n")
    assert NOT in behind(ada)
    assert f"1 claim {NOT}." in _answers(ada)
    ada.do("reporting.record_search", id="z1", claim_id="q1")
    assert f"none found, {BY_ADA}" in behind(ada)
    assert NOT not in behind(ada)
    answers = _answers(ada)
    assert NOT not in answers
    assert "Cases that tell it differently were searched for behind 1 of 1 claim; behind 1 of them none was found." in (
        answers
    )


def _answers(ada: Hand) -> str:
    return "\n".join(line.text for line in ada.do("reporting.checklist", standard="coreq").lines) + "\n".join(
        line.text for line in ada.do("reporting.checklist", standard="srqr").lines
    )


def test_what_cannot_have_been_searched_is_refused_with_what_can(ada: Hand) -> None:
    fields: dict[str, Any] = {"id": "z1", "claim_id": "q1"}
    refusal = ada.refused("reporting.record_search", n_sources=2, **fields)
    assert refusal.message == "The study has 1 source, so 2 cannot have been searched."
    assert refusal.advice == "Say how many of them you searched."
    kay = colleague(ada.workbench, "Kay Ash", prefix="cccccccc")
    kay.do("reporting.record_search", **fields)
    assert "Only who searched" in ada.refused("reporting.remove_search", id="z1").message
    ada.do("reporting.change_claim", id="q1", kind="interpretive")
    assert said(ada) == ""
    assert "own reading" in ada.refused("reporting.record_search", id="z2", claim_id="q1").message


def test_whoever_reads_apart_searches_for_themselves_until_the_round_is_opened(ada: Hand) -> None:
    kay = colleague(ada.workbench, "Kay Ash", prefix="cccccccc")
    lou = colleague(ada.workbench, "Lou Bay", prefix="dddddddd")
    link(ada, "e1", "I hear them on the phone.")
    ada.do("reporting.add_report", id="w1", title="Findings", body="{{claim:Q1}}\n")
    judges = [one.viewer.researcher_id for one in (kay, lou)]
    ada.do("coding.add_code", id="c1", key="D1", name="Overhearing")
    ada.do("judging.start_round", id="r1", name="First", judge_ids=judges, source_ids=[ada.do("corpus.sources")[0].id])
    assert kay.do("reporting.record_search", id="z1", claim_id="q1", sought="zebrawood").only_mine
    assert "zebrawood" in said(kay)
    for one in (lou, ada):
        assert said(one) == NOT
        assert one.do("reporting.claim", id="q1").searches == ()
        assert "Kay" not in _answers(one)
        assert NOT in _answers(one)
    # Nor does a file that leaves hold it, whoever writes it.
    assert "zebrawood" not in behind(kay)
    for one in (kay, lou):
        one.do("judging.submit", id="r1")
    ada.do("judging.reveal", id="r1")
    assert "zebrawood" in said(lou)
    assert "zebrawood" in behind(lou)
