"""A report points to its counts, who is heard, a matrix or a kept query; each is made from the study as it stands."""

from __future__ import annotations

import hashlib
import html
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import anselm
from anselm.cli.main import run
from anselm.domain.errors import Refused


def terminal(words: list[str]) -> object:
    """What the command ends with."""
    with pytest.raises(SystemExit) as left:
        run(words)
    return left.value.code


@pytest.fixture(scope="module")
def demo(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[anselm.Study]:
    folder = tmp_path_factory.mktemp("tables") / "harrowmere"
    shutil.copytree(demo_folder, folder)
    with anselm.open(folder) as study:
        yield study


def drafted(study: anselm.Study, key: str, before: str = "") -> str:
    if "r-t" not in {one.id for one in study.reporting.reports()}:
        study.reporting.add_report(id="r-t", title="Tables")
    study.reporting.write_report(id="r-t", body=f"{before}\n\n{{{{table:{key}}}}}\n")
    return str(study.reporting.draft(id="r-t", format="md").content.decode())


def test_a_count_of_themes_by_case_says_what_the_crosstab_says_and_its_set(demo: anselm.Study) -> None:
    table = demo.interpretation.crosstab(rows="theme", columns="case")
    text = drafted(demo, "count:theme:case")
    for row, cells in zip(table.rows, table.cells, strict=True):
        line = next(line for line in text.splitlines() if row.name in line and line.startswith("|"))
        assert [part.strip() for part in line.strip("|").split("|")][1:] == [*map(str, cells), str(row.n)]
    assert f"Counted in: {table.set}." in text
    assert "Role " in drafted(demo, "count:code:role:participants")


@pytest.mark.parametrize(
    "key",
    [
        "count",
        "count:theme",
        "count:theme:person",
        "count:case:theme",
        "count:theme:case:words",
        "query:gone",
        "matrix:gone",
        "nothing",
    ],
)
def test_a_table_that_points_nowhere_refuses_the_release_and_the_draft_says_so(demo: anselm.Study, key: str) -> None:
    text = drafted(demo, key)
    assert f"There is no table “{key}”." in text
    with pytest.raises(Refused, match="There is no table"):
        demo.reporting.release(id=f"l-{key}", report_id="r-t")


def test_who_is_heard_counts_the_quotations_of_this_report(demo: anselm.Study) -> None:
    quoted = [one for one in demo.reporting.quotations() if not one.blocked][:3]
    blocks = "\n\n".join(f"{{{{quote:{one.key}}}}}" for one in quoted)
    text = drafted(demo, "heard", blocks)
    assert re.search(r"\| All\s*\| 3\s*\|", text)
    demo.reporting.describe_report(id="r-t", quoting="none")
    assert re.search(r"\| All\s*\| 0\s*\|", drafted(demo, "heard", blocks))
    demo.reporting.describe_report(id="r-t", quoting="")


def test_a_kept_query_counts_anew_and_is_missed_when_it_is_gone(demo: anselm.Study) -> None:
    theme = demo.interpretation.crosstab(rows="theme", columns="case").rows[0]
    demo.interpretation.save_query(id="k1", name="The desk", text=theme.term)
    text = drafted(demo, "query:k1")
    assert re.search(rf"\| All\s*\| {theme.n}\s*\|", text)
    assert "The desk" in text
    demo.interpretation.remove_query(id="k1")
    assert "There is no table “query:k1”." in drafted(demo, "query:k1")


def test_a_release_with_such_tables_is_made_again_to_the_byte_after_a_coding_is_gone(demo: anselm.Study) -> None:
    drafted(demo, "count:theme:case", "{{table:matrix}}\n\n{{table:heard}}\n\n{{table:count:code:role}}")
    made = demo.reporting.release(id="l-tables", report_id="r-t", format="html")
    demo.interpretation.change_theme(id=demo.interpretation.themes()[0].id, name="Formerly", reason="as an example")
    again = demo.reporting.release_file(id="l-tables").content
    assert hashlib.sha256(again).hexdigest() == made.sha256
    assert "Formerly" in drafted(demo, "count:theme:case")


def test_a_report_that_prints_nobodys_words_refuses_each_quotation_and_walks_back_without_words(
    demo: anselm.Study,
) -> None:
    claim = next(one for one in demo.reporting.claims() if one.key == "Q3")
    steps = [one for one in demo.reporting.trace(id=claim.id).steps if one.trace.passage and one.trace.passage.words]
    said = (one.trace.passage.words[:40] for one in steps if one.trace.passage)
    words = next(one for one in said if len(one) == 40 and one.replace(" ", "").isalpha())
    body = f"{{{{claim:{claim.key}}}}}\n"
    demo.reporting.add_report(id="r-n", title="Nobody", body=body)
    assert words in demo.reporting.draft(id="r-n", format="html").content.decode()
    demo.reporting.describe_report(id="r-n", quoting="none")
    demo.reporting.release(id="l-n", report_id="r-n", format="html")
    demo.reporting.describe_report(id="r-n", quoting="")
    # What was issued so stays so, whatever the report prints later.
    assert words not in demo.reporting.release_file(id="l-n").content.decode()
    demo.reporting.describe_report(id="r-n", quoting="none")
    for one in ("html", "tex", "md"):
        assert words not in demo.reporting.draft(id="r-n", format=one).content.decode()
    quote = next(one for one in demo.reporting.quotations() if not one.blocked)
    demo.reporting.write_report(id="r-n", body=f"{body}\n{{{{quote:{quote.key}}}}}\n")
    # The walk back of the quotation that is refused holds none of its words either.
    for one in ("html", "docx", "tex", "md"):
        content = demo.reporting.draft(id="r-n", format=one).content
        if one == "docx":
            with zipfile.ZipFile(io.BytesIO(content)) as word:
                content = b"".join(word.read(name) for name in word.namelist() if name.endswith(".xml"))
        shown = html.unescape(content.decode(errors="replace"))
        assert not [part for part in (quote.words[:30], words) if part in shown], one
    refusing = [one for one in demo.reporting.check(id="r-n").faults if one.refuses]
    assert [one.reason for one in refusing] == ["This quotation cannot be printed. This report prints nobody’s words."]
    with pytest.raises(Refused, match="prints nobody’s words"):
        demo.reporting.release(id="l-n2", report_id="r-n")


def test_a_draft_goes_without_its_walk_back_on_the_terminal_too(
    demo_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "harrowmere"
    shutil.copytree(demo_folder, folder)
    with anselm.open(folder) as study:
        report = study.reporting.reports()[0]
        with_, without = (
            study.reporting.draft(id=report.id, format="html", trace=one).content for one in (True, False)
        )
        noted = study.reporting.draft_with_comments(id=report.id, format="html", trace=False).content
    assert len(without) < len(with_) / 2
    assert len(noted) < len(with_) / 2
    assert terminal(["draft", str(folder), str(tmp_path / "out.html"), "--no-trace"]) == 0
    assert abs((tmp_path / "out.html").stat().st_size - len(without)) < 200
    assert terminal(["report", str(folder), "--title", "Called anew", "--quote", "nobody"]) == 0
    told = capsys.readouterr().out
    assert "Called anew\n" in told
    assert "Words it prints: nobody’s" in told
    assert terminal(["report", str(folder), "--quote", "some"]) != 0
