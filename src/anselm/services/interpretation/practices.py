"""Practices as told: what each informant said, and what was settled for the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Ge, Len

from anselm.analysis.lens_file import LensFileRefused, schema_from_file
from anselm.domain.corpus import Segment
from anselm.domain.errors import Invalid, Refused
from anselm.domain.fieldwork import Case, Participant
from anselm.domain.interpretation import (
    Account,
    AccountValue,
    Practice,
    PracticeReading,
    PracticeSchema,
    read_accounts,
)
from anselm.domain.study import Right
from anselm.services.corpus.passages import Passage, passages_of
from anselm.services.fieldwork.speaking import people
from anselm.services.interpretation.evidence import place_of
from anselm.services.interpretation.shipped import SCHEMAS
from anselm.services.operations import Done, Nothing, Uploaded, reads, writes
from anselm.services.ports import Reads, Rendering, Tools, Work


@dataclass(frozen=True, slots=True)
class SchemasView:
    """The practice schemas of the study, and those that come with the program."""

    schemas: tuple[PracticeSchema, ...]
    shipped: tuple[str, ...]


@reads("/practice-schemas")
def practice_schemas(reads: Reads, request: Nothing) -> SchemasView:
    """List what practices the study asks about."""
    return SchemasView(reads.find(PracticeSchema), tuple(sorted(SCHEMAS)))


@dataclass(frozen=True, slots=True)
class AdoptSchema:
    """A schema that comes with the program, by key."""

    id: Annotated[str, Len(1, 64)]
    key: Annotated[str, Len(1, 80)]


@writes("/practice-schemas/adopt", right=Right.LEAD, label="adding a practice schema")
def adopt_schema(work: Work, request: AdoptSchema) -> PracticeSchema:
    """Add a practice schema that comes with the program."""
    return _added(work, schema_from_file(SCHEMAS[_shipped(request.key)].encode(), request.id))


@dataclass(frozen=True, slots=True)
class ShippedSchema:
    """A schema that comes with the program, by key."""

    key: Annotated[str, Len(1, 80)]


@reads("/practice-schemas/shipped", download=True)
def shipped_schema(reads: Reads, request: ShippedSchema) -> Rendering:
    """Write a schema that comes with the program as its file, to begin one's own from."""
    return Rendering(f"{_shipped(request.key)}.practices", "yaml", SCHEMAS[request.key])


def _shipped(key: str) -> str:
    if key not in SCHEMAS:
        raise Invalid(
            f"No schema called {key} comes with the program.",
            place="key",
            advice=f"There is {', '.join(sorted(SCHEMAS))}; one of your own comes in as a file.",
        )
    return key


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """A practice schema as a YAML file."""

    id: Annotated[str, Len(1, 64)]
    file: Uploaded


def _read_schema(tools: Tools, reads: Reads, request: SchemaFile) -> PracticeSchema:
    try:
        return schema_from_file(request.file.data, request.id)
    except LensFileRefused as refusal:
        raise Invalid(
            f"{request.file.name}: {refusal}",
            place=request.file.name,
            advice=f"{refusal.repair} Then bring the file in again; nothing came in.".strip(),
        ) from refusal


@writes(
    "/practice-schemas/import", right=Right.LEAD, label="adding a practice schema", upload=True, prepare=_read_schema
)
def import_schema(work: Work, request: SchemaFile, schema: PracticeSchema) -> PracticeSchema:
    """Add a practice schema from a file, or bring one that is there up to its file."""
    return _added(work, schema)


def _added(work: Work, schema: PracticeSchema) -> PracticeSchema:
    """The schema among those of the study. One with its key is brought up to it; a practice is asked about once."""
    known = work.find(PracticeSchema)
    before = next((one for one in known if one.key == schema.key), None)
    asked = {one.key: other.name for other in known if other.key != schema.key for one in other.properties}
    twice = next((one.key for one in schema.properties if one.key in asked), None)
    if twice is not None:
        raise Refused(
            f"The key {twice} is asked about in “{asked[twice]}” already.",
            advice="Give it another key in your file, so that a claim can say which of the two it counts.",
        )
    if before is None:
        work.add(schema)
        return schema
    told = _told_of(work, before)
    gone = [one.name for one in before.properties if one.key in told - {new.key for new in schema.properties}]
    if gone:
        raise Refused(
            f"“{before.name}” is in the study and people told of {gone[0]}, which this file leaves out.",
            advice=f"Leave {gone[0]} in the file with its key, or give the schema in your file a key of its own.",
        )
    renewed = replace(schema, id=before.id)
    work.replace(renewed)
    return renewed


