"""Files of a report are called by its title, what they are and the day; no two reports' files are called the same."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.factories import Hand, owner, study

from anselm.web.api import _attachment


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    return owner(study(tmp_path))


def called(ada: Hand, report: str, operation: str = "draft") -> str:
    return str(ada.do(f"reporting.{operation}", id=report, format="docx").name)


def test_a_draft_and_a_release_are_called_by_title_kind_and_day(ada: Hand) -> None:
    ada.do("reporting.add_report", id="w1", title="What teams learn", body="Words.\n")
    assert called(ada, "w1") == "What teams learn – draft 2026-01-01.docx"
    assert called(ada, "w1", "draft_with_comments") == "What teams learn – draft with comments 2026-01-01.docx"
    ada.do("reporting.release", id="x1", report_id="w1", format="docx")
    assert ada.do("reporting.release_file", id="x1").name == "What teams learn – release 1 2026-01-01.docx"
    ada.do("reporting.write_report", id="w1", title="How teams learn")
    # What was issued keeps the title it was issued under.
    assert ada.do("reporting.release_file", id="x1").name == "What teams learn – release 1 2026-01-01.docx"


def test_titles_that_come_out_the_same_are_told_apart_and_stay_so(ada: Hand) -> None:
    for report, title in (("w1", "Care: one/two"), ("w2", "care one  two?"), ("w3", "Care one two")):
        ada.do("reporting.add_report", id=report, title=title, body="Words.\n")
    names = [called(ada, one) for one in ("w1", "w2", "w3")]
    assert names[0] == "Care one two – draft 2026-01-01.docx"
    assert names[1] == "care one two (2) – draft 2026-01-01.docx"
    assert len({one.casefold() for one in names}) == 3


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Über die Teams", "Über die Teams"),
        ("团队学什么", "团队学什么"),
        ("../etc/passwd", "etc passwd"),
        ("a\r\nSet-Cookie: b", "a Set-Cookie b"),
        ("\u202eevil", "evil"),
        ("???", "Report"),
        ("é" * 300, "é" * 60),
    ],
)
def test_any_title_gives_a_name_every_system_takes_and_the_header_holds_it_whole(
    ada: Hand, title: str, stem: str
) -> None:
    ada.do("reporting.add_report", id="w1", title=title, body="Words.\n")
    file = ada.do("reporting.draft", id="w1", format="md")
    assert file.name == f"{stem} – draft 2026-01-01.md"
    assert len(file.name.encode()) < 200
    header = _attachment(file).headers["content-disposition"]
    header.encode("ascii")
    plain, _, whole = header.partition("; filename*=UTF-8''")
    assert unquote(whole) == file.name
    assert plain.startswith('attachment; filename="')
    assert plain.endswith('_ draft 2026-01-01.md"')
