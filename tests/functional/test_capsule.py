"""A capsule: one file for whoever has no seat, with nothing in it that may not leave, the same for the same state."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from tests import factories
from tests.printed import say

import anselm
from anselm.analysis.erasing import shingles
from anselm.bootstrap import open_study
from anselm.cli.main import run
from anselm.domain.corpus import SourceVersion
from anselm.domain.errors import Invalid, NotFound
from anselm.domain.reporting import Audience
from anselm.services.fieldwork.speaking import voices
from anselm.services.reporting.capsule_trail import KINDS_IN_WORDS
from anselm.storage import schema

REACHED = "Rang at noon, asked for a letter."
NAME, PRIVATE = "Marjory Quill-Ashby", "What I would never say aloud of my own first impression here."
WHO = tuple(Audience)


def shown(file: bytes) -> str:
    """All that stands in the file as words, attributes included, tags, style and script not."""
    text = file.decode()
    text = re.sub(r"<(style|script)>.*?</\1>", " ", text, flags=re.DOTALL)
    said = re.findall(r'(?:aria-label|title|content)="([^"]*)"', text)
    return unescape(" \n ".join([re.sub(r"<[^>]+>", " ", text), *said]))


def spoken(study: anselm.Study, label: str | None) -> list[str]:
    """The turns of the participant with a label, or of all participants, in every version of every text."""
    with open_study(Path(study.folder), read_only=True) as workbench, workbench.reading(workbench.viewer()) as reads:
        versions = {one.id: one.source_id for one in reads.find(SourceVersion)}
        speaking, texts = voices(reads, list(set(versions.values()))), reads.texts(list(versions))
        return [
            texts[version][turn.start : turn.end]
            for version, turns in reads.utterances_of(list(versions)).items()
            for turn in turns
            if not (voice := speaking[versions[version]].of(turn.speaker_id)).is_interviewer
            and label in (None, voice.label)
        ]


@pytest.fixture(scope="module")
def handed(
    demo_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[anselm.Study, dict[Audience, bytes], str, str]]:
    """The demo with a person who was quoted and does not wish to be, copied into a memo and a report; its capsules."""
    folder = tmp_path_factory.mktemp("capsule") / "harrowmere"
    shutil.copytree(demo_folder, folder)
    with anselm.open(folder) as study:
        people = {who.label: who for who in study.fieldwork.participants()}
        one = max((one for one in study.reporting.quotations() if one.label in people), key=lambda one: len(one.words))
        study.fieldwork.record_consent(
            id="c-1", participant_id=people[one.label].id, scope="quote", state="refused", at="2024-05-15"
        )
        study.corpus.write_rule(id="rule-1", forms=NAME, replacement="[a nurse]")
        study.study.write_memo(id="m-1", body=f"As they said: {one.words}. {NAME} was in the room.")
        study.study.write_memo(id="m-2", body=PRIVATE, kind="reflexive", private=True)
        study.study.write_memo(id="m-3", body=REACHED, kind="contact")
        report = study.reporting.reports()[0]
        study.reporting.write_report(id=report.id, body=f"{report.body}\n\nBy hand: {one.words}\n\nSo {NAME} says.\n")
        made = {
            who: study.reporting.hand_over(id=f"k-{who.value}", audience=who, recipients=("Prof. Ada Rowan",))
            for who in WHO
        }
        files = {who: study.reporting.capsule_file(id=f"k-{who.value}").content for who in WHO}
        for who in WHO:
            assert hashlib.sha256(files[who]).hexdigest() == made[who].sha256
        yield study, files, one.label, one.words


def test_it_is_one_file_that_asks_for_nothing(handed: tuple[anselm.Study, dict[Audience, bytes], str, str]) -> None:
    for file in handed[1].values():
        text = file.decode()
        assert "default-src 'none'" in text
        assert not re.search(r"""(?:src|href|action|data|poster)\s*=\s*["']?(?!#)[^"'>\s]""", _tags(text))
        assert not re.search(r"url\(|@import", text)


def _tags(text: str) -> str:
    return " ".join(re.findall(r"<(?!meta)[a-z][^>]*>", re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.DOTALL)))


