"""Rounds: what is told of them, handing in, and opening the readings to everyone."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Len

from anselm.domain.coding import Code, CodebookVersion, Coding, next_key, tree_order
from anselm.domain.errors import Refused
from anselm.domain.judging import (
    AGAIN,
    Assignment,
    Judgement,
    Round,
    RoundKey,
    RoundKind,
    RoundState,
    Settling,
    Submission,
    SubmissionState,
    UnitKind,
    first_time,
    revealed,
    submitted,
    taken_back,
)
from anselm.domain.study import Researcher, Right, Role, initials
from anselm.services.judging.again import AgainView, again_view
from anselm.services.judging.drawing import DrawView, draw_view
from anselm.services.operations import Nothing, reads, writes
from anselm.services.ports import Reads, Work

__all__ = ["HandedIn", "OneRound", "RoundView", "digest_of", "round_view"]


@dataclass(frozen=True, slots=True)
class ReaderView:
    """A reader of a round. Whether they have handed in is unknown (None) to a reader who has not. `away`: their reading
    was made on another computer, known once the round is closed."""

    id: str
    name: str
    initials: str
    key: str
    n_sources: int
    handed_in: bool | None
    n_taken_back: int | None
    mine: bool
    away: bool


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as the viewer may know it. `source_ids` are those assigned to anyone, `my_source_ids` to the viewer.

    Where things are placed on a lens no source is assigned: a reader's `n_sources` then counts things of `unit_kind`.
    `my_marked_ids` are those of the viewer's in which they have marked something. `returns_to` is set where the
    round came here in a package: whom its reading goes back to.
    """

    id: str
    name: str
    kind: RoundKind
    unit_kind: UnitKind
    lens_id: str | None
    blind: bool
    standing: bool
    state: RoundState
    readers: tuple[ReaderView, ...]
    settler_id: str | None
    settler: str
    settling: Settling
    codebook_version_id: str | None
    codebook_number: int | None
    source_ids: tuple[str, ...]
    my_source_ids: tuple[str, ...]
    my_marked_ids: tuple[str, ...]
    i_read: bool
    i_have_handed_in: bool
    tolerance: int
    rule: str
    n_by_rule: int
    training: bool
    drawn: DrawView | None
    again: AgainView | None
    returns_to: str | None
    created_at: str
    revealed_at: str | None
    closed_at: str | None


@reads("/rounds")
def rounds(reads: Reads, request: Nothing) -> tuple[RoundView, ...]:
    """List the rounds, open coding first."""
    return _views(reads, reads.find(Round))


@dataclass(frozen=True, slots=True)
class OneRound:
    """A round by identifier."""

    id: Annotated[str, Len(1, 64)]


@reads("/round")
def round(reads: Reads, request: OneRound) -> RoundView:  # noqa: A001 - the operation is called what it shows
    """Show a round."""
    return round_view(reads, reads.get(Round, request.id))


def round_view(reads: Reads, one: Round) -> RoundView:
    """A round as the viewer may know it."""
    return _views(reads, [one])[0]


def _views(reads: Reads, rounds: Sequence[Round]) -> tuple[RoundView, ...]:
    """Rounds in a handful of statements, however many there are."""
    ids = [one.id for one in rounds]
    people = {person.id: person for person in reads.find(Researcher)}
    books = {book.id: book.number for book in reads.find(CodebookVersion)}
    submissions: dict[str, dict[str, Submission]] = {}
    for sub in reads.find(Submission, round_id=ids):
        submissions.setdefault(sub.round_id, {})[sub.judge_id] = sub
    assigned: dict[str, dict[str, list[str]]] = {}
    for assignment in reads.find(Assignment, round_id=ids):
        assigned.setdefault(assignment.round_id, {}).setdefault(assignment.judge_id, []).append(assignment.unit_id)
    me = reads.viewer.researcher_id
    mine = [one.id for one in rounds if me in one.judge_ids]
    marked: dict[str, set[str]] = {}
    for coding in reads.find(Coding, round_id=mine, coder_id=me) if mine else ():
        marked.setdefault(coding.round_id, set()).add(coding.source_id)
    # A key is nobody's to see; that a round came in a package, and from whom, its reader knows.
    brought = {key.round_id: key.returns_to for key in reads.unblinded().find(RoundKey, round_id=ids) if key.brought}
    return tuple(
        replace(
            _view(one, people, books, submissions.get(one.id, {}), assigned.get(one.id, {}), me),
            my_marked_ids=tuple(source for source in assigned.get(one.id, {}).get(me, ()) if source in marked[one.id])
            if one.id in marked
            else (),
            returns_to=brought.get(one.id),
            again=again_view(reads, one),
            drawn=None if one.draw is None else draw_view(one.draw, assigned.get(one.id, {}), people),
        )
        for one in rounds
    )


