"""Folders come in in the background: their files are handed over, kept beside the study, and read one by one.

Each file is a step of its own, by the same operations as a file brought in alone; what became of it is told here. A
folder can be stopped and resumed, and goes on where it was when the workbench is opened again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Le, Len

from anselm.domain.errors import Invalid, NotFound, Refused
from anselm.domain.fieldwork import checked_date
from anselm.domain.study import Job, JobFile, JobFileState, JobState, Researcher, Right
from anselm.services.operations import Done, Nothing, Uploaded, reads, writes
from anselm.services.ports import Reads, Tools, Work

__all__ = ["settle_file", "stop_because"]

DEIDENTIFIED = ("yes", "no", "not said")
PAGE = 200
MOST = 100_000  # files of one folder


@dataclass(frozen=True, slots=True)
class FolderView:
    """A folder being brought in. Of `n_files` announced, `n_arrived` are here; `n_taken`, `n_there` and `n_refused` are
    settled. `n_left_out` were no sources. `message` says why it stopped when nobody asked for that."""

    id: str
    state: JobState
    by: str
    mine: bool
    n_files: int
    n_arrived: int
    n_waiting: int
    n_taken: int
    n_there: int
    n_refused: int
    n_left_out: int
    handed_over: bool
    message: str
    created_at: str


@reads("/folders", right=Right.FIELD)
def folders(reads: Reads, request: Nothing) -> tuple[FolderView, ...]:
    """List the folders being brought in, and those that were until their list is put away; the newest first."""
    names = {one.id: one.name for one in reads.find(Researcher)}
    return tuple(_view(reads, one, names) for one in reversed(reads.find(Job)))


def _view(reads: Reads, one: Job, names: dict[str, str]) -> FolderView:
    n = reads.tally(JobFile, "state", job_id=one.id)
    return FolderView(
        one.id,
        one.state,
        names.get(one.researcher_id, ""),
        one.researcher_id == reads.viewer.researcher_id,
        one.n_files,
        sum(n.values()),
        n.get(JobFileState.WAITING, 0),
        n.get(JobFileState.TAKEN, 0),
        n.get(JobFileState.THERE, 0),
        n.get(JobFileState.REFUSED, 0),
        one.n_left_out,
        one.handed_over,
        one.message,
        one.created_at,
    )


@dataclass(frozen=True, slots=True)
class WhichFolderFiles:
    """Files of a folder in one state, or all when empty, from the so-manieth on."""

    id: Annotated[str, Len(1, 64)]
    state: Annotated[str, Len(0, 20)] = ""
    start: Annotated[int, Ge(0)] = 0


@dataclass(frozen=True, slots=True)
class FolderFile:
    """A file of a folder and what became of it."""

    id: str
    path: str
    n_bytes: int
    state: JobFileState
    words: str
    source_id: str


@dataclass(frozen=True, slots=True)
class FolderReason:
    """Why files were not taken, and how many for this reason."""

    words: str
    n: int


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """Two hundred files of `n`, and for those not taken the reasons, the most frequent first."""

    n: int
    reasons: tuple[FolderReason, ...]
    found: tuple[FolderFile, ...]


@reads("/folders/files", right=Right.FIELD)
def folder_files(reads: Reads, request: WhichFolderFiles) -> FolderFiles:
    """List files of a folder, two hundred at a time; none once its list was put away."""
    if request.state and request.state not in list(JobFileState):
        raise Invalid(f"A file is {', '.join(JobFileState)}.", place="state")
    found = reads.find(JobFile, job_id=request.id, **({"state": request.state} if request.state else {}))
    found = tuple(sorted(found, key=lambda one: (one.position, one.id)))
    reasons: dict[str, int] = {}
    for one in found:
        if one.state is JobFileState.REFUSED:
            reasons[one.words] = reasons.get(one.words, 0) + 1
    ranked = sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))[:50]
    page = found[request.start : request.start + PAGE]
    return FolderFiles(
        len(found),
        tuple(FolderReason(words, n) for words, n in ranked),
        tuple(FolderFile(one.id, one.path, one.n_bytes, one.state, one.words, one.source_id) for one in page),
    )


@dataclass(frozen=True, slots=True)
class BeginFolder:
    """A folder of so many files to be handed over, and what is said of all of them."""

    id: Annotated[str, Len(1, 64)]
    n_files: Annotated[int, Ge(1), Le(MOST)]
    n_left_out: Annotated[int, Ge(0)] = 0
    deidentified: Annotated[str, Len(0, 20)] = "not said"
    deidentified_by: Annotated[str, Len(0, 200)] = ""
    deidentified_on: Annotated[str, Len(0, 10)] = ""


@writes("/folders/begin", right=Right.FIELD, label="bringing in a folder", undoable=False)
def begin_folder(work: Work, request: BeginFolder) -> Done:
    """Begin to bring in a folder. Its files are read as they arrive."""
    if work.maybe(Job, request.id) is not None:
        return Done(request.id)
    if request.deidentified not in DEIDENTIFIED:
        raise Invalid("Already de-identified is answered yes, no or not said.", place="deidentified")
    yes = request.deidentified == "yes"
    on = (checked_date(request.deidentified_on, "deidentified_on") or "") if yes else ""
    said = (request.deidentified, request.deidentified_by if yes else "", on)
    job = Job(request.id, work.by, JobState.RUNNING, request.n_files, request.n_left_out, False, "", *said, work.now)
    work.add(job)
    return Done(job.id)


@dataclass(frozen=True, slots=True)
class AddToFolder:
    """A file of a folder; `path` is its place there, and `position` its number in the folder's order."""

    id: Annotated[str, Len(1, 64)]
    folder_id: Annotated[str, Len(1, 64)]
    file: Uploaded
    path: Annotated[str, Len(0, 1000)] = ""
    position: Annotated[int, Ge(0)] = 0


