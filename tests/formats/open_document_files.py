"""OpenDocument texts written by hand, so that a test says exactly which marks it is about."""

from __future__ import annotations

from tests.formats.word_files import zipped

_URN = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    (
        *(f'xmlns:{one}="{_URN}:{one}:1.0"' for one in ("office", "text", "table", "style", "manifest")),
        f'xmlns:draw="{_URN}:drawing:1.0" xmlns:svg="{_URN}:svg-compatible:1.0"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"',
    )
)
MIMETYPE = "application/vnd.oasis.opendocument.text"
HIDES = '<style:text-properties text:display="none"/>'
SHOWS = '<style:text-properties text:display="true"/>'


def content(body: str, styles: str = "", spaces: str = SPACES) -> str:
    """content.xml around a body, with the automatic styles before it."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def style(name: str, inside: str, family: str = "text", parent: str = "") -> str:
    """One style."""
    based = f' style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" style:family="{family}"{based}>{inside}</style:style>'


def styles_part(inside: str) -> str:
    """styles.xml with these styles or page headers."""
    return f'<?xml version="1.0"?><office:document-styles {SPACES}>{inside}</office:document-styles>'


def odt_file(body: str, styles: str = "", **others: str) -> bytes:
    """An OpenDocument text with this body; other parts by keyword, `styles_part=` for styles.xml."""
    parts: dict[str, str | bytes] = {"mimetype": MIMETYPE, "content.xml": content(body, styles)}
    if "styles_part" in others:
        parts["styles.xml"] = styles_part(others.pop("styles_part"))
    parts.update({f"{name}.xml": inside for name, inside in others.items()})
    return zipped(parts)


def spoken(text: str) -> str:
    """Words as LibreOffice writes them: further spaces, tabs and line breaks as tags."""
    out, spaced = [], True
    for sign in text:
        if sign == " " and spaced:
            out.append("<text:s/>")
        elif sign == "\t":
            out.append("<text:tab/>")
        elif sign == "\n":
            out.append("<text:line-break/>")
        else:
            out.append(sign.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
        spaced = sign == " "
    return "".join(out)


def p(*inside: str, style: str = "") -> str:
    """A paragraph; plain strings are XML."""
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{''.join(inside)}</text:p>"


def words(text: str) -> str:
    """A paragraph of plain words."""
    return p(spoken(text))
