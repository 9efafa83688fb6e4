"""Who works on the study, who was asked and agreed, and their interviews."""

from __future__ import annotations

from anselm.demo.assembly import as_file, transcripts
from anselm.demo.files import rows, tree
from anselm.demo.making import Hands
from anselm.demo.stages.planning import approvals, frame, guides, sites, waves

ROLES = {"I": ("lead", "adjudicator"), "K": ("coder", "interviewer"), "L": ("coder", "interviewer")}
READERS = {"K": "I1", "L": "I2"}
# So that the two readers can be tried from a second browser; `anselm demo` prints it.
PASSWORD = "side-by-side"  # noqa: S105 - a demo study with invented people


def people(hands: Hands) -> None:
    """The study's particulars and its three researchers."""
    about = tree("study.yaml")
    hands.lead.study.change_study(
        question=about["questions"][0],
        aims="\n".join(about["aims"]),
        design=about["design"],
        lawful_basis=about["lawful_basis"],
        hra_category=about["hra_category"],
    )
    owner = hands.lead.study.viewer()
    for one in rows("researchers.csv"):
        if one["key"] == "I":
            more = {name: one[name] for name in ("credentials", "training", "ties")}
            hands.lead.study.change_researcher(
                id=owner.researcher_id, key="I", roles=("owner", "lead", "adjudicator"), **more
            )
            hands.by_key["I"] = hands.lead
        elif one["key"] in ROLES:
            identifier = hands.id("researcher", one["key"])
            hands.lead.study.add_researcher(
                id=identifier,
                name=one["name"],
                roles=ROLES[one["key"]],
                key=one["key"],
                credentials=one["credentials"],
                training=one["training"],
                ties=one["ties"],
                password=PASSWORD,
            )
            hands.by_key[one["key"]] = hands.lead.as_(identifier)
    hands.by_key["L"].study.write_memo(
        id=hands.id("memo", "reflexive-L"),
        kind="reflexive",
        private=True,
        body="I worked in T7's trust until 2019 and know two of the buildings. I shall say so before each of "
        "their interviews, and ask K to read mine first.",
    )


def fieldwork(hands: Hands) -> None:
    """Approvals, the frame, teams, guides, people, their consents, and the interviews as they were held."""
    approvals(hands)
    _cases(hands)
    sites(hands)
    frame(hands)
    waves(hands)
    guides(hands)
    _participants(hands)
    _consents(hands)
    _encounters(hands)


def _cases(hands: Hands) -> None:
    for one in rows("cases.csv"):
        hands.lead.fieldwork.add_case(
            id=hands.id("case", one["id"]),
            code=one["id"],
            name=one["pseudonym"],
            kind="team",
            founded=one["founded"],
            description=f"Serves {one['serves']}.",
        )
    shown = {"serves": "Serves", "age_months": "Age in months", "staff": "Staff", "funding": "Funding"}
    for column, name in shown.items():
        hands.lead.fieldwork.add_attribute(id=hands.id("attribute", column), name=name, about="case")
        for one in rows("cases.csv"):
            hands.lead.fieldwork.set_value(
                id=hands.id("value", column, one["id"]),
                attribute_id=hands.id("attribute", column),
                about_id=hands.id("case", one["id"]),
                value=one[column],
            )


def _participants(hands: Hands) -> None:
    first = {one["participant"]: one for one in rows("memberships.csv") if one["wave"] == "1"}
    for one in rows("participants.csv"):
        role = first[one["id"]]
        hands.lead.fieldwork.add_participant(
            id=hands.id("participant", one["id"]),
            code=one["id"],
            pseudonym=one["pseudonym"],
            profession=one["profession"],
            case_id=hands.id("case", role["case"]),
            role=role["role"],
            valid_from=role["from"],
            membership_id=hands.id("membership", one["id"]),
        )
        if role["label_no"]:
            # Numbered by the team in the order met, which is not the order in which they joined.
            hands.lead.fieldwork.change_membership(id=hands.id("membership", one["id"]), label=role["label"])
    _facts_of_people(hands)


def _facts_of_people(hands: Hands) -> None:
    """Facts that could point to a person, and are in no table: for the check of what a report gives away."""
    for column, name in {"gender": "Gender", "band": "Band", "employer": "Employer"}.items():
        attribute = hands.id("attribute", "participant", column)
        hands.lead.fieldwork.add_attribute(id=attribute, name=name, about="participant", privacy="quasi")
        for one in rows("participants.csv"):
            hands.lead.fieldwork.set_value(
                id=hands.id("value", column, one["id"]),
                attribute_id=attribute,
                about_id=hands.id("participant", one["id"]),
                value=one[column],
            )


def _consents(hands: Hands) -> None:
    for one in rows("consents.csv"):
        if one["form"] != "1.0":
            continue
        hands.lead.fieldwork.record_consent(
            id=hands.id("consent", one["participant"], one["scope"]),
            participant_id=hands.id("participant", one["participant"]),
            scope=one["scope"],
            state=one["state"],
            at=one["at"],
            form_id=hands.id("form", one["form"]),
            how=one["how"],
            reason=one["note"] if one["state"] == "does not apply" else "",
        )


def _encounters(hands: Hands) -> None:
    askers = {READERS[key]: hands.id("researcher", key) for key in READERS}
    for one in rows("encounters.csv"):
        hours, minutes, seconds = (int(part) for part in one["duration"].split(":"))
        hands.lead.fieldwork.add_encounter(
            id=hands.id("encounter", one["id"]),
            code=one["id"],
            held_on=one["date"],
            participant_ids=(hands.id("participant", one["participant"]),),
            case_id=hands.id("case", one["case"]),
            interviewer_ids=(askers[one["interviewer"]],),
            place=one["place"],
            others="" if one["others"] == "none" else one["others"],
            instrument_id=hands.id("guide", one["guide"]),
            duration_s=hours * 3600 + minutes * 60 + seconds,
        )


def sources(hands: Hands) -> None:
    """The 27 transcripts come in as the files the team had, and are bound to whom they are with."""
    for one in transcripts():
        name, data = as_file(one)
        answer = hands.lead.corpus.import_file(
            id=hands.id("source", one.name),
            file={"name": name, "data": data},
            deidentified="yes",
            deidentified_by="Kwame Adjei",
            deidentified_on="2024-03-27",
        )
        if answer.refused:
            raise RuntimeError(f"{name}: {answer.refused[0].reason}")
        source_id = answer.accepted[0].source_id
        hands.lead.corpus.bind_source(
            source_id=source_id,
            participant_id=hands.id("participant", one.encounter["participant"]),
            case_id=hands.id("case", one.encounter["case"]),
            encounter_id=hands.id("encounter", one.name),
        )
        reading = hands.lead.corpus.reading(source_id=source_id)
        hands.versions[one.name] = (source_id, reading.version_id)
