"""A coding a claim rests on is taken off: the desk says which claim and which release it stops, and takes it back."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.axe import complaints
from tests.browser.serving import serve

import anselm

SENTENCE = "A dietitian learnt it by being in the room."


def _rests_on_one_coding(study: Path) -> tuple[str, str, str]:
    """A report whose last sentence rests on one coding of the lead's; the report, its title and the address of the
    coded words at the desk."""
    with anselm.open(study) as demo:
        report = demo.reporting.reports()[0]
        body = "\n".join(line for line in report.body.split("\n") if "{{claim:Q8}}" not in line)
        source = next(one for one in demo.corpus.sources() if one.labels == ("2C",))
        reading = demo.corpus.reading(source_id=source.id)
        said = next(one for one in reading.turns if one.label == "2C" and one.end - one.speech_start > 80)
        code = next(one for one in demo.coding.codes() if one.key == "D1")
        start, end = said.speech_start, said.speech_start + 60
        coding = demo.coding.apply(id="k-one", version_id=reading.version_id, start=start, end=end, code_id=code.id)
        demo.reporting.make_claim(id="c-one", key="ONE", text=SENTENCE, unit="participants", quantifier="some")
        demo.interpretation.link_evidence(
            id="e-one", subject_kind="claim", subject_id="c-one", target_kind="coding", target_id=coding.id
        )
        demo.reporting.write_report(id=report.id, body=f"{body}\n\n{{{{claim:ONE}}}}\n")
        return report.id, report.title, f"/code/{source.id}?at={start}-{end}"


def test_taking_off_the_coding_says_which_claim_rests_on_it_stops_the_release_and_is_taken_back(
    demo_study: Path, tmp_path: Path, page: Page
) -> None:
    study = shutil.copytree(demo_study, tmp_path / "study")
    report, title, words = _rests_on_one_coding(study)
    with serve(study, "--as", "Dr Ilse Marrow") as running:
        page.goto(running.launch_url)
        expect(page.get_by_role("navigation", name="Stages of the study")).to_be_visible()
        page.goto(running.origin + words)
        mark = page.locator('.coded[data-coding~="k-one"]').first
        expect(mark).to_be_visible()
        mark.click()
        page.get_by_role("button", name="Take off").click()
        note = page.get_by_role("status").filter(has_text="A claim rests on this passage")
        expect(note).to_contain_text(f"ONE “{SENTENCE}” It now stands at 0 of 27 people.")
        expect(note).to_contain_text(f"A release of “{title}” is now refused at this sentence; a draft marks it.")
        assert complaints(page) == []
        # It is a release that is refused with the sentence named, and a draft that goes out with its mark.
        other = page.context.new_page()
        other.goto(f"{running.origin}/report/{report}?release=")
        dialog = other.get_by_role("alertdialog", name="Release this report")
        dialog.get_by_role("button", name="Release", exact=True).click()
        expect(dialog.get_by_role("alert")).to_contain_text(f"“{SENTENCE}”")
        draft = other.request.get(f"{running.origin}/api/v1/report/draft?id={report}&format=md").text()
        assert SENTENCE in draft
        assert "0 of 27 people; no evidence; No evidence in support." in draft
        other.close()
        # And it is taken back where it was said.
        note.get_by_role("button", name="Take it back").click()
        expect(page.locator('.coded[data-coding~="k-one"]').first).to_be_visible()
        expect(page.get_by_text("A claim rests on this passage")).to_have_count(0)
