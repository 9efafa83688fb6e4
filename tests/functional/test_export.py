"""The study goes to other programs as far as one may see it, and says what stays behind."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from tests.factories import Hand
from tests.printed import say
from tests.teams import Team

import anselm
from anselm.cli.main import run
from anselm.demo.build import build
from anselm.domain.interchange import ExchangedStudy
from anselm.formats.refi_in import read_project


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo study."""
    folder = tmp_path_factory.mktemp("export") / "harrowmere"
    build(folder, said=lambda stage: None)
    return folder


def exported(demo: Path, out: Path, capsys: pytest.CaptureFixture[str]) -> tuple[bytes, list[str]]:
    """The file `anselm export` writes, and the losses it prints."""
    with pytest.raises(SystemExit) as left:
        run(("export", str(demo), str(out), "--json"))
    assert left.value.code == 0
    return out.read_bytes(), json.loads(capsys.readouterr().out)["losses"]


def test_a_project_holds_every_coding_with_its_coder_and_text(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, losses = exported(demo, tmp_path / "a.qdpx", capsys)
    found = read_project("a.qdpx", content)
    assert isinstance(found, ExchangedStudy)
    with anselm.open(demo, read_only=True) as study:
        sets = ("working", *(one.id for one in study.judging.rounds() if not one.standing))
        rows = [row for one in sets for row in study.coding.codings_table(set=one)]
        texts = {one.name: study.corpus.text(source_id=one.id).content.decode() for one in study.corpus.sources()}
    codes = {one.guid: one.name for one in found.codes}
    users = {one.guid: one.name for one in found.users}
    assert {one.name: one.text for one in found.sources} == texts
    there = {
        one.guid: (users[one.user], source.name, source.text[one.start : one.end], codes[one.code])
        for source in found.sources
        for one in source.codings
    }
    assert {row.id for row in rows} == set(there)
    # The words of a coding are those of its turns; one that was followed into a corrected text has the new ones.
    assert all((row.coder, row.source, row.code) == (*there[row.id][:2], there[row.id][3]) for row in rows)
    followed = [row.id for row in rows if row.text.split()[0] not in there[row.id][2]]
    assert len(followed) <= 2
    assert any(line.startswith("270 consents: left out") for line in losses)
    assert exported(demo, tmp_path / "b.qdpx", capsys)[0] == content
    say(codings=len(there), bytes=len(content), losses=len(losses))


def test_who_interviewed_is_kept_and_nobody_is_named(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, _ = exported(demo, tmp_path / "a.qdpx", capsys)
    with ZipFile(BytesIO(content)) as packed:
        assert {name.partition("/")[0] for name in packed.namelist()} == {"project.qde", "sources", "anselm.json"}
        aside = json.loads(packed.read("anselm.json"))
        assert b"P01" not in packed.read("project.qde")
    turns = [turn for one in aside["turns"].values() for turn in one]
    assert {turn[4] for turn in turns} == {True, False}


def test_tables_hold_codings_and_codes_and_run_nothing(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, losses = exported(demo, tmp_path / "a.csv", capsys)
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(BytesIO(exported(demo, tmp_path / "a.xlsx", capsys)[0]))
    assert len(rows) == book["codings"].max_row - 1 > 400
    assert book["codes"].max_row - 1 == 34
    assert {cell.data_type for row in book["codings"].iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert "Texts and the codebook: left out." in losses


def test_a_codebook_goes_out_with_descriptions(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = read_project("a.qdc", exported(demo, tmp_path / "a.qdc", capsys)[0])
    assert isinstance(found, ExchangedStudy)
    assert len(found.codes) == 34
    assert sum("Include: " in one.description for one in found.codes) > 10


def test_a_blind_reading_of_another_is_in_no_file_until_it_is_opened(tmp_path: Path) -> None:
    team = Team(tmp_path / "team")
    team.start()
    team.code(team.kay, "hear them on the phone", "c1")
    team.code(team.lou, "talk in the kitchen", "c2")

    def coders(hand: Hand) -> list[str]:
        found = read_project("a.qdpx", hand.do("reporting.export", format="qdpx").content)
        assert isinstance(found, ExchangedStudy)
        names = {one.guid: one.name for one in found.users}
        return sorted(names[one.user] for source in found.sources for one in source.codings)

    assert (coders(team.kay), coders(team.lou), coders(team.ada)) == (["Kay Ash"], ["Lou Bay"], [])
    team.hand_in_and_open()
    assert coders(team.kay) == ["Kay Ash", "Lou Bay"]


def test_what_is_noted_at_a_coding_stays_and_that_is_said(tmp_path: Path) -> None:
    team = Team(tmp_path / "team")
    team.ada.do("coding.apply", id="k1", version_id=team.version_id, code_id="c1", start=4, end=8)

    def said(ending: str) -> list[str]:
        told: tuple[str, ...] = team.ada.do("reporting.losses", format=ending).losses
        return [one for one in told if "noted" in one]

    assert [said(one) for one in ("qdpx", "csv", "xlsx", "qdc")] == [[], [], [], []]
    team.ada.do("coding.note", id="k1", note="As she said before.", certainty="unsure")
    line = "What is noted at 1 coding of words, and how certain they are: left out."
    assert [said(one) for one in ("qdpx", "csv", "xlsx", "qdc")] == [[line], [line], [line], []]


def test_how_people_were_reached_leaves_in_no_file_and_a_field_note_does(tmp_path: Path) -> None:
    team = Team(tmp_path / "team")
    about = {"about_kind": "source", "about_id": team.source_id}
    team.ada.do("study.write_memo", id="m1", kind="contact", body="Rang at noon, asked for a letter.", **about)
    team.ada.do("study.write_memo", id="m2", kind="fieldnote", body="The kettle was on throughout.", **about)
    with ZipFile(BytesIO(team.ada.do("reporting.export", format="qdpx").content)) as packed:
        written = b"".join(packed.read(name) for name in packed.namelist())
    assert b"The kettle was on throughout." in written
    assert b"Rang at noon" not in written


def test_a_format_that_is_none_is_refused(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(("export", str(demo), "a.nvp"))
    assert left.value.code == 1
    assert "written as .qdpx, .qdc, .csv, .xlsx" in capsys.readouterr().err
