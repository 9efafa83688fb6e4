"""Every promise, the test that guards it, and how to see that test fail. One line a promise. Those of the floors below
the screens (the house itself, storage, formats, workers, the web) stand in `planted_below.py`, those of screens in
`planted_screens.py`.

Whoever adds a promise adds its line at the end of the list of its floor. `test_planted.py` checks that
each test exists; `how` is what to change by hand (or what the test itself plants) to see it red.
"""

from __future__ import annotations

from tests.house.planted_below import FORMATS, HOUSE, STORAGE, WEB, WORKERS, Promise
from tests.house.planted_reports import REPORT_FILES
from tests.house.planted_screens import SCREENS

ANALYSIS = (
    Promise(
        "a quotation prints the source's words or is refused with the difference",
        "tests/unit/analysis/report/test_quotation.py::test_altering_any_word_outside_brackets_is_refused",
        "return True from _same in analysis/report/quotation.py",
    ),
    Promise(
        "words that consent forbids are in no draft, no trace and no fault",
        "tests/unit/analysis/report/test_resolve.py::test_words_that_consent_forbids_are_in_neither_draft_nor_trace",
        "return the evidence as it is from shown in analysis/report/support.py",
    ),
    Promise(
        "a release is refused for a claim without evidence, and names its sentence",
        "tests/unit/analysis/report/test_resolve.py::test_a_claim_without_evidence_is_refused_and_its_sentence_named",
        "return True from has_support in analysis/report/support.py",
    ),
    Promise(
        "no label of the level figure stands on another",
        "tests/unit/analysis/figures/test_levels.py::test_the_demo_stands_at_800_with_no_label_on_another",
        "return True from free in analysis/figures/metrics.py",
    ),
)

DEMO = (
    Promise(
        "the demo's recordings are whole, each tone at the second of its turn",
        "tests/unit/demo/test_beeps.py::test_every_tone_stands_at_its_second_at_its_pitch_and_the_rest_is_silence",
        "leave the frame's number out of _frame in demo/beeps.py",
    ),
    Promise(
        "each figure of the demo's truth is what the program computes, and no file of truth is left unread",
        "tests/functional/test_demo_truth.py::test_every_figure_of_the_truth_is_what_the_program_computes",
        "change one figure, or add a file, in demo/harrowmere/truth",
    ),
    Promise(
        "the demo's codings stand where its cards are tagged",
        "tests/functional/test_demo_truth.py::test_the_spans_of_the_cards_are_the_codings_of_each_reader",
        "leave out the last span of an interview in _read of demo/stages/coding.py",
    ),
    Promise(
        "the demo is the same study each time it is made of the same seed",
        "tests/functional/test_demo_made.py::test_a_builder_of_real_time_chance_or_another_order_would_be_found",
        "planted by the test: the computer's clock, identifiers nobody can foresee, another order",
    ),
    Promise(
        "the demo made several times over holds everything so many times, and what was planted in the first",
        "tests/functional/test_demo_made.py::test_twice_over_everything_is_there_twice_and_what_was_planted_holds_in_the_first",
        "leave the nine teams out of _counting in demo/stages/writing.py, or DAYS_APART out of demo/copies.py",
    ),
    Promise(
        "a demo that was stopped or failed half way leaves nothing behind",
        "tests/functional/test_demo_made.py::test_what_fails_half_way_is_taken_away_and_what_was_there_stays",
        "leave rmtree out of _whole_or_nothing in demo/build.py",
    ),
    Promise(
        "the demo's planted truth is what the program counts",
        "tests/functional/test_demo_truth.py::test_claims_count_what_was_planted",
        "in services/reporting/counting.py let a practice nobody was asked about count as no",
    ),
    Promise(
        "the demo's planted differences are found by kind and number",
        "tests/functional/test_demo_truth.py::test_differences_are_those_planted_and_all_are_settled",
        "shift one coder's spans by one code point in demo/stages/coding.py",
    ),
    Promise(
        "after a person takes back everything each claim of the demo counts without them, as planted",
        "tests/functional/test_demo_withdrawals.py::test_after_p22_withdraws_every_claim_counts_what_was_planted",
        "leave out hold in withdraw of demo/withdrawals.py",
    ),
    Promise(
        "a correction carries the demo's codings, quotations and evidence with it",
        "tests/functional/test_demo_truth.py::test_the_misheard_drug_is_corrected_and_what_hung_on_the_text_followed",
        "move carried rows by one code point in moved() of services/corpus/carrying.py",
    ),
    Promise(
        "a coding that was acknowledged survives kill -9",
        "tests/functional/test_kill.py::test_no_acknowledged_coding_is_lost_by_a_kill_and_the_history_stays_intact",
        "in Store._one answer before the transaction ends",
    ),
)

