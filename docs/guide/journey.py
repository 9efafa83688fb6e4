"""From transcripts to a traced report, in Python: the nine things a team does, one after the other.

python docs/guide/journey.py DIR            on the demo study, built in DIR
python docs/guide/journey.py DIR FILE…      the first three on transcripts of your own
"""

from __future__ import annotations

import sys
import uuid
from pathlib import Path
from typing import Any

import anselm
from anselm.demo.build import build


def new_id() -> str:
    """Whoever asks makes the identifier, so that asking twice is asking once."""
    return str(uuid.uuid4())  # noqa: TID251 - a script is a client and makes its identifiers


def bring_in(study: anselm.Study, files: list[Path]) -> list[Any]:
    """1. Transcripts come in; each is accepted with its warnings or refused with its reason."""
    accepted = []
    for path in files:
        answer = study.corpus.import_file(id=new_id(), file={"name": path.name, "data": path.read_bytes()})
        for one in answer.accepted:
            print(f"{one.file}: {one.n_characters} characters, {one.n_utterances} turns")
        for one in answer.refused:
            print(f"{one.file}: refused. {one.reason}")
        accepted += answer.accepted
    return accepted


def code_and_undo(study: anselm.Study, source_id: str) -> str:
    """2. A code with its definition, a coded passage, a memo; the last step back and forward again."""
    reading = study.corpus.reading(source_id=source_id)
    code_id = new_id()
    study.coding.add_code(
        id=code_id,
        name="Something learnt",
        definition="The speaker tells of something they know or do now and did not before.",
        include="However small.",
        exclude="What others should learn.",
        example="I write the Sunday line at the top now.",
    )
    start = len(reading.text) // 2
    end = min(start + 120, len(reading.text))
    study.coding.apply(id=new_id(), version_id=reading.version_id, start=start, end=end, code_id=code_id)
    study.study.write_memo(
        id=new_id(), body="Read this again.", about_kind="source", about_id=source_id, kind="analytic"
    )
    print("undone:", study.study.undo().label, "- done again:", study.study.redo().label)
    return code_id


def extracts(study: anselm.Study, code_id: str, out: Path) -> None:
    """3. Every passage of a code, with whose words they are and the question before, as a Word file."""
    found = study.coding.passages(code_id=code_id)
    for one in found.passages:
        print(f"{one.label or one.source}, turn {one.turn}: {len(one.words)} characters")
    out.write_bytes(study.coding.extracts(code_id=code_id, format="docx").content)


def whose(study: anselm.Study) -> None:
    """4. Whose interview it is, and what they agreed to; not recorded is a state of its own."""
    case = study.fieldwork.cases()[0]
    person = study.fieldwork.participants()[0]
    study.fieldwork.record_consent(
        id=new_id(), participant_id=person.id, scope="archive", state="given", at="2024-05-02", how="by telephone"
    )
    page = study.fieldwork.case_page(case_id=case.id)
    print(f"case page of {case.code} {case.name}: {len(vars_of(page))} parts")


def vars_of(value: Any) -> tuple[str, ...]:
    """The names of what a value holds."""
    return tuple(type(value).__dataclass_fields__)


def read_apart(study: anselm.Study) -> None:
    """5. Two readers, unseen by each other; then opened, compared and settled."""
    kwame, lowri = study.as_("K"), study.as_("L")
    sources = study.corpus.sources()[:2]
    round_id = new_id()
    study.judging.start_round(
        id=round_id,
        name="Drift check",
        judge_ids=(kwame.study.viewer().researcher_id, lowri.study.viewer().researcher_id),
        source_ids=tuple(one.id for one in sources),
    )
    code = next(one for one in study.coding.codes(round_id=round_id) if not one.group)
    version_id = study.corpus.reading(source_id=sources[0].id).version_id
    for reader, end in ((kwame, 900), (lowri, 860)):
        reader.coding.apply(id=new_id(), version_id=version_id, start=600, end=end, code_id=code.id, round_id=round_id)
        reader.judging.submit(id=round_id)
    study.judging.reveal(id=round_id)
    print(study.coding.comparison(round_id=round_id).headline)
    for one in study.coding.differences(round_id=round_id):
        study.coding.settle(
            id=new_id(),
            round_id=round_id,
            difference_keys=(one.key,),
            outcome="union",
            reason="The same thing; the whole of it is kept.",
        )
    study.coding.close_round(id=round_id)
    print("agreed:", [one.how for one in study.coding.agreed_reading(id=round_id)])


