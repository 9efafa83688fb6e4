"""What lies outside the scope of a claim counts for nothing and does not stand behind its sentence."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.printed import say

import anselm


@pytest.fixture
def study(demo_folder: Path, tmp_path: Path) -> Iterator[anselm.Study]:
    shutil.copytree(demo_folder, tmp_path / "demo")
    with anselm.open(tmp_path / "demo") as opened:
        yield opened


def link(study: anselm.Study, claim_id: str, passages: list[Any]) -> None:
    for at, one in enumerate(passages):
        place = {"version_id": one.version_id, "start": one.start, "end": one.end}
        study.interpretation.link_evidence(
            id=f"{claim_id}-{at}", subject_kind="claim", subject_id=claim_id, stance="supports", **place
        )


def printed(study: anselm.Study, key: str, text: str) -> str:
    made = study.reporting.add_report(id=f"r-{key}", title="Scope")
    study.reporting.write_report(id=made.id, body=f"{{{{claim:{key}|{text}}}}}")
    whole = study.reporting.draft(id=made.id, format="html").content.decode()
    return str(re.split(r'<section id="back"', whole)[1])


def test_only_the_role_in_scope_counts_in_teams_and_stands_behind_the_sentence(study: anselm.Study) -> None:
    code = next(one for one in study.coding.codes() if one.name == "Overhearing")
    passages = study.coding.passages(code_id=code.id).passages
    teams = next(one for one in study.fieldwork.cases() if one.kind == "team")
    assert teams
    made = study.reporting.make_claim(
        id="c-1", text="In several teams the newest learnt by ear.", scope={"roles": ("C",)}
    )
    link(study, "c-1", passages)
    page = study.reporting.claim(id="c-1")
    roles = {one.label: one.role for one in study.fieldwork.participants()}
    counted = [one for one in page.evidence if one.id not in page.outside]
    say(words=page.claim.words, n=len(page.evidence), outside=len(page.outside))
    assert {roles[one.label] for one in counted} == {"C"}
    assert {roles[one.label] for one in page.evidence if one.id in page.outside} == {"A", "B"}
    assert page.claim.n_supports == len({one.case_code for one in counted})
    back = printed(study, made.key, "In several teams the newest learnt by ear.")
    assert back.count('<article class="passage') == len(counted)
    assert f"{len(page.outside)} linked passages lie outside what is counted" in back


def test_only_the_interviews_of_the_cases_in_scope_are_counted(study: anselm.Study) -> None:
    code = next(one for one in study.coding.codes() if one.name == "Overhearing")
    passages = study.coding.passages(code_id=code.id).passages
    team = next(one for one in study.fieldwork.cases() if one.kind == "team")
    held = {one.code for one in study.fieldwork.encounters() if one.case_id == team.id}
    study.reporting.make_claim(
        id="c-3", text="In some interviews they learnt by ear.", unit="encounters", scope={"case_ids": (team.id,)}
    )
    link(study, "c-3", passages)
    page = study.reporting.claim(id="c-3")
    say(words=page.claim.words, held=len(held), outside=len(page.outside))
    assert {one.name for one in page.claim.units} == held
    assert page.claim.n_supports == len({one.label for one in page.evidence if one.case_id == team.id}) > 0
    assert {one.id for one in page.evidence if one.case_id != team.id} == set(page.outside)


def test_a_passage_said_to_qualify_counts_beside_on_screen_and_in_the_file(study: anselm.Study) -> None:
    claim = next(one for one in study.reporting.claims() if one.key == "Q4")
    assert claim.words == "5 of 5 teams"
    evidence = study.reporting.claim(id=claim.id).evidence
    team = next(one.case_id for one in evidence if sum(each.case_id == one.case_id for each in evidence) == 1)
    only = next(one for one in evidence if one.case_id == team)
    study.interpretation.set_stance(id=only.id, stance="qualifies")
    now = next(one for one in study.reporting.claims() if one.key == "Q4")
    say(words=now.words, note=now.note)
    assert (now.words, now.n_supports, now.n_qualifies) == ("4 of 5 teams, 1 qualifies", 4, 1)
    assert now.support == "more than its count"
    assert f"Qualified by {only.label}." in now.note
    assert [one.says for one in now.units if one.id == team] == ["qualifies"]
    back = printed(study, "Q4", claim.text)
    assert "4 of 5 teams, 1 qualifies" in back
    assert "With a condition" in back


def test_lists_show_a_claim_as_its_report_words_it_and_where_another_words_it_otherwise(study: anselm.Study) -> None:
    claim = next(one for one in study.reporting.claims() if one.key == "Q4")
    first, other = study.reporting.reports()
    assert (claim.said, claim.wordings) == (claim.text, ())
    reworded = "Where *everyone* sat together, people learnt by ear."
    body = re.sub(r"\{\{claim:Q4[^}]*\}\}", f"{{{{claim:Q4|{reworded}}}}}", first.body)
    assert body != first.body
    study.reporting.write_report(id=first.id, body=body)
    study.reporting.write_report(id=other.id, body=f"{other.body}\n\n{{{{claim:Q4|They overheard.}}}}\n")
    plain = reworded.replace("*", "")
    listed = next(one for one in study.reporting.claims() if one.key == "Q4")
    say(said=listed.said, wordings=[(one.report, one.text) for one in listed.wordings])
    assert (listed.text, listed.said) == (claim.text, plain)
    assert [(one.report_id, one.text) for one in listed.wordings] == [(first.id, plain), (other.id, "They overheard.")]
    for page in (study.reporting.claim(id=claim.id), study.reporting.trace(id=claim.id)):
        assert page.claim.said == plain
    rests = next(one.target_id for one in study.reporting.claim(id=claim.id).evidence if one.target_kind == "coding")
    assert plain in [one.text for one in study.reporting.resting(coding_ids=(rests,))]
    study.study.undo()
    study.study.undo()
    assert next(one for one in study.reporting.claims() if one.key == "Q4").said == claim.text


def test_a_claim_counted_by_a_settled_practice_shows_every_case_it_counts(study: anselm.Study) -> None:
    made = study.reporting.make_claim(id="c-1", text="Supervision is kept in most teams.", practice="supervision=yes")
    claim = study.reporting.claim(id="c-1").claim
    back = printed(study, made.key, "Supervision is kept in most teams.")
    say(words=claim.words)
    assert claim.n_supports + claim.n_otherwise > 1
    assert back.count('<article class="passage') == claim.n_supports + claim.n_otherwise
    assert "No case" not in back
    assert ("none told otherwise" in back) is (claim.n_otherwise == 0)
    for one in claim.units:
        if one.says in ("for", "otherwise"):
            assert f"<b>{one.name}</b>" in back


def test_a_claim_reworded_in_the_text_counts_in_the_margin_as_a_release_counts_it(study: anselm.Study) -> None:
    made = study.reporting.make_claim(
        id="c-3", text="Supervision was kept in three teams.", practice="supervision=yes", unit="cases"
    )
    before = next(one for one in study.reporting.claims() if one.key == made.key)
    assert (before.words, before.note) == ("8 teams, 1 otherwise", "The sentence says less than its count.")
    report = study.reporting.add_report(id="r-3", title="Reworded")
    text = f"{{{{claim:{made.key}|Supervision was kept in eight teams.}}}}"
    study.reporting.write_report(id=report.id, body=text)
    now = next(one for one in study.reporting.claims() if one.key == made.key)
    say(words=now.words, support=now.support, note=now.note, n=now.n)
    assert (now.support, now.note, now.n) == ("supported", "", 8)
    assert study.reporting.claim(id="c-3").claim == now == study.reporting.trace(id="c-3").claim
    checked = study.reporting.check(id=report.id, trace=False).faults
    assert not [one for one in checked if "its count" in one.reason]
    # What is chosen then is chosen of the sentence as it reads, and holds against the guess from its words.
    study.reporting.change_claim(id="c-3", quantifier="several")
    assert next(one for one in study.reporting.claims() if one.key == made.key).quantifier == "several"
