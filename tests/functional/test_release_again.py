"""A release is made again from the study as it stood when it was issued, whatever has become of the study since."""

from __future__ import annotations

import gc
import hashlib
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests.printed import say

import anselm
from anselm.bootstrap import open_study
from anselm.domain.interpretation import Account
from anselm.services.catalogue import BY_NAME
from anselm.services.fieldwork.participants import OneParticipant
from anselm.storage import past

FORMATS = ("html", "docx", "pdf", "md", "tex")


@pytest.fixture(scope="module")
def released(
    demo_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[anselm.Study, dict[str, Any], dict[str, str]]]:
    """The demo released in every format and then worked on; the releases, and those of words as first made."""
    folder = tmp_path_factory.mktemp("again") / "harrowmere"
    shutil.copytree(demo_folder, folder)
    with anselm.open(folder) as study:
        report = study.reporting.reports()[0]
        body = "\n".join(line for line in report.body.split("\n") if "{{claim:Q8}}" not in line)
        study.reporting.write_report(id=report.id, body=body)
        made = {
            one: study.reporting.release(id=f"l-{one}", report_id=report.id, format=one, recipients=("the board",))
            for one in FORMATS
        }
        first = {one: study.reporting.release_file(id=f"l-{one}").content.decode() for one in ("html", "md", "tex")}
        _work_goes_on(study, report)
        yield study, made, first


def _work_goes_on(study: anselm.Study, report: Any) -> None:
    """What the release stands on changes: its text, evidence of every claim, every code and theme, a coding."""
    study.reporting.write_report(id=report.id, body="# Another text\n\nNothing of it is left.\n")
    for claim in study.reporting.claims():
        for one in study.interpretation.evidence(subject_kind="claim", subject_id=claim.id)[:1]:
            study.interpretation.unlink_evidence(id=one.id)
    for code in study.coding.codes():
        study.coding.change_code(id=code.id, name=f"Formerly {code.name}")
    for theme in study.interpretation.themes():
        study.interpretation.change_theme(id=theme.id, name=f"Formerly {theme.name}", reason="as an example")
    for one in study.reporting.quotations()[:3]:
        study.reporting.remove_quotation(id=one.id)
    for case in study.fieldwork.cases():
        study.fieldwork.change_case(id=case.id, name=f"Formerly {case.name}")


def test_every_format_is_made_again_to_the_byte_though_the_study_has_moved_on(
    released: tuple[anselm.Study, dict[str, Any], dict[str, str]],
) -> None:
    study, made, _ = released
    for one in FORMATS:
        again = study.reporting.release_file(id=f"l-{one}").content
        say(format=one, n_bytes=len(again))
        assert hashlib.sha256(again).hexdigest() == made[one].sha256, one


def test_made_from_the_rows_of_today_the_file_would_be_another(
    released: tuple[anselm.Study, dict[str, Any], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    study, made, _ = released
    then = past.as_it_stood
    monkeypatch.setattr("anselm.storage.seeing.as_it_stood", lambda held, moment: then(held, past.moment_of(held)))
    again = study.reporting.release_file(id="l-html").content
    assert hashlib.sha256(again).hexdigest() != made["html"].sha256


def _plain_words(one: Any) -> str:
    """The longest stretch of a quotation that every format writes letter for letter."""
    return str(max(re.findall(r"[A-Za-z ]+", one.printed or one.words), key=len)).strip()


def test_words_that_may_not_be_shown_any_more_are_replaced_in_every_format(
    released: tuple[anselm.Study, dict[str, Any], dict[str, str]],
) -> None:
    study, made, first = released
    people = {who.label: who for who in study.fieldwork.participants()}
    quoted = [one for one in study.reporting.quotations() if len(_plain_words(one)) > 15 and one.label in people]
    one = next(one for one in quoted if _plain_words(one) in first["html"])
    other = next(two for two in quoted if _plain_words(two) in first["html"] and two.label != one.label)
    study.fieldwork.record_consent(
        id="w-1", participant_id=people[one.label].id, scope="quote", state="withdrawn", at="2026-11-26"
    )
    study.fieldwork.hold(id=people[other.label].id)
    for name, was in first.items():
        again = study.reporting.release_file(id=f"l-{name}").content
        assert hashlib.sha256(again).hexdigest() != made[name].sha256
        text = again.decode()
        say(format=name, withdrawn=text.count("withdrawn") - was.count("withdrawn"))
        assert text.count("withdrawn") > was.count("withdrawn")
        for words in (_plain_words(one), _plain_words(other)):
            assert words in was
            assert words not in text


def test_what_a_person_held_back_told_without_a_passage_is_not_in_the_past_either(
    demo_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(demo_folder, tmp_path / "demo")
    with open_study(tmp_path / "demo") as workbench:
        viewer = workbench.viewer()
        with workbench.reading(viewer) as reads:
            told = next(one for one in reads.find(Account) if one.version_id is None and one.participant_id)
            moment = reads.moment()
        workbench.call(viewer, BY_NAME["fieldwork.hold"], OneParticipant(told.participant_id))
        with workbench.reading(viewer) as reads:
            then = reads.as_it_stood(moment)
            assert told.id not in {one.id for one in then.find(Account)}
            assert then.find(Account), "nothing is left of the others"


def test_a_release_is_made_again_after_someone_it_quotes_withdrew_everything(demo_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(demo_folder, tmp_path / "demo")
    with anselm.open(tmp_path / "demo") as study:
        report = study.reporting.reports()[0]
        body = "\n".join(line for line in report.body.split("\n") if "{{claim:Q8}}" not in line)
        study.reporting.write_report(id=report.id, body=body)
        study.reporting.release(id="l-1", report_id=report.id, format="html")
        first = study.reporting.release_file(id="l-1").content.decode()
        person = next(who for who in study.fieldwork.participants() if who.code == "P22")
        own = [one for one in study.reporting.quotations() if one.label == person.label and _plain_words(one) in first]
        assert own
        study.fieldwork.hold(id=person.id)
        study.reporting.withdraw(id="w-1", participant_id=person.id, code="P22", reason="asked by letter")
        again = study.reporting.release_file(id="l-1").content.decode()
        assert again.count("[withdrawn]") > first.count("[withdrawn]")
        assert not [one for one in own if _plain_words(one) in again]


def test_a_release_made_in_one_thread_leaves_nothing_that_another_complains_of(
    released: tuple[anselm.Study, dict[str, Any], dict[str, str]], caplog: pytest.LogCaptureFixture
) -> None:
    study, _, _ = released
    with ThreadPoolExecutor(1) as other:
        other.submit(lambda: study.reporting.release_file(id="l-md")).result()
    gc.collect()
    assert [one.getMessage() for one in caplog.records if one.name.startswith("sqlalchemy")] == []
