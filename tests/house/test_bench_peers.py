"""Where a peer cannot be installed, what was last recorded is printed with its date."""

from __future__ import annotations

import pytest
from bench.peers import keys_per_coding


def test_without_the_peer_the_last_recorded_figures_are_printed_with_their_date(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(keys_per_coding, "installed", lambda _: None)
    code = keys_per_coding.main()
    printed = capsys.readouterr().out
    assert f"last recorded on {keys_per_coding.RECORDED_ON}" in printed
    assert "taguette==1.5.2" in printed
    assert "0.56, 0.67" in printed
    assert code == 0


def test_a_desk_that_needs_as_many_keys_is_told_by_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = keys_per_coding.Figure(4.5, 0.1), keys_per_coding.Figure(4.5, 0.3)
    assert keys_per_coding.shown({"a code found by typing": (ours, theirs)}) == 1
    assert "1.00, 0.33" in capsys.readouterr().out


def test_the_letters_typed_are_the_fewest_that_bring_the_code_up_first() -> None:
    names = ("Quick ask", "Quiet hours", "Own notebook")
    first = {
        typed: next(n for n in names if n.startswith(typed)) for n in names for typed in (n[:3], n[:4], n[:1], n[:2])
    }
    assert [keys_per_coding.typed_for(name, lambda typed: first[typed]) for name in names] == ["Q", "Quie", "O"]
