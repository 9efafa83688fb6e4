"""The pages of a PDF: where in its text each begins, and how each looks.

Pages belong to the version that was read from the file. A correction of that text is a text of the same pages; a text
in which names were replaced leads to none, since the pages show them; and a file brought in since has its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

from annotated_types import Ge, Len

from anselm.domain.anchors import Pages
from anselm.domain.corpus import SourceVersion, TextSpan, VersionRole
from anselm.domain.errors import NotFound, Refused
from anselm.domain.parsed import Parsed, Refusal, RenderedPage
from anselm.services.corpus.carrying import maps_of, route
from anselm.services.corpus.keeping import pages_of
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
    at: SourceVersion | None = version
    while at is not None and not at.file_sha256:
        at = reads.maybe(SourceVersion, at.parent_id)
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


def _carrier(
    reads: Reads, version: SourceVersion, read: SourceVersion
) -> Callable[[int, int], tuple[int | None, int | None]]:
    """Where words of the version that was read lie in the one that is asked for."""
    way = None if version.id == read.id else route(maps_of(reads, version.source_id), read.id, version.id)

    def carried(start: int, end: int) -> tuple[int | None, int | None]:
        if start >= end:
            return None, None
        if version.id == read.id:
            return start, end
        onto = way.carry(TextSpan(start, end))[0] if way is not None else None
        return (None, None) if onto is None else (onto.start, onto.end)

    return carried


@dataclass(frozen=True, slots=True)
class WhichPage:
    """One page, counted from 1, of the version whose file it is of."""

    version_id: Annotated[str, Len(1, 64)]
    number: Annotated[int, Ge(1)]


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
    """Keep the pages of a file for the text that was read from it before pages were kept; whether that was done."""
    if not read.pages or work.maybe(Pages, version.id) is not None or work.text(version.id) != read.text:
        return False
    work.add(pages_of(version, read))
    return True
