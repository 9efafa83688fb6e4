"""Promises of the floors below the screens: the house itself, formats, workers, storage and the web."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["FORMATS", "HOUSE", "STORAGE", "WEB", "WORKERS", "Promise"]


class Promise(NamedTuple):
    """What is promised, the test that would go red (`path::function`), and the defect that makes it."""

    promise: str
    test: str
    how: str


HOUSE = (
    Promise(
        "only bootstrap chooses adapters, floors and rooms import downwards and to the left",
        "tests/house/test_imports.py::test_a_planted_import_breaks_its_contract",
        "planted by the test: one forbidden import a contract",
    ),
    Promise(
        "no file names a registry or a path of one machine",
        "tests/house/test_tree.py::test_a_planted_address_or_path_is_seen",
        "planted by the test: an address, three kinds of path",
    ),
    Promise(
        "every package is installed by its hash",
        "tests/house/test_tree.py::test_a_planted_requirement_without_hash_is_seen",
        "planted by the test: a pin without hash, a hash without pin",
    ),
    Promise(
        "only the outermost edges catch everything",
        "tests/house/test_limits.py::test_a_planted_catch_all_is_seen",
        "planted by the test: four ways to write it",
    ),
    Promise(
        "time, chance and dynamic imports come in through ports",
        "tests/house/test_lint.py::test_a_planted_call_is_refused_by_ruff",
        "planted by the test: the banned calls",
    ),
    Promise(
        "`anselm --help` imports nothing heavy",
        "tests/house/test_quick_start.py::test_help_imports_nothing_heavy",
        "import numpy at the top of cli/main.py",
    ),
    Promise(
        "where CI=true nothing that could run is left out",
        "tests/house/test_skips.py::test_a_skip_that_could_run_fails_the_session_where_ci_is_true",
        "planted by the test: a skipped browser test",
    ),
    Promise(
        "the front end imports downwards, and only api/ calls the server",
        "tests/house/test_front_end.py::test_a_planted_import_of_the_front_end_is_seen",
        "planted by the test: one import a floor, one fetch outside api/",
    ),
    Promise(
        "every command ends 2 on misuse and has help with an example",
        "tests/unit/cli/test_terminal.py::test_every_command_has_help_with_an_example",
        "leave the example out of a command's docstring",
    ),
    Promise(
        "an error of the console or a breach of the policy fails the test of the screen",
        "tests/browser/test_the_browser_itself.py::test_the_watch_sees_a_planted_error_and_a_planted_breach",
        "planted by the test: a console error, a style element without a nonce",
    ),
    Promise(
        "what the demo keeps as data until the program can hold it is listed, file by file",
        "tests/unit/demo/test_waiting.py::test_what_waits_is_listed_and_each_of_its_files_is_there",
        "take a line out of WAITING in demo/waiting.py",
    ),
    Promise(
        "each figure of the demo's diaries is counted anew from its entries",
        "tests/unit/demo/test_diary.py::test_every_figure_of_the_diaries_is_the_one_planted",
        "change the trigger of one entry in demo/harrowmere/diary.jsonl",
    ),
    Promise(
        "each figure of the demo's literature is counted anew from its records and judgements",
        "tests/unit/demo/test_literature.py::test_every_figure_of_the_review_is_the_one_planted",
        "take the DOI out of one record of demo/harrowmere/lit/cochrane.ris",
    ),
    Promise(
        "every oddity and trap of the demo is there, one by one",
        "tests/unit/demo/test_oddities.py::test_what_is_said_out_of_the_ordinary_is_said_as_often_as_planted",
        "take one line out of demo/harrowmere/truth/oddities.csv",
    ),
    Promise(
        "the demo is made through the library alone",
        "tests/unit/demo/test_public.py::test_a_builder_that_reaches_past_the_library_is_found",
        "planted by the test: an import of bootstrap, of storage, of services",
    ),
    Promise(
        "a wheel carries every file of the demo study",
        "tests/house/test_wheel.py::test_a_wheel_carries_every_file_of_the_demo_study",
        "exclude *.jsonl from the wheel in pyproject.toml",
    ),
)

FORMATS = (
    Promise(
        "a study written for another program is read again with every text, coding, code and coder as they were",
        "tests/formats/test_refi.py::test_every_text_and_span_comes_back",
        "write the end of a selection less by one in formats/refi.py",
    ),
    Promise(
        "a project that would not be read again equal is not given out",
        "tests/formats/test_refi.py::test_a_file_that_lost_a_coding_does_not_read_back",
        "return True from reads_back in formats/refi_in.py",
    ),
    Promise(
        "how another program counts positions is found and said, and no coding is moved to fit",
        "tests/formats/test_refi.py::test_each_way_of_counting_is_found_and_said",
        "try only the first way in choose of formats/refi_places.py",
    ),
    Promise(
        "a quotation that a project writes on its page and in its words is one coding",
        "tests/formats/test_project.py::test_a_quotation_of_a_pdf_written_twice_is_one_coding",
        "bring in every place in _pdf of formats/refi_in.py",
    ),
    Promise(
        "a PDF goes out with the regions of its pages, comes in with the same, and goes out then as it did",
        "tests/unit/services/coding/test_project_pages.py::"
        "test_out_and_in_again_it_is_the_same_and_so_is_what_goes_out_then",
        "take pages.page(1) in _place of services/reporting/pages_out.py",
    ),
    Promise(
        "where names are replaced in a text its PDF goes out with no project",
        "tests/unit/services/coding/test_project_pages.py::test_where_names_are_replaced_the_pages_stay_here",
        "leave named out of leaves in pdfs of services/reporting/pages_out.py",
    ),
    Promise(
        "what of a project has no place in its text is counted and named",
        "tests/formats/test_project.py::test_what_does_not_come_is_counted_and_named_with_its_reason",
        "leave out what is outside in _source of formats/refi_in.py",
    ),
    Promise(
        "a tracked change of a document that came back counts as accepted, and is said",
        "tests/functional/test_check_file.py::test_a_tracked_change_counts_as_accepted_and_is_said",
        "let w:del through in formats/returned.py",
    ),
    Promise(
        "one leading byte order mark is dropped, and only the first",
        "tests/formats/test_canonical_text.py::test_a_bom_is_dropped_once_and_only_the_first",
        "lstrip the mark instead of removeprefix in canonical",
    ),
    Promise(
        "positions are code points, not UTF-16 units",
        "tests/formats/test_canonical_text.py::test_positions_count_code_points_and_not_the_units_of_utf_16",
        "count two for each character beyond U+FFFF in _lines of formats/speakers.py",
    ),
    Promise(
        "a tracked insertion of a Word file is kept",
        "tests/formats/test_docx.py::test_a_tracked_insertion_is_kept_and_a_deletion_left_out_with_a_word_about_each",
        "add w:ins to _SKIPPED in formats/docx.py",
    ),
    Promise(
        "no encoding is guessed",
        "tests/formats/test_canonical_text.py::test_a_legacy_encoding_is_asked_for_and_never_guessed",
        "decode as cp1252 where UTF-8 fails",
    ),
    Promise(
        "a DOCTYPE is refused in every XML that is read",
        "tests/formats/test_docx.py::test_a_doctype_is_refused_in_every_part_that_is_read",
        "drop StartDoctypeDeclHandler in formats/safe_xml.py",
    ),
    Promise(
        "no hostile file breaks its reader, reaches a limit, or goes without an answer in plain words",
        "tests/formats/test_hostile_files.py::test_no_file_comes_to_a_limit_or_breaks_its_reader",
        "let _NAME in formats/speakers.py hold any run of spaces, and take the possessive marks out of _COLON",
    ),
    Promise(
        "nothing is fetched, opened or written for a file",
        "tests/formats/test_hostile_files.py::test_nothing_is_fetched_opened_or_written",
        "let safe_xml resolve external entities",
    ),
    Promise(
        "no word of a caption file is lost without a warning",
        "tests/formats/test_captions.py::test_words_outside_any_cue_are_kept_without_a_time",
        "drop untimed blocks in _close of formats/captions.py",
    ),
    Promise(
        "every character of an OpenDocument text is in its text or is reported",
        "tests/formats/test_odt.py::test_every_character_of_every_paragraph_is_in_the_text",
        "let spaces of formats/odt.py put one space whatever the count",
    ),
    Promise(
        "every character of a Rich Text file is in its text, those beyond 65,535 as one",
        "tests/formats/test_rtf.py::test_every_character_of_every_paragraph_is_in_the_text",
        "leave _PAIR.sub out of read_rtf, or add 1 to to_skip in unicode of formats/rtf.py",
    ),
    Promise(
        "letters of a Rich Text file that may be meant in another code page are named",
        "tests/formats/test_rtf.py::test_letters_that_may_be_meant_otherwise_are_named",
        "let uncertain of formats/rtf.py return False",
    ),
    Promise(
        "every character of a web page is in its text, chapters of a book in the order of reading",
        "tests/formats/test_webpage.py::test_every_character_of_a_page_is_in_the_text",
        "collapse spaces in pre as well in say of formats/webpage.py",
    ),
    Promise(
        "what a web page hides is reported",
        "tests/formats/test_webpage.py::test_what_a_page_does_not_show_or_cannot_hold_is_reported",
        "leave the style out of hidden in begin of formats/webpage.py",
    ),
    Promise(
        "the lines of a PDF are the lines of its text, and a broken word keeps its hyphen",
        "tests/formats/test_pdf.py::test_a_word_broken_at_a_line_end_stays_broken_and_is_counted",
        "replace _BROKEN by nothing in _kept of formats/pdf.py",
    ),
    Promise(
        "a look at a survey keeps nothing, and what would name a person is not taken unless said",
        "tests/unit/services/corpus/test_surveys.py::test_a_look_says_what_each_column_becomes_and_keeps_nothing",
        "leave request.keep out of kept in services/corpus/surveys.py, or empty _NAMING",
    ),
    Promise(
        "the sheet of a workbook that was chosen is the one that is read",
        "tests/formats/test_sheet.py::test_a_sheet_is_read_by_its_name_and_all_are_listed_with_their_rows",
        "let chosen in formats/xlsx_sheets.py leave name out of its condition",
    ),
    Promise(
        "comments and highlights of an OpenDocument text stand on exactly their characters",
        "tests/formats/test_odt_marks.py"
        "::test_any_document_of_spans_and_comments_gives_each_comment_the_words_between_its_signs",
        "let finish in formats/odt_marks.py finish nothing",
    ),
    Promise(
        "a later table of a survey takes no answer, value or codings away",
        "tests/unit/services/corpus/test_surveys.py"
        "::test_a_column_of_answers_cannot_go_without_a_word",
        "leave Use.ANSWER out of _known in services/corpus/respondents.py",
    ),
    Promise(
        "a value entered by hand stays when a later table of the survey says something else",
        "tests/unit/services/corpus/test_surveys.py"
        "::test_a_value_entered_by_hand_and_a_corrected_text_are_not_silently_undone_by_a_later_table",
        "leave _same_value out of _fact in services/corpus/respondents.py",
    ),
    Promise(
        "the row of one who withdraws goes from the kept table of a survey, also where they answered nothing in words",
        "tests/unit/services/corpus/test_surveys.py"
        "::test_when_one_of_them_withdraws_their_row_goes_and_the_history_is_intact",
        "let _touched in services/reporting/withdrawn_tables.py give nothing",
    ),
    Promise(
        "a kept file that is gone or changed is found by verify",
        "tests/unit/services/corpus/test_surveys.py"
        "::test_the_table_is_kept_once_with_the_choice_of_its_columns_and_one_that_stays_out_is_not",
        "leave _file_by_file out of verify in storage/verify.py",
    ),
    Promise(
        "a line of a survey that cannot be read keeps all of it out",
        "tests/unit/services/corpus/test_surveys.py::test_a_line_that_cannot_be_read_keeps_all_of_them_out",
        "leave the problems out of kept in services/corpus/surveys.py",
    ),
    Promise(
        "a count in a file is never believed beyond what a text can hold",
        "tests/formats/test_odt.py::test_a_count_larger_than_any_text_is_refused",
        "leave the grow out of repeat in formats/odt.py",
    ),
    Promise(
        "what `anselm import` takes comes out of `anselm text` exactly, for every kind of document",
        "tests/functional/test_formats_in.py::test_what_is_imported_comes_out_exactly",
        "join paragraphs by a space in close of formats/blocks.py",
    ),
    Promise(
        "nothing a camera wrote into a picture is kept, and that it was there is said",
        "tests/formats/test_picture.py::test_nothing_a_camera_wrote_is_left_and_that_it_was_there_is_said",
        "append the part in _beside of formats/picture.py whatever it is",
    ),
)

WORKERS = (
    Promise(
        "a child that parses a file is limited in memory, computing, time and files",
        "tests/unit/workers/test_parser_pool.py::test_a_child_that_breaks_a_limit_is_a_refusal_that_names_it",
        "do not call restrain in workers/child.py (the probes then take what they want)",
    ),
    Promise(
        "no process is left behind when the server is killed",
        "tests/unit/workers/test_parser_pool.py::test_no_process_is_left_when_the_server_is_killed",
        "do not call zygote.end in workers/zygote.py",
    ),
    Promise(
        "the zygote imports the readers and nothing else of ours",
        "tests/unit/workers/test_parser_pool.py::test_the_zygote_imports_the_readers_and_nothing_else_of_ours",
        "import anselm.services in workers/zygote.py",
    ),
)

STORAGE = (
    Promise(
        "what was taken off before a withdrawal is gone with every version of it, and undo does not bring it back",
        "tests/unit/services/coding/test_page_codings.py::"
        "test_what_was_taken_off_the_pages_before_does_not_come_back_after_a_withdrawal",
        "leave erase_former out of erase in storage/work.py",
    ),
    Promise(
        "no answer of pages, and no news, depends on what another reader coded on them in a blind round",
        "tests/functional/test_two_worlds_pages.py::"
        "test_no_answer_of_pages_depends_on_what_the_other_reader_coded_on_them",
        "take media_codings out of _BLIND_KINDS in storage/work.py",
    ),
    Promise(
        "what is kept between two questions answers as if nothing were kept, and is one viewer's alone",
        "tests/unit/services/interpretation/test_kept.py::test_a_planted_answer_of_another_moment_or_viewer_is_seen",
        "planted by the test: an entry that always holds, and entries that are anybody's",
    ),
    Promise(
        "codings brought up to date between two questions are those that reading all of them again would give",
        "tests/unit/services/interpretation/test_followed.py::test_a_planted_coding_out_of_its_place_is_seen",
        "planted by the test: a coding taken away stays, one that came is put behind all others, numbers are kept",
    ),
    Promise(
        "while anything but codings changes, nothing is brought up to date from codings alone",
        "tests/unit/services/interpretation/test_followed.py::test_a_planted_change_that_is_not_followed_is_seen",
        "planted by the test: a round opened or a person held back is taken for nothing, codings stay as first read",
    ),
    Promise(
        "any flipped byte of history is found",
        "tests/unit/storage/test_history.py::test_any_flipped_byte_of_history_is_found",
        "planted by the test: one character of every cell of events, versions and rows",
    ),
    Promise(
        "a thousand steps undone leave the start",
        "tests/unit/storage/test_history.py::test_a_thousand_random_steps_undone_leave_the_start",
        "in Transaction._swing take the body after the step instead of the one before it",
    ),
    Promise(
        "undo never takes back what someone else changed since",
        "tests/unit/storage/test_history.py::test_undo_says_who_changed_the_row_since",
        "leave the comparison out of Transaction._put",
    ),
    Promise(
        "the index finds exactly what reading every text finds",
        "tests/unit/storage/test_postings.py::test_the_index_finds_what_reading_finds",
        "leave no number out between two blocks, or drop the last posting of a word, in storage/postings.py",
    ),
    Promise(
        "the index tells nothing of a source the viewer may not see, and keeps none of its words",
        "tests/unit/storage/test_index.py::test_what_may_not_be_seen_is_not_told_by_the_index_and_leaves_it",
        "answer for every version held, not those asked for, and count them in services/corpus/finding.py; "
        "or leave out _delete in _without_the_gone in storage/index.py",
    ),
    Promise(
        "words of a source taken away or erased are not left in index.db",
        "tests/unit/storage/test_index.py::test_words_of_a_source_taken_away_are_not_left_in_the_file",
        "leave out `gone` from `faulty` in storage/index.py",
    ),
    Promise(
        "an index that is missing, damaged or another study's changes no answer and is made anew",
        "tests/unit/storage/test_index.py::test_a_damaged_or_foreign_index_is_made_anew",
        "do not look at `about` in storage/index.py",
    ),
    Promise(
        "whatever is done, the columns beside the study tell what its rows tell",
        "tests/unit/storage/test_columns.py::test_planted_columns_that_tell_something_else_are_seen",
        "planted by the test: changes not followed, everything let through, turns left uncorrected",
    ),
    Promise(
        "answers from the columns tell a blind reader nothing of another's work",
        "tests/functional/test_two_worlds_columns.py::test_columns_that_let_everything_through_are_seen",
        "planted by the test: the groups are asked for as the study itself",
    ),
    Promise(
        "nothing of an erased person is left in the columns, and none from before a withdrawal are used",
        "tests/unit/storage/test_columns.py::test_nothing_of_an_erased_person_is_left_in_the_file",
        "leave columns.forget out of _written in bootstrap.py, or withdrawals out of _File.since in storage/columns.py",
    ),
    Promise(
        "passages told by the turns near them are those told by whole texts",
        "tests/unit/services/corpus/test_passages_near.py::test_a_planted_passage_told_otherwise_is_seen",
        "planted by the test: no question looked for further off, gaps skipped, no text known to have turns",
    ),
    Promise(
        "a statement built for one viewer is asked for no other",
        "tests/unit/storage/test_asked.py::test_a_planted_statement_that_is_anybodys_is_seen",
        "planted by the test: statements are everyone's as built for the first",
    ),
    Promise(
        "nothing a step worked out of its own changes is kept",
        "tests/unit/storage/test_asked.py::test_a_planted_step_that_keeps_what_came_to_nothing_is_seen",
        "planted by the test: a step keeps whatever it works out",
    ),
    Promise(
        "how readings met, brought up to date coding by coding, is what comparing all of them again tells",
        "tests/unit/services/coding/test_readings_followed.py::test_planted_readings_that_stay_as_they_were_are_seen",
        "planted by the test: differences, or marks, stay as they were",
    ),
    Promise(
        "torn columns change no answer and are made anew",
        "tests/unit/storage/test_columns.py::test_a_planted_file_that_is_not_checked_is_seen",
        "planted by the test: every check sum is 0",
    ),
)

WEB = (
    Promise(
        "no route answers at another host or to another origin",
        "tests/unit/web/test_gate.py::test_no_route_answers_at_another_host",
        "compare the Host with endswith instead of membership in web/gate.py",
    ),
    Promise(
        "nothing is changed without our own header and origin",
        "tests/unit/web/test_gate.py::test_nothing_is_changed_without_our_own_header_and_origin",
        "leave out the last test of _where_from in web/gate.py",
    ),
    Promise(
        "who may ask which route is the table of rights",
        "tests/functional/test_routes_matrix.py::test_a_route_answers_whom_the_table_of_rights_lets_and_nobody_else",
        "leave permit out of _permitted in web/api.py and out of Workbench.call",
    ),
    Promise(
        "what is hidden from a blind reader reads like what is not there",
        "tests/functional/test_routes_matrix.py::test_what_is_hidden_and_what_is_not_there_read_the_same",
        "take memos out of FILTERS in storage/visible.py",
    ),
    Promise(
        "the board of stages tells nothing of another's reading in a blind round until it is opened",
        "tests/unit/services/study/test_stages.py::test_of_a_blind_round_nothing_is_told_of_another_until_it_is_opened",
        "take stage_marks out of FILTERS in storage/visible.py and return False from _apart of study/stage_facts.py",
    ),
    Promise(
        "a change only one may know of makes no frame and no gap in another's numbers",
        "tests/unit/web/test_feed.py::test_what_only_another_may_know_makes_no_frame_and_no_gap_in_the_numbers",
        "count the frames of all channels with one number in web/feed.py",
    ),
    Promise(
        "nothing a blind reader receives over HTTP depends on the other reader",
        "tests/functional/test_two_worlds_http.py::test_a_filter_left_out_is_seen",
        "planted by the test: memos without their filter",
    ),
    Promise(
        "whatever is sent, no operation fails",
        "tests/functional/test_server_fuzz.py::test_an_operation_answers_as_described_whatever_is_sent",
        "let numbers above 2^53 through in web/shapes.py",
    ),
    Promise(
        "a password is guessed ten times in a quarter of an hour and no more",
        "tests/unit/web/test_sessions.py::test_ten_guesses_in_a_quarter_of_an_hour_and_no_more",
        "do not count in Guesses.make",
    ),
    Promise(
        "naming somebody who has no account takes the same one slow check",
        "tests/unit/web/test_sessions.py::test_one_slow_check_is_made_whoever_is_named",
        "return before signs_in where nobody was found in web/entry.py",
    ),
    Promise(
        "no combination of options opens a study to others without encryption and passwords",
        "tests/unit/web/test_places.py::test_no_combination_opens_a_study_to_others_without_encryption_and_passwords",
        "let check_open return for 0.0.0.0 in cli/serve.py",
    ),
    Promise(
        "nothing anyone wrote is printed or left in a temporary folder",
        "tests/functional/test_server.py::test_nothing_anyone_wrote_is_printed_or_left_behind",
        "log the message of what nobody foresaw, or let uploads spool to the disk",
    ),
    Promise(
        "an orderly end leaves one clean file",
        "tests/functional/test_server.py::test_an_orderly_end_leaves_clean_files_even_with_pages_open",
        "let the signal end the process in web/server.py",
    ),
    Promise(
        "answers are not held back to be sent together",
        "tests/unit/web/test_places.py::test_answers_are_not_held_back_to_be_sent_together",
        "make the socket without naming its protocol in web/server.py",
    ),
    Promise(
        "what a first table stands on is worked out while nobody waits for an answer, and ends with the workbench",
        "tests/functional/test_ahead.py::test_no_step_begins_while_somebody_waits",
        "leave out the loop that waits until it is free in bootstrap_ahead.py",
    ),
    Promise(
        "what is worked out ahead for one is found by nobody else",
        "tests/functional/test_ahead.py::test_nobody_else_finds_it",
        "leave the viewer out of the key of look_up and keep in storage/keeping.py",
    ),
)
