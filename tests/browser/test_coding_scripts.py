"""Words of every script are selected, coded, quoted and exported as they were said, at 100, 200 and 400 % zoom.

Zoom makes the window smaller in the units a page is laid out in: 1280 wide is 640 at 200 % and 320 at 400 %.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.desk import ask, become, drag, made, open_desk, tell
from tests.browser.serving import Served, anselm, serve

SAID = {
    "Hebrew": "\u05e9\u05dc\u05d5\u05dd \u05dc\u05db\u05d5\u05dc\u05dd",
    "Chinese": "\u6211\u4eec\u5f00\u4f1a",
    "emoji of several signs": "\U0001f469\u200d\U0001f469\u200d\U0001f467 came \U0001f44d\U0001f3fd",
    "combining marks": "the cafe\u0301 was nai\u0308ve",
    "signs beyond the first plane": "\U00020bb7\u91ce\u5bb6",
}
TURNS = [f"2B: Well, {words} is what we said.\n" for words in SAID.values()]
TEXT = (
    "I1: And then?\n"
    + "".join(TURNS)
    + "2B: \u05d4\u05dd \u05d0\u05de\u05e8\u05d5 NHS 2024 \u05d0\u05ea\u05de\u05d5\u05dc.\n"
)


@pytest.fixture
def scripts(tmp_path: Path) -> Iterator[Served]:
    """A study with one interview in many scripts behind a running workbench."""
    (tmp_path / "2B.txt").write_text(TEXT, encoding="utf-8")
    made(str(tmp_path / "study"), str(tmp_path / "2B.txt"))
    with serve(tmp_path / "study") as running:
        yield running


def test_words_of_every_script_are_coded_quoted_and_exported_unchanged(
    scripts: Served, page: Page, tmp_path: Path
) -> None:
    source = open_desk(page, scripts)
    version = ask(page, "/sources")[0]["version_id"]
    for n, words in enumerate(SAID.values()):
        page.set_viewport_size([{"width": 1280, "height": 900}, {"width": 640, "height": 450}][n % 2])
        drag(page, words)
        page.keyboard.type("Overhearing")
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog", name="Give a code")).to_have_count(0)
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.keyboard.press("t")
    page.keyboard.press("Control+End")
    page.keyboard.press("Alt+Shift+ArrowUp")
    page.keyboard.press("d")
    page.keyboard.press("1")
    last = TEXT.splitlines()[-1].removeprefix("2B: ")
    wanted = [*SAID.values(), last]

    def coded() -> list[str]:
        found = sorted(ask(page, f"/codings?version_id={version}"), key=lambda one: int(one["start"]))
        return [TEXT[one["start"] : one["end"]] for one in found]

    become(page, coded, wanted)
    for one in ask(page, f"/codings?version_id={version}"):
        place = {"version_id": version, "start": one["start"], "end": one["end"]}
        kept = tell(page, "/quotations/keep", {"id": f"q{one['start']}", **place})
        assert kept["words"] == TEXT[one["start"] : one["end"]]
    done = anselm("codings", str(tmp_path / "study"), "--format", "csv")
    assert done.returncode == 0, done.stderr
    rows = sorted(csv.DictReader(io.StringIO(done.stdout)), key=lambda row: int(row["start"]))
    assert [row["text"] for row in rows] == wanted
    assert source
