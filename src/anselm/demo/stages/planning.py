"""How the study was planned: leave to do it, the frame and the tries to reach each team, and the guide's versions."""

from __future__ import annotations

from typing import Any

from anselm.demo.files import rows, tree
from anselm.demo.making import Hands

VARIANTS = ("v2-A", "v2-B", "v2-C")


def approvals(hands: Hands) -> None:
    """Approvals of bodies and of sites, and the versions of the consent form."""
    held = tree("approvals.yaml")
    for one in held["approvals"]:
        hands.lead.fieldwork.write_approval(
            id=hands.id("approval", one["id"]),
            body=one["body"],
            kind=one["kind"],
            reference=one["ref"],
            valid_from=str(one["from"]),
            valid_to=str(one["to"]),
            conditions=tuple(one["conditions"]),
        )
    for one in held["consent_form"]:
        scopes = tuple(dict.fromkeys(row["scope"] for row in rows("consents.csv") if row["form"] == one["version"]))
        hands.lead.fieldwork.add_consent_form(
            id=hands.id("form", one["version"]),
            version=one["version"],
            scopes=scopes,
            language=one["language"],
            withdrawal_terms=one["withdrawal_terms"],
        )


def waves(hands: Hands) -> None:
    """The windows of the study; the material of the second waits, and nothing in the study is of it yet."""
    dates, later = tree("study.yaml")["dates"], tree("wave2/changes.yaml")["wave"]
    named = (("wave1", "First wave", "Each team as it was found."), ("wave2", later["name"], later["purpose"]))
    for key, name, purpose in named:
        begun, ended = (str(day) for day in dates[key])
        hands.lead.fieldwork.write_wave(
            id=hands.id("wave", key), name=name, valid_from=begun, valid_to=ended, purpose=purpose
        )


def sites(hands: Hands) -> None:
    """Each team's own leave, once the teams are there."""
    held = tree("approvals.yaml")
    bodies = {one["id"]: one["body"] for one in held["approvals"]}
    for one in held["site_permissions"]:
        body = bodies.get(one["body"])
        hands.lead.fieldwork.write_approval(
            id=hands.id("site", one["case"]),
            body=body or one["body"],
            kind="site",
            reference=one["body"] if body else "",
            valid_from=str(one["from"]),
            valid_to="2025-03-31",
            case_id=hands.id("case", one["case"]),
        )


def frame(hands: Hands) -> None:
    """Twenty teams from the board's list, when each was tried, and what came of it."""
    for one in rows("frame.csv"):
        hands.lead.fieldwork.write_frame_unit(
            id=hands.id("frame", one["id"]),
            name=one["described_as"],
            criteria=f"{one['area']}; {one['age_band']}; {one['employers']}; co-located {one['colocated']}",
            outcome=one["outcome"],
            reason=one["reason"],
            case_id=hands.id("case", one["case"]) if one["case"] else "",
        )
        for number, (at, outcome) in enumerate(_tries(one), start=1):
            hands.lead.fieldwork.add_contact(
                id=hands.id("contact", one["id"], str(number)),
                frame_unit_id=hands.id("frame", one["id"]),
                at=at,
                channel="letter and e-mail" if number == 1 else "telephone",
                outcome=outcome,
            )


def _tries(one: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The first and the last try, and one between where there were three; a single try was answered the same."""
    count, first, last = int(one["attempts"]), one["first_contact"], one["last_contact"]
    if count == 1:
        return ((first, one["outcome"]),)
    between = ((f"{first[:8]}{(int(first[8:]) + int(last[8:])) // 2:02d}", "no answer"),) if count > 2 else ()
    return ((first, "no answer"), *between, (last, "no answer" if one["outcome"] == "not reached" else one["outcome"]))


def guides(hands: Hands) -> None:
    """The first guide, what was said of it, the second, and its three variants by role."""
    first, second = tree("guide/v1.yaml"), tree("guide/v2.yaml")
    said = tree("guide/comments.yaml")
    notes = [f"On question {one['item'] or '(none)'}: {one['text']} {one['done']}" for one in said["comments"]]
    pilot = said["pilot"]
    notes.append(f"Pilot, {pilot['date']}, {pilot['team']}: {' '.join(f'{one}.' for one in pilot['learnt'])}")
    _guide(hands, "v1", first["items"], "\n".join((f"{first['opening']}", *notes)))
    changed = "; ".join(second["changed"])
    _guide(hands, "v2", second["items"], f"{second['opening']}\nChanged from v1: {changed}.\n{second['closing']}")
    for version in VARIANTS:
        variant = tree(f"guide/{version}.yaml")
        _guide(hands, version, _varied(second["items"], variant["items"]), f"Of v2, for {variant['for_role']}.")


def _varied(items: list[dict[str, Any]], changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The questions of a guide with some put otherwise and some probes added."""
    of = {one["of"]: one for one in changes}
    return [
        {
            **item,
            "text": of.get(item["number"], {}).get("instead", item["text"]),
            "probes": [*item["probes"], *of.get(item["number"], {}).get("add", [])],
        }
        for item in items
    ]


def _guide(hands: Hands, version: str, items: list[dict[str, Any]], note: str) -> None:
    hands.lead.fieldwork.add_instrument(
        id=hands.id("guide", version),
        kind="guide",
        version=version,
        prompts=tuple(
            {
                "number": str(one["number"]),
                "text": " ".join((one["text"], *(f"({probe})" for probe in one["probes"]))),
                "section": one["section"],
                "motivated_by": tuple(str(paper) for paper in one["motivated_by"]),
            }
            for one in items
        ),
        note=note,
    )
