"""What researchers wrote, without what it may not carry out of the study: words that are withheld, and names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from anselm.analysis.anonymising import Change, Form, found, replaced
from anselm.analysis.erasing import cleaned
from anselm.domain.document import Passage, Quotation

__all__ = ["WITHHELD", "everywhere", "withheld"]

WITHHELD = "[withheld]"
T = TypeVar("T")


def withheld(text: str, kept_back: Collection[bytes], forms: Sequence[Form], put: Mapping[str, str]) -> str:
    """The text with twelve or more words in a row of `kept_back` (see `shingles`) and every form of a rule replaced.

    `put` says by the identifier of a rule what stands in place of its words.
    """
    text = cleaned(text, kept_back, WITHHELD)
    hits = found(text, forms) if forms and text.strip() else ()
    changes = [Change(one.start, one.end, one.rule_id, put.get(one.rule_id) or WITHHELD) for one in hits]
    return replaced(text, changes).text if changes else text


def everywhere(value: T, written: Callable[[str], str], said: Callable[[str], str]) -> T:
    """A value of a document with all its words changed: what researchers wrote, and what consent lets be quoted."""
    return _changed(value, written, said)  # type: ignore[no-any-return]


def _changed(value: Any, change: Callable[[str], str], said: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_changed(one, change, said) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    if isinstance(value, Quotation | Passage):
        change = said
    before = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
    after = {name: _changed(one, change, said) for name, one in before.items()}
    return replace(value, **after) if any(after[name] is not before[name] for name in before) else value
