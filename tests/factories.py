"""Studies, people and fakes for tests, named for what they are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from anselm.bootstrap import Outside, Workbench, create_study, outside
from anselm.domain.codebook import ReadCodebook
from anselm.domain.errors import AnselmError
from anselm.domain.interchange import ReadProject
from anselm.domain.parsed import ParseOutcome, Refusal, RenderedPage
from anselm.domain.returned import ReturnedReport
from anselm.domain.sheet import Sheet
from anselm.domain.study import Viewer
from anselm.formats.codebook import read_codebook
from anselm.formats.pdf_page import render_page
from anselm.formats.project import read_whole, unpacked
from anselm.formats.returned import read_returned
from anselm.formats.sheet import read_sheet
from anselm.formats.table import read_bytes
from anselm.services.catalogue import BY_NAME
from anselm.services.operations import Uploaded
from anselm.services.wire import request_of
from anselm.storage.work import Command


@dataclass
class SteadyClock:
    """A clock that moves a second each time it is asked."""

    seconds: int = 0

    def now(self) -> str:
        self.seconds += 1
        minutes, second = divmod(self.seconds, 60)
        hours, minute = divmod(minutes, 60)
        day, hour = divmod(hours, 24)
        return f"2026-01-{day + 1:02d}T{hour:02d}:{minute:02d}:{second:02d}.000Z"


@dataclass
class CountedIds:
    """Identifiers one after the other, in the shape of UUIDs."""

    prefix: str = "00000000"
    n: int = 0

    def new(self) -> str:
        self.n += 1
        return f"{self.prefix}-0000-4000-8000-{self.n:012x}"


@dataclass
class CountedSalt:
    """Salts one after the other."""

    n: int = 0

    def salt(self) -> str:
        self.n += 1
        return hashlib.sha256(str(self.n).encode()).hexdigest()[:32]


class QuickHasher:
    """Hashes that cost nothing, for tests that are not about hashing."""

    def hash(self, password: str) -> str:
        return hashlib.sha256(password.encode()).hexdigest()

    def matches(self, stored: str, password: str) -> bool:
        return stored == self.hash(password)


def parts(**given: Any) -> Outside:
    """A foreseeable outside: clock, identifiers, salts and hashes; the parser is the real one unless given."""
    known: dict[str, Any] = {
        "clock": SteadyClock(),
        "ids": CountedIds(),
        "entropy": CountedSalt(),
        "hasher": QuickHasher(),
    }
    return outside(**{**known, **given})


def study(folder: Path, **given: Any) -> Workbench:
    """An empty study owned by Ada, open."""
    return create_study(folder / "study", title="A study", owner="Ada", parts=parts(**given))


@dataclass
class Hand:
    """One researcher's hand on a study: `ada.do("study.write_memo", body="…")`; identifiers are made when left out."""

    workbench: Workbench
    viewer: Viewer
    prefix: str = "aaaaaaaa"
    n: int = field(default=0)

    def new_id(self) -> str:
        self.n += 1
        return f"{self.prefix}-0000-4000-8000-{self.n:012x}"

    def do(self, name: str, /, **fields: Any) -> Any:
        operation = BY_NAME[name]
        return self.workbench.call(self.viewer, operation, request_of(operation.request, fields))

    def refused(self, name: str, /, **fields: Any) -> AnselmError:
        """The refusal of an operation that must not go through."""
        try:
            self.do(name, **fields)
        except AnselmError as refusal:
            return refusal
        raise AssertionError(f"{name} went through")


def owner(workbench: Workbench) -> Hand:
    """The owner's hand."""
    return Hand(workbench, workbench.viewer())


def colleague(workbench: Workbench, name: str, *roles: str, key: str = "", prefix: str = "bbbbbbbb") -> Hand:
    """Add a researcher and return their hand."""
    chief = owner(workbench)
    identifier = f"{prefix}-0000-4000-9000-000000000000"
    made = chief.do("study.add_researcher", id=identifier, name=name, roles=roles or ("coder",), key=key)
    return Hand(workbench, workbench.viewer(made.id), prefix)


class DirectParser:
    """The real readers without their limited child, for tests that are not about limits."""

    def parse(self, name: str, data: bytes, as_kind: str | None = None) -> ParseOutcome:
        return read_bytes(name, data, as_kind)

    def report(self, name: str, data: bytes) -> ReturnedReport | Refusal:
        return read_returned(name, data)

    def codebook(self, name: str, data: bytes) -> ReadCodebook | Refusal:
        return read_codebook(name, data)

    def project(self, name: str, data: bytes) -> ReadProject | Refusal:
        return read_whole(name, data)

    def unpacked(self, data: bytes, part: str) -> bytes | Refusal:
        return unpacked(data, part)

    def sheet(self, name: str, data: bytes, sheet: str = "") -> Sheet | Refusal:
        return read_sheet(name, data, sheet=sheet)

    def page(self, sha256: str, content: Callable[[], bytes], number: int) -> RenderedPage | Refusal:
        return render_page(content(), number)

    def forget_pages(self) -> None:
        pass


def rows_added(workbench: Workbench, *rows: object) -> None:
    """Rows as another room of the study would have written them, in one step of the owner's."""
    step = Command("tests.rows", "adding rows", True)
    workbench._store.write(workbench.viewer(), step, lambda work: work.add_all(rows))


def file(name: str, text: str | bytes) -> Uploaded:
    """A file as a browser sends it."""
    return Uploaded(name, text.encode() if isinstance(text, str) else text)
