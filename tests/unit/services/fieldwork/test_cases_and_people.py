"""Cases are a tree, people go by codes and labels, and a page says who was heard and which role was not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import DirectParser, Hand, colleague, file, owner, rows_added, study

from anselm.domain.coding import Code, Coding
from anselm.domain.errors import NotAllowed
from anselm.domain.interpretation import Theme, ThemeMember
from anselm.domain.judging import Round

PEOPLE = """code,profession,case,case name,role,from,band
P04,nurse lead,T2,Beech,A,2023-02-01,8a
P05,pharmacist,T2,Beech,B,2023-03-01,7
P06,dietitian,T2,Beech,C,2023-10-01,5
P11,paramedic,T10,Damson,B,2021-06,6
P12,social worker,T10,Damson,B,2022-02,7
"""


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    return owner(study(tmp_path, parser=DirectParser()))


@pytest.fixture
def peopled(ada: Hand) -> Hand:
    ada.do("fieldwork.import_people", file=file("people.csv", PEOPLE))
    return ada


def case(hand: Hand, code: str) -> str:
    return next(str(one.id) for one in hand.do("fieldwork.cases") if one.code == code)


def person(hand: Hand, code: str) -> str:
    return next(str(one.id) for one in hand.do("fieldwork.participants") if one.code == code)


def test_cases_are_listed_as_a_tree_in_the_order_people_count(ada: Hand) -> None:
    for code, above in (("T10", ""), ("T2", ""), ("N", "T2"), ("M", "N")):
        ada.do("fieldwork.add_case", id=code, code=code, name=code, parent_id=above)
    assert [(one.code, one.depth) for one in ada.do("fieldwork.cases")] == [
        ("T2", 0),
        ("N", 1),
        ("M", 2),
        ("T10", 0),
    ]


def test_a_case_never_lies_below_itself_and_codes_are_its_own(ada: Hand) -> None:
    for code, above in (("A", ""), ("B", "A"), ("C", "B")):
        ada.do("fieldwork.add_case", id=code, code=code, name=code, parent_id=above)
    assert ada.refused("fieldwork.change_case", id="A", parent_id="C").place == "parent_id"
    assert ada.refused("fieldwork.change_case", id="A", parent_id="nowhere").code == "not-found"
    assert ada.refused("fieldwork.add_case", id="D", code="a", name="again").place == "code"
    assert "1 case below it" in ada.refused("fieldwork.remove_case", id="A").message
    ada.do("fieldwork.change_case", id="C", parent_id="", founded="2020-05")
    ada.do("fieldwork.remove_case", id="C")
    assert [one.code for one in ada.do("fieldwork.cases")] == ["A", "B"]


def test_a_table_enters_cases_people_and_roles_once(ada: Hand) -> None:
    done = ada.do("fieldwork.import_people", file=file("people.csv", PEOPLE))
    assert (done.n_people, done.n_cases, done.n_memberships, done.ignored) == (5, 2, 5, ("band",))
    again = ada.do("fieldwork.import_people", file=file("people.csv", PEOPLE), attributes=True)
    assert (again.n_people, again.n_cases, again.n_memberships, again.n_values) == (0, 0, 0, 5)
    assert [one.label for one in ada.do("fieldwork.participants")] == ["2A", "2B", "2C", "10B1", "10B2"]


def test_a_table_with_one_bad_line_enters_nothing_and_names_the_line(ada: Hand) -> None:
    bad = "code;case;role;from\nP1;T1;A;2023\n;T1;B;2023\nP3;T1;C;soon\n"
    done = ada.do("fieldwork.import_people", file=file("people.csv", bad))
    assert [(one.row, one.column) for one in done.refused] == [(3, "code"), (4, "from")]
    assert ada.do("fieldwork.participants") == ()
    assert ada.do("fieldwork.cases") == ()


@pytest.mark.parametrize(
    ("table", "place"),
    [
        (b"name,age\nx,1\n", "first line"),
        (b"", "line 1"),
        (b"code,case\nSi\xe2n,T1\n", "line 2"),
        (b'code,case\n"P1,T1\n', "line 3"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_line(ada: Hand, table: bytes, place: str) -> None:
    assert ada.refused("fieldwork.import_people", file=file("people.csv", table)).place == place


def test_a_person_moves_to_another_role_and_the_old_label_stays_with_the_old_day(peopled: Hand) -> None:
    p6, beech = person(peopled, "P06"), case(peopled, "T2")
    (old,) = next(one for one in peopled.do("fieldwork.participants") if one.code == "P06").memberships
    for code, day in (("INT06", "2024-01-24"), ("INT30", "2024-11-02")):
        peopled.do("fieldwork.add_encounter", id=code, code=code, held_on=day, participant_ids=(p6,))
    peopled.do("fieldwork.end_membership", id=old.id, valid_to="2024-06-01")
    peopled.do(
        "fieldwork.add_membership", id="new", participant_id=p6, case_id=beech, role="B", valid_from="2024-06-01"
    )
    assert {one.code: one.labels for one in peopled.do("fieldwork.encounters")} == {"INT06": ("2C",), "INT30": ("2B2",)}
    assert next(one for one in peopled.do("fieldwork.participants") if one.code == "P06").label == "2B2"


def test_one_role_is_not_held_twice_at_a_time(peopled: Hand) -> None:
    p5, beech = person(peopled, "P05"), case(peopled, "T2")
    twice = {"participant_id": p5, "case_id": beech, "role": "B", "valid_from": "2024"}
    assert peopled.refused("fieldwork.add_membership", id="m", **twice).place == "role"
    backwards = {"participant_id": p5, "case_id": beech, "role": "A", "valid_from": "2024", "valid_to": "2023"}
    assert peopled.refused("fieldwork.add_membership", id="m", **backwards).place == "valid_to"


def test_a_template_renames_every_label(peopled: Hand) -> None:
    peopled.do("study.change_study", label_template="{role}-{case}{n}")
    assert peopled.do("fieldwork.participants")[0].label == "A-2"


def test_time_in_the_team_is_told_at_the_first_encounter(peopled: Hand) -> None:
    p5, p11 = person(peopled, "P05"), person(peopled, "P11")
    peopled.do("fieldwork.add_encounter", id="e1", code="INT05", held_on="2024-01-24", participant_ids=(p5,))
    peopled.do("fieldwork.add_encounter", id="e2", code="INT11", held_on="2024-02-01", participant_ids=(p11,))
    said = {one.code: one.time_in_case for one in peopled.do("fieldwork.participants")}
    assert (said["P05"], said["P11"], said["P04"]) == ("10 mo", "2 y", "")


def test_a_person_who_spoke_or_answered_is_withdrawn_and_not_removed(peopled: Hand) -> None:
    p4, p5 = person(peopled, "P04"), person(peopled, "P05")
    peopled.do("fieldwork.record_consent", id="c", participant_id=p5, scope="quote", state="given")
    assert "1 answer about consent" in peopled.refused("fieldwork.remove_participant", id=p5).message
    peopled.do("fieldwork.remove_participant", id=p4)
    assert "2A" not in [one.label for one in peopled.do("fieldwork.participants")]
    peopled.do("study.undo")
    assert "2A" in [one.label for one in peopled.do("fieldwork.participants")]


def test_a_page_says_who_was_heard_and_which_role_was_not(peopled: Hand) -> None:
    talk = "Encounter INT05 | Participant P05 (2B) | 2024-01-24 | I1\n\nI1: Why?\nP05: Because.\nI1: Ah.\nP05: Yes.\n"
    peopled.do("corpus.import_file", id="s1", file=file("INT05.txt", talk))
    version = peopled.do("corpus.sources")[0].version_id
    with peopled.workbench.reading(peopled.viewer) as reads:
        standing = reads.find(Round)[0].id
    me = peopled.viewer.researcher_id
    rows_added(
        peopled.workbench,
        Code("c1", "Asking"),
        Theme("t1", "The desk next door"),
        ThemeMember("tm", "t1", "code", "c1"),
        Coding("k1", standing, me, "s1", version, 60, 70, "c1"),
        Coding("k2", standing, "someone", "s1", version, 60, 70, "c1"),
    )
    chosen = {"type": "choice", "choices": ("yes", "no")}
    peopled.do("fieldwork.add_attribute", id="a1", name="co-located", about="case", **chosen)
    peopled.do("fieldwork.set_value", id="v1", attribute_id="a1", about_id=case(peopled, "T2"), value="yes")
    page = peopled.do("fieldwork.case_page", case_id=case(peopled, "T2"))
    assert [(one.label, one.heard, one.encounter_codes) for one in page.people] == [
        ("2A", False, ()),
        ("2B", True, ("INT05",)),
        ("2C", False, ()),
    ]
    assert (page.roles_heard, page.roles_not_heard) == (("B",), ("A", "C"))
    assert [(one.name, one.value) for one in page.facts] == [("co-located", "yes")]
    assert [one.labels for one in page.sources] == [("2B",)]
    assert (page.n_passages, page.n_codings, page.code_ids, page.theme_ids) == (1, 2, ("c1",), ("t1",))
    assert (page.before_id, page.after_id) == (None, case(peopled, "T10"))
    peopled.do("study.change_study", profile="braun-clarke-6")
    page = peopled.do("fieldwork.case_page", case_id=case(peopled, "T2"))
    assert (page.n_passages, page.n_codings) == (None, None)


def test_values_are_typed_and_one_holds_at_a_time(peopled: Hand) -> None:
    team = case(peopled, "T2")
    peopled.do("fieldwork.add_attribute", id="a1", name="staff", about="case", type="number")
    fact = {"attribute_id": "a1", "about_id": team}
    assert peopled.refused("fieldwork.set_value", id="v1", **fact, value="nine").place == "staff"
    assert peopled.refused("fieldwork.set_value", id="v1", **fact, value="").place == "staff"
    peopled.do("fieldwork.set_value", id="v1", **fact, value="9", valid_to="2024-06")
    peopled.do("fieldwork.set_value", id="v2", **fact, missing="not asked", valid_from="2024-06")
    assert peopled.refused("fieldwork.set_value", id="v3", **fact, value="8", valid_from="2024").code == "refused"
    (shown,) = peopled.do("fieldwork.attributes", about="case")
    assert [(one.value, one.missing) for one in shown.values] == [("9", ""), ("", "not asked")]
    assert peopled.refused("fieldwork.change_attribute", id="a1", type="choice", choices=("8",)).code == "invalid"
    peopled.do("fieldwork.remove_value", id="v1")
    peopled.do("fieldwork.remove_attribute", id="a1")
    assert peopled.do("fieldwork.attributes") == ()
    assert peopled.refused("fieldwork.add_attribute", id="a2", name="x", about="weather").place == "about"


def test_values_of_a_person_held_back_are_not_shown(ada: Hand) -> None:
    ada.do("fieldwork.import_people", file=file("people.csv", PEOPLE), attributes=True)
    ada.do("fieldwork.hold", id=person(ada, "P05"))
    (band,) = ada.do("fieldwork.attributes", about="participant")
    assert sorted(one.value for one in band.values) == ["5", "6", "7", "8a"]


def test_an_encounter_is_refused_where_a_person_said_no(peopled: Hand) -> None:
    p5 = person(peopled, "P05")
    peopled.do("fieldwork.record_consent", id="c", participant_id=p5, scope="take-part", state="refused")
    refusal = peopled.refused("fieldwork.add_encounter", id="e", code="INT05", participant_ids=(p5,))
    assert refusal.message == "This person does not take part."


def test_an_encounter_at_a_site_without_permission_is_refused_once_permissions_are_kept(peopled: Hand) -> None:
    beech, damson = case(peopled, "T2"), case(peopled, "T10")
    there = {"case_id": damson, "held_on": "2024-03-01"}
    peopled.do("fieldwork.add_encounter", id="e1", code="INT01", **there)
    site = {"body": "Trust", "kind": "site", "valid_from": "2024-01-01", "valid_to": "2024-12-31"}
    peopled.do("fieldwork.write_approval", id="ap1", case_id=beech, **site)
    refusal = peopled.refused("fieldwork.add_encounter", id="e2", code="INT02", **there)
    assert refusal.message == "This site has not given permission for that day."
    peopled.do("fieldwork.add_encounter", id="e3", code="INT03", case_id=beech, held_on="2024-03-01")
    late = {"case_id": beech, "held_on": "2025-01-01"}
    assert peopled.refused("fieldwork.add_encounter", id="e4", code="INT04", **late).place == "held_on"


def test_encounters_are_changed_and_removed_while_nothing_rests_on_them(peopled: Hand) -> None:
    peopled.do("fieldwork.add_encounter", id="e1", code="INT01", duration_s=2650)
    peopled.do("fieldwork.change_encounter", id="e1", held_on="2024-01-24", case_id=case(peopled, "T2"))
    (one,) = peopled.do("fieldwork.encounters")
    assert (one.held_on, one.case_name, one.minutes) == ("2024-01-24", "Beech", 44)
    assert peopled.refused("fieldwork.add_encounter", id="e2", code="int01").place == "code"
    peopled.do("corpus.import_file", id="s1", file=file("INT01.txt", "a\n"))
    assert peopled.refused("fieldwork.remove_encounter", id="e1").message == "This encounter has a source."
    peopled.do("corpus.bind_source", source_id="s1", encounter_id="")
    peopled.do("fieldwork.remove_encounter", id="e1")
    assert peopled.do("fieldwork.encounters") == ()


def test_the_frame_keeps_every_attempt_and_a_case_comes_from_one_entry(peopled: Hand) -> None:
    team = case(peopled, "T2")
    peopled.do("fieldwork.write_frame_unit", id="f1", name="Beech", outcome="agreed", case_id=team)
    peopled.do("fieldwork.write_frame_unit", id="f2", name="Yew", outcome="no", reason="winter pressure")
    peopled.do("fieldwork.add_contact", id="k2", frame_unit_id="f2", at="2023-11-20", channel="telephone")
    peopled.do("fieldwork.add_contact", id="k1", frame_unit_id="f2", at="2023-11-06", channel="letter")
    assert peopled.refused("fieldwork.write_frame_unit", id="f3", name="Oak", case_id=team).place == "case_id"
    assert [[contact.channel for contact in one.contacts] for one in peopled.do("fieldwork.frame")] == [
        [],
        ["letter", "telephone"],
    ]
    peopled.do("fieldwork.remove_frame_unit", id="f2")
    assert [one.name for one in peopled.do("fieldwork.frame")] == ["Beech"]


def test_a_guide_that_was_used_stays_as_it_is(peopled: Hand) -> None:
    prompts = ({"number": "1", "text": "What did you learn lately?"},)
    peopled.do("fieldwork.add_instrument", id="g1", kind="guide", version="v1", prompts=prompts)
    peopled.do("fieldwork.change_instrument", id="g1", note="pilot")
    peopled.do("fieldwork.add_encounter", id="e1", code="INT01", instrument_id="g1")
    assert peopled.refused("fieldwork.change_instrument", id="g1", note="x").code == "refused"
    assert peopled.refused("fieldwork.add_instrument", id="g2", kind="guide", version="v1").place == "version"


def test_who_only_reads_changes_no_person(peopled: Hand) -> None:
    auditor = colleague(peopled.workbench, "Otto", "auditor")
    with pytest.raises(NotAllowed):
        auditor.do("fieldwork.add_participant", id="x", code="P99")
    assert len(auditor.do("fieldwork.participants")) == 5
