"""A project of another program is read whole: every kind of text, what is said beside it, and what is left, by name."""

from __future__ import annotations

import random
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from tests.formats.hostile_files import damaged
from tests.formats.pdf_files import pdf_file
from tests.formats.project_files import (
    CODE,
    coding,
    kitchen,
    passage,
    project_file,
    project_xml,
    text_source,
)
from tests.formats.word_files import zipped
from tests.pictures import png
from tests.shared_data import shared_data

from anselm.domain.interchange import ReadProject
from anselm.domain.parsed import Refusal
from anselm.formats.project import read_whole
from anselm.workers.pool import ParserPool
from anselm.workers.wire import outcome_of, written


def read(data: bytes) -> ReadProject:
    found = read_whole("a.qdpx", data)
    assert isinstance(found, ReadProject), found
    return found


def left(found: ReadProject) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.what, one.names) for one in found.study.left]


def test_texts_come_with_codings_by_whom_memos_and_turns() -> None:
    found = read(kitchen())
    first, second = found.study.sources
    assert (first.name, first.description, second.name) == ("INT01", "Noisy room.", "Diary")
    told = [(first.text[one.start : one.end], one.code[-1], one.user[-1:], one.notes) for one in first.codings]
    assert told == [("I hear them", "2", "1", ()), ("I hear them", "2", "2", ()), ("I hear them", "3", "", ("n2",))]
    assert [(one.words, first.text[one.start : one.end]) for one in first.remarks] == [("Opened well", "I1: How d")]
    assert [turn.speaker for turn in found.turns[0].utterances] == ["I1", "P01", "P01"]
    assert [(one.name, one.parent, one.group) for one in found.book.codes] == [
        *(("Ways", -1, True), ("Overhearing", 0, False), ("Asking", 0, False))
    ]


def test_what_does_not_come_is_counted_and_named_with_its_reason() -> None:
    found = read(kitchen('<Graphs><Graph guid="g" name="Map"/></Graphs>'))
    assert left(found) == [
        ("1 recording", ("Tour.mp4",)),
        ("1 coding", ("INT01",)),
        ("1 set", ("Tea",)),
        ("1 graph", ("Map",)),
        ("1 empty memo", ("Nothing",)),
    ]
    assert all(one.why for one in found.study.left)


def test_a_project_goes_from_process_to_process_whole() -> None:
    for data in (kitchen(), pictured(), paged()):
        found = read(data)
        assert outcome_of(written(found)) == found


def paged() -> bytes:
    corners = 'page="0" firstX="1.4" firstY="-3" secondX="30" secondY="40"'
    place = f'<PDFSelection guid="a" {corners}><Description>So</Description>{coding(1)}</PDFSelection>'
    pdf = f'<PDFSource guid="d" name="Paper" path="internal://d.pdf">{place}</PDFSource>'
    return project_file(project_xml(pdf), {"d.pdf": pdf_file(["Words"])})


def pictured() -> bytes:
    corners = 'firstX="1" firstY="1" secondX="3" secondY="4"'
    outside = 'firstX="1" firstY="1" secondX="99" secondY="4"'
    picture = (
        '<PictureSource guid="p" name="Map of the ward" path="internal://p.PNG">'
        f'<PictureSelection guid="a" {corners}>{coding(1)}</PictureSelection>'
        f'<PictureSelection guid="b" {outside}>{coding(2)}</PictureSelection></PictureSource>'
        '<PictureSource guid="gone" name="Gone" path="internal://gone.png"/>'
    )
    return project_file(project_xml(picture), {"P.png": png(8, 6)})


def test_pictures_come_with_their_regions_and_one_that_is_not_there_is_named() -> None:
    found = read(pictured())
    (picture,) = found.study.pictures
    assert (picture.name, picture.format, picture.width, picture.height) == ("Map of the ward", "png", 8, 6)
    assert [(one.left, one.top, one.right, one.bottom) for one in picture.regions] == [(1, 1, 3, 4)]
    assert left(found) == [("1 picture", ("Gone",)), ("1 coding of a picture", ("Map of the ward",))]


def test_a_quotation_of_a_pdf_written_twice_is_one_coding() -> None:
    pdf = (
        '<PDFSource guid="d" name="Leaflet" path="internal://d.pdf">'
        f'<PDFSelection guid="Q" page="1">{coding(1)}</PDFSelection>'
        f'<PDFSelection guid="only here" page="2">{coding(2)}</PDFSelection>'
        f'<Representation guid="r" plainTextPath="internal://r.txt">{passage(0, 2, coding(3), "q")}</Representation>'
        "</PDFSource>"
    )
    found = read(project_file(project_xml(pdf), {"r.txt": b"Aa bb"}))
    (source,) = found.study.sources
    assert (source.name, source.kind, [(one.start, one.end) for one in source.codings]) == ("Leaflet", "pdf", [(0, 2)])
    assert left(found) == [("1 coding of a place on a page", ("Leaflet",))]


