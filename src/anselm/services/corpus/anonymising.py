"""Rules by which words that could tell who somebody is are replaced: proposed, written down, looked at by a second
person. They and the record of what they replaced stay in the study and go into no file that leaves it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from annotated_types import Len

from anselm.analysis.anonymising import Form, found
from anselm.analysis.identifying import proposed
from anselm.domain.corpus import (
    Anonymisation,
    AnonymisationRule,
    Identifying,
    RuleState,
    Source,
    SourceVersion,
    Speaker,
    SpeakerKind,
    VersionRole,
)
from anselm.domain.errors import Invalid, Refused
from anselm.domain.fieldwork import Case, Participant
from anselm.domain.study import Researcher, Right
from anselm.services.operations import Done, Nothing, reads, writes
from anselm.services.ports import Reads, Work

__all__ = ["forms_of"]

MOST_PROPOSED = 500
MOST_PLACES = 5  # shown of each proposal
AROUND = 60  # characters
_LINE = re.compile(r"\t|;|->|→|=>")


@dataclass(frozen=True, slots=True)
class AnonymisationRuleView:
    """A rule as it is shown to whoever does the fieldwork. `n_replaced` counts the places it has replaced."""

    id: str
    forms: tuple[str, ...]
    replacement: str
    what: Identifying
    who: str
    participant_id: str | None
    participant_code: str
    source_ids: tuple[str, ...]
    reason: str
    any_case: bool
    state: RuleState
    by: str
    mine: bool
    created_at: str
    checked_by: str
    checked_at: str
    n_replaced: int


@reads("/anonymisation/rules", right=Right.FIELD)
def anonymisation_rules(reads: Reads, request: Nothing) -> tuple[AnonymisationRuleView, ...]:
    """List the rules by which words are replaced, in the order they were made."""
    names = {one.id: one.name for one in reads.find(Researcher)}
    codes = {one.id: one.code for one in reads.find(Participant)}
    n: dict[str, int] = {}
    for made in reads.find(Anonymisation):
        for place in made.places:
            n[place.rule_id] = n.get(place.rule_id, 0) + 1
    return tuple(
        AnonymisationRuleView(
            one.id,
            one.forms,
            one.replacement,
            one.what,
            one.who,
            one.participant_id,
            codes.get(one.participant_id or "", ""),
            one.source_ids,
            one.reason,
            one.any_case,
            one.state,
            names.get(one.by_id, ""),
            one.by_id == reads.viewer.researcher_id,
            one.created_at,
            names.get(one.checked_by_id or "", ""),
            one.checked_at,
            n.get(one.id, 0),
        )
        for one in reads.find(AnonymisationRule)
    )


def forms_of(rules: Iterable[AnonymisationRule]) -> tuple[Form, ...]:
    """The wordings of rules, to be looked for. Those of a person's name count word by word in what is left."""
    return tuple(
        Form(words, rule.id, rule.any_case, rule.what is Identifying.PERSON) for rule in rules for words in rule.forms
    )


@dataclass(frozen=True, slots=True)
class WriteRule:
    """A rule, new or changed: the wordings, one a line, and what stands in their place. `leave` decides that these
    words stay as they are. A changed rule waits for a second person again."""

    id: Annotated[str, Len(1, 64)]
    forms: Annotated[str, Len(1, 5000)]
    replacement: Annotated[str, Len(0, 200)] = ""
    what: Identifying = Identifying.PERSON
    who: Annotated[str, Len(0, 200)] = ""
    participant_id: Annotated[str, Len(0, 64)] = ""
    source_ids: tuple[str, ...] = ()
    reason: Annotated[str, Len(0, 1000)] = ""
    any_case: bool = False
    leave: bool = False


@writes("/anonymisation/rules/write", right=Right.FIELD, label="writing an anonymisation rule")
def write_rule(work: Work, request: WriteRule) -> Done:
    """Write a rule down, or change it. The same words have one rule, and the same person one replacement."""
    before = work.maybe(AnonymisationRule, request.id)
    rule = _rule(work, request)
    _consistent(rule, [one for one in work.find(AnonymisationRule) if one.id != rule.id])
    if before is None:
        work.add(rule)
    elif _says(before) != _says(rule):
        work.replace(replace(rule, created_at=before.created_at))
    return Done(rule.id)


def _says(rule: AnonymisationRule) -> AnonymisationRule:
    """What the rule does, without who wrote it when and who looked at it."""
    state = RuleState.LEFT if rule.state is RuleState.LEFT else RuleState.WAITING
    return replace(rule, state=state, by_id="", created_at="", checked_by_id=None, checked_at="")


