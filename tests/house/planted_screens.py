"""Promises of what one sees and presses."""

from __future__ import annotations

from tests.house.planted_below import Promise

__all__ = ["SCREENS"]

SCREENS = (
    Promise(
        "the rectangle of a word is where the word is seen, however the page is turned and cut",
        "tests/formats/test_pdf_words.py::test_the_rectangle_of_a_word_is_where_the_word_is_seen",
        "let turn be 0 in words_on of formats/pdf_words.py",
    ),
    Promise(
        "words marked on a page are those of the text one reads, and a word corrected since is none of them",
        "tests/unit/services/coding/test_page_words.py::"
        "test_in_a_corrected_text_words_follow_and_those_that_were_changed_are_counted",
        "leave out whole in page_words of services/corpus/pages.py",
    ),
    Promise(
        "tests that no Firefox can be had for are left out, and the run says so",
        "tests/house/test_skips.py::test_what_cannot_be_had_here_is_no_fault_and_is_said",
        "leave not_here out of pytest_terminal_summary in tests/conftest.py",
    ),
    Promise(
        "a Firefox is driven that says it is one and knows what is asked of it",
        "tests/house/test_browser_finding.py::test_a_firefox_is_taken_that_says_it_is_one_and_is_not_too_old",
        "take any release in find_firefox of tests/browser/firefox.py",
    ),
    Promise(
        "the parts of a long text lie end to end and begin where turns begin",
        "tests/unit/analysis/test_parts.py::test_parts_lie_end_to_end_and_every_turn_is_in_one_of_them",
        "take `want + 1` for the place in _nearest of analysis/parts.py",
    ),
    Promise(
        "a part is halved for its marks, and no other cut moves",
        "tests/unit/analysis/test_parts.py::test_a_part_with_too_many_marks_is_halved_and_nothing_else_moves",
        "put only (low, middle) back among waiting in analysis/parts.py",
    ),
    Promise(
        "however many turns a very long text has, a coding more reads them no second time",
        "tests/unit/services/coding/test_text_in_parts.py::"
        "test_a_coding_more_reads_the_turns_of_a_very_long_text_no_second_time",
        "take version.n_utterances for fullest in _parts of services/coding/parts.py",
    ),
    Promise(
        "of many codes the one ready to be given is in sight, and told which of how many it is",
        "tests/browser/test_coding_friction.py::"
        "test_of_many_codes_the_one_ready_to_be_given_is_always_in_sight_and_told_which_it_is",
        "set no scrollTop in PickerList.tsx",
    ),
    Promise(
        "the desk asks first for what it needs first",
        "tests/browser/test_desk_marks.py::test_what_the_desk_needs_first_is_asked_for_first",
        "load no route in main.tsx",
    ),
    Promise(
        "a coding that crosses a border comes with each part it touches, at its own place",
        "tests/unit/services/coding/test_text_in_parts.py::test_a_coding_is_in_each_part_it_touches_at_its_own_place",
        "ask for `start >= self.start` in touches of services/coding/reading.py",
    ),
    Promise(
        "any place of a long text opens the part that holds it",
        "tests/unit/services/coding/test_text_in_parts.py::test_any_place_opens_the_part_that_holds_it",
        "let `held` be the first part in services/coding/parts.py",
    ),
    Promise(
        "what a blind reader may not see makes no part and is in no count of one",
        "tests/unit/services/coding/test_text_in_parts.py::"
        "test_what_a_blind_reader_may_not_see_makes_no_part_and_is_in_no_count",
        "let filter_of in storage/visible.py pass every coding",
    ),
    Promise(
        "from Find one codes at the end of a long text, takes it back, and reads on at the head of the next part",
        "tests/browser/test_long_text.py::test_from_find_at_its_end_one_codes_takes_back_and_reads_on",
        "leave out removeItem in goer of screens/coding/DeskParts.tsx",
    ),
    Promise(
        "a coding across the border of two parts says so in both, and its end is moved where it is",
        "tests/browser/test_long_text.py::test_a_coding_that_crosses_the_border_is_in_both_parts_and_says_so",
        "leave out holds in placeOf of rendering/textView.ts",
    ),
    Promise(
        "the next place of the same words, and turn by turn, go on into the next part",
        "tests/browser/test_long_text.py::test_the_same_words_and_the_next_turn_are_found_across_the_border",
        "let further in screens/coding/stepping.ts say that they stand nowhere",
    ),
    Promise(
        "a long text is printed whole",
        "tests/browser/test_long_text.py::test_printing_prints_the_whole_and_one_comes_back_to_the_part",
        "leave out whole in screens/coding/deskText.ts",
    ),
    Promise(
        "with a screen reader parts begin at half a megabyte",
        "tests/browser/test_long_text.py::test_a_screen_reader_gets_shorter_parts_where_that_is_chosen",
        "leave out sooner in screens/coding/deskText.ts",
    ),
    Promise(
        "what is written while nobody answers is kept and arrives later",
        "tests/browser/test_shell.py::test_what_is_written_while_nobody_answers_is_kept_and_arrives_later",
        "leave out shelf.put in state/outbox.ts",
    ),
    Promise(
        "single letters do nothing while one writes",
        "tests/browser/test_shell.py::test_every_stage_is_reached_by_its_letters_and_none_while_one_writes",
        "let isField in state/keys.ts answer false",
    ),
    Promise(
        "one browser listens to the feed once, and every tab hears",
        "tests/browser/test_shell.py::test_one_browser_listens_once_and_every_tab_hears",
        "call lead() without the lock in api/feed.ts",
    ),
    Promise(
        "a file dropped beside its place does not take the page away",
        "tests/browser/test_shell.py::test_a_file_dropped_beside_every_place_for_it_leaves_the_page_where_it_is",
        "leave out preventDefault in components/dropAnywhere.ts",
    ),
    Promise(
        "a claim is walked back to words, speaker and consent on one page",
        "tests/browser/test_report.py::test_one_goes_from_a_claim_to_its_words_and_on_to_consent",
        "leave out the consents in screens/reporting/WalkBack.tsx",
    ),
    Promise(
        "a release that is refused names its sentence and leads to it",
        "tests/browser/test_report.py::test_a_release_refused_names_the_sentence_and_leads_to_it",
        "return nothing from onRefused in screens/reporting/ReleaseDialog.tsx and show no notice",
    ),
    Promise(
        "what tells a claim otherwise is walked back to first",
        "tests/unit/services/reporting/test_walking.py::test_a_claim_is_walked_back_to_words_in_context_with_what_tells_it_otherwise_first",
        "leave out the sort in services/reporting/walking.py",
    ),
    Promise(
        "from an empty study to a coded quotation under its code in eight actions",
        "tests/browser/test_coding.py::test_from_an_empty_study_to_a_coded_quotation_takes_at_most_eight_actions",
        "let ChooseText list a single source instead of opening it",
    ),
    Promise(
        "a refused coding is taken back on screen, with its reason",
        "tests/browser/test_coding.py::test_a_refused_coding_is_taken_back_and_the_reason_stands_there",
        "leave out keeper.settle in screens/coding/useCodings.ts",
    ),
    Promise(
        "every character of an interview is in the accessibility tree",
        "tests/browser/test_coding.py::test_every_character_of_the_interview_is_in_the_accessibility_tree",
        "give .turn content-visibility: auto in rendering/text-view.css",
    ),
    Promise(
        "news of a coding redraws marks and never builds the text anew",
        "tests/browser/test_coding.py::test_a_coding_made_elsewhere_appears_and_the_text_is_not_built_anew",
        "call view.setText from setBase in screens/coding/marks.ts",
    ),
    Promise(
        "what opens over the desk never hides the words it is about",
        "tests/browser/test_coding.py::test_the_picker_never_hides_the_words_and_a_name_that_fits_nothing_becomes_a_code",
        "place it at the top of the first line in screens/coding/floating.ts",
    ),
    Promise(
        "a correction on screen replaces only what differs, so codings beside it stay whole",
        "tests/browser/test_sources.py::test_a_corrected_text_keeps_whole_codings_and_lists_the_one_whose_words_changed",
        "send all words of the turn as the replacement in screens/corpus/TextOfSource.tsx",
    ),
    Promise(
        "every mark of the level figure opens what it rests on, by arrow keys and by mouse, at every width",
        "tests/browser/test_interpret.py::test_every_mark_of_the_figure_opens_what_it_rests_on",
        "leave ref out of the marks in analysis/figures/placing.py",
    ),
    Promise(
        "a press on a turn plays from its second and marks that turn",
        "tests/browser/test_sound.py::test_a_press_on_a_turn_plays_from_its_second_and_marks_it",
        "take the turn after in turnAt or momentOf in model/sound.ts",
    ),
    Promise(
        "what is heard at that second is what was recorded there",
        "tests/browser/test_sound.py::test_what_is_heard_at_that_second_is_the_tone_of_the_turn",
        "begin each tone of demo/beeps.py a second late",
    ),
    Promise(
        "who withdraws the consent to sound is not played, and the desk says so",
        "tests/browser/test_sound.py::test_who_withdraws_is_not_played_and_where_nothing_is_nothing_is_shown",
        "show the line where recording.playable is false in screens/coding/DeskSound.tsx",
    ),
    Promise(
        "a turn tied to the sound redraws no word, and can be taken back",
        "tests/browser/test_sound.py::test_a_transcript_without_times_is_tied_by_one_key_a_turn_and_undone",
        "leave turn_times out of the reading's topics in state/topics.ts",
    ),
    Promise(
        "a withdrawal shows each claim before and after, and acts only once the code is typed",
        "tests/browser/test_cases.py::test_a_person_is_held_back_looked_at_and_withdrawn_and_nothing_of_it_is_left",
        "leave the code out of what is missing in screens/fieldwork/Withdrawal.tsx",
    ),
    Promise(
        "the caret always goes on where one coding follows another",
        "tests/browser/test_coding.py::test_the_caret_always_goes_on_where_one_coding_follows_another",
        "take the place before the joint in caretBox in rendering/caretPicture.ts",
    ),
    Promise(
        "who comes without the link and has no password is told what to do",
        "tests/browser/test_shell.py::test_who_comes_without_the_link_and_has_no_password_is_told_what_to_do",
        "leave onlyByLink out of screens/study/SignIn.tsx",
    ),
    Promise(
        "passages get another code together in one step, and what others coded stays",
        "tests/unit/services/coding/test_codings.py::"
        "test_several_passages_get_another_code_in_one_step_and_what_others_coded_stays",
        "leave coder_id out of change_many in services/coding/codings.py",
    ),
    Promise(
        "who reads a text apart codes in that reading, by whatever way the text was opened",
        "tests/browser/test_coding.py::test_who_reads_a_text_apart_lands_in_that_reading_by_whatever_way",
        "let roundId in screens/coding/index.tsx be the query's alone",
    ),
    Promise(
        "a long interview is coded by keys alone, and every coding is announced",
        "tests/browser/test_coding_by_hand.py::"
        "test_sixty_passages_of_a_long_interview_are_coded_by_keys_alone_and_all_are_announced",
        "leave aria-description out of markElement in rendering/turnElements.ts",
    ),
    Promise(
        "turn by turn one key codes what a participant says and goes on",
        "tests/browser/test_coding_by_hand.py::test_turn_by_turn_one_key_codes_what_a_participant_says_and_goes_on",
        "take all turns in Places.turn in screens/coding/places.ts",
    ),
    Promise(
        "a guide names only what is there: each name is pressed, each key struck, each sight seen",
        "tests/browser/test_first_hour.py::test_a_guide_can_be_walked_as_it_is_written",
        "write **Start a circle** for **Start a round** in docs/guide/first-hour.md",
    ),
    Promise(
        "every number on the page of a case opens exactly so many passages of that case",
        "tests/unit/services/interpretation/test_case_told.py"
        "::test_every_number_on_the_page_opens_exactly_so_many_passages_of_that_case",
        "leave AND {here} out of a query in services/interpretation/case_told.py",
    ),
    Promise(
        "cases stand side by side in the same rows, and an empty one says what it is",
        "tests/browser/test_cases.py::test_cases_stand_side_by_side_in_the_same_rows_and_an_empty_one_says_what_it_is",
        "answer nothing for a practice that is missing in Cell of screens/fieldwork/Beside.tsx",
    ),
    Promise(
        "the board of themes is worked by keys alone, and every move is taken back",
        "tests/browser/test_themes.py::test_the_board_is_worked_by_keys_alone_and_every_move_is_taken_back",
        "leave the menu of a member out of screens/interpretation/BoardTheme.tsx",
    ),
    Promise(
        "the page of a theme puts what tells it differently first",
        "tests/browser/test_themes.py"
        "::test_the_page_of_a_theme_puts_what_tells_it_differently_first_and_says_how_it_came_about",
        "put RestsOn before that section in screens/interpretation/ThemePage.tsx",
    ),
    Promise(
        "the parts of Anonymise fit a laptop, and a rule's words are replaced in a real interview with no coding moved",
        "tests/browser/test_real_files.py::"
        "test_a_name_in_a_real_interview_is_replaced_by_a_rule_and_every_coding_follows",
        "give PARTS as options in screens/corpus/Anonymise.tsx",
    ),
    Promise(
        "each step of a chain of relations has its passages, what tells it otherwise first",
        "tests/unit/services/interpretation/test_chains.py"
        "::test_each_step_of_a_chain_has_its_passages_what_tells_it_otherwise_first",
        "leave said out of _chain in services/interpretation/chains.py",
    ),
    Promise(
        "the grouping of a matrix goes out with every file",
        "tests/unit/services/interpretation/test_matrix.py"
        "::test_the_grouping_of_rows_and_columns_goes_out_with_every_file",
        "leave request.group_by out of the sheet in services/interpretation/matrix.py",
    ),
    Promise(
        "where two lenses are crossed every cell where nothing stands is named",
        "tests/unit/services/interpretation/test_lens_cross.py::test_every_cell_where_nothing_stands_is_named",
        "list only the cells that hold something as empty in services/interpretation/lens_cross.py",
    ),
    Promise(
        "a lens without relations says that interactions are not analysed",
        "tests/unit/services/interpretation/test_lens_cross.py"
        "::test_where_no_relation_is_stated_the_lens_says_that_interactions_are_not_analysed",
        "leave note empty in services/interpretation/level_figure.py or lens_cross.py",
    ),
    Promise(
        "a second reading asked for too early is refused at its field with the day it becomes possible",
        "tests/browser/test_reading_again.py::test_a_reading_is_made_again_on_the_screen_out_of_sight_of_the_first",
        "leave place out of the refusal in services/judging/again.py",
    ),
    Promise(
        "with counts hidden no number of codings is shown or said in codebook, picker and desk",
        "tests/browser/test_hidden_counts.py::test_with_the_switch_on_no_number_of_codings_is_shown_or_said",
        "let Row in screens/coding/Picker.tsx count in any case",
    ),
    Promise(
        "a survey with anything in the way comes in not at all, named by row and column",
        "tests/unit/services/corpus/test_surveys.py"
        "::test_what_a_workbook_leaves_uncertain_keeps_it_out_only_where_the_column_is_taken",
        "let `kept` in services/corpus/surveys.py ask for no problems no more",
    ),
    Promise(
        "codes brought in from a file empty nothing that is here",
        "tests/unit/services/coding/test_bringing.py::test_words_are_taken_over_and_what_the_file_leaves_empty_stays",
        "take over empty words too in services/coding/bringing.py",
    ),
    Promise(
        "nobody learns from a codebook brought in of a proposal in a blind round",
        "tests/unit/services/coding/test_bringing.py::test_nobody_learns_of_a_proposal_made_in_a_blind_round",
        "leave out in_the_open in services/coding/bringing.py",
    ),
    Promise(
        "a project brought in again doubles nothing",
        "tests/unit/services/coding/test_projects.py::test_the_same_file_again_says_so_and_doubles_nothing",
        "find no version of the same bytes in _same of services/coding/project_rows.py",
    ),
    Promise(
        "nothing of a project lands in a text that is being read apart",
        "tests/unit/services/coding/test_projects.py::test_nothing_lands_in_a_text_that_is_being_read_apart",
        "return no source from _read_apart in services/coding/project_rows.py",
    ),
    Promise(
        "no sound of a project comes in of who said no to sound",
        "tests/unit/services/coding/test_project_sounds.py::test_nobody_who_said_no_to_sound_is_heard",
        "take no refusal for one in `_kept_of` of services/coding/project_sounds.py",
    ),
    Promise(
        "a disk that fills up while a project comes in keeps nothing of it",
        "tests/unit/services/coding/test_project_sounds.py"
        "::test_a_disk_that_fills_up_while_it_comes_leaves_nothing_half_in",
        "leave out take_back in services/coding/projects.py",
    ),
    Promise(
        "a hostile project is in whole or not at all",
        "tests/unit/services/coding/test_projects_hostile.py"
        "::test_each_comes_in_whole_or_not_at_all_and_undo_takes_it_back",
        "let `_own` of formats/refi_tags.py give the GUID it was asked about",
    ),
    Promise(
        "what was kept as one's own of a project is not doubled under a colleague's name",
        "tests/unit/services/coding/test_projects.py::test_what_was_kept_as_ones_own_is_met_as_ones_own_again",
        "return no user from mine_before in services/coding/project_rows.py",
    ),
    Promise(
        "no account is taken for a coder whom a file names",
        "tests/unit/services/coding/test_projects.py::test_nobodys_account_is_taken_for_a_coder_of_the_file",
        "take researchers with an account for named ones in Whose of services/coding/project_rows.py",
    ),
    Promise(
        "what changed in the codebook tells of a blind round's proposals only once it is opened",
        "tests/unit/services/coding/test_changes.py"
        "::test_a_proposal_in_a_blind_round_is_told_to_nobody_until_the_round_is_opened",
        "leave out in_the_open in services/coding/changes.py",
    ),
    Promise(
        "a comment or highlight of a Word file stands on exactly the characters it was put on",
        "tests/formats/test_marks.py"
        "::test_any_document_of_runs_and_comments_gives_each_comment_the_runs_between_its_signs",
        "let a piece open one character later in `found` of formats/marking.py",
    ),
    Promise(
        "in a blind round nobody learns what another decided of a file's comments",
        "tests/unit/services/coding/test_proposed.py"
        "::test_in_a_blind_round_each_reader_decides_alone_and_sees_nothing_of_the_other",
        "take file_mark_answers out of FILTERS in storage/visible.py",
    ),
    Promise(
        "a file that comes anew keeps what was decided of its comments",
        "tests/unit/services/coding/test_proposed.py"
        "::test_a_file_read_again_keeps_what_was_decided_and_adds_what_is_new",
        "keep the new identifier of each mark in `meet_marks` of services/corpus/marking.py",
    ),
    Promise(
        "a folder whose reading is killed is read to its end, no file twice and none lost",
        "tests/functional/test_folders.py"
        "::test_a_folder_killed_again_and_again_is_read_to_its_end_with_no_file_twice_and_none_lost",
        "let the bytes go before `_read` in bootstrap_folders.py",
    ),
    Promise(
        "a full disk stops a folder in words and refuses no file of it",
        "tests/functional/test_folders.py::test_a_full_disk_stops_the_folder_in_words_and_loses_no_file",
        "leave out the branch of StorageFailed in bootstrap_folders.py",
    ),
    Promise(
        "a printed text says in black alone who coded what",
        "tests/browser/test_desk_marks.py::test_one_colleagues_marks_are_shown_alone_and_printed_alone",
        "draw every coder's line dashed in `line` of rendering/paper.ts",
    ),
    Promise(
        "rows of a survey that are in another order give nobody's answers to somebody else",
        "tests/unit/services/corpus/test_surveys.py"
        "::test_rows_are_known_again_by_their_order_unless_the_tables_speak_against_it",
        "leave out the loop over the rows in `_in_order` of services/corpus/survey_rows.py",
    ),
    Promise(
        "what a withdrawal takes names the survey tables it takes a row out of",
        "tests/unit/services/corpus/test_surveys.py"
        "::test_when_one_of_them_withdraws_their_row_goes_and_the_history_is_intact",
        "let tables_of in services/reporting/withdrawn_tables.py give nothing",
    ),
    Promise(
        "the waveform on a telephone leaves the room to the words and folds away nothing one has in hand",
        "tests/browser/test_sound_coding.py::test_the_waveform_is_whole_in_the_dark_and_on_a_telephone",
        "leave `folded` in screens/coding/DeskSound.tsx false, or leave hands.draft out of it",
    ),
    Promise(
        "on a narrow page each relation of the level figure has a lane of its own",
        "tests/unit/analysis/figures/test_column.py::test_a_relation_that_acts_on_another_ends_on_its_line",
        "let every relation have the first lane in lanes_of of figures/gutter.py",
    ),
)
