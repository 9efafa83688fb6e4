"""What the services need from outside, one small interface each. Adapters answer them; bootstrap joins them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from anselm.analysis.finding import Query
from anselm.domain.codebook import ReadCodebook
from anselm.domain.corpus import Segment, Source, Speaker, SyncPoint, Utterance
from anselm.domain.interchange import ReadProject
from anselm.domain.package import ReturnedReading, RoundPackage, RoundResult, SealedReturn
from anselm.domain.parsed import ParseOutcome, Refusal, RenderedPage
from anselm.domain.reporting import Report
from anselm.domain.returned import ReturnedReport
from anselm.domain.sheet import Sheet
from anselm.domain.study import Viewer

if TYPE_CHECKING:
    from anselm.analysis.laid import Laid, Turned

__all__ = [
    "Clock",
    "CommandView",
    "Deed",
    "Download",
    "Earlier",
    "Entropy",
    "Hasher",
    "Ids",
    "Index",
    "Listening",
    "Located",
    "Media",
    "Packages",
    "Parser",
    "Past",
    "Reads",
    "Renderer",
    "Rendering",
    "Sound",
    "Spot",
    "Stored",
    "Tools",
    "Work",
]

T = TypeVar("T")


class Clock(Protocol):
    """What time it is, as ISO 8601 in UTC with a Z."""

    def now(self) -> str:
        """This moment."""


class Ids(Protocol):
    """Identifiers that say nothing of who worked when."""

    def new(self) -> str:
        """A random UUIDv4 as text."""


class Entropy(Protocol):
    """Random bytes nobody can foresee (or, in tests, that everybody can)."""

    def salt(self) -> str:
        """16 random bytes, as hex."""


class Parser(Protocol):
    """Reads one file in a limited child."""

    def parse(self, name: str, data: bytes, as_kind: str | None = None) -> ParseOutcome:
        """The text and turns of a file, or why it was not read."""

    def report(self, name: str, data: bytes) -> ReturnedReport | Refusal:
        """A Word document paragraph by paragraph, or why it was not read."""

    def codebook(self, name: str, data: bytes) -> ReadCodebook | Refusal:
        """The codes of a file, or why it was not read."""

    def project(self, name: str, data: bytes) -> ReadProject | Refusal:
        """A project of another program, or why it was not read."""

    def unpacked(self, data: bytes, part: str) -> bytes | Refusal:
        """The bytes of one part of a project, counted as they come and not read; or why they cannot be had."""

    def sheet(self, name: str, data: bytes, sheet: str = "") -> Sheet | Refusal:
        """A table row by row, of a workbook the sheet that is named; or why it was not read."""

    def page(self, sha256: str, content: Callable[[], bytes], number: int) -> RenderedPage | Refusal:
        """A page of a PDF as it looks, or why it cannot be shown. What was shown lately is kept for a while, in
        memory alone, under the checksum of the file; only else is its content asked for."""

    def forget_pages(self) -> None:
        """Keep no page any longer."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What the bytes of a recording say of themselves: their kind, and their length where it is written in them."""

    media_type: str
    duration_ms: int | None


class Media(Protocol):
    """Keeps bytes by their checksum."""

    def put(self, data: bytes, of: str = "") -> str:
        """Keep bytes durably; their SHA-256 in hex, or a name like one where they are kept for something alone."""

    def get(self, sha256: str) -> bytes:
        """The bytes kept. Raises NotFound."""

    def take_back(self, sha256: str) -> None:
        """Undo one `put`: what was here before it, or was put by others too since, stays."""

    def listen(self, data: bytes) -> Sound:
        """What kind of recording bytes are, and how long. Raises Invalid for what is none."""

    def forget(self, sha256: str) -> None:
        """Let bytes go for good."""


class Hasher(Protocol):
    """Turns passwords into what may be stored."""

    def hash(self, password: str) -> str:
        """A salted, slow hash."""

    def matches(self, stored: str, password: str) -> bool:
        """Whether the password made the stored hash."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file for whoever asked."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Rendering:
    """A value to be written as a file: `stem` names the file, `format` is its ending without the dot.

    The answer of a download operation; which writer takes which value is a table in bootstrap.
    """

    stem: str
    format: str
    value: object


@dataclass(frozen=True, slots=True)
class Stored:
    """A file kept by its checksum, to be given from where it lies; it may be too large to be held at once."""

    name: str
    media_type: str
    sha256: str


class Renderer(Protocol):
    """Writes values as files."""

    def render(self, rendering: Rendering) -> Download:
        """The file. Raises Invalid for a format this value is not written in."""


class Packages(Protocol):
    """Reads round packages, and what comes back from them."""

    def package(self, data: bytes) -> RoundPackage:
        """The package in a file. Raises Invalid for anything else."""

    def result(self, data: bytes) -> RoundResult:
        """How a round ended, in a file. Raises Invalid for anything else."""

    def outside(self, data: bytes) -> SealedReturn:
        """What stands outside on a returned reading. Raises Invalid for anything else."""

    def inside(self, sealed: SealedReturn, private_key: str) -> ReturnedReading:
        """The reading inside. Raises Refused when it was changed or locked for another."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a service may use before it writes, off the writer thread."""

    clock: Clock
    ids: Ids
    entropy: Entropy
    parser: Parser
    media: Media
    hasher: Hasher
    renderer: Renderer
    packages: Packages
    staging: Media


