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
    expect(page).to_have_url(re.compile("/compare/[^/]+$"))


def test_what_a_round_proposes_for_the_codebook_is_answered_on_its_page(
    served: Served, demo_study: Path, page: Page
) -> None:
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(served.origin + "/compare")
    page.get_by_role("link", name="First independent reading", exact=True).click()
    part = page.get_by_role("region", name="Proposed for the codebook")
    change = part.get_by_role("listitem").filter(has_text="What changed was heard and not said to them")
    expect(change).to_be_visible()
    n = part.get_by_role("button", name="The words are changed").count()
    expect(part).to_contain_text(f"{n} to answer")
    change.get_by_role("button", name="Not taken up").click()
    why = change.get_by_role("textbox", name="Why not")
    expect(why).to_be_focused()
    why.fill("The definition says it already.")
    change.get_by_role("button", name="Keep the answer").click()
    expect(change).to_contain_text("Not taken up. The definition says it already.")
    expect(part).to_contain_text(f"{n - 1} to answer" if n > 1 else "all answered")
    assert complaints(page) == []
    change.get_by_role("link", name="Overhearing").click()
    page.get_by_role("button", name="Edit the code Overhearing").click()
    form = page.get_by_role("dialog", name="Edit code")
    expect(form.get_by_role("region", name="From settling")).to_contain_text("Not taken up (")
    assert complaints(page) == []
