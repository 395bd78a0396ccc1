"""Whose turn it is: an address in, and a wait until its host may be asked; or a StreetError where it may not.

One request a host at a time, a pause behind each, so many at once in all, a budget for each host and an end of the run.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from datetime import datetime

from generator.collect import addresses
from generator.collect.door import Door
from generator.collect.waiting import Rest
from generator.errors import StreetError

AHEAD = 3
"""So many times as many as may ask at once are under way. A thousand sources take 11 MB while they wait, and what they
were told waits for its reader: with five, a first run over a thousand feeds holds 20 MB more and is no faster."""
WHO: ContextVar[str] = ContextVar("who", default="")
"""Whoever is under way here, in all the tasks they start: a reading list asks many questions at once, and is one."""
LATE = "The run was over before its turn came; in the next one it comes first."


class Turns:
    """The queues of one run, first come first served; made where the loop runs."""

    def __init__(self, door: Door, now: datetime, rests: dict[str, Rest]) -> None:
        """Take the hosts that asked to be left alone; new ones are added to the same mapping."""
        self.door, self.now, self.rests = door, now, rests
        self._slots = asyncio.Semaphore(door.at_once)
        self._locks: dict[str, asyncio.Lock] = {}
        self._free: dict[str, float] = {}
        self._asked: Counter[str] = Counter()
        self._end = self._clock() + door.run
        self._under_way = 0
        self._aside: Counter[str] = Counter()
        """Those of them who wait for their own host, each with how many of their questions do."""
        self._room = asyncio.Event()

    async def begin(self, who: str) -> None:
        """Wait until one more may be under way; the next task that is made is theirs, and `end` says when it is over.

        Who waits for its own host takes nobody's place: a hundred sources on one slow server keep no other waiting.
        """
        while self._under_way - len(self._aside) >= AHEAD * self.door.at_once:
            self._room.clear()
            await self._room.wait()
        self._under_way += 1
        WHO.set(who)  # a task begins with what is set where it is made

    def end(self, _: object = None) -> None:
        """Make room for another."""
        self._under_way -= 1
        self._room.set()

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Wait until this host may be asked; StreetError where it has asked to be left alone, or a budget is spent."""
        host = addresses.turn(url)
        lock = self._locks.setdefault(host, asyncio.Lock())
        with self._waiting(long=lock.locked()):
            await lock.acquire()
        try:
            if (rest := self.rests.get(host)) and rest.holds(self.now):
                raise StreetError(rest.words, kind="resting", status=429)
            free = self._free.get(host, 0.0)
            self._in_time(free)
            pause = free - self._clock()
            with self._waiting(long=pause > 0):
                await asyncio.sleep(pause)
            async with self._slots:
                self._in_time(self._clock())
                self._afford(host)
                try:
                    yield
                finally:
                    self._free[host] = max(self._free.get(host, 0.0), self._clock() + self.door.pace(host))
        finally:
            lock.release()

    @contextmanager
    def _waiting(self, *, long: bool) -> Iterator[None]:
        """Stand aside while waiting for a host, if that takes any time."""
        if not long:
            yield
            return
        who = WHO.get()
        self._aside[who] += 1
        self._room.set()
        try:
            yield
        finally:
            self._aside[who] -= 1
            if not self._aside[who]:
                del self._aside[who]

    def delay(self, url: str, seconds: float) -> None:
        """Let a host be for a while that is shorter than the run."""
        host = addresses.turn(url)
        self._free[host] = max(self._free.get(host, 0.0), self._clock() + seconds)

    def _in_time(self, when: float) -> None:
        if when > self._end:
            raise StreetError(LATE, kind="unasked")

    def _afford(self, host: str) -> None:
        if self._asked[host] >= self.door.requests:
            words = f"{host} was asked {self.door.requests} times, the most in one run; the rest waits for the next."
            raise StreetError(words, kind="unasked")
        self._asked[host] += 1

    def _clock(self) -> float:
        return asyncio.get_running_loop().time()
