"""The demo's two withdrawals, run as a person would run them: what each claim still counts, and what may be printed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.printed import say

import anselm
from anselm.demo.files import tree
from anselm.demo.withdrawals import main


@pytest.fixture
def study(demo_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_folder, tmp_path / "harrowmere"))


def test_after_p22_withdraws_every_claim_counts_what_was_planted(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = {
        one["key"]: tuple(one["after_P22"][name] for name in ("supports", "contradicts", "not_asked"))
        for one in tree("claims.yaml")["claims"]
    }
    assert main([str(study), "P22"]) == 0
    assert "Q4: 4 of 5 teams" in capsys.readouterr().out
    with anselm.open(study) as held:
        found = {one.key: (one.n_supports, one.n_otherwise, one.n_not_asked) for one in held.reporting.claims()}
        names = {one.name for one in held.corpus.sources()}
        support = {one.key: one.support.value for one in held.reporting.claims()}
    for key, counted in found.items():
        say(claim=key, found=counted, planted=planted[key], support=support[key])
    assert found == planted
    assert "INT22" not in names
    assert len(names) == 26
    assert support["Q7"] == "no evidence"
    assert {support[key] for key in ("Q4", "Q5", "Q6")} == {"more than its count"}
    assert main([str(study), "P22", "--carry-out"]) == 0
    with anselm.open(study) as erased:
        left = {one.key: (one.n_supports, one.n_otherwise, one.n_not_asked) for one in erased.reporting.claims()}
        gone = [one.code for one in erased.reporting.withdrawals()]
    assert left == planted
    assert gone == ["P22"]


def test_after_p09_withdraws_quotes_they_count_and_are_not_printed(study: Path) -> None:
    with anselm.open(study) as held:
        before = {one.key: (one.n_supports, one.n_otherwise) for one in held.reporting.claims()}
    assert main([str(study), "P09"]) == 0
    with anselm.open(study) as held:
        after = {one.key: (one.n_supports, one.n_otherwise) for one in held.reporting.claims()}
        report = held.reporting.reports()[0]
        with pytest.raises(Exception, match="3C withdrew consent to be quoted on 20 May 2024"):
            held.reporting.release(id="r1", report_id=report.id, format="html")
    assert after == before


def test_a_withdrawal_run_twice_is_recorded_once_and_another_person_is_refused(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(study), "P22"]) == 0
    with anselm.open(study) as held:
        person = next(one.id for one in held.fieldwork.participants() if one.code == "P22")
        once = held.fieldwork.consent_history(participant_id=person)
    assert main([str(study), "P22"]) == 0
    with anselm.open(study) as held:
        assert held.fieldwork.consent_history(participant_id=person) == once
    assert main([str(study), "P01"]) == 2
    assert "P09|P22" in capsys.readouterr().out
