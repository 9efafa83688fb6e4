"""A Word release with the trace in its comments: what they say, what the labels hide, made again, and checked."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from tests.functional.test_check_file import edited, three_changes
from tests.printed import say

import anselm


@pytest.fixture
def study(demo_folder: Path, tmp_path: Path) -> Iterator[anselm.Study]:
    """The demo with its report ready to be released."""
    shutil.copytree(demo_folder, tmp_path / "demo")
    with anselm.open(tmp_path / "demo") as opened:
        report = opened.reporting.reports()[0]
        body = "\n".join(line for line in report.body.split("\n") if "{{claim:Q8}}" not in line)
        opened.reporting.write_report(id=report.id, body=body)
        yield opened


def released(study: anselm.Study, identifier: str, **given: Any) -> bytes:
    report = study.reporting.reports()[0]
    made = study.reporting.release(
        id=identifier, report_id=report.id, format="docx", recipients=("co-authors",), **given
    )
    content = study.reporting.release_file(id=identifier).content
    assert hashlib.sha256(content).hexdigest() == made.sha256
    assert study.reporting.release_file(id=identifier).content == content
    return bytes(content)


def comments(content: bytes) -> list[str]:
    return ["\n".join(part.text for part in one.paragraphs) for one in docx.Document(BytesIO(content)).comments]


def test_each_claim_says_its_count_and_each_passage_its_label_case_and_source(study: anselm.Study) -> None:
    content = released(study, "l-1")
    said = comments(content)
    assert len(said) == 9 + 24
    first = next(one for one in said if one.startswith("9 of 9 teams"))
    cases = {one.name for one in study.fieldwork.cases()}
    told = {case for case in cases if case in first}
    say(comments=len(said), cases_of_the_first=len(told))
    assert len(told) == 9
    assert re.search(r"^For: [1-9][ABC], ", first, re.MULTILINE)
    assert re.search(r"\(INT\d+, version", first)


@pytest.mark.parametrize("trace", [True, False])
def test_a_file_with_or_without_them_comes_back_with_exactly_the_three_alterations_found(
    study: anselm.Study, trace: bool
) -> None:
    content = released(study, "l-1", trace=trace)
    assert len(comments(content)) == (33 if trace else 0)
    found = study.reporting.check_file(file={"name": "back.docx", "data": edited(content, three_changes)})
    say(trace=trace, kinds=[one.kind for one in found.findings])
    assert [one.kind for one in found.findings] == ["count", "quotation", "label"]


@pytest.mark.parametrize("labels", ["", "case", "role", "none"])
def test_no_comment_says_more_of_a_person_than_the_label_does(study: anselm.Study, labels: str) -> None:
    report = study.reporting.reports()[0]
    if labels:
        study.reporting.write_report(id=report.id, labels=labels)
    said = "\n".join(comments(released(study, "l-1")))
    people = study.fieldwork.participants()
    # What is told of a person beside what they said: their profession in none, their label only where it is printed.
    beside = "\n".join(line for line in said.split("\n") if not line.startswith(("Words:", "Coding:", "As told:")))
    professions = {one.profession for one in people if one.profession}
    own = {one.label for one in people}
    assert professions
    found = {one for one in own if re.search(rf"\b{one}\b", beside)}
    say(labels=labels, n_labels=len(found), n_professions=sum(one in beside for one in professions))
    assert not [one for one in professions if one in beside]
    if labels:
        assert not found
        assert not re.search(r"INT\d+", said)
    else:
        assert found
    if labels in ("role", "none"):
        lines = [line for line in beside.split("\n") if line.startswith(("For:", "Told otherwise:", "With a cond"))]
        assert not [line for line in lines if any(one.name in line for one in study.fieldwork.cases())]


def test_words_that_consent_forbids_stand_in_no_comment(study: anselm.Study) -> None:
    before = "\n".join(comments(released(study, "l-1")))
    quoted = next(one for one in study.reporting.quotations() if one.words[:60] in before)
    person = next(one for one in study.fieldwork.participants() if one.label == quoted.label)
    study.fieldwork.record_consent(
        id="w-1", participant_id=person.id, scope="quote", state="withdrawn", at="2026-11-26"
    )
    again = "\n".join(comments(study.reporting.release_file(id="l-1").content))
    assert quoted.words[:60] not in again


def test_before_a_release_the_check_reads_what_its_comments_print_and_says_beside_which_sentence(
    study: anselm.Study,
) -> None:
    report = study.reporting.reports()[0]
    text_only = study.reporting.check(id=report.id, trace=False)
    whole = study.reporting.check(id=report.id)
    found = [one for one in whole.faults if one.in_walk]
    for one in found:
        say(line=one.line, beside=one.sentence, reason=one.reason)
    assert tuple(one for one in whole.faults if not one.in_walk) == text_only.faults
    assert not any(one.in_walk for one in text_only.faults)
    assert whole.n_refusing == text_only.n_refusing == 0
    assert all(one.reason.startswith("In its comment in Word: ") for one in found)
    told = {(one.sentence, one.reason.partition(": ")[2]) for one in found}
    assert ("New members felt welcomed.", "Only one person is “dietitian”: 2C.") in told
    # The label 8C, which stands beside what that person says, is no pay band of 7A's.
    assert not [one for one in told if "“8c”" in one[1] and "welcomed" in one[0]]
    assert (
        "All nine teams had some induction.",
        "“Tenerife”, which no other interview says, beside 4A.",
    ) in told
    # What is named stands in a comment of the file, and the text of the file does not print it.
    content = released(study, "l-1")
    said = "\n".join(comments(content))
    printed = "\n".join(part.text for part in docx.Document(BytesIO(content)).paragraphs)
    assert "Tenerife" in said
    assert "Tenerife" not in printed
    for one in found:
        words = re.findall("“([^”]+)”", one.reason.partition(": ")[2])
        assert words
        for word in (each for group in words for each in group.split(", ")):
            assert word.casefold() in said.casefold(), (one.sentence, word)


def test_a_replaced_name_and_a_label_behind_a_wider_one_are_found_in_walk(study: anselm.Study) -> None:
    report = study.reporting.reports()[0]

    def reasons() -> set[str]:
        faults = study.reporting.check(id=report.id).faults
        return {one.reason.partition(": ")[2] for one in faults if one.in_walk}

    assert not [one for one in reasons() if "is replaced by" in one or "hides behind" in one or "is kept" in one]
    study.corpus.write_rule(id="r-1", forms="Tenerife", replacement="[an island]", what="place")
    claim = next(one for one in study.reporting.claims() if "some induction" in one.text)
    study.reporting.change_claim(id=claim.id, analytic_note="4A stands apart; see P11.")
    found = reasons()
    assert "a name that is replaced by [an island] elsewhere." in found
    assert "the code P11, by which a participant is kept." in found
    assert not [one for one in found if "the label 4A" in one]
    study.reporting.write_report(id=report.id, labels="role")
    assert "the label 4A, which this report hides behind a wider one." in reasons()


@pytest.mark.parametrize("format_", ["html", "tex"])
def test_what_the_walk_back_of_a_page_tells_of_one_person_is_said_before_and_is_not_there_without_it(
    study: anselm.Study, format_: str
) -> None:
    report = study.reporting.reports()[0]
    looked = study.reporting.check(id=report.id, format=format_)
    found = [one for one in looked.faults if one.in_walk]
    for one in found[:12]:
        say(beside=one.sentence, reason=one.reason)
    assert (
        tuple(one for one in looked.faults if not one.in_walk)
        == study.reporting.check(id=report.id, trace=False).faults
    )
    assert all(one.reason.startswith("In the walk back: ") and "without the walk back" in one.advice for one in found)
    # Who speaks is written there and in no comment: professions that one person alone has.
    assert any(one.reason == "In the walk back: Only one person is “night sister”: 9B." for one in found)
    assert not [one for one in study.reporting.check(id=report.id).faults if "night sister" in one.reason]
    # Said once, for the walk is one piece.
    assert len({one.reason for one in found}) == len(found)
    files = {}
    for trace in (True, False):
        made = study.reporting.release(id=f"l-{trace}", report_id=report.id, format=format_, recipients=(), trace=trace)
        files[trace] = study.reporting.release_file(id=f"l-{trace}").content.decode()
        assert hashlib.sha256(files[trace].encode()).hexdigest() == made.sha256
    say(with_walk=len(files[True]), without=len(files[False]))
    for words in ("night sister", "Tenerife", "characters "):
        assert words in files[True]
        assert words not in files[False]
    # The counts stay, and nothing leads to what is not there.
    assert "9 of 9 teams" in files[False]
    leading = re.compile(r'href="#(?:claim|quote)-|hyperref\[(?:claim|quote)-')
    assert leading.search(files[True])
    assert not leading.search(files[False])


def test_markdown_has_no_walk_back_and_nothing_is_said_of_one(study: anselm.Study) -> None:
    report = study.reporting.reports()[0]
    assert not [one for one in study.reporting.check(id=report.id, format="md").faults if one.in_walk]
    study.reporting.release(id="l-md", report_id=report.id, format="md", recipients=(), trace=False)
    assert "9 of 9 teams" in study.reporting.release_file(id="l-md").content.decode()
