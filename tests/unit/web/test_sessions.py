from __future__ import annotations

import pytest
from tests import factories
from tests.visiting import Site, Visitor, site

from anselm.bootstrap import Workbench
from anselm.domain.study import Researcher
from anselm.services.ports import Hasher
from anselm.web.sessions import Guesses

GOOD = "a long enough password"
HOUR = 3600.0


def people(workbench: Workbench) -> dict[str, str]:
    """Identifiers by name."""
    return {one.name: one.id for one in workbench.people()}


@pytest.fixture
def team(workbench: Workbench) -> dict[str, str]:
    """Ada (owner) and Ben, both with a password; Cid without."""
    chief = factories.owner(workbench)
    ben = factories.colleague(workbench, "Ben")
    factories.colleague(workbench, "Cid", prefix="cccccccc")
    for one in (chief.viewer.researcher_id, ben.viewer.researcher_id):
        chief.do("study.set_password", id=one, password=GOOD)
    return people(workbench)


def who(visitor: Visitor) -> str:
    """The identifier of whoever is signed in, or empty."""
    found: str = visitor.get("/api/v1/session").json["researcher_id"]
    return found


def sign_in(visitor: Visitor, person: str, password: str = GOOD) -> int:
    return visitor.post("/api/v1/session/sign-in", {"researcher_id": person, "password": password}).status


def test_without_a_session_nothing_of_the_study_is_told(there: Site) -> None:
    answer = there.visitor().get("/api/v1/viewer")
    assert (answer.status, answer.json["code"]) == (401, "not-signed-in")
    assert there.visitor().get("/api/v1/session").json["signed_in"] is False


def test_the_launch_link_signs_the_sole_account_in_once_and_leaves_the_address(there: Site) -> None:
    word = there.app.launch.word
    first, second = there.visitor(), there.visitor()
    answers = [one.ask("GET", f"/?launch={word}") for one in (first, second)]
    assert [(one.status, one.header("location")) for one in answers] == [(303, "/"), (303, "/")]
    assert first.get("/api/v1/viewer").json["name"] == "Ada"
    assert second.get("/api/v1/viewer").status == 401


def test_a_used_link_is_followed_by_a_fresh_one(there: Site) -> None:
    told: list[str] = []
    there.app.launch.renewed = told.append
    there.launched()
    assert told == [there.app.launch.word]
    assert there.launched().get("/api/v1/viewer").status == 200


def test_the_cookie_is_for_this_port_and_no_script_and_no_other_site(there: Site) -> None:
    cookie = there.visitor().ask("GET", f"/?launch={there.app.launch.word}").header("set-cookie")
    assert cookie.startswith("anselm-7340=")
    assert {"HttpOnly", "Path=/", "SameSite=strict"} <= set(cookie.split("; "))
    assert "max-age" not in cookie.lower()


def test_over_tls_the_cookie_is_bound_to_the_host(workbench: Workbench) -> None:
    over = site(workbench, scheme="https")
    cookie = over.visitor().ask("GET", f"/?launch={over.app.launch.word}").header("set-cookie")
    over.close()
    assert cookie.startswith("__Host-anselm-7340=")
    assert "Secure" in cookie.split("; ")


def test_among_several_the_link_proves_presence_and_the_password_who_it_is(there: Site, team: dict[str, str]) -> None:
    visitor = there.launched()
    assert who(visitor) == ""
    session = visitor.get("/api/v1/session").json
    assert session["present"]
    assert {one["name"]: (one["has_password"], one["enters"]) for one in session["people"]} == {
        "Ada": (True, False),
        "Ben": (True, False),
        "Cid": (False, False),
    }
    assert sign_in(visitor, team["Ben"], "wrong password") == 401
    assert sign_in(visitor, team["Cid"], "") == 401
    assert sign_in(visitor, team["Ben"]) == 200
    assert who(visitor) == team["Ben"]


def test_a_password_also_goes_with_the_full_name(there: Site, team: dict[str, str]) -> None:
    visitor = there.visitor()
    assert sign_in(visitor, "Ben") == 200
    assert who(visitor) == team["Ben"]


