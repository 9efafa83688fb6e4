"""The tables a report can hold, each made from the study as it is."""

from __future__ import annotations

from collections.abc import Callable

from anselm.domain.coding import Code, tree_order
from anselm.domain.document import TableBlock
from anselm.domain.fieldwork import Attribute, AttributeValue, Case, CaseKind, Privacy
from anselm.domain.interpretation import AccountValue, Practice, PracticeSchema, Theme, ThemeState
from anselm.domain.judging import Round, RoundState
from anselm.domain.study import Study
from anselm.services.coding.comparing import comparison
from anselm.services.coding.measuring import FigureView, WhichRound
from anselm.services.fieldwork.speaking import people
from anselm.services.ports import Reads

__all__ = ["TABLES", "codes_in_use", "compared_cases", "met_table"]

_WORDS = {AccountValue.NOT_ASKED: "not asked", AccountValue.NOT_RECORDED: "not recorded"}


def teams(reads: Reads) -> TableBlock:
    """Every case that is compared, with its attributes save those that name someone."""
    cases = compared_cases(reads)
    attributes = [one for one in reads.find(Attribute, about="case") if one.privacy is not Privacy.DIRECT]
    held: dict[tuple[str, str], str] = {}
    for value in reads.find(AttributeValue, about_id=[one.id for one in cases]):
        held[(value.about_id, value.attribute_id)] = value.value or value.missing
    rows = [
        [one.code, one.name, *(held.get((one.id, attribute.id), "not recorded") for attribute in attributes)]
        for one in cases
    ]
    return TableBlock.of(["Team", "Called", *(one.name for one in attributes)], rows, caption="The teams")


def compared_cases(reads: Reads) -> list[Case]:
    """The teams of the study, or every case where there is no team, by code."""
    cases = reads.find(Case)
    compared = [one for one in cases if one.kind is CaseKind.TEAM] or list(cases)
    return sorted(compared, key=lambda one: one.code)


def participants(reads: Reads) -> TableBlock:
    """Who took part, by printed label, role and profession."""
    known = people(reads)
    rows = []
    for identifier, (membership, label) in known.on(None).items():
        person, case = known.participants.get(identifier), known.cases.get(membership.case_id)
        if person is not None:
            rows.append([label, case.name if case else "", membership.role, person.profession])
    return TableBlock.of(["Label", "Team", "Role", "Profession"], sorted(rows), caption="Who took part")


def practices(reads: Reads) -> TableBlock:
    """Practices by case, as settled from the accounts; a practice nobody asked about is not asked, never no."""
    schemas = reads.find(PracticeSchema)
    settled = {(one.case_id, one.practice_key): one for one in reads.find(Practice)}
    keys = {key for _, key in settled}
    asked = [one for schema in schemas for one in schema.properties if one.key in keys]
    rows = [
        [case.name or case.code, *(_settled(settled.get((case.id, one.key))) for one in asked)]
        for case in compared_cases(reads)
    ]
    return TableBlock.of(
        ["Team", *(one.name for one in asked)],
        rows,
        caption="Practices as told",
        note="Settled from what each informant said. Not asked is not the same as no.",
    )


def _settled(practice: Practice | None) -> str:
    if practice is None:
        return "not asked"
    word = _WORDS.get(practice.value, practice.value.value)
    return f"{word}, {practice.detail}" if practice.detail else word


def codebook(reads: Reads) -> TableBlock:
    """The codes with what they mean."""
    rows = [[one.key, one.name, one.definition, one.include, one.exclude] for one in codes_in_use(reads)]
    return TableBlock.of(["Key", "Code", "Definition", "Include", "Exclude"], rows, caption="The codebook")


def codes_in_use(reads: Reads) -> list[Code]:
    """The codes of the codebook in its order, neither retired nor proposed in a round that is still read."""
    unopened = {one.id for one in reads.find(Round, state=RoundState.JUDGING)}
    known = [one for one in tree_order(reads.find(Code)) if one.retired_at is None and not one.group]
    return [one for one in known if one.proposed_in not in unopened]


def themes(reads: Reads) -> TableBlock:
    """The themes with their central ideas."""
    found = [one for one in reads.find(Theme) if one.state is not ThemeState.RETIRED]
    rows = [[one.key, one.name, one.central_idea] for one in sorted(found, key=lambda one: (one.position, one.key))]
    return TableBlock.of(["Key", "Theme", "Central idea"], rows, caption="Themes")


def agreement(reads: Reads) -> TableBlock:
    """How the readings of the newest opened round met, code by code; in a reflexive study there is no such table."""
    opened = [one for one in reads.find(Round) if not one.standing and not one.unrevealed and one.reported]
    if not opened or reads.get(Study, reads.viewer.study_id).reflexive:
        return TableBlock.of(["Readings"], [], caption="No independent readings have been compared")
    return met_table(reads, opened[-1].id)


def met_table(reads: Reads, round_id: str) -> TableBlock:
    """How the readings of one opened round met, code by code."""
    shown = comparison(reads, WhichRound(round_id))
    rows = []
    for one in shown.met:
        alpha = next((row for row in one.figures if row.coefficient == "krippendorff_alpha"), None)
        rows.append([one.key, one.name, str(one.n_met), str(sum(one.n_by)), str(one.n_boundary), _figure(alpha)])
    return TableBlock.of(
        ["Key", "Code", "Marked alike", "By one only", "Ends differ", "Krippendorff’s α (characters)"],
        rows,
        caption=f"How the readings met: {shown.round}",
        note=f"{shown.headline} {shown.warning}".strip(),
    )


def _figure(alpha: FigureView | None) -> str:
    """Without a leading zero, with its interval, or the reason why there is none."""
    if alpha is None or alpha.value is None:
        return alpha.undefined or "" if alpha is not None else ""
    number = _number(alpha.value)
    if alpha.low is None or alpha.high is None:
        return number
    return f"{number} ({_number(alpha.low)} to {_number(alpha.high)})"


def _number(value: float) -> str:
    return f"{value:.2f}".replace("0.", ".", 1).replace("-", "−")


TABLES: dict[str, Callable[[Reads], TableBlock]] = {
    "teams": teams,
    "participants": participants,
    "practices": practices,
    "codebook": codebook,
    "themes": themes,
    "agreement": agreement,
}