def _told_of(reads: Reads, schema: PracticeSchema) -> set[str]:
    told = {one.practice_key for one in reads.find(Account, schema_id=schema.id)}
    return told | {one.practice_key for one in reads.find(Practice, schema_id=schema.id)}


@dataclass(frozen=True, slots=True)
class AccountView:
    """What one informant said about one practice, with the passage."""

    id: str
    schema_id: str
    practice_key: str
    case_id: str
    participant_id: str
    label: str
    role: str
    value: AccountValue
    detail: str
    words: str
    source_id: str
    version_id: str | None
    start: int | None
    end: int | None
    turn: int | None


@dataclass(frozen=True, slots=True)
class PracticeView:
    """One practice of one case: what was settled, and every account of it. Not settled has no value yet."""

    case_id: str
    practice_key: str
    practice_id: str | None
    value: AccountValue | None
    reading: PracticeReading
    detail: str
    carried_by: str
    paid_by: str
    reason: str
    accounts: tuple[AccountView, ...]


@dataclass(frozen=True, slots=True)
class OfCase:
    """Practices of one case, or of all when empty; of one schema, or of every one when that is empty."""

    schema_id: Annotated[str, Len(0, 64)] = ""
    case_id: Annotated[str, Len(0, 64)] = ""


@reads("/practices")
def practices(reads: Reads, request: OfCase) -> tuple[PracticeView, ...]:
    """List practices by case with what each informant told of them."""
    schemas = (reads.get(PracticeSchema, request.schema_id),) if request.schema_id else reads.find(PracticeSchema)
    only = {"case_id": request.case_id} if request.case_id else {}
    if request.schema_id:
        only["schema_id"] = request.schema_id
    accounts = reads.find(Account, **only)
    settled = {(one.case_id, one.practice_key): one for one in reads.find(Practice, **only)}
    views = _account_views(reads, accounts)
    case_ids = [request.case_id] if request.case_id else [one.id for one in reads.find(Case)]
    by_place: dict[tuple[str, str], list[Account]] = {}
    for account in accounts:
        by_place.setdefault((account.case_id, account.practice_key), []).append(account)
    return tuple(
        _practice(case_id, one.key, settled.get((case_id, one.key)), by_place.get((case_id, one.key), []), views)
        for schema in schemas
        for case_id in case_ids
        for one in schema.properties
    )


def _practice(
    case_id: str, key: str, settled: Practice | None, accounts: list[Account], views: dict[str, AccountView]
) -> PracticeView:
    return PracticeView(
        case_id,
        key,
        settled.id if settled else None,
        settled.value if settled else None,
        settled.reading if settled else read_accounts(accounts),
        settled.detail if settled else "",
        settled.carried_by if settled else "unknown",
        settled.paid_by if settled else "unknown",
        settled.reason if settled else "",
        tuple(views[account.id] for account in accounts),
    )


def _account_views(reads: Reads, accounts: Sequence[Account]) -> dict[str, AccountView]:
    places = {one.id: place for one in accounts if (place := _place(one)) is not None}
    spoken = passages_of(reads, places.values())
    labels = people(reads).on(None)
    found = {}
    for one in accounts:
        membership, label = labels.get(one.participant_id, (None, ""))
        passage: Passage | None = spoken.get(places[one.id]) if one.id in places else None
        found[one.id] = AccountView(
            one.id,
            one.schema_id,
            one.practice_key,
            one.case_id,
            one.participant_id,
            passage.label if passage else label,
            passage.role if passage else membership.role if membership else "",
            one.value,
            one.detail,
            passage.words if passage else "",
            passage.source_id if passage else "",
            one.version_id,
            one.start,
            one.end,
            passage.turn if passage else None,
        )
    return found


def _place(one: Account) -> Segment | None:
    if one.version_id is None or one.start is None or one.end is None:
        return None
    return Segment(one.version_id, one.start, one.end)


@dataclass(frozen=True, slots=True)
class TellAccount:
    """What an informant said about a practice of a case, and where they said it."""

    id: Annotated[str, Len(1, 64)]
    schema_id: Annotated[str, Len(1, 64)]
    practice_key: Annotated[str, Len(1, 80)]
    case_id: Annotated[str, Len(1, 64)]
    participant_id: Annotated[str, Len(1, 64)]
    value: AccountValue
    detail: Annotated[str, Len(0, 2000)] = ""
    version_id: Annotated[str, Len(1, 64)] | None = None
    start: Annotated[int, Ge(0)] | None = None
    end: Annotated[int, Ge(0)] | None = None
    valid_from: Annotated[str, Len(0, 20)] | None = None
    valid_to: Annotated[str, Len(0, 20)] | None = None


