"""Practices of one's own come in from a file at Practices, begun from the shipped one; a faulty file has its line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve


@pytest.fixture
def served(demo_study: Path, tmp_path: Path) -> Iterator[Served]:
    """A copy of the demo study behind a workbench, signed in as its lead."""
    shutil.copytree(demo_study, tmp_path / "demo")
    with serve(tmp_path / "demo", "--as", "Dr Ilse Marrow", "--port", "0") as running:
        yield running


def test_practices_of_ones_own_come_in_begun_from_the_shipped_file(
    served: Served, browser: Browser, tmp_path: Path
) -> None:
    # A page of its own: the refusal is an answer that the console reports.
    page = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce").new_page()
    page.on("filechooser", lambda _chooser: None)
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/interpret/practices")
    with page.expect_download() as begun:
        page.get_by_role("link", name="A file to begin from").click()
    assert begun.value.suggested_filename == "workplace-learning.practices.yaml"
    shipped = begun.value.path().read_text(encoding="utf-8")
    assert shipped.count("{key: ") == 20
    ours = "key: ours\nname: What we ask\npractices:\n  - {key: huddle, name: Morning huddle}\n"
    (tmp_path / "bad.yaml").write_text(ours + "  - {key: handover}\n", encoding="utf-8")
    (tmp_path / "ours.yaml").write_text(ours, encoding="utf-8")
    for name in ("bad.yaml", "ours.yaml"):
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Bring in practices of your own").click()
        chooser.value.set_files(tmp_path / name)
        if name == "bad.yaml":
            refusal = page.get_by_role("alert").filter(has_text="bad.yaml: line 5: name of practice 2 is missing")
            expect(refusal).to_contain_text("Write “name: …” there.")
            expect(page.get_by_role("columnheader", name="Induction")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="bad.yaml")).to_have_count(0)
    # What came in is shown at once, with the choice back to the other.
    expect(page.get_by_role("columnheader", name="Morning huddle")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Induction")).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name=re.compile("Practices of$")).click()
    page.get_by_role("option", name="How a team learns at work").click()
    expect(page.get_by_role("columnheader", name="Induction")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert complaints(page) == []
    page.context.close()
