#!/bin/sh
# From transcripts to a traced report, in the terminal.
#   sh docs/guide/journey.sh DIR FILE…     steps 1 to 3 on transcripts of your own
#   sh docs/guide/journey.sh DIR           the whole way on the demo study
# ANSELM names the program, when it is not on the path.
set -eu
anselm=${ANSELM:-anselm}
dir=$1
shift
mkdir -p "$dir"

id() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n' | sed 's/\(.\{8\}\)\(.\{4\}\).\(.\{3\}\).\(.\{3\}\)\(.\{12\}\)/\1-\2-4\3-8\4-\5/'; }
call() { operation=$1; shift; printf '%s' "$1" | $anselm call "$study" "$operation" --json -; }
first() { sed -n "s/^ *\"$1\": \"\(.*\)\",*$/\1/p" | head -n 1; }

if [ $# -gt 0 ]; then
    study=$dir/study
    $anselm new "$study" --title "My study"
    # 1. Every file is accepted with its warnings or refused with its reason; a refusal stops nothing.
    $anselm import "$study" "$@" || true
    source_id=$($anselm call "$study" corpus.sources | first id)
else
    study=$dir/harrowmere
    $anselm demo "$study" --no-serve
    source_id=$($anselm call "$study" corpus.sources | sed -n 's/^ *"id": "\(.*\)",$/\1/p' | sed -n 2p)
fi

# 2. A code, a coded passage, a memo; the last step back and forward again.
version_id=$(call corpus.reading "{\"source_id\": \"$source_id\"}" | first version_id)
code_id=$(id)
call coding.add_code "{\"id\": \"$code_id\", \"name\": \"Something learnt\", \"definition\": \"Told as new to the speaker.\"}" >/dev/null
call coding.apply "{\"id\": \"$(id)\", \"version_id\": \"$version_id\", \"start\": 200, \"end\": 320, \"code_id\": \"$code_id\"}" >/dev/null
call study.write_memo "{\"id\": \"$(id)\", \"body\": \"Read again.\", \"about_kind\": \"source\", \"about_id\": \"$source_id\"}" >/dev/null
call study.undo "{}" | first label
call study.redo "{}" | first label

# 3. Every passage of the code as a Word file.
$anselm extracts "$study" "$dir/extracts.docx" --code "Something learnt" --set working
$anselm codings "$study" | head -n 3

if [ $# -gt 0 ]; then
    $anselm verify "$study"
    exit 0
fi

# 4 to 7. Whose words, how the readings met, what stands at which level, what counts behind each sentence.
$anselm call "$study" fieldwork.consents | head -n 5
$anselm agreement "$study" | head -n 5
$anselm call "$study" interpretation.relations | first mechanism
$anselm claims "$study"

# 8. A draft always; a release names the sentence in its way.
$anselm draft "$study" "$dir/draft.html"
$anselm draft "$study" "$dir/draft.docx"
if $anselm release "$study" "$dir/release.html"; then exit 1; fi
report_id=$($anselm call "$study" reporting.reports | first id)
call reporting.write_report "{\"id\": \"$report_id\", \"body\": \"{{claim:Q1}} {{claim:Q3}}\\n\\n{{quote:3C-01#b}}\\n\"}" >/dev/null

# 9. From any sentence of the release one walks back to the words and the consent.
$anselm release "$study" "$dir/release.html" --to "the board"
$anselm backup "$study"
$anselm verify "$study"
