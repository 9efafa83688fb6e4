"""Level maps to try the figure on: the demo's own, and made ones of any size."""

from __future__ import annotations

from hypothesis import strategies as st
from tests.formats.out_sample import loaded, table

from anselm.analysis.figures.level_map import (
    KIND_WORDS,
    LevelEnd,
    LevelMap,
    LevelRelation,
    LevelRing,
    LevelTheme,
    TimeMark,
)
from anselm.analysis.figures.levels import LevelFigure


def meeting(figure: LevelFigure) -> list[tuple[str, str]]:
    """Pairs of labels that meet; the pieces of one curved label may touch each other."""
    return [
        (name, other)
        for at, (name, box) in enumerate(figure.labels)
        for other, second in figure.labels[at + 1 :]
        if name != other and box.meets(second)
    ]


HUES = {"A": "22", "B": "345", "C": "255", "D": "165", "E": "300", "F": "112"}


def demo() -> LevelMap:
    """The demo study: its lens, themes, relations and cases."""
    lens = loaded("lenses/socioecological-workplace.yaml")
    notes = {"micro": "person", "meso": "team", "exo": "partners", "macro": "policy"}
    names = {one["key"]: one["name"] for one in loaded("codebook.yaml")["codes"]}
    study = loaded("themes.yaml")
    factors = {one["key"]: one["name"] for one in study["factors"]}
    ends: dict[str, LevelEnd] = {}

    def end(said: dict[str, str]) -> str:
        if "relation" in said:
            return said["relation"]
        if "code" in said and "factor" not in said:
            key = said["code"]
            ends[key] = LevelEnd(key, names[key].capitalize(), said["level"], "code", HUES[key[0]])
        elif "codes" in said:
            key = "codes"
            ends[key] = LevelEnd(key, "Everyday learning", said["level"], "code", HUES["D"])
        else:
            key = said["factor"]
            ends[key] = LevelEnd(key, factors[key].capitalize(), said["level"], "factor")
        return key

    relations = tuple(
        LevelRelation(
            one["key"], end(one["from"]), end(one["to"]), one["kind"],
            len(one["cases_for"]), len(one["cases_against"]), one["basis"],
        )
        for one in loaded("relations.yaml")["relations"]
    )  # fmt: skip
    marks = tuple(
        TimeMark(
            one["pseudonym"], months := int(one["age_months"]), f"{months} mo" if months < 24 else f"{months // 12} y"
        )
        for one in table("cases.csv")
    )
    themes = tuple(LevelTheme(one["name"], one["placements"][0]["level"]) for one in study["themes"])
    rings = tuple(LevelRing(one["key"], one["name"], notes[one["key"]]) for one in lens["levels"])
    note = "age of the team at first interview, log scale"
    return LevelMap(rings, themes, tuple(ends.values()), relations, "Chrono", note, marks)


THEMES = (
    "Learning on borrowed time", "Someone holding the door open", "Fitted round the work", "The desk next door",
    "Lending your craft, keeping your craft", "Years to become “we”", "Who is at the table", "Paper before people",
)  # fmt: skip
ENDS = (
    "Time-limited money", "Readiness to learn", "Frozen post", "Half-and-half cover", "Leave to try", "Lending skill",
    "One shared room", "Quick ask", "Shield", "Students bring in", "Who applies for posts", "Everyday learning",
    "Provision the employer owes", "Policy churn", "Far-off top", "Job worry", "Supervision that slips", "Overhearing",
    "Going out together", "Boots of cars", "Fear for one’s craft", "Belonging", "Two paymasters", "A third winter",
)  # fmt: skip
RINGS = tuple(LevelRing(key, key.title()) for key in ("micro", "meso", "exo", "macro"))
MARKS = tuple(TimeMark(f"Team {n}", 4 * 1.7**n, f"{n} y") for n in range(9))


def full(n_themes: int = 8, n_relations: int = 12) -> LevelMap:
    """Eight themes and twelve relations over twenty-four ends, one of them acting on another."""
    levels = [ring.key for ring in RINGS]
    themes = tuple(LevelTheme(name, [*levels, "chrono"][at % 5]) for at, name in enumerate(THEMES[:n_themes]))
    ends = tuple(
        LevelEnd(f"e{at}", name, levels[(at * 7 + at // 4) % 4], "factor" if at % 5 == 4 else "code", "22")
        for at, name in enumerate(ENDS[: 2 * n_relations])
    )
    kinds = list(KIND_WORDS)
    relations = [
        LevelRelation(f"r{at}", f"e{2 * at}", f"e{2 * at + 1}", kinds[at % 8], at % 9 + 1, at % 2)
        for at in range(n_relations)
    ]
    relations[-1] = LevelRelation("last", f"e{2 * n_relations - 2}", "r0", "buffers", 1, 0, "inferred")
    return LevelMap(RINGS, themes, ends[:-1], tuple(relations), "Chrono", "age", MARKS)


words = st.lists(st.sampled_from(tuple(THEMES[0].split() + ENDS[3].split() + ["a", "we"])), min_size=1, max_size=5)


@st.composite
def maps(draw: st.DrawFn) -> LevelMap:
    """Maps of one to five levels with up to eight themes and twelve relations."""
    levels = [f"l{at}" for at in range(draw(st.integers(1, 5)))]
    names = words.map(" ".join)
    places = draw(st.lists(st.sampled_from([*levels, "time"]), max_size=8))
    themes = [LevelTheme(f"{draw(names)} {at}", level) for at, level in enumerate(places)]
    n_ends = draw(st.integers(2, 16))
    ends = [
        LevelEnd(
            f"e{at}", f"{draw(names)} e{at}", draw(st.sampled_from(levels)), draw(st.sampled_from(["code", "factor"]))
        )
        for at in range(n_ends)
    ]
    keys = [end.key for end in ends]
    relations: list[LevelRelation] = []
    for at in range(draw(st.integers(0, 12))):
        source = draw(st.sampled_from(keys))
        targets = [key for key in keys if key != source] + [one.key for one in relations]
        kind = draw(st.sampled_from(list(KIND_WORDS)))
        relations.append(LevelRelation(f"r{at}", source, draw(st.sampled_from(targets)), kind, at % 10))
    rings = tuple(LevelRing(key, key) for key in levels)
    return LevelMap(rings, tuple(themes), tuple(ends), tuple(relations), marks=MARKS)
