"""The demo study's planted truth equals what the program computes from the built study."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from tests.functional.truth import FOUND, PLANTED
from tests.printed import say

import anselm
from anselm.cli.main import run
from anselm.demo.assembly import transcripts
from anselm.demo.files import rows, tree

TRUTH = sorted(one.name.removesuffix(".csv") for one in files("anselm.demo").joinpath("harrowmere", "truth").iterdir())


@pytest.fixture(scope="module")
def demo(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[anselm.Study]:
    folder = Path(shutil.copytree(demo_folder, tmp_path_factory.mktemp("demo") / "harrowmere"))
    with anselm.open(folder) as study:
        yield study


CORRECTED = "INT05"  # a longer word became a shorter one there, so what comes after stands elsewhere
READERS = {"K": "Kwame Adjei", "L": "Lowri Pask"}


def test_no_file_of_truth_is_read_by_no_test() -> None:
    assert sorted(PLANTED) == sorted(FOUND) == TRUTH


@pytest.mark.parametrize("name", TRUTH)
def test_every_figure_of_the_truth_is_what_the_program_computes(demo: anselm.Study, name: str) -> None:
    planted, found = PLANTED[name](), FOUND[name](demo)
    wide = max(len(key) for key in (*planted, *found))
    print(f"{name}.csv: {len(planted)} figures")
    for key in dict.fromkeys((*planted, *found)):
        told, computed = planted.get(key, "(not planted)"), found.get(key, "(not computed)")
        print(f"  {'=' if told == computed else '≠'} {key:<{wide}}  truth: {told}  computed: {computed}")
    assert found == planted


def test_claims_count_what_was_planted(demo: anselm.Study) -> None:
    expected = {one["key"]: one["expected"] for one in tree("claims.yaml")["claims"]}
    for one in demo.reporting.claims():
        planted = expected[one.key]
        say(claim=one.key, words=one.words, support=one.support.value)
        found = (one.n_supports, one.n_otherwise, one.n_not_asked)
        assert found == (planted["supports"], planted["contradicts"], planted["not_asked"]), one.key


READ_AS = {
    "Q1": ("9 of 9 teams", "supported", ""),
    "Q2": (
        "3 teams, 5 otherwise, 1 not asked",
        "more than its count",
        "The sentence says more than its count. Told otherwise by 2C, 3C, 5A, 6A, 8B.",
    ),
    "Q3": ("6 teams, 3 otherwise", "supported", ""),
    "Q4": ("5 of 5 teams", "supported", ""),
    "Q5": ("2 of 2 teams", "supported", ""),
    "Q6": ("3 of 9 teams", "supported", ""),
    "Q7": ("1 of 5 people", "one voice only", "8A only."),
    "Q8": ("0 people, 2 otherwise, 25 silent", "told otherwise", "Told otherwise by 4B1, 7B."),
    "Q9": ("8 people, 1 otherwise", "supported", "Told otherwise by 5C."),
    "Q10": ("3 teams, 1 otherwise, 5 silent", "supported", "Told otherwise by 7A."),
}


def test_each_claim_is_read_in_the_words_of_the_glossary_naming_who_tells_it_otherwise(demo: anselm.Study) -> None:
    found = {one.key: (one.words, one.support.value, one.note) for one in demo.reporting.claims()}
    say(**{key: f"{words} · {note}" for key, (words, _, note) in found.items()})
    assert found == READ_AS


SEARCHED = {
    "Q4": r"none found, searched by Dr Ilse Marrow on \d+ \w{3} \d{4} in 27 sources, for “a shared room .*”",
    "Q8": r"2 found, searched by Dr Ilse Marrow on \d+ \w{3} \d{4} in 27 sources, for “anybody .*”",
    "Q9": r"1 found, searched by Dr Ilse Marrow on \d+ \w{3} \d{4} in 27 sources, for “newcomers .*”",
    **dict.fromkeys(("Q1", "Q5", "Q6", "Q7"), "not searched for a case that tells it differently"),
}


def test_three_claims_say_what_was_searched_for_and_the_others_that_nobody_searched(demo: anselm.Study) -> None:
    found = {one.key: one.searched for one in demo.reporting.claims() if one.searched}
    say(**found)
    assert found.keys() == SEARCHED.keys()
    assert all(re.fullmatch(SEARCHED[key], said) for key, said in found.items())


def test_practices_are_settled_as_planted(demo: anselm.Study) -> None:
    schema = demo.interpretation.practice_schemas().schemas[0]
    codes = {one.id: one.code for one in demo.fieldwork.cases()}
    found = {
        (codes[one.case_id], one.practice_key): (one.value.value, one.reading.value)
        for one in demo.interpretation.practices(schema_id=schema.id)
        if one.value is not None
    }
    planted = {(row["case"], row["practice"]): (row["value"], row["reading"]) for row in rows("truth/practices.csv")}
    say(n_practices=len(found), **Counter(value for value, _ in found.values()))
    assert found == planted


def test_differences_are_those_planted_and_all_are_settled(demo: anselm.Study) -> None:
    round_ = next(one for one in demo.judging.rounds() if not one.standing)
    found = demo.coding.differences(round_id=round_.id)
    kinds = Counter(one.kind for one in found)
    planted = {row["kind"]: int(row["total"]) for row in rows("truth/plants.csv")}
    say(found=dict(kinds), planted=planted)
    # A swapped pair and an opposite reading are each one place read as two codes.
    assert kinds["boundary"] == planted["boundary"]
    assert kinds["sibling code"] + kinds["different code"] == planted["swap"] + planted["opposite"]
    omissions = sum(n for kind, n in planted.items() if kind.startswith("omission"))
    assert kinds["marked by one only"] == omissions
    assert all(one.settled for one in found)
    assert round_.state == "closed"


def test_labels_collide_where_planted_and_are_numbered(demo: anselm.Study) -> None:
    labels = {label for one in demo.corpus.sources() for label in one.labels}
    assert {"4B1", "4B2", "9C1", "9C2"} <= labels
    assert "9A" not in labels
    assert "4C" not in labels
    printed = {one.code: one.label for one in demo.fieldwork.participants()}
    assert printed == {one["id"]: one["label"] for one in rows("participants.csv")}


def test_a_release_is_refused_naming_the_sentence_and_made_once_it_is_mended(demo: anselm.Study) -> None:
    report = demo.reporting.reports()[0]
    with pytest.raises(Exception, match="Nobody feared losing their own craft") as refused:
        demo.reporting.release(id="l1", report_id=report.id, format="html")
    assert "line" in str(refused.value)
    mended = "\n".join(line for line in report.body.split("\n") if "{{claim:Q8}}" not in line)
    demo.reporting.write_report(id=report.id, body=mended)
    made = demo.reporting.release(id="l2", report_id=report.id, format="html", recipients=("the board",))
    again = demo.reporting.release_file(id="l2")
    assert hashlib.sha256(again.content).hexdigest() == made.sha256
    assert b"They get a week." in again.content


def test_a_query_on_the_terminal_finds_what_the_passages_of_a_code_are(
    demo: anselm.Study, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run(["query", str(demo.folder), "D1 AND role = A", "--json"])
    found = json.loads(capsys.readouterr().out)
    code = next(one for one in demo.coding.codes() if one.key == "D1")
    passages = {(one.source, one.start, one.end) for one in demo.coding.passages(code_id=code.id, role="A").passages}
    assert left.value.code == 0
    assert {(one["source"], one["start"], one["end"]) for one in found["passages"]} == passages
    assert found["n_passages"] == len(passages) == sum(one["n_passages"] for one in found["by_case"])
    with pytest.raises(SystemExit) as left:
        run(["query", str(demo.folder), "D1 AND"])
    assert left.value.code == 1
    assert "character 7" in capsys.readouterr().err


def test_codes_grow_as_planted_and_the_two_conventions_come_apart(
    demo: anselm.Study, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run(["saturation", str(demo.folder), "--json"])
    found = json.loads(capsys.readouterr().out)
    planted = {row["encounter"]: (int(row["count"]), row["new_codes"].split()) for row in rows("truth/new_codes.csv")}
    assert left.value.code == 0
    assert {one["name"]: (one["n_new"], one["new"]) for one in found["units"]} == planted
    assert (found["n_codes"], found["n_base_codes"]) == (28, 18)
    met = {one["convention"]: (one["met"]["first"], one["met"]["last"], one["n_later"]) for one in found["rules"]}
    assert met == {"side by side": ("INT15", "INT16", 2), "overlapping": ("INT12", "INT13", 3)}
    assert "No new code after INT21, the 21st of 27, in the order held." in found["statement"]


def test_the_misheard_drug_is_corrected_and_what_hung_on_the_text_followed(demo: anselm.Study) -> None:
    source = next(one for one in demo.corpus.sources() if one.name == "INT05")
    text = demo.corpus.reading(source_id=source.id).text
    assert (source.version_number, "amitriptyline" in text, text.count("amlodipine")) == (2, False, 1)
    assert demo.corpus.repairs() == ()
    keys = [one.key for one in demo.reporting.quotations()]
    traced = next(one for one in demo.reporting.quotations() if one.key == "2B-03#a")
    say(n_quotations=len(keys), words=traced.words)
    assert traced.words.startswith("And I'm sat there eating a sandwich")


def test_plan_frame_and_guide_are_as_they_were_made(demo: anselm.Study) -> None:
    frame = demo.fieldwork.frame()
    reasons = Counter(one.reason for one in frame if one.reason)
    planted = {row["what"].removeprefix("reason: "): int(row["expected"]) for row in rows("truth/counts.csv")}
    say(n_frame=len(frame), outcomes=dict(Counter(one.outcome for one in frame)), reasons=dict(reasons))
    assert len(frame) == planted["frame units"] == 20
    assert sum(one.case_id is not None for one in frame) == planted["teams agreed"] == 9
    assert reasons == {reason: planted[reason] for reason in reasons}
    assert sum(reasons.values()) == planted["teams not"] == 11
    assert [len(one.contacts) for one in frame] == [int(row["attempts"]) for row in rows("frame.csv")]
    guides = {one.version: one for one in demo.fieldwork.instruments()}
    assert {name: len(one.prompts) for name, one in guides.items()} == {
        "v1": 11, "v2": 10, "v2-A": 10, "v2-B": 10, "v2-C": 10,
    }  # fmt: skip
    assert "CPD" in " ".join(one.text for one in guides["v1"].prompts)
    assert "CPD" not in " ".join(one.text for one in guides["v2"].prompts)
    assert all(1 <= len(prompt.motivated_by) <= 3 for one in guides.values() for prompt in one.prompts)
    assert guides["v1"].note.count("On question") == 4
    used = Counter(one.instrument for one in demo.fieldwork.encounters())
    say(guides=dict(used))
    sites = [one for one in demo.fieldwork.approvals() if one.case_id is not None]
    assert len({one.case_id for one in sites}) == 9


def test_consents_are_given_and_refused_as_planted(demo: anselm.Study) -> None:
    given = {one.key: one.n_given for one in demo.fieldwork.consents().scopes}
    planted = {
        row["what"].split()[1]: int(row["expected"])
        for row in rows("truth/counts.csv")
        if row["what"].startswith("consent ") and "diary" not in row["what"]
    }
    say(**given)
    assert {scope: given[scope] for scope in planted} == planted


def test_the_spans_of_the_cards_are_the_codings_of_each_reader(demo: anselm.Study) -> None:
    names = {one.key: one.name for one in demo.coding.codes()}
    found: Counter[tuple[object, ...]] = Counter()
    for name in ("working", "First independent reading"):
        for row in demo.coding.codings_table(set=name):
            place = (row.start, row.end) if row.source != CORRECTED else ()
            found[row.coder, row.source, row.code, *place, _as_corrected(row.text)] += 1
    marked: Counter[tuple[object, ...]] = Counter()
    for one in transcripts():
        for span in one.spans:
            place = (span.start, span.end) if one.name != CORRECTED else ()
            for reader in span.coders:
                words = _as_corrected(one.text[span.start : span.end])
                marked[READERS[reader], one.name, names[span.code], *place, words] += 1
    say(**{f"by {name}": sum(n for row, n in found.items() if row[0] == name) for name in READERS.values()})
    assert found == marked


def _as_corrected(words: str) -> str:
    """The words alone: the drug under its name, and nothing between two turns."""
    return " ".join(re.sub(r"\n\[[\d:]+\] \w+: ", "\n", words).replace("amitriptyline", "amlodipine").split())


def test_every_interview_of_the_demo_is_of_the_first_wave_and_the_second_waits(demo: anselm.Study) -> None:
    waves = [(one.name, one.n_encounters) for one in demo.fieldwork.waves()]
    assert waves == [("First wave", 27), ("Second wave", 0)]
    every = demo.interpretation.query(text="D1", limit=100_000)
    first = demo.interpretation.query(text='D1 AND wave = "First wave"', limit=100_000)
    assert [one.id for one in first.passages] == [one.id for one in every.passages]
    assert demo.interpretation.query(text="D1 AND wave = 2").n_passages == 0
    table = demo.interpretation.crosstab(rows="wave", columns="theme")
    assert [one.name for one in table.rows] == ["First wave"]
    with pytest.raises(Exception, match="there is First wave or Second wave"):
        demo.interpretation.query(text="wave = Third")
