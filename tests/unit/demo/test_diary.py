"""The diaries of the demo: what arrived, what is counted, and every figure of their table of truth."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from tests.printed import say

from anselm.demo.files import lines, rows

ARRIVED = lines("diary.jsonl")
ENTRIES = list({one["client_uuid"]: one for one in ARRIVED}.values())
KEPT = [one for one in ENTRIES if one["deleted_at"] is None]
TOGETHER = {"T2", "T7", "T8"}
TRIGGERS = {
    "asked", "overheard", "was asked", "joint visit", "supervision", "handover", "training", "e-learning",
    "problem case", "other",
}  # fmt: skip
PLACES = {
    "shared office", "corridor or kitchen", "car", "patient's home", "phone or online", "training room", "other",
}  # fmt: skip
LEVELS = {"me", "team", "organisation", "area", "nation"}
# Two names in a row, or a title and one; places and the first word of a sentence are no names.
NAME = re.compile(r"\b(?:Mr|Mrs|Ms|Dr) [A-Z]\w+|(?<![.?!] )(?<!^)\b[A-Z][a-z]+ [A-Z][a-z]+(?:-[A-Z][a-z]+)?")
NO_NAME = {"Data Security"}
EMOJI = re.compile("[\u2600-\u27bf\U0001f300-\U0001faff]")
WELSH = ("Duw", "Bach o amser", "paned", "Da iawn hi", "neb yn ffonio", "Hiraeth")


def days(entries: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(one["participant"], one["written_at"][:10]) for one in entries}


def figures() -> dict[str, tuple[int, int | None]]:
    """Each line of the table anew: how many, and of how many."""
    reminders = {(one["participant"], one["sent_at"][:10]) for one in rows("diary_prompts.csv")}
    together = [one for one in KEPT if one["case"] in TOGETHER]
    alone = [one for one in KEPT if one["case"] == "T5"]
    people = {one["participant"] for one in ENTRIES}
    dates = [date.fromisoformat(day) for _, day in days(ENTRIES)]
    monday = min(dates)
    return {
        "arrivals": (len(ARRIVED), None),
        "entries": (len(ENTRIES), None),
        "resent": (len(ARRIVED) - len(ENTRIES), None),
        "deleted by author": (len(ENTRIES) - len(KEPT), len(ENTRIES)),
        "entries kept": (len(KEPT), None),
        "people": (len(people), None),
        "weeks": (len({(one - monday).days // 7 for one in dates}), None),
        "overheard where the team shares a room": (
            sum(one["trigger"] == "overheard" for one in together),
            len(together),
        ),
        "overheard in T5": (sum(one["trigger"] == "overheard" for one in alone), len(alone)),
        "sent offline": (sum(one["sent"] == "offline" for one in KEPT), len(KEPT)),
        "name-like string": (sum(bool(one["warned"]) for one in KEPT), len(KEPT)),
        "reminders answered": (len(days(ENTRIES) & reminders), len(reminders)),
        "person-days with an entry": (len(days(ENTRIES)), len(people) * 28),
    }


def test_every_figure_of_the_diaries_is_the_one_planted() -> None:
    found = figures()
    planted = rows("truth/diary.csv")
    assert [one["what"] for one in planted] == list(found)
    for one in planted:
        n, of = found[one["what"]]
        share = "" if of is None or not one["per_cent"] else str(round(100 * n / of))
        say(figure=one["what"], n=n, of=of, per_cent=share)
        assert (str(n), "" if of is None else str(of), share) == (one["n"], one["of"], one["per_cent"]), one["what"]


def test_diarists_are_those_who_agreed_and_nobody_else() -> None:
    agreed = {one["participant"] for one in rows("consents.csv") if one["scope"] == "diary" and one["state"] == "given"}
    asked = {one["participant"] for one in rows("diary_prompts.csv")}
    teams = {one["participant"]: one["case"] for one in rows("memberships.csv")}
    say(n_agreed=len(agreed), teams=sorted({teams[one] for one in agreed}))
    assert {one["participant"] for one in ENTRIES} == asked == agreed
    assert all(teams[one["participant"]] == one["case"] for one in ENTRIES)


def test_an_entry_sent_again_is_the_same_entry_and_one_sent_late_stands_at_its_day() -> None:
    first: dict[str, dict[str, Any]] = {}
    again = []
    for one in ARRIVED:
        before = first.setdefault(one["client_uuid"], one)
        if before is not one:
            again.append(one)
            assert {**before, "received_at": ""} == {**one, "received_at": ""}
            assert before["received_at"] < one["received_at"]
    late = [
        (datetime.fromisoformat(one["received_at"]) - datetime.fromisoformat(one["written_at"])).total_seconds() / 3600
        for one in first.values()
        if one["sent"] == "offline"
    ]
    say(n_again=len(again), n_late=len(late), least_hours=round(min(late), 1), most_hours=round(max(late), 1))
    assert min(late) > 1
    assert [one["received_at"] for one in ARRIVED] == sorted(one["received_at"] for one in ARRIVED)
    assert len({one["entry"] for one in ENTRIES}) == len(ENTRIES)


def test_entries_hold_what_the_form_asks_and_names_only_where_warned_of() -> None:
    for one in ENTRIES:
        assert one["trigger"] in TRIGGERS
        assert one["where"] in PLACES
        assert set(one["helped"]) | set(one["hindered"]) <= LEVELS
        assert 5 <= one["minutes"] <= 240
        assert len(one["text"].split()) <= 60
        found = [name for name in NAME.findall(one["text"]) if name not in NO_NAME]
        assert found == [warning["text"] for warning in one["warned"]], one["entry"]


def test_texts_are_each_written_once_and_hold_emoji_and_welsh() -> None:
    texts = [one["text"] for one in ENTRIES]
    emoji = {one["participant"] for one in ENTRIES if EMOJI.search(one["text"])}
    welsh = {word for word in WELSH if any(word in text for text in texts)}
    openings = {" ".join(text.split()[:4]) for text in texts}
    say(
        n_words=sum(len(text.split()) for text in texts),
        emoji=sorted(emoji),
        welsh=sorted(welsh),
        n_openings=len(openings),
    )
    assert len(set(texts)) == len(texts)
    assert len(openings) >= len(texts) - 4
    assert emoji >= {"P06", "P24"}
    assert welsh == set(WELSH)
