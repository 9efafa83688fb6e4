"""Sources are listed, found in, told apart by who speaks, and taken away without loss."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import DirectParser, Hand, colleague, file, owner, rows_added, study

from anselm.domain.coding import Code, Coding
from anselm.domain.interpretation import Evidence, Stance
from anselm.domain.judging import Round, RoundKind, UnitKind

FIRST = "Notes of the day: the kettle was on.\n\nI1: Who do you ask?\nP26: The kettle. No, so there's a list.\nI1: And Siân?\nP26: She talks slow.\n"  # noqa: E501
SECOND = "I2: Who do you ask?\nP05: Whoever is in the room. A kettle helps.\nP06: I ask her.\nP05: She does.\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    hand = owner(study(tmp_path, parser=DirectParser()))
    hand.do("corpus.import_file", id="s1", file=file("INT01.txt", FIRST))
    hand.do("corpus.import_file", id="s2", file=file("INT02.txt", SECOND))
    return hand


def speakers(hand: Hand, source: str) -> dict[str, str]:
    return {one.raw: one.id for one in hand.do("corpus.speakers", source_id=source)}


def labels(hand: Hand, source: str) -> list[str]:
    return [turn.label for turn in hand.do("corpus.reading", source_id=source).turns]


def test_hits_come_in_source_order_with_the_words_around_them(ada: Hand) -> None:
    found = ada.do("corpus.find", words="kettle")
    assert (found.n_hits, found.n_sources) == (3, 2)
    assert [(hit.source_name, hit.turn, hit.label) for hit in found.hits] == [
        ("INT01", None, ""),
        ("INT01", 2, "P26"),
        ("INT02", 2, "P05"),
    ]
    one = found.hits[1]
    assert (one.before, one.words, one.after) == ("The ", "kettle", ". No, so there's a list.")
    assert FIRST[one.start : one.end] == "kettle"


def test_participants_only_leaves_out_who_asks_and_what_nobody_says(ada: Hand) -> None:
    assert ada.do("corpus.find", words="ask").n_hits == 3
    assert ada.do("corpus.find", words="ask", only="participants").n_hits == 1
    assert ada.do("corpus.find", words="kettle", only="participants").n_hits == 2
    assert ada.do("corpus.find", words="sian", only="interviewers").n_hits == 1
    assert ada.refused("corpus.find", words="ask", only="me").place == "only"


def test_labels_are_no_words_and_words_are_sought_in_one_turn(ada: Hand) -> None:
    assert ada.do("corpus.find", words="P26").n_hits == 0
    assert ada.do("corpus.find", words="kettle list").n_hits == 2
    assert ada.do("corpus.find", words="kettle slow").n_hits == 0


def test_all_hits_are_counted_also_where_few_are_shown(ada: Hand) -> None:
    found = ada.do("corpus.find", words="she OR kettle", offset=1, limit=2)
    assert (found.n_hits, len(found.hits)) == (5, 2)
    assert [hit.words for hit in found.hits] == ["kettle", "She"]


def test_a_speaker_is_named_renamed_and_merged_without_touching_the_text(ada: Hand) -> None:
    known = speakers(ada, "s2")
    ada.do("fieldwork.add_participant", id="p5", code="P05")
    ada.do("corpus.set_speaker", speaker_id=known["P06"], kind="participant", participant_id="p5")
    assert labels(ada, "s2") == ["Interviewer", "P05", "P05", "P05"]
    ada.do("corpus.set_speaker", speaker_id=known["P06"], kind="unknown")
    ada.do("corpus.rename_speaker", speaker_id=known["P06"], label="a colleague")
    assert labels(ada, "s2") == ["Interviewer", "P05", "a colleague", "P05"]
    ada.do("corpus.merge_speakers", speaker_id=known["P06"], into_id=known["P05"])
    assert labels(ada, "s2") == ["Interviewer", "P05", "P05", "P05"]
    ada.do("corpus.merge_speakers", speaker_id=known["P06"], into_id="")
    assert labels(ada, "s2")[2] == "a colleague"
    assert ada.do("corpus.reading", source_id="s2").text == SECOND


def test_speakers_of_two_sources_are_never_merged(ada: Hand) -> None:
    one, other = speakers(ada, "s1")["P26"], speakers(ada, "s2")["P05"]
    assert ada.refused("corpus.merge_speakers", speaker_id=one, into_id=other).code == "refused"
    assert ada.refused("corpus.rename_speaker", speaker_id=other, label="p06").place == "label"


def test_one_turn_is_given_to_another_speaker_who_may_be_new(ada: Hand) -> None:
    shown = ada.do("corpus.reading", source_id="s2")
    ada.do("corpus.correct_turn", version_id=shown.version_id, number=4, new_label="P07", id="sp7")
    assert labels(ada, "s2") == ["Interviewer", "P05", "P06", "P07"]
    ada.do("corpus.correct_turn", version_id=shown.version_id, number=4, speaker_id=speakers(ada, "s2")["P05"])
    assert labels(ada, "s2")[3] == "P05"
    stranger = speakers(ada, "s1")["P26"]
    bad = {"version_id": shown.version_id, "number": 4}
    assert ada.refused("corpus.correct_turn", **bad, speaker_id=stranger).place == "speaker_id"
    assert ada.refused("corpus.correct_turn", version_id=shown.version_id, number=9, new_label="x").code == "not-found"


def test_two_who_ask_in_one_source_are_told_apart(ada: Hand) -> None:
    ada.do("corpus.import_file", id="s3", file=file("group.txt", "I1: Who?\nA: Me.\nI2: Why?\nA: So.\nI1: Ah.\n"))
    assert labels(ada, "s3") == ["Interviewer I1", "A", "Interviewer I2", "A", "Interviewer I1"]


def test_a_list_counts_only_what_the_viewer_may_see(ada: Hand) -> None:
    bo = colleague(ada.workbench, "Bo Ek")
    version = ada.do("corpus.sources")[0].version_id
    with ada.workbench.reading(ada.viewer) as reads:
        standing = reads.find(Round)[0].id
    rows_added(
        ada.workbench,
        Code("c1", "Asking", "D1"),
        Round("r1", "blind", RoundKind.CODE, UnitKind.SPAN, blind=True, judge_ids=(bo.viewer.researcher_id,)),
        Coding("k1", standing, ada.viewer.researcher_id, "s1", version, 0, 5, "c1"),
        Coding("k2", standing, bo.viewer.researcher_id, "s1", version, 0, 5, "c1"),
        Coding("k3", "r1", bo.viewer.researcher_id, "s1", version, 0, 5, "c1"),
    )
    mine, theirs = ada.do("corpus.sources")[0], bo.do("corpus.sources")[0]
    assert (mine.n_codings, mine.n_codings_mine) == (2, 1)
    assert (theirs.n_codings, theirs.n_codings_mine) == (3, 2)


def test_a_reflexive_study_counts_no_codings(ada: Hand) -> None:
    ada.do("study.change_study", profile="braun-clarke-6")
    row = ada.do("corpus.sources")[0]
    assert (row.n_codings, row.n_codings_mine) == (None, None)


def test_consent_of_a_source_is_that_of_the_person_furthest_from_yes(ada: Hand) -> None:
    for code in ("P05", "P06"):
        ada.do("fieldwork.add_participant", id=code, code=code)
    known = speakers(ada, "s2")
    for code in ("P05", "P06"):
        ada.do("corpus.set_speaker", speaker_id=known[code], kind="participant", participant_id=code)
    assert ada.do("corpus.sources")[1].consent_quote == "not recorded"
    ada.do("fieldwork.record_many", scopes=("quote",), state="given")
    assert ada.do("corpus.sources")[1].consent_quote == "given"
    ada.do("fieldwork.record_consent", id="x", participant_id="P06", scope="quote", state="refused", at="2030-01-01")
    assert ada.do("corpus.sources")[1].consent_quote == "refused"


def test_a_source_taken_away_comes_back_whole(ada: Hand) -> None:
    version = ada.do("corpus.sources")[0].version_id
    with ada.workbench.reading(ada.viewer) as reads:
        standing = reads.find(Round)[0].id
    made = Coding("k1", standing, ada.viewer.researcher_id, "s1", version, 0, 5, "c1")
    rows_added(ada.workbench, Code("c1", "Asking", "D1"), made)
    before = ada.do("corpus.sources"), ada.do("corpus.reading", source_id="s1")
    ada.do("corpus.remove_source", source_id="s1")
    assert [one.id for one in ada.do("corpus.sources")] == ["s2"]
    assert ada.refused("corpus.reading", source_id="s1").code == "not-found"
    assert ada.do("corpus.find", words="slow").n_hits == 0
    ada.do("study.undo")
    assert (ada.do("corpus.sources"), ada.do("corpus.reading", source_id="s1")) == before


def test_a_source_on_which_evidence_rests_stays(ada: Hand) -> None:
    version = ada.do("corpus.sources")[0].version_id
    rows_added(ada.workbench, Evidence("e1", "claim", "x", Stance.SUPPORTS, "segment", "", version, 0, 5))
    assert "1 passage as evidence" in ada.refused("corpus.remove_source", source_id="s1").message


def test_sources_are_renamed_and_ordered(ada: Hand) -> None:
    ada.do("corpus.rename", source_id="s1", name="Night")
    assert ada.refused("corpus.rename", source_id="s2", name="Night").place == "name"
    ada.do("corpus.order", source_ids=("s2", "s1"))
    assert [one.name for one in ada.do("corpus.sources")] == ["INT02", "Night"]
    assert ada.refused("corpus.order", source_ids=("nowhere",)).code == "not-found"


def test_what_is_held_back_is_in_no_list_search_or_reading(ada: Hand) -> None:
    ada.do("corpus.bind_source", source_id="s1", participant_code="P26")
    (person,) = ada.do("fieldwork.participants")
    ada.do("fieldwork.hold", id=person.id)
    assert [one.id for one in ada.do("corpus.sources")] == ["s2"]
    assert ada.do("corpus.find", words="slow").n_hits == 0
    assert ada.refused("corpus.reading", source_id="s1").code == "not-found"
    assert ada.refused("corpus.text", source_id="s1").code == "not-found"
    assert ada.do("fieldwork.participants")[0].held
    ada.do("fieldwork.release", id=person.id)
    assert ada.do("corpus.find", words="slow").n_hits == 1


def test_a_source_two_held_people_speak_in_waits_for_both(ada: Hand) -> None:
    for code in ("P05", "P06"):
        ada.do("fieldwork.add_participant", id=code, code=code)
        ada.do("corpus.set_speaker", speaker_id=speakers(ada, "s2")[code], kind="participant", participant_id=code)
    ada.do("fieldwork.hold", id="P05")
    ada.do("fieldwork.hold", id="P06")
    ada.do("fieldwork.release", id="P05")
    assert [one.id for one in ada.do("corpus.sources")] == ["s1"]
    ada.do("fieldwork.release", id="P06")
    assert len(ada.do("corpus.sources")) == 2
