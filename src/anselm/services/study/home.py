"""The first page: where the study stands, stage by stage in plain words, and one thing to do next.

Everything is counted from rows the viewer may see, so nothing here tells of a reading that is not open yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Len

from anselm.domain.coding import Code, Coding
from anselm.domain.corpus import Source, SourceVersion, Speaker, SpeakerKind, VersionMap, minutes_taken
from anselm.domain.fieldwork import (
    Approval,
    Case,
    CaseKind,
    Consent,
    ConsentState,
    Encounter,
    FrameUnit,
    Instrument,
    Participant,
    consent_now,
)
from anselm.domain.interpretation import Relation, Theme, ThemeState
from anselm.domain.judging import Assignment, Round, RoundKind, RoundState, Submission, SubmissionState
from anselm.domain.reporting import Claim, Quotation, Release, Report
from anselm.domain.study import PROFILES, Study
from anselm.services.operations import reads
from anselm.services.ports import Reads
from anselm.services.study.tallies import codings_by

EMPTY = {
    "plan": "Write down the question, the method you follow, and who is in the team.",
    "cases": "List the cases you hope to reach. Invite them. Record each consent.",
    "literature": "Paste the searches you ran. Screen in pairs.",
    "sources": "Add recordings and transcripts. Check and anonymise them.",
    "code": "Make a codebook, or let it grow while you read.",
    "compare": "Two people code the same interviews without seeing each other.",
    "interpret": "Gather codes into themes. Place them. Say what acts on what.",
    "report": "Write with quotations that stay tied to their source.",
}
TITLES = {
    "plan": "Plan",
    "cases": "Cases",
    "literature": "Literature",
    "sources": "Sources",
    "code": "Code",
    "compare": "Compare",
    "interpret": "Interpret",
    "report": "Report",
}


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage of the rail: where it stands in a sentence, and how much waits there for someone."""

    key: str
    title: str
    sentence: str
    waiting: int


@dataclass(frozen=True, slots=True)
class NextView:
    """One thing to do next, why, and the screen it is done on."""

    title: str
    why: str
    to: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """The first page. Counts of codes and codings are None under a reflexive profile. `empty` before anything is in."""

    title: str
    question: str
    profile: str
    profile_name: str
    reflexive: bool
    n_sources: int
    n_participants: int
    n_cases: int
    n_codes: int | None
    n_codings: int | None
    n_themes: int
    n_claims: int
    stages: tuple[StageView, ...]
    next: NextView | None
    empty: bool


@dataclass(frozen=True, slots=True)
class Today:
    """The day it is where somebody looks (2024-05-31), so that what has ended is said to have; empty: not known."""

    today: Annotated[str, Len(0, 10)] = ""


@reads("/home")
def home(reads: Reads, request: Today) -> HomeView:
    """Show where the study stands and what could be done next."""
    seen = _Seen(reads, request.today)
    return HomeView(
        seen.study.title,
        seen.study.question,
        seen.study.profile,
        PROFILES[seen.study.profile].name,
        seen.quiet,
        len(seen.sources),
        len(seen.participants),
        len(seen.cases),
        None if seen.quiet else len(seen.codes),
        None if seen.quiet else sum(seen.codings.values()),
        len(seen.themes),
        seen.n_claims,
        seen.stages(),
        seen.next(),
        seen.empty,
    )