def _rule(work: Work, request: WriteRule) -> AnonymisationRule:
    forms = tuple(dict.fromkeys(" ".join(line.split()) for line in request.forms.split("\n") if line.strip()))
    put = " ".join(request.replacement.split())
    if not request.leave and not put:
        raise Invalid("Say what stands in place of these words, [colleague] say.", place="replacement")
    if request.participant_id:
        work.get(Participant, request.participant_id)
    for one in request.source_ids:
        work.get(Source, one)
    rule = AnonymisationRule(
        request.id,
        forms,
        "" if request.leave else put,
        request.what,
        request.who.strip(),
        request.participant_id or None,
        tuple(dict.fromkeys(request.source_ids)),
        request.reason.strip(),
        request.any_case,
        RuleState.LEFT if request.leave else RuleState.WAITING,
        work.by,
        work.now,
    )
    if found(put, forms_of([rule])):
        raise Invalid("What is put in place holds the words it stands for.", place="replacement")
    return rule


def _key(words: str) -> str:
    return unicodedata.normalize("NFC", words)


def _consistent(rule: AnonymisationRule, others: Sequence[AnonymisationRule]) -> None:
    """Raises Refused where another rule of the same sources says something else. No message repeats the words."""
    forms = {_key(one) for one in rule.forms}
    for other in others:
        if not rule.meets(other):
            continue
        if forms & {_key(one) for one in other.forms}:
            raise Refused(
                "Another rule says already what becomes of one of these wordings.",
                place="forms",
                advice="Change that rule, or keep the two to different sources.",
            )
        if RuleState.LEFT in (rule.state, other.state) or Identifying.PERSON not in (rule.what, other.what):
            continue
        same_person = rule.participant_id is not None and rule.participant_id == other.participant_id
        if same_person and rule.what is other.what and rule.replacement != other.replacement:
            raise Refused(
                "This participant is replaced otherwise by another rule.",
                place="replacement",
                advice="Put all wordings of a name into one rule, so that one person has one name in the study.",
            )
        both = rule.participant_id is not None and other.participant_id is not None
        if both and not same_person and rule.replacement == other.replacement:
            raise Refused(
                "Another participant has this replacement, and the two would read as one.", place="replacement"
            )


@dataclass(frozen=True, slots=True)
class RuleList:
    """A list of names and other words, one a line; what stands in their place after a tab, a semicolon or an arrow.
    Lines without one get `replacement`. `id` is the first rule's."""

    id: Annotated[str, Len(1, 64)]
    lines: Annotated[str, Len(1, 200_000)]
    replacement: Annotated[str, Len(1, 200)] = "[name]"
    what: Identifying = Identifying.PERSON
    reason: Annotated[str, Len(0, 1000)] = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """What became of a list: rules made, lines that say what a rule says already, and lines whose words are in no
    text (of these no rule is made)."""

    n_made: int
    n_known: int
    n_absent: int


@writes("/anonymisation/rules/list", right=Right.FIELD, label="taking a list of names")
def rules_from_list(work: Work, request: RuleList) -> Listed:
    """Make a rule, waiting for a second person, for each line of a list whose words are in a text of the study."""
    if work.maybe(AnonymisationRule, request.id) is not None:
        return Listed(0, 0, 0)
    wanted: dict[str, str] = {}
    for line in request.lines.split("\n"):
        words, _, put = (" ".join(one.split()) for one in _LINE.sub("\0", line, count=1).partition("\0"))
        if words:
            wanted.setdefault(words, put or request.replacement)
    known = {_key(words) for one in work.find(AnonymisationRule) for words in one.forms}
    fresh = {words: put for words, put in wanted.items() if _key(words) not in known}
    there = _there(work, list(fresh))
    made = [
        AnonymisationRule(
            request.id if place == 0 else work.new_id(),
            (words,),
            fresh[words],
            request.what,
            reason=request.reason.strip() or "from a list",
            by_id=work.by,
            created_at=work.now,
        )
        for place, words in enumerate(one for one in fresh if one in there)
    ]
    for rule in made:
        if found(rule.replacement, forms_of([rule])):
            raise Invalid("In a line of the list what is put in place holds the words it stands for.", place="lines")
    work.add_all(made)
    return Listed(len(made), len(wanted) - len(fresh), len(fresh) - len(made))


