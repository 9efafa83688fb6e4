"""The history of a report: who wrote when, what changed, and an earlier text put back."""

from __future__ import annotations

from pathlib import Path

from tests.factories import SteadyClock, colleague, owner, study

FIRST = "One.\n\nTwo three four.\n"
SECOND = "One.\n\nTwo five.\n\nSix.\n"


def test_every_stretch_of_writing_says_who_wrote_what_and_an_earlier_text_is_put_back_and_taken_back(
    tmp_path: Path,
) -> None:
    clock = SteadyClock()
    ada = owner(study(tmp_path, clock=clock))
    bo = colleague(ada.workbench, "Bo", "coder")
    ada.do("reporting.add_report", id="w1", title="Findings")
    for body in ("One.\n", FIRST):
        ada.do("reporting.write_report", id="w1", body=body)
    bo.do("reporting.write_report", id="w1", body=SECOND)
    clock.seconds += 601
    bo.do("reporting.write_report", id="w1", body="Bare.\n")

    found = bo.do("reporting.history", id="w1")
    assert [(one.by, one.n_words, one.n_added, one.n_taken) for one in found] == [
        ("Bo", 1, 1, 4),
        ("Bo", 4, 2, 2),
        ("Ada", 4, 4, 0),
    ]
    # Ada's stretch is one though it was kept three times; its last text is shown against the text as it is now.
    shown = bo.do("reporting.version", id="w1", number=found[2].number)
    assert (shown.by, shown.same) == ("Ada", False)
    assert "".join(one.text for one in shown.parts if one.kind != "added") == FIRST
    assert [one.text for one in shown.parts if one.kind == "added"] == ["Bare.\n"]

    bo.do("reporting.restore", id="w1", number=found[1].number)
    assert ada.do("reporting.report", id="w1").body == SECOND
    # What stood there until then is in the history, and the step goes back like any other.
    bo.do("study.undo")
    assert ada.do("reporting.report", id="w1").body == "Bare.\n"
    assert any(one.n_words == 1 for one in ada.do("reporting.history", id="w1"))
    # Putting back what stands there changes nothing.
    newest = ada.do("reporting.history", id="w1")[0].number
    before = ada.do("reporting.report", id="w1")
    assert ada.do("reporting.restore", id="w1", number=newest) == before
    assert ada.refused("reporting.version", id="w1", number=99).code == "not-found"
    assert ada.refused("reporting.history", id="gone").code == "not-found"


def test_two_who_write_at_once_each_keep_what_they_wrote(tmp_path: Path) -> None:
    ada = owner(study(tmp_path))
    bo = colleague(ada.workbench, "Bo", "coder")
    begun = "One.\n\nTwo.\n\nThree."
    ada.do("reporting.add_report", id="w1", title="Findings", body=begun)
    ada.do("reporting.write_report", id="w1", body="One, by Ada.\n\nTwo.\n\nThree.", was=begun)
    bo.do("reporting.write_report", id="w1", body="One.\n\nTwo.\n\nThree, by Bo.", was=begun)
    assert ada.do("reporting.report", id="w1").body == "One, by Ada.\n\nTwo.\n\nThree, by Bo."
    bo.do("study.undo")
    assert ada.do("reporting.report", id="w1").body == "One, by Ada.\n\nTwo.\n\nThree."
    # Without the text it was begun from, what is sent is the text.
    bo.do("reporting.write_report", id="w1", body="Only this.")
    assert ada.do("reporting.report", id="w1").body == "Only this."
