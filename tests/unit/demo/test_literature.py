"""The literature of the demo: 612 invented records, what became of each, and every figure of the table of truth."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from tests.printed import say
from tests.unit.demo.bibliography import FILES, Record, records

from anselm.analysis.agreement import nominal
from anselm.analysis.agreement.ratings import Ratings
from anselm.demo.files import rows, tree

ALL = records()
BY_ID = {(one.file, one.id): one for one in ALL}
DUPLICATES = rows("lit/duplicates.csv")
SCREENED = rows("lit/screening.csv")
FULL = rows("lit/full_text.csv")


def of(row: dict[str, str]) -> tuple[str, str]:
    return row["file"], row["record"]


def by_keys() -> tuple[dict[tuple[str, str], tuple[Record, str]], list[Record]]:
    """Which earlier record each later one is of, by shared keys alone, and by which; and those left."""
    seen: dict[tuple[str, str], Record] = {}
    same: dict[tuple[str, str], tuple[Record, str]] = {}
    left = []
    for one in ALL:
        name, root = next(((name, seen[name, key]) for name, key in one.known_by() if (name, key) in seen), ("", one))
        if root is one:
            left.append(one)
        else:
            same[one.file, one.id] = (root, name)
        for key in one.known_by():
            seen.setdefault(key, root)
    return same, left


def figures() -> dict[str, int]:
    """Each line of the table anew, from the files and the judgements."""
    same, left = by_keys()
    by_hand = [one for one in DUPLICATES if one["found_by"] == "maybe"]
    how = Counter(name for _, name in same.values())
    read = Counter((one["K"], one["L"]) for one in SCREENED)
    settled = Counter(one["settled"] for one in SCREENED)
    outcomes = Counter(one["outcome"] for one in FULL)
    reasons = Counter(one["reason"] for one in FULL if one["outcome"] == "excluded")
    retrieved = Counter(one["retrieved"] for one in FULL)
    per_file = Counter(one.file for one in ALL)
    return {
        **{name: per_file[name.partition(".")[0]] for name in FILES},
        "records": len(ALL),
        **{f"found by {name}": how[name] for name in ("doi", "pmid", "title, year, author and page")},
        "found by maybe": len(by_hand),
        "duplicates": len(same) + len(by_hand),
        "kept apart": len(rows("lit/kept_apart.csv")),
        "screened": len(left) - len(by_hand),
        "conflicts": sum(one["K"] != one["L"] for one in SCREENED),
        "both include": read["include", "include"],
        "both exclude": read["exclude", "exclude"],
        "K alone includes": read["include", "exclude"],
        "L alone includes": read["exclude", "include"],
        "excluded": settled["exclude"],
        "full text sought": settled["include"],
        "not retrieved": retrieved["no"],
        "assessed": retrieved["yes"],
        "excluded with reasons": outcomes["excluded"],
        **{f"reason: {reason}": n for reason, n in reasons.most_common()},
        "included": outcomes["included"],
        "grey": len(rows("lit/grey.csv")),
    }


def test_every_figure_of_the_review_is_the_one_planted() -> None:
    found = figures()
    planted = {one["what"]: int(one["n"]) for one in rows("truth/literature.csv")}
    for name, n in found.items():
        say(figure=name, found=n, planted=planted.get(name))
    assert found == planted
    assert (found["records"], found["duplicates"], found["screened"]) == (612, 171, 441)
    assert (found["excluded"], found["full text sought"], found["included"]) == (372, 69, 25)


def test_duplicates_are_those_that_keys_find_and_the_nine_that_none_can() -> None:
    same, left = by_keys()
    by_key = {of(one): ((one["of_file"], one["of_record"]), one["found_by"]) for one in DUPLICATES}
    by_hand = {record: root for record, (root, name) in by_key.items() if name == "maybe"}
    found = {record: ((root.file, root.id), name) for record, (root, name) in same.items()}
    assert found == {record: one for record, one in by_key.items() if one[1] != "maybe"}
    there = {(one.file, one.id) for one in left}
    assert set(by_hand) | set(by_hand.values()) <= there
    assert {of(one) for one in SCREENED} == there - set(by_hand)
    for one in rows("lit/kept_apart.csv"):
        assert {of(one), (one["other_file"], one["other_record"])} <= there - set(by_hand)


def screening() -> dict[str, nominal.Figure]:
    """How far the two coincide who screened."""
    ratings = Ratings.of([[one["K"], one["L"]] for one in SCREENED])
    return {
        "raw agreement": nominal.percent(ratings),
        "kappa": nominal.cohen(ratings),
        "prevalence-adjusted kappa": nominal.brennan_prediger(ratings),
    }


def test_reading_of_two_gives_the_coefficients_planted() -> None:
    found = screening()
    say(**{name.replace(" ", "_"): round(figure.value or 0, 4) for name, figure in found.items()})
    for one in rows("truth/screening_agreement.csv"):
        assert found.pop(one["figure"]).value == pytest.approx(float(one["value"]), abs=0.0005)
    assert not found


def test_what_was_settled_follows_the_readings_and_conflicts_went_to_the_adjudicator() -> None:
    for one in SCREENED:
        assert one["settled_by"] == ("" if one["K"] == one["L"] else "I")
        assert one["K"] != one["L"] or one["settled"] == one["K"]
        assert bool(one["reason"]) == (one["settled"] == "exclude")
    assert {of(one) for one in FULL} == {of(one) for one in SCREENED if one["settled"] == "include"}
    assert all(bool(one["reason"]) == (one["outcome"] == "excluded") for one in FULL)


def test_the_included_are_the_papers_that_the_guide_names() -> None:
    named = {
        paper
        for guide in ("guide/v1.yaml", "guide/v2.yaml")
        for item in tree(guide)["items"]
        for paper in item["motivated_by"]
    }
    included = {int(one["paper"]): of(one) for one in FULL if one["paper"]}
    charted = {int(one["paper"]): of(one) for one in rows("lit/charting.csv")}
    say(
        n_named=len(named),
        n_included=len(included),
        modes=dict(Counter(one["mode"] for one in rows("lit/charting.csv"))),
    )
    assert set(included) == named == set(range(1, 26))
    assert charted == included


def test_every_record_says_that_it_is_invented_and_no_title_is_used_for_two_works_but_one() -> None:
    assert len(BY_ID) == len(ALL)
    assert all("nvented" in one.note and "no such" in one.note for one in ALL)
    assert all("nvented" in one["note"] for one in rows("lit/grey.csv"))
    assert all(re.match(r"10\.5555/", one.doi) for one in ALL if one.doi)
    titles = Counter(BY_ID[of(one)].title.lower() for one in SCREENED)
    twice = [title for title, n in titles.items() if n > 1]
    say(n_titles=len(titles), twice=twice)
    # Two of the pairs kept apart share a title on purpose.
    assert len(twice) == 2
    assert not [one for one in ALL if re.search(r"https?:", one.title)]


def test_searches_name_the_file_and_the_number_they_gave() -> None:
    per_file = Counter(one.file for one in ALL)
    assert {one["file"]: int(one["hits"]) for one in rows("lit/searches.csv")} == per_file
