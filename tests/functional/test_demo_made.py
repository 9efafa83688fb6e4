"""How the demo is made: the same each time, up to any stage, several times over for load, and wholly or not at all."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.printed import say

import anselm
from anselm.bootstrap import open_study, outside
from anselm.cli.demo import IN_WORDS
from anselm.cli.main import run
from anselm.demo.build import STAGES, build
from anselm.demo.files import rows, tree
from anselm.demo.making import Days, SeededIds
from anselm.demo.stages import field


def digest(folder: Path) -> str:
    with open_study(folder, read_only=True) as workbench:
        return workbench.content_digest()


def quiet(_stage: str) -> None:
    """Nothing is said."""


def test_another_process_makes_the_same_study_of_the_same_seed(
    demo_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    command = [sys.executable, "-m", "anselm", "demo", str(tmp_path / "again"), "--no-serve"]
    subprocess.run(command, check=True, env=elsewhere, stdout=subprocess.DEVNULL)
    found = []
    for folder in (demo_folder, tmp_path / "again"):
        with pytest.raises(SystemExit) as left:
            run(["verify", str(folder), "--content-digest"])
        assert left.value.code == 0
        found.append(capsys.readouterr().out.split()[-1])
    say(here=found[0], elsewhere=found[1])
    assert len(found[0]) == 64
    assert found[0] == found[1]


def test_another_seed_makes_other_identifiers(demo_stages: dict[str, Path], tmp_path: Path) -> None:
    build(tmp_path / "same", until="people", said=quiet)
    build(tmp_path / "other", until="people", seed=8, said=quiet)
    assert digest(tmp_path / "same") == digest(demo_stages["people"])
    assert digest(tmp_path / "other") != digest(demo_stages["people"])


def _real_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = outside().clock
    monkeypatch.setattr(Days, "now", lambda _days: clock.now())


def _real_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = outside().ids
    monkeypatch.setattr(SeededIds, "new", lambda _ids: ids.new())


def _another_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field, "rows", lambda name: list(reversed(rows(name))))


@pytest.mark.parametrize("planted", [_real_clock, _real_chance, _another_order], ids=lambda one: one.__name__[1:])
def test_a_builder_of_real_time_chance_or_another_order_would_be_found(
    planted: Callable[[pytest.MonkeyPatch], None],
    monkeypatch: pytest.MonkeyPatch,
    demo_stages: dict[str, Path],
    tmp_path: Path,
) -> None:
    planted(monkeypatch)
    build(tmp_path / "planted", until="fieldwork", said=quiet)
    assert digest(tmp_path / "planted") != digest(demo_stages["fieldwork"])


@pytest.mark.parametrize("stage", ["people", "fieldwork", "codebook"])
def test_the_command_stops_after_the_stage_named(
    stage: str, demo_stages: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run(["demo", str(tmp_path / stage), "--until", stage, "--no-serve"])
    assert left.value.code == 0
    assert f"  {stage}: {IN_WORDS[stage]}\n" in capsys.readouterr().out
    assert digest(tmp_path / stage) == digest(demo_stages[stage])


def test_every_stage_is_told_in_words() -> None:
    assert list(IN_WORDS) == list(STAGES)


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_ends_in_a_study_to_work_on_from(stage: str, demo_stages: dict[str, Path], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(demo_stages[stage], tmp_path / stage))
    with anselm.open(folder) as study:
        study.study.write_memo(id="on", body="I go on from here.", kind="analytic")
        study.coding.add_code(id="mine", name="A code of my own")
        sources = study.corpus.sources()
        if sources:
            version_id = study.corpus.reading(source_id=sources[0].id).version_id
            study.coding.apply(id="first", version_id=version_id, start=0, end=12, code_id="mine")
            study.study.undo()
        study.study.undo()
    with open_study(folder, read_only=True) as workbench:
        found = workbench.verify()
    with anselm.open(folder) as study:
        codes, memos = {one.id for one in study.coding.codes()}, {one.id for one in study.study.memos()}
    say(stage=stage, n_events=found.n_events, n_sources=len(sources), n_codes=len(codes), n_memos=len(memos))
    assert found.intact
    assert "on" in memos
    assert "mine" not in codes


def test_a_stage_there_is_not_is_refused_with_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run(["demo", str(tmp_path / "none"), "--until", "theorise", "--no-serve"])
    said = capsys.readouterr().err
    assert left.value.code == 1
    assert "no stage theorise" in said
    assert ", ".join(STAGES) in said
    assert not (tmp_path / "none").exists()
    with pytest.raises(SystemExit) as left:
        run(["demo", str(tmp_path / "none"), "--until", "people", "--scale", "2", "--no-serve"])
    assert left.value.code == 1
    assert "whole study" in capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        run(["demo", str(tmp_path / "none"), "--scale", "0", "--no-serve"])
    assert left.value.code == 2
    assert not (tmp_path / "none").exists()


def test_ctrl_c_while_it_is_built_leaves_nothing(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "anselm", "demo", str(tmp_path / "half"), "--scale", "2", "--no-serve"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    while process.stdout.readline().strip() != f"sources: {IN_WORDS['sources']}":
        assert process.poll() is None
    assert (tmp_path / "half" / "study.db").is_file()
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert said.startswith("Stopped. Nothing was left")
    assert not list(tmp_path.iterdir())


def test_what_fails_half_way_is_taken_away_and_what_was_there_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fails(_hands: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setitem(STAGES, "fieldwork", ("2023-12-20", fails))
    (tmp_path / "empty").mkdir()
    with pytest.raises(RuntimeError, match="planted"):
        build(tmp_path / "empty", said=quiet)
    assert not list((tmp_path / "empty").iterdir())
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("Dear all")
    with pytest.raises(Exception, match="something in that place"):
        build(tmp_path / "full", said=quiet)
    assert [one.name for one in (tmp_path / "full").iterdir()] == ["letter.txt"]


def _marked(study: anselm.Study) -> list[tuple[str, int, int, str]]:
    """Source, place and words of every coding, in the open and in the round."""
    tables = [study.coding.codings_table(set=name) for name in ("working", "First independent reading")]
    return [(row.source, row.start, row.end, row.text) for table in tables for row in table]


def _counts(study: anselm.Study) -> dict[str, int]:
    return {
        "teams": len(study.fieldwork.cases()),
        "participants": len(study.fieldwork.participants()),
        "consents given": sum(one.n_given for one in study.fieldwork.consents().scopes),
        "encounters": len(study.fieldwork.encounters()),
        "sources": len(study.corpus.sources()),
        "codings": len(_marked(study)),
    }


def test_twice_over_everything_is_there_twice_and_what_was_planted_holds_in_the_first(
    demo_folder: Path, tmp_path: Path
) -> None:
    said: list[str] = []
    build(tmp_path / "twice", scale=2, said=said.append)
    with anselm.open(demo_folder, read_only=True) as once, anselm.open(tmp_path / "twice") as twice:
        one, two = _counts(once), _counts(twice)
        for name, n in one.items():
            say(what=name, once=n, twice=two[name])
        assert two == {name: 2 * n for name, n in one.items()}
        expected = {row["key"]: row["expected"] for row in tree("claims.yaml")["claims"]}
        for claim in twice.reporting.claims():
            planted = expected[claim.key]
            found = (claim.n_supports, claim.n_otherwise, claim.n_not_asked)
            say(claim=claim.key, found=found)
            assert found == (planted["supports"], planted["contradicts"], planted["not_asked"]), claim.key
        grown = twice.interpretation.saturation().units[:27]
        assert [one.n_new for one in grown] == [int(row["count"]) for row in rows("truth/new_codes.csv")]
        labels = [one.label for one in twice.fieldwork.participants()]
        assert len(set(labels)) == 54
        assert {"4B1", "13B1", "9C2", "18C2"} <= set(labels)
        # A copy's marks stand on the words that the first ones stand on, save the drug that was corrected in the first.
        words = Counter((name, text) for name, _, _, text in _marked(twice) if not name.startswith("INT05"))
        assert {(f"{name}-2", text): n for (name, text), n in words.items() if name.count("-") == 0} == {
            key: n for key, n in words.items() if key[0].endswith("-2")
        }
    assert said == [*STAGES, "copy 2 of 2"]
    with open_study(tmp_path / "twice", read_only=True) as workbench:
        assert workbench.verify().intact
