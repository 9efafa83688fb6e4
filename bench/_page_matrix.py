"""The matrix of 270 teams by 40 themes in the browser: how soon it is there, and how it scrolls down and across."""

from __future__ import annotations

from pathlib import Path

from bench._large import N_CASES, N_THEMES, large_study
from bench._page_hands import Seen, quiet, repeated, routed, slowest_frames
from bench._page_peers import BARE
from bench._ratios import Timed, row
from playwright.sync_api import Page

MATRIX, DRAWN = "/interpret/matrix", ".matrix .matrix-cell"
# A page of the same room that asks for none of it.
BETWEEN = "/interpret/relations"
SUMMARY = "What they tell of it, in short."


def matrix_study(folder: Path) -> Path:
    """A study with all teams, themes and cells, and a tenth of the sources and codings; left closed."""
    large_study(folder, n_sources=N_CASES, n_codings=30_000).close()
    return folder


def matrix_rows(page: Page, origin: str, bare: tuple[Seen, Timed]) -> None:
    """Print its rows; `bare` is a table of as many cells with their bare words."""
    first, again = Seen(), Seen()
    name = f"matrix of {N_CASES} by {N_THEMES}"
    for n in range(4):
        page.goto(origin + BETWEEN)
        page.locator(".interpret").wait_for()
        for seen in (first, again, again):
            quiet(page)
            one = routed(page, MATRIX, DRAWN)
            # The first of all has the server read the study.
            if n:
                seen.add(one)
            quiet(page)
            routed(page, BETWEEN, f"body:not(:has({DRAWN}))")
    routed(page, MATRIX, DRAWN)
    quiet(page)
    shown, scrolled = bare
    row(f"{name} opened, first time", first.timed, BARE, shown.timed, "aim \u2264 200 ms")
    row(f"{name} opened, from data in hand", again.timed, BARE, shown.timed, "aim \u2264 200 ms")
    row(f"{name} scrolling, p95 frame", slowest_frames(page, DRAWN), BARE, scrolled, "aim \u2264 20 ms")


def bare_matrix(page: Page) -> tuple[Seen, Timed]:
    """The same words in a table and nothing else, in a page of its own: how soon it is there, and how it scrolls."""
    written = f"<td>{SUMMARY} draft 12 passages</td>"
    row_of = "<tr><th>T1 Team 1</th>" + "".join(
        written if n % 3 == 0 else "<td>not written</td>" for n in range(N_THEMES)
    )
    table = f"<table><tbody>{row_of * N_CASES}</tbody></table>"

    def again() -> object:
        page.evaluate("() => bench.hostCleared()")
        quiet(page)
        return page.evaluate("(table) => bench.tableShown(table)", table)

    again()
    shown = repeated(again, 5)
    return shown, slowest_frames(page, "#host td")
