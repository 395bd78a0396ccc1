"""One run over sixteen sources in a process of its own, to be killed: state, instant and port of the server in.

It holds the simplest adapter there is, too; the tests in this folder use it.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from generator import collect
from generator.collect.words import Catch
from generator.model import Item, Source, Voice

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
VOICE = Voice(key="https://ada.example/", name="Ada")


def feed(*numbers):
    return "\n".join(["<feed>", *(f"https://chalk.example/{number}" for number in numbers)]).encode()


async def lines(source, street, visit):
    """Read a feed of the simplest kind: one address a line behind the first, which is <feed>."""
    answer = await street.get(source.address)
    if answer.unchanged:
        return Catch(unchanged=True)
    found = [address for address in answer.body.decode().split("\n")[1:] if address]
    items = tuple(Item(id=each, url=each, source=source.key, voice=VOICE, text=each) for each in found)
    return Catch(items=items, home="https://home.example/", notes=("All read.",) if found else ())


async def broken(source, street, visit):
    raise ZeroDivisionError("a mistake of ours")


ADAPTERS = {"lines": lines, "feed": lines, "broken": broken}


def source(path="/", host="chalk.example", kind="lines", **fields):
    return Source(kind=kind, address=f"http://{host}{path}", name=f"{host}{path}", **fields)


SOURCES = [source(f"/{n}", f"h{n % 4}.example") for n in range(16)]


def main(state, now, port):
    door = collect.Door(hosts={f"h{n}.example": ("127.0.0.1", port) for n in range(4)}, pause=0.02)
    collect.run(SOURCES, state, now=now, since=now - timedelta(days=7), door=door, adapters=ADAPTERS)


if __name__ == "__main__":
    main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), int(sys.argv[3]))