def test_words_nobody_agreed_to_have_quoted_are_in_none_and_their_place_says_why(
    handed: tuple[anselm.Study, dict[Audience, bytes], str, str],
) -> None:
    study, files, label, words = handed
    withheld = shingles(spoken(study, label))
    assert shingles([words]) & withheld
    for who, file in files.items():
        found = shingles([shown(file)]) & withheld
        say(audience=who.value, n_bytes=len(file), of_the_withheld=len(found))
        assert not found
        assert words.encode() not in file
    for who in (Audience.SUPERVISOR, Audience.EXAMINER):
        said = shown(files[who])
        assert f"Withheld: {label} does not wish to be quoted" in said
        assert "[withheld]" in said
        assert "Choose another passage" not in said


def test_an_auditor_gets_no_words_of_any_participant(
    handed: tuple[anselm.Study, dict[Audience, bytes], str, str],
) -> None:
    study, files, _, _ = handed
    every = shingles(spoken(study, None))
    assert shingles([shown(files[Audience.EXAMINER])]) & every, "an examiner reads what was quoted"
    assert not shingles([shown(files[Audience.AUDITOR])]) & every


def test_no_name_and_no_private_memo_is_in_any(handed: tuple[anselm.Study, dict[Audience, bytes], str, str]) -> None:
    _, files, _, _ = handed
    for file in files.values():
        said = shown(file)
        assert "Quill" not in said
        assert PRIVATE not in said
        assert REACHED not in said
    assert "[a nurse] was in the room" in shown(files[Audience.SUPERVISOR])
    assert "So [a nurse] says" in shown(files[Audience.EXAMINER])


def test_whom_it_is_for_says_what_is_in_it(handed: tuple[anselm.Study, dict[Audience, bytes], str, str]) -> None:
    parts = {who: set(re.findall(rb'id="part-([a-z]+)', file)) for who, file in handed[1].items()}
    shared = {b"about", b"study", b"claims", b"themes", b"codebook", b"rounds", b"methods", b"checklists", b"trail"}
    for found in parts.values():
        assert shared <= found
    assert {b"memos", b"drafts", b"report", b"quotations"} <= parts[Audience.SUPERVISOR]
    assert {b"report", b"quotations"} <= parts[Audience.EXAMINER]
    assert not {b"memos", b"drafts"} & parts[Audience.EXAMINER]
    assert not {b"memos", b"drafts", b"report", b"quotations"} & parts[Audience.AUDITOR]


def test_the_study_is_told_with_its_history_figures_and_gaps(
    handed: tuple[anselm.Study, dict[Audience, bytes], str, str],
) -> None:
    study, files, _, _ = handed
    said = shown(files[Audience.AUDITOR])
    for one in study.interpretation.themes():
        assert one.name in said
    for code in study.coding.codes():
        assert code.group or code.retired or code.definition in said
    for claim in study.reporting.claims():
        assert claim.text in said
    for words in ("Made as a candidate", "Krippendorff’s α", "50 were settled by IM", "Not on record", "kept under"):
        assert words in said, words


def test_the_same_state_makes_the_same_bytes_whoever_gets_it_and_it_is_known_who_did(
    handed: tuple[anselm.Study, dict[Audience, bytes], str, str],
) -> None:
    study, files, _, _ = handed
    again = study.reporting.hand_over(id="k-again", audience="examiner", recipients=(" The second reader ",))
    assert again.sha256 == hashlib.sha256(files[Audience.EXAMINER]).hexdigest()
    known = study.reporting.capsules()
    assert [one.recipients for one in known][-1] == ("The second reader",)
    assert {one.by for one in known} == {"Dr Ilse Marrow"}
    with open_study(Path(study.folder), read_only=True) as workbench, workbench.reading(workbench.viewer()) as reads:
        assert sum(one.n for one in reads.deeds() if one.kind == "capsules") == len(known)


