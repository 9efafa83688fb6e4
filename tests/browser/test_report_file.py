"""The report file in a real browser: opened from disk, by keyboard, and with hostile words."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from tests.browser import axe
from tests.formats.hostile import PAYLOADS, document, trace
from tests.formats.out_sample import draft, draft_text, facts
from tests.unit.analysis.figures.level_sample import demo, full

from anselm.analysis.figures.levels import layout
from anselm.analysis.report.blocks import parse
from anselm.analysis.report.resolve import resolve
from anselm.formats.out_html import render
from anselm.formats.out_svg import render as render_svg


def written(folder: Path, text: str) -> str:
    path = folder / "report.html"
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


def sample(folder: Path) -> str:
    found = draft()
    return written(folder, render(found.document, found.trace, strict=False))


def test_a_claim_walks_back_by_keyboard_and_returns_to_its_sentence(page: Page, tmp_path: Path) -> None:
    page.goto(sample(tmp_path))
    page.locator("a[href='#claim-7']").focus()
    page.keyboard.press("Enter")
    assert page.locator("dialog").is_visible()
    assert page.locator("dialog .passage:visible h3").all_inner_texts() == [
        "Coding",
        "Words",
        "Speaker",
        "Consent",
        "Time",
    ]
    page.keyboard.press("ArrowRight")
    assert page.locator("#at").inner_text() == "Passage 2 of 10"
    page.locator("dialog .ev a").last.click()
    assert page.locator("#at").inner_text() == "Passage 10 of 10"
    page.keyboard.press("Escape")
    assert page.locator("dialog").is_hidden()
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#claim-7"
    assert page.locator("#back #claim-7").count() == 1


def test_a_reference_leads_by_keyboard_to_its_table_or_figure_and_back(page: Page, tmp_path: Path) -> None:
    text = f"{draft_text()}\n\nIt stands in {{{{ref:table:teams}}}} and in {{{{ref:figure:levels}}}}.\n"
    made = resolve(parse(text), facts(), "draft")
    page.goto("about:blank")
    page.goto(written(tmp_path, render(made.document, made.trace, strict=False)))
    for name, place in (("Table 1", "ref-table-1"), ("Figure 1", "ref-figure-1")):
        link = page.get_by_role("link", name=name, exact=True)
        link.focus()
        page.keyboard.press("Enter")
        there = page.locator(f"#{place}")
        expect(there).to_be_focused()
        expect(there).to_be_in_viewport()
        assert page.locator("dialog").is_hidden()
        page.go_back()
        expect(link).to_be_in_viewport()
    assert axe.complaints(page) == []


def test_back_of_the_browser_closes_the_walk_and_stays_within_the_file(page: Page, tmp_path: Path) -> None:
    page.goto("about:blank")
    address = sample(tmp_path)
    page.goto(address)
    link = page.locator("a[href='#claim-7']")
    link.scroll_into_view_if_needed()
    link.click()
    page.locator("dialog .ev a").last.click()
    assert page.locator("#at").inner_text() == "Passage 10 of 10"
    page.go_back()
    expect(page.locator("dialog")).to_be_hidden()
    assert page.url == address
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#claim-7"
    expect(link).to_be_in_viewport()
    # Forward it is open again; closed by hand it leaves no step behind, so that Back is where one came from.
    page.go_forward()
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    page.wait_for_url(address)
    link.click()
    page.locator("#shut").click()
    page.wait_for_url(address)
    expect(link).to_be_in_viewport()
    page.go_back()
    assert page.url == "about:blank"
    # Opened at a sentence's walk, it closes to the report.
    page.goto(f"{address}#claim-2")
    expect(page.locator("dialog")).to_be_visible()
    page.locator("#shut").click()
    expect(page.locator("dialog")).to_be_hidden()
    assert page.url == f"{address}#report"


def test_without_scripts_the_same_link_leads_to_the_same_section(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sample(tmp_path))
    page.locator("a[href='#claim-7']").click()
    assert page.locator("#claim-7 .passage").nth(9).is_visible()
    assert page.url.endswith("#claim-7")
    context.close()


def test_the_file_fits_a_phone_and_axe_has_nothing_against_it(page: Page, tmp_path: Path) -> None:
    page.goto(sample(tmp_path))
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    if axe.SCRIPT.is_file():
        assert axe.complaints(page) == []
        page.locator("a[href='#claim-2']").first.click()
        assert axe.complaints(page) == []


def test_hostile_words_run_nothing(page: Page, tmp_path: Path) -> None:
    page.add_init_script("window.alert = () => { window.__ran = true }")
    for payload in PAYLOADS:
        page.goto(written(tmp_path, render(document(payload), trace(payload), strict=False)))
        page.locator("a[href='#claim-1']").first.click()
        assert page.evaluate("window.__ran || false") is False


def test_no_label_of_the_figure_meets_another_as_it_is_really_set(page: Page) -> None:
    for shown in (demo(), full()):
        figure = layout(shown)
        page.set_content(render_svg(figure.drawing, "t", figure.text_alternative))
        found = page.evaluate(
            """() => [...document.querySelectorAll("text:not(.halo):not(.halo-theme)")]
              .filter((one) => !one.querySelector("textPath"))
              .map((one) => { const box = one.getBoundingClientRect();
                return [one.textContent, box.left, box.top, box.right, box.bottom]; })"""
        )
        assert len(found) > 20
        for at, (name, left, top, right, bottom) in enumerate(found):
            for other, left2, top2, right2, bottom2 in found[at + 1 :]:
                overlap = min(right, right2) - max(left, left2), min(bottom, bottom2) - max(top, top2)
                assert min(overlap) <= 3, (name, other)
