"""Words replaced by declared rules: whole words only, the longest first, a total map, and what is left is found."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from anselm.analysis.anonymising import Change, Form, How, found, replaced, residue
from anselm.analysis.identifying import in_text, proposed
from anselm.domain.corpus import Identifying, TextSpan

NAMES = [Form("Christine Okafor", "r1", in_parts=True), Form("Christine", "r1", in_parts=True), Form("Ann", "r2")]


def words_found(text: str, *forms: Form) -> list[str]:
    return [text[one.start : one.end] for one in found(text, forms)]


def test_a_rule_replaces_whole_words_and_the_longest_wording_first() -> None:
    text = "Ann and Hannah asked Christine Okafor's sister, then Christine. Annual leave, ANN."
    assert words_found(text, *NAMES) == ["Ann", "Christine Okafor", "Christine"]


def test_a_wording_is_found_over_line_breaks_curly_signs_and_however_its_accents_are_put_together() -> None:
    text = "Zoe\u0308 met Zoë, O\u2019Neill and Mary\n  Jane on +44 7700 900123."
    forms = (Form("Zo\u00eb", "a"), Form("O'Neill", "b"), Form("Mary Jane", "c"), Form("+44 7700 900123", "d"))
    assert words_found(text, *forms) == ["Zoe\u0308", "Zoë", "O\u2019Neill", "Mary\n  Jane", "+44 7700 900123"]


def test_a_name_in_a_script_without_spaces_is_found_inside_its_sentence() -> None:
    assert words_found("昨天王小明来了。", Form("王小明", "a")) == ["王小明"]


def test_what_is_left_is_found_in_any_case_in_parts_and_inside_other_words() -> None:
    text = "CHRISTINE said so. Mrs Okafor too. The christineward. Christína no."
    left = [(text[one.start : one.end], one.how) for one in residue(text, NAMES)]
    assert left == [("CHRISTINE", How.WHOLE), ("Okafor", How.PART), ("christine", How.INSIDE)]


def test_what_is_put_in_place_is_no_residue_and_the_rest_of_the_text_stands_sign_by_sign() -> None:
    text = "Christine rang. \U0001f600 Ann, said Christine Okafor."
    hits = found(text, NAMES)
    made = replaced(text, [Change(one.start, one.end, one.rule_id, "[colleague]") for one in hits])
    assert made.text == "[colleague] rang. \U0001f600 [colleague], said [colleague]."
    assert [made.text[a:b] for a, b in made.places] == ["[colleague]"] * 3
    assert residue(made.text, NAMES) == ()
    at = text.index("rang")
    onto, whole = made.offsets.carry(TextSpan(at, at + 4))
    assert onto is not None
    assert (made.text[onto.start : onto.end], whole) == ("rang", True)


@given(st.text(alphabet="Ann Hx.\n\u0301\U0001f600é", max_size=60), st.text(alphabet="[]ab \U0001f600", max_size=6))
def test_the_map_is_total_and_leads_back_to_where_it_came_from(text: str, put: str) -> None:
    hits = found(text, [Form("Ann", "r"), Form("H", "h")])
    made = replaced(text, [Change(one.start, one.end, one.rule_id, put) for one in hits])
    pieces = made.offsets.pieces
    assert sum(one.end - one.start for one in pieces) == len(text)
    assert sum(one.new_end - one.new_start for one in pieces) == len(made.text)
    for one in pieces:
        if one.kept:
            assert text[one.start : one.end] == made.text[one.new_start : one.new_end]
            there, _ = made.offsets.carry(TextSpan(one.start, one.end))
            assert there is not None
            assert made.offsets.back.carry(there) == (TextSpan(one.start, one.end), True)


TALK = (
    "I1: What did Christine say?\n"
    "P05: Christine Okafor? She rang from Beech on 07700 900123, on 12 March 2019. Her address is c.okafor@nhs.net.\n"
    "Then we went to NG7 2UH. I know the ward. The beech by the gate, on Monday. Her number is 943 476 5919.\n"
    "Tell christine? No. I told Christine.\n"
)


def test_addresses_numbers_dates_and_names_are_proposed_and_weekdays_are_not() -> None:
    told = {(one.words, one.what) for one in proposed({"a": TALK})}
    assert {
        ("Christine Okafor", Identifying.PERSON),
        ("Christine", Identifying.PERSON),
        ("07700 900123", Identifying.PHONE),
        ("12 March 2019", Identifying.DATE),
        ("c.okafor@nhs.net", Identifying.EMAIL),
        ("NG7 2UH", Identifying.POSTCODE),
        ("943 476 5919", Identifying.NUMBER),
    } <= told
    assert not {words for words, _ in told} & {"Monday", "I", "What", "Tell", "The", "Then", "Her"}


def test_a_word_mostly_written_small_is_proposed_only_when_it_is_known_to_be_a_name() -> None:
    text = "The rose garden. A rose. We saw rose beds and Rose. "
    assert not [one for one in proposed({"a": text}) if one.words == "Rose"]
    (known,) = [one for one in proposed({"a": text}, ["Rose Ek"]) if one.words == "Rose"]
    assert len(known.places) == 1


def test_labels_fillers_and_words_run_together_are_no_names_and_true_names_stay() -> None:
    text = (
        "INT05: And so, Ah, that We've said it, INT, and I think Don't, well Noah Oh came. So Oh, Wes, and Ann’s desk. "
        "P03: It was Eve, they said It's fine, and Ah-Young told Will, Hm, at MIND. Then INT again, and Y’all, Möller."
    )
    told = {one.words for one in proposed({"a": text})}
    assert told >= {"Noah", "Wes", "Ann", "Eve", "Ah-Young", "Will", "MIND", "Möller"}
    assert not told & {"INT", "We've", "Ah", "Don't", "Oh", "It's", "Hm", "P", "I"}


def test_somebody_known_to_be_called_a_common_word_is_proposed_all_the_same() -> None:
    text = "Then May came in, and Oh, we said. It was in May."
    assert not {"May", "Oh"} & {one.words for one in proposed({"a": text})}
    assert {"May", "Oh"} <= {one.words for one in proposed({"a": text}, ["Dr May Oh"])}


def test_patterns_never_overlap_and_end_before_the_full_stop() -> None:
    text = "Mail a.b@c.org. Or http://x.org/y, or 2019-03-12; ring +44 (0)115 496 0000."
    seen = in_text(text)
    told = [text[one.start : one.end] for one in seen]
    assert told == ["a.b@c.org", "http://x.org/y", "2019-03-12", "+44 (0)115 496 0000"]
    assert all(one.end <= two.start for one, two in pairwise(seen))
