"""Answers to what a checklist or a methods section asks, from what the study has on record. Nothing is guessed: what
no row tells is missing, and a researcher's own memo about it (`about_kind` "answer") fills it.

Nothing here counts codes or readings, so it says the same in every profile and tells of no reading that is not open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from anselm.analysis.checklists import Answer, State
from anselm.analysis.report.blocks import lives, parse
from anselm.domain.about import VERSION
from anselm.domain.coding import Code, CodeOrigin
from anselm.domain.fieldwork import (
    Approval,
    AttributeValue,
    Consent,
    ConsentForm,
    ConsentState,
    Contact,
    Encounter,
    FrameUnit,
    Instrument,
    Participant,
    Recording,
    consent_now,
)
from anselm.domain.interpretation import Evidence, Lens, Stance, Theme, ThemeState
from anselm.domain.judging import Round
from anselm.domain.reporting import Claim, ClaimSearch, Quotation, Report
from anselm.domain.study import PROFILES, Memo, MemoKind, Researcher, Role, Study
from anselm.domain.waves import Wave, wave_of, waves_in_order
from anselm.services.fieldwork.speaking import people
from anselm.services.ports import Reads
from anselm.services.reporting.counting import counted
from anselm.services.reporting.searching import NOT_SEARCHED, searched_by_claim

__all__ = ["answers_of"]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What answers are read from, each table once."""

    study: Study
    team: tuple[Researcher, ...]
    encounters: tuple[Encounter, ...]
    asked: tuple[Researcher, ...]  # who held encounters
    reports: tuple[Report, ...]


def answers_of(reads: Reads) -> dict[str, Answer]:
    """Every answer the study can give, by key; a memo about a key comes after what the rows tell."""
    study = reads.get(Study, reads.viewer.study_id)
    team = tuple(one for one in reads.find(Researcher) if Role.AUDITOR not in one.roles)
    encounters = reads.find(Encounter)
    askers = {identifier for one in encounters for identifier in one.interviewer_ids}
    ground = _Ground(study, team, encounters, tuple(one for one in team if one.id in askers), reads.find(Report))
    found = {key: made for key, make in _MAKERS.items() if (made := make(reads, ground)).state != "missing"}
    for memo in reads.find(Memo, about_kind="answer"):
        if not memo.private and memo.body.strip():
            told = found.get(memo.about_id, Answer())
            found[memo.about_id] = Answer(f"{told.text} {memo.body.strip()}".strip(), "complete", told.to)
    return found


def _told(text: str, to: str, *, whole: bool = True) -> Answer:
    state: State = "complete" if whole else "partial"
    return Answer(text, state, to) if text else Answer(to=to)


def _many(n: int, one: str, many: str = "") -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"


def _listed(words: Iterable[str]) -> str:
    held = list(words)
    return held[0] if len(held) == 1 else f"{', '.join(held[:-1])} and {held[-1]}" if held else ""


def _memos(reads: Reads, kind: MemoKind) -> int:
    """How many memos of a kind everyone may read."""
    return sum(one.kind is kind and not one.private for one in reads.find(Memo))


def _of_askers(field: str) -> Callable[[Reads, _Ground], Answer]:
    def make(_reads: Reads, ground: _Ground) -> Answer:
        held = [(one.name, str(getattr(one, field))) for one in ground.asked or ground.team]
        said = [f"{name}: {words}" for name, words in held if words]
        return _told("; ".join(said) + "." if said else "", "/plan", whole=len(said) == len(held))

    return make


def _interviewers(_reads: Reads, ground: _Ground) -> Answer:
    without = sum(not one.interviewer_ids for one in ground.encounters)
    names = _listed(one.name for one in ground.asked)
    gap = f" For {_many(without, 'encounter')} it is not recorded." if without else ""
    return _told(f"Interviews were held by {names}.{gap}" if names else "", "/cases", whole=not without)


def _assumptions(reads: Reads, _ground: _Ground) -> Answer:
    n = _memos(reads, MemoKind.REFLEXIVE)
    return _told(
        f"The researchers kept {_many(n, 'reflexive memo')} that may be shown." if n else "", "/memos", whole=False
    )


def _orientation(reads: Reads, ground: _Ground) -> Answer:
    profile = PROFILES[ground.study.profile]
    lens = next(iter(reads.find(Lens, active=True)), None)
    through = f" Themes were read through {lens.name} ({lens.source})." if lens is not None else ""
    return _told(f"The analysis followed: {profile.name}.{through}", "/plan")


