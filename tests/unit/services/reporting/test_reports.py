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