def test_it_is_made_again_to_the_byte_though_the_study_has_moved_on(demo_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_folder, tmp_path / "demo")
    with anselm.open(tmp_path / "demo") as study:
        made = study.reporting.hand_over(id="k", audience="supervisor", recipients=("Prof. Ada Rowan",))
        report, theme = study.reporting.reports()[0], study.interpretation.themes()[0]
        study.reporting.write_report(id=report.id, body="Another text.")
        study.interpretation.change_theme(id=theme.id, name="Something else", reason="as an example")
        study.study.write_memo(id="m", body="Written afterwards.")
        again = study.reporting.capsule_file(id="k").content
        assert hashlib.sha256(again).hexdigest() == made.sha256
        assert b"Something else" not in again
        person = next(who for who in study.fieldwork.participants() if who.code == "P22")
        own = [one.words for one in study.reporting.quotations() if one.label == person.label]
        study.reporting.hand_over(id="k-counts", audience="auditor", recipients=("The audit office",))
        study.fieldwork.hold(id=person.id)
        touched = study.reporting.preview_withdrawal(id=person.id).capsules
        assert [(one.id, one.recipients) for one in touched] == [("k", ("Prof. Ada Rowan",))]
        later = shown(study.reporting.capsule_file(id="k").content)
        assert not [words for words in own if words in later]


def test_a_study_with_nothing_in_it_makes_a_small_capsule_that_says_so(tmp_path: Path) -> None:
    with factories.study(tmp_path) as workbench:
        ada = factories.owner(workbench)
        for who in WHO:
            ada.do("reporting.hand_over", id=who.value, audience=who, recipients=("Prof. Rowan",))
            said = shown(ada.do("reporting.capsule_file", id=who.value).content)
            assert "Not on record yet:" in said
            assert "The walk back" not in said
        assert "a report, claims, quotations" in said


def test_a_blank_recipient_and_a_report_that_is_not_there_are_refused_in_words(tmp_path: Path) -> None:
    with factories.study(tmp_path) as workbench:
        ada = factories.owner(workbench)
        for names in ((), ("",), ("  ", "\t")):
            refusal = ada.refused("reporting.hand_over", id="k", audience="auditor", recipients=names)
            assert isinstance(refusal, Invalid)
            assert "say who receives it" in str(refusal)
        refusal = ada.refused("reporting.hand_over", id="k", audience="auditor", recipients=("A",), report_id="none")
        assert isinstance(refusal, NotFound)
        assert ada.do("reporting.capsules") == ()


def test_a_reflexive_study_is_told_without_coefficients_and_without_counting_codes(
    demo_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(demo_folder, tmp_path / "demo")
    with anselm.open(tmp_path / "demo") as study:
        study.study.change_study(profile="braun-clarke-6")
        for who in WHO:
            study.reporting.hand_over(id=who.value, audience=who, recipients=("Prof. Rowan",))
            said = shown(study.reporting.capsule_file(id=who.value).content)
            assert "Krippendorff" not in said
            assert "Dialogue" in said
            assert re.search(r"codings\s+not counted", said)


def test_every_kind_of_row_has_words_in_the_trail() -> None:
    assert set(schema.KINDS) - set(KINDS_IN_WORDS) == {"jobs", "job_files", "round_keys", "capsules"}


def test_the_terminal_makes_one(demo_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(demo_folder, tmp_path / "demo")
    out = tmp_path / "c.html"

    def ended(*words: str) -> int:
        with pytest.raises(SystemExit) as left:
            run(["capsule", str(tmp_path / "demo"), str(out), *words])
        return int(left.value.code or 0)

    assert ended("--for", "examiner") == 1
    assert "say who receives it" in capsys.readouterr().err
    assert ended("--for", "reader", "--to", "A") == 1
    assert "supervisor, auditor or examiner" in capsys.readouterr().err
    assert ended("--for", "examiner", "--to", "Prof. Rowan") == 0
    assert hashlib.sha256(out.read_bytes()).hexdigest() in capsys.readouterr().out


def test_a_capsule_handed_over_leaves_what_was_done_before_to_be_undone(demo_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_folder, tmp_path / "study")
    with anselm.open(tmp_path / "study") as study:
        study.study.write_memo(id="m-1", body="To be taken back.")
        study.reporting.hand_over(id="k-1", audience="auditor", recipients=("Prof. Ada Rowan",))
        assert study.study.steps().next_undo == "writing a memo"
        study.study.undo()
        assert not [one for one in study.study.memos() if one.id == "m-1"]
        assert [one.id for one in study.reporting.capsules()] == ["k-1"], "the file is out, and stays on record"
        study.study.redo()
        assert [one.body for one in study.study.memos() if one.id == "m-1"] == ["To be taken back."]
