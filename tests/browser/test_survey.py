"""A table dropped among the files: its columns are looked at, changed, and come in as a source per respondent."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.desk import ask
from tests.browser.serving import Served
from tests.formats.sheet_files import LONG, sheet_xml, workbook

HEAD = ("Respondent", "Email", "Years", "How do you learn here?", "Anything else?")
ROWS = (HEAD, ("R7", "a@b.c", "4", LONG, "No"), ("R8", "d@e.f", "9", LONG[::-1], ""), ("R9", "g@h.i", "12", "", "Tea"))


def _choose(page: Page, served: Served, *files: Path) -> None:
    page.goto(served.launch_url)
    expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
    page.goto(served.origin + "/sources")
    page.get_by_role("button", name="Add files").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files(files)


def test_a_survey_in_excel_is_looked_at_by_column_and_comes_in_as_said(
    served: Served, page: Page, tmp_path: Path
) -> None:
    table = tmp_path / "ward survey.xlsx"
    table.write_bytes(workbook(sheet_xml(ROWS)))
    _choose(page, served, table)
    dialog = page.get_by_role("dialog", name="This is a table")
    expect(dialog.get_by_role("status")).to_have_text(re.compile(r"2 sources would come, with 3 new people"))
    expect(dialog.get_by_role("button", name="Email is: left out")).to_be_visible()
    expect(dialog.get_by_role("row").filter(has_text="How do you learn")).to_contain_text(LONG[:50])
    assert complaints(page) == []
    assert len(ask(page, "/sources")) == 1
    last = dialog.get_by_role("button", name="Anything else? is: attribute")
    last.focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="open answer").click()
    expect(dialog.get_by_role("status")).to_have_text(re.compile(r"3 sources would come"))
    dialog.get_by_role("button", name="Bring it in as a survey").click()
    done = page.get_by_role("dialog", name="The survey is in the study")
    expect(done.get_by_role("status")).to_have_text(
        re.compile(r"3 sources have come, with 3 new people and 3 attributes")
    )
    expect(done.get_by_role("row").filter(has_text="ward survey R9")).to_contain_text("4")
    expect(done.get_by_text(LONG[:40])).to_have_count(0)
    assert complaints(page) == []
    done.get_by_role("button", name="Done").click()
    expect(page.get_by_role("link", name="R9", exact=True)).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Taken back: bringing in a survey.")).to_be_visible()
    expect(page.get_by_role("link", name="R9", exact=True)).to_have_count(0)


def test_what_is_in_the_way_is_named_by_row_and_column_and_nothing_comes_in(
    served: Served, page: Page, tmp_path: Path
) -> None:
    good, bad = tmp_path / "INT05.txt", tmp_path / "twice.csv"
    good.write_text("Interviewer: And?\nP05: Well.\n")
    bad.write_text("Id,Said\n" + f'R1,"{LONG}"\n' * 2)
    _choose(page, served, good, bad)
    expect(page.get_by_text("1 of 1 file is in the study.")).to_be_attached()
    dialog = page.get_by_role("dialog", name="This is a table")
    dialog.get_by_role("button", name="Id is: attribute").click()
    page.get_by_role("menuitem", name="who answered").click()
    wrong = dialog.get_by_role("row").filter(has_text="Line 2 has the same respondent.")
    expect(wrong).to_contain_text("3")
    expect(wrong).to_contain_text("Id")
    expect(dialog.get_by_role("button", name="Bring it in as a survey")).to_be_disabled()
    dialog.get_by_role("button", name="Id is: who answered").click()
    page.get_by_role("menuitem", name="left out").click()
    expect(dialog.get_by_role("status")).to_have_text(re.compile(r"2 sources would come, with 2 new people"))
    dialog.get_by_role("button", name="Leave it out").click()
    expect(dialog).to_have_count(0)
    assert len(ask(page, "/sources")) == 2


def test_a_sheet_of_a_workbook_is_chosen_and_one_without_rows_cannot_be(
    served: Served, page: Page, tmp_path: Path
) -> None:
    table = tmp_path / "ward survey.xlsx"
    table.write_bytes(workbook(sheet_xml((("Cover",),)), sheet_xml(ROWS), sheet_xml(ROWS[:2])))
    _choose(page, served, table)
    dialog = page.get_by_role("dialog", name="This is a table")
    expect(dialog.get_by_role("status")).to_have_text(re.compile(r"2 sources would come"))
    dialog.get_by_role("button", name="Sheet S2 is read").click()
    cover = page.get_by_role("menuitem", name="S1")
    expect(cover).to_contain_text("no rows")
    expect(cover).to_be_disabled()
    assert complaints(page) == []
    page.get_by_role("menuitem", name="S3").click()
    expect(dialog.get_by_role("button", name="Sheet S3 is read")).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text(re.compile(r"1 source would come"))
    assert complaints(page) == []
    dialog.get_by_role("button", name="Bring it in as a survey").click()
    done = page.get_by_role("dialog", name="The survey is in the study")
    expect(done.get_by_role("row").filter(has_text="ward survey R7")).to_be_visible()
    assert len(ask(page, "/sources")) == 2


def test_a_later_table_offers_the_same_choices_and_says_what_is_new_changed_and_gone(
    served: Served, page: Page, tmp_path: Path
) -> None:
    table = tmp_path / "ward survey.xlsx"
    table.write_bytes(workbook(sheet_xml(ROWS)))
    _choose(page, served, table)
    dialog = page.get_by_role("dialog", name="This is a table")
    dialog.get_by_role("button", name="Anything else? is: attribute").click()
    page.get_by_role("menuitem", name="open answer").click()
    dialog.get_by_role("button", name="Bring it in as a survey").click()
    page.get_by_role("dialog", name="The survey is in the study").get_by_role("button", name="Done").click()

    later = ((*HEAD, "Ward"), (*ROWS[1][:4], "Yes", "3"), ("R9", "g@h.i", "13", "", "Tea", "4"), ("R10", "", "1", LONG))
    table.write_bytes(workbook(sheet_xml(later)))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files([table])
    expect(dialog.get_by_role("button", name="It is a later table of ward survey.xlsx")).to_be_visible()
    expect(dialog.get_by_role("button", name="Anything else? is: open answer")).to_be_visible()
    expect(dialog.get_by_role("row").filter(has_text="Ward new")).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text(
        "1 source would come in new; 1 source would get a new version; 4 attributes would be entered or changed; "
        "1 stays as it is; 1 is in the table no more and stays."
    )
    told = dialog.get_by_role("table", name="Each respondent beside what is here")
    expect(told.get_by_role("row").filter(has_text="R7")).to_contain_text("changed: Anything else?")
    expect(told.get_by_role("row").filter(has_text="R8")).to_contain_text("in the table no more; it stays")
    assert complaints(page) == []
    dialog.get_by_role("button", name="Bring it in as a survey").click()
    page.get_by_role("dialog", name="The survey is in the study").get_by_role("button", name="Done").click()

    page.get_by_role("link", name="R7", exact=True).click()
    page.goto(page.url.replace("/code/", "/sources/"))
    expect(page.get_by_role("heading", name="The table it came from")).to_be_visible()
    columns = page.get_by_role("table", name="What its columns were taken for")
    expect(columns.get_by_role("row").filter(has_text="open answer")).to_contain_text(
        "How do you learn here?, Anything else?"
    )
    expect(columns.get_by_role("row").filter(has_text="left out")).to_contain_text("Email")
    expect(page.get_by_text("The file is kept with the study.")).to_be_visible()
    assert complaints(page) == []


def test_a_later_table_that_says_not_who_answered_is_continued_by_rows_or_by_columns(
    served: Served, page: Page, tmp_path: Path
) -> None:
    table = tmp_path / "nameless.csv"
    rows = [("A", "2019", LONG), ("A", "2021", LONG[::-1]), ("B", "2021", f"And {LONG}")]

    def write() -> None:
        lines = [f'{team},{since},"{said}"\n' for team, since, said in rows]
        table.write_text("Team,Since,Said\n" + "".join(lines), encoding="utf-8")

    write()
    _choose(page, served, table)
    page.get_by_role("button", name="Bring it in as a survey").click()
    page.get_by_role("dialog", name="The survey is in the study").get_by_role("button", name="Done").click()
    rows[1] = ("A", "2021", f"Other words. {LONG}")
    rows.append(("C", "2024", f"New. {LONG}"))
    write()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files(table)
    dialog = page.get_by_role("dialog", name="This is a table")
    bring = dialog.get_by_role("button", name="Bring it in as a survey")
    expect(dialog.get_by_role("row").filter(has_text="No column said who answered")).to_be_visible()
    expect(bring).to_be_disabled()
    dialog.locator(".option-choice", has_text="the order of the rows").click()
    expect(dialog.get_by_text("Lines 2 to 4 are taken for the same people as before")).to_be_visible()
    expect(dialog.get_by_role("status")).to_have_text(re.compile("1 source would get a new version"))
    expect(bring).to_be_enabled()
    dialog.locator(".option-choice", has_text="what stands in columns").click()
    said = dialog.get_by_role("group", name="Columns that tell respondents apart")
    said.get_by_text("Said").click()
    for name in ("Team", "Since"):
        said.get_by_text(name, exact=True).click()
    expect(dialog.get_by_role("status")).to_have_text(re.compile("1 source would come in new; 1 source would get a"))
    assert complaints(page) == []
    bring.click()
    expect(page.get_by_role("dialog", name="The survey is in the study")).to_be_visible()
    names = sorted(one["name"] for one in ask(page, "/sources") if one["name"].startswith("nameless"))
    assert names == [f"nameless R00{n}" for n in range(1, 5)]
