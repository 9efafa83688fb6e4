"""Reads the files of folders in the background, while a workbench is served.

Files wait in the study's folder, each under a name of its own. Each is brought in by the operation a person would use,
under the identifier of its row, so that a file whose reading was cut short is never there twice; only then what became
of it is kept and its bytes are let go.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from anselm.domain.errors import AnselmError, NotFound, StorageFailed
from anselm.domain.study import Job, JobFile, JobFileState, JobState, Viewer
from anselm.media.store import MediaFolder
from anselm.services.corpus.folders import settle_file, stop_because
from anselm.services.corpus.importing import ImportFile
from anselm.services.fieldwork.recordings import AddRecording
from anselm.services.operations import Uploaded
from anselm.storage.store import Store
from anselm.storage.work import Command

__all__ = ["FolderReader"]

AT_ONCE = 2  # as many as the parser has children
SOUND = (".mp3", ".m4a", ".mp4", ".wav", ".ogg", ".oga", ".opus", ".flac", ".aac", ".webm")
TABLES = (".csv", ".tsv", ".xlsx", ".xlsm")
A_TABLE = "It is a table. Add it by itself, so that you can say what its columns are."
TELL = Command("corpus.settle_file", undoable=False)
Told = tuple[JobFileState, str, str]


class FolderReader:
    """Threads that take one waiting file after the other. `viewer_of` says as whom, and raises once they have left."""

    def __init__(
        self,
        store: Store,
        staging: MediaFolder,
        worker: Viewer,
        viewer_of: Callable[[str], Viewer],
        call: Callable[[Viewer, str, Any], Any],
    ) -> None:
        self._store, self._staging, self._worker = store, staging, worker
        self._viewer_of, self._call = viewer_of, call
        self._news = threading.Condition()
        self._pending = True
        self._ending = False
        self._claimed: set[str] = set()
        self._threads: list[threading.Thread] = []
        self._unsubscribe = store.subscribe(self._told)

    def start(self) -> None:
        """Begin, with whatever was left when the workbench was last open."""
        self._forget_strays()
        for n in range(AT_ONCE):
            thread = threading.Thread(target=self._run, name=f"anselm-folders-{n}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def close(self) -> None:
        """End after the files being read now."""
        self._unsubscribe()
        with self._news:
            self._ending = True
            self._news.notify_all()
        for thread in self._threads:
            thread.join()
        self._threads = []

    def _told(self, changes: Sequence[Any]) -> None:
        """On the writer thread, which does not wait."""
        if any(one.kind in ("jobs", "job_files") for one in changes):
            with self._news:
                self._pending = True
                self._news.notify_all()

    def _run(self) -> None:
        while True:
            with self._news:
                while not self._pending and not self._ending:
                    self._news.wait()
                if self._ending:
                    return
                found = self._next()
                if found is None:
                    self._pending = False
                    continue
                job, one = found
                self._claimed.add(one.id)
            try:
                self._take(job, one)
            finally:
                with self._news:
                    self._claimed.discard(one.id)
                    self._news.notify_all()

    def _next(self) -> tuple[Job, JobFile] | None:
        """The next file that waits in a folder that runs: texts first, so that recordings find theirs."""
        with self._store.read(self._worker) as reads:
            for job in reads.find(Job, state=JobState.RUNNING):
                waiting = reads.columns(JobFile, "position", "id", "path", job_id=job.id, state="waiting")
                sounds = [one for one in waiting if _is(one[2], SOUND)]
                texts = [one for one in waiting if not _is(one[2], SOUND)]
                # A recording waits until every text of its folder is in the study.
                ready = texts or (sounds if job.handed_over else [])
                if texts and all(one[1] in self._claimed for one in texts):
                    continue
                free = [one for one in ready if one[1] not in self._claimed]
                if free:
                    return job, reads.get(JobFile, min(free)[1])
        return None

    def _take(self, job: Job, one: JobFile) -> None:
        try:
            viewer = self._viewer_of(job.researcher_id)
        except AnselmError as error:
            self._stop(job, f"{error.message} {error.advice}".strip())
            return
        try:
            told = self._read(job, one, viewer)
        except StorageFailed as error:
            self._stop(job, f"{error.message} {error.advice}".strip())
            return
        except AnselmError as error:
            told = (JobFileState.REFUSED, f"{error.message} {error.advice}".strip(), "")
        except Exception as error:  # noqa: BLE001 - one file must not end the others; the kind is named, never its words
            kind = type(error).__name__
            told = (JobFileState.REFUSED, f"Reading it met something nobody foresaw ({kind}); please report it.", "")
        try:
            self._store.write(self._worker, TELL, lambda work: settle_file(work, one.id, *told))
        except AnselmError as error:
            self._stop(job, f"{error.message} {error.advice}".strip())
            return
        self._forget(one)

    def _stop(self, job: Job, words: str) -> None:
        """Where even that cannot be kept, nothing runs on until the workbench is opened again."""
        try:
            self._store.write(self._worker, TELL, lambda work: stop_because(work, job.id, words))
        except AnselmError:
            with self._news:
                self._ending = True
                self._news.notify_all()

    def _read(self, job: Job, one: JobFile, viewer: Viewer) -> Told:
        if _is(one.path, TABLES):
            return JobFileState.REFUSED, A_TABLE, ""
        try:
            data = self._staging.get(one.sha256)
        except NotFound:
            return JobFileState.REFUSED, "Its bytes are not here any more. Drop it again.", ""
        file = Uploaded(one.path, data)
        if _is(one.path, SOUND):
            made = self._call(viewer, "fieldwork.add_recording", AddRecording(one.id, file))
            state = JobFileState.TAKEN if made.id == one.id else JobFileState.THERE
            return state, f"the recording of {made.encounter_code}", next(iter(made.source_ids), "")
        asked = ImportFile(one.id, file, "", job.deidentified, job.deidentified_by, job.deidentified_on)
        answer = self._call(viewer, "corpus.import_file", asked)
        if answer.refused:
            return JobFileState.REFUSED, answer.refused[0].reason, ""
        taken = answer.accepted[0]
        if taken.source_id != one.id:
            return JobFileState.THERE, f"Already here as {taken.name}; nothing was added.", taken.source_id
        n = taken.n_utterances
        words = f"{n} {'turn' if n == 1 else 'turns'}" if n else f"{taken.n_characters} characters"
        return JobFileState.TAKEN, words, taken.source_id

    # -- bytes

    def _forget(self, one: JobFile) -> None:
        """Let the bytes of a settled file go; another file with the same bytes has its own."""
        try:
            self._staging.forget(one.sha256)
        except StorageFailed:
            return  # looked for again when the workbench is next opened

    def _forget_strays(self) -> None:
        """Bytes no file waits for: handed over in the moment of a crash, or of a list that was put away."""
        with self._store.read(self._worker) as reads:
            waiting = {one for (one,) in reads.columns(JobFile, "sha256", state="waiting")}
        for sha256 in self._staging.names():
            if sha256 not in waiting:
                self._staging.forget(sha256)


def _is(path: str, endings: Sequence[str]) -> bool:
    return path.lower().endswith(tuple(endings))