def _declined(reads: Reads, _ground: _Ground) -> Answer:
    units = reads.find(FrameUnit)
    out = [one for one in units if one.case_id is None]
    reasons = Counter(one.reason or one.outcome or "reason not recorded" for one in out)
    said = "; ".join(f"{reason} {n}" for reason, n in reasons.most_common())
    frame = _many(len(units), "entry", "entries")
    text = f"Of {frame} of the frame {len(units) - len(out)} took part and {len(out)} did not"
    whole = all(one.reason or one.outcome for one in out)
    return _told(f"{text}{f': {said}' if said else ''}." if units else "", "/cases/frame", whole=whole)


def _sampling(reads: Reads, ground: _Ground) -> Answer:
    spread = [one.criteria for one in reads.find(FrameUnit) if one.criteria]
    return _told(
        ground.study.design or ("Entries of the frame are described by criteria." if spread else ""),
        "/plan",
        whole=bool(ground.study.design),
    )


def _approach(reads: Reads, _ground: _Ground) -> Answer:
    channels = Counter(one.channel for one in reads.find(Contact) if one.channel)
    return _told(
        f"They were approached by {_listed(f'{name} ({n})' for name, n in channels.most_common())}."
        if channels
        else "",
        "/cases/frame",
    )


def _size(reads: Reads, ground: _Ground) -> Answer:
    heard = {person for one in ground.encounters for person in one.participant_ids}
    n = len(heard) or reads.count(Participant)
    return _told(
        f"{_many(n, 'person', 'people')} took part in {_many(len(ground.encounters), 'encounter')}." if n else "",
        "/cases/people",
    )


def _setting(_reads: Reads, ground: _Ground) -> Answer:
    places = Counter(one.place for one in ground.encounters if one.place)
    whole = all(one.place for one in ground.encounters)
    return _told(
        f"Places: {_listed(f'{name} ({n})' for name, n in places.most_common())}." if places else "",
        "/cases",
        whole=whole,
    )


def _others(_reads: Reads, ground: _Ground) -> Answer:
    with_others = sum(bool(one.others) for one in ground.encounters)
    return _told(
        f"Somebody else was there in {with_others} of {_many(len(ground.encounters), 'encounter')}."
        if ground.encounters
        else "",
        "/cases",
    )


def _sample(reads: Reads, _ground: _Ground) -> Answer:
    n = reads.count(AttributeValue)
    return _told(
        "What is known of cases and people is kept as attributes; the table of teams prints them." if n else "",
        "/cases",
    )


def _guide(reads: Reads, _ground: _Ground) -> Answer:
    guides = [one for one in reads.find(Instrument) if one.kind == "guide"]
    said = _listed(f"version {one.version} ({_many(len(one.prompts), 'question')})" for one in guides)
    return _told(f"The guide: {said}." if guides else "", "/plan")


def _pilot(reads: Reads, _ground: _Ground) -> Answer:
    notes = [one.note for one in reads.find(Instrument) if one.kind == "guide" and one.note]
    return _told(" ".join(notes), "/plan")


def _repeats(reads: Reads, ground: _Ground) -> Answer:
    """Who was met again, and what each wave has on record: a wave of which there is nothing yet is named as such."""
    times = Counter(person for one in ground.encounters for person in one.participant_ids)
    again = sum(n > 1 for n in times.values())
    text = f"{_many(again, 'person was', 'people were')} met more than once." if again else "Everyone was met once."
    held = waves_in_order(reads.find(Wave))
    if not times or not held:
        return _told(text if times else "", "/cases")
    met = Counter(wave.id for one in ground.encounters if (wave := wave_of(one, held)) is not None)
    told = _listed(f"{one.name} ({met[one.id] or 'nothing on record yet'})" for one in held)
    whole = all(met[one.id] for one in held)
    text = text if again or whole else "Of those on record everyone was met once so far."
    return _told(f"{text} Encounters by wave: {told}.", "/plan", whole=whole)


def _recording(reads: Reads, ground: _Ground) -> Answer:
    n = len({one.encounter_id for one in reads.find(Recording)})
    text = f"Sound is kept for {n} of {_many(len(ground.encounters), 'encounter')}."
    return _told(text if ground.encounters else "", "/sources", whole=n > 0)


def _fieldnotes(reads: Reads, _ground: _Ground) -> Answer:
    n = _memos(reads, MemoKind.FIELDNOTE)
    return _told(f"{_many(n, 'field note')} were written." if n else "", "/memos")


