"""Takes `docs/shots/` from the running program: every screen of the rail, light, dark and narrow."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, ColorScheme, sync_playwright
from tests.browser.finding import find_browser
from tests.browser.serving import build_demo, serve

SHOTS = Path(__file__).resolve().parent / "shots"
LOOKS: dict[str, tuple[int, int, ColorScheme]] = {
    "light": (1440, 900, "light"),
    "dark": (1440, 900, "dark"),
    "narrow": (390, 844, "light"),
}


def main() -> int:
    """Build the demo study, serve it, and photograph each screen the rail leads to; 1 without a browser."""
    program = find_browser()
    if program is None:
        print("no browser found; set ANSELM_BROWSER")
        return 1
    SHOTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        study = build_demo(Path(folder) / "harrowmere")
        browser = playwright.chromium.launch(executable_path=str(program), args=["--no-sandbox"])
        for look in LOOKS:
            # The launch address works once, so each look has a workbench of its own.
            with serve(study) as served:
                _photograph(browser, served.launch_url, look)
        browser.close()
    return 0


def _photograph(browser: Browser, launch_url: str, look: str) -> None:
    width, height, scheme = LOOKS[look]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(launch_url, wait_until="networkidle")
    links = page.eval_on_selector_all("nav a[href]", "(all) => all.map((a) => [a.textContent, a.href])")
    for words, address in dict.fromkeys((str(words), str(address)) for words, address in links):
        name = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "start"
        page.goto(address)
        page.wait_for_timeout(800)
        page.screenshot(path=SHOTS / f"{name}-{look}.png")
        print(f"docs/shots/{name}-{look}.png")
    context.close()


if __name__ == "__main__":
    raise SystemExit(main())
