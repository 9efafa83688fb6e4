"""Claims with what counts behind them, quotations, and the report."""

from __future__ import annotations

import re
from typing import Any

from anselm.demo.files import rows, tree, words
from anselm.demo.making import Hands
from anselm.demo.stages.analysis import link, spans_by_key

UNITS = {"team": "cases", "participant": "participants", "encounter": "encounters"}
_QUOTED = re.compile(r"\{\{quote:([^}|]+)")


def report(hands: Hands) -> None:
    """Ten claims, the quotations the report names, the report, and the one whose balance is off."""
    _claims(hands)
    _quotations(hands)
    hands.lead.reporting.add_report(
        id=hands.id("report", "draft"),
        title="Side by Side: learning on the job in nine teams",
        body=words("report/draft.md"),
        audience="Harrowmere Skills for Care Board",
    )
    hands.lead.reporting.add_report(
        id=hands.id("report", "imbalanced"),
        title="An early version that leans on few voices",
        body=words("report/imbalanced.md"),
        audience="the team itself",
    )


def _claims(hands: Hands) -> None:
    places = spans_by_key()
    for one in tree("claims.yaml")["claims"]:
        claim_id = hands.id("claim", one["key"])
        hands.lead.reporting.make_claim(
            id=claim_id, text=one["text"], key=one["key"], unit=UNITS[one["unit"]], **_counting(hands, one)
        )
        link(hands, places, "claim", claim_id, one["key"], one["evidence"], "supports")
        link(hands, places, "claim", claim_id, one["key"], one["against"], "contradicts")
        if "searched" in one:
            hands.lead.reporting.record_search(
                id=hands.id("search", one["key"]), claim_id=claim_id, sought=one["searched"]
            )


def _counting(hands: Hands, one: dict[str, Any]) -> dict[str, Any]:
    """Quantifier, number, scope and practice of a claim."""
    quantifier, _, number = str(one["quantifier"]).partition(" ")
    scope = one["scope"]
    cases = scope.get("cases", "all")
    if cases == "all" and hands.scale > 1:
        # What is claimed is claimed of the nine, not of their copies.
        cases = [row["id"] for row in rows("cases.csv")]
    practice = one.get("practice")
    return {
        "quantifier": "exactly n" if quantifier == "exactly" else quantifier,
        "n": int(number) if number else None,
        "scope": {
            "case_ids": () if cases == "all" else tuple(hands.id("case", case) for case in cases),
            "roles": tuple(scope.get("roles", ())),
            "words": "",
        },
        "practice": f"{practice['key']}={practice['value']}" if practice else "",
    }


def _quotations(hands: Hands) -> None:
    places = spans_by_key()
    named = _QUOTED.findall(words("report/draft.md")) + _QUOTED.findall(words("report/imbalanced.md"))
    for key in dict.fromkeys(one.strip() for one in named):
        transcript, span = places[key]
        hands.lead.reporting.keep_quotation(
            id=hands.id("quotation", key),
            key=key,
            version_id=hands.versions[transcript.name][1],
            start=span.start,
            end=span.end,
        )
