"""What was found wrong in a transcript after the report was begun, corrected with everything that hangs on it."""

from __future__ import annotations

from anselm.demo.files import rows
from anselm.demo.making import Hands

MISHEARD = "misheard drug name"


def mending(hands: Hands) -> None:
    """A drug that was misheard gets its name: codings, quotations and evidence follow the text."""
    for one in rows("truth/oddities.csv"):
        if one["kind"] != MISHEARD:
            continue
        source_id, version_id = hands.versions[one["encounter"]]
        start = hands.lead.corpus.reading(source_id=source_id).text.index(one["text"])
        corrected = hands.lead.corpus.correct_text(
            id=hands.id("version", one["encounter"], "2"),
            source_id=source_id,
            version_id=version_id,
            start=start,
            end=start + len(one["text"]),
            replacement=one["replacement"],
            reason="Misheard. P05 was asked, and listened to the recording again with us.",
        )
        hands.versions[one["encounter"]] = (source_id, corrected.id)
