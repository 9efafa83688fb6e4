"""A figure of a report stands in its text as its files will have it; one that cannot be drawn says why."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import ask, made, tell
from tests.browser.serving import Served, serve


@pytest.fixture
def served(demo_study: Path, tmp_path: Path) -> Iterator[Served]:
    """A copy of the demo study behind a workbench, signed in as its lead."""
    shutil.copytree(demo_study, tmp_path / "demo")
    with serve(tmp_path / "demo", "--as", "Dr Ilse Marrow", "--port", "0") as running:
        yield running


def drawn(svg: str) -> list[str]:
    """Every word in a drawing, in the order it is painted."""
    words = re.findall(r"<text[^>]*>(?:<textPath[^>]*>)?([^<]*)<", svg)
    return [html.unescape(one) for one in words]


def test_the_figure_is_drawn_in_the_text_as_in_the_file_and_leads_to_where_it_is_changed(
    served: Served, page: Page
) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    report = next(one for one in ask(page, "/reports") if "{{figure:levels}}" in one["body"])
    page.goto(f"{served.origin}/report/{report['id']}")
    figure = page.locator(".piece-figure")
    drawing = figure.get_by_role("img", name=re.compile("^Themes and what acts on what, through the lens “"))
    expect(drawing).to_be_visible()
    file = page.request.get(f"{served.origin}/api/v1/report/draft?id={report['id']}&format=html").text()
    (svg,) = re.findall(r"<svg[^>]*class=\"figure\".*?</svg>", file, re.DOTALL)
    assert drawing.evaluate("(svg) => [...svg.querySelectorAll('text')].map((one) => one.textContent)") == drawn(svg)
    assert len(drawn(svg)) > 40
    assert f'viewBox="{drawing.get_attribute("viewBox")}"' in svg
    described = html.unescape(re.findall(r"<desc[^>]*>([^<]*)<", svg)[0])
    assert drawing.locator("desc").text_content() == described
    expect(figure.locator("figcaption").get_by_text("Themes and what acts on what")).to_be_visible()
    room = drawing.bounding_box()
    assert room is not None
    assert room["width"] <= 540
    for scheme, ink in (("light", "rgb(31, 28, 24)"), ("dark", "rgb(236, 230, 218)")):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        fill = drawing.locator(".lv-theme").first.evaluate("(one) => getComputedStyle(one).fill")
        assert fill == ink, scheme
        assert complaints(page) == [], scheme
    # The words of it are read without opening the text for writing.
    figure.get_by_text("The figure in words").click()
    expect(figure.locator("figcaption").get_by_text("nested levels, from the inside")).to_be_visible()
    expect(page.get_by_role("textbox", name=re.compile("^The text from line"))).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 844})
    # On a phone it is drawn anew for the width there is, so that its words are as large as they were drawn.
    expect(drawing).to_have_attribute("viewBox", re.compile("^0 0 340 "))
    assert drawing.evaluate("(svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width") == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert complaints(page) == []
    figure.get_by_role("link", name="Change it at the levels").click()
    expect(page.get_by_role("group", name="Themes and relations")).to_be_visible()


def test_a_figure_that_cannot_be_drawn_says_why_and_no_release_has_an_empty_frame(page: Page, tmp_path: Path) -> None:
    study = str(tmp_path / "study")
    made(study)
    with serve(Path(study), "--port", "0") as running:
        page.goto(running.launch_url)
        page.wait_for_selector("main")
        body = "# Found\n\n{{figure:levels|How it hangs together}}\n\n{{figure:nowhere}}\n"
        tell(page, "/reports/add", {"id": "r1", "title": "First", "body": body, "audience": ""})
        page.goto(f"{running.origin}/report/r1")
        note = page.get_by_role("note").filter(has_text="How it hangs together")
        expect(note).to_contain_text("This figure cannot be drawn. No lens is in use.")
        expect(page.get_by_text("No figure is called nowhere.")).to_be_visible()
        expect(page.get_by_text("The figure “levels” cannot be drawn.").first).to_be_visible()
        file = page.request.get(f"{running.origin}/api/v1/report/draft?id=r1&format=html").text()
        assert "<svg" not in file
        assert "cannot be drawn. No lens is in use." in file
        assert complaints(page) == []
        note.get_by_role("link", name="Choose a lens").click()
        page.get_by_role("button", name="Social-ecological, adapted to the workplace").click()
        expect(page.get_by_role("group", name="Themes and relations")).to_be_visible()
        page.goto(f"{running.origin}/report/r1")
        figure = page.locator(".piece-figure")
        expect(figure.get_by_role("img", name="How it hangs together")).to_be_visible()
        expect(figure.get_by_text("Levels listed, interactions not analysed.")).to_be_visible()
