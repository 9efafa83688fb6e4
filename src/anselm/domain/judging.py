"""Rounds in which judges judge the same units apart, then reveal, settle and close. It knows no text.

A round goes judging → revealed → adjudicated → closed; a submission goes judging → submitted, and back only
before the round is revealed. What nobody may do is said here, on values, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from anselm.domain.errors import Refused

__all__ = [
    "AGAIN",
    "AS_AGREED",
    "FIRST_TIME",
    "Assignment",
    "Draw",
    "Judgement",
    "Outcome",
    "ProposalAnswer",
    "Round",
    "RoundKey",
    "RoundKind",
    "RoundState",
    "Ruling",
    "Settling",
    "Stratum",
    "Submission",
    "SubmissionState",
    "UnitKind",
    "adjudicated",
    "closed",
    "first_time",
    "judging_allowed",
    "may_see",
    "part_open",
    "revealed",
    "submitted",
    "taken_back",
]


# One reader's two readings in a round of one reader over time, as they are told apart; the first may be the agreed one.
FIRST_TIME, AGAIN, AS_AGREED = ", first time", ", again", ", as agreed"


class RoundKind(StrEnum):
    """What is judged."""

    SCREEN = "screen"
    EXTRACT = "extract"
    UNITISE = "unitise"
    CODE = "code"
    THEME = "theme"
    PLACE = "place"
    APPRAISE = "appraise"


class UnitKind(StrEnum):
    """What a unit of judgement is."""

    SEGMENT = "segment"
    SPAN = "span"
    SOURCE = "source"
    RECORD = "record"
    FIELD = "field"
    THEME = "theme"
    CODE = "code"
    ACCOUNT = "account"
    PRACTICE = "practice"
    RELATION = "relation"


class RoundState(StrEnum):
    """Where a round stands. The standing round `working` stays in judging and is never blind."""

    JUDGING = "judging"
    REVEALED = "revealed"
    ADJUDICATED = "adjudicated"
    CLOSED = "closed"

    @property
    def words(self) -> str:
        """As one says it of a round: it is still being read, opened, being settled, or closed."""
        return {"judging": "still being read", "revealed": "opened", "adjudicated": "being settled"}.get(self, "closed")


class Settling(StrEnum):
    """How it is declared that differences are settled: talked over, by one who did not read, or by most readers."""

    TOGETHER = "together"
    THIRD_READER = "third reader"
    MAJORITY = "majority"


@dataclass(frozen=True, slots=True)
class Stratum:
    """What could be drawn of one kind, and what was, by identifier."""

    name: str
    unit_ids: tuple[str, ...]
    drawn_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """How the units of a round were drawn and shared out, kept so that anyone can draw them again.

    `by` is what the strata are told apart by, in words ("team"; empty for one stratum), `share` what was drawn of each,
    rounded up, `k` how many judges each unit was given to (0: all of them).
    """

    by: str
    share: float
    seed: int
    k: int
    strata: tuple[Stratum, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """A round: `standing` for the one a study starts with. `tolerance` is in characters, for boundaries.

    `rule` is what applies to differences nobody discussed when the round closes, and is printed with its count.
    `unit_kind` is what is judged; where things are placed, `lens_id` is the version of the lens they are placed on.
    `repeats_id` names the round that its one judge judges again here, `repeat_days` or more after it; with
    `repeats_agreed` that is held against what was agreed there, for drift, and not against their own judgements.
    """

    id: str
    name: str
    kind: RoundKind
    unit_kind: UnitKind
    blind: bool
    state: RoundState = RoundState.JUDGING
    standing: bool = False
    judge_ids: tuple[str, ...] = ()
    settler_id: str | None = None
    codebook_version_id: str | None = None
    lens_id: str | None = None
    tolerance: int = 0
    rule: str = ""
    n_by_rule: int = 0
    training: bool = False
    draw: Draw | None = None
    settling: Settling = Settling.TOGETHER
    repeats_id: str | None = None
    repeat_days: int = 0
    repeats_agreed: bool = False
    created_at: str = ""
    revealed_at: str | None = None
    closed_at: str | None = None

    @property
    def reported(self) -> bool:
        """Whether its readings count in what the study reports of its coding.

        Those of training, second ones, units and placements on a lens do not.
        """
        apart = (RoundKind.UNITISE, RoundKind.PLACE)
        return not self.training and self.repeats_id is None and self.kind not in apart

    @property
    def before(self) -> str:
        """How the reading is called that a second one is held against."""
        return AS_AGREED if self.repeats_agreed else FIRST_TIME

    @property
    def unrevealed(self) -> bool:
        """Whether nobody may receive what depends on another's judgements."""
        return self.blind and self.state is RoundState.JUDGING


