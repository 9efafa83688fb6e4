"""Counts of codings out of sight: one's own choice, kept, and no number of them left in codebook, picker or desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from docs.shots import LEAD
from playwright.sync_api import Browser, Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import ask, become
from tests.browser.serving import Served, serve

# What a part of the page says, seen or only heard, without the keys and names of codes.
SAID = """([where, names]) => {
  const part = document.querySelector(where);
  const words = [part.innerText, part.textContent];
  for (const one of [part, ...part.querySelectorAll('[aria-label], [aria-description]')])
    words.push(['aria-label', 'aria-description'].map((name) => one.getAttribute(name) ?? '').join(' '));
  let said = words.join('\\n');
  for (const name of names) said = said.split(name).join('');
  return said;
}"""


@pytest.fixture
def served(demo_study: Path, tmp_path: Path) -> Iterator[Served]:
    """The demo study, whose codes are given many times, behind a running workbench."""
    with serve(copytree(demo_study, tmp_path / "study"), "--as", LEAD) as running:
        yield running


def _names(page: Page) -> list[str]:
    found = [name for one in ask(page, "/codes?with_retired=true") for name in (one["name"], one["key"]) if name]
    versions = [f"v{one['number']}" for one in ask(page, "/codebook-versions")]
    return sorted([*found, *versions], key=len, reverse=True)


def _numbers(page: Page, where: str) -> list[str]:
    return re.findall(r"\d+", page.evaluate(SAID, [where, _names(page)]))


def _desk(page: Page, served: Served) -> None:
    source = max(ask(page, "/sources"), key=lambda one: one["n_codings"] or 0)
    page.goto(f"{served.origin}/code/{source['id']}?round=open")
    expect(page.get_by_role("tree", name="Codebook")).to_be_visible()
    expect(page.locator(".text-turns")).to_be_visible()


def _picker(page: Page) -> list[str]:
    page.locator(".text-turns").focus()
    page.keyboard.press("u")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Give a code")).to_be_visible()
    page.wait_for_function("document.querySelectorAll('.picker-row').length > 3")
    found = _numbers(page, ".picker-list")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    return found


def test_with_the_switch_on_no_number_of_codings_is_shown_or_said(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    _desk(page, served)
    # The same look finds them where they are: the net is not torn.
    assert len(_numbers(page, ".book")) > 20
    assert len(_picker(page)) > 3
    page.get_by_role("button", name="Hide counts").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Show counts")).to_be_visible()
    assert _numbers(page, ".book") == []
    assert _picker(page) == []
    assert complaints(page) == []
    page.reload()
    expect(page.get_by_role("button", name="Show counts")).to_be_visible()
    assert _numbers(page, ".book") == []
    page.goto(f"{served.origin}/code")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_text("Coded by you")).to_have_count(0)
    _desk(page, served)
    page.get_by_role("button", name="Show counts").click()
    become(page, lambda: len(_numbers(page, ".book")) > 20, True)


def test_the_choice_is_ones_own(served: Served, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    _desk(page, served)
    page.get_by_role("button", name="Hide counts").click()
    kept = page.evaluate("Object.entries(localStorage).filter(([name]) => name.includes('counts-hidden'))")
    viewer = ask(page, "/viewer")
    assert len(kept) == 1
    assert viewer["researcher_id"] in kept[0][0]
    assert viewer["study_id"] in kept[0][0]
    # Another person at the same browser has not chosen it.
    page.evaluate(
        """([name, mine]) => {
             localStorage.setItem(name.replace(mine, 'somebody-else'), 'yes');
             localStorage.removeItem(name);
        }""",
        [kept[0][0], viewer["researcher_id"]],
    )
    page.reload()
    expect(page.get_by_role("button", name="Hide counts")).to_be_visible()
    context.close()
