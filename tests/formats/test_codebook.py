"""Codebooks come in from REFI-QDA and from tables: names, places, rules of use and colours."""

from __future__ import annotations

import random

import pytest
from tests.formats.hostile_files import damaged
from tests.formats.sheet_files import sheet_xml, workbook
from tests.shared_data import shared_data

from anselm.domain.codebook import FAMILY_COLOURS, ReadCodebook, family_of
from anselm.domain.parsed import Refusal
from anselm.formats.codebook import COLUMNS, read_codebook
from anselm.workers.pool import ParserPool
from anselm.workers.wire import outcome_of, written

CSV = (
    "Code;Parent code;Definition;Inclusion criteria;When not to use;Examples;Near-miss;Color;Remark\n"
    "Overhearing;Listening;Hears it;On the phone;Asked;“One less”;Sees it;#3475C4;x\n"
    "Listening;;By ear;;;;;;\n"
    ";;;;;;;;lost\n"
)
QDC = (
    b'<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>'
    b'<Code guid="{A-1}" name="Ways" isCodable="false">'
    b'<Code guid="B" name="Overhearing" isCodable="true" color="#ff0000">'
    b"<Description>Hears it.\nInclude: on the phone\nand at the door\nNear miss: asked</Description></Code></Code>"
    b"</Codes></CodeBook>"
)


def read(name: str, data: bytes | str) -> ReadCodebook:
    book = read_codebook(name, data.encode() if isinstance(data, str) else data)
    assert isinstance(book, ReadCodebook), book
    return book


def tree(book: ReadCodebook) -> list[tuple[str, str]]:
    return [(one.name, book.codes[one.parent].name if one.parent >= 0 else "") for one in book.codes]


def test_a_table_with_a_row_a_code_is_read_by_the_names_of_its_columns() -> None:
    book = read("book.csv", CSV)
    assert tree(book) == [("Listening", ""), ("Overhearing", "Listening")]
    code = book.codes[1]
    words = (code.definition, code.include, code.exclude, code.example, code.near_miss, code.colour, code.row)
    assert words == ("Hears it", "On the phone", "Asked", "“One less”", "Sees it", "#3475C4", 2)
    assert book.ignored == ("Remark",)
    assert [one.row for one in book.notes] == [4]
    rows = [line.split(";") for line in CSV.splitlines()]
    assert read("book.xlsx", workbook(sheet_xml(rows))).codes == book.codes


@pytest.mark.parametrize("field", [one for one in COLUMNS if one != "kind"])
def test_every_spelling_of_a_column_is_understood(field: str) -> None:
    for spelling in COLUMNS[field]:
        other = "tag" if field not in ("name", "path") else "definition"
        book = read("b.csv", f"{other},{spelling.upper().replace(' ', '_')}\nA,#112233\n")
        found = (
            getattr(book.codes[-1], "name" if field == "path" else field) if field != "parent" else tree(book)[-1][1]
        )
        assert found == "#112233", spelling


def test_a_path_with_slashes_says_where_a_code_lies_and_parents_nobody_describes_become_groups() -> None:
    book = read("b.csv", "path,definition\nWays/Listening/Overhearing,x\nWays,y\nWays / Joining,z\n")
    assert tree(book) == [
        ("Ways", ""),
        ("Listening", "Ways"),
        ("Overhearing", "Listening"),
        ("Joining", "Ways"),
    ] or tree(book) == [("Ways", ""), ("Joining", "Ways"), ("Listening", "Ways"), ("Overhearing", "Listening")]
    implied = [one for one in book.codes if one.implied]
    assert [(one.name, one.group) for one in implied] == [("Listening", True)]
    assert tree(read("b.csv", "code,parent\nC,A/B\n")) == [("A", ""), ("B", "A"), ("C", "B")]


def test_codes_that_lie_below_one_another_come_at_the_top_and_are_told() -> None:
    book = read("b.csv", "code,parent\nA,B\nB,A\nC,C\n")
    assert tree(book) == [("C", ""), ("A", ""), ("B", "A")]
    assert [one.row for one in book.notes if "below itself" in one.message] == [2]


def test_rules_of_use_are_taken_out_of_a_description_of_another_program() -> None:
    book = read("b.qdc", QDC)
    assert tree(book) == [("Ways", ""), ("Overhearing", "Ways")]
    code = book.codes[1]
    assert (code.definition, code.include, code.near_miss) == ("Hears it.", "on the phone\nand at the door", "asked")
    assert (book.codes[0].group, book.codes[0].guid, code.colour) == (True, "a-1", "#ff0000")


def test_a_codebook_goes_from_process_to_process_whole() -> None:
    for name, data in (("b.csv", CSV.encode()), ("b.qdc", QDC)):
        assert outcome_of(written(read(name, data))) == read(name, data)


@pytest.mark.parametrize(
    ("colour", "family"),
    [
        *((colour, at) for at, colour in enumerate(FAMILY_COLOURS, start=1)),
        ("#ff0000", 1),
        ("#0000FF", 3),
        ("#33cc33", 4),
        ("#ffff00", 6),
        ("#000000", 0),
        ("#FFFFFF", 0),
        ("#808082", 0),
        ("red", 0),
        ("", 0),
    ],
)
def test_a_colour_comes_to_the_nearest_of_the_eight_and_a_grey_to_none(colour: str, family: int) -> None:
    assert family_of(colour) == family


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("b.csv", b"a,b\n1,2\n", "called code"),
        ("b.csv", b"", "empty"),
        ("b.csv", b"code\n", "No code"),
        ("b.qdc", b"<CodeBook/>", "No code"),
        ("b.qdc", b"<CodeBook", "not well formed"),
        ("b.qdc", b"<!DOCTYPE x [<!ENTITY a 'b'>]><CodeBook>&a;</CodeBook>", "DOCTYPE"),
        ("b.qdpx", b"PK\x03\x04", "damaged"),
        ("b.csv", b"path\n" + b"/".join([b"a"] * 99), "levels deep"),
        ("b.csv", b"code\n" + b"\n".join(b"c%d" % n for n in range(5001)), "5001 codes"),
    ],
)
def test_what_is_no_codebook_is_refused_in_plain_words(name: str, data: bytes, why: str) -> None:
    outcome = read_codebook(name, data)
    assert isinstance(outcome, Refusal)
    assert why in outcome.reason


def test_damaged_codebooks_are_read_or_refused_within_the_limits() -> None:
    good = {"csv": CSV.encode(), "qdc": QDC, "xlsx": workbook(sheet_xml([one.split(";") for one in CSV.splitlines()]))}
    with ParserPool() as pool:
        for file in damaged(good, random.Random(7)):
            outcome = pool.read("codebook", file.name, file.data)
            assert isinstance(outcome, ReadCodebook | Refusal), file.title
            if isinstance(outcome, Refusal):
                assert not outcome.reason.startswith(("Its reader", "Reading it")), (file.title, outcome)
            else:
                assert all(one.parent < at for at, one in enumerate(outcome.codes)), file.title


def test_real_codebooks_of_other_programs_are_read_whole() -> None:
    for name, n_codes in (
        ("pypi_portableqda/REFI-QDA-1-5.qdc", 6),
        ("pypi_portableqda/portableQDA_test_compare_Diff_destAtlas.qdc", 2),
        ("qc/demo.qdpx", 262),
    ):
        book = read(name, shared_data(f"real/{name}").read_bytes())
        assert len(book.codes) == n_codes
        assert all(one.name for one in book.codes)
