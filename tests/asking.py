"""Queries, tables and deeds by identifier to ask the two worlds for; a blind reader learns nothing by any of them."""

from __future__ import annotations

from typing import Any

# The choices of `tests.worlds` for the fields of queries and tables.
ASKED: dict[str, list[Any]] = {
    "text": ["D1", "NOT D2 AND role = newcomer", "D1 AND NEAR(ANOTHER D2, 3 turns)", '"By chance" OR "Idea 1"', "TH1"],
    "where": ["D1 OR D2 OR D3", "reader != \"Kay Ash\""],
    "rows": ["code", "theme", "reader", "source"],
    "columns": ["case", "role", "person"],
}

# What one does to something by an identifier that only the other could know of, with the rest of the request.
BY_ID: dict[str, dict[str, Any]] = {
    "coding.note": {"note": "Not mine."},
    "coding.remove": {},
    "coding.recode": {"code_id": "code-1"},
    "coding.resize": {"start": 1, "end": 2},
    "coding.split": {"at": 30, "id_after": "b-after"},
    "coding.merge": {"other_id": "b-coding-0"},
    "coding.change_code": {"definition": "Not mine."},
    "coding.move_code": {"parent_id": "code-1"},
    "coding.retire_code": {},
    "coding.restore_code": {},
    "study.remove_memo": {},
    "corpus.mend": {"kind": "coding", "start": 1, "end": 2},
}
