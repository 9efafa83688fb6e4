"""PDF files: the lines of each page in the order of reading, page after page.

A PDF holds lines and no paragraphs, so a line of the page is a line of the text and a new page begins a new one. A
word broken at a line's end stays broken there, and how many there are is said; so are pages without text. Where in the
text each page begins, how large it is and where on it each word stands, is kept, so that it can be seen as it looks.
A PDF without any words, as a scanner makes it, comes in for its pages alone.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from anselm.domain.page_words import PageWord, packed
from anselm.domain.parsed import Loss, Parsed, ParsedPage, ParseOutcome, Refusal
from anselm.formats.blocks import Blocks
from anselm.formats.canonical import canonical, has_words, mended
from anselm.formats.pdf_page import size_of
from anselm.formats.pdf_words import BROKEN, MOST_PLACED, UNKNOWN, words_on
from anselm.formats.safe_zip import MAX_RATIO, MAX_TOTAL, UnsafeFile
from anselm.formats.sniff import EMPTY, kind_of
from anselm.formats.txt import with_turns

__all__ = ["read_pdf"]

_MOST_PAGES = 5_000
_UNKNOWN = re.compile(f"[{''.join(sorted(UNKNOWN))}]")
_NOTES = frozenset((1, 3, 9, 10, 11, 12))  # notes, typed text, and marks on text, by the format's numbers
_STREAM = re.compile(rb"stream\r?\n(?=[\x08-\x78])")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_RATIO_FROM = 1024 * 1024
_CHUNK = 256 * 1024
_MOST_FILTERS = 3
_PASSWORD = 4
_ADVICE = "Open it and save it again, or save its text as .txt, and import that."
_SCAN = (
    "It holds no words, only pages as they look, as a scanner makes them. Regions of them can be seen and coded. To "
    "code words, have them recognised by another program, and bring in what that makes as a source of its own."
)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it was read: its text, its size, and its words counted from the start of its own text."""

    text: str
    size: ParsedPage
    words: list[PageWord]


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
        pages, found = _pages(content)
    except UnsafeFile as error:
        return error.refusal
    empty = [number for number, page in enumerate(pages, 1) if not has_words(page.text)]
    if len(empty) == len(pages):
        return _scanned(pages, found)
    whole, halves = mended("\n".join(page.text for page in pages if has_words(page.text)))
    text = canonical(whole)
    losses = found.losses() + halves
    if empty:
        shown = ", ".join(map(str, empty[:20])) + (" …" if len(empty) > 20 else "")
        message = f"{len(empty)} of {len(pages)} pages hold no text: {shown}."
        losses += (Loss("empty-page", f"page {empty[0]}", message),)
    losses += _unplaced(pages)
    message = "Its lines are those of the pages; where a paragraph ends, a PDF does not say."
    read = with_turns("pdf", text, (*losses, Loss("page-lines", "text", message)))
    return replace(read, pages=tuple(_placed(pages, len(text) - len(whole), len(text))))


def _unplaced(pages: list[_Page]) -> tuple[Loss, ...]:
    """What is said where a page has words of which nobody knows where on it they stand."""
    found = [number for number, page in enumerate(pages, 1) if has_words(page.text) and not page.words]
    if not found:
        return ()
    of = f"page {found[0]}" if len(found) == 1 else f"{len(found)} pages, the first of them page {found[0]},"
    message = f"The words of {of} are in the text, but where on the page they stand is not known."
    return (Loss("unplaced-words", f"page {found[0]}", message),)


def _scanned(pages: list[_Page], found: Blocks) -> Parsed | Refusal:
    """A file of pages without words; refused where none of them can be seen either."""
    if not any(page.size.width for page in pages):
        return Refusal(f"None of its pages ({len(pages)}) holds text, and none has a size that can be shown.")
    losses = (Loss("no-words", "", _SCAN), *found.losses())
    return Parsed("pdf", "", warnings=losses, pages=tuple(page.size for page in pages))


def _placed(pages: list[_Page], at: int, n_characters: int) -> Iterator[ParsedPage]:
    """The pages with where in the text each begins, the first `at`; one without words where the next one does."""
    for page in pages:
        words = (replace(one, start=max(at + one.start, 0), end=at + one.end) for one in page.words)
        start = max(0, min(at, n_characters))
        yield replace(page.size, start=start, words=packed(one for one in words if one.start < one.end))
        at += len(page.text) + 1 if has_words(page.text) else 0


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


def _pages(content: bytes) -> tuple[list[_Page], Blocks]:
    """Every page, and what was found besides; raises UnsafeFile with words for the refusal."""
    import pypdfium2

    found = Blocks()
    try:
        document = pypdfium2.PdfDocument(content)
        if len(document) > _MOST_PAGES:
            reason = f"It has {len(document)} pages; no transcript has more than {_MOST_PAGES}."
            raise UnsafeFile(Refusal(reason, advice="Split it and import the parts."))
        pages: list[_Page] = []
        n_placed = 0
        for number in range(len(document)):
            found.n_paragraphs = number + 1
            page = document[number]
            words = page.get_textpage()
            found.grow(words.count_chars() + 1)
            raw, size = words.get_text_range(), size_of(page)
            text = _kept(raw, found).replace("\r\n", "\n").replace("\r", "\n")
            placed = words_on(page, words, raw, size) if n_placed < MOST_PLACED else []
            pages.append(_Page(text, size, placed))
            n_placed += len(placed)
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
    return pages, found


def _kept(words: str, found: Blocks) -> str:
    """The words of a page; a broken word keeps its hyphen and its line end, which the library takes for one sign."""
    for _ in range(words.count(BROKEN)):
        found.count("broken-word")
    words, n_unknown = _UNKNOWN.subn("", words.replace(BROKEN, "-\n"))
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
