from __future__ import annotations

import pytest
from tests.browser import finding


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
