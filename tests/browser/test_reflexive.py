"""A reflexive study on every screen, in every menu and among the commands: nothing is measured, no code counted."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree

from docs.shots import LEAD, screens, settled
from playwright.sync_api import Browser, Page
from tests.browser.serving import serve
from tests.printed import say

import anselm

# Names of coefficients and of what they rest on, and numbers of codings, passages of codes or differences.
MEASURED = re.compile(
    r"kappa|krippendorff|\balpha\b|[ακ] ?=|coefficient|gwet|fleiss|holsti|per cent agree|agreement of|"
    r"\b\d[\d,]* (codings?|places? (alike|open)|to talk about|alike|(settled )?differences?)\b|"
    r"\bends differ\b|\bmarked by one only\b|\bother code\b|"
    r"\bcod(?:e|ed|ings)\b[^.\n]{0,30}\b\d+ times\b|\bnot used\b",
    re.IGNORECASE,
)
# The plan says so itself.
PROMISE = "Readings are brought into a dialogue. No coefficient and no count of codes appears anywhere."
SAID = """() => {
    const words = [document.body.innerText];
    for (const one of document.querySelectorAll('[aria-label], [aria-description], [title]'))
        words.push(['aria-label', 'aria-description', 'title'].map((name) => one.getAttribute(name) ?? '').join(' '));
    return words.join('\\n');
}"""


def _said(page: Page) -> str:
    """Everything a screen says: what is seen, what is only heard, and each of its menus."""
    words = [str(page.evaluate(SAID))]
    menus = page.locator("main [aria-haspopup=menu]:visible, main [aria-haspopup=true]:visible")
    for at in range(min(menus.count(), 4)):
        menus.nth(at).click()
        words.append(str(page.evaluate(SAID)))
        page.keyboard.press("Escape")
    return "\n".join(words)


def _measuring(words: str) -> list[str]:
    lines = {line.strip() for line in words.splitlines()} - {PROMISE}
    return sorted(line for line in lines if MEASURED.search(line))


def _measured(browser: Browser, study: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with serve(study, "--as", LEAD, "--port", "0") as served:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        page.goto(served.launch_url)
        page.wait_for_selector("main")
        for name, address in screens(study).items():
            page.goto(served.origin + address)
            settled(page)
            if lines := _measuring(_said(page)):
                found[name] = lines
        page.keyboard.press("Control+k")
        page.wait_for_selector("[role=dialog]")
        if lines := _measuring(str(page.evaluate(SAID))):
            found["commands"] = lines
        context.close()
    return found


def test_no_screen_menu_or_command_of_a_reflexive_study_measures_or_counts_codes(
    browser: Browser, demo_study: Path, tmp_path: Path
) -> None:
    study = copytree(demo_study, tmp_path / "reflexive")
    measuring = _measured(browser, study)
    with anselm.open(study, LEAD) as opened:
        opened.study.change_study(profile="braun-clarke-6")
    found = _measured(browser, study)
    say(screens=len(screens(study)), that_measure_otherwise=sorted(measuring))
    # The same walk finds what is measured where it may be: the net is not torn.
    assert {"a round", "settle", "a team", "reports"} <= measuring.keys()
    assert found == {}
