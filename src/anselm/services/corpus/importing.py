"""Files come in: each becomes a source with its first version, or is refused in plain words."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.domain.corpus import Source, SourceVersion, VersionRole
from anselm.domain.errors import Invalid
from anselm.domain.fieldwork import checked_date
from anselm.domain.marked import FileMark
from anselm.domain.parsed import Parsed, ParseOutcome, ReadPicture, Refusal
from anselm.domain.study import Right
from anselm.services.corpus.binding import bind_by_heading
from anselm.services.corpus.heading import heading_of, pairs_of
from anselm.services.corpus.keeping import Original, guessed_speakers, keep_parsed, new_version
from anselm.services.corpus.marking import keep_marks
from anselm.services.corpus.pages import laid_later
from anselm.services.corpus.pictures import ask_for_words, first_picture
from anselm.services.corpus.versions import succeed_by_file
from anselm.services.operations import Uploaded, writes
from anselm.services.ports import Reads, Tools, Work

DEIDENTIFIED = ("yes", "no", "not said")


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file to bring in. `as_kind` says what its name does not (a format, an encoding); `source_id` makes it the
    next version of a source that is there."""

    id: Annotated[str, Len(1, 64)]
    file: Uploaded
    as_kind: Annotated[str, Len(0, 40)] = ""
    deidentified: Annotated[str, Len(0, 20)] = "not said"
    deidentified_by: Annotated[str, Len(0, 200)] = ""
    deidentified_on: Annotated[str, Len(0, 10)] = ""
    source_id: Annotated[str, Len(0, 64)] = ""


@dataclass(frozen=True, slots=True)
class AcceptedFile:
    """A file that became a source, or a version of one; `warnings` say what its text does not hold.

    `n_marks` counts the comments and highlights that came with it.
    """

    file: str
    source_id: str
    name: str
    n_characters: int
    n_utterances: int
    warnings: tuple[str, ...]
    n_marks: int = 0


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not read, why, and what to do."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the files."""

    accepted: tuple[AcceptedFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    outcome: ParseOutcome
    sha256: str = ""


def _parsed(tools: Tools, reads: Reads, request: ImportFile) -> _Read:
    outcome = tools.parser.parse(_label(request.file.name), request.file.data, request.as_kind or None)
    if isinstance(outcome, Refusal):
        return _Read(outcome)
    # Of a picture only what was found sound is kept: the file itself may tell where it was taken, and by whom.
    whole = base64.b64decode(outcome.content) if isinstance(outcome, ReadPicture) else request.file.data
    return _Read(outcome, tools.media.put(whole))


def _label(name: str) -> str:
    """A file's name without any path: names that come with files are labels."""
    return re.split(r"[/\\]", name)[-1].strip() or "file"


@writes("/sources/import", right=Right.FIELD, label="bringing in a file", upload=True, prepare=_parsed)
def import_file(work: Work, request: ImportFile, read: _Read) -> Imported:
    """Bring a file in as a source, or as the next version of one. The same bytes twice are one source."""
    file = _label(request.file.name)
    if isinstance(read.outcome, Refusal):
        return Imported(refused=(RefusedFile(file, _reason(read.outcome)),))
    deidentified = _deidentified(request)
    there = _already(work, request, read)
    if there is not None:
        paged = isinstance(read.outcome, Parsed) and laid_later(work, there, read.outcome)
        return Imported(accepted=(_accepted(work, file, there, again=True, paged=paged),))
    original = Original(file, read.sha256)
    if request.source_id:
        words = ask_for_words(work, request.source_id, read.outcome)
        version = succeed_by_file(work, request.source_id, request.id, words, original)
    else:
        version = _first(work, request, read.outcome, original, deidentified)
    return Imported(accepted=(_accepted(work, file, version, again=False),))


def _reason(refusal: Refusal) -> str:
    reason = f"{refusal.reason} ({refusal.place})" if refusal.place else refusal.reason
    return f"{reason} {refusal.advice}".strip()


def _deidentified(request: ImportFile) -> tuple[str, str, str]:
    if request.deidentified not in DEIDENTIFIED:
        raise Invalid("Already de-identified is answered yes, no or not said.", place="deidentified")
    if request.deidentified != "yes":
        return request.deidentified, "", ""
    return "yes", request.deidentified_by, checked_date(request.deidentified_on, "deidentified_on") or ""


def _already(work: Work, request: ImportFile, read: _Read) -> SourceVersion | None:
    """The version this request made before, or the one that holds the same bytes."""
    made = work.maybe(Source, request.id)
    if made is not None:
        return work.maybe(SourceVersion, made.current_version_id)
    again = work.maybe(SourceVersion, request.id)
    if again is not None:
        return again
    same = work.find(SourceVersion, file_sha256=read.sha256)
    if request.source_id:
        same = tuple(one for one in same if one.source_id == request.source_id)
        current = work.get(Source, request.source_id).current_version_id
        return next((one for one in same if one.id == current), None)
    return same[-1] if same else None


def _accepted(work: Work, file: str, version: SourceVersion, *, again: bool, paged: bool = False) -> AcceptedFile:
    source = work.get(Source, version.source_id)
    warnings = version.losses
    if again:
        added = "its pages can be looked at now" if paged else "nothing was added"
        warnings = (f"Already here as {source.name}; {added}.",)
    n_marks = work.count(FileMark, version_id=version.id)
    return AcceptedFile(file, source.id, source.name, version.n_characters, version.n_utterances, warnings, n_marks)


def _first(
    work: Work,
    request: ImportFile,
    read: Parsed | ReadPicture,
    original: Original,
    deidentified: tuple[str, str, str],
) -> SourceVersion:
    source = Source(
        request.id,
        _free_name(work, original.name),
        deidentified=deidentified[0],
        deidentified_by=deidentified[1],
        deidentified_on=deidentified[2],
        position=work.count(Source) + 1,
        created_at=work.now,
    )
    if isinstance(read, ReadPicture):
        return first_picture(work, source, read, original)
    return _first_words(work, source, read, original)


def _first_words(work: Work, bare: Source, parsed: Parsed, original: Original) -> SourceVersion:
    first = parsed.utterances[0].start if parsed.utterances else len(parsed.text)
    heading = heading_of(pairs_of(parsed.text[:first], parsed.header))
    speakers = guessed_speakers(work, bare.id, parsed.speakers, heading)
    version = new_version(work.new_id(), bare.id, 1, VersionRole.RAW, work)
    kind = "transcript" if parsed.utterances else "text"
    source = replace(bare, kind=kind, current_version_id=version.id)
    work.add(bind_by_heading(work, source, speakers, heading))
    work.add_all(speakers)
    kept = keep_parsed(work, version, parsed, original, speakers)
    keep_marks(work, kept, parsed.marks)
    return kept


def _free_name(work: Work, file: str) -> str:
    """The name of the file without its ending, numbered when another source has it."""
    stem = file.rpartition(".")[0] or file
    taken = {one for (one,) in work.columns(Source, "name")}
    name, n = stem, 1
    while name in taken:
        n += 1
        name = f"{stem} ({n})"
    return name
