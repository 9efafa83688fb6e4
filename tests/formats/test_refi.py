"""REFI-QDA: what is written is valid and read again equal; what others wrote is read as they meant it."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.formats.word_files import zipped
from tests.shared_data import shared_data

from anselm.domain.interchange import (
    ExchangedCase,
    ExchangedCode,
    ExchangedCoding,
    ExchangedLink,
    ExchangedNote,
    ExchangedSet,
    ExchangedSource,
    ExchangedStudy,
    ExchangedUser,
    ExchangedValue,
    ExchangedVariable,
)
from anselm.domain.parsed import Refusal
from anselm.formats.refi import guid_of, to_qdc, to_qdpx
from anselm.formats.refi_in import read_project, reads_back

TEXT = "A: We 😀 never sit together.\nB: E\u0301coute, <never> & “always”.\n"


def project(text: str = TEXT, spans: tuple[tuple[int, int], ...] = ((3, 12), (3, 12), (30, 38))) -> ExchangedStudy:
    """One of everything, with two readers and signs beyond the first plane."""
    codings = tuple(
        ExchangedCoding(guid_of(f"k{n}"), start, end, guid_of("c2"), guid_of(f"u{n % 2}"), "2024-05-06T09:00:00Z")
        for n, (start, end) in enumerate(spans)
    )
    return ExchangedStudy(
        guid_of("p"),
        "A & B <study>",
        "Anselm",
        (ExchangedUser(guid_of("u0"), "Lowri", "L"), ExchangedUser(guid_of("u1"), "Kwame")),
        (
            ExchangedCode(guid_of("c1"), "Learning", codable=False),
            ExchangedCode(guid_of("c2"), "Over\nhearing", "When\n\"one\" hears", "#A63D40", guid_of("c1")),
        ),
        (ExchangedVariable(guid_of("v"), "Founded", "Date"),),
        (ExchangedCase(guid_of("t"), "T1", "A team", (ExchangedValue(guid_of("v"), "2004-05-06"),), (guid_of("s"),)),),
        (ExchangedSource(guid_of("s"), "INT01", text, codings, (guid_of("n"),), "2024-01-02T00:00:00Z"),),
        (ExchangedNote(guid_of("n"), "a memo", "Thinking <aloud>", guid_of("u0")),),
        (ExchangedSet(guid_of("h"), "Nearness", "central", (guid_of("c2"),)),),
        (ExchangedLink(guid_of("l"), "erodes", guid_of("c1"), guid_of("h")),),
        '{"anselm":1}',
    )


def read(content: bytes) -> ExchangedStudy:
    made = read_project("a.qdpx", content)
    assert isinstance(made, ExchangedStudy), made
    return made


def packed(xml: str, **texts: bytes) -> bytes:
    parts: dict[str, str | bytes] = {"Trial.qde": xml}
    parts |= {f"Sources/{name}.txt": content for name, content in texts.items()}
    return zipped(parts)


def xml_of(start: int, end: int, more: str = "", name: str = "") -> str:
    coding = '<Coding guid="k"><CodeRef targetGUID="{AAAAAAAA-0000-4000-8000-000000000001}"/></Coding>'
    return (
        '<Project xmlns="urn:QDA-XML:project:0:10" name="x"><CodeBook><Codes>'
        '<Code guid="aaaaaaaa-0000-4000-8000-000000000001" name="c" isCodable="true"/></Codes></CodeBook><Sources>'
        f'<TextSource guid="s" name="S" plainTextPath="internal://s.txt"><PlainTextSelection guid="q" name="{name}" '
        f'startPosition="{start}" endPosition="{end}">{coding}</PlainTextSelection></TextSource>{more}'
        "</Sources></Project>"
    )


def test_what_is_written_is_read_again_equal() -> None:
    made, again = project(), read(to_qdpx(project()))
    (source,) = again.sources
    assert source == made.sources[0]
    assert (again.users, again.variables, again.cases, again.notes) == (
        made.users, made.variables, made.cases, made.notes,
    )  # fmt: skip
    assert (again.codes, again.sets, again.links, again.aside) == (made.codes, made.sets, made.links, made.aside)


def test_the_same_study_gives_the_same_bytes() -> None:
    assert to_qdpx(project()) == to_qdpx(project())
    assert to_qdc(project()) == to_qdc(project())


def test_what_is_written_is_valid_by_the_schemas() -> None:
    for schema, content in (
        ("Project-1.0.xsd", ZipFile(BytesIO(to_qdpx(project()))).read("project.qde")),
        ("Project-1.0.xsd", ZipFile(BytesIO(to_qdpx(ExchangedStudy("p", "empty")))).read("project.qde")),
        ("Codebook.xsd", to_qdc(project())),
    ):
        known = etree.XMLSchema(etree.parse(str(shared_data(f"refi/{schema}"))))
        known.validate(etree.fromstring(content))
        assert [str(one) for one in known.error_log] == []


words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\ufeff"), min_size=2, max_size=60)


@given(words, st.data())
@settings(max_examples=40, deadline=None)
def test_every_text_and_span_comes_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    made = project(text, ((start, end), (0, len(text)), (0, len(text))))
    assert reads_back(made, to_qdpx(made))


def test_a_file_that_lost_a_coding_does_not_read_back() -> None:
    made = project()
    fewer = project(spans=((3, 12), (30, 38)))
    assert reads_back(made, to_qdpx(made))
    assert not reads_back(made, to_qdpx(fewer))


@pytest.mark.parametrize(
    ("content", "start", "end", "said"),
    [
        ("\ufeffAa bb\ncc dd".encode(), 6, 8, "ends are read as excluded"),
        ("\ufeffAa bb\ncc dd".encode(), 7, 9, "a byte order mark counts"),
        (b"Aa bb\r\ncc dd", 6, 8, "positions are characters"),
        (b"Aa bb\r\ncc dd", 7, 9, "a line end counts as two"),
        ("😀a bb\ncc dd".encode(), 7, 9, "UTF-16 units"),
        (b"Aa bb\ncc dd", 6, 7, "ends are read as included"),
    ],
)
def test_each_way_of_counting_is_found_and_said(content: bytes, start: int, end: int, said: str) -> None:
    found = read(packed(xml_of(start, end, name="cc"), s=content))
    (source,) = found.sources
    (coding,) = source.codings
    assert source.text[coding.start : coding.end] == "cc"
    assert coding.code == found.codes[0].guid
    (loss,) = [one for one in found.losses if one.kind == "positions"]
    assert said in loss.message


def test_a_coding_outside_its_text_is_not_moved_but_named() -> None:
    found = read(packed(xml_of(3, 900), s=b"Aa bb\ncc dd"))
    assert found.sources[0].codings == ()
    assert [(one.what, one.names) for one in found.left] == [("1 coding", ("S",))]
    assert "do not fit" in found.left[0].why


def test_what_is_no_text_is_named_and_its_doubled_codings_count_nowhere() -> None:
    pdf = (
        '<PDFSource guid="d" name="D"><PDFSelection guid="q" page="1"><Coding guid="k"/></PDFSelection>'
        '<Representation guid="r"><PlainTextSelection guid="q" startPosition="0" endPosition="2"><Coding guid="k2"/>'
        "</PlainTextSelection></Representation></PDFSource><AudioSource guid='a'/>"
    )
    found = read(packed(xml_of(6, 8, pdf), s=b"Aa bb\ncc dd"))
    assert [len(one.codings) for one in found.sources] == [1]
    left = [(one.what, one.names) for one in found.left]
    assert left == [("1 text", ("D",)), ("1 recording", ("recording",)), ("1 coding", ("D",))]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "It is empty"),
        (b"just words", "no REFI-QDA project"),
        (b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><CodeBook/>", "DOCTYPE"),
        (b"<CodeBook><Codes>", "not well formed"),
        (zipped({"notes.txt": "x"}), "no project (.qde)"),
        (zipped({"a.qde": "<Project/>", "b.qde": "<Project/>"}), "2 projects (.qde)"),
        (zipped({"a.qde": "<Project>" + " " * 3_000_000 + "</Project>"}), "when unpacked"),
        (to_qdpx(project())[:-40], "damaged or cut short"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words(content: bytes, why: str) -> None:
    outcome = read_project("a.qdpx", content)
    assert isinstance(outcome, Refusal)
    assert why in outcome.reason


def test_a_real_project_of_another_program_is_read_whole() -> None:
    found = read(shared_data("real/qc/demo.qdpx").read_bytes())
    assert (len(found.codes), len(found.sources)) == (262, 2)
    assert sum(len(one.codings) for one in found.sources) == 205
    for source in found.sources:
        for one in source.codings:
            assert one.start == 0 or source.text[one.start - 1] == "\n"
            assert source.text[one.end - 1] == "\n" or one.end == len(source.text)


def test_real_files_that_say_nothing_wrong_are_read_with_what_they_have() -> None:
    for name, n_codes in (
        ("nvivo/nvivo_project.qdpx", 262),
        ("atlasti/blank-atlas-project.qdpx", 0),
        ("pypi_portableqda/REFI-QDA-1-5.qdc", 6),
        ("pypi_portableqda/portableQDA_test_compare_Diff_destAtlas.qdc", 2),
    ):
        assert len(read(shared_data(f"real/{name}").read_bytes()).codes) == n_codes
