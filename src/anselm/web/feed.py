"""The feed: news of what changed, each researcher their own.

A change that only one researcher may know of makes no frame for anyone else, and no gap in anyone's numbers either:
every researcher's frames are counted apart. Frames are held back a moment so that a bulk of changes is one frame;
the moment begins with a change this researcher may know of. Heart-beats keep to the connection's own clock.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from anselm.bootstrap import Change, Workbench
from anselm.web.errors import EdgeRefusal
from anselm.web.settings import Settings

__all__ = ["Feed"]

_MOST_SUBJECTS = 200  # above that a frame names topics only
_MOST_LISTENERS = 20
BEAT = b": \n\n"
ACCOUNTS = b'"researchers"'
Living = Callable[[bool], Awaitable[bool]]


class _Channel:
    """One researcher's frames: the newest ones kept, so that who was away for a moment misses nothing."""

    def __init__(self, kept: int) -> None:
        self.frames: deque[tuple[int, bytes]] = deque(maxlen=kept)
        self.number = 0
        self.pending: dict[str, dict[str, None]] = {}
        self.timer: asyncio.TimerHandle | None = None
        self.sent_at = float("-inf")
        self.listeners: set[asyncio.Event] = set()


class Feed:
    """Hears of changes from the writer thread and tells every listener what they may know."""

    def __init__(self, workbench: Workbench, settings: Settings, token: Callable[[], str]) -> None:
        self._settings = settings
        self._epoch = token()[:12]
        self._channels: dict[str, _Channel] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False
        self._unsubscribe = workbench.subscribe(self._heard)

    def close(self) -> None:
        """Hear no more, and let every listener go."""
        self._closed = True
        self._unsubscribe()
        for channel in self._channels.values():
            if channel.timer is not None:
                channel.timer.cancel()
            for listener in channel.listeners:
                listener.set()

    def listen(self, researcher_id: str, after: str | None, living: Living) -> AsyncIterator[bytes]:
        """The researcher's frames after the one last seen, then each as it comes, while `living` answers true.

        `living` is asked before anything is sent; thoroughly at each beat and when an account has changed.
        Raises EdgeRefusal when someone listens too many times at once.
        """
        self._loop = asyncio.get_running_loop()
        channel = self._channels.setdefault(researcher_id, _Channel(self._settings.frames_kept))
        if len(channel.listeners) >= _MOST_LISTENERS:
            raise EdgeRefusal(429, "too-many-feeds", "This page is open too many times. Close some of them.")
        return self._frames(channel, after, living)

    async def _frames(self, channel: _Channel, after: str | None, living: Living) -> AsyncIterator[bytes]:
        news = asyncio.Event()
        channel.listeners.add(news)
        try:
            resumed = self._resumed(channel, after)
            seen = channel.number if resumed is None else resumed
            yield self._event("reset" if resumed is None else "ready", seen, b"{}")
            beat = asyncio.get_running_loop().time() + self._settings.beat
            due = False
            while not self._closed:
                fresh = [(number, frame) for number, frame in channel.frames if number > seen]
                if not await living(due or any(ACCOUNTS in frame for _, frame in fresh)):
                    return
                for number, frame in fresh:
                    seen = number
                    yield frame
                if due:
                    yield BEAT
                    beat += self._settings.beat
                due = not await _before(news, beat)
        finally:
            channel.listeners.discard(news)

    def _resumed(self, channel: _Channel, after: str | None) -> int | None:
        """The number to go on from; None when what came since is not all here. Nothing seen yet: from now on."""
        if after is None:
            return channel.number
        epoch, _, digits = after.rpartition("-")
        if epoch != self._epoch or not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
            return None
        number = int(digits)
        oldest = channel.frames[0][0] if channel.frames else channel.number + 1
        return number if oldest - 1 <= number <= channel.number else None

    def _event(self, name: str, number: int, data: bytes) -> bytes:
        return f"event: {name}\nid: {self._epoch}-{number}\ndata: ".encode() + data + b"\n\n"

    def _heard(self, changes: Sequence[Change]) -> None:
        """Called on the writer thread, which does not wait."""
        loop = self._loop
        if loop is not None and not self._closed:
            loop.call_soon_threadsafe(self._take, changes)

    def _take(self, changes: Sequence[Change]) -> None:
        for researcher_id, channel in self._channels.items():
            known = [one for one in changes if one.only_for in (None, researcher_id)]
            for one in known:
                channel.pending.setdefault(one.kind, {})[one.id] = None
            if known and channel.timer is None:
                self._hold_back(channel)

    def _hold_back(self, channel: _Channel) -> None:
        loop = asyncio.get_running_loop()
        wait = max(0.0, channel.sent_at + self._settings.frame_gap - loop.time())
        channel.timer = loop.call_later(wait, self._send, channel, loop)

    def _send(self, channel: _Channel, loop: asyncio.AbstractEventLoop) -> None:
        channel.timer, channel.sent_at = None, loop.time()
        channel.number += 1
        subjects = [one for some in channel.pending.values() for one in some]
        body = {"topics": list(channel.pending), "subjects": subjects if len(subjects) <= _MOST_SUBJECTS else []}
        channel.pending = {}
        data = json.dumps(body, separators=(",", ":")).encode()
        channel.frames.append((channel.number, self._event("change", channel.number, data)))
        for listener in channel.listeners:
            listener.set()


async def _before(news: asyncio.Event, moment: float) -> bool:
    """Whether there was news before a moment of the loop's clock."""
    try:
        async with asyncio.timeout_at(moment):
            await news.wait()
    except TimeoutError:
        return False
    news.clear()
    return True
