"""Cases: who was heard, which role was not, and what each person agreed to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve

import anselm


@pytest.fixture
def served(demo_study: Path, tmp_path: Path) -> Iterator[Served]:
    """A copy of the demo study behind a workbench, signed in as its lead."""
    shutil.copytree(demo_study, tmp_path / "demo")
    with serve(tmp_path / "demo", "--as", "Dr Ilse Marrow", "--port", "0") as running:
        yield running


def test_a_team_names_who_was_heard_and_which_role_was_not(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/cases")
    page.get_by_role("link", name="Ivy").click()
    expect(page.get_by_role("heading", name="Ivy")).to_be_visible()
    expect(page.get_by_text("Not heard: role A.")).to_be_visible()
    expect(page.get_by_role("rowheader", name="9C1")).to_be_visible()
    assert complaints(page) == []


def test_a_consent_is_recorded_in_its_cell_and_read_out_in_words(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/cases/consent")
    cell = (
        page.get_by_role("button", name="1C, quoted")
        .or_(page.get_by_role("button", name="1C,"))
        .filter(has_text="refused")
    )
    expect(cell.first).to_be_visible()
    assert complaints(page) == []
    cell.first.click()
    page.get_by_role("button", name="Answer").click()
    page.get_by_role("option", name="given").click()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="1C,").filter(has_text="given").first.wait_for()


def test_people_are_grouped_by_team_and_added_by_code(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/cases/people")
    page.get_by_role("button", name="Add a person").click()
    page.get_by_label("Code").fill("P28")
    page.get_by_label("Profession").fill("student nurse")
    page.get_by_role("button", name="Add them").click()
    expect(page.get_by_role("cell", name="student nurse")).to_be_visible()
    assert complaints(page) == []


def test_a_table_with_a_line_that_cannot_be_read_enters_nothing_and_names_the_line(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/cases/consent")
    page.get_by_role("button", name="From a table").click()
    table = b"participant,scope,state\nP01,quote,refused\nP02,quote,perhaps\n"
    with page.expect_file_chooser() as chosen:
        page.get_by_role("button", name="Choose files").click()
    chosen.value.set_files({"name": "said.csv", "mimeType": "text/csv", "buffer": table})
    expect(page.get_by_text("Nothing was entered: one line could not be read.")).to_be_visible()
    expect(page.get_by_role("rowheader", name="3", exact=True)).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="1A, Quote: given").wait_for()


def test_an_answer_is_recorded_for_everyone_but_the_exceptions(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/cases/consent")
    page.get_by_role("button", name="1B, Diary: not recorded").wait_for()
    page.get_by_role("button", name="Record for everyone at once").click()
    page.get_by_text("Take part", exact=True).last.click()
    page.get_by_text("Diary", exact=True).last.click()
    page.get_by_text("1A", exact=True).last.click()
    page.get_by_role("button", name="Record it for 26 people").click()
    page.get_by_role("button", name="1B, Diary: given").wait_for()
    expect(page.get_by_role("button", name="1A, Diary: not recorded")).to_be_visible()


def test_the_list_of_teams_says_which_role_is_missing_and_the_frame_takes_who_declined(
    served: Served, page: Page
) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/cases")
    damson = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Damson"))
    expect(damson.get_by_role("cell", name="C", exact=True)).to_be_visible()
    page.goto(f"{served.origin}/cases/frame")
    page.get_by_role("button", name="Add to the frame").click()
    page.get_by_label("Whom").fill("Rowan")
    page.get_by_label("What came of it").fill("declined")
    page.get_by_label("Why", exact=True).fill("no time before the move")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("row").filter(has_text="Rowan")).to_contain_text("declined")
    assert complaints(page) == []


def test_what_is_known_of_a_team_is_entered_on_its_page(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/cases")
    page.get_by_role("link", name="Ivy").click()
    page.get_by_role("button", name="Enter what is known").click()
    page.get_by_label("Staff").fill("14")
    page.get_by_role("button", name="Keep it").click()
    known = page.get_by_role("region", name="What is known of it")
    expect(known.get_by_role("definition").filter(has_text="14")).to_be_visible()
    assert complaints(page) == []


def test_a_person_is_held_back_looked_at_and_withdrawn_and_nothing_of_it_is_left(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/cases/people")
    page.get_by_role("link", name="Hold back or withdraw 8A").click()
    page.get_by_role("button", name="Hold it back").click()
    q4 = page.get_by_role("row").filter(has_text="Q4")
    expect(q4).to_contain_text("5 of 5 teams")
    expect(q4).to_contain_text("4 of 5 teams")
    expect(page.get_by_role("row").filter(has_text="Q7")).to_contain_text("unsupported")
    expect(page.get_by_text("Kwame Adjei 12")).to_be_visible()
    assert complaints(page) == []
    erase = page.get_by_role("button", name="Erase everything")
    page.get_by_label("Why").fill("Asked by letter.")
    expect(page.get_by_text("Type P22 to say that you mean them.")).to_be_visible()
    page.get_by_label("Their code, P22, typed once more").fill("P22")
    erase.click()
    expect(page.get_by_role("heading", name="Withdrawn")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("1 text, 23 codings, 1 quotation. Asked by letter.")).to_be_visible()
    expect(page.get_by_role("rowheader", name="8A")).to_have_count(0)


def case_of(study: Path, code: str) -> str:
    """The identifier of a case of the demo."""
    with anselm.open(study, read_only=True) as demo:
        return str(next(one for one in demo.fieldwork.cases() if one.code == code).id)


def test_the_page_of_a_case_shows_what_was_made_of_it_and_every_number_opens_its_passages(
    served: Served, page: Page, demo_study: Path
) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/cases/{case_of(demo_study, 'T3')}")
    themes = page.get_by_role("region", name="Themes")
    counted = themes.get_by_role("button").filter(has_text="passage").first
    n = int((counted.text_content() or "").split()[0])
    counted.click()
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(n)
    page.keyboard.press("Escape")
    for part in ("Practices as told", "Relations", "Codes", "Memos"):
        expect(page.get_by_role("region", name=part, exact=True)).to_be_visible()
    expect(page.get_by_role("region", name="Practices as told")).to_contain_text("Induction")
    assert complaints(page) == []


def test_what_is_written_about_a_case_is_kept_on_leaving_the_field_and_taken_back_by_ctrl_z(
    served: Served, page: Page, demo_study: Path
) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/cases/{case_of(demo_study, 'T3')}")
    words = page.get_by_label("In your words")
    expect(words).not_to_have_value("")
    before = words.input_value()
    words.fill("A team that learns by the kettle.")
    with page.expect_response("**/api/v1/cases/change"):
        words.blur()
    page.reload()
    expect(words).to_have_value("A team that learns by the kettle.")
    page.keyboard.press("Control+z")
    expect(words).to_have_value(before)


@pytest.mark.parametrize("width", [390, 1440])
def test_cases_stand_side_by_side_in_the_same_rows_and_an_empty_one_says_what_it_is(
    served: Served, page: Page, demo_study: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    first, ninth = case_of(demo_study, "T3"), case_of(demo_study, "T9")
    page.goto(f"{served.origin}/cases/beside?cases={first},{ninth}")
    heard = page.get_by_role("region", name="Who was heard")
    expect(heard).to_contain_text("Not heard: role A.")
    for row in page.locator("[data-row]").all():
        cells = row.locator(".beside-cell")
        assert cells.count() == 2
        assert all(one.inner_text().strip() for one in cells.all())
    expect(page.get_by_text("not asked").first).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("[data-row]").first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("[data-row]").nth(1)).to_be_focused()
    page.get_by_role("checkbox", name="T1 ").focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-row]").first.locator(".beside-cell")).to_have_count(3)
    assert page.url.count("%2C") == 2
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert complaints(page) == []
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(heard).to_be_visible()
