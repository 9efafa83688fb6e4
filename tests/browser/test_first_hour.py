"""The guide to the first hour is walked as it is written: every name it gives is pressed, every key struck."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from docs.walks import BRING, GUIDES, LARGEST, READ, WALKED, chord, pictures, steps, walk
from playwright.sync_api import Browser, Page, expect


@pytest.mark.parametrize("name", WALKED)
def test_a_guide_can_be_walked_as_it_is_written(name: str, browser: Browser, demo_study: Path, tmp_path: Path) -> None:
    guide = (GUIDES / name).read_text(encoding="utf-8")
    walk(browser, shutil.copytree(demo_study, tmp_path / "demo"), guide)


def test_a_name_a_key_and_a_sight_that_are_not_there_are_named_with_their_line(
    browser: Browser, demo_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docs.walks._PATIENCE_MS", 15_000)
    study = shutil.copytree(demo_study, tmp_path / "demo")
    for wrong in ("**Save the study**", "*Nothing is known of this*", "press in ‘words nobody said’"):
        with pytest.raises(AssertionError, match="line 4: "):
            walk(browser, study, f"# A guide\n\n1. Press **Code**, then **2A, nurse lead, Beech**,\n   and {wrong}.\n")


def test_every_picture_of_a_guide_is_there_small_and_said_in_words_and_none_is_left_over() -> None:
    shown = [one for page in GUIDES.glob("*.md") for one in pictures(page.read_text(encoding="utf-8"))]
    kept = {path.name: path.stat().st_size for path in (GUIDES / "pictures").iterdir()}
    assert sorted(name for name, _said in shown) == sorted(kept), "run: make guide"
    assert all(len(said) > 20 for _name, said in shown)
    assert max(kept.values()) <= LARGEST


def test_what_a_walked_guide_marks_stands_in_its_steps() -> None:
    for name in WALKED:
        text = (GUIDES / name).read_text(encoding="utf-8")
        told = [one.what for one in steps(text) if one.does == "press"]
        after = text.partition("\n## ")[2]
        assert sorted(told) == sorted(re.findall(r"\*\*([^*]+)\*\*", after)), "bold outside a step is not pressed"
        assert "\n> If" in text


def test_keys_are_written_as_on_the_screen() -> None:
    assert [chord(one) for one in ("Ctrl Shift Z", "Alt ↓", "F8", "Esc", "?")] == [
        "Control+Shift+z",
        "Alt+ArrowDown",
        "F8",
        "Escape",
        "?",
    ]


def test_what_a_guide_says_is_to_be_seen_is_brought_into_the_window(page: Page) -> None:
    page.set_content("<div style='height: 3000px'>Findings</div><p>9 of <b>9</b> teams</p><p hidden>nobody</p>")
    page.evaluate(BRING, "9 of 9 teams")
    expect(page.get_by_text("9 of 9 teams")).to_be_in_viewport()
    page.evaluate(BRING, "nobody")
    expect(page.get_by_text("9 of 9 teams")).to_be_in_viewport()


@pytest.mark.parametrize(("says", "ready"), [("Reading every sentence …", False), ("Reading every sentence", True)])
def test_a_picture_waits_until_everything_is_read(page: Page, says: str, ready: bool) -> None:
    page.set_content(f"<main>{says}</main>")
    assert page.evaluate(READ) is ready