@dataclass(frozen=True, slots=True)
class Assignment:
    """That a judge judges a unit in a round. Not assigned is another fact than not coded."""

    id: str
    round_id: str
    judge_id: str
    unit_id: str


class SubmissionState(StrEnum):
    """Where one judge's part stands."""

    JUDGING = "judging"
    SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class Submission:
    """One judge's part of a round. `digest` is keyed by its identifier and speaks for all that was handed in.

    A part `taken_in` was made on another computer: here nobody sees it before the round is opened, its judge neither.
    """

    id: str
    round_id: str
    judge_id: str
    state: SubmissionState = SubmissionState.JUDGING
    digest: str = ""
    submitted_at: str | None = None
    n_taken_back: int = 0
    hours: float | None = None
    taken_in: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judge's value for one unit, for every kind of round but coding, which has rows of its own."""

    id: str
    round_id: str
    judge_id: str
    unit_kind: UnitKind
    unit_id: str
    value: str
    certainty: str = ""
    note: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class RoundKey:
    """What locks the readings of a round that come back from other computers, as hex. No answer ever shows it.

    Where the round was started both keys are there. Where it was brought in a package there is the public one,
    the `token` that says whose package it was, and the name of whom the reading goes back to.
    """

    id: str
    round_id: str
    public_key: str
    private_key: str = ""
    token: str = ""
    returns_to: str = ""

    @property
    def brought(self) -> bool:
        """Whether the round came here in a package."""
        return not self.private_key


class Outcome(StrEnum):
    """How a difference was settled; union and intersection are for boundaries, majority for all it can settle."""

    FIRST = "first"
    SECOND = "second"
    BOTH_CODES = "both codes"
    NEITHER = "neither"
    OTHER = "other"
    BOTH_STAND = "both stand"
    UNION = "union"
    INTERSECTION = "intersection"
    MAJORITY = "majority"


@dataclass(frozen=True, slots=True)
class Ruling:
    """How one difference, or a whole pattern of them, was settled, by whom and why.

    `difference_keys` name the places (stable for the same readings), `judgement_ids` the readings they stand
    on. `agreed` holds what is agreed there, as `version:start:end:code`; both stand keeps both readings.
    `tolerance`: boundaries of whatever code settled together, because their ends lie at most so many characters apart.
    """

    id: str
    round_id: str
    kind: str
    outcome: Outcome
    reason: str
    by_ids: tuple[str, ...]
    difference_keys: tuple[str, ...]
    judgement_ids: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    pattern: str = ""
    codebook_change: str = ""
    at: str = ""
    tolerance: int | None = None


@dataclass(frozen=True, slots=True)
class ProposalAnswer:
    """What the team answered to a change of the codebook that a round proposed.

    `about_id` is a ruling whose reason proposes it, or a code made in the round; `reason` says why, if not taken.
    """

    id: str
    round_id: str
    about_id: str
    taken: bool
    reason: str = ""
    by_id: str = ""
    at: str = ""


def judging_allowed(
    round_: Round, submission: Submission | None, judge_id: str, unit_id: str, assigned: Collection[str]
) -> None:
    """Whether this judge may judge this unit in this round now. Raises Refused saying why not.

    `assigned` are the units assigned to this judge; in the standing round everyone may judge everything.
    """
    if round_.standing:
        return
    part_open(round_, submission, judge_id)
    if unit_id not in assigned:
        raise Refused(f"This source is not assigned to you in the round {round_.name}.")


