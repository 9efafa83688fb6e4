from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import factories
from tests.visiting import HOST, PORT, Site, Visitor, Words, site

from anselm.bootstrap import Change, Workbench
from anselm.web import feed as feed_module
from anselm.web.errors import EdgeRefusal
from anselm.web.feed import Feed
from anselm.web.settings import Settings

BEN, CID = "ben", "cid"


class Source:
    """What a workbench offers the feed: someone to tell of changes."""

    def subscribe(self, subscriber: Callable[[Sequence[Change]], None]) -> Callable[[], None]:
        self.tell = subscriber
        return lambda: None


def feed_of(**given: Any) -> tuple[Feed, Source]:
    source = Source()
    known: dict[str, Any] = {"beat": 60.0, "frame_gap": 0.0}
    made = Feed(source, Settings(PORT, frozenset(), **{**known, **given}), Words())  # type: ignore[arg-type]
    return made, source


async def always(thoroughly: bool) -> bool:
    return True


async def taken(frames: AsyncIterator[bytes], n: int) -> list[bytes]:
    """The next n things a listener hears."""
    return [await asyncio.wait_for(anext(frames), 5) for _ in range(n)]


def data(frame: bytes) -> Any:
    return json.loads(frame.partition(b"data: ")[2])


def mark(frame: bytes) -> str:
    return frame.partition(b"id: ")[2].partition(b"\n")[0].decode()


def coding(identifier: str, only_for: str | None = None) -> Change:
    return Change("codings", identifier, only_for)


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0.001)


def test_a_change_is_told_by_kind_and_identifier() -> None:
    async def story() -> None:
        feed, source = feed_of()
        frames = feed.listen(BEN, None, always)
        await taken(frames, 1)
        source.tell([coding("a"), coding("b"), Change("memos", "m", None)])
        (frame,) = await taken(frames, 1)
        assert frame.startswith(b"event: change\nid: word-0000000-1\n")
        assert data(frame) == {"topics": ["codings", "memos"], "subjects": ["a", "b", "m"]}

    asyncio.run(story())


scripts = st.lists(
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from([None, BEN, CID])), min_size=1, max_size=3), max_size=12
)


async def heard_by_ben(script: Any) -> list[bytes]:
    feed, source = feed_of()
    ben, cid = feed.listen(BEN, None, always), feed.listen(CID, None, always)
    got = await taken(ben, 1)
    await taken(cid, 1)
    n = 0
    for some in script:
        if some:
            source.tell([coding(*one) for one in some])
            n += any(only_for != CID for _, only_for in some)
        await settled()
        got += await taken(ben, n - (len(got) - 1))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(anext(ben), 0.005)
    return got


@settings(max_examples=25, deadline=None)
@given(scripts)
def test_what_only_another_may_know_makes_no_frame_and_no_gap_in_the_numbers(script: Any) -> None:
    without = [[one for one in some if one[1] != CID] for some in script]
    assert asyncio.run(heard_by_ben(script)) == asyncio.run(heard_by_ben(without))


def test_who_was_away_hears_what_came_since() -> None:
    async def story() -> None:
        feed, source = feed_of()
        frames = feed.listen(BEN, None, always)
        (ready,) = await taken(frames, 1)
        await frames.aclose()  # type: ignore[attr-defined]
        for name in "abc":
            source.tell([coding(name)])
            await settled()
        again = feed.listen(BEN, mark(ready), always)
        heard = await taken(again, 4)
        assert heard[0].startswith(b"event: ready\n")
        assert [data(one)["subjects"] for one in heard[1:]] == [["a"], ["b"], ["c"]]
        last = feed.listen(BEN, mark(heard[2]), always)
        assert [data(one).get("subjects") for one in await taken(last, 2)] == [None, ["c"]]

    asyncio.run(story())


@pytest.mark.parametrize("after", ["word-0000000-1", "another-1", "word-0000000-99", "nonsense", "word-0000000--1", ""])
def test_who_was_away_too_long_or_elsewhere_begins_anew(after: str) -> None:
    async def story() -> None:
        feed, source = feed_of(frames_kept=2)
        await taken(feed.listen(BEN, None, always), 1)
        for name in "abcde":
            source.tell([coding(name)])
            await settled()
        (reset,) = await taken(feed.listen(BEN, after, always), 1)
        assert (reset.startswith(b"event: reset\n"), mark(reset)) == (True, "word-0000000-5")

    asyncio.run(story())


def test_a_bulk_of_changes_is_few_frames_and_the_last_one_is_not_lost() -> None:
    async def story() -> None:
        feed, source = feed_of(frame_gap=0.05)
        frames = feed.listen(BEN, None, always)
        await taken(frames, 1)
        for n in range(300):
            source.tell([coding(str(n))])
            await asyncio.sleep(0)
        got = await taken(frames, 2)
        assert len(data(got[0])["subjects"]) < 300
        assert data(got[1])["subjects"] == [] or "299" in data(got[1])["subjects"]
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(anext(frames), 0.2)

    asyncio.run(story())