def test_where_nobody_set_a_password_presence_is_enough_and_only_presence(workbench: Workbench, there: Site) -> None:
    factories.colleague(workbench, "Ben")
    ben = people(workbench)["Ben"]
    assert sign_in(there.visitor(), ben, "") == 401
    assert sign_in(there.launched(), ben, "") == 200


def test_the_owner_without_a_password_enters_by_presence_to_set_the_others(workbench: Workbench, there: Site) -> None:
    ben = factories.colleague(workbench, "Ben").viewer.researcher_id
    factories.owner(workbench).do("study.set_password", id=ben, password=GOOD)
    assert sign_in(there.visitor(), people(workbench)["Ada"], "") == 401
    assert sign_in(there.launched(), people(workbench)["Ada"], "") == 200


def test_beyond_this_computer_presence_never_stands_for_a_password(workbench: Workbench) -> None:
    open_to_others = site(workbench, private=False, scheme="https")
    visitor = open_to_others.visitor()
    visitor.ask("GET", f"/?launch={open_to_others.app.launch.word}")
    shown = visitor.ask("GET", "/api/v1/session").json
    stranger = open_to_others.visitor().ask("GET", "/api/v1/session").json
    open_to_others.close()
    assert (shown["signed_in"], [one["enters"] for one in shown["people"]]) == (False, [False])
    assert stranger["people"] == []


def test_signing_in_gives_a_new_word_and_the_old_one_is_dead(there: Site, team: dict[str, str]) -> None:
    visitor = there.launched()
    planted = dict(visitor.cookies)
    sign_in(visitor, team["Ben"])
    assert visitor.cookies != planted
    assert Visitor(there, planted).get("/api/v1/session").json["present"] is False


def test_a_word_somebody_else_chose_is_not_taken_over(there: Site, team: dict[str, str]) -> None:
    visitor = Visitor(there, {"anselm-7340": "chosen-by-an-attacker"})
    sign_in(visitor, team["Ben"])
    assert who(Visitor(there, {"anselm-7340": "chosen-by-an-attacker"})) == ""
    assert who(visitor) == team["Ben"]


def test_a_session_dies_when_idle_and_at_the_latest_after_its_longest_time(there: Site, team: dict[str, str]) -> None:
    idle, busy = (there.signed_in(team["Ben"], GOOD) for _ in range(2))
    for _ in range(24):
        there.clock.seconds += 0.49 * HOUR
        assert who(busy) == team["Ben"]
    assert who(idle) == ""
    there.clock.seconds += 0.49 * HOUR
    assert who(busy) == ""


def test_the_sole_account_of_this_computer_may_read_for_hours(there: Site) -> None:
    visitor = there.launched()
    there.clock.seconds += 11.9 * HOUR
    assert visitor.get("/api/v1/viewer").status == 200
    there.clock.seconds += 0.2 * HOUR
    assert visitor.get("/api/v1/viewer").status == 401


def test_signing_out_ends_this_session_and_everywhere_all_of_them(there: Site, team: dict[str, str]) -> None:
    one, two, three = (there.signed_in(team["Ben"], GOOD) for _ in range(3))
    ada = there.signed_in(team["Ada"], GOOD)
    kept = dict(one.cookies)
    one.post("/api/v1/session/sign-out")
    assert [who(each) for each in (Visitor(there, kept), two)] == ["", team["Ben"]]
    two.post("/api/v1/session/sign-out-everywhere")
    assert [who(each) for each in (two, three, ada)] == ["", "", team["Ada"]]
    assert two.get("/api/v1/session").json["present"]


def test_an_account_that_ends_is_out_at_once(workbench: Workbench, there: Site, team: dict[str, str]) -> None:
    visitor = there.signed_in(team["Ben"], GOOD)
    factories.owner(workbench).do("study.end_researcher", id=team["Ben"])
    assert visitor.get("/api/v1/viewer").status == 401
    assert sign_in(there.launched(), team["Ben"]) == 401


