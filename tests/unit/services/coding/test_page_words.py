"""Words of a PDF are found on its pages, by their places in the text one reads; a scan has pages and no words."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from tests.factories import DirectParser, Hand, file, owner, study
from tests.formats.pdf_files import pdf_file

from anselm.domain.errors import NotFound
from anselm.domain.interchange import ReadProject
from anselm.domain.page_words import PageWords
from anselm.formats.project import read_whole
from anselm.services.corpus.pages import WordsOnPage
from anselm.storage.work import Command

MINUTES = pdf_file(["Minutes of the ward", "kept by hand"], ["Signed on Monday"])


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    hand = owner(study(tmp_path, parser=DirectParser()))
    hand.do("corpus.import_file", id="s1", file=file("minutes.pdf", MINUTES))
    hand.do("coding.add_code", id="D1", name="Boards", key="D1")
    return hand


def version(hand: Hand, source: str = "s1") -> str:
    return str(hand.do("corpus.reading", source_id=source).version_id)


def words(hand: Hand, number: int, of: str = "") -> list[str]:
    """The words of a page as they stand in the text at the places that were answered."""
    of = of or version(hand)
    text = hand.do("corpus.reading", source_id="s1", version_id=of).text
    return [text[one.start : one.end] for one in listed(hand, number, of).words]


def listed(hand: Hand, number: int, of: str) -> WordsOnPage:
    found: Any = hand.do("corpus.page_words", version_id=of, number=number)
    assert isinstance(found, WordsOnPage)
    return found


def test_the_words_of_each_page_are_listed_in_the_order_of_the_text(ada: Hand) -> None:
    assert words(ada, 1) == ["Minutes", "of", "the", "ward", "kept", "by", "hand"]
    assert words(ada, 2) == ["Signed", "on", "Monday"]
    assert words(ada, 3) == []
    first, second = listed(ada, 1, version(ada)).words[:2]
    assert first.right < second.left
    assert first.top == second.top


def test_in_a_corrected_text_words_follow_and_those_that_were_changed_are_counted(ada: Hand) -> None:
    raw = version(ada)
    before = listed(ada, 1, raw).words
    ada.do("corpus.correct_text", id="v2", source_id="s1", version_id=raw, start=8, end=10, replacement="taken on")
    assert words(ada, 1) == ["Minutes", "the", "ward", "kept", "by", "hand"]
    seen = listed(ada, 1, "v2")
    assert seen.n_changed == 1
    at = {(one.left, one.top) for one in before}
    assert {(one.left, one.top) for one in seen.words} == at - {(before[1].left, before[1].top)}
    assert words(ada, 2) == ["Signed", "on", "Monday"]
    assert words(ada, 1, raw) == ["Minutes", "of", "the", "ward", "kept", "by", "hand"]


def test_where_names_were_replaced_no_word_is_found_on_a_page(ada: Hand) -> None:
    raw = version(ada)
    ada.do("corpus.write_rule", id="r1", forms="ward", replacement="[place]")
    ada.do("corpus.apply_rules", id="v2", source_id="s1", version_id=raw, unchecked_because="I work alone.")
    assert listed(ada, 1, version(ada)) == WordsOnPage((), 0)
    assert listed(ada, 1, raw).words


def test_a_text_of_no_pdf_has_no_words_on_pages(ada: Hand) -> None:
    ada.do("corpus.import_file", id="s2", file=file("notes.txt", "Some notes."))
    assert listed(ada, 1, version(ada, "s2")) == WordsOnPage((), 0)


def test_a_study_made_before_words_were_placed_gets_them_with_the_same_file(ada: Hand) -> None:
    of = version(ada)
    step = Command("tests.rows", "taking rows", True)
    ada.workbench._store.write(ada.viewer, step, lambda work: work.remove(work.get(PageWords, of)))
    assert words(ada, 1) == []
    again = ada.do("corpus.import_file", id="s9", file=file("minutes.pdf", MINUTES))
    assert again.accepted[0].warnings == ("Already here as minutes; its pages can be looked at now.",)
    assert words(ada, 2) == ["Signed", "on", "Monday"]


def test_taken_away_the_places_go_and_undone_they_are_back(ada: Hand) -> None:
    ada.do("corpus.remove_source", source_id="s1")
    with ada.workbench.reading(ada.viewer) as reads:
        assert reads.find(PageWords) == ()
    ada.do("study.undo")
    assert words(ada, 2) == ["Signed", "on", "Monday"]


def test_held_back_no_place_is_told_and_withdrawn_none_is_left(ada: Hand) -> None:
    ada.do("fieldwork.add_case", id="T1", code="T1", name="Beech")
    ada.do("fieldwork.add_participant", id="P01", code="P01", case_id="T1", role="A")
    talk = pdf_file(["I1: Why?", "P01: So.", "I1: Oh."])
    ada.do("corpus.import_file", id="s3", file=file("INT01.pdf", talk))
    of = version(ada, "s3")
    assert len(listed(ada, 1, of).words) == 6
    ada.do("fieldwork.hold", id="P01")
    assert ada.refused("corpus.page_words", version_id=of, number=1).message == NotFound().message
    with ada.workbench.reading(ada.viewer) as reads:
        assert reads.find(PageWords, source_id="s3") == ()
    ada.do("reporting.withdraw", id="w1", participant_id="P01", code="P01", reason="Asked.")
    with sqlite3.connect(ada.workbench.folder / "study.db") as connection:
        kept = connection.execute("SELECT count(*) FROM page_words WHERE source_id = 's3'").fetchone()
        bodies = connection.execute("SELECT body FROM row_versions WHERE kind = 'page_words' AND id = ?", (of,))
        left = [*kept, *(body for (body,) in bodies)]
    assert left == [0, None]
    assert ada.workbench.verify().intact


def test_a_scan_comes_in_with_a_warning_and_regions_of_its_pages_are_coded(ada: Hand) -> None:
    made = ada.do("corpus.import_file", id="s4", file=file("scan.pdf", pdf_file([], []))).accepted[0]
    assert (made.n_characters, made.n_utterances) == (0, 0)
    assert any(one.startswith("It holds no words, only pages as they look") for one in made.warnings)
    of = version(ada, "s4")
    seen = ada.do("corpus.pages", version_id=of)
    assert [(one.number, one.start) for one in seen.pages] == [(1, None), (2, None)]
    assert ada.do("corpus.page_file", version_id=of, number=2).content.startswith(b"\x89PNG")
    region = {"page": 2, "left": 10, "top": 10, "right": 60, "bottom": 60}
    ada.do("coding.apply_media", id="m1", source_id="s4", of_id=of, code_id="D1", region=region)
    (place,) = ada.do("coding.media_passages", code_id="D1")
    assert (place.region.page, place.covered) == (2, False)
    assert next(one for one in ada.do("corpus.sources") if one.id == "s4").n_codings == 1
    again = read_whole("a.qdpx", ada.do("reporting.export", format="qdpx").content)
    assert isinstance(again, ReadProject)
    assert [one.name for one in again.study.sources] == ["minutes"]
    assert ada.do("coding.extracts", code_id="D1", format="csv").content
    assert ada.workbench.verify().intact


def test_scans_of_the_same_look_are_sources_of_their_own(ada: Hand) -> None:
    for n in (1, 2):
        ada.do("corpus.import_file", id=f"scan{n}", file=file(f"scan{n}.pdf", pdf_file(*[[]] * n)))
    assert len(ada.do("corpus.sources")) == 3
