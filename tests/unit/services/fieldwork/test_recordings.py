"""A recording comes in and is played where nobody heard said no; destroyed, its bytes are gone and that is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import sounds
from tests.factories import DirectParser, Hand, colleague, file, owner, parts, study

from anselm.bootstrap import open_study
from anselm.domain.errors import NotFound

TEXT = "I1: What happened?\nP01: I heard it over the kettle.\nI1: And then?\nP01: I wrote it down.\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    hand = owner(study(tmp_path, parser=DirectParser()))
    hand.do("fieldwork.add_case", id="T1", code="T1", name="Team")
    hand.do("fieldwork.add_participant", id="P01", code="P01", case_id="T1", role="A")
    hand.do("corpus.import_file", id="s1", file=file("INT01.txt", TEXT))
    hand.do("corpus.bind_source", source_id="s1", participant_id="P01", case_id="T1", encounter_code="INT01")
    return hand


def says(hand: Hand, state: str, scope: str = "audio", n: int = 1) -> None:
    answer = {"participant_id": "P01", "scope": scope, "state": state, "at": f"2024-01-{n:02d}"}
    hand.do("fieldwork.record_consent", id=f"{scope}-{n}", **answer)


def added(hand: Hand, data: bytes = b"", **more: str) -> object:
    return hand.do("fieldwork.add_recording", id="r1", file=file("a.wav", data or sounds.wav()), **more)


def media(hand: Hand) -> list[str]:
    return sorted(one.name for one in (hand.workbench.folder / "media").glob("??/*") if one.is_file())


def test_a_recording_of_a_source_is_listed_with_its_length_and_a_word_about_consent(ada: Hand) -> None:
    added(ada, source_id="s1", retain_until="2029-01-31")
    (one,) = ada.do("fieldwork.recordings", source_id="s1")
    assert (one.encounter_code, one.source_ids, one.media_type, one.duration_ms) == (
        "INT01",
        ("s1",),
        "audio/wav",
        2000,
    )
    assert (one.playable, one.retain_until) == (True, "2029-01-31")
    assert one.warning == "Consent to sound is not recorded for 1A."
    says(ada, "given")
    assert ada.do("fieldwork.recordings")[0].warning == ""


def test_a_file_is_matched_by_its_name_and_its_name_is_not_kept(ada: Hand) -> None:
    ada.do("fieldwork.add_recording", id="r1", file=file("folder/int01.WAV", sounds.wav()))
    assert ada.do("fieldwork.recordings")[0].source_ids == ("s1",)
    refusal = ada.refused("fieldwork.add_recording", id="r2", file=file("Maureen Jones.wav", sounds.wav(1)))
    assert "Maureen" not in refusal.message + refusal.advice + refusal.place


def test_a_source_tied_to_nothing_gets_its_encounter(ada: Hand) -> None:
    ada.do("corpus.import_file", id="s2", file=file("field notes.txt", "Only words."))
    ada.do("fieldwork.add_recording", id="r2", file=file("a.wav", sounds.wav()), source_id="s2")
    assert ada.do("fieldwork.recordings", source_id="s2")[0].encounter_code == "field notes"


@pytest.mark.parametrize("state", ["refused", "withdrawn"])
def test_who_said_no_is_neither_brought_in_nor_played(ada: Hand, state: str) -> None:
    says(ada, state)
    refusal = ada.refused("fieldwork.add_recording", id="r1", file=file("a.wav", sounds.wav()), source_id="s1")
    assert "1A" in refusal.message
    assert len(media(ada)) == 1  # the transcript's own file, and nothing of the refused one
    says(ada, "given", n=2)
    added(ada, source_id="s1")
    assert ada.do("fieldwork.sound", recording_id="r1").content == sounds.wav()
    says(ada, state, n=3)
    refusal = ada.refused("fieldwork.sound", recording_id="r1")
    assert refusal.code == "refused"
    (one,) = ada.do("fieldwork.recordings", source_id="s1")
    assert not one.playable
    assert "1A" in one.why_not


def test_a_voice_of_the_transcript_counts_although_the_encounter_names_nobody(ada: Hand) -> None:
    (met,) = ada.do("fieldwork.encounters")
    ada.do("fieldwork.change_encounter", id=met.id, participant_ids=())
    says(ada, "refused")
    assert ada.refused("fieldwork.add_recording", id="r1", file=file("a.wav", sounds.wav()), encounter_id=met.id)


def test_a_diary_asks_for_its_own_scope(ada: Hand) -> None:
    (met,) = ada.do("fieldwork.encounters")
    ada.do("fieldwork.change_encounter", id=met.id, kind="diary")
    says(ada, "refused", "audio")
    added(ada, source_id="s1")
    says(ada, "refused", "diary-audio")
    assert ada.refused("fieldwork.sound", recording_id="r1")


def test_the_same_bytes_twice_are_one_and_another_is_refused(ada: Hand) -> None:
    added(ada, source_id="s1")
    again = ada.do("fieldwork.add_recording", id="r2", file=file("b.wav", sounds.wav()), source_id="s1")
    assert again.id == "r1"
    refusal = ada.refused("fieldwork.add_recording", id="r3", file=file("c.wav", sounds.wav(3)), source_id="s1")
    assert "INT01 has a recording already" in refusal.message


def test_what_is_no_sound_is_refused(ada: Hand) -> None:
    refusal = ada.refused("fieldwork.add_recording", id="r1", file=file("INT01.mp3", "WEBVTT"), source_id="s1")
    assert (refusal.code, refusal.place) == ("invalid", "file")
    assert ada.do("fieldwork.recordings") == ()


def test_destroyed_is_gone_from_the_disk_known_for_ever_and_not_undone(ada: Hand) -> None:
    before = media(ada)
    added(ada, source_id="s1")
    assert len(media(ada)) == len(before) + 1
    ada.do("fieldwork.destroy_recording", recording_id="r1")
    assert media(ada) == before
    (one,) = ada.do("fieldwork.recordings", source_id="s1")
    assert one.why_not.startswith("The sound was destroyed on ")
    assert ada.refused("fieldwork.sound", recording_id="r1").code == "not-found"
    assert "cannot be undone" in ada.refused("study.undo").message
    assert ada.workbench.verify().intact
    added_again = ada.do("fieldwork.add_recording", id="r2", file=file("a.wav", sounds.wav()), source_id="s1")
    assert added_again.playable


def test_bytes_that_another_recording_is_made_of_stay(ada: Hand) -> None:
    ada.do("corpus.import_file", id="s2", file=file("INT02.txt", TEXT + "I1: Thank you.\n"))
    added(ada, source_id="s1")
    ada.do("fieldwork.add_recording", id="r2", file=file("a.wav", sounds.wav()), source_id="s2")
    ada.do("fieldwork.destroy_recording", recording_id="r1")
    assert ada.do("fieldwork.sound", recording_id="r2").content == sounds.wav()


def test_what_was_taken_back_leaves_the_disk_when_the_study_is_opened_again(ada: Hand, tmp_path: Path) -> None:
    before = media(ada)
    added(ada, source_id="s1")
    ada.do("study.undo")
    ada.workbench.close()
    opened = open_study(tmp_path / "study", parts=parts())
    assert media(owner(opened)) == before
    opened.close()


def test_while_a_withdrawal_is_looked_at_nothing_is_heard_and_nothing_is_lost(ada: Hand, tmp_path: Path) -> None:
    added(ada, source_id="s1")
    (met,) = ada.do("fieldwork.encounters")
    ada.do("fieldwork.change_encounter", id=met.id, participant_ids=())  # known by the transcript alone
    kept = media(ada)
    ada.do("fieldwork.hold", id="P01")
    assert ada.do("fieldwork.recordings") == ()
    for name in ("fieldwork.sound", "fieldwork.destroy_recording"):
        assert ada.refused(name, recording_id="r1").message == NotFound().message
    ada.workbench.close()
    opened = open_study(tmp_path / "study", parts=parts())
    assert media(owner(opened)) == kept
    opened.close()


def test_an_encounter_without_a_source_is_held_with_its_person(ada: Hand) -> None:
    ada.do("fieldwork.add_encounter", id="e2", code="INT09", participant_ids=("P01",))
    ada.do("fieldwork.add_recording", id="r9", file=file("INT09.wav", sounds.wav()))
    ada.do("fieldwork.hold", id="P01")
    assert ada.do("fieldwork.recordings") == ()
    assert ada.refused("fieldwork.sound", recording_id="r9").message == NotFound().message


def test_who_may_only_read_listens_and_brings_nothing_in(ada: Hand) -> None:
    added(ada, source_id="s1")
    eve = colleague(ada.workbench, "Eve", "auditor")
    assert eve.do("fieldwork.sound", recording_id="r1").n_bytes == len(sounds.wav())
    assert eve.refused("fieldwork.destroy_recording", recording_id="r1").code == "not-allowed"


def withdrawn(hand: Hand) -> None:
    hand.do("fieldwork.hold", id="P01")
    hand.do("reporting.withdraw", id="w1", participant_id="P01", code="P01", reason="Asked.")


def test_who_withdraws_takes_their_voice_off_the_disk(ada: Hand) -> None:
    added(ada, source_id="s1")
    withdrawn(ada)
    assert media(ada) == []
    assert ada.do("fieldwork.recordings") == ()
    assert ada.workbench.verify().intact


def test_a_sound_that_others_are_heard_in_goes_whole_and_that_it_went_stays_known(ada: Hand) -> None:
    ada.do("fieldwork.add_participant", id="P02", code="P02")
    ada.do("fieldwork.add_encounter", id="e2", code="GROUP", kind="group", participant_ids=("P01", "P02"))
    ada.do("fieldwork.add_recording", id="r9", file=file("GROUP.wav", sounds.wav()))
    withdrawn(ada)
    assert media(ada) == []
    (one,) = ada.do("fieldwork.recordings")
    assert one.why_not.startswith("The sound was destroyed on ")
