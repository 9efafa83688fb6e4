"""The only place where concrete parts are chosen and joined: a study's folder becomes a workbench."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from anselm.bootstrap_ahead import Ahead
from anselm.bootstrap_erasing import (
    clean_beside,
    clean_copy,
    keep_ledger,
    ledger_of,
    tables_of_ledger,
    withdrawn_stay_withdrawn,
)
from anselm.bootstrap_folders import FolderReader
from anselm.bootstrap_outside import Outside, outside, parser_limits
from anselm.bootstrap_packages import PackageFiles
from anselm.bootstrap_renderings import Renderings
from anselm.domain.errors import AnselmError, Damaged, NotAllowed, NotFound, Refused
from anselm.domain.study import Researcher, Role, Study, Viewer, ViewerKind
from anselm.media.store import KeptFile, MediaFolder
from anselm.services.operations import Operation
from anselm.services.ports import Rendering, Stored, Tools
from anselm.storage.backups import Backup, back_up, backups
from anselm.storage.backups import restore as put_back
from anselm.storage.columns import StudyColumns
from anselm.storage.index import StudyIndex
from anselm.storage.lock import StudyLock
from anselm.storage.migrating import as_made_here
from anselm.storage.sound import named, unheard
from anselm.storage.sqlite import reader_engine, writer_engine
from anselm.storage.store import HEAD, Store
from anselm.storage.verify import Verdict, content_digest, glance, verify
from anselm.storage.whereabouts import carried_by
from anselm.storage.work import Change, Command

__all__ = [
    "Backup",
    "Change",
    "KeptFile",
    "Outside",
    "Verdict",
    "Workbench",
    "backups",
    "create_study",
    "open_study",
    "outside",
    "parser_limits",
    "restore",
]

DATABASE = "study.db"


@dataclass(frozen=True, slots=True)
class Standing:
    """An account as it is at one moment: who it makes of someone, and a seal that changes with the password."""

    viewer: Viewer
    seal: str


def permit(viewer: Viewer, operation: Operation) -> None:
    """Say no to what the viewer's roles do not reach. Raises NotAllowed."""
    if operation.right is not None and not viewer.may(operation.right):
        raise NotAllowed(
            "Your role in this study does not reach this far.", advice="Ask the owner of the study for it."
        )


