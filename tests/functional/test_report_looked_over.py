"""What the program says of a report before it goes out, on the demo: who is heard, who could be recognised, and what
one coding less does to the sentence that rests on it."""

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


def test_the_report_that_leans_on_few_voices_is_caught_sentence_by_sentence(demo: anselm.Study) -> None:
    good, bad = demo.reporting.reports()
    found = demo.reporting.check(id=bad.id).faults
    for one in found:
        say(line=one.line, sentence=one.sentence, reason=one.reason, refuses=one.refuses)
    told = {(one.sentence, one.reason) for one in found}
    # Who is heard: three people more than four times, five teams never.
    assert {
        ("the quotation of 4A (4A-04#a)", "9 of 24 quotations are of 4A"),
        ("the quotation of 9B (9B-06#b)", "6 of 24 quotations are of 9B"),
        ("the quotation of 7A (7A-03#a)", "5 of 24 quotations are of 7A"),
    } == {(sentence, reason.partition(";")[0]) for sentence, reason in told if "quotations are of" in reason}
    assert any(reason.startswith("Nobody is quoted from 5 of 9 teams: Alder, Cherry, Elm, Fir") for _, reason in told)
    # Who could be recognised: the only one of a band, the only one of a gender.
    sentence = "The one non-binary manager spoke of it as shelter, and a lead of band 8c as patience."
    assert (sentence, "Only one person is “8c”: 7A.") in told
    assert (sentence, "Only one person is “non-binary”: 6A.") in told
    # What was not said: one letter of a quotation.
    altered = [one for one in found if one.refuses]
    assert [one.sentence for one in altered] == ["the quotation of 9B (9B-12#b)"]
    assert "lapel" in altered[0].reason
    with pytest.raises(Refused, match="the quotation of 9B"):
        demo.reporting.release(id="l-bad", report_id=bad.id)
    # And the report as it should be has none of the three.
    reasons = [one.reason for one in demo.reporting.check(id=good.id).faults]
    assert not [one for one in reasons if "quotations are of" in one or "Nobody is quoted" in one or "8c" in one]


def test_one_coding_less_changes_its_claim_and_stops_the_release_while_the_draft_goes_out_marked(
    demo: anselm.Study, tmp_path: Path
) -> None:
    folder = tmp_path / "demo"
    report = demo.reporting.reports()[0]
    body = "\n".join(line for line in report.body.split("\n") if "{{claim:Q8}}" not in line)
    demo.reporting.write_report(id=report.id, body=body)
    assert demo.reporting.check(id=report.id).n_refusing == 0
    # A sentence that rests on one coding of one reader, as the demo's claims rest on theirs.
    standing = next(one for one in demo.judging.rounds() if one.standing)
    source = next(one for one in demo.corpus.sources() if one.labels == ("2C",))
    version_id = demo.corpus.reading(source_id=source.id).version_id
    coding = next(one for one in demo.coding.marks(version_id=version_id, round_id=standing.id))
    text = "A dietitian learnt it by being in the room."
    claim = demo.reporting.make_claim(id="c-one", key="ONE", text=text, unit="participants", quantifier="some")
    demo.interpretation.link_evidence(
        id="e-one", subject_kind="claim", subject_id="c-one", target_kind="coding", target_id=coding.id
    )
    demo.reporting.write_report(id=report.id, body=f"{body}\n\n{{{{claim:ONE}}}}\n")
    assert demo.reporting.check(id=report.id).n_refusing == 0
    before = next(one for one in demo.reporting.claims() if one.id == "c-one")
    coder = next(one for one in demo.study.researchers() if one.id == coding.coder_id)
    demo.close()
    with anselm.open(folder, as_=coder.name) as theirs:
        theirs.coding.remove(id=coding.id)
    with anselm.open(folder) as study:
        after = next(one for one in study.reporting.claims() if one.id == "c-one")
        say(claim=claim.text, before=before.words, after=after.words)
        assert (before.n_supports, after.n_supports) == (1, 0)
        assert [one.gone for one in study.reporting.claim(id="c-one").evidence] == [True]
        with pytest.raises(Refused, match=text):
            study.reporting.release(id="l-less", report_id=report.id)
        draft = study.reporting.draft(id=report.id, format="md").content.decode()
        assert text in draft
        assert "No evidence in support" in draft
    with anselm.open(folder, as_=coder.name) as theirs:
        theirs.study.undo()
    with anselm.open(folder) as study:
        assert study.reporting.check(id=report.id).n_refusing == 0
