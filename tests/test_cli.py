"""The command line is a contract: its words, its codes, and what it says to a newcomer."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from generator.arguments import read
from generator.cli import COMMANDS, main
from tests.loopback import rss, serve

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-11-20T07:00:00Z"
FEED = rss(
    (1, "Feedback before marks", "Wed, 18 Nov 2026 08:00:00 GMT", "I stopped returning marks for a week. " * 12),
    (2, "A timetable as a text", "Tue, 17 Nov 2026 08:00:00 GMT", "We read the bus timetable as a poem. " * 12),
)


@pytest.fixture
def web():
    with serve({"/feed": (200, {"Content-Type": "application/rss+xml"}, FEED)}) as web:
        yield web


@pytest.fixture
def digest(tmp_path, web, monkeypatch):
    """Stand in an empty folder with a config.yaml that names one feed."""
    monkeypatch.chdir(tmp_path)
    write_config(tmp_path, f"site:\n  title: Test\nsources:\n  - feed: {web.address}/feed\n    name: Chalk Notes\n")
    return tmp_path


def write_config(folder, words):
    (folder / "config.yaml").write_text(words, "utf-8")


def run(*arguments):
    return main([*arguments, "--now", NOW])


def test_alone_it_lists_the_commands_in_the_order_a_newcomer_needs_them(capsys):
    assert main([]) == 0
    said = capsys.readouterr().out
    assert [said.index(f"\n  {name}") for name in COMMANDS] == sorted(said.index(f"\n  {name}") for name in COMMANDS)
    assert "Begin with: ./gleaner demo" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_and_takes_the_common_options(name, capsys):
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])

    assert end.value.code == 0
    said = capsys.readouterr().out
    assert all(option in said for option in ("--config", "--state", "--now", "--quiet", "--json"))


def test_the_whole_job_ends_well(digest, capsys):
    assert run("run", "--allow-private") == 0

    said = capsys.readouterr().out
    assert "Chalk Notes" in said
    assert "2026-W47" in said
    assert (digest / "output" / "index.html").is_file()
    assert (digest / "content" / "editions" / "2026-W47.md").is_file()
    assert (digest / ".gleaner").is_dir()


def test_a_second_publication_has_nothing_to_do(digest):
    run("collect", "--allow-private")

    assert run("publish") == 0
    assert run("publish") == 3


def test_a_named_week_and_a_dry_run(digest, capsys):
    run("collect", "--allow-private")

    assert run("publish", "--week", "2026-W47", "--dry-run", "--json") == 0
    assert json.loads(capsys.readouterr().out.split("answered", 1)[1].split("\n", 1)[1])["written"] is False
    assert not (digest / "content").exists()


def test_without_permission_loopback_is_refused_and_the_run_goes_on(digest, capsys, web):
    assert run("collect") == 0
    assert web.asked == []
    assert "failed" in capsys.readouterr().out


def test_a_whole_run_fails_only_where_an_edition_is_due_and_nothing_could_be_read(digest, capsys):
    assert run("run") == 1

    said = capsys.readouterr().out
    assert "No source answered." in said
    assert (digest / "output" / "index.html").is_file()


def test_reports_can_be_read_by_machines(digest, capsys):
    assert run("run", "--allow-private", "--json") == 0

    value = json.loads(capsys.readouterr().out)
    assert [(report["name"], report["health"], report["items"]) for report in value["reports"]] == [
        ("Chalk Notes", "ok", 2)
    ]
    assert value["editions"][0]["week"] == "2026-W47"


def test_quiet_says_nothing_where_nothing_is_wrong(digest, capsys):
    assert run("run", "--allow-private", "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_fetch_shows_what_an_address_gives_and_stores_nothing(digest, web, capsys):
    assert run("fetch", f"{web.address}/feed", "--json", "--allow-private") == 0

    items = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {item["title"] for item in items} == {"Feedback before marks", "A timetable as a text"}
    assert set(items[0]) == {"source", "id", "url", "title", "text", "author", "published", "language", "tags", "kind"}
    assert sorted(path.name for path in digest.iterdir()) == ["config.yaml"]


def test_fetch_says_in_one_line_what_went_wrong(digest, web, capsys):
    assert run("fetch", f"{web.address}/dead", "--json", "--allow-private") == 1

    (line,) = capsys.readouterr().out.splitlines()
    assert set(json.loads(line)) == {"source", "error"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["colect"], "Did you mean collect?"),
        (["make-tea"], "`./gleaner` lists what there is."),
        (["collect", "--nox"], "gleaner collect: there is no --nox here"),
        (["publish", "--week", "47"], "2026-W47"),
        (["collect", "--now", "yesterday"], "2026-11-20T06:00:00Z"),
        (["fetch", "oer"], "neither an address nor a hashtag"),
        (["fetch", "ftp://x.example"], "is not an address"),
        (["fetch", "telegram: teachers"], "no lawful way"),
        (["check", "--config", "missing.yaml"], "missing.yaml"),
        (["collect", "--now", "9999-12-31T23:59:59Z"], "too far away"),
        (["publish", "--week", "2025-W53"], "2025 has weeks 01 to 52"),
        (["serve", "--port", "99999"], "0 to 65535"),
        (["serve", "--output", "nowhere"], "no site here yet"),
        (["collect", "--config", "missing.yaml"], "missing.yaml"),
        (["build", "--config", "."], "folder"),
        (["pick", "missing.jsonl", "missing.json"], "missing.json: "),
    ],
)
def test_wrong_input_is_said_in_words_and_ends_with_two(digest, arguments, words, capsys):
    assert main(arguments) == 2

    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said


def test_wrong_input_can_be_read_by_machines_too(digest, capsys):
    write_config(digest, "site:\n  titel: Test\n")

    assert run("check", "--json") == 2
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {"file", "line", "column", "words", "hint"} == set(problems[0])


def test_a_file_that_cannot_be_written_is_said_without_a_traceback(digest, capsys):
    (digest / ".gleaner").write_text("a file, not a folder")

    assert run("collect", "--allow-private") == 1
    said = capsys.readouterr().err
    assert ".gleaner" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("encoding", ["cp1252", "latin1", "ascii"])
def test_a_terminal_that_cannot_write_every_sign_stops_nothing(digest, web, encoding, monkeypatch):
    web.pages["/feed"] = (
        200,
        {},
        FEED.replace(b"Chalk Notes", "黒板".encode()).replace(b"timetable", "時間割".encode()),
    )
    terminals = {name: io.TextIOWrapper(io.BytesIO(), encoding=encoding) for name in ("stdout", "stderr")}
    for name, terminal in terminals.items():
        monkeypatch.setattr(sys, name, terminal)

    assert run("run", "--allow-private") == 0
    for terminal in terminals.values():
        terminal.flush()
    said, wrong = (terminal.buffer.getvalue() for terminal in terminals.values())
    assert (rb"\u6642\u9593\u5272" in said, wrong) == (True, b"")
    assert (digest / "output" / "index.html").is_file()


def test_a_run_that_nobody_listens_to_is_done_all_the_same(digest):
    command = f"{sys.executable} -m generator run --allow-private --now {NOW} | true"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, shell=True, cwd=digest, env=environment, capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert (digest / "output" / "index.html").is_file()


def test_two_runs_at_once_publish_one_edition(digest):
    command = [sys.executable, "-m", "generator", "run", "--allow-private", "--now", NOW, "--quiet"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    runs = [subprocess.Popen(command, cwd=digest, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [each.communicate()[1] for each in runs]

    assert [each.returncode for each in runs] == [0, 0, 0], said
    assert not any("Traceback" in words for words in said)
    assert [path.name for path in (digest / "content" / "editions").iterdir()] == ["2026-W47.md"]


def test_every_mistake_in_the_config_is_reported_at_once(digest, capsys):
    write_config(digest, "site:\n  titel: Test\nsources:\n  - https://a.example/\ndigest:\n  minutes: many\n")

    assert run("check") == 2
    said = capsys.readouterr().err
    assert "config.yaml:2:3" in said
    assert "title" in said
    assert "config.yaml:6:12" in said


def test_check_tries_every_source_and_stores_nothing(digest, web, capsys):
    assert run("check", "--allow-private") == 0

    said = capsys.readouterr().out
    assert "1 source, 0 editions, and every line can be read." in said
    assert "Chalk Notes" in said
    assert "works" in said
    assert "1 of 1 source works." in said
    assert [path for path, _ in web.asked] == ["/feed"]
    assert sorted(path.name for path in digest.iterdir()) == ["config.yaml"]


def test_check_fails_where_a_source_does_and_says_so_even_when_quiet(digest, web, capsys):
    web.pages.clear()

    assert run("check", "--allow-private", "--quiet") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Chalk Notes: ")


def test_check_can_be_read_by_machines(digest, capsys):
    assert run("check", "--allow-private", "--json") == 0

    value = json.loads(capsys.readouterr().out)
    assert (value["sources"], value["editions"]) == (1, 0)
    assert [(each["name"], each["health"], each["items"]) for each in value["trials"]] == [("Chalk Notes", "ok", 2)]


def test_check_offline_reads_the_files_and_asks_nobody(digest, web, capsys):
    assert run("check", "--allow-private", "--offline") == 0
    assert web.asked == []
    assert "every line can be read" in capsys.readouterr().out


def test_check_asks_nobody_where_the_config_is_wrong(digest, web, capsys):
    write_config(digest, f"site:\n  titel: Test\nsources:\n  - feed: {web.address}/feed\n")

    assert run("check", "--allow-private") == 2
    assert web.asked == []


def test_a_secret_in_the_environment_is_known_and_never_said(digest, web, monkeypatch, capsys):
    write_config(digest, f"site:\n  title: Test\nsources:\n  - feed: {web.address}/feed\n  - x: '#oer'\n")
    run("check", "--offline")
    assert "X_BEARER_TOKEN" in capsys.readouterr().err

    monkeypatch.setenv("X_BEARER_TOKEN", "marked-secret-0123456789")
    assert run("check", "--offline") == 0
    said = capsys.readouterr()
    assert "X_BEARER_TOKEN" not in said.err
    assert "marked-secret" not in said.out + said.err


def test_an_empty_folder_is_no_mystery(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert main(["run"]) == 2
    assert "config.yaml" in capsys.readouterr().err


def test_a_site_can_be_built_before_there_is_an_edition(digest):
    assert run("build") == 0
    assert (digest / "output" / "index.html").is_file()


def test_a_folder_that_is_somebody_elses_is_not_built_over(digest, capsys):
    (digest / "output").mkdir()
    (digest / "output" / "thesis.txt").write_text("years of work")

    assert run("build") == 2
    assert (digest / "output" / "thesis.txt").read_text() == "years of work"


def test_serve_shows_the_site_until_it_is_stopped(digest):
    run("build")
    command = [sys.executable, "-m", "generator", "serve", "--port", "0"]
    with subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    ) as server:
        line = server.stdout.readline()
        server.send_signal(signal.SIGINT)
        code = server.wait(timeout=20)

    assert line.startswith("Open http://127.0.0.1:")
    assert code == 0


@pytest.mark.parametrize(
    ("word", "last"), [("collect", "Stopped. What was collected so far is kept."), ("check", "Stopped.")]
)
def test_ctrl_c_ends_a_run_with_words_and_no_traceback(digest, word, last):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/feed"
        write_config(digest, f"site:\n  title: Test\nsources:\n  - feed: {address}\n")
        command = [sys.executable, "-m", "generator", word, "--allow-private"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as run_:
            connection, _ = silent.accept()
            run_.send_signal(signal.SIGINT)
            said = run_.stderr.read()
            code = run_.wait(timeout=20)
            connection.close()

    assert code == 130
    assert said.strip().endswith(last)
    assert "Traceback" not in said


@pytest.mark.parametrize("arguments", [["-x", "-k", "week"], ["tests/edit", "-q"], ["--quiet", "--maxfail=1"]])
def test_what_follows_test_goes_on_to_pytest_in_its_order(arguments):
    options = read(["test", *arguments], COMMANDS)

    assert options.arguments == [argument for argument in arguments if argument != "--quiet"]


def test_output_that_nobody_reads_to_the_end_is_no_error(web, tmp_path):
    command = f"{sys.executable} -m generator fetch {web.address}/feed --allow-private --json | head -c 1"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )

    assert done.stderr == ""


def test_an_upgrade_of_a_folder_that_git_does_not_keep_is_refused_in_words(tmp_path, capsys):
    assert main(["upgrade", "--config", str(tmp_path / "config.yaml")]) == 1

    assert capsys.readouterr().err.startswith("This folder is not in git, so nothing could be taken back.")


def test_the_tests_are_those_of_gleaner_wherever_one_stands(tmp_path):
    words = [sys.executable, "-m", "generator", "test", "--collect-only", "-q", "tests/test_say.py"]
    done = subprocess.run(
        words, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0
    assert "tests/test_say.py" in done.stdout