def _view(
    one: Round,
    people: Mapping[str, Researcher],
    books: Mapping[str, int],
    submissions: dict[str, Submission],
    assigned: dict[str, list[str]],
    me: str,
) -> RoundView:
    settler = people.get(one.settler_id or "")
    sources = {} if one.kind is RoundKind.PLACE else assigned
    mine = submissions.get(me)
    return RoundView(
        one.id,
        "Open coding" if one.standing else one.name,
        one.kind,
        one.unit_kind,
        one.lens_id,
        one.blind,
        one.standing,
        one.state,
        _readers(one, people, submissions, assigned, me),
        one.settler_id,
        settler.name if settler else "",
        one.settling,
        one.codebook_version_id,
        books.get(one.codebook_version_id or "") or None,
        tuple(dict.fromkeys(unit for units in sources.values() for unit in units)),
        tuple(sources.get(me, ())),
        (),
        me in one.judge_ids,
        mine is not None and mine.state is SubmissionState.SUBMITTED,
        one.tolerance,
        one.rule,
        one.n_by_rule,
        one.training,
        None,
        None,
        None,
        one.created_at,
        one.revealed_at,
        one.closed_at,
    )


def _readers(
    one: Round,
    people: Mapping[str, Researcher],
    submissions: dict[str, Submission],
    assigned: dict[str, list[str]],
    me: str,
) -> tuple[ReaderView, ...]:
    """The readers of a round; one reader over time is two once the readings are opened, as they are compared."""
    closed = one.state is RoundState.CLOSED
    found = tuple(
        _reader(people.get(judge), judge, submissions, assigned, me, closed=closed) for judge in one.judge_ids
    )
    if one.repeats_id is None or one.unrevealed:
        return found
    return tuple(
        replace(reader, id=identifier, name=(named := f"{reader.name}{time}"), initials=initials(named))
        for reader in found
        for identifier, time in ((first_time(reader.id), one.before), (reader.id, AGAIN))
    )


def _reader(
    person: Researcher | None,
    judge: str,
    submissions: dict[str, Submission],
    assigned: dict[str, list[str]],
    me: str,
    *,
    closed: bool,
) -> ReaderView:
    name = person.name if person else ""
    held = submissions.get(judge)
    return ReaderView(
        judge,
        name,
        initials(name),
        person.key if person else "",
        len(assigned.get(judge, ())),
        None if held is None else held.state is SubmissionState.SUBMITTED,
        None if held is None else held.n_taken_back,
        judge == me,
        closed and held is not None and held.taken_in,
    )


def _mine(work: Work, round_: Round) -> Submission:
    """The viewer's own part. Raises Refused when they are no reader of the round."""
    found = work.find(Submission, round_id=round_.id, judge_id=work.by)
    if not found:
        raise Refused(f"You are not a reader in the round {round_.name}.")
    return found[0]


@dataclass(frozen=True, slots=True)
class HandIn:
    """A round to hand one's reading of in; `hours` spent on it, if known."""

    id: Annotated[str, Len(1, 64)]
    hours: Annotated[float, Ge(0)] | None = None


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One's own part of a round: its digest is kept and printed with the round."""

    round_id: str
    state: SubmissionState
    digest: str
    n_judgements: int
    submitted_at: str | None
    n_taken_back: int


@writes("/rounds/submit", right=Right.OWN, label="handing in a reading", undoable=False)
def submit(work: Work, request: HandIn) -> HandedIn:
    """Hand in one's reading. Nobody sees it until the round is opened; its digest proves it stayed as it was."""
    round_ = work.get(Round, request.id)
    mine = _mine(work, round_)
    codings = work.find(Coding, round_id=round_.id, coder_id=work.by)
    judgements = work.find(Judgement, round_id=round_.id, judge_id=work.by)
    proposed = work.find(Code, proposed_in=round_.id, author_id=work.by)
    digest = digest_of(mine.id, codings, judgements, proposed)
    done = replace(submitted(mine, round_, digest, work.now), hours=request.hours)
    work.replace(done)
    n = len(codings) + len(judgements)
    return HandedIn(round_.id, done.state, digest, n, done.submitted_at, done.n_taken_back)


