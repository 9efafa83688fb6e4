"""What regions lie on: a picture, or a page of a PDF. How large it is, and whether it may be shown beside its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from anselm.domain.anchors import Pages, Picture, Region
from anselm.domain.errors import NotFound
from anselm.services.ports import Reads

__all__ = ["Sheet", "sheet_of", "sheets_of"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture (in pixels) or a page (in points), of a source; `description` is what is to be seen, in words."""

    source_id: str
    width: int
    height: int
    description: str = ""


def sheet_of(reads: Reads, of_id: str, region: Region) -> Sheet:
    """What a region lies on. Raises NotFound."""
    found = sheets_of(reads, ((of_id, region),)).get((of_id, region.page))
    if found is None:
        raise NotFound
    return found


def sheets_of(reads: Reads, places: Iterable[tuple[str, Region]]) -> dict[tuple[str, int], Sheet]:
    """What regions lie on, by the version and the page (0 for a picture), for those that are there."""
    wanted = {(of_id, region.page) for of_id, region in places}
    seen = [of_id for of_id, page in wanted if not page]
    found = {
        (one.id, 0): Sheet(one.source_id, one.width, one.height, one.description)
        for one in (reads.find(Picture, id=seen) if seen else ())
    }
    leafed = list({of_id for of_id, page in wanted if page})
    kept = {one.id: one for one in (reads.find(Pages, id=leafed) if leafed else ())}
    for of_id, number in wanted:
        page = kept[of_id].page(number) if of_id in kept else None
        if page is not None and page.width:
            found[of_id, number] = Sheet(kept[of_id].source_id, page.width, page.height)
    return found
