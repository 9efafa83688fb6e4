"""Rounds of themes: each reader hands in candidate themes unseen; opened, they are compared, merged and agreed.

A candidate is a judgement of its reader, so it stays theirs alone until the round is opened, and the digest of what
they hand in speaks for it. An agreed theme names the candidates it came from as its ancestors.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.analysis.words import fold_word
from anselm.domain.coding import Code
from anselm.domain.errors import Invalid, NotFound, Refused
from anselm.domain.interpretation import Theme, ThemeMember, ThemeState
from anselm.domain.judging import (
    Judgement,
    Outcome,
    Round,
    RoundKind,
    RoundState,
    Ruling,
    Submission,
    UnitKind,
    adjudicated,
    part_open,
)
from anselm.domain.study import Researcher, Right
from anselm.services.interpretation.themes import ThemeView, theme_views
from anselm.services.judging.rounds import OneRound
from anselm.services.operations import Done, reads, writes
from anselm.services.ports import Reads, Work

_KIND = "theme"


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A theme as one reader handed it in. `near_ids` are others' candidates of the same name or with a code in common.

    `theme_id` is the agreed theme it went into; `reason` says why, also where it was set aside.
    """

    id: str
    reader_id: str
    reader: str
    mine: bool
    name: str
    central_idea: str
    code_ids: tuple[str, ...]
    codes: tuple[str, ...]
    near_ids: tuple[str, ...]
    settled: bool
    theme_id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ThemeRoundView:
    """The candidates of a round that the viewer may see, and the themes agreed from them."""

    round_id: str
    candidates: tuple[CandidateView, ...]
    agreed: tuple[ThemeView, ...]
    n_open: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate theme: its name, its central idea, and the codes it is made from, if there are codes yet."""

    id: Annotated[str, Len(1, 64)]
    round_id: Annotated[str, Len(1, 64)]
    name: Annotated[str, Len(1, 300)]
    central_idea: Annotated[str, Len(0, 5000)] = ""
    code_ids: Annotated[tuple[str, ...], Len(0, 200)] = ()


@dataclass(frozen=True, slots=True)
class OneCandidate:
    """A candidate theme by identifier."""

    id: Annotated[str, Len(1, 64)]


@dataclass(frozen=True, slots=True)
class AgreeTheme:
    """Candidates of a round to be one theme of the study under a new identifier, with the reason."""

    id: Annotated[str, Len(1, 64)]
    round_id: Annotated[str, Len(1, 64)]
    candidate_ids: Annotated[tuple[str, ...], Len(1, 50)]
    name: Annotated[str, Len(1, 300)]
    central_idea: Annotated[str, Len(0, 5000)] = ""
    reason: Annotated[str, Len(0, 5000)] = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Candidates of a round that become no theme, and why."""

    id: Annotated[str, Len(1, 64)]
    round_id: Annotated[str, Len(1, 64)]
    candidate_ids: Annotated[tuple[str, ...], Len(1, 50)]
    reason: Annotated[str, Len(1, 5000)]


@reads("/rounds/themes")
def theme_round(reads: Reads, request: OneRound) -> ThemeRoundView:
    """Show the candidate themes of a round: one's own until it is opened, then everyone's side by side."""
    round_ = _theme_round(reads, request.id)
    found = reads.find(Judgement, round_id=round_.id)
    rulings = () if round_.unrevealed else reads.find(Ruling, round_id=round_.id)
    shown = _candidates(reads, found, rulings)
    agreed = {one.pattern for one in rulings if one.pattern}
    themes = tuple(one for one in theme_views(reads) if one.id in agreed) if agreed else ()
    return ThemeRoundView(round_.id, shown, themes, sum(not one.settled for one in shown))


@writes("/rounds/themes/propose", right=Right.CODE, label="proposing a theme")
def propose_theme(work: Work, request: Candidate) -> ThemeRoundView:
    """Write a candidate theme of one's own in a round, or write it anew; nobody sees it until the round is opened."""
    round_ = _open_part(work, request.round_id)
    for code_id in dict.fromkeys(request.code_ids):
        work.get(Code, code_id)
    held = {"name": request.name, "central_idea": request.central_idea, "code_ids": list(request.code_ids)}
    value = json.dumps(held, ensure_ascii=False)
    there = work.maybe(Judgement, request.id)
    if there is None:
        work.add(Judgement(request.id, round_.id, work.by, UnitKind.THEME, request.id, value, at=work.now))
    elif there.judge_id == work.by and there.round_id == round_.id:
        work.replace(replace(there, value=value))
    else:
        raise NotFound
    return theme_round(work, OneRound(round_.id))


@writes("/rounds/themes/drop", right=Right.CODE, label="dropping a proposed theme")
def drop_candidate(work: Work, request: OneCandidate) -> Done:
    """Drop a candidate theme of one's own before handing in."""
    there = work.get(Judgement, request.id)
    if there.judge_id != work.by or there.unit_kind is not UnitKind.THEME:
        raise NotFound
    _open_part(work, there.round_id)
    work.remove(there)
    return Done(request.id)


