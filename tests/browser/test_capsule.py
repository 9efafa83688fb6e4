"""The capsule in a real browser, handed over on the screen and opened from disk; and the seat that only looks."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from docs.shots import screens, settled
from playwright.sync_api import Browser, Page, expect
from tests.browser.axe import complaints
from tests.browser.serving import Served, serve
from tests.printed import say

import anselm

WIDE = {"width": 1440, "height": 900}
AUDIENCES = ("supervisor", "examiner", "auditor")
NAME = "Ewa Auditor"


@pytest.fixture(scope="module")
def study(demo_study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo with somebody who has a seat that looks."""
    copy = tmp_path_factory.mktemp("capsule") / "study"
    shutil.copytree(demo_study, copy)
    with anselm.open(copy) as opened:
        opened.study.add_researcher(id="auditor-1", name=NAME, roles=("auditor",))
    return copy


@pytest.fixture(scope="module")
def capsules(study: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A capsule for each, as addresses of files."""
    folder = tmp_path_factory.mktemp("handed")
    found = {}
    with anselm.open(study) as opened:
        for who in AUDIENCES:
            opened.reporting.hand_over(id=f"k-{who}", audience=who, recipients=("Prof. Ada Rowan",))
            path = folder / f"{who}.html"
            path.write_bytes(opened.reporting.capsule_file(id=f"k-{who}").content)
            found[who] = path.as_uri()
    return found


@pytest.mark.parametrize("who", AUDIENCES)
def test_a_capsule_opens_offline_asks_for_nothing_and_axe_has_nothing_against_it(
    page: Page, capsules: dict[str, str], who: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        page.goto(capsules[who])
        expect(page.get_by_role("heading", name="What this is")).to_be_visible()
        assert complaints(page) == [], scheme
    assert set(asked) == {capsules[who]}


@pytest.mark.parametrize("who", AUDIENCES)
def test_a_capsule_fits_a_phone_and_paper(page: Page, capsules: dict[str, str], who: str) -> None:
    page.goto(capsules[who])
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    # A sheet of A4 with its margins is 718 wide; what does not fit it is lost on paper.
    page.set_viewport_size({"width": 718, "height": 1000})
    cut = page.evaluate(
        "[...document.querySelectorAll('main table')].filter((t) => t.getBoundingClientRect().right > 720)"
        ".map((t) => t.caption?.textContent || t.rows[0].textContent)"
    )
    assert cut == []


def test_every_link_of_the_contents_leads_to_its_part_and_a_claim_walks_back(
    page: Page, capsules: dict[str, str]
) -> None:
    page.goto(capsules["examiner"])
    nav = page.get_by_role("navigation", name="Contents")
    for at in range(nav.get_by_role("link").count()):
        link = nav.get_by_role("link").nth(at)
        assert page.locator(f"[id='{(link.get_attribute('href') or '')[1:]}']").count() == 1, link.inner_text()
    page.get_by_role("link", name="Nobody feared losing their own craft.").last.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_text("Told otherwise", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


@pytest.fixture(scope="module")
def served(study: Path) -> Iterator[Served]:
    with serve(study, "--as", "Dr Ilse Marrow", "--port", "0") as running:
        yield running


def test_one_is_handed_over_on_the_screen_by_keyboard_and_who_received_it_stands_there(
    page: Page, served: Served
) -> None:
    page.goto(served.launch_url)
    page.wait_for_selector("main")
    page.goto(f"{served.origin}/report")
    page.get_by_role("button", name="Hand over a capsule").press("Enter")
    dialog = page.get_by_role("dialog", name="Hand over a capsule")
    expect(dialog.get_by_role("button", name="Make the capsule")).to_be_disabled()
    dialog.get_by_role("radio", name=re.compile("^An auditor")).check(force=True)
    assert complaints(page) == []
    dialog.get_by_label("Who receives it").fill("Ms Vera Holt, audit office")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0, timeout=60_000)
    table = page.get_by_role("table", name="Capsules handed over")
    row = table.get_by_role("row").filter(has_text="Ms Vera Holt, audit office")
    expect(row).to_contain_text("auditor")
    with page.expect_download() as taken:
        row.get_by_role("link", name=re.compile("^Capsule")).click()
    assert taken.value.suggested_filename.endswith(".html")
    assert "Krippendorff" in taken.value.path().read_text(encoding="utf-8")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_screen_offers_a_pen_to_who_only_looks(browser: Browser, study: Path) -> None:
    """Every button of every screen that can be pressed is read: none of them is for changing something."""
    copy = study.parent / "looked-at"
    shutil.copytree(study, copy, ignore=shutil.ignore_patterns("study.lock"))
    found: dict[str, list[str]] = {}
    with serve(copy, "--as", NAME, "--port", "0") as running:
        context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
        page = context.new_page()
        page.goto(running.launch_url)
        page.wait_for_selector("main")
        for name, address in screens(copy).items():
            page.goto(running.origin + address)
            settled(page)
            found[name] = page.evaluate(BUTTONS)
        context.close()
    pens = [(name, one) for name, some in found.items() for one in some if PEN.match(one) and one not in THEIR_OWN]
    say(screens=len(found), buttons=sum(len(some) for some in found.values()))
    assert sum(len(some) for some in found.values()) > 200, "the screens were not there yet"
    assert pens == []


BUTTONS = (
    "[...document.querySelectorAll('main button, main [role=button]')]"
    ".filter((one) => one.offsetParent && !one.disabled && one.getAttribute('aria-disabled') !== 'true')"
    ".map((one) => (one.getAttribute('aria-label') || one.textContent).trim())"
)
PEN = re.compile(
    "(Add|Answer|Anonymise|Begin|Bring|Change|Choose|Close|Comment|Correct|Enter what|Freeze|From a table|Hand|Insert"
    "|Keep|Link|Make|Merge|Move|New|Open the readings|Place|Put|Record|Release|Remove|Resolve|Retire"
    "|Say|Settle|Split|Start|State|Take back|Tie|Undo|Write)\\b"
)
# One's own password; a Word file is only looked at.
THEIR_OWN = {"Change my password", "Choose a Word file"}
