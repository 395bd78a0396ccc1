"""The one door to the network against real servers on loopback, kind ones and hostile ones."""

import asyncio
import gzip
import socket
import time
import zlib
from datetime import UTC, datetime, timedelta

import pytest

from generator import __version__
from generator.collect.http import Door, Wire
from generator.collect.manners import Page
from generator.collect.street import Http
from generator.collect.waiting import Rest
from generator.collect.words import FEEDS, JSON
from generator.errors import StreetError
from tests.collect.wild import response, wild

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Chalk Notes</title></channel></rss>'
BRIEF = {"seconds": 0.4, "pause": 0}


def door(**fields):
    return Door(**{"allow_private": True, "pause": 0, "seconds": 5, **fields})


def visit(*urls, pages=None, at=NOW, rests=None, through=None, **question):
    """Ask for each address in turn in one visit; return the answers (or the errors) and the visitor."""

    async def go():
        async with Wire(through or door(), at, {} if rests is None else rests) as wire:
            http, found = Http(wire, pages or {}), []
            for url in urls:
                try:
                    found.append(await http.get(url, **question))
                except StreetError as error:
                    found.append(error)
            return found, http

    return asyncio.run(go())


def ask(url, **fields):
    return visit(url, **fields)[0][0]


def refused(url, **fields):
    found = ask(url, **fields)
    assert isinstance(found, StreetError), found
    assert found.words.endswith("."), found.words
    return found.words


# ------------------------------------------------ what is sent


def test_a_feed_is_read_and_who_asks_is_said():
    with wild({"/feed?a=%7e&b": response(FEED, "ETag: x", "X-A: 1", "X-A: 2", "Set-Cookie: a=b")}) as server:
        through = door(contact="https://weekly.example")
        (answer, _), _ = visit(server.address + "/feed?a=%7e&b#part", server.address + "/feed?a=%7e&b", through=through)
    sent = server.requests[0].headers

    assert (answer.status, answer.body, answer.unchanged) == (200, FEED, False)
    assert answer.headers["x-a"] == "1"
    assert sent["user-agent"] == f"Gleaner/{__version__} (+https://weekly.example)".encode()
    assert sent["accept"] == FEEDS.encode()
    assert sent["accept-encoding"] == b"gzip, deflate"
    assert {"cookie", "referer", "if-none-match", "if-modified-since", "authorization"} & set(
        server.requests[1].headers
    ) == set()
    assert server.requests[0].path == "/feed?a=%7e&b"


def test_an_address_beyond_ascii_is_encoded():
    with wild({"/b%C3%BCcher?q=%C3%A4": response(FEED)}) as server:
        assert ask(server.address + "/bücher?q=ä").body == FEED


def test_no_contact_can_smuggle_a_header_in():
    with wild({"/": response(FEED)}) as server:
        assert ask(server.address + "/", through=door(contact="x\r\nEvil: yes")).status == 200
    assert "evil" not in server.requests[0].headers


def test_secrets_do_not_show():
    assert "hunter2" not in repr(Door(secrets={"MASTODON_TOKEN__CHALK_EXAMPLE": "hunter2"}))


# ------------------------------------------------ conditional questions


def test_validators_go_back_byte_for_byte_and_304_is_unchanged():
    with wild({"/": response(FEED, 'ETag: W/"a,  b"', "Last-Modified: Sat, 21 nov 2026 10:00:00 GMT")}) as server:
        _, http = visit(server.address + "/")
        server.paths["/"] = b'HTTP/1.1 304 Not Modified\r\nETag: "2"\r\n\r\n'
        (answer,), again = visit(server.address + "/", pages=http.learnt, at=NOW + timedelta(hours=2))
        visit(server.address + "/", pages=again.learnt, at=NOW + timedelta(hours=4))

    assert server.requests[1].headers["if-none-match"] == b'W/"a,  b"'
    assert server.requests[1].headers["if-modified-since"] == b"Sat, 21 nov 2026 10:00:00 GMT"
    assert (answer.unchanged, answer.body) == (True, b"")
    assert server.requests[2].headers["if-none-match"] == b'"2"'
    assert server.requests[2].headers["if-modified-since"] == b"Sat, 21 nov 2026 10:00:00 GMT"


def test_the_same_bytes_with_new_validators_are_unchanged_and_the_new_ones_are_kept():
    with wild({"/": response(FEED, 'ETag: "1"')}) as server:
        _, http = visit(server.address + "/")
        server.paths["/"] = response(FEED, 'ETag: "2"')
        (answer,), again = visit(server.address + "/", pages=http.learnt, at=NOW + timedelta(hours=2))

    assert answer.unchanged
    assert [page.etag for page in again.learnt.values()] == ['"2"']


