"""Names replaced in a real browser: proposed, ruled on, applied with a reason, and every coding still there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import ask, become, made, tell
from tests.browser.serving import Served, serve

TALK = (
    "Interviewer: Who told you?\n"
    "2B: It was Tom Bell. Then I rang Tom Bell on 07700 900123, and he knew.\n"
    "Interviewer: What did Tom say?\n"
    "2B: That the rota had changed at Larkmoor. He never asks.\n"
)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A study with one interview that names people, behind a running workbench."""
    (tmp_path / "2B.txt").write_text(TALK, encoding="utf-8")
    made(str(tmp_path / "study"), str(tmp_path / "2B.txt"))
    with serve(tmp_path / "study") as running:
        yield running


def test_a_name_is_proposed_ruled_on_and_replaced_and_the_coding_follows(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    source = ask(page, "/sources")[0]
    start = TALK.index("I rang Tom Bell")
    tell(page, "/codes/add", {"id": "code-D1", "name": "Overhearing", "key": "D1"})
    place = {"version_id": source["version_id"], "start": start, "end": start + 15}
    tell(page, "/codings/apply", {"id": "one", "code_id": "code-D1", **place})
    page.goto(served.origin + "/sources")
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
    expect(page.get_by_role("button", name="Anonymise")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_text("phone number, once")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name="Replace Tom Bell").click()
    page.get_by_label("Words, each wording").fill("Tom Bell\nTom")
    page.get_by_label("In their place").fill("[ward manager]")
    page.get_by_role("button", name="Keep the rule").click()
    become(page, lambda: [one["replacement"] for one in ask(page, "/anonymisation/rules")], ["[ward manager]"])
    page.get_by_role("button", name="Leave Larkmoor as it is").click()
    become(page, lambda: len(ask(page, "/anonymisation/rules")), 2)
    page.get_by_role("radio", name="Rules").click(force=True)
    expect(page.get_by_role("row").filter(has_text="[ward manager]")).to_contain_text("waits; you wrote it")
    assert complaints(page) == []
    page.get_by_role("radio", name="Texts").click(force=True)
    page.get_by_role("button", name="Look, and apply to 2B").click()
    expect(page.get_by_text("3 places would be replaced.")).to_be_visible()
    go = page.get_by_role("button", name="Make the anonymised version")
    expect(go).to_be_disabled()
    page.get_by_label("Applied all the same, because").fill("I work alone")
    assert complaints(page) == []
    go.click()
    expect(page.get_by_text("Version 2: 3 places replaced.")).to_be_visible()
    expect(page.get_by_text("because: I work alone")).to_be_visible()
    page.get_by_role("radio", name="What is left").click(force=True)
    expect(page.get_by_text("No word of a rule is left in what was looked through.")).to_be_visible()
    page.goto(f"{served.origin}/code/{source['id']}")
    expect(page.locator(".text-turns .coded")).to_have_text(["I rang [ward manager]"])
    page.goto(f"{served.origin}/sources/{source['id']}/replaced")
    expect(page.locator(".both-text mark")).to_have_text(["[ward manager]"] * 3)
    page.get_by_role("radio", name="As it was said, version 1").click(force=True)
    expect(page.locator(".both-text mark")).to_have_text(["Tom Bell", "Tom Bell", "Tom"])
    assert complaints(page) == []