def test_a_pdf_whose_words_are_not_said_is_named_where_it_is_not_here_and_else_waits_for_its_own() -> None:
    pdf = f'<PDFSource guid="d" name="Scan" path="internal://d.pdf">{coding(1)}</PDFSource>'
    found = read(project_file(project_xml(text_source("s", "S") + pdf), {"s.txt": b"words"}))
    assert ([one.name for one in found.study.sources], found.study.pdfs) == (["S"], ())
    assert left(found) == [("1 text", ("Scan",)), ("1 coding", ("Scan",))]
    found = read(project_file(project_xml(pdf), {"d.pdf": pdf_file([], [])}))
    assert [(one.text, len(one.codings)) for one in found.study.sources] == [("", 1)]
    assert ([one.part for one in found.study.pdfs], left(found)) == (["sources/d.pdf"], [])


def test_a_transcript_is_coded_between_its_points_in_time() -> None:
    points = "".join(f'<SyncPoint guid="P{n}" position="{at}" timeStamp="{n}000"/>' for n, at in enumerate((0, 3, 8)))
    marked = f'<TranscriptSelection guid="t" fromSyncPoint="p1" toSyncPoint="p2">{coding(1)}</TranscriptSelection>'
    lost = f'<TranscriptSelection guid="u" fromSyncPoint="p1" toSyncPoint="no">{coding(2)}</TranscriptSelection>'
    sound = (
        f'<AudioSource guid="a" name="INT02"><Transcript guid="x" plainTextPath="internal://x.txt">{points}{marked}'
        f'{lost}</Transcript><AudioSelection guid="z" begin="0" end="9">{coding(3)}</AudioSelection></AudioSource>'
    )
    found = read(project_file(project_xml(sound), {"x.txt": b"Aa bb cc dd"}))
    (source,) = found.study.sources
    assert [source.text[one.start : one.end] for one in source.codings] == ["bb cc"]
    assert (source.name, source.kind) == ("INT02", "transcript")
    assert left(found) == [
        *(("1 recording", ("INT02",)), ("1 coding", ("INT02",)), ("1 coding of a stretch of sound", ("INT02",)))
    ]


def test_a_memo_tied_by_a_link_is_about_what_it_is_tied_to() -> None:
    links = (
        '<Links><Link guid="l1" name="annotation" originGUID="Q1" targetGUID="N1"/>'
        f'<Link guid="l2" originGUID="n2" targetGUID="{CODE}2"/>'
        f'<Link guid="l3" name="is like" originGUID="{CODE}2" targetGUID="{CODE}3"/></Links>'
    )
    notes = "".join(
        f'<Note guid="n{n}" name="N{n}"><PlainTextContent>Words {n}</PlainTextContent></Note>' for n in (1, 2)
    )
    xml = project_xml(text_source("s", "S", passage(0, 2, "", "q1")), f"<Notes>{notes}</Notes>{links}")
    found = read(project_file(xml, {"s.txt": b"Aa bb"}))
    assert [(one.start, one.end, one.notes) for one in found.study.sources[0].remarks] == [(0, 2, ("n1",))]
    assert next(one.notes for one in found.study.codes if one.name == "Overhearing") == ("n2",)
    assert left(found) == [("1 link", ("is like",))]


def test_a_passage_without_places_is_not_taken_for_the_whole_text() -> None:
    broken = f'<PlainTextSelection guid="q">{coding(1)}</PlainTextSelection>'
    found = read(project_file(project_xml(text_source("s", "S", broken + coding(2))), {"s.txt": b"Aa bb"}))
    assert [(one.start, one.end, one.guid) for one in found.study.sources[0].codings] == [(0, 5, "k2")]
    assert left(found) == [("1 coding", ("S",))]


# -- real files: what each holds, counted by reading its XML plainly

REAL = ("qc/demo.qdpx", "nvivo/nvivo_project.qdpx")


def every(tree: Any, name: str) -> list[Any]:
    return [one for one in tree.iter() if one.tag.rpartition("}")[2] == name]


