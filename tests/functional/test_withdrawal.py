"""A person withdraws: held at once, looked at, decided, erased to the byte, also from copies and what comes back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import factories
from tests.printed import say

import anselm
from anselm.analysis.erasing import WITHDRAWN, cleaned, shingles
from anselm.bootstrap import backups, open_study, restore
from anselm.demo.build import build
from anselm.domain.errors import AnselmError, NotFound
from anselm.storage import erasing

P22, LEAD = "P22", "Dr Ilse Marrow"
# DEMO 6.6: what is claimed, and what is left of it when P22 (8A) withdraws.
PLANTED = {
    "Q1": ("9 of 9 teams", "9 of 9 teams"),
    "Q2": ("3 teams, 5 otherwise, 1 not asked", "3 teams, 5 otherwise, 1 not asked"),
    "Q4": ("5 of 5 teams", "4 of 5 teams"),
    "Q5": ("2 of 2 teams", "1 of 2 teams"),
    "Q6": ("3 of 9 teams", "2 of 9 teams"),
    "Q9": ("8 people, 1 otherwise", "8 people, 1 otherwise"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("withdrawal") / "harrowmere"
    build(folder, said=lambda stage: None)
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy of the demo with a dated copy of its own."""
    shutil.copytree(built, tmp_path / "harrowmere")
    with open_study(tmp_path / "harrowmere") as workbench:
        workbench.back_up()
    return tmp_path / "harrowmere"


@pytest.fixture
def demo(folder: Path) -> Iterator[anselm.Study]:
    with anselm.open(folder, as_=LEAD) as study:
        yield study


def person(study: anselm.Study, code: str = P22) -> Any:
    return next(one for one in study.fieldwork.participants() if one.code == code)


def said_by(study: anselm.Study, source_id: str) -> list[str]:
    """What a person said in a source, turn by turn."""
    reading = study.corpus.reading(source_id=source_id)
    return [reading.text[one.speech_start : one.end] for one in reading.turns if one.participant_id is not None]


def phrases(said: list[str]) -> list[bytes]:
    """Twenty stretches of twelve words, as anybody would search a disk for them."""
    words = [turn.split() for turn in said if len(turn.split()) >= 12]
    return [" ".join(turn[:12]).encode() for turn in words][:20]


def found(folder: Path, wanted: list[bytes]) -> list[str]:
    files = [one for one in folder.rglob("*") if one.is_file()]
    return sorted({one.name for one in files if any(words in one.read_bytes() for words in wanted)})


def counts(study: anselm.Study) -> dict[str, str]:
    return {one.key: one.words for one in study.reporting.claims()}


def withdraw(study: anselm.Study, **other: Any) -> Any:
    one = person(study)
    study.fieldwork.hold(id=one.id)
    fields = {"id": "w1", "participant_id": one.id, "code": P22, "reason": "Asked by letter."}
    return study.reporting.withdraw(**{**fields, **other})


def test_claims_change_as_planted_when_the_person_is_held_and_stay_so_when_withdrawn(demo: anselm.Study) -> None:
    before = counts(demo)
    demo.fieldwork.hold(id=person(demo).id)
    held = counts(demo)
    seen = demo.reporting.preview_withdrawal(id=person(demo).id)
    withdraw(demo)
    after = counts(demo)
    say(before=before, held=held, after=after)
    for key, (had, has) in PLANTED.items():
        assert (before[key], held[key], after[key]) == (had, has, has), key
    supports = {one.key: one.support.value for one in demo.reporting.claims()}
    assert supports["Q7"] == "no evidence"
    effects = {one.key: one.effect for one in seen.claims}
    assert effects == {"Q1": "fewer voices", "Q4": "weakened", "Q5": "weakened", "Q6": "weakened", "Q7": "unsupported"}


