"""All codings of a study as columns, as they were at some change: what a file beside the study answers reads with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection

if TYPE_CHECKING:
    from anselm.analysis.laid import Laid, Turned

__all__ = ["Beside", "Image"]


@dataclass(frozen=True, slots=True)
class Image:
    """Every coding, whoever may see it. `hands` (round and judge) are what `codings` counts as readers.

    `changed` are the codings of which something became since; only their rows tell what they are.
    """

    codings: Laid
    hands: tuple[tuple[str, str], ...]
    changed: frozenset[str]


class Beside(Protocol):
    """Columns beside the study. They know nothing of who may see what."""

    def codings(self, connection: Connection) -> Image | None:
        """Every coding as of some change before this moment; None where the rows must be read."""

    def turns(self, connection: Connection) -> Turned | None:
        """The turns of most texts, as the transcripts have them; None as above."""
