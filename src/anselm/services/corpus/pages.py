"""The pages of a PDF: where in its text each begins, how each looks, and where on it each word stands.

Pages belong to the version that was read from the file. A correction of that text is a text of the same pages; a text
in which names were replaced leads to none, since the pages show them; and a file brought in since has its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, TypeAlias

from annotated_types import Ge, Len

from anselm.domain.anchors import Pages
from anselm.domain.corpus import SourceVersion, TextSpan, VersionRole
from anselm.domain.errors import NotFound, Refused
from anselm.domain.page_words import PageWords
from anselm.domain.parsed import Parsed, Refusal, RenderedPage
from anselm.services.corpus.carrying import maps_of, route
from anselm.services.corpus.keeping import keep_pages
from anselm.services.operations import reads
from anselm.services.ports import Reads, Rendering, Tools, Work

__all__ = ["laid_later"]

_PDF = "pdf"
_NAMES = "The pages show the names that are replaced in this text, so they are not shown beside it."
_NONE = (
    "The pages of this PDF are not here: it was read before they were kept. Bring the same file in again, and they are."
)
_STILL = "Its words can be read and coded as before."


@dataclass(frozen=True, slots=True)
class PageView:
    """A page by its number: its size in points as it is seen (0 where it cannot be shown), and its words in the text.

    `start` and `end` are None where the text no longer holds any of them.
    """

    number: int
    width: int
    height: int
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class PagesView:
    """The pages that belong to a text; `of_id` is the version whose file they are of. `why` says why there are none,
    empty where the text comes from no file with pages."""

    of_id: str
    source_id: str
    pages: tuple[PageView, ...]
    why: str


@dataclass(frozen=True, slots=True)
class WhichPages:
    """The pages that belong to a version of a text."""

    version_id: Annotated[str, Len(1, 64)]


@reads("/pages")
def pages(reads: Reads, request: WhichPages) -> PagesView:
    """List the pages of the PDF a text was read from, and where in the text each begins."""
    version = reads.get(SourceVersion, request.version_id)
    if version.role is VersionRole.ANONYMISED:
        return PagesView("", version.source_id, (), _NAMES if version.format == _PDF else "")
    at = _read_from_file(reads, version)
    there = reads.maybe(Pages, at.id) if at is not None else None
    if at is None or there is None:
        return PagesView("", version.source_id, (), _NONE if version.format == _PDF else "")
    carried = _carrier(reads, version, at)
    ends = (*(one.start for one in there.pages), at.n_characters)
    views = (
        PageView(number, one.width, one.height, *carried(start, end))
        for number, (one, (start, end)) in enumerate(zip(there.pages, pairwise(ends), strict=True), start=1)
    )
    return PagesView(there.id, there.source_id, tuple(views), "")


def _read_from_file(reads: Reads, version: SourceVersion) -> SourceVersion | None:
    """The version that was read from the file this text comes from."""
    at: SourceVersion | None = version
    while at is not None and not at.file_sha256:
        at = reads.maybe(SourceVersion, at.parent_id)
    return at


_Carrier: TypeAlias = Callable[[int, int], tuple[int | None, int | None]]


def _carrier(reads: Reads, version: SourceVersion, read: SourceVersion, *, whole: bool = False) -> _Carrier:
    """Where words of the version that was read lie in the one that is asked for; `whole` for those unchanged alone."""
    way = None if version.id == read.id else route(maps_of(reads, version.source_id), read.id, version.id)

    def carried(start: int, end: int) -> tuple[int | None, int | None]:
        if start >= end:
            return None, None
        if version.id == read.id:
            return start, end
        onto, same = way.carry(TextSpan(start, end)) if way is not None else (None, False)
        return (None, None) if onto is None or (whole and not same) else (onto.start, onto.end)

    return carried


@dataclass(frozen=True, slots=True)
class WhichPage:
    """One page, counted from 1, of the version whose file it is of; for its words, of any text of that file."""

    version_id: Annotated[str, Len(1, 64)]
    number: Annotated[int, Ge(1)]


@dataclass(frozen=True, slots=True)
class WordOnPage:
    """A word on a page: [start, end) in the text that was asked for, and its rectangle in points as it is seen."""

    start: int
    end: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class WordsOnPage:
    """The words of a page, in the order of the text. `n_changed` counts those that were corrected since, which stand on
    the page as they were read and are in no list here."""

    words: tuple[WordOnPage, ...]
    n_changed: int


@reads("/pages/words")
def page_words(reads: Reads, request: WhichPage) -> WordsOnPage:
    """List where on a page each word stands, by the places of the words in the version asked for."""
    version = reads.get(SourceVersion, request.version_id)
    at = None if version.role is VersionRole.ANONYMISED else _read_from_file(reads, version)
    if at is None:
        return WordsOnPage((), 0)
    there = reads.maybe(PageWords, at.id)
    carried = _carrier(reads, version, at, whole=True)
    words, n_changed = [], 0
    for one in there.of(request.number) if there is not None else ():
        start, end = carried(one.start, one.end)
        if start is None or end is None:
            n_changed += 1
        else:
            words.append(WordOnPage(start, end, one.left, one.top, one.right, one.bottom))
    return WordsOnPage(tuple(words), n_changed)


def _drawn(tools: Tools, reads: Reads, request: WhichPage) -> RenderedPage:
    pages = reads.get(Pages, request.version_id)
    if pages.page(request.number) is None:
        raise NotFound("There is no such page.")
    sha256 = reads.get(SourceVersion, pages.id).file_sha256

    def content() -> bytes:
        try:
            return tools.media.get(sha256)
        except NotFound:
            raise NotFound("The PDF is not on this computer, so its pages cannot be shown.") from None

    drawn = tools.parser.page(sha256, content, request.number)
    if isinstance(drawn, Refusal):
        raise Refused(f"Page {request.number} cannot be shown. {drawn.reason}", place="page", advice=_STILL)
    return drawn


@reads("/pages/file", download=True, prepare=_drawn)
def page_file(reads: Reads, request: WhichPage, drawn: RenderedPage) -> Rendering:
    """Show a page as it looks: a PNG with nothing in it but its dots."""
    del reads
    return Rendering(f"page {request.number}", "png", drawn)


def laid_later(work: Work, version: SourceVersion, read: Parsed) -> bool:
    """Keep the pages of a file, and where words stand on them, for the text that was read from it before they were
    kept; whether that was done."""
    return bool(read.pages) and work.text(version.id) == read.text and keep_pages(work, version, read)
