"""One sitting at the screens: real transcripts to a coded passage, then the demo from a case to the consent."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.desk import drag, made
from tests.browser.serving import Served, serve
from tests.shared_data import shared_data

LEAD = ("--as", "Dr Ilse Marrow", "--port", "0")


def test_real_transcripts_become_passages_under_a_code_and_a_word_file(page: Page, tmp_path: Path) -> None:
    folder = shared_data("real/transcripts_docx/sheffield")
    made(str(tmp_path / "study"))
    with serve(tmp_path / "study", "--port", "0") as served:
        page.goto(served.launch_url)
        expect(page.get_by_text("Drop transcripts here")).to_be_visible()
        # 1. Files of two kinds come in; one of them is not what it says and is named with its reason.
        false = tmp_path / "picture.docx"
        false.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("i")
        chooser.value.set_files([folder / "Sam.docx", shared_data("real/talkpython") / _first_vtt(), false])
        expect(page.get_by_text("picture.docx").first).to_be_visible()
        way_on = page.get_by_role("link", name="Read and code").or_(page.get_by_role("button", name="Read and code"))
        expect(way_on.first).to_be_visible()
        # 2. Read with speakers and turns; words selected by mouse get a code by its name; undone and done again.
        page.goto(f"{served.origin}/code")
        page.get_by_role("link", name=re.compile("Sam")).first.click()
        drag(page, "qualitative")
        page.keyboard.type("What is said of sharing")
        page.keyboard.press("Enter")
        expect(page.locator("mark.coded").first).to_be_visible()
        page.keyboard.press("Control+z")
        expect(page.locator("mark.coded")).to_have_count(0)
        page.keyboard.press("Control+Shift+z")
        expect(page.locator("mark.coded").first).to_be_visible()
        # 3. Every passage of the code, and the same as a Word file.
        page.get_by_role("treeitem", name="What is said of sharing").click()
        page.get_by_role("button", name="Passages").click()
        expect(page.locator("blockquote").first).to_have_text("qualitative")
        with page.expect_download() as downloaded:
            page.get_by_role("link", name="Word").first.click()
        assert downloaded.value.path().read_bytes()[:2] == b"PK"
        page.goto("about:blank")  # The page leaves before its server does.


def _first_vtt() -> str:
    return "001_nicola_iarocci_talk_python_to_me.vtt"


def test_the_demo_is_walked_from_a_team_to_the_consent_behind_a_sentence(
    page: Page, demo_study: Path, tmp_path: Path
) -> None:
    shutil.copytree(demo_study, tmp_path / "demo")
    with serve(tmp_path / "demo", *LEAD) as served:
        page.goto(served.launch_url)
        page.wait_for_selector("main")
        _whose_and_how_they_met(page, served)
        _levels_and_practices(page, served)
        _report_and_walk_back(page, served)
        page.goto("about:blank")


def _whose_and_how_they_met(page: Page, served: Served) -> None:
    # 4. Whose words: a page per team, and consent that says what is not recorded.
    page.goto(f"{served.origin}/cases")
    page.get_by_role("link", name="Damson").click()
    expect(page.get_by_text("Not heard: role C.")).to_be_visible()
    page.goto(f"{served.origin}/cases/consent")
    expect(page.get_by_role("button", name="4B2").filter(has_text="refused").first).to_be_visible()
    # 5. How two independent readings met, and how each difference was settled.
    page.goto(f"{served.origin}/compare")
    page.get_by_role("link", name=re.compile("First independent reading")).first.click()
    expect(page.get_by_text("84 alike, 50 to talk about").first).to_be_visible()
    page.get_by_role("link", name="See how each was settled").click()
    expect(page.get_by_text("50 settled", exact=True)).to_be_visible()


def _levels_and_practices(page: Page, served: Served) -> None:
    # 6. Themes at levels and relations between them, drawn from the study.
    page.goto(f"{served.origin}/interpret/levels")
    expect(page.get_by_role("group", name="Themes and relations")).to_be_visible()
    # 7. What informants said of a practice, settled for the team.
    page.goto(f"{served.origin}/interpret/practices")
    page.get_by_role("button", name="Time kept for e-learning: not asked").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("not asked")
    page.keyboard.press("Escape")


def _report_and_walk_back(page: Page, served: Served) -> None:
    # 8. The report beside its counts; a release names the sentence in its way.
    page.goto(f"{served.origin}/report")
    page.get_by_role("link", name=re.compile("^Side by Side: learning")).click()
    expect(page.get_by_text("3 teams, 5 otherwise, 1 not asked").first).to_be_visible()
    expect(page.get_by_text("Nobody feared losing their own craft.").first).to_be_visible()
    # 9. From a sentence back to the words, whose they are, and their consent.
    page.get_by_role("link", name="Walk back from Q1 to the words").click()
    expect(page.get_by_text("They get a week.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=re.compile("^ *take part, given"))).to_be_visible()