def packed(data, mtime, *headers):
    return response(gzip.compress(data, mtime=mtime), "Content-Encoding: gzip", *headers)


def test_what_comes_packed_is_unchanged_where_either_its_bytes_or_what_they_hold_are_those_of_last_time():
    with wild({"/": packed(FEED, 1, 'ETag: "1"')}) as server:
        (first,), http = visit(server.address + "/")
        told = [(first.unchanged, first.body)]
        for hours, answer in ((2, packed(FEED, 1, 'ETag: "2"')), (4, packed(FEED, 2)), (40, packed(FEED + b" ", 2))):
            server.paths["/"] = answer
            (found,), http = visit(server.address + "/", pages=http.learnt, at=NOW + timedelta(hours=hours))
            told.append((found.unchanged, found.body))

    assert told == [(False, FEED), (True, b""), (True, b""), (False, FEED + b" ")]
    assert server.requests[2].headers["if-none-match"] == b'"2"'


def test_of_an_answer_in_which_a_secret_stood_no_digest_of_its_bytes_is_kept():
    through = door(secrets={"REDDIT_SECRET": "a-very-long-secret"})
    with wild({"/a": packed(FEED, 1), "/b": packed(FEED + b"a-very-long-secret", 1)}) as server:
        _, http = visit(server.address + "/a", server.address + "/b", through=through)

    assert [bool(page.packed) for page in http.learnt.values()] == [True, False]


def test_validators_belong_to_an_address_and_an_accept():
    with wild({"/": response(FEED, 'ETag: "1"'), "/b": response(FEED, 'ETag: "1"')}) as server:
        _, http = visit(server.address + "/")
        visit(server.address + "/b", pages=http.learnt, at=NOW + timedelta(hours=2))
        visit(server.address + "/", accept=JSON, pages=http.learnt, at=NOW + timedelta(hours=2))
        visit(server.address + "/", conditional=False, pages=http.learnt, at=NOW + timedelta(hours=2))

    assert ["if-none-match" in request.headers for request in server.requests] == [False] * 4


def test_what_is_still_fresh_is_not_asked_for_again():
    with wild({"/": response(FEED, 'ETag: "1"', "Cache-Control: max-age=7200")}) as server:
        _, http = visit(server.address + "/")
        (fresh,), same = visit(server.address + "/", pages=http.learnt, at=NOW + timedelta(minutes=119))
        ask(server.address + "/", pages=same.learnt, at=NOW + timedelta(minutes=121))

    assert fresh.unchanged
    assert same.asked == 0
    assert len(server.requests) == 2


def test_a_web_page_is_read_whole_each_time_for_the_feed_it_names_may_be_new():
    with wild({"/": response(b"<!doctype html><link rel=alternate>", 'ETag: "1"')}) as server:
        _, http = visit(server.address + "/")
        assert ask(server.address + "/", pages=http.learnt, at=NOW + timedelta(hours=2)).status == 200

    assert http.learnt == {}
    assert "if-none-match" not in server.requests[1].headers


def test_a_304_to_a_question_without_condition_is_an_error():
    with wild({"/": b"HTTP/1.1 304 Not Modified\r\n\r\n"}) as server:
        assert "had not asked" in refused(server.address + "/")


# ------------------------------------------------ stop signs


def test_410_ends_it_and_it_is_not_asked_for_again():
    with wild({"/": response(status="410 Gone")}) as server:
        (error,), http = visit(server.address + "/")
        (again,), later = visit(server.address + "/", pages=http.certain, at=NOW + timedelta(days=3), conditional=False)

    assert (error.kind, error.words) == (again.kind, again.words) == ("gone", error.words)
    assert len(server.requests) == 1
    assert later.asked == 0


def test_429_holds_for_every_page_of_the_host():
    rests = {}
    with wild({"/": response(status="429 Too Many Requests\r\nRetry-After: 7200"), "/b": response(FEED)}) as server:
        found, http = visit(server.address + "/", server.address + "/b", rests=rests)
        assert ask(server.address + "/b", rests=rests, at=NOW + timedelta(hours=3)).status == 200

    words = "The server asks to be left alone until 14:00 UTC (429 Too Many Requests)."
    assert [(error.kind, error.words) for error in found] == [("resting", words)] * 2
    assert http.asked == 1
    assert [request.path for request in server.requests] == ["/", "/b"]


