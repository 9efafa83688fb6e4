"""Starting a round: who reads what, with which codebook, drawn by whom or by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Len

from anselm.analysis.sealing import public_of
from anselm.domain.anchors import PICTURE
from anselm.domain.coding import Code, CodebookVersion, frozen
from anselm.domain.corpus import Source
from anselm.domain.errors import Invalid, Refused
from anselm.domain.judging import (
    Assignment,
    Draw,
    Round,
    RoundKey,
    RoundKind,
    RoundState,
    Settling,
    Submission,
    UnitKind,
)
from anselm.domain.study import RIGHTS, Researcher, Right
from anselm.services.judging.again import AgainAsked, check_again
from anselm.services.judging.drawing import DrawAsked, draw_of, shares_of
from anselm.services.judging.rounds import RoundView, round_view
from anselm.services.judging.units import codebooks, units_book
from anselm.services.operations import writes
from anselm.services.ports import Work

__all__ = ["check_people", "frozen_now"]


@dataclass(frozen=True, slots=True)
class Share:
    """Which sources one reader reads."""

    judge_id: Annotated[str, Len(1, 64)]
    source_ids: Annotated[tuple[str, ...], Len(1, 10_000)]


@dataclass(frozen=True, slots=True)
class StartRound:
    """A round to start. Every reader reads `source_ids`, unless `shares` say who reads what.

    With `draw` it is drawn by chance from `source_ids` (none: from all) and shared out; `shares` stays empty then.
    With `again` its one reader reads again what they read before, and is compared with that: one reader over time.
    """

    id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 200)]
    judge_ids: Annotated[tuple[str, ...], Len(1, 20)]
    source_ids: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    draw: DrawAsked | None = None
    settling: Settling = Settling.TOGETHER
    kind: RoundKind = RoundKind.CODE
    settler_id: Annotated[str, Len(1, 64)] | None = None
    blind: bool = True
    tolerance: Annotated[int, Ge(0)] = 0
    training: bool = False
    again: AgainAsked | None = None


UNITS = {
    RoundKind.SCREEN: UnitKind.RECORD,
    RoundKind.EXTRACT: UnitKind.FIELD,
    RoundKind.UNITISE: UnitKind.SPAN,
    RoundKind.CODE: UnitKind.SPAN,
    RoundKind.THEME: UnitKind.THEME,
    RoundKind.APPRAISE: UnitKind.RECORD,
}


OF_TEXTS = (RoundKind.CODE, RoundKind.UNITISE)  # in which stretches of sources are marked


@writes("/rounds/start", right=Right.LEAD, label="starting a round", undoable=False)
def start_round(work: Work, request: StartRound) -> RoundView:
    """Start a round: freeze the codebook, say who reads what, and keep the readings apart until all are in."""
    judges = tuple(dict.fromkeys(request.judge_ids))
    draw, shares = _who_reads_what(work, judges, request)
    _check(work, judges, shares, request)
    _check_settling(judges, shares, request)
    again = request.again
    if request.kind is RoundKind.PLACE:
        raise Invalid(
            "A round of placing needs a lens, and what is to be placed on it.",
            place="kind",
            advice="Start it as one of places on a lens (/rounds/places/start).",
        )
    if again is not None and (request.kind is not RoundKind.CODE or not request.blind):
        raise Invalid("A second reading is a reading with codes, apart from the first.", place="again")
    if work.maybe(Round, request.id) is not None:
        return round_view(work, work.get(Round, request.id))
    if any(one.name == request.name for one in work.find(Round)):
        raise Refused("There is a round of that name already.", place="name")
    if again is not None:
        check_again(work, again, judges, {source for share in shares for source in share.source_ids})
    one = Round(
        request.id,
        request.name,
        request.kind,
        UNITS[request.kind],
        request.blind,
        judge_ids=judges,
        settler_id=request.settler_id,
        codebook_version_id=_book_for(work, request.kind),
        tolerance=request.tolerance,
        training=request.training,
        draw=draw,
        settling=request.settling,
        repeats_id=None if again is None else again.round_id,
        repeat_days=0 if again is None else again.days,
        repeats_agreed=again is not None and again.against == "agreed",
        created_at=work.now,
    )
    work.add(one)
    work.add_all([Submission(work.new_id(), one.id, judge) for judge in judges])
    if request.blind and request.kind in OF_TEXTS:
        work.add(_key(work, one))
    work.add_all(
        [
            Assignment(work.new_id(), one.id, share.judge_id, source)
            for share in shares
            for source in dict.fromkeys(share.source_ids)
        ]
    )
    return round_view(work, one)


def _who_reads_what(work: Work, judges: tuple[str, ...], request: StartRound) -> tuple[Draw | None, tuple[Share, ...]]:
    if request.draw is None:
        return None, request.shares or tuple(Share(judge, request.source_ids) for judge in judges)
    if request.shares:
        raise Invalid("Either say who reads which, or let it be drawn.", place="shares")
    if request.kind is RoundKind.THEME:
        raise Invalid("In a round of themes nothing is drawn: each reader writes their own.", place="draw")
    draw = draw_of(work, request.draw, request.source_ids, len(judges))
    return draw, tuple(Share(judge, units) for judge, units in shares_of(draw, judges).items() if units)


def _book_for(work: Work, kind: RoundKind) -> str | None:
    """What the readers of a round mark with."""
    if kind is RoundKind.UNITISE:
        return units_book(work).id
    return frozen_now(work, work.new_id()).id if kind is RoundKind.CODE else None


def _key(work: Work, one: Round) -> RoundKey:
    """What readings are locked with that come back from other computers."""
    private = bytes.fromhex(work.salt() + work.salt())
    return RoundKey(work.new_id(), one.id, public_of(private).hex(), private.hex())


def check_people(work: Work, judges: Sequence[str], settler_id: str | None) -> None:
    """Raises Invalid for a reader or settler who does not work on the study, or changes nothing in it."""
    known = {one.id: one for one in work.find(Researcher)}
    wanted = [*judges, *([settler_id] if settler_id else [])]
    if any(one not in known or known[one].ended_at is not None for one in wanted):
        raise Invalid("A reader of the round does not work on this study.", place="judge_ids")
    for one in (known[one] for one in wanted):
        if not any(Right.OWN in RIGHTS[role] for role in one.roles):
            raise Invalid(
                f"{one.name} looks in and changes nothing, so cannot read or settle a round.",
                place="judge_ids",
                advice="Choose somebody else, or ask the owner to give them another role first.",
            )


def _check(work: Work, judges: tuple[str, ...], shares: Sequence[Share], request: StartRound) -> None:
    check_people(work, judges, request.settler_id)
    if not {share.judge_id for share in shares} <= set(judges):
        raise Invalid("A share names someone who is not a reader of the round.", place="shares")
    sources = {source for share in shares for source in share.source_ids}
    if not sources and request.kind in OF_TEXTS:
        raise Invalid("Choose the sources to be read in this round.", place="source_ids")
    there = work.find(Source, id=list(sources))
    if sources - {one.id for one in there}:
        raise Invalid("A source of the round is not in this study.", place="source_ids")
    pictures = [one.name for one in there if one.kind == PICTURE]
    if pictures and request.kind in OF_TEXTS:
        raise Invalid(
            f"{pictures[0]} is a picture, and a round lays readings of words side by side.",
            place="source_ids",
            advice="Leave pictures out of the round; their regions are coded in open coding.",
        )


def _check_settling(judges: Sequence[str], shares: Sequence[Share], request: StartRound) -> None:
    if request.settling is Settling.THIRD_READER and (request.settler_id is None or request.settler_id in judges):
        raise Invalid(
            "Choose who settles as the third reader: somebody who does not read in the round.", place="settler_id"
        )
    if request.settling is Settling.MAJORITY:
        read = Counter(source for share in shares for source in dict.fromkeys(share.source_ids))
        if request.kind not in OF_TEXTS or max(read.values(), default=0) < 3:
            raise Invalid("For a majority an interview is read by three or more.", place="settling")


def frozen_now(work: Work, identifier: str, note: str = "") -> CodebookVersion:
    """The codebook as it stands, kept under its number; the newest version again when nothing has changed."""
    known = codebooks(work)
    unopened = {one.id for one in work.find(Round, state=RoundState.JUDGING)}
    made = frozen(work.find(Code), identifier, len(known) + 1, work.by, work.now, note, unopened)
    if known and known[-1].entries == made.entries:
        return known[-1]
    work.add(made)
    return made
