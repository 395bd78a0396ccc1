"""Rachel Kroll's criteria for readers of feeds: a log of weeks and what was said in, what the reader did wrong out.

They are those of rachelbythebay.com/fs/help.html and of her posts of 2023 and 2024; what she only records (IPv4 or
IPv6) is left out. A recording feed is one that changes on known days, sends both validators and a
max-age, and notes every question with the simulated instant.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise

from generator.demo.words import RSS, Reply
from tests.servers import documents

HOUR, DAY = timedelta(hours=1), timedelta(hours=24)
PATH = "/private-key/atom.xml"
UNSENT = frozenset({"Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 01 Jan 1800 00:00:00 GMT", ""})


@dataclass
class Recorder:
    """A feed that remembers what it sent; it is asked as a function of the request."""

    max_age: int = 43200
    validators: bool = True
    rest: frozenset = frozenset()
    """Days of the month on which it answers 429 and asks for a day's rest."""
    sent: list = field(default_factory=list)
    """(instant, ETag, Last-Modified) of every answer that had them, in order."""
    refused: list = field(default_factory=list)
    """(instant, seconds) of every 429."""

    def __call__(self, request):
        """Answer one request."""
        if request.path != PATH:
            return Reply(status=404)
        if request.today.day in self.rest:
            self.refused.append((request.today, 86400))
            return Reply(status=429, headers={"Retry-After": "86400"})
        etag, modified = self.now(request.today)
        headers = {"Cache-Control": f"max-age={self.max_age}", "Set-Cookie": "reader=you; Path=/"}
        if self.validators:
            headers |= {"ETag": etag, "Last-Modified": modified}
            self.sent.append((request.today, etag, modified))
        same = request.headers.get("if-none-match") == etag and self.validators
        if same:
            return Reply(status=304, headers={name: value for name, value in headers.items() if name != "Set-Cookie"})
        return Reply(type=RSS, data=documents.rss(day=self.edition(request.today)), headers=headers)

    @staticmethod
    def edition(today):
        """The feed changes every third day."""
        return today.day - today.day % 3 or 1

    def now(self, today):
        """The ETag changes with the feed and once more in between; Last-Modified stays for six days (criterion 4)."""
        day = today.replace(day=max(1, today.day - today.day % 6), hour=3, minute=0, second=0, microsecond=0)
        return f'W/"e{self.edition(today)}-{today.day // 2}"', format_datetime(day, usegmt=True)


def score(log, recorder):
    """Return criterion -> what was wrong, for each of 1 to 14, 16 and 17; nothing is a pass."""
    checks = (
        (1, _conditional),
        (2, _modified),
        (3, _etags),
        (4, _both),
        (5, _hourly),
        (6, _daily),
        (7, _restart),
        (8, _first),
        (9, _forced),
        (10, _obeys),
        (11, _fresh),
        (12, _cookies),
        (13, _referer),
        (14, _parameters),
        (16, _hygiene),
        (17, _agent),
    )
    return {number: list(check(log, recorder)) for number, check in checks}


def _is_conditional(line):
    return bool(line.headers.keys() & {"if-none-match", "if-modified-since"})


def _conditional(log, recorder):
    if recorder.validators:
        yield from (f"unconditional on {line.day}" for line in log[1:] if not _is_conditional(line))


def _last_sent(recorder, line):
    return next((each for each in reversed(recorder.sent) if each[0] < line.day), None)


def _value(log, recorder, header, place):
    for line in log:
        value, last = line.headers.get(header), _last_sent(recorder, line)
        if value is None:
            continue
        if value in UNSENT or value not in {each[place] for each in recorder.sent}:
            yield f"made up on {line.day}: {value}"
        elif last and value != last[place]:
            yield f"out of sequence on {line.day}: {value} instead of {last[place]}"


def _modified(log, recorder):
    return _value(log, recorder, "if-modified-since", 2)


def _etags(log, recorder):
    return _value(log, recorder, "if-none-match", 1)


def _both(log, recorder):
    if recorder.validators:
        names = {"if-none-match", "if-modified-since"}
        yield from (f"only one validator on {line.day}" for line in log[1:] if not names <= line.headers.keys())


def _hourly(log, _):
    yield from (
        f"{later.day - earlier.day} on {later.day}"
        for earlier, later in pairwise(log)
        if later.day - earlier.day < HOUR
    )


def _daily(log, _):
    whole = [line for line in log if not _is_conditional(line)]
    yield from (
        f"twice within {later.day - earlier.day} on {later.day}"
        for earlier, later in pairwise(whole)
        if later.day - earlier.day < timedelta(hours=20)
    )


def _restart(log, _):
    yield from (f"at the same instant: {later.day}" for earlier, later in pairwise(log) if later.day == earlier.day)


def _first(log, _):
    whole = [line for line in log if line.day == log[0].day]
    yield from (f"{len(whole)} questions to begin with" for _ in whole[1:2])


def _forced(log, recorder):
    whole = [line.day for line in log[1:] if not _is_conditional(line)]
    yield from (f"whole again on {day}" for day in whole if recorder.validators)


def _obeys(log, recorder):
    for instant, seconds in recorder.refused:
        until = instant + timedelta(seconds=seconds)
        yield from (f"{line.day} is before {until}" for line in log if instant < line.day < until)


def _fresh(log, recorder):
    answered = [line for line in log if line.status in {200, 304}]
    wait = timedelta(seconds=recorder.max_age)
    yield from (
        f"after {later.day - earlier.day} on {later.day}"
        for earlier, later in pairwise(answered)
        if later.day - earlier.day < wait
    )


def _cookies(log, _):
    yield from (f"a cookie on {line.day}" for line in log if "cookie" in line.headers)


def _referer(log, _):
    yield from (f"a referer on {line.day}" for line in log if "referer" in line.headers)


def _parameters(log, _):
    yield from (f"{line.target} on {line.day}" for line in log if "?" in line.target)


def _hygiene(log, _):
    yield from (f"{line.target} on {line.day}" for line in log if line.target.partition("?")[0] != PATH)


def _agent(log, _):
    yield from (f"{line.headers.get('user-agent')!r}" for line in log if "/" not in line.headers.get("user-agent", ""))
