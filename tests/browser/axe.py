"""Runs axe on a page. Its text is evaluated, since the page's policy rightly refuses an added script."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

SCRIPT = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def complaints(page: Page) -> list[str]:
    """What axe has against the page as it stands: rule, how bad, and the first places. Empty is good."""
    # What the library reads out, of a button that was busy say, stands in a place of its own as an image labelled by
    # the button, for seven seconds, also after the button is gone: that is over first.
    expect(page.locator("[role=log] > [role=img]")).to_have_count(0, timeout=15_000)
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found = page.evaluate(
        "(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } }).then((a) => a.violations)",
        STANDARD,
    )
    return [
        f"{one['id']} ({one['impact']}): " + ", ".join(str(node["target"]) for node in one["nodes"][:3])
        for one in found
    ]


def undecided(page: Page) -> dict[str, int]:
    """What axe could not decide by itself: how many places by rule."""
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found = page.evaluate(
        "(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } }).then((a) => a.incomplete)",
        STANDARD,
    )
    return {str(one["id"]): len(one["nodes"]) for one in found}
