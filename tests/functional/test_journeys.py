"""The two scripts of the guide run as they are printed: on real transcripts and on the demo study."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT
from tests.shared_data import shared_data

GUIDE = ROOT / "docs" / "guide"


def run(*words: str) -> str:
    """Run a script of the guide and return what it printed; it must end well."""
    environment = {**os.environ, "ANSELM": f"{sys.executable} -m anselm"}
    done = subprocess.run(words, capture_output=True, text=True, env=environment, timeout=300, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def real_files() -> list[str]:
    """Transcripts of four kinds from elsewhere."""
    return [
        *map(str, sorted(shared_data("real/transcripts_docx/sheffield").glob("*.docx"))),
        str(shared_data("real/qualcoder_examples/transcript.txt")),
        str(shared_data("real/talkpython/001_nicola_iarocci_talk_python_to_me.vtt")),
        str(shared_data("real/whisper_openai/meanwhile.json")),
        str(shared_data("real/vtt_edge/empty.vtt")),
    ]


def test_the_python_script_takes_real_transcripts_to_a_word_file_of_passages(tmp_path: Path) -> None:
    printed = run(sys.executable, str(GUIDE / "journey.py"), str(tmp_path), *real_files())
    assert "empty.vtt: refused. It is empty" in printed
    assert "undone after a restart: writing a memo" in printed
    assert (tmp_path / "extracts.docx").read_bytes()[:2] == b"PK"


def test_the_python_script_goes_the_whole_way_on_the_demo(tmp_path: Path) -> None:
    printed = run(sys.executable, str(GUIDE / "journey.py"), str(tmp_path))
    assert "in the way: Nobody feared losing their own craft." in printed
    assert "One team sat down over cases. 1 team, 8 not asked" in printed
    released = (tmp_path / "release.html").read_text(encoding="utf-8")
    assert "They get a week." in released
    assert (tmp_path / "release.pdf").read_bytes()[:4] == b"%PDF"


def test_the_terminal_script_takes_real_transcripts_to_a_word_file_of_passages(tmp_path: Path) -> None:
    printed = run("sh", str(GUIDE / "journey.sh"), str(tmp_path), *real_files())
    assert "History is intact" in printed
    assert (tmp_path / "extracts.docx").is_file()


def test_the_terminal_script_goes_the_whole_way_on_the_demo(tmp_path: Path) -> None:
    printed = run("sh", str(GUIDE / "journey.sh"), str(tmp_path))
    assert "Q1    9 of 9 teams" in printed
    assert "release 1, SHA-256" in printed
    assert "History is intact" in printed
