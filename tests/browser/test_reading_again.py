"""One reader reads an interview again in a browser: refused too early, started, read unseen, handed in and compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.axe import complaints
from tests.browser.conftest import Watch
from tests.browser.serving import Served, serve
from tests.teams import Team

KITCHEN, WRITE, PHONE = "We talk in the kitchen.", "Then I write it down.", "I hear them on the phone."


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Ada read an interview in a round with Kay ten months ago, and is alone in the study now."""
    made = Team(tmp_path)
    me = made.ada.viewer.researcher_id
    readers = (me, made.kay.viewer.researcher_id)
    made.ada.do("judging.start_round", id="r1", name="First", judge_ids=readers, source_ids=(made.source_id,))
    for hand in (made.ada, made.kay):
        made.code(hand, KITCHEN, "c1")
        made.code(hand, WRITE, "c3")
        hand.do("judging.submit", id="r1")
    made.ada.do("judging.reveal", id="r1")
    for hand in (made.kay, made.lou):
        made.ada.do("study.end_researcher", id=hand.viewer.researcher_id)
    made.ada.workbench.close()
    return made


@pytest.fixture
def served(team: Team, tmp_path: Path) -> Iterator[Served]:
    with serve(tmp_path / "study") as served:
        yield served


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page that the refusal asked for by the test does not fail; any other report does."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    watch = Watch(context.new_page())
    yield watch.page
    faults = [fault for fault in watch.faults() if "409" not in fault]
    context.close()
    assert not faults, "the page reported: " + "; ".join(faults)


def _read_again(page: Page, team: Team, round_id: str) -> None:
    """Mark three places, the first as ten months ago, the second otherwise, the third anew; as the page would write."""
    codings: list[dict[str, Any]] = []
    for words, code in ((KITCHEN, "c1"), (WRITE, "c2"), (PHONE, "c1")):
        start = team.reading.text.index(words)
        place = {"version_id": team.version_id, "start": start, "end": start + len(words), "code_id": code}
        codings.append({"id": f"again-{start}", "round_id": round_id, **place})
    told = page.evaluate(
        """async (codings) => (await fetch('/api/v1/codings/apply-many', { method: 'POST',
          body: JSON.stringify({ codings }),
          headers: { 'content-type': 'application/json', 'x-anselm': '1' } })).status""",
        codings,
    )
    assert told == 200


def _marks(page: Page, team: Team, round_id: str) -> int:
    path = f"/api/v1/codings?version_id={team.version_id}&round_id={round_id}"
    return len(page.evaluate("async (path) => (await fetch(path)).json()", path))


def test_a_reading_is_made_again_on_the_screen_out_of_sight_of_the_first(
    page: Page, served: Served, team: Team
) -> None:
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(served.origin + "/compare/new")
    page.get_by_text("One reader over time").click()
    expect(page.get_by_label("Read the first time in")).to_contain_text("First")
    expect(page.get_by_text("sees no mark, no memo at a passage and nothing settled")).to_be_visible()
    assert complaints(page) == []
    _at_390(page)
    _too_early_and_no_number(page)
    page.get_by_label("Days between, at least").fill("30")
    page.get_by_role("button", name="Freeze the codebook and start").click()
    expect(page.get_by_role("heading", name="Read again 1")).to_be_visible()
    expect(page.get_by_text("sees no mark, no memo at a passage and nothing settled")).to_be_visible()
    assert complaints(page) == []
    round_id = page.url.rsplit("/", 1)[-1]
    assert _marks(page, team, "r1") == 0
    _read_again(page, team, round_id)
    _handed_in_and_opened(page)
    assert _marks(page, team, "r1") > 0


def _at_390(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 900})


def _too_early_and_no_number(page: Page) -> None:
    """Refused at the field, with the day it becomes possible; without a number the reason is under the button."""
    page.get_by_label("Days between, at least").fill("3650")
    page.get_by_role("button", name="Freeze the codebook and start").click()
    told = re.compile("Ada read the last .* possible from 30 December 2035")
    expect(page.get_by_label("Days between, at least")).to_have_accessible_description(told)
    assert complaints(page) == []
    page.get_by_label("Days between, at least").fill("")
    expect(page.get_by_text("Say how many days lie between, from 1 to 3650.").first).to_be_visible()


def _handed_in_and_opened(page: Page) -> None:
    page.get_by_role("button", name="Hand in", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("It cannot be taken back")
    dialog.get_by_role("button", name="Hand in").click()
    page.get_by_role("button", name="Open the readings").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Open the readings").click()
    expect(page.get_by_text("1 of 3 places marked alike both times").first).to_be_visible()
    expect(page.get_by_text("not agreement between readers").first).to_be_visible()
    expect(page.get_by_text("Nothing is settled in it")).to_be_visible()
    assert complaints(page) == []
    _at_390(page)
