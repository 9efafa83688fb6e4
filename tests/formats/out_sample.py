"""The demo study's draft with facts looked up in its own files: what the writers are tried on."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from anselm.analysis.figures.levels import layout
from anselm.analysis.report.blocks import parse
from anselm.analysis.report.facts import ClaimFacts, Counts, QuotationFacts, ReportFacts
from anselm.analysis.report.resolve import Resolved, resolve
from anselm.domain.document import (
    CoderMark,
    CodingTrace,
    ConsentLine,
    EvidenceTrace,
    FigureBlock,
    Mark,
    Passage,
    SpeakerTrace,
    TableBlock,
    TallyMark,
)

DEMO = files("anselm.demo").joinpath("harrowmere")
_SPAN = re.compile(r"\{\+(\w+) ([^}]*)\}(.*?)\{-\1\}", re.DOTALL)
_MARKS = re.compile(r"\{[+-][^}]*\}")


def table(name: str) -> list[dict[str, str]]:
    """The rows of one of the demo's csv files."""
    return list(csv.DictReader(DEMO.joinpath(name).read_text("utf-8").splitlines()))


def loaded(name: str) -> Any:
    """One of the demo's yaml files."""
    return yaml.safe_load(DEMO.joinpath(name).read_text("utf-8"))


def _coding(codes: dict[str, Any], key: str) -> CodingTrace:
    coded = codes.get(key, {"name": key, "definition": ""})
    return CodingTrace(
        code=coded["name"],
        definition=coded["definition"],
        codebook_version="codebook 3",
        key=key,
        round_name="Round 1, double coding",
        blind=True,
        coders=(CoderMark("K", "8 April 2024"), CoderMark("L", "11 April 2024", "one turn longer")),
        settled="settled as K by IM, 14 April 2024",
        reason="The rest is the laugh, not the learning.",
    )


def _evidence(
    key: str,
    turn: int,
    question: str,
    words: str,
    span: re.Match[str],
    coding: CodingTrace,
    speaker: SpeakerTrace,
    consent: tuple[ConsentLine, ...],
) -> EvidenceTrace:
    bare = _MARKS.sub("", span[3])
    passage = Passage(
        source=speaker.encounter,
        version="1",
        start=100 * turn,
        end=100 * turn + len(bare),
        words=bare,
        before=_MARKS.sub("", words[: span.start()]),
        after=_MARKS.sub("", words[span.end() :]),
        question=question,
        locator=f"turn {turn}",
        time=f"00:{turn // 2:02}:{turn % 60:02}",
    )
    return EvidenceTrace(key, "supports", speaker.case, "", (coding,), passage, speaker, consent)


@cache
def passages() -> dict[str, EvidenceTrace]:
    """Every passage of the demo by card and span."""
    codes = {one["key"]: one for one in loaded("codebook.yaml")["codes"]}
    people = {one["id"]: one for one in table("participants.csv")}
    cases = {one["id"]: one["pseudonym"] for one in table("cases.csv")}
    consents: dict[str, list[ConsentLine]] = {}
    for line in table("consents.csv"):
        made = ConsentLine(line["scope"], line["state"], line["form"], line["at"])  # type: ignore[arg-type]
        consents.setdefault(line["participant"], []).append(made)
    found: dict[str, EvidenceTrace] = {}
    for meeting in table("encounters.csv"):
        person = people[meeting["participant"]]
        speaker = SpeakerTrace(
            label=meeting["label"],
            role=person["profession"],
            case=cases[meeting["case"]],
            about=f"{person['employer']}, {person['months_in_team']} months in {cases[meeting['case']]}",
            encounter=meeting["id"],
            encounter_at=meeting["date"],
            interviewer="Kwame Adjei" if meeting["interviewer"] == "I1" else "Lowri Pask",
        )
        consent = tuple(consents[meeting["participant"]])
        turn = 0
        card, question = "", ""
        for line in DEMO.joinpath(f"scenes/{meeting['id']}.md").read_text("utf-8").splitlines():
            if line.startswith("# card "):
                card = line.split()[2]
            name, _, words = line.partition(": ")
            if not words or name in ("codes", "note"):
                continue
            turn += 1
            if name.startswith("I"):
                question = words
                continue
            for span in _SPAN.finditer(words):
                key = f"{card}#{span[1]}"
                coding = _coding(codes, span[2].split()[0])
                found[key] = _evidence(key, turn, question, words, span, coding, speaker, consent)
    return found