class Workbench:
    """An open study. Every edge calls `call` and nothing else, so permission is checked in one place."""

    def __init__(self, folder: Path, store: Store, parts: Outside, lock: StudyLock | None) -> None:
        self.folder, self._store, self._parts, self._lock = folder, store, parts, lock
        self.renderer = Renderings()
        self.media = MediaFolder(folder / "media", settles=True)
        self.tools = Tools(
            parts.clock,
            parts.ids,
            parts.entropy,
            parts.parser,
            self.media,
            parts.hasher,
            self.renderer,
            PackageFiles(),
            MediaFolder(folder / "staging"),
        )
        self._folders: FolderReader | None = None
        self._ahead = Ahead(store.read)
        nobody = Viewer("", "", (), ViewerKind.WORKER)
        with store.read(nobody) as reads:
            studies = reads.find(Study)
        if not studies:
            raise NotFound("There is no study in this folder.")
        self.study_id = studies[0].id
        self.index = StudyIndex(folder, self.study_id, store.reader, keeps=lock is not None)
        store.index = self.index
        store.subscribe(self.index.told)
        self.columns = StudyColumns(folder, self.study_id, store.reader, keeps=lock is not None)
        store.beside = self.columns
        store.subscribe(self.columns.told)
        if lock is not None:
            self._settle()
            self._let_go()

    @property
    def writable(self) -> bool:
        """Whether this program holds the study for writing."""
        return self._lock is not None

    def title(self) -> str:
        """What the study is called."""
        with self._store.read(Viewer(self.study_id, "", (), ViewerKind.WORKER)) as reads:
            return reads.get(Study, self.study_id).title

    def people(self) -> tuple[Researcher, ...]:
        """Everyone with an account, the owner first."""
        with self._store.read(Viewer(self.study_id, "", (), ViewerKind.WORKER)) as reads:
            found = reads.find(Researcher)
        return tuple(sorted(found, key=lambda one: Role.OWNER not in one.roles))

    def viewer(self, who: str | None = None, kind: ViewerKind = ViewerKind.LIBRARY) -> Viewer:
        """The viewer for a researcher by name, key or identifier; the owner when nobody is named. Raises NotFound."""
        for one in self.people():
            if who is None or who in (one.id, one.name, one.key):
                if one.ended_at is not None:
                    raise Refused(f"The account of {one.name} has ended.")
                return Viewer(self.study_id, one.id, one.roles, kind)
        raise NotFound("Nobody of that name works on this study.")

    def call(self, viewer: Viewer, operation: Operation, request: Any) -> Any:
        """Carry out an operation for a viewer. Raises NotAllowed and whatever the operation raises."""
        permit(viewer, operation)
        if operation.writes:
            return self._write(viewer, operation, request)
        with self._store.read(viewer) as reads:
            prepared = () if operation.prepare is None else (operation.prepare(self.tools, reads, request),)
            answer = operation.run(reads, request, *prepared)
        if isinstance(answer, Rendering):
            return self.renderer.render(answer)
        return self.media.kept(answer) if isinstance(answer, Stored) else answer

    def _write(self, viewer: Viewer, operation: Operation, request: Any) -> Any:
        answer = self._written(viewer, operation, request)
        if operation.forgets:
            self._let_go()
        return answer

    def _settle(self) -> None:
        """Let bytes go that were put and which no change came to name: a program was killed in between."""
        self.media.settle(named(self._store.reader, self.media.unsettled()))

    def _let_go(self) -> None:
        """Take off the disk what no recording names any more."""
        for sha256 in unheard(self._store.reader):
            self.media.forget(sha256)

    def _written(self, viewer: Viewer, operation: Operation, request: Any) -> Any:
        command = Command(operation.name, operation.label, operation.undoable)
        if operation.erases:
            answer = self._erased(viewer, operation, request, command)
            self.index.forget()
            self.columns.forget()
            self._parts.parser.forget_pages()
            clean_beside(self.folder, self._store, self._parts)
            return answer
        if operation.prepare is None:
            return self._store.write(viewer, command, lambda work: operation.run(work, request))
        with self._store.read(viewer) as reads:
            prepared = operation.prepare(self.tools, reads, request)
        return self._store.write(viewer, command, lambda work: operation.run(work, request, prepared))

    def _erased(self, viewer: Viewer, operation: Operation, request: Any, command: Command) -> Any:
        if operation.prepare is None:
            return self._store.write(viewer, command, lambda work: operation.run(work, request))
        with self._store.read(viewer) as reads:
            prepared = operation.prepare(self.tools, reads, request)
        nobodys = list(prepared.kept)
        try:
            answer = self._store.write(viewer, command, lambda work: operation.run(work, request, prepared))
            nobodys.clear()
        finally:
            for sha256 in nobodys:
                self.media.forget(sha256)
        return answer

    def reading(self, viewer: Viewer) -> Any:
        """A context in which several reads see one moment: `with workbench.reading(viewer) as reads`."""
        return self._store.read(viewer)

    def signs_in(self, researcher_id: str, password: str) -> bool:
        """Whether the password is this researcher's. Takes as long when there is none."""
        stored = self._store.login(researcher_id)
        if stored is None:
            self._parts.hasher.hash(password)
            return False
        return self._parts.hasher.matches(stored, password)

    def standing(self, researcher_id: str) -> Standing | None:
        """The account of this identifier as it is now; None when there is none or it has ended."""
        with self._store.read(Viewer(self.study_id, "", (), ViewerKind.WORKER)) as reads:
            one = reads.maybe(Researcher, researcher_id)
        if one is None or one.ended_at is not None:
            return None
        viewer = Viewer(self.study_id, one.id, one.roles, ViewerKind.ACCOUNT)
        return Standing(viewer, hashlib.sha256((self._store.login(one.id) or "").encode()).hexdigest())

    def has_password(self, researcher_id: str) -> bool:
        """Whether they can sign in."""
        return self._store.login(researcher_id) is not None

    def verify(self) -> Verdict:
        """Walk the whole history, and look at every file that was kept."""
        return verify(self._store.reader, self.media)

    def content_digest(self) -> str:
        """One digest of all the study holds now."""
        return content_digest(self._store.reader)

    def back_up(self, why: str = "by-hand") -> Backup:
        """A dated, verified copy beside the study."""
        return back_up(self.folder, self._parts.clock.now(), why)

    def subscribe(self, subscriber: Callable[[Sequence[Change]], None]) -> Callable[[], None]:
        """Be told of changes once they are durable; the answer ends it."""
        return self._store.subscribe(subscriber)

    def read_folders(self) -> None:
        """Read the files of folders in the background, from where it was left, until the workbench is closed."""
        if self.writable and self._folders is None:
            worker = Viewer(self.study_id, "", (), ViewerKind.WORKER)
            staging = MediaFolder(self.folder / "staging")
            self._folders = FolderReader(self._store, staging, worker, self.viewer, self._call_named)
            self._folders.start()

    def work_ahead(self, viewer: Viewer, free: Callable[[], bool]) -> None:
        """Work out in the background, while `free`, what this viewer's first table of a large study stands on."""
        if self.columns.there:
            self._ahead.begin(viewer, free)

    def _call_named(self, viewer: Viewer, name: str, request: Any) -> Any:
        from anselm.services.catalogue import BY_NAME

        return self.call(viewer, BY_NAME[name], request)

    def close(self) -> None:
        """Leave clean files and let go of the study."""
        self._ahead.close()
        if self._folders is not None:
            self._folders.close()
        close_parser = getattr(self._parts.parser, "close", None)
        if close_parser is not None:
            close_parser()
        self.index.close()
        self.columns.close()
        if self._lock is not None:
            self._settle()
        self._store.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_study(
    folder: Path,
    *,
    title: str,
    owner: str,
    profile: str = "coding-reliability",
    parts: Outside | None = None,
    program: str = "anselm",
    known: tuple[str, str] | None = None,
) -> Workbench:
    """Make a study in a folder that is new or empty. Raises Refused when something is there.

    `known` are the identifiers of the study and its owner, where they have them already.
    """
    parts = parts or outside()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(
            "There is something in that place already.",
            place=folder.name,
            advice="Choose a folder that does not exist yet.",
        )
    _on_a_disk_of_its_own(folder)
    now = parts.clock.now()
    study_id, owner_id = known or (parts.ids.new(), parts.ids.new())
    study = Study(study_id, title, profile=profile, created_at=now)
    me = Researcher(owner_id, owner, (Role.OWNER,), key="R")
    folder.mkdir(parents=True, exist_ok=True)
    lock = StudyLock(folder, program, now)
    try:
        writer = writer_engine(folder / DATABASE)
        Store.create(writer, parts.ids.new())
        store = Store(writer, reader_engine(folder / DATABASE), parts.clock, parts.ids, parts.entropy)
        founder = Viewer(study.id, me.id, me.roles, ViewerKind.WORKER)
        store.write(founder, Command("study.create"), lambda work: _found(work, study, me))
        return Workbench(folder, store, parts, lock)
    except AnselmError:
        lock.release()
        raise


