"""A release altered in Word comes back with exactly what was altered found."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from tests.formats.word_files import paragraph, run, word_file
from tests.printed import say

import anselm
from anselm.analysis.report.returned import changed_words, number_words, number_words_alone
from anselm.cli.main import run as terminal
from anselm.demo.build import build
from anselm.domain.errors import Refused
from anselm.formats import out_docx
from anselm.services.reporting.checking import CheckedFile


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[anselm.Study, bytes]]:
    """The demo and its report as released in Word."""
    folder = tmp_path_factory.mktemp("check") / "harrowmere"
    build(folder, said=lambda stage: None)
    with anselm.open(folder) as study:
        report = study.reporting.reports()[0]
        body = "\n".join(line for line in report.body.split("\n") if "{{claim:Q8}}" not in line)
        body += "\n\nIt stands in {{ref:table:teams}} and in {{ref:figure:levels}}.\n"
        study.reporting.write_report(id=report.id, body=body)
        study.reporting.release(id="l-1", report_id=report.id, format="docx", recipients=("co-authors",))
        yield study, study.reporting.release_file(id="l-1").content


def edited(content: bytes, change: Callable[[str], str], *, carried: bool = True) -> bytes:
    """The file as a word processor would save it after a change: other order, other dates, perhaps less kept."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in reversed(old.namelist()):
            data = old.read(name)
            if name == "word/document.xml":
                data = change(data.decode()).encode()
            elif not carried and name.endswith("document.xml.rels"):
                data = re.sub(rb"<Relationship [^>]*item7[^>]*/>", b"", data)
            if carried or "item7" not in name:
                new.writestr(name, data)
    return made.getvalue()


def check(study: anselm.Study, content: bytes, name: str = "back.docx") -> CheckedFile:
    answer = study.reporting.check_file(file={"name": name, "data": content})
    assert isinstance(answer, CheckedFile)
    say(kinds=[one.kind for one in answer.findings], notes=answer.notes)
    return answer


def three_changes(body: str) -> str:
    """One quotation by a letter, one count, one label deleted."""
    for was, now in (("photographs of", "photograph of"), ("All nine teams", "All eight teams"), (">7C<", "><")):
        assert body.count(was) == 1, was
        body = body.replace(was, now)
    return body


def test_an_untouched_release_stands(released: tuple[anselm.Study, bytes]) -> None:
    study, content = released
    found = check(study, content)
    assert found.findings == ()
    assert (found.n_quotations, found.n_claims) == (24, 9)
    assert found.made_of.startswith("Release 1 of “Side by Side")
    with ZipFile(BytesIO(content)) as packed:
        body = packed.read("word/document.xml").decode()
    for name in ("_ref_table_1", "_ref_figure_1"):
        assert (body.count(f'w:anchor="{name}"'), body.count(f'w:name="{name}"')) == (1, 1)


def test_one_quotation_one_count_and_one_label_are_exactly_what_is_found(released: tuple[anselm.Study, bytes]) -> None:
    study, content = released
    found = check(study, edited(content, three_changes)).findings
    assert [one.kind for one in found] == ["count", "quotation", "label"]
    assert "“all eight”, was “all nine”" in found[0].reason
    assert "9 of 9 teams" in found[0].reason
    assert "printed “photograph”, the source has “photographs”" in found[1].reason
    assert found[2].reason == "The label is gone; the words are 7C’s."
    assert [(one.section, one.paragraph) for one in found] == [("What is arranged", n) for n in (1, 5, 11)]


@pytest.mark.parametrize(
    ("now", "was", "said"),
    [
        ("six one each", "five one each", ("six", "five")),
        ("all eight", "all nine", ("all eight", "all nine")),
        ("three", "", ("three", "")),
        ("one each", "each", ("one each", "each")),
        ("two five", "three two five", ("two", "three two")),
    ],
)
def test_a_changed_count_is_told_without_the_words_after_it_that_stayed(
    now: str, was: str, said: tuple[str, str]
) -> None:
    assert changed_words(now, was) == said


@pytest.mark.parametrize("hedge", ["Not all", "Nearly all", "At least all"])
def test_a_count_that_was_hedged_or_denied_is_a_changed_count(released: tuple[anselm.Study, bytes], hedge: str) -> None:
    study, content = released
    changed = edited(content, lambda body: body.replace("All nine teams", f"{hedge} nine teams"))
    (one,) = check(study, changed).findings
    assert one.kind == "count"
    assert f"it says “{hedge.lower()}”, was “all”" in one.reason


@pytest.mark.parametrize("now", ["Nearly all nine teams", "Not all nine teams"])
def test_a_file_of_before_that_carries_its_counts_without_hedges_is_read_as_it_was_written(
    released: tuple[anselm.Study, bytes], monkeypatch: pytest.MonkeyPatch, now: str
) -> None:
    study, _ = released
    (claim,) = [one for one in study.reporting.claims() if one.key == "Q1"]
    study.reporting.change_claim(id=claim.id, text=claim.text.replace("All nine teams", "Nearly all nine teams"))
    monkeypatch.setattr(out_docx, "number_words", number_words_alone)
    made = study.reporting.draft(id=study.reporting.reports()[0].id, format="docx").content
    found = check(study, edited(made, lambda body: body.replace("Nearly all nine teams", now))).findings
    study.reporting.change_claim(id=claim.id, text=claim.text)
    counts = [one.reason for one in found if one.kind == "count"]
    assert len(counts) == (0 if now.startswith("Nearly") else 1)
    assert all("it says “not all”, was “all”" in one for one in counts)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Not all of the nine teams did.", "not all nine"),
        ("Nearly all, or at least five.", "nearly all at least five"),
        ("More than two but up to 4", "more than two up to 4"),
        ("They do not say all that two of them, not both, do.", "all two not both"),
        ("At most not every team", "at most not every"),
        ("Most", "most"),
        ("least five", "five"),
    ],
)
def test_words_that_count_are_read_with_what_makes_another_number_of_them(sentence: str, words: str) -> None:
    assert number_words(sentence) == words


