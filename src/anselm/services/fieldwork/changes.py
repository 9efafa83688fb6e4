"""What a request changes of a row: the fields it gives, where None leaves and an empty text takes a date away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from anselm.domain.fieldwork import checked_date

__all__ = ["given"]


def given(request: Any, names: Iterable[str], dates: Iterable[str] = (), links: Iterable[str] = ()) -> dict[str, Any]:
    """The fields of a request that are not None: dates checked, empty dates and empty links as None."""
    found = {name: getattr(request, name) for name in names if getattr(request, name) is not None}
    for name in dates:
        if getattr(request, name) is not None:
            found[name] = checked_date(getattr(request, name), name)
    for name in links:
        if getattr(request, name) is not None:
            found[name] = getattr(request, name) or None
    return found
