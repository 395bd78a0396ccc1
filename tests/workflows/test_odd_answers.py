"""GitHub answers with what it never should: every job ends in words, and its token goes nowhere else."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.loopback import rss, serve
from tests.workflows import forge
from tests.workflows.stage import Stage

NOW = "2026-11-20T07:30:00Z"
ADDRESS = "### Address of the source\n\nhttp://slate.example/feed"
ISSUE = {"action": "opened", "issue": {"number": 3, "body": ADDRESS, "author_association": "OWNER"}}
JOBS = {"collect": "schedule", "finish": "schedule", "site": "push", "probe": "schedule", "form": "issues",
        "upgrade-look": "schedule"}  # fmt: skip
HALF = {"user": None, "body": 5, "number": None, "state": [], "path": None, "id": None, "html_url": {}, "title": None}
LISTS = ("workflows", "workflow_runs", "jobs")
TIMES = {
    "created_at": "0001-01-01T00:00:00",
    "run_started_at": "9999-12-31T23:59:59-10:00",
    "state": "active",
    "has_issues": True,
    "https_certificate": 5,
    "html_url": "https://me.github.io/x\n::error::y",
}
ANSWERS = {
    "a word": json.dumps("x").encode(),
    "a number": b"1",
    "lists of nothing": b"[null, [], 1]",
    "objects of nothing": b"[{}]",
    "rows by halves": json.dumps([HALF] * 3).encode(),
    "no lists": json.dumps(dict.fromkeys(LISTS, 5)).encode(),
    "lists with holes": json.dumps({name: [None, HALF] for name in LISTS}).encode(),
    "times of no calendar": json.dumps(TIMES).encode(),
    "too deep": b"[" * 100_000,
    "a number of 5,000 digits": b'{"html_url": ' + b"1" * 5_000 + b"}",
    "no JSON": b"<html>",
}


@contextmanager
def saying(answer, status=200, **headers):
    """Answer every question alike; yield the address, and what was asked with which token."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked.append((self.path, self.headers.get("Authorization")))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = do_PUT = do_PATCH = handle_any  # noqa: N815  as http.server calls them

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    """A digest that has published."""
    feed = rss(
        (1, "Feedback", "Wed, 18 Nov 2026 08:00:00 GMT", "Feedback. " * 90), title="Chalk", home="http://c.example"
    )
    with forge.running() as there, serve({"/feed": (200, {"Content-Type": "application/rss+xml"}, feed)}) as web:
        stage = Stage(tmp_path_factory.mktemp("odd"), there, web)
        stage.write(".github/workflows/collect.yml", "on:\n  schedule:\n    - cron: '1 1 * * *'\n")
        stage.write("generator/__init__.py", '__version__ = "0.1.0"\n')
        assert stage.run("collect").code == 0
        yield stage


def run(stage, job, address):
    """Run a job that asks GitHub there."""
    stage.there.address, before = address, stage.there.address
    try:
        return stage.run(job, now=NOW, event=JOBS[job], **({"told": ISSUE} if job == "form" else {}))
    finally:
        stage.there.address = before


@pytest.mark.parametrize("job", JOBS)
def test_answers_of_any_shape_end_in_words(stage, job):
    for name, answer in ANSWERS.items():
        with saying(answer) as (address, _):
            done = run(stage, job, address)

        assert done.code in {0, 1}, name
        assert forge.TOKEN not in done.out + done.err + done.summary, name
        assert "\n::error::y" not in done.out + done.summary, name


@pytest.mark.parametrize("status", [301, 302, 307])
def test_the_token_of_a_run_follows_nobody_to_another_host(stage, status):
    with (
        saying(b"{}") as (elsewhere, stolen),
        saying(b"", status, Location=f"{elsewhere}/repos/me/digest") as (here, asked),
    ):
        run(stage, "probe", here)

    assert asked
    assert not stolen