@dataclass(frozen=True, slots=True)
class CommandView:
    """The viewer's next steps back and forward, in words; None where there is none."""

    next_undo: str | None
    next_redo: str | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """A report as it was: the number of the version, when it was written, by whom, and the text."""

    number: int
    at: str
    by_id: str
    report: Report


@dataclass(frozen=True, slots=True)
class Past(Generic[T]):
    """What became of a row in one step: `row` as it was after it, None where it was taken away.

    Everything of one `step` was done at once, by one researcher; `seq` says in which order steps came, and `undoes`
    that it took an earlier one back.
    """

    id: str
    seq: int
    step: str
    at: str
    by_id: str
    row: T | None
    undoes: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """How often somebody did one operation to one kind of row (the name of its table), from which day to which."""

    by_id: str
    operation: str
    kind: str
    n: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Listening:
    """Whose words are sought: of those who ask, or of everyone else who speaks.

    `asking` are the speakers who ask, `moved` who speaks by version and turn where a correction says so.
    """

    to_who_asks: bool
    asking: frozenset[str]
    moved: Mapping[str, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Spot:
    """One place found: its block in code points, the turn if it is one, and which words of the block it is."""

    start: int
    end: int
    turn: int | None
    speaker_id: str
    word: int
    n_words: int


class Located(Protocol):
    """What an index knows of the places of a query, for the versions it holds."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many places by version. A version that is missing is to be read."""

    def spots(self, version_id: str, start: int, stop: int) -> Sequence[Spot]:
        """Some of the places in a version, in text order."""


class Index(Protocol):
    """Words beside the study, so that not every text has to be read. It may always know less than the texts."""

    def look_up(self, query: Query, version_ids: Sequence[str], listening: Listening | None) -> Located:
        """The places of a query in these versions and no others."""

    def distrust(self) -> None:
        """What it said did not agree with a text: it is made anew."""


class TurnPlace(NamedTuple):
    """Where a turn lies and when it is heard, without who speaks."""

    number: int
    start: int
    speech_start: int
    end: int
    t0_ms: int | None


class Reads(Protocol):
    """What one viewer may see at one moment. Every row comes through the same filters of blindness and hold."""

    @property
    def viewer(self) -> Viewer:
        """Who is asking."""

    @property
    def index(self) -> Index | None:
        """Words beside the study, if there are. It knows nothing of who may see what: ask only for what may be seen."""

    def get(self, kind: type[T], identifier: str) -> T:
        """One row. Raises NotFound, the same for what is not there and what is not this viewer's to see."""

    def maybe(self, kind: type[T], identifier: str | None) -> T | None:
        """One row or None."""

    def find(self, kind: type[T], /, **equal: object) -> tuple[T, ...]:
        """The rows whose fields equal the values given (a list or tuple: any of them), in the order made."""

    def count(self, kind: type[T], /, **equal: object) -> int:
        """How many rows `find` would return."""

    def columns(self, kind: type[T], *names: str, **equal: object) -> tuple[tuple[Any, ...], ...]:
        """Some fields of words or numbers of the rows `find` would return, one tuple a row, in no order; for many."""

    def tally(self, kind: type[T], by: str, /, **equal: object) -> dict[str, int]:
        """How many visible rows by the value of one field."""

    def text(self, version_id: str) -> str:
        """The text of a source version the viewer may see. Raises NotFound."""

    def texts(self, version_ids: Sequence[str]) -> dict[str, str]:
        """Texts by version, for those the viewer may see."""

    def utterances(self, version_id: str) -> tuple[Utterance, ...]:
        """The turns of a version in order, corrections of speakers applied."""

    def utterances_of(self, version_ids: Sequence[str]) -> dict[str, tuple[Utterance, ...]]:
        """Turns by version."""

    def utterances_near(self, segments: Sequence[Segment], before: int) -> dict[str, tuple[Utterance, ...]]:
        """As `utterances_of`, of those turns alone that reach a stretch or what stands `before` characters before."""

    def first_turns(self, version_ids: Sequence[str]) -> dict[str, int]:
        """The number of the first turn of each version that has turns."""

    def turns(self, version_ids: Sequence[str]) -> tuple[tuple[str, int, int, int, str], ...]:
        """(version, number, start, end, speaker) of turns in order, corrections applied; for very many turns."""

    def turn_places(self, version_id: str) -> tuple[TurnPlace, ...]:
        """Where the turns of a version lie, in order, times set by ear applied; for very many turns."""

    def turned(self, version_ids: Sequence[str]) -> Turned:
        """What `turns` tells, as columns."""

    def laid(self, round_ids: Sequence[str], reader_at: Mapping[str, int]) -> Laid:
        """The codings of these rounds as columns, in the order of their places; readers by number, others 0."""

    def laid_anew(self, ids: Collection[str], round_ids: Sequence[str], reader_at: Mapping[str, int]) -> Laid:
        """As `laid`, of these codings alone, each read from its row."""

    def sync_points(self, version_id: str) -> tuple[SyncPoint, ...]:
        """Positions tied to the recording, in order."""

    def version(self, kind: type[T], identifier: str) -> int:
        """The row's version, counted from 1."""

    def steps(self) -> CommandView:
        """The viewer's own next undo and redo."""

    def kept(self, name: Hashable, make: Callable[[], T]) -> T:
        """What `make` works out of these reads, kept for this viewer alone until something it read has changed.

        `name` says all that the answer depends on beside what is read; whoever gets the answer leaves it as it is.
        """

    def followed(
        self, name: Hashable, kind: type[Any], make: Callable[[], T], mend: Callable[[T, frozenset[str]], T | None]
    ) -> T:
        """As `kept`, of what can be brought up to date: rows of `kind` may have changed, and nothing else it rests on.

        `mend(kept, changed)` gets the answer as it was and the identifiers of the rows of `kind` that came, went or are
        other than they were. It is asked every time, also where nothing changed, and gives the answer as it is now, the
        same where it still fits, or None where it must be made anew. The answer it is given it leaves as it is.
        """

    def unblinded(self) -> Reads:
        """The same moment as the study itself sees it. Only for rules that no answer repeats."""

    def outward(self) -> Reads:
        """The same moment as far as it may leave the study: nothing that is the viewer's alone, or not open yet."""

    def deeds(self) -> tuple[Deed, ...]:
        """Who did what to which kind of row, in counts, never what was written; of rows the viewer may see."""

    def past_hold(self, participant_id: str) -> Reads:
        """The same moment as if this person's material were not held back: only for saying what a withdrawal takes."""

    def moment(self) -> int:
        """The number of the newest change: which state of the study is being read."""

    def earlier(self, report_id: str) -> tuple[Earlier, ...]:
        """Every version of a report, oldest first. Raises NotFound. Only reports: they belong to no blind round."""

    def past_of(self, kind: type[T]) -> tuple[Past[T], ...]:
        """Everything that became of codes, themes, or what these rest on, oldest first; of those seen today."""

    def as_it_stood(self, moment: int) -> Reads:
        """The study as it stood at that change, for the same viewer; what may be shown is decided by today."""


class Work(Reads, Protocol):
    """One transaction on the one writer: what is added, replaced and removed here is kept whole or not at all.

    Each change records its version, its event and the step back by itself.
    """

    @property
    def now(self) -> str:
        """The moment of this transaction."""

    @property
    def by(self) -> str:
        """The researcher acting."""

    def new_id(self) -> str:
        """A random identifier."""

    def salt(self) -> str:
        """16 random bytes, as hex."""

    def add(self, row: object) -> None:
        """A new row. Adding the same row again is nothing; another row of the same id raises Refused."""

    def add_all(self, rows: Sequence[object]) -> None:
        """Many new rows."""

    def replace(self, row: object) -> None:
        """A row in place of the one with its id. Nothing happens when they are equal. Raises NotFound."""

    def remove(self, row: object) -> None:
        """A row gone; its history stays."""

    def erase(
        self, rows: Sequence[object], version_ids: Sequence[str], media: Sequence[str], said: Sequence[str]
    ) -> None:
        """Rows, texts and files gone for good with every version of them; nothing brings them back.

        Where twelve words in a row of what was `said` stand in what is left, they are replaced by [withdrawn], and
        earlier versions that hold them go. Files, copies and free pages follow once this transaction is durable.
        """

    def held_back(self) -> tuple[tuple[Source, tuple[Speaker, ...]], ...]:
        """The sources in no list while a withdrawal is looked at, with their speakers. For giving them back or
        carrying the withdrawal out, and nothing else."""

    def keep_text(
        self, version_id: str, text: str, utterances: Sequence[Utterance], syncs: Sequence[SyncPoint]
    ) -> tuple[str, str]:
        """Keep the unchanging text and turns of a version; the salt and keyed digest that speak for them."""

    def set_password(self, researcher_id: str, stored: str | None) -> None:
        """Keep a hash for signing in, or take it away."""

    def undo(self) -> str:
        """Take the viewer's newest step back; what it was. Raises Refused, saying who changed the row since."""

    def redo(self) -> str:
        """Do the step last taken back again; what it was. Raises Refused."""
