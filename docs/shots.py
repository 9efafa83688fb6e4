"""Takes `docs/shots/` from the running program: contact sheets of every screen, light and dark, wide and narrow."""

from __future__ import annotations

import base64
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import typst
from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.finding import find_browser
from tests.browser.serving import anselm as command
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


def inner_screens(study: Path) -> dict[str, str]:
    """What opens inside a screen of the demo study: a code being split, the search at a claim."""
    with anselm.open(study, read_only=True) as demo:
        code = next(one for one in demo.coding.codes() if one.key == "D1").id
        report = demo.reporting.reports()[0].id
        claim = next(one for one in demo.reporting.claims() if one.key == "Q4").id
    return {
        "splitting": f"/code/passages/{code}?split",
        "the search at a claim": f"/report/{report}/claim/{claim}",
    }


def year(folder: Path) -> Path:
    """A small study of what the demo study has none of: a text that is read in parts, and a PDF with its pages."""
    turns = "\n\n".join(f"Interviewer: How was week {n}?\n\n2B: Well, #lorem(40)" for n in range(1, 25))
    (folder / "Beech.pdf").write_bytes(typst.compile(f'#set page(paper: "a5")\n= Interview at Beech\n{turns}'.encode()))
    said = "the board met and went through the notes of the week before, one by one, until nobody had more to say. "
    lines = (f"{'Interviewer' if n % 4 == 1 else '2B'}: Item {n} {said * 2}\n" for n in range(1, 5_001))
    (folder / "Year.txt").write_text("".join(lines), encoding="utf-8")
    study = folder / "study"
    files = map(str, sorted(folder.glob("*.*")))
    for words in (
        ("new", str(study), "--title", "A year of meetings", "--owner", LEAD),
        ("import", str(study), *files),
    ):
        done = command(*words)
        assert done.returncode == 0, done.stderr
    with anselm.open(study, as_=LEAD) as further:
        further.coding.add_code(id="notes", name="Going through notes", key="D1", family=4)
        for source in further.corpus.sources():
            place = {"version_id": source.version_id, "code_id": "notes"}
            for start in (60, 260, 460):
                further.coding.apply(id=f"{source.name}{start}", start=start, end=start + 90, **place)
    return study


def year_screens(study: Path) -> dict[str, str]:
    """Its screens: their names and addresses."""
    with anselm.open(study, read_only=True) as further:
        pdf, text = (next(one for one in further.corpus.sources() if one.name == name).id for name in ("Beech", "Year"))
    return {
        "a text in parts": f"/code/{text}",
        "a later part": f"/code/{text}?part=2",
        "the text of a PDF": f"/code/{pdf}",
        "a page of it": f"/code/{pdf}?page=1",
    }


# A page is empty before its part is there, then says that it reads, then may change once more.
STANDS_STILL = """() => {
    const said = document.querySelector('main')?.innerText.trim() ?? '';
    const drawn = [...document.images].every((one) => one.complete && one.naturalWidth > 0);
    const reading = said === '' || !drawn || /\\b(Reading|Opening)( [a-z]+)* …/.test(said);
    const before = window.__stood ?? { said: '', since: 0 };
    window.__stood = reading ? null : { said, since: said === before.said ? before.since : performance.now() };
    return !reading && performance.now() - window.__stood.since > 500;
}"""


def settled(page: Page) -> None:
    """Wait until what a page says is there and has stood still for half a second."""
    page.wait_for_selector("main")
    page.wait_for_function(STANDS_STILL, timeout=30_000, polling=50)


def take(browser: Browser, study: Path, look: Look, of: Callable[[Path], dict[str, str]] = screens) -> dict[str, bytes]:
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
        for name, address in of(study).items():
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
    """Photograph every screen in every look and write the sheets, or those named alone; 1 without a browser."""
    program = find_browser()
    if program is None:
        print("no browser found; set ANSELM_BROWSER")
        return 1
    wanted = sys.argv[1:] or ["screens", "inside"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo, beside = build_demo(Path(folder) / "harrowmere"), Path(folder) / "beside"
        beside.mkdir()
        further = year(beside)
        browser = playwright.chromium.launch(
            executable_path=str(program), args=["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]
        )
        for look in LOOKS:
            for name in wanted:
                whole = name == "screens"
                pictures = take(browser, demo, look) if whole else inside(browser, demo, further, look)
                file = f"{look.name}.jpg" if whole else f"{name}-{look.name}.jpg"
                page = browser.new_page()
                (SHOTS / file).write_bytes(sheet(page, pictures, look))
                page.close()
                print(f"{file}: {len(pictures)} screens")
        browser.close()
    return 0


def inside(browser: Browser, demo: Path, further: Path, look: Look) -> dict[str, bytes]:
    """What opens inside a screen, and what only another study has."""
    return take(browser, demo, look, inner_screens) | take(browser, further, look, year_screens)


if __name__ == "__main__":
    raise SystemExit(main())
