"""The recordings that came with the transcripts: three of the encounters, as their table says."""

from __future__ import annotations

from anselm.demo.assembly import transcripts
from anselm.demo.beeps import flac
from anselm.demo.making import Hands

__all__ = ["sound"]

ASKING, TELLING = 330, 494  # hertz: who asks is lower than who tells
KEPT_UNTIL = "2029-01-31"


def sound(hands: Hands) -> None:
    """A tone at the second each turn begins, a pitch for who asks and one for who tells."""
    for one in transcripts():
        if one.encounter["audio"] != "yes":
            continue
        hours, minutes, seconds = (int(part) for part in one.encounter["duration"].split(":"))
        tones = {
            second: ASKING if turn.who.startswith("I") else TELLING
            for turn, second in zip(one.turns, one.seconds, strict=True)
        }
        hands.lead.fieldwork.add_recording(
            id=hands.id("recording", one.name),
            file={"name": f"{one.name}.flac", "data": flac(hours * 3600 + minutes * 60 + seconds, tones)},
            source_id=hands.versions[one.name][0],
            retain_until=KEPT_UNTIL,
        )
