"""Themes: the board, the page that puts what tells it differently first, and how a theme came about."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve


@pytest.fixture
def served(demo_study: Path, tmp_path: Path) -> Iterator[Served]:
    """A copy of the demo study behind a workbench, signed in as its lead."""
    shutil.copytree(demo_study, tmp_path / "demo")
    with serve(tmp_path / "demo", "--as", "Dr Ilse Marrow", "--port", "0") as running:
        yield running


def opened(served: Served, page: Page, address: str) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/interpret/{address}")


def card(page: Page, column: str, theme: str) -> Locator:
    held = page.get_by_role("region", name=column)
    return held.locator(".board-theme").filter(has=page.get_by_role("heading", name=theme))


def test_the_board_is_worked_by_keys_alone_and_every_move_is_taken_back(served: Served, page: Page) -> None:
    opened(served, page, "themes?as=board")
    expect(card(page, "Final themes", "The desk next door")).to_be_visible()
    page.get_by_role("button", name="Move The desk next door").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="A candidate again").focus()
    page.keyboard.press("Enter")
    moved = card(page, "Candidates", "The desk next door")
    expect(moved).to_be_visible()
    n = moved.get_by_role("listitem").count()
    moved.get_by_role("button", name="Move D1").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Out of the theme").focus()
    page.keyboard.press("Enter")
    expect(moved.get_by_role("listitem")).to_have_count(n - 1)
    free = page.get_by_role("region", name="Codes, passages and memos").locator(".board-card").first
    expect(free).to_be_visible()
    assert complaints(page) == []
    for _ in range(2):
        page.keyboard.press("Control+z")
        page.wait_for_timeout(300)
    expect(card(page, "Final themes", "The desk next door").get_by_role("listitem")).to_have_count(n)


def test_a_card_is_dragged_from_codes_into_a_theme_and_from_candidate_to_final(served: Served, page: Page) -> None:
    # High enough for both ends of a drag: a page that scrolls under a held mouse takes hold of something else.
    page.set_viewport_size({"width": 1440, "height": 2400})
    opened(served, page, "themes?as=board")
    page.get_by_role("checkbox", name="Also codes that are in a theme").focus()
    page.keyboard.press("Space")
    theme = card(page, "Final themes", "The desk next door")
    n = theme.get_by_role("listitem").count()
    code = page.get_by_role("region", name="Codes, passages and memos").locator(".board-card").filter(has_text="A1")
    code.first.drag_to(theme.locator("p").last)
    expect(theme.get_by_role("listitem")).to_have_count(n + 1)
    empty = page.get_by_text("Put a code, a passage or a memo into a new theme.")
    theme.get_by_role("heading").drag_to(empty)
    expect(card(page, "Candidates", "The desk next door")).to_be_visible()


def test_the_page_of_a_theme_puts_what_tells_it_differently_first_and_says_how_it_came_about(
    served: Served, page: Page
) -> None:
    opened(served, page, "themes")
    page.get_by_role("link", name="The desk next door").click()
    parts = page.get_by_role("article").get_by_role("region")
    expect(parts.first).to_have_accessible_name("What tells it differently")
    page.get_by_role("button", name="Link a passage").click()
    page.get_by_role("button", name="a code or theme").click()
    page.get_by_role("option", name="Kitchen and car").first.click()
    page.get_by_role("button", name="Tells it otherwise").first.click()
    page.get_by_text("It tells it otherwise.").wait_for()
    page.get_by_role("button", name="Done").click()
    expect(parts.first.get_by_role("listitem")).to_have_count(1)
    expect(parts.first).to_contain_text("tells it otherwise")
    page.get_by_role("button", name="Change it").click()
    page.get_by_label("Name").fill("The kettle next door")
    page.get_by_label("Why").fill("It is about the kettle.")
    page.get_by_role("button", name="Keep the theme").click()
    history = page.get_by_role("region", name="How it came about").get_by_role("listitem")
    expect(history.last).to_contain_text("Renamed from “The desk next door”.")
    expect(history.last).to_contain_text("Why: It is about the kettle.")
    expect(history.last).to_contain_text("Dr Ilse Marrow")
    with page.expect_download() as told:
        page.get_by_role("region", name="How it came about").get_by_role("link", name="Markdown").click()
    assert "Why: It is about the kettle." in Path(told.value.path()).read_text()
    assert complaints(page) == []


def test_a_theme_is_split_with_a_reason_and_the_parts_tell_where_they_came_from(served: Served, page: Page) -> None:
    opened(served, page, "themes")
    page.get_by_role("link", name="The desk next door").click()
    page.get_by_role("button", name="Split").click()
    page.get_by_label("First theme").fill("Within earshot")
    page.get_by_label("Second theme").fill("Out of the office")
    page.get_by_role("radiogroup").last.get_by_text("second").click()
    page.get_by_label("Why").fill("Two places.")
    page.get_by_role("button", name="Split it").click()
    expect(page.get_by_role("heading", name="Within earshot")).to_be_visible()
    history = page.get_by_role("region", name="How it came about")
    expect(history).to_contain_text("Split off “The desk next door”.")
    expect(history).to_contain_text("Why: Two places.")
    history.get_by_role("link", name="The desk next door").first.click()
    expect(page.get_by_text("It became")).to_contain_text("Within earshot and Out of the office")