def quotation_facts() -> dict[str, QuotationFacts]:
    """Every passage as something that may be quoted."""
    made: dict[str, QuotationFacts] = {}
    for key, evidence in passages().items():
        assert evidence.passage is not None
        assert evidence.speaker is not None
        passage = evidence.passage
        made[key] = QuotationFacts(
            key, passage.words, evidence.speaker.label, evidence, locator=passage.locator, time=passage.time
        )
    return made


def claim_facts() -> dict[str, ClaimFacts]:
    """The demo's claims with the counts its file expects."""
    cases = {one["id"]: one["pseudonym"] for one in table("cases.csv")}
    practices = {(one["case"], one["practice"]): one["value"] for one in table("practices.csv")}
    made: dict[str, ClaimFacts] = {}
    for one in loaded("claims.yaml")["claims"]:
        expected, scope = one["expected"], one["scope"]
        quantifier, _, number = one["quantifier"].partition(" ")
        n_scope = len(cases) if scope.get("cases") == "all" else len(scope.get("cases", [])) or 27
        n_scope = scope["asked"] + expected["not_asked"] if "asked" in scope else n_scope
        ids = list(cases) if scope.get("cases") in ("all", None) else scope["cases"]
        marks: list[TallyMark] = []
        for case in ids:
            value = practices.get((case, one.get("practice", {}).get("key", "")), "")
            mark: Mark = "for" if case in expected.get("cases", []) else "silent"
            mark = {"no": "against", "not asked": "not asked"}.get(value, mark)  # type: ignore[assignment]
            marks.append(TallyMark(cases[case], mark))
        evidence = [passages()[key] for key in one["evidence"]]
        evidence += [replace(passages()[key], stance="contradicts") for key in one["against"]]
        unit = ("team", "teams") if one["unit"] == "team" else ("participant", "participants")
        made[one["key"]] = ClaimFacts(
            claim_id=one["key"],
            text=one["text"],
            quantifier=quantifier,  # type: ignore[arg-type]
            counts=Counts(n_scope, expected["supports"], expected["contradicts"], expected["not_asked"]),
            number=int(number or 0),
            unit=unit,
            tally=tuple(marks) if unit[0] == "team" else (),
            scope="all nine teams" if scope.get("cases") == "all" else "",
            author="IM, 17 May 2024",
            searched="searched by K, 6 May 2024",
            evidence=tuple(evidence),
        )
    return made


def tables() -> dict[str, TableBlock]:
    """The three tables the draft asks for."""
    rows = table("cases.csv")
    teams = [[one["pseudonym"], one["serves"], one["age_months"], one["staff"], one["funding"]] for one in rows]
    head = ["Team", "Serves", "Age in months", "Staff", "Money"]
    names = ["induction", "supervision", "elearning_protected", "cross_training", "placements"]
    value = {(one["case"], one["practice"]): one["value"] for one in table("practices.csv")}
    practices = [[one["pseudonym"], *(value.get((one["id"], name), "not asked") for name in names)] for one in rows]
    aligned = ("left", "left", "right", "right", "left")
    return {
        "teams": TableBlock.of(head, teams, caption="The nine teams", aligns=aligned),
        "practices": TableBlock.of(
            ["Team", "Induction", "Supervision", "E-learning time", "Across professions", "Placements"],
            practices,
            caption="What is arranged, as told",
            note="Settled from the accounts of each team.",
        ),
        "agreement": TableBlock.of(
            ["Code", "Kappa"], [["Overhearing", ".81"], ["Shield", "undefined, because nobody used it"]],
            caption="How the readings met", note="consensus set",
        ),
    }  # fmt: skip


def figures() -> dict[str, FigureBlock]:
    """The level figure the draft asks for."""
    from tests.unit.analysis.figures.level_sample import demo

    return {"levels": layout(demo()).block("levels", "What acts on what, as told")}


def facts(**changes: Any) -> ReportFacts:
    """The facts of the draft; keyword arguments replace fields."""
    made = ReportFacts(
        title="Side by Side",
        quotations=quotation_facts(),
        claims=claim_facts(),
        tables=tables(),
        figures=figures(),
        subtitle="Learning on the job in neighbourhood health-and-care teams",
        authors=("Ilse Marrow", "Kwame Adjei", "Lowri Pask"),
        status="Draft 4",
        coding_set="consensus",
    )
    return replace(made, **changes)


def draft_text() -> str:
    """The Markdown of the demo's draft."""
    return DEMO.joinpath("report/draft.md").read_text("utf-8")


def draft(**changes: Any) -> Resolved:
    """The demo's draft, resolved."""
    return resolve(parse(draft_text()), facts(**changes), "draft")
