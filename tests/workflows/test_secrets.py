"""No secret of a run gets out (T07): not in what it pushes, prints, says or leaves behind, whatever servers say to it.

Every name there is has a value in the environment; every server repeats all that it hears, in five spellings.
"""

import base64
import html
import json
from urllib.parse import quote

import pytest

from generator.collect import secrets
from tests.collect.wild import response, wild
from tests.loopback import rss
from tests.workflows import forge
from tests.workflows.stage import CONFIG, Stage, git, here

NOW = "2026-11-20T06:30:00Z"
OWN = "fediverse.example"
FEEDS = ("chalk.example", "slate.example")
HOSTS = (*FEEDS, "me.github.io", OWN, "api.x.com", "bsky.social", "public.api.bsky.app",
         "api.bsky.app", "www.reddit.com", "api.openalex.org", "api.crossref.org")  # fmt: skip
SOURCES = f"""\
  - mastodon: https://{OWN}/lists/7
  - x: "#oer"
  - bluesky: "#oer"
  - reddit: r/Teachers
  - openalex: open textbooks
  - crossref: open textbooks
"""
VALUES = {
    each.name: f"marked/{number:02}+value=of&a-secret"
    for number, each in enumerate(secrets.SECRETS)
    if each.hidden and not each.name.endswith("__")
} | {
    secrets.of_host("MASTODON_TOKEN__", OWN): "marked/token+of=a&server",
    "REDDIT_FEED_TOKEN": "0123456789abcdefmarked",
    "SMTP_TO": "marked-reader@home.example",
    "CONTACT_EMAIL": "marked-owner@home.example",
}
NAMES = {"BSKY_IDENTIFIER": "kim.school.example", "REDDIT_FEED_USER": "kim", "SMTP_USER": "kim@school.example"}
SENT = {secrets.of_host("MASTODON_TOKEN__", OWN), "X_BEARER_TOKEN", "BSKY_APP_PASSWORD", "REDDIT_FEED_TOKEN",
        "OPENALEX_API_KEY", "CONTACT_EMAIL"}  # fmt: skip
"""What a daily run tells these servers; the others are for what comes after it."""


def repeating(connection, request):
    """Say back everything that was heard: in the body, in headers and beside the status, plain and packed up."""
    heard = f"{request.path} {request.headers} {request.body.decode()}"
    packed = base64.b64encode(heard.encode()).decode()
    every = "\n".join((heard, packed, quote(heard), html.escape(heard), json.dumps(heard)))
    if request.host in FEEDS:
        item = (1, "Feedback", "Wed, 18 Nov 2026 08:00:00 GMT", html.escape(every))
        return response(rss(item), "Content-Type: text/xml")
    body = [status(every)] if request.path.startswith("/api/v1/timelines") else {"message": every, "error": every}
    headers = (f"X-Error: {quote(heard)}", f'ETag: "{packed}"', f"Link: <https://{request.host}/{packed}>; rel=next")
    code = "200 OK" if isinstance(body, list) else f"418 {packed}"
    return response(json.dumps(body).encode(), *headers, "Content-Type: application/json", status=code)


def status(words):
    """Return a post that may be shown, of somebody whose every field says these words."""
    home = f"https://{OWN}/@kim"
    willing = {"indexable": True, "discoverable": True, "noindex": False}
    account = {"id": "1", "username": "kim", "acct": "kim", "url": home, "display_name": words[:200], "note": words}
    when, content = "2026-11-18T08:00:00.000Z", f"<p>Feedback {html.escape(words)}</p>"
    post = {"id": "1", "uri": f"{home}/1", "url": f"{home}/1", "created_at": when, "content": content}
    return post | {"visibility": "public", "account": account | willing, "language": "en", "tags": [], "mentions": []}


@pytest.fixture(scope="module")
def after(tmp_path_factory):
    """Do a daily run and print the site, with every secret there is; return all that came of it."""
    folder = tmp_path_factory.mktemp("secrets")
    with forge.running() as there, wild() as server:
        server.paths = type("Every", (), {"get": lambda *_: repeating})()
        there.pages_on()
        stage = Stage(folder, Keys(there), server, config=CONFIG + SOURCES, hosts=HOSTS)
        runs = [stage.run("collect", now=NOW), stage.run("site", now=NOW, event="push")]
        yield stage, runs, server, there


class Keys:
    """A forge whose runs have every secret in their environment."""

    def __init__(self, there):
        self.forge = there

    def __getattr__(self, name):
        return getattr(self.forge, name)

    def environment(self, folder, **how):
        return self.forge.environment(folder, **how) | VALUES | NAMES


def left(stage, runs):
    """Yield everything that runs leave to others: name -> bytes."""
    for number, run in enumerate(runs):
        yield f"what run {number} says", "\n".join((run.out, run.err, run.summary, str(run.outputs))).encode()
    for path in stage.folder.rglob("*"):
        if path.is_file() and ".git" not in path.parts:
            yield str(path), path.read_bytes()
    yield "all that is pushed", git(stage.remote, "log", "--all", "-p", "--text", "--format=fuller").encode()


def heard(asked):
    """Return what a server heard: where, and every byte of it as text."""
    return asked.path, f"{asked.path} {asked.headers} {asked.body}".encode()


def holding(found, values):
    return [name for name, data in found for value in values for spelt in secrets.spellings(value) if spelt in data]


def test_each_secret_is_told_to_its_own_server_and_to_no_other(after):
    """Were it told to none, the test below would prove nothing."""
    _, _, server, there = after
    told = {name: {each.host for each in server.requests if holding([heard(each)], [VALUES[name]])} for name in SENT}

    assert {name: len(hosts) for name, hosts in told.items()} == dict.fromkeys(SENT, 1)
    assert holding(map(heard, server.requests), [there.token, *(VALUES[name] for name in VALUES.keys() - SENT)]) == []


def test_nothing_that_a_run_leaves_holds_a_secret(after):
    stage, runs, _, there = after
    found = list(left(stage, runs))

    assert any(b"[secret]" in data for name, data in found if "harvest" in name), "what was repeated has been read"
    assert any("/output/" in name for name, _ in found)
    assert holding(found, [*VALUES.values(), there.token, f"x-access-token:{there.token}"]) == []


def test_nothing_that_a_run_says_to_the_forge_holds_a_secret(after):
    there = after[3]
    told = [(line.path, f"{line.query} {line.body}".encode()) for line in there.log]

    assert told
    assert holding(told, [*VALUES.values(), there.token]) == []


def test_a_token_in_the_address_of_the_remote_is_said_nowhere(after):
    """The workflows write none there, but people on their own machines do."""
    stage, token = after[0], "marked-token-in-an-address"
    runner, place, words, around = stage.prepared("collect", now=NOW, event="schedule", forge=True)
    git(runner, "remote", "set-url", "origin", f"https://x-access-token:{token}@127.0.0.1:1/me/digest.git")
    done = stage.ended(*here(words, runner, around), place, runner)
    said = done.out + done.err + done.summary

    assert done.code == 1
    assert "127.0.0.1" in said
    assert holding([("", said.encode())], [token]) == []
