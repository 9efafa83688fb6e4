"""A whole project of another program comes in: looked at first, all in one step, nothing doubled, nothing leaked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.factories import DirectParser, Hand, colleague, owner, study
from tests.formats.project_files import (
    TALK,
    coding,
    kitchen,
    passage,
    project_file,
    project_xml,
    text_source,
)
from tests.formats.test_project import pictured
from tests.shared_data import shared_data

from anselm.domain.errors import AnselmError


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    return owner(study(tmp_path, parser=DirectParser()))


def sent(data: bytes, name: str = "kitchen.qdpx", **more: str) -> dict[str, Any]:
    return {"file": {"name": name, "data": data}, **more}


def bring(hand: Hand, data: bytes | None = None, **more: str) -> Any:
    return hand.do("coding.bring_project", **sent(data if data is not None else kitchen(), **more))


def codings(hand: Hand) -> list[tuple[str, str, str, str]]:
    """Every coding of open coding as anybody would compare it: its coder, source, words and code."""
    texts = {one.id: hand.do("corpus.reading", source_id=one.id).text for one in hand.do("corpus.sources")}
    names = {one.name: one.id for one in hand.do("corpus.sources")}
    rows = hand.do("coding.codings_table", set="working")
    return sorted((one.coder, one.source, texts[names[one.source]][one.start : one.end], one.code) for one in rows)


def test_a_look_says_what_would_come_and_keeps_nothing(ada: Hand) -> None:
    before = ada.workbench.content_digest()
    seen = ada.do("coding.look_at_project", **sent(kitchen()))
    assert (seen.name, seen.program, seen.kept, seen.anything) == ("Kitchen talk", "Another program 9", False, True)
    assert [(one.name, one.became, one.n_codings) for one in seen.sources] == [("INT01", "new", 3), ("Diary", "new", 0)]
    assert (seen.n_codes, seen.n_codings, seen.n_memos, seen.cases, seen.n_values) == (3, 3, 5, ("Ward 3",), 2)
    assert [(one.name, one.n_codings, one.n_memos, one.mine, one.called) for one in seen.coders] == [
        ("Kay Ash", 1, 0, False, "Kay Ash"),
        ("Lou Bay", 1, 1, False, "Lou Bay"),
        ("", 1, 4, True, "Ada"),
    ]
    assert [(one.what, one.names) for one in seen.left] == [
        ("1 recording", ("Tour.mp4",)),
        ("1 coding", ("INT01",)),
        ("1 set", ("Tea",)),
        ("1 empty memo", ("Nothing",)),
    ]
    assert ada.workbench.content_digest() == before


def test_what_was_looked_at_is_what_comes_in(ada: Hand) -> None:
    seen, done = ada.do("coding.look_at_project", **sent(kitchen())), bring(ada)
    for name in ("n_sources", "n_codes", "n_codings", "n_memos", "cases", "n_values", "left", "coders", "positions"):
        assert getattr(done, name) == getattr(seen, name), name
    assert codings(ada) == [
        ("Ada", "INT01", "I hear them", "Asking"),
        ("Kay Ash", "INT01", "I hear them", "Overhearing"),
        ("Lou Bay", "INT01", "I hear them", "Overhearing"),
    ]
    tree = {one.name: one for one in ada.do("coding.codes")}
    assert (tree["Ways"].group, tree["Overhearing"].parent_id) == (True, tree["Ways"].id)
    assert (tree["Overhearing"].definition, tree["Overhearing"].include) == ("Hears it.", "at the door")
    first = next(one for one in ada.do("corpus.sources") if one.name == "INT01")
    assert ada.do("corpus.reading", source_id=first.id).text == TALK
    (case,) = ada.do("fieldwork.cases")
    assert (case.name, case.kind, case.n_sources) == ("Ward 3", "person", 1)
    values = {one.name: [value.value for value in one.values] for one in ada.do("fieldwork.attributes")}
    assert values == {"Side": ["north"], "Size": ["12"]}


def test_memos_stand_at_what_they_are_about_by_whom_the_file_says(ada: Hand) -> None:
    bring(ada)
    told = {(one.about_kind, one.body, one.author) for one in ada.do("study.memos")}
    assert told == {
        ("source", "Noisy room.", "Ada"),
        ("source", "About the room\n\nToo loud.", "Lou Bay"),
        ("coding", "Why\n\nShe asks back.", "Ada"),
        ("passage", "Opened well", "Ada"),
        ("study", "Plan\n\nRead it again.", "Ada"),
    }


def test_undo_takes_the_whole_back_and_it_comes_again(ada: Hand) -> None:
    bring(ada)
    assert ada.do("study.undo")
    kinds = ("corpus.sources", "coding.codes", "study.memos", "fieldwork.cases", "fieldwork.attributes")
    assert [ada.do(kind) for kind in kinds] == [()] * 5
    assert codings(ada) == []
    assert [one.name for one in ada.do("study.researchers")] == ["Ada"]
    assert bring(ada).n_codings == 3
    ada.do("study.undo")
    ada.do("study.redo")
    assert len(codings(ada)) == 3


def test_the_same_file_again_says_so_and_doubles_nothing(ada: Hand) -> None:
    for data in (kitchen(), pictured(), shared_data("real/qc/demo.qdpx").read_bytes()):
        first = bring(ada, data)
        before = ada.workbench.content_digest()
        seen, again = ada.do("coding.look_at_project", **sent(data)), bring(ada, data)
        assert (seen.anything, again.anything) == (False, False)
        assert (again.n_sources, again.n_codes, again.n_codings, again.n_memos) == (0, 0, 0, 0)
        assert (again.n_codings_here, again.n_memos_here) == (first.n_codings, first.n_memos)
        assert again.n_codes_here >= first.n_codes
        assert ada.workbench.content_digest() == before


def test_more_work_on_the_same_project_adds_only_what_is_new(ada: Hand) -> None:
    bring(ada)
    at = TALK.index("phone")
    xml = project_xml(text_source("other", "INT01", passage(at, at + 5, coding(9, 3, 2))))
    done = bring(ada, project_file(xml, {"other.txt": TALK.encode()}))
    assert (done.n_sources, done.n_codes, done.n_codings) == (0, 0, 1)
    assert ("Lou Bay", "INT01", "phone", "Asking") in codings(ada)
    assert [one.name for one in ada.do("study.researchers")] == ["Ada", "Kay Ash", "Lou Bay"]


def test_a_coder_of_the_file_is_a_colleague_who_never_had_an_account(ada: Hand) -> None:
    bring(ada)
    kay = next(one for one in ada.do("study.researchers") if one.name == "Kay Ash")
    assert (kay.ended, kay.named_in, kay.roles) == (True, "kitchen.qdpx", ("coder",))
    with pytest.raises(AnselmError):
        ada.workbench.viewer(kay.id)


def test_nobodys_account_is_taken_for_a_coder_of_the_file(ada: Hand) -> None:
    colleague(ada.workbench, "Kay Ash", "coder", key="K")
    bring(ada)
    bring(ada)
    names = [one.name for one in ada.do("study.researchers")]
    assert names == ["Ada", "Kay Ash", "Kay Ash (from a file)", "Lou Bay"]
    assert {one[0] for one in codings(ada)} == {"Ada", "Kay Ash (from a file)", "Lou Bay"}


def test_what_a_person_says_is_theirs_is_kept_as_theirs_and_no_one_elses(ada: Hand) -> None:
    done = bring(ada, mine="kay ash\n")
    assert [(one.name, one.mine) for one in done.coders] == [("Kay Ash", True), ("Lou Bay", False), ("", True)]
    assert {one[0] for one in codings(ada)} == {"Ada", "Lou Bay"}
    assert [one.name for one in ada.do("study.researchers")] == ["Ada", "Lou Bay"]


def test_what_was_kept_as_ones_own_is_met_as_ones_own_again(ada: Hand) -> None:
    bring(ada, mine="Kay Ash")
    again = bring(ada)
    assert [(one.name, one.mine) for one in again.coders] == [("Kay Ash", True), ("Lou Bay", False), ("", True)]
    assert not again.anything
    other = ada.do("coding.look_at_project", **sent(kitchen()), as_before=False)
    assert [one.mine for one in other.coders] == [False, False, True]


def test_a_picture_comes_with_its_regions(ada: Hand) -> None:
    done = bring(ada, pictured())
    assert [(one.name, one.kind, one.n_codings) for one in done.sources] == [("Map of the ward", "picture", 1)]
    (source,) = ada.do("corpus.sources")
    shown = ada.do("corpus.picture", version_id=ada.do("corpus.reading", source_id=source.id).version_id)
    assert (shown.width, shown.height) == (8, 6)


def test_codes_of_one_name_are_met_again_under_the_names_they_came_in_by(ada: Hand) -> None:
    codes = "".join(
        f'<Code guid="{n}" name="{name}" isCodable="true"><Code guid="{n}x" name="Pain" isCodable="true"/></Code>'
        for n, name in enumerate(("At home", "At work"))
    )
    data = project_file(project_xml("", codes=codes), {})
    assert bring(ada, data).n_codes == 4
    assert (bring(ada, data).n_codes, len(ada.do("coding.codes"))) == (0, 4)


def test_two_equal_texts_stay_two_and_are_met_again_each(ada: Hand) -> None:
    xml = project_xml(text_source("a", "R1", passage(0, 3, coding(1))) + text_source("b", "R2"))
    data = project_file(xml, {"a.txt": b"yes", "b.txt": b"yes"})
    assert bring(ada, data).n_sources == 2
    again = bring(ada, data)
    assert [(one.name, one.became) for one in again.sources] == [("R1", "here"), ("R2", "here")]
    assert not again.anything


def test_a_text_corrected_here_is_left_alone_and_said(ada: Hand) -> None:
    bring(ada)
    first = next(one for one in ada.do("corpus.sources") if one.name == "INT01")
    now = ada.do("corpus.reading", source_id=first.id)
    text = now.text.replace("phone", "telephone")
    ada.do("corpus.correct_text", id="v2", source_id=first.id, version_id=now.version_id, text=text)
    before = ada.workbench.content_digest()
    again = bring(ada)
    assert [one.became for one in again.sources] == ["corrected", "here"]
    assert [one.n for one in again.left if "corrected here" in one.why] == [3, 2]
    assert ada.workbench.content_digest() == before


def blind(ada: Hand) -> tuple[Hand, Hand, str]:
    bring(ada)
    kay = colleague(ada.workbench, "Kim", "coder", key="K", prefix="cccccccc")
    lou = colleague(ada.workbench, "Lee", "coder", key="L", prefix="dddddddd")
    source = next(one.id for one in ada.do("corpus.sources") if one.name == "INT01")
    judges = (kay.viewer.researcher_id, lou.viewer.researcher_id)
    ada.do("judging.start_round", id="r1", name="First", judge_ids=judges, source_ids=(source,))
    return kay, lou, str(source)


def test_nothing_lands_in_a_text_that_is_being_read_apart(ada: Hand) -> None:
    kay, lou, source = blind(ada)
    at = TALK.index("phone")
    xml = project_xml(text_source("s1", "INT01", passage(at, at + 5, coding(9, 3) + coding(10, 2))))
    data = project_file(xml, {"s1.txt": TALK.encode()})
    before = [hand.do("coding.codings_table", set="working") for hand in (kay, lou)]
    mine = [hand.do("corpus.reading", source_id=source) for hand in (kay, lou)]
    done = bring(ada, data)
    assert [one.became for one in done.sources] == ["being read"]
    assert [(one.n, one.names) for one in done.left if "read apart" in one.why] == [(2, ("INT01",))]
    assert not done.anything
    assert [hand.do("coding.codings_table", set="working") for hand in (kay, lou)] == before
    assert [hand.do("corpus.reading", source_id=source) for hand in (kay, lou)] == mine
    for hand in (kay, lou):
        hand.do("judging.submit", id="r1")
    ada.do("judging.reveal", id="r1")
    assert bring(ada, data).n_codings == 2


def test_a_code_proposed_in_a_blind_round_is_neither_met_nor_told(ada: Hand) -> None:
    kay, _, source = blind(ada)
    fresh = project_file(project_xml("", codes='<Code guid="z" name="Hers alone" isCodable="true"/>'), {})
    before = ada.do("coding.look_at_project", **sent(fresh))
    version = kay.do("corpus.reading", source_id=source).version_id
    kay.do(
        "coding.apply_new",
        id="k1",
        code_id="hers",
        name="Hers alone",
        version_id=version,
        start=0,
        end=5,
        round_id="r1",
    )
    assert ada.do("coding.look_at_project", **sent(fresh)) == before
    assert before.codes == ("Hers alone",)


def test_only_who_leads_the_study_brings_a_project_in(ada: Hand) -> None:
    coder = colleague(ada.workbench, "Kim", "coder")
    assert coder.refused("coding.bring_project", **sent(kitchen()))
    assert coder.refused("coding.look_at_project", **sent(kitchen()))


def test_a_damaged_file_is_refused_in_plain_words_and_leaves_nothing(ada: Hand) -> None:
    before = ada.workbench.content_digest()
    for data in (b"", b"PK\x03\x04", kitchen()[:-40], project_file("<Project>", {})):
        refusal = ada.refused("coding.bring_project", **sent(data))
        assert refusal.message
        assert not refusal.message.startswith("Its reader")
    assert ada.workbench.content_digest() == before


def test_a_study_that_counts_no_codes_is_told_so(tmp_path: Path) -> None:
    hand = owner(study(tmp_path, parser=DirectParser()))
    hand.do("study.change_study", profile="braun-clarke-6")
    assert hand.do("coding.look_at_project", **sent(kitchen())).counted is False
