"""Themes, the lens and what stands where, relations, and practices as told and settled."""

from __future__ import annotations

from typing import Any

from anselm.demo.assembly import Span, Transcript, transcripts
from anselm.demo.files import rows, tree
from anselm.demo.making import Hands

JUDGES = {"R01": "I", "R02": "K", "R03": "L"}
SIGNS = {"plus": "+", "minus": "-", "mixed": "+/-"}


def spans_by_key() -> dict[str, tuple[Transcript, Span]]:
    """Every tagged stretch by card and name."""
    return {span.key: (one, span) for one in transcripts() for span in one.spans}


def interpret(hands: Hands) -> None:
    """From codes to themes, levels, relations and practices."""
    hands.lead.interpretation.adopt_lens(id=hands.id("lens", "workplace"), key="socioecological-workplace")
    hands.lead.interpretation.adopt_schema(id=hands.id("schema", "learning"), key="workplace-learning")
    places = spans_by_key()
    _themes(hands)
    _practices(hands)
    _relations(hands, places)


def _themes(hands: Hands) -> None:
    for one in tree("themes.yaml")["themes"]:
        theme_id = hands.id("theme", one["key"])
        hands.lead.interpretation.add_theme(
            id=theme_id,
            name=one["name"],
            key=one["key"],
            central_idea=one["central_idea"],
            boundary=one["boundary"],
            major=one["major"],
            code_ids=tuple(hands.id("code", code) for code in one["codes"]),
        )
        hands.lead.interpretation.change_theme(id=theme_id, state="final")
        for placed in one["placements"]:
            hands.by_key[JUDGES[placed["by"]]].interpretation.place(
                id=hands.id("placement", one["key"], placed["by"]),
                lens_id=hands.id("lens", "workplace"),
                level_key=placed["level"],
                to_level_key=placed.get("to"),
                target_kind="theme",
                target_id=theme_id,
                reason=placed["reason"],
            )


def _passage(hands: Hands, places: dict[str, tuple[Transcript, Span]], key: str) -> dict[str, Any]:
    one, span = places[key]
    return {"version_id": hands.versions[one.name][1], "start": span.start, "end": span.end}


def _words_at(hands: Hands, row: dict[str, str], by_name: dict[str, Transcript]) -> dict[str, Any]:
    """Where the words of an account stand in its interview; nothing when none are quoted."""
    one = by_name[row["encounter"]]
    start = one.text.find(row["words"]) if row["words"] else -1
    if start < 0:
        return {}
    version_id = hands.versions[one.name][1]
    return {"version_id": version_id, "start": start, "end": start + len(row["words"])}


def _practices(hands: Hands) -> None:
    schema_id = hands.id("schema", "learning")
    by_name = {one.name: one for one in transcripts()}
    for row in rows("accounts.csv"):
        hands.lead.interpretation.tell_account(
            id=hands.id("account", row["id"]),
            schema_id=schema_id,
            practice_key=row["practice"],
            case_id=hands.id("case", row["case"]),
            participant_id=hands.id("participant", row["informant"]),
            value=row["value"],
            detail=row["detail"],
            **_words_at(hands, row, by_name),
        )
    for row in rows("practices.csv"):
        hands.lead.interpretation.settle_practice(
            id=hands.id("practice", row["case"], row["practice"]),
            schema_id=schema_id,
            practice_key=row["practice"],
            case_id=hands.id("case", row["case"]),
            value=row["value"],
            detail=row["detail"],
            carried_by=row["carried_by"] or "unknown",
            paid_by=row["paid_by"] or "unknown",
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            reading=row["reading"],
        )


def _end(hands: Hands, held: dict[str, Any], factors: dict[str, str]) -> tuple[str, str, str]:
    """Kind, identifier and name of one end of a relation."""
    if "relation" in held:
        return "relation", hands.id("relation", held["relation"]), held["relation"]
    if "practice" in held:
        return "factor", "", factors.get(held.get("factor", ""), held["practice"])
    codes = [held["code"]] if "code" in held else held.get("codes", [])
    if codes:
        return "code", hands.id("code", codes[0]), ""
    return "factor", "", factors.get(held["factor"], held["factor"])


def _relations(hands: Hands, places: dict[str, tuple[Transcript, Span]]) -> None:
    factors = {one["key"]: one["name"] for one in tree("themes.yaml").get("factors", [])}
    for one in tree("relations.yaml")["relations"]:
        relation_id = hands.id("relation", one["key"])
        from_kind, from_id, from_name = _end(hands, one["from"], factors)
        to_kind, to_id, to_name = _end(hands, one["to"], factors)
        hands.lead.interpretation.relate(
            id=relation_id,
            key=one["key"],
            from_kind=from_kind,
            from_id=from_id,
            from_name=from_name,
            from_level=one["from"]["level"],
            to_kind=to_kind,
            to_id=to_id,
            to_name=to_name,
            to_level=one["to"]["level"],
            kind=one["kind"],
            sign=SIGNS.get(one["sign"], "+"),
            mechanism=one["mechanism"],
            basis=one["basis"],
            lens_id=hands.id("lens", "workplace"),
        )
        link(hands, places, "relation", relation_id, one["key"], one["for"], "supports")
        link(hands, places, "relation", relation_id, one["key"], one["against"], "contradicts")


def link(
    hands: Hands,
    places: dict[str, tuple[Transcript, Span]],
    kind: str,
    subject_id: str,
    key: str,
    evidence: list[str],
    stance: str,
) -> None:
    """Link passages to a relation or a claim."""
    for passage in evidence:
        hands.lead.interpretation.link_evidence(
            id=hands.id("evidence", key, passage, stance),
            subject_kind=kind,
            subject_id=subject_id,
            stance=stance,
            **_rests_on(hands, places, passage),
        )


def _rests_on(hands: Hands, places: dict[str, tuple[Transcript, Span]], key: str) -> dict[str, Any]:
    """The coding of the first who marked the passage, so that it falls with it; else the passage itself."""
    _, span = places[key]
    if span.coders:
        return {"target_kind": "coding", "target_id": hands.id("coding", key, span.coders[0])}
    return {"target_kind": "segment", **_passage(hands, places, key)}
