"""What a pull request gets to hear: in a clone of the merge commit, with GitHub and sources on loopback.

The first one is looked at by a process of its own, as on GitHub; the others in this one, by the command line and the
environment alone: a Python that starts and loads the encoder costs a second and a half.
"""

import json
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest

from tests.loopback import rss, serve
from tests.workflows import forge
from tests.workflows.stage import CLEAN, ROOT, Stage, git, here

NOW = "2026-11-18T07:00:00Z"
CONFIG = """\
site:
  title: The Week at Chalk School
digest:
  day: friday
  hour: 6
interests: [feedback]
sources:
  - feed: http://chalk.example/chalk
    name: Chalk Notes
  - feed: http://slate.example/slate
    name: Slate
"""
PLUME = "  - feed: http://plume.example/plume\n    name: Plume\n"
HOSTS = ("chalk.example", "slate.example", "plume.example")
RSS = {"Content-Type": "application/rss+xml"}


def feed(host, *titles):
    day = "Sat, 14 Nov 2026 {:02}:00:00 GMT"
    rows = [(at, title, day.format(8 + at), f"{title}. " * 40) for at, title in enumerate(titles)]
    return 200, RSS, rss(*rows, title=host, home=f"http://{host}.example/")


PAGES = {
    "/chalk": feed("chalk", "Feedback before marks", "A timetable as a text"),
    "/slate": feed("slate", "Reading aloud at noon", "Who helps with feedback?"),
    "/plume": feed("plume", "Peer feedback in pairs", "@everyone [click](https://bad.example) <b>`x`"),
}


@pytest.fixture
def web():
    with serve(PAGES) as web:
        yield web


