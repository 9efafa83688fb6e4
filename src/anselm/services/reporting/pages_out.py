"""The PDF files of a study that go along to another program, where they are asked for and may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anselm.domain.anchors import Pages
from anselm.domain.coding import MediaCoding
from anselm.domain.corpus import Source, SourceVersion, VersionRole
from anselm.domain.errors import NotFound
from anselm.domain.interchange import ExchangedPdf, ExchangedPlace
from anselm.services.ports import Reads, Tools

__all__ = ["AS_READ", "GoingPdf", "exchanged_pdfs", "kept_pdfs", "pdfs"]

AS_READ = (
    "PDF files go as they were brought in: their pages show what was corrected in their texts since, and a file may "
    "say who made it."
)


@dataclass(frozen=True, slots=True)
class GoingPdf:
    """The PDF a source's text comes from. Where names are replaced in that text it does not leave: its pages show
    them."""

    source: Source
    version: SourceVersion
    pages: Pages | None
    leaves: bool


def pdfs(reads: Reads) -> list[GoingPdf]:
    """The PDF file of each source that comes from one, in the order of the sources."""
    sources = reads.find(Source)
    versions = {one.id: one for one in reads.find(SourceVersion, format="pdf")}
    kept = {one.id: one for one in reads.find(Pages)} if versions else {}
    found = []
    for source in sources:
        at, named = versions.get(source.current_version_id or ""), False
        while at is not None and not at.file_sha256:
            named |= at.role is VersionRole.ANONYMISED
            at = versions.get(at.parent_id or "")
        if at is not None:
            named |= at.role is VersionRole.ANONYMISED
            found.append(GoingPdf(source, at, kept.get(at.id), at.id in kept and not named))
    return found


def kept_pdfs(tools: Tools, reads: Reads) -> dict[str, bytes]:
    """The bytes of the PDF files that may leave, by the version read from them. Raises NotFound where one is not
    here."""
    found = {}
    for one in pdfs(reads):
        if one.leaves:
            try:
                found[one.version.id] = tools.media.get(one.version.file_sha256)
            except NotFound:
                raise NotFound(f"The PDF {one.source.name} is not on this computer.") from None
    return found


def exchanged_pdfs(
    going: Sequence[GoingPdf], unworded: Sequence[MediaCoding], shown: Mapping[str, bytes]
) -> tuple[ExchangedPdf, ...]:
    """PDF files with the coded places of their pages, as a PDF counts them."""
    regions: dict[str, list[MediaCoding]] = {}
    for one in unworded:
        if one.region is not None and one.region.page:
            regions.setdefault(one.of_id, []).append(one)
    return tuple(
        ExchangedPdf(
            one.source.id,
            one.source.name,
            "",
            tuple(place for made in regions.get(one.version.id, ()) if (place := _place(one.pages, made)) is not None),
            shown[one.version.id],
        )
        for one in going
        if one.leaves and one.version.id in shown
    )


def _place(pages: Pages | None, one: MediaCoding) -> ExchangedPlace | None:
    page = pages.page(one.region.page) if pages is not None and one.region is not None else None
    if page is None or one.region is None:
        return None
    corners = page.in_media_box(one.region)
    number = one.region.page - 1
    return ExchangedPlace(one.id, number, *corners, one.code_id, one.coder_id, one.created_at, one.note.strip())
