"""Themes, lenses and what stands at which level, relations between levels, and practices as told.

Evidence is one kind of value for all of them and for claims: what it rests on, and whether that supports,
qualifies or contradicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from anselm.domain.corpus import Segment
from anselm.domain.errors import Invalid, Refused

__all__ = [
    "Account",
    "AccountValue",
    "Basis",
    "Cell",
    "Evidence",
    "FrameworkMatrix",
    "Lens",
    "Level",
    "Placement",
    "Practice",
    "PracticeProperty",
    "PracticeReading",
    "PracticeSchema",
    "Relation",
    "RelationKind",
    "SaturationAssessment",
    "SaturationKind",
    "SavedQuery",
    "Stance",
    "Theme",
    "ThemeMember",
    "ThemeState",
    "passage_at",
    "passage_key",
    "read_accounts",
]


class ThemeState(StrEnum):
    """Where a theme stands."""

    CANDIDATE = "candidate"
    FINAL = "final"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Theme:
    """An interpreted pattern. `ancestor_ids` are the themes it came from, by merging or splitting."""

    id: str
    name: str
    key: str = ""
    central_idea: str = ""
    boundary: str = ""
    major: bool = True
    state: ThemeState = ThemeState.CANDIDATE
    ancestor_ids: tuple[str, ...] = ()
    reason: str = ""
    position: int = 0
    author_id: str = ""
    round_id: str | None = None
    created_at: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Invalid("A theme needs a name.", place="name")


@dataclass(frozen=True, slots=True)
class ThemeMember:
    """What a theme rests on: a code, a coding or a memo by its id, or a passage."""

    id: str
    theme_id: str
    target_kind: str
    target_id: str
    version_id: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a lens, from the innermost (0) outwards; `chrono` levels are drawn as time."""

    key: str
    name: str
    definition: str = ""
    example: str = ""
    non_example: str = ""
    chrono: bool = False


@dataclass(frozen=True, slots=True)
class Lens:
    """A theoretical frame as data: one version of it, its levels in order, and which relations it allows."""

    id: str
    key: str
    name: str
    version: str
    levels: tuple[Level, ...]
    source: str = ""
    phase: str = ""
    relation_kinds: tuple[str, ...] = ()
    active: bool = False

    def level(self, key: str) -> Level:
        """A level by key. Raises Invalid."""
        for level in self.levels:
            if level.key == key:
                return level
        raise Invalid(f"The lens {self.name} has no level called {key}.", place="level")


@dataclass(frozen=True, slots=True)
class Placement:
    """That a judge puts a theme, code, practice, relation or passage at a level of a lens; `to_level`: it reaches on.

    A passage (`target_kind` segment) has its place, and is named by it: `passage_key`.
    """

    id: str
    lens_id: str
    level_key: str
    target_kind: str
    target_id: str
    judge_id: str
    reason: str = ""
    to_level_key: str | None = None
    round_id: str | None = None
    at: str = ""
    version_id: str | None = None
    start: int | None = None
    end: int | None = None

    def __post_init__(self) -> None:
        if self.target_kind == "segment" and self.segment is None:
            raise Refused("A passage at a level needs its place.", place="target")

    @property
    def segment(self) -> Segment | None:
        """The passage that is placed, where it is one."""
        if self.version_id is None or self.start is None or self.end is None:
            return None
        return Segment(self.version_id, self.start, self.end)


def passage_key(place: Segment) -> str:
    """How a passage is named where everything else has an identifier: by its text, and where it stands in it."""
    return f"{place.version_id}.{place.start}-{place.end}"


