"""What ATLAS.ti writes flat comes in as it was meant: codes in their tree, facts about documents as facts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.formats.word_files import zipped

from anselm.domain.interchange import ExchangedCode, ExchangedSet, ExchangedStudy, ExchangedVariable
from anselm.formats.project import read_whole
from anselm.formats.refi_flat import in_tree, said_by_sets
from anselm.formats.refi_in import read_project


def codes(*names: str) -> tuple[ExchangedCode, ...]:
    return tuple(ExchangedCode(f"c{n}", name) for n, name in enumerate(names))


def below(made: tuple[ExchangedCode, ...]) -> dict[str, tuple[str, bool]]:
    named = {one.guid: one.name for one in made}
    return {one.name: (named.get(one.parent, ""), one.codable) for one in made}


def test_a_code_called_by_its_path_lies_under_the_code_of_that_name() -> None:
    made = in_tree(codes("learning", "learning::overhearing", "learning:: overhearing ::at the desk", "time"))
    assert below(made) == {
        "learning": ("", True),
        "overhearing": ("learning", True),
        "at the desk": ("overhearing", True),
        "time": ("", True),
    }


def test_a_parent_that_is_no_code_becomes_a_group_and_is_the_same_at_every_coming() -> None:
    made = in_tree(codes("Team::meals", "team::walks", "Team::far::far away"))
    assert below(made) == {
        "Team": ("", False),
        "meals": ("Team", True),
        "walks": ("Team", True),
        "far": ("Team", False),
        "far away": ("far", True),
    }
    assert made == in_tree(codes("Team::meals", "team::walks", "Team::far::far away"))


def test_names_that_are_no_paths_and_books_with_a_tree_stay() -> None:
    odd = codes("::", "a::", "::b", "a:: ::b", "a:b", "::".join("x" * 41))
    assert in_tree(odd) == odd
    tree = (*codes("a", "a::b"), ExchangedCode("k", "c", parent="c0"))
    assert in_tree(tree) == tree


@given(st.lists(st.text(alphabet="ab: \u00e9", max_size=9), max_size=9))
def test_no_code_is_lost_doubled_or_under_itself(names: list[str]) -> None:
    given_codes = codes(*names)
    made = in_tree(given_codes)
    assert [one.guid for one in made if one.codable] == [one.guid for one in given_codes]
    parents = {one.guid: one.parent for one in made}
    assert len(parents) == len(made)
    for guid in parents:
        seen = set()
        while guid:
            assert guid not in seen
            seen.add(guid)
            guid = parents[guid]


def test_a_set_of_texts_called_name_and_value_says_a_fact_of_them() -> None:
    sets = (
        ExchangedSet("1", "gender: female", "", (), ("s1", "s2")),
        ExchangedSet("2", "Gender : male", "", (), ("s3",)),
        ExchangedSet("3", "gender: other", "", (), ("s2",)),
        ExchangedSet("4", "<3", "", (), ()),
        ExchangedSet("5", "theme: near", "", ("c1",), ("s1",)),
        ExchangedSet("6", "role: ", "", (), ("s1",)),
        ExchangedSet("7", "team: T1", "", (), ("s1",)),
    )
    flat = said_by_sets(sets, [ExchangedVariable("v", "Team")])
    assert [one.name for one in flat.variables] == ["gender"]
    assert {source: [one.value for one in of] for source, of in flat.values.items()} == {
        "s1": ["female"],
        "s2": ["female"],
        "s3": ["male"],
    }
    assert [one.guid for one in flat.sets] == ["3", "4", "5", "6", "7"]


def _project(origin: str) -> bytes:
    xml = (
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="x" origin="{origin}"><CodeBook><Codes>'
        '<Code guid="aaaaaaaa-0000-4000-8000-000000000001" name="Team::meals" isCodable="true"/></Codes></CodeBook>'
        '<Sources><TextSource guid="BBBBBBBB-0000-4000-8000-000000000001" name="S" plainTextPath="internal://s.txt"/>'
        '</Sources><Sets><Set guid="d" name="gender: female"><MemberSource '
        'targetGUID="{bbbbbbbb-0000-4000-8000-000000000001}"/></Set></Sets></Project>'
    )
    return zipped({"a.qde": xml, "Sources/s.txt": b"We sit together."})


def test_only_what_atlas_wrote_is_read_so() -> None:
    theirs, other = (read_project("a.qdpx", _project(one)) for one in ("ATLAS.ti 24.1", "Elsewhere 2"))
    assert isinstance(theirs, ExchangedStudy)
    assert isinstance(other, ExchangedStudy)
    assert below(theirs.codes) == {"Team": ("", False), "meals": ("Team", True)}
    assert [one.value for one in theirs.sources[0].values] == ["female"]
    assert (theirs.sets, theirs.left) == ((), ())
    assert [one.name for one in other.codes] == ["Team::meals"]
    assert [one.name for one in other.sets] == ["gender: female"]
    assert [one.what for one in other.left] == ["1 set"]


def test_the_whole_project_has_the_group_in_its_codebook() -> None:
    made = read_whole("a.qdpx", _project("ATLAS.ti"))
    assert [(one.name, one.parent, one.group) for one in made.book.codes] == [("Team", -1, True), ("meals", 0, False)]  # type: ignore[union-attr]
