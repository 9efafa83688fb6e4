"""The part of bootstrap that says what is written as a file and by which writer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from anselm.bootstrap_packages import PACKAGE_WRITERS
from anselm.domain.errors import Invalid, Refused
from anselm.services.ports import Download, Rendering

__all__ = ["Renderings"]

# What is written as a file, and by which writer: (kind of value, ending) -> a function from the value to bytes.
# The functions are looked up when first needed, so that starting stays quick.
Writer = Callable[[Any], bytes]


def _html() -> Writer:
    from anselm.formats import out_html

    return lambda made: out_html.render(made.document, made.trace, strict=not made.document.draft).encode()


def _docx() -> Writer:
    from anselm.formats import out_docx

    return lambda made: out_docx.render(made.document, made.trace, made.remarks)


def _pdf() -> Writer:
    from anselm.formats import out_pdf

    return lambda made: out_pdf.render(made.document, made.trace).content


def _markdown() -> Writer:
    from anselm.formats import out_markdown

    return lambda made: out_markdown.render(made.document, made.trace).encode()


def _tex() -> Writer:
    from anselm.formats import out_tex

    return lambda made: out_tex.render(made.document, made.trace).encode()


def _extracts(ending: str) -> Callable[[], Writer]:
    def find() -> Writer:
        from anselm.formats import out_extracts

        known: dict[str, Writer] = {
            "csv": out_extracts.to_csv,
            "docx": out_extracts.to_docx,
            "md": out_extracts.to_markdown,
            "xlsx": out_extracts.to_xlsx,
        }
        return known[ending]

    return find


def _matrix(ending: str) -> Callable[[], Writer]:
    def find() -> Writer:
        from anselm.formats import out_matrix

        known: dict[str, Writer] = {
            "csv": out_matrix.to_csv,
            "docx": out_matrix.to_docx,
            "xlsx": out_matrix.to_xlsx,
            "counts csv": out_matrix.counts_csv,
            "counts xlsx": out_matrix.counts_xlsx,
        }
        return known[ending]

    return find


def _codebook_changes() -> Writer:
    from anselm.formats.out_codebook_changes import to_docx

    return to_docx


def _theme_history(ending: str) -> Callable[[], Writer]:
    def find() -> Writer:
        from anselm.formats import out_theme_history

        return out_theme_history.to_docx if ending == "docx" else out_theme_history.to_markdown

    return find


def _qdpx() -> Writer:
    from anselm.formats.refi import to_qdpx
    from anselm.formats.refi_in import reads_back

    def write(project: Any) -> bytes:
        content = to_qdpx(project)
        if not reads_back(project, content):
            # Other programs lose codings in such files without a word; this one says so instead.
            raise Refused(
                "The file would not be read again as it was written, so it was not given out.",
                advice="Please report it; nothing in the study was changed.",
            )
        return content

    return write


def _qdc() -> Writer:
    from anselm.formats.refi import to_qdc

    return to_qdc


def _codings(ending: str) -> Callable[[], Writer]:
    def find() -> Writer:
        from anselm.formats import out_codings

        return out_codings.to_csv if ending == "csv" else out_codings.to_xlsx

    return find


WRITERS: dict[tuple[str, str], Callable[[], Writer]] = {
    ("Resolved", "docx"): _docx,
    ("Resolved", "html"): _html,
    ("Resolved", "md"): _markdown,
    ("Resolved", "pdf"): _pdf,
    ("Resolved", "tex"): _tex,
    **PACKAGE_WRITERS,
    ("ExchangedStudy", "qdpx"): _qdpx,
    ("ExchangedStudy", "qdc"): _qdc,
    **{("CodingSheet", ending): _codings(ending) for ending in ("csv", "xlsx")},
    ("str", "txt"): lambda: str.encode,
    ("str", "yaml"): lambda: str.encode,
    ("RenderedPage", "png"): lambda: lambda page: page.content,
    **{("ExtractSheet", ending): _extracts(ending) for ending in ("csv", "docx", "md", "xlsx")},
    ("ChangesSheet", "docx"): _codebook_changes,
    **{("HistorySheet", ending): _theme_history(ending) for ending in ("docx", "md")},
    **{("MatrixSheet", ending): _matrix(ending) for ending in ("csv", "docx", "xlsx")},
    **{("CountSheet", ending): _matrix(f"counts {ending}") for ending in ("csv", "xlsx")},
}
MEDIA_TYPES = {
    "anselm": "application/octet-stream",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "qdc": "application/xml",
    "qdpx": "application/zip",
    "svg": "image/svg+xml",
    "tex": "application/x-tex",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml",
}


class Renderings:
    """The port Renderer over the table of writers."""

    def render(self, rendering: Rendering) -> Download:
        """The file. Raises Invalid for a format this value is not written in."""
        kind = type(rendering.value).__name__
        find = WRITERS.get((kind, rendering.format))
        if find is None:
            known = ", ".join(sorted(f".{ending}" for held, ending in WRITERS if held == kind)) or "no file"
            raise Invalid(f"This is not written as .{rendering.format}; it is written as {known}.", place="format")
        content = find()(rendering.value)
        return Download(f"{rendering.stem}.{rendering.format}", MEDIA_TYPES[rendering.format], content)
