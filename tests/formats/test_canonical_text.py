from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anselm.domain.parsed import Parsed, Refusal
from anselm.formats.canonical import canonical
from anselm.formats.table import FORMATS, read_bytes, suffix_of

# Everything a file of text can hold, except the controls that no writing has.
CHARACTERS = st.characters(
    exclude_categories=["Cs"], exclude_characters=[chr(n) for n in range(32)] + ["\x7f"]
)
LINES = st.lists(st.text(CHARACTERS, max_size=30), min_size=1, max_size=12)


def text_of(name: str, data: bytes, as_kind: str | None = None) -> str:
    """The canonical text; fails when the file is refused."""
    outcome = read_bytes(name, data, as_kind)
    assert isinstance(outcome, Parsed), outcome
    return outcome.text


def refusal_of(name: str, data: bytes, as_kind: str | None = None) -> Refusal:
    """The refusal; fails when the file is accepted."""
    outcome = read_bytes(name, data, as_kind)
    assert isinstance(outcome, Refusal), outcome
    assert outcome.reason.endswith((".", "?")), outcome
    return outcome


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_a_text_file_gives_its_own_characters_back(lines: list[str], end: str, encoding: str) -> None:
    text = "w" + "\n".join(lines)
    assert text_of("a.txt", text.replace("\n", end).encode(encoding)) == text


@given(st.text())
def test_only_line_ends_and_one_mark_ever_change(text: str) -> None:
    mark = text.startswith("\ufeff")
    assert canonical(text) == text[mark:].replace("\r\n", "\n").replace("\r", "\n")
    assert "\r" not in canonical(text)


def test_a_bom_is_dropped_once_and_only_the_first() -> None:
    twice = "\ufeff\ufeffI1: hello\ufeff"
    assert text_of("a.txt", twice.encode()) == "\ufeffI1: hello\ufeff"
    assert text_of("a.txt", twice.encode("utf-16-le")) == "\ufeffI1: hello\ufeff"


def test_other_separators_are_text_and_nothing_is_normalised() -> None:
    text = "a\u2028b\u0085c\x0bd\x0ce  e\u0301 \u00e9 \ufb01 \u200d "
    assert text_of("a.txt", text.encode()) == text


def test_positions_count_code_points_and_not_the_units_of_utf_16() -> None:
    text = "I1: \U0001f600\U0001f600 well?\nP1: yes.\nI1: and?\nP1: no."
    parsed = read_bytes("a.txt", text.encode())
    assert isinstance(parsed, Parsed)
    assert [text[turn.speech_start : turn.end] for turn in parsed.utterances] == [
        "\U0001f600\U0001f600 well?",
        "yes.",
        "and?",
        "no.",
    ]
    assert parsed.utterances[1].start == text.index("P1")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8"])
def test_a_mark_names_the_encoding(encoding: str) -> None:
    assert text_of("a.txt", ("\ufeff" + "Größe šč 日本").encode(encoding)) == "Größe šč 日本"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Sie sagte „Größe“ – naïve café"),
        ("mac-roman", "naïve café, “so”"),
        ("cp1251", "она сказала"),
        ("shift_jis", "そうですね"),
        ("cp1255", "שלום לכם"),
        ("euc-jp", "そうですね"),
    ],
)
def test_a_legacy_encoding_is_asked_for_and_never_guessed(encoding: str, text: str) -> None:
    refused = refusal_of("a.txt", f"I1: {text}\n".encode(encoding))
    assert "not UTF-8" in refused.reason
    assert refused.place == "line 1"
    assert "encoding" in refused.advice
    assert text_of("a.txt", f"I1: {text}\n".encode(encoding), f"txt:{encoding}") == f"I1: {text}\n"
    assert text_of("a.txt", f"I1: {text}\n".encode(encoding), encoding) == f"I1: {text}\n"


def test_the_likely_encodings_are_named_without_the_words() -> None:
    refused = refusal_of("a.txt", "Marianne sagte: Größe".encode("cp1252"))
    assert "cp1252" in refused.advice
    assert "Marianne" not in refused.advice


def test_the_line_of_the_first_doubtful_byte_is_named() -> None:
    assert refusal_of("a.txt", b"one\ntwo\ncaf\xe9\n").place == "line 3"


def test_utf_16_without_a_mark_is_refused_by_its_name() -> None:
    refused = refusal_of("a.txt", "I1: hello, how are you?".encode("utf-16-le"))
    assert "utf-16-le" in refused.reason
    assert text_of("a.txt", "I1: hello".encode("utf-16-le"), "utf-16-le") == "I1: hello"


def test_a_mark_that_does_not_fit_is_refused() -> None:
    assert "byte order mark" in refusal_of("a.txt", b"\xef\xbb\xbfcaf\xe9").reason
    assert "byte order mark" in refusal_of("a.txt", b"\xff\xfea\x00b").reason


@pytest.mark.parametrize("data", [b" \n\t\r\n ", "\ufeff".encode(), "\u200b\u2003\n".encode(), b"\n"])
def test_a_file_with_no_words_is_refused(data: bytes) -> None:
    assert "no words" in refusal_of("a.txt", data).reason


def test_an_empty_file_is_refused_as_empty() -> None:
    for kind in FORMATS:
        assert "0 bytes" in refusal_of(f"a.{kind}", b"").reason


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1 words}", "Rich Text"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"PK\x03\x04rest", "zip"),
        (b"words\x00words and words", "not text"),
        (bytes(range(1, 9)) * 40, "not text"),
    ],
)
def test_what_is_not_text_is_said_to_be_what_it_is(data: bytes, word: str) -> None:
    assert word in refusal_of("a.txt", data).reason


@pytest.mark.parametrize(
    ("name", "word"),
    [("a.pdf", "PDF"), ("a.doc", "old Word"), ("a.MP3", "recording"), ("a.xyz", ".xyz"), ("a", "no ending")],
)
def test_a_name_that_no_reader_takes_is_refused_with_advice(name: str, word: str) -> None:
    refused = refusal_of(name, b"words")
    assert word in refused.reason
    assert refused.advice


def test_the_kind_may_be_named_when_the_name_does_not_say_it() -> None:
    assert text_of("interview", b"words", "txt") == "words"
    assert text_of("interview.xyz", b"words", ".TXT") == "words"
    assert "not known" in refusal_of("interview", b"words", "spreadsheet").reason


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.TXT", "txt"), ("b/c.d/e", ""), (".txt", ""), ("x.tar.gz", "gz"), ("C:\\a\\b.Docx", "docx")],
)
def test_the_ending_is_that_of_the_last_name(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix
