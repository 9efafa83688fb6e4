"""Under which version of the codebook a coding was given, where the words of its code are others today.

In a round it is the version the round was read with. In open coding it is the newest one kept by then; what a code
said at that moment is in its history. While a round is read its words stay as they were frozen: nothing is said there.
"""

from __future__ import annotations

from collections.abc import Iterable

from anselm.domain.coding import Code, CodebookEntry, CodebookVersion
from anselm.domain.judging import Round, RoundState
from anselm.services.coding.changes import TEXTS
from anselm.services.judging.units import codebooks
from anselm.services.ports import Reads

_WORDS = ("name", *TEXTS)
Given = tuple[str, str, str]  # code, round, when it was given
_Words = tuple[str, ...]


def made_under(reads: Reads, codings: Iterable[Given]) -> dict[Given, str]:
    """Of codings whose code says other things today: "v2", "after v2" (changed since it was kept) or "before v1"."""
    versions = sorted(codebooks(reads), key=lambda one: one.number)
    wanted = set(codings)
    if not versions or not wanted:
        return {}
    codes = {one.id: _words(one) for one in reads.find(Code, id=[code for code, _, _ in wanted])}
    rounds = {one.id: one for one in reads.find(Round, id=[round_ for _, round_, _ in wanted])}
    open_ones = {one for one in wanted if one[1] in rounds and rounds[one[1]].standing}
    then = _at_the_time(reads, open_ones)
    found: dict[Given, str] = {}
    for one in wanted:
        now, round_ = codes.get(one[0]), rounds.get(one[1])
        if now is None or round_ is None:
            continue
        said = _open(one, now, then.get(one), versions) if one in open_ones else _in_round(one, now, round_, versions)
        if said:
            found[one] = said
    return found


def _words(one: Code | CodebookEntry) -> _Words:
    return tuple(str(getattr(one, name)) for name in _WORDS)


def _at_the_time(reads: Reads, wanted: set[Given]) -> dict[Given, _Words]:
    """What each code said when it was given."""
    if not wanted:
        return {}
    by_code: dict[str, list[Given]] = {}
    for one in wanted:
        by_code.setdefault(one[0], []).append(one)
    then: dict[Given, _Words] = {}
    for past in reads.past_of(Code):
        if past.row is None:
            continue
        then |= {one: _words(past.row) for one in by_code.get(past.id, ()) if past.at <= one[2]}
    return then


def _open(one: Given, now: _Words, then: _Words | None, versions: list[CodebookVersion]) -> str:
    if then is None or then == now:
        return ""
    kept = [version for version in versions if version.created_at <= one[2]]
    if not kept:
        return f"before v{versions[0].number}"
    entry = _entry(kept[-1], one[0])
    return f"v{kept[-1].number}" if entry is not None and _words(entry) == then else f"after v{kept[-1].number}"


def _in_round(one: Given, now: _Words, round_: Round, versions: list[CodebookVersion]) -> str:
    if round_.state is RoundState.JUDGING:
        return ""
    version = next((each for each in versions if each.id == round_.codebook_version_id), None)
    entry = None if version is None else _entry(version, one[0])
    return "" if version is None or entry is None or _words(entry) == now else f"v{version.number}"


def _entry(version: CodebookVersion, code_id: str) -> CodebookEntry | None:
    return next((one for one in version.entries if one.code_id == code_id), None)
