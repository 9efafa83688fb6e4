"""Who agreed to what: answers kept for ever, the newest counts; not recorded is no answer and no refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.domain.errors import Invalid, Refused
from anselm.domain.fieldwork import (
    SCOPES,
    Consent,
    ConsentForm,
    ConsentState,
    Participant,
    checked_date,
    consent_now,
)
from anselm.domain.study import Right
from anselm.services.fieldwork.participants import ParticipantView, participants
from anselm.services.fieldwork.tables import Problem, Table, table_of
from anselm.services.operations import Done, Nothing, Uploaded, reads, writes
from anselm.services.ports import Reads, Tools, Work

USUAL = ("take-part", "audio", "quote", "archive", "recontact")
SCOPE_WORDS = {
    "take-part": "Take part",
    "audio": "Sound",
    "transcribe-external": "Transcribed outside",
    "quote": "Quote",
    "quote-approve-first": "Quote after approval",
    "share-with-team-synthesis": "Share with the team",
    "audio-publish": "Publish sound",
    "archive": "Archive",
    "archive-audio": "Archive sound",
    "recontact": "Contact again",
    "diary": "Diary",
    "diary-audio": "Diary, spoken",
    "ai-local-assist": "Machine help here",
    "ai-external": "Machine help outside",
}
STATE_WORDS = {
    "": ConsentState.NOT_RECORDED,
    "yes": ConsentState.GIVEN,
    "given": ConsentState.GIVEN,
    "no": ConsentState.REFUSED,
    "refused": ConsentState.REFUSED,
    "withdrawn": ConsentState.WITHDRAWN,
    "not recorded": ConsentState.NOT_RECORDED,
    "does not apply": ConsentState.DOES_NOT_APPLY,
}


@dataclass(frozen=True, slots=True)
class ScopeView:
    """A scope of consent in the words of the screen, and how many gave it."""

    key: str
    name: str
    n_given: int


@dataclass(frozen=True, slots=True)
class ConsentCell:
    """What is known of one person's answer for one scope."""

    state: ConsentState
    at: str
    form: str
    how: str
    reason: str


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One person's answers, by scope."""

    participant_id: str
    code: str
    label: str
    profession: str
    case_id: str | None
    case_name: str
    role: str
    time_in_case: str
    held: bool
    cells: dict[str, ConsentCell]


@dataclass(frozen=True, slots=True)
class ConsentMatrix:
    """Participants by scopes, in the order of cases and labels."""

    scopes: tuple[ScopeView, ...]
    rows: tuple[ConsentRow, ...]


@reads("/consents")
def consents(reads: Reads, request: Nothing) -> ConsentMatrix:
    """Show who agreed to what."""
    everyone = participants(reads, request)
    forms = {one.id: one for one in reads.find(ConsentForm)}
    now = consent_now(reads.find(Consent))
    asked = {scope for _, scope in now} | {scope for form in forms.values() for scope in form.scopes}
    shown = [scope for scope in SCOPES if scope in asked or scope in USUAL]
    rows = tuple(_row(one, shown, now, forms) for one in everyone)
    scopes = tuple(
        ScopeView(scope, SCOPE_WORDS[scope], sum(row.cells[scope].state is ConsentState.GIVEN for row in rows))
        for scope in shown
    )
    return ConsentMatrix(scopes, rows)


def _row(
    one: ParticipantView,
    shown: list[str],
    now: Mapping[tuple[str, str], Consent],
    forms: Mapping[str, ConsentForm],
) -> ConsentRow:
    cells = {scope: _cell(now.get((one.id, scope)), forms) for scope in shown}
    return ConsentRow(
        one.id,
        one.code,
        one.label,
        one.profession,
        one.case_id,
        one.case_name,
        one.role,
        one.time_in_case,
        one.held,
        cells,
    )


def _cell(held: Consent | None, forms: Mapping[str, ConsentForm]) -> ConsentCell:
    if held is None:
        return ConsentCell(ConsentState.NOT_RECORDED, "", "", "", "")
    form = forms.get(held.form_id or "")
    return ConsentCell(held.state, held.at, form.version if form is not None else "", held.how, held.reason)


@dataclass(frozen=True, slots=True)
class WhosePast:
    """A person, and one scope or all when empty."""

    participant_id: Annotated[str, Len(1, 64)]
    scope: Annotated[str, Len(0, 40)] = ""


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    """One answer as it was recorded."""

    id: str
    scope: str
    state: ConsentState
    at: str
    form: str
    how: str
    reason: str
    recorded_at: str


