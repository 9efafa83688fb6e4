"""What can be coded: sources, their unchanging texts, who speaks where, and how positions move between texts.

Positions are half-open and count Unicode code points of one source version. Times are milliseconds from the
start of the recording.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from anselm.domain.errors import Invalid

__all__ = [
    "Anonymisation",
    "AnonymisationReview",
    "AnonymisationRule",
    "Identifying",
    "MapPiece",
    "OffsetMap",
    "ReplacedPlace",
    "RuleState",
    "SavedFind",
    "Segment",
    "Source",
    "SourceVersion",
    "Speaker",
    "SpeakerKind",
    "SyncPoint",
    "TextSpan",
    "TurnCorrection",
    "TurnTime",
    "Utterance",
    "VersionMap",
    "VersionRole",
    "root_speaker",
    "speech_only",
]


@dataclass(frozen=True, slots=True, order=True)
class TextSpan:
    """A stretch [start, end) of one text. Raises Invalid when it is empty or begins before the text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise Invalid("A passage must begin before it ends.", place=f"{self.start} to {self.end}")

    @property
    def n_characters(self) -> int:
        """Its length in code points."""
        return self.end - self.start

    def within(self, n_characters: int) -> TextSpan:
        """This span, known to lie inside a text of that length. Raises Invalid."""
        if self.end > n_characters:
            raise Invalid(
                f"The passage ends at {self.end}; the text has {n_characters} characters.",
                place=f"{self.start} to {self.end}",
            )
        return self


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """An anchored stretch of a source: which version, and where in it."""

    version_id: str
    start: int
    end: int

    @property
    def span(self) -> TextSpan:
        """Where in the version."""
        return TextSpan(self.start, self.end)


class VersionRole(StrEnum):
    """What a text of a source is."""

    RAW = "raw"
    CHECKED = "checked"
    ANONYMISED = "anonymised"
    MACHINE_DRAFT = "machine draft"
    ORIGINAL = "original"
    TRANSLATION = "translation"

    @property
    def beside(self) -> bool:
        """Whether it stands beside the text that is read, in the other language, and is never coded or counted."""
        return self in (VersionRole.ORIGINAL, VersionRole.TRANSLATION)


@dataclass(frozen=True, slots=True)
class Source:
    """Anything that can be coded. `deidentified`: yes, no or not said; by whom and when if yes.

    `held_at` is set while a withdrawal is being looked at: the source is then in no list, search or count.
    """

    id: str
    name: str
    kind: str = "transcript"
    encounter_id: str | None = None
    case_id: str | None = None
    current_version_id: str | None = None
    language: str = "en"
    deidentified: str = "not said"
    deidentified_by: str = ""
    deidentified_on: str = ""
    position: int = 0
    held_at: str | None = None
    created_at: str = ""


@dataclass(frozen=True, slots=True)
class SourceVersion:
    """One unchanging text of a source. The text and the turns lie apart; `text_digest` (keyed) speaks for them.

    `file_sha256` is the checksum of the original bytes, `losses` what the text does not hold of the file,
    `last_ms` the last time in the recording that the text names. `language` is that of a text that stands beside the
    one that is read; such a text has the number 0, below it once it was taken away.
    """

    id: str
    source_id: str
    number: int
    role: VersionRole
    n_characters: int
    text_salt: str
    text_digest: str
    file_name: str = ""
    file_sha256: str = ""
    format: str = ""
    parent_id: str | None = None
    losses: tuple[str, ...] = ()
    header: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    by_id: str = ""
    created_at: str = ""
    n_utterances: int = 0
    last_ms: int | None = None
    language: str = ""


def minutes_taken(duration_s: int | None, last_ms: int | None) -> int | None:
    """How long an encounter took in whole minutes, at least one: as it is told, else the last time its text names."""
    seconds = duration_s if duration_s is not None else last_ms / 1000 if last_ms else None
    return None if seconds is None else max(1, round(seconds / 60))