BLINDNESS = (
    Promise(
        "nothing a blind reader receives depends on what another reader did",
        "tests/functional/test_two_worlds.py::test_a_planted_leak_is_seen",
        "planted by the test: a count, an order, a refusal's words, news of the feed",
    ),
    Promise(
        "no header of an answer to a blind reader depends on what another reader did",
        "tests/functional/test_two_worlds_http.py::test_a_tag_on_an_answer_that_counts_the_study_is_seen",
        "planted by the test: an ETag that counts the codings of the study",
    ),
    Promise(
        "no coefficient stands on the first page of a comparison",
        "tests/browser/test_compare.py::test_two_readers_start_read_hand_in_open_compare_settle_and_close_a_round",
        "let shownOf in screens/judging/Comparison.tsx answer figures",
    ),
    Promise(
        "a round package holds nothing of another reader",
        "tests/formats/test_package.py::test_a_package_holds_no_byte_of_anothers_reading_and_only_what_its_reader_reads",
        "leave judge_ids as they are in package in services/judging/packages.py",
    ),
    Promise(
        "a reading changed after it was handed in is refused by its name",
        "tests/formats/test_package.py::test_a_reading_changed_after_the_hand_in_is_refused_though_locked_anew",
        "leave out the comparison of digests in _unsealed in services/judging/packages.py",
    ),
    Promise(
        "what everyone may read never names what is so far one reader's alone",
        "tests/functional/test_two_worlds.py::test_an_open_row_that_names_a_hidden_one_is_seen",
        "planted by the test: nothing_hidden_named left out",
    ),
    Promise(
        "open codes come from open codes alone: no key, place or name of theirs depends on a proposal",
        "tests/unit/services/coding/test_codes.py::test_what_is_open_is_the_same_whatever_was_proposed",
        "let known be all codes in made in services/coding/codes.py",
    ),
    Promise(
        "a proposed code stays as it was handed in",
        "tests/unit/services/coding/test_codes.py::test_a_proposal_stays_as_it_was_handed_in",
        "leave out _may_propose in _to_be_changed in services/coding/codes.py",
    ),
    Promise(
        "a closed round stays as it was closed",
        "tests/unit/services/coding/test_settling.py::test_nothing_settled_in_a_closed_round_is_taken_back",
        "leave out _not_closed in may_swing in storage/guarding.py",
    ),
    Promise(
        "the agreed reading follows from readings and rulings whatever their order, no stretch twice",
        "tests/unit/analysis/test_agreed.py::test_the_same_words_in_other_pieces_are_one_place",
        "keep the spans of the first reader in _one_place in analysis/agreed.py",
    ),
)

