"""The board of stages: sources by the stages of the study's method, each analyst by themselves. It advises, and
nothing anywhere depends on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.domain.corpus import Source
from anselm.domain.errors import Invalid, Refused
from anselm.domain.fieldwork import Case
from anselm.domain.study import PROFILES, Right, Stage, StageAbout, StageMark, Study, initials
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work
from anselm.services.study.stage_facts import Facts, How, Told


@dataclass(frozen=True, slots=True)
class AnalystView:
    """Someone who codes, in the order of the board."""

    id: str
    name: str
    initials: str
    mine: bool


@dataclass(frozen=True, slots=True)
class ReachedView:
    """How far a stage is, for one analyst (`who`) or for all (empty), and why that can be said.

    Where it was marked by hand: by whom, when, with what note. `may_mark`: whether the viewer may mark it, or take
    the mark away.
    """

    who: str
    how: How
    why: str
    mark_id: str | None
    marked_by: str
    marked_at: str
    note: str
    may_mark: bool


@dataclass(frozen=True, slots=True)
class StageHead:
    """A stage of the method. Of `n_asked` sources `n_done` have it behind them; a stage of the whole study has `whole`.

    `by_hand`: nothing on record shows it, so somebody says so.
    """

    key: str
    name: str
    about: StageAbout
    by_hand: bool
    n_done: int
    n_asked: int
    whole: ReachedView | None


@dataclass(frozen=True, slots=True)
class SourceStages:
    """A source, and for each stage in order how far it is, analyst by analyst; nothing for a stage of the study."""

    id: str
    name: str
    case_id: str | None
    case: str
    held_on: str
    cells: tuple[tuple[ReachedView, ...], ...]


@dataclass(frozen=True, slots=True)
class BoardView:
    """The board. `next` is one line on what the method would have next for the viewer; `next_to` where it is done."""

    profile: str
    profile_name: str
    stages: tuple[StageHead, ...]
    analysts: tuple[AnalystView, ...]
    sources: tuple[SourceStages, ...]
    next: str
    next_to: str


@reads("/stages")
def stages(reads: Reads, request: Nothing) -> BoardView:
    """Show how far each source is in each stage of the method, analyst by analyst, and what would be next."""
    profile = PROFILES[reads.get(Study, reads.viewer.study_id).profile]
    board = _Board(reads, profile.stages)
    words, way = board.next()
    return BoardView(
        profile.key,
        profile.name,
        board.heads(),
        tuple(
            AnalystView(one.id, one.name, initials(one.name), one.id == board.facts.me) for one in board.facts.analysts
        ),
        board.rows(),
        words,
        way,
    )


class _Board:
    """Every cell, worked out once."""

    def __init__(self, reads: Reads, stages: Sequence[Stage]) -> None:
        self.facts, self._stages = Facts(reads, stages), stages
        self._cases = {one.id: one for one in reads.find(Case)}
        self._may = reads.viewer.may(Right.WRITE)
        self._cells = {
            (stage.key, source.id): tuple((who, self.facts.of(stage, source.id, who)) for who in self._whom(stage))
            for stage in stages
            if stage.about is not StageAbout.STUDY
            for source in self.facts.sources
        }
        self._whole = {one.key: self.facts.of(one) for one in stages if one.about is StageAbout.STUDY}

    def _whom(self, stage: Stage) -> tuple[str, ...]:
        return tuple(one.id for one in self.facts.analysts) if stage.about is StageAbout.ANALYST else ("",)

    def heads(self) -> tuple[StageHead, ...]:
        return tuple(
            StageHead(
                one.key,
                one.name,
                one.about,
                not one.fact,
                *self._counted(one),
                self._view("", self._whole[one.key]) if one.key in self._whole else None,
            )
            for one in self._stages
        )

    def _counted(self, stage: Stage) -> tuple[int, int]:
        """(done, asked) in sources: done where all who are given it have done it, or one where nobody is given it."""
        asked = [cell for source in self.facts.sources if (cell := self._asked(stage, source.id))]
        return sum(self._is_done(source_cells) for source_cells in asked), len(asked)

    def _asked(self, stage: Stage, source_id: str) -> list[tuple[str, Told]]:
        cells = self._cells.get((stage.key, source_id), ())
        return [(who, told) for who, told in cells if told.how is not How.NOT_ASKED]

    def _is_done(self, cells: Sequence[tuple[str, Told]]) -> bool:
        return any(told.how is How.DONE for _, told in cells) and not any(told.awaited for _, told in cells)

    def rows(self) -> tuple[SourceStages, ...]:
        found = []
        for one in self.facts.sources:
            encounter = self.facts.encounters.get(one.encounter_id or "")
            case = self._cases.get(one.case_id or (encounter.case_id if encounter else None) or "")
            cells = tuple(
                tuple(self._view(who, told) for who, told in self._cells.get((stage.key, one.id), ()))
                for stage in self._stages
            )
            day = (encounter.held_on or "") if encounter else ""
            name = f"{case.code} {case.name}".strip() if case else ""
            found.append(SourceStages(one.id, one.name, case.id if case else None, name, day, cells))
        return tuple(found)

    def _view(self, who: str, told: Told) -> ReachedView:
        mark = told.mark
        by = self.facts.people.get(mark.judge_id) if mark else None
        mine = who in ("", self.facts.me)
        return ReachedView(
            who,
            told.how,
            told.why,
            mark.id if mark else None,
            by.name if by else "",
            mark.created_at if mark else "",
            mark.note if mark else "",
            self._may and mine and told.how is not How.APART,
        )

    # What would be next

    def next(self) -> tuple[str, str]:
        """The first stage with something left that the viewer can do, in the order of the method."""
        if not self.facts.sources:
            return "Next: bring in the first source.", "/sources"
        for number, stage in enumerate(self._stages, 1):
            if stage.key in self._whole:
                if self._whole[stage.key].how is not How.DONE:
                    return f"Next: {number} {stage.name}. {self._whole[stage.key].why}", _WAYS.get(stage.fact, "")
                continue
            left = [one for one in self.facts.sources if self._is_mine_to_do(stage, one.id)]
            if left:
                return _next_words(number, stage, left), _way_to(stage, left[0])
        return "Nothing is left that this method asks of you. What is told by hand can be told at any time.", ""

    def _is_mine_to_do(self, stage: Stage, source_id: str) -> bool:
        asked = self._asked(stage, source_id)
        if not asked or self._is_done(asked):
            return False
        mine = next((told for who, told in asked if who in ("", self.facts.me)), None)
        if mine is None or mine.how not in (How.OPEN, How.BEGUN):
            return False
        if stage.about is StageAbout.SOURCE:
            return not mine.awaited
        # Where it is given to nobody, whoever has begun goes on with it.
        taken = any(told.how in (How.BEGUN, How.DONE) for who, told in asked if who != self.facts.me)
        return mine.awaited or mine.how is How.BEGUN or not taken


_WAYS = {
    "codebook": "/code",
    "themes": "/interpret/themes",
    "themes found": "/interpret/themes",
    "themes named": "/interpret/themes",
    "report": "/report",
    "": "/interpret/themes",
}


def _next_words(number: int, stage: Stage, left: Sequence[Source]) -> str:
    more = f" and {len(left) - 1} more" if len(left) > 1 else ""
    whom = "Next for you" if stage.about is StageAbout.ANALYST else "Next"
    return f"{whom}: {number} {stage.name}, {left[0].name}{more}."


def _way_to(stage: Stage, source: Source) -> str:
    if stage.about is StageAbout.ANALYST:
        return f"/code/{source.id}"
    return {"text": f"/sources/{source.id}", "chart": "/interpret/matrix"}.get(stage.fact, "/compare")


@dataclass(frozen=True, slots=True)
class MarkStage:
    """A stage that somebody holds to be reached: for a source, or for the whole study where `source_id` is empty."""

    id: Annotated[str, Len(1, 64)]
    stage: Annotated[str, Len(1, 60)]
    source_id: Annotated[str, Len(0, 64)] = ""
    note: Annotated[str, Len(0, 2000)] = ""


@writes("/stages/mark", right=Right.WRITE, label="marking a stage")
def mark_stage(work: Work, request: MarkStage) -> Done:
    """Say that a stage is reached: your own where each analyst has theirs, else the study's."""
    stages = PROFILES[work.get(Study, work.viewer.study_id).profile].stages
    stage = next((one for one in stages if one.key == request.stage), None)
    if stage is None:
        names = ", ".join(one.key for one in stages)
        raise Invalid(f"The method of this study has no such stage; there is {names}.", place="stage")
    if (stage.about is StageAbout.STUDY) != (not request.source_id):
        what = "of the whole study" if stage.about is StageAbout.STUDY else "reached source by source"
        raise Invalid(f"This stage is {what}.", place="source_id")
    facts = Facts(work, stages)
    apart = None
    if request.source_id:
        work.get(Source, request.source_id)
        apart = facts.round_apart(request.source_id, work.by) if stage.about is StageAbout.ANALYST else None
    whose = work.by if stage.about is StageAbout.ANALYST else ""
    there = facts.of(stage, request.source_id, whose).mark
    if there is None:
        made = StageMark(
            request.id, stage.key, work.by, request.source_id, request.note, apart.id if apart else None, work.now
        )
        work.add(made)
        return Done(made.id)
    if there.judge_id != work.by:
        raise Refused("Somebody has marked it already.", place="stage", advice="Take that mark back first.")
    if there.note != request.note:
        work.replace(replace(there, note=request.note))
    return Done(there.id)


@dataclass(frozen=True, slots=True)
class OneMark:
    """A mark by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/stages/unmark", right=Right.WRITE, label="taking back the mark of a stage")
def unmark_stage(work: Work, request: OneMark) -> Done:
    """Take a mark back. One that is an analyst's own stage is theirs alone to take back."""
    one = work.maybe(StageMark, request.id)
    if one is None:
        return Done(request.id)
    about = {stage.key: stage.about for profile in PROFILES.values() for stage in profile.stages}
    if one.judge_id != work.by and about.get(one.stage) is StageAbout.ANALYST:
        raise Refused("How far somebody has read or coded is theirs to say.", place="id")
    work.remove(one)
    return Done(request.id)
