"""The words of these servers: a network, its faults, and small parts of which faults are made."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.demo.words import HTML, JSON, Reply, Request

Answer = Callable[[Request], Reply]
"""What the network says when nothing is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that goes wrong, or one trap that is always there in the world."""

    words: str
    """What it is, for the list on the terminal."""
    act: Callable[[Request, Answer], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One kind of server."""

    scenes: Sequence[str]
    """The scenes of the sample that it answers for; () for the Mastodon servers."""
    hosts: Sequence[str]
    """Its machines; the first one answers when a caller names none of them."""
    paths: Sequence[str]
    """Something to try with curl."""
    sources: Sequence[tuple[str, str, Mapping[str, tuple[str, ...]]]]
    """(kind, address, options) of sources that read it."""
    secrets: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken(Reply):
    """An answer that breaks the rules of HTTP on its way."""

    cut: int | None = None
    """Hang up after so many bytes of the body, though more were promised."""
    drip: float = 0.0
    """Seconds between two bytes of the body."""
    chunked: bool = False
    """Send it in pieces, with no length."""
    deaf: bool = False
    """Do not look at conditions: 200, whatever the caller knows already."""
    bare: bool = False
    """Hang up before anything is said."""


def edited(reply: Reply, change: Callable[[dict], None]) -> Reply:
    """Return an answer in JSON after something was done to its value."""
    value = json.loads(reply.data)
    change(value)
    return replace(reply, data=json.dumps(value, ensure_ascii=False).encode())


def always(words: str, reply: Reply) -> Fault:
    """Say the same to everybody."""
    return Fault(words=words, act=lambda _request, _answer: reply)


def on(path: str, words: str, reply: Reply, *, host: str = "") -> Fault:
    """Say the same to everybody whose question has this in its path; the rest is as it should be."""
    return Fault(
        words=words,
        act=lambda request, answer: (
            reply if path in request.path and host in request.host and request.method != "HEAD" else answer(request)
        ),
    )


def changed(path: str, words: str, change: Callable[[dict], None]) -> Fault:
    """Change the JSON that is said at this path."""

    def act(request: Request, answer: Answer) -> Reply:
        reply = answer(request)
        return edited(reply, change) if path in request.path and reply.type == JSON and reply.data else reply

    return Fault(words=words, act=act)


def flapping(words: str, reply: Reply) -> Fault:
    """Say it every other time, the first time among them."""
    return Fault(words=words, act=lambda request, answer: reply if request.asked % 2 else answer(request))


def page(words: str) -> bytes:
    """Return a small page of HTML, such as proxies write."""
    return f"<!doctype html>\n<html><head><title>{words}</title></head><body><h1>{words}</h1></body></html>\n".encode()


def html(status: int, words: str, **headers: str) -> Reply:
    """Answer with such a page."""
    return Reply(status=status, type=HTML, data=page(words), headers=dashed(headers))


def text(status: int, words: str, **headers: str) -> Reply:
    """Answer with plain words."""
    return Reply(status=status, data=words.encode(), headers=dashed(headers))


def value(status: int, content: object, **headers: str) -> Reply:
    """Answer with JSON."""
    return Reply(status=status, type=JSON, data=json.dumps(content).encode(), headers=dashed(headers))


def dashed(headers: Mapping[str, str]) -> dict[str, str]:
    """Write the names of headers as they are: `_` stands for `-`."""
    return {name.replace("_", "-"): content for name, content in headers.items()}
