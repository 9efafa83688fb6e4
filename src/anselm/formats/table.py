"""Which reader reads which ending, as a plain table; and one total function from bytes to an outcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from anselm.domain.parsed import ParseOutcome, Refusal
from anselm.formats.canonical import encoding_named
from anselm.formats.captions import read_sbv, read_srt, read_vtt
from anselm.formats.codebook import read_codebook
from anselm.formats.docx import read_docx
from anselm.formats.epub import read_epub
from anselm.formats.odt import read_odt
from anselm.formats.pdf import read_pdf
from anselm.formats.pdf_page import render_page
from anselm.formats.picture import read_picture
from anselm.formats.project import read_whole
from anselm.formats.returned import read_returned
from anselm.formats.rtf import read_rtf
from anselm.formats.sheet import read_sheet
from anselm.formats.txt import read_md, read_txt
from anselm.formats.webpage import read_html, read_xhtml
from anselm.formats.whisper import read_whisper

__all__ = ["FORMATS", "MAX_BYTES", "PURPOSES", "Reader", "read_bytes", "read_for", "suffix_of"]

Reader: TypeAlias = Callable[[bytes, str | None], ParseOutcome]

MAX_BYTES = 100 * 1024 * 1024
FORMATS: dict[str, Reader] = {
    "docm": read_docx,
    "docx": read_docx,
    "epub": read_epub,
    "htm": read_html,
    "html": read_html,
    "jpeg": read_picture,
    "jpg": read_picture,
    "json": read_whisper,
    "markdown": read_md,
    "md": read_md,
    "odt": read_odt,
    "ott": read_odt,
    "pdf": read_pdf,
    "png": read_picture,
    "rtf": read_rtf,
    "sbv": read_sbv,
    "srt": read_srt,
    "text": read_txt,
    "txt": read_txt,
    "vtt": read_vtt,
    "webp": read_picture,
    "xhtml": read_xhtml,
}
_TRANSCRIBE = "Bring its transcript in; the recording is then added under the transcript, or by the same name."
_SURVEY = "If each row is a respondent, bring it in as a survey: drop it at Sources, or anselm survey STUDY FILE."
_AS_PNG = "Save it as PNG or JPEG, and import that."
_CODES = "Bring in its codes on the desk, under the codebook, or with: anselm codebook import STUDY FILE"
_NAMED = {
    "doc": ("an old Word file (.doc)", "Open it in Word and save it as .docx."),
    "fodt": ("a flat OpenDocument text", "Save it from LibreOffice as .odt."),
    "pages": ("an Apple Pages document", "Export it from Pages as Word (.docx)."),
    "gdoc": ("a link to a Google document, not the document", "Download it from Google Docs as .docx."),
    "mht": ("a web archive", "Save the page as .html."),
    "mhtml": ("a web archive", "Save the page as .html."),
    "xlsx": ("an Excel workbook", _SURVEY),
    "xlsm": ("an Excel workbook", _SURVEY),
    "xls": ("an old Excel workbook (.xls)", "Open it in Excel and save it as .xlsx."),
    "ods": ("an OpenDocument spreadsheet", "Save it from LibreOffice as .xlsx."),
    "csv": ("a table", f"{_SURVEY} Else import its texts as files of their own."),
    "tsv": ("a table", f"{_SURVEY} If it came with a recording, import the .vtt, .srt or .json beside it."),
    "qdc": ("a codebook", _CODES),
    "qdpx": (
        "a project of another program",
        "It comes in as a whole: drop it by itself at Sources, or anselm import STUDY FILE.",
    ),
    "anselm": (
        "a round package or a reading that came back",
        "A package is opened with: anselm open FILE. A reading is taken in on the page of its round, under Compare.",
    ),
    "gif": ("a GIF picture", _AS_PNG),
    "tif": ("a TIFF picture", _AS_PNG),
    "tiff": ("a TIFF picture", _AS_PNG),
    "bmp": ("a bitmap", _AS_PNG),
    "heic": ("a picture of a telephone (HEIC)", "Save or share it as JPEG, and import that."),
    "heif": ("a picture of a telephone (HEIF)", "Save or share it as JPEG, and import that."),
    "svg": ("a drawing that can hold programs (SVG)", _AS_PNG),
    "zip": ("an archive", "Unpack it and import the files in it."),
    "mp3": ("a recording", _TRANSCRIBE),
    "m4a": ("a recording", _TRANSCRIBE),
    "mp4": ("a recording", _TRANSCRIBE),
    "wav": ("a recording", _TRANSCRIBE),
    "webm": ("a recording", _TRANSCRIBE),
    "ogg": ("a recording", _TRANSCRIBE),
    "flac": ("a recording", _TRANSCRIBE),
}


def suffix_of(name: str) -> str:
    """The ending of a file name, small letters, without its dot; empty when it has none."""
    base = name.replace("\\", "/").rpartition("/")[2].rstrip(" .")
    stem, dot, ending = base.rpartition(".")
    return ending.lower() if dot and stem else ""


def read_bytes(name: str, data: bytes, as_kind: str | None = None) -> ParseOutcome:
    """Read one file by the ending of its name. Total: any bytes under any name give an outcome.

    ``as_kind`` says what the name does not: a key of `FORMATS`, an encoding, or both as `txt:cp1252`.
    """
    kind, encoding = suffix_of(name), None
    if as_kind is not None:
        said, _, after = as_kind.strip().lower().partition(":")
        said = said.removeprefix(".")
        if said in FORMATS:
            kind, encoding = said, after or None
        elif encoding_named(as_kind):
            encoding = as_kind
        else:
            known = ", ".join(sorted(FORMATS))
            advice = f"Name one of {known}, an encoding, or both, as in txt:cp1252."
            return Refusal("It was to be read as a kind that is not known here.", advice=advice)
    if len(data) > MAX_BYTES:
        return Refusal(
            f"It is larger than {MAX_BYTES // 1024 // 1024} MB, which no transcript is.",
            advice="Check that it is the transcript and not the recording.",
        )
    reader = FORMATS.get(kind)
    return _unread(kind) if reader is None else reader(data, encoding)


# What a file is read as where it is not a source of the study; the last argument is which part of it, where one is
# named.
PURPOSES: dict[str, Callable[[str, bytes, str], object]] = {
    "report": lambda name, data, _: read_returned(name, data),
    "codebook": lambda name, data, _: read_codebook(name, data),
    "project": lambda name, data, _: read_whole(name, data),
    "sheet": lambda name, data, part: read_sheet(name, data, sheet=part),
    "page": lambda _, data, part: render_page(data, int(part)),
}


def read_for(purpose: str, name: str, data: bytes, as_kind: str | None = None) -> object:
    """Read one file as a source's text, or as what a key of `PURPOSES` names. Total, as `read_bytes` is."""
    return read_bytes(name, data, as_kind) if purpose == "text" else PURPOSES[purpose](name, data, as_kind or "")


def _unread(kind: str) -> Refusal:
    """Why a file of this ending is not read, and what to do instead."""
    if kind in _NAMED:
        what, advice = _NAMED[kind]
        return Refusal(f"It is named as {what}, which is not read here.", "file name", advice)
    shown = kind if kind.isalnum() and len(kind) <= 12 else "…"
    reason = f"Files ending in “.{shown}” are not read here." if kind else "Its name has no ending to tell its kind."
    return Refusal(reason, "file name", f"Read are files ending in: {', '.join(sorted(FORMATS))}.")