@reads("/consents/history")
def consent_history(reads: Reads, request: WhosePast) -> tuple[ConsentEntry, ...]:
    """List a person's answers, the newest first."""
    reads.get(Participant, request.participant_id)
    forms = {one.id: one.version for one in reads.find(ConsentForm)}
    held = reads.find(Consent, participant_id=request.participant_id)
    wanted = [one for one in held if request.scope in ("", one.scope)]
    return tuple(
        ConsentEntry(
            one.id, one.scope, one.state, one.at, forms.get(one.form_id or "", ""), one.how, one.reason, one.recorded_at
        )
        for one in sorted(wanted, key=lambda one: (one.at, one.recorded_at, one.id), reverse=True)
    )


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """One answer. `at` is the day it was given, today when empty; what does not apply says why."""

    id: Annotated[str, Len(1, 64)]
    participant_id: Annotated[str, Len(1, 64)]
    scope: Annotated[str, Len(1, 40)]
    state: ConsentState
    at: Annotated[str, Len(0, 10)] = ""
    form_id: Annotated[str, Len(0, 64)] = ""
    how: Annotated[str, Len(0, 200)] = ""
    reason: Annotated[str, Len(0, 500)] = ""


@writes("/consents/record", right=Right.FIELD, label="recording consent")
def record_consent(work: Work, request: RecordConsent) -> Done:
    """Record one person's answer for one scope. Earlier answers stay."""
    if work.maybe(Consent, request.id) is not None:
        return Done(request.id)
    if request.state is ConsentState.DOES_NOT_APPLY and not request.reason.strip():
        raise Invalid("Say why this does not apply.", place="reason")
    work.add(
        Consent(
            request.id,
            work.get(Participant, request.participant_id).id,
            request.scope,
            request.state,
            checked_date(request.at, "at") or work.now[:10],
            work.get(ConsentForm, request.form_id).id if request.form_id else None,
            request.how,
            request.reason.strip(),
            work.now,
        )
    )
    return Done(request.id)


