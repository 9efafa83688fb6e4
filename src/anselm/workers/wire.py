"""What a reader made of a file, as one line of JSON between two processes."""

from __future__ import annotations

import json

from anselm.domain.parsed import Loss, Parsed, ParsedSync, ParsedUtterance, ParseOutcome, Refusal

__all__ = ["outcome_of", "written"]


def written(outcome: ParseOutcome) -> bytes:
    """The outcome as one line of UTF-8 without its line end."""
    if isinstance(outcome, Refusal):
        value: dict[str, object] = {"refused": [outcome.reason, outcome.place, outcome.advice]}
    else:
        value = {
            "format": outcome.format,
            "text": outcome.text,
            "utterances": [
                (one.start, one.speech_start, one.end, one.speaker, one.t0_ms, one.t1_ms)
                for one in outcome.utterances
            ],
            "syncs": [(one.position, one.at_ms) for one in outcome.syncs],
            "warnings": [(one.kind, one.place, one.message) for one in outcome.warnings],
            "speakers": outcome.speakers,
            "header": outcome.header,
        }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def outcome_of(line: bytes) -> ParseOutcome:
    """The outcome that was written; raises ValueError when the line is none."""
    value = json.loads(line)
    if "refused" in value:
        return Refusal(*value["refused"])
    return Parsed(
        format=value["format"],
        text=value["text"],
        utterances=tuple(ParsedUtterance(*one) for one in value["utterances"]),
        syncs=tuple(ParsedSync(*one) for one in value["syncs"]),
        warnings=tuple(Loss(*one) for one in value["warnings"]),
        speakers=tuple(value["speakers"]),
        header=tuple((name, said) for name, said in value["header"]),
    )
