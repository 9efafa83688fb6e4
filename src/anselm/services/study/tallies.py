"""How many codings there are, whatever they stand on: words, a region of a picture or a stretch of sound."""

from __future__ import annotations

from anselm.domain.coding import Coding, MediaCoding
from anselm.services.ports import Reads

__all__ = ["codings_by"]


def codings_by(reads: Reads, by: str, /, **equal: object) -> dict[str, int]:
    """How many codings the viewer may see by one field they all have: code, coder, source or round."""
    found = reads.tally(Coding, by, **equal)
    for value, n in reads.tally(MediaCoding, by, **equal).items():
        found[value] = found.get(value, 0) + n
    return found
