"""The study, who works on it, who is asking, what they write for themselves, and what happened when.

Moments are ISO 8601 in UTC with a Z; dates are ISO 8601. Identifiers are random (UUIDv4, as text).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from anselm.domain.errors import Invalid

__all__ = [
    "PROFILES",
    "READ_STAGES",
    "RIGHTS",
    "Event",
    "Job",
    "JobFile",
    "JobFileState",
    "JobState",
    "Memo",
    "MemoKind",
    "MethodProfile",
    "Researcher",
    "Right",
    "Role",
    "Stage",
    "StageAbout",
    "StageMark",
    "Study",
    "Viewer",
    "ViewerKind",
    "initials",
]


class StageAbout(StrEnum):
    """What a stage is reached for: the whole study, each source, or each source by each analyst."""

    STUDY = "study"
    SOURCE = "source"
    ANALYST = "analyst"


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a method profile, in its order. `fact`: what on record shows it; empty where somebody judges."""

    key: str
    name: str
    about: StageAbout = StageAbout.STUDY
    fact: str = ""


@dataclass(frozen=True, slots=True)
class StageMark:
    """That somebody holds a stage to be reached: by `judge_id` alone where it is the analyst's, else for all.

    `source_id` is empty for a stage of the whole study. While the source is read apart in a blind round by whoever
    marks it, `round_id` names that round, and nobody else knows of the mark until it is opened.
    """

    id: str
    stage: str
    judge_id: str
    source_id: str = ""
    note: str = ""
    round_id: str | None = None
    created_at: str = ""


@dataclass(frozen=True, slots=True)
class MethodProfile:
    """The named analysis procedure: its stages in order, and whether coefficients have a place in it.

    `themes_first`: themes and grid are agreed on first, and the material is coded with them after.
    """

    key: str
    name: str
    stages: tuple[Stage, ...]
    reflexive: bool = False
    themes_first: bool = False


_STUDY, _SOURCE, _ANALYST = StageAbout
READ_STAGES = ("read", "become-familiar")  # what a source marked as read is marked in, by whichever the method has
# What each stage is reached for, and what on record shows it. Reading, reviewing and interpreting are told by hand.
_STAGES: dict[str, tuple[StageAbout, str]] = {
    "transcribe": (_SOURCE, "text"),
    "read": (_ANALYST, ""),
    "become familiar": (_ANALYST, ""),
    "mark units of meaning": (_ANALYST, "units"),
    "codebook": (_STUDY, "codebook"),
    "build the framework": (_STUDY, "codebook"),
    "agree the framework": (_STUDY, "codebook"),
    "frame": (_STUDY, "codebook"),
    "train": (_ANALYST, "training"),
    "code independently": (_ANALYST, "round"),
    "compare": (_SOURCE, "opened"),
    "settle": (_SOURCE, "settled"),
    "code the rest": (_ANALYST, "rest"),
    "code": (_ANALYST, "codings"),
    "apply it": (_ANALYST, "codings"),
    "index": (_ANALYST, "codings"),
    "chart": (_SOURCE, "chart"),
    "search for themes": (_STUDY, "themes found"),
    "develop themes": (_STUDY, "themes"),
    "review themes": (_STUDY, ""),
    "name themes": (_STUDY, "themes named"),
    "interpret": (_STUDY, ""),
    "write": (_STUDY, "report"),
    "report": (_STUDY, "report"),
}


def _profile(key: str, name: str, stages: str, *, reflexive: bool = False, themes_first: bool = False) -> MethodProfile:
    steps = (step.strip() for step in stages.split("·"))
    return MethodProfile(
        key, name, tuple(Stage(step.replace(" ", "-"), step, *_STAGES[step]) for step in steps), reflexive, themes_first
    )


PROFILES: dict[str, MethodProfile] = {
    profile.key: profile
    for profile in (
        _profile(
            "titscher-6",
            "Six steps after Titscher and colleagues",
            "transcribe · read · mark units of meaning · build the framework · develop themes · code",
            themes_first=True,
        ),
        _profile(
            "braun-clarke-6",
            "Reflexive thematic analysis",
            "become familiar · code · search for themes · review themes · name themes · write",
            reflexive=True,
        ),
        _profile(
            "framework-7",
            "Framework method",
            "transcribe · become familiar · code · agree the framework · apply it · chart · interpret",
            themes_first=True,
        ),
        _profile("ritchie-5", "Framework analysis", "become familiar · frame · index · chart · interpret"),
        _profile(
            "coding-reliability",
            "Codebook with independent readers",
            "codebook · train · code independently · compare · settle · code the rest · report",
        ),
    )
}


class Role(StrEnum):
    """What a researcher is in the study."""

    OWNER = "owner"
    LEAD = "lead"
    CODER = "coder"
    ADJUDICATOR = "adjudicator"
    INTERVIEWER = "interviewer"
    AUDITOR = "auditor"


class Right(StrEnum):
    """What an operation asks for. Which roles have it is the table RIGHTS and nothing else."""

    READ = "read"
    OWN = "own"  # one's own steps and one's own part of a round, of whoever does anything at all
    WRITE = "write"  # memos, themes, relations, claims, report
    CODE = "code"
    FIELD = "field"  # cases, people, consent, import
    SETTLE = "settle"
    LEAD = "lead"  # rounds, codebook freezes, release
    ADMIN = "admin"  # researchers and their accounts


