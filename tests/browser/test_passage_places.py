"""A passage is put at a level of the lens at the desk, and found there by level and case."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve

LEVEL, OTHER = "Team and employer", "Policy and money"


@pytest.fixture
def served(demo_study: Path, tmp_path: Path) -> Iterator[Served]:
    """A copy of the demo study behind a workbench, signed in as its lead."""
    shutil.copytree(demo_study, tmp_path / "demo")
    with serve(tmp_path / "demo", "--as", "Dr Ilse Marrow", "--port", "0") as running:
        yield running


def test_words_of_a_turn_are_placed_with_a_key_and_stand_at_their_level(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    source = page.request.get(f"{served.origin}/api/v1/sources").json()[0]["id"]
    page.goto(f"{served.origin}/code/{source}")
    page.get_by_text("Right. So, early supported discharge").click()
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    page.keyboard.press("l")
    dialog = page.get_by_role("dialog", name="Place this passage at a level")
    expect(dialog).to_be_visible()
    assert complaints(page) == []
    words = dialog.locator("blockquote").inner_text()
    dialog.get_by_text(LEVEL).click()
    dialog.get_by_label("Why there, if you want to say").fill("It is how the service is arranged.")
    dialog.get_by_role("button", name="Place it").click()
    expect(dialog).to_have_count(0)
    page.goto(f"{served.origin}/interpret/levels")
    table = page.get_by_role("table", name=re.compile("^Passages at the levels"))
    expect(table.get_by_role("row", name=re.compile(LEVEL)).get_by_role("button", name="1A, turn 2")).to_be_visible()
    table.get_by_role("button", name="1A, turn 2").click()
    drawer = page.get_by_role("dialog", name=f"{LEVEL}, T1")
    expect(drawer).to_contain_text(words)
    expect(drawer).to_contain_text("Placed by you: It is how the service is arranged.")
    assert complaints(page) == []
    drawer.get_by_role("button", name=re.compile("Move it to")).click()
    page.get_by_role("option", name=re.compile(OTHER)).click()
    expect(drawer).to_contain_text("Nothing stands here now.")
    page.keyboard.press("Escape")
    expect(table.get_by_role("row", name=re.compile(OTHER)).get_by_role("button", name="1A, turn 2")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(table.get_by_role("row", name=re.compile(LEVEL)).get_by_role("button", name="1A, turn 2")).to_be_visible()
