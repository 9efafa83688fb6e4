"""A whole project of another program comes in (REFI-QDA, .qdpx): first what is in it, then all of it in one step.

It is one transaction: all of what was said comes in, or nothing. What is here stays as it is, and what is here already
is not doubled. Codings and codes belong to open coding; nothing lands in a round that is being read apart.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated

from annotated_types import Len

from anselm.domain.coding import Code
from anselm.domain.corpus import Source, VersionRole
from anselm.domain.errors import Refused, StorageFailed
from anselm.domain.fieldwork import CaseKind
from anselm.domain.interchange import ExchangedPicture, ReadProject
from anselm.domain.judging import Round
from anselm.domain.parsed import Parsed, ReadPicture, Refusal
from anselm.domain.study import Right, Study
from anselm.services.coding.bringing import Bringing, Coming, Matched
from anselm.services.coding.project_facts import FactRows, MemoRows
from anselm.services.coding.project_pages import leafed
from anselm.services.coding.project_rows import (
    FORMAT,
    Became,
    CodingRows,
    ComingSource,
    Found,
    Here,
    Leaf,
    Leaving,
    Whose,
    codings_of,
    mine_before,
)
from anselm.services.coding.project_sounds import ComingSound, Heard, SoundRows, listened, without_silent
from anselm.services.corpus.heading import Heading
from anselm.services.corpus.keeping import Original, guessed_speakers, keep_parsed, new_version
from anselm.services.corpus.pictures import first_picture
from anselm.services.operations import Uploaded, looks, writes
from anselm.services.ports import Reads, Tools, Work

_STILL = "The study changed while the file was being read."


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A project of another program to look at (.qdpx). `mine` are the names the viewer goes by in it, one a line; with
    `as_before` also whoever's codings were kept as the viewer's when the project came in before."""

    file: Uploaded
    mine: Annotated[str, Len(0, 5_000)] = ""
    as_before: bool = True
    case_kind: CaseKind = CaseKind.PERSON


@dataclass(frozen=True, slots=True)
class ProjectSource:
    """A text or picture of the file: what it becomes here, and how many codings on it come in or are here."""

    name: str
    kind: str
    became: Became
    source_id: str
    n_characters: int
    n_codings: int


@dataclass(frozen=True, slots=True)
class ProjectRecording:
    """A recording of the file, the text it is the sound of, and whether it is here already."""

    name: str
    source_id: str
    source: str
    here: bool
    n_bytes: int


@dataclass(frozen=True, slots=True)
class ProjectCoder:
    """Somebody the file names as who coded or wrote. `mine`: kept as the viewer's own; `called`: their name here."""

    name: str
    n_codings: int
    n_memos: int
    mine: bool
    called: str


@dataclass(frozen=True, slots=True)
class ProjectLeft:
    """Things that do not come in: how many in words, the first names of them, and why."""

    what: str
    n: int
    names: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Project:
    """What a project brings (before: would bring). `n_…` come in, `n_…_here` are here already and stay as they are.

    `positions` says how the file counts characters, as far as it was in doubt. `counted` is False in a study that
    counts no codes and codings. `anything` is False where all of it is here already.
    """

    file: str
    name: str
    program: str
    kept: bool
    counted: bool
    anything: bool
    sources: tuple[ProjectSource, ...]
    n_sources: int
    n_codes: int
    n_codes_here: int
    codes: tuple[str, ...]
    coders: tuple[ProjectCoder, ...]
    n_codings: int
    n_codings_here: int
    n_memos: int
    n_memos_here: int
    cases: tuple[str, ...]
    n_cases_here: int
    n_values: int
    positions: str
    left: tuple[ProjectLeft, ...]
    recordings: tuple[ProjectRecording, ...]
    n_recordings: int


@dataclass(frozen=True, slots=True)
class _Read:
    """A project that was read, what the PDF of each of its texts is, what its recordings are, and the checksums of what
    was kept of it beside the study."""

    project: ReadProject
    leaves: tuple[Leaf | None, ...] = ()
    heard: Mapping[str, Heard] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()


def _file_of(request: ProjectFile) -> str:
    return request.file.name.replace("\\", "/").rpartition("/")[2].strip() or "file"


def _looked(tools: Tools, reads: Reads, request: ProjectFile) -> _Read:
    outcome = tools.parser.project(_file_of(request), request.file.data)
    if isinstance(outcome, Refusal):
        raise Refused(outcome.reason, place=outcome.place, advice=outcome.advice)
    heard = listened(tools, request.file.data, outcome.study.recordings)
    return _Read(*leafed(tools, request.file.data, without_silent(outcome, heard)), heard)