def interpret(study: anselm.Study) -> None:
    """6. A theme, its level, and a relation with evidence; the figure is drawn from them."""
    lens = next(one for one in study.interpretation.lenses().lenses if one.active)
    code = next(one for one in study.coding.codes() if one.key == "F1")
    theme = study.interpretation.add_theme(
        id=new_id(), name="Two winters", central_idea="Knowing a team takes its seasons.", code_ids=(code.id,)
    )
    study.interpretation.place(
        id=new_id(), lens_id=lens.id, level_key="chrono", target_kind="theme", target_id=theme.id
    )
    relation = study.interpretation.relate(
        id=new_id(),
        from_kind="code",
        from_id=code.id,
        from_level="micro",
        to_kind="factor",
        to_name="cover for absence",
        to_level="meso",
        kind="feeds",
        lens_id=lens.id,
    )
    passage = study.coding.passages(code_id=code.id).passages[0]
    study.interpretation.link_evidence(
        id=new_id(),
        subject_kind="relation",
        subject_id=relation.id,
        version_id=passage.version_id,
        start=passage.start,
        end=passage.end,
    )
    print(study.interpretation.level_figure().text_alternative.splitlines()[0])


def count(study: anselm.Study) -> Any:
    """7. What an informant said, what is settled for the team, and the sentence counted behind."""
    schema = study.interpretation.practice_schemas().schemas[0]
    case, person = study.fieldwork.cases()[0], study.fieldwork.participants()[0]
    study.interpretation.tell_account(
        id=new_id(),
        schema_id=schema.id,
        practice_key="case_discussion",
        case_id=case.id,
        participant_id=person.id,
        value="yes",
    )
    study.interpretation.settle_practice(
        id=new_id(), schema_id=schema.id, practice_key="case_discussion", case_id=case.id, value="yes"
    )
    claim = study.reporting.make_claim(
        id=new_id(), text="One team sat down over cases.", practice="case_discussion=yes"
    )
    print(f"{claim.text} {claim.words}")
    return claim


def write(study: anselm.Study, claim: Any, folder: Path) -> None:
    """8 and 9. A draft always; a release names the sentence in its way; from its HTML one walks back."""
    report = study.reporting.reports()[0]
    study.reporting.write_report(id=report.id, body=f"{report.body}\n\n{{{{claim:{claim.key}}}}}\n")
    (folder / "draft.html").write_bytes(study.reporting.draft(id=report.id, format="html").content)
    for fault in study.reporting.check(id=report.id).faults:
        if fault.refuses:
            print(f"in the way: {fault.sentence} {fault.reason}")
    body = study.reporting.report(id=report.id).body
    mended = "\n".join(line for line in body.split("\n") if "{{claim:Q8}}" not in line)
    study.reporting.write_report(id=report.id, body=mended)
    for ending in ("html", "docx", "pdf"):
        release_id = new_id()
        made = study.reporting.release(id=release_id, report_id=report.id, format=ending, recipients=("the board",))
        (folder / f"release.{ending}").write_bytes(study.reporting.release_file(id=release_id).content)
        print(f"release {made.number} as {ending}: {made.sha256[:12]}…")


def main(arguments: list[str]) -> int:
    """Run the journey."""
    folder = Path(arguments[0])
    files = [Path(name) for name in arguments[1:]]
    if files:
        with anselm.create(folder / "study", title="My study") as study:
            accepted = bring_in(study, files)
            code_id = code_and_undo(study, accepted[0].source_id)
            extracts(study, code_id, folder / "extracts.docx")
        with anselm.open(folder / "study") as study:
            print("undone after a restart:", study.study.undo().label)
        return 0
    build(folder / "harrowmere", said=lambda _stage: None)
    with anselm.open(folder / "harrowmere") as study:
        code_id = code_and_undo(study, study.corpus.sources()[1].id)
        extracts(study, code_id, folder / "extracts.docx")
        whose(study)
        read_apart(study)
        interpret(study)
        write(study, count(study), folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