def _duration(_reads: Reads, ground: _Ground) -> Answer:
    held = sorted(one.duration_s // 60 for one in ground.encounters if one.duration_s)
    mean = round(sum(held) / len(held)) if held else 0
    text = (
        f"From {held[0]} to {held[-1]} minutes, {mean} on average, known for {len(held)} of {len(ground.encounters)}."
        if held
        else ""
    )
    return _told(text, "/cases", whole=len(held) == len(ground.encounters))


def _dates(_reads: Reads, ground: _Ground) -> Answer:
    held = sorted(one.held_on for one in ground.encounters if one.held_on)
    return _told(f"From {held[0]} to {held[-1]}." if held else "", "/cases", whole=len(held) == len(ground.encounters))


def _coders(reads: Reads, _ground: _Ground) -> Answer:
    rounds = [one for one in reads.find(Round) if not one.standing and not one.unrevealed and one.reported]
    judges = {identifier for one in rounds for identifier in one.judge_ids}
    names = _listed(one.name for one in reads.find(Researcher) if one.id in judges)
    return _told(f"{names} read independently in {_many(len(rounds), 'round')}." if names else "", "/compare")


def _tree(reads: Reads, ground: _Ground) -> Answer:
    """How codes stand in groups, by name; whole where the codebook stands in a report."""
    codes = [one for one in reads.find(Code) if one.proposed_in is None and one.retired_at is None]
    groups = [one.name for one in codes if one.parent_id is None and (one.group or _above(one, codes))]
    printed = [report.title for report in ground.reports if "{{table:codebook" in report.body]
    stood = f"Codes stand in groups: {_listed(groups)}." if groups else "Codes stand side by side, in no groups."
    table = f" With their definitions they stand as a table in {_titles(printed)}." if printed else ""
    return _told(f"{stood}{table}" if codes else "", "/code", whole=bool(printed))


def _above(one: Code, codes: Iterable[Code]) -> bool:
    return any(other.parent_id == one.id for other in codes)


def _titles(titles: Iterable[str]) -> str:
    return _listed(f"“{one}”" for one in titles)


def _derived(reads: Reads, _ground: _Ground) -> Answer:
    origins = {one.origin for one in reads.find(Code) if not one.group and one.proposed_in is None}
    words = {CodeOrigin.DATA: "from the data", CodeOrigin.A_PRIORI: "set beforehand", CodeOrigin.LENS: "from the lens"}
    told = _listed(words[one] for one in CodeOrigin if one in origins)
    return _told(f"Codes are {told}." if origins else "", "/code")


def _software(_reads: Reads, _ground: _Ground) -> Answer:
    return _told(f"Anselm {VERSION}, from import to report.", "")


# How a report's quotations are labelled in print, as COREQ asks it.
_LABELLED = {
    "": "each with the label of whose it is",
    "case": "each with its team and no label of whose it is",
    "role": "each with a role and no label of whose it is",
    "none": "without labels",
}


def _quotations(reads: Reads, ground: _Ground) -> Answer:
    """By report, how many quotations stand in it and how they are labelled."""
    known = {one.key for one in reads.find(Quotation)}
    found = []
    for report in ground.reports:
        n = sum(one.kind == "quote" and one.key in known for one in lives(parse(report.body).blocks))
        if n:
            stand = f"{_many(n, 'quotation stands', 'quotations stand')} in {_titles([report.title])}"
            found.append((f"{stand}, {_LABELLED[report.labels]}", not report.labels))
    return _told(
        "; ".join(words for words, _ in found) + "." if found else "",
        "/report",
        whole=all(whole for _, whole in found),
    )


def _support(reads: Reads, _ground: _Ground) -> Answer:
    claims = reads.find(Claim)
    figures = counted(reads, claims).values()
    resting = sum(bool(one.count.supports) for one in figures)
    return _told(
        f"{resting} of {_many(len(claims), 'claim')} rest on evidence that can be walked back." if claims else "",
        "/report",
    )


def _themes(*, major: bool) -> Callable[[Reads, _Ground], Answer]:
    def make(reads: Reads, _ground: _Ground) -> Answer:
        found = [one for one in reads.find(Theme) if one.major is major and one.state is not ThemeState.RETIRED]
        return _told(f"{_listed(one.name for one in found)}." if found else "", "/interpret/themes")

    return make


def _otherwise(reads: Reads, _ground: _Ground) -> Answer:
    n, k = reads.count(Evidence, stance=Stance.CONTRADICTS), reads.count(Evidence, stance=Stance.QUALIFIES)
    against = f"{_many(n, 'piece')} of evidence {'tells' if n == 1 else 'tell'} it otherwise" if n else ""
    on = f"{_many(k, 'piece')} of evidence {'qualifies' if k == 1 else 'qualify'} it" if k else ""
    said = _listed(one for one in (against, on) if one)
    they = "it speaks" if n + k == 1 else "they speak"
    kept = f"{said}, kept beside what {they} to." if said else ""
    return _told(f"{kept} {_searched(reads)}".strip(), "/report")


def _searched(reads: Reads) -> str:
    """By how many claims that rest on something it was searched for cases that tell them differently."""
    resting = {key for key, one in counted(reads, reads.find(Claim)).items() if one.count.supports}
    by: dict[str, list[ClaimSearch]] = {}
    for one in reads.find(ClaimSearch, claim_id=sorted(resting)):
        by.setdefault(one.claim_id, []).append(one)
    if not by:
        return ""
    none = sum(max(found, key=lambda one: (one.created_at, one.id)).n_found == 0 for found in by.values())
    found = f"; behind {none} of them none was found" if none else ""
    behind = f"behind {len(by)} of {_many(len(resting), 'claim')}"
    return f"Cases that tell it differently were searched for {behind}{found}."


def _listed_plainly(*parts: str) -> str:
    return ", ".join(one for one in parts if one)


def _held_for(one: Approval) -> str:
    """From when until when leave was given, as far as that is on record."""
    begun = f"from {one.valid_from}" if one.valid_from else ""
    return f"{begun} until {one.valid_to}".strip() if one.valid_to else begun


def _ethics(reads: Reads, _ground: _Ground) -> Answer:
    held = reads.find(Approval)
    return _told(
        "; ".join(f"{one.body} ({_listed_plainly(one.kind, one.reference, _held_for(one))})" for one in held) + "."
        if held
        else "",
        "/plan",
    )


def _consent(reads: Reads, _ground: _Ground) -> Answer:
    now = consent_now(reads.find(Consent))
    given = sum(one.state is ConsentState.GIVEN for (_, scope), one in now.items() if scope == "take-part")
    n, forms = reads.count(Participant), reads.count(ConsentForm)
    people = _many(n, "person", "people")
    text = f"Consent to take part is given by {given} of {people}, on {_many(forms, 'version')} of the form."
    return _told(text if n else "", "/cases/consent", whole=given == n)


def _question(_reads: Reads, ground: _Ground) -> Answer:
    return _told(" ".join(part for part in (ground.study.question, ground.study.aims) if part), "/")


def _limits(reads: Reads, ground: _Ground) -> Answer:
    """What the rows themselves show to be thin; what it means is for the researcher to say, so never all of it."""
    known = people(reads)
    heard = {person for one in ground.encounters for person in one.participant_ids}
    roles: dict[str, set[str]] = {}
    for one in known.memberships:
        if one.participant_id in heard:
            roles.setdefault(one.case_id, set()).add(one.role)
    every = set().union(*roles.values()) if roles else set()
    unheard = [
        f"role {role} in {known.cases[case].name or known.cases[case].code}"
        for case, held in sorted(roles.items(), key=lambda pair: known.cases[pair[0]].code)
        for role in sorted(every - held)
    ]
    said = f"Not heard: {_listed(unheard)}." if unheard else ""
    counts = counted(reads, reads.find(Claim))
    alone = sum(one.voices == 1 for one in counts.values())
    said += f" {_many(alone, 'claim rests', 'claims rest')} on one voice." if alone else ""
    unsearched = sum(words == NOT_SEARCHED for words in searched_by_claim(reads, counts).values())
    said += f" {_many(unsearched, 'claim')} {NOT_SEARCHED}." if unsearched else ""
    return _told(said.strip(), "/cases", whole=False)


def _title(_reads: Reads, ground: _Ground) -> Answer:
    return _told(ground.reports[0].title if ground.reports else "", "/report")


_MAKERS: dict[str, Callable[[Reads, _Ground], Answer]] = {
    "approach": _approach,
    "assumptions": _assumptions,
    "coders": _coders,
    "consent": _consent,
    "credentials": _of_askers("credentials"),
    "dates": _dates,
    "declined": _declined,
    "derived": _derived,
    "duration": _duration,
    "ethics": _ethics,
    "fieldnotes": _fieldnotes,
    "guide": _guide,
    "interviewers": _interviewers,
    "limits": _limits,
    "major": _themes(major=True),
    "minor": _themes(major=False),
    "orientation": _orientation,
    "others": _others,
    "otherwise": _otherwise,
    "pilot": _pilot,
    "question": _question,
    "quotations": _quotations,
    "recording": _recording,
    "repeats": _repeats,
    "sample": _sample,
    "sampling": _sampling,
    "setting": _setting,
    "size": _size,
    "software": _software,
    "support": _support,
    "ties": _of_askers("ties"),
    "title": _title,
    "training": _of_askers("training"),
    "tree": _tree,
}