def _kept(tools: Tools, reads: Reads, request: ProjectFile) -> _Read:
    """As it was read, with the words, pictures and recordings that are new laid beside the study."""
    read = _looked(tools, reads, request)
    seen = _Coming(reads, request, read, *_numbers())
    kept: list[str] = []
    fresh = {one.sha256 for one in seen.sounds.recordings}
    try:
        for one in {one.sha256: one for one in seen.sources if one.became == "new"}.values():
            kept.append(tools.media.put(_bytes_of(tools, request.file.data, one)))  # noqa: PERF401 - known where it ends
        for part, heard in read.heard.items():
            found = tools.parser.unpacked(request.file.data, part) if heard.sha256 in fresh else None
            if isinstance(found, bytes):
                kept.append(tools.media.put(found))
    except (StorageFailed, Refused):
        for sha256 in kept:
            tools.media.take_back(sha256)
        raise
    return replace(read, kept=frozenset(kept))


def _numbers() -> tuple[Callable[[], str], str]:
    """Identifiers and a moment for what is only looked at."""
    count = itertools.count()
    return (lambda: f"-{next(count)}"), ""


def _bytes_of(tools: Tools, data: bytes, one: ComingSource) -> bytes:
    if one.leaf is not None:
        found = tools.parser.unpacked(data, one.leaf.part)
        if isinstance(found, Refusal):
            raise Refused(found.reason, place=one.name, advice=found.advice)
        return found
    return one.read.content if isinstance(one.read, ExchangedPicture) else one.read.text.encode("utf-8", "replace")


@looks("/projects/look", prepare=_looked, right=Right.LEAD)
def look_at_project(reads: Reads, request: ProjectFile, read: _Read) -> Project:
    """Say what a project of another program would bring: texts, codes, codings by whom, memos, and what not and why."""
    return _Coming(reads, request, read, *_numbers()).view(kept=False)


@writes("/projects/bring", right=Right.LEAD, label="bringing in a project", upload=True, prepare=_kept)
def bring_project(work: Work, request: ProjectFile, read: _Read) -> Project:
    """Bring in a project of another program, in one step. What is here already is not doubled."""
    coming = _Coming(work, request, read, work.new_id, work.now, work)
    coming.keep(work, read.kept)
    return coming.view(kept=True)


