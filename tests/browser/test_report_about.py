"""A report is called as one says, its draft goes with or without the walk back, and a slash finds tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import seated
from tests.browser.serving import Served


@pytest.fixture(scope="module")
def desk(browser: Browser, demo: Served) -> Iterator[Page]:
    for page in seated(browser, demo, 1366, 768):
        page.goto(f"{demo.origin}/report")
        page.get_by_role("link", name=re.compile("^What the evening")).or_(
            page.locator(".reports-one a").first
        ).first.click()
        expect(page.locator(".report-title")).to_be_visible()
        yield page


def test_title_audience_and_scope_are_changed_said_in_the_history_and_undone(desk: Page) -> None:
    before = desk.locator(".report-title").inner_text()
    desk.get_by_role("button", name="Change title and audience").click()
    dialog = desk.get_by_role("dialog", name="About this report")
    expect(dialog.get_by_label("Title")).to_have_value(before)
    assert complaints(desk) == []
    dialog.get_by_label("Title").fill("")
    expect(dialog.get_by_text("A report needs a title.")).to_be_visible()
    expect(dialog.get_by_role("button", name="Keep")).to_be_disabled()
    dialog.get_by_label("Title").fill("Called anew")
    dialog.get_by_label("Who it is for").fill("the teams")
    dialog.get_by_label("What it covers").fill("two of nine teams")
    dialog.get_by_role("button", name="Keep").click()
    expect(dialog).to_have_count(0)
    expect(desk.locator(".report-title")).to_have_text("Called anew")
    expect(desk.get_by_text("For the teams · two of nine teams")).to_be_visible()
    desk.get_by_role("link", name="History").click()
    expect(desk.get_by_text(f"Title: Called anew (was: {before})")).to_be_visible()
    desk.get_by_role("link", name="Back to the report").click()
    desk.locator(".report-title").click()
    desk.keyboard.press("Control+z")
    expect(desk.locator(".report-title")).to_have_text(before)


def test_a_report_that_prints_nobodys_words_says_so_at_each_quotation(desk: Page) -> None:
    desk.get_by_role("button", name="Change title and audience").click()
    dialog = desk.get_by_role("dialog", name="About this report")
    dialog.get_by_role("button", name=re.compile("Whose words it prints")).click()
    desk.get_by_role("option", name=re.compile("^Nobody’s")).click()
    dialog.get_by_role("button", name="Keep").click()
    expect(desk.get_by_text("prints nobody’s words").first).to_be_visible()
    expect(desk.locator("figure.quoted")).to_have_count(0)
    expect(desk.get_by_role("note").first).to_contain_text("This report prints nobody’s words.")
    expect(desk.locator(".fault-refuses").first).to_contain_text("This report prints nobody’s words.")
    desk.locator(".report-title").click()
    desk.keyboard.press("Control+z")
    expect(desk.locator("figure.quoted").first).to_be_visible()


def test_a_draft_goes_with_or_without_its_walk_back_and_says_what_that_tells(desk: Page) -> None:
    sizes = []
    for _ in range(2):
        with desk.expect_download() as taken:
            desk.get_by_role("link", name="Web page", exact=True).click()
        sizes.append(taken.value.path().stat().st_size)
        if len(sizes) == 1:
            desk.get_by_role("button", name="What it tells of somebody").click()
            expect(
                desk.get_by_text(re.compile("in the walk back could tell who somebody is|points to nobody"))
            ).to_be_visible()
            assert complaints(desk) == []
            desk.locator(".draft-ways label").click()
            expect(desk.get_by_text("The text alone.")).to_be_visible()
            expect(desk.get_by_role("button", name="What it tells of somebody")).to_have_count(0)
    assert sizes[1] < sizes[0] / 2
    desk.locator(".draft-ways label").click()


@pytest.mark.parametrize(
    ("typed", "key"),
    [("codebook", "codebook"), ("people tell theme", "count:theme:case:participants"), ("matrix", r"matrix[^}]*")],
)
def test_what_is_typed_after_the_slash_finds_a_table_and_enter_inserts_it(desk: Page, typed: str, key: str) -> None:
    desk.get_by_role("button", name="Write on").click()
    desk.keyboard.type("/")
    drawer = desk.get_by_role("dialog", name="Insert")
    expect(drawer.get_by_label("Find by label or words")).to_be_focused()
    desk.keyboard.type("table")
    # No ring round the whole drawer while its field has the focus.
    assert drawer.locator(".tabs").evaluate("(e) => getComputedStyle(e).outlineStyle") == "none"
    expect(drawer.get_by_text(re.compile("Enter goes to the first of 1?[0-9]"))).to_be_visible()
    desk.keyboard.press("Enter")
    expect(drawer.get_by_role("region", name="Tables and figures").get_by_role("button").first).to_be_focused()
    assert complaints(desk) == []
    drawer.get_by_label("Find by label or words").fill(typed)
    expect(drawer.get_by_text("Enter inserts the table.")).to_be_visible()
    drawer.get_by_label("Find by label or words").press("Enter")
    area = desk.get_by_role("textbox", name=re.compile("^The text"))
    expect(area).to_have_value(re.compile(rf"\{{\{{table:{key}\}}\}}\s*$"))
    desk.keyboard.press("Escape")
    made = desk.locator(".piece-made").last
    expect(made.get_by_role("link", name=re.compile("^Look at its data"))).to_be_visible()
    expect(made).to_contain_text("Made from the study as it stands")


def test_a_paragraph_moves_with_alt_and_an_arrow_and_a_reload_comes_back_to_it(desk: Page) -> None:
    desk.get_by_role("button", name="Write on").click()
    area = desk.get_by_role("textbox", name=re.compile("^The text"))
    desk.keyboard.type("First here.\n\nSecond there.")
    desk.keyboard.press("Alt+ArrowUp")
    expect(area).to_have_value(re.compile(r"Second there\.\n\nFirst here\.$"))
    desk.keyboard.type("!")
    expect(area).to_have_value(re.compile(r"Second there\.!\n\nFirst here\.$"))
    desk.keyboard.press("Control+z")
    desk.keyboard.press("Control+z")
    expect(area).to_have_value(re.compile(r"First here\.\n\nSecond there\.$"))
    expect(desk.get_by_text("Kept as you type")).to_be_visible()
    desk.reload()
    expect(desk.get_by_text("Second there.")).to_be_in_viewport()
    expect(desk.locator(".report-title")).not_to_be_in_viewport()
