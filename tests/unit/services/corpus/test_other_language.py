"""An interview in two languages: both stand turn beside turn, one is coded, and both go when somebody withdraws."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import DirectParser, Hand, file, owner, rows_added, study

from anselm.domain.coding import Code
from anselm.domain.corpus import AnonymisationRule, SourceVersion, VersionRole
from anselm.domain.errors import Invalid, Refused

READ = "I1: What changed?\nP05: I write the Sunday line at the top now.\nI1: And then?\nP05: We kept it.\n"
SAID = (
    "I1: Beth newidiodd?\nP05: Dwi'n rhoi llinell dydd Sul ar y top rŵan.\nI1: Ac wedyn?\nP05: Cadw fo wnaethon ni.\n"
)


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    hand = owner(study(tmp_path, parser=DirectParser()))
    hand.do("corpus.import_file", id="s1", file=file("INT05.txt", READ))
    rows_added(hand.workbench, Code("c1", "Overhearing", "D1"))
    return hand


def bring(hand: Hand, identifier: str = "v-cy", text: str = SAID, **other: str) -> None:
    fields = {"id": identifier, "source_id": "s1", "language": "Welsh", "translated_by": "Mair Puw"}
    hand.do("corpus.bring_other_language", file=file("INT05-cy.txt", text), **{**fields, **other})


def beside(hand: Hand) -> object:
    return hand.do("corpus.other_language", source_id="s1")


def test_both_texts_stand_turn_beside_turn_and_the_one_read_stays_what_it_was(ada: Hand) -> None:
    asked = (("corpus.reading", {"source_id": "s1"}), ("corpus.sources", {}), ("corpus.versions", {"source_id": "s1"}))
    before = [ada.do(name, **fields) for name, fields in asked]
    assert beside(ada) is None
    bring(ada)
    found = beside(ada)
    assert (found.language, found.which, found.translated_by, found.file_name, found.parts_at) == (
        "Welsh",
        "original",
        "Mair Puw",
        "INT05-cy.txt",
        None,
    )
    assert [(one.number, one.label, one.here, one.there, one.asks) for one in found.turns][1:3] == [
        (2, "P05", "I write the Sunday line at the top now.", "Dwi'n rhoi llinell dydd Sul ar y top rŵan.", False),
        (3, "I1", "And then?", "Ac wedyn?", True),
    ]
    assert [ada.do(name, **fields) for name, fields in asked] == before
    assert ada.do("corpus.reading", source_id="s1", version_id="v-cy").text.startswith("I1: Beth")


def test_where_the_two_do_not_go_together_the_first_turn_is_named(ada: Hand) -> None:
    bring(ada, text="I1: Beth newidiodd?\nP05: Llinell dydd Sul.\nP05: Ar y top.\n")
    found = beside(ada)
    assert found.parts_at == 3
    assert (found.turns[3].here, found.turns[3].there) == ("We kept it.", "")


def test_words_that_are_there_twice_are_coded_and_quoted_once(ada: Hand) -> None:
    bring(ada)
    one = {"id": "k1", "version_id": "v-cy", "start": 24, "end": 40, "code_id": "c1"}
    with pytest.raises(Refused, match="stands beside"):
        ada.do("coding.apply", **one)
    with pytest.raises(Refused, match="stands beside"):
        ada.do("coding.apply_many", codings=[one])
    with pytest.raises(Refused, match="stands beside"):
        ada.do("reporting.keep_quotation", id="q1", version_id="v-cy", start=24, end=40)


def test_a_new_one_takes_its_place_and_taking_it_away_is_undone(ada: Hand) -> None:
    bring(ada)
    bring(ada, "v-pl", language="Polish", which="translation", translated_by="")
    assert (beside(ada).language, beside(ada).which) == ("Polish", "translation")
    ada.do("corpus.remove_other_language", source_id="s1")
    assert beside(ada) is None
    ada.do("study.undo")
    assert beside(ada).language == "Polish"
    ada.do("study.undo")
    assert beside(ada).language == "Welsh"
    # Corrections go on counting from the text that is read.
    text = ada.do("corpus.reading", source_id="s1")
    place = {"source_id": "s1", "version_id": text.version_id, "start": 4, "end": 8}
    ada.do("corpus.correct_text", id="v2", replacement="Well", **place)
    assert [one.number for one in ada.do("corpus.versions", source_id="s1")] == [2, 1]
    assert beside(ada).turns[0].here.startswith("Well")


def test_a_file_that_cannot_be_read_or_has_no_language_changes_nothing(ada: Hand) -> None:
    with pytest.raises(Refused, match="not read here"):
        ada.do("corpus.bring_other_language", id="v", source_id="s1", language="Welsh", file=file("INT05.xyz", SAID))
    with pytest.raises(Invalid, match="which language"):
        bring(ada, language="  ")
    assert beside(ada) is None


def test_names_that_rules_replace_are_still_found_in_the_other_language(ada: Hand) -> None:
    bring(ada, text=SAID.replace("Cadw fo", "Cadw fo i Blodwen"))
    ada.do("corpus.write_rule", id="r1", forms="Blodwen\nSunday", replacement="[name]", what="person")
    text = ada.do("corpus.reading", source_id="s1")
    place = {"source_id": "s1", "version_id": text.version_id}
    ada.do("corpus.apply_rules", id="v2", unchecked_because="Nobody else is here.", **place)
    left = ada.do("corpus.residue_left", source_id="s1")
    assert [(one.version_id, one.words) for one in left.found] == [("v-cy", "Blodwen")]
    with ada.workbench.reading(ada.viewer) as reads:
        assert len(reads.find(AnonymisationRule)) == 1


def test_who_withdraws_goes_from_both_also_from_one_that_was_taken_away(ada: Hand) -> None:
    ada.do("fieldwork.add_participant", id="p5", code="P05")
    who = next(one.id for one in ada.do("corpus.speakers", source_id="s1") if one.label == "P05")
    ada.do("corpus.set_speaker", speaker_id=who, kind="participant", participant_id="p5")
    bring(ada, "v-old", text=SAID.replace("Sul", "Llun"))
    bring(ada)
    ada.do("fieldwork.hold", id="p5")
    ada.do("reporting.withdraw", id="w1", participant_id="p5", code="P05", reason="Asked.")
    files = [one for one in ada.workbench.folder.rglob("*") if one.is_file()]
    for words in ("Dwi'n rhoi llinell", "dydd Llun ar y top", "Sunday line at the top"):
        assert not [one.name for one in files if words.encode() in one.read_bytes()], words
    with ada.workbench.reading(ada.viewer) as reads:
        assert reads.find(SourceVersion) == ()


def test_no_role_but_the_two_stands_beside() -> None:
    assert [one for one in VersionRole if one.beside] == [VersionRole.ORIGINAL, VersionRole.TRANSLATION]
