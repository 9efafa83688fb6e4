"""Looked at as a picky designer would: what stood crooked, broke in the middle or led nowhere stays mended."""

from __future__ import annotations

import shutil
from pathlib import Path

from docs.shots import LEAD, settled
from playwright.sync_api import Browser, Page, expect
from tests.browser.desk import made
from tests.browser.serving import serve

# Tops of what stands side by side: a difference is seen.
TOPS = """(all) => all.map((one) => {
  const words = document.createRange();
  words.selectNodeContents(one);
  return words.getClientRects()[0].top;
})"""


def lefts(page: Page, origin: str, *addresses: str) -> dict[str, float]:
    """Where the heading of each page begins (pixels)."""
    found: dict[str, float] = {}
    for address in addresses:
        page.goto(origin + address)
        settled(page)
        box = page.locator("main h1").first.bounding_box()
        assert box is not None
        found[address] = round(box["x"])
    return found


def test_what_belongs_on_a_line_stands_on_a_line(browser: Browser, demo_study: Path, tmp_path: Path) -> None:
    with serve(shutil.copytree(demo_study, tmp_path / "demo"), "--as", LEAD) as served:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        page.goto(served.launch_url)
        # From stage to stage the heading stays where it was.
        edges = lefts(page, served.origin, "/plan", "/cases", "/sources", "/compare", "/interpret", "/report")
        assert len(set(edges.values())) == 1, edges
        page.goto(f"{served.origin}/cases")
        day = page.get_by_role("row", name="Alder").get_by_text("2023-09", exact=True)
        expect(day).to_be_visible()
        assert day.evaluate("(one) => one.getClientRects().length") == 1
        page.goto(f"{served.origin}/interpret/themes")
        ways = page.locator(".theme-ways").first.locator(":scope > *")
        expect(ways.first).to_be_visible()
        assert spread(ways.evaluate_all(TOPS)) <= 1
        page.goto(f"{served.origin}/interpret/matrix")
        ways = page.locator(".interpret-bar > :is(.link, .button)")
        expect(ways.first).to_be_visible()
        assert spread(ways.evaluate_all(TOPS)) <= 1
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"{served.origin}/interpret/practices")
        row = page.get_by_role("row", name="T1 Alder").locator("th, td")
        expect(row.first).to_be_visible()
        assert spread(row.evaluate_all(TOPS)) <= 3
        context.close()


def spread(tops: list[float]) -> float:
    return max(tops) - min(tops)


LEADS_ON = (
    ("/cases/consent", "Nobody to ask yet", "Go to the people", "/cases/people"),
    ("/cases/beside", "There are not two cases yet", "Go to the teams", "/cases"),
    ("/interpret/matrix", "No theme yet", "Go to the themes", "/interpret/themes"),
    ("/interpret/saturation", "No code has been used yet", "Go to Code", "/code"),
    ("/sources/gone", "There is no source at this address any more.", "All sources", "/sources"),
    ("/cases/gone", "There is nothing here by that name.", "Go to the start of this stage", "/cases"),
)


def test_a_page_with_nothing_on_it_says_so_and_leads_on(browser: Browser, tmp_path: Path) -> None:
    made(str(tmp_path / "empty"))
    with serve(tmp_path / "empty") as served:
        context = browser.new_context(reduced_motion="reduce")
        page = context.new_page()
        page.goto(served.launch_url)
        page.wait_for_selector("main")
        for address, said, way, leads in LEADS_ON:
            page.goto(served.origin + address)
            expect(page.get_by_text(said)).to_be_visible()
            page.locator("main").get_by_role("link", name=way, exact=True).click()
            assert page.url == served.origin + leads, address
        context.close()
