"""What was learnt while settling stands beside the words of the code it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from docs.shots import LEAD, screens
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve


@pytest.fixture
def served(demo_study: Path, tmp_path: Path) -> Iterator[Served]:
    """The demo study before its lead."""
    with serve(copytree(demo_study, tmp_path / "study"), "--as", LEAD) as running:
        yield running


def test_whoever_words_a_code_reads_what_settling_said_of_it(served: Served, demo_study: Path, page: Page) -> None:
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(served.origin + screens(demo_study)["desk"])
    page.get_by_role("treeitem", name="Overhearing").dblclick()
    form = page.get_by_role("dialog", name="Edit code")
    said = form.get_by_role("region", name="From settling")
    expect(said).to_contain_text("What changed was heard and not said to them")
    expect(said).to_contain_text("Given again and again · Overhearing or Kitchen and car · 11 places")
    assert complaints(page) == []
    said.get_by_role("link", name="First independent reading").click()
    expect(page).to_have_url(re.compile("/settle$"))