class _Coming:
    """One project beside the study: everything that would be kept, worked out before anything is."""

    def __init__(
        self,
        reads: Reads,
        request: ProjectFile,
        read: _Read,
        new_id: Callable[[], str],
        now: str,
        work: Work | None = None,
    ) -> None:
        project = read.project
        self._reads, self._project, self.file = reads, project, _file_of(request)
        self.left = Leaving(project.study.left)
        self._matched = list(Matched(reads, project.book).each())
        self._were_here = sum(one.here is not None for one in self._matched)
        self._added: tuple[str, ...] = ()
        codes = self._looked_codes(new_id) if work is None else self._brought_codes(work)
        here = Here(codes, now, new_id)
        mine = frozenset(" ".join(one.split()).casefold() for one in request.mine.split("\n") if one.strip())
        self.whose = Whose(reads, project.study.users, mine, self.file, here)
        self.sources: list[ComingSource] = Found(reads, here).each(project, read.leaves)
        standing = next(one for one in reads.find(Round, standing=True))
        if request.as_before:
            self.whose.also_mine(mine_before(reads, self.sources, here, standing.id))
        self.codings: CodingRows = codings_of(reads, self.sources, self.whose, here, standing.id, self.left)
        self.facts = FactRows(reads, project, here, request.case_kind, self.left)
        self.facts.gather(self.sources)
        self.sounds = SoundRows(reads, here, self.left, self.facts.case_of)
        self.sounds.gather(project, self.sources, read.heard)
        self.sounds.coded(project, self.whose, self.codings, standing.id)
        self.memos = MemoRows(reads, project, self.sources, self.whose, here)
        self.memos.gather(self.codings, self.facts.ids, self.left)

    # -- codes

    def _looked_codes(self, new_id: Callable[[], str]) -> dict[str, Code]:
        found = {}
        for one in self._matched:
            if one.here is not None:
                found[one.read.guid] = one.here
            elif not self._stopped(one):
                found[one.read.guid] = Code(new_id(), one.name, group=one.read.group)
                self._added = (*self._added, one.name)
        return found

    def _brought_codes(self, work: Work) -> dict[str, Code]:
        ways = {at: "leave" if one.here or self._stopped(one) else "add" for at, one in enumerate(self._matched)}
        self._added = Bringing(work, self._matched).brought(ways).added
        made = {one.id: one for one in work.find(Code)}
        return {one.read.guid: made[one.code_id] for one in self._matched if one.code_id}

    def _stopped(self, one: Coming) -> bool:
        if one.stopped:
            self.left.add("code", "codes", one.note, one.name[:100])
        return one.stopped

    # -- keeping

    def keep(self, work: Work, kept: frozenset[str]) -> None:
        """Everything in one step. Raises Refused when the study changed in the meantime."""
        wanted = {one.sha256 for one in self.sources if one.became == "new"}
        if not (wanted | {one.sha256 for one in self.sounds.recordings}) <= kept:
            raise Refused(_STILL, advice="Bring it in again.")
        work.add_all([*self.whose.new, *self.facts.new, *self.sounds.encounters])
        position = work.count(Source)
        for one in self.sources:
            if one.became == "new":
                position += 1
                self._keep_source(work, one, position)
            elif one.source_id in self.sounds.met_of:
                held = work.get(Source, one.source_id)
                work.replace(replace(held, encounter_id=self.sounds.met_of[one.source_id]))
        work.add_all(
            [*self.sounds.recordings, *self.codings.new, *self.memos.new, *self.facts.attributes, *self.facts.values]
        )

    def _keep_source(self, work: Work, one: ComingSource, position: int) -> None:
        bare = Source(
            one.source_id,
            one.name,
            encounter_id=self.sounds.met_of.get(one.source_id),
            case_id=self.facts.case_of.get(one.source_id),
            position=position,
            created_at=work.now,
        )
        original = Original(one.read.name, one.sha256)
        if isinstance(one.read, ExchangedPicture):
            seen = ReadPicture(one.read.format, one.read.media_type, one.read.width, one.read.height, "")
            first_picture(work, bare, seen, original, one.version_id, one.read.description)
        else:
            self._keep_words(work, bare, one, original)

    def _keep_words(self, work: Work, bare: Source, one: ComingSource, original: Original) -> None:
        parsed = one.turns or Parsed(FORMAT, "")
        speakers = guessed_speakers(work, bare.id, parsed.speakers, Heading())
        kind = "transcript" if parsed.utterances else "text"
        work.add(replace(bare, kind=kind, current_version_id=one.version_id))
        work.add_all(speakers)
        keep_parsed(work, new_version(one.version_id, bare.id, 1, VersionRole.RAW, work), parsed, original, speakers)

    # -- what is told of it

    def view(self, *, kept: bool) -> Project:
        """What comes in, or came."""
        study = self._project.study
        return Project(
            self.file,
            study.name,
            study.origin,
            kept,
            not self._reads.get(Study, self._reads.viewer.study_id).reflexive,
            bool(
                self._added
                or self.codings.new
                or self.memos.new
                or self.facts.new
                or self.facts.values
                or self.sounds.recordings
                or any(one.became == "new" for one in self.sources)
            ),
            tuple(self._source(one) for one in self.sources),
            sum(one.became == "new" for one in self.sources),
            len(self._added),
            self._were_here,
            self._added,
            self._coders(),
            len(self.codings.new),
            self.codings.n_here,
            len(self.memos.new),
            self.memos.n_here,
            tuple(one.name for one in self.facts.new),
            self.facts.n_here,
            len(self.facts.values),
            " ".join(one.message for one in study.losses if one.kind in ("positions", "pages")),
            tuple(ProjectLeft(one.what, one.n, one.names, one.why) for one in self.left.told()),
            tuple(self._recording(one) for one in self.sounds.told),
            sum(not one.here for one in self.sounds.told),
        )

    def _recording(self, one: ComingSound) -> ProjectRecording:
        of = next((text.name for text in self.sources if text.source_id == one.source_id), "")
        return ProjectRecording(one.name, one.source_id, of, one.here, one.n_bytes)

    def _source(self, one: ComingSource) -> ProjectSource:
        read = one.read
        kind = "picture" if isinstance(read, ExchangedPicture) else read.kind
        n_characters = 0 if isinstance(read, ExchangedPicture) else len(read.text)
        return ProjectSource(one.name, kind, one.became, one.source_id, n_characters, one.n_codings)

    def _coders(self) -> tuple[ProjectCoder, ...]:
        """Everyone who coded or wrote, by name as the file has it; who is not named comes last."""
        codings, memos = self.codings.by_user, self.memos.by_user
        names = {one.id: one.name for one in self.whose.everyone()}
        users = dict.fromkeys([*codings, *memos])
        found: dict[str, ProjectCoder] = {}
        for user in users:
            name, before = self.whose.name(user), found.get(self.whose.name(user))
            found[name] = ProjectCoder(
                name,
                codings.get(user, 0) + (before.n_codings if before else 0),
                memos.get(user, 0) + (before.n_memos if before else 0),
                self.whose.is_mine(user),
                names.get(self.whose.of(user), ""),
            )
        return tuple(sorted(found.values(), key=lambda one: (not one.name, one.name.casefold())))
