"""More of the same for load: the nine teams, their people, interviews and codings once again, under other codes.

A copy has no frame, account, practice, claim, round or sound. Its interviews are held after those before it, and both
analysts' marks stand in it as open codings, so that what was planted in the first nine teams is true of them still.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from anselm.demo.assembly import Transcript, as_file, transcripts
from anselm.demo.files import rows
from anselm.demo.making import Hands

__all__ = ["COPIED_ON", "copied", "copy_of"]

COPIED_ON = "2024-05-15"
DAYS_APART = 84  # the first interviews took 79 days
N_TEAMS = 9


def copy_of(hands: Hands, number: int) -> None:
    """One copy of the teams; `number` counts the first ones as 1."""
    _teams(hands, number)
    _people(hands, number)
    _interviews(hands, number)
    _codings(hands, number)


def copied(one: Transcript, number: int) -> Transcript:
    """The transcript under another code, each span still on its words."""
    name = f"{one.name}-{number}"
    text = one.text.replace(f"Encounter {one.name}", f"Encounter {name}", 1)
    moved = len(text) - len(one.text)
    return replace(
        one,
        encounter={**one.encounter, "id": name},
        text=text,
        spans=tuple(replace(span, start=span.start + moved, end=span.end + moved) for span in one.spans),
        header=one.header.replace(f"Encounter {one.name}", f"Encounter {name}", 1),
    )


def _case(hands: Hands, case: str, number: int) -> str:
    return hands.id("case", case, str(number))


def _person(hands: Hands, participant: str, number: int) -> str:
    return hands.id("participant", participant, str(number))


def _place(case: str, number: int) -> int:
    """T4 is the 4th team, in the second copy the 13th."""
    return int(case.removeprefix("T")) + N_TEAMS * (number - 1)


def _later(day: str, number: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=DAYS_APART * (number - 1))).isoformat()


def _teams(hands: Hands, number: int) -> None:
    for one in rows("cases.csv"):
        hands.lead.fieldwork.add_case(
            id=_case(hands, one["id"], number),
            code=f"T{_place(one['id'], number)}",
            name=f"{one['pseudonym']} {number}",
            kind="team",
            founded=one["founded"],
            description=f"Serves {one['serves']}.",
        )
        hands.lead.fieldwork.write_approval(
            id=hands.id("site", one["id"], str(number)),
            body=f"{one['pseudonym']} {number}",
            kind="site",
            valid_from="2024-01-02",
            valid_to=_later("2025-03-31", number),
            case_id=_case(hands, one["id"], number),
        )


def _people(hands: Hands, number: int) -> None:
    roles = {one["participant"]: one for one in rows("memberships.csv") if one["wave"] == "1"}
    for one in rows("participants.csv"):
        role = roles[one["id"]]
        membership = hands.id("membership", one["id"], str(number))
        hands.lead.fieldwork.add_participant(
            id=_person(hands, one["id"], number),
            code=f"{one['id']}-{number}",
            pseudonym=f"{one['pseudonym']} {number}",
            profession=one["profession"],
            case_id=_case(hands, role["case"], number),
            role=role["role"],
            valid_from=role["from"],
            membership_id=membership,
        )
        if role["label_no"]:
            label = f"{_place(role['case'], number)}{role['role']}{role['label_no']}"
            hands.lead.fieldwork.change_membership(id=membership, label=label)
    answers: dict[tuple[str, str, str], list[str]] = {}
    for one in rows("consents.csv"):
        if one["form"] == "1.0":
            reason = one["note"] if one["state"] == "does not apply" else ""
            who = _person(hands, one["participant"], number)
            answers.setdefault((one["scope"], one["state"], reason), []).append(who)
    for (scope, state, reason), people in answers.items():
        hands.lead.fieldwork.record_many(
            scopes=(scope,), state=state, participant_ids=tuple(people), at="2024-01-02", reason=reason
        )


def _interviews(hands: Hands, number: int) -> None:
    for first in transcripts():
        one = copied(first, number)
        encounter = hands.id("encounter", one.name)
        person = _person(hands, one.encounter["participant"], number)
        case = _case(hands, one.encounter["case"], number)
        hands.lead.fieldwork.add_encounter(
            id=encounter,
            code=one.name,
            held_on=_later(one.encounter["date"], number),
            participant_ids=(person,),
            case_id=case,
        )
        name, data = as_file(one)
        # Captions have no heading to tell a copy by, and the same bytes twice are one source.
        data = data.replace(b"WEBVTT\n", f"WEBVTT\n\nNOTE copy {number}\n".encode(), 1)
        answer = hands.lead.corpus.import_file(
            id=hands.id("source", one.name), file={"name": name, "data": data}, deidentified="yes"
        )
        if answer.refused:
            raise RuntimeError(f"{name}: {answer.refused[0].reason}")
        source_id = answer.accepted[0].source_id
        hands.lead.corpus.bind_source(source_id=source_id, participant_id=person, case_id=case, encounter_id=encounter)
        hands.versions[one.name] = (source_id, hands.lead.corpus.reading(source_id=source_id).version_id)


def _codings(hands: Hands, number: int) -> None:
    read = [copied(one, number) for one in transcripts()]
    for reader in "KL":
        hands.by_key[reader].coding.apply_many(
            codings=[
                {
                    "id": hands.id("coding", span.key, reader, str(number)),
                    "version_id": hands.versions[one.name][1],
                    "start": span.start,
                    "end": span.end,
                    "code_id": hands.id("code", span.code),
                    "round_id": "",
                }
                for one in read
                for span in one.spans
                if reader in span.coders
            ]
        )
