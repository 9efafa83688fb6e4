from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.shared_data import shared_data

from anselm.domain.parsed import Parsed
from anselm.formats.speakers import find_turns, milliseconds, name_like
from anselm.formats.table import read_bytes

FIXTURES = Path(__file__).parent / "fixtures"
DANA, RHYS = "Dana Okoro", "Rhys Pugh"


def parsed(name: str) -> Parsed:
    """A fixture, read."""
    outcome = read_bytes(name, (FIXTURES / name).read_bytes())
    assert isinstance(outcome, Parsed), outcome
    return outcome


def spoken(value: Parsed) -> list[tuple[str, str, str]]:
    """Speaker, label and speech of each turn."""
    return [
        (turn.speaker, value.text[turn.start : turn.speech_start], value.text[turn.speech_start : turn.end])
        for turn in value.utterances
    ]


def times(value: Parsed) -> list[tuple[int | None, int | None]]:
    """From and to of each turn."""
    return [(turn.t0_ms, turn.t1_ms) for turn in value.utterances]


def test_otter_puts_name_and_time_on_a_line_of_their_own() -> None:
    value = parsed("otter.txt")
    assert [(turn[0], turn[1]) for turn in spoken(value)] == [
        (DANA, "Dana Okoro  0:03\n"),
        (RHYS, "Rhys Pugh  0:09\n"),
        (DANA, "Dana Okoro  0:21\n"),
        (RHYS, "Rhys Pugh  1:02:05\n"),
    ]
    assert spoken(value)[1][2] == "Longer than I thought. I kept a list: keys, codes, names."
    assert [turn[0] for turn in times(value)] == [3_000, 9_000, 21_000, 3_725_000]
    assert [sync.at_ms for sync in value.syncs] == [3_000, 9_000, 21_000, 3_725_000]


def test_the_voices_of_teams_are_speakers_and_cues_of_one_voice_are_one_turn() -> None:
    value = parsed("teams.vtt")
    assert value.text == (
        "How did the first week go?\nLonger than I thought & louder.\nI kept a list.\nWho wrote it?"
    )
    assert spoken(value) == [
        (DANA, "", "How did the first week go?"),
        (RHYS, "", "Longer than I thought & louder.\nI kept a list."),
        (DANA, "", "Who wrote it?"),
    ]
    assert times(value) == [(3_120, 6_400), (7_000, 12_000), (12_400, 14_000)]
    assert [(value.text[sync.position :][:6], sync.at_ms) for sync in value.syncs] == [
        ("How di", 3_120),
        ("Longer", 7_000),
        ("I kept", 9_500),
        ("Who wr", 12_400),
    ]


def test_the_word_file_of_teams_has_times_name_and_words_on_lines() -> None:
    value = parsed("teams_word.txt")
    assert [(turn[0], turn[2]) for turn in spoken(value)] == [
        (DANA, "How did the first week go?"),
        (RHYS, "Longer than I thought."),
        (DANA, "Who wrote the list?"),
    ]
    assert times(value)[0] == (3_120, 6_400)
    assert spoken(value)[0][1] == "0:0:3.120 --> 0:0:6.400\nDana Okoro\n"


def test_zoom_writes_the_name_before_the_words_of_each_cue() -> None:
    value = parsed("zoom.vtt")
    assert value.text.split("\n")[0] == "Dana Okoro: How did the first week go?"
    assert spoken(value) == [
        (DANA, "Dana Okoro: ", "How did the first week go?"),
        (RHYS, "Rhys Pugh: ", "Longer than I thought."),
        (RHYS, "Rhys Pugh: ", "I kept a list."),
        (DANA, "Dana Okoro: ", "Who wrote it?"),
    ]
    assert times(value) == [(5_790, 8_514), (9_060, 11_120), (11_129, 13_549), (14_010, 16_907)]


