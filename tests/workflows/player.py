"""Plays GitHub Actions on this machine: reads the workflows of a repository and runs their jobs, step by step.

Real are git, the processes and what they write; played is what GitHub brings: checkout, the set-up of uv, artifacts,
Pages, and a token that may do at the API what `permissions:` of the job say and no more. Expressions are read as far as
our workflows use them; one that they do not is an error, not a guess.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tests.workflows import killing
from tests.workflows.killing import Blow, Watch

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "PYTEST_"))}
TOKENS = re.compile(r"\s*(?:(&&|\|\||==|!=|!|\(|\)|,)|('(?:[^']|'')*')|(\d+)|([A-Za-z_][\w.*-]*))")
PYTHON = {"&&": " and ", "||": " or ", "!": " not ", "==": "==", "!=": "!=", "(": "(", ")": ")", ",": ","}
HOLE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
VARIABLE = re.compile(r"\$([A-Z_]+)")
"""What the shell puts in place of itself; a word in quotes stays one word."""
COMMIT = re.compile(r"[0-9a-f]{40}")
LITERALS = {"true": True, "false": False, "null": None}


@dataclass
class Done:
    """What became of one run of a workflow."""

    file: str
    jobs: dict = field(default_factory=dict)
    """Name of a job -> success, failure, skipped or cancelled."""
    said: str = ""
    """All that was printed."""
    summary: str = ""
    seconds: float = 0.0
    artifacts: list = field(default_factory=list)
    """What the run has kept, by name."""
    killed: str = ""
    """What was at work when the machine was killed; "" where none was."""

    @property
    def green(self):
        return all(each in {"success", "skipped"} for each in self.jobs.values())


@dataclass
class Player:
    """A repository with its workflows, and a folder to run them in."""

    folder: Path
    remote: Path
    """The bare repository."""
    forge: object
    street: Path | None = None
    """The street map that stands for the world."""
    secrets: dict = field(default_factory=dict)
    artifacts: dict = field(default_factory=dict)
    live: Path | None = None
    """What Pages shows, once something was deployed."""
    deployed: list = field(default_factory=list)
    """Commits whose site was deployed, in order."""
    runs: int = 1000
    watch: Watch | None = None
    """For the blow that kills the machine of this run, until it has fallen."""

    def run(self, file, *, event, now, told=None, kill=None, branch="main", inputs=None):
        """Run one workflow of the branch's tip; `kill`, a Blow or seconds, ends the machine that is at work then."""
        self.runs += 1
        begun, done = time.monotonic(), Done(file)
        blow = Blow(seconds=kill) if isinstance(kill, (int, float)) else kill
        self.watch = Watch(blow, begun) if blow else None
        workflow = yaml.safe_load(git(self.remote, "show", f"{branch}:.github/workflows/{file}"))
        sha = git(self.remote, "rev-parse", branch)
        github = {"ref_name": branch, "ref": f"refs/heads/{branch}", "sha": sha, "event_name": event, "workflow": file}
        github |= {"repository": self.forge.full, "token": self.forge.token, "run_id": str(self.runs)}
        github |= {"run_attempt": "1", "repository_owner": self.forge.owner, "server_url": "https://github.com"}
        told_of = {"repository": {"default_branch": self.forge.default_branch, "is_template": False, "fork": False}}
        home = {} if event == "schedule" else told_of  # a schedule tells of no repository
        known = {"github": github | {"event": home | {"inputs": inputs or {}} | (told or {})}, "needs": {}}
        known |= {"secrets": dict(self.secrets) | {"GITHUB_TOKEN": self.forge.token}, "vars": {}}
        for name, job in workflow["jobs"].items():
            needs = job.get("needs", [])
            held = [known["needs"][each]["result"] for each in ([needs] if isinstance(needs, str) else needs)]
            if not wanted(job.get("if"), known, all(each == "success" for each in held)):
                done.jobs[name] = "skipped"
                known["needs"][name] = {"result": "skipped", "outputs": {}}
                continue
            for cell in cells(job, known):
                result, outputs = self._job(job, known | {"matrix": cell}, now=now, done=done, told=told)
                done.jobs[name] = result if done.jobs.get(name, "success") == "success" else done.jobs[name]
                known["needs"][name] = {"result": done.jobs[name], "outputs": outputs}
        done.seconds = time.monotonic() - begun
        own = f"{self.runs}-"
        done.artifacts = [name.removeprefix(own) for name in self.artifacts if name.startswith(own)]
        return done

    def _job(self, job, known, *, now, done, told):
        work = self.folder / f"run-{self.runs}-{len(done.jobs)}-{time.monotonic_ns()}"
        runner = work.with_name(f"{work.name}-runner")
        runner.mkdir(parents=True)
        self.forge.rights = dict(job.get("permissions") or {})
        environment = self.forge.environment(
            runner, event=known["github"]["event_name"], told=told, branch=known["github"]["ref_name"]
        )
        del environment["GITHUB_TOKEN"]  # a step has it where its `env:` says so, and nowhere else
        state = known | {"steps": {}, "env": {}}
        ok = True
        for number, step in enumerate(job["steps"]):
            if self.watch and self.watch.struck(None):
                done.killed, self.watch = step.get("uses", "a step").partition("@")[0], None
                ok = False
                break
            if not wanted(step.get("if"), state, ok):
                continue
            Path(environment["GITHUB_OUTPUT"]).write_text("", "utf-8")
            if "uses" in step:
                result, outputs = self._uses(step, state, work), {}
                if isinstance(result, dict):
                    result, outputs = True, result
            else:
                given = {name: str(fill(value, state)) for name, value in (step.get("env") or {}).items()}
                result = self._command(step, work, environment | given, now=now, done=done)
                if self.watch and self.watch.fallen:
                    done.killed, self.watch, ok = self.watch.fallen, None, False
                    break
                outputs = read_outputs(Path(environment["GITHUB_OUTPUT"]))
            state["steps"][step.get("id", f"step-{number}")] = {"outputs": outputs}
            ok = ok and result
        summary = Path(environment["GITHUB_STEP_SUMMARY"])
        done.summary += summary.read_text("utf-8") if summary.exists() else ""
        given = {name: fill(value, state) for name, value in (job.get("outputs") or {}).items()}
        shutil.rmtree(work, ignore_errors=True)
        shutil.rmtree(runner, ignore_errors=True)
        return ("success" if ok else "failure"), given

    def _command(self, step, work, environment, *, now, done):
        words = [VARIABLE.sub(lambda found: environment[found[1]], word) for word in shlex.split(step["run"])]
        assert words[0] == "./gleaner", f"a step is one command of ours: {step['run']}"
        command = [sys.executable, "-m", "generator", *words[1:], "--now", now.isoformat()]
        command += ["--street", str(self.street)] if self.street else []
        whole = CLEAN | environment | {"PYTHONPATH": str(work), "GIT_CONFIG_GLOBAL": os.devnull}
        with (work.with_name(f"{work.name}-runner") / "said").open("w+b") as said:
            started = subprocess.Popen(
                command, cwd=work, env=whole, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
            )
            if self.watch:
                killing.attend(started, self.watch)
            started.wait(600)
            said.seek(0)
            done.said += f"$ {' '.join(words)}\n{said.read().decode(errors='replace')}"
        return started.returncode == 0

    def _uses(self, step, state, work):
        given = {name: fill(value, state) for name, value in (step.get("with") or {}).items()}
        name = step["uses"].partition("@")[0]
        if name == "actions/checkout":
            self._checkout(given, state, work / given.get("path", ""))
        elif name in {"actions/upload-artifact", "actions/download-artifact"}:
            self._artifact(name, f"{self.runs}-{given['name']}", work / given["path"])
        elif name == "actions/upload-pages-artifact":
            self.artifacts[given.get("name", "github-pages")] = keep(work / given["path"], self.folder / "artifact")
        elif name == "actions/deploy-pages":
            found = self.artifacts[given.get("artifact_name", "github-pages")]
            self.live = keep(found, self.folder / "live")
            self.deployed.append(state["github"]["sha"])
            return {"page_url": (self.forge.pages or {}).get("html_url", "")}
        elif not (name == "astral-sh/setup-uv" or name.startswith("./")):
            raise AssertionError(f"nobody plays {name}")
        return True

    def _checkout(self, given, state, place):
        """Clone a branch as deep as it is asked for, or all of it where the tip is named as a commit."""
        depth, ref = str(given.get("fetch-depth", 1)), given.get("ref") or state["github"]["ref_name"]
        shallow = [] if depth == "0" else ["--depth", depth]
        commit = COMMIT.fullmatch(ref)
        which = ["--no-checkout"] if commit else [*shallow, "--branch", ref]
        git(self.folder, "clone", "--quiet", *which, self.remote.as_uri(), str(place))
        if commit:
            git(place, "checkout", "--quiet", "--detach", ref)
        if self.watch:
            git(place, "config", "remote.origin.receivepack", killing.FAR)

    def _artifact(self, action, name, place):
        """Hand a file on to a later job of the same run."""
        if action == "actions/download-artifact":
            keep(self.artifacts[name], place)
            return
        assert name not in self.artifacts, "two of one name are refused"
        self.artifacts[name] = keep(place, self.folder / "artifacts" / name / place.name).parent


