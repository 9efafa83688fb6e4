"""Finds that are kept: named, run again, counted then and now, renamed, taken away and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve


@pytest.fixture
def served(interviewed: Path, tmp_path: Path) -> Iterator[Served]:
    with serve(copytree(interviewed, tmp_path / "study")) as running:
        yield running


def _menu(page: Page, name: str, what: str) -> None:
    page.get_by_role("button", name=f"What to do with {name}").click()
    page.get_by_role("menuitem", name=what).click()


def test_a_find_is_kept_run_again_renamed_and_taken_away(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(f"{served.origin}/find?find=I&only=participants")
    expect(page.get_by_text("places in 1 source")).to_be_visible()
    n = int((page.get_by_text("places in 1 source").text_content() or "").split()[0])
    page.get_by_role("button", name="Keep this find").click()
    page.get_by_role("textbox", name="Name").fill("In the first person")
    page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    kept = page.get_by_role("region", name="Kept finds")
    expect(kept).to_contain_text("In the first person")
    expect(kept).to_contain_text(f"{n} places, as when kept on")
    expect(kept).to_contain_text("said by participants")
    expect(page.get_by_role("button", name="Keep this find")).to_have_count(0)
    assert complaints(page) == []
    # Something else is looked for, and the kept one is run again with its choices.
    page.goto(f"{served.origin}/find")
    page.get_by_role("button", name="Find In the first person again").click()
    expect(page.get_by_role("searchbox", name="Words")).to_have_value("I")
    expect(page.get_by_role("radio", name="Participants")).to_be_checked()
    expect(page.get_by_text(f"{n} places in 1 source")).to_be_visible()
    _menu(page, "In the first person", "Rename")
    page.get_by_role("textbox", name="Name").fill("I say")
    page.get_by_role("dialog").get_by_role("button", name="Rename").click()
    expect(page.get_by_role("button", name="Find I say again")).to_be_visible()
    _menu(page, "I say", "Take away")
    expect(kept.get_by_role("button", name="Find I say again")).to_have_count(0)
    page.get_by_role("heading", name="Find words").click()
    page.keyboard.press("Control+z")
    expect(page.get_by_role("button", name="Find I say again")).to_be_visible()


def test_the_count_then_stays_and_the_count_now_follows_the_study(served: Served, page: Page, tmp_path: Path) -> None:
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(f"{served.origin}/find?find=basement")
    page.get_by_role("button", name="Keep this find").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    kept = page.get_by_role("region", name="Kept finds")
    expect(kept).to_contain_text("1 place, as when kept on")
    more = tmp_path / "2C.txt"
    more.write_text("Interviewer: And?\n2C: Another basement, and a basement after.\n", encoding="utf-8")
    page.goto(f"{served.origin}/sources")
    page.get_by_role("button", name="Add files").click()
    page.set_input_files("input[type=file]", str(more))
    expect(page.get_by_role("table")).to_contain_text("2C")
    page.goto(f"{served.origin}/find")
    expect(kept).to_contain_text("1 when kept on")
    expect(kept).to_contain_text(", 3 now")
