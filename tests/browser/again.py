"""A test of a screen that only ran out of time is tried once more, and the run says which and why.

A page is drawn by three processes on whatever the machine has left, so a wait can end too soon without anything being
wrong (ADR 35). What is wrong stays wrong: only what did not appear in time is tried again, a second time only, and
never a figure that differs, something seen that should not be, an error on the console or a breach of the policy.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
RAN_OUT = [
    "^TimeoutError: ",
    r"^AssertionError: Locator expected to be visible\b",
    # Expected to be, to have or to hold something, and it was not there at all; "not to" is never tried again.
    r"^AssertionError: Locator expected to (?s:.*)\nError: element\(s\) not found",
]


def may_be_tried_again(items: Iterable[pytest.Item], folder: Path = HERE) -> None:
    """Mark the tests below `folder`: after a wait that ran out they are run once more."""
    for item in items:
        if item.path.is_relative_to(folder):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=RAN_OUT))


def told(reports: Iterable[pytest.TestReport]) -> list[str]:
    """A line for each test that was tried again: its name and what ran out."""
    lines = []
    for report in reports:
        crash = getattr(report.longrepr, "reprcrash", None)
        cause = crash.message.splitlines()[0] if crash else "the wait ran out"
        lines.append(f"TRIED AGAIN {report.nodeid}: {cause}")
    return lines
