from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from tests.browser import finding, firefox


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_no_browser_is_a_fault_only_where_ci_is_true(
    ci: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: list[str] = []
    monkeypatch.setenv("CI", ci)
    monkeypatch.delenv(finding.VARIABLE, raising=False)
    monkeypatch.setattr(finding, "NAMES", ())
    monkeypatch.setattr(finding, "_of_playwright", lambda: None)
    monkeypatch.setattr(finding, "install_browser", lambda: tried.append("install"))
    monkeypatch.setattr(finding, "find_firefox", lambda: (Path("here"), ""))
    assert finding.main() == code
    assert tried == ["install"]
    assert "none found" in capsys.readouterr().out


def test_playwright_is_tried_before_the_package_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def refuse(*command: str, **environment: str) -> bool:
        tried.append(command[0])
        return command[0] == "apt-get"

    monkeypatch.setattr(finding, "_try", refuse)
    monkeypatch.setattr(finding.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(finding.shutil, "which", lambda name: name)
    finding.install_browser()
    assert [name.rpartition("/")[2][:6] for name in tried] == ["python", "apt-ge", "apt-ge"]


def test_the_named_browser_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(finding.VARIABLE, "chosen")
    assert str(finding.find_browser()) == "chosen"


def test_no_firefox_is_said_and_no_fault(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    tried: list[str] = []
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv(finding.VARIABLE, "chosen")
    monkeypatch.delenv(firefox.VARIABLE, raising=False)
    monkeypatch.setattr(firefox, "NAMES", ("no-such-firefox",))
    monkeypatch.setattr(finding, "install_package", tried.append)
    assert finding.main() == 0
    assert tried == ["firefox-esr"]
    told = capsys.readouterr().out
    assert "firefox: none found; set ANSELM_FIREFOX or install firefox-esr; its tests are skipped" in told


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("Mozilla Firefox 153.8.0esr", ""),
        ("Mozilla Firefox 128.3.1esr", "firefox: too old, 153 is needed: "),
        ("Command '/usr/bin/firefox' requires the firefox snap to be installed.", "firefox: none found"),
    ],
)
def test_a_firefox_is_taken_that_says_it_is_one_and_is_not_too_old(
    answer: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "firefox"
    program.write_text(f"#!/bin/sh\necho {shlex.quote(answer)}\n", encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setenv(firefox.VARIABLE, str(program))
    found, said = firefox.find_firefox()
    assert (found is None) == bool(why)
    assert said.startswith(why)
