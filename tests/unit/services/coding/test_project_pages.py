"""The PDF files of a project come in with their pages and what is coded on them, and go out again where they are asked
for."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import typst
from lxml import etree
from tests.factories import DirectParser, Hand, colleague, file, owner, study
from tests.formats.pdf_files import pdf_file
from tests.formats.project_files import coding, passage, project_file, project_xml, text_source
from tests.shared_data import shared_data

from anselm.bootstrap_outside import LazyParser
from anselm.domain.interchange import ExchangedStudy, ReadProject
from anselm.domain.parsed import ParseOutcome, Refusal
from anselm.formats.project import read_whole
from anselm.formats.refi_in import read_project

MINUTES = typst.compile(
    b'#set page(paper: "a4")\nMinutes of the ward.\n\n#rect(width: 5cm, height: 3cm, fill: blue)\n'
    b"#pagebreak()\n#set page(width: 20cm, height: 10cm)\nSigned on the second page."
)
WORDS = "Minutes of the ward.\nSigned on the second page."
BLUE = {"page": 1, "left": 70, "top": 90, "right": 220, "bottom": 190}
SIGNED = {"page": 2, "left": 60, "top": 50, "right": 300, "bottom": 120}


def place(page: int, corners: tuple[int, ...], inner: str, guid: str = "") -> str:
    first_x, first_y, second_x, second_y = corners
    at = f'page="{page}" firstX="{first_x}" firstY="{first_y}" secondX="{second_x}" secondY="{second_y}"'
    return f'<PDFSelection guid="{guid or f"p{page}-{first_x}"}" {at}>{inner}</PDFSelection>'


def pdf_source(places: str, words: str | None = "r.txt", inner: str = "", more: str = "", guid: str = "d") -> str:
    """A PDF called Minutes in the file `<guid>.pdf`, its words in a file of their own where it has some."""
    said = f'<Representation guid="r{guid}" plainTextPath="internal://{words}">{inner}</Representation>'
    said = said if words else ""
    return f'<PDFSource guid="{guid}" name="Minutes" path="internal://{guid}.pdf">{places}{said}{more}</PDFSource>'


def minutes(places: str = "", **files: Any) -> bytes:
    """A project of one PDF with its words, of which the first is coded, and these places on its pages."""
    source = pdf_source(places, inner=passage(0, 7, coding(9), "words"))
    parts: dict[str, bytes] = {"r.txt": WORDS.encode(), "d.pdf": MINUTES, **files}
    return project_file(project_xml(source), {name: content for name, content in parts.items() if content})


# the blue rectangle as a PDF counts, from the lower left of a page that is 842 points high
PLACES = place(0, (70, 652, 220, 752), "<Description>Why blue?</Description>" + coding(1) + coding(2, user=2)) + place(
    1, (300, 163, 60, 233), coding(3, 3, 0)
)


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    return owner(study(tmp_path / "one", parser=DirectParser()))


def asked(data: bytes, mine: str = "") -> dict[str, Any]:
    return {"file": {"name": "minutes.qdpx", "data": data}, "mine": mine}


def bring(hand: Hand, data: bytes) -> Any:
    return hand.do("coding.bring_project", **asked(data))


def left(found: Any) -> list[tuple[str, tuple[str, ...], str]]:
    return [(one.what, one.names, one.why) for one in found.left]


def regions(hand: Hand, name: str = "Minutes") -> list[tuple[Any, ...]]:
    """Every region of the pages of a source, by code, place, coder, note and day."""
    codes = {one.id: one.name for one in hand.do("coding.codes")}
    found = next(one.id for one in hand.do("corpus.sources") if one.name == name)
    return sorted(
        (codes[one.code_id], *(getattr(one.region, side) for side in ("page", "left", "top", "right", "bottom")),
         one.coder, one.note, one.created_at[:10])
        for one in hand.do("coding.media_marks", source_id=found)
    )  # fmt: skip


CODED = [
    ("Asking", 2, 60, 50, 300, 120, "Ada", "", "2026-01-02"),
    ("Overhearing", 1, 70, 90, 220, 190, "Kay Ash", "Why blue?", "2021-03-04"),
    ("Overhearing", 1, 70, 90, 220, 190, "Lou Bay", "Why blue?", "2021-03-04"),
]


def read_of(hand: Hand, name: str = "Minutes") -> Any:
    return hand.do("corpus.reading", source_id=next(one.id for one in hand.do("corpus.sources") if one.name == name))


def test_a_pdf_comes_in_with_its_pages_and_what_is_coded_on_them(ada: Hand) -> None:
    seen = ada.do("coding.look_at_project", **asked(minutes(PLACES)))
    assert ada.do("corpus.sources") == ()
    done = bring(ada, minutes(PLACES))
    for one in (seen, done):
        assert [(source.name, source.kind, source.n_codings) for source in one.sources] == [("Minutes", "pdf", 4)]
        assert (one.n_codings, left(one)) == (4, [])
    found = regions(ada)
    assert [one[:-1] for one in found] == [one[:-1] for one in CODED]
    assert [one[-1] for one in found[1:]] == ["2021-03-04"] * 2
    read = read_of(ada)
    pages = ada.do("corpus.pages", version_id=read.version_id)
    assert [(one.width, one.height, read.text[one.start : one.end].strip()) for one in pages.pages] == [
        *((595, 842, "Minutes of the ward."), (567, 283, "Signed on the second page."))
    ]
    assert ada.do("corpus.page_file", version_id=pages.of_id, number=1).content[:4] == b"\x89PNG"
    words = ada.do("corpus.page_words", version_id=read.version_id, number=2).words
    assert [read.text[one.start : one.end] for one in words] == ["Signed", "on", "the", "second", "page."]


def test_the_same_project_again_adds_nothing_and_undo_takes_all_of_it_back(ada: Hand) -> None:
    bring(ada, minutes(PLACES))
    before = ada.workbench.content_digest()
    again = bring(ada, minutes(PLACES))
    assert (again.anything, again.n_codings, again.n_codings_here) == (False, 0, 4)
    assert ada.workbench.content_digest() == before
    assert ada.do("study.undo")
    assert ada.do("corpus.sources") == ()


def test_regions_that_come_later_go_on_the_pages_that_are_here(ada: Hand) -> None:
    bring(ada, minutes(PLACES))
    more = PLACES + place(0, (0, 0, 50, 50), coding(5, 3))
    assert (bring(ada, minutes(more)).n_codings, len(regions(ada))) == (1, 4)
    ada.do("corpus.import_file", id="s2", file=file("other.pdf", pdf_file(["Words of it"])))
    other = project_xml(pdf_source(place(0, (0, 0, 50, 50), coding(5, 3)), "o.txt").replace("Minutes", "other"))
    made = bring(ada, project_file(other, {"o.txt": b"Words of it", "d.pdf": pdf_file(["Words of it"])}))
    assert ([one.became for one in made.sources], made.n_codings, len(regions(ada, "other"))) == (["here"], 1, 1)


def test_a_text_that_is_here_without_its_pages_has_no_regions_and_says_so(ada: Hand) -> None:
    bring(ada, project_file(project_xml(text_source("d", "Minutes")), {"d.txt": WORDS.encode()}))
    done = bring(ada, minutes(PLACES))
    assert left(done) == [
        ("3 codings of places on pages", ("Minutes",), "Their text is here without the pages of its PDF.")
    ]
    assert (done.n_codings, regions(ada)) == (1, [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", [("3 codings of places on pages", "Their PDF is not in the file.")]),
        (b"no PDF at all", [("1 PDF", "It cannot be read. "), ("3 codings of places on pages", "Their PDF cannot")]),
        (MINUTES[:700], [("1 PDF", "It cannot be read. "), ("3 codings of places on pages", "Their PDF cannot")]),
    ],
)
def test_without_its_pdf_the_words_come_and_what_stands_on_pages_is_counted(
    ada: Hand, content: bytes, said: list[tuple[str, str]]
) -> None:
    done = bring(ada, minutes(PLACES, **{"d.pdf": content}))
    told = left(done)
    assert [(what, names) for what, names, _ in told] == [(what, ("Minutes",)) for what, _ in said]
    assert all(why.startswith(begins) for (_, _, why), (_, begins) in zip(told, said, strict=True))
    assert (done.n_sources, done.n_codings, regions(ada)) == (1, 1, [])
    assert ada.do("corpus.pages", version_id=read_of(ada).version_id).pages == ()


def test_places_beside_every_page_are_counted_and_those_over_the_edge_cut_to_it(ada: Hand) -> None:
    beside = (
        place(7, (1, 1, 9, 9), coding(1), "a")
        + place(0, (900, 0, 950, 50), coding(2), "b")
        + place(0, (5, 5, 5, 5), coding(3), "c")
        + '<PDFSelection guid="d0" page="0">' + coding(4) + "</PDFSelection>"
        + place(1, (500, 200, 900, 900), coding(5), "e")
    )  # fmt: skip
    done = bring(ada, minutes(beside))
    assert [(what, why) for what, _, why in left(done)] == [
        ("4 codings of places on pages", "They lie on no page of the PDF, or outside of it.")
    ]
    assert [one[1:6] for one in regions(ada)] == [(2, 500, 0, 567, 83)]


def test_a_program_that_counts_pages_from_one_is_seen_by_its_last_page(ada: Hand) -> None:
    done = bring(ada, minutes(place(1, (70, 652, 220, 752), coding(1)) + place(2, (60, 163, 300, 233), coding(3, 3))))
    assert [one[1:6] for one in regions(ada)] == [(2, 60, 50, 300, 120), (1, 70, 90, 220, 190)]
    assert "Its pages are counted from 1." in done.positions


def test_what_is_said_at_a_place_without_a_code_is_named(ada: Hand) -> None:
    bare = place(0, (1, 1, 9, 9), "<Description>Look here</Description>", "a") + place(0, (2, 2, 9, 9), "", "b")
    assert [what for what, _, _ in left(bring(ada, minutes(bare)))] == [
        "1 remark at a place on a page", "1 marked passage",
    ]  # fmt: skip


def test_a_place_and_its_words_under_one_identifier_are_one_coding(ada: Hand) -> None:
    done = bring(ada, minutes(place(0, (60, 740, 120, 780), coding(1), "words")))
    assert (done.n_codings, left(done), regions(ada)) == (1, [], [])


def test_a_note_at_a_place_is_a_memo_at_its_coding(ada: Hand) -> None:
    noted = place(0, (1, 1, 90, 90), coding(1, more='<NoteRef targetGUID="n"/>'))
    notes = '<Notes><Note guid="n" name="Why"><PlainTextContent>A thought.</PlainTextContent></Note></Notes>'
    xml = project_xml(pdf_source(noted), notes)
    bring(ada, project_file(xml, {"r.txt": WORDS.encode(), "d.pdf": MINUTES}))
    (mark,) = ada.do("coding.media_marks", source_id=ada.do("corpus.sources")[0].id)
    (memo,) = ada.do("study.memos")
    assert (memo.about_kind, memo.about_id, memo.body) == ("coding", mark.id, "Why\n\nA thought.")


def test_words_the_project_does_not_say_are_those_of_the_pdf(ada: Hand) -> None:
    source = pdf_source(place(0, (70, 652, 220, 752), coding(1)), None, more=coding(2, 3))
    done = bring(ada, project_file(project_xml(source), {"d.pdf": MINUTES}))
    read = read_of(ada)
    assert ("Minutes of the ward." in read.text, done.n_codings, left(done)) == (True, 2, [])
    (mark,) = ada.do("coding.marks", version_id=read.version_id)
    assert (mark.start, mark.end) == (0, len(read.text))
    assert not bring(ada, project_file(project_xml(source), {"d.pdf": MINUTES})).anything


def test_a_scan_comes_in_for_its_pages_and_a_coding_of_all_its_words_does_not(ada: Hand) -> None:
    source = pdf_source(place(1, (0, 0, 60, 60), coding(1)), None, more=coding(2, 3))
    done = bring(ada, project_file(project_xml(source), {"d.pdf": pdf_file([], [])}))
    assert (done.sources[0].n_characters, len(regions(ada)), [what for what, _, _ in left(done)]) == (
        *(0, 1, ["1 coding"]),
    )
    assert len(ada.do("corpus.pages", version_id=read_of(ada).version_id).pages) == 2


def test_a_pdf_without_words_that_cannot_be_read_is_left_and_named(ada: Hand) -> None:
    both = pdf_source(place(0, (0, 0, 9, 9), coding(1)), None, more=coding(2)) + text_source("s", "Diary")
    done = bring(ada, project_file(project_xml(both), {"d.pdf": b"%PDF-1.4 broken", "s.txt": b"A quiet day."}))
    assert [what for what, _, _ in left(done)] == ["1 PDF", "1 coding of a place on a page", "1 text", "1 coding"]
    assert [one.name for one in ada.do("corpus.sources")] == ["Diary"]


def test_where_the_project_says_other_words_the_pages_are_laid_to_them(ada: Hand) -> None:
    said = "Page one.\nMinutes of a ward.\nSigned on the second page."
    bring(ada, minutes(PLACES, **{"r.txt": said.encode()}))
    read = read_of(ada)
    pages = ada.do("corpus.pages", version_id=read.version_id).pages
    assert (read.text, [read.text[one.start : one.end].strip()[:6] for one in pages]) == (said, ["Minute", "Signed"])
    listed = [ada.do("corpus.page_words", version_id=read.version_id, number=n).words for n in (1, 2)]
    found = [[read.text[one.start : one.end] for one in words] for words in listed]
    assert found == [["Minutes", "of", "ward."], ["Signed", "on", "the", "second", "page."]]


def test_a_pdf_that_ends_its_reader_costs_its_own_pages_alone(tmp_path: Path) -> None:
    class Ending(DirectParser):
        def parse(self, name: str, data: bytes, as_kind: str | None = None) -> ParseOutcome:
            return Refusal("Its reader ended.") if as_kind == "pdf" else super().parse(name, data, as_kind)

    ada = owner(study(tmp_path / "ended", parser=Ending()))
    done = bring(ada, minutes(PLACES))
    assert (done.n_sources, done.n_codings, left(done)[0]) == (
        *(1, 1, ("1 PDF", ("Minutes",), "It cannot be read. Its reader ended.")),
    )


def test_in_the_limited_child_it_is_the_same(tmp_path: Path) -> None:
    parser = LazyParser()
    ada = owner(study(tmp_path / "limited", parser=parser))
    try:
        assert (bring(ada, minutes(PLACES)).n_codings, len(regions(ada))) == (4, 3)
    finally:
        parser.close()


# -- out


@pytest.fixture
def lou(tmp_path: Path) -> Hand:
    """A study with a PDF, words and regions of it coded by two."""
    hand = owner(study(tmp_path / "out", parser=DirectParser()))
    hand.do("fieldwork.add_case", id="T1", code="T1", name="Beech")
    hand.do("fieldwork.add_participant", id="P01", code="P01", case_id="T1", role="A")
    hand.do("corpus.import_file", id="s1", file=file("Minutes.pdf", MINUTES))
    for key, name in (("D1", "Overhearing"), ("D2", "Asking")):
        hand.do("coding.add_code", id=key, name=name, key=key)
    of = read_of(hand).version_id
    hand.do("coding.apply", id="k1", version_id=of, start=0, end=7, code_id="D1")
    for n, (code, region) in enumerate((("D1", BLUE), ("D2", SIGNED), ("D2", BLUE))):
        hand.do("coding.apply_media", id=f"m{n}", source_id="s1", of_id=of, code_id=code, region=region)
    hand.do("coding.note_media", id="m1", note="Whose hand?\nNot hers.")
    ben = colleague(hand.workbench, "Ben", key="B")
    ben.do("coding.apply_media", id="m9", source_id="s1", of_id=of, code_id="D1", region=BLUE)
    return hand


def exported(hand: Hand, **more: Any) -> bytes:
    return bytes(hand.do("reporting.export", format="qdpx", **more).content)


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def told(data: bytes) -> dict[str, Any]:
    """What a project says of its PDF files, without identifiers."""
    found = read_project("a.qdpx", data)
    assert isinstance(found, ExchangedStudy)
    codes, users = ({one.guid: one.name for one in rows} for rows in (found.codes, found.users))
    return {
        "texts": [(one.name, one.text) for one in found.sources],
        "words": sorted((one.start, one.end, codes[one.code], users[one.user], one.at[:19]) for source in found.sources
                        for one in source.codings),
        "places": sorted(
            (pdf.name, one.page, one.first_x, one.first_y, one.second_x, one.second_y, codes[one.code],
             users[one.user], one.at[:19], one.note)
            for pdf in found.pdfs for one in pdf.places
        ),
    }  # fmt: skip


def test_a_pdf_goes_out_with_its_regions_where_it_is_asked_for_and_only_there(lou: Hand) -> None:
    assert not any(name.endswith(".pdf") for name in parts(exported(lou)))
    inside = parts(exported(lou, pages=True))
    assert [content for name, content in inside.items() if name.endswith(".pdf")] == [MINUTES]
    assert exported(lou, pages=True) == exported(lou, pages=True)
    made = told(exported(lou, pages=True))
    assert [(*one[1:8], one[9]) for one in made["places"]] == [
        (0, 70, 652, 220, 752, "Asking", "Ada", ""),
        (0, 70, 652, 220, 752, "Overhearing", "Ada", ""),
        (0, 70, 652, 220, 752, "Overhearing", "Ben", ""),
        (1, 60, 163, 300, 233, "Asking", "Ada", "Whose hand?\nNot hers."),
    ]
    assert [one[0:2] for one in made["words"]] == [(0, 7)]


def test_what_goes_out_is_valid_by_the_schema(lou: Hand) -> None:
    known = etree.XMLSchema(etree.parse(str(shared_data("refi/Project-1.0.xsd"))))
    for pages in (True, False):
        known.validate(etree.fromstring(parts(exported(lou, pages=pages))["project.qde"]))
        assert [str(one) for one in known.error_log] == []


def test_out_and_in_again_it_is_the_same_and_so_is_what_goes_out_then(lou: Hand, tmp_path: Path) -> None:
    first = exported(lou, pages=True)
    again = owner(study(tmp_path / "again", parser=DirectParser()))
    done = again.do("coding.bring_project", **asked(first, "Ada"))
    assert (done.n_codings, left(done)) == (5, [])
    assert regions(again) == regions(lou)
    assert read_of(again).text == read_of(lou).text
    pages = [[hand.do("corpus.pages", version_id=read_of(hand).version_id).pages,
              *(hand.do("corpus.page_words", version_id=read_of(hand).version_id, number=n) for n in (1, 2))]
             for hand in (lou, again)]  # fmt: skip
    assert pages[0] == pages[1]
    assert told(exported(again, pages=True)) == told(first)
    assert not lou.do("coding.bring_project", **asked(first)).anything


def test_a_corrected_text_goes_with_the_pages_it_comes_from(lou: Hand, tmp_path: Path) -> None:
    of = read_of(lou).version_id
    lou.do("corpus.correct_text", id="v2", source_id="s1", version_id=of, start=8, end=10, replacement="taken on")
    again = owner(study(tmp_path / "again", parser=DirectParser()))
    assert again.do("coding.bring_project", **asked(exported(lou, pages=True))).n_codings == 5
    assert read_of(again).text.startswith("Minutes taken on the ward.")
    page = again.do("corpus.page_words", version_id=read_of(again).version_id, number=1).words
    assert [read_of(again).text[one.start : one.end] for one in page] == ["Minutes", "the", "ward."]
    assert not lou.do("coding.bring_project", **asked(exported(lou, pages=True))).anything


def test_a_page_that_is_turned_and_cut_keeps_its_regions(lou: Hand, tmp_path: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(MINUTES)
    document[0].set_rotation(90)
    document[0].set_cropbox(20, 30, 500, 800)
    turned = io.BytesIO()
    document.save(turned)
    lou.do("corpus.import_file", id="s2", file=file("turned.pdf", turned.getvalue()))
    of = read_of(lou, "turned").version_id
    region = {"page": 1, "left": 10, "top": 20, "right": 200, "bottom": 90}
    lou.do("coding.apply_media", id="t1", source_id="s2", of_id=of, code_id="D1", region=region)
    again = owner(study(tmp_path / "again", parser=DirectParser()))
    again.do("coding.bring_project", **asked(exported(lou, pages=True)))
    assert [one[:6] for one in regions(again, "turned")] == [one[:6] for one in regions(lou, "turned")]
    assert [one[1:6] for one in regions(lou, "turned")] == [(1, 10, 20, 200, 90)]
    (place_of,) = [one for one in told(exported(lou, pages=True))["places"] if one[0] == "turned"]
    assert place_of[2:6] == (40, 40, 110, 230)


def test_a_scan_goes_out_and_comes_in_for_its_pages(lou: Hand, tmp_path: Path) -> None:
    lou.do("corpus.import_file", id="s2", file=file("scan.pdf", pdf_file([], [])))
    of = read_of(lou, "scan").version_id
    lou.do("coding.apply_media", id="t1", source_id="s2", of_id=of, code_id="D1", region={**SIGNED, "bottom": 70})
    again = owner(study(tmp_path / "again", parser=DirectParser()))
    again.do("coding.bring_project", **asked(exported(lou, pages=True)))
    assert [one[:6] for one in regions(again, "scan")] == [("Overhearing", 2, 60, 50, 300, 70)]


def test_what_stays_behind_and_what_goes_is_said_before(lou: Hand) -> None:
    bare = lou.do("reporting.losses", format="qdpx")
    assert "4 codings of regions of pages: left out, since their PDF does not go along." in bare.losses
    assert "1 PDF file: left out; their words go as texts." in bare.losses
    assert "1 source, 2 codes, 1 coding," in bare.holds
    whole = lou.do("reporting.losses", format="qdpx", pages=True)
    assert not any("left out" in one and ("region" in one or "PDF" in one) for one in whole.losses)
    assert any(one.startswith("PDF files go as they were brought in") for one in whole.losses)
    assert "1 source, 1 PDF file, 2 codes, 5 codings," in whole.holds


def test_where_names_are_replaced_the_pages_stay_here(lou: Hand) -> None:
    lou.do("corpus.write_rule", id="r1", forms="ward", replacement="[place]")
    of = read_of(lou).version_id
    lou.do("corpus.apply_rules", id="v2", source_id="s1", version_id=of, unchecked_because="I work alone.")
    lou.do("corpus.correct_text", id="v3", source_id="s1", version_id="v2", start=0, end=7, replacement="The minutes")
    inside = parts(exported(lou, pages=True))
    assert not any(name.endswith(".pdf") or b"of the ward" in content for name, content in inside.items())
    assert b"PDFSelection" not in inside["project.qde"]
    said = lou.do("reporting.losses", format="qdpx", pages=True).losses
    assert "4 codings of regions of pages: left out, since their PDF does not go along." in said
    assert any(one.startswith("1 PDF file: left out; names are replaced") for one in said)


def test_a_pdf_that_is_not_on_this_computer_is_said_and_nothing_is_written(lou: Hand) -> None:
    for one in (lou.workbench.folder / "media").rglob("*"):
        if one.is_file():
            one.unlink()
    assert lou.refused("reporting.export", format="qdpx", pages=True).message == (
        "The PDF Minutes is not on this computer."
    )
    assert exported(lou)


def test_pages_of_whoever_is_held_back_or_withdrawn_go_nowhere(lou: Hand) -> None:
    talk = pdf_file(["I1: Why?", "P01: So.", "I1: Oh."])
    lou.do("corpus.import_file", id="s2", file=file("INT01.pdf", talk))
    of = read_of(lou, "INT01").version_id
    lou.do("coding.apply_media", id="t1", source_id="s2", of_id=of, code_id="D1", region={**BLUE, "bottom": 100})

    def gone() -> bool:
        inside = parts(exported(lou, pages=True))
        return talk not in inside.values() and len(told(exported(lou, pages=True))["places"]) == 4

    assert not gone()
    lou.do("fieldwork.hold", id="P01")
    assert gone()
    lou.do("reporting.withdraw", id="w1", participant_id="P01", code="P01", reason="Asked.")
    assert gone()
    assert talk not in [one.read_bytes() for one in (lou.workbench.folder / "media").rglob("*") if one.is_file()]
    assert lou.workbench.verify().intact


def test_a_project_is_read_in_one_go_and_its_pdf_by_itself() -> None:
    found = read_whole("a.qdpx", minutes(PLACES))
    assert isinstance(found, ReadProject)
    (pdf,) = found.study.pdfs
    assert (pdf.part, [one.page for one in pdf.places], pdf.content) == ("sources/d.pdf", [0, 0, 1], b"")
    assert not any(one.pages for one in found.turns)
