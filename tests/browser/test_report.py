"""The report beside its counts: from a claim to consent, from a sentence to a claim, and a release that is refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve

WIDE = {"width": 1440, "height": 900}
SENTENCE = "Winter accounts for four of the eleven that did not."


@pytest.fixture(scope="module")
def served(demo_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the demo, since reports are written in here."""
    copy = tmp_path_factory.mktemp("report") / "study"
    shutil.copytree(demo_study, copy)
    with serve(copy) as running:
        yield running


@pytest.fixture(scope="module")
def desk(browser: Browser, served: Served) -> Iterator[Page]:
    """The demo's first report, open before its lead."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    page = context.new_page()
    page.goto(served.launch_url)
    lead = page.get_by_text("Dr Ilse Marrow")
    expect(lead).to_be_visible()
    if page.get_by_role("button", name="Sign in").is_visible():
        lead.click()
        page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(f"{served.origin}/report")
    page.get_by_role("link", name=re.compile("^Side by Side: learning")).click()
    expect(page.get_by_role("heading", name=re.compile("^Side by Side: learning"))).to_be_visible()
    yield page
    context.close()


def _close(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_one_goes_from_a_claim_to_its_words_and_on_to_consent(desk: Page) -> None:
    expect(desk.get_by_text("9 of 9 teams").first).to_be_visible()
    assert complaints(desk) == []
    desk.get_by_role("link", name="Walk back from Q1 to the words").click()
    expect(desk.get_by_role("heading", name="All nine teams had some induction.")).to_be_visible()
    expect(desk.get_by_text("They get a week.")).to_be_visible()
    expect(desk.get_by_text("Kwame Adjei")).to_be_visible()
    expect(desk.get_by_role("listitem").filter(has_text=re.compile("^ *take part, given"))).to_be_visible()
    assert complaints(desk) == []
    desk.keyboard.press("ArrowDown")
    expect(desk.get_by_text(re.compile(r"Passage 2 of \d+"))).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("heading", name="What is arranged")).to_be_visible()


def test_a_sentence_made_a_claim_shows_its_count_and_counts_what_is_linked(desk: Page) -> None:
    desk.get_by_text("Twenty teams stood on the board").click()
    area = desk.get_by_role("textbox", name=re.compile("^The text from line"))
    expect(area).to_be_focused()
    area.evaluate(
        "(e, words) => { const at = e.value.indexOf(words); e.setSelectionRange(at, at + words.length); }", SENTENCE
    )
    desk.keyboard.press("Alt+c")
    dialog = desk.get_by_role("dialog", name="Make a claim")
    expect(dialog.get_by_text(SENTENCE)).to_be_visible()
    expect(dialog.get_by_role("button", name=re.compile("Exactly so many"))).to_be_visible()
    assert complaints(desk) == []
    dialog.get_by_role("button", name=re.compile("Over cases where")).click()
    desk.get_by_role("option", name=re.compile(r"^Sharing a room: yes \(5 of 9\)")).click()
    expect(dialog.get_by_text("Over which cases · 5 chosen")).to_be_visible()
    dialog.get_by_role("button", name="Make the claim").click()
    drawer = desk.get_by_role("dialog", name=re.compile("^Claim Q"))
    expect(drawer.get_by_text("0 of 5 teams")).to_be_visible()
    # Those that say nothing are one line, so that what can be done is in sight.
    expect(drawer.get_by_text("All 5 say nothing yet.")).to_be_visible()
    expect(drawer.get_by_text("says nothing", exact=True)).to_have_count(0)
    drawer.get_by_role("button", name="Show them").click()
    expect(drawer.get_by_text("says nothing", exact=True)).to_have_count(5)
    drawer.get_by_role("button", name="Hide them").click()
    expect(drawer.get_by_text("Counted over Sharing a room: yes.")).to_be_visible()
    drawer.get_by_role("button", name="Change", exact=True).click()
    drawer.get_by_role("button", name=re.compile("Over cases where")).click()
    desk.get_by_role("option", name="all of them").click()
    expect(drawer.get_by_text("0 of 9 teams")).to_be_visible()
    drawer.get_by_role("button", name="Link evidence").click()
    expect(drawer.get_by_label("Passages of the code")).to_be_focused()
    desk.keyboard.type("kept")
    desk.keyboard.press("Enter")
    expect(drawer.get_by_text("Passages of B4 Supervision kept")).to_be_visible()
    assert complaints(desk) == []
    drawer.get_by_role("button", name=re.compile("^Supports: ")).first.click()
    expect(drawer.get_by_text("1 of 9 teams")).to_be_visible()
    _close(desk)
    # Whoever was writing goes on, with the caret after the claim.
    expect(area).to_be_focused()
    at = area.evaluate("(e) => e.value.slice(e.selectionStart - 2, e.selectionStart)")
    assert at == "}}"
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("link", name=SENTENCE)).to_be_visible()
    expect(desk.get_by_text("Kept as you type")).to_be_visible()


def test_a_slash_inserts_a_quotation_in_a_paragraph_of_its_own(desk: Page) -> None:
    desk.get_by_role("button", name="Write on").click()
    desk.keyboard.type("Said last.\n/")
    drawer = desk.get_by_role("dialog", name="Insert")
    # What is typed after the slash looks for a quotation, and Enter puts the first one in.
    expect(drawer.get_by_label("Find by label or words")).to_be_focused()
    desk.keyboard.type("They were expecting me")
    expect(drawer.get_by_text("Enter inserts the first, 3C.")).to_be_visible()
    # By theme and by level: of one who was made welcome and speaks of no money nothing is left there.
    theme, level = (drawer.get_by_role("button", name=re.compile(f"{name}$")) for name in ("Theme", "Level"))
    for choice, none, some in (
        (theme, "Learning on borrowed time", "Every theme"),
        (level, "Policy and money", "Every level"),
    ):
        choice.click()
        desk.get_by_role("option", name=none).click()
        expect(drawer.get_by_text("None fits.")).to_be_visible()
        choice.click()
        desk.get_by_role("option", name=some).click()
        expect(drawer.get_by_text("Enter inserts the first, 3C.")).to_be_visible()
    drawer.get_by_label("Find by label or words").focus()
    assert complaints(desk) == []
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    desk.get_by_role("button", name="Whole text as Markdown").click()
    whole = desk.get_by_role("textbox", name="The whole text")
    expect(whole).to_have_value(re.compile(r"Said last\.\n\n\{\{quote:3C-01#b\}\}\s*$"))
    desk.get_by_role("button", name="Back to reading").click()


def test_what_is_printed_of_a_quotation_is_shortened_and_undone(desk: Page) -> None:
    quoted = desk.locator("figure.quoted blockquote").first
    desk.get_by_role("button", name=re.compile("^Shorten or edit")).first.click()
    area = desk.get_by_role("dialog").get_by_label("Printed")
    words = area.input_value()
    area.evaluate("(field) => field.setSelectionRange(0, field.value.indexOf(' '))")
    desk.get_by_role("button", name="Leave the selected words out").click()
    left = "[…]" + words[words.index(" ") :]
    expect(area).to_have_value(left)
    assert complaints(desk) == []
    desk.get_by_role("button", name="Print it so").click()
    expect(quoted).to_have_text(left)
    expect(desk.get_by_text("Kept as you type")).to_be_visible()
    desk.keyboard.press("Control+z")
    expect(quoted).to_have_text(words)


def test_a_wider_label_is_chosen_printed_and_taken_back(desk: Page) -> None:
    page = desk.context.new_page()
    page.goto(desk.url.partition("/report")[0] + "/report")
    page.get_by_role("link", name=re.compile("^An early version")).click()
    labels = page.get_by_role("button", name=re.compile("Quotations are labelled"))
    expect(labels).to_contain_text("by person: 1A")
    labels.click()
    option = page.get_by_role("option", name=re.compile("^by role: role A"))
    expect(option).to_contain_text("at least 8 people share a label")
    option.click()
    expect(labels).to_contain_text("by role: role A")
    assert complaints(page) == []
    draft = page.get_by_role("link", name="Markdown", exact=True)
    with page.expect_download() as taken:
        draft.click()
    printed = taken.value.path().read_text(encoding="utf-8")
    assert "role A" in printed
    assert not re.search(r"\b[1-9][ABC]\b", printed)
    page.locator("main").focus()
    page.keyboard.press("Control+z")
    expect(labels).to_contain_text("by person: 1A")
    page.close()


def test_a_release_refused_names_the_sentence_and_leads_to_it(desk: Page) -> None:
    desk.get_by_role("button", name="Release", exact=True).click()
    dialog = desk.get_by_role("alertdialog", name="Release this report")
    dialog.get_by_label("Who receives it").fill("The board")
    dialog.get_by_role("button", name="Release", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("“Nobody feared losing their own craft.”")
    assert complaints(desk) == []
    dialog.get_by_role("button", name="Go to the sentence").click()
    expect(desk.get_by_role("link", name="Nobody feared losing their own craft.")).to_be_in_viewport()


def test_a_phone_reads_the_report_and_hears_what_is_in_the_way(desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    expect(desk.get_by_text(re.compile("in the way of release"))).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390
    assert complaints(desk) == []
    desk.set_viewport_size(WIDE)


def test_a_gap_of_a_checklist_is_said_in_place_and_fills_every_item_that_asks(desk: Page) -> None:
    desk.goto(desk.url.partition("/report")[0] + "/report/checklists")
    table = desk.get_by_role("table", name="COREQ, item by item")
    item = table.get_by_role("row").filter(has_text="Whether saturation was looked at")
    expect(item.get_by_role("cell").last).to_have_text("missing")
    item.get_by_role("button", name="Say saturation").click()
    words = "Saturation is not claimed, because teams were chosen for spread."
    desk.get_by_role("textbox", name="Saturation").fill(words)
    desk.get_by_role("button", name="Keep the answer").click()
    expect(item.get_by_role("cell").last).to_have_text("complete")
    expect(desk.get_by_role("region", name="Text of the methods section")).to_contain_text("Saturation is not claimed")
    assert complaints(desk) == []
    desk.keyboard.press("Control+z")
    expect(item.get_by_role("cell").last).to_have_text("missing")


def test_what_a_format_cannot_hold_is_said_before_the_study_is_taken_elsewhere(desk: Page) -> None:
    desk.goto(desk.url.partition("/report")[0] + "/report")
    desk.get_by_role("heading", name="Take the study elsewhere").scroll_into_view_if_needed()
    expect(desk.get_by_text("It cannot hold:")).to_be_visible()
    with desk.expect_download() as taken:
        desk.get_by_role("link", name="Take it as .qdpx").click()
    assert taken.value.path().read_bytes()[:2] == b"PK"
    assert complaints(desk) == []


def test_a_new_report_is_begun_by_its_button_and_a_claim_turned_into_ones_own_reading_and_back(desk: Page) -> None:
    page = desk.context.new_page()
    page.goto(desk.url.partition("/report")[0] + "/report")
    page.get_by_role("button", name="Begin a report").click()
    page.get_by_role("textbox", name="Title").fill("What is carried")
    page.get_by_role("button", name="Begin", exact=True).click()
    area = page.get_by_role("textbox", name="The text from line 1")
    expect(area).to_be_focused()
    page.get_by_role("button", name="Begin to write").click()
    expect(area).to_be_focused()
    page.wait_for_timeout(400)  # a field left for good closes after a moment
    expect(area).to_be_focused()
    page.keyboard.insert_text("All nine teams had some induction.")
    page.keyboard.press("Alt+c")
    page.get_by_role("dialog", name="Make a claim").get_by_role("button", name="Make the claim").click()
    drawer = page.get_by_role("dialog", name=re.compile("^Claim Q"))
    expect(drawer.get_by_text("0 of 9 teams")).to_be_visible()
    own = drawer.get_by_role("checkbox", name="My own reading")
    drawer.get_by_text("My own reading").click()
    expect(own).to_be_checked()
    expect(drawer.get_by_text("0 of 9 teams")).to_have_count(0)
    assert complaints(page) == []
    drawer.get_by_text("My own reading").click()
    expect(drawer.get_by_text("0 of 9 teams")).to_be_visible()
    page.close()
