"""The form "Add a source": against real git and a GitHub on loopback, with kind people and unkind ones.

What it does is shown by real processes; who is let in and what is refused, by the same command in this one.
"""

import time
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from generator.cli import main
from generator.workflows import filled
from tests.loopback import rss, serve
from tests.workflows import forge
from tests.workflows.stage import CLEAN, CONFIG, ROOT, Stage, git, here

NEW = "http://new.example/"
PAGE = b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>Hi</body></html>'
EVIL = "Chalk [x](https://evil.example) `a` @owner #1 [skip ci] <img src=x>\n::error::x ${{ github.token }}"
STRANGER = {"login": "stranger", "type": "User", "id": 7}


def body(address=NEW, name="_No response_", tie="_No response_", why="_No response_", end="\n"):
    """Write the text of an issue as GitHub makes it of the form."""
    fields = zip(filled.LABELS, (address, name, tie, why), strict=True)
    return "\n\n".join(f"### {label}\n\n{value}" for label, value in fields).replace("\n", end)


@pytest.fixture
def stage(tmp_path):
    pages = {
        "/": (200, {"Content-Type": "text/html"}, PAGE),
        "/feed.xml": (200, {"Content-Type": "text/xml"}, rss((1, "One", "Wed, 18 Nov 2026 08:00:00 GMT", "."))),
        "/odd.xml": (200, {"Content-Type": "text/xml"}, rss(title=EVIL.replace("<", "&lt;"))),
    }
    with forge.running() as there, serve(pages) as web:
        yield Stage(tmp_path, there, web, hosts=("new.example", "chalk.example", "odd.example"))


def told(stage, text, *, action="opened", association="OWNER", label=None, number=None, sender="owner"):
    """Return the event, for a new issue or for one that is there."""
    there = stage.there
    user = STRANGER if association == "NONE" else forge.PERSON
    issue = there.issues[number] if number else there.issue("Add a source", text, user=user, association=association)
    issue["body"] = text
    event = {"action": action, "issue": dict(issue), "sender": {"login": sender}}
    return event | ({"label": {"name": label}} if label else {})


def process(stage, event):
    return stage.run("form", event="issues", told=event)


@pytest.fixture
def run(stage, capsys, monkeypatch):
    """Do a run as `process` does, in this process and in one clone."""
    runner = stage.clone("runner")

    def done(event):
        place = stage.folder / "here"
        place.mkdir(exist_ok=True)
        for name, value in stage.there.environment(place, event="issues", told=event).items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(runner)
        code = main(["workflow", "form", "--now", "2026-11-20T06:30:00Z", "--street", str(stage.street)])
        said = capsys.readouterr()
        summary = place / "summary.md"
        words = summary.read_text("utf-8") if summary.exists() else ""
        return SimpleNamespace(code=code, out=said.out, err=said.err, summary=words)

    return done


def reply(stage, number=1):
    (only,) = stage.there.comments[number]
    return only["body"]


def branches(stage):
    return set(git(stage.remote, "for-each-ref", "--format=%(refname:short)").split()) - {"main"}


# ---------------------------------------------------------------- as it is meant


def test_what_an_owner_fills_in_becomes_a_pull_request_with_the_feed_behind_the_page(stage):
    done = process(stage, told(stage, body(name="A room", tie="very weak", why="It is *good*."), association="OWNER"))

    assert done.code == 0, done.err
    entry = "\n  - feed: http://new.example/feed.xml\n    name: A room\n    tie: very weak\n"
    assert stage.show("config.yaml", "add-source-1") + "\n" == CONFIG + entry.removeprefix("\n")
    (pull,) = stage.there.pulls.values()
    assert (pull["title"], pull["head"]["ref"], pull["base"]["ref"]) == ("Add a source: A room", "add-source-1", "main")
    assert "Closes #1." in pull["body"]
    assert r"It is \*good\*." in pull["body"]
    assert pull["html_url"] in reply(stage)
    assert "answers and can be read" in done.summary
    assert stage.show("config.yaml") + "\n" == CONFIG


def test_where_workflows_may_open_no_pull_request_the_reply_has_a_link_that_does(stage):
    stage.there.may_open_pulls = False

    assert process(stage, told(stage, body())).code == 0

    assert branches(stage) == {"add-source-1"}
    address = next(part for part in reply(stage).split("<") if "/compare/" in part).partition(">")[0]
    asked = parse_qs(urlsplit(address).query)
    assert urlsplit(address).path == "/me/digest/compare/main...add-source-1"
    assert asked["title"] == ["Add a source: Chalk Notes"]
    assert "Closes #1." in asked["body"][0]
    assert "Allow GitHub Actions to create and approve pull requests" in reply(stage)


def test_twice_is_as_once_and_an_edit_brings_everything_up_to_date(run, stage):
    event = told(stage, body())
    run(event)
    once = stage.tip("add-source-1")

    run(event)

    assert stage.tip("add-source-1") == once
    assert (len(stage.there.pulls), len(stage.there.comments[1])) == (1, 1)
    assert not stage.there.sent("PATCH")

    run(told(stage, body(name="Another name"), action="edited", number=1))

    assert "name: Another name" in stage.show("config.yaml", "add-source-1")
    assert git(stage.remote, "rev-list", "--count", "main..add-source-1") == "1"
    (pull,) = stage.there.pulls.values()
    assert pull["title"] == "Add a source: Another name"
    assert len(stage.there.comments[1]) == 1


