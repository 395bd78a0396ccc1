"""Budgets, paces and private machines: what one run may ask of one host, and of whom at all."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest

from generator import collect
from generator.collect.http import Door, Wire
from generator.collect.street import Http
from generator.collect.turns import AHEAD
from generator.collect.words import Catch
from generator.errors import StreetError
from generator.model import Health, Source
from tests.collect.driver import ADAPTERS, feed, source
from tests.collect.wild import response, wild

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def visit(*urls, named=None, **fields):
    async def go():
        async with Wire(Door(**{"allow_private": True, "pause": 0, **fields}), NOW, {}, named) as wire:
            http, found = Http(wire, {}), []
            for url in urls:
                try:
                    found.append((await http.get(url, conditional=False)).status)
                except StreetError as error:
                    found.append((error.kind, error.words))
            return found

    return asyncio.run(go())


def test_a_host_is_asked_no_more_often_than_its_budget():
    with wild({"/": response(b"x")}) as server:
        found = visit(*[server.address + "/"] * 4, requests=3)
    assert found[:3] == [200, 200, 200]
    assert found[3][0] == "unasked"
    assert len(server.requests) == 3


def test_a_host_that_wants_a_slower_pace_gets_it_and_so_do_the_hosts_under_it():
    with wild({"/": response(b"x")}) as server:
        hosts = dict.fromkeys(("www.slow.example", "quick.example", "notslow.example"), ("127.0.0.1", server.port))
        begun = time.monotonic()
        visit(
            *["http://quick.example/"] * 3, *["http://notslow.example/"] * 3, hosts=hosts, paces={"slow.example": 0.3}
        )
        quick = time.monotonic() - begun
        visit(*["http://www.slow.example/"] * 3, hosts=hosts, paces={"slow.example": 0.3})
    assert time.monotonic() - begun - quick >= 0.6
    assert quick < 0.6


def test_a_reader_whom_reddit_knows_need_not_wait_a_minute():
    assert Door().pace("www.reddit.com") == 60
    assert Door(secrets={"REDDIT_FEED_TOKEN": "marked-token"}).pace("www.reddit.com") == 1
    assert Door().pace("notreddit.com") == 1


def test_a_server_that_grants_no_more_is_left_alone_before_it_has_to_say_so():
    spent = response(b"x", "X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 2026-11-21T12:05:00.000000Z")
    with wild({"/": spent}) as server:
        found = visit(server.address + "/", server.address + "/")
    assert found == [200, ("resting", "The server grants us no more before 12:05 UTC.")]


def test_a_short_wait_for_more_is_waited_out():
    with wild({"/": response(b"x", "x-ratelimit-remaining: 0.0", "x-ratelimit-reset: 1")}) as server:
        begun = time.monotonic()
        assert visit(server.address + "/", server.address + "/") == [200, 200]
    assert time.monotonic() - begun >= 1


def test_when_the_run_is_over_the_rest_is_told_so_and_comes_first_in_the_next(tmp_path):
    with wild({f"/{n}": lambda *_: time.sleep(0.3) or response(feed(1)) for n in range(4)}) as server:
        sources = [source(f"/{n}", f"h{n}.example") for n in range(4)]
        hosts = {f"h{n}.example": ("127.0.0.1", server.port) for n in range(4)}

        def run(at, **fields):
            door = Door(hosts=hosts, pause=0, at_once=1, **fields)
            return collect.run(sources, tmp_path, now=at, since=at - 7 * DAY, door=door, adapters=ADAPTERS)

        first = run(NOW, run=0.4)
        late = [report.source for report in first if "over before its turn" in report.words]
        asked = len(server.requests)
        second = run(NOW + DAY)

    assert {report.health for report in first if report.source in late} == {Health.RESTING}
    assert 1 <= len(late) < 4
    assert {f"lines http://{each.host}{each.path}" for each in server.requests[asked : asked + len(late)]} == set(late)
    assert {report.health for report in second} <= {Health.OK, Health.UNCHANGED}


def test_a_private_machine_is_met_only_under_a_name_that_the_owner_wrote():
    with wild({}) as server:
        server.paths["/"] = response(b"", f"Location: http://localhost:{server.port}/in", status="302 Found")
        server.paths["/in"] = response(b"inside")
        assert visit(server.address + "/in", named=frozenset({"127.0.0.1"})) == [200]
        ((_, words),) = visit(server.address + "/", named=frozenset({"127.0.0.1"}))
        assert visit(server.address + "/", named=frozenset({"127.0.0.1", "localhost"})) == [200]
    assert "private" in words or "port" in words


def test_a_source_named_by_its_owner_may_be_private_and_where_it_points_may_not(tmp_path):
    with wild({}) as server:
        server.paths["/"] = response(feed(1))
        server.paths["/away"] = response(b"", f"Location: http://localhost:{server.port}/", status="302 Found")
        sources = [source(path, f"127.0.0.1:{server.port}") for path in ("/", "/away")]
        door = Door(allow_private=True, pause=0)
        found = collect.run(sources, tmp_path, now=NOW, since=NOW - DAY, door=door, adapters=ADAPTERS)
    assert [report.health for report in found] == [Health.OK, Health.FAILED]


@pytest.mark.parametrize(("status", "asked"), [("406 Not Acceptable", 2), ("404 Not Found", 1)])
def test_a_server_that_has_nothing_of_the_kind_is_asked_once_more_for_anything(status, asked):
    with wild({"/": response(b"", status=status)}) as server:
        visit(server.address + "/")
    assert [request.headers["accept"] == b"*/*" for request in server.requests] == [False, True][:asked]


def test_the_reason_a_server_gives_beside_a_refusal_is_handed_on_and_a_slow_one_costs_little():
    def slow(connection, _):
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 1000\r\n\r\nnot")
        time.sleep(4)

    async def go(url):
        async with Wire(Door(allow_private=True, pause=0), NOW, {}) as wire:
            try:
                await Http(wire, {}).get(url)
            except StreetError as error:
                return error.status, error.body

    with wild({"/said": response(b'{"error":"why"}', status="400 Bad Request"), "/slow": slow}) as server:
        begun = time.monotonic()
        assert asyncio.run(go(server.address + "/said")) == (400, b'{"error":"why"}')
        assert asyncio.run(go(server.address + "/slow"))[0] == 404
        assert time.monotonic() - begun < 3.5


def test_many_large_answers_at_once_are_all_read_one_after_the_other_where_there_is_no_room():
    body, hosts = b"x" * 1_500_000, [f"h{number}.example" for number in range(20)]
    with wild({"/": response(body)}) as server:
        street = dict.fromkeys(hosts, ("127.0.0.1", server.port))

        async def go():
            async with Wire(Door(hosts=street, pause=0), NOW, {}) as wire:
                asked = (Http(wire, {}).get(f"http://{host}/", conditional=False) for host in hosts)
                return [len(answer.body) for answer in await asyncio.gather(*asked)]

        assert asyncio.run(go()) == [len(body)] * 20


# ---------------------------------------------------------------- many sources at once


def crowd(tmp_path, names, *, hosts, pause=0.0, **fields):
    """Visit sources that are named by no host, as hashtags are, and return who came when, and the most at once."""
    came, there, most = [], 0, 0

    async def tag(source, street, visit):
        nonlocal there, most
        there += 1
        most = max(most, there)
        try:
            await street.get(f"http://{hosts(source.name)}/")
        finally:
            there -= 1
        return Catch()

    with wild({"/": response(b"x")}) as server:
        places = {hosts(name): ("127.0.0.1", server.port) for name in names}
        door = Door(hosts=places, pause=0, follow=False, paces={"slow.example": pause}, **fields)
        collect.run(
            [Source(kind="tag", address=f"#{name}", name=name) for name in names], tmp_path, now=NOW, since=NOW - DAY,
            door=door, adapters={"tag": tag}, tell=lambda report: came.append(report.name),
        )  # fmt: skip
    return came, most


def test_of_many_sources_only_some_are_under_way_at_one_time(tmp_path):
    names = [f"t{number}" for number in range(6 * AHEAD)]
    came, most = crowd(tmp_path, names, hosts=lambda name: f"{name}.example", at_once=2)

    assert sorted(came) == sorted(names)
    assert 2 < most <= 2 * AHEAD


def test_many_sources_on_one_slow_host_keep_no_other_waiting(tmp_path):
    slow, quick = [f"slow{number}" for number in range(2 * AHEAD)], [f"quick{number}" for number in range(8)]

    def host(name):
        return "slow.example" if name in slow else f"{name}.example"

    came, _ = crowd(tmp_path, [*slow, *quick], hosts=host, pause=0.2, at_once=1)

    assert set(came[: len(quick) + 3]) >= set(quick)
    assert set(came) == {*slow, *quick}


def test_a_source_with_many_questions_at_one_slow_host_stands_aside_once(tmp_path):
    names = ["list", *(f"t{number}" for number in range(4 * AHEAD))]
    under_way, most = 0, 0

    async def ask(source, street, visit):
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        host = "slow.example" if source.name == "list" else f"{source.name}.example"
        try:
            await asyncio.gather(*(street.get(f"http://{host}/{n}") for n in range(20 if source.name == "list" else 1)))
        finally:
            under_way -= 1
        return Catch()

    with wild({f"/{n}": response(b"x") for n in range(20)}) as server:
        hosts = {"slow.example": 0, **{f"{name}.example": 0 for name in names}}
        door = Door(
            hosts=dict.fromkeys(hosts, ("127.0.0.1", server.port)), pause=0, follow=False,
            paces={"slow.example": 0.05}, at_once=1,
        )  # fmt: skip
        collect.run(
            [Source(kind="tag", address=f"#{name}", name=name) for name in names], tmp_path, now=NOW, since=NOW - DAY,
            door=door, adapters={"tag": ask},
        )  # fmt: skip

    assert 2 < most <= AHEAD + 1