def plain(data: bytes) -> tuple[int, dict[str, tuple[str, str]], list[tuple[str, str, str]]]:
    """Codes, the words of each text, and each coding as (its words, its code, its coder), by reading the XML alone."""
    import io

    with ZipFile(io.BytesIO(data)) as packed:
        (root,) = [name for name in packed.namelist() if name.endswith(".qde")]
        tree: Any = ET.fromstring(packed.read(root))
        files = {name.rpartition("/")[2].lower(): packed.read(name) for name in packed.namelist()}
    named = {one.get("guid", "").lower(): one.get("name", "") for one in every(tree, "Code")}
    users = {one.get("guid", "").lower(): one.get("name", "") for one in every(tree, "User")}
    texts, codings = {}, []
    for source in every(tree, "TextSource"):
        file = source.get("plainTextPath", "").replace("internal://", "").lower()
        text = files[file].decode("utf-8-sig").replace("\r\n", "\n")
        if not text.strip():
            continue
        texts[source.get("guid", "").lower()] = (source.get("name", ""), text)
        for marked in every(source, "PlainTextSelection"):
            words = text[int(marked.get("startPosition", "")) : int(marked.get("endPosition", ""))]
            for one in every(marked, "Coding"):
                (ref,) = every(one, "CodeRef")
                coder = users.get(one.get("creatingUser", "").lower(), "")
                codings.append((words, named[ref.get("targetGUID", "").lower()], coder))
    return len(named), texts, codings


@pytest.mark.parametrize("name", REAL)
def test_a_real_project_brings_what_a_plain_reading_of_its_xml_counts(name: str) -> None:
    data = shared_data(f"real/{name}").read_bytes()
    n_codes, texts, codings = plain(data)
    found = read(data)
    users = {one.guid: one.name for one in found.study.users}
    codes = {one.guid: one.name for one in found.study.codes}
    assert len(found.book.codes) == n_codes == 262
    assert {one.guid: one.text for one in found.study.sources} == {guid: text for guid, (_, text) in texts.items()}
    assert sorted(
        (source.text[one.start : one.end], codes[one.code], users.get(one.user, ""))
        for source in found.study.sources
        for one in source.codings
    ) == sorted(codings)
    assert len(codings) == {"qc/demo.qdpx": 205, "nvivo/nvivo_project.qdpx": 0}[name]


def test_a_real_project_that_lost_its_texts_says_so_by_name() -> None:
    found = read(shared_data("real/nvivo/nvivo_project.qdpx").read_bytes())
    assert [(one.what, len(one.names)) for one in found.study.left] == [("2 texts", 2)]
    assert found.study.sources == ()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"<CodeBook/>", "no project of another program"),
        (b"PK\x03\x04", "damaged"),
        (zipped({"project.qde": "<Project/>"}), "Nothing is in it that comes in"),
        (zipped({"project.qde": "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><Project/>"}), "DOCTYPE"),
        (zipped({"a.qde": "<Project/>", "b.qde": "<Project/>"}), "2 projects"),
        (kitchen()[:-30], "cut short"),
        (zipped({"project.qde": "<Project>" + " " * 3_000_000 + "</Project>"}), "when unpacked"),
    ],
)
def test_what_is_no_project_is_refused_in_plain_words(data: bytes, why: str) -> None:
    outcome = read_whole("a.qdpx", data)
    assert isinstance(outcome, Refusal)
    assert why in outcome.reason


def test_a_real_project_with_nothing_in_it_is_refused_and_says_so() -> None:
    outcome = read_whole("a.qdpx", shared_data("real/atlasti/blank-atlas-project.qdpx").read_bytes())
    assert isinstance(outcome, Refusal)
    assert "Nothing is in it" in outcome.reason


def test_a_path_out_of_the_file_means_nothing() -> None:
    for path in (
        "internal://../../../etc/passwd",
        "absolute:///etc/passwd",
        "relative:///../x.txt",
        "file:///etc/hosts",
    ):
        source = f'<TextSource guid="s" name="S" plainTextPath="{path}"/>'
        found = read(zipped({"project.qde": project_xml(source), "../../etc/passwd": "root", "x.txt": "no"}))
        assert found.study.sources == ()
        assert left(found) == [("1 text", ("S",))]


def test_damaged_projects_are_read_or_refused_within_the_limits() -> None:
    with ParserPool() as pool:
        for one in damaged({"qdpx": kitchen(), "project": pictured(), "pages": paged()}, random.Random(11)):
            outcome = pool.read("project", one.name, one.data)
            assert isinstance(outcome, ReadProject | Refusal), one.title
            if isinstance(outcome, Refusal):
                assert not outcome.reason.startswith("Its reader"), (one.title, outcome)
            else:
                for source in outcome.study.sources:
                    if source.text or source.kind != "pdf":
                        assert all(0 <= mark.start < mark.end <= len(source.text) for mark in source.codings), one.title
