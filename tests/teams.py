"""A team in the middle of a study: one who leads, two who read, one interview and three codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.factories import Hand, colleague, owner, study

TEXT = (
    "[00:00:01] I1: How do you learn?\n"
    "[00:00:04] P01: I hear them on the phone. Then I write it down.\n"
    "[00:00:20] I1: And after?\n"
    "[00:00:24] P01: We talk in the kitchen. 😀 Nobody told me to.\n"
)


class Team:
    """Ada leads, Kay and Lou read; one source, three codes."""

    def __init__(self, folder: Path) -> None:
        self.ada = owner(study(folder))
        self.kay = colleague(self.ada.workbench, "Kay Ash", "coder", key="K", prefix="cccccccc")
        self.lou = colleague(self.ada.workbench, "Lou Bay", "coder", key="L", prefix="dddddddd")
        made = self.ada.do("corpus.import_file", id="s1", file={"name": "INT01.txt", "data": TEXT.encode()})
        assert made.accepted, made.refused
        self.source_id = made.accepted[0].source_id
        self.reading = self.ada.do("corpus.reading", source_id=self.source_id)
        self.version_id = self.reading.version_id
        for identifier, name in (("c1", "Overhearing"), ("c2", "Kitchen and car"), ("c3", "Writing down")):
            self.ada.do("coding.add_code", id=identifier, name=name)

    def start(self, **more: Any) -> None:
        self.ada.do(
            "judging.start_round",
            id="r1",
            name="First",
            judge_ids=(self.kay.viewer.researcher_id, self.lou.viewer.researcher_id),
            source_ids=(self.source_id,),
            **more,
        )

    def code(self, hand: Hand, words: str, code_id: str, round_id: str = "r1") -> Any:
        start = self.reading.text.index(words)
        return hand.do(
            "coding.apply",
            id=hand.new_id(),
            version_id=self.version_id,
            start=start,
            end=start + len(words),
            code_id=code_id,
            round_id=round_id,
        )

    def hand_in_and_open(self) -> None:
        self.kay.do("judging.submit", id="r1")
        self.lou.do("judging.submit", id="r1")
        self.ada.do("judging.reveal", id="r1")
