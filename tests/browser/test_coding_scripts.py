"""Words of every script are selected, coded, quoted and exported as they were said, at 100, 200 and 400 % zoom.

In Chromium, and in Firefox where there is one.
Zoom makes the window smaller in the units a page is laid out in: 1280 wide is 640 at 200 % and 320 at 400 %.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import ask, become, coded, drag, made, open_desk, tell
from tests.browser.serving import Served, anselm, serve

SAID = {
    "Hebrew": "\u05e9\u05dc\u05d5\u05dd \u05dc\u05db\u05d5\u05dc\u05dd",
    "Arabic, its vowels marked": "\u0645\u064e\u0631\u062d\u064e\u0628\u064b\u0627 \u0628\u0650\u0643\u064f\u0645",
    "Chinese": "\u6211\u4eec\u5f00\u4f1a",
    "emoji of several signs": "\U0001f469\u200d\U0001f469\u200d\U0001f467 came \U0001f44d\U0001f3fd",
    "combining marks": "the cafe\u0301 was nai\u0308ve",
    "signs beyond the first plane": "\U00020bb7\u91ce\u5bb6",
}
# How many signs a reader sees in each, which is how often one presses to select them sign by sign.
SIGNS = dict(zip(SAID, (10, 9, 4, 8, 18, 3), strict=True))
BEFORE = "Well, "
TURNS = [f"2B: {BEFORE}{words} is what we said.\n" for words in SAID.values()]
TEXT = (
    "I1: And then?\n"
    + "".join(TURNS)
    + "2B: \u05d4\u05dd \u05d0\u05de\u05e8\u05d5 NHS 2024 \u05d0\u05ea\u05de\u05d5\u05dc.\n"
)


@pytest.fixture(scope="module")
def scripts_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with one interview in many scripts; every test works on a copy."""
    folder = tmp_path_factory.mktemp("scripts")
    (folder / "2B.txt").write_text(TEXT, encoding="utf-8")
    made(str(folder / "study"), str(folder / "2B.txt"))
    return folder / "study"


@pytest.fixture
def scripts(scripts_made: Path, tmp_path: Path) -> Iterator[Served]:
    """A copy of that study behind a running workbench."""
    with serve(shutil.copytree(scripts_made, tmp_path / "study")) as running:
        yield running


def test_words_of_every_script_are_coded_quoted_and_exported_unchanged(
    scripts: Served, each: Page, tmp_path: Path
) -> None:
    page = each
    open_desk(page, scripts)
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

    def given() -> list[str]:
        found = sorted(ask(page, f"/codings?version_id={version}"), key=lambda one: int(one["start"]))
        return [TEXT[one["start"] : one["end"]] for one in found]

    become(page, given, wanted)
    for one in ask(page, f"/codings?version_id={version}"):
        place = {"version_id": version, "start": one["start"], "end": one["end"]}
        kept = tell(page, "/quotations/keep", {"id": f"q{one['start']}", **place})
        assert kept["words"] == TEXT[one["start"] : one["end"]]
    done = anselm("codings", str(tmp_path / "study"), "--format", "csv")
    assert done.returncode == 0, done.stderr
    rows = sorted(csv.DictReader(io.StringIO(done.stdout)), key=lambda row: int(row["start"]))
    assert [row["text"] for row in rows] == wanted


# For every coding its mark, its stripe and its label: the words' first line, where the stripe begins, where the leader
# leaves and where the label stands, from the top of the window.
MARGIN = """() => [...document.querySelectorAll(".text-turns .coded")].map((mark) => {
  const find = (what) => document.querySelector(`.margin-${what}[data-coding~="${mark.dataset.coding}"]`);
  const line = mark.getClientRects()[0];
  const [stripe, leader, label] = ["stripe", "leader", "label"].map((one) => find(one).getBoundingClientRect());
  return { line: line.top + line.height / 2, stripe: stripe.top, leader: Math.min(leader.top, leader.bottom),
           label: label.top, height: line.height, sides: [stripe.left, stripe.right], leaves: leader.left,
           name: find("label").querySelector(".margin-name").dataset.shown };
})"""


def test_by_keys_words_of_every_script_are_selected_sign_by_sign_coded_taken_back_and_given_another_code(
    scripts: Served, each: Page
) -> None:
    page = each
    open_desk(page, scripts)
    page.keyboard.press("t")
    page.keyboard.press("Control+Home")
    for n, script in enumerate(SAID):
        page.keyboard.press("Alt+ArrowDown")
        for _ in BEFORE:
            page.keyboard.press("ArrowRight")
        for _ in range(SIGNS[script]):
            page.keyboard.press("Alt+Shift+ArrowRight")
        page.keyboard.press("d")
        page.keyboard.press("1")
        become(page, lambda n=n: coded(page), list(SAID.values())[: n + 1])
    page.keyboard.press("Control+z")
    become(page, lambda: coded(page), list(SAID.values())[:-1])
    page.keyboard.press("Control+Shift+z")
    become(page, lambda: coded(page), list(SAID.values()))
    page.keyboard.press("t")
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    page.keyboard.press("r")
    page.keyboard.type("Quick ask")
    page.keyboard.press("Enter")
    expect(page.locator(".margin-name[data-shown='Quick ask']")).to_have_count(1)
    margin = page.evaluate(MARGIN)
    assert [one["name"] for one in margin] == ["Overhearing"] * (len(SAID) - 1) + ["Quick ask"]
    for one in margin:
        assert one["line"] - one["height"] / 2 < one["stripe"] < one["line"], "a stripe stands beside other words"
        assert abs(one["label"] - one["stripe"]) < 1, "a label stands beside another stripe"
        assert 0 < one["leader"] - one["stripe"] < 12, "a leader leaves another stripe"
        assert min(abs(side - one["leaves"]) for side in one["sides"]) <= 4, "a leader leaves no stripe"
    assert complaints(page) == []
    # Drawn before it has arrived, and asked for elsewhere only then.
    version = ask(page, "/sources")[0]["version_id"]
    wanted = ["code-D1"] * (len(SAID) - 1) + ["code-D2"]
    become(page, lambda: [one["code_id"] for one in ask(page, f"/codings?version_id={version}")], wanted)
    *first, last = SAID.values()
    for code, words in (("D1", first), ("D2", [last])):
        page.goto(f"{scripts.origin}/code/passages/code-{code}")
        expect(page.locator("blockquote")).to_have_text(words)
