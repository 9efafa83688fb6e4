"""Comments beside the report: by keyboard, answered by a colleague, resolved, taken back; who looks in reads them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import tell
from tests.browser.serving import Served, serve

WIDE = {"width": 1440, "height": 900}
SENTENCE = "Winter accounts for four of the eleven that did not."


@pytest.fixture(scope="module")
def served(demo_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the demo, since reports are commented on in here."""
    copy = tmp_path_factory.mktemp("comments") / "study"
    shutil.copytree(demo_study, copy)
    with serve(copy, "--port", "0") as running:
        yield running


def signed_in(browser: Browser, served: Served, name: str, first: bool = False) -> Page:
    """Somebody at the demo's first report."""
    page = browser.new_context(viewport=WIDE, reduced_motion="reduce").new_page()
    page.goto(served.launch_url if first else served.origin)
    person = page.get_by_text(name)
    expect(person).to_be_visible()
    if page.get_by_role("button", name="Sign in").is_visible():
        person.click()
        page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    return page


def at_report(page: Page, served: Served) -> Page:
    page.goto(f"{served.origin}/report")
    page.get_by_role("link", name=re.compile("^Side by Side: learning")).click()
    expect(page.get_by_role("heading", name=re.compile("^Side by Side: learning"))).to_be_visible()
    return page


@pytest.fixture(scope="module")
def lead(browser: Browser, served: Served) -> Iterator[Page]:
    page = at_report(signed_in(browser, served, "Dr Ilse Marrow", first=True), served)
    yield page
    page.context.close()


def thread(page: Page, words: str) -> Locator:
    return page.get_by_role("article", name=re.compile("^Comment of")).filter(has_text=words)


def test_a_sentence_is_commented_on_by_keys_alone_and_the_comment_stands_beside_it(lead: Page) -> None:
    lead.get_by_text("Twenty teams stood on the board").click()
    area = lead.get_by_role("textbox", name=re.compile("^The text from line"))
    expect(area).to_be_focused()
    area.evaluate("(e, words) => { const at = e.value.indexOf(words); e.setSelectionRange(at + 3, at + 3); }", SENTENCE)
    lead.keyboard.press("Alt+m")
    dialog = lead.get_by_role("dialog", name="Comment")
    expect(dialog.get_by_text(SENTENCE)).to_be_visible()
    expect(dialog.get_by_label("What you want to say of it")).to_be_focused()
    assert complaints(lead) == []
    lead.keyboard.type("Which winter?")
    lead.keyboard.press("Control+Enter")
    expect(lead.get_by_role("dialog")).to_have_count(0)
    made = thread(lead, "Which winter?")
    expect(made).to_be_visible()
    # Beside its sentence: in the same piece, to its right.
    box, text = made.bounding_box(), lead.get_by_role("textbox", name=re.compile("^The text from")).bounding_box()
    assert box is not None
    assert text is not None
    assert box["x"] >= text["x"] + text["width"]
    assert text["y"] - 4 <= box["y"] <= text["y"] + text["height"]
    lead.keyboard.press("Escape")
    lead.keyboard.press("Shift+F8")
    expect(made).to_be_focused()
    assert complaints(lead) == []


def test_a_block_is_commented_on_without_its_words_being_copied(lead: Page) -> None:
    quoted = lead.locator(".piece-live .piece-text").filter(has=lead.locator("figure")).first
    quoted.get_by_role("button", name=re.compile("^Write in line")).focus()
    lead.keyboard.press("m")
    dialog = lead.get_by_role("dialog", name="Comment")
    expect(dialog.get_by_text(re.compile("^On quote "))).to_be_visible()
    lead.keyboard.type("Too long?")
    lead.keyboard.press("Control+Enter")
    expect(thread(lead, "Too long?")).to_contain_text("Quotation ")


def test_it_is_resolved_folded_away_opened_again_and_taken_back(lead: Page) -> None:
    made = thread(lead, "Which winter?")
    made.get_by_role("button", name="Answer").press("Enter")
    expect(made.get_by_label("Your answer")).to_be_focused()
    lead.keyboard.type("The first.")
    lead.keyboard.press("Control+Enter")
    expect(made).to_contain_text("The first.")
    expect(made).to_be_focused()
    made.get_by_role("button", name="Resolve").press("Enter")
    expect(made).to_have_count(0)
    lead.get_by_role("button", name="Show 1 resolved").press("Enter")
    expect(made).to_contain_text("Resolved by Dr Ilse Marrow.")
    made.get_by_role("button", name="Open again").press("Enter")
    expect(made.get_by_role("button", name="Resolve")).to_be_visible()
    lead.locator("main").focus()
    lead.keyboard.press("Control+z")
    lead.keyboard.press("Control+z")
    expect(made.get_by_role("button", name="Resolve")).to_be_visible()
    expect(made).to_contain_text("The first.")
    assert complaints(lead) == []


def test_a_comment_whose_sentence_goes_is_kept_at_the_end_and_the_draft_holds_it_only_when_asked(lead: Page) -> None:
    lead.get_by_text("Twenty teams stood on the board").click()
    area = lead.get_by_role("textbox", name=re.compile("^The text from line"))
    area.evaluate("(e, w) => { const at = e.value.indexOf(w); e.setSelectionRange(at, at + w.length); }", SENTENCE)
    lead.keyboard.press("Delete")
    lead.keyboard.press("Escape")
    gone = lead.get_by_role("region", name="Comments whose place is gone from the text")
    expect(gone).to_contain_text("Which winter?")
    expect(gone).to_contain_text(SENTENCE)
    files = {}
    for name in ("Web page", "web page, at its end"):
        with lead.expect_download() as taken:
            lead.get_by_role("link", name=name, exact=True).click()
        files[name] = taken.value.path().read_text(encoding="utf-8")
    assert "Which winter?" not in files["Web page"]
    assert "Which winter?" in files["web page, at its end"]


def test_who_looks_in_reads_the_comments_and_can_change_none(lead: Page, browser: Browser, served: Served) -> None:
    added = {"id": "auditor-1", "name": "Ewa Auditor", "roles": ["auditor"], "password": "four words in a row"}
    tell(lead, "/researchers/add", added)
    page = browser.new_context(viewport=WIDE, reduced_motion="reduce").new_page()
    page.goto(served.origin)
    page.get_by_text("Ewa Auditor").click()
    page.get_by_label("Password").fill("four words in a row")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    at_report(page, served)
    expect(page.get_by_text("You may read this report.")).to_be_visible()
    expect(thread(page, "Too long?")).to_be_visible()
    for name in ("Answer", "Resolve", "Comment", "Change", "Remove", "Release"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    page.keyboard.press("m")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert complaints(page) == []
    page.context.close()
