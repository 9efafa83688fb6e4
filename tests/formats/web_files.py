"""Web pages and electronic books written by hand, so that a test says exactly which marks it is about."""

from __future__ import annotations

import html

from tests.formats.word_files import zipped

CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
    '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)


def page(body: str, head: str = '<meta charset="utf-8"><title>t</title>') -> bytes:
    """A page with this body."""
    return f"<!DOCTYPE html>\n<html><head>{head}</head>\n<body>{body}</body></html>".encode()


def p(text: str) -> str:
    """A paragraph of plain words, of which no space is lost: what the format would collapse is written in `pre`."""
    return f"<pre>\n{html.escape(text)}</pre>"


def chapter(body: str, declaration: str = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>') -> str:
    """One chapter of a book."""
    return (
        f'{declaration}<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="x"/></head>'
        f"<body>{body}</body></html>"
    )


def book(*bodies: str, **others: str | bytes) -> bytes:
    """A book with these chapters, named so that their order is not that of their names; other parts by keyword."""
    names = [f"c {9 - n}.xhtml" for n in range(len(bodies))]
    items = "".join(
        f'<item id="i{n}" href="text/{name.replace(" ", "%20")}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(names)
    )
    order = "".join(f'<itemref idref="i{n}"/>' for n in range(len(names)))
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": (
            '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><manifest>'
            f"{items}</manifest><spine>{order}</spine></package>"
        ),
    }
    parts |= {f"OEBPS/text/{name}": chapter(body) for name, body in zip(names, bodies, strict=True)}
    parts |= {name.replace("__", "/").replace("_xml", ".xml"): inside for name, inside in others.items()}
    return zipped(parts)
