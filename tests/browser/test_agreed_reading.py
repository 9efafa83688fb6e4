"""After a round is closed its agreed reading is a way of looking at the text: by its name, and to read only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve
from tests.teams import Team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """On one place two readers agreed, on another the first reading was taken over, on a third it was not."""
    made = Team(tmp_path)
    made.start()
    for hand in (made.kay, made.lou):
        made.code(hand, "We talk in the kitchen.", "c2")
    made.code(made.kay, "I hear them on the phone.", "c1")
    made.code(made.lou, "Then I write it down.", "c3")
    made.hand_in_and_open()
    for n, one in enumerate(made.ada.do("coding.differences", round_id="r1")):
        made.ada.do("coding.settle", id=f"u{n}", round_id="r1", difference_keys=(one.key,), outcome="first")
    made.ada.do("coding.close_round", id="r1")
    return made


@pytest.fixture
def served(team: Team, tmp_path: Path) -> Iterator[Served]:
    team.ada.workbench.close()
    with serve(tmp_path / "study", "--as", "Ada") as running:
        yield running


def _agreed(page: Page, team: Team) -> list[str]:
    """The codes of what the server says was agreed in this text, in text order."""
    path = f"/api/v1/codings?version_id={team.version_id}&round_id=r1&agreed=true"
    return [one["code_id"] for one in page.evaluate("async (path) => (await fetch(path)).json()", path)]


def test_the_agreed_reading_is_chosen_by_its_name_and_nothing_of_it_is_changed(
    served: Served, page: Page, team: Team
) -> None:
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(f"{served.origin}/code/{team.source_id}")
    expect(page.locator(".turn-speech").first).to_be_visible()
    expect(page.locator(".coded")).to_have_count(0)
    page.get_by_role("button", name="Shown").click()
    page.get_by_role("option", name="Agreed reading of First").click()
    expect(page.locator(".coded").first).to_be_visible()
    assert _agreed(page, team) == ["c1", "c2"]
    expect(page.locator(".coded")).to_have_count(2)
    expect(page.locator(".text-turns .coded").first).to_have_text("I hear them on the phone.")
    expect(page.get_by_role("button", name="Shown")).to_contain_text("Agreed reading of First")
    expect(page.locator(".desk-closed")).to_contain_text("what was agreed in First")
    expect(page.locator(".desk-legend")).to_contain_text("Agreed reading of First")
    assert complaints(page) == []
    # Neither words selected nor a coding opened offer a change.
    page.locator(".text-turns").focus()
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Give a code")).to_have_count(0)
    page.keyboard.press("Escape")
    page.locator(".coded").first.click()
    for name in ("Take off", "Another code", "Split here"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page.keyboard.press("x")
    # By the palette too, from the reading of the round.
    page.goto(f"{served.origin}/code/{team.source_id}?round=r1")
    expect(page.locator(".coded").first).to_be_visible()
    page.keyboard.press("Control+k")
    page.keyboard.type("agreed reading")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-closed")).to_contain_text("what was agreed in First")
    # Nothing of what was pressed since has arrived.
    assert _agreed(page, team) == ["c1", "c2"]


def test_a_round_that_is_only_opened_has_no_agreed_reading_to_show(page: Page, tmp_path: Path) -> None:
    team = Team(tmp_path / "open")
    team.start()
    team.code(team.kay, "I hear them on the phone.", "c1")
    team.hand_in_and_open()
    team.ada.workbench.close()
    with serve(tmp_path / "open" / "study", "--as", "Ada") as served:
        page.goto(served.launch_url)
        expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
        page.goto(f"{served.origin}/code/{team.source_id}")
        page.get_by_role("button", name="Shown").click()
        expect(page.get_by_role("option", name="First")).to_have_count(1)
        page.goto("about:blank")
