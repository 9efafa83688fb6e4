"""The codebook, both analysts' readings, how they were settled, and the interviews read by one."""

from __future__ import annotations

from typing import Any

from anselm.demo.assembly import Transcript, transcripts
from anselm.demo.files import tree
from anselm.demo.making import Hands

FAMILIES = "ABCDEF"
REASONS = {
    "boundary": ("union", "Both mark the same thing; the whole of it is kept."),
    "marked by one only": ("both codes", "Read again together: it is there."),
}
SWAP = "What changed was heard and not said to them, so it is overhearing, wherever they stood."
# The one exception to the pattern, listed as such.
KETTLE = "Overheard, and while waiting at the kettle: the place is part of what is told. Both."


# Who, what kind, at which passage, and the note.
MEMOS = (
    ("K", "analytic", "2B-03#a", "Nobody aimed this at her. The plan was mended by a sentence on the telephone."),
    ("L", "analytic", "1B-01#a", "The names come before the work does. Ask who was called what first, and by whom."),
    ("K", "decision", "1B-02#a", "A week that everybody gets is still induction, even where most of it is waiting."),
    ("L", "methodological", "3C-01#b", "I told him of a job of mine, and it may have let him stop. Leave a pause."),
)


def codebook(hands: Hands) -> None:
    """Six families and twenty-eight codes."""
    held = tree("codebook.yaml")
    for position, (letter, name) in enumerate(held["families"].items(), start=1):
        hands.lead.coding.add_code(id=hands.id("code", letter), name=name, key=letter, family=position, group=True)
    for one in held["codes"]:
        hands.lead.coding.add_code(
            id=hands.id("code", one["key"]),
            name=one["name"][:1].upper() + one["name"][1:],
            key=one["key"],
            definition=one["definition"],
            include=one["include"],
            exclude=one["exclude"],
            example=one["example"],
            near_miss=one["near_miss"],
            origin=one["origin"],
            parent_id=hands.id("code", one["family"]),
        )


def _read(hands: Hands, reader: str, one: Transcript, round_id: str) -> None:
    """One analyst's codings in one interview."""
    _, version_id = hands.versions[one.name]
    codings = [
        {
            "id": hands.id("coding", span.key, reader),
            "version_id": version_id,
            "start": span.start,
            "end": span.end,
            "code_id": hands.id("code", span.code),
            "round_id": round_id,
        }
        for span in one.spans
        if reader in span.coders
    ]
    if codings:
        hands.by_key[reader].coding.apply_many(codings=codings)


def _doubly(one: Transcript) -> bool:
    return one.encounter["coders"] == "K L"


def double(hands: Hands) -> None:
    """Nine interviews read by both, unseen by each other, handed in and opened."""
    read = [one for one in transcripts() if _doubly(one)]
    round_id = hands.id("round", "double")
    hands.lead.judging.start_round(
        id=round_id,
        name="First independent reading",
        judge_ids=(hands.id("researcher", "K"), hands.id("researcher", "L")),
        source_ids=tuple(hands.versions[one.name][0] for one in read),
        settler_id=hands.lead.study.viewer().researcher_id,
    )
    for reader in "KL":
        for one in read:
            _read(hands, reader, one, round_id)
        hands.by_key[reader].judging.submit(id=round_id, hours=13.5 if reader == "K" else 12.0)
    hands.days.turn_to("2024-04-11")
    hands.lead.judging.reveal(id=round_id)


def settle(hands: Hands) -> None:
    """Every difference settled with a reason, the opposite readings both left to stand, and the round closed."""
    round_id = hands.id("round", "double")
    for one in hands.lead.coding.differences(round_id=round_id):
        outcome, reason = _outcome(one)
        hands.lead.coding.settle(
            id=hands.id("ruling", one.key),
            round_id=round_id,
            difference_keys=(one.key,),
            outcome=outcome,
            reason=reason,
        )
    hands.lead.coding.close_round(id=round_id)


def _outcome(one: Any) -> tuple[str, str]:
    keys = {side.code_key for side in one.sides}
    if keys == {"A5", "B2"}:
        return "both stand", "One hears a worry, the other a lead who keeps it from the team. Both are in the words."
    if one.source == "INT01" and keys == {"D1", "D4"}:
        return "both codes", KETTLE
    if len(keys) > 1:
        return "first" if one.sides[0].code_key == "D1" else "second", SWAP
    return REASONS.get(one.kind, ("union", "Both mark the same thing; the whole of it is kept."))


def single(hands: Hands) -> None:
    """The other eighteen, each read by one analyst in open coding."""
    for one in transcripts():
        if not _doubly(one):
            reader = one.encounter["coders"]
            _read(hands, reader, one, "")
            source_id, mark = hands.versions[one.name][0], hands.id("stage", one.name)
            hands.by_key[reader].study.mark_stage(id=mark, stage="code-the-rest", source_id=source_id)
    _memos(hands)


def _memos(hands: Hands) -> None:
    """What the readers noted while reading: on a passage, on a code, on an interview."""
    places = {span.key: (one, span) for one in transcripts() for span in one.spans}
    for number, (reader, kind, key, body) in enumerate(MEMOS):
        one, span = places[key]
        source_id, version_id = hands.versions[one.name]
        hands.by_key[reader].study.write_memo(
            id=hands.id("memo", str(number)),
            kind=kind,
            body=body,
            about_kind="source",
            about_id=source_id,
            version_id=version_id,
            start=span.start,
            end=span.end,
        )
