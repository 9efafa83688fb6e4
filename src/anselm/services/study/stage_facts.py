"""How far each source, each analyst and the study are in each stage, told from what is on record.

Everything comes from rows the viewer may see. Where another reads a source apart in a blind round, nothing at all is
told of that reading, not even what would be on record elsewhere: it is *apart*, whatever they have done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from anselm.domain.coding import Code, CodebookVersion, Coding, MediaCoding
from anselm.domain.corpus import Source, Speaker, SpeakerKind
from anselm.domain.fieldwork import Encounter
from anselm.domain.interpretation import Cell, FrameworkMatrix, Theme, ThemeState
from anselm.domain.judging import Assignment, Round, RoundKind, RoundState, Submission, SubmissionState
from anselm.domain.reporting import Release, Report
from anselm.domain.study import Researcher, Role, Stage, StageAbout, StageMark
from anselm.services.ports import Reads

__all__ = ["Facts", "How", "Told"]


class How(StrEnum):
    """How far it is. `apart`: read in a blind round, so that nothing is told; `not asked`: not part of it here."""

    DONE = "done"
    BEGUN = "begun"
    OPEN = "open"
    APART = "apart"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class Told:
    """How far something is, why one can say so, and the mark by hand where there is one.

    `awaited`: the source was given to this analyst, so that it is not done without them; or readers come first.
    """

    how: How
    why: str
    mark: StageMark | None = None
    awaited: bool = False


_NOTHING = Told(How.OPEN, "Nothing on record yet.")
_BY_HAND = Told(How.OPEN, "No mark yet; it is set by hand.")
_NOT_HERE = Told(How.NOT_ASKED, "Not asked for here.")


class Facts:
    """What the board is made of, read once, each kind in one statement."""

    def __init__(self, reads: Reads, stages: Sequence[Stage]) -> None:
        self.me = reads.viewer.researcher_id
        self._reads, self._stages = reads, stages
        self._applied = _after_framework(stages)
        self.sources = sorted(reads.find(Source), key=lambda one: (one.position, one.created_at, one.id))
        self._source = {one.id: one for one in self.sources}
        self.encounters = {one.id: one for one in reads.find(Encounter)}
        self.people = {one.id: one for one in reads.find(Researcher)}
        self._unnamed = {one.source_id for one in reads.find(Speaker) if one.kind is SpeakerKind.UNKNOWN}
        self._read_rounds(reads)
        self._read_codings(reads)
        self._read_marks(reads)
        self._themes = [one for one in reads.find(Theme) if one.state is not ThemeState.RETIRED]
        self._charted = self._charted_cases(reads)
        self.analysts = self._analysts()
        self._of_study: dict[str, Callable[[], Told]] = {
            "codebook": self._codebook,
            "themes found": self._themes_found,
            "themes": self._themes_made,
            "themes named": self._themes_named,
            "report": self._report,
        }
        self._of_source: dict[str, Callable[[str], Told]] = {
            "text": self._text,
            "opened": self._opened,
            "settled": self._settled,
            "chart": self._chart,
        }
        self._of_analyst: dict[str, Callable[[str, str], Told]] = {
            "training": self._training,
            "round": self._round,
            "units": self._units,
            "rest": self._rest,
            "codings": self._codings,
            "applied": self._codings_since,
        }

    def _read_rounds(self, reads: Reads) -> None:
        self._rounds = {one.id: one for one in reads.find(Round) if not one.standing}
        self._given: dict[tuple[str, str], list[Round]] = {}
        self._judges: dict[str, dict[str, set[str]]] = {}
        for one in reads.find(Assignment, round_id=list(self._rounds)) if self._rounds else ():
            self._given.setdefault((one.unit_id, one.judge_id), []).append(self._rounds[one.round_id])
            self._judges.setdefault(one.unit_id, {}).setdefault(one.round_id, set()).add(one.judge_id)
        submissions = reads.find(Submission, round_id=list(self._rounds)) if self._rounds else ()
        self._in = {(one.round_id, one.judge_id) for one in submissions if one.state is SubmissionState.SUBMITTED}

    def _read_codings(self, reads: Reads) -> None:
        books = sorted((one for one in reads.find(CodebookVersion) if not one.of_units), key=lambda one: one.number)
        self._books, self._n_codes = books, reads.count(Code)
        begun = books[0].created_at if books else ""
        self._coded: set[tuple[str, str]] = set()
        self._coded_since: set[tuple[str, str]] = set()
        self._coded_in: set[tuple[str, str, str]] = set()
        facts = ("source_id", "coder_id", "round_id", "created_at")
        for source, coder, round_id, at in (*reads.columns(Coding, *facts), *reads.columns(MediaCoding, *facts)):
            self._coded.add((source, coder))
            self._coded_in.add((source, coder, round_id))
            if books and at >= begun:
                self._coded_since.add((source, coder))

    def _read_marks(self, reads: Reads) -> None:
        self._marks: dict[tuple[str, str, str], StageMark] = {}
        scope = {one.key: one.about for one in self._stages}
        for one in reads.find(StageMark):
            if one.stage not in scope:
                continue  # of another method, or of reading where this method asks for none
            whose = one.judge_id if scope[one.stage] is StageAbout.ANALYST else ""
            self._marks.setdefault((one.stage, one.source_id, whose), one)

    def _charted_cases(self, reads: Reads) -> dict[str, bool]:
        """Cases with something written in a matrix; whether one matrix is written in all its columns."""
        columns = {
            "theme": {one.id for one in self._themes},
            "code": {one.id for one in reads.find(Code) if one.retired_at is None and not one.group},
        }
        wanted = {one.id: set(one.column_ids) or columns[one.columns] for one in reads.find(FrameworkMatrix)}
        written: dict[tuple[str, str], set[str]] = {}
        for cell in reads.find(Cell):
            if cell.summary.strip():
                written.setdefault((cell.case_id, cell.matrix_id), set()).add(cell.column_id)
        found: dict[str, bool] = {}
        for (case_id, matrix_id), held in written.items():
            whole = bool(wanted.get(matrix_id)) and wanted[matrix_id] <= held
            found[case_id] = found.get(case_id, False) or whole
        return found

    def _analysts(self) -> tuple[Researcher, ...]:
        """Who codes: by role, by being given something in a round, or by what they have coded or marked in the open."""
        there = {judge for _, judge in self._given} | {coder for _, coder in self._coded}
        there |= {one.judge_id for one in self._marks.values()}
        all_ = [one for one in self.people.values() if one.ended_at is None or one.id in there]
        found = [one for one in all_ if Role.CODER in one.roles or one.id in there]
        return tuple(found or [one for one in all_ if {Role.OWNER, Role.LEAD} & set(one.roles)])

    # One cell

    def of(self, stage: Stage, source_id: str = "", who: str = "") -> Told:
        """How far it is: by the mark where there is one, else by what is on record."""
        if stage.about is StageAbout.ANALYST and self._apart(source_id, who):
            return Told(How.APART, "Read apart in a blind round; it is told once that is opened.", awaited=True)
        mark = self._marks.get((stage.key, source_id, who))
        if mark is not None:
            return Told(How.DONE, "Marked by hand.", mark)
        told = self._on_record(stage, source_id, who)
        given = stage.about is StageAbout.ANALYST and (source_id, who) in self._given
        return replace(told, awaited=True) if given and told.how in (How.OPEN, How.BEGUN) else told

    def _on_record(self, stage: Stage, source_id: str, who: str) -> Told:
        match stage.about:
            case StageAbout.STUDY:
                return self._of_study[stage.fact]() if stage.fact else _BY_HAND
            case StageAbout.SOURCE:
                return self._of_source[stage.fact](source_id) if stage.fact else _BY_HAND
            case StageAbout.ANALYST:
                fact = "applied" if stage.key in self._applied else stage.fact
                return self._of_analyst[fact](source_id, who) if fact else self._by_hand(source_id, who)

    def round_apart(self, source_id: str, who: str) -> Round | None:
        """The newest blind round, not opened yet, in which somebody is given this source."""
        given = [one for one in self._given.get((source_id, who), ()) if one.unrevealed]
        return max(given, key=lambda one: (one.created_at, one.id), default=None)

    def _apart(self, source_id: str, who: str) -> bool:
        return who != self.me and self.round_apart(source_id, who) is not None

    def _by_hand(self, source_id: str, who: str) -> Told:
        if (source_id, who) in self._coded:
            return Told(How.BEGUN, "Has coded in it; that it is read is set by hand.")
        return _BY_HAND

    # What is on record

    def _text(self, source_id: str) -> Told:
        if self._source[source_id].current_version_id is None:
            return Told(How.OPEN, "No text yet.")
        if source_id in self._unnamed:
            return Told(How.BEGUN, "In text; who speaks is not said everywhere.")
        return Told(How.DONE, "In text, and it is said who speaks.")

    def _rounds_of(self, source_id: str, who: str, wanted: Callable[[Round], bool]) -> list[Round]:
        return [one for one in self._given.get((source_id, who), ()) if wanted(one)]

    def _in_rounds(self, rounds: Sequence[Round], source_id: str, who: str) -> Told:
        """Handed in or opened, begun, or not."""
        for one in rounds:
            if (one.id, who) in self._in or one.state is not RoundState.JUDGING:
                return Told(How.DONE, f"Handed in in {one.name}.")
        for one in rounds:
            if (source_id, who, one.id) in self._coded_in:
                return Told(How.BEGUN, f"Being read in {one.name}; not handed in.")
        return Told(How.OPEN, f"To be read in {rounds[0].name}.")

    def _training(self, source_id: str, who: str) -> Told:
        found = self._rounds_of(source_id, who, lambda one: one.training)
        return self._in_rounds(found, source_id, who) if found else _NOT_HERE

    def _round(self, source_id: str, who: str) -> Told:
        found = self._rounds_of(source_id, who, _independent)
        return self._in_rounds(found, source_id, who) if found else _NOT_HERE

    def _units(self, source_id: str, who: str) -> Told:
        found = self._rounds_of(source_id, who, lambda one: one.kind is RoundKind.UNITISE)
        return self._in_rounds(found, source_id, who) if found else _BY_HAND

    def _rest(self, source_id: str, who: str) -> Told:
        judges = self._judges.get(source_id, {})
        if any(_independent(self._rounds[one]) for one in judges):
            return Told(How.NOT_ASKED, "Read independently already.")
        if (source_id, who) in self._coded:
            return Told(How.BEGUN, "Has coded in it; that it is done is set by hand.")
        return _NOTHING

    def _codings(self, source_id: str, who: str) -> Told:
        found = self._rounds_of(source_id, who, _independent)
        if found:
            told = self._in_rounds(found, source_id, who)
            if told.how is not How.OPEN:
                return told
        elif any(_independent(self._rounds[one]) for one in self._judges.get(source_id, {})):
            return _NOT_HERE
        if (source_id, who) in self._coded:
            return Told(How.BEGUN, "Has coded in it; that it is done is set by hand.")
        return _NOTHING

    def _codings_since(self, source_id: str, who: str) -> Told:
        """The same, where what counts was coded since a framework was kept."""
        told = self._codings(source_id, who)
        if told.how is How.BEGUN and (source_id, who) not in self._coded_since:
            return Told(How.OPEN, "Has coded in it, before a framework was kept.")
        return told

    def _compared(self, source_id: str) -> Round | None:
        """The newest round in which two or more read this source independently."""
        rounds = [self._rounds[one] for one, judges in self._judges.get(source_id, {}).items() if len(judges) > 1]
        return max((one for one in rounds if _independent(one)), key=lambda one: one.created_at, default=None)

    def _opened(self, source_id: str) -> Told:
        found = self._compared(source_id)
        if found is None:
            return _NOT_HERE
        if found.state is RoundState.JUDGING:
            return Told(How.OPEN, f"{found.name} is being read.", awaited=True)
        return Told(How.DONE, f"The readings of {found.name} are open.")

    def _settled(self, source_id: str) -> Told:
        found = self._compared(source_id)
        if found is None:
            return _NOT_HERE
        if found.state is RoundState.CLOSED:
            return Told(How.DONE, f"{found.name} is closed.")
        if found.state is RoundState.ADJUDICATED:
            return Told(How.BEGUN, f"Differences in {found.name} are being settled.")
        reading = found.state is RoundState.JUDGING
        return Told(How.OPEN, f"{found.name} is {'being read' if reading else 'not settled'}.", awaited=reading)

    def _chart(self, source_id: str) -> Told:
        source = self._source[source_id]
        encounter = self.encounters.get(source.encounter_id or "")
        case_id = source.case_id or (encounter.case_id if encounter else None)
        if case_id is None:
            return Told(How.NOT_ASKED, "It belongs to no case.")
        if case_id not in self._charted:
            return Told(How.OPEN, "Nothing is written of its case in a matrix.")
        if self._charted[case_id]:
            return Told(How.DONE, "Its case is written in every column of a matrix.")
        return Told(How.BEGUN, "Its case is written in some columns of a matrix.")

    def _codebook(self) -> Told:
        if self._books:
            return Told(How.DONE, f"Version {self._books[-1].number} of the codebook is kept.")
        return Told(How.BEGUN, "There are codes; no version is kept.") if self._n_codes else _NOTHING

    def _themes_found(self) -> Told:
        return Told(How.DONE, "There are themes.") if self._themes else _NOTHING

    def _themes_made(self) -> Told:
        if not self._themes:
            return _NOTHING
        candidates = sum(one.state is ThemeState.CANDIDATE for one in self._themes)
        if candidates:
            return Told(How.BEGUN, f"{candidates} of {len(self._themes)} themes are candidates.")
        return Told(How.DONE, "Every theme is final.")

    def _themes_named(self) -> Told:
        if not self._themes:
            return _NOTHING
        without = sum(not one.central_idea.strip() for one in self._themes)
        if without:
            return Told(How.BEGUN, f"{without} of {len(self._themes)} themes have no central idea written.")
        return Told(How.DONE, "Every theme has its central idea.")

    def _report(self) -> Told:
        if self._reads.count(Release):
            return Told(How.DONE, "A release was sent out.")
        written = any(one.body.strip() for one in self._reads.find(Report))
        return Told(How.BEGUN, "A report is being written.") if written else _NOTHING


def _independent(round_: Round) -> bool:
    return round_.kind is RoundKind.CODE and round_.reported


def _after_framework(stages: Sequence[Stage]) -> frozenset[str]:
    """The stages in which the material is coded with a framework that an earlier stage agreed on."""
    facts = [one.fact for one in stages]
    begun = facts.index("codebook") if "codebook" in facts else len(facts)
    return frozenset(one.key for one in stages[begun:] if one.fact == "codings")
