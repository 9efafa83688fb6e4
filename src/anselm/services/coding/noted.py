"""Changes of the codebook that a round proposes: what settling said of codes, and codes made in it; and the answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Len

from anselm.analysis.agreed import key_of
from anselm.analysis.differences import Reading
from anselm.domain.coding import Code, CodebookVersion
from anselm.domain.errors import Invalid, Refused
from anselm.domain.judging import ProposalAnswer, Round, Ruling
from anselm.domain.study import Researcher, Right, Study
from anselm.services.coding.ground import Compared, compared, open_round, pattern_words
from anselm.services.judging.rounds import OneRound
from anselm.services.operations import reads, writes
from anselm.services.ports import Reads, Work

# What a reader goes by when giving a code.
WORDS = ("name", "definition", "include", "exclude", "example", "near_miss")
REPEATED = 3  # places of one code settled for one reason, from which on the codebook seems to lack it


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What was answered to a proposed change: taken up or not, why, by whom and when."""

    taken: bool
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class NotedOf:
    """The code asked about."""

    code_id: Annotated[str, Len(1, 64)]


@dataclass(frozen=True, slots=True)
class NotedView:
    """A reason for settling places of codes: noted for the codebook, or given again and again.

    `n` counts the places, and is absent in a reflexive study; `between` says which readings met. `about_id` is what an
    answer is given to.
    """

    about_id: str
    words: str
    noted: bool
    between: tuple[str, ...]
    code_ids: tuple[str, ...]
    n: int | None
    by: tuple[str, ...]
    round_id: str
    round_name: str
    at: str
    answer: AnswerView | None


@dataclass(frozen=True, slots=True)
class GivenBesideView:
    """What another reader gave where a proposed code was given, and in how many of its places."""

    code_id: str
    reader: str
    n: int | None


@dataclass(frozen=True, slots=True)
class ProposedCodeView:
    """A code that a reader made while reading apart. `beside` says what the others gave there, most often first."""

    about_id: str
    name: str
    definition: str
    by: str
    n: int | None
    beside: tuple[GivenBesideView, ...]
    in_use: bool
    answer: AnswerView | None


@dataclass(frozen=True, slots=True)
class ProposalsView:
    """What a round proposes to change in the codebook: changes of words, and codes."""

    changes: tuple[NotedView, ...]
    codes: tuple[ProposedCodeView, ...]
    n_open: int


@reads("/codes/noted")
def noted(reads: Reads, request: NotedOf) -> tuple[NotedView, ...]:
    """Give what was noted about a code while settling, and reasons given for three places or more, newest first.

    Only of rounds whose readings are opened.
    """
    code = reads.get(Code, request.code_id)
    found = [one for round_ in reads.find(Round) for one in _of_round(reads, round_, code.id)]
    return tuple(sorted(found, key=lambda one: (one.at, one.words), reverse=True))


@reads("/rounds/proposals")
def proposals(reads: Reads, request: OneRound) -> ProposalsView:
    """Give every change of the codebook that a round proposes, those not answered first."""
    round_ = open_round(reads, request.id)
    ground = compared(reads, round_)
    changes = tuple(
        sorted(_changes(reads, round_, ground), key=lambda one: (one.answer is not None, one.at, one.words))
    )
    codes = tuple(sorted(_codes(reads, round_, ground), key=lambda one: (one.answer is not None, one.name)))
    n_open = sum(one.answer is None for one in changes) + sum(one.answer is None and one.in_use for one in codes)
    return ProposalsView(changes, codes, n_open)


@dataclass(frozen=True, slots=True)
class AnswerProposal:
    """What is answered: `taken`, or not and why."""

    id: Annotated[str, Len(1, 64)]
    round_id: Annotated[str, Len(1, 64)]
    about_id: Annotated[str, Len(1, 64)]
    taken: bool
    reason: Annotated[str, Len(0, 2000)] = ""


@writes("/rounds/answer-proposal", right=Right.CODE, label="answering a proposed change")
def answer_proposal(work: Work, request: AnswerProposal) -> AnswerView:
    """Say whether a change that a round proposed is taken into the codebook. A later answer replaces an earlier one.

    The codebook itself is changed where its words are; this keeps that the proposal was looked at, and why not.
    """
    round_ = open_round(work, request.round_id)
    found = proposals(work, OneRound(round_.id))
    if request.about_id not in {*(one.about_id for one in found.changes), *(one.about_id for one in found.codes)}:
        raise Refused(
            "What was proposed is no longer there as it was shown.", advice="Look at the round again; nothing was kept."
        )
    change = next((one for one in found.changes if one.about_id == request.about_id), None)
    if request.taken and change is not None and _as_it_was(work, round_, change.code_ids):
        raise Refused(
            "The words are as they were when the round was read, so nothing was kept.",
            place="taken",
            advice="Open the code and change its definition or when to give it; then answer here. Or say why not.",
        )
    if not request.taken and not request.reason.strip():
        raise Invalid("Say why it is not taken up, so that nobody proposes it again.", place="reason")
    one = ProposalAnswer(
        request.id, round_.id, request.about_id, request.taken, request.reason.strip(), work.by, work.now
    )
    there = work.maybe(ProposalAnswer, one.id)
    if there is None:
        for old in _answers(work, round_.id):
            if old.about_id == request.about_id:
                work.remove(old)
        work.add(one)
    return _answer_view(work, there or one)


def _as_it_was(reads: Reads, round_: Round, code_ids: Sequence[str]) -> bool:
    """Whether none of these codes says anything else than in the codebook the round was read with."""
    book = reads.maybe(CodebookVersion, round_.codebook_version_id or "")
    if book is None:
        return False
    now = {one.id: one for one in reads.find(Code, id=list(code_ids)) if one.retired_at is None}
    then = [one for one in book.entries if one.code_id in code_ids]
    return bool(then) and all(
        (code := now.get(one.code_id)) is not None
        and all(getattr(code, field) == getattr(one, field) for field in WORDS)
        for one in then
    )


