"""The only place where concrete parts are chosen and joined: a study's folder becomes a workbench."""

from __future__ import annotations

import hashlib
import secrets
import threading
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from anselm.bootstrap_packages import PACKAGE_WRITERS, PackageFiles
from anselm.domain.errors import AnselmError, Damaged, Invalid, NotAllowed, NotFound, Refused
from anselm.domain.parsed import ParseOutcome
from anselm.domain.study import Researcher, Role, Study, Viewer, ViewerKind
from anselm.media.store import MediaFolder
from anselm.services.operations import Operation
from anselm.services.ports import Clock, Download, Entropy, Hasher, Ids, Parser, Rendering, Tools
from anselm.storage.backups import Backup, back_up, backups, restore
from anselm.storage.lock import StudyLock
from anselm.storage.sqlite import reader_engine, writer_engine
from anselm.storage.store import HEAD, Store
from anselm.storage.verify import Verdict, content_digest, glance, verify
from anselm.storage.whereabouts import carried_by
from anselm.storage.work import Change, Command

__all__ = [
    "Backup",
    "Change",
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


class SystemClock:
    """The computer's clock."""

    def now(self) -> str:
        """This moment in UTC, to the millisecond."""
        return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")  # noqa: TID251


class RandomIds:
    """Identifiers nobody can foresee."""

    def new(self) -> str:
        """A random UUIDv4."""
        return str(uuid.uuid4())  # noqa: TID251


class SystemEntropy:
    """The computer's source of chance."""

    def salt(self) -> str:
        """16 random bytes, as hex."""
        return secrets.token_hex(16)


class Argon2:
    """Passwords by argon2id."""

    def hash(self, password: str) -> str:
        """A salted, slow hash."""
        from argon2 import PasswordHasher

        return PasswordHasher().hash(password)

    def matches(self, stored: str, password: str) -> bool:
        """Whether the password made the stored hash."""
        from argon2 import PasswordHasher
        from argon2.exceptions import Argon2Error, InvalidHashError

        try:
            return PasswordHasher().verify(stored, password)
        except (Argon2Error, InvalidHashError):
            return False


class LazyParser:
    """Starts the children that read files when the first file comes."""

    def __init__(self) -> None:
        self._pool: Any = None
        self._making = threading.Lock()

    def parse(self, name: str, data: bytes, as_kind: str | None = None) -> ParseOutcome:
        """The text and turns of a file, or why it was not read."""
        with self._making:
            if self._pool is None:
                from anselm.workers.pool import ParserPool

                self._pool = ParserPool()
        outcome: ParseOutcome = self._pool.parse(name, data, as_kind)
        return outcome

    def close(self) -> None:
        """End the children."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None


# What is written as a file, and by which writer: (kind of value, ending) -> a function from the value to bytes.
# The functions are looked up when first needed, so that starting stays quick.
Writer = Callable[[Any], bytes]


def _html() -> Writer:
    from anselm.formats import out_html

    return lambda made: out_html.render(made.document, made.trace, strict=not made.document.draft).encode()


def _docx() -> Writer:
    from anselm.formats import out_docx

    return lambda made: out_docx.render(made.document, made.trace)


def _pdf() -> Writer:
    from anselm.formats import out_pdf

    return lambda made: out_pdf.render(made.document, made.trace).content


def _markdown() -> Writer:
    from anselm.formats import out_markdown

    return lambda made: out_markdown.render(made.document, made.trace).encode()


def _tex() -> Writer:
    from anselm.formats import out_tex

    return lambda made: out_tex.render(made.document, made.trace).encode()


def _extracts(ending: str) -> Callable[[], Writer]:
    def find() -> Writer:
        from anselm.formats import out_extracts

        known: dict[str, Writer] = {
            "csv": out_extracts.to_csv,
            "docx": out_extracts.to_docx,
            "md": out_extracts.to_markdown,
            "xlsx": out_extracts.to_xlsx,
        }
        return known[ending]

    return find


WRITERS: dict[tuple[str, str], Callable[[], Writer]] = {
    ("Resolved", "docx"): _docx,
    ("Resolved", "html"): _html,
    ("Resolved", "md"): _markdown,
    ("Resolved", "pdf"): _pdf,
    ("Resolved", "tex"): _tex,
    **PACKAGE_WRITERS,
    ("str", "txt"): lambda: str.encode,
    **{("ExtractSheet", ending): _extracts(ending) for ending in ("csv", "docx", "md", "xlsx")},
}
MEDIA_TYPES = {
    "anselm": "application/octet-stream",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "tex": "application/x-tex",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Renderings:
    """The port Renderer over the table of writers."""

    def render(self, rendering: Rendering) -> Download:
        """The file. Raises Invalid for a format this value is not written in."""
        kind = type(rendering.value).__name__
        find = WRITERS.get((kind, rendering.format))
        if find is None:
            known = ", ".join(sorted(f".{ending}" for held, ending in WRITERS if held == kind)) or "no file"
            raise Invalid(f"This is not written as .{rendering.format}; it is written as {known}.", place="format")
        content = find()(rendering.value)
        return Download(f"{rendering.stem}.{rendering.format}", MEDIA_TYPES[rendering.format], content)


def parser_limits() -> tuple[str, ...]:
    """Which limits hold on this computer for the children that read files, in words."""
    from anselm.workers.pool import ParserPool

    with ParserPool() as pool:
        return pool.limits()


@dataclass(frozen=True, slots=True)
class Outside:
    """What a workbench takes from outside; tests put their own in place."""

    clock: Clock
    ids: Ids
    entropy: Entropy
    hasher: Hasher
    parser: Parser


def outside(
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    entropy: Entropy | None = None,
    hasher: Hasher | None = None,
    parser: Parser | None = None,
) -> Outside:
    """The real parts, save those given."""
    return Outside(
        clock or SystemClock(),
        ids or RandomIds(),
        entropy or SystemEntropy(),
        hasher or Argon2(),
        parser or LazyParser(),
    )


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
        self.media = MediaFolder(folder / "media")
        self.tools = Tools(
            parts.clock,
            parts.ids,
            parts.entropy,
            parts.parser,
            self.media,
            parts.hasher,
            self.renderer,
            PackageFiles(),
        )
        nobody = Viewer("", "", (), ViewerKind.WORKER)
        with store.read(nobody) as reads:
            studies = reads.find(Study)
        if not studies:
            raise NotFound("There is no study in this folder.")
        self.study_id = studies[0].id

    @property
    def writable(self) -> bool:
        """Whether this program holds the study for writing."""
        return self._lock is not None

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
            answer = operation.run(reads, request)
        if isinstance(answer, Rendering):
            return self.renderer.render(answer)
        return answer

    def _write(self, viewer: Viewer, operation: Operation, request: Any) -> Any:
        command = Command(operation.name, operation.label, operation.undoable)
        if operation.prepare is None:
            return self._store.write(viewer, command, lambda work: operation.run(work, request))
        with self._store.read(viewer) as reads:
            prepared = operation.prepare(self.tools, reads, request)
        return self._store.write(viewer, command, lambda work: operation.run(work, request, prepared))

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
        """Walk the whole history."""
        return verify(self._store.reader)

    def content_digest(self) -> str:
        """One digest of all the study holds now."""
        return content_digest(self._store.reader)

    def back_up(self, why: str = "by-hand") -> Backup:
        """A dated, verified copy beside the study."""
        return back_up(self.folder, self._parts.clock.now(), why)

    def subscribe(self, subscriber: Callable[[Sequence[Change]], None]) -> Callable[[], None]:
        """Be told of changes once they are durable; the answer ends it."""
        return self._store.subscribe(subscriber)

    def close(self) -> None:
        """Leave clean files and let go of the study."""
        close_parser = getattr(self._parts.parser, "close", None)
        if close_parser is not None:
            close_parser()
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
        if writer is not None:
            _look_before_writing(folder, store)
        if found != HEAD:
            _bring_up_to_date(folder, found, writer, parts.clock.now())
        return Workbench(folder, store, parts, lock)
    except AnselmError:
        if lock is not None:
            lock.release()
        raise


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
