"""Relations that follow from one another: chains across levels, each step with its words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.factories import DirectParser, Hand, owner, study

from anselm.domain.interpretation import Relation, RelationKind, Sign

TEXT = "I1: How do you learn?\nP01: I hear them on the phone.\nI1: And?\nP01: Then I write it down.\n"


@pytest.fixture
def ada(tmp_path: Path) -> Hand:
    """Funding acts on cover, cover on readiness, and a shield on the first of these; one more stands alone."""
    ada = owner(study(tmp_path, parser=DirectParser()))
    ada.do("fieldwork.add_case", id="t1", code="T1", name="Alder")
    made = ada.do("corpus.import_file", id="s1", file={"name": "INT01.txt", "data": TEXT.encode()})
    ada.do("corpus.bind_source", source_id=made.accepted[0].source_id, case_id="t1")
    ada.do("interpretation.adopt_lens", id="l1", key="socioecological-workplace")
    relate(ada, "q1", "Funding", "macro", "erodes", "Cover", "meso")
    relate(ada, "q2", "cover ", "meso", "constrains", "Readiness", "micro")
    relate(ada, "q3", "Shield", "meso", "buffers", "", "macro", to_kind="relation", to_id="q1")
    relate(ada, "q4", "Kitchen", "micro", "feeds", "Talk", "micro")
    return ada


def relate(ada: Hand, key: str, one: str, at: str, kind: str, other: str, to: str, **more: Any) -> None:
    ends = {"from_kind": "factor", "from_name": one, "from_level": at, "to_name": other, "to_level": to}
    ada.do("interpretation.relate", **{"id": key, "kind": kind, "to_kind": "factor", "lens_id": "l1", **ends, **more})


def chains(ada: Hand) -> Any:
    return ada.do("interpretation.relation_chains").chains


def test_what_acts_on_what_acts_on_what_is_one_chain_in_words_and_a_relation_alone_is_none(ada: Hand) -> None:
    (one,) = chains(ada)
    names = {level.key: level.name for level in ada.do("interpretation.lenses").lenses[0].levels}
    macro, meso, micro = (names[key] for key in ("macro", "meso", "micro"))
    assert [step.number for step in one.steps] == [3, 1, 2]
    assert one.words == (
        f"Shield ({meso}) buffers this: Funding ({macro}) erodes Cover ({meso}), "
        f"and that constrains Readiness ({micro})."
    )
    assert one.levels == (meso, macro, meso, micro)


def test_each_step_of_a_chain_has_its_passages_what_tells_it_otherwise_first(ada: Hand) -> None:
    version = ada.do("corpus.reading", source_id=ada.do("corpus.sources")[0].id).version_id
    for n, stance in enumerate(("supports", "contradicts")):
        place = {"version_id": version, "start": 27 + n, "end": 40}
        ada.do(
            "interpretation.link_evidence", id=f"e{n}", subject_kind="relation", subject_id="q2", stance=stance, **place
        )
    (one,) = chains(ada)
    assert [len(step.evidence) for step in one.steps] == [0, 0, 2]
    assert [piece.stance for piece in one.steps[2].evidence] == ["contradicts", "supports"]
    assert all(piece.words for piece in one.steps[2].evidence)


def test_a_circle_of_things_that_act_on_each_other_is_walked_once_and_ends(ada: Hand) -> None:
    relate(ada, "q5", "Talk", "micro", "feeds", "Kitchen", "micro")
    found = [[step.number for step in one.steps] for one in chains(ada)]
    assert found == [[3, 1, 2], [4, 5]]


def test_where_everything_acts_on_everything_the_chains_that_are_left_out_are_counted(ada: Hand) -> None:
    names = [f"N{n}" for n in range(7)]
    for a, one in enumerate(names):
        for b, other in enumerate(names):
            if a != b:
                relate(ada, f"x{a}{b}", one, "micro", "feeds", other, "micro")
    view = ada.do("interpretation.relation_chains")
    assert len(view.chains) == 60
    assert view.n_left > 0
    assert max(len(one.steps) for one in view.chains) <= 12


def test_a_relation_makes_more_or_less_as_it_was_said_and_else_as_its_kind_does(ada: Hand) -> None:
    def sign(identifier: str) -> str:
        (one,) = [one for one in ada.do("interpretation.relations") if one.id == identifier]
        return str(one.sign)

    assert [sign(one) for one in ("q1", "q2", "q3", "q4")] == ["minus", "minus", "plus", "plus"]
    for written, kept in (("+/-", "mixed"), ("−", "minus"), ("-", "minus"), ("+", "plus"), ("mixed", "mixed")):
        relate(ada, "q4", "Kitchen", "micro", "feeds", "Talk", "micro", sign=written)
        assert sign("q4") == kept
    # Stated anew without a sign it keeps its own, and with another kind it goes by that.
    relate(ada, "q4", "Kitchen", "micro", "feeds", "Talk", "micro", mechanism="By the kettle.")
    assert sign("q4") == "mixed"
    relate(ada, "q4", "Kitchen", "micro", "erodes", "Talk", "micro")
    assert sign("q4") == "minus"
    ends = {"from_kind": "factor", "from_name": "A", "to_kind": "factor", "to_name": "B"}
    refused = ada.refused(
        "interpretation.relate", id="q9", kind="feeds", from_level="micro", to_level="micro", sign="purple", **ends
    )
    assert (refused.code, refused.place) == ("invalid", "sign")
    assert "plus, minus or mixed" in refused.advice


def test_a_sign_of_before_that_is_none_is_read_as_that_of_the_kind() -> None:
    one = Relation("r", "R1", "factor", "", "A", "micro", "factor", "", "B", "micro", RelationKind.ERODES, "purple")
    assert one.known_sign is Sign.MINUS
    assert replace(one, sign="+/-").known_sign is Sign.MIXED