def test_a_plain_503_is_a_failure_and_one_with_retry_after_a_rest():
    with wild({"/": response(status="503 Service Unavailable")}) as server:
        assert ask(server.address + "/").kind == "failed"
        server.paths["/"] = response(status="503 Service Unavailable\r\nRetry-After: 60")
        assert ask(server.address + "/").kind == "resting"


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "500 Oops", "204 No Content", "206 Partial"])
def test_a_status_that_is_no_answer_is_said_with_its_number(status):
    with wild({"/": response(status=status)}) as server:
        assert status[:3] in refused(server.address + "/")


# ------------------------------------------------ redirects


def away(to, status="302 Found"):
    return response(status=f"{status}\r\nLocation: {to}")


def test_a_redirect_is_followed_and_the_last_address_is_named():
    with wild({"/": away("/b/../feed"), "/feed": response(FEED)}) as server:
        assert ask(server.address + "/").url == server.address + "/feed"


def test_a_permanent_move_is_taken_straight_after_two_runs():
    with wild({"/": away("/new", "301 Moved"), "/new": response(FEED, 'ETag: "1"')}) as server:
        pages = {}
        for day in range(4):
            _, http = visit(server.address + "/", pages=pages, at=NOW + timedelta(days=day))
            pages = http.learnt

    assert [request.path for request in server.requests] == ["/", "/new", "/", "/new", "/new", "/new"]
    assert "if-none-match" not in server.requests[2].headers
    assert server.requests[3].headers["if-none-match"] == b'"1"'


def test_a_remembered_target_that_is_a_dead_end_is_forgotten():
    with wild({"/new": response(status="410 Gone"), "/": response(FEED)}) as server:
        _, first = visit(server.address + "/")
        ((key, page),) = first.learnt.items()
        moved = {key: Page(asked=page.asked, moved=server.address + "/new", agreed=2)}
        (error,), http = visit(server.address + "/", pages=moved, at=NOW + timedelta(days=1))
        assert ask(server.address + "/", pages=http.certain, at=NOW + timedelta(days=2)).body == FEED

    assert error.kind == "failed"
    assert "not asked for again" not in error.words


def test_a_remembered_target_that_cannot_be_reached_is_forgotten():
    with wild({"/": response(FEED)}) as server:
        through = Door(pause=0, hosts={"chalk.example": ("127.0.0.1", server.port)})
        _, first = visit("http://chalk.example/", through=through)
        ((key, page),) = first.learnt.items()
        moved = {key: Page(asked=page.asked, moved="http://lapsed.example/", agreed=2)}
        (error,), http = visit("http://chalk.example/", pages=moved, at=NOW + timedelta(days=1), through=through)
        again = ask("http://chalk.example/", pages=http.certain, at=NOW + timedelta(days=2), through=through)

    assert error.words == "There is no such host: lapsed.example."
    assert again.body == FEED


@pytest.mark.parametrize(("status", "gone"), [("302 Found", False), ("301 Moved", True)])
def test_the_end_of_a_detour_is_not_the_end_of_the_address(status, gone):
    with wild({"/": away("/b", status), "/b": response(status="410 Gone")}) as server:
        (error,), http = visit(server.address + "/")

    assert (error.kind == "gone", bool(http.certain)) == (gone, gone)


@pytest.mark.parametrize(
    ("paths", "word"),
    [
        ({"/": away("/b"), "/b": away("/")}, "circle"),
        ({"/": away("/")}, "circle"),
        ({"/" + "x" * n: away("/" + "x" * (n + 1)) for n in range(9)}, "more than 5"),
        ({"/": away("file:///etc/hostname")}, "not an address"),
        ({"/": away("gopher://127.0.0.1/1x")}, "not an address"),
        ({"/": away("http://ada:pw@127.0.0.1/")}, "not an address"),
        ({"/": response(status="302 Found")}, "302"),
        ({"/": away("http://169.254.169.254/latest/meta-data/")}, "private address"),
    ],
)
def test_a_redirect_to_nowhere_good_is_refused(paths, word):
    with wild(paths) as server:
        assert word in refused(server.address + "/")


# ------------------------------------------------ private machines


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "0", "[::ffff:127.0.0.1]", "[::1]", "①②⑦.⓪.⓪.①"]
)
def test_loopback_is_not_met_however_it_is_written(host):
    with wild({"/": response(b"SECRET")}) as server:
        through = Door(pause=0, seconds=5, hosts={"open.example": ("127.0.0.1", server.port + 1)})
        refused(f"http://{host}:{server.port}/", through=through)

    assert server.requests == []


