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


BODY = (
    "# Found\n\nSee {{ref:figure:carried}} and {{ref:table:teams}}, not {{ref:table:nowhere}}.\n\n{{table:teams}}\n\n"
    "{{figure:level-case}}\n\n{{figure:chains}}\n\n{{figure:carried|Who does}}\n\n{{figure:paid}}\n\n"
    "{{table:codebook}}\n"
)


@pytest.fixture
def written(served: Served, page: Page) -> Page:
    """A report with every other figure and two tables, opened."""
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    tell(page, "/reports/add", {"id": "r-all", "title": "All of them", "body": BODY, "audience": ""})
    page.goto(f"{served.origin}/report/r-all")
    return page


def test_every_figure_is_drawn_and_numbered_in_the_text_as_in_the_file(served: Served, written: Page) -> None:
    page = written
    file = page.request.get(f"{served.origin}/api/v1/report/draft?id=r-all&format=html").text()
    drawings = re.findall(r"<svg[^>]*class=\"figure\".*?</svg>", file, re.DOTALL)
    figures = page.locator(".piece-figure")
    expect(figures).to_have_count(4)
    expect(page.locator(".piece-figure svg")).to_have_count(4)
    heads = page.locator(".piece-figure figcaption > .strong")
    captions = [html.unescape(one) for one in re.findall(r"<figcaption>([^<]*)<", file)]
    assert captions[2] == "Figure 3. Who does"
    expect(heads).to_have_text(captions)
    for at, svg in enumerate(drawings):
        drawing = figures.nth(at).get_by_role("img")
        words = drawing.evaluate("(svg) => [...svg.querySelectorAll('text')].map((one) => one.textContent)")
        assert words == drawn(svg), captions[at]
        assert drawing.locator("desc").text_content() == html.unescape(re.findall(r"<desc[^>]*>([^<]*)<", svg)[0])
        inked = drawing.evaluate("(svg) => [...svg.children].filter((one) => one.matches('circle, rect, path')).length")
        painted = (
            "(one) => { const look = getComputedStyle(one); return look.fill !== 'none' || look.stroke !== 'none' }"
        )
        assert inked > 5
        assert drawing.evaluate(f"(svg) => [...svg.querySelectorAll('circle, rect, path, text')].every({painted})")
    expect(page.get_by_text("See Figure 3 and Table 1, not {{ref:table:nowhere}}.")).to_be_visible()
    beside = page.locator(".piece-margin").get_by_text("No table “nowhere” stands in this text to refer to. Put it in")
    expect(beside).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert complaints(page) == [], scheme
    figures.nth(2).get_by_role("link", name="Change it among the practices").click()
    expect(page.get_by_role("heading", name="Who carries it")).to_be_visible()


def test_a_reference_on_screen_goes_to_its_table_or_figure_and_takes_the_focus_there(written: Page) -> None:
    page = written
    expect(page.locator(".piece-figure svg")).to_have_count(4)
    for key, name, inside in (
        ("Enter", "Figure 3", page.get_by_text("Figure 3. Who does")),
        ("", "Table 1", page.get_by_role("table", name="Table 1. The teams")),
    ):
        link = page.get_by_role("link", name=name, exact=True)
        link.scroll_into_view_if_needed()
        if key:
            link.focus()
            page.keyboard.press(key)
        else:
            link.click()
        row = page.locator(".piece").filter(has=inside)
        expect(row).to_be_focused()
        expect(inside).to_be_in_viewport()
        assert complaints(page) == []
    # Nothing was opened to be written in, and the address is the report's.
    expect(page.get_by_role("textbox", name=re.compile("^The text from line"))).to_have_count(0)
    assert page.url.endswith("/report/r-all")
    page.keyboard.press("Tab")
    assert row.evaluate("(one) => one.contains(document.activeElement)"), "keys go on from there"
    # What is being written stands in the open field.
    page.locator(".piece-live .piece-write").first.press("Enter")
    area = page.get_by_role("textbox", name=re.compile("^The text from line"))
    expect(area).to_be_focused()
    page.get_by_role("link", name="Table 1", exact=True).click()
    expect(area).to_be_focused()
    page.wait_for_timeout(300)
    expect(area).to_have_value("{{table:teams}}")


def test_a_table_stands_in_the_text_with_its_first_rows_and_what_the_files_have_more(
    served: Served, written: Page
) -> None:
    page = written
    table = page.get_by_role("table", name="Table 1. The teams")
    expect(table.get_by_role("row")).to_have_count(7)
    expect(table.get_by_role("rowheader", name="T1")).to_be_visible()
    asked = page.request.get(f"{served.origin}/api/v1/report/table?id=r-all&key=teams").json()
    cells = table.get_by_role("row").nth(1).locator("th, td").all_text_contents()
    assert cells == asked["rows"][0]
    box = page.locator(".piece-made").first
    expect(box.get_by_text("3 more rows, which the files have.")).to_be_visible()
    expect(page.get_by_role("table", name="Table 2. The codebook")).to_be_visible()
    assert complaints(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    expect(table).to_be_visible()
    expect(page.locator(".piece-figure svg").first).to_have_attribute("viewBox", re.compile("^0 0 340 "))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    # What is wider than the page is reached with keys, and cut off nowhere.
    scroll = box.locator(".table-scroll")
    scroll.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
        if scroll.evaluate("(one) => one.scrollLeft") > 0:
            break
    assert scroll.evaluate("(one) => one.scrollLeft") > 0
    assert complaints(page) == []


def test_what_stands_in_the_text_is_referred_to_from_the_drawer(written: Page) -> None:
    page = written
    page.get_by_role("button", name="Write on").click()
    page.keyboard.type("/")
    drawer = page.get_by_role("dialog", name="Insert")
    drawer.get_by_label("Find by label or words").fill("chains levels")
    expect(drawer.get_by_text("Enter inserts the figure.")).to_be_visible()
    drawer.get_by_role("button", name="Refer to Figure 2").click()
    area = page.get_by_role("textbox", name=re.compile("^The text"))
    expect(area).to_have_value(re.compile(r"\{\{ref:figure:chains\}\}\s*$"))
    page.keyboard.press("Escape")
    expect(page.locator(".piece-paragraph").last).to_contain_text("Figure 2")
