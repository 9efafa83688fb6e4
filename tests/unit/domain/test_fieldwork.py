"""Labels follow roles and days; answers are kept and the newest counts; what is missing says why."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anselm.domain.errors import Invalid
from anselm.domain.fieldwork import (
    Attribute,
    AttributeType,
    Case,
    CaseKind,
    Consent,
    ConsentState,
    Membership,
    checked_date,
    checked_value,
    consent_now,
    labels_on,
    printed_labels,
    valid_on,
    without_overlap,
)

TEMPLATE = "{case}{role}{n}"
CASES = {code: Case(code, CaseKind.TEAM, code, name) for code, name in (("T2", "Beech"), ("T4", "Damson"))}
# Team 2: P06 moves from C to B in June. Team 4 has two Bs from the start.
ROLES = (
    Membership("m1", "P04", "T2", "A", "2023-02"),
    Membership("m2", "P05", "T2", "B", "2023-03"),
    Membership("m3", "P06", "T2", "C", "2023-10", "2024-06-01"),
    Membership("m4", "P06", "T2", "B", "2024-06-01"),
    Membership("m5", "P11", "T4", "B", "2021-06"),
    Membership("m6", "P12", "T4", "B", "2022-02"),
)


def labels(on: str | None) -> dict[str, str]:
    return {who: label for who, (_, label) in labels_on(ROLES, CASES, TEMPLATE, on).items()}


def test_a_team_and_a_role_print_short_and_two_of_a_role_are_numbered() -> None:
    found = printed_labels(ROLES[:3] + ROLES[4:], CASES)
    assert sorted(found.values()) == ["2A", "2B", "2C", "4B1", "4B2"]


def test_a_label_is_that_of_the_day_it_was_said() -> None:
    assert labels("2024-01-24") == {"P04": "2A", "P05": "2B", "P06": "2C", "P11": "4B1", "P12": "4B2"}
    assert labels("2024-11-02") == {"P04": "2A", "P05": "2B1", "P06": "2B2", "P11": "4B1", "P12": "4B2"}
    assert labels(None) == labels("2024-11-02")


def test_nobody_loses_a_label_with_their_role() -> None:
    assert set(labels("1999-01-01")) == {"P04", "P05", "P06", "P11", "P12"}


def test_a_label_given_by_hand_is_printed() -> None:
    mine = Membership("m1", "P04", "T2", "A", label="Lead")
    assert labels_on([mine], CASES, TEMPLATE, None)["P04"][1] == "Lead"


DAYS = st.dates().map(lambda day: day.isoformat())


@given(st.permutations(ROLES), st.one_of(st.none(), DAYS))
def test_labels_do_not_depend_on_the_order_of_rows_and_nobody_shares_one(
    roles: list[Membership], on: str | None
) -> None:
    found = labels_on(roles, CASES, TEMPLATE, on)
    assert found == labels_on(ROLES, CASES, TEMPLATE, on)
    there = [label for membership, label in found.values() if valid_on(membership, on)]
    assert len(set(there)) == len(there)


@given(DAYS)
def test_a_role_holds_from_its_first_day_to_before_its_last(day: str) -> None:
    role = Membership("m", "p", "c", "A", "2023-10", "2024-06-01")
    assert valid_on(role, day) == ("2023-10-01" <= day < "2024-06-01")


PERIODS = st.tuples(st.sampled_from(["", "2020", "2021", "2022"]), st.sampled_from(["", "2021", "2022", "2023"]))


@given(st.lists(PERIODS, max_size=5))
def test_roles_let_in_one_by_one_never_overlap(periods: list[tuple[str, str]]) -> None:
    kept: list[Membership] = []
    for number, (since, until) in enumerate(periods):
        new = Membership(str(number), "p", "c", "A", since or None, until or None)
        try:
            without_overlap(kept, new)
        except Invalid:
            continue
        kept.append(new)
    days = [f"{year}-0{month}-15" for year in range(2019, 2025) for month in (3, 9)]
    held = [{day for day in days if valid_on(one, day)} for one in kept]
    assert all(not one & other for one, other in combinations(held, 2))


@pytest.mark.parametrize("good", ["2024", "2024-02", "2024-02-29", " 2024-01-24 "])
def test_a_date_may_be_cut_short(good: str) -> None:
    assert checked_date(good, "at") == good.strip()


@pytest.mark.parametrize("bad", ["24.1.2024", "2023-02-29", "2024-13", "2024-1-2", "soon", "20240124", "2024-01-24T10"])
def test_what_is_no_date_is_refused_with_its_place(bad: str) -> None:
    with pytest.raises(Invalid) as refusal:
        checked_date(bad, "held_on")
    assert refusal.value.place == "held_on"


def test_no_date_is_no_date() -> None:
    assert checked_date("", "at") is None
    assert checked_date(None, "at") is None


@pytest.mark.parametrize(
    ("kind", "value", "missing", "kept"),
    [
        (AttributeType.NUMBER, " 12.5 ", "", "12.5"),
        (AttributeType.DATE, "2023-09", "", "2023-09"),
        (AttributeType.CHOICE, "yes", "", "yes"),
        (AttributeType.TEXT, "anything", "", "anything"),
        (AttributeType.NUMBER, "", "not asked", ""),
    ],
)
def test_a_value_reads_by_its_type(kind: AttributeType, value: str, missing: str, kept: str) -> None:
    assert checked_value(Attribute("a", "size", "case", kind, choices=("yes", "no")), value, missing) == kept


@pytest.mark.parametrize(
    ("kind", "value", "missing"),
    [
        (AttributeType.NUMBER, "nine", ""),
        (AttributeType.NUMBER, "1,5", ""),
        (AttributeType.DATE, "last May", ""),
        (AttributeType.CHOICE, "maybe", ""),
        (AttributeType.TEXT, "", ""),
        (AttributeType.TEXT, "", "dunno"),
        (AttributeType.TEXT, "both", "unknown"),
    ],
)
def test_a_value_that_does_not_read_or_is_missing_without_a_reason_is_refused(
    kind: AttributeType, value: str, missing: str
) -> None:
    with pytest.raises(Invalid):
        checked_value(Attribute("a", "size", "case", kind, choices=("yes", "no")), value, missing)


def test_the_newest_answer_counts_by_its_day_then_by_when_it_was_entered() -> None:
    def answer(identifier: str, state: ConsentState, at: str, recorded: str) -> Consent:
        return Consent(identifier, "p", "quote", state, at, recorded_at=recorded)

    first = answer("1", ConsentState.GIVEN, "2024-01-01", "2024-01-02")
    later = answer("2", ConsentState.WITHDRAWN, "2024-05-20", "2024-05-20")
    entered_late = answer("3", ConsentState.REFUSED, "2024-01-01", "2024-09-01")
    assert consent_now([later, first])["p", "quote"] is later
    assert consent_now([entered_late, first])["p", "quote"] is entered_late
    assert consent_now([entered_late, later, first])["p", "quote"] is later
    assert ("p", "archive") not in consent_now([first])
