"""The seat that only looks: whatever changes something is refused to an auditor, whatever they were before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import factories
from tests.functional.populated import populate
from tests.functional.requests import fields_for

from anselm.domain.errors import AnselmError, Invalid, NotAllowed
from anselm.domain.study import RIGHTS, Right, Role
from anselm.services.catalogue import OPERATIONS
from anselm.services.operations import Operation
from anselm.services.wire import request_of

# Sent like something that changes, and changing nothing of the study: a guess at a sentence, whose words belong in no
# address, and one's own password.
NOT_OF_THE_STUDY = {"reporting.guess", "study.set_password"}
CHANGING = [one for one in OPERATIONS if one.writes and one.name not in NOT_OF_THE_STUDY]


@pytest.fixture(scope="module")
def seat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[factories.Hand, factories.Hand]]:
    """The owner, and somebody with a seat that looks who was a coder and has steps of their own to take back."""
    with factories.study(tmp_path_factory.mktemp("seat")) as workbench:
        ada = factories.owner(workbench)
        eve = factories.colleague(workbench, "Eve", "coder")
        other = factories.colleague(workbench, "Other", "coder", prefix="cccccccc").viewer.researcher_id
        populate(workbench, ada.viewer.researcher_id, other)
        eve.do("study.write_memo", id="eves", body="While I coded.")
        ada.do("study.change_researcher", id=eve.viewer.researcher_id, roles=["auditor"])
        yield ada, factories.Hand(workbench, workbench.viewer(eve.viewer.researcher_id))


def _moment(hand: factories.Hand) -> int:
    with hand.workbench.reading(hand.viewer) as reads:
        moment: int = reads.moment()
    return moment


def test_the_role_that_looks_has_the_right_to_read_and_no_other() -> None:
    assert RIGHTS[Role.AUDITOR] == {Right.READ}
    assert not [one.name for one in CHANGING if one.right is Right.READ]


@pytest.mark.parametrize("operation", CHANGING, ids=lambda one: one.name)
def test_an_operation_that_changes_something_is_refused_to_who_only_looks(
    operation: Operation, seat: tuple[factories.Hand, factories.Hand]
) -> None:
    _, eve = seat
    before = _moment(eve)
    request = request_of(operation.request, fields_for(operation.request, "eves"))
    with pytest.raises(NotAllowed, match="does not reach this far"):
        eve.workbench.call(eve.viewer, operation, request)
    assert _moment(eve) == before


def test_all_that_is_not_refused_leaves_the_study_as_it_is(seat: tuple[factories.Hand, factories.Hand]) -> None:
    _, eve = seat
    before = _moment(eve)
    n_answered = 0
    for operation in OPERATIONS:
        if operation in CHANGING or operation.right is not Right.READ:
            continue
        try:
            eve.workbench.call(
                eve.viewer, operation, request_of(operation.request, fields_for(operation.request, "eves"))
            )
            n_answered += 1
        except AnselmError:
            pass
    assert n_answered > 30
    assert _moment(eve) == before


def test_who_looks_is_no_reader_and_settles_nothing(seat: tuple[factories.Hand, factories.Hand]) -> None:
    ada, eve = seat
    source = ada.do("corpus.sources")[0].id
    for judges, settler in (
        ((eve.viewer.researcher_id,), None),
        ((ada.viewer.researcher_id,), eve.viewer.researcher_id),
    ):
        asked = {"id": "round", "name": "One", "judge_ids": judges, "source_ids": (source,), "settler_id": settler}
        refusal = ada.refused("judging.start_round", **asked)
        assert isinstance(refusal, Invalid)
        assert "Eve looks in and changes nothing" in str(refusal)


def test_who_looks_sets_no_password_but_their_own(tmp_path: Path) -> None:
    with factories.study(tmp_path) as workbench:
        ada = factories.owner(workbench)
        eve = factories.colleague(workbench, "Eve", "auditor")
        eve.do("study.set_password", id=eve.viewer.researcher_id, password="four words in a row")
        refusal = eve.refused("study.set_password", id=ada.viewer.researcher_id, password="four words in a row")
        assert "Only the owner" in str(refusal)
