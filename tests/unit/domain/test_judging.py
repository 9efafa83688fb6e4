"""The states of a round and of its submissions, walked through by chance beside a model of a few lines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from anselm.domain.errors import Refused
from anselm.domain.judging import (
    Round,
    RoundKind,
    RoundState,
    Submission,
    SubmissionState,
    UnitKind,
    adjudicated,
    closed,
    judging_allowed,
    may_see,
    part_open,
    revealed,
    submitted,
    taken_back,
)

JUDGES = ("kay", "lou", "mo")
ROUND = Round("r", "First", RoundKind.CODE, UnitKind.SPAN, blind=True, judge_ids=JUDGES)
STANDING = replace(ROUND, standing=True, blind=False, judge_ids=())


class Lifetime(RuleBasedStateMachine):
    """Whatever is tried in whatever order, a round opens once, when all are in, and nothing changes after that."""

    def __init__(self) -> None:
        super().__init__()
        self.round = ROUND
        self.parts = {judge: Submission(judge, "r", judge) for judge in JUDGES}
        self.handed_in: set[str] = set()
        self.taken = dict.fromkeys(JUDGES, 0)
        self.opened_with: dict[str, str] = {}

    @rule(judge=st.sampled_from(JUDGES), digest=st.text(min_size=1, max_size=3))
    def hand_in(self, judge: str, digest: str) -> None:
        allowed = self.round.state is RoundState.JUDGING and judge not in self.handed_in
        part = _tried(allowed, lambda: submitted(self.parts[judge], self.round, digest, "now"))
        if part is not None:
            self.parts[judge] = part
            self.handed_in.add(judge)

    @rule(judge=st.sampled_from(JUDGES))
    def take_back(self, judge: str) -> None:
        allowed = self.round.state is RoundState.JUDGING and judge in self.handed_in
        part = _tried(allowed, lambda: taken_back(self.parts[judge], self.round))
        if part is not None:
            self.parts[judge] = part
            self.handed_in.discard(judge)
            self.taken[judge] += 1

    @rule()
    def reveal(self) -> None:
        allowed = self.round.state is RoundState.JUDGING and self.handed_in == set(JUDGES)
        found = _tried(allowed, lambda: revealed(self.round, list(self.parts.values()), "now"))
        if found is not None:
            self.round = found
            self.opened_with = {judge: part.digest for judge, part in self.parts.items()}

    @rule()
    def settle(self) -> None:
        found = _tried(self.round.state is RoundState.REVEALED, lambda: adjudicated(self.round))
        self.round = found or self.round

    @rule(n_open=st.integers(0, 3), words=st.sampled_from(("", " ", "left out")))
    def close(self, n_open: int, words: str) -> None:
        settling = self.round.state in (RoundState.REVEALED, RoundState.ADJUDICATED)
        allowed = settling and (n_open == 0 or words.strip() != "")
        found = _tried(allowed, lambda: closed(self.round, n_open, words, "now"))
        if found is not None:
            assert (found.n_by_rule, bool(found.rule)) == (n_open, n_open > 0)
            self.round = found

    @invariant()
    def what_was_handed_in_stays_once_opened(self) -> None:
        if self.round.state is not RoundState.JUDGING:
            assert {judge: part.digest for judge, part in self.parts.items()} == self.opened_with
            assert all(part.state is SubmissionState.SUBMITTED for part in self.parts.values())

    @invariant()
    def what_was_taken_back_stays_counted(self) -> None:
        assert {judge: part.n_taken_back for judge, part in self.parts.items()} == self.taken

    @invariant()
    def a_part_is_open_exactly_while_its_judge_reads(self) -> None:
        for judge in JUDGES:
            reading = self.round.state is RoundState.JUDGING and judge not in self.handed_in
            _tried(reading, lambda judge=judge: part_open(self.round, self.parts[judge], judge) or True)

    @invariant()
    def only_its_maker_sees_a_judgement_before_the_reveal(self) -> None:
        for viewer in (*JUDGES, "chief"):
            for judge in JUDGES:
                hidden = self.round.state is RoundState.JUDGING and viewer != judge
                assert may_see(self.round, judge, viewer) is not hidden


def _tried(allowed, deed):  # type: ignore[no-untyped-def]
    """What a deed gives when the model allows it; it must be refused when not."""
    if allowed:
        return deed()
    with pytest.raises(Refused):
        deed()
    return None


TestLifetime = Lifetime.TestCase
TestLifetime.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def test_open_coding_is_never_handed_in_or_opened_and_is_everyones() -> None:
    with pytest.raises(Refused):
        submitted(Submission("s", "r", "kay"), STANDING, "d", "now")
    with pytest.raises(Refused):
        revealed(STANDING, [], "now")
    judging_allowed(STANDING, None, "anyone", "any source", ())
    assert may_see(STANDING, "kay", "lou")


@pytest.mark.parametrize(
    ("round_", "part", "judge", "why"),
    [
        (replace(ROUND, state=RoundState.REVEALED), None, "kay", "can no longer change"),
        (ROUND, None, "someone else", "not a reader"),
        (ROUND, Submission("s", "r", "kay", SubmissionState.SUBMITTED), "kay", "handed in"),
        (ROUND, Submission("s", "r", "kay"), "kay", "not assigned"),
    ],
)
def test_a_refusal_to_judge_says_why(round_: Round, part: Submission | None, judge: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        judging_allowed(round_, part, judge, "another source", {"a source"})


def test_a_round_that_is_not_blind_is_seen_while_it_is_read() -> None:
    open_round = replace(ROUND, blind=False)
    assert not open_round.unrevealed
    assert may_see(open_round, "kay", "lou")
