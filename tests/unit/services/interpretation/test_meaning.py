"""Themes, levels, relations, practices and what they stand on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import Hand, colleague, owner, study

TEXT = "I1: How do you learn?\nP01: I hear them on the phone.\nI1: And?\nP01: Then I write it down.\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    ada = owner(study(tmp_path))
    ada.do("fieldwork.add_case", id="t1", code="T1", name="Alder")
    ada.do("fieldwork.add_case", id="t2", code="T2", name="Beech")
    ada.do("fieldwork.add_participant", id="p1", code="P01", case_id="t1", role="A", membership_id="m1")
    made = ada.do("corpus.import_file", id="s1", file={"name": "INT01.txt", "data": TEXT.encode()})
    ada.do("corpus.bind_source", source_id=made.accepted[0].source_id, participant_id="p1", case_id="t1")
    ada.do("coding.add_code", id="c1", name="Overhearing")
    ada.do("coding.add_code", id="c2", name="Writing down")
    ada.do("interpretation.adopt_lens", id="l1", key="socioecological-workplace")
    ada.do("interpretation.adopt_schema", id="k1", key="workplace-learning")
    return ada


def place(ada: Hand, words: str) -> dict[str, Any]:
    """Where these words stand in the one source."""
    reading = ada.do("corpus.reading", source_id=ada.do("corpus.sources")[0].id)
    start = reading.text.index(words)
    return {"version_id": reading.version_id, "start": start, "end": start + len(words)}


def test_merged_themes_are_retired_and_named_as_ancestors(ada: Hand) -> None:
    ada.do("interpretation.add_theme", id="h1", name="One", code_ids=("c1",))
    ada.do("interpretation.add_theme", id="h2", name="Two", code_ids=("c1", "c2"))
    merged = ada.do("interpretation.merge_themes", id="h3", theme_ids=("h1", "h2"), name="Both")
    assert merged.ancestor_ids == ("h1", "h2")
    assert set(merged.code_ids) == {"c1", "c2"}
    states = {one.id: one.state for one in ada.do("interpretation.themes")}
    assert (states["h1"], states["h2"]) == ("retired", "retired")


def test_what_is_retired_is_neither_merged_again_nor_related_nor_placed(ada: Hand) -> None:
    ada.do("interpretation.add_theme", id="n1", name="One")
    ada.do("interpretation.add_theme", id="n2", name="Two")
    ada.do("interpretation.change_theme", id="n1", state="retired", reason="Too thin.")
    assert "“One” is retired" in (
        ada.refused("interpretation.merge_themes", id="n3", theme_ids=("n1", "n2"), name="Both").message
    )
    ends = {"from_kind": "theme", "from_level": "a", "to_level": "b", "kind": "enables"}
    related = ada.refused("interpretation.relate", id="n4", from_id="n1", to_kind="theme", to_id="n2", **ends)
    assert "“One” is retired" in related.message
    ada.do("interpretation.adopt_lens", id="l9", key="ppct-1998")
    where = {"lens_id": "l9", "level_key": "process", "target_kind": "theme"}
    assert "“One” is retired" in ada.refused("interpretation.place", id="n5", target_id="n1", **where).message
    ada.do("interpretation.place", id="n6", target_id="n2", **where)


def test_no_two_themes_go_by_one_name_however_they_came_by_it(ada: Hand) -> None:
    for given, name in (("n1", "One"), ("n2", "Two"), ("n3", "Three")):
        ada.do("interpretation.add_theme", id=given, name=name)
    assert "“Two” already" in ada.refused("interpretation.change_theme", id="n1", name="Two").message
    merging = {"id": "n4", "theme_ids": ("n1", "n2")}
    assert "“Three” already" in ada.refused("interpretation.merge_themes", name="Three", **merging).message
    ada.do("interpretation.merge_themes", name="Two", **merging)
    assert "“Two” already" in ada.refused("interpretation.change_theme", id="n2", state="candidate").message


def test_a_relation_of_a_thing_with_itself_is_refused_whatever_it_is_called(ada: Hand) -> None:
    ada.do("interpretation.add_theme", id="n1", name="One")
    levels = {"from_level": "a", "to_level": "b", "kind": "enables"}
    theme = {"from_kind": "theme", "from_id": "n1", "to_kind": "theme", "to_id": "n1", "to_name": "Another"}
    factor = {"from_kind": "factor", "from_name": "Funding", "to_kind": "factor", "to_name": " funding "}
    for ends in (theme, factor):
        assert "two different ends" in ada.refused("interpretation.relate", id="n2", **ends, **levels).message


def test_a_theme_is_not_retired_without_a_reason(ada: Hand) -> None:
    ada.do("interpretation.add_theme", id="h1", name="One")
    assert "why" in ada.refused("interpretation.change_theme", id="h1", state="retired").message


def test_a_placement_moves_with_its_judge_and_is_no_one_elses_to_remove(ada: Hand) -> None:
    bo = colleague(ada.workbench, "Bo", "coder")
    ada.do("interpretation.add_theme", id="h1", name="One")
    for level in ("micro", "meso"):
        ada.do(
            "interpretation.place", id=f"x-{level}", lens_id="l1", level_key=level, target_kind="theme", target_id="h1"
        )
    held = bo.do("interpretation.placements", lens_id="l1")
    assert [one.level_key for one in held] == ["meso"]
    assert "another reader" in bo.refused("interpretation.unplace", id=held[0].id).message


def test_a_relation_is_proposed_until_something_speaks_for_it(ada: Hand) -> None:
    ends = {"from_kind": "code", "from_id": "c1", "from_level": "micro", "to_kind": "code", "to_id": "c2"}
    made = ada.do("interpretation.relate", id="q1", kind="enables", to_level="meso", lens_id="l1", **ends)
    assert not made.asserted
    ada.do(
        "interpretation.link_evidence",
        id="e1",
        subject_kind="relation",
        subject_id="q1",
        **place(ada, "I hear them on"),
    )
    shown = ada.do("interpretation.relations")[0]
    assert shown.asserted
    assert shown.case_ids_for == ("t1",)


def test_what_only_qualifies_a_relation_does_not_state_it(ada: Hand) -> None:
    ends = {"from_kind": "code", "from_id": "c1", "from_level": "micro", "to_kind": "code", "to_id": "c2"}
    ada.do("interpretation.relate", id="q1", kind="enables", to_level="meso", lens_id="l1", **ends)
    about = {"subject_kind": "relation", "subject_id": "q1", "stance": "qualifies"}
    ada.do("interpretation.link_evidence", id="e1", **about, **place(ada, "I hear them on"))
    shown = ada.do("interpretation.relations")[0]
    assert (shown.asserted, shown.n_for, shown.n_qualifies, shown.n_against) == (False, 0, 1, 0)
    assert shown.case_ids_for == ()


def test_a_relation_does_not_act_on_itself(ada: Hand) -> None:
    ends = {"from_kind": "code", "from_id": "c1", "to_kind": "code", "to_id": "c1"}
    levels = {"from_level": "micro", "to_level": "micro"}
    assert "different ends" in ada.refused("interpretation.relate", id="q1", kind="feeds", **ends, **levels).message


def test_nobody_asked_is_not_settled_as_no(ada: Hand) -> None:
    fields = {"id": "z1", "schema_id": "k1", "practice_key": "placements", "case_id": "t1", "value": "no"}
    assert "not the same as no" in ada.refused("interpretation.settle_practice", **fields).message


def test_a_settled_practice_counts_behind_a_claim_and_not_asked_stays_apart(ada: Hand) -> None:
    told = {"schema_id": "k1", "practice_key": "induction", "case_id": "t1"}
    ada.do("interpretation.tell_account", id="a1", participant_id="p1", value="yes", **told)
    ada.do("interpretation.settle_practice", id="z1", value="yes", **told)
    claim = ada.do("reporting.make_claim", id="q1", text="All teams had some induction.", practice="induction=yes")
    assert (claim.quantifier, claim.words) == ("all", "1 team, 1 not asked")
    assert claim.support == "more than its count"


@pytest.mark.parametrize("unit", ["participants", "cases"])
def test_words_of_an_interviewer_are_no_evidence_of_a_person_or_a_team(ada: Hand, unit: str) -> None:
    ada.do("reporting.make_claim", id="q1", text="Some learn.", unit=unit)
    subject = {"subject_kind": "claim", "subject_id": "q1"}
    linked = ada.do("interpretation.link_evidence", id="e1", **subject, **place(ada, "How do you learn?"))
    assert linked.label == "Interviewer"
    assert ada.do("reporting.claims")[0].n_supports == 0
    ada.do("interpretation.link_evidence", id="e2", **subject, **place(ada, "I hear them"))
    assert ada.do("reporting.claims")[0].n_supports == 1


def test_a_coding_in_a_blind_round_is_no_evidence_before_it_is_opened(ada: Hand) -> None:
    me = ada.viewer.researcher_id
    source = ada.do("corpus.sources")[0].id
    ada.do("judging.start_round", id="r1", name="One", judge_ids=(me,), source_ids=(source,))
    ada.do("coding.apply", id="g1", code_id="c1", round_id="r1", **place(ada, "I hear them"))
    ada.do("reporting.make_claim", id="q1", text="Some hear.")
    fields = {"subject_kind": "claim", "subject_id": "q1", "target_kind": "coding", "target_id": "g1"}
    assert "not opened yet" in ada.refused("interpretation.link_evidence", id="e1", **fields).message


def test_a_quotation_keeps_to_the_words_and_names_what_differs(ada: Hand) -> None:
    here = place(ada, "I hear them on the phone.")
    assert ada.do("reporting.keep_quotation", id="u1", printed="I hear them […] phone.", **here).key == "1A-1"
    assert ada.refused("reporting.keep_quotation", id="u2", printed="I heard them on the phone.", **here).advice


def test_a_quotation_of_someone_whose_consent_is_not_recorded_is_blocked_and_says_so(ada: Hand) -> None:
    made = ada.do("reporting.keep_quotation", id="u1", **place(ada, "I hear them on the phone."))
    assert "not recorded" in made.blocked
    for scope in ("take-part", "quote"):
        ada.do("fieldwork.record_consent", id=f"n-{scope}", participant_id="p1", scope=scope, state="given")
    assert ada.do("reporting.quotations")[0].blocked == ""


def test_words_of_someone_not_named_are_not_released_without_consent(ada: Hand) -> None:
    text = "I1: And you?\nP99: Nobody wrote down who I am.\n"
    made = ada.do("corpus.import_file", id="s9", file={"name": "INT09.txt", "data": text.encode()})
    reading = ada.do("corpus.reading", source_id=made.accepted[0].source_id)
    start = reading.text.index("Nobody wrote")
    place = {"version_id": reading.version_id, "start": start, "end": start + 20}
    kept = ada.do("reporting.keep_quotation", id="u9", key="nobody", **place)
    assert "not recorded" in kept.blocked
    ada.do("reporting.add_report", id="w1", title="A report", body="{{quote:nobody}}\n")
    refused = ada.refused("reporting.release", id="x1", report_id="w1")
    assert "not recorded" in refused.message
    draft = ada.do("reporting.draft", id="w1", format="md")
    assert b"Nobody wrote down" not in draft.content



def test_a_claim_in_a_study_without_teams_or_people_says_that_nobody_is_named(tmp_path: Path) -> None:
    alone = owner(study(tmp_path))
    alone.do("corpus.import_file", id="s1", file={"name": "INT01.txt", "data": TEXT.encode()})
    alone.do("reporting.make_claim", id="q1", text="Some hear.")
    subject = {"subject_kind": "claim", "subject_id": "q1"}
    alone.do("interpretation.link_evidence", id="e1", **subject, **place(alone, "I hear them"))
    claim = alone.do("reporting.claims")[0]
    assert claim.words == "not counted yet"
    assert claim.note.startswith("No team is named")