FIELDWORK_AND_CORPUS = (
    Promise(
        "no coding is dropped or moved off its words when a text is corrected",
        "tests/unit/services/corpus/test_corrections.py::test_no_coding_is_dropped_or_moved_off_its_words",
        "carry rows that are not whole in services/corpus/carrying.py",
    ),
    Promise(
        "after five hundred corrections none of three hundred codings is silently wrong",
        "tests/unit/services/corpus/test_many_corrections.py::"
        "test_no_coding_is_silently_wrong_after_five_hundred_corrections",
        "three faults of OffsetMap.carry are planted by the test beside it",
    ),
    Promise(
        "a map between two texts covers both, and what it keeps is equal",
        "tests/unit/analysis/test_alignment.py::test_a_map_covers_both_texts_and_what_it_keeps_is_equal",
        "add one to new_end of a kept run in analysis/alignment.py",
    ),
    Promise(
        "readings of a closed round stay as they were handed in",
        "tests/unit/services/corpus/test_corrections.py::"
        "test_readings_of_a_closed_round_stay_as_handed_in_and_what_was_agreed_follows_when_read",
        "carry codings of every round in carry_rows",
    ),
    Promise(
        "the hits of a word are exactly the words equal to it, in every script",
        "tests/unit/analysis/test_finding.py::test_the_hits_of_a_word_are_exactly_the_words_equal_to_it",
        "leave out the border after the last word in analysis/finding.py",
    ),
    Promise(
        "what is held back is in no list, search or reading",
        "tests/unit/services/corpus/test_sources.py::test_what_is_held_back_is_in_no_list_search_or_reading",
        "leave sources out of filter_of in storage/visible.py",
    ),
    Promise(
        "a label is that of the day it was said",
        "tests/unit/domain/test_fieldwork.py::test_a_label_is_that_of_the_day_it_was_said",
        "number all memberships together in labels_on",
    ),
    Promise(
        "the newest answer about consent counts, by its day",
        "tests/unit/domain/test_fieldwork.py::test_the_newest_answer_counts_by_its_day_then_by_when_it_was_entered",
        "sort consents by when they were entered alone",
    ),
    Promise(
        "no voice is brought in or played against a no",
        "tests/unit/services/fieldwork/test_recordings.py::test_who_said_no_is_neither_brought_in_nor_played",
        "return an empty refusal from _Agreed.refusal in services/fieldwork/recordings.py",
    ),
    Promise(
        "while a withdrawal is looked at nothing of it is heard, and its bytes stay",
        "tests/unit/services/fieldwork/test_recordings.py::"
        "test_while_a_withdrawal_is_looked_at_nothing_is_heard_and_nothing_is_lost",
        "leave recordings out of filter_of in storage/visible.py",
    ),
    Promise(
        "a recording destroyed is gone from the disk, and that it was there stays known",
        "tests/unit/services/fieldwork/test_recordings.py::"
        "test_destroyed_is_gone_from_the_disk_known_for_ever_and_not_undone",
        "leave forgets=True out of destroy_recording",
    ),
    Promise(
        "a stretch of a recording is that stretch, to the byte",
        "tests/unit/web/test_streaming.py::test_a_stretch_is_that_stretch",
        "leave out the seek in web/streaming.py",
    ),
    Promise(
        "no damaged header of a recording does more than hide its length",
        "tests/unit/media/test_headers.py::test_no_damage_to_a_header_does_more_than_hide_the_length",
        "let _believed return any length in media/headers.py",
    ),
    Promise(
        "a hold hides a person from every list, search and count at once, and is given back whole",
        "tests/functional/test_withdrawal.py::test_a_hold_hides_every_list_search_and_count_at_once_and_is_given_back_whole",
        "leave sources, or _HELD_BY_PERSON, out of filter_of in storage/visible.py",
    ),
    Promise(
        "claims change as planted when a person is held, and stay so when they withdraw",
        "tests/functional/test_withdrawal.py::test_claims_change_as_planted_when_the_person_is_held_and_stay_so_when_withdrawn",
        "leave Evidence out of take_out in services/reporting/erasing.py",
    ),
    Promise(
        "after a withdrawal no file of the study holds what was said, and its history is intact",
        "tests/functional/test_withdrawal.py::test_after_it_no_file_holds_twenty_sampled_phrases_and_the_history_is_intact",
        "leave scrub out of storage/store.py, or the copies out of bootstrap_erasing.py",
    ),
    Promise(
        "what was withdrawn does not come back with a copy",
        "tests/functional/test_withdrawal.py::test_what_was_withdrawn_does_not_come_back_with_a_copy",
        "leave withdrawn_stay_withdrawn out of open_study, or clean_copy out of restore, in bootstrap.py",
    ),
    Promise(
        "words left in a file after a withdrawal are named and never passed over",
        "tests/functional/test_withdrawal.py::test_words_left_in_a_file_are_named_and_never_passed_over",
        "planted by the test: a file that is not removed",
    ),
    Promise(
        "a withdrawal is refused in whole and never done in part",
        "tests/functional/test_withdrawal.py::test_it_is_refused_in_whole_and_not_done_in_part",
        "leave out the refusal for other voices in services/reporting/erasing.py",
    ),
    Promise(
        "a coding follows where declared rules replaced words in it, and waits where it ends inside one",
        "tests/unit/services/corpus/test_anonymising.py::test_codings_follow_also_where_words_in_them_were_replaced",
        "return True from OffsetMap.holds in domain/corpus.py, or leave by_rules out of carry_rows",
    ),
    Promise(
        "one person has one replacement in the whole study, and no message repeats the words",
        "tests/unit/services/corpus/test_anonymising.py"
        "::test_the_same_words_have_one_rule_and_the_same_person_one_name",
        "leave _consistent out of write_rule in services/corpus/anonymising.py",
    ),
    Promise(
        "nobody checks a rule of their own, and an unchecked one needs a reason",
        "tests/unit/services/corpus/test_anonymising.py"
        "::test_nobody_looks_at_a_rule_of_their_own_and_one_nobody_looked_at_needs_a_reason",
        "leave the comparison of by_id out of check_rules; return [] from _Coming.unchecked",
    ),
    Promise(
        "what leaves the study holds no word of an applied rule, no rule and no record of them",
        "tests/functional/test_anonymised_leaves.py"
        "::test_no_word_of_a_rule_and_neither_rules_nor_their_record_is_in_any_file",
        "planted by the test beside it: the same files without the rules applied",
    ),
    Promise(
        "no kind of row is forgotten when it is asked what of the rules is left",
        "tests/unit/services/corpus/test_anonymising.py"
        "::test_every_kind_of_row_is_asked_for_what_is_left_or_named_as_not_asked",
        "leave a line out of WRITTEN in services/corpus/residue.py",
    ),
    Promise(
        "a withdrawal takes the rules that hold a person's words",
        "tests/functional/test_anonymised_leaves.py"
        "::test_the_rules_about_a_person_and_of_their_words_alone_go_with_them",
        "leave _rules_about out of take_out in services/reporting/erasing.py",
    ),
)

