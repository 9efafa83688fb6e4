"""What changed in the codebook since a version or a day is read word by word, and goes to Word."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import tell
from tests.browser.serving import Served


def test_changes_since_the_newest_version_are_shown_word_by_word(served: Served, page: Page) -> None:
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    tell(page, "/codes/add", {"id": "a", "name": "Overhearing", "definition": "They hear what was meant for others."})
    tell(page, "/codes/add", {"id": "b", "name": "Joining"})
    tell(page, "/codebook-versions/freeze", {"id": "v1", "note": "Before the meeting"})
    tell(page, "/codes/change", {"id": "a", "definition": "They overhear what was meant for others."})
    tell(page, "/codes/retire", {"id": "b"})
    tell(page, "/codes/add", {"id": "c", "name": "Noticing", "definition": "Sees it"})
    page.goto(served.origin + "/code")
    expect(page.locator(".text-turns")).to_be_visible()
    page.get_by_role("button", name="What changed").click()
    expect(page.get_by_role("heading", name="What changed in the codebook")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Between v1, kept on .* and now\.$"))).to_be_visible()
    changed = page.get_by_role("region", name="Changed")
    expect(changed.get_by_role("deletion")).to_have_text("hear")
    expect(changed.get_by_role("insertion")).to_have_text("overhear")
    expect(page.get_by_role("region", name="No longer in use")).to_contain_text("It was put out of use.")
    expect(page.get_by_role("region", name="New", exact=True)).to_contain_text("Noticing")
    assert complaints(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename == "what changed in the codebook.docx"
    page.get_by_role("button", name="Until").click()
    page.get_by_role("option", name=re.compile("^v1")).click()
    said = "This is the first codebook that was kept. Nothing changed since. 2 codes are as they were."
    expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()
    page.get_by_role("button", name="Since").click()
    page.get_by_role("option", name="a day").click()
    page.get_by_label("Since which day").fill("2001-01-01")
    expect(page.get_by_role("region", name="New", exact=True)).to_contain_text("Joining")