def part_open(round_: Round, submission: Submission | None, judge_id: str) -> None:
    """Whether this judge's part of a round can still change. Raises Refused saying why not."""
    if round_.state is not RoundState.JUDGING:
        raise Refused(
            f"The round {round_.name} is {round_.state.words}; readings in it can no longer change.",
            advice="Code in open coding, or settle the difference in Compare.",
        )
    if judge_id not in round_.judge_ids:
        raise Refused(f"You are not a reader in the round {round_.name}.", advice="Code in open coding.")
    if submission is not None and submission.state is SubmissionState.SUBMITTED:
        raise Refused(
            f"You have handed in your reading of the round {round_.name}.",
            advice="Take it back first if you need to change something; that stays visible.",
        )


def may_see(round_: Round, judge_id: str, viewer_id: str) -> bool:
    """Whether a viewer may receive a judgement that this judge made in this round."""
    return judge_id == viewer_id or not round_.unrevealed


def submitted(submission: Submission, round_: Round, digest: str, at: str) -> Submission:
    """The submission handed in. Raises Refused when the round is past it or it was handed in already."""
    if round_.standing:
        raise Refused("Open coding is never handed in.")
    if round_.state is not RoundState.JUDGING:
        raise Refused(f"The round {round_.name} is {round_.state.words}; nothing can be handed in any more.")
    if submission.state is SubmissionState.SUBMITTED:
        raise Refused(f"Your reading of the round {round_.name} is handed in already.")
    return replace(submission, state=SubmissionState.SUBMITTED, digest=digest, submitted_at=at)


def taken_back(submission: Submission, round_: Round) -> Submission:
    """The submission back with its judge, which stays visible for ever. Raises Refused after the reveal.

    One judge's second reading is not taken back: from the hand-in on the first one is in sight again.
    """
    if round_.repeats_id is not None:
        raise Refused(
            "A second reading is not taken back, as your first one is in your sight since you handed it in.",
            advice="Start another round of one reader over time, after as many days again.",
        )
    if round_.state is not RoundState.JUDGING:
        raise Refused(f"The round {round_.name} is {round_.state.words}; a reading cannot be taken back any more.")
    if submission.state is not SubmissionState.SUBMITTED:
        raise Refused("There is nothing to take back: this reading is not handed in.")
    return replace(
        submission,
        state=SubmissionState.JUDGING,
        digest="",
        submitted_at=None,
        n_taken_back=submission.n_taken_back + 1,
    )


def revealed(round_: Round, submissions: Sequence[Submission], at: str) -> Round:
    """The round opened to everyone. Raises Refused until every judge has handed in.

    One reader over time is compared and not settled, so that such a round is closed when it is opened.
    """
    if round_.standing:
        raise Refused("Open coding has nothing to reveal.")
    if round_.state is not RoundState.JUDGING:
        raise Refused(f"The round {round_.name} is revealed already.")
    done = {one.judge_id for one in submissions if one.state is SubmissionState.SUBMITTED}
    if set(round_.judge_ids) - done:
        raise Refused(
            f"Not every reader of the round {round_.name} has handed in.",
            advice="The readings can be opened when all are in.",
        )
    if round_.repeats_id is not None:
        return replace(round_, state=RoundState.CLOSED, revealed_at=at, closed_at=at)
    return replace(round_, state=RoundState.REVEALED, revealed_at=at)


def first_time(judge_id: str) -> str:
    """Who the first reading of a round of one reader over time is by."""
    return f"{judge_id}{FIRST_TIME}"


def adjudicated(round_: Round) -> Round:
    """The round with settling begun and its rulings on record. Raises Refused outside revealed."""
    if round_.state is not RoundState.REVEALED:
        raise Refused(
            f"The round {round_.name} is {round_.state.words}; differences are settled once its readings are opened."
        )
    return replace(round_, state=RoundState.ADJUDICATED)


def closed(round_: Round, n_open: int, rule: str, at: str) -> Round:
    """The round closed. Open differences need a declared rule, whose count is kept. Raises Refused."""
    if round_.state not in (RoundState.REVEALED, RoundState.ADJUDICATED):
        raise Refused(f"The round {round_.name} is {round_.state.words} and cannot be closed.")
    if n_open and not rule.strip():
        raise Refused(
            f"{n_open} {'difference is' if n_open == 1 else 'differences are'} not settled.",
            advice="Settle them, or state the rule that applies to those not discussed.",
        )
    return replace(round_, state=RoundState.CLOSED, rule=rule.strip() if n_open else "", n_by_rule=n_open, closed_at=at)
