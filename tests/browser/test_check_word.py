"""A Word file that came back is dropped on Report and answered place by place."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Browser, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served
from tests.functional.test_check_file import edited, three_changes

import anselm


def test_a_word_file_that_came_back_is_answered_place_by_place(
    browser: Browser, served_demo: Served, demo_study: Path, tmp_path: Path
) -> None:
    with anselm.open(demo_study, read_only=True) as study:
        report = study.reporting.reports()[0]
        draft = study.reporting.draft(id=report.id, format="docx").content
    (tmp_path / "back.docx").write_bytes(edited(draft, three_changes))
    (tmp_path / "notes.docx").write_bytes(b"no Word file at all")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.on("filechooser", lambda _chooser: None)
    page.goto(served_demo.launch_url)
    lead = page.get_by_text("Dr Ilse Marrow")
    expect(lead).to_be_visible()
    if page.get_by_role("button", name="Sign in").is_visible():
        lead.click()
        page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(f"{served_demo.origin}/report")

    def choose(name: str) -> None:
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name=re.compile("^Choose a Word file")).click()
        chooser.value.set_files(tmp_path / name)

    choose("notes.docx")
    expect(page.get_by_text("It is not a Word file")).to_be_visible()
    choose("back.docx")
    expect(page.get_by_text("3 places in back.docx need a look.")).to_be_visible()
    places = page.get_by_role("region", name="What was found in back.docx").get_by_role("listitem")
    expect(places).to_have_count(3)
    expect(places.nth(0)).to_contain_text("it says “all eight”, was “all nine”")
    expect(places.nth(2)).to_contain_text("The label is gone; the words are 7C’s.")
    assert complaints(page) == []
    if folder := os.environ.get("ANSELM_LOOK"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 900})
                page.screenshot(path=f"{folder}/check-{scheme}-{width}.png", full_page=True)
    page.get_by_role("button", name="Put this away").click()
    expect(places).to_have_count(0)
    context.close()
