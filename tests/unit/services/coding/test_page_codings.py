"""A page of a PDF is looked at beside its words, and a region of it is coded as a region of a picture is."""

from __future__ import annotations

import csv
import io
import sqlite3
import zlib
from pathlib import Path
from typing import Any

import pytest
import typst
from tests.factories import DirectParser, Hand, colleague, file, owner, rows_added, study
from tests.formats.pdf_files import pdf_file

from anselm.domain.anchors import Pages, Region
from anselm.domain.coding import MediaCoding
from anselm.domain.errors import NotFound
from anselm.domain.judging import Round, RoundKind, UnitKind

LETTER = typst.compile(
    b'#set page(paper: "a4")\nMinutes of the ward.\n\n#rect(width: 5cm, height: 3cm, fill: blue)\n'
    b"#pagebreak()\n#set page(width: 20cm, height: 10cm)\nSigned on the second page."
)
BLUE = {"page": 1, "left": 70, "top": 90, "right": 220, "bottom": 190}


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    hand = owner(study(tmp_path, parser=DirectParser()))
    hand.do("fieldwork.add_case", id="T1", code="T1", name="Beech")
    hand.do("fieldwork.add_participant", id="P01", code="P01", case_id="T1", role="A")
    hand.do("corpus.import_file", id="s1", file=file("minutes.pdf", LETTER))
    for key, name in (("D1", "Boards"), ("D2", "Doors")):
        hand.do("coding.add_code", id=key, name=name, key=key)
    return hand


def version(hand: Hand, source: str = "s1") -> str:
    return str(hand.do("corpus.reading", source_id=source).version_id)


def coded(hand: Hand, identifier: str = "m1", code: str = "D1", region: dict[str, int] | None = None) -> Any:
    asked = {"id": identifier, "source_id": "s1", "of_id": version(hand), "code_id": code}
    return hand.do("coding.apply_media", **asked, region=region or BLUE)


def marks(hand: Hand) -> list[tuple[str, str]]:
    return [(one.id, one.code_id) for one in hand.do("coding.media_marks", source_id="s1")]