def test_what_somebody_has_changed_on_the_branch_is_not_thrown_away(run, stage):
    run(told(stage, body()))
    git(stage.owner, "fetch", "--quiet", "origin")
    git(stage.owner, "checkout", "--quiet", "add-source-1")
    (stage.owner / "config.yaml").write_text(CONFIG + "  - feed: http://mine.example/feed\n", "utf-8")
    git(stage.owner, "commit", "--quiet", "-am", "My hand")
    git(stage.owner, "push", "--quiet", "origin", "add-source-1")

    run(told(stage, body(name="Another"), action="edited", number=1))

    assert "mine.example" in stage.show("config.yaml", "add-source-1")
    assert "by hand" in reply(stage)


def test_a_source_that_is_there_is_said_with_its_line(run, stage):
    run(told(stage, body("http://chalk.example/feed")))

    assert "**Chalk Notes** is among the sources already. It is in line 9 already." in reply(stage)
    assert branches(stage) == set()


# ---------------------------------------------------------------- who may


def test_for_a_stranger_nothing_is_asked_and_nothing_pushed_until_somebody_sets_the_label(run, stage):
    assert run(told(stage, body(), association="NONE")).code == 0

    assert stage.web.asked == []
    assert branches(stage) == set()
    assert "put the label `add`" in reply(stage)
    assert "add" in stage.there.labels

    run(told(stage, body(), association="NONE", action="labeled", label="add", number=1))

    assert branches(stage) == {"add-source-1"}
    assert "This pull request" in reply(stage)

    run(told(stage, body("http://odd.example/odd.xml"), association="NONE", action="edited", number=1))

    assert "odd.example" not in stage.show("config.yaml", "add-source-1")


@pytest.mark.parametrize("sender", ["stranger", "sorts-issues", ""])
def test_the_label_lets_in_nobody_where_who_set_it_may_not_write(run, stage, sender):
    stage.there.permissions["sorts-issues"] = "read"  # GitHub tells `triage` so

    run(told(stage, body(), association="NONE", action="labeled", label="add", sender=sender))

    assert (branches(stage), stage.web.asked) == (set(), [])
    assert "put the label `add`" in reply(stage)


@pytest.mark.parametrize("association", ["NONE", "CONTRIBUTOR", "MEMBER", "COLLABORATOR", "MANNEQUIN", "", None])
def test_only_who_may_write_is_served_at_once(run, stage, association):
    stage.there.permissions["owner"] = "read"

    run(told(stage, body(), association=association))

    assert branches(stage) == set()
    assert stage.web.asked == []


@pytest.mark.parametrize(
    ("association", "may"), [("MEMBER", "write"), ("COLLABORATOR", "admin"), ("CONTRIBUTOR", "write")]
)
def test_who_may_write_is_served_at_once_whatever_else_they_are(run, stage, association, may):
    stage.there.permissions["owner"] = may  # who belongs to an organization in private is a stranger to events

    run(told(stage, body(), association=association))

    assert branches(stage) == {"add-source-1"}


@pytest.mark.parametrize("status", [403, 500])
def test_where_github_does_not_say_who_may_write_the_answer_is_no_and_says_why(run, stage, status):
    stage.there.broken[("GET", "/collaborators/")] = status

    assert run(told(stage, body(), association="MEMBER")).code == 0

    assert branches(stage) == set()
    assert "put the label `add`" in reply(stage)
    assert f"could not be found out: GitHub refused ({status})" in reply(stage).replace("\\", "")


def test_a_label_that_cannot_be_made_is_done_without(run, stage):
    stage.there.broken[("POST", "/labels")] = 403

    assert run(told(stage, body(), association="NONE")).code == 0
    assert "put the label `add`" in reply(stage)


def test_another_label_another_issue_and_a_pull_request_are_no_business_of_it(run, stage):
    run(told(stage, body(), action="labeled", label="later"))
    run(told(stage, "My digest is empty. Why?"))
    run({**(event := told(stage, body())), "issue": {**event["issue"], "pull_request": {}}})

    assert (stage.there.comments, branches(stage), stage.web.asked) == ({}, set(), [])


# ---------------------------------------------------------------- what cannot be, and what must not


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("_No response_", "could not be read"),
        ("http://new.example/\nhttp://odd.example/", "could not be read"),
        ("http://new.example/\n- feed: http://evil.example/", "could not be read"),
        ("some words", "neither an address"),
        ("https://www.linkedin.com/in/x", "LinkedIn"),
        ("http://chalk.example/nothing", "nothing came of it"),
        ("http://somewhere.example/", "nothing came of it"),
        ("x" * 100_000, "could not be read"),
        ("../../etc/passwd", ""),
        ("mine.opml", ""),
        ("opml: /etc/passwd", ""),
    ],
)
def test_what_cannot_be_added_is_refused_in_plain_words(run, stage, address, words):
    done = run(told(stage, body(address)))

    assert done.code == 0, done.err
    assert words in reply(stage)
    assert (branches(stage), stage.there.pulls) == (set(), {})


