"""The part of bootstrap that a study takes from outside: the clock, chance, passwords and the reading of files."""

from __future__ import annotations

import secrets
import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from anselm.domain.codebook import ReadCodebook
from anselm.domain.interchange import ReadProject
from anselm.domain.parsed import ParseOutcome, Refusal, RenderedPage
from anselm.domain.returned import ReturnedReport
from anselm.domain.sheet import Sheet
from anselm.services.ports import Clock, Entropy, Hasher, Ids, Parser

__all__ = ["Outside", "outside", "parser_limits"]


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


class KeptPages:
    """The pages drawn last, up to so many bytes, never on the disk. Safe to share by threads."""

    def __init__(self, most: int = 32 * 1024 * 1024) -> None:
        self._most, self._n_bytes = most, 0
        self._there: OrderedDict[tuple[str, int], RenderedPage | Refusal] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, sha256: str, number: int) -> RenderedPage | Refusal | None:
        """The page, if it is still kept."""
        with self._lock:
            found = self._there.get((sha256, number))
            if found is not None:
                self._there.move_to_end((sha256, number))
            return found

    def put(self, sha256: str, number: int, page: RenderedPage | Refusal) -> RenderedPage | Refusal:
        """Keep a page, and let go of those not asked for longest."""
        with self._lock:
            before = self._there.pop((sha256, number), None)
            self._there[sha256, number] = page
            self._n_bytes += _weight(page) - (0 if before is None else _weight(before))
            while self._n_bytes > self._most:
                _, gone = self._there.popitem(last=False)
                self._n_bytes -= _weight(gone)
        return page

    def clear(self) -> None:
        """Let go of all."""
        with self._lock:
            self._there.clear()
            self._n_bytes = 0


def _weight(page: RenderedPage | Refusal) -> int:
    return 1024 + (len(page.content) if isinstance(page, RenderedPage) else 0)


class LazyParser:
    """Starts the children that read files when the first file comes."""

    def __init__(self) -> None:
        self._pool: Any = None
        self._pages = KeptPages()
        self._making = threading.Lock()

    def parse(self, name: str, data: bytes, as_kind: str | None = None) -> ParseOutcome:
        """The text and turns of a file, or why it was not read."""
        outcome: ParseOutcome = self._started().parse(name, data, as_kind)
        return outcome

    def report(self, name: str, data: bytes) -> ReturnedReport | Refusal:
        """A Word document paragraph by paragraph, or why it was not read."""
        outcome: ReturnedReport | Refusal = self._started().read("report", name, data)
        return outcome

    def codebook(self, name: str, data: bytes) -> ReadCodebook | Refusal:
        """The codes of a file, or why it was not read."""
        outcome: ReadCodebook | Refusal = self._started().read("codebook", name, data)
        return outcome

    def project(self, name: str, data: bytes) -> ReadProject | Refusal:
        """A project of another program, or why it was not read."""
        outcome: ReadProject | Refusal = self._started().read("project", name, data)
        return outcome

    def unpacked(self, data: bytes, part: str) -> bytes | Refusal:
        """The bytes of one part of a project. Only unpacked, and here: a recording is not sent to and fro."""
        from anselm.formats.project import unpacked

        return unpacked(data, part)

    def sheet(self, name: str, data: bytes, sheet: str = "") -> Sheet | Refusal:
        """A table row by row, of a workbook the sheet that is named; or why it was not read."""
        outcome: Sheet | Refusal = self._started().read("sheet", name, data, sheet)
        return outcome

    def page(self, sha256: str, content: Callable[[], bytes], number: int) -> RenderedPage | Refusal:
        """A page of a PDF as it looks, or why it cannot be shown; of the pages shown last some are kept in memory."""
        outcome = self._pages.get(sha256, number)
        if outcome is None:
            drawn: RenderedPage | Refusal = self._started().read("page", "page.pdf", content(), str(number))
            outcome = self._pages.put(sha256, number, drawn)
        return outcome

    def forget_pages(self) -> None:
        """Keep no page any longer."""
        self._pages.clear()

    def _started(self) -> Any:
        with self._making:
            if self._pool is None:
                from anselm.workers.pool import ParserPool

                self._pool = ParserPool()
        return self._pool

    def close(self) -> None:
        """End the children."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None


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