def cells(job, known):
    """Return the cells of a matrix, one for a job without."""
    matrix = (job.get("strategy") or {}).get("matrix")
    if not matrix:
        return [{}]
    (name, values), *more = matrix.items()
    assert not more, "one dimension is enough for us"
    values = fill(values, known) if isinstance(values, str) else values
    return [{name: each} for each in values]


def wanted(condition, known, ok):
    """Tell whether a job or a step runs; without a word about it, only where all went well before."""
    if condition is None:
        return ok
    text = HOLE.sub(r"\1", str(condition))
    asked = bool(value(text, known, ok=ok))
    says = any(each in text for each in ("always()", "cancelled()", "failure()", "success()"))
    return asked and (ok or says)


def fill(text, known):
    """Fill the holes of a value; one that is a hole as a whole keeps its type."""
    if not isinstance(text, str):
        return text
    if whole := re.fullmatch(HOLE.pattern, text.strip(), re.DOTALL):
        found = value(whole[1], known, ok=True)
        return "" if found is None else found
    return HOLE.sub(lambda found: str(value(found[1], known, ok=True) or ""), text)


def value(text, known, *, ok):
    """Return what an expression is worth."""
    python, at = "", 0
    names = []
    while at < len(text.rstrip()):
        token = TOKENS.match(text, at)
        if not token:
            raise AssertionError(f"not an expression we know: {text}")
        sign, quoted, number, name = token.groups()
        if sign:
            python += PYTHON[sign]
        elif quoted:
            python += repr(quoted[1:-1].replace("''", "'"))
        elif number:
            python += number
        elif text[token.end() :].lstrip().startswith("("):
            python += f"_{name}"
        else:
            names.append(name)
            python += f"_at[{len(names) - 1}]"
        at = token.end()
    functions = {
        "_always": lambda: True,
        "_cancelled": lambda: False,
        "_success": lambda: ok,
        "_failure": lambda: not ok,
    }
    functions["_contains"] = lambda text, part: part.lower() in str(text or "").lower()  # GitHub's looks at no case
    functions |= {"_fromJSON": json.loads, "_format": lambda form, *rest: form.format(*(each or "" for each in rest))}
    found = [LITERALS[name] if name in LITERALS else lookup(known, name) for name in names]
    return eval(python, {"__builtins__": {}}, functions | {"_at": found})


def lookup(known, name):
    """Return the value of a context, None where there is none."""
    found = known
    for part in name.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def read_outputs(path):
    """Read what a step handed on: NAME=VALUE, or NAME<<END and lines."""
    outputs, lines = {}, iter(path.read_text("utf-8").splitlines())
    for line in lines:
        if "<<" in line and "=" not in line.partition("<<")[0]:
            name, _, end = line.partition("<<")
            held = []
            for each in lines:
                if each == end:
                    break
                held.append(each)
            outputs[name] = "\n".join(held)
        elif "=" in line:
            name, _, rest = line.partition("=")
            outputs[name] = rest
    return outputs


def keep(found, place):
    """Copy a file or a folder in place of what was there; return the place."""
    shutil.rmtree(place, ignore_errors=True)
    if found.is_dir():
        shutil.copytree(found, place)
    elif found.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(found, place)
    return place


def git(folder, *words):
    """Run git as nobody in particular, and return what it says."""
    identity = ("-c", "user.name=Owner", "-c", "user.email=owner@site.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *identity, *words], cwd=folder, capture_output=True, text=True, env=CLEAN, check=False
    )
    assert not done.returncode, f"git {' '.join(words)}: {done.stderr}"
    return done.stdout.strip()
