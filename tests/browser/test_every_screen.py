"""Every screen of the demo: nothing for axe to object to, and a verdict on whatever it cannot decide."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs.shots import LEAD, screens, settled
from playwright.sync_api import Browser
from tests.browser.axe import complaints, undecided
from tests.browser.serving import serve
from tests.printed import say

# What axe leaves undecided, looked at by a person, and why it stands.
VERDICTS = {
    "color-contrast": "words over a code's tint or a gradient: measured instead, token by token, in theme.test.ts",
    "th-has-data-cells": "the heading row of a group of rows spans them all, and is read before them",
    "label-content-name-mismatch": "buttons that show a sign and no word (an arrow, dots); the name says it",
    "aria-prohibited-attr": "coded words carry a description; the accessibility tree holds it (test_coding.py)",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_against_any_screen_and_every_doubt_has_a_verdict(
    browser: Browser, demo_study: Path, scheme: str
) -> None:
    objections: list[str] = []
    doubts: dict[str, int] = {}
    with serve(demo_study, "--as", LEAD, "--port", "0") as served:
        context = browser.new_context(
            viewport={"width": 1440, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(served.launch_url)
        page.wait_for_selector("main")
        for name, address in screens(demo_study).items():
            page.goto(served.origin + address)
            settled(page)
            objections += [f"{name}: {line}" for line in complaints(page)]
            for rule, n in undecided(page).items():
                doubts[rule] = doubts.get(rule, 0) + n
        context.close()
    say(scheme=scheme, screens=len(screens(demo_study)), undecided=doubts)
    assert objections == []
    assert not doubts.keys() - VERDICTS.keys()