class SpeakerKind(StrEnum):
    """Whose words a turn holds."""

    PARTICIPANT = "participant"
    INTERVIEWER = "interviewer"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice in one source as the transcript labels it, and who that is. Merging points at another speaker."""

    id: str
    source_id: str
    label: str
    kind: SpeakerKind = SpeakerKind.UNKNOWN
    participant_id: str | None = None
    researcher_id: str | None = None
    merged_into_id: str | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """One turn: label span [start, speech_start), speech span [speech_start, end). Numbers count from 1."""

    version_id: str
    number: int
    start: int
    speech_start: int
    end: int
    speaker_id: str
    t0_ms: int | None = None
    t1_ms: int | None = None


@dataclass(frozen=True, slots=True)
class TurnCorrection:
    """A turn that belongs to another speaker than the transcript says. It never changes the text."""

    id: str
    version_id: str
    number: int
    speaker_id: str


@dataclass(frozen=True, slots=True)
class TurnTime:
    """The time in the recording at which a turn begins, set by ear. It never changes the text."""

    id: str
    version_id: str
    number: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class SyncPoint:
    """A text position and the time in the recording it was said at."""

    version_id: str
    position: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class MapPiece:
    """[start, end) of the old text became [new_start, new_end) of the new; `kept` when the words are equal."""

    start: int
    end: int
    new_start: int
    new_end: int
    kept: bool


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """A total monotone map from one text to its successor: pieces in order that cover both whole."""

    pieces: tuple[MapPiece, ...]

    def __post_init__(self) -> None:
        at = new = 0
        for piece in self.pieces:
            if piece.start != at or piece.new_start != new or piece.end < at or piece.new_end < new:
                raise Invalid("A map between two texts must cover both without a gap.")
            if piece.kept and piece.end - piece.start != piece.new_end - piece.new_start:
                raise Invalid("What is kept between two texts is as long in both.")
            at, new = piece.end, piece.new_end

    def before(self, position: int) -> int:
        """Where a border lies in the new text, ahead of anything put in at that very place."""
        starts = [piece.start for piece in self.pieces]
        found = bisect_left(starts, position) - 1
        if found < 0:
            return 0
        piece = self.pieces[found]
        if piece.kept:
            return piece.new_start + position - piece.start
        return piece.new_end if position >= piece.end else piece.new_start

    def after(self, position: int) -> int:
        """Where a border lies in the new text, behind anything put in at that very place."""
        ends = [piece.end for piece in self.pieces]
        found = bisect_right(ends, position)
        if found == len(ends):
            return self.pieces[-1].new_end if self.pieces else 0
        piece = self.pieces[found]
        if piece.kept:
            return piece.new_start + position - piece.start
        return piece.new_start if position <= piece.start else piece.new_end

    def carry(self, span: TextSpan) -> tuple[TextSpan | None, bool]:
        """Where the span lies in the new text, or None if nothing of it is left; and whether its words are whole.

        A border inside changed words moves to the outer border of the change, so that nothing is cut in half.
        """
        starts = [piece.start for piece in self.pieces]
        first = self.pieces[bisect_right(starts, span.start) - 1]
        last = self.pieces[bisect_right(starts, span.end - 1) - 1]
        start = first.new_start + (span.start - first.start if first.kept else 0)
        end = last.new_end - (last.end - span.end if last.kept else 0)
        touched = self.pieces[self.pieces.index(first) : self.pieces.index(last) + 1]
        if end <= start:
            return None, False
        return TextSpan(start, end), all(piece.kept for piece in touched)

    def holds(self, span: TextSpan) -> bool:
        """Whether no border of the span lies inside words that changed: what it holds is then the same passage."""
        return not any(piece.start < border < piece.end for border in (span.start, span.end) for piece in self._changed)

    @property
    def _changed(self) -> Iterator[MapPiece]:
        return (piece for piece in self.pieces if not piece.kept)

    @property
    def back(self) -> OffsetMap:
        """The map from the new text to the old one."""
        return OffsetMap(tuple(MapPiece(p.new_start, p.new_end, p.start, p.end, p.kept) for p in self.pieces))


@dataclass(frozen=True, slots=True)
class VersionMap:
    """How positions moved from one version of a source to its successor. Unchanging."""

    id: str
    source_id: str
    from_version_id: str
    to_version_id: str
    pieces: tuple[MapPiece, ...]

    @property
    def offsets(self) -> OffsetMap:
        """The map itself."""
        return OffsetMap(self.pieces)


class Identifying(StrEnum):
    """What kind of words could tell who somebody is."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    PHONE = "phone number"
    EMAIL = "e-mail address"
    POSTCODE = "postcode"
    DATE = "date"
    NUMBER = "number"
    OTHER = "other"