def passage_at(key: str) -> Segment | None:
    """The passage of such a name; None for the name of anything else."""
    version_id, _, span = key.rpartition(".")
    start, _, end = span.partition("-")
    if not (version_id and start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        return None
    return Segment(version_id, int(start), int(end))


class RelationKind(StrEnum):
    """What one thing does to another."""

    ENABLES = "enables"
    CONSTRAINS = "constrains"
    ERODES = "erodes"
    BUFFERS = "buffers"
    SUBSTITUTES = "substitutes"
    TRIGGERS = "triggers"
    FEEDS = "feeds"
    BYPASSES = "bypasses"


class Sign(StrEnum):
    """Whether something makes more or less of what it acts on, or now the one and now the other."""

    PLUS = "plus"
    MINUS = "minus"
    MIXED = "mixed"


_SIGNS = {"+": Sign.PLUS, "-": Sign.MINUS, "−": Sign.MINUS, "+/-": Sign.MIXED, **{one.value: one for one in Sign}}


def sign_of(written: str, kind: RelationKind) -> Sign:
    """The sign as written in a word or mark; where none is, what the kind says by itself. Raises Invalid otherwise."""
    if not written:
        return Sign.MINUS if kind in (RelationKind.CONSTRAINS, RelationKind.ERODES) else Sign.PLUS
    if written not in _SIGNS:
        said = f"“{written}” is no sign of a relation."
        raise Invalid(said, place="sign", advice="Write plus, minus or mixed.")
    return _SIGNS[written]


class Basis(StrEnum):
    """Whether participants said it or the analyst infers it."""

    TOLD = "told"
    INFERRED = "inferred"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Relation:
    """Something at one level acts on something at another.

    An end is a code, theme, practice or relation by its id, or a named `factor` with an empty id. It is
    *asserted* once evidence supports it; until then it is *proposed*.
    """

    id: str
    key: str
    from_kind: str
    from_id: str
    from_name: str
    from_level: str
    to_kind: str
    to_id: str
    to_name: str
    to_level: str
    kind: RelationKind
    sign: str = Sign.PLUS.value
    mechanism: str = ""
    basis: Basis = Basis.TOLD
    lens_id: str | None = None
    author_id: str = ""
    created_at: str = ""

    def __post_init__(self) -> None:
        if self.from_kind == self.to_kind and self.from_id == self.to_id and self.from_name == self.to_name:
            raise Invalid("A relation needs two different ends.", place="to")

    @property
    def known_sign(self) -> Sign:
        """Its sign; that of its kind where a study of before holds words that are none."""
        return sign_of(self.sign if self.sign in _SIGNS else "", self.kind)


class AccountValue(StrEnum):
    """What one informant said. Not asked is never no."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    DOES_NOT_KNOW = "does not know"
    NOT_ASKED = "not asked"
    NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class PracticeProperty:
    """One practice of a schema and the details it may have (length_weeks, interval_weeks, …)."""

    key: str
    name: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PracticeSchema:
    """Which practices a study asks about, as data."""

    id: str
    key: str
    name: str
    properties: tuple[PracticeProperty, ...]

    def property(self, key: str) -> PracticeProperty:
        """A practice by key. Raises Invalid."""
        for one in self.properties:
            if one.key == key:
                return one
        raise Invalid(f"The schema {self.name} has no practice called {key}.", place="practice")


@dataclass(frozen=True, slots=True)
class Account:
    """What one informant told about one practice of a case, and the passage in which they told it."""

    id: str
    schema_id: str
    practice_key: str
    case_id: str
    participant_id: str
    value: AccountValue
    detail: str = ""
    encounter_id: str | None = None
    version_id: str | None = None
    start: int | None = None
    end: int | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    author_id: str = ""
    at: str = ""


class PracticeReading(StrEnum):
    """How the accounts of a case stand to each other."""

    AGREE = "agree"
    DIFFER = "differ"
    ONE_VOICE_ONLY = "one voice only"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class Practice:
    """The reading of a case settled from its accounts. `value` of a case nobody asked is not asked."""

    id: str
    schema_id: str
    practice_key: str
    case_id: str
    value: AccountValue
    reading: PracticeReading
    detail: str = ""
    carried_by: str = "unknown"
    paid_by: str = "unknown"
    protected_by: tuple[str, ...] = ()
    eroded_by: tuple[str, ...] = ()
    account_ids: tuple[str, ...] = ()
    reason: str = ""
    valid_from: str | None = None
    valid_to: str | None = None
    settled_by: str = ""
    at: str = ""


_TELLING = (AccountValue.YES, AccountValue.PARTLY, AccountValue.NO)


def read_accounts(accounts: Sequence[Account]) -> PracticeReading:
    """How accounts stand to each other: who was not asked or does not know has no voice in it."""
    told = [account for account in accounts if account.value in _TELLING]
    if not told:
        return PracticeReading.NOT_ASKED
    if len({account.participant_id for account in told}) == 1:
        return PracticeReading.ONE_VOICE_ONLY
    same = len({account.value for account in told}) == 1
    return PracticeReading.AGREE if same else PracticeReading.DIFFER


class Stance(StrEnum):
    """What a piece of evidence does to what it is evidence for."""

    SUPPORTS = "supports"
    QUALIFIES = "qualifies"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A link from a claim, relation or theme to what it rests on: a passage, coding, practice, account or record.

    For a passage `version_id`, `start` and `end` say where. `case_id` is the case it speaks for, if any.
    """

    id: str
    subject_kind: str
    subject_id: str
    stance: Stance
    target_kind: str
    target_id: str = ""
    version_id: str | None = None
    start: int | None = None
    end: int | None = None
    case_id: str | None = None
    participant_id: str | None = None
    note: str = ""
    author_id: str = ""
    at: str = ""

    def __post_init__(self) -> None:
        if self.target_kind == "segment" and (self.version_id is None or self.start is None or self.end is None):
            raise Refused("A passage as evidence needs its place.", place="target")


@dataclass(frozen=True, slots=True)
class FrameworkMatrix:
    """Cases by themes or codes, with a summary in own words where they cross. No `column_ids`: all there are."""

    id: str
    name: str
    columns: str = "theme"
    column_ids: tuple[str, ...] = ()
    author_id: str = ""
    created_at: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Invalid("A matrix needs a name.", place="name")
        if self.columns not in ("theme", "code"):
            raise Invalid("The columns of a matrix are themes or codes.", place="columns")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one case says to one theme or code, and the passages it rests on.

    `known` are the passages that stood under it when it was written; once these change the cell is stale.
    """

    id: str
    matrix_id: str
    case_id: str
    column_id: str
    summary: str = ""
    links: tuple[Segment, ...] = ()
    final: bool = False
    known: tuple[Segment, ...] = ()
    author_id: str = ""
    changed_at: str = ""

    def __post_init__(self) -> None:
        if self.final and not (self.links and self.summary.strip()):
            raise Refused(
                "A final cell has a summary and at least one passage it rests on.",
                place="links",
                advice="Tie a passage to it, or leave it a draft.",
            )


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query worth keeping: its written form, what narrows it, and the coding set it reads."""

    id: str
    name: str
    text: str
    where: str = ""
    set_key: str = "consensus"
    readers: str = "apart"
    author_id: str = ""
    created_at: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Invalid("A query that is kept needs a name.", place="name")


class SaturationKind(StrEnum):
    """Which saturation is meant (Saunders and colleagues 2018), or that none is claimed."""

    THEORETICAL = "theoretical"
    INDUCTIVE = "inductive thematic"
    A_PRIORI = "a priori thematic"
    DATA = "data"
    NOT_CLAIMED = "not claimed"


@dataclass(frozen=True, slots=True)
class SaturationAssessment:
    """What a researcher says about saturation, by which rule, on which codings, and what these showed that day.

    `at_unit` is the last unit of the first run that met the rule, empty when none did.
    """

    id: str
    kind: SaturationKind
    statement: str
    unit: str = "interview"
    base: int = 4
    run: int = 2
    threshold: float = 0.05
    convention: str = "overlapping"
    set_key: str = "consensus"
    codebook_id: str = ""
    n_units: int = 0
    n_codes: int = 0
    last_new: str = ""
    at_unit: str = ""
    author_id: str = ""
    at: str = ""

    def __post_init__(self) -> None:
        if not self.statement.strip():
            raise Invalid("Say in a sentence what is claimed, or why nothing is.", place="statement")