class _Seen:
    """What the page is made of, read once, each kind in one statement."""

    def __init__(self, reads: Reads, today: str = "") -> None:
        self.today = today
        self.study = reads.get(Study, reads.viewer.study_id)
        self.quiet = self.study.reflexive
        self.me = reads.viewer.researcher_id
        self.cases = reads.find(Case)
        self.participants = reads.find(Participant)
        self.frame = reads.find(FrameUnit)
        self.sources = reads.find(Source)
        self.codes = [one for one in reads.find(Code) if one.retired_at is None and not one.group]
        self.codings = codings_by(reads, "source_id")
        self.themes = [one for one in reads.find(Theme) if one.state is not ThemeState.RETIRED]
        self.n_relations = reads.count(Relation)
        self.n_claims = reads.count(Claim)
        self.n_quotations = reads.count(Quotation)
        self.reports = reads.find(Report)
        self.n_releases = reads.count(Release)
        self.guides = reads.find(Instrument)
        self.approvals = reads.find(Approval)
        self._read_corpus(reads)
        self._read_rounds(reads)
        self.unasked = self._unasked(reads)

    @property
    def empty(self) -> bool:
        """Whether nothing but the study itself is there."""
        there = (self.cases, self.participants, self.sources, self.codes, self.themes, self.n_claims, self.frame)
        return not any(there) and not self.study.question

    def _read_corpus(self, reads: Reads) -> None:
        current = [one.current_version_id for one in self.sources if one.current_version_id is not None]
        versions = reads.find(SourceVersion, id=current) if current else ()
        last = {one.source_id: one.last_ms for one in versions}
        told = {one.id: one.duration_s for one in reads.find(Encounter)}
        lengths = (minutes_taken(told.get(one.encounter_id or ""), last.get(one.id)) for one in self.sources)
        self.minutes = sum(one or 0 for one in lengths)
        speakers = reads.find(Speaker)
        self.unnamed = {one.source_id for one in speakers if one.kind is SpeakerKind.UNKNOWN}
        self.heard = {one.participant_id for one in speakers if one.participant_id is not None}
        left = [one.from_version_id for one in reads.find(VersionMap)]
        free = [one.id for one in reads.find(Round, standing=True)]
        self.n_repairs = reads.count(Coding, version_id=left, round_id=free) if left else 0

    def _read_rounds(self, reads: Reads) -> None:
        rounds = [one for one in reads.find(Round) if not one.standing]
        self.open = [one for one in rounds if one.state is RoundState.JUDGING]
        self.revealed = [one for one in rounds if one.state in (RoundState.REVEALED, RoundState.ADJUDICATED)]
        self.closed = [one for one in rounds if one.state is RoundState.CLOSED]
        ids = [one.id for one in self.open if self.me in one.judge_ids]
        handed = {
            one.round_id
            for one in (reads.find(Submission, round_id=ids, judge_id=self.me) if ids else ())
            if one.state is SubmissionState.SUBMITTED
        }
        self.mine = [one for one in self.open if one.id in ids and one.id not in handed]
        assigned = reads.find(Assignment, round_id=ids, judge_id=self.me) if ids else ()
        of_texts = {one.id for one in self.open if one.kind is not RoundKind.PLACE}
        self.n_assigned = len([one for one in assigned if one.round_id not in handed and one.round_id in of_texts])
        self.n_to_place = len([one for one in assigned if self.mine and one.round_id == self.mine[0].id])
        first = (one.unit_id for one in assigned if self.mine and one.round_id == self.mine[0].id)
        self.first_assigned = next(first, "")

    def _unasked(self, reads: Reads) -> int:
        """How many people who were heard have no answer on record about being quoted."""
        now = consent_now(reads.find(Consent, scope="quote"))
        answered = {who for (who, _), one in now.items() if one.state is not ConsentState.NOT_RECORDED}
        return len(self.heard - answered)

    # The stages, each in a sentence

    def stages(self) -> tuple[StageView, ...]:
        """All eight, in the order of the rail."""
        said = {
            "plan": (self._plan(), 0),
            "cases": (self._cases(), 1 if self.unasked else 0),
            "literature": ("", 0),
            "sources": (self._sources(), len(self.unnamed) + self.n_repairs),
            "code": (self._code(), self.n_assigned),
            "compare": (self._compare(), len(self.revealed)),
            "interpret": (self._interpret(), 0),
            "report": (self._report(), 0),
        }
        names = {**TITLES, "compare": "Dialogue"} if self.quiet else TITLES
        return tuple(StageView(key, names[key], sentence or self._begin(key), n) for key, (sentence, n) in said.items())

    def _begin(self, key: str) -> str:
        if key == "compare" and self.quiet:
            return "Talk with a colleague about how each of you reads the same passage."
        return EMPTY[key]

    def _plan(self) -> str:
        parts = []
        if self.study.question:
            parts.append(f"The question is written; the method is {PROFILES[self.study.profile].name.lower()}.")
        if self.guides:
            parts.append(f"{_n(len(self.guides), 'version')} of guides and forms.")
        if self.approvals:
            parts.append(self._approved())
        return " ".join(parts)

    def _approved(self) -> str:
        """How many approvals there are, and till when the last holds; what to do where all have ended."""
        n = _n(len(self.approvals), "approval")
        last = max((one.valid_to or "" for one in self.approvals), default="")
        if not last:
            return f"{n}."
        if self.today and last < self.today and all(one.valid_to for one in self.approvals):
            which = "it" if len(self.approvals) == 1 else "the last"
            return f"{n}; {which} ended on {last}. Write down a renewal here before more is collected."
        return f"{n}, {'' if len(self.approvals) == 1 else 'the last '}until {last}."

    def _cases(self) -> str:
        if not (self.cases or self.participants or self.frame):
            return ""
        name = "team" if self.cases and all(one.kind is CaseKind.TEAM for one in self.cases) else "case"
        n_cases = f"{len(self.cases)} of {_n(len(self.frame), name)}" if self.frame else _n(len(self.cases), name)
        sentence = f"{n_cases}, {_n(len(self.participants), 'person', 'people')}."
        held = sum(one.held_at is not None for one in self.participants)
        if held:
            sentence += f" {_n(held, 'withdrawal')} being looked at."
        if self.unasked:
            sentence += f" Whether {_n(self.unasked, 'person', 'people')} may be quoted is not recorded."
        return sentence

    def _sources(self) -> str:
        if not self.sources:
            return ""
        name = "interview" if all(one.encounter_id is not None for one in self.sources) else "source"
        hours, minutes = divmod(self.minutes, 60)
        length = f", {hours} h {minutes} min" if hours else f", {minutes} min" if minutes else ""
        sentence = f"{_n(len(self.sources), name)}{length}."
        if self.unnamed:
            sentence += f" In {len(self.unnamed)} it is not said who speaks."
        if self.n_repairs:
            sentence += f" {_n(self.n_repairs, 'passage')} to put in place after a correction."
        return sentence

    def _code(self) -> str:
        if not self.codes and not self.codings:
            return ""
        read = len([one for one in self.sources if one.id in self.codings])
        coded = f"{read} of {_n(len(self.sources), 'source')} coded so far."
        if self.quiet:
            return coded
        sentence = f"{_n(len(self.codes), 'code')}. {coded}"
        if self.open:
            sentence += f" {_listed(one.name for one in self.open)} {'is' if len(self.open) == 1 else 'are'} open."
        return sentence

    def _compare(self) -> str:
        parts = []
        if self.open:
            parts.append(f"{_n(len(self.open), 'round')} being read.")
        if self.revealed:
            parts.append(f"{_n(len(self.revealed), 'round')} to {'talk over' if self.quiet else 'settle'}.")
        if self.closed:
            parts.append(f"{_n(len(self.closed), 'round')} closed.")
        return " ".join(parts)

    def _interpret(self) -> str:
        if not self.themes and not self.n_relations:
            return ""
        return f"{_n(len(self.themes), 'theme')}, {_n(self.n_relations, 'relation')}."

    def _report(self) -> str:
        if not (self.reports or self.n_claims or self.n_quotations):
            return ""
        sentence = f"{_n(self.n_claims, 'claim')}, {_n(self.n_quotations, 'quotation')}."
        return sentence + (f" {_n(self.n_releases, 'release')} sent out." if self.n_releases else "")

    # What next

    def next(self) -> NextView | None:
        """The first thing that is missing, along the path of a study; nothing for a study with nothing in it."""
        if self.empty:
            return None
        return self._next_of_round() or self._next_of_corpus() or self._next_of_reading() or self._next_of_writing()

    def _next_of_round(self) -> NextView | None:
        """What one reads apart comes before all else, and leads straight into the round."""
        if not self.mine:
            return None
        if self.mine[0].kind is RoundKind.PLACE:
            things = _n(self.n_to_place, "thing")
            return NextView(
                f"Place on in {self.mine[0].name}",
                f"{things} to place on a lens on your own, then hand in.",
                f"/compare/{self.mine[0].id}",
            )
        why = f"{_n(self.n_assigned, 'source')} to read on your own, then hand in."
        way = f"/code/{self.first_assigned}?round={self.mine[0].id}" if self.first_assigned else "/compare"
        return NextView(f"Read on in {self.mine[0].name}", why, way)

    def _next_of_corpus(self) -> NextView | None:
        if not self.sources:
            return NextView("Bring in the first transcripts", "Speakers and times are read from the file.", "/sources")
        if self.n_repairs:
            title = f"Put {_n(self.n_repairs, 'passage')} in place"
            return NextView(title, "A correction changed the words they were made on.", "/sources")
        if self.unnamed:
            n = len(self.unnamed)
            title = f"Say who speaks in {_n(n, 'source')}"
            return NextView(title, "Then every passage carries its label, and cases can be compared.", "/sources")
        return None

    def _next_of_reading(self) -> NextView | None:
        if self.revealed:
            verb = "Talk over" if self.quiet else "Settle"
            return NextView(f"{verb} {self.revealed[0].name}", "All readings are open now.", "/compare")
        if not self.codings:
            return NextView("Read and code the first source", "Mark a passage, press a key, and it is kept.", "/code")
        return None

    def _next_of_writing(self) -> NextView | None:
        if self.unasked:
            title = f"Record whether {_n(self.unasked, 'person', 'people')} may be quoted"
            return NextView(title, "One screen records many at once. Quotations ask for it.", "/cases")
        if not self.themes:
            return NextView("Gather codes into themes", "A theme has a central idea in one sentence.", "/interpret")
        if not self.n_claims:
            return NextView("Write the first finding", "Anselm counts what stands behind each sentence.", "/report")
        return None


def _n(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"


def _listed(names: Iterable[str]) -> str:
    held: Collection[str] = list(names)
    return " and ".join([", ".join(list(held)[:-1]), *list(held)[-1:]]) if len(held) > 1 else "".join(held)