@writes("/accounts/tell", right=Right.WRITE, label="entering what an informant told")
def tell_account(work: Work, request: TellAccount) -> AccountView:
    """Enter what an informant told about a practice, or enter it anew under the same identifier."""
    work.get(PracticeSchema, request.schema_id).property(request.practice_key)
    work.get(Case, request.case_id)
    work.get(Participant, request.participant_id)
    if request.version_id is not None:
        place_of(work, "segment", "", request.version_id, request.start, request.end)
    there = work.maybe(Account, request.id)
    one = Account(
        request.id,
        request.schema_id,
        request.practice_key,
        request.case_id,
        request.participant_id,
        request.value,
        request.detail,
        None,
        request.version_id,
        request.start,
        request.end,
        request.valid_from,
        request.valid_to,
        work.by,
        there.at if there else work.now,
    )
    if there is None:
        work.add(one)
    else:
        work.replace(one)
    return _account_views(work, [one])[one.id]


@dataclass(frozen=True, slots=True)
class OneAccount:
    """An account by identifier."""

    id: Annotated[str, Len(1, 64)]


@writes("/accounts/remove", right=Right.WRITE, label="removing an account")
def remove_account(work: Work, request: OneAccount) -> Done:
    """Remove what an informant told. Refused while a settled practice rests on it."""
    found = work.maybe(Account, request.id)
    if found is None:
        return Done(request.id)
    resting = work.find(Practice, case_id=found.case_id, practice_key=found.practice_key)
    if any(found.id in one.account_ids for one in resting):
        raise Refused("A settled practice rests on this account.", advice="Settle the practice anew first.")
    work.remove(found)
    return Done(found.id)


@dataclass(frozen=True, slots=True)
class SettlePractice:
    """The reading of a case. `value` as the accounts taken together have it; levels may stay unknown.

    `reading` says whether accounts of one value agree or differ (two may say yes and mean a week and three days);
    left out it is read from their values.
    """

    id: Annotated[str, Len(1, 64)]
    schema_id: Annotated[str, Len(1, 64)]
    practice_key: Annotated[str, Len(1, 80)]
    case_id: Annotated[str, Len(1, 64)]
    value: AccountValue
    detail: Annotated[str, Len(0, 2000)] = ""
    carried_by: Annotated[str, Len(1, 60)] = "unknown"
    paid_by: Annotated[str, Len(1, 60)] = "unknown"
    reason: Annotated[str, Len(0, 5000)] = ""
    protected_by: tuple[str, ...] = ()
    eroded_by: tuple[str, ...] = ()
    valid_from: Annotated[str, Len(0, 20)] | None = None
    valid_to: Annotated[str, Len(0, 20)] | None = None
    reading: PracticeReading | None = None


@writes("/practices/settle", right=Right.WRITE, label="settling a practice")
def settle_practice(work: Work, request: SettlePractice) -> PracticeView:
    """Settle what a case does from what its informants told; how they stand to each other is read from them."""
    schema = work.get(PracticeSchema, request.schema_id)
    schema.property(request.practice_key)
    work.get(Case, request.case_id)
    accounts = work.find(Account, case_id=request.case_id, practice_key=request.practice_key, schema_id=schema.id)
    reading = read_accounts(accounts)
    both = (PracticeReading.AGREE, PracticeReading.DIFFER)
    if request.reading in both and reading in both:
        reading = request.reading
    if reading is PracticeReading.NOT_ASKED and request.value not in (
        AccountValue.NOT_ASKED,
        AccountValue.NOT_RECORDED,
        AccountValue.DOES_NOT_KNOW,
    ):
        raise Refused(
            "Nobody told anything about this practice, so it is not asked, which is not the same as no.",
            place="value",
        )
    known = work.find(Practice, case_id=request.case_id, practice_key=request.practice_key, schema_id=schema.id)
    one = Practice(
        known[0].id if known else request.id,
        schema.id,
        request.practice_key,
        request.case_id,
        request.value,
        reading,
        request.detail,
        request.carried_by,
        request.paid_by,
        request.protected_by,
        request.eroded_by,
        tuple(account.id for account in accounts),
        request.reason,
        request.valid_from,
        request.valid_to,
        work.by,
        work.now,
    )
    if known:
        work.replace(replace(one, id=known[0].id))
    else:
        work.add(one)
    return _practice(one.case_id, one.practice_key, one, list(accounts), _account_views(work, accounts))
