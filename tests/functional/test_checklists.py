"""Checklists and the methods section of the demo: from what is on record, and what is not on record is named."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.printed import say

import anselm
from anselm.domain.errors import Refused


@pytest.fixture
def demo(demo_folder: Path, tmp_path: Path) -> Iterator[anselm.Study]:
    shutil.copytree(demo_folder, tmp_path / "demo")
    with anselm.open(tmp_path / "demo") as study:
        yield study


def test_coreq_is_filled_from_the_rows_and_gaps_are_named(demo: anselm.Study) -> None:
    filled = demo.reporting.checklist(standard="coreq")
    lines = {one.number: one for one in filled.lines}
    for one in filled.lines:
        say(item=one.number, state=one.state, text=one.text[:80])
    assert lines[12].text.startswith("27 people took part in 27 encounters")
    assert "Of 20 entries of the frame 9 took part and 11 did not: winter pressure 4" in lines[13].text
    assert lines[24].text == "Kwame Adjei and Lowri Pask read independently in 1 round."
    assert lines[29].text == (
        "24 quotations stand in “Side by Side: learning on the job in nine teams”, each with the label of whose it is; "
        "24 quotations stand in “An early version that leans on few voices”, each with the label of whose it is."
    )
    assert lines[30].text.startswith("9 of 10 claims")
    # A wave of which nothing is on record yet is no reason to say that everyone was met once and no more.
    assert (lines[18].state, [one.key for one in lines[18].gaps]) == ("partial", ["repeats"])
    assert lines[18].text == (
        "Of those on record everyone was met once so far. "
        "Encounters by wave: First wave (27) and Second wave (nothing on record yet)."
    )
    assert "Everyone was met once" not in demo.reporting.methods_section().markdown
    # How codes stand is told by the names of their groups, and is whole once a report prints the codebook.
    assert (lines[25].state, lines[25].text[:63]) == (
        "partial", "Codes stand in groups: Money and what surrounds the team, Leadi",
    )  # fmt: skip
    # Nobody has said what participants knew of the interviewers, and no row tells.
    assert (lines[7].state, lines[7].text, [one.key for one in lines[7].gaps]) == ("missing", "", ["known"])


def test_the_coding_tree_is_whole_once_a_report_prints_it_and_wider_labels_are_said(demo: anselm.Study) -> None:
    report = demo.reporting.reports()[0]
    demo.reporting.write_report(id=report.id, body=f"{report.body}\n\n{{{{table:codebook}}}}\n", labels="role")
    lines = {one.number: one for one in demo.reporting.checklist(standard="coreq").lines}
    assert lines[25].state == "complete"
    assert lines[25].text.endswith(f"With their definitions they stand as a table in “{report.title}”.")
    assert lines[29].state == "partial"
    assert f"in “{report.title}”, each with a role and no label of whose it is" in lines[29].text


def test_an_answer_given_once_fills_every_item_that_asks_and_goes_with_its_undo(demo: anselm.Study) -> None:
    def states() -> tuple[str, str]:
        coreq = {one.number: one for one in demo.reporting.checklist(standard="coreq").lines}
        srqr = {one.number: one for one in demo.reporting.checklist(standard="srqr").lines}
        return coreq[22].state, srqr[15].state

    assert states() == ("missing", "missing")
    body = "Saturation is not claimed, because nine teams were chosen for spread."
    demo.study.write_memo(id="m-1", kind="methodological", about_kind="answer", about_id="saturation", body=body)
    assert states() == ("complete", "partial")
    assert body in demo.reporting.methods_section().markdown
    demo.study.undo()
    assert states() == ("missing", "missing")


def test_deleting_what_an_item_rests_on_changes_its_state_at_once(tmp_path: Path) -> None:
    """A guide with a note on how it was tried out fills item 17; without the note the item is partial."""
    prompt = {"number": "1", "text": "What have you learnt lately?"}
    with anselm.create(tmp_path / "study", title="A study") as study:

        def item() -> tuple[str, list[str]]:
            one = study.reporting.checklist(standard="coreq").lines[16]
            return one.state, [gap.key for gap in one.gaps]

        assert item() == ("missing", ["guide", "pilot"])
        note = "Tried out with one team."
        study.fieldwork.add_instrument(id="g-1", kind="guide", version="9", prompts=(prompt,), note=note)
        assert item() == ("complete", [])
        study.fieldwork.change_instrument(id="g-1", note="")
        assert item() == ("partial", ["pilot"])


def test_the_methods_section_marks_what_is_still_to_be_said_and_files_are_written(demo: anselm.Study) -> None:
    made = demo.reporting.methods_section()
    assert made.markdown.startswith("## Methods")
    assert "[Still to say: " in made.markdown
    assert {one.key for one in made.gaps} >= {"paradigm", "security"}
    assert "Not heard: role C in Damson and role A in Ivy." in made.markdown
    for ending in ("docx", "pdf", "html", "md", "tex"):
        assert demo.reporting.checklist_file(standard="srqr", format=ending).content
    with pytest.raises(Refused):
        demo.study.write_memo(id="m-2", about_kind="nothing", about_id="x", body="x")