INTERPRETATION = (
    Promise(
        "a query finds what its definition says",
        "tests/unit/analysis/test_queries.py::test_a_query_finds_what_its_definition_says",
        'take side="right" for what begins before a stretch ends in _n_meeting',
    ),
    Promise(
        "near counts the turns between, and not one more",
        "tests/unit/analysis/test_queries.py::test_near_counts_the_turns_between_and_no_turn_more",
        "reach query.far + 1 turns in _related",
    ),
    Promise(
        "every count of a table is the number of what its query finds",
        "tests/unit/services/interpretation/test_queries.py::test_every_cell_of_a_table_is_what_its_query_finds",
        "count codings where passages are asked for in crossed",
    ),
    Promise(
        "codes stand together in as many passages as their query finds",
        "tests/unit/analysis/test_queries.py::test_a_cell_of_codes_together_is_the_number_of_passages_its_query_finds",
        "count pairs of codings instead of passages in together",
    ),
    Promise(
        "saturation names its convention, and the demo's two come apart as planted",
        "tests/functional/test_demo_truth.py::test_codes_grow_as_planted_and_the_two_conventions_come_apart",
        "let side-by-side runs slide by one unit in run_rule",
    ),
    Promise(
        "a cell of the matrix is stale once the passages under it change, and names the new ones",
        "tests/unit/services/interpretation/test_matrix.py::"
        "test_a_coding_added_under_a_written_cell_turns_it_stale_and_the_new_passage_is_named",
        "leave the new passages out of _why_stale",
    ),
    Promise(
        "a cell rests on nobody who has withdrawn",
        "tests/unit/services/interpretation/test_matrix.py::"
        "test_a_person_withdrawn_takes_their_passages_out_of_every_cell",
        "leave cells out of _left_of in services/reporting/erasing.py",
    ),
    Promise(
        "a kept query or matrix names no code that is so far only its maker's",
        "tests/unit/services/interpretation/test_matrix.py::"
        "test_a_kept_query_names_nothing_that_is_so_far_only_its_makers",
        "leave out _speaks_openly in save_query",
    ),
)

