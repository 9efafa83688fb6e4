"""PDF files: the lines of each page in the order of reading, page after page.

A PDF holds lines and no paragraphs, so a line of the page is a line of the text and a new page begins a new one. A
word broken at a line's end stays broken there, and how many there are is said; so are pages without text. Where in the
text each page begins, and how large it is, is kept, so that it can be seen as it looks.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace

from anselm.domain.parsed import Loss, ParsedPage, ParseOutcome, Refusal
from anselm.formats.blocks import Blocks, no_words
from anselm.formats.canonical import canonical, has_words, mended
from anselm.formats.pdf_page import size_of
from anselm.formats.safe_zip import MAX_RATIO, MAX_TOTAL, UnsafeFile
from anselm.formats.sniff import EMPTY, kind_of
from anselm.formats.txt import with_turns

__all__ = ["read_pdf"]

_MOST_PAGES = 5_000
_BROKEN = "\ufffe"  # the library's sign for a hyphen and a line end that part a word
_UNKNOWN = re.compile("[\x00-\x08\x0e-\x1f\uffff]")
_NOTES = frozenset((1, 3, 9, 10, 11, 12))  # notes, typed text, and marks on text, by the format's numbers
_STREAM = re.compile(rb"stream\r?\n(?=[\x08-\x78])")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_RATIO_FROM = 1024 * 1024
_CHUNK = 256 * 1024
_MOST_FILTERS = 3
_PASSWORD = 4
_ADVICE = "Open it and save it again, or save its text as .txt, and import that."
_SCAN = "If it is a scan, have its text recognised first, or import the document it was made from."


def read_pdf(content: bytes, encoding: str | None = None) -> ParseOutcome:
    """Read a PDF. ``encoding`` is not used: the file says its own."""
    del encoding
    if not content:
        return EMPTY
    if b"%PDF-" not in content[:1024]:
        reason = f"It is not a PDF but {kind_of(content) or 'something else, perhaps plain text'}."
        return Refusal(reason, "first bytes", "Give it the ending that fits, or save it again as .pdf.")
    try:
        _check_streams(content)
        pages, sizes, found = _pages(content)
    except UnsafeFile as error:
        return error.refusal
    empty = [number for number, page in enumerate(pages, 1) if not has_words(page)]
    if len(empty) == len(pages):
        said = f"None of its pages ({len(pages)}) holds text."
        return Refusal(said, advice=_SCAN) if "picture" not in found.found else no_words(found)
    pages = [page.replace("\r\n", "\n").replace("\r", "\n") for page in pages]
    whole, halves = mended("\n".join(page for page in pages if has_words(page)))
    text = canonical(whole)
    losses = found.losses() + halves
    if empty:
        shown = ", ".join(map(str, empty[:20])) + (" …" if len(empty) > 20 else "")
        message = f"{len(empty)} of {len(pages)} pages hold no text: {shown}."
        losses += (Loss("empty-page", f"page {empty[0]}", message),)
    message = "Its lines are those of the pages; where a paragraph ends, a PDF does not say."
    read = with_turns("pdf", text, (*losses, Loss("page-lines", "text", message)))
    return replace(read, pages=tuple(_placed(pages, sizes, len(text) - len(whole), len(text))))


def _placed(pages: list[str], sizes: list[ParsedPage], at: int, n_characters: int) -> Iterator[ParsedPage]:
    """The pages with where in the text each begins, the first `at`; one without words where the next one does."""
    for words, size in zip(pages, sizes, strict=True):
        yield replace(size, start=max(0, min(at, n_characters)))
        at += len(words) + 1 if has_words(words) else 0


def _check_streams(content: bytes) -> None:
    """Raises UnsafeFile where what is packed would fill memory; pictures are passed over, for none is unpacked."""
    n_total = 0
    for found in _STREAM.finditer(content):
        if not _PICTURE.search(content, max(0, found.start() - 500), found.start()):
            n_total += _unpacked(content[found.end() : found.end() + 8 * 1024 * 1024], _MOST_FILTERS)
        if n_total > MAX_TOTAL:
            reason = f"Unpacked it is more than {MAX_TOTAL // 1024 // 1024} MB, which no transcript is."
            raise UnsafeFile(Refusal(reason))


def _unpacked(packed: bytes, n_filters: int) -> int:
    """How many bytes a packed stream holds, and those packed within it; none where it is packed in another way."""
    stream = zlib.decompressobj()
    rest, n_bytes, inner = packed, 0, bytearray()
    while rest and not stream.eof:
        try:
            chunk = stream.decompress(rest, _CHUNK)
        except zlib.error:
            break
        n_bytes += len(chunk)
        if len(inner) < _RATIO_FROM:
            inner += chunk
        rest = stream.unconsumed_tail
        if n_bytes > max(_RATIO_FROM, (len(packed) - len(rest)) * MAX_RATIO):
            reason = f"A part of it grows over {MAX_RATIO} times when unpacked, as in a file made to fill memory."
            raise UnsafeFile(Refusal(reason, advice=_ADVICE))
    return n_bytes + (_unpacked(bytes(inner), n_filters - 1) if n_filters and inner[:1] == b"x" else 0)


def _pages(content: bytes) -> tuple[list[str], list[ParsedPage], Blocks]:
    """The text and size of every page, and what was found besides; raises UnsafeFile with words for the refusal."""
    import pypdfium2

    found = Blocks()
    try:
        document = pypdfium2.PdfDocument(content)
        if len(document) > _MOST_PAGES:
            reason = f"It has {len(document)} pages; no transcript has more than {_MOST_PAGES}."
            raise UnsafeFile(Refusal(reason, advice="Split it and import the parts."))
        pages, sizes = [], []
        for number in range(len(document)):
            found.n_paragraphs = number + 1
            page = document[number]
            words = page.get_textpage()
            found.grow(words.count_chars() + 1)
            pages.append(_kept(words.get_text_range(), found))
            sizes.append(size_of(page))
            _count_notes(page, found)
            words.close()
            page.close()
        for _ in range(min(document.count_attachments(), 1_000)):
            found.count("embedded-document")
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            reason = "It is protected by a password."
            raise UnsafeFile(Refusal(reason, "", "Take the password off and import it again.")) from None
        raise UnsafeFile(Refusal("It is damaged: its pages cannot be read.", "", _ADVICE)) from None
    return pages, sizes, found


def _kept(words: str, found: Blocks) -> str:
    """The words of a page; a broken word keeps its hyphen and its line end, which the library takes for one sign."""
    for _ in range(words.count(_BROKEN)):
        found.count("broken-word")
    words, n_unknown = _UNKNOWN.subn("", words.replace(_BROKEN, "-\n"))
    for _ in range(n_unknown + words.count("\ufffd")):
        found.count("unknown-sign")
    return words


def _count_notes(page: object, found: Blocks) -> None:
    import pypdfium2.raw as pdfium

    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page), 1_000)):
        note = pdfium.FPDFPage_GetAnnot(page, at)
        if note:
            if pdfium.FPDFAnnot_GetSubtype(note) in _NOTES:
                found.count("comment")
            pdfium.FPDFPage_CloseAnnot(note)