def test_heart_beats_keep_to_the_connection_and_not_to_what_anyone_does(monkeypatch: pytest.MonkeyPatch) -> None:
    moments: list[float] = []

    async def noting(news: asyncio.Event, moment: float) -> bool:
        moments.append(moment)
        return await before(news, moment)

    before = feed_module._before
    monkeypatch.setattr(feed_module, "_before", noting)

    async def story() -> None:
        feed, source = feed_of(beat=0.02)
        frames = feed.listen(BEN, None, always)
        beats = 0
        while beats < 5:
            source.tell([coding("x", CID), coding("y")])
            beats += await anext(frames) == b": \n\n"

    asyncio.run(story())
    steps = [round((moment - moments[0]) / 0.02, 6) for moment in moments]
    assert sorted(set(steps)) == [float(n) for n in range(int(steps[-1]) + 1)]


def test_a_listener_who_may_listen_no_more_hears_nothing_more() -> None:
    async def story() -> None:
        feed, source = feed_of()
        asked: list[bool] = []

        async def until_an_account_changes(thoroughly: bool) -> bool:
            asked.append(thoroughly)
            return not thoroughly

        frames = feed.listen(BEN, None, until_an_account_changes)
        await taken(frames, 1)
        source.tell([coding("a")])
        await taken(frames, 1)
        source.tell([Change("researchers", BEN, None)])
        with pytest.raises(StopAsyncIteration):
            await anext(frames)
        assert asked[-1]

    asyncio.run(story())


def test_closing_lets_every_listener_go() -> None:
    async def story() -> None:
        feed, _ = feed_of()
        frames = [feed.listen(BEN, None, always) for _ in range(3)]
        for one in frames:
            await taken(one, 1)
        waiting = [asyncio.ensure_future(anext(one)) for one in frames]
        await settled()
        feed.close()
        ends = await asyncio.gather(*waiting, return_exceptions=True)
        assert all(isinstance(one, StopAsyncIteration) for one in ends)

    asyncio.run(story())


def test_nobody_listens_a_hundred_times() -> None:
    async def story() -> None:
        feed, _ = feed_of()
        kept = [feed.listen(BEN, None, always) for _ in range(20)]
        for one in kept:
            await taken(one, 1)
        with pytest.raises(EdgeRefusal) as refused:
            feed.listen(BEN, None, always)
        assert refused.value.status == 429

    asyncio.run(story())


async def stream(there: Site, visitor: Visitor, act: Callable[[], Any], headers: Sequence[tuple[str, str]] = ()) -> Any:
    """What the feed sends while something is done in another thread; until a change has come."""
    sent: list[Any] = []
    came = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)
        if len(sent) == 2 and act is not None:
            asyncio.get_running_loop().run_in_executor(None, act)
        if b"event: change" in message.get("body", b""):
            came.set()

    scope = visitor.scope("GET", "/api/v1/feed", [("host", HOST), *headers])
    task = asyncio.ensure_future(there.app(scope, receive, send))
    waiting = asyncio.ensure_future(came.wait())
    await asyncio.wait({task, waiting}, timeout=5, return_when=asyncio.FIRST_COMPLETED)
    task.cancel()
    waiting.cancel()
    await asyncio.gather(task, waiting, return_exceptions=True)
    return sent


def test_a_change_of_the_study_reaches_the_page(workbench: Workbench, there: Site) -> None:
    visitor = there.launched()
    ada = factories.owner(workbench)
    sent = there.runner.run(stream(there, visitor, lambda: ada.do("study.write_memo", id="m1", body="words")))
    assert sent[0]["status"] == 200
    assert (b"content-type", b"text/event-stream; charset=utf-8") in sent[0]["headers"]
    assert data(sent[2]["body"]) == {"topics": ["memos"], "subjects": ["m1"]}
    assert b"words" not in sent[2]["body"]


def test_a_private_memo_makes_no_frame_for_others(workbench: Workbench) -> None:
    ben = factories.colleague(workbench, "Ben")
    ada = factories.owner(workbench)
    there = site(workbench)

    def both() -> None:
        ada.do("study.write_memo", id="m1", body="mine", private=True)
        ada.do("study.write_memo", id="m2", body="ours")

    sent = there.runner.run(stream(there, there.signed_in(ben.viewer.researcher_id), both))
    there.close()
    assert [data(one["body"]) for one in sent[2:]] == [{"topics": ["memos"], "subjects": ["m2"]}]
    assert mark(sent[2]["body"]).endswith("-1")


def test_without_a_session_there_is_no_feed(there: Site) -> None:
    assert there.visitor().get("/api/v1/feed").status == 401