def _of_round(reads: Reads, round_: Round, code_id: str) -> Iterator[NotedView]:
    if not any(one.reason or one.codebook_change for one in reads.find(Ruling, round_id=round_.id)):
        return iter(())
    try:
        open_round(reads, round_.id)
    except Refused:
        return iter(())
    return _changes(reads, round_, compared(reads, round_), code_id)


def _changes(reads: Reads, round_: Round, ground: Compared, code_id: str = "") -> Iterator[NotedView]:
    """The changes proposed; with a code those of the places it is about, and only these counted."""
    codes = {one.id: one for one in reads.find(Code)}
    between = {key_of(one): pattern_words(one.kind, one.pattern, codes) for one in ground.differences}
    about = {key_of(one): {side.code for side in one.sides} for one in ground.differences}
    reasons: dict[str, list[tuple[Ruling, list[str]]]] = defaultdict(list)
    for ruling in reads.find(Ruling, round_id=round_.id):
        keys = [key for key in ruling.difference_keys if key in between]
        words = ruling.codebook_change or ruling.reason
        if keys and words:
            reasons[" ".join(words.split()).casefold()].append((ruling, keys))
    answers = _answers(reads, round_.id)
    for every in reasons.values():
        given = every if not code_id else _about(every, {code_id}, about)
        if not any(ruling.codebook_change for ruling, _ in given):
            given = _about(given, _repeated(given, about), about)
        if given:
            yield _view(reads, round_, given, between, about, next(_answered(every, answers), None))


def _repeated(given: Sequence[tuple[Ruling, list[str]]], about: dict[str, set[str]]) -> set[str]:
    """The codes for so many of whose places a reason was given. Once each of many codes it is a habit, not a gap."""
    counts = Counter(code for _, keys in given for key in keys for code in about[key])
    return {code for code, n in counts.items() if n >= REPEATED}


def _about(
    given: Sequence[tuple[Ruling, list[str]]], code_ids: set[str], about: dict[str, set[str]]
) -> list[tuple[Ruling, list[str]]]:
    found = ((ruling, [key for key in keys if code_ids & about[key]]) for ruling, keys in given)
    return [(ruling, keys) for ruling, keys in found if keys]


def _answered(every: Sequence[tuple[Ruling, list[str]]], answers: Sequence[ProposalAnswer]) -> Iterator[ProposalAnswer]:
    rulings = {ruling.id for ruling, _ in every}
    return (one for one in answers if one.about_id in rulings)


def _view(
    reads: Reads,
    round_: Round,
    given: Sequence[tuple[Ruling, list[str]]],
    between: dict[str, str],
    about: dict[str, set[str]],
    answer: ProposalAnswer | None,
) -> NotedView:
    names = {one.id: one.name for one in reads.find(Researcher)}
    first = given[0][0]
    return NotedView(
        first.id if answer is None else answer.about_id,
        first.codebook_change or first.reason,
        any(ruling.codebook_change for ruling, _ in given),
        tuple(dict.fromkeys(between[key] for _, keys in given for key in keys)),
        tuple(sorted({code for _, keys in given for key in keys for code in about[key]})),
        None if _quiet(reads) else sum(len(keys) for _, keys in given),
        tuple(dict.fromkeys(names.get(by, "") for ruling, _ in given for by in ruling.by_ids)),
        round_.id,
        round_.name,
        max(ruling.at for ruling, _ in given),
        None if answer is None else _answer_view(reads, answer),
    )


def _codes(reads: Reads, round_: Round, ground: Compared) -> Iterator[ProposedCodeView]:
    names = {one.id: one.name for one in reads.find(Researcher)}
    answers = {one.about_id: one for one in _answers(reads, round_.id)}
    by_code: dict[str, list[Reading]] = defaultdict(list)
    for reading in ground.readings:
        by_code[reading.code].append(reading)
    quiet = _quiet(reads)
    for code in reads.find(Code, proposed_in=round_.id):
        mine = by_code.get(code.id, [])
        answer = answers.get(code.id)
        yield ProposedCodeView(
            code.id,
            code.name,
            code.definition,
            names.get(code.author_id, ""),
            None if quiet else len(mine),
            _beside(code, mine, ground.readings, names, quiet=quiet),
            code.retired_at is None,
            None if answer is None else _answer_view(reads, answer),
        )


def _beside(
    code: Code, mine: Sequence[Reading], everyone: Sequence[Reading], names: dict[str, str], *, quiet: bool
) -> tuple[GivenBesideView, ...]:
    """What other readers gave where this code was given: counted once for each of its places."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for place in mine:
        there = {
            (other.code, other.coder)
            for other in everyone
            if other.coder != place.coder
            and other.document == place.document
            and other.start < place.end
            and place.start < other.end
        }
        for pair in there:
            counts[pair] += 1
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(
        GivenBesideView(other, names.get(reader, ""), None if quiet else n)
        for (other, reader), n in ranked
        if other != code.id
    )


def _answers(reads: Reads, round_id: str) -> tuple[ProposalAnswer, ...]:
    return tuple(reads.find(ProposalAnswer, round_id=round_id))


def _answer_view(reads: Reads, one: ProposalAnswer) -> AnswerView:
    person = reads.maybe(Researcher, one.by_id)
    return AnswerView(one.taken, one.reason, person.name if person else "", one.at)


def _quiet(reads: Reads) -> bool:
    """Whether nothing is counted, as in a reflexive study."""
    return reads.get(Study, reads.viewer.study_id).reflexive