def digest_of(
    part_id: str, codings: Sequence[Coding], judgements: Sequence[Judgement], proposed: Sequence[Code] = ()
) -> str:
    """A digest of all one's judgements in a round and the codes proposed for them, whatever their order.

    The part's identifier, which no answer shows, keeps it from saying anything to whoever hears it: not even that
    there is nothing in the reading.
    """
    lines: list[tuple[object, ...]] = [
        ("coding", one.id, one.version_id, one.start, one.end, one.code_id, one.certainty, one.note) for one in codings
    ]
    lines += [
        ("judgement", one.id, one.unit_kind.value, one.unit_id, one.value, one.certainty, one.note)
        for one in judgements
    ]
    lines += [
        ("code", one.id, one.name, one.definition, one.include, one.exclude, one.example, one.near_miss, one.parent_id)
        for one in proposed
    ]
    said = "\n".join(sorted(json.dumps(line) for line in lines))
    return hmac.new(part_id.encode(), said.encode(), hashlib.sha256).hexdigest()


@reads("/rounds/my-part")
def my_part(reads: Reads, request: OneRound) -> HandedIn:
    """Show one's own part of a round: whether it is handed in, and the digest it was handed in with."""
    round_ = reads.get(Round, request.id)
    me = reads.viewer.researcher_id
    found = reads.find(Submission, round_id=round_.id, judge_id=me)
    if not found:
        raise Refused(f"You are not a reader in the round {round_.name}.")
    n = reads.count(Coding, round_id=round_.id, coder_id=me) + reads.count(Judgement, round_id=round_.id, judge_id=me)
    mine = found[0]
    return HandedIn(round_.id, mine.state, mine.digest, n, mine.submitted_at, mine.n_taken_back)


@writes("/rounds/take-back", right=Right.OWN, label="taking a reading back", undoable=False)
def take_back(work: Work, request: OneRound) -> HandedIn:
    """Take one's reading back to change it, before the round is opened. That it was taken back stays visible."""
    round_ = work.get(Round, request.id)
    mine = _mine(work, round_)
    if mine.taken_in:
        raise Refused(
            "This reading was made on another computer and is locked here until the readings are opened.",
            advice="Take it back there and write the file anew; here it then takes the place of the first.",
        )
    back = taken_back(mine, round_)
    work.replace(back)
    return HandedIn(round_.id, back.state, "", 0, None, back.n_taken_back)


@writes("/rounds/reveal", right=Right.OWN, label="opening the readings", undoable=False)
def reveal(work: Work, request: OneRound) -> RoundView:
    """Open the readings of a round to everyone, once all are handed in. This cannot be undone."""
    round_ = work.get(Round, request.id)
    _may_open(work, round_)
    _opened_here(work, round_)
    # The study itself looks whether all are in: a reader who may ask has handed in and changes nothing any more.
    every = work.unblinded().find(Submission, round_id=round_.id)
    opened = revealed(round_, every, work.now)
    work.replace(opened)
    _tell_keys_apart(work, opened)
    return round_view(work, opened)


def _tell_keys_apart(work: Work, opened: Round) -> None:
    """Proposals made apart from each other may have one key; each keeps its own or takes the next that is free."""
    hidden = {one.id for one in work.find(Round, blind=True) if one.unrevealed}
    known = [one for one in work.find(Code) if one.proposed_in not in hidden]
    taken = {one.key for one in known if one.proposed_in != opened.id}
    by_id = {one.id: one for one in known}
    for one in tree_order(known):
        if one.proposed_in != opened.id or not one.key:
            continue
        if one.key in taken:
            parent = by_id.get(one.parent_id or "")
            by_id[one.id] = replace(one, key=next_key(parent, taken, group=one.group))
            work.replace(by_id[one.id])
        taken.add(by_id[one.id].key)


def _opened_here(work: Work, round_: Round) -> None:
    # A key is nobody's to see; only whether the round came in a package is told, which its reader knows.
    for key in work.unblinded().find(RoundKey, round_id=round_.id):
        if key.brought:
            raise Refused(
                "The readings are opened in the study this round came from.",
                advice=f"Write the file with your reading and send it back to {key.returns_to or 'whoever settles'}.",
            )


def _may_open(work: Work, round_: Round) -> None:
    """Whoever settles, leads or owns may open; a reader only after handing in, whatever the others did."""
    if work.by in round_.judge_ids and _mine(work, round_).state is not SubmissionState.SUBMITTED:
        raise Refused("Hand in your own reading first.")
    chief = {Role.OWNER, Role.LEAD, Role.ADJUDICATOR} & set(work.viewer.roles)
    if not chief and work.by != round_.settler_id and work.by not in round_.judge_ids:
        raise Refused("Whoever settles the round, a reader of it or the lead opens the readings.")
