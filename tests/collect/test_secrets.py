"""Secrets: they reach the server they are meant for and nobody else, and nothing that is written holds one."""

import asyncio
import base64
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import collect
from generator.collect import secrets
from generator.collect.http import Door, Wire
from generator.collect.street import Http
from generator.collect.words import Catch, Seal, Sealed
from generator.errors import StreetError
from generator.model import Item, Source, Voice
from tests.collect.wild import response, wild

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TOKEN = "marked/secret+of=X&y"
GIVEN = {"X_BEARER_TOKEN": TOKEN, "BSKY_IDENTIFIER": "kim.school.example", "REDDIT_FEED_TOKEN": "0123456789abcdef"}
BEARER = Seal(bearer="X_BEARER_TOKEN")
QUERY = Seal(query={"feed": "REDDIT_FEED_TOKEN"})


def visit(do, **fields):
    async def go():
        door = Door(**{"allow_private": True, "pause": 0, "seconds": 5, "secrets": GIVEN, **fields})
        async with Wire(door, NOW, {}) as wire:
            return await do(Http(wire, {}))

    return asyncio.run(go())


def get(url, seal, **fields):
    return visit(lambda http: http.get(url, seal=seal), **fields)


# ------------------------------------------------ they arrive


def test_a_token_goes_into_its_header_and_a_query_secret_into_the_address():
    with wild({"/a": response(b"x"), "/b?page=2&feed=0123456789abcdef": response(b"y")}) as server:
        get(server.address + "/a", BEARER)
        answer = get(server.address + "/b?page=2", QUERY)

    assert server.requests[0].headers["authorization"] == f"Bearer {TOKEN}".encode()
    assert answer.body == b"y"
    assert answer.url == server.address + "/b?page=2"
    assert "authorization" not in server.requests[1].headers


def test_a_body_is_sent_as_json_with_the_secrets_in_their_places():
    with wild({"/session": response(b"{}")}) as server:
        body = {"identifier": Sealed("BSKY_IDENTIFIER"), "more": [Sealed("X_BEARER_TOKEN"), 1, None]}
        visit(lambda http: http.post(server.address + "/session", body))

    sent = server.requests[0]
    assert (sent.method, sent.headers["content-type"]) == ("POST", b"application/json")
    assert json.loads(sent.body) == {"identifier": "kim.school.example", "more": [TOKEN, 1, None]}


def test_a_session_learnt_on_the_way_is_known_to_all_and_asked_for_once():
    asked = []

    async def log_in():
        asked.append(1)
        await asyncio.sleep(0)
        return "done"

    async def go(http):
        http.learn("BSKY_SESSION", "token-of-this-run")
        both = await asyncio.gather(http.once("log in", log_in), http.once("log in", log_in))
        return both, http.has("BSKY_SESSION", "X_BEARER_TOKEN"), http.has("OPENALEX_API_KEY")

    assert visit(go) == (["done", "done"], True, False)
    assert asked == [1]


def test_a_failed_log_in_fails_for_everybody_who_needs_it():
    async def log_in():
        raise StreetError("The password is wrong.")

    async def go(http):
        return await asyncio.gather(*(http.once("log in", log_in) for _ in range(3)), return_exceptions=True)

    assert [str(each) for each in visit(go)] == ["The password is wrong."] * 3


# ------------------------------------------------ they go no further


def test_another_host_gets_none_of_them():
    with wild({"/": response(b"taken")}) as other:
        away = response(b"", f"Location: {other.address}/", status="302 Found")
        with wild({"/a": away, "/b?feed=0123456789abcdef": away}) as server:
            assert get(server.address + "/a", BEARER).body == b"taken"
            assert get(server.address + "/b", QUERY).body == b"taken"

    assert all("authorization" not in request.headers for request in other.requests)
    assert [request.path for request in other.requests] == ["/", "/"]


def test_the_same_host_gets_them_again_where_it_sends_us_on():
    on = response(b"", "Location: /new?feed=0123456789abcdef&n=1", status="301 Moved Permanently")
    with wild({"/old?feed=0123456789abcdef": on, "/new?n=1&feed=0123456789abcdef": response(b"here")}) as server:
        answer = get(server.address + "/old", QUERY)
    assert (answer.body, answer.url) == (b"here", server.address + "/new?n=1")


