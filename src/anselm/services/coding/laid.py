"""The codings of some rounds in the order of their places, kept from one question to the next.

A coding that came, went or moved is put in its place; the others are neither read nor sorted again.
"""

from __future__ import annotations

from collections.abc import Sequence

from anselm.analysis.laid import Laid
from anselm.domain.coding import Coding
from anselm.services.ports import Reads

__all__ = ["laid_in"]


def laid_in(reads: Reads, round_ids: Sequence[str], reader_ids: Sequence[str]) -> Laid:
    """The codings of these rounds that the viewer may see; readers numbered from 1 in the order given."""
    within = tuple(sorted(round_ids))
    reader_at = {one: at + 1 for at, one in enumerate(reader_ids)}

    def mended(there: Laid, changed: frozenset[str]) -> Laid:
        if not changed:
            return there
        return there.changed(changed, reads.laid_anew(changed, within, reader_at))

    return reads.followed(("laid", within, tuple(reader_ids)), Coding, lambda: reads.laid(within, reader_at), mended)
