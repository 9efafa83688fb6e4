"""What a report is called, for whom it is, what it covers and whose words it prints can be changed and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.factories import Hand, owner, study


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    ada = owner(study(tmp_path))
    ada.do("reporting.add_report", id="w1", title="Wat teams learn", body="Words.\n", audience="the bored")
    return ada


def test_title_audience_and_scope_are_changed_stay_in_the_history_and_go_back_in_one_step(ada: Hand) -> None:
    before = ada.do("reporting.report", id="w1")
    changed = ada.do(
        "reporting.describe_report", id="w1", title=" What teams learn ", audience="the board", scope="Nine teams"
    )
    assert (changed.title, changed.audience, changed.scope) == ("What teams learn", "the board", "Nine teams")
    assert (changed.body, changed.quoting) == (before.body, "")
    # What changed besides the text stands in the history, as it was and as it became.
    ada.do("reporting.restore", id="w1", number=1)
    ada.do("study.undo")
    assert ada.do("reporting.report", id="w1") == changed
    ada.do("study.undo")
    assert ada.do("reporting.report", id="w1").title == "Wat teams learn"


def test_the_history_says_what_changed_besides_the_text(tmp_path: Path) -> None:
    from tests.factories import SteadyClock

    clock = SteadyClock()
    ada = owner(study(tmp_path, clock=clock))
    ada.do("reporting.add_report", id="w1", title="Wat teams learn", audience="the bored")
    clock.seconds += 700
    ada.do(
        "reporting.describe_report", id="w1", title="What teams learn", audience="", scope="Two teams", quoting="none"
    )
    newest, first = ada.do("reporting.history", id="w1")
    assert first.described == ()
    assert newest.described == (
        "Title: What teams learn (was: Wat teams learn)",
        "For: nothing said (was: the bored)",
        "Covers: Two teams (was: nothing said)",
        "Words it prints: nobody’s (was: as far as consent goes)",
    )


def test_nothing_changes_where_nothing_is_given_and_a_title_is_never_empty(ada: Hand) -> None:
    before = ada.do("reporting.report", id="w1")
    assert ada.do("reporting.describe_report", id="w1") == before
    assert ada.do("reporting.describe_report", id="w1", title="Wat teams learn") == before
    refused = ada.refused("reporting.describe_report", id="w1", title="   ")
    assert (refused.code, refused.message) == ("invalid", "A report needs a title.")
    assert ada.refused("reporting.describe_report", id="w1", quoting="some").code == "invalid"
    assert ada.refused("reporting.describe_report", id="gone", title="X").code == "not-found"
    assert ada.do("reporting.report", id="w1") == before


def test_the_files_print_the_title_of_the_report_and_what_was_released_keeps_its_own(ada: Hand) -> None:
    ada.do("reporting.release", id="l-1", report_id="w1", format="md", recipients=())
    issued = ada.do("reporting.release_file", id="l-1").content.decode()
    assert issued.startswith("# Wat teams learn\n")
    ada.do("reporting.describe_report", id="w1", title="What teams learn", audience="the board", scope="Nine teams")
    for kind, begins in (
        ("md", "# What teams learn\n"),
        ("html", "<title>What teams learn"),
        ("tex", "What teams learn"),
    ):
        made = ada.do("reporting.draft", id="w1", format=kind)
        printed = made.content.decode()
        assert begins in printed, kind
        assert "Wat teams learn" not in printed, kind
        # For whom it is and what it covers are for those who write it; they stand beside the text and in its history.
        assert not any(one in printed for one in ("the board", "Nine teams")), kind
        assert made.name.startswith("What teams learn"), kind
    assert ada.do("reporting.release_file", id="l-1").content.decode() == issued
