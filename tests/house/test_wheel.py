"""What goes into a wheel, asked of the builder itself without building one."""

from __future__ import annotations

from hatchling.builders.wheel import WheelBuilder
from tests.house.tree import ROOT, SOURCE, named
from tests.printed import say


def test_a_wheel_carries_every_file_of_the_demo_study() -> None:
    folder = SOURCE / "demo"
    there = {named(path) for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    packed = {one.relative_path for one in WheelBuilder(str(ROOT)).recurse_included_files()}
    left_out = sorted(there - packed)
    say(n_files=len(there), n_data=sum(not name.endswith(".py") for name in there), left_out=left_out)
    assert len(there) > 100
    assert not left_out
