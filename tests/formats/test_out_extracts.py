"""Extracts go to Word, spreadsheets, lines and Markdown, and no cell of them runs."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.formats.hostile import hostile

from anselm.analysis.report.extracts import ExtractGroup, ExtractPassage, ExtractSheet
from anselm.formats.out_extracts import COLUMNS, to_csv, to_docx, to_markdown, to_xlsx
from anselm.formats.out_safe import cell, clean

LIVE_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "﹢", "﹣", "﹫", "⁺", "₌")
PASSAGE = ExtractPassage(
    "3B", "experienced", "Cherry", "INT08", "She said do ten.\nThat’s all.", 12, "00:11:52", "And then?", ("K", "L")
)
SHEET = ExtractSheet(
    "Leave to try", "B1 leave to try", (ExtractGroup("Cherry, experienced", (PASSAGE,)),), "working set"
)


def sheet_of(text: str) -> ExtractSheet:
    passage = ExtractPassage(text, text, text, text, text, 1, text, text, (text,))
    return ExtractSheet(text, text, (ExtractGroup(text, (passage,)),), text)


def lines_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


@given(st.sampled_from(LIVE_STARTS), st.text(max_size=8), st.text(" \u200b\u2060\ufeff", max_size=2))
def test_no_cell_for_people_begins_like_a_formula(start: str, rest: str, hidden: str) -> None:
    for text in (start + rest, hidden + start + rest if start not in "\t\r\n\0" else start + rest):
        made = cell(text)
        assert made.startswith("'")
        assert made[1:] == clean(text)
        assert cell(text, use="machines") == text


@given(st.text(st.characters(min_codepoint=65, max_codepoint=122), min_size=1, max_size=9))
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert cell(text) == text


@given(hostile)
@settings(max_examples=60, deadline=None)
def test_no_written_cell_runs(text: str) -> None:
    for row in lines_of(to_csv(sheet_of(text)))[1:]:
        for value in row:
            assert value.lstrip()[:1] not in set("=+-@")
    book = load_workbook(BytesIO(to_xlsx(sheet_of(text))))
    for row in book.active.iter_rows(min_row=2):
        for one in row:
            assert one.data_type in ("s", "inlineStr")
            assert one.value is None or isinstance(one.value, str)
    assert book.active["I2"].value in (clean(text) or None, clean(text))


def test_a_spreadsheet_holds_the_words_exactly_and_so_do_lines() -> None:
    page = load_workbook(BytesIO(to_xlsx(SHEET))).active
    assert [one.value for one in page[1]] == list(COLUMNS)
    assert page["I2"].value == PASSAGE.words
    head, row = lines_of(to_csv(SHEET))
    assert (tuple(head), row[8], row[9]) == (COLUMNS, PASSAGE.words, "K, L")
    assert to_csv(SHEET).startswith(b"\xef\xbb\xbf")
    assert not to_csv(SHEET, use="machines").startswith(b"\xef\xbb\xbf")


def test_a_passage_longer_than_a_cell_goes_on_in_the_next_row() -> None:
    long = replace(PASSAGE, words="ab" * 40_000)
    page = load_workbook(BytesIO(to_xlsx(replace(SHEET, groups=(ExtractGroup("g", (long,)),))))).active
    assert "".join(row[8].value for row in page.iter_rows(min_row=2)) == long.words
    assert {row[1].value for row in page.iter_rows(min_row=2)} == {"3B"}


def test_a_word_file_has_label_place_question_words_and_coders() -> None:
    text = "\n".join(one.text for one in docx.Document(BytesIO(to_docx(SHEET))).paragraphs)
    for said in ("Leave to try", "Cherry, experienced", "3B", "turn 12", "00:11:52", "And then?", "do ten", "K, L"):
        assert said in text


def test_markdown_has_the_same() -> None:
    text = to_markdown(SHEET).decode()
    assert "> She said do ten.\n> That’s all." in text
    assert "**3B** experienced · Cherry · INT08 · turn 12 · 00:11:52 · coded by K, L" in text


@pytest.mark.parametrize("write", [to_csv, to_xlsx, to_docx, to_markdown])
def test_the_same_sheet_gives_the_same_bytes(write: object) -> None:
    assert callable(write)
    assert write(SHEET) == write(SHEET)


@pytest.mark.parametrize("write", [to_xlsx, to_docx])
def test_no_author_date_or_path_is_left_in_the_file(write: object) -> None:
    assert callable(write)
    with ZipFile(BytesIO(write(SHEET))) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = packed.read("docProps/core.xml").decode()
        everything = b"".join(packed.read(name) for name in packed.namelist())
    for name in ("creator", "lastModifiedBy", "created", "modified"):
        assert name not in core
    for name in (b"python-docx", b"openpyxl", str(Path.cwd()).encode()):
        assert name not in everything