def test_a_name_that_leads_to_a_private_machine_is_refused_at_the_connection():
    assert "private address" in refused("http://localhost:8080/", through=Door(pause=0, seconds=5))


def test_the_street_map_is_the_whole_world():
    with wild({"/": response(FEED)}) as server:
        through = Door(pause=0, hosts={"chalk.example": ("127.0.0.1", server.port)})
        assert ask("http://chalk.example/", through=through).body == FEED
        assert refused("http://elsewhere.example/", through=through) == "There is no such host: elsewhere.example."

    assert server.requests[0].host == "chalk.example"


def test_what_is_asked_for_over_https_never_goes_in_the_open():
    with wild({"/": response(FEED)}) as server:
        refused(f"https://127.0.0.1:{server.port}/", through=door(seconds=0.3))

    assert server.requests == []


def test_a_redirect_from_the_map_to_loopback_is_refused():
    with wild({"/secret": response(b"SECRET")}) as private:
        with wild({"/": away(private.address + "/secret")}) as server:
            through = Door(pause=0, hosts={"chalk.example": ("127.0.0.1", server.port)})
            assert "private address" in refused("http://chalk.example/", through=through)
        assert private.requests == []


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "http://a:b@chalk.example/", "http://chalk.example:22/", "http://[::1", ""]
)
def test_what_is_not_an_address_on_the_web_is_not_asked_for(url):
    found, http = visit(url, through=Door(pause=0))

    assert isinstance(found[0], StreetError)
    assert found[0].words.startswith(("The address ", "This is not "))
    assert http.asked == 0


@pytest.mark.parametrize("host", ["a..b", ".example", "a" * 64 + ".example", "․․.example"])
def test_a_name_that_no_name_service_takes_is_a_sentence_and_no_mistake_of_ours(host):
    assert "no such host" in refused(f"http://{host}/", through=Door(pause=0, seconds=5))


# ------------------------------------------------ hostile servers


def bomb(size):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush()


def drip(head, *, piece=b"x", every=0.05):
    def send(connection, _):
        connection.sendall(head)
        for _ in range(60):
            connection.sendall(piece)
            time.sleep(every)

    return send


def test_a_packed_body_is_unpacked_once():
    once = gzip.compress(FEED)
    with wild({"/": response(once, "Content-Encoding: gzip")}) as server:
        assert ask(server.address + "/").body == FEED
        server.paths["/"] = response(zlib.compress(FEED), "Content-Encoding: deflate")
        assert ask(server.address + "/").body == FEED
        server.paths["/"] = response(zlib.compress(FEED)[2:-4], "Content-Encoding: deflate")
        assert ask(server.address + "/").body == FEED
        server.paths["/"] = response(gzip.compress(once), "Content-Encoding: gzip")
        assert ask(server.address + "/").body == once


def test_a_bomb_is_cut_at_the_limit():
    with wild({"/": response(bomb(200 << 20), "Content-Encoding: gzip")}) as server:
        started = time.monotonic()
        assert refused(server.address + "/") == "The answer is larger than 10 MB."
        assert time.monotonic() - started < 3


def test_a_bomb_in_a_bomb_stays_packed():
    twice = gzip.compress(bomb(100 << 20))
    with wild({"/": response(twice, "Content-Encoding: gzip, gzip")}) as server:
        found = ask(server.address + "/")

    assert isinstance(found, StreetError) or len(found.body) < 1 << 20


def test_a_body_of_exactly_the_limit_is_taken():
    with wild({"/": response(b"x" * 1000)}) as server:
        assert len(ask(server.address + "/", through=door(size=1000)).body) == 1000
        assert "larger than 0.000999 MB" in refused(server.address + "/", through=door(size=999))


