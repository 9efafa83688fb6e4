"""Two pages of findings written at the desk: what was read is found, any step is taken back, and one comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import seated
from tests.browser.serving import Served

SEEN_ONCE = "coughing on her tea"
CLAIM = "Nobody called it advice."
KEPT = "They were expecting me"


@pytest.fixture(scope="module")
def lead(browser: Browser, demo: Served) -> Iterator[Page]:
    yield from seated(browser, demo, 1366, 768)


@pytest.fixture
def desk(lead: Page, demo: Served) -> Page:
    """A new report, open for its first words: for each test, also when it is tried again."""
    page = lead
    page.goto(f"{demo.origin}/report")
    page.get_by_role("button", name="Begin a report").click()
    page.keyboard.type("Findings")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name=re.compile("^The"))).to_be_focused()
    return page


def test_the_passages_of_a_theme_are_those_of_all_its_codes(desk: Page, demo: Served) -> None:
    back = desk.url
    desk.goto(f"{demo.origin}/interpret/themes")
    desk.get_by_role("button", name="Read its passages: The desk next door").click()
    found = desk.get_by_role("dialog", name="The desk next door")
    expect(found.get_by_text(re.compile("^102 passages, "))).to_be_visible()
    for code in ("D1 Overhearing", "D6 Nobody to ask"):
        expect(found.get_by_text(re.compile(code)).first).to_be_attached()
    desk.keyboard.press("Escape")
    desk.goto(back)


def test_a_passage_nobody_kept_is_found_by_its_words_and_ctrl_z_takes_it_out_again(desk: Page) -> None:
    area = desk.get_by_role("textbox", name=re.compile("^The"))
    if not area.is_visible():
        desk.get_by_role("button", name="Begin to write").click()
    expect(area).to_be_focused()
    desk.keyboard.type("## The desk next door\n\nIt begins with a kettle.\n\n/")
    drawer = desk.get_by_role("dialog", name="Insert")
    search = drawer.get_by_label("Find by label or words")
    expect(search).to_be_focused()
    desk.keyboard.type(SEEN_ONCE)
    expect(drawer.get_by_text("Enter keeps and inserts the first, 1A.")).to_be_visible()
    expect(drawer.get_by_role("region", name="Passages not quoted yet").get_by_role("listitem")).to_have_count(1)
    assert complaints(desk) == []
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(area).to_have_value(re.compile(r"a kettle\.\n\n\{\{quote:1A-\d+\}\}\s*$"))
    # What was put in goes in one step, then the letters before it; and comes again.
    desk.keyboard.press("Control+z")
    expect(area).to_have_value(re.compile(r"a kettle\.\n\n/?$"))
    desk.keyboard.press("Control+Shift+z")
    expect(area).to_have_value(re.compile(r"a kettle\.\n\n\{\{quote:1A-\d+\}\}\s*$"))


def test_under_a_theme_and_a_case_stand_also_passages_not_quoted_yet(desk: Page) -> None:
    desk.keyboard.press("Alt+i")
    drawer = desk.get_by_role("dialog", name="Insert")
    expect(drawer.get_by_label("Find by label or words")).to_be_focused()
    others = drawer.get_by_role("region", name="Passages not quoted yet")
    expect(others).to_have_count(0)
    for choice, wanted in (("Theme", "The desk next door"), ("Case", "Alder")):
        drawer.get_by_role("button", name=re.compile(f"^{choice}|{choice}$")).first.click()
        desk.get_by_role("option", name=re.compile(wanted)).click()
    expect(others.get_by_text(re.compile("^1C Alder · turn 32 · D1 Overhearing"))).to_be_visible()
    expect(others.get_by_text(re.compile("^2A"))).to_have_count(0)
    expect(others.get_by_text(re.compile(SEEN_ONCE))).to_have_count(0)
    # By code, one that is kept is put in as well, and the focus stays where the code was chosen.
    drawer.get_by_role("button", name="Quote another passage").click()
    expect(drawer.get_by_label("Passages of the code")).to_be_focused()
    desk.keyboard.type("overhearing")
    desk.keyboard.press("Enter")
    expect(drawer.get_by_text(re.compile("^Passages of D1 Overhearing"))).to_be_focused()
    expect(drawer.get_by_role("button", name="Insert: 1A, turn 28")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)


def test_escape_stays_where_one_wrote_and_a_closed_claim_gives_the_focus_back(desk: Page) -> None:
    area = desk.get_by_role("textbox", name=re.compile("^The"))
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="Begin to write").click()
    expect(area).to_be_focused()
    for at in range(12):
        desk.keyboard.type(f"Paragraph {at} of a long evening.\n\n")
    desk.keyboard.type(f"Most teams said so. {CLAIM} The end.")
    desk.keyboard.press("Escape")
    last = desk.locator(".piece", has_text="The end.")
    expect(last.get_by_role("button", name=re.compile("^Write in line"))).to_be_focused()
    for sentence in ("Most teams said so.", CLAIM):
        desk.get_by_text("The end.").click()
        expect(area).to_be_focused()
        area.evaluate(
            "(e, words) => { const at = e.value.indexOf(words); e.setSelectionRange(at, at + words.length); }", sentence
        )
        desk.keyboard.press("Alt+c")
        desk.get_by_role("dialog", name="Make a claim").get_by_role("button", name="Make the claim").click()
        expect(desk.get_by_role("dialog", name=re.compile("^Claim Q"))).to_be_visible()
        desk.keyboard.press("Escape")
        expect(desk.get_by_role("dialog")).to_have_count(0)
        expect(area).to_be_focused()
        desk.keyboard.press("Escape")
        expect(area).to_have_count(0)
    link = desk.get_by_role("link", name=CLAIM)
    link.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog", name=re.compile("^Claim Q"))).to_be_visible()
    desk.keyboard.press("Escape")
    expect(link).to_be_focused()
    # The next thing in the way has the focus itself, also as the second of its paragraph.
    expect(desk.get_by_text("Two things stand in the way.")).to_be_visible()
    for sentence in ("Most teams said so.", CLAIM):
        desk.keyboard.press("F8")
        expect(desk.get_by_role("link", name=sentence)).to_be_focused()


def test_a_slash_between_two_lines_is_taken_back_by_escape_and_enter_puts_a_quotation_there(desk: Page) -> None:
    area = desk.get_by_role("textbox", name=re.compile("^The"))
    drawer = desk.get_by_role("dialog", name="Insert")
    desk.keyboard.type("Said and/or meant.\n\nSaid last.")
    expect(area).to_have_value("Said and/or meant.\n\nSaid last.")
    expect(drawer).to_have_count(0)
    area.evaluate("(e) => e.setSelectionRange(19, 19)")
    desk.keyboard.type("/")
    expect(drawer.get_by_label("Find by label or words")).to_be_focused()
    kept = drawer.get_by_role("button", name=re.compile("^Insert "))
    expect(kept.nth(5)).to_be_attached()
    desk.keyboard.type(KEPT)
    expect(drawer.get_by_text("Enter inserts the first, 3C.")).to_be_visible()
    expect(kept).to_have_count(1)
    desk.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(area).to_be_focused()
    # The slash is gone, and one writes on where it stood.
    expect(area).to_have_value("Said and/or meant.\n\nSaid last.")
    desk.keyboard.type("Between.\n/")
    expect(drawer.get_by_label("Find by label or words")).to_be_focused()
    desk.keyboard.type(KEPT)
    expect(drawer.get_by_text("Enter inserts the first, 3C.")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(drawer).to_have_count(0)
    expect(area).to_have_value("Said and/or meant.\nBetween.\n\n{{quote:3C-01#b}}\n\nSaid last.")
    expect(area).to_be_focused()
    assert area.evaluate("(e) => e.value.slice(e.selectionStart)") == "\nSaid last."


def test_arrows_go_to_the_claims_and_one_is_put_in_among_the_words_at_the_caret(desk: Page) -> None:
    area = desk.get_by_role("textbox", name=re.compile("^The"))
    drawer = desk.get_by_role("dialog", name="Insert")
    desk.keyboard.type("It is said: so they say.")
    area.evaluate("(e) => e.setSelectionRange(11, 11)")
    desk.keyboard.press("Alt+i")
    expect(drawer.get_by_label("Find by label or words")).to_be_focused()
    desk.keyboard.press("Shift+Tab")
    expect(drawer.get_by_role("tab", name="Quotations")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    expect(drawer.get_by_role("tab", name="Claims")).to_have_attribute("aria-selected", "true")
    drawer.get_by_role("button", name="Insert Q1", exact=True).press("Enter")
    expect(drawer).to_have_count(0)
    expect(area).to_have_value(re.compile(r"^It is said: \{\{claim:Q1[^}]*\}\} so they say\.$"))
    expect(area).to_be_focused()


@pytest.mark.parametrize("gone", [False, True])
def test_escape_closes_the_drawer_of_quotations_and_gives_the_focus_back(desk: Page, gone: bool) -> None:
    area = desk.get_by_role("textbox", name=re.compile("^The"))
    drawer = desk.get_by_role("dialog", name="Insert")
    desk.keyboard.type("It begins with a kettle.")
    desk.keyboard.press("Alt+i")
    expect(drawer.get_by_label("Find by label or words")).to_be_focused()
    desk.keyboard.type(KEPT)
    if gone:
        # As where what had the focus is no more, since the study changed meanwhile.
        drawer.get_by_role("button", name=re.compile("^Insert ")).first.focus()
        desk.evaluate("document.activeElement.remove()")
    desk.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(area).to_be_focused()
    desk.keyboard.type(" And so on.")
    expect(area).to_have_value("It begins with a kettle. And so on.")
    # And while one reads, to the button that opened it.
    desk.keyboard.press("Escape")
    expect(area).to_have_count(0)
    opener = desk.locator(".report-bar").get_by_role("button", name=re.compile("^Insert"))
    opener.click()
    expect(drawer.get_by_label("Find by label or words")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(opener).to_be_focused()


def test_a_reference_stands_in_its_sentence_and_an_empty_report_is_not_said_to_be_ready(desk: Page) -> None:
    standing = desk.get_by_role("region", name="Before release")
    expect(standing.get_by_text("Nothing is written yet.")).to_be_visible()
    expect(standing.get_by_role("button", name="Release")).to_be_disabled()
    area = desk.get_by_role("textbox", name=re.compile("^The"))
    if not area.is_visible():
        desk.get_by_role("button", name="Begin to write").click()
    expect(area).to_be_focused()
    desk.keyboard.type("{{table:teams}}\n\nTheir money ends, as")
    expect(standing.get_by_role("button", name="Release")).to_be_enabled()
    desk.keyboard.press("Alt+i")
    drawer = desk.get_by_role("dialog", name="Insert")
    expect(drawer.get_by_label("Find by label or words")).to_be_focused()
    desk.keyboard.type("ref")
    expect(drawer.get_by_text("Enter refers to Table 1.")).to_be_visible()
    desk.keyboard.press("Enter")
    expect(area).to_be_focused()
    desk.keyboard.type(" shows.")
    expect(area).to_have_value(re.compile(r"Their money ends, as {{ref:table:teams}} shows\.$"))


def test_no_box_of_the_browsers_own_stands_round_a_form(lead: Page, demo: Served) -> None:
    lead.goto(f"{demo.origin}/interpret/relations")
    lead.get_by_role("button", name="State a relation").click()
    boxes = lead.get_by_role("dialog").locator("fieldset")
    expect(boxes).to_have_count(2)
    for at in range(2):
        expect(boxes.nth(at)).to_have_css("border-top-width", "0px")
    lead.keyboard.press("Escape")


def test_a_claim_counts_over_a_role_chosen_first_with_how_many_people_it_is(desk: Page) -> None:
    area = desk.get_by_role("textbox", name=re.compile("^The"))
    if not area.is_visible():
        desk.get_by_role("button", name="Begin to write").click()
    expect(area).to_be_focused()
    desk.keyboard.type("All newcomers were shown the work.")
    desk.keyboard.press("Alt+c")
    making = desk.get_by_role("dialog", name="Make a claim")
    expect(making.get_by_role("radio", name="People")).to_be_checked()
    roles = making.get_by_role("group").first.get_by_role("checkbox")
    expect(roles).to_have_count(3)
    for role in ("A (8 people)", "B (10 people)", "C (9 people)"):
        expect(making.get_by_role("checkbox", name=role)).to_be_visible()
    desk.keyboard.press("Escape")
