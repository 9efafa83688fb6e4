"""An interview held in another language: the other text comes in, stands beside it turn by turn, and goes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import INTERVIEW, ask
from tests.browser.serving import Served

WELSH = "".join(
    f"Holwr: {question}\n2B: {answer}\n"
    for question, answer in (
        ("Sut daethoch chi yma?", "Dw i\u2019n clywed Mair ar y ff\u00f4n."),
        ("Ac wedyn?", "Pythefnos o focsys ar ddalen."),
        ("Beth oedd eich barn?", "Dyna oedd y cynllun."),
    )
)


@pytest.fixture
def refused() -> tuple[str, ...]:
    """A refusal is asked for here."""
    return ("409",)


def _opened(served: Served, page: Page) -> str:
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    source_id = str(ask(page, "/sources")[0]["id"])
    page.goto(f"{served.origin}/sources/{source_id}")
    page.get_by_role("tab", name="In two languages").click()
    expect(page.get_by_role("heading", name="Only one language so far")).to_be_visible()
    return source_id


def test_what_was_said_in_another_language_stands_beside_what_is_read_turn_by_turn(
    served: Served, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "2B Welsh.txt").write_text(WELSH, encoding="utf-8")
    source_id = _opened(served, page)
    before = ask(page, f"/sources/reading?source_id={source_id}")["text"]
    page.get_by_label("Language of the file").fill("Welsh")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose the file").click()
    chooser.value.set_files(tmp_path / "2B Welsh.txt")
    page.get_by_role("button", name="Put it beside").click()
    both = page.get_by_role("region", name="Both texts, turn beside turn")
    expect(both.get_by_role("columnheader", name="What was said, Welsh")).to_be_visible()
    second = both.get_by_role("row").nth(2)
    expect(second).to_contain_text("Dw i\u2019n clywed Mair ar y ff\u00f4n.")
    expect(second).to_contain_text(INTERVIEW.splitlines()[1].partition(": ")[2])
    # The other text is shorter: what has nothing beside it is shown, and the place is named.
    expect(both.get_by_role("row")).to_have_count(len(INTERVIEW.splitlines()) + 1)
    expect(both.get_by_text("nothing here").first).to_be_visible()
    assert complaints(page) == []
    assert ask(page, f"/sources/reading?source_id={source_id}")["text"] == before
    page.get_by_role("button", name="Take it away").click()
    expect(page.get_by_role("heading", name="Only one language so far")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(both).to_be_visible()


def test_a_file_that_cannot_be_read_is_refused_and_what_was_typed_stays(
    served: Served, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "torn.docx").write_bytes(b"PK\x03\x04 not a document")
    _opened(served, page)
    page.get_by_label("Language of the file").fill("Welsh")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose the file").click()
    chooser.value.set_files(tmp_path / "torn.docx")
    page.get_by_role("button", name="Put it beside").click()
    expect(page.get_by_role("alert").filter(has_text=re.compile("cannot be read|damaged|not a Word"))).to_be_visible()
    expect(page.get_by_label("Language of the file")).to_have_value("Welsh")
    expect(page.get_by_text("torn.docx").first).to_be_visible()