@pytest.fixture
def there():
    with forge.running() as there:
        yield there


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Return a bare repository whose sources were collected once, on Saturday."""
    with serve(PAGES) as web, forge.running() as there:
        stage = Stage(tmp_path_factory.mktemp("collected"), there, web, CONFIG, HOSTS)
        done = stage.run("collect", now="2026-11-14T18:00:00Z")
    assert done.code == 0, done.err
    return stage.remote


@pytest.fixture
def stage(tmp_path, there, web, collected):
    return staged(tmp_path, there, web, collected)


@pytest.fixture(scope="module")
def grown(tmp_path_factory, collected):
    """A pull request that adds a source, and everything around it: looked at by several tests, changed by none."""
    with serve(PAGES) as web, forge.running() as there:
        stage = staged(tmp_path_factory.mktemp("grown"), there, web, collected)
        tips = stage.tip("state"), stage.tip()
        done = asked(stage, apart=True, **{"config.yaml": CONFIG + PLUME})
        kept = (stage.tip("state"), stage.tip()) == tips
        yield SimpleNamespace(done=done, kept=kept, comments=comments(stage), asked=web.asked, there=there)


def staged(folder, there, web, collected):
    stage = Stage(folder, there, web, CONFIG, HOSTS)
    shutil.rmtree(stage.remote)
    shutil.copytree(collected, stage.remote)
    shutil.rmtree(stage.owner)
    stage.clone("owner")
    return stage


def asked(
    stage, number=1, *, head="me/digest", event="pull_request", depth=2, street=True, lost=False, apart=False, **files
):
    """Propose files (None deletes one, a path makes a link) and run the job as GitHub does; return what was said."""
    stage.number += 1
    owner = stage.owner
    git(owner, "checkout", "--quiet", "-B", f"change-{number}", "main")
    for name, words in files.items():
        file = owner / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        if isinstance(words, str):
            file.write_text(words, "utf-8")
        elif words:
            file.symlink_to(words)
    git(owner, "add", "-A")
    git(owner, "commit", "--quiet", "--allow-empty", "-m", "Propose something")
    tip = git(owner, "rev-parse", "HEAD")
    git(owner, "checkout", "--quiet", "--detach", "main")
    git(owner, "merge", "--quiet", "--no-ff", "-m", "Merge", f"change-{number}")
    git(owner, "push", "--quiet", "--force", "origin", f"HEAD:refs/pull/{number}/merge")
    git(owner, "checkout", "--quiet", "main")
    told = {
        "number": number,
        "pull_request": {
            "number": number,
            "base": {"sha": stage.tip(), "ref": "main", "repo": {"full_name": "me/digest"}},
            "head": {"sha": tip, "ref": f"change-{number}", "repo": head and {"full_name": head}},
        },
    }
    return run(stage, number, told, event, depth, street=street, lost=lost, apart=apart)


def run(stage, number, told, event, depth, *, street, lost, apart):
    """Check out the merge commit as actions/checkout does, and run the job there."""
    runner, place = stage.folder / f"runner-{stage.number}", stage.folder / f"run-{stage.number}"
    runner.mkdir()
    place.mkdir()
    git(runner, "init", "--quiet")
    git(runner, "remote", "add", "origin", f"file://{stage.remote}")
    merge = f"refs/remotes/pull/{number}/merge"
    git(runner, "fetch", "--quiet", "--no-tags", f"--depth={depth}", "origin", f"+refs/pull/{number}/merge:{merge}")
    git(runner, "checkout", "--quiet", "--force", merge)
    if lost:
        git(runner, "remote", "set-url", "origin", f"file://{stage.folder}/nowhere.git")
    pull = {"number": number, "comments": 0, "pull_request": {}, "html_url": f"{stage.there.home}/pull/{number}"}
    stage.there.issues.setdefault(number, pull)
    words = ["workflow", "change", "--now", NOW, *(["--street", str(stage.street)] if street else [])]
    around = {**CLEAN, **stage.there.environment(place, event=event, told=told, branch=f"{number}/merge")}
    code, out, err = (alone if apart else here)(words, runner, {**around, "X_BEARER_TOKEN": "not-for-strangers"})
    summary = place / "summary.md"
    return SimpleNamespace(
        code=code,
        out=out,
        err=err,
        summary=summary.read_text("utf-8") if summary.exists() else "",
        runner=runner,
    )


def alone(words, folder, around):
    """Run a command line as `here` does, in a process of its own."""
    command = [sys.executable, "-m", "generator", *words]
    around = {**around, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=around, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout, done.stderr


def comments(stage, number=1):
    return stage.there.comments.get(number, [])


def test_a_new_source_is_visited_and_what_it_brings_is_said_under_the_pull_request(grown):
    done = grown.done

    assert done.code == 0, done.err + done.out
    assert "| added | Plume" in done.summary
    assert "works, 2 items" in done.summary
    assert "### Picks that come" in done.summary
    assert "[Peer feedback in pairs](<http://plume.example/0>)" in done.summary
    assert "**2026-W47** comes out on 20 November 2026" in done.summary
    (comment,) = grown.comments
    assert "Peer feedback in pairs" in comment["body"]
    assert (done.runner / "output" / "index.html").is_file()


def test_neither_the_state_nor_the_branch_is_written(grown):
    assert grown.kept


def test_the_titles_of_strangers_are_text_in_the_summary(grown):
    assert "](https://bad" not in grown.done.summary
    assert "<b>" not in grown.done.summary
    assert "@everyone" not in grown.done.summary


def test_no_secret_reaches_a_host_that_a_pull_request_names(grown):
    assert [path for path, _ in grown.asked].count("/plume") == 1
    assert "not-for-strangers" not in json.dumps(grown.asked)
    assert grown.there.token not in json.dumps(grown.asked)


def test_only_what_is_new_is_visited(grown):
    assert {path for path, _ in grown.asked} - {"/robots.txt"} == {"/plume"}


def test_a_further_push_brings_the_comment_up_to_date(stage):
    asked(stage, **{"config.yaml": CONFIG + PLUME})
    asked(stage, **{"config.yaml": CONFIG.replace("[feedback]", "[reading]")})

    (comment,) = comments(stage)
    assert "Plume" not in comment["body"]
    assert [len(stage.there.sent(verb, "comments")) for verb in ("POST", "PATCH")] == [1, 1]


def test_a_comment_of_a_person_is_left_alone_even_with_our_mark_in_it(stage):
    theirs = {"id": 7, "user": dict(forge.PERSON), "body": "Mine.\n\n<!-- gleaner: next-edition -->"}
    gone = {"id": 8, "user": None, "body": "Theirs.\n\n<!-- gleaner: next-edition -->"}
    stage.there.comments[1] = [theirs, gone]

    asked(stage, **{"config.yaml": CONFIG + PLUME})

    assert theirs["body"].startswith("Mine.")
    assert gone["body"].startswith("Theirs.")
    assert len(comments(stage)) == 3


@pytest.mark.parametrize("head", ["stranger/digest", None], ids=["a fork", "a fork that is gone"])
def test_from_a_fork_it_says_all_on_the_page_of_the_run_and_writes_nothing(stage, head):
    done = asked(stage, head=head, **{"config.yaml": CONFIG + PLUME})

    assert (done.code, comments(stage)) == (0, [])
    assert "| added | Plume" in done.summary
    assert not stage.there.sent("GET", "comments")


def test_where_the_token_may_not_comment_the_run_stays_green_and_says_nothing_of_it(stage):
    stage.there.rights |= {"pull-requests": "read", "issues": "read"}

    done = asked(stage, **{"config.yaml": CONFIG + PLUME})

    assert (done.code, comments(stage)) == (0, [])
    assert "comment" not in (done.out + done.err).lower()


def test_addresses_within_a_network_are_never_asked(stage, web):
    del web.asked[:]

    done = asked(stage, street=False, **{"config.yaml": f"{CONFIG}  - feed: {web.address}/plume\n    name: Inside\n"})

    assert done.code == 0, done.err + done.out
    assert "failed" in done.summary
    assert web.asked == []


def test_hundreds_of_new_sources_are_not_visited_at_once(stage, web):
    del web.asked[:]
    many = "".join(f"  - feed: http://plume.example/plume?{number}\n" for number in range(40))

    done = asked(stage, **{"config.yaml": CONFIG + many})

    assert done.code == 0, done.err + done.out
    assert len([path for path, _ in web.asked if "plume" in path]) <= 25
    assert done.summary.count("not visited here") == 15


def test_what_is_taken_out_takes_its_picks_along(stage):
    done = asked(stage, **{"config.yaml": CONFIG.partition("  - feed: http://slate")[0]})

    assert "| removed | Slate" in done.summary
    assert "### Picks that go\n\n- [" in done.summary


def test_what_touches_no_edition_is_said_in_one_line_without_a_comment(stage):
    page = "---\ntitle: About\n---\nWe are a school.\n"

    done = asked(stage, **{"content/pages/about.md": page})

    assert (done.code, comments(stage)) == (0, [])
    assert done.summary.split("\n\n")[1].strip() == "This change touches nothing that the next edition is made of."
    assert (done.runner / "output" / "about" / "index.html").is_file()


def test_a_comment_that_no_longer_holds_is_brought_up_to_date_too(stage):
    asked(stage, **{"config.yaml": CONFIG + PLUME})
    asked(stage, **{"content/pages/about.md": "---\ntitle: About\n---\nWe.\n"})

    (comment,) = comments(stage)
    assert "touches nothing" in comment["body"]


def test_every_mistake_is_said_at_once_at_its_line(stage):
    done = asked(
        stage,
        **{
            "config.yaml": CONFIG.replace("  day: friday", "  day: firday") + "colour: blue\n",
            "content/pages/about.md": "---\ntitel: About\n---\nWe.\n",
            "content/prompts/en/extra.yaml": "- id: [\n",
        },
    )

    assert done.code == 2
    marks = [line for line in done.out.splitlines() if line.startswith("::error ")]
    assert {mark.partition("file=")[2].partition(",")[0] for mark in marks} >= {
        "config.yaml",
        "content/pages/about.md",
        "content/prompts/en/extra.yaml",
    }
    assert any("file=config.yaml,line=4" in mark for mark in marks)
    assert any("file=config.yaml,line=12" in mark for mark in marks)
    assert "colour" in comments(stage)[0]["body"]


def test_what_is_too_long_for_a_comment_stands_on_the_page_of_the_run(stage):
    slip = f"---\n{'k' * 200}: A key that nobody knows\n---\n"
    many = {f"content/pages/{number:03}.md": slip for number in range(350)}

    done = asked(stage, **many)

    said = comments(stage)[0]["body"]
    assert len(said) <= 65_536, "GitHub takes no more"
    assert "pages/000.md" in said
    assert "pages/349.md" not in said
    assert "The rest is on the page of the run." in said
    assert "pages/349.md" in done.summary.partition("This change cannot go in as it is:")[2]


def test_a_link_that_leads_out_of_the_repository_is_refused_unread(stage, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: [not for anybody\n---\n")

    done = asked(stage, **{"content/pages/leak.md": secret})

    assert done.code == 2
    assert "::error file=content/pages/leak.md" in done.out
    assert "not for anybody" not in done.out + done.err + done.summary


def test_a_link_into_the_folder_of_git_where_a_token_may_lie_is_refused_unread(stage):
    done = asked(stage, **{"content/pages/leak.md": "../../.git/config"})

    assert done.code == 2
    assert "::error file=content/pages/leak.md" in done.out
    assert "remote.git" not in done.out + done.summary


def test_a_folder_whose_name_is_no_text_and_no_line_is_refused_in_words(stage):
    evil = b"content/digests/a\n::error::b\xff/config.yaml".decode(errors="surrogateescape")

    done = asked(stage, **{evil: CONFIG})

    assert done.code == 2
    assert "cannot be the name of a digest" in done.summary
    assert not any(line.startswith("::error::b") for line in done.out.splitlines())


def test_a_theme_of_a_stranger_can_read_nothing_and_its_mistake_is_said(stage):
    template = "{{ ''.__class__.__mro__[1].__subclasses__() }}"

    done = asked(stage, **{"themes/mine/templates/missing.html": template})

    assert done.code in {1, 2}
    assert "themes/mine/templates/missing.html" in done.out
    assert "Popen" not in done.out + done.summary


def test_before_anything_is_collected_it_reads_and_builds_and_says_so(tmp_path, there, web):
    stage = Stage(tmp_path, there, web, CONFIG, HOSTS)

    done = asked(stage, **{"config.yaml": CONFIG.replace("interests: [feedback]", "interests: [reading]")})

    assert done.code == 0, done.err
    assert "Nothing has been collected yet" in done.summary
    assert (done.runner / "output" / "index.html").is_file()


def test_a_change_that_mends_the_settings_shows_the_edition_without_a_comparison(stage):
    stage.write("config.yaml", CONFIG + "colour: blue\n")

    done = asked(stage, **{"config.yaml": CONFIG})

    assert done.code == 0, done.err
    assert "without it, nobody can say" in done.summary
    assert "Feedback before marks" in done.summary


def test_without_the_commit_before_it_says_what_the_workflow_lacks(stage):
    done = asked(stage, depth=1, **{"config.yaml": CONFIG + PLUME})

    assert done.code == 1
    assert "fetch-depth: 2" in done.out


def test_where_the_state_cannot_be_read_the_rest_is_looked_at_and_that_is_said(stage):
    done = asked(stage, lost=True, **{"config.yaml": CONFIG.replace("[feedback]", "[reading]")})

    assert done.code == 0, done.err
    assert "What was collected so far could not be read" in done.summary
    assert (done.runner / "output" / "index.html").is_file()


def test_by_hand_it_compares_with_the_branch_that_was_cloned_and_prints_what_it_finds(stage):
    mine = stage.clone("mine")
    (mine / "config.yaml").write_text(CONFIG + PLUME)

    code, out, err = here(["workflow", "change", "--now", NOW, "--street", str(stage.street)], mine, CLEAN)

    assert code == 0, err
    assert "| added | Plume" in out
    assert not (mine / ".gleaner").exists()
