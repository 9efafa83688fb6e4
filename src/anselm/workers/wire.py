"""What a reader made of a file, as one line of JSON between two processes."""

from __future__ import annotations

import base64
import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from anselm.domain.codebook import ReadCodebook
from anselm.domain.interchange import ReadProject
from anselm.domain.parsed import (
    Loss,
    Parsed,
    ParsedMark,
    ParsedPage,
    ParsedSync,
    ParsedUtterance,
    ReadPicture,
    Refusal,
    RenderedPage,
)
from anselm.domain.returned import ReturnedReport
from anselm.domain.sheet import Sheet

__all__ = ["outcome_of", "written"]


_KINDS: dict[str, type[Any]] = {
    one.__name__: one for one in (ReadCodebook, ReadPicture, ReadProject, RenderedPage, ReturnedReport, Sheet)
}


def written(outcome: object) -> bytes:
    """The outcome as one line of UTF-8 without its line end. Raises TypeError for a value no reader makes."""
    if isinstance(outcome, Refusal):
        value: dict[str, object] = {"refused": [outcome.reason, outcome.place, outcome.advice]}
    elif type(outcome).__name__ in _KINDS:
        value = {"kind": type(outcome).__name__, "value": _plain(outcome)}
    elif not isinstance(outcome, Parsed):
        raise TypeError(type(outcome).__name__)
    else:
        value = {
            "format": outcome.format,
            "text": outcome.text,
            "utterances": [
                (one.start, one.speech_start, one.end, one.speaker, one.t0_ms, one.t1_ms) for one in outcome.utterances
            ],
            "syncs": [(one.position, one.at_ms) for one in outcome.syncs],
            "warnings": [(one.kind, one.place, one.message) for one in outcome.warnings],
            "speakers": outcome.speakers,
            "header": outcome.header,
            "marks": [_plain(one) for one in outcome.marks],
            "pages": [_plain(one) for one in outcome.pages],
        }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _plain(value: Any) -> Any:
    """A value as lists of its fields."""
    if is_dataclass(value) and not isinstance(value, type):
        return [_plain(getattr(value, name)) for name, _ in _fields(type(value))]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((one.name, hints[one.name]) for one in fields(kind))


def _made(kind: Any, plain: Any) -> Any:
    """The value of a type again from lists."""
    if isinstance(kind, type) and is_dataclass(kind):
        known = _fields(kind)
        return kind(*(_made(hint, one) for (_, hint), one in zip(known, plain, strict=True)))
    if get_origin(kind) is tuple:
        hints = get_args(kind)
        if hints[1:] == (...,):
            return tuple(plain) if hints[0] in (str, int) else tuple(_made(hints[0], one) for one in plain)
        return tuple(_made(hint, one) for hint, one in zip(hints, plain, strict=True))
    return base64.b64decode(plain) if kind is bytes else plain


def outcome_of(line: bytes) -> Any:
    """The outcome that was written; raises ValueError when the line is none."""
    value = json.loads(line)
    if "refused" in value:
        return Refusal(*value["refused"])
    if "kind" in value:
        return _made(_KINDS[value["kind"]], value["value"])
    return Parsed(
        format=value["format"],
        text=value["text"],
        utterances=tuple(ParsedUtterance(*one) for one in value["utterances"]),
        syncs=tuple(ParsedSync(*one) for one in value["syncs"]),
        warnings=tuple(Loss(*one) for one in value["warnings"]),
        speakers=tuple(value["speakers"]),
        header=tuple((name, said) for name, said in value["header"]),
        marks=tuple(ParsedMark(*one) for one in value["marks"]),
        pages=tuple(ParsedPage(*one) for one in value["pages"]),
    )