class RuleState(StrEnum):
    """Where a rule stands: waiting for a second person, looked at by one, or decided to leave the words as they are."""

    WAITING = "waiting"
    CHECKED = "checked"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class AnonymisationRule:
    """Words that could tell who somebody is, and what stands in their place.

    `forms` are the wordings, `who` whom they are about in words, `participant_id` if that is a participant.
    `source_ids` are the sources it holds for; none means the whole study. `state` is left where it was decided that
    the words stay.
    """

    id: str
    forms: tuple[str, ...]
    replacement: str
    what: Identifying = Identifying.PERSON
    who: str = ""
    participant_id: str | None = None
    source_ids: tuple[str, ...] = ()
    reason: str = ""
    any_case: bool = False
    state: RuleState = RuleState.WAITING
    by_id: str = ""
    created_at: str = ""
    checked_by_id: str | None = None
    checked_at: str = ""

    def __post_init__(self) -> None:
        if not any(one.strip() for one in self.forms):
            raise Invalid("A rule says which words it replaces.", place="forms")

    def holds_for(self, source_id: str) -> bool:
        """Whether the rule reaches a source."""
        return not self.source_ids or source_id in self.source_ids

    def meets(self, other: AnonymisationRule) -> bool:
        """Whether there is a source both rules hold for."""
        return not self.source_ids or not other.source_ids or bool(set(self.source_ids) & set(other.source_ids))


@dataclass(frozen=True, slots=True)
class ReplacedPlace:
    """Where a rule replaced words: [start, end) of the new text, [old_start, old_end) of the one before."""

    rule_id: str
    start: int
    end: int
    old_start: int
    old_end: int


@dataclass(frozen=True, slots=True)
class Anonymisation:
    """One making of an anonymised text: which rule replaced what where. `version_id` is the text made.

    `unchecked_because` is why rules were applied that no second person had looked at.
    """

    id: str
    source_id: str
    version_id: str
    places: tuple[ReplacedPlace, ...] = ()
    by_id: str = ""
    at: str = ""
    unchecked_because: str = ""


@dataclass(frozen=True, slots=True)
class AnonymisationReview:
    """That a second person read an anonymised text for what still tells who somebody is; `clear` if nothing does."""

    id: str
    source_id: str
    version_id: str
    clear: bool
    note: str = ""
    by_id: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class SavedFind:
    """Words worth finding again, by whom they are said, and how many places there were on the day it was kept.

    While its author reads apart in a blind round, `round_id` names that round, and it is theirs alone until then.
    """

    id: str
    name: str
    words: str
    only: str = "all"
    n_hits: int = 0
    n_sources: int = 0
    author_id: str = ""
    round_id: str | None = None
    created_at: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise Invalid("A find that is kept needs a name.", place="name")


def root_speaker(speakers: Mapping[str, Speaker], identifier: str) -> str:
    """The speaker that one merged into another stands for, itself when it was not merged."""
    seen = {identifier}
    at = identifier
    while at in speakers:
        onwards = speakers[at].merged_into_id
        if onwards is None or onwards in seen:
            break
        seen.add(onwards)
        at = onwards
    return at


def speech_only(text: str, span: TextSpan, utterances: tuple[Utterance, ...]) -> str:
    """The words of a span without labels and times: what is quoted. Text outside turns is kept as it stands."""
    pieces: list[str] = []
    at = span.start
    for turn in utterances:
        if turn.end <= span.start or turn.start >= span.end:
            continue
        if turn.start > at:
            pieces.append(text[at : turn.start])
        pieces.append(text[max(turn.speech_start, span.start) : min(turn.end, span.end)])
        at = min(turn.end, span.end)
    if at < span.end:
        pieces.append(text[at : span.end])
    return "".join(pieces).strip("\n")
