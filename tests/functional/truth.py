"""What the program computes for each file of planted truth: by file, the figures planted and the figures found.

Each figure is a short key and a value in words, so that the two stand side by side in one printed table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.unit.demo.test_diary import figures as diary_figures
from tests.unit.demo.test_literature import figures as literature_figures
from tests.unit.demo.test_literature import screening

import anselm
from anselm.demo.assembly import as_file, transcripts
from anselm.demo.files import rows

__all__ = ["FOUND", "PLANTED", "Figures"]

Figures = dict[str, str]
_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "fifty": "50"}
_CODE_OF_PLANT = {frozenset(("D1", "D4")): "swap", frozenset(("A5", "B2")): "opposite"}


def _counts(demo: anselm.Study) -> Figures:
    frame, people = demo.fieldwork.frame(), demo.fieldwork.participants()
    reasons = Counter(one.reason for one in frame if one.reason)
    roles = Counter(one.role for one in people)
    gender = next(one for one in demo.fieldwork.attributes(about="participant") if one.name == "Gender")
    genders = Counter(one.value for one in gender.values)
    given = {one.key: one.n_given for one in demo.fieldwork.consents().scopes}
    # The diaries wait to come in; who agreed to them is counted in their table.
    given["diary"] = sum(one["scope"] == "diary" and one["state"] == "given" for one in rows("consents.csv"))
    grown = demo.interpretation.saturation()
    double = next(one for one in demo.judging.rounds() if not one.standing)
    read = {one.version_id for one in demo.coding.differences(round_id=double.id)}
    searches = [demo.reporting.claim(id=one.id).searches for one in demo.reporting.claims()]
    found = {
        "frame units": len(frame),
        "teams agreed": sum(one.case_id is not None for one in frame),
        "teams not": sum(one.case_id is None for one in frame),
        **{f"reason: {reason}": n for reason, n in reasons.items()},
        "participants": len(people),
        **{f"role {role}": n for role, n in roles.items()},
        "women": genders["F"],
        "men": genders["M"],
        "non-binary": genders["non-binary"],
        **{f"consent {scope} given": n for scope, n in given.items()},
        "codes": sum(not one.group for one in demo.coding.codes()),
        "base codes after four interviews": grown.n_base_codes,
        "double-coded encounters": len(read),
        "quotes in report draft": len(set(re.findall(r"\{\{quote:([^}|]+)", demo.reporting.reports()[0].body))),
        "claims searched for what tells them otherwise": sum(map(bool, searches)),
        "claims of those with something found": sum(bool(made and made[0].n_found) for made in searches),
        **_practice_counts(demo),
    }
    return {name: str(n) for name, n in found.items()}


def _practice_counts(demo: anselm.Study) -> dict[str, int]:
    n = Counter((key.partition(" ")[2], figure.split("; ")[0]) for key, figure in _practices(demo).items())
    return {
        "induction yes": n["induction", "yes"],
        "supervision interval known": n["supervision", "yes"],
        **{f"e-learning time {value}": n["elearning_protected", value] for value in ("yes", "no", "not asked")},
        "cross-training yes": n["cross_training", "yes"],
        "placements yes": n["placements", "yes"],
        **{f"co-located {value}": n["colocated", value] for value in ("yes", "partly", "no")},
    }


def _practices(demo: anselm.Study) -> Figures:
    """By team and practice: what was settled, how accounts stand to each other, who carries and pays, how many told."""
    schema = demo.interpretation.practice_schemas().schemas[0]
    codes = {one.id: one.code for one in demo.fieldwork.cases()}
    return {
        f"{codes[one.case_id]} {one.practice_key}": "; ".join(
            (one.value.value, one.detail, one.reading.value, one.carried_by, one.paid_by, f"{len(one.accounts)} told")
        )
        for one in demo.interpretation.practices(schema_id=schema.id)
        if one.value is not None
    }


def _practices_planted() -> Figures:
    return {
        f"{row['case']} {row['practice']}": "; ".join(
            (
                row["value"],
                row["detail"],
                row["reading"],
                row["carried_by"],
                row["paid_by"],
                f"{len(row['accounts'].split())} told",
            )
        )
        for row in rows("truth/practices.csv")
    }


def _words(said: str) -> set[str]:
    return {_NUMBERS.get(word, word) for word in re.findall(r"[a-z]+|\d+", said.lower())} - {"a", "of", "the", "in"}


def _told(account: Any, planted: str) -> str:
    """The planted words where the account gives them, else what it says instead."""
    value, _, words = planted.rpartition(": ")
    as_said = (not value or value == account.value.value) and _words(words) & _words(account.detail)
    return planted if as_said else f"{account.value.value}: {account.detail}"


def _differ(demo: anselm.Study) -> Figures:
    schema = demo.interpretation.practice_schemas().schemas[0]
    cases = {one.code: one.id for one in demo.fieldwork.cases()}
    held = {(one.case_id, one.practice_key): one for one in demo.interpretation.practices(schema_id=schema.id)}
    found: Figures = {}
    for row in rows("truth/differ.csv"):
        one = held[cases[row["case"]], row["practice"]]
        by_role = {account.role: account for account in one.accounts}
        key = f"{row['case']} {row['practice']}"
        found[f"{key}, manager"] = _told(by_role["A"], row["manager"])
        found[f"{key}, newcomer"] = _told(by_role["C"], row["newcomer"])
        found[f"{key}, settled"] = f"{one.value.value}, {one.reading.value}"
    return found


def _differ_planted() -> Figures:
    found: Figures = {}
    for row in rows("truth/differ.csv"):
        key = f"{row['case']} {row['practice']}"
        found |= {f"{key}, {who}": row[who] for who in ("manager", "newcomer")}
        found[f"{key}, settled"] = f"{row['settled']}, differ"
    return found


def _new_codes(demo: anselm.Study) -> Figures:
    return {one.name: f"{one.n_new}: {' '.join(one.new)}" for one in demo.interpretation.saturation().units}


def _new_codes_planted() -> Figures:
    return {row["encounter"]: f"{row['count']}: {row['new_codes']}" for row in rows("truth/new_codes.csv")}


def _plants(demo: anselm.Study) -> Figures:
    """How often each kind of difference was found, in all and by interview."""
    double = next(one for one in demo.judging.rounds() if not one.standing)
    found: Counter[str] = Counter()
    for one in demo.coding.differences(round_id=double.id):
        kind = _kind_of_plant(one)
        found[kind] += 1
        found[f"{kind}, {one.source}"] += 1
    return {key: str(found[key]) for key in _plants_planted()} | {
        key: str(n) for key, n in found.items() if key not in _plants_planted()
    }


def _kind_of_plant(one: Any) -> str:
    if one.kind == "boundary":
        return "boundary"
    if one.kind == "marked by one only":
        return "omission-by-L" if one.sides[0].reader == "Kwame Adjei" else "omission-by-K"
    return _CODE_OF_PLANT.get(frozenset(side.code_key for side in one.sides), one.kind)


def _plants_planted() -> Figures:
    found: Figures = {}
    for row in rows("truth/plants.csv"):
        found[row["kind"]] = row["total"]
        found |= {f"{row['kind']}, {name}": n for name, n in row.items() if name.startswith("INT")}
    return found


def _oddity(row: dict[str, str]) -> str:
    return ", ".join(part for part in (row["encounter"], row["kind"], row["text"]) if part)


def _oddities(demo: anselm.Study) -> Figures:
    """Where the words of each oddity stand in the text as it came in, or what tells of one that is no words."""
    sources = {one.name: one for one in demo.corpus.sources()}
    recorded = {one.encounter_code for one in demo.fieldwork.recordings()}
    files = {one.name: as_file(one)[1] for one in transcripts()}
    found: Figures = {}
    for row in rows("truth/oddities.csv"):
        source = sources[row["encounter"]]
        first = min(demo.corpus.versions(source_id=source.id), key=lambda one: one.number)
        text = demo.corpus.reading(source_id=source.id, version_id=first.id).text
        tells = {
            "CRLF line endings": b"\r\n" in files[source.name] and "\r" not in text,
            "DOCX": first.format == "docx",
            "VTT": first.format == "vtt",
            "notes without audio": source.name not in recorded and _refused_sound(demo, source.labels),
        }
        found[_oddity(row)] = "there" if (row["text"] in text if row["text"] else tells[row["kind"]]) else "not there"
    return found


def _refused_sound(demo: anselm.Study, labels: tuple[str, ...]) -> bool:
    return any(one.cells["audio"].state == "refused" for one in demo.fieldwork.consents().rows if one.label in labels)


def _counted(what: str, column: str) -> Figures:
    return {row[next(iter(row))]: row[column] for row in rows(f"truth/{what}.csv")}


def _diary_planted() -> Figures:
    return {row["what"]: f"{row['n']} of {row['of']}" if row["of"] else row["n"] for row in rows("truth/diary.csv")}


def _diary(_demo: anselm.Study) -> Figures:
    return {what: f"{n} of {of}" if of is not None else str(n) for what, (n, of) in diary_figures().items()}


def _screening(_demo: anselm.Study) -> Figures:
    return {name: f"{figure.value:.3f}" for name, figure in screening().items() if figure.value is not None}


# By the name of the file: what was planted, and what the program computes.
PLANTED: dict[str, Callable[[], Figures]] = {
    "counts": lambda: _counted("counts", "expected"),
    "diary": _diary_planted,
    "differ": _differ_planted,
    "literature": lambda: _counted("literature", "n"),
    "new_codes": _new_codes_planted,
    "oddities": lambda: {_oddity(row): "there" for row in rows("truth/oddities.csv")},
    "plants": _plants_planted,
    "practices": _practices_planted,
    "screening_agreement": lambda: _counted("screening_agreement", "value"),
}
FOUND: dict[str, Callable[[anselm.Study], Figures]] = {
    "counts": _counts,
    "diary": _diary,
    "differ": _differ,
    "literature": lambda _demo: {name: str(n) for name, n in literature_figures().items()},
    "new_codes": _new_codes,
    "oddities": _oddities,
    "plants": _plants,
    "practices": _practices,
    "screening_agreement": _screening,
}