@pytest.mark.parametrize(
    "behaviour",
    [
        lambda *_: time.sleep(0.8),
        drip(b"HTTP/1.1 200 OK\r\nX-A: "),
        drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"),
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", piece=b"1\r\nx\r\n"),
        drip(b"", piece=b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["silent", "slow head", "slow body", "slow chunks", "endless 100s"],
)
def test_a_slow_server_is_left_after_the_whole_time_however_it_drips(behaviour):
    with wild({"/": behaviour}) as server:
        started = time.monotonic()
        assert refused(server.address + "/", through=door(**BRIEF)) == "The server did not answer within 0.4 seconds."
        assert time.monotonic() - started < 1.2


def test_the_time_holds_for_all_redirects_together():
    def slowly(to):
        def send(_, __):
            time.sleep(0.2)
            return to

        return send

    paths = {f"/{n}": slowly(away(f"/{n + 1}")) for n in range(5)}
    with wild({**paths, "/5": response(FEED)}) as server:
        started = time.monotonic()
        assert "did not answer" in refused(server.address + "/0", through=door(**BRIEF))
        assert time.monotonic() - started < 0.9


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 2_000_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-%d: 1\r\n" * 5000 % tuple(range(5000)) + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 9999 Odd\r\n\r\n",
        response(b"no gzip", "Content-Encoding: gzip"),
        response(gzip.compress(FEED)[:-12], "Content-Encoding: deflate"),
        response(FEED, "Content-Encoding: br"),
    ],
    ids=[
        "hangs up", "short", "ssh", "long header", "many headers", "negative", "bad chunk", "odd status", "no gzip",
        "torn", "brotli",
    ],
)  # fmt: skip
def test_what_is_not_http_is_a_sentence(sent):
    def send(connection, _):
        connection.sendall(sent)

    with wild({"/": send}) as server:
        refused(server.address + "/")


def test_a_closed_port_is_a_sentence():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    assert refused(f"http://127.0.0.1:{port}/") == f"127.0.0.1:{port} does not take the call."


# ------------------------------------------------ turns


def together(server, *hosts, **fields):
    """Ask every host once, all at the same time."""
    through = Door(hosts=dict.fromkeys(hosts, ("127.0.0.1", server.port)), **{"pause": 0, **fields})

    async def go():
        async with Wire(through, NOW, {}) as wire:
            await asyncio.gather(*(Http(wire, {}).get(f"http://{host}/") for host in hosts for _ in range(2)))

    started = time.monotonic()
    asyncio.run(go())
    return time.monotonic() - started


def slow(_, __):
    time.sleep(0.1)
    return response(FEED)


def test_one_host_gets_one_request_at_a_time_with_a_pause_between():
    with wild({"/": slow}) as server:
        assert together(server, "chalk.example", pause=0.3) >= 0.5
        assert server.most == 1


def test_many_hosts_are_asked_side_by_side_up_to_a_number():
    hosts = [f"h{n}.example" for n in range(6)]
    with wild({"/": slow}) as server:
        together(server, *hosts)
        assert server.most == 6
    with wild({"/": slow}) as server:
        together(server, *hosts, at_once=2)
        assert server.most == 2


def test_waiting_for_a_turn_is_not_counted_as_time_on_the_wire():
    with wild({"/": slow}) as server:
        _, http = visit(server.address + "/", server.address + "/", through=door(pause=1.2))

    assert 0.2 <= http.seconds < 1.2


def test_a_host_at_rest_is_not_asked_until_it_is_over():
    rests = {"chalk.example": Rest(until=NOW + timedelta(hours=1), words="Left alone.")}
    with wild({"/": response(FEED)}) as server:
        through = Door(pause=0, hosts={"chalk.example": ("127.0.0.1", server.port)})
        assert refused("http://chalk.example/", through=through, rests=rests) == "Left alone."
        assert server.requests == []
        assert ask("http://chalk.example/", through=through, rests=rests, at=NOW + timedelta(hours=1)).body == FEED


def test_questions_side_by_side_have_each_their_own_time():
    def slow(_, request):
        time.sleep(0.1)
        return away(request.path + "/feed")

    async def go(address):
        async with Wire(door(seconds=0.4), NOW, {}) as wire:
            http = Http(wire, {})
            return await asyncio.gather(*(http.get(f"{address}/{n}") for n in range(6)))

    with wild({f"/{n}": slow for n in range(6)} | {f"/{n}/feed": response(FEED) for n in range(6)}) as server:
        assert [answer.body for answer in asyncio.run(go(server.address))] == [FEED] * 6


def test_what_could_not_be_used_is_asked_for_whole_again():
    async def go(address):
        async with Wire(door(), NOW, {}) as wire:
            http = Http(wire, {})
            await http.get(address + "/")
            await http.get(address + "/b")
            http.forget(address + "/#part")
            return list(http.learnt)

    with wild({"/": response(FEED, 'ETag: "1"'), "/b": response(FEED, 'ETag: "1"')}) as server:
        (kept,) = asyncio.run(go(server.address))
    assert kept.endswith("/b")
