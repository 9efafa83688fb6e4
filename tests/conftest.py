"""What every test may use, and the rule that nothing which could run is left out where CI=true."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable

import pytest
from tests.browser.again import may_be_tried_again, told
from tests.postgres import postgres_url as postgres_url
from tests.shared_data import shared_root

# Before they are imported: what is asserted there says what it saw, as it does in a test.
SPEAKING = ("browser.axe", "browser.desk", "asking", "printed", "worlds")
pytest.register_assert_rewrite(*(f"tests.{name}" for name in SPEAKING))

PARTS = ("browser:", "postgres:", "shared:")
LEFT_OUT = pytest.StashKey[list[str]]()
# Not everywhere can be had: left out is no fault, and is said.
NOT_HERE = "firefox:"


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT_OUT] = []
    config.pluginmanager.register(_Skips(config), "anselm-skips")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of screens come last: the browser's driver keeps a loop running in this thread until the session ends."""
    items.sort(key=lambda item: "tests/browser/" in item.path.as_posix())
    may_be_tried_again(items)


def must_run(reason: str) -> bool:
    """Whether a skip with this reason is a fault where CI=true; only shared files may be missing."""
    words = reason.removeprefix("Skipped: ")
    return words.startswith(PARTS) and (not words.startswith("shared:") or shared_root().is_dir())


def not_here(reports: Iterable[pytest.TestReport]) -> list[str]:
    """A line for each reason of a test left out because something cannot be had here, with how many there were."""
    reasons = [str(one.longrepr[2]).removeprefix("Skipped: ") for one in reports if isinstance(one.longrepr, tuple)]
    counted = Counter(reason for reason in reasons if reason.startswith(NOT_HERE))
    return [f"LEFT OUT {number} of {reason}" for reason, number in counted.items()]


class _Skips:
    """Collects skips and, where CI=true, fails the run for those that could have run."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.skipped and isinstance(report.longrepr, tuple) and must_run(str(report.longrepr[2])):
            self._config.stash[LEFT_OUT].append(f"{report.nodeid}: {report.longrepr[2]}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if os.environ.get("CI") == "true" and self._config.stash[LEFT_OUT] and session.exitstatus == 0:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for line in told(terminalreporter.stats.get("rerun", [])):
            terminalreporter.write_line(line)
        for line in not_here(terminalreporter.stats.get("skipped", [])):
            terminalreporter.write_line(line)
        left_out = self._config.stash[LEFT_OUT]
        if os.environ.get("CI") == "true" and left_out:
            terminalreporter.section("left out although it could run")
            for line in left_out:
                terminalreporter.write_line(line)