def test_the_text_file_of_zoom_has_tabs_between_time_name_and_words() -> None:
    value = parsed("zoom.txt")
    assert spoken(value)[0] == (DANA, "00:00:05\tDana Okoro\t", "How did the first week go?")
    assert [turn[0] for turn in times(value)] == [5_000, 9_000, 14_000, 16_000]


def test_noscribe_repeats_the_voice_in_the_words_where_it_is_a_label() -> None:
    value = parsed("noscribe.vtt")
    assert spoken(value) == [
        ("S00", "S00: ", "How did the first week go?"),
        ("S01", "S01: ", "Longer than I thought,\nand louder <laughs>."),
        ("S00", "S00: ", "Who wrote the list?"),
    ]
    assert {loss.kind for loss in value.warnings} == {"file-header", "note"}
    plain = parsed("noscribe.txt")
    assert [(turn[0], turn[1]) for turn in spoken(plain)] == [
        ("S00", "[00:00:00] S00: "),
        ("S01", "[00:00:04] S01: "),
        ("S00", "[00:00:10] S00: "),
    ]


def test_a_name_and_a_colon_begin_a_turn_that_lasts_until_the_next() -> None:
    value = parsed("names.txt")
    assert spoken(value) == [
        ("DANA", "DANA: ", "How did the first week go?"),
        ("RHYS", "RHYS: ", "Longer than I thought.\nThe second line of the same turn: it goes on."),
        ("DANA", "DANA: ", "Who wrote the list?"),
        ("RHYS", "RHYS: ", "Nobody."),
    ]
    assert value.speakers == ("DANA", "RHYS")


def test_bold_labels_of_markdown_are_labels_and_the_marks_stay() -> None:
    value = parsed("bold.md")
    assert spoken(value) == [
        (DANA, "**Dana Okoro:** ", "How did the first week go?"),
        (RHYS, "**Rhys Pugh:** ", "Longer than *I* thought."),
        (DANA, "**Dana Okoro**: ", "Who wrote the list?"),
        (RHYS, "**Rhys Pugh:** ", "Nobody."),
    ]


def test_the_transcripts_of_the_demo_have_header_times_and_turns() -> None:
    value = parsed("demo.txt")
    assert value.header == (
        ("Study", "Side by Side"),
        ("Encounter", "INT05"),
        ("Participant", "P05 (2B)"),
        ("Date", "2024-01-24"),
    )
    assert [(turn[0], turn[1]) for turn in spoken(value)] == [
        ("I1", "[00:11:42] I1: "),
        ("P05", "[00:11:48] P05: "),
        ("I1", "[00:12:10] I1: "),
        ("P05", "[00:12:12] P05: "),
    ]
    assert spoken(value)[1][2].endswith("with it (inaudible 00:12:01).")
    assert [turn[0] for turn in times(value)] == [702_000, 708_000, 730_000, 732_000]


def test_speakers_and_times_of_recognisers_are_kept() -> None:
    value = parsed("whisperx.json")
    assert spoken(value) == [
        ("SPEAKER_00", "", "How did the first week go?"),
        ("SPEAKER_01", "", "Longer than I thought,\nand louder."),
        ("SPEAKER_00", "", "Who wrote the list?"),
    ]
    assert times(value) == [(31, 3_200), (3_400, 6_500), (8_100, 9_000)]
    assert "[sighs]" in value.text
    cpp = parsed("whispercpp.json")
    assert cpp.text == "How did it go?\nLonger than I thought."
    assert [sync.at_ms for sync in cpp.syncs] == [0, 3_900]
    assert parsed("podcast.json").speakers == (DANA, RHYS)
    assert times(parsed("podcast.json")) == [(500, 2_750), (3_000, 4_250)]


@pytest.mark.parametrize("name", sorted(path.name for path in FIXTURES.iterdir() if path.name != "README.md"))
def test_every_layout_is_named_with_its_page_and_loses_no_word(name: str) -> None:
    assert name in (FIXTURES / "README.md").read_text(encoding="utf-8")
    for said in ("[sighs]", "Longer than", "list", "laughs", "oh, it was daft"):
        if said in (FIXTURES / name).read_text(encoding="utf-8"):
            assert said in parsed(name).text


