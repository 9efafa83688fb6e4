"""At the desk: which codes are shown, under which words they were given, what a memo names, and room for the text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import ask, drag, open_desk, tell
from tests.browser.serving import Served, serve


@pytest.fixture
def served(interviewed: Path, tmp_path: Path) -> Iterator[Served]:
    with serve(copytree(interviewed, tmp_path / "study")) as running:
        yield running


def code(page: Page, words: str, typed: str) -> None:
    before = page.locator(".coded").count()
    drag(page, words)
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.locator(".coded")).to_have_count(before + 1)


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("button", name=label).click()
    page.get_by_role("option", name=option).first.click()


def test_marks_are_shown_of_a_group_of_a_theme_and_of_every_code(served: Served, page: Page) -> None:
    open_desk(page, served)
    tell(page, "/codes/add", {"id": "group", "name": "Everyday ways", "group": True})
    tell(page, "/codes/move", {"id": "code-D1", "parent_id": "group", "position": 0})
    tell(page, "/themes/add", {"id": "theme", "name": "The desk next door"})
    tell(page, "/themes/add-member", {"id": "m1", "theme_id": "theme", "target_kind": "code", "target_id": "code-D2"})
    code(page, "eleven years in a basement", "Over")
    code(page, "boxes on a sheet", "Quick")
    code(page, "one less on Sundays", "Joint")
    shown = page.locator(".coded")
    choose(page, "In sight", "Everyday ways")
    expect(shown).to_have_text(["eleven years in a basement"])
    expect(page.locator(".desk-printed")).to_contain_text("of the codes under Everyday ways alone")
    choose(page, "In sight", "The desk next door")
    expect(shown).to_have_text(["boxes on a sheet"])
    assert complaints(page) == []
    choose(page, "In sight", "every code")
    expect(shown).to_have_count(3)


def test_a_coding_given_under_other_words_says_so_and_leads_to_what_changed(served: Served, page: Page) -> None:
    open_desk(page, served)
    tell(page, "/codebook-versions/freeze", {"id": "v1"})
    code(page, "eleven years in a basement", "Over")
    tell(page, "/codes/change", {"id": "code-D1", "definition": "Said aloud, and meant for others."})
    page.reload()
    page.locator(".coded").click()
    panel = page.get_by_role("dialog", name="Coded here: Overhearing")
    expect(panel).to_contain_text("Given under v1; Overhearing is worded otherwise today.")
    panel.get_by_role("link", name="What changed").click()
    expect(page.get_by_role("heading", name="What changed in the codebook")).to_be_visible()
    expect(page.locator("ins")).to_have_text(["Said aloud, and meant for others."])


def test_a_memo_names_a_code_by_an_at_sign_and_leads_there(served: Served, page: Page) -> None:
    open_desk(page, served)
    page.get_by_role("button", name="Memos").click()
    page.get_by_role("button", name="Write a memo").click()
    field = page.get_by_role("textbox", name="Memo")
    field.press_sequentially("Unlike @qu")
    offered = page.get_by_role("listbox", name="What to name here").get_by_role("option")
    expect(offered).to_have_text(["D2 Quick ask code"])
    page.keyboard.press("Enter")
    page.keyboard.type("nobody asks here.")
    expect(field).to_have_value("Unlike @D2 nobody asks here.")
    page.keyboard.press("Escape")
    link = page.get_by_role("link", name="@D2 Quick ask")
    expect(link).to_be_visible()
    assert complaints(page) == []
    link.click()
    expect(page.get_by_role("heading", name="Quick ask")).to_be_visible()


def test_a_field_note_and_a_contact_are_kept_beside_their_interview(served: Served, page: Page) -> None:
    source = open_desk(page, served)
    page.goto(f"{served.origin}/sources/{source}/notes")
    page.get_by_role("textbox", name="Field note").fill("The phone rang twice; she looked at it and let it ring.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("list", name="Field notes")).to_contain_text("let it ring")
    page.get_by_text("Contact", exact=True).first.click()
    page.get_by_role("textbox", name="Contact").fill("Asked by letter, agreed to come, moved to the next week.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("list", name="Contacts")).to_contain_text("moved to the next week")
    assert complaints(page) == []
    assert sorted(one["kind"] for one in ask(page, "/memos")) == ["contact", "fieldnote"]
    page.goto(f"{served.origin}/code/{source}")
    page.get_by_role("button", name="Memos").click()
    expect(page.get_by_text("let it ring")).to_be_visible()


def test_a_line_is_as_long_and_words_as_large_as_one_likes_and_it_stays(served: Served, page: Page) -> None:
    open_desk(page, served)
    width = "() => document.querySelector('.turn-speech').getBoundingClientRect().width"
    usual = page.evaluate(width)
    page.keyboard.press("Control+k")
    page.keyboard.type("larger words")
    page.keyboard.press("Enter")
    expect(page.locator(".turn-speech").first).to_have_css("font-size", "19px")
    place = page.url
    page.goto(f"{served.origin}/settings")
    page.get_by_text("Short", exact=True).click()
    page.goto(place)
    expect(page.locator(".turn-speech").first).to_have_css("font-size", "19px")
    assert page.evaluate(width) < usual
    page.keyboard.press("Shift+F")
    page.wait_for_function("() => document.fullscreenElement !== null")
    page.keyboard.press("Shift+F")
    page.wait_for_function("() => document.fullscreenElement === null")
