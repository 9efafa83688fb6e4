"""The PDF files of a project of another program: whose pages they are here, and the coded places on them.

Each is read by itself and in a limited child, so that one that breaks a limit costs its own pages alone. Words are
those the project says; where it says none they are those of the PDF, and pages are laid to whichever it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from anselm.analysis.alignment import align
from anselm.domain.anchors import Page
from anselm.domain.corpus import OffsetMap
from anselm.domain.errors import Invalid
from anselm.domain.interchange import ExchangedPdf, ExchangedPlace, ExchangedRegion, ExchangedSource, ReadProject
from anselm.domain.page_words import PageWord, packed, unpacked
from anselm.domain.parsed import Loss, Parsed, ParsedPage, Refusal
from anselm.services.coding.project_rows import PLACE_ON_PAGE, Leaf, Leaving
from anselm.services.ports import Tools

__all__ = ["leafed"]

_FORMAT = "pdf"
_UNREADABLE = "Their PDF cannot be read."
_OUTSIDE = "They lie on no page of the PDF, or outside of it."
_NO_WORDS = "The words they stand on are not in the file."
_FROM_ONE = "Its pages are counted from 1."


@dataclass(frozen=True, slots=True)
class _Opened:
    """A PDF as it was read, or why it was not."""

    pdf: ExchangedPdf
    sha256: str
    read: Parsed | None
    why: str = ""


def leafed(tools: Tools, data: bytes, project: ReadProject) -> tuple[ReadProject, tuple[Leaf | None, ...]]:
    """The project with the words and pages of its PDF files, and for each of its sources in order what its PDF is."""
    study, left = project.study, Leaving(project.study.left)
    opened = [_opened(tools, data, one) for one in study.pdfs]
    waiting: dict[str, list[_Opened]] = {}
    for one in opened:
        waiting.setdefault(one.pdf.guid, []).append(one)
    from_one = _from_one(opened)
    sources, turns, leaves = [], [], []
    for source, found in zip(study.sources, project.turns, strict=True):
        there = waiting.get(source.guid, []) if source.kind == "pdf" else []
        made = _with_pages(source, found, there.pop(0), left, from_one) if there else (source, found, None)
        if made is not None:
            sources.append(made[0])
            turns.append(made[1])
            leaves.append(made[2])
    losses = (*study.losses, Loss("pages", "project", _FROM_ONE)) if from_one else study.losses
    study = replace(study, sources=tuple(sources), left=left.told(), losses=losses)
    return replace(project, study=study, turns=tuple(turns)), tuple(leaves)


def _opened(tools: Tools, data: bytes, pdf: ExchangedPdf) -> _Opened:
    content = tools.parser.unpacked(data, pdf.part)
    if isinstance(content, Refusal):
        return _Opened(pdf, "", None, content.reason)
    read = tools.parser.parse("pages.pdf", content, _FORMAT)
    if not isinstance(read, Parsed) or not read.pages:
        return _Opened(pdf, "", None, read.reason if isinstance(read, Refusal) else "It has no pages.")
    return _Opened(pdf, hashlib.sha256(content).hexdigest(), read)


def _from_one(opened: Sequence[_Opened]) -> bool:
    """Whether the program that wrote the project calls the first page 1, which the standard calls 0: something is on a
    page that else is none, and nothing on page 0."""
    known = [(place.page, len(one.read.pages)) for one in opened if one.read is not None for place in one.pdf.places]
    return any(page == n for page, n in known) and all(page != 0 for page, _ in known)


def _with_pages(
    source: ExchangedSource, turns: Parsed, opened: _Opened, left: Leaving, from_one: bool
) -> tuple[ExchangedSource, Parsed, Leaf | None] | None:
    """A text with its pages; as it was where they cannot be read, and None where it has no words then."""
    read, n_places = opened.read, len(opened.pdf.places)
    if read is None:
        left.add("PDF", "PDF files", f"It cannot be read. {opened.why}".strip(), source.name)
        left.add(*PLACE_ON_PAGE, _UNREADABLE, source.name, n_places)
        if source.text:
            return source, turns, None
        left.add("text", "texts", "Its words are in no file that can be read.", source.name)
        left.add("coding", "codings", _NO_WORDS, source.name, len(source.codings))
        return None
    regions = tuple(_regions(opened.pdf.places, read.pages, from_one))
    left.add(*PLACE_ON_PAGE, _OUTSIDE, source.name, n_places - len(regions))
    leaf = Leaf(opened.sha256, opened.pdf.part, regions)
    if source.text:
        laid = replace(turns, format=_FORMAT, pages=_laid(read, source.text))
        return source, replace(laid, warnings=read.warnings) if read.text == source.text else laid, leaf
    if not read.text:
        left.add("coding", "codings", _NO_WORDS, source.name, len(source.codings))
    whole = tuple(replace(one, end=len(read.text)) for one in source.codings) if read.text else ()
    return replace(source, text=read.text, codings=whole), replace(read, text=""), leaf


def _regions(
    places: Sequence[ExchangedPlace], pages: Sequence[ParsedPage], from_one: bool
) -> Iterator[ExchangedRegion]:
    """The places as regions of the pages as they are seen; those that lie on none are left out."""
    for one in places:
        number = one.page if from_one else one.page + 1
        if not 0 < number <= len(pages):
            continue
        page = pages[number - 1]
        seen = Page(0, page.width, page.height, page.inset_x, page.inset_y, page.turn)
        try:
            at = seen.from_media_box((one.first_x, one.first_y), (one.second_x, one.second_y), number)
        except Invalid:
            continue
        corners = (at.left, at.top, at.right, at.bottom)
        yield ExchangedRegion(one.guid, *corners, one.code, one.user, one.at, number, one.note, one.notes)


def _laid(read: Parsed, text: str) -> tuple[ParsedPage, ...]:
    """The pages by the places of their words in another text of them: words that are not in it have none."""
    if read.text == text:
        return read.pages
    way = align(read.text, text)
    return tuple(
        replace(one, start=way.after(one.start), words=packed(_carried(unpacked(one.words), way)))
        for one in read.pages
    )


def _carried(words: Sequence[PageWord], way: OffsetMap) -> Iterator[PageWord]:
    """The words that are whole in the other text, in order; both are walked once."""
    kept, at = [one for one in way.pieces if one.kept], 0
    for word in words:
        while at < len(kept) and kept[at].end < word.end:
            at += 1
        if at < len(kept) and kept[at].start <= word.start:
            by = kept[at].new_start - kept[at].start
            yield replace(word, start=word.start + by, end=word.end + by)