AGREEMENT = (
    Promise(
        "kappa is Cohen's: chance adds the marked and the unmarked",
        "tests/unit/analysis/test_agreement_binary.py::test_a_planted_kappa_is_caught",
        "planted by the test: Pe multiplied as QualCoder does, and two more",
    ),
    Promise(
        "no coefficient is computed with the expected agreement of another",
        "tests/unit/analysis/test_agreement_binary.py::test_the_expected_agreement_of_another_coefficient_is_caught",
        "planted by the test: Gwet's for Scott's, Conger's for Fleiss's and three more; also by hand in MEASURES",
    ),
    Promise(
        "Cohen's kappa is not computed with Scott's expected agreement",
        "tests/unit/analysis/test_agreement_binary.py::test_cohens_kappa_with_scotts_expected_agreement_is_caught",
        "planted by the test: chance from the two readers' shares added together",
    ),
    Promise(
        "no coefficient of ratings is computed with the expected agreement of another",
        "tests/unit/analysis/test_agreement_nominal.py::test_a_planted_chance_term_is_caught",
        "planted by the test: Fleiss's for Gwet's, Gwet's for Fleiss's, Conger's for Brennan and Prediger's",
    ),
    Promise(
        "ends that differ are not counted as codes that differ",
        "tests/unit/analysis/test_differences.py::test_ends_that_differ_are_counted_apart_from_codes_that_differ",
        "let _listed in analysis/differences.py answer scheme.kind where the ends differ",
    ),
    Promise(
        "unitising alpha corrects for overlap pair by pair, not by the union",
        "tests/unit/analysis/test_agreement_unitising.py::test_the_union_correction_of_another_transcription_would_be_caught",
        "planted by the test: the union of the other coders' units",
    ),
    Promise(
        "lengths are half-open to the character",
        "tests/unit/analysis/test_agreement_binary.py::test_spans_one_character_too_long_are_caught",
        "planted by the test: every span one character longer",
    ),
    Promise(
        "every coefficient of random designs equals its formula, also with judges missing and marks overlapping",
        "tests/unit/analysis/test_agreement_random_designs.py::test_a_planted_formula_is_caught",
        "planted by the test: the chance of another coefficient, a distance that knows no order",
    ),
    Promise(
        "figures kept up while people code equal those counted anew",
        "tests/unit/analysis/test_agreement_live.py::test_a_cell_not_put_in_its_place_is_caught",
        "planted by the test: lengths rated are lost; or leave out `- whole[...]` in changed of live.py",
    ),
    Promise(
        "the page on agreement prints what the program prints, its examples run",
        "tests/functional/test_agreement_page.py::test_the_four_cases_print_the_true_kappa_and_qualcoders_as_theirs",
        "change a digit of a case in docs/reference/agreement.md, or multiply the two terms of Pe in _cohen",
    ),
    Promise(
        "the hours that would narrow an interval are those of two readers, and said as a guess",
        "tests/unit/services/coding/test_narrowing.py::test_hours_given_at_hand_in_are_those_of_two_readers",
        "make N_READERS 1 in services/coding/narrowing.py",
    ),
    Promise(
        "a table that does not fit is refused by row and column",
        "tests/unit/cli/test_agreement_tables.py::test_a_table_that_does_not_fit_is_refused_by_file_row_and_column",
        "leave `if mark in marks` out of read_spans in cli/agreement_tables.py",
    ),
    Promise(
        "agreement counts what was said, not speakers' names and headings",
        "tests/unit/services/coding/test_measuring.py::test_each_unit_counts_its_own_units_of_speech_and_nothing_else",
        "return named as it is for characters in in_units of services/coding/measuring.py",
    ),
    Promise(
        "a comparison of two readers is of those two alone",
        "tests/unit/services/coding/test_measuring.py::test_of_three_readers_any_two_can_be_compared_alone",
        "return judges whatever is wanted from _chosen in services/coding/coefficients.py",
    ),
    Promise(
        "no answer depends on the themes another reader hands in",
        "tests/functional/test_two_worlds.py::test_no_answer_depends_on_the_themes_another_reader_hands_in",
        "leave judgements out of FILTERS in storage/visible.py",
    ),
    Promise(
        "no answer depends on where another reader places something",
        "tests/functional/test_two_worlds.py::test_no_answer_depends_on_where_another_reader_places_something",
        "leave judgements out of FILTERS in storage/visible.py",
    ),
    Promise(
        "where others put something by hand is out of sight of who places it apart from them",
        "tests/unit/services/interpretation/test_place_rounds.py::"
        "test_where_others_put_it_by_hand_is_out_of_sight_while_one_places_it",
        "return only _by_judge from _placement in storage/visible.py",
    ),
    Promise(
        "while one places passages of a text, no passage of it that another placed is in sight, also where it overlaps",
        "tests/unit/services/interpretation/test_passage_places.py::"
        "test_in_a_blind_round_nobody_sees_where_another_puts_a_passage_of_the_text",
        "leave out _assignments.c.unit_id.like from _placement in storage/visible.py",
    ),
    Promise(
        "what was placed of somebody's words goes with them",
        "tests/unit/services/interpretation/test_passage_places.py::"
        "test_erasing_a_person_takes_what_was_placed_of_their_words",
        "leave _placed_of out of _of_texts in services/reporting/erasing.py",
    ),
    Promise(
        "what a closed round of placing agreed stands in place of what was placed before, and of nothing after it",
        "tests/unit/services/interpretation/test_place_rounds.py::"
        "test_closing_makes_what_was_agreed_the_placements_the_figure_is_drawn_from",
        "return found from standing_placements in services/interpretation/placed.py",
    ),
    Promise(
        "an agreed theme names the candidates it came from",
        "tests/unit/services/interpretation/test_theme_rounds.py::"
        "test_an_agreed_theme_names_its_ancestors_and_rests_on_their_codes",
        "leave ancestor_ids out in agree_theme",
    ),
    Promise(
        "a draw follows from its seed alone and comes out the same again",
        "tests/unit/analysis/test_drawing.py::test_one_draw_is_pinned_so_that_a_printed_seed_stays_good",
        "leave the seed out of _number in analysis/drawing.py",
    ),
    Promise(
        "nobody is given more than one unit above another",
        "tests/unit/analysis/test_drawing.py::test_every_unit_is_read_by_k_and_loads_differ_by_one_at_most",
        "leave the load out of _rank in analysis/drawing.py",
    ),
    Promise(
        "a majority settles what more than half of the readers read alike, and nothing else",
        "tests/unit/analysis/test_agreed.py"
        "::test_more_than_half_of_three_or_more_readers_settle_a_place_to_the_letter_or_not_at_all",
        "let half be enough in majority_of of analysis/agreed.py",
    ),
    Promise(
        "where a third reader settles nobody else does",
        "tests/unit/services/coding/test_ways_of_settling.py"
        "::test_a_third_reader_settles_and_nobody_else_while_they_are_there",
        "leave the third reader out of _may_settle in services/coding/settling.py",
    ),
    Promise(
        "what was read for training counts in no figure of the study",
        "tests/unit/services/coding/test_ways_of_settling.py"
        "::test_what_was_read_for_training_counts_in_no_figure_and_no_agreed_reading_of_the_study",
        "leave one.reported out of _agreed_rows in services/coding/sets.py",
    ),
    Promise(
        "a first reading is out of sight of whoever reads again until the second is handed in",
        "tests/functional/test_two_worlds_again.py::test_no_answer_tells_a_reader_how_they_read_the_first_time",
        "leave of_another out of _coding in storage/visible.py",
    ),
    Promise(
        "a second reading counts in no figure between readers and no agreed reading",
        "tests/unit/services/coding/test_reading_again.py"
        "::test_a_second_reading_counts_in_no_agreed_reading_and_no_figure_between_readers",
        "leave repeats_id out of Round.reported in domain/judging.py",
    ),
)

PROMISES: tuple[Promise, ...] = (
    HOUSE
    + STORAGE
    + FORMATS
    + WORKERS
    + WEB
    + ANALYSIS
    + REPORT_FILES
    + SCREENS
    + DEMO
    + BLINDNESS
    + FIELDWORK_AND_CORPUS
    + INTERPRETATION
    + AGREEMENT
)
