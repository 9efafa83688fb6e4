"""Tables come in from text and from Excel: what cells show, with every uncertain place named by row and column."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator

import pytest
from openpyxl import Workbook
from tests.formats.hostile_files import HostileFile
from tests.formats.sheet_files import LONG, cell, good_workbook, hostile_sheets, shared, sheet_xml, styles, workbook

from anselm.domain.parsed import Refusal
from anselm.domain.sheet import Sheet
from anselm.formats.sheet import read_sheet
from anselm.formats.xlsx_values import number_words
from anselm.workers.pool import ParserPool
from anselm.workers.wire import outcome_of, written

BROKEN = ("Reading it", "Its reader", "The system stopped", "The process that reads", "It was not read")


def read(data: bytes | str) -> Sheet:
    sheet = read_sheet("a", data.encode() if isinstance(data, str) else data)
    assert isinstance(sheet, Sheet), sheet
    return sheet


def notes(sheet: Sheet) -> list[tuple[int, int, bool]]:
    return [(one.row, one.column, one.stops) for one in sheet.notes]


def test_a_workbook_says_what_its_cells_show() -> None:
    sheet = read(good_workbook())
    assert sheet.names == ("code", "since", "What happened?")
    assert sheet.rows == ((2, ("P01", "2024-05-17", f"{LONG} Yes")), (3, ("P02", "4", "x")))
    assert notes(sheet) == [(3, 2, False)]
    assert not sheet.in_lines


def test_a_workbook_as_another_program_writes_it_is_read_alike() -> None:
    book, out = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (("code", "n", "said"), ("P01", 4.5, "a\nb & <c> \U0001f600"), ("P02", True, None)):
        book.active.append(row)
    book.save(out)
    sheet = read(out.getvalue())
    assert sheet.rows == ((2, ("P01", "4.5", "a\nb & <c> \U0001f600")), (3, ("P02", "TRUE", "")))
    assert sheet.notes == ()


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("14", "45429", "2024-05-17"),
        ("22", "45429.395833333336", "2024-05-17 09:30"),
        ("20", "0.3958333333333333", "09:30"),
        ("dd/mm/yyyy", "45429", "2024-05-17"),
        ("[$-409]mmmm d", "1", "1900-01-01"),
        ("0.00", "45429", "45429"),
        ('#,##0 "days"', "12", "12"),
        ("General", "0.30000000000000004", "0.3"),
        ("0", "12345678901234567890", "12345678901234567168"),
    ],
)
def test_numbers_are_dates_where_their_format_says_so(code: str, value: str, said: str) -> None:
    rows = f'<row><c t="str"><v>x</v></c></row><row><c s="0"><v>{value}</v></c></row>'
    assert read(workbook(sheet_xml(rows), styles=styles(code))).rows[0][1] == (said,)


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    rows = '<row><c t="str"><v>x</v></c></row><row><c s="0"><v>1</v></c></row>'
    data = workbook(sheet_xml(rows), more='<workbookPr date1904="1"/>', styles=styles("14"))
    assert read(data).rows[0][1] == ("1904-01-02",)
    assert number_words("2958464", "date", from_1904=True) == "2958464"


def test_what_a_cell_says_is_uncertain_is_named_by_row_and_column() -> None:
    rows = (
        f'<row r="3">{cell("A3", "code")}{cell("B3", "said")}</row>'
        f'<row r="4">{cell("A4", "P1")}{cell("B4", "", "", "1+1")}</row>'
        f'<row r="7" hidden="1">{cell("A7", "P2")}{cell("B7", "#N/A", chr(116) + "=" + chr(34) + "e" + chr(34))}</row>'
    )
    merged = '<mergeCells><mergeCell ref="A4:A7"/><mergeCell ref="A3:B3"/><mergeCell ref="A1:B2"/></mergeCells>'
    sheet = read(workbook(sheet_xml(rows, merged)))
    stops = [one for one in notes(sheet) if one[2]]
    assert stops == [(4, 1, True), (7, 1, True), (4, 0, True), (3, -1, True)]
    said = " ".join(one.message for one in sheet.notes)
    assert "2 empty rows" in said
    assert "1 of the rows" in said


def test_columns_without_names_and_lines_that_are_too_long_are_told() -> None:
    sheet = read("code,said,\nP1,a,b\nP2,c,d,e\n\n\nP3,f\n")
    assert sheet.names == ("code", "said", "")
    assert notes(sheet) == [(2, 2, False), (3, -1, True), (0, -1, False)]
    assert sheet.rows[-1] == (6, ("P3", "f", ""))
    assert read("a;b;;\n1;2;;\n").names == ("a", "b")


def test_excels_own_hint_and_unicode_text_are_understood() -> None:
    assert read("sep=;\ncode;said\nP1;a, b\n").rows == ((3, ("P1", "a, b")),)
    assert read("code\tsaid\nP1\tGröße\n".encode("utf-16")).rows == ((2, ("P1", "Größe")),)


def test_other_sheets_and_hidden_ones_are_left_out_and_told() -> None:
    first, second = sheet_xml((("a",), ("1",))), sheet_xml((("b",), ("2",)))
    sheet = read(workbook(first, second, first, states=("hidden",)))
    assert sheet.names == ("b",)
    assert "3 sheets" in sheet.notes[-1].message


def test_a_sheet_is_read_by_its_name_and_all_are_listed_with_their_rows() -> None:
    cover, answers = sheet_xml((("A survey of 2026",),)), sheet_xml((("a",), ("1",), ("2",)))
    data = workbook(cover, answers, sheet_xml(""), answers, states=("visible", "visible", "visible", "hidden"))
    sheet = read(data)
    assert [(one.name, one.n_rows, one.in_sight) for one in sheet.sheets] == [
        ("S1", 0, True),
        ("S2", 2, True),
        ("S3", 0, True),
        ("S4", 2, False),
    ]
    assert sheet.sheets[sheet.at].name == "S2"  # a sheet with only a title is no table
    assert "4 sheets; “S2” is read" in sheet.notes[-1].message
    hidden = read_sheet("a", data, sheet="s4")
    assert isinstance(hidden, Sheet)
    assert hidden.at == 3
    assert read("a,b\n1,2\n").sheets == ()


def test_a_sheet_without_rows_or_that_is_not_there_is_refused_with_those_that_have_rows() -> None:
    table, nothing = sheet_xml((("a",), ("1",))), sheet_xml("")
    empty = read_sheet("a", workbook(nothing, table), sheet="S1")
    assert isinstance(empty, Refusal)
    assert (empty.reason, empty.advice) == ("The sheet “S1” is empty.", "Choose another: “S2”.")
    missing = read_sheet("a", workbook(nothing, table), sheet="Answers")
    assert isinstance(missing, Refusal)
    assert missing.advice == "It has: “S1”, “S2”."
    none = read_sheet("a", workbook(nothing, nothing))
    assert isinstance(none, Refusal)
    assert "none of the 2 sheets" in none.reason
    only_hidden = read_sheet("a", workbook(table, states=("hidden",)))
    assert isinstance(only_hidden, Refusal)
    assert "“S1”" in only_hidden.advice
    assert isinstance(read_sheet("a", b"a,b\n1,2\n", sheet="S1"), Refusal)


def test_rows_are_counted_only_so_far_and_a_damaged_sheet_beside_the_one_read_is_no_matter() -> None:
    table = sheet_xml((("a",), ("1",)))
    long = sheet_xml("".join(f"<row><c><v>{n * n}</v></c></row>" for n in range(700_000)))
    sheet = read(workbook(table, long, "<worksheet", table))
    assert sheet.at == 0
    assert [one.more for one in sheet.sheets] == [False, True, True, True]
    assert sheet.sheets[1].n_rows > 100_000
    assert not read(workbook(table, "<worksheet")).sheets[1].more


def test_how_words_are_spoken_is_no_word_and_signs_are_written_out() -> None:
    texts = shared("<t>a_x000D_\nb</t>", "<t>漢</t><rPh><t>かん</t></rPh>")
    data = workbook(sheet_xml('<row><c t="s"><v>1</v></c></row><row><c t="s"><v>0</v></c></row>'), sharedStrings=texts)
    assert read(data).names == ("漢",)
    assert read(data).rows == ((2, ("a\nb",)),)


def test_a_table_goes_from_process_to_process_whole() -> None:
    sheet = read("code,said,\nP1,a,b\nP2,c,d,e\n")
    assert outcome_of(written(sheet)) == sheet


@pytest.fixture(scope="module")
def answers() -> Iterator[list[tuple[HostileFile, Sheet | Refusal]]]:
    """Every hostile table through a limited child, beside a port where nobody may call."""
    with socket.create_server(("127.0.0.1", 0)) as port, ParserPool() as pool:
        port.setblocking(False)
        found = []
        for file in hostile_sheets():
            data = file.data.replace(b"127.0.0.1:9/", f"127.0.0.1:{port.getsockname()[1]}/".encode())
            outcome = pool.read("sheet", file.name, data)
            assert isinstance(outcome, Sheet | Refusal), file.title
            found.append((file, outcome))
        with pytest.raises(BlockingIOError):
            port.accept()
        yield found


def test_each_hostile_table_is_answered_as_it_should_be(answers: list[tuple[HostileFile, Sheet | Refusal]]) -> None:
    assert len(answers) > 110
    wrong = [
        (file.title, outcome if isinstance(outcome, Refusal) else "read")
        for file, outcome in answers
        if (file.words == "" and isinstance(outcome, Refusal))
        or (file.words and not (isinstance(outcome, Refusal) and file.words in outcome.reason))
    ]
    assert not wrong, wrong


def test_no_hostile_table_comes_to_a_limit_or_breaks_its_reader(
    answers: list[tuple[HostileFile, Sheet | Refusal]],
) -> None:
    for file, outcome in answers:
        if isinstance(outcome, Refusal):
            assert not outcome.reason.startswith(BROKEN), (file.title, outcome)
            said = outcome.reason + outcome.place + outcome.advice
            assert outcome.reason.endswith("."), file.title
            assert all(sign.isprintable() for sign in said), file.title
        else:
            assert all(len(row) == len(outcome.names) for _, row in outcome.rows), file.title
            assert all(one.column < len(outcome.names) for one in outcome.notes), file.title
