"""The demo as a project file, taken into an empty study: the same texts, the same codes, the same codings by the same
people; and from the terminal."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from tests.formats.project_files import kitchen

import anselm
from anselm.cli.main import run
from anselm.domain.interchange import ReadProject
from anselm.formats.project import read_whole


def terminal(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        run(words)
    return int(left.value.code or 0)


def texts(study: Any) -> dict[str, str]:
    return {
        one.name: study.corpus.text(source_id=one.id).content.decode()
        for one in study.corpus.sources()
        if one.kind != "picture"
    }


def tree(study: Any) -> set[tuple[Any, ...]]:
    codes = {one.id: one for one in study.coding.codes()}
    return {
        (
            *(one.name, codes[one.parent_id].name if one.parent_id else "", one.definition.strip(), one.group),
            *(one.include.strip(), one.exclude.strip(), one.example.strip(), one.near_miss.strip(), one.family),
        )
        for one in codes.values()
    }


def test_the_demo_taken_into_an_empty_study_is_equal_in_texts_codes_and_codings(
    demo_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "harrowmere.qdpx"
    assert terminal("export", str(demo_folder), str(file)) == 0
    assert terminal("new", str(tmp_path / "empty"), "--title", "Empty", "--owner", "Robin Empty") == 0
    capsys.readouterr()
    assert terminal("import", str(tmp_path / "empty"), str(file), "--keep", "--json") == 0
    done = json.loads(capsys.readouterr().out)
    found = read_whole("a.qdpx", file.read_bytes())
    assert isinstance(found, ReadProject)
    codes = {one.guid: one.name for one in found.study.codes}
    users = {one.guid: one.name for one in found.study.users}
    wanted = {
        (source.name, one.start, one.end, codes[one.code], users[one.user])
        for source in found.study.sources
        for one in source.codings
    }
    assert len(wanted) > 400
    with anselm.open(demo_folder, read_only=True) as demo, anselm.open(tmp_path / "empty") as study:
        assert texts(study) == texts(demo)
        assert tree(study) == tree(demo)
        rows = study.coding.codings_table(set="working")
        assert {(one.source, one.start, one.end, one.code, one.coder) for one in rows} == wanted
        assert len(rows) == len(wanted)
        again = study.call_json("coding.bring_project", {"file": {"name": file.name, "data": file.read_bytes()}})
    assert not again["anything"]
    assert (again["n_codings"], again["n_codings_here"]) == (0, done["n_codings"])


def test_the_sound_of_the_demo_goes_out_and_comes_in_equal_with_its_stretches(
    demo_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy, file = copytree(demo_folder, tmp_path / "demo"), tmp_path / "harrowmere.qdpx"
    with anselm.open(copy) as demo:
        code = next(one.id for one in demo.coding.codes() if not one.group and not one.retired)
        for n, one in enumerate(demo.fieldwork.recordings()):
            stretch = {"start_ms": 1_000 + n, "end_ms": 61_000 + n}
            place = {"source_id": one.source_ids[0], "of_id": one.id, "stretch": stretch}
            demo.coding.apply_media(id=f"stretch-{n}", code_id=code, **place)
        wanted = heard(demo)
    assert len(wanted) == 3
    assert all(stretches for _, _, _, stretches in wanted)
    assert terminal("export", str(copy), str(file), "--sound") == 0
    assert "3 recordings" in capsys.readouterr().out
    assert terminal("new", str(tmp_path / "empty"), "--title", "Empty", "--owner", "Robin Empty") == 0
    assert terminal("import", str(tmp_path / "empty"), str(file), "--keep") == 0
    assert "Recordings: 3 new." in capsys.readouterr().out
    with anselm.open(tmp_path / "empty") as study:
        assert heard(study) == wanted


def heard(study: Any) -> list[tuple[str, int | None, str, list[tuple[int, int, str, str]]]]:
    """Each recording by its text: how long, its checksum, and its coded stretches."""
    names, codes = ({one.id: one.name for one in rows} for rows in (study.corpus.sources(), study.coding.codes()))
    return sorted(
        (
            names[one.source_ids[0]],
            one.duration_ms,
            sha256(study.fieldwork.sound(recording_id=one.id).content).hexdigest(),
            [
                (mark.stretch.start_ms, mark.stretch.end_ms, codes[mark.code_id], mark.coder)
                for mark in study.coding.media_marks(source_id=one.source_ids[0])
            ],
        )
        for one in study.fieldwork.recordings()
    )


def test_in_the_terminal_it_is_looked_at_first_and_comes_in_with_keep(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, folder = tmp_path / "kitchen.qdpx", tmp_path / "study"
    file.write_bytes(kitchen())
    assert terminal("new", str(folder), "--title", "T", "--owner", "Ada") == 0
    capsys.readouterr()
    assert terminal("import", str(folder), str(file)) == 0
    said = capsys.readouterr().out
    for words in (
        "the project “Kitchen talk”, written by Another program 9.",
        "Sources: 2 new.",
        "Codes: 3 new. Codings: 3 new.",
        "Kay Ash: 1 codings, kept as Kay Ash, a colleague without an account",
        "1 recording (Tour.mp4).",
        "Nothing is kept yet. Add --keep to bring it in.",
    ):
        assert words in said, said
    assert terminal("import", str(folder), str(file), "--keep", "--mine", "Kay Ash") == 0
    assert re.search(r"Kay Ash: .*kept as yours", capsys.readouterr().out)
    assert terminal("import", str(folder), str(file), "--keep", "--mine", "Kay Ash") == 0
    assert "All of it is here already; nothing was added." in capsys.readouterr().out
    file.write_bytes(kitchen()[:-50])
    assert terminal("import", str(folder), str(file)) == 1
    assert "cut short" in capsys.readouterr().err
    assert terminal("import", str(folder), str(file), str(file)) == 2
