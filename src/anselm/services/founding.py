"""What every study has from its first moment: itself, its owner, and the standing round `working`."""

from __future__ import annotations

from anselm.domain.judging import Round, RoundKind, UnitKind
from anselm.domain.study import Researcher, Study
from anselm.services.ports import Work

__all__ = ["WORKING", "found"]

WORKING = "working"


def found(work: Work, study: Study, owner: Researcher) -> None:
    """Write the first rows of a study."""
    work.add(study)
    work.add(owner)
    work.add(
        Round(
            work.new_id(),
            WORKING,
            RoundKind.CODE,
            UnitKind.SPAN,
            blind=False,
            standing=True,
            created_at=work.now,
        )
    )