ATTACKS = [
    "\n- feed: http://evil.example/",
    '"\n  - feed: http://evil.example/\n    name: "',
    "${{ secrets.GITHUB_TOKEN }}",
    "$(touch pwned); `touch pwned` | sh",
    "::error file=x::y\n::stop-commands::z",
    "##[command]x",
    "x: y # z\t\u2028\u0085\x00\x1b[31m\u202e",
    "{a: [b, *c, &d, !!python/object:os.system]}",
    "### Address of the source\n\nhttp://evil.example/",
    "@owner #1 [x](javascript:alert(1)) ![x](http://evil.example/a.png) <img src=x onerror=alert(1)>",
    "name\r\nsources: []\r\n",
    "' || true; %0A::set-output name=x::y",
    "y" * 100_000,
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_whatever_is_filled_in_the_file_has_one_entry_more_and_says_nothing_else(run, stage, attack):
    done = run(told(stage, body(name=attack, why=attack), association="OWNER"))

    assert done.code == 0, done.err
    before, after = (yaml.safe_load(text) for text in (CONFIG, stage.show("config.yaml", "add-source-1")))
    (*others, fresh) = after.pop("sources")
    assert (others, after) == (before.pop("sources"), before)
    assert set(fresh) == {"feed", "name"}
    assert fresh["feed"] == "http://new.example/feed.xml"
    assert "\n" not in fresh["name"]
    assert len(fresh["name"]) <= 100
    assert not list(stage.folder.rglob("pwned"))
    assert_harmless(stage, done)


def test_a_feed_that_calls_itself_something_evil_is_a_name_and_nothing_else(run, stage):
    done = run(told(stage, body("http://odd.example/odd.xml")))

    (*_, fresh) = yaml.safe_load(stage.show("config.yaml", "add-source-1"))["sources"]
    assert fresh["name"].startswith("Chalk [x](https://evil.example) `a` @owner #1")
    assert_harmless(stage, done)


def assert_harmless(stage, done):
    """Nothing of a stranger's is a command to the runner, a link, a mention or markup in what is written."""
    for said in (done.out + "\n" + done.err).splitlines():
        assert not said.lstrip().startswith("::")
        assert not said.startswith("##[")
    (pull,) = stage.there.pulls.values()
    for words in (reply(stage), pull["body"], done.summary):
        assert "](javascript" not in words
        assert "](https://evil" not in words
        assert "<img" not in words
        assert "@owner" not in words
        assert len(words) < 10_000
    assert "\n" not in pull["title"]
    assert all(sign not in pull["title"] for sign in ("@owner", "#1", "[skip ci]"))
    assert stage.message("add-source-1") == "Add a source, as asked for in #1"


def test_a_machine_of_ones_own_network_is_not_asked(stage):
    event = told(stage, body(f"{stage.web.address}/feed.xml"))
    place = stage.folder / "bare"
    place.mkdir()
    around = stage.there.environment(place, event="issues", told=event)

    code, _, err = here(["workflow", "form"], stage.clone("bare-runner"), {**CLEAN, **around})

    assert code == 0, err
    assert stage.web.asked == []
    assert "nothing came of it" in reply(stage)


def test_without_an_event_it_says_so(stage):
    done = stage.run("form", forge=False)

    assert done.code == 1
    assert "not begun by a workflow" in done.err


# ---------------------------------------------------------------- the form itself


def test_the_form_has_the_labels_that_are_looked_for_and_the_workflow_begins_with_the_first():
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "add-source.yml").read_text("utf-8"))
    labels = [part["attributes"]["label"] for part in form["body"] if "id" in part]

    assert tuple(labels) == filled.LABELS
    assert f"'### {filled.ADDRESS}'" in (ROOT / ".github" / "workflows" / "form.yml").read_text("utf-8")
    assert "labels" not in form, "a stranger's issue would let itself in"


def test_a_body_with_the_line_ends_of_a_browser_is_read_alike():
    filled_in = {"address": "#oer@m.example", "name": "N", "tie": "weak", "why": "Because.\nAnd so."}

    assert filled.read(body(**filled_in, end="\r\n")) == filled.read(body(**filled_in))
    assert filled.read(body(**filled_in)).why == "Because. And so."
    assert filled.read("### Something else\n\nx") is None


def test_a_heading_of_sixty_thousand_blanks_takes_no_time():
    begun = time.process_time()

    assert filled.read(f"{body(why='a')}\n### Name{' ' * 60_000}x\n") == filled.read(body(why="a\n### Name x"))

    assert time.process_time() - begun < 1


@pytest.mark.parametrize("odd", [{"author_association": ["OWNER"]}, {"author_association": {}}, {"number": 1e999}])
def test_an_event_of_another_shape_ends_in_words(run, stage, odd):
    event = told(stage, body(), association="NONE")
    event["issue"] |= odd

    done = run(event)

    assert done.code in {0, 1}
    assert branches(stage) == set()
