"""A claim is counted once: its list, its page, the report, its trace in Word and the terminal say the same of it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

import docx
import pytest
from tests.printed import say

import anselm


@pytest.fixture
def study(demo_folder: Path, tmp_path: Path) -> Iterator[anselm.Study]:
    shutil.copytree(demo_folder, tmp_path / "demo")
    with anselm.open(tmp_path / "demo") as opened:
        yield opened


def more_claims(study: anselm.Study) -> dict[str, str]:
    """Claims of every kind of count beside those of the demo, by key, with the words they are to have."""
    code = next(one for one in study.coding.codes() if one.name == "Overhearing")
    passages = study.coding.passages(code_id=code.id).passages[:5]
    made = {
        "partly": {"text": "Most teams share a room.", "practice": "colocated=yes"},
        "nobody": {"text": "Nobody left.", "quantifier": "none"},
        "people": {"text": "Some learnt by ear.", "unit": "participants"},
        "silent": {"text": "Some teams learnt by ear, others not."},
        "unlinked": {"text": "All teams are glad."},
    }
    keys = {}
    for name, fields in made.items():
        keys[name] = study.reporting.make_claim(id=f"m-{name}", **fields).key
    for name, stances in (("people", ("supports",) * 4), ("silent", ("supports", "contradicts"))):
        for at, (one, stance) in enumerate(zip(passages, stances, strict=False)):
            place = {"version_id": one.version_id, "start": one.start, "end": one.end, "stance": stance}
            study.interpretation.link_evidence(
                id=f"e-{name}-{at}", subject_kind="claim", subject_id=f"m-{name}", **place
            )
    return keys


def test_every_place_says_the_same_count_of_a_claim(study: anselm.Study) -> None:
    keys = more_claims(study)
    listed = {one.key: one for one in study.reporting.claims()}
    assert {*keys.values(), *(f"Q{n}" for n in range(1, 11))} <= set(listed)
    report = study.reporting.add_report(id="r-all", title="Every count").id
    body = "\n\n".join(f"{{{{claim:{key}|Sentence {key} stands here.}}}}" for key in listed)
    study.reporting.write_report(id=report, body=body)
    listed = {one.key: one for one in study.reporting.claims()}
    written = {form: study.reporting.draft(id=report, format=form).content for form in ("docx", "html")}
    comments = [
        "\n".join(part.text for part in one.paragraphs) for one in docx.Document(BytesIO(written["docx"])).comments
    ]
    page = unescape(re.sub(r"<[^>]+>", " ", written["html"].decode()))
    for key, one in listed.items():
        shown = study.reporting.claim(id=one.id).claim
        assert shown == one, key
        n = one.n_supports + one.n_qualifies + one.n_otherwise + one.n_not_asked + one.n_silent
        assert n == len(one.units), key
        if one.kind != "interpretive":
            assert re.search(rf"\b{re.escape(one.words)}", page), (key, one.words)
            assert any(each.startswith(one.words) for each in comments), (key, one.words)
    folder = str(study.folder)
    study.close()
    ran = subprocess.run([sys.executable, "-m", "anselm", "claims", folder, "--json"], capture_output=True, check=True)
    told = json.loads(ran.stdout)
    told = told["claims"] if isinstance(told, dict) else told
    assert {one["key"]: one["words"] for one in told} == {key: one.words for key, one in listed.items()}
    say(**{name: listed[key].words for name, key in keys.items()})


def test_a_practice_settled_as_partly_counts_as_partly_and_not_as_otherwise(study: anselm.Study) -> None:
    study.reporting.make_claim(id="m-1", text="Most teams share a room.", practice="colocated=yes")
    study.reporting.make_claim(id="m-2", text="Some teams share no room.", practice="colocated=no")
    study.reporting.make_claim(id="m-3", text="Some teams share a room in part.", practice="colocated=partly")
    yes, no, partly = (study.reporting.claim(id=f"m-{n}").claim for n in (1, 2, 3))
    assert yes.words == "5 of 9 teams, 2 partly, 2 otherwise"
    assert (yes.n_supports, yes.n_qualifies, yes.n_partly, yes.n_otherwise) == (5, 2, 2, 2)
    assert sorted(one.code for one in yes.units if one.says == "partly") == ["T1", "T6"]
    assert "Qualified" not in yes.note
    assert no.words == "2 of 9 teams, 2 partly, 5 otherwise"
    assert partly.words == "2 teams, 7 otherwise"