@pytest.mark.parametrize("marks", [True, False])
def test_the_same_is_found_where_a_program_has_dropped_what_the_file_carries(
    released: tuple[anselm.Study, bytes], marks: bool
) -> None:
    study, content = released

    def change(body: str) -> str:
        changed = three_changes(body)
        return changed if marks else re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", changed)

    found = check(study, edited(content, change, carried=False))
    kinds = ["count", "quotation", "label"][: 3 if marks else 2]
    assert [one.kind for one in found.findings] == kinds
    assert "What was taken out of it cannot be told, since its marks are gone." in found.notes


def test_what_was_deleted_is_found_after_what_stood_before_it(released: tuple[anselm.Study, bytes]) -> None:
    study, content = released

    def change(body: str) -> str:
        whole = re.search(r"<w:p>(?:(?!</w:p>).)*photographs of(?:(?!</w:p>).)*</w:p>", body)
        assert whole is not None
        assert body.count("All nine teams had some induction.") == 1
        return body.replace(whole[0], "").replace("All nine teams had some induction.", "")

    found = check(study, edited(content, change)).findings
    assert [one.kind for one in found] == ["gone", "gone"]
    assert {one.reason.partition(" is gone")[0] for one in found} == {
        "A quotation of 3C",
        "“All nine teams had some induction.”",
    }


def test_a_tracked_change_counts_as_accepted_and_is_said(released: tuple[anselm.Study, bytes]) -> None:
    study, content = released
    deleted = '<w:del w:id="900" w:author="N"><w:r><w:delText>All nine</w:delText></w:r></w:del>'
    added = '<w:ins w:id="901" w:author="N"><w:r><w:t>All eight</w:t></w:r></w:ins><w:r><w:t xml:space="preserve">'

    def change(body: str) -> str:
        return body.replace("<w:r><w:t>All nine teams", f"{deleted}{added} teams")

    found = check(study, edited(content, change))
    assert [one.kind for one in found.findings] == ["count"]
    told = "2 tracked changes are read as if accepted, the first in “What is arranged”, paragraph 1. "
    assert told + "Accept or reject them in Word and check again to be sure." in found.notes


def test_words_whose_consent_is_withdrawn_since_are_found(released: tuple[anselm.Study, bytes]) -> None:
    study, content = released
    person = next(one for one in study.fieldwork.participants() if one.label == "3C")
    consent = {"participant_id": person.id, "scope": "quote", "at": "2026-11-26"}
    study.fieldwork.record_consent(id="w-1", state="withdrawn", **consent)
    found = check(study, content).findings
    study.fieldwork.record_consent(id="w-2", state="given", **consent)
    assert [one.kind for one in found] == ["consent"]
    assert found[0].reason.startswith("3C withdrew consent to be quoted")


def test_a_document_written_by_hand_is_held_against_the_texts(released: tuple[anselm.Study, bytes]) -> None:
    study, _ = released
    one = next(one for one in study.reporting.quotations() if one.label == "3C")
    sentence = one.words.split(". ")[1]
    altered = sentence.replace(" my ", " her ")
    assert altered != sentence
    body = "".join(
        paragraph(run(words))
        for words in (
            f"As one of them put it, “{sentence}” (3C).",
            f"Another time: “{altered}” (3B).",
            "All eight teams had some induction.",
            "“Nothing of this kind was ever said by anybody in the study” (3C).",
            "“Learning is a matter of taking part in what others do” (Lave 1991).",
        )
    )
    found = check(study, word_file(body), "by-hand.docx")
    assert [(one.kind, one.paragraph) for one in found.findings] == [
        ("quotation", 2), ("label", 2), ("count", 3), ("quotation", 4),
    ]  # fmt: skip
    assert "printed “her”, the source has “my”" in found.findings[0].reason
    assert found.findings[1].reason == "The label says 3B; the words are 3C’s."


def test_a_file_that_is_not_ours_or_no_word_file_is_answered_plainly(released: tuple[anselm.Study, bytes]) -> None:
    study, content = released
    with pytest.raises(Refused, match="nothing in it can be checked"):
        check(study, word_file(paragraph(run("Minutes of the meeting."))))
    with pytest.raises(Refused, match="not a Word file"):
        check(study, b"%PDF-1.7")
    study_id = re.compile(rb'study="[^"]*"')
    other = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, study_id.sub(b'study="another"', old.read(name)))
    with pytest.raises(Refused, match="written from another study"):
        check(study, other.getvalue())


def test_the_terminal_ends_nought_or_one_and_prints_one_document(
    released: tuple[anselm.Study, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study, content = released
    for name, data, code in (("whole.docx", content, 0), ("altered.docx", edited(content, three_changes), 1)):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(SystemExit) as left:
            terminal(("check", str(study.folder), str(tmp_path / name), "--json"))
        assert left.value.code == code
        assert len(json.loads(capsys.readouterr().out)["findings"]) == 3 * code
