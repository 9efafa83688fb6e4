"""Files come in once, whole, with whoever speaks known as far as the file says."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import DirectParser, Hand, colleague, file, owner, study
from tests.shared_data import shared_data

from anselm.domain.errors import NotAllowed

HEADER = (
    "Study | Encounter INT05 | Participant P05 (2B) | 2024-01-24 | workplace, small office | I1 | others: none | "
    "guide v2-B | 00:44:10\n\n"
)
TALK = (
    "[00:11:42] I1: You said you'd changed it. What happened?\n"
    "[00:11:48] P05: Oh, it was daft. And I hear Siân on the phone.\n"
    "[00:12:10] I1: And what did you do?\n"
    "[00:12:12] P05: Took it back off them.\n"
)
PEOPLE = "code,profession,case,case name,role,from\nP05,pharmacist,T2,Beech,B,2023-03-01\nP04,nurse,T2,Beech,A,2023\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    return owner(study(tmp_path, parser=DirectParser()))


def bring(hand: Hand, name: str, text: str | bytes, **more: str) -> str:
    """The identifier of the source a file became."""
    done = hand.do("corpus.import_file", id=hand.new_id(), file=file(name, text), **more)
    assert not done.refused, done
    return str(done.accepted[0].source_id)


def test_an_accepted_file_says_what_it_became(ada: Hand) -> None:
    done = ada.do("corpus.import_file", id="s1", file=file("interviews/INT05.txt", HEADER + TALK))
    assert done.refused == ()
    (one,) = done.accepted
    assert (one.file, one.source_id, one.name) == ("INT05.txt", "s1", "INT05")
    assert (one.n_characters, one.n_utterances, one.warnings) == (len(HEADER + TALK), 4, ())


def test_a_refused_file_says_why_in_plain_words_and_leaves_nothing(ada: Hand) -> None:
    done = ada.do("corpus.import_file", id="s1", file=file("old.txt", "Siân".encode("latin-1")))
    assert done.accepted == ()
    assert done.refused[0].file == "old.txt"
    assert done.refused[0].reason.endswith(".")
    assert "Siân" not in done.refused[0].reason
    assert ada.do("corpus.sources") == ()


def test_the_same_bytes_twice_are_one_source(ada: Hand) -> None:
    first = bring(ada, "INT05.txt", TALK)
    done = ada.do("corpus.import_file", id="other", file=file("copy of INT05.txt", TALK))
    assert done.accepted[0].source_id == first
    assert done.accepted[0].warnings == ("Already here as INT05; nothing was added.",)
    assert len(ada.do("corpus.sources")) == 1


def test_a_request_sent_twice_is_one_source(ada: Hand) -> None:
    for _ in range(2):
        ada.do("corpus.import_file", id="s1", file=file("INT05.txt", TALK))
    assert [one.id for one in ada.do("corpus.sources")] == ["s1"]


def test_two_files_of_one_name_are_told_apart(ada: Hand) -> None:
    bring(ada, "notes.txt", "one\n")
    bring(ada, "notes.md", "two\n")
    assert [one.name for one in ada.do("corpus.sources")] == ["notes", "notes (2)"]


def test_the_text_comes_out_exactly_as_it_was_kept(ada: Hand) -> None:
    bring(ada, "INT05.txt", "\ufeff" + TALK.replace("\n", "\r\n"))
    done = ada.do("corpus.text", source_id=ada.do("corpus.sources")[0].id)
    assert done.name == "INT05.txt"
    assert done.content.decode() == TALK


def test_a_known_participant_is_found_by_the_heading_and_speaks_under_their_label(ada: Hand) -> None:
    ada.do("fieldwork.import_people", file=file("people.csv", PEOPLE))
    shown = ada.do("corpus.reading", source_id=bring(ada, "INT05.txt", HEADER + TALK))
    assert shown.title == "2B, pharmacist, Beech"
    assert shown.subtitle == "INT05 · 24 Jan 2024 · 44 min · raw, version 1"
    assert [turn.label for turn in shown.turns] == ["Interviewer", "2B", "Interviewer", "2B"]
    assert [turn.raw for turn in shown.turns[:2]] == ["I1", "P05"]
    assert [turn.role for turn in shown.turns[:2]] == ["", "B"]
    assert shown.encounter.code == "INT05"
    assert shown.encounter.held_on == "2024-01-24"


def test_an_unknown_participant_is_proposed_and_never_made_up(ada: Hand) -> None:
    source = bring(ada, "INT05.txt", HEADER + TALK)
    assert ada.do("fieldwork.participants") == ()
    said = ada.do("corpus.proposal", source_id=source)
    assert (said.participant_code, said.participant_label, said.participant_known) == ("P05", "2B", False)
    assert (said.encounter_code, said.held_on, said.minutes) == ("INT05", "2024-01-24", 44)
    assert said.unknown_speakers == ("P05",)


def test_what_is_proposed_is_bound_in_one_step_and_undone_in_one(ada: Hand) -> None:
    source = bring(ada, "INT05.txt", HEADER + TALK)
    ada.do("corpus.bind_source", source_id=source, participant_code="P05")
    assert ada.do("corpus.reading", source_id=source).turns[1].participant_id is not None
    assert ada.do("fieldwork.encounters")[0].labels == ("P05",)
    ada.do("study.undo")
    assert ada.do("corpus.reading", source_id=source).turns[1].participant_id is None
    assert ada.do("fieldwork.participants") == ()


def test_a_researchers_key_asks_only_where_nobody_else_does(ada: Hand) -> None:
    asked = "Q: What?\nR: That.\nQ: Why?\nR: Because.\n"
    spoken = ada.do("corpus.reading", source_id=bring(ada, "a.txt", asked)).turns
    assert [turn.is_interviewer for turn in spoken] == [True, False, True, False]
    keyed = "R: What?\nP: That.\nR: Why?\nP: Because.\n"
    spoken = ada.do("corpus.reading", source_id=bring(ada, "b.txt", keyed)).turns
    assert [turn.is_interviewer for turn in spoken] == [True, False, True, False]


def test_an_encounter_that_is_there_is_found_by_the_name_of_the_file(ada: Hand) -> None:
    ada.do("fieldwork.add_encounter", id="e1", code="INT09", held_on="2024-02-01")
    bring(ada, "int09.txt", TALK)
    assert ada.do("corpus.sources")[0].encounter_code == "INT09"


def test_de_identified_is_asked_and_kept(ada: Hand) -> None:
    bring(ada, "a.txt", TALK, deidentified="yes", deidentified_by="the archive", deidentified_on="2024-03")
    row = ada.do("corpus.sources")[0]
    assert (row.deidentified, row.deidentified_by, row.deidentified_on) == ("yes", "the archive", "2024-03")
    assert ada.refused("corpus.import_file", id="x", file=file("b.txt", "b"), deidentified="maybe").place
    ada.do("corpus.deidentified", source_ids=(row.id,), deidentified="no", by="ignored")
    assert ada.do("corpus.sources")[0].deidentified_by == ""


def test_undo_takes_a_file_out_again_and_redo_brings_it_back_whole(ada: Hand) -> None:
    source = bring(ada, "INT05.txt", HEADER + TALK)
    before = ada.do("corpus.reading", source_id=source)
    ada.do("study.undo")
    assert ada.do("corpus.sources") == ()
    ada.do("study.redo")
    assert ada.do("corpus.reading", source_id=source) == before


def test_whoever_may_only_read_brings_nothing_in(ada: Hand) -> None:
    auditor = colleague(ada.workbench, "Otto", "auditor")
    with pytest.raises(NotAllowed):
        auditor.do("corpus.import_file", id="s1", file=file("a.txt", TALK))


@pytest.mark.parametrize("folder", ["transcripts_docx", "vtt_edge", "whisper_hitsave", "qc"])
def test_real_files_come_in_or_are_refused_in_words_and_read_back_exactly(ada: Hand, folder: str) -> None:
    files = sorted(one for one in shared_data(f"real/{folder}").rglob("*") if one.is_file())[:12]
    assert files
    for one in files:
        done = ada.do("corpus.import_file", id=ada.new_id(), file=file(one.name, one.read_bytes()))
        assert len(done.accepted) + len(done.refused) == 1
        assert all(refusal.reason for refusal in done.refused)
    for row in ada.do("corpus.sources"):
        shown = ada.do("corpus.reading", source_id=row.id)
        assert (len(shown.text), len(shown.turns)) == (row.n_characters, row.n_turns)
        assert ada.do("corpus.text", source_id=row.id).content.decode() == shown.text
        assert all(turn.start <= turn.speech_start <= turn.end <= len(shown.text) for turn in shown.turns)