def _found(work: Any, study: Study, owner: Researcher) -> None:
    from anselm.services.founding import found

    found(work, study, owner)


def open_study(
    folder: Path, *, read_only: bool = False, parts: Outside | None = None, program: str = "anselm"
) -> Workbench:
    """Open the study in a folder. Raises NotFound, Locked, Damaged and Refused (made by a newer Anselm)."""
    parts = parts or outside()
    path = folder / DATABASE
    if not path.is_file():
        raise NotFound("There is no study in this folder.")
    if not read_only:
        _on_a_disk_of_its_own(folder)
    lock = None if read_only else StudyLock(folder, program, parts.clock.now())
    try:
        writer = None if read_only else writer_engine(path)
        store = Store(writer, reader_engine(path), parts.clock, parts.ids, parts.entropy)
        found = store.schema_version()
        if found == HEAD:
            as_made_here(store.reader)
        if writer is not None:
            _look_before_writing(folder, store)
        if found != HEAD:
            _bring_up_to_date(folder, found, writer, parts.clock.now())
        if writer is not None:
            withdrawn_stay_withdrawn(folder, store)
        return Workbench(folder, store, parts, lock)
    except AnselmError:
        if lock is not None:
            lock.release()
        raise


def restore(study: Path, name: str, target: Path, *, parts: Outside | None = None) -> Path:
    """Put a copy into a new folder as a study of its own; what was withdrawn since does not come back with it.

    Raises NotFound, Refused, Damaged.
    """
    gone, tables = ledger_of(study), tables_of_ledger(study)
    put_back(study, name, target)
    if gone:
        keep_ledger(target, gone, tables)
        clean_copy(target / DATABASE, gone, tables, parts or outside())
    return target


def _on_a_disk_of_its_own(folder: Path) -> None:
    """Raises Refused for a folder that a sync program or a network carries."""
    if carrier := carried_by(folder):
        raise Refused(
            f"The study lies in {carrier}. What is written there can be lost without a sign.",
            place=folder.name,
            advice="Keep the folder on your computer's own disk and open it there; make copies with `anselm backup`.",
        )


def _look_before_writing(folder: Path, store: Store) -> None:
    """Raises Damaged, naming what was found and the newest copy, before anything is written to a damaged study."""
    faults = glance(store.reader)
    if faults:
        newest = next(iter(backups(folder)), None)
        way = f"anselm restore {folder.name} NEW-FOLDER puts back the copy {newest.name}." if newest else ""
        raise Damaged(
            f"The study's history does not hold together; {len(faults)} faults, the first: {faults[0]}.",
            place=folder.name,
            advice=f"`anselm verify` lists everything. {way}".strip(),
        )


def _bring_up_to_date(folder: Path, found: str, writer: Any, at: str) -> None:
    """Raises Refused for a study made by a newer Anselm, or an older one opened for reading alone."""
    from anselm.storage.migrating import migrate

    if writer is None and found < HEAD:
        raise Refused(
            "This study was made by an older Anselm.", advice="Open it once with `anselm serve`, then read it."
        )
    if writer is not None or found > HEAD:
        migrate(folder, writer, found, at)
