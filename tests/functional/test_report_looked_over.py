"""What the program says of a report before it goes out, on the demo: who is heard, who could be recognised, and what
one coding less does to the sentence that rests on it."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.printed import say

import anselm
from anselm.cli.main import run
from anselm.domain.errors import Refused


@pytest.fixture
def demo(demo_folder: Path, tmp_path: Path) -> Iterator[anselm.Study]:
    shutil.copytree(demo_folder, tmp_path / "demo")
    with anselm.open(tmp_path / "demo") as study:
        yield study


def terminal(words: list[str]) -> object:
    """What the command ends with."""
    with pytest.raises(SystemExit) as left:
        run(words)
    return left.value.code


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
    reasons = [one.reason for one in demo.reporting.check(id=good.id, trace=False).faults]
    assert not [one for one in reasons if "quotations are of" in one or "Nobody is quoted" in one or "8c" in one]


def test_a_pseudonym_that_holds_a_real_name_or_stands_beside_a_fact_is_named_and_the_real_name_is_not(
    demo: anselm.Study,
) -> None:
    report = demo.reporting.add_report(id="r-names", title="Names")
    body = "Gareth left in spring. Dele, an occupational therapist, stayed. Moira was there too."
    demo.reporting.write_report(id=report.id, body=body)

    def told() -> dict[str, str]:
        return {one.sentence: one.reason for one in demo.reporting.check(id=report.id, trace=False).faults}

    therapist = "Dele, an occupational therapist, stayed."
    assert told()[therapist].endswith("together they draw one person, 1B.")
    assert "Gareth left in spring." not in told()
    assert "Moira was there too." not in told()
    demo.corpus.write_rule(id="a-1", forms="Gareth Thistlewood", replacement="[the lead]", what="person")
    found = told()
    say(faults=list(found.values()))
    assert found["Gareth left in spring."] == (
        "“Gareth”, the pseudonym of 2A, holds part of a real name that is replaced by [the lead] elsewhere."
    )
    assert "Thistlewood" not in str(found)


def test_a_wider_label_is_offered_released_as_such_made_again_and_checked_as_such(demo: anselm.Study) -> None:
    report = demo.reporting.reports()[0]
    body = "\n".join(line for line in report.body.split("\n") if "{{claim:Q8}}" not in line)
    demo.reporting.write_report(id=report.id, body=body, labels="role")
    choices = demo.reporting.check(id=report.id).labels
    for one in choices:
        say(labels=one.labels, example=one.example, n_people=one.n_people, chosen=one.chosen)
    assert [(one.labels, one.n_people, one.chosen) for one in choices] == [
        ("", 1, False), ("case", 3, False), ("role", 8, True), ("none", 27, False),
    ]  # fmt: skip
    made = demo.reporting.release(id="l-role", report_id=report.id, format="docx", recipients=("the board",))
    demo.reporting.write_report(id=report.id, labels="")
    again = demo.reporting.release_file(id="l-role").content
    assert hashlib.sha256(again).hexdigest() == made.sha256
    demo.reporting.write_report(id=report.id, labels="role")
    found = demo.reporting.check_file(file={"name": "back.docx", "data": again})
    assert (found.findings, found.n_quotations) == ((), 24)
    html = demo.reporting.draft(id=report.id, format="html").content.decode()
    assert "role A" in html
    # A label, an interview or a turn would say whose words these are.
    said = set(re.findall(r"\b(?:[1-9][ABC][12]?|INT\d\d|turn \d+)\b", html))
    assert said <= {one for one in said if one in body}, said


def test_a_word_no_other_interview_holds_is_named_once_with_its_quotation(demo: anselm.Study) -> None:
    report = demo.reporting.reports()[1]
    told = [one for one in demo.reporting.check(id=report.id).faults if "No other interview says" in one.reason]
    for one in told:
        say(sentence=one.sentence, reason=one.reason)
    assert told
    assert not any(one.refuses for one in told)
    assert all(one.sentence.startswith("the quotation of ") for one in told)
    texts = [demo.corpus.reading(source_id=one.id).text for one in demo.corpus.sources()]
    for one in told:
        for word in re.findall("“([^”]+)”", one.reason):
            assert sum(word in text for text in texts) == 1


def test_one_coding_less_changes_its_claim_and_stops_the_release_while_the_draft_goes_out_marked(
    demo: anselm.Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]
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
    # The terminal says the same: a release refused with the sentence, a draft that is written and marked.
    assert terminal(["release", str(folder), str(tmp_path / "out.docx")]) == 1
    told = capsys.readouterr().err
    assert text in told
    assert not (tmp_path / "out.docx").exists()
    assert terminal(["draft", str(folder), str(tmp_path / "out.md")]) == 0
    assert "No evidence in support" in (tmp_path / "out.md").read_text(encoding="utf-8")
    with anselm.open(folder, as_=coder.name) as theirs:
        theirs.study.undo()
    with anselm.open(folder) as study:
        assert study.reporting.check(id=report.id).n_refusing == 0