def test_a_hold_hides_every_list_search_and_count_at_once_and_is_given_back_whole(demo: anselm.Study) -> None:
    one = person(demo)
    source = one.source_ids[0]
    before = {
        "sources": len(demo.corpus.sources()),
        "evidence": len(demo.interpretation.evidence(subject_kind="relation", subject_id=_relation(demo))),
        "quotations": len(demo.reporting.quotations()),
        "claims": counts(demo),
    }
    demo.fieldwork.hold(id=one.id)
    assert source not in {row.id for row in demo.corpus.sources()}
    with pytest.raises(NotFound):
        demo.corpus.reading(source_id=source)
    assert all(row.source_id != source for row in demo.reporting.quotations())
    demo.fieldwork.release(id=one.id)
    after = {
        "sources": len(demo.corpus.sources()),
        "evidence": len(demo.interpretation.evidence(subject_kind="relation", subject_id=_relation(demo))),
        "quotations": len(demo.reporting.quotations()),
        "claims": counts(demo),
    }
    assert after == before


def _relation(study: anselm.Study) -> str:
    return str(next(one.id for one in study.interpretation.relations() if one.key == "REL2"))


def test_the_preview_names_what_is_touched_and_nothing_before_the_hold(demo: anselm.Study) -> None:
    one = person(demo)
    with pytest.raises(AnselmError, match="not held back yet"):
        demo.reporting.preview_withdrawal(id=one.id)
    demo.fieldwork.hold(id=one.id)
    seen = demo.reporting.preview_withdrawal(id=one.id)
    assert [(row.title, row.minutes) for row in seen.sources] == [("8A, physiotherapist lead, Hazel", 11)]
    assert {row.name: row.n_before for row in seen.coders} == {"Kwame Adjei": 12, "Lowri Pask": 11}
    assert [row.key for row in seen.quotations] == ["8A-03#c"]
    assert "Side by Side: learning on the job in nine teams" in seen.quotations[0].places
    assert {row.practice for row in seen.accounts} >= {"induction", "supervision"}
    assert {row.name for row in seen.relations} == {"REL2", "REL4", "REL6"}


def test_after_it_no_file_holds_twenty_sampled_phrases_and_the_history_is_intact(
    folder: Path, demo: anselm.Study
) -> None:
    said = said_by(demo, person(demo).source_ids[0])
    wanted = phrases(said)
    assert len(wanted) == 20
    assert len(found(folder, wanted)) >= 3, "the study, its copy and the file brought in hold them before"
    demo.study.write_memo(id="m1", kind="analytic", body=f"As was said: {' '.join(max(said, key=len).split()[:30])}")
    done = withdraw(demo)
    say(n_codings=done.n_codings, n_quotations=done.n_quotations, left=found(folder, wanted))
    assert found(folder, wanted) == []
    assert demo._workbench.verify().intact
    assert WITHDRAWN in next(one.body for one in demo.study.memos() if one.id == "m1")
    assert demo.reporting.withdrawals()[0].code == P22
    assert P22 not in {one.code for one in demo.fieldwork.participants()}
    with pytest.raises(AnselmError):
        demo.study.undo()


def test_what_was_withdrawn_does_not_come_back_with_a_copy(folder: Path, tmp_path: Path) -> None:
    shutil.copyfile(folder / "backups" / f"{backups(folder)[0].name}.db", tmp_path / "carried-away.db")
    with anselm.open(folder, as_=LEAD) as study:
        wanted = phrases(said_by(study, person(study).source_ids[0]))
        withdraw(study)
    restored = restore(folder, backups(folder)[0].name, tmp_path / "restored")
    shutil.copyfile(tmp_path / "carried-away.db", folder / "study.db")
    for place in (restored, folder):
        with anselm.open(place, as_=LEAD) as study:
            assert P22 not in {one.code for one in study.fieldwork.participants()}
            assert study._workbench.verify().intact
        assert found(place, wanted) == [], place.name


