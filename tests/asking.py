"""Queries and tables to ask the two worlds for; a blind reader learns nothing by any of them."""

from __future__ import annotations

from typing import Any

# The choices of `tests.worlds` for the fields of queries and tables.
ASKED: dict[str, list[Any]] = {
    "text": ["D1", "NOT D2 AND role = newcomer", "D1 AND NEAR(ANOTHER D2, 3 turns)", '"By chance" OR "Idea 1"', "TH1"],
    "where": ["D1 OR D2 OR D3", "reader != \"Kay Ash\""],
    "rows": ["code", "theme", "reader", "source"],
    "columns": ["case", "role", "person"],
}