_EVERYTHING = frozenset(Right)
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OWNER: _EVERYTHING,
    Role.LEAD: _EVERYTHING - {Right.ADMIN},
    Role.CODER: frozenset({Right.READ, Right.OWN, Right.WRITE, Right.CODE, Right.FIELD}),
    Role.ADJUDICATOR: frozenset({Right.READ, Right.OWN, Right.WRITE, Right.CODE, Right.SETTLE}),
    Role.INTERVIEWER: frozenset({Right.READ, Right.OWN, Right.FIELD}),
    Role.AUDITOR: frozenset({Right.READ}),
}


@dataclass(frozen=True, slots=True)
class Study:
    """The whole piece of research. `profile` is a key of PROFILES."""

    id: str
    title: str
    question: str = ""
    aims: str = ""
    profile: str = "coding-reliability"
    design: str = ""
    lawful_basis: str = ""
    hra_category: str = ""
    label_template: str = "{case}{role}{n}"
    created_at: str = ""

    def __post_init__(self) -> None:
        if self.profile not in PROFILES:
            raise Invalid(f"There is no method profile called {self.profile}.", place="profile")
        if not self.title.strip():
            raise Invalid("A study needs a title.", place="title")

    @property
    def reflexive(self) -> bool:
        """Whether coefficients, code counts and differences stay off every screen."""
        return PROFILES[self.profile].reflexive


@dataclass(frozen=True, slots=True)
class Researcher:
    """A person with an account in the study. `key` is the letter used for them in interviews (I1, K, L).

    `named_in` is the file of another program that names somebody as its coder: a colleague who never had an account.
    """

    id: str
    name: str
    roles: tuple[Role, ...]
    key: str = ""
    credentials: str = ""
    training: str = ""
    ties: str = ""
    ended_at: str | None = None
    named_in: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Invalid("A researcher needs a name.", place="name")
        if not self.roles:
            raise Invalid("A researcher needs at least one role.", place="roles")


def initials(name: str) -> str:
    """Two letters at most for a name, titles left out: Dr Ilse Marrow is IM, and IM again in her second reading."""
    for time in (", first time", ", again"):
        if name.endswith(time):
            return f"{initials(name.removesuffix(time))}{time.replace(',', '')}"
    words = [word for word in name.split() if word.rstrip(".").lower() not in {"dr", "prof", "professor"}]
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words))


class ViewerKind(StrEnum):
    """How someone reaches the study."""

    ACCOUNT = "account"
    LINK = "link"
    LIBRARY = "library"
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking. A worker sees what nobody is blind to and acts for the study itself.

    `outward`: for what leaves the study, so neither what is the viewer's alone is seen nor who has handed in.
    """

    study_id: str
    researcher_id: str
    roles: tuple[Role, ...]
    kind: ViewerKind = ViewerKind.ACCOUNT
    outward: bool = False

    @property
    def rights(self) -> frozenset[Right]:
        """The rights of all roles together."""
        return frozenset().union(*(RIGHTS[role] for role in self.roles))

    def may(self, right: Right) -> bool:
        """Whether any role reaches this far."""
        return right in self.rights


class MemoKind(StrEnum):
    """What kind of writing a memo is."""

    ANALYTIC = "analytic"
    METHODOLOGICAL = "methodological"
    REFLEXIVE = "reflexive"
    DECISION = "decision"
    FIELDNOTE = "fieldnote"
    CONTACT = "contact"  # how somebody was reached, asked, met or missed: a line of the contact log
    READING = "reading"  # a note of one who reads a source, on the whole of it or on a passage


@dataclass(frozen=True, slots=True)
class Memo:
    """The researcher's own writing about something; `about_kind` and `about_id` name it.

    `source_id`, `start` and `end` (code points, half-open) say where, when it is about a passage. A private
    memo is its author's alone.
    """

    id: str
    author_id: str
    kind: MemoKind
    body: str
    about_kind: str = "study"
    about_id: str = ""
    version_id: str | None = None
    start: int | None = None
    end: int | None = None
    private: bool = False
    created_at: str = ""
    edited_at: str = ""
    round_id: str | None = None


class JobState(StrEnum):
    """Where long work stands."""

    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Job:
    """A folder of files being brought in in the background, for a researcher.

    `n_files` were announced and `n_left_out` were no sources; `handed_over` once every file has arrived. `message` is
    why it was stopped when nobody asked for that. The answer on de-identification holds for all files.
    """

    id: str
    researcher_id: str
    state: JobState
    n_files: int = 0
    n_left_out: int = 0
    handed_over: bool = False
    message: str = ""
    deidentified: str = "not said"
    deidentified_by: str = ""
    deidentified_on: str = ""
    created_at: str = ""


class JobFileState(StrEnum):
    """What became of a file of a folder."""

    WAITING = "waiting"
    TAKEN = "in the study"
    THERE = "here already"
    REFUSED = "not taken"


@dataclass(frozen=True, slots=True)
class JobFile:
    """A file of a folder. `path` is its place in the folder, a label; its bytes wait under the name `sha256`.

    `words` say what it became or why it was not taken; `source_id` is empty until it is a source.
    """

    id: str
    job_id: str
    path: str
    n_bytes: int
    sha256: str
    state: JobFileState = JobFileState.WAITING
    words: str = ""
    source_id: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to which row when, in one chain per origin. `digest` stands for the row, never its words."""

    origin_id: str
    seq: int
    at: str
    actor_id: str
    kind: str
    subject_kind: str
    subject_id: str
    version: int
    digest: str
    prev: str
    hash: str
