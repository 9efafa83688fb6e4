"""How a file of a report is called: its title, what it is and the day, so that no two of them fall together."""

from __future__ import annotations

import json
import unicodedata

from anselm.domain.reporting import Release, Report
from anselm.services.ports import Reads

__all__ = ["file_stem"]

_NO_FILE_HAS = frozenset('/\\:*?"<>|')
_LONGEST = 120  # bytes, so that what it is and the day stand behind it on every system


def file_stem(reads: Reads, report_id: str, title: str, what: str, day: str) -> str:
    """The name without its ending, such as "What teams learn – draft 2026-11-28". Of reports whose titles come out the
    same, all but the first carry a number."""
    safe = _safe(title)
    alike = {one.id for one in reads.find(Report) if _same(one.title, safe)}
    alike |= {one.report_id for one in reads.find(Release) if _same(json.loads(one.manifest)["title"], safe)}
    known = {one.id: one.created_at for one in reads.find(Report, id=sorted(alike))}
    order = sorted(alike | {report_id}, key=lambda one: (known.get(one, ""), one))
    at = order.index(report_id) + 1
    return f"{safe}{f' ({at})' if at > 1 else ''} – {what} {day[:10]}".rstrip()


def _same(title: str, safe: str) -> bool:
    return _safe(title).casefold() == safe.casefold()


def _safe(title: str) -> str:
    """The title in signs that every system takes in the name of a file."""
    signs = unicodedata.normalize("NFC", title)
    plain = "".join(sign if sign.isprintable() and sign not in _NO_FILE_HAS else " " for sign in signs)
    cut = " ".join(plain.split()).encode()[:_LONGEST].decode(errors="ignore")
    return cut.strip(" .") or "Report"
