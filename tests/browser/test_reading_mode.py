"""Reading without codes: nothing of codes on the page, notes and one's own word that it is read, remembered here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import CODES, ask, become, drag, open_desk
from tests.browser.serving import Served, serve

# Everything the page holds for the eye and for assistive technology.
ALL_OF_IT = """() => {
  const words = [document.querySelector('main').textContent];
  for (const one of document.querySelectorAll('main [aria-label], main [aria-description], main [title]'))
    for (const name of ['aria-label', 'aria-description', 'title']) words.push(one.getAttribute(name) ?? '');
  return words.join(' ');
}"""


@pytest.fixture
def served(interviewed: Path, tmp_path: Path) -> Iterator[Served]:
    with serve(copytree(interviewed, tmp_path / "study")) as running:
        yield running


def _select_by_keys(page: Page) -> None:
    page.locator(".text-turns").focus()
    page.keyboard.press("s")


def test_one_key_takes_every_code_off_the_page_and_one_brings_them_back(served: Served, page: Page) -> None:
    open_desk(page, served)
    drag(page, "eleven years in a basement")
    page.keyboard.type("Over")
    page.keyboard.press("Enter")
    expect(page.locator(".coded")).to_have_count(1)
    become(page, lambda: ask(page, "/sources")[0]["n_codings"], 1)
    expect(page.get_by_role("tree", name="Codebook")).to_be_visible()
    page.keyboard.press("v")
    expect(page.locator(".coded")).to_have_count(0)
    expect(page.locator(".text-margin")).to_be_hidden()
    expect(page.get_by_role("tree", name="Codebook")).to_have_count(0)
    said = page.evaluate(ALL_OF_IT)
    assert not [name for _, name in CODES if name in said]
    # Who speaks stays, and so do the turns.
    assert page.locator(".turn-name").count() == 8
    assert complaints(page) == []
    # No code can be given where none is shown.
    _select_by_keys(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Give a code")).to_have_count(0)
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator(".turn-speech").first).to_be_visible()
    expect(page.get_by_role("button", name="Back to codes")).to_be_visible()
    expect(page.locator(".coded")).to_have_count(0)
    page.get_by_role("button", name="Back to codes").click()
    expect(page.locator(".coded")).to_have_count(1)
    expect(page.locator(".margin-label")).to_be_visible()
    page.keyboard.press("Control+k")
    page.keyboard.type("reading mode")
    page.keyboard.press("Enter")
    expect(page.locator(".coded")).to_have_count(0)


def test_a_note_on_a_passage_stands_beside_the_text_and_with_its_source(served: Served, page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    source = open_desk(page, served)
    page.keyboard.press("v")
    expect(page.get_by_role("button", name="Back to codes")).to_be_visible()
    _select_by_keys(page)
    page.keyboard.press("m")
    page.get_by_label("Note on this passage").fill("A long silence before this.")
    page.get_by_text("Only for me").click()
    page.get_by_role("button", name="Done").click()
    notes = page.get_by_role("region", name="Notes")
    expect(notes.get_by_text("A long silence before this.")).to_be_visible()
    expect(notes.get_by_text("only you see it")).to_have_count(1)
    become(
        page,
        lambda: sorted((one["kind"], one["about_kind"]) for one in ask(page, "/memos")),
        [
            ("reading", "passage"),
        ],
    )
    assert complaints(page) == []
    page.goto(f"{served.origin}/sources/{source}/notes")
    panel = page.get_by_role("region", name="Notes taken while reading")
    expect(panel.get_by_text("A long silence before this.")).to_be_visible()
    assert complaints(page) == []
    panel.get_by_role("link", name="On a passage").click()
    expect(page.locator(".turn-speech").first).to_be_visible()


def test_what_is_read_is_said_once_counted_and_taken_back(served: Served, page: Page) -> None:
    open_desk(page, served)
    page.keyboard.press("v")
    expect(page.get_by_text("You have read 0 of 1.")).to_be_visible()
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_text("You have read all 1.")).to_be_visible()
    become(page, lambda: len(ask(page, "/sources")[0]["read_by"]), 1)
    page.goto(f"{served.origin}/sources")
    expect(page.get_by_role("table")).to_contain_text("you")
    expect(page.get_by_text("You have read all 1.")).to_be_visible()
    assert complaints(page) == []
    page.keyboard.press("Control+z")
    expect(page.get_by_text("You have read 0 of 1.")).to_be_visible()
    assert ask(page, "/sources")[0]["read_by"] == []


def test_on_a_narrow_window_notes_open_from_a_button_and_nothing_scrolls_sideways(served: Served, page: Page) -> None:
    open_desk(page, served)
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Read without codes").click()
    expect(page.get_by_role("button", name="Codes", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Notes").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Write a note")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert complaints(page) == []
