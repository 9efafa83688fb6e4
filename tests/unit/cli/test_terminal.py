from __future__ import annotations

import json

import pytest

from anselm.cli.commands import COMMANDS
from anselm.cli.doctor import examine
from anselm.cli.main import run


def ended(*words: str) -> int:
    """The exit code of a command line."""
    with pytest.raises(SystemExit) as left:
        run(words)
    return left.value.code if isinstance(left.value.code, int) else 0


@pytest.mark.parametrize("words", [(), ("nonesuch",), ("doctor", "--nonesuch"), ("--nonesuch",)])
def test_misuse_ends_two_and_speaks_on_stderr(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(*words) == 2
    printed = capsys.readouterr()
    assert printed.err
    assert not printed.out


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("--help") == 0
    printed = capsys.readouterr().out
    assert all(f"\n  {command.name} " in printed for command in COMMANDS)


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(name, "--help") == 0
    assert "Example" in capsys.readouterr().out


def test_doctor_prints_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("doctor", "--json") == 0
    subjects = [finding["subject"] for finding in json.loads(capsys.readouterr().out)["findings"]]
    assert subjects[:4] == ["anselm", "python", "sqlite", "platform"]


@pytest.mark.parametrize(
    ("python", "sqlite", "states"),
    [
        ((3, 11, 0), (3, 51, 3), ["ok", "ok"]),
        ((3, 11, 0), (3, 51, 2), ["ok", "warning"]),
        ((3, 11, 0), (3, 39, 9), ["ok", "fault"]),
        ((3, 10, 9), (3, 51, 3), ["fault", "ok"]),
    ],
)
def test_doctor_says_which_versions_get_in_the_way(
    python: tuple[int, ...], sqlite: tuple[int, ...], states: list[str]
) -> None:
    findings = {finding.subject: finding for finding in examine(python, sqlite)}
    assert [findings["python"].state, findings["sqlite"].state] == states
    assert all(finding.advice for finding in findings.values() if finding.state != "ok")
