"""Checklists: an answer is given once and fills every item that asks for it; a gap is named and never filled."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from anselm.analysis.checklists import CHECKLISTS, KEYS, Answer, fill

STATES = st.sampled_from(["complete", "partial", "missing", "does not apply"])
ANSWERS = st.dictionaries(
    st.sampled_from(sorted(KEYS)), st.builds(Answer, st.sampled_from(["", "Told."]), STATES, st.just("/plan"))
)


def test_the_checklists_have_as_many_items_as_their_authors_gave_them_and_every_key_is_explained() -> None:
    assert [len(one.items) for one in CHECKLISTS.values()] == [32, 21]
    assert {key for one in CHECKLISTS.values() for item in one.items for key in item.keys} <= set(KEYS)
    for one in CHECKLISTS.values():
        assert [item.number for item in one.items] == list(range(1, len(one.items) + 1))


@given(ANSWERS)
def test_an_item_is_complete_exactly_when_all_it_asks_for_is(answers: dict[str, Answer]) -> None:
    for checklist in CHECKLISTS.values():
        for item, line in zip(checklist.items, fill(checklist, answers), strict=True):
            states = {answers.get(key, Answer()).state for key in item.keys} - {"does not apply"}
            assert (line.state == "does not apply") == (not states)
            assert (line.state == "complete") == (states == {"complete"})
            assert (line.state == "missing") == (states == {"missing"})
            assert set(line.open) == {
                key for key in item.keys if answers.get(key, Answer()).state in ("missing", "partial")
            }


def test_one_answer_fills_the_items_of_both_checklists_that_ask_for_it() -> None:
    told = {"sampling": Answer("For spread.", "complete")}
    coreq = next(one for one in fill(CHECKLISTS["coreq"], told) if one.text)
    srqr = next(one for one in fill(CHECKLISTS["srqr"], told) if one.text)
    assert (coreq.number, coreq.state) == (10, "complete")
    assert (srqr.number, srqr.state) == (8, "partial")