def dots(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and the dots of a PNG as it is written here."""
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    size = int.from_bytes(png[33:37], "big")
    assert png[37:41] == b"IDAT"
    return width, height, zlib.decompress(png[41 : 41 + size])


def test_each_page_says_its_size_and_where_its_words_are(ada: Hand) -> None:
    read = ada.do("corpus.reading", source_id="s1")
    seen = ada.do("corpus.pages", version_id=read.version_id)
    assert [(one.number, one.width, one.height) for one in seen.pages] == [(1, 595, 842), (2, 567, 283)]
    words = [read.text[one.start : one.end].strip() for one in seen.pages]
    assert words == ["Minutes of the ward.", "Signed on the second page."]
    assert (seen.of_id, seen.source_id, seen.why) == (read.version_id, "s1", "")


def test_a_page_is_shown_as_it_looks_with_nothing_else_in_the_file(ada: Hand) -> None:
    shown = ada.do("corpus.page_file", version_id=version(ada), number=1)
    assert (shown.media_type, shown.content[:4]) == ("image/png", b"\x89PNG")
    width, height, raw = dots(shown.content)
    assert (width, height, len(raw)) == (1191, 1684, 1684 * (1 + 3 * 1191))
    at = (2 * 150) * (1 + 3 * width) + 1 + 3 * (2 * 150)
    assert tuple(raw[at : at + 3]) == (0, 116, 217)  # typst's blue, in the middle of the rectangle
    assert ada.refused("corpus.page_file", version_id=version(ada), number=3).message == "There is no such page."


def test_a_page_without_words_is_there_and_begins_where_the_next_one_does(ada: Hand) -> None:
    ada.do("corpus.import_file", id="s2", file=file("gaps.pdf", pdf_file([], ["words"], [], ["more"], [])))
    read = ada.do("corpus.reading", source_id="s2")
    seen = ada.do("corpus.pages", version_id=read.version_id)
    assert [one.start for one in seen.pages] == [None, 0, None, 6, None]
    assert [read.text[one.start : one.end].strip() for one in seen.pages if one.start is not None] == ["words", "more"]


def test_a_corrected_text_is_of_the_same_pages_and_its_words_are_found_there(ada: Hand) -> None:
    before = version(ada)
    ada.do("corpus.correct_text", id="v2", source_id="s1", version_id=before, start=0, end=7, replacement="The minutes")
    seen = ada.do("corpus.pages", version_id="v2")
    text = ada.do("corpus.reading", source_id="s1").text
    assert (seen.of_id, text[seen.pages[1].start : seen.pages[1].end]) == (before, "Signed on the second page.")


def test_a_text_of_a_file_brought_in_since_has_other_pages_or_none(ada: Hand) -> None:
    ada.do("corpus.import_file", id="v2", file=file("minutes.txt", "Minutes of the ward.\nSigned."), source_id="s1")
    assert ada.do("corpus.pages", version_id="v2").pages == ()
    ada.do("corpus.import_file", id="v3", file=file("minutes.pdf", pdf_file(["One."])), source_id="s1")
    seen = ada.do("corpus.pages", version_id="v3")
    assert (seen.of_id, len(seen.pages)) == ("v3", 1)


def test_where_names_were_replaced_no_page_is_shown_beside_the_text_and_none_is_cut_out(ada: Hand) -> None:
    coded(ada)
    raw = version(ada)
    ada.do("corpus.write_rule", id="r1", forms="ward", replacement="[place]")
    ada.do("corpus.apply_rules", id="v2", source_id="s1", version_id=raw, unchecked_because="I work alone.")
    seen = ada.do("corpus.pages", version_id=version(ada))
    assert seen.pages == ()
    assert "names that are replaced" in seen.why
    (place,) = ada.do("coding.media_passages", code_id="D1")
    assert place.covered
    assert ada.do("corpus.pages", version_id=raw).pages


def test_a_text_read_before_pages_were_kept_says_so_and_the_same_file_brings_them(ada: Hand) -> None:
    of = version(ada)
    without_pages(ada, of)
    seen = ada.do("corpus.pages", version_id=of)
    assert seen.pages == ()
    assert "read before they were kept" in seen.why
    again = ada.do("corpus.import_file", id="s9", file=file("minutes.pdf", LETTER))
    assert again.accepted[0].warnings == ("Already here as minutes; its pages can be looked at now.",)
    assert len(ada.do("corpus.pages", version_id=of).pages) == 2
    again = ada.do("corpus.import_file", id="s9", file=file("minutes.pdf", LETTER))
    assert again.accepted[0].warnings == ("Already here as minutes; nothing was added.",)


def without_pages(hand: Hand, of: str) -> None:
    """The study as one that was made before."""
    from anselm.storage.work import Command

    step = Command("tests.rows", "taking rows", True)
    hand.workbench._store.write(hand.viewer, step, lambda work: work.remove(work.get(Pages, of)))


def test_a_region_of_a_page_is_coded_once_and_said_in_words(ada: Hand) -> None:
    coded(ada)
    assert coded(ada, "m2").id == "m1"
    assert coded(ada, "m3", region={**BLUE, "page": 2}).id == "m3"
    first, second = ada.do("coding.media_marks", source_id="s1")
    assert (first.region.page, first.place) == (1, "page 1, upper left, 25% wide and 12% high")
    assert second.place == "page 2, left, 26% wide and 35% high"
    (one, two) = ada.do("coding.media_passages", code_id="D1")
    assert (one.width, one.height, two.width, two.covered) == (595, 842, 567, False)


@pytest.mark.parametrize(
    ("region", "said"),
    [
        ({**BLUE, "right": 596}, "the page has 595 by 842 points"),
        ({**BLUE, "page": 2, "bottom": 284}, "the page has 567 by 283 points"),
        ({**BLUE, "right": 70}, "one point wide"),
        ({**BLUE, "page": 3}, NotFound().message),
        ({**BLUE, "page": 0}, NotFound().message),
    ],
)
def test_a_region_lies_on_a_page_of_its_file(ada: Hand, region: dict[str, int], said: str) -> None:
    asked = {"id": "m1", "source_id": "s1", "of_id": version(ada), "code_id": "D1", "region": region}
    assert said in ada.refused("coding.apply_media", **asked).message
    assert marks(ada) == []


def test_recoded_moved_noted_and_taken_off_each_step_is_undone(ada: Hand) -> None:
    coded(ada)
    steps = (
        ("coding.recode_media", {"code_id": "D2"}),
        ("coding.resize_media", {"region": {"page": 2, "left": 0, "top": 0, "right": 567, "bottom": 283}}),
        ("coding.note_media", {"note": "whose hand?"}),
        ("coding.remove_media", {}),
    )
    seen = [ada.do("coding.media_marks", source_id="s1")]
    for name, more in steps:
        ada.do(name, id="m1", **more)
        seen.append(ada.do("coding.media_marks", source_id="s1"))
    assert (seen[2][0].place, seen[3][0].note, seen[4]) == ("page 2, nearly all of it", "whose hand?", ())
    for before in reversed(seen[:-1]):
        ada.do("study.undo")
        assert ada.do("coding.media_marks", source_id="s1") == before


def test_regions_of_pages_count_with_the_code_and_the_source(ada: Hand) -> None:
    coded(ada)
    coded(ada, "m2", "D2")
    assert next(one.n_codings for one in ada.do("coding.codes") if one.id == "D1") == 1
    assert next(one for one in ada.do("corpus.sources") if one.id == "s1").n_codings == 2
    ada.do("coding.merge_codes", id="D1", into_id="D2")
    assert marks(ada) == [("m2", "D2")]


def test_a_reading_that_is_not_opened_is_in_no_list_and_no_count(ada: Hand) -> None:
    coded(ada)
    hidden = MediaCoding("m9", "blind", "somebody", "s1", version(ada), "D1", Region(0, 0, 5, 5, 1))
    apart = Round("blind", "Blind", RoundKind.CODE, UnitKind.SPAN, True, judge_ids=("somebody",))
    rows_added(ada.workbench, apart, hidden)
    assert marks(ada) == [("m1", "D1")]
    assert [one.id for one in ada.do("coding.media_passages", code_id="D1")] == ["m1"]


def test_another_coders_region_is_theirs(ada: Hand) -> None:
    ben = colleague(ada.workbench, "Ben", key="B")
    coded(ada)
    coded(ben, "m2")
    assert ben.refused("coding.remove_media", id="m1").code == "refused"
    (place,) = ada.do("coding.media_passages", code_id="D1")
    assert len(place.coders) == 2


def test_held_back_the_pages_are_nowhere_and_withdrawn_they_leave_the_disk(ada: Hand) -> None:
    ada.do("corpus.remove_source", source_id="s1")
    ada.do("corpus.import_file", id="s1b", file=file("INT01.pdf", pdf_file(["I1: Why?", "P01: So.", "I1: Oh."])))
    of = version(ada, "s1b")
    region = {"page": 1, "left": 0, "top": 0, "right": 9, "bottom": 9}
    ada.do("coding.apply_media", id="m1", source_id="s1b", of_id=of, code_id="D1", region=region)
    ada.do("corpus.page_file", version_id=of, number=1)
    assert len(ada.do("coding.media_passages", code_id="D1")) == 1
    ada.do("fieldwork.hold", id="P01")
    assert ada.do("coding.media_passages", code_id="D1") == ()
    assert ada.refused("corpus.pages", version_id=of).message == NotFound().message
    assert ada.refused("corpus.page_file", version_id=of, number=1).message == NotFound().message
    ada.do("reporting.withdraw", id="w1", participant_id="P01", code="P01", reason="Asked.")
    held = [one.read_bytes() for one in (ada.workbench.folder / "media").rglob("*") if one.is_file()]
    assert not any(b"P01" in one or one == pdf_file(["I1: Why?", "P01: So.", "I1: Oh."]) for one in held)
    with ada.workbench.reading(ada.viewer) as reads:
        assert reads.find(Pages, source_id="s1b") == ()
        assert reads.find(MediaCoding) == ()
    assert ada.workbench.verify().intact


def test_what_was_taken_off_the_pages_before_does_not_come_back_after_a_withdrawal(ada: Hand) -> None:
    ada.do("corpus.import_file", id="s1b", file=file("INT01.pdf", pdf_file(["I1: Why?", "P01: So.", "I1: Oh."])))
    of, ben = version(ada, "s1b"), colleague(ada.workbench, "Ben", key="B")
    region = {"page": 1, "left": 0, "top": 0, "right": 9, "bottom": 9}
    ben.do("coding.apply_media", id="m1", source_id="s1b", of_id=of, code_id="D1", region=region)
    ben.do("coding.note_media", id="m1", note="hers, surely")
    ben.do("coding.apply", id="k1", version_id=of, start=0, end=3, code_id="D1")
    coded(ben, "m2")
    for name, one in (("coding.remove_media", "m1"), ("coding.remove", "k1"), ("coding.remove_media", "m2")):
        ben.do(name, id=one)
    ada.do("fieldwork.hold", id="P01")
    ada.do("reporting.withdraw", id="w1", participant_id="P01", code="P01", reason="Asked.")
    with sqlite3.connect(ada.workbench.folder / "study.db") as connection:
        said = dict(connection.execute("SELECT id, max(body IS NOT NULL) FROM row_versions GROUP BY kind, id"))
    assert (said["m1"], said["k1"], said["m2"]) == (0, 0, 1)
    ben.do("study.undo")
    assert marks(ada) == [("m2", "D1")]
    with ada.workbench.reading(ada.viewer) as reads:
        assert [one.id for one in reads.find(MediaCoding)] == ["m2"]
    assert ada.workbench.verify().intact


def test_taken_away_a_text_comes_back_with_its_pages_and_their_regions(ada: Hand) -> None:
    coded(ada)
    of = version(ada)
    ada.do("corpus.remove_source", source_id="s1")
    with ada.workbench.reading(ada.viewer) as reads:
        assert reads.find(Pages) == ()
    ada.do("study.undo")
    assert marks(ada) == [("m1", "D1")]
    assert len(ada.do("corpus.pages", version_id=of).pages) == 2


def test_a_file_that_is_not_on_this_computer_is_said(ada: Hand) -> None:
    for one in (ada.workbench.folder / "media").rglob("*"):
        if one.is_file():
            one.unlink()
    said = ada.refused("corpus.page_file", version_id=version(ada), number=1).message
    assert said == "The PDF is not on this computer, so its pages cannot be shown."


def test_what_leaves_as_a_list_of_passages_names_the_region_in_brackets(ada: Hand) -> None:
    coded(ada)
    made = ada.do("coding.extracts", code_id="D1", format="csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(made)) for cell in row]
    assert any("[Region of a page: page 1, upper left, 25% wide and 12% high.]" in cell for cell in cells)


def test_a_project_and_a_table_say_that_regions_of_pages_stay_behind(ada: Hand) -> None:
    coded(ada)
    for ending in ("qdpx", "csv"):
        losses = ada.do("reporting.losses", format=ending)
        assert any(one.startswith("1 coding of regions of pages: left out") for one in losses.losses)
    assert "0 codings" in ada.do("reporting.losses", format="qdpx").holds
    assert ada.do("reporting.export", format="qdpx").content