@pytest.mark.parametrize(
    "text",
    [
        "Monday: we met.\nThen nothing.\nTuesday: we met again.\nMonday: once more.",
        "Note: this is prose.\nIt has one colon: here.\nAnd goes on.",
        "The results were as follows: good.\nWe thought: why not?\n" * 3,
        "http://example.org\nhttp://example.com\n",
        "10:30: coffee\n11:30: tea\n",
    ],
)
def test_colons_of_prose_are_no_labels(text: str) -> None:
    assert find_turns(text).utterances == ()


def test_a_label_that_stands_once_is_reported_without_its_name() -> None:
    turns = find_turns("I1: one\nP1: two\nI1: three\nP1: four\nNurse Ann: five\nP1: six")
    assert [turn.speaker for turn in turns.utterances] == ["I1", "P1", "I1", "P1", "P1"]
    assert [(loss.kind, loss.place) for loss in turns.warnings] == [("label-once", "line 5")]
    assert "Ann" not in turns.warnings[0].message


@pytest.mark.parametrize(
    "text", ["I1: How was it?\nP1: Fine.", "Interviewer: How was it?\nParticipant 3: Fine.\nThank you."]
)
def test_two_turns_of_codes_or_roles_are_enough(text: str) -> None:
    assert len(find_turns(text).utterances) == 2


def test_a_text_of_countless_lines_is_kept_without_looking_for_turns() -> None:
    turns = find_turns("I1: a\nP1: b\n" * 100_001)
    assert turns.utterances == ()
    assert turns.warnings[0].kind == "turns-not-sought"


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999))
def test_a_clock_is_read_to_the_millisecond(hours: int, minutes: int, seconds: int, ms: int) -> None:
    expected = ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms
    assert milliseconds(f"[{hours}:{minutes:02}:{seconds:02}.{ms:03}]") == expected
    assert milliseconds(f"{hours:02}:{minutes}:{seconds},{ms:03}") == expected


SPEECH = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=":"), min_size=1, max_size=25
)


@given(
    st.lists(st.tuples(st.sampled_from(["I1", "P07", "Dana"]), SPEECH), min_size=4, max_size=12),
    st.booleans(),
)
def test_turns_are_in_order_apart_and_hold_all_speech(said: list[tuple[str, str]], timed: bool) -> None:
    lines = [
        f"[00:{number:02}:00] {name}: x{speech}" if timed else f"{name}: x{speech}"
        for number, (name, speech) in enumerate([("I1", "a"), ("P07", "b"), ("I1", "c"), ("P07", "d"), *said])
    ]
    text = "\n".join(lines)
    turns = find_turns(text).utterances
    if all(
        name in {"I1", "P07"} or timed or sum(1 for other, _ in said if other == name) > 1 for name, _ in said
    ):
        assert [turn.speaker for turn in turns][4:] == [name for name, _ in said]
        assert [text[turn.speech_start : turn.end] for turn in turns][4:] == [
            f"x{speech}".rstrip() for _, speech in said
        ]
    assert all(one.end <= other.start for one, other in pairwise(turns))


@given(st.text(max_size=40))
def test_any_text_can_be_asked_for_turns(text: str) -> None:
    turns = find_turns(text)
    assert all(turn.end <= len(text) for turn in turns.utterances)
    name_like(text)


def test_the_real_transcripts_have_their_speakers() -> None:
    folder = shared_data("real/transcripts_docx/sheffield")
    for path in sorted(folder.glob("*.txt")):
        outcome = read_bytes(path.name, path.read_bytes())
        assert isinstance(outcome, Parsed)
        assert outcome.speakers == ("Researcher 1", path.stem)
        assert outcome.text == path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