@dataclass(frozen=True, slots=True)
class RecordMany:
    """One answer for many: all people when `participant_ids` is empty, save those in `except_ids`."""

    scopes: Annotated[tuple[str, ...], Len(1, 20)]
    state: ConsentState
    participant_ids: Annotated[tuple[str, ...], Len(0, 20_000)] = ()
    except_ids: Annotated[tuple[str, ...], Len(0, 20_000)] = ()
    at: Annotated[str, Len(0, 10)] = ""
    form_id: Annotated[str, Len(0, 64)] = ""
    how: Annotated[str, Len(0, 200)] = ""
    reason: Annotated[str, Len(0, 500)] = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many answers were recorded, how many stood already, and what could not be read (then nothing was)."""

    n_recorded: int
    n_unchanged: int
    refused: tuple[Problem, ...] = ()


@writes("/consents/record-many", right=Right.FIELD, label="recording consents")
def record_many(work: Work, request: RecordMany) -> Recorded:
    """Record the same answer for many people at once, by exception."""
    if request.state is ConsentState.DOES_NOT_APPLY and not request.reason.strip():
        raise Invalid("Say why this does not apply.", place="reason")
    everyone = {one.id for one in work.find(Participant)}
    wanted = list(dict.fromkeys(request.participant_ids)) or sorted(everyone)
    for identifier in wanted:
        if identifier not in everyone:
            work.get(Participant, identifier)
    form_id = work.get(ConsentForm, request.form_id).id if request.form_id else None
    at = checked_date(request.at, "at") or work.now[:10]
    answers = [
        Consent("", who, scope, request.state, at, form_id, request.how, request.reason.strip(), work.now)
        for who in wanted
        if who not in request.except_ids
        for scope in request.scopes
    ]
    return _record(work, answers)


def _record(work: Work, answers: list[Consent]) -> Recorded:
    """Add the answers that say something new; an answer that stands already is not entered twice."""
    people = list({one.participant_id for one in answers})
    now = consent_now(work.find(Consent, participant_id=people)) if people else {}
    fresh = [one for one in answers if not _stands(now.get((one.participant_id, one.scope)), one)]
    work.add_all([replace(one, id=work.new_id()) for one in fresh])
    return Recorded(len(fresh), len(answers) - len(fresh))


def _stands(held: Consent | None, one: Consent) -> bool:
    if held is None:
        return one.state is ConsentState.NOT_RECORDED
    return (held.state, held.at, held.form_id, held.reason) == (one.state, one.at, one.form_id, one.reason)


@dataclass(frozen=True, slots=True)
class ConsentTable:
    """A table of answers: columns participant, scope, state, at (and form, how, reason), or one column a scope."""

    file: Uploaded


def _table(tools: Tools, reads: Reads, request: ConsentTable) -> Table:
    return table_of(tools, request.file)


@writes("/consents/import", right=Right.FIELD, label="recording consents from a table", upload=True, prepare=_table)
def import_consents(work: Work, request: ConsentTable, table: Table) -> Recorded:
    """Record answers from a table. When one line cannot be read nothing is recorded, and every such line is named."""
    codes = {one.code.casefold(): one.id for one in work.find(Participant)}
    forms = {one.version.casefold(): one.id for one in work.find(ConsentForm)}
    person = table.column("participant", "code", "participant code")
    if person is None:
        raise Refused("The table has no column called participant.", place="first line")
    wide = [(name, place) for place, name in enumerate(table.header) if name in SCOPES]
    if not wide and (table.column("scope") is None or table.column("state") is None):
        raise Refused(
            "The table needs the columns scope and state, or one column for each scope.",
            place="first line",
            advice=f"Scopes are: {', '.join(SCOPES)}.",
        )
    problems = table.problems()
    answers: list[Consent] = []
    for number, row in table.rows:
        who = codes.get(row[person].casefold())
        if who is None:
            problems.append(Problem(number, "participant", "Nobody in the study has this code."))
            continue
        cells = [(name, row[place]) for name, place in wide] or [(table.cell(row, "scope"), table.cell(row, "state"))]
        for scope, state in cells:
            answer = _answer(work, table, row, number, who, scope, state, forms)
            if isinstance(answer, Problem):
                problems.append(answer)
            elif answer is not None:
                answers.append(answer)
    if problems:
        return Recorded(0, 0, tuple(problems))
    return _record(work, answers)


def _answer(
    work: Work,
    table: Table,
    row: tuple[str, ...],
    number: int,
    who: str,
    scope: str,
    state: str,
    forms: Mapping[str, str],
) -> Consent | Problem | None:
    if scope not in SCOPES:
        return Problem(number, "scope", f"A scope is one of: {', '.join(SCOPES)}.")
    known = STATE_WORDS.get(state.casefold())
    if known is None:
        return Problem(number, scope if scope in table.header else "state", "A state is one of: given, refused, not "
                       "recorded, does not apply, withdrawn.")  # fmt: skip
    if not state and scope in table.header:
        return None
    reason = table.cell(row, "reason")
    if known is ConsentState.DOES_NOT_APPLY and not reason:
        return Problem(number, "reason", "What does not apply says why.")
    version = table.cell(row, "form").casefold()
    if version and version not in forms:
        return Problem(number, "form", "There is no consent form of that version.")
    try:
        at = checked_date(table.cell(row, "at") or table.cell(row, "date"), "at") or work.now[:10]
    except Invalid as error:
        return Problem(number, "at", error.message)
    return Consent("", who, scope, known, at, forms.get(version), table.cell(row, "how"), reason, work.now)


@reads("/consents/forms")
def consent_forms(reads: Reads, request: Nothing) -> tuple[ConsentForm, ...]:
    """List the versions of the consent form."""
    return reads.find(ConsentForm)


@dataclass(frozen=True, slots=True)
class NewForm:
    """A version of the consent form and the scopes it asks for."""

    id: Annotated[str, Len(1, 64)]
    version: Annotated[str, Len(1, 60)]
    scopes: Annotated[tuple[str, ...], Len(1, 20)]
    language: Annotated[str, Len(0, 20)] = "en"
    withdrawal_terms: Annotated[str, Len(0, 5000)] = ""


@writes("/consents/forms/add", right=Right.FIELD, label="adding a consent form")
def add_consent_form(work: Work, request: NewForm) -> Done:
    """Add a version of the consent form. Once an answer names it, it never changes."""
    unknown = [scope for scope in request.scopes if scope not in SCOPES]
    if unknown:
        raise Invalid(f"There is no scope of consent called {unknown[0]}.", place="scopes")
    if any(one.version == request.version and one.id != request.id for one in work.find(ConsentForm)):
        raise Refused("There is a form of that version.", place="version")
    work.add(
        ConsentForm(request.id, request.version, request.scopes, request.language or "en", request.withdrawal_terms)
    )
    return Done(request.id)


@dataclass(frozen=True, slots=True)
class OneForm:
    """A consent form by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/consents/forms/remove", right=Right.FIELD, label="removing a consent form")
def remove_consent_form(work: Work, request: OneForm) -> Done:
    """Remove a form that no answer names."""
    form = work.maybe(ConsentForm, request.id)
    if form is None:
        return Done(request.id)
    if work.count(Consent, form_id=form.id):
        raise Refused("Answers name this form, so it stays.")
    work.remove(form)
    return Done(form.id)
