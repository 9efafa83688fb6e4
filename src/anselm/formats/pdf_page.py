"""Pages of a PDF as they look: how large each is, and one of them drawn as a PNG.

A page is drawn at two dots to a point, a large one with fewer, so that no page takes more memory than another. What a
form or a script of the file would do is not done.
"""

from __future__ import annotations

import math
import struct
import zlib
from typing import Any

from anselm.domain.parsed import ParsedPage, Refusal, RenderedPage

__all__ = ["MAX_DOTS", "render_page", "size_of"]

MAX_DOTS = 4_000_000
_A_POINT = 2.0  # dots to a point, 144 to the inch
_LARGEST = 20_000  # points; what is larger than 7 metres is no page
_NO_PAGE = Refusal("The file has no such page.")
_NO_SIZE = Refusal("Its size is none that a page can have.")
_DAMAGED = Refusal("The page is damaged.")


def size_of(page: Any) -> ParsedPage:
    """How large a page is as it is seen, and where that lies in its media box; 0 by 0 where that makes no sense."""
    import pypdfium2

    try:
        width, height = page.get_size()
        media, crop = page.get_mediabox(), page.get_cropbox()
        turn = page.get_rotation()
    except (pypdfium2.PdfiumError, TypeError, ValueError):
        return ParsedPage(0, 0, 0)
    known = (width, height, *media, *crop)
    if not all(math.isfinite(one) and abs(one) <= _LARGEST for one in known) or min(width, height) < 1:
        return ParsedPage(0, 0, 0)
    left, bottom = max(min(media[0], media[2]), min(crop[0], crop[2])), max(min(media[1::2]), min(crop[1::2]))
    inset = (round(left - min(media[0], media[2])), round(bottom - min(media[1::2])))
    return ParsedPage(0, round(width), round(height), *inset, turn if turn in (90, 180, 270) else 0)


def render_page(content: bytes, number: int) -> RenderedPage | Refusal:
    """The page of that number, counted from 1, as a PNG; or why it cannot be shown."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        if not 0 < number <= len(document):
            return _NO_PAGE
        page = document[number - 1]
        size = size_of(page)
        if not size.width:
            return _NO_SIZE
        scale = min(_A_POINT, math.sqrt(MAX_DOTS / (size.width * size.height)))
        drawn = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True, limit_image_cache=True)
        return RenderedPage(drawn.width, drawn.height, _png(drawn))
    except pypdfium2.PdfiumError:
        return _DAMAGED


def _png(drawn: Any) -> bytes:
    """The dots as a PNG with nothing beside them. Three bytes are a dot."""
    row = 3 * drawn.width
    packing = zlib.compressobj(6)
    dots = memoryview(drawn.buffer)
    packed = []
    for at in range(0, drawn.stride * drawn.height, drawn.stride):
        packed += [packing.compress(b"\0"), packing.compress(dots[at : at + row])]
    head = struct.pack(">IIBBBBB", drawn.width, drawn.height, 8, 2, 0, 0, 0)
    body = b"".join([*packed, packing.flush()])
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
