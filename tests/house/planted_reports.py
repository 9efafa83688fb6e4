"""Promises of reports: what they say, what they keep, and the files they become."""

from __future__ import annotations

from tests.house.planted_below import Promise

__all__ = ["REPORT_FILES"]

REPORT_FILES = (
    Promise(
        "a claim reworded in the text counts in the margin as a release counts it",
        "tests/functional/test_claim_scope.py::"
        "test_a_claim_reworded_in_the_text_counts_in_the_margin_as_a_release_counts_it",
        "return the claims as they were made from as_they_read in services/reporting/claims.py",
    ),
    Promise(
        "lists show a claim as its report words it, and where another report words it otherwise",
        "tests/functional/test_claim_scope.py"
        "::test_lists_show_a_claim_as_its_report_words_it_and_where_another_words_it_otherwise",
        "let said_of of services/reporting/claims.py return claim.text",
    ),
    Promise(
        "Back of the browser closes the walk back of a file and never leaves the file",
        "tests/browser/test_report_file.py"
        "::test_back_of_the_browser_closes_the_walk_and_stays_within_the_file",
        "let go of formats/out_html.js replace the place at the first step too",
    ),
    Promise(
        "nothing of a report is cut off on a phone, and a release waits until what it would tell has been read",
        "tests/browser/test_report_narrow.py"
        "::test_nothing_of_a_report_is_cut_off_on_a_phone_and_a_release_waits_for_what_is_read",
        "let reading be false in screens/reporting/ReleaseDialog.tsx; leave wideOnly out of Releases.tsx",
    ),
    Promise(
        "a report is as long in its history and its files as on the screen",
        "tests/unit/analysis/report/test_length.py::test_a_report_is_as_long_here_as_on_the_screen",
        "split the text at blanks alone in words_of of analysis/report/length.py",
    ),
    Promise(
        "a pseudonym that holds a real name, or stands beside a fact of its person, is named before a release",
        "tests/functional/test_report_looked_over.py"
        "::test_a_pseudonym_that_holds_a_real_name_or_stands_beside_a_fact_is_named_and_the_real_name_is_not",
        "leave person.pseudonym out of _persons in services/reporting/looking.py",
    ),
    Promise(
        "nobody is said to have been met once for all while a wave has nothing on record yet",
        "tests/functional/test_checklists.py::test_coreq_is_filled_from_the_rows_and_gaps_are_named",
        "let whole in _repeats of services/reporting/answering.py be True",
    ),
    Promise(
        "who says it on a condition alone is counted beside and not in support",
        "tests/unit/analysis/report/test_support.py"
        "::test_who_says_it_on_a_condition_alone_is_counted_beside_and_not_in_support",
        "let count_claim of domain/reporting.py put whoever is held and not against into supports",
    ),
    Promise(
        "whoever takes off a coding a claim rests on is told which claim, how it counts now and which release it stops",
        "tests/browser/test_resting.py"
        "::test_taking_off_the_coding_says_which_claim_rests_on_it_stops_the_release_and_is_taken_back",
        "let gone of screens/coding/resting.ts ask nothing; let unsupported of report/support.py be false",
    ),
    Promise(
        "nothing of a round that is not open is in a capsule, nor what its maker read apart",
        "tests/functional/test_two_worlds_capsule.py"
        "::test_a_capsule_is_the_same_whatever_another_reader_did_in_a_round_not_open",
        "return every event from deeds_of in storage/past.py; return true() from _outward in storage/visible.py",
    ),
    Promise(
        "words nobody agreed to have quoted are in no byte of a capsule",
        "tests/functional/test_capsule.py::test_words_nobody_agreed_to_have_quoted_are_in_none_and_their_place_says_why",
        "return an empty set from _kept_back in services/reporting/capsule.py",
    ),
    Promise(
        "whatever changes something is refused to who only looks",
        "tests/functional/test_seat_that_looks.py"
        "::test_an_operation_that_changes_something_is_refused_to_who_only_looks",
        "give Role.AUDITOR Right.OWN in domain/study.py",
    ),
    Promise(
        "a checklist is filled from what is on record, and what is not on record is named",
        "tests/functional/test_checklists.py::test_coreq_is_filled_from_the_rows_and_gaps_are_named",
        "let _told in services/reporting/answering.py be complete without words",
    ),
    Promise(
        "a blind reading of another is in no exported file until it is opened",
        "tests/functional/test_export.py::test_a_blind_reading_of_another_is_in_no_file_until_it_is_opened",
        "gather codings with reads.unblinded() in reporting/exporting.py",
    ),
    Promise(
        "a release altered in Word comes back with exactly what was altered found",
        "tests/functional/test_check_file.py::test_one_quotation_one_count_and_one_label_are_exactly_what_is_found",
        "compare no labels in _Checking.label of reporting/checking.py; leave all and nine out of _NUMBERS",
    ),
    Promise(
        "what was taken out of a release in Word is found",
        "tests/functional/test_check_file.py::test_what_was_deleted_is_found_after_what_stood_before_it",
        "write no pieces into the carried part in out_docx.py",
    ),
    Promise(
        "who is heard and who could be recognised is said sentence by sentence before a release",
        "tests/functional/test_report_looked_over.py"
        "::test_the_report_that_leans_on_few_voices_is_caught_sentence_by_sentence",
        "raise MOST_OF_ONE in report/heard.py; leave attributes out of _persons in reporting/looking.py",
    ),
    Promise(
        "what the comments of a Word file would tell of somebody is said before a release, beside which sentence",
        "tests/functional/test_trace_in_word.py"
        "::test_before_a_release_the_check_reads_what_its_comments_print_and_says_beside_which_sentence",
        "look at comment.about alone in _Look.pointing of report/walk_disclosure.py",
    ),
    Promise(
        "what rested on a coding that was taken off counts for nothing",
        "tests/functional/test_report_looked_over.py"
        "::test_one_coding_less_changes_its_claim_and_stops_the_release_while_the_draft_goes_out_marked",
        "return all that was found from standing() in services/interpretation/evidence.py",
    ),
    Promise(
        "a release is made again to the byte from the study as it stood, in every format",
        "tests/functional/test_release_again.py::test_made_from_the_rows_of_today_the_file_would_be_another",
        "planted by the test: the rows of today",
    ),
    Promise(
        "a release made again shows no words that consent or a hold forbids today",
        "tests/functional/test_release_again.py::test_words_that_may_not_be_shown_any_more_are_replaced_in_every_format",
        "leave out _no_longer_given, or a kind of _HELD, in storage/past.py",
    ),
    Promise(
        "no cell written for people begins like a formula",
        "tests/formats/test_out_extracts.py::test_no_cell_for_people_begins_like_a_formula",
        "leave NFKC out of cell in formats/out_safe.py",
    ),
    Promise(
        "no word of a report is taken for markup in its HTML file",
        "tests/formats/test_out_html.py::test_no_word_is_taken_for_markup",
        "return the text unescaped from _words in formats/out_html.py",
    ),
    Promise(
        "no word of a report is taken for a command in its LaTeX file",
        "tests/formats/test_out_tex.py::test_no_word_adds_a_command_to_the_file",
        "leave the backslash out of _AS_COMMAND in formats/out_tex.py",
    ),
    Promise(
        "no author, date or path is left in an exported file",
        "tests/formats/test_out_docx.py::test_no_author_date_or_name_of_the_tool_that_packed_it_is_left",
        "save without repack in formats/out_word.py",
    ),
    Promise(
        "what cannot be meant is refused with its place and a repair, and the draft is written as before",
        "tests/functional/test_said_wrongly.py"
        "::test_what_cannot_be_meant_is_refused_with_its_place_and_a_repair_and_the_draft_is_written",
        "return at once from _no_circle in interpretation/themes.py, or leave place= out of _end in lenses.py",
    ),
    Promise(
        "a report whose labels say less says no more anywhere, its walk back included",
        "tests/unit/analysis/report/test_labelling.py::test_nothing_anywhere_in_a_report_says_more_than_its_labels_do",
        "leave passage out of what _evidence replaces in analysis/report/labelling.py",
    ),
    Promise(
        "every text a report had is kept with its writer and can be put back",
        "tests/unit/services/reporting/test_history.py"
        "::test_every_stretch_of_writing_says_who_wrote_what_and_an_earlier_text_is_put_back_and_taken_back",
        "leave out the versions before the newest in earlier_of of storage/past.py",
    ),
    Promise(
        "a claim names who tells it otherwise and whose word alone it rests on",
        "tests/functional/test_demo_truth.py"
        "::test_each_claim_is_read_in_the_words_of_the_glossary_naming_who_tells_it_otherwise",
        "return nothing from _against in services/reporting/counting.py",
    ),
    Promise(
        "the history of a theme says who changed what and why, and what it took in and let go",
        "tests/unit/services/interpretation/test_coming_about.py"
        "::test_the_history_of_a_theme_says_who_changed_what_and_why_and_what_it_took_in_and_let_go",
        "leave out where row is None in _touched of services/interpretation/coming_about.py",
    ),
    Promise(
        "what tells a theme otherwise goes along where themes merge or come apart",
        "tests/unit/services/interpretation/test_coming_about.py"
        "::test_what_tells_a_theme_otherwise_is_not_lost_where_themes_merge_or_come_apart",
        "leave _linked_too out of merge_themes in services/interpretation/themes.py",
    ),
    Promise(
        "words held back stand in no history of a theme",
        "tests/unit/services/interpretation/test_coming_about.py::test_words_held_back_stand_in_no_history_of_a_theme",
        "let past_of of storage/seeing.py return everything told and passages_of lift the hold",
    ),
    Promise(
        "no release and no plain draft holds a comment, in any format",
        "tests/functional/test_comments_out.py::test_no_release_and_no_plain_draft_holds_a_comment",
        "list the comments at the end of what draft in services/reporting/publishing.py resolves",
    ),
    Promise(
        "who looks in reads the comments on a report and changes none",
        "tests/unit/services/reporting/test_commenting.py::test_who_looks_in_reads_the_comments_and_changes_none",
        "let write_comment in services/reporting/commenting.py ask for Right.READ",
    ),
    Promise(
        "a comment follows its sentence, and one whose place is gone is not lost",
        "tests/unit/services/reporting/test_commenting.py"
        "::test_a_comment_follows_its_sentence_and_says_when_its_place_is_gone",
        "return start from place_of in analysis/report/commenting.py",
    ),
    Promise(
        "what a report is called and for whom is changed, said in its history and undone",
        "tests/unit/services/reporting/test_reports.py"
        "::test_title_audience_and_scope_are_changed_stay_in_the_history_and_go_back_in_one_step",
        "leave audience out of the names of describe_report in services/reporting/reports.py",
    ),
    Promise(
        "a report that prints nobody's words refuses each quotation and walks back without words, as it was released",
        "tests/functional/test_live_tables.py"
        "::test_a_report_that_prints_nobodys_words_refuses_each_quotation_and_walks_back_without_words",
        "leave nobody out of shown of analysis/report/support.py; leave quoting out of the manifest of a release",
    ),
    Promise(
        "a count by themes and cases in a report says what the crosstab says",
        "tests/functional/test_live_tables.py::test_a_count_of_themes_by_case_says_what_the_crosstab_says_and_its_set",
        "write the cells of a row backwards in _count of services/reporting/live_tables.py",
    ),
    Promise(
        "a table that points nowhere refuses the release and the draft says so",
        "tests/functional/test_live_tables.py"
        "::test_a_table_that_points_nowhere_refuses_the_release_and_the_draft_says_so",
        "take person into BY of services/reporting/live_tables.py",
    ),
    Promise(
        "a stale cell of a matrix in a report says so",
        "tests/unit/services/interpretation/test_matrix.py"
        "::test_as_a_table_of_a_report_each_cell_says_whether_it_is_a_draft_or_stale",
        "return the summary alone from _cell of services/reporting/live_tables.py",
    ),
    Promise(
        "a draft goes without its walk back, on screen, with comments and in the terminal",
        "tests/functional/test_live_tables.py::test_a_draft_goes_without_its_walk_back_on_the_terminal_too",
        "leave trace out of draft_with_comments in services/reporting/commenting.py",
    ),
    Promise(
        "a release's file made again in one thread leaves nothing that another complains of",
        "tests/functional/test_release_again.py"
        "::test_a_release_made_in_one_thread_leaves_nothing_that_another_complains_of",
        "leave check_same_thread out of as_it_stood in storage/past.py",
    ),
    Promise(
        "a slash in a report finds tables by the words people type",
        "tests/browser/test_report_about.py"
        "::test_what_is_typed_after_the_slash_finds_a_table_and_enter_inserts_it",
        "let madeFor of screens/reporting/made.ts look at the key alone",
    ),
    Promise(
        "no comment of a Word release says more of a person than the label does",
        "tests/functional/test_trace_in_word.py::test_no_comment_says_more_of_a_person_than_the_label_does",
        "write every step of the walk back from _evidence_lines in formats/out_docx.py",
    ),
    Promise(
        "the demo says which claims were searched for what tells them otherwise, and which were not",
        "tests/functional/test_demo_truth.py"
        "::test_three_claims_say_what_was_searched_for_and_the_others_that_nobody_searched",
        "leave record_search out of _claims in demo/stages/writing.py",
    ),
    Promise(
        "a slash opens what can be put in, Escape takes it back, and Enter puts it where the caret stood",
        "tests/browser/test_findings.py"
        "::test_a_slash_between_two_lines_is_taken_back_by_escape_and_enter_puts_a_quotation_there",
        "leave the slash in leave of Desk.tsx; let shown of Insert.tsx fit everything; leave onEnter out",
    ),
    Promise(
        "Escape closes the drawer of quotations and gives the focus back, also when what had it is gone",
        "tests/browser/test_findings.py"
        "::test_escape_closes_the_drawer_of_quotations_and_gives_the_focus_back",
        "let heard of components/Dialog.tsx return at once; close the writing in leave of TextColumn.tsx",
    ),
    Promise(
        "the files of a report print its own title, and a release keeps the one it was made under",
        "tests/unit/services/reporting/test_reports.py"
        "::test_the_files_print_the_title_of_the_report_and_what_was_released_keeps_its_own",
        "give the title of the study to ReportFacts in services/reporting/facts.py",
    ),
    Promise(
        "who carries and who pays is drawn, tabled and said as it was settled",
        "tests/functional/test_report_figures.py"
        "::test_who_carries_and_who_pays_is_drawn_tabled_and_said_as_it_was_settled",
        "let paid of services/reporting/figures.py read carried_by; draw rows[:-1] in _resting",
    ),
    Promise(
        "themes by level and case are drawn, tabled and said as they are counted",
        "tests/functional/test_report_figures.py"
        "::test_themes_by_level_and_case_are_drawn_tabled_and_said_as_they_are_counted",
        "leave the last theme of a level out of level_case, or the last row out of its grid, in reporting/figures.py",
    ),
    Promise(
        "chains are drawn, tabled and said step by step",
        "tests/functional/test_report_figures.py::test_chains_are_drawn_tabled_and_said_step_by_step",
        "leave the last of _steps or of _marks out of chains in services/reporting/figures.py",
    ),
    Promise(
        "only the interviews of the cases in scope are counted",
        "tests/functional/test_claim_scope.py::test_only_the_interviews_of_the_cases_in_scope_are_counted",
        "let held in _units of services/reporting/counting.py be every encounter",
    ),
)