def _there(reads: Reads, wordings: list[str]) -> set[str]:
    """Which of these wordings stand in a text that is read now."""
    current = [one.current_version_id for one in reads.find(Source) if one.current_version_id is not None]
    forms = tuple(Form(words, words) for words in wordings)
    # One wording may hide inside a longer one, so each is asked for by itself where it was not met.
    met: set[str] = set()
    for text in reads.texts(current).values():
        met |= {hit.rule_id for hit in found(text, forms)}
    left = [form for form in forms if form.rule_id not in met]
    for text in reads.texts(current).values() if left else ():
        met |= {form.rule_id for form in left if form.words in text and found(text, (form,))}
    return met


@dataclass(frozen=True, slots=True)
class WhichRules:
    """Rules by their identifiers."""

    ids: Annotated[tuple[str, ...], Len(1, 1000)]


@writes("/anonymisation/rules/check", right=Right.FIELD, label="looking at anonymisation rules")
def check_rules(work: Work, request: WhichRules) -> Done:
    """Say as a second person that rules are right. Nobody looks at a rule they wrote."""
    for one in (work.get(AnonymisationRule, identifier) for identifier in request.ids):
        if one.by_id == work.by:
            raise Refused("You wrote this rule; somebody else looks at it.", place="ids")
        if one.state is RuleState.WAITING:
            work.replace(replace(one, state=RuleState.CHECKED, checked_by_id=work.by, checked_at=work.now))
    return Done()


@writes("/anonymisation/rules/remove", right=Right.FIELD, label="taking an anonymisation rule away")
def remove_rule(work: Work, request: WhichRules) -> Done:
    """Take rules away that have replaced nothing yet."""
    used = {place.rule_id for one in work.find(Anonymisation) for place in one.places}
    for one in (work.maybe(AnonymisationRule, identifier) for identifier in request.ids):
        if one is None:
            continue
        if one.id in used:
            raise Refused(
                "This rule has replaced words, and the record of it stays.",
                advice="Change what it puts in place, or take back the step that applied it.",
            )
        work.remove(one)
    return Done()


@dataclass(frozen=True, slots=True)
class WhichTexts:
    """One source, or all when empty."""

    source_id: Annotated[str, Len(0, 64)] = ""


@dataclass(frozen=True, slots=True)
class SeenPlace:
    """A place in a current text with what stands around it."""

    source_id: str
    source_name: str
    start: int
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class ProposedWords:
    """Words that could tell who somebody is, with some of the places they stand at."""

    words: str
    what: Identifying
    n_places: int
    n_sources: int
    places: tuple[SeenPlace, ...]


@reads("/anonymisation/proposals", right=Right.FIELD)
def proposals_to_replace(reads: Reads, request: WhichTexts) -> tuple[ProposedWords, ...]:
    """Propose words to replace, from patterns and from the names the study knows. Nothing is replaced by this."""
    sources = {
        one.current_version_id: one
        for one in (reads.find(Source, id=request.source_id) if request.source_id else reads.find(Source))
        if one.current_version_id is not None
    }
    texts = reads.texts(list(sources))
    # What rules speak of already is not proposed again.
    forms = forms_of(reads.find(AnonymisationRule))
    covered = {key: found(text, forms) for key, text in texts.items()} if forms else {}
    made = []
    for one in proposed(texts, _known_names(reads, list(sources))):
        places = [
            at for at in one.places if not any(hit.start < at[2] and at[1] < hit.end for hit in covered.get(at[0], ()))
        ]
        if places:
            seen = tuple(_seen(sources[key], texts[key], start, end) for key, start, end in places[:MOST_PLACES])
            made.append(ProposedWords(one.words, one.what, len(places), len({at[0] for at in places}), seen))
    return tuple(made[:MOST_PROPOSED])


def _seen(source: Source, text: str, start: int, end: int) -> SeenPlace:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return SeenPlace(source.id, source.name, start, end, before, text[start:end], after)


def _known_names(reads: Reads, version_ids: list[str]) -> list[str]:
    """Names the study holds elsewhere: of who asks, of cases, in headings, and speakers that are no codes."""
    versions = reads.find(SourceVersion, id=version_ids) if version_ids else ()
    raw = [one for one in versions if one.role is not VersionRole.ANONYMISED]
    speakers = reads.find(Speaker, source_id=[one.source_id for one in raw]) if raw else ()
    labels = [one.label for one in speakers if one.kind is not SpeakerKind.INTERVIEWER and one.label.isalpha()]
    headed = [value for one in raw for name, value in one.header if "name" in name.casefold()]
    people = [one.name for one in reads.find(Researcher)]
    return [*people, *(one.name for one in reads.find(Case)), *labels, *headed]
