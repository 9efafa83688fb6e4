"""`anselm import` takes recordings beside their transcripts, whatever the order they are named in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests import sounds

from anselm.cli.main import run


def ran(*words: object) -> int:
    """The code a command ends with."""
    with pytest.raises(SystemExit) as ended:
        run([str(word) for word in words])
    return int(ended.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "INT01.txt").write_text("I1: What happened?\nP01: I heard it.\n")
    (tmp_path / "INT01.wav").write_bytes(sounds.wav(65))
    (tmp_path / "unknown.mp3").write_bytes(sounds.MP3)
    (tmp_path / "INT02.flac").write_bytes(b"no sound at all")
    assert ran("new", tmp_path / "study") == 0
    return tmp_path


def test_a_recording_goes_to_the_transcript_of_its_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert ran("import", folder / "study", folder / "INT01.wav", folder / "INT01.txt") == 0
    said = capsys.readouterr().out
    assert "INT01.wav: the recording of INT01, 1 min 05 s" in said
    assert "consent to sound is not recorded" in said


def test_one_that_is_nobodys_and_one_that_is_no_sound_are_refused_in_words(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [folder / name for name in ("INT01.txt", "unknown.mp3", "INT02.flac")]
    capsys.readouterr()
    assert ran("import", folder / "study", *files, "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert [one["file"] for one in answer["accepted"]] == ["INT01.txt"]
    reasons = {one["file"]: one["reason"] for one in answer["refused"]}
    assert "not known whose it is" in reasons["unknown.mp3"]
    assert "not a recording that can be played" in reasons["INT02.flac"]
    assert ran("import", folder / "study", files[1], "--of", "INT01", "--json") == 0
    (one,) = json.loads(capsys.readouterr().out)["accepted"]
    assert (one["name"], one["duration_ms"]) == ("INT01", None)