def test_they_travel_over_https_and_not_in_the_open():
    with wild({"/": response(b"x")}) as server:
        street = {"hosts": {"chalk.example": ("127.0.0.1", server.port)}, "allow_private": False}
        with pytest.raises(StreetError, match="over https only"):
            get("http://chalk.example/", BEARER, **street)
        assert server.requests == []
        get("https://chalk.example/", BEARER, **street)

    assert server.requests[0].headers["authorization"] == f"Bearer {TOKEN}".encode()


def test_what_was_posted_is_not_posted_elsewhere():
    there = response(b"", "Location: /there", status="307 Temporary Redirect")
    with wild({"/": there}) as server, pytest.raises(StreetError, match="not sent elsewhere"):
        visit(lambda http: http.post(server.address + "/", {"password": Sealed("X_BEARER_TOKEN")}))
    assert [request.path for request in server.requests] == ["/"]


# ------------------------------------------------ nothing that is written holds one


@pytest.mark.parametrize(
    "spelt",
    [
        TOKEN,
        quote(TOKEN),
        quote(TOKEN, safe=""),
        json.dumps({"token": TOKEN}),
        base64.b64encode(TOKEN.encode()).decode(),
        base64.b64encode(b"user:" + TOKEN.encode()).decode(),
        base64.urlsafe_b64encode(b"me:" + TOKEN.encode() + b"!").decode(),
    ],
)
def test_what_a_server_repeats_is_blotted_out_in_body_headers_and_refusals(spelt):
    core = TOKEN[6:14]
    page = response(f"you sent {spelt}".encode(), f"X-Echo: {spelt}")
    denial = response(f"no: {spelt}".encode(), status="403 Forbidden")
    with wild({"/": page, "/no": denial}) as server:
        answer = get(server.address + "/", BEARER)
        with pytest.raises(StreetError) as refused:
            get(server.address + "/no", BEARER)

    for said in (answer.body, answer.headers["x-echo"].encode(), refused.value.body):
        assert b"[secret]" in said
        assert core.encode() not in said
        assert base64.b64encode(TOKEN.encode())[8:20] not in said


@given(value=st.text(min_size=6, max_size=40), before=st.binary(max_size=5), after=st.binary(max_size=5))
def test_a_secret_inside_something_longer_is_found_in_base64_whatever_stands_around_it(value, before, after):
    packed = base64.b64encode(before + value.encode() + after)
    assert b"[secret]" in secrets.scrubber([value]).sub(b"[secret]", packed)


def test_a_name_one_logs_in_with_is_no_secret_and_stays_in_what_people_write():
    with wild({"/": response(b"a post by kim.school.example")}) as server:
        assert get(server.address + "/", BEARER).body == b"a post by kim.school.example"


def test_a_run_over_servers_that_repeat_everything_writes_no_secret(tmp_path):
    """The adapters here are as careless as can be: they keep and say all they hear."""

    async def echo(source, street, visit):
        answer = await street.get(source.address, seal=BEARER)
        words = answer.body.decode() + answer.headers["x-echo"]
        item = Item(id=words, url="https://a.example/" + quote(words), source="", voice=Voice(key=words, name=words))
        return Catch(items=(item,), notes=(words,), title=words, home="https://a.example/" + quote(words))

    async def refusal(source, street, visit):
        try:
            return await street.get(source.address, seal=QUERY)
        except StreetError as error:
            raise StreetError(error.body.decode()) from error

    def say(connection, request):
        heard = repr((request.path, request.headers.get("authorization")))
        status = "200 OK" if request.path.startswith("/e") else "418 No"
        return response(heard.encode(), f"X-Echo: {heard}", 'ETag: "1"', status=status)

    with wild({"/e": say, "/r?feed=0123456789abcdef": say}) as server:
        sources = [Source(kind=kind, address=f"{server.address}/{kind[0]}", name=kind) for kind in ("echo", "refusal")]
        door = Door(allow_private=True, pause=0, seconds=5, secrets=GIVEN)
        adapters = {"echo": echo, "refusal": refusal}
        since = NOW - timedelta(days=7)
        reports = collect.run(sources, tmp_path, now=NOW, since=since, door=door, adapters=adapters)

    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()) + repr(reports).encode()
    assert [report.health.value for report in reports] == ["ok", "failed"]
    assert b"[secret]" in written
    assert not any(spelt in written for value in (TOKEN, "0123456789abcdef") for spelt in secrets.spellings(value))


