"""Word files written by hand, so that a test says exactly which marks it is about."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def document(body: str, spaces: str = _SPACES) -> str:
    """The main part around a body."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {spaces}><w:body>{body}</w:body></w:document>'


def styles(inside: str) -> str:
    """The part with the styles."""
    return f'<?xml version="1.0"?><w:styles xmlns:w="{W}">{inside}</w:styles>'


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these parts, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2024, 1, 24, 9, 30, 0))
            info.compress_type = method
            archive.writestr(info, content)
    return out.getvalue()


def word_file(body: str, **others: str) -> bytes:
    """A Word file with this body; other parts by keyword, `styles=` for word/styles.xml."""
    parts: dict[str, str | bytes] = {"[Content_Types].xml": _TYPES, "_rels/.rels": RELATIONS}
    parts["word/document.xml"] = document(body)
    parts.update({f"word/{name}.xml": content for name, content in others.items()})
    return zipped(parts)


def run(text: str, properties: str = "") -> str:
    """One run of words, spaces kept."""
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<w:r>{inside}<w:t xml:space="preserve">{shown}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """One paragraph; plain strings are its runs as XML."""
    inside = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inside}{''.join(runs)}</w:p>"


def words(text: str) -> str:
    """A paragraph of plain words."""
    return paragraph(run(text))
