"""Documents of every kind by the terminal: in with `anselm import`, out with `anselm text`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.formats.hostile_documents import good_documents, turns_of

from anselm.cli.main import run
from anselm.formats.table import FORMATS


def done(*words: str) -> int:
    """Run one command line in this process; its exit code."""
    with pytest.raises(SystemExit) as left:
        run(words)
    return left.value.code if isinstance(left.value.code, int) else 0


def test_what_is_imported_comes_out_exactly(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    study, files = str(tmp_path / "study"), []
    for kind, data in good_documents().items():
        files.append(tmp_path / f"from-{kind}.{kind}")
        files[-1].write_bytes(data)
    assert done("new", study) == 0
    capfdbinary.readouterr()
    assert done("import", study, "--json", *map(str, files)) == 0
    accepted = json.loads(capfdbinary.readouterr().out)["accepted"]
    assert [one["file"] for one in accepted] == [path.name for path in files]
    for one in accepted:
        turns = turns_of(Path(one["file"]).suffix[1:])
        assert one["n_utterances"] == len(turns), one
        assert done("text", study, one["source_id"]) == 0
        assert capfdbinary.readouterr().out.decode() == "\n".join(turns), one["file"]


def test_the_help_names_every_ending_that_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert done("import", "--help") == 0
    said = capsys.readouterr().out
    assert not [ending for ending in FORMATS if f".{ending}" not in said]