def test_words_left_in_a_file_are_named_and_never_passed_over(
    demo: anselm.Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anselm.media.store.MediaFolder.forget", lambda *_: None)
    with pytest.raises(AnselmError, match="still stand in media"):
        withdraw(demo)


def test_the_log_and_the_free_pages_are_emptied(
    folder: Path, demo: anselm.Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anselm.storage.store.scrub", lambda _: None)
    monkeypatch.setattr("anselm.bootstrap_erasing.found_in", lambda *_: ())
    wanted = phrases(said_by(demo, person(demo).source_ids[0]))
    withdraw(demo)
    assert found(folder, wanted), "without the scrubbing the words still lie in the file or its log"
    assert erasing.found_in(folder, wanted)


def test_it_is_refused_in_whole_and_not_done_in_part(tmp_path: Path) -> None:
    with factories.study(tmp_path / "study") as workbench:
        hand = factories.owner(workbench)
        talk = "Interviewer: And how is it?\nAnna: We talk in the kitchen.\nBea: And I write it down.\n" * 2
        hand.do("corpus.import_file", id="s1", file=factories.file("both.txt", talk))
        for code, label in (("P01", "Anna"), ("P02", "Bea")):
            hand.do("fieldwork.add_participant", id=code, code=code)
            speaker = next(one for one in hand.do("corpus.speakers", source_id="s1") if one.raw == label)
            hand.do("corpus.set_speaker", speaker_id=speaker.id, kind="participant", participant_id=code)
        refused = hand.refused("reporting.withdraw", id="w", participant_id="P01", code="P01", reason="asked")
        assert "not held back" in refused.message
        hand.do("fieldwork.hold", id="P01")
        seen = hand.do("reporting.preview_withdrawal", id="P01")
        assert seen.stands_against
        before = workbench.content_digest()
        refused = hand.refused("reporting.withdraw", id="w", participant_id="P01", code="P01", reason="asked")
        assert "others can be heard" in refused.message
        assert "bring in a copy of the text without their turns" in refused.advice
        refused = hand.refused("reporting.withdraw", id="w", participant_id="P01", code="P02", reason="asked")
        assert "P01" in refused.message
        assert workbench.content_digest() == before


def test_a_text_of_several_voices_goes_by_the_way_that_is_told_and_the_others_words_stay(tmp_path: Path) -> None:
    theirs, others = "We talk in the kitchen of all places and never anywhere else at all.", "And I write it down."
    talk = f"Interviewer: And how is it?\nAnna: {theirs}\nBea: {others}\n" * 2
    with factories.study(tmp_path / "study") as workbench:
        hand = factories.owner(workbench)
        hand.do("corpus.import_file", id="s1", file=factories.file("both.txt", talk))
        for code, label in (("P01", "Anna"), ("P02", "Bea")):
            hand.do("fieldwork.add_participant", id=code, code=code)
            speaker = next(one for one in hand.do("corpus.speakers", source_id="s1") if one.raw == label)
            hand.do("corpus.set_speaker", speaker_id=speaker.id, kind="participant", participant_id=code)
        hand.do("fieldwork.hold", id="P01")
        hand.refused("reporting.withdraw", id="w", participant_id="P01", code="P01", reason="asked")
        hand.do("fieldwork.release", id="P01")
        without = talk.replace(f"Anna: {theirs}\n", "")
        hand.do("corpus.import_file", id="s2", file=factories.file("bea.txt", without))
        bea = next(one for one in hand.do("corpus.speakers", source_id="s1") if one.raw == "Bea")
        hand.do("corpus.set_speaker", speaker_id=bea.id, kind="participant", participant_id="P01")
        hand.do("fieldwork.hold", id="P01")
        assert hand.do("reporting.preview_withdrawal", id="P01").stands_against == ()
        hand.do("reporting.withdraw", id="w", participant_id="P01", code="P01", reason="asked")
        assert [one.id for one in hand.do("corpus.sources")] == ["s2"]
        assert others in hand.do("corpus.reading", source_id="s2").text
        assert found(workbench.folder, [theirs.encode()]) == []
        assert workbench.verify().intact


def test_withdrawing_the_consent_to_quote_leaves_codings_and_counts_as_they_are(demo: anselm.Study) -> None:
    one = person(demo)
    before = counts(demo), len(demo.corpus.sources())
    demo.fieldwork.record_consent(id="c1", participant_id=one.id, scope="quote", state="withdrawn")
    assert (counts(demo), len(demo.corpus.sources())) == before
    assert next(row.blocked for row in demo.reporting.quotations() if row.source_id == one.source_ids[0])


def test_twelve_words_in_a_row_go_whatever_their_case_and_spacing_and_eleven_stay() -> None:
    gone = shingles(["One two three four five six seven eight nine ten eleven twelve thirteen."])
    text = "He said: ONE two  three four five six seven eight, nine ten\neleven twelve — and so on."
    assert cleaned(text, gone) == f"He said: {WITHDRAWN} — and so on."
    eleven = "One two three four five six seven eight nine ten eleven dozen"
    assert cleaned(eleven, gone) == eleven
