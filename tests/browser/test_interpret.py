"""Interpret: themes, the figure of levels, relations with what stands against them, practices as told."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import ask, become
from tests.browser.serving import Served, serve

import anselm


@pytest.fixture
def served(demo_study: Path, tmp_path: Path) -> Iterator[Served]:
    """A copy of the demo study behind a workbench, signed in as its lead."""
    shutil.copytree(demo_study, tmp_path / "demo")
    place_passages(tmp_path / "demo")
    with serve(tmp_path / "demo", "--as", "Dr Ilse Marrow", "--port", "0") as running:
        yield running


def place_passages(folder: Path) -> None:
    """Passages of a code at three levels of the lens, placed by themselves."""
    with anselm.open(folder, "Dr Ilse Marrow") as study:
        lens = study.interpretation.lenses().active_id
        found = study.interpretation.query(text="D2").passages
        for at, level in enumerate(("micro", "meso", "meso", "chrono")):
            study.interpretation.place(
                id=f"placed-{at}", lens_id=lens, level_key=level, target_kind="segment", reason="As it is told.",
                version_id=found[at].version_id, start=found[at].start, end=found[at].end,
            )  # fmt: skip


def opened(served: Served, page: Page, part: str) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/interpret/{part}")


def test_the_figure_is_drawn_from_the_study_and_said_in_words_and_as_a_table(served: Served, page: Page) -> None:
    opened(served, page, "levels")
    figure = page.get_by_role("group", name="Themes and relations")
    expect(figure).to_be_visible()
    assert "Relation 5: Shield buffers relation 1" in figure.locator("desc").text_content()
    expect(page.get_by_role("table", name="The figure as a table")).to_be_visible()
    assert complaints(page) == []


@pytest.mark.parametrize("width", [320, 390, 800])
def test_the_figure_is_read_on_a_narrow_page_without_sliding(served: Served, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    opened(served, page, "levels")
    figure = page.get_by_role("group", name="Themes and relations")
    expect(figure.get_by_role("button").first).to_be_visible()
    slides = "() => { const box = document.querySelector('.level-scroll'); return box.scrollWidth - box.clientWidth; }"
    become(page, lambda: page.evaluate(slides), 0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # As large on the screen as it was drawn, and nothing smaller than the ticks of a figure.
    assert figure.evaluate("(svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width") == 1
    sizes = figure.evaluate(
        "(svg) => [...svg.querySelectorAll('text')].map((one) => Number(one.getAttribute('font-size')))"
    )
    assert min(sizes) >= (11 if width < 800 else 9)
    assert complaints(page) == []


@pytest.mark.parametrize("width", [390, 800, 1440])
def test_every_mark_of_the_figure_opens_what_it_rests_on(served: Served, page: Page, width: int) -> None:
    """Each theme, number and name is there once, is reached by arrow keys alone and by mouse; no list is empty."""
    page.set_viewport_size({"width": width, "height": 900})
    opened(served, page, "levels")
    figure = page.get_by_role("group", name="Themes and relations")
    expect(figure.get_by_role("button").first).to_be_visible()
    names = [str(one.get_attribute("aria-label")) for one in figure.get_by_role("button").all()]
    assert len([one for one in names if one.startswith("Relation ")]) == 7
    assert set(THEMES) <= set(names)
    assert len([one for one in names if one.startswith("Passage of ")]) == 4
    focused = figure.locator(".lv-open:focus")
    page.locator('.lv-open[tabindex="0"]').focus()
    reached = [focused_name(figure)]
    while len(reached) < len(names):
        page.keyboard.press("Enter")
        rests_on_something(page)
        expect(focused).to_have_attribute("aria-label", reached[-1])
        page.keyboard.press("ArrowRight")
        expect(focused).not_to_have_attribute("aria-label", reached[-1])
        reached.append(focused_name(figure))
    assert sorted(reached) == sorted(names)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for one in figure.get_by_role("button").all():
            x, y = one.evaluate(WHERE_IT_IS_DRAWN)
            page.mouse.click(x, y)
            expect(page.get_by_role("dialog")).to_have_accessible_name(str(one.get_attribute("aria-label")))
            rests_on_something(page)
        assert complaints(page) == [], scheme


THEMES = (
    "The desk next door",
    "Someone holding the door open",
    "Fitted round the work",
    "Lending your craft, keeping your craft",
    "Learning on borrowed time",
)

# A point on the mark as it is drawn: the middle letter of words along a ring, else the middle of the shape.
WHERE_IT_IS_DRAWN = """(mark) => {
  mark.scrollIntoView({ block: "center", inline: "center" });
  const words = mark.querySelector("text");
  const box = mark.getBoundingClientRect();
  if (!words || !words.querySelector("textPath")) return [box.x + box.width / 2, box.y + box.height / 2];
  const letter = words.getExtentOfChar(Math.floor(words.getNumberOfChars() / 2));
  const middle = new DOMPoint(letter.x + letter.width / 2, letter.y + letter.height / 2);
  const at = middle.matrixTransform(words.getScreenCTM());
  return [at.x, at.y];
}"""


def focused_name(figure: Locator) -> str:
    return str(figure.locator(".lv-open:focus").get_attribute("aria-label"))


def rests_on_something(page: Page) -> None:
    """The panel of the mark just opened has a list, and no line of it is empty; then it is closed."""
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("listitem").first).to_be_visible()
    assert all(one.strip() for one in drawer.get_by_role("listitem").all_inner_texts())
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    # The focus comes back, and with it what is in view; only then is there a place to click.
    expect(page.locator(".lv-open:focus")).to_have_count(1)


def test_a_relation_shows_what_tells_it_otherwise_first(served: Served, page: Page) -> None:
    opened(served, page, "relations")
    rows = page.locator(".relation")
    expect(rows.nth(0)).to_contain_text("Time-limited money (macro) is described as eroding Job worry (micro)")
    expect(rows.nth(4)).to_contain_text("Shield (meso) is described as buffering relation 1")
    page.get_by_role("button", name="Evidence for relation 1").click()
    first = page.get_by_role("dialog").get_by_role("listitem").first
    expect(first).to_contain_text("tells it otherwise")
    expect(first).to_contain_text("7A")
    assert complaints(page) == []


def test_a_relation_is_changed_with_its_evidence_kept_and_removed_and_undone(served: Served, page: Page) -> None:
    opened(served, page, "relations")
    before = {one["id"]: one for one in ask(page, "/relations")}
    page.get_by_role("button", name="Evidence for relation 4").click()
    page.get_by_role("dialog").get_by_role("button", name="Change it").click()
    form = page.get_by_role("dialog", name="Change the relation")
    form.get_by_label("How it works, in a sentence").fill("Said anew.")
    more_or_less = form.get_by_role("radiogroup", name="More or less")
    expect(more_or_less.get_by_role("radio", name="makes more of it")).to_be_checked()
    # What the kind says by itself, until somebody says otherwise.
    for kind, makes in (("erodes", "makes less of it"), ("triggers", "makes more of it")):
        form.get_by_role("button", name=re.compile("What it does")).click()
        page.get_by_role("option", name=kind).click()
        expect(more_or_less.get_by_role("radio", name=makes)).to_be_checked()
    more_or_less.get_by_text("makes now more, now less of it").click()
    assert complaints(page) == []
    form.get_by_role("button", name="Keep it").click()
    expect(form).to_have_count(0)
    become(page, lambda: [one["mechanism"] for one in ask(page, "/relations")].count("Said anew."), 1)
    expect(page.get_by_text("Said anew.")).to_be_visible()
    (changed,) = [one for one in ask(page, "/relations") if one["mechanism"] == "Said anew."]
    assert (before[changed["id"]]["sign"], changed["sign"]) == ("plus", "mixed")
    assert {**changed, "mechanism": before[changed["id"]]["mechanism"], "sign": "plus"} == before[changed["id"]]
    rows = page.locator(".relation")
    page.get_by_role("button", name="Evidence for relation 5").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove it").click()
    expect(rows).to_have_count(len(before) - 1)
    page.keyboard.press("Control+z")
    expect(rows).to_have_count(len(before))


def test_a_theme_is_made_from_codes_and_appears_with_them(served: Served, page: Page) -> None:
    opened(served, page, "themes")
    page.get_by_role("button", name="New theme").click()
    page.get_by_label("Name").fill("Two winters")
    page.get_by_text("F1 Growing to know", exact=True).click()
    page.get_by_role("button", name="Make the theme").click()
    expect(page.get_by_role("heading", name="Two winters")).to_be_visible()
    assert complaints(page) == []


def test_a_practice_opens_what_each_informant_told(served: Served, page: Page) -> None:
    opened(served, page, "practices")
    page.get_by_role("button", name="Induction: yes 1 week; by shadowing only").click()
    told = page.get_by_role("dialog")
    expect(told).to_contain_text("It was three days, really")
    expect(told).to_contain_text("They get a week.")
    assert complaints(page) == []


def test_who_carries_and_who_pays_is_told_by_level_and_each_team_opens_its_words(served: Served, page: Page) -> None:
    opened(served, page, "practices")
    carried = page.get_by_role("table", name="Who carries it, by level")
    carried.get_by_role("button", name="T1: Induction").click()
    expect(page.get_by_role("dialog")).to_contain_text("It was three days, really")
    page.keyboard.press("Escape")
    page.get_by_text("Paid for by", exact=True).click()
    expect(page.get_by_role("table", name="Who pays for it, by level").get_by_role("button").first).to_be_visible()
    # Nothing under a head that stays at the top while one scrolls.
    page.get_by_role("heading", level=1).scroll_into_view_if_needed()
    assert complaints(page) == []


def test_teams_stand_by_their_age_with_the_reminder_that_they_are_different_teams(served: Served, page: Page) -> None:
    opened(served, page, "practices")
    expect(page.get_by_text("Different teams, not change.")).to_be_visible()
    names = page.get_by_role("table", name="Practices as told, by team").get_by_role("rowheader")
    listed = names.all_inner_texts()
    page.get_by_role("button", name="Teams").click()
    page.get_by_role("option", name="oldest first").click()
    expect(names.first).not_to_have_text(listed[0])
    since = [one.partition("since ")[2] for one in names.all_inner_texts()]
    assert since == sorted(since)


def test_chains_of_relations_are_read_across_levels_with_their_words(served: Served, page: Page) -> None:
    opened(served, page, "relations?as=chains")
    chain = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Shield")).first
    expect(chain.get_by_role("heading")).to_contain_text("buffers this: ")
    steps = chain.locator(".chain-steps > li")
    expect(steps).to_have_count(2)
    expect(steps.last).to_contain_text("which acts on")
    expect(steps.last.get_by_role("listitem").first).to_contain_text("tells it otherwise")
    assert complaints(page) == []


def test_the_grouping_of_a_matrix_stands_in_its_address_and_goes_out_with_its_files(served: Served, page: Page) -> None:
    opened(served, page, "matrix?by=Funding&columns=level")
    expect(page.get_by_role("rowheader", name="Funding: ").first).to_be_visible()
    expect(page.locator(".matrix-level").first).to_be_visible()
    assert "by_level=true" in str(page.get_by_role("link", name="Word").get_attribute("href"))
    page.get_by_role("button", name="Columns").click()
    page.get_by_role("option", name="as listed").click()
    expect(page.locator(".matrix-level")).to_have_count(0)
    assert page.url.endswith("matrix?by=Funding")
    assert complaints(page) == []


def test_two_lenses_are_crossed_and_what_is_not_addressed_is_named(served: Served, page: Page) -> None:
    opened(served, page, "levels")
    page.get_by_role("button", name=re.compile("Lens$")).click()
    page.get_by_role("option", name="Add: Types of integration").click()
    across = page.get_by_role("region", name="Crossed with another lens")
    across.get_by_role("button", name="Across").click()
    page.get_by_role("option", name="Types of integration").click()
    table = across.get_by_role("table")
    expect(table.get_by_role("columnheader", name="Technological")).to_be_visible()
    expect(table.get_by_role("cell", name="not addressed").first).to_be_visible()
    expect(across).to_contain_text("nothing is placed under both lenses yet")
    assert complaints(page) == []