def _staged(tools: Tools, reads: Reads, request: AddToFolder) -> str:
    """Keep the bytes until the file is read, for this file alone; nothing is kept for a folder that is not there."""
    reads.get(Job, request.folder_id)
    there = reads.maybe(JobFile, request.id)
    return there.sha256 if there is not None else tools.staging.put(request.file.data, of=request.id)


@writes("/folders/add", right=Right.FIELD, label="handing over a file", undoable=False, upload=True, prepare=_staged)
def add_to_folder(work: Work, request: AddToFolder, sha256: str) -> Done:
    """Hand over a file of a folder. Handed over twice, it is there once."""
    job = work.get(Job, request.folder_id)
    if job.handed_over or job.state is JobState.DONE:
        raise Refused("This folder is handed over already.", advice="Drop the file again, as a folder of its own.")
    if work.maybe(JobFile, request.id) is None:
        path = "/".join(
            part for part in re.split(r"[/\\]", request.path or request.file.name) if part not in ("", "..")
        )
        n = len(request.file.data)
        work.add(JobFile(request.id, job.id, path or "file", n, sha256, position=request.position))
    return Done(request.id)


@dataclass(frozen=True, slots=True)
class OneFolder:
    """A folder by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/folders/handed-over", right=Right.FIELD, label="handing over a folder", undoable=False)
def folder_handed_over(work: Work, request: OneFolder) -> Done:
    """Say that every file of a folder has arrived."""
    job = replace(work.get(Job, request.id), handed_over=True)
    work.replace(_done_if_settled(work, job))
    return Done(request.id)


def _done_if_settled(work: Work, job: Job) -> Job:
    going = job.handed_over and job.state is JobState.RUNNING
    if going and not work.count(JobFile, job_id=job.id, state=JobFileState.WAITING):
        return replace(job, state=JobState.DONE)
    return job


@writes("/folders/stop", right=Right.FIELD, label="stopping a folder", undoable=False)
def stop_folder(work: Work, request: OneFolder) -> Done:
    """Stop bringing in a folder. What is in the study stays; the file being read now is finished."""
    job = work.get(Job, request.id)
    if job.state is JobState.RUNNING:
        work.replace(replace(job, state=JobState.STOPPED, message=""))
    return Done(request.id)


@writes("/folders/resume", right=Right.FIELD, label="resuming a folder", undoable=False)
def resume_folder(work: Work, request: OneFolder) -> Done:
    """Go on with a folder where it was stopped."""
    job = work.get(Job, request.id)
    if job.state is JobState.STOPPED:
        work.replace(_done_if_settled(work, replace(job, state=JobState.RUNNING, message="")))
    return Done(request.id)


@writes("/folders/put-away", right=Right.FIELD, label="putting a folder's list away", undoable=False)
def put_folder_away(work: Work, request: OneFolder) -> Done:
    """Put the list of a folder away. What became sources stays; files that still wait are let go."""
    job = work.maybe(Job, request.id)
    if job is None:
        return Done(request.id)
    if job.state is JobState.RUNNING and work.count(JobFile, job_id=job.id, state=JobFileState.WAITING):
        raise Refused("This folder is still being read.", advice="Stop it first.")
    for one in work.find(JobFile, job_id=job.id):
        work.remove(one)
    work.remove(job)
    return Done(job.id)


# -- Told by whoever reads the files in the background.


def settle_file(work: Work, identifier: str, state: JobFileState, words: str, source_id: str) -> None:
    """Keep what became of a file; a folder of which nothing waits any more is done."""
    one = work.maybe(JobFile, identifier)
    if one is None:
        return
    work.replace(replace(one, state=state, words=words, source_id=source_id))
    job = work.maybe(Job, one.job_id)
    if job is not None:
        work.replace(_done_if_settled(work, job))


def stop_because(work: Work, job_id: str, message: str) -> None:
    """Stop a folder that cannot go on, and say why."""
    try:
        job = work.get(Job, job_id)
    except NotFound:
        return
    if job.state is JobState.RUNNING:
        work.replace(replace(job, state=JobState.STOPPED, message=message))
