"""The pages of a report on a phone, and a release that waits until what it would tell has been read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve

import anselm

CUT_OFF = """() => [...document.querySelectorAll('.table-scroll')]
  .filter((one) => one.scrollWidth > one.clientWidth).length"""


@pytest.fixture
def served(demo_study: Path, tmp_path: Path) -> Iterator[tuple[Served, str]]:
    """A copy of the demo whose first report has been released once; and that report."""
    study = shutil.copytree(demo_study, tmp_path / "study")
    with anselm.open(study) as demo:
        report = demo.reporting.reports()[0]
        body = "\n".join(line for line in report.body.split("\n") if "{{claim:Q8}}" not in line)
        demo.reporting.write_report(id=report.id, body=body)
        demo.reporting.release(id="l-1", report_id=report.id, recipients=("the board",), trace=False)
    with serve(study, "--as", "Dr Ilse Marrow") as running:
        yield running, report.id


def test_nothing_of_a_report_is_cut_off_on_a_phone_and_a_release_waits_for_what_is_read(
    served: tuple[Served, str], page: Page
) -> None:
    running, report = served
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(running.launch_url)
    expect(page.get_by_role("main")).to_be_visible()
    page.goto(f"{running.origin}/report/checklists/coreq")
    expect(page.get_by_text("Who held the interviews")).to_be_visible()
    # The state of an item stands with its answer where there is no column for it.
    expect(page.get_by_role("row").filter(has_text="The coding tree")).to_contain_text("partial")
    assert page.evaluate(CUT_OFF) == 0
    assert complaints(page) == []
    page.goto(f"{running.origin}/report/{report}/releases")
    row = page.get_by_role("row").filter(has_text="Release 1")
    expect(row).to_contain_text("by Dr Ilse Marrow")
    expect(row).to_contain_text("the board")
    expect(row.locator(".release-sum").first).to_be_visible()
    assert page.evaluate(CUT_OFF) == 0
    assert complaints(page) == []
    held: list[Route] = []
    checked = re.compile(r"/report/check\?.*trace=true")
    page.route(checked, lambda route: held.append(route))
    page.goto(f"{running.origin}/report/{report}?release=")
    dialog = page.get_by_role("alertdialog", name="Release this report")
    expect(dialog.get_by_text("Reading what the walk back would say")).to_be_visible()
    expect(dialog.get_by_role("button", name="Release", exact=True)).to_be_disabled()
    held[0].continue_()
    expect(dialog.get_by_role("button", name="Release", exact=True)).to_be_enabled()
    expect(dialog.get_by_text("could tell who somebody is")).to_be_visible()
