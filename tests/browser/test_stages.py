"""The board of stages on screen: by keys, marked and taken back, on a phone, a tablet, a desk and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from docs.shots import LEAD
from playwright.sync_api import Locator, Page, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve
from tests.printed import say

import anselm


@pytest.fixture
def served(demo_study: Path, tmp_path: Path) -> Iterator[Served]:
    """The demo before its lead, in a method that asks for reading and interpreting by hand."""
    folder = copytree(demo_study, tmp_path / "study")
    with anselm.open(folder) as study:
        study.study.change_study(profile="framework-7")
    with serve(folder, "--as", LEAD) as running:
        yield running


@pytest.fixture
def board(served: Served, page: Page) -> Page:
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(served.origin + "/plan")
    page.get_by_role("radio", name="Stages").click(force=True)
    expect(page).to_have_url(re.compile("/plan/stages$"))
    expect(page.get_by_role("heading", name="Framework method")).to_be_visible()
    return page


def cell(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(name))


def test_the_board_is_walked_by_keys_and_a_stage_marked_taken_back_and_undone(board: Page) -> None:
    first = cell(board, "^INT01, 1 transcribe: ")
    first.focus()
    board.keyboard.press("ArrowDown")
    board.keyboard.press("ArrowRight")
    expect(cell(board, "^INT02, 2 become familiar: ")).to_be_focused()
    board.keyboard.press("End")
    expect(cell(board, "^INT02, 6 chart: ")).to_be_focused()
    board.keyboard.press("Home")
    expect(cell(board, "^INT02, 1 transcribe: ")).to_be_focused()
    # One stop for Tab: from the board it goes on to what comes after it, never through 27 rows.
    assert board.locator(".stages-cell[tabindex='0']").count() == 1
    # A stage of the study, by its line: marked with a reason, with who and when, and taken back.
    line = board.get_by_role("button", name=re.compile("^7 interpret: not yet"))
    line.press("Enter")
    asked = board.get_by_role("dialog", name="7 interpret")
    expect(asked).to_contain_text("No mark yet; it is set by hand.")
    assert complaints(board) == []
    asked.get_by_role("textbox", name="Why, if you like").fill("Talked over in April.")
    asked.get_by_role("button", name="Mark it as done").press("Enter")
    expect(asked).to_contain_text(re.compile(rf"Marked by {LEAD}, .*: Talked over in April\."))
    asked.get_by_role("button", name="Take the mark back").press("Enter")
    expect(asked.get_by_role("button", name="Mark it as done")).to_be_visible()
    board.keyboard.press("Escape")
    expect(line).to_be_focused()


@pytest.mark.parametrize("width", [390, 800, 1440])
def test_the_board_fits_its_window(board: Page, width: int) -> None:
    board.set_viewport_size({"width": width, "height": 844})
    expect(cell(board, "^INT27, 6 chart: ")).to_be_attached()
    wide = board.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    inside = board.evaluate("(one => one.scrollWidth - one.clientWidth)(document.querySelector('.table-scroll'))")
    say(width=width, beyond_the_window=wide, beyond_the_table=inside)
    assert max(wide, inside) <= 0
    assert complaints(board) == []


def test_on_paper_stands_the_board_without_what_is_pressed(board: Page) -> None:
    board.emulate_media(media="print")
    expect(board.get_by_role("radio", name="Stages")).to_be_hidden()
    expect(board.locator(".stages-bar")).to_be_hidden()
    expect(cell(board, "^INT27, 6 chart: ")).to_be_visible()
    expect(board.locator(".stages-legend")).to_be_visible()


def test_the_order_goes_by_case_with_its_name_above(board: Page) -> None:
    board.get_by_role("button", name=re.compile("In the order")).click()
    board.get_by_role("option", name="by team or case").click()
    heads = board.locator(".stages-grid .table-group").all_inner_texts()
    assert [one.split()[0] for one in heads] == [f"T{n}" for n in range(1, 10)]
