"""Comments on a report leave the study in a draft when asked for, and in nothing else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from tests.printed import say

import anselm

FORMATS = ("html", "docx", "pdf", "md", "tex")
PLANTED = "Quincunx marginalia"
ANSWER = "Zebrawood rejoinder"
SENTENCE = "Winter accounts for four of the eleven that did not."


@pytest.fixture(scope="module")
def commented(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[anselm.Study]:
    """The demo with comments at a sentence, a claim, a quotation and a table, one of them resolved, one placeless."""
    folder = tmp_path_factory.mktemp("comments") / "harrowmere"
    shutil.copytree(demo_folder, folder)
    with anselm.open(folder) as study:
        report = study.reporting.reports()[0]
        body = "\n".join(line for line in report.body.split("\n") if "{{claim:Q8}}" not in line)
        study.reporting.write_report(id=report.id, body=f"{body}\n\nIt goes again.\n")
        quote = re.findall(r"\{\{(quote:[^|}]+)", body)[0]
        places = ({"words": SENTENCE}, {"about": "claim:Q1"}, {"about": quote}, {"words": "It goes again."})
        for n, place in enumerate(places):
            study.reporting.write_comment(id=f"k{n}", report_id=report.id, body=f"{PLANTED} {n}", **place)
        study.reporting.write_comment(id="k9", report_id=report.id, body=ANSWER, answers="k0")
        study.reporting.write_comment(id="k8", report_id=report.id, body=f"{PLANTED} 8", **places[0])
        study.reporting.resolve_comment(id="k8")
        study.reporting.write_report(id=report.id, body=body)
        yield study


def words_of(content: bytes, format_: str) -> str:
    """Everything a file says, its hidden parts included."""
    if format_ == "docx":
        with ZipFile(BytesIO(content)) as parts:
            return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    if format_ == "pdf":
        from pypdfium2 import PdfDocument

        document = PdfDocument(content)
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    return content.decode()


@pytest.mark.parametrize("format_", FORMATS)
def test_no_release_and_no_plain_draft_holds_a_comment(commented: anselm.Study, format_: str) -> None:
    report = commented.reporting.reports()[0]
    commented.reporting.release(id=f"l-{format_}", report_id=report.id, format=format_, recipients=("the board",))
    files = {
        "release": commented.reporting.release_file(id=f"l-{format_}").content,
        "draft": commented.reporting.draft(id=report.id, format=format_).content,
    }
    with_them = words_of(commented.reporting.draft_with_comments(id=report.id, format=format_).content, format_)
    for name, content in files.items():
        said = words_of(content, format_)
        say(file=name, format=format_, comments=sum(one in said for one in (PLANTED, ANSWER, "Quincunx", "Zebrawood")))
        assert "Winter accounts" in said
        for planted in ("Quincunx", "Zebrawood"):
            assert planted not in said
            assert planted in with_them, "the same search finds them where they were asked for"
    # What was resolved stays inside even then.
    assert f"{PLANTED} 8" not in with_them
    assert len(re.findall(rf"{PLANTED} \d", with_them)) == 4


def test_in_word_each_stands_beside_its_words_and_one_without_a_place_is_not_lost(commented: anselm.Study) -> None:
    report = commented.reporting.reports()[0]
    content = commented.reporting.draft_with_comments(id=report.id, format="docx").content
    assert content == commented.reporting.draft_with_comments(id=report.id, format="docx").content
    document = docx.Document(BytesIO(content))
    ours = {one.comment_id: one for one in document.comments if one.author != "Anselm"}
    assert sorted(one.text for one in ours.values()) == [*(f"{PLANTED} {n}" for n in range(4)), ANSWER]
    assert {(one.author, one.initials) for one in ours.values()} == {("Dr Ilse Marrow", "IM")}
    beside: dict[str, str] = {}
    for paragraph in document.paragraphs:
        xml = paragraph._element.xml
        for identifier, one in ours.items():
            if f'commentRangeStart w:id="{identifier}"' in xml:
                beside[one.text] = paragraph.text
    assert SENTENCE in beside[f"{PLANTED} 0"]
    assert beside[ANSWER] == beside[f"{PLANTED} 0"]
    assert "All nine teams had some induction." in beside[f"{PLANTED} 1"]
    assert beside[f"{PLANTED} 3"] == report.title