def test_a_session_does_not_outlive_its_rights(workbench: Workbench, there: Site, team: dict[str, str]) -> None:
    visitor = there.signed_in(team["Ben"], GOOD)
    factories.owner(workbench).do("study.change_researcher", id=team["Ben"], roles=["auditor"])
    assert visitor.get("/api/v1/viewer").status == 401


def test_a_new_password_ends_every_session_but_the_one_that_set_it(there: Site, team: dict[str, str]) -> None:
    here, elsewhere = (there.signed_in(team["Ben"], GOOD) for _ in range(2))
    before = dict(here.cookies)
    changed = here.post("/api/v1/researchers/password", {"id": team["Ben"], "password": "another long password"})
    assert changed.status == 200
    assert (who(here), who(elsewhere), who(Visitor(there, before))) == (team["Ben"], "", "")
    assert here.cookies != before


def test_ten_guesses_in_a_quarter_of_an_hour_and_no_more(there: Site, team: dict[str, str]) -> None:
    answers = [sign_in(there.visitor(), team["Ben"], "wrong") for _ in range(12)]
    assert answers == [401] * 10 + [429] * 2
    assert sign_in(there.visitor(), team["Ben"]) == 429
    refused = there.visitor().post("/api/v1/session/sign-in", {"researcher_id": team["Ben"], "password": GOOD})
    assert 890 <= int(refused.header("retry-after")) <= 901
    there.clock.seconds += 15 * 60 + 1
    assert sign_in(there.visitor(), team["Ben"]) == 200


def test_guesses_at_accounts_that_are_not_there_count_by_address(there: Site, team: dict[str, str]) -> None:
    answers = [sign_in(there.visitor(), f"nobody-{n}", "wrong") for n in range(11)]
    assert answers == [401] * 10 + [429]


def test_right_passwords_are_not_counted(there: Site, team: dict[str, str]) -> None:
    assert [sign_in(there.visitor(), team["Ben"]) for _ in range(25)] == [200] * 25


def test_a_guess_counts_before_it_is_judged() -> None:
    guesses = Guesses(10, 900, lambda: 0.0)
    assert [guesses.make("account") for _ in range(11)] == [0.0] * 10 + [900.0]


class Counting:
    """A hasher that notes what it was asked for."""

    def __init__(self) -> None:
        self.calls = 0

    def hash(self, password: str) -> str:
        self.calls += 1
        return f"hashed {password}"

    def matches(self, stored: str, password: str) -> bool:
        self.calls += 1
        return stored == f"hashed {password}"


@pytest.mark.parametrize("person", ["Ben", "Cid", "nobody at all", "Eve"])
def test_one_slow_check_is_made_whoever_is_named(person: str, tmp_path: object) -> None:
    from pathlib import Path

    counting: Hasher = Counting()
    with factories.study(Path(str(tmp_path)), hasher=counting) as workbench:
        chief = factories.owner(workbench)
        for name, prefix in (("Ben", "b" * 8), ("Cid", "c" * 8), ("Eve", "e" * 8)):
            factories.colleague(workbench, name, prefix=prefix)
        chief.do("study.set_password", id=people(workbench)["Ben"], password=GOOD)
        chief.do("study.end_researcher", id=people(workbench)["Eve"])
        there = site(workbench)
        before = counting.calls  # type: ignore[attr-defined]
        answer = there.visitor().post("/api/v1/session/sign-in", {"researcher_id": person, "password": "wrong"})
        there.close()
        assert counting.calls == before + 1  # type: ignore[attr-defined]
        assert answer.json["detail"] == "The name and the password do not go together."


def test_nobody_who_left_is_offered_for_signing_in(workbench: Workbench, there: Site, team: dict[str, str]) -> None:
    factories.owner(workbench).do("study.end_researcher", id=team["Cid"])
    offered = {one["name"] for one in there.visitor().get("/api/v1/session").json["people"]}
    assert offered == {"Ada", "Ben"}
    with workbench.reading(workbench.viewer()) as reads:
        assert len(reads.find(Researcher)) == 3
