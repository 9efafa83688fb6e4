"""The page of a case: what it told, what it told otherwise, what nobody asked; and several cases in the same rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import DirectParser, Hand, owner, study

TEXT = "I1: How do you learn?\nP01: I hear them on the phone.\nI1: And?\nP01: Then I write it down.\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    """Two teams; the first has an interview, two codes and two themes, of which one is told and one is not."""
    ada = owner(study(tmp_path, parser=DirectParser()))
    for n, name in ((1, "Alder"), (2, "Beech")):
        ada.do("fieldwork.add_case", id=f"t{n}", code=f"T{n}", name=name)
    ada.do("fieldwork.add_participant", id="p1", code="P01", case_id="t1", role="A", membership_id="m1")
    made = ada.do("corpus.import_file", id="s1", file={"name": "INT01.txt", "data": TEXT.encode()})
    ada.do("corpus.bind_source", source_id=made.accepted[0].source_id, participant_id="p1", case_id="t1")
    for n in (1, 2):
        ada.do("coding.add_code", id=f"c{n}", key=f"D{n}", name=f"Code {n}")
        ada.do("interpretation.add_theme", id=f"h{n}", name=f"Theme {n}", code_ids=(f"c{n}",))
    ada.do("coding.apply", id="x1", code_id="c1", **place(ada, "I hear them"))
    ada.do("interpretation.adopt_schema", id="k1", key="workplace-learning")
    return ada


def place(ada: Hand, words: str) -> dict[str, Any]:
    reading = ada.do("corpus.reading", source_id=ada.do("corpus.sources")[0].id)
    start = reading.text.index(words)
    return {"version_id": reading.version_id, "start": start, "end": start + len(words)}


def told(ada: Hand, *case_ids: str) -> Any:
    return ada.do("interpretation.cases_told", case_ids=case_ids)


def test_a_theme_nobody_of_a_case_told_stands_there_as_not_told(ada: Hand) -> None:
    (one,) = told(ada, "t1")
    assert [(theme.name, theme.told, theme.n_passages) for theme in one.themes] == [
        ("Theme 1", True, 1),
        ("Theme 2", False, 0),
    ]
    assert [(code.key, code.n_passages) for code in one.codes] == [("D1", 1)]
    assert not one.themes[1].query


def test_every_number_on_the_page_opens_exactly_so_many_passages_of_that_case(ada: Hand) -> None:
    ada.do("coding.apply", id="x2", code_id="c1", **place(ada, "I write it down"))
    (one,) = told(ada, "t1")
    for counted in (*one.themes, *one.codes):
        if counted.query:
            found = ada.do("interpretation.query", text=counted.query)
            assert found.n_passages == counted.n_passages == 2
            assert {passage.case_id for passage in found.passages} == {"t1"}


def test_what_a_case_tells_otherwise_stands_with_its_theme_and_its_relation(ada: Hand) -> None:
    ends = {"from_kind": "code", "from_id": "c1", "from_level": "micro", "to_kind": "code", "to_id": "c2"}
    ada.do("interpretation.relate", id="q1", kind="enables", to_level="meso", **ends)
    for kind, identifier in (("theme", "h1"), ("relation", "q1")):
        ada.do(
            "interpretation.link_evidence",
            id=f"e-{kind}",
            subject_kind=kind,
            subject_id=identifier,
            stance="contradicts",
            **place(ada, "Then I write it down."),
        )
    first, second = told(ada, "t1", "t2")
    assert [one.words for one in first.themes[0].otherwise] == ["Then I write it down."]
    assert [(one.number, one.evidence[0].label) for one in first.relations] == [(1, "1A")]
    assert second.relations == ()


def test_cases_side_by_side_have_the_same_themes_in_the_same_order_and_practices_of_their_own(ada: Hand) -> None:
    account = {"schema_id": "k1", "practice_key": "induction", "case_id": "t1", "participant_id": "p1"}
    ada.do("interpretation.tell_account", id="a1", value="yes", **account)
    second, first = told(ada, "t2", "t1")
    assert [one.page.code for one in (second, first)] == ["T2", "T1"]
    assert [one.theme_id for one in first.themes] == [one.theme_id for one in second.themes]
    assert [one.practice.practice_key for one in first.practices] == ["induction"]
    assert second.practices == ()
    assert second.page.roles_not_heard == ("A",)


def test_memos_about_a_case_and_about_its_sources_stand_on_its_page(ada: Hand) -> None:
    source = ada.do("corpus.sources")[0].id
    ada.do("study.write_memo", id="n1", body="A close team.", about_kind="case", about_id="t1")
    ada.do("study.write_memo", id="n2", body="Loud room.", about_kind="source", about_id=source)
    ada.do("study.write_memo", id="n3", body="Elsewhere.", about_kind="case", about_id="t2")
    (one,) = told(ada, "t1")
    assert {memo.body for memo in one.memos} == {"A close team.", "Loud room."}


def test_what_is_written_about_a_case_is_taken_back_by_a_step(ada: Hand) -> None:
    ada.do("fieldwork.change_case", id="t1", description="Nine people in one room.")
    assert told(ada, "t1")[0].page.description == "Nine people in one room."
    ada.do("study.undo")
    assert told(ada, "t1")[0].page.description == ""


def test_a_study_read_reflexively_counts_nothing_on_the_page_of_a_case(ada: Hand) -> None:
    ada.do("study.change_study", profile="braun-clarke-6")
    (one,) = told(ada, "t1")
    assert [(theme.told, theme.n_passages) for theme in one.themes] == [(True, None), (False, None)]
    assert one.codes[0].n_passages is None
    assert ada.do("interpretation.query", text=one.themes[0].query).passages[0].words == "I hear them"
