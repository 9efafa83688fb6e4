from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.shared_data import shared_data

from anselm.domain.parsed import Parsed, Refusal
from anselm.formats.captions import read_sbv, read_srt, read_vtt
from anselm.formats.table import read_bytes
from anselm.formats.whisper import read_whisper

LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>&{}-:")
PAYLOADS = st.lists(
    st.text(LETTERS, min_size=1, max_size=20).map(lambda text: f"w{text}"), min_size=1, max_size=8
)


def accepted(outcome: object) -> Parsed:
    """The value; fails when the file was refused."""
    assert isinstance(outcome, Parsed), outcome
    return outcome


def vtt(*payloads: str) -> Parsed:
    """Cues of one second each, one after another."""
    cues = [f"00:00:{at:02}.000 --> 00:00:{at + 1:02}.000\n{words}\n" for at, words in enumerate(payloads)]
    return accepted(read_vtt(("WEBVTT\n\n" + "\n".join(cues)).encode()))


def kinds(parsed: Parsed) -> set[str]:
    """The kinds of what was left out or changed."""
    return {loss.kind for loss in parsed.warnings}


@given(PAYLOADS)
def test_payloads_are_joined_by_line_feed_whatever_the_format(payloads: list[str]) -> None:
    assert vtt(*payloads).text == "\n".join(payloads)
    srt = "".join(
        f"{at + 1}\n00:00:{at:02},000 --> 00:00:{at + 1:02},500\n{words}\n\n"
        for at, words in enumerate(payloads)
    )
    parsed = accepted(read_srt(srt.encode()))
    assert parsed.text == "\n".join(payloads)
    assert [(sync.position, sync.at_ms) for sync in parsed.syncs] == [
        (sum(len(words) + 1 for words in payloads[:at]), at * 1000) for at in range(len(payloads))
    ]
    segments = [{"start": at, "end": at + 1, "text": f" {words}"} for at, words in enumerate(payloads)]
    assert accepted(read_whisper(json.dumps({"segments": segments}).encode())).text == "\n".join(
        words.strip() for words in payloads
    )


def test_markup_is_off_and_words_in_angle_brackets_stay() -> None:
    parsed = vtt("<c.yellow>I <i>did</i></c> <b>not</b> <laughs> say <lang en>so</lang>, 3 < 4")
    assert parsed.text == "I did not <laughs> say so, 3 < 4"
    assert kinds(parsed) == {"kept-tag"}
    srt = b'1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color="#fff">Up</font> here {sic}\n'
    assert accepted(read_srt(srt)).text == "Up here {sic}"


def test_entities_are_decoded_and_an_ampersand_is_left_alone() -> None:
    assert vtt("R&D &amp; caf&eacute; &lt;so&gt; &#233;&nbsp;&copy AT&T; &notit;").text == (
        "R&D & café <so> é\u00a0&copy AT&T; &notit;"
    )


def test_a_voice_lasts_to_its_end_and_a_cue_may_have_two() -> None:
    parsed = vtt("<v.loud Ann>Yes. <v Bo>No.</v> (both laugh)", "<v Bo>Well.")
    assert parsed.text == "Yes. No. (both laugh)\nWell."
    assert [(turn.speaker, parsed.text[turn.speech_start : turn.end]) for turn in parsed.utterances] == [
        ("Ann", "Yes."),
        ("Bo", "No."),
        ("Bo", "Well."),
    ]


def test_times_inside_a_cue_are_sync_points() -> None:
    parsed = vtt("When the <00:00:00.500>moon")
    assert [(sync.position, sync.at_ms) for sync in parsed.syncs] == [(0, 0), (9, 500)]


def test_positions_in_captions_count_code_points() -> None:
    parsed = vtt("\U0001f600\U0001f600", "<v Ann>hello")
    assert parsed.syncs[1].position == 3
    assert parsed.text[parsed.utterances[0].start :] == "hello"


def test_a_time_that_runs_backwards_is_no_sync_point_and_is_reported() -> None:
    data = b"WEBVTT\n\n00:05.000 --> 00:04.000\n<v Ann>one\n\n00:03.000 --> 00:06.000\n<v Bo>two\n"
    parsed = accepted(read_vtt(data))
    assert [sync.at_ms for sync in parsed.syncs] == [5_000]
    assert "time-backwards" in kinds(parsed)
    assert [(turn.t0_ms, turn.t1_ms) for turn in parsed.utterances] == [(5_000, None), (3_000, 6_000)]


def test_words_outside_any_cue_are_kept_without_a_time() -> None:
    parsed = accepted(
        read_vtt(b"WEBVTT\n\n00:01.000 --> 00:02.000\none\n\nstray words\n\n00:03.000 --> 00:04.000\ntwo\n")
    )
    assert parsed.text == "one\nstray words\ntwo"
    assert [loss.place for loss in parsed.warnings] == ["line 6"]
    assert [sync.at_ms for sync in parsed.syncs] == [1_000, 3_000]


def test_names_of_cues_notes_styles_and_header_are_no_words() -> None:
    data = (
        b"WEBVTT - a title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE a remark\nof two lines\n\n"
        b"intro\n00:01.000 --> 00:02.000 align:start\none\n"
    )
    parsed = accepted(read_vtt(data))
    assert parsed.text == "one"
    assert kinds(parsed) == {"file-header", "note"}


def test_a_cue_may_begin_without_a_blank_line() -> None:
    data = b"1\n00:00:01,000 --> 00:00:02,000\none\n2\n00:00:02,000 --> 00:00:03,000\ntwo\n"
    assert accepted(read_srt(data)).text == "one\ntwo"


