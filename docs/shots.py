"""Takes `docs/shots/` from the running program: contact sheets of every screen, light and dark, wide and narrow."""

from __future__ import annotations

import base64
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.finding import find_browser
from tests.browser.serving import build_demo, serve

import anselm

SHOTS = Path(__file__).resolve().parent / "shots"
LEAD = "Dr Ilse Marrow"


@dataclass(frozen=True, slots=True)
class Look:
    """A window and its colours; `columns` and `tile` say how its pictures stand on the sheet (pixels)."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"]
    columns: int
    tile: int


LOOKS = (
    Look("1440-light", 1440, 900, "light", 3, 640),
    Look("1440-dark", 1440, 900, "dark", 3, 640),
    Look("390-light", 390, 844, "light", 6, 300),
    Look("390-dark", 390, 844, "dark", 6, 300),
)


def screens(study: Path) -> dict[str, str]:
    """Every screen worth a picture: its name and its address in the demo study."""
    with anselm.open(study, read_only=True) as demo:
        source = next(one for one in demo.corpus.sources() if one.name == "INT02").id
        code = next(one for one in demo.coding.codes() if one.key == "D1").id
        round_ = next(one for one in demo.judging.rounds() if not one.standing).id
        case, other = (next(one for one in demo.fieldwork.cases() if one.code == code).id for code in ("T9", "T3"))
        theme = next(one for one in demo.interpretation.themes() if one.name == "The desk next door").id
        report = demo.reporting.reports()[0].id
        claim = next(one for one in demo.reporting.claims() if one.key == "Q4").id
    return {
        "home": "/",
        "plan": "/plan",
        "stages": "/plan/stages",
        "teams": "/cases",
        "a team": f"/cases/{case}",
        "side by side": f"/cases/beside?cases={other},{case}",
        "people": "/cases/people",
        "consent": "/cases/consent",
        "sources": "/sources",
        "a source": f"/sources/{source}",
        "desk": f"/code/{source}",
        "passages": f"/code/passages/{code}",
        "compare": "/compare",
        "a round": f"/compare/{round_}",
        "settle": f"/compare/{round_}/settle",
        "themes": "/interpret/themes",
        "board": "/interpret/themes?as=board",
        "a theme": f"/interpret/themes/{theme}",
        "levels": "/interpret/levels",
        "relations": "/interpret/relations",
        "chains": "/interpret/relations?as=chains",
        "practices": "/interpret/practices",
        "matrix": "/interpret/matrix",
        "queries": "/interpret/queries",
        "saturation": "/interpret/saturation",
        "reports": "/report",
        "report": f"/report/{report}",
        "walk back": f"/report/{report}/back/{claim}",
        "checklists": "/report/checklists",
        "memos": "/memos",
        "settings": "/settings",
    }


# A page is empty before its part is there, then says that it reads, then may change once more.
STANDS_STILL = """() => {
    const said = document.querySelector('main')?.innerText.trim() ?? '';
    const reading = said === '' || /\\b(Reading|Opening)( [a-z]+)* …/.test(said);
    const before = window.__stood ?? { said: '', since: 0 };
    window.__stood = reading ? null : { said, since: said === before.said ? before.since : performance.now() };
    return !reading && performance.now() - window.__stood.since > 500;
}"""


def settled(page: Page) -> None:
    """Wait until what a page says is there and has stood still for half a second."""
    page.wait_for_selector("main")
    page.wait_for_function(STANDS_STILL, timeout=30_000, polling=50)


def take(browser: Browser, study: Path, look: Look) -> dict[str, bytes]:
    """A picture of every screen in one look, by name."""
    pictures: dict[str, bytes] = {}
    # The launch address works once, so each look has a workbench of its own.
    with serve(study, "--as", LEAD, "--port", "0") as served:
        context = browser.new_context(
            viewport={"width": look.width, "height": look.height}, color_scheme=look.scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto(served.launch_url)
        page.wait_for_selector("main")
        for name, address in screens(study).items():
            page.goto(served.origin + address)
            settled(page)
            pictures[name] = page.screenshot()
        context.close()
    return pictures


def sheet(page: Page, pictures: dict[str, bytes], look: Look) -> bytes:
    """All pictures of one look side by side, each under its name."""
    tiles = "".join(
        f'<figure><img alt="" src="data:image/png;base64,{base64.b64encode(data).decode()}"><figcaption>{name}'
        "</figcaption></figure>"
        for name, data in pictures.items()
    )
    style = (
        "body{margin:16px;font:14px sans-serif;background:#888}"
        f"main{{display:grid;grid-template-columns:repeat({look.columns},{look.tile}px);gap:16px}}"
        "figure{margin:0}img{width:100%;display:block}figcaption{padding:4px 0}"
    )
    page.set_viewport_size({"width": look.columns * (look.tile + 16) + 16, "height": 600})
    page.set_content(f"<style>{style}</style><main>{tiles}</main>")
    page.wait_for_timeout(300)
    return page.screenshot(full_page=True, type="jpeg", quality=72)


def main() -> int:
    """Build the demo study, photograph it in every look, and write the sheets; 1 without a browser."""
    program = find_browser()
    if program is None:
        print("no browser found; set ANSELM_BROWSER")
        return 1
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else SHOTS
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        study = build_demo(Path(folder) / "harrowmere")
        browser = playwright.chromium.launch(
            executable_path=str(program), args=["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]
        )
        for look in LOOKS:
            pictures = take(browser, study, look)
            page = browser.new_page()
            (target / f"{look.name}.jpg").write_bytes(sheet(page, pictures, look))
            page.close()
            print(f"{look.name}.jpg: {len(pictures)} screens")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
