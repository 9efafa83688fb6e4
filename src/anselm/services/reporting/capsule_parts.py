"""What a capsule tells of the study itself: its facts, codebook, themes, rounds, methods and checklists, as blocks.

Everything is told from what may leave the study (`Reads.outward`): nothing here knows of a round that is not open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from anselm.analysis.checklists import CHECKLISTS, KEYS, Line, fill
from anselm.analysis.report.blocks import SourceBlock, parse
from anselm.domain.coding import Code, CodebookVersion, tree_order
from anselm.domain.corpus import Source
from anselm.domain.document import Block, Heading, ListBlock, Paragraph, Strong, TableBlock, Text
from anselm.domain.fieldwork import Case, Encounter, Participant
from anselm.domain.interpretation import Theme, ThemeState
from anselm.domain.judging import Round, RoundState
from anselm.domain.study import PROFILES, Researcher, Study
from anselm.services.coding.methods import methods
from anselm.services.fieldwork.wording import date_words
from anselm.services.interpretation.coming_about import StepView, WhichTheme, theme_history
from anselm.services.judging.rounds import OneRound
from anselm.services.judging.units import codebooks, no_codes_code_ids
from anselm.services.operations import Nothing
from anselm.services.ports import Reads
from anselm.services.reporting.answering import answers_of
from anselm.services.reporting.checklists import methods_section
from anselm.services.reporting.tables import codes_in_use, met_table

__all__ = ["checklists", "codebook", "many", "methods_text", "paragraph", "part", "rounds", "study_facts", "themes"]

_RAIL = {
    "": "first page",
    "plan": "Plan",
    "cases": "Cases",
    "sources": "Sources",
    "code": "Code",
    "compare": "Compare",
    "interpret": "Interpret",
    "report": "Report",
    "memos": "Memos",
}


def part(name: str, key: str) -> Heading:
    """The heading of a part; `key` names its place in the file."""
    return Heading(1, (Text(name),), f"part-{key}")


def below(name: str) -> Heading:
    """A heading inside a part."""
    return Heading(2, (Text(name),))


def paragraph(words: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph((Text(words),))


def many(n: int, one: str, more: str = "") -> str:
    """3 codes, 1 code."""
    return f"{n} {one if n == 1 else more or one + 's'}"


def study_facts(reads: Reads) -> list[Block]:
    """What is studied, how, and by whom; how much there is of it."""
    study = reads.get(Study, reads.viewer.study_id)
    team = [f"{one.name} ({', '.join(role.value for role in one.roles)})" for one in reads.find(Researcher)]
    material = [
        many(reads.count(Case), "case"),
        many(reads.count(Participant), "participant"),
        many(reads.count(Encounter), "encounter"),
        many(reads.count(Source), "source"),
    ]
    rows = [
        ("Question", study.question),
        ("Aims", study.aims),
        ("Way of working", PROFILES[study.profile].name),
        ("Design", study.design),
        ("Team", "; ".join(team)),
        ("Material", ", ".join(one for one in material if not one.startswith("0 "))),
    ]
    table = TableBlock.of(["What", "On record"], [(name, said or "not on record") for name, said in rows])
    return [part("The study", "study"), table]


def methods_text(reads: Reads) -> tuple[SourceBlock, ...]:
    """The methods section as it is made for a report, below a heading of its own, with what is still to be said."""
    return parse(methods_section(reads, Nothing()).markdown).blocks


def checklists(reads: Reads) -> list[Block]:
    """Both checklists: what each item asks, what is on record, where in the study that is kept, and what is open."""
    answers = answers_of(reads)
    blocks: list[Block] = [part("Checklists", "checklists")]
    for one in CHECKLISTS.values():
        lines = fill(one, answers)
        done = sum(line.state == "complete" for line in lines)
        missing = sum(line.state == "missing" for line in lines)
        said = f"After {one.source}. {done} of {len(lines)} complete, {missing} missing."
        blocks += [below(one.name), paragraph(said), ListBlock(True, tuple(_item(line) for line in lines))]
    return blocks


def _item(line: Line) -> tuple[Block, ...]:
    kept = _kept(line)
    stands = f" ({line.state}{f', kept under {kept}' if kept else ''})"
    return Paragraph((Strong((Text(line.asks),)), Text(stands))), paragraph(_answer(line))


def _answer(line: Line) -> str:
    gaps = f"Not on record: {', '.join(KEYS[key] for key in line.open)}." if line.open else ""
    return " ".join(one for one in (line.text, gaps) if one)


def _kept(line: Line) -> str:
    rooms = (_RAIL.get(to.strip("/").partition("/")[0], "") for to in line.to)
    return ", ".join(dict.fromkeys(one for one in rooms if one))


def codebook(reads: Reads) -> list[Block]:
    """The codebook as it stands, and what became of it from one kept version to the next."""
    codes = codes_in_use(reads)
    if not codes:
        return []
    left_out = "Examples and near misses are participants’ words, so they are not in this file."
    blocks: list[Block] = [part("Codebook", "codebook"), paragraph(left_out)]
    for code in codes:
        blocks.append(Heading(3, (Text(f"{code.key} {code.name}".strip()),)))
        told = (("", code.definition), ("Include: ", code.include), ("Exclude: ", code.exclude))
        blocks += [paragraph(f"{head}{words}") for head, words in told if words]
    versions = codebooks(reads)
    names = {one.id: one.name for one in reads.find(Researcher)}
    if versions:
        before: CodebookVersion | None = None
        rows = []
        for one in versions:
            who = names.get(one.by_id, "")
            rows.append((str(one.number), date_words(one.created_at), who, _since(before, one), one.note))
            before = one
        columns = ["Version", "Kept on", "By", "Since the one before", "Note"]
        blocks += [below("How the codebook came about"), TableBlock.of(columns, rows)]
    units = no_codes_code_ids(reads)
    retired = [one for one in tree_order(reads.find(Code)) if one.retired_at is not None and one.id not in units]
    gone = [f"{one.key} {one.name}".strip() for one in retired]
    if gone:
        blocks.append(paragraph(f"No longer in use: {', '.join(gone)}."))
    return blocks


def _since(before: CodebookVersion | None, after: CodebookVersion) -> str:
    now = {one.code_id: one for one in after.entries}
    if before is None:
        return "The first that was kept."
    was = {one.code_id: one for one in before.entries}
    new = [now[one].name for one in now if one not in was]
    gone = [was[one].name for one in was if one not in now]
    reworded = [
        now[one].name
        for one in now
        if one in was
        and (now[one].name, now[one].definition, now[one].include, now[one].exclude)
        != (was[one].name, was[one].definition, was[one].include, was[one].exclude)
    ]
    said = [
        f"{verb}: {', '.join(held)}." for verb, held in (("New", new), ("Gone", gone), ("Reworded", reworded)) if held
    ]
    return " ".join(said) or "Order or place only."


def themes(reads: Reads) -> list[Block]:
    """Each theme with its central idea, and how it came about, step by step; passages are counted, never told."""
    counting = not reads.get(Study, reads.viewer.study_id).reflexive
    found = [one for one in reads.find(Theme) if one.state is not ThemeState.RETIRED]
    if not found:
        return []
    blocks: list[Block] = [part("Themes", "themes")]
    for one in sorted(found, key=lambda one: (one.position, one.key, one.name)):
        name = f"{one.key} {one.name}".strip()
        kind = "A major theme" if one.major else "A minor theme"
        stands = ", still a candidate." if one.state is ThemeState.CANDIDATE else "."
        blocks += [below(name), paragraph(f"{kind}{stands} {one.central_idea}".strip())]
        if one.boundary:
            blocks.append(paragraph(f"Boundary: {one.boundary}"))
        steps = theme_history(reads, WhichTheme(one.id)).steps
        if steps:
            blocks.append(ListBlock(True, tuple((_step(step, one.id, counting=counting),) for step in steps)))
    return blocks


def _step(step: StepView, theme_id: str, *, counting: bool) -> Paragraph:
    who = Strong((Text(", ".join(one for one in (date_words(step.at), step.by) if one)),))
    of = f" (“{step.theme}”)" if step.theme_id != theme_id else ""
    said = [*step.said, f"Why: {step.reason}" if step.reason else ""]
    for verb, held in (("Took in", step.gained), ("Let go", step.lost)):
        codes = [one.name for one in held if one.kind == "code"]
        passages = sum(one.kind == "passage" for one in held)
        memos = sum(one.kind == "memo" for one in held)
        things = [*codes]
        things += [many(passages, "passage") if counting else "passages"] if passages else []
        things += [many(memos, "memo")] if memos else []
        said.append(f"{verb}: {', '.join(things)}." if things else "")
    return Paragraph((who, Text(f"{of}: {' '.join(one for one in said if one)}")))


_STATES = {
    RoundState.JUDGING: "being read",
    RoundState.REVEALED: "opened",
    RoundState.ADJUDICATED: "settled",
    RoundState.CLOSED: "closed",
}


def rounds(reads: Reads) -> list[Block]:
    """How the readings of every opened round met and how differences were settled, in counts; of others their name."""
    found = [one for one in reads.find(Round) if not one.standing]
    if not found:
        return []
    reflexive = reads.get(Study, reads.viewer.study_id).reflexive
    blocks: list[Block] = [part("Dialogue" if reflexive else "Rounds", "rounds")]
    for one in found:
        if one.unrevealed:
            continue
        day = f", opened on {date_words(one.revealed_at)}" if one.revealed_at else ""
        told = f"{_STATES[one.state][:1].upper()}{_STATES[one.state][1:]}{day}. {methods(reads, OneRound(one.id)).text}"
        blocks += [below(one.name), paragraph(told)]
        if not reflexive and one.repeats_id is None:
            blocks.append(met_table(reads, one.id))
    closed = [one.name for one in found if one.unrevealed]
    if closed:
        blocks.append(paragraph(_not_open(closed)))
    return blocks


def _not_open(names: Sequence[str]) -> str:
    verb = "is" if len(names) == 1 else "are"
    return (
        f"{_listed(names)} {verb} still being read, each reader apart. Nothing of the readings is in this file, "
        "not even how many there are."
    )


def _listed(names: Iterable[str]) -> str:
    held = list(names)
    return f"{', '.join(held[:-1])} and {held[-1]}" if len(held) > 1 else "".join(held)