def test_a_secret_that_reading_puts_together_is_blotted_out_as_well(tmp_path):
    """Markup, entities and escapes hide a secret from a search of bytes; the text that is kept shows it again."""

    async def read(source, street, visit):
        body = (await street.get(source.address, seal=BEARER)).body.decode()
        words = json.loads(body)["said"].replace("<b></b>", "")
        item = Item(id="1", url="https://a.example/1", source="", voice=Voice(key="k", name=words), text=words)
        return Catch(items=(item,), notes=(words,), title=words)

    disguised = "".join(f"\\u{ord(letter):04x}" for letter in TOKEN)
    pages = {
        "/u": response(f'{{"said": "{disguised}"}}'.encode()),
        "/b": response(json.dumps({"said": TOKEN[:8] + "<b></b>" + TOKEN[8:]}).encode()),
    }
    with wild(pages) as server:
        sources = [Source(kind="said", address=server.address + path, name=path) for path in pages]
        door = Door(allow_private=True, pause=0, seconds=5, secrets=GIVEN, follow=False)
        reports = collect.run(sources, tmp_path, now=NOW, since=NOW, door=door, adapters={"said": read})
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()).decode() + repr(reports)
    assert written.count("[secret]") >= 6
    assert TOKEN not in written


def test_a_remembered_redirect_never_takes_a_secret_along():
    moved = {}
    with wild({"/": response(b"taken", 'ETag: "1"')}) as evil:
        away = response(b"", f"Location: {evil.address}/", status="301 Moved Permanently")
        with wild({"/feed?feed=0123456789abcdef": away}) as server:

            async def ask(at):
                door = Door(allow_private=True, pause=0, secrets=GIVEN)
                async with Wire(door, at, {}) as wire:
                    http = Http(wire, moved)
                    await http.get(server.address + "/feed", seal=QUERY)
                    moved.update(http.learnt)

            for day in range(4):
                asyncio.run(ask(NOW + timedelta(days=day)))
    assert {request.path for request in evil.requests} == {"/"}
    assert len(server.requests) == 4


@pytest.mark.parametrize("value", ["line\nbreak-in-it", "nul\0in-the-middle", "café-au-lait", "\udcff-not-utf-8"])
def test_a_key_that_cannot_be_one_is_said_and_stops_nothing(value):
    with wild({"/": response(b"x")}) as server, pytest.raises(StreetError, match="X_BEARER_TOKEN holds characters"):
        get(server.address + "/", BEARER, secrets={"X_BEARER_TOKEN": value})


# ------------------------------------------------ names


def test_only_names_of_ours_are_read_from_the_environment():
    assert secrets.is_name("X_BEARER_TOKEN")
    assert secrets.is_name("MASTODON_TOKEN__SCHOOL_EXAMPLE")
    assert not any(map(secrets.is_name, ("PATH", "GITHUB_TOKEN", "MASTODON_TOKEN__", "X_BEARER_TOKEN_2", "")))


def test_a_host_has_its_own_name():
    assert secrets.of_host("MASTODON_TOKEN__", "my-school.example") == "MASTODON_TOKEN__MY__SCHOOL_EXAMPLE"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("social.school.example", "social-school.example"),
        ("bildung.example", "b\u0131ldung.example"),
        ("strasse.example", "stra\u00dfe.example"),
    ],
)
def test_no_two_hosts_have_one_name_for_their_secret(one, other):
    assert secrets.of_host("MASTODON_TOKEN__", one) != secrets.of_host("MASTODON_TOKEN__", other)


def test_what_a_server_gave_is_always_hidden():
    assert secrets.is_hidden("BSKY_SESSION")
    assert not secrets.is_hidden("BSKY_IDENTIFIER")