@pytest.mark.parametrize("reader", [read_vtt, read_srt, read_sbv])
def test_a_caption_file_without_times_is_refused_with_what_to_do(reader: object) -> None:
    assert callable(reader)
    refused = reader(b"WEBVTT\n\nonly words\n")
    assert isinstance(refused, Refusal)
    assert ".txt" in refused.advice


def test_a_caption_file_without_words_is_refused() -> None:
    refused = read_vtt(b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:03.000 --> 00:04.000\n<i></i>\n")
    assert isinstance(refused, Refusal)
    assert "no words" in refused.reason


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "well-formed"),
        (b"[" * 200_000, "nested"),
        (b'{"segments": 3}', "no transcript"),
        (b'{"a": 1}', "no transcript"),
        (b'{"segments": [{"text": 4}]}', "no transcript"),
        (b'{"text": "a", "text": "b"}', "twice"),
        (b'{"segments": [{"text": " ", "start": 0}]}', "no words"),
        (b'{"text": " "}', "no words"),
        (b'{"segments": []}', "no words"),
        (b"[" + b"9" * 5000 + b"]", "number too long"),
        (b"null", "no transcript"),
    ],
)
def test_json_that_is_no_transcript_is_refused(data: bytes, said: str) -> None:
    refused = read_whisper(data)
    assert isinstance(refused, Refusal), refused
    assert said in refused.reason


def test_odd_times_of_segments_are_none_and_the_words_stay() -> None:
    segments = [
        {"text": "a", "start": float("nan"), "end": 1},
        {"text": "b", "start": True, "end": "x"},
        {"text": "c", "start": -4, "end": 1e300},
        {"text": "d", "start": "00:01:02.5"},
    ]
    parsed = accepted(read_whisper(json.dumps({"segments": segments}).encode()))
    assert parsed.text == "a\nb\nc\nd"
    assert [(sync.position, sync.at_ms) for sync in parsed.syncs] == [(6, 62_500)]


def test_half_characters_of_json_are_replaced_and_reported() -> None:
    parsed = accepted(read_whisper(b'{"segments": [{"text": "a \\ud83d b", "start": 0}]}'))
    assert parsed.text == "a \ufffd b"
    assert kinds(parsed) == {"half-character"}


def test_segments_that_differ_from_the_whole_text_are_reported() -> None:
    parsed = accepted(read_whisper(b'{"text": "a b c", "segments": [{"text": "a b", "start": 0}]}'))
    assert parsed.text == "a b"
    assert kinds(parsed) == {"text-differs"}
    assert accepted(read_whisper(b'{"text": " only words"}')).text == "only words"


REFUSED = {"empty.vtt", "invalid_format.sbv", "invalid_format3.srt"}


def test_every_real_caption_file_is_read_or_refused_in_words() -> None:
    for path in sorted(shared_data("real/vtt_edge").iterdir()):
        outcome = read_bytes(path.name, path.read_bytes())
        assert isinstance(outcome, Refusal) == (path.name in REFUSED), path.name
        if isinstance(outcome, Parsed):
            said = [
                line
                for line in path.read_text(encoding="utf-8").splitlines()
                if line.startswith("Caption text")
            ]
            assert [line for line in outcome.text.split("\n") if line.startswith("Caption text")] == said
            assert outcome.syncs


@pytest.mark.parametrize("ending", ["json", "srt", "vtt"])
def test_a_real_recording_has_the_same_words_in_every_format(ending: str) -> None:
    folder = shared_data("real/whisper_hitsave")
    said = (folder / "Keitai_update_Spring_2025.txt").read_text(encoding="utf-8")
    path = folder / f"Keitai_update_Spring_2025.{ending}"
    parsed = accepted(read_bytes(path.name, path.read_bytes()))
    assert parsed.text == said.strip("\n")
    assert len(parsed.syncs) == 762
    assert parsed.syncs[-1].position == parsed.text.rindex("\n") + 1


def test_a_real_podcast_has_its_words_beside_their_times() -> None:
    folder = shared_data("real/talkpython")
    for path in sorted(folder.glob("*.vtt")):
        parsed = accepted(read_bytes(path.name, path.read_bytes()))
        plain = accepted(read_bytes("a.txt", path.with_suffix(".txt").read_bytes()))
        opening = parsed.text.split()[:40]
        assert " ".join(opening) in " ".join(word for word in plain.text.split() if word[2:3] != ":")
        assert len(plain.syncs) > 400


def test_the_real_collection_of_excerpts_keeps_its_words_and_says_what_not() -> None:
    path = shared_data("real/whisper_openai") / "meanwhile.json"
    parsed = accepted(read_bytes(path.name, path.read_bytes()))
    said = [one["text"] for one in json.loads(path.read_text(encoding="utf-8")).values()]
    assert parsed.text.split() == " ".join(said).split()
    assert kinds(parsed) == {"times-left-out"}


def test_the_real_examples_of_a_peer_are_read() -> None:
    folder = shared_data("real/qualcoder_examples")
    parsed = accepted(read_bytes("transcript.txt", (folder / "transcript.txt").read_bytes()))
    assert parsed.speakers == ("id1", "id2", "id3")
    assert accepted(read_bytes("ID1.docx", (folder / "ID1.docx").read_bytes())).warnings == ()
    assert isinstance(read_bytes("bibliography.ris", (folder / "bibliography.ris").read_bytes()), Refusal)