@writes("/rounds/themes/agree", right=Right.WRITE, label="agreeing a theme")
def agree_theme(work: Work, request: AgreeTheme) -> ThemeRoundView:
    """Make one theme of candidates of an opened round; it names them as its ancestors, each kept as handed in."""
    round_ = _settling(work, request.round_id)
    if work.maybe(Theme, request.id) is not None:
        return theme_round(work, OneRound(round_.id))
    chosen = _chosen(work, round_, request.candidate_ids)
    known = work.find(Theme)
    if any(one.name == request.name and one.state is not ThemeState.RETIRED for one in known):
        raise Refused("There is a theme of that name already.", place="name")
    names = {one.id: one.name for one in work.find(Researcher)}
    for one in chosen:
        work.add(_ancestor(one, round_, names.get(one.judge_id, "")))
    first = _held(chosen[0])
    theme = Theme(
        request.id,
        request.name,
        f"TH{sum(one.state is not ThemeState.RETIRED for one in known) + 1}",
        request.central_idea or first.central_idea,
        state=ThemeState.CANDIDATE,
        ancestor_ids=tuple(one.id for one in chosen),
        reason=request.reason,
        position=len(known),
        author_id=work.by,
        created_at=work.now,
    )
    work.add(theme)
    codes = dict.fromkeys(code for one in chosen for code in _held(one).code_ids)
    work.add_all([ThemeMember(work.new_id(), theme.id, "code", code) for code in codes])
    _settled(work, round_, request.id, chosen, Outcome.OTHER, request.reason)
    return theme_round(work, OneRound(round_.id))


@writes("/rounds/themes/set-aside", right=Right.WRITE, label="setting a proposed theme aside")
def set_aside(work: Work, request: SetAside) -> ThemeRoundView:
    """Settle candidates of an opened round as no theme, with the reason; they stay as they were handed in."""
    round_ = _settling(work, request.round_id)
    if work.maybe(Ruling, request.id) is None:
        chosen = _chosen(work, round_, request.candidate_ids)
        _settled(work, round_, request.id, chosen, Outcome.NEITHER, request.reason)
    return theme_round(work, OneRound(round_.id))


def _theme_round(reads: Reads, round_id: str) -> Round:
    round_ = reads.get(Round, round_id)
    if round_.kind is not RoundKind.THEME:
        raise Invalid(f"The round {round_.name} is not one of themes.", place="round_id")
    return round_


def _open_part(work: Work, round_id: str) -> Round:
    """The round, when the viewer's own part can still change."""
    round_ = _theme_round(work, round_id)
    mine = work.find(Submission, round_id=round_.id, judge_id=work.by)
    part_open(round_, mine[0] if mine else None, work.by)
    return round_


def _settling(work: Work, round_id: str) -> Round:
    round_ = _theme_round(work, round_id)
    if round_.state is RoundState.JUDGING:
        raise Refused(
            "The themes of this round are not opened yet.",
            advice="They can be compared once every reader has handed in and the round is opened.",
        )
    if round_.state is RoundState.CLOSED:
        raise Refused(f"The round {round_.name} is closed.")
    if not work.viewer.may(Right.SETTLE) and work.by not in (round_.settler_id, *round_.judge_ids):
        raise Refused("Whoever settles the round or reads in it agrees on its themes.")
    return round_


def _chosen(work: Work, round_: Round, ids: Sequence[str]) -> list[Judgement]:
    known = {one.id: one for one in work.find(Judgement, round_id=round_.id)}
    wanted = list(dict.fromkeys(ids))
    if set(wanted) - known.keys():
        raise Invalid("Choose themes that were handed in in this round.", place="candidate_ids")
    done = {key for ruling in work.find(Ruling, round_id=round_.id) for key in ruling.difference_keys}
    if done & set(wanted):
        raise Refused("One of these is settled already.", advice="Undo that step first.", place="candidate_ids")
    return [known[one] for one in wanted]


def _settled(
    work: Work, round_: Round, identifier: str, chosen: Sequence[Judgement], outcome: Outcome, reason: str
) -> None:
    ids = tuple(one.id for one in chosen)
    made = identifier if outcome is Outcome.OTHER else ""
    work.add(Ruling(identifier, round_.id, _KIND, outcome, reason, (work.by,), ids, ids, pattern=made, at=work.now))
    if round_.state is RoundState.REVEALED:
        work.replace(adjudicated(round_))


def _ancestor(one: Judgement, round_: Round, reader: str) -> Theme:
    """A candidate as a theme of the past, so that the history of the agreed one reads back to it."""
    held = _held(one)
    return Theme(
        one.id,
        held.name,
        central_idea=held.central_idea,
        state=ThemeState.RETIRED,
        reason=f"Handed in by {reader} in {round_.name}.",
        author_id=one.judge_id,
        round_id=round_.id,
        created_at=one.at,
    )


def _held(one: Judgement) -> Candidate:
    value = json.loads(one.value)
    return Candidate(one.id, one.round_id, value["name"], value["central_idea"], tuple(value["code_ids"]))


def _candidates(reads: Reads, found: Sequence[Judgement], rulings: Sequence[Ruling]) -> tuple[CandidateView, ...]:
    names = {one.id: one.name for one in reads.find(Researcher)}
    codes = {one.id: f"{one.key} {one.name}".strip() for one in reads.find(Code)}
    ruled = {key: ruling for ruling in rulings for key in ruling.difference_keys}
    held = {one.id: _held(one) for one in found}
    return tuple(
        CandidateView(
            one.id,
            one.judge_id,
            names.get(one.judge_id, ""),
            one.judge_id == reads.viewer.researcher_id,
            held[one.id].name,
            held[one.id].central_idea,
            held[one.id].code_ids,
            tuple(codes[code] for code in held[one.id].code_ids if code in codes),
            tuple(
                other.id for other in found if other.judge_id != one.judge_id and _near(held[one.id], held[other.id])
            ),
            one.id in ruled,
            (ruled[one.id].pattern or None) if one.id in ruled else None,
            ruled[one.id].reason if one.id in ruled else "",
        )
        for one in found
    )


def _near(one: Candidate, other: Candidate) -> bool:
    return fold_word(one.name.strip()) == fold_word(other.name.strip()) or bool({*one.code_ids} & {*other.code_ids})
