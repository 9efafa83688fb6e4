"""A real interview on its way through the study: coded, corrected, brought in again changed, anonymised.

Nothing of it may move unseen: each of its codings holds the words it held, or waits to be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.desk import ask, become, made, tell
from tests.browser.serving import Served, serve
from tests.shared_data import shared_data

REAL = "real/transcripts_docx/sheffield/Michelle.txt"
N = 120
CORRECTED = "criminal justice practitioners"


@pytest.fixture
def words() -> str:
    """A real interview of 31 KB; skipped with its reason where the shared files are missing."""
    return shared_data(REAL).read_text(encoding="utf-8").replace("\r\n", "\n")


@pytest.fixture
def served(words: str, tmp_path: Path) -> Iterator[Served]:
    """The interview in a study of its own."""
    (tmp_path / "3A.txt").write_text(words, encoding="utf-8")
    made(str(tmp_path / "study"), str(tmp_path / "3A.txt"))
    with serve(tmp_path / "study") as running:
        yield running


def _text(page: Page) -> str:
    source = ask(page, "/sources")[0]
    found: str = ask(page, f"/sources/reading?source_id={source['id']}")["text"]
    return found


def _held(page: Page) -> dict[str, str]:
    """What each coding of the text read now holds, by its code points."""
    text, version = _text(page), ask(page, "/sources")[0]["version_id"]
    return {one["id"]: text[one["start"] : one["end"]] for one in ask(page, f"/codings?version_id={version}")}


def _waiting(page: Page) -> dict[str, Any]:
    source = ask(page, "/sources")[0]["id"]
    return {one["id"]: one for one in ask(page, f"/sources/repairs?source_id={source}") if one["kind"] == "coding"}


def _coded(page: Page, served: Served) -> tuple[str, dict[str, str]]:
    """Give a code to as many stretches of the interview; the source, and what each coding holds."""
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    tell(page, "/codes/add", {"id": "code-D1", "name": "Overhearing", "key": "D1"})
    source, text = ask(page, "/sources")[0], _text(page)
    places = [(one.start(), one.end()) for one in re.finditer(r"[A-Z][^.?!\n]{30,200}[.?!]", text)][:N]
    assert len(places) == N, "the file is not the one this was written for"
    given = [
        {"id": f"m{n}", "version_id": source["version_id"], "start": start, "end": end, "code_id": "code-D1"}
        for n, (start, end) in enumerate(places)
    ]
    tell(page, "/codings/apply-many", {"codings": given})
    return source["id"], {f"m{n}": text[start:end] for n, (start, end) in enumerate(places)}


def _whole(page: Page, before: dict[str, str]) -> set[str]:
    """Each coding holds what it held, or waits with what it held; gives those that wait."""
    held, waiting = _held(page), _waiting(page)
    assert set(held) | set(waiting) == set(before), "a coding is gone"
    assert {name: said for name, said in held.items() if before[name] != said} == {}, "a coding moved unseen"
    assert {name for name, one in waiting.items() if one["old_words"] != before[name]} == set()
    return set(waiting)


def test_a_real_interview_is_corrected_on_screen_and_what_hung_on_those_words_waits(served: Served, page: Page) -> None:
    source, before = _coded(page, served)
    turns = ask(page, f"/sources/reading?source_id={source}")["turns"]
    at = _text(page).index(CORRECTED)
    number = next(one["number"] for one in turns if one["start"] <= at < one["end"])
    page.goto(f"{served.origin}/sources/{source}/text")
    page.get_by_role("button", name=f"Correct turn {number}", exact=True).click()
    area = page.get_by_role("textbox", name="Words of")
    area.fill(area.input_value().replace(CORRECTED, "criminal justice workers"))
    page.get_by_label("Why").fill("misheard")
    page.get_by_role("button", name="Make the correction").click()
    hung = [name for name, said in before.items() if CORRECTED in said]
    assert len(hung) == 1
    expect(page.get_by_text("1 passage hangs on words that were corrected.")).to_be_visible()
    assert _whole(page, before) == set(hung)
    expect(page.locator(".repair del")).to_have_text(before[hung[0]])
    expect(page.locator(".repair p.said").nth(1)).to_contain_text("criminal justice workers")
    page.get_by_role("button", name="It belongs to these words").click()
    expect(page.locator(".repair")).to_have_count(0)
    become(page, lambda: _held(page)[hung[0]], before[hung[0]].replace("practitioners", "workers"))


def test_a_changed_file_brought_in_again_keeps_codings_and_lists_the_rest_before_and_after(
    served: Served, page: Page, words: str, tmp_path: Path
) -> None:
    source, before = _coded(page, served)
    reworded, left_out = before["m40"], before["m80"]
    changed = tmp_path / "3A checked.txt"
    said_again = reworded[:-1] + ", as far as I can tell."
    text = words.replace(reworded, said_again, 1).replace(left_out, "", 1)
    changed.write_text("Checked against the recording.\n" + text, encoding="utf-8")
    page.goto(f"{served.origin}/sources/{source}/text")
    page.get_by_role("button", name="A new version from a file").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files(changed)
    expect(page.get_by_text("1 of 1 file is in the study.")).to_be_visible(timeout=20_000)
    expect(page.locator(".repair").first).to_be_visible()
    waiting = _whole(page, before)
    assert {"m40", "m80"} <= waiting, waiting
    assert len(waiting) <= 4, "far more waits than was changed"
    shown = page.locator(".repair").filter(has=page.locator("del", has_text=reworded))
    expect(shown).to_contain_text("as far as I can tell")
    gone = page.locator(".repair").filter(has=page.locator("del", has_text=left_out))
    expect(gone.get_by_role("link", name="See it in the older version")).to_be_visible()


def test_a_name_in_a_real_interview_is_replaced_by_a_rule_and_every_coding_follows(served: Served, page: Page) -> None:
    source, before = _coded(page, served)
    n = len(re.findall(r"\bMichelle\b", _text(page)))
    assert n > 50
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(served.origin + "/sources/anonymise")
    expect(page.get_by_role("radio", name="What is left")).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the parts are wider than a laptop"
    page.get_by_role("radio", name="Rules").click(force=True)
    page.get_by_role("button", name="A new rule").click()
    page.get_by_label("Words, each wording").fill("Michelle")
    page.get_by_label("In their place").fill("[researcher 7]")
    page.get_by_role("button", name="Keep the rule").click()
    become(page, lambda: len(ask(page, "/anonymisation/rules")), 1)
    page.get_by_role("radio", name="Texts").click(force=True)
    page.get_by_role("button", name="Look, and apply to 3A").click()
    expect(page.get_by_text(f"{n} places would be replaced.")).to_be_visible()
    page.get_by_label("Applied all the same, because").fill("I work alone")
    page.get_by_role("button", name="Make the anonymised version").click()
    expect(page.get_by_text(f"Version 2: {n} places replaced.")).to_be_visible()
    assert "Michelle" not in _text(page)
    held = _held(page)
    assert _waiting(page) == {}
    assert held == {name: re.sub(r"\bMichelle\b", "[researcher 7]", said) for name, said in before.items()}
    page.goto(f"{served.origin}/code/{source}")
    expect(page.locator(".text-turns .coded").first).to_be_visible()
