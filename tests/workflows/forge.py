"""A hand-written GitHub on loopback: one repository in memory, as its REST API shows it, with rights that can be taken.

    with forge.running() as there:
        there.rights["contents"] = "read"
        subprocess.run([...], env={**os.environ, **there.environment(tmp_path, event="schedule")})
        assert there.sent("POST", "dispatches")

What it says, and in which shape, is GitHub's: https://docs.github.com/en/rest, version 2022-11-28. A route is a
function with `@route(method, path, right)`; `{name}` in the path is one part of it, `{name...}` all that follows.
It keeps what it is told as plain dicts and lists, so that a test can look at them and set them.
"""

import base64
import json
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import RLock, Thread
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN = "ghs_loopbackOnly000000000000000000000001"
DOCS = "https://docs.github.com/rest"
BOT = {"login": "github-actions[bot]", "type": "Bot", "id": 41898282}
PERSON = {"login": "owner", "type": "User", "id": 1001}
WHEN = "2026-11-22T05:00:00Z"
RIGHTS = ("contents", "actions", "pages", "issues", "pull-requests", "deployments")
ROUTES = []


@dataclass(frozen=True)
class Asked:
    """One line of the log."""

    method: str
    path: str
    query: dict
    body: object
    authorization: str
    headers: dict
    status: int


@dataclass
class Forge:
    """The repository, and everything that may be switched."""

    owner: str = "me"
    name: str = "digest"
    default_branch: str = "main"
    private: bool = False
    fork: bool = False
    is_template: bool = False
    permissions: dict = field(default_factory=lambda: {"owner": "admin"})
    """Login -> what somebody may do here: admin, write, read or none."""
    template: str = ""
    """owner/name it was made from; "" for none."""
    has_issues: bool = True
    token: str = TOKEN
    rights: dict = field(default_factory=lambda: dict.fromkeys(RIGHTS, "write"))
    """What `permissions:` of the job grants: write, read, or not there."""
    pages: dict | None = None
    """What GET /pages says; None with Pages off. `pages_on()` switches it on."""
    may_open_pulls: bool = True
    """Settings > Actions > General: Allow GitHub Actions to create and approve pull requests."""
    enabled: bool = True
    """Settings > Actions > General: whether Actions may run at all."""
    archived: bool = False
    secrets: list = field(default_factory=list)
    """Names of the secrets of Actions."""
    deployments: dict = field(default_factory=dict)
    """Number -> how a deployment to Pages ended, oldest first."""
    workflows: dict = field(default_factory=dict)
    """File name -> its row; `workflow()` adds one."""
    runs: list = field(default_factory=list)
    """Of all workflows, newest first; `ran()` adds one."""
    jobs: dict = field(default_factory=dict)
    """Id of a run -> (name, conclusion) of its jobs."""
    artifacts: dict = field(default_factory=dict)
    """Id of a run -> names of its artifacts."""
    dispatched: list = field(default_factory=list)
    """(file, ref, inputs), in order."""
    issues: dict = field(default_factory=dict)
    """Number -> issue; pull requests are among them, as at GitHub, with a key `pull_request`."""
    comments: dict = field(default_factory=dict)
    """Number of an issue -> its comments."""
    pulls: dict = field(default_factory=dict)
    labels: dict = field(default_factory=dict)
    releases: list = field(default_factory=list)
    """Newest first."""
    branches: dict = field(default_factory=lambda: {"main": "1" * 40})
    """Name -> commit."""
    files: dict = field(default_factory=dict)
    """Path -> bytes, of this repository."""
    others: dict = field(default_factory=dict)
    """owner/name -> {"files": {path: bytes}, "releases": [...], "tags": [...]}: other public repositories."""
    marks: dict = field(default_factory=dict)
    """Variables that its runner sets otherwise, or besides."""
    broken: dict = field(default_factory=dict)
    """(method, part of a path) -> status: what is out of order today."""
    log: list = field(default_factory=list)
    address: str = ""
    lock: RLock = field(default_factory=RLock)
    last: int = 0

    @property
    def full(self):
        return f"{self.owner}/{self.name}"

    @property
    def home(self):
        return f"https://github.com/{self.full}"

    def number(self):
        self.last += 1
        return self.last

    def pages_on(self, address="https://me.github.io/digest/", *, cname=None, build_type="workflow"):
        """Do what the owner does in Settings > Pages."""
        self.pages = {
            "url": f"https://api.github.com/repos/{self.full}/pages",
            "status": "built",
            "cname": cname,
            "custom_404": False,
            "html_url": address,
            "build_type": build_type,
            "source": {"branch": self.default_branch, "path": "/"},
            "public": True,
            "protected_domain_state": None,
            "pending_domain_unverified_at": None,
            "https_enforced": address.startswith("https:"),
        }

    def workflow(self, file, *, state="active", name=None, dispatch=True):
        """Let there be a workflow; states: active, disabled_manually, disabled_inactivity, disabled_fork."""
        number = self.number()
        self.workflows[file] = {
            "id": number,
            "node_id": f"W_{number}",
            "name": name or file.partition(".")[0].title(),
            "path": f".github/workflows/{file}",
            "state": state,
            "created_at": WHEN,
            "updated_at": WHEN,
            "html_url": f"{self.home}/blob/{self.default_branch}/.github/workflows/{file}",
            "dispatch": dispatch,
        }

    def ran(self, file, *, conclusion="success", status="completed", event="workflow_dispatch", when=WHEN, sha=None):
        """Let a run of a workflow be the newest."""
        number = self.number()
        self.runs.insert(
            0,
            {
                "id": number,
                "name": self.workflows.get(file, {}).get("name", file),
                "path": f".github/workflows/{file}",
                "head_branch": self.default_branch,
                "head_sha": sha or self.branches.get(self.default_branch),
                "event": event,
                "status": status,
                "conclusion": conclusion if status == "completed" else None,
                "created_at": when,
                "updated_at": when,
                "run_started_at": when,
                "run_attempt": 1,
                "html_url": f"{self.home}/actions/runs/{number}",
            },
        )

    def release(self, tag, *, repo=None, body="", assets=(), draft=False, prerelease=False, when=WHEN):
        """Let there be a release, of this repository or another one; it is the newest."""
        number, full = self.number(), repo or self.full
        made = {
            "id": number,
            "tag_name": tag,
            "target_commitish": "main",
            "name": tag,
            "body": body,
            "draft": draft,
            "prerelease": prerelease,
            "created_at": when,
            "published_at": when,
            "author": BOT,
            "html_url": f"https://github.com/{full}/releases/tag/{tag}",
            "tarball_url": f"{self.address}/repos/{full}/tarball/{tag}",
            "zipball_url": f"{self.address}/repos/{full}/zipball/{tag}",
            "assets": list(assets),
        }
        (self.others.setdefault(repo, {}).setdefault("releases", []) if repo else self.releases).insert(0, made)
        return made

    def issue(self, title, body="", *, labels=(), user=PERSON, association="OWNER", state="open"):
        """Let there be an issue, as somebody opened it by hand; returns it."""
        number = len(self.issues) + 1
        for label in labels:
            self.labels.setdefault(label, {"name": label, "color": "ededed", "description": None})
        self.issues[number] = {
            "id": 5000 + number,
            "number": number,
            "title": title,
            "body": body,
            "state": state,
            "state_reason": None,
            "user": user,
            "author_association": association,
            "labels": [self.labels[label] for label in labels],
            "comments": 0,
            "locked": False,
            "created_at": WHEN,
            "updated_at": WHEN,
            "html_url": f"{self.home}/issues/{number}",
            "url": f"https://api.github.com/repos/{self.full}/issues/{number}",
        }
        return self.issues[number]

    def environment(self, folder, *, event="workflow_dispatch", told=None, branch="main", run="4711", attempt="1"):
        """Return the variables that a runner sets, and write the event into `folder`."""
        payload = folder / "event.json"
        home = {} if event == "schedule" else {"repository": repository(self)}  # a schedule tells of none
        payload.write_text(json.dumps({**home, **(told or {})}), "utf-8")
        return {
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": self.address,
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REPOSITORY": self.full,
            "GITHUB_TOKEN": self.token,
            "GITHUB_REF_NAME": branch,
            "GITHUB_EVENT_NAME": event,
            "GITHUB_EVENT_PATH": str(payload),
            "GITHUB_RUN_ID": run,
            "GITHUB_RUN_ATTEMPT": attempt,
            "GITHUB_OUTPUT": str(folder / "output.txt"),
            "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
            **self.marks,
        }

    def sent(self, method, part=""):
        """Return the lines of the log with this method and this part in their path."""
        return [line for line in self.log if line.method == method and part in line.path]

    def answer(self, method, target, headers, raw):
        """Answer one request: (status, value, headers); a value of bytes is sent as it is."""
        split = urlsplit(target)
        path, query = unquote(split.path), {name: values[0] for name, values in parse_qs(split.query).items()}
        body = json.loads(raw) if raw else None
        with self.lock:
            status, value = self._answered(method, path, query, headers, body)
            auth = headers.get("authorization", "")
            self.log.append(Asked(method, path, query, body, auth, dict(headers), status))
        return status, value

    def _answered(self, method, path, query, headers, body):
        known = headers.get("authorization", "") in {f"Bearer {self.token}", f"token {self.token}"}
        if headers.get("authorization") and not known:
            return said(401, "Bad credentials", "")
        for (verb, part), status in self.broken.items():
            if verb == method and part in path:
                return said(status, "Server Error" if status >= 500 else "Forbidden", "")
        asked = Request(self, query, body, headers, method)
        for verb, pattern, right, does in ROUTES:
            if verb == method and (found := pattern.fullmatch(path)):
                return self._allowed(method, right, known=known) or self._done(does, asked, found.groupdict())
        return said(404, "Not Found", "")

    def _done(self, does, asked, parts):
        owner, name = parts.pop("owner", ""), parts.pop("repo", "")
        if owner and f"{owner}/{name}".lower() != self.full.lower():
            there = self.others.get(f"{owner}/{name}")
            if there is None or asked.method != "GET":
                return said(404, "Not Found", "")
            asked = Request(Forge(owner=owner, name=name, address=self.address, **there), **asked.rest())
        return does(asked, **parts)

    def _allowed(self, method, right, *, known):
        """Return the refusal, if the token lacks the right; what is public is read without one, but for Pages."""
        needs = "read" if method == "GET" else "write"
        if not known and (needs == "write" or self.private):
            return said(401, "Requires authentication", "") if needs == "write" else said(404, "Not Found", "")
        free = needs == "read" and not self.private and right not in {"pages", "administration"}
        if not right or free or any(self.rights.get(each) in ("write", needs) for each in right.split(" or ")):
            return None
        return said(403, "Resource not accessible by integration", "")


@dataclass
class Request:
    forge: Forge
    query: dict
    body: object
    headers: dict
    method: str

    def rest(self):
        return {"query": self.query, "body": self.body, "headers": self.headers, "method": self.method}

    def page(self, rows):
        """Return the rows of the page that is asked for."""
        size, page = min(int(self.query.get("per_page", 30)), 100), int(self.query.get("page", 1))
        return list(rows)[(page - 1) * size : page * size]

    def __getitem__(self, name):
        return self.body.get(name) if isinstance(self.body, dict) else None


def route(method, path, right=""):
    """Let a function answer: it gets the Request and the parts of the path, and returns (status, value)."""
    pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path))
    pattern = re.sub(r"\\{(\w+)\\.\\.\\.\\}", r"(?P<\1>.+)", pattern)

    def put(does):
        ROUTES.append((method, re.compile(pattern), right, does))
        return does

    return put


def said(status, words, page, **more):
    """Return a refusal as GitHub shapes it."""
    return status, {"message": words, **more, "documentation_url": f"{DOCS}{page}", "status": str(status)}


def missing(_=None):
    return said(404, "Not Found", "")


HERE = "/repos/{owner}/{repo}"


def repository(forge):
    made = {
        "id": 900,
        "name": forge.name,
        "full_name": forge.full,
        "owner": {"login": forge.owner, "type": "User"},
        "private": forge.private,
        "visibility": "private" if forge.private else "public",
        "html_url": forge.home,
        "description": None,
        "fork": forge.fork,
        "archived": forge.archived,
        "default_branch": forge.default_branch,
        "is_template": forge.is_template,
        "has_issues": forge.has_issues,
        "has_pages": forge.pages is not None,
    }
    if forge.template:
        owner, _, name = forge.template.partition("/")
        home = f"https://github.com/{forge.template}"
        made["template_repository"] = {
            "id": 800,
            "name": name,
            "full_name": forge.template,
            "owner": {"login": owner},
            "html_url": home,
        }
    return made


# ---------------------------------------------------------------- the repository and its site


@route("GET", f"{HERE}/collaborators/{{login}}/permission", "metadata")
def _permission(asked, login):
    may = asked.forge.permissions.get(login, "none" if asked.forge.private else "read")
    return 200, {"permission": may, "role_name": may, "user": {"login": login, "type": "User"}}


@route("GET", HERE)
def _repository(asked):
    return 200, repository(asked.forge)


@route("GET", HERE + "/pages", "pages")
def _pages(asked):
    return (200, asked.forge.pages) if asked.forge.pages else said(404, "Not Found", "/pages/pages")


@route("POST", HERE + "/pages", "administration")
def _make_pages(asked):
    return said(403, "Resource not accessible by integration", "/pages/pages#create-a-apiname-pages-site")


@route("GET", HERE + "/contents/{path...}", "contents")
def _contents(asked, path):
    files, path = asked.forge.files, path.strip("/")
    if path in files:
        if "raw" in asked.headers.get("accept", ""):
            return 200, files[path]
        packed = base64.encodebytes(files[path]).decode()
        return 200, {**entry(path, files[path]), "encoding": "base64", "content": packed}
    below = sorted({path + "/" + name[len(path) + 1 :].split("/")[0] for name in files if name.startswith(path + "/")})
    return (200, [entry(name, files.get(name)) for name in below]) if below else missing()


def entry(path, data):
    kind = "dir" if data is None else "file"
    return {"type": kind, "name": path.split("/")[-1], "path": path, "size": len(data or b""), "sha": "a" * 40}


@route("GET", HERE + "/branches/{branch...}", "contents")
def _branch(asked, branch):
    sha = asked.forge.branches.get(branch)
    if not sha:
        return said(404, "Branch not found", "/branches/branches#get-a-branch")
    return 200, {"name": branch, "commit": {"sha": sha}, "protected": False}


@route("GET", HERE + "/git/ref/heads/{branch...}", "contents")
def _ref(asked, branch):
    sha = asked.forge.branches.get(branch)
    return (200, {"ref": f"refs/heads/{branch}", "object": {"type": "commit", "sha": sha}}) if sha else missing()


# ---------------------------------------------------------------- Actions


def shown(row):
    return {name: value for name, value in row.items() if name != "dispatch"}


def by_id(forge, file):
    return next((row for name, row in forge.workflows.items() if file in {name, str(row["id"])}), None)


@route("GET", HERE + "/actions/workflows", "actions")
def _workflows(asked):
    rows = [shown(row) for row in asked.forge.workflows.values()]
    return 200, {"total_count": len(rows), "workflows": asked.page(rows)}


@route("GET", HERE + "/actions/workflows/{file}", "actions")
def _workflow(asked, file):
    row = by_id(asked.forge, file)
    return (200, shown(row)) if row else missing()


@route("PUT", HERE + "/actions/workflows/{file}/enable", "actions")
def _enable(asked, file):
    row = by_id(asked.forge, file)
    if row:
        row["state"] = "active"
    return (204, None) if row else missing()


@route("PUT", HERE + "/actions/workflows/{file}/disable", "actions")
def _disable(asked, file):
    row = by_id(asked.forge, file)
    if row:
        row["state"] = "disabled_manually"
    return (204, None) if row else missing()


@route("POST", HERE + "/actions/workflows/{file}/dispatches", "actions")
def _dispatch(asked, file):
    row = by_id(asked.forge, file)
    page = "/actions/workflows#create-a-workflow-dispatch-event"
    if not row:
        return missing()
    if row["state"] != "active":
        return said(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow", page)
    if not row["dispatch"]:
        return said(422, "Workflow does not have 'workflow_dispatch' trigger", page)
    if asked["ref"] not in asked.forge.branches:
        return said(422, f"No ref found for: {asked['ref']}", page)
    asked.forge.dispatched.append((file, asked["ref"], asked["inputs"] or {}))
    return 204, None


def _runs_of(asked, rows):
    for name, key in (("branch", "head_branch"), ("event", "event")):
        rows = [row for row in rows if asked.query.get(name, row[key]) == row[key]]
    if status := asked.query.get("status"):
        rows = [row for row in rows if status in {row["status"], row["conclusion"]}]
    return 200, {"total_count": len(rows), "workflow_runs": asked.page(rows)}


@route("GET", HERE + "/actions/workflows/{file}/runs", "actions")
def _runs_of_workflow(asked, file):
    row = by_id(asked.forge, file)
    rows = [run for run in asked.forge.runs if row and run["path"] == row["path"]]
    return _runs_of(asked, rows) if row else missing()


@route("GET", HERE + "/actions/runs", "actions")
def _runs(asked):
    return _runs_of(asked, asked.forge.runs)


@route("GET", HERE + "/actions/runs/{number}", "actions")
def _run(asked, number):
    found = [run for run in asked.forge.runs if run["id"] == int(number)]
    return (200, found[0]) if found else missing()


@route("GET", HERE + "/actions/runs/{number}/jobs", "actions")
def _jobs(asked, number):
    rows = [
        {"id": 70 + place, "run_id": int(number), "name": name, "status": "completed", "conclusion": conclusion}
        for place, (name, conclusion) in enumerate(asked.forge.jobs.get(int(number), ()))
    ]
    return 200, {"total_count": len(rows), "jobs": asked.page(rows)}


@route("GET", HERE + "/actions/runs/{number}/artifacts", "actions")
def _artifacts(asked, number):
    names = asked.forge.artifacts.get(int(number), ())
    rows = [{"id": 80 + place, "name": name, "expired": False} for place, name in enumerate(names)]
    return 200, {"total_count": len(rows), "artifacts": asked.page(rows)}


@route("GET", HERE + "/actions/permissions/workflow", "administration")
def _permissions(asked):
    """Answer whoever may ask; the token of a run never may, so this is reached with rights a test gives."""
    return 200, {
        "default_workflow_permissions": "read",
        "can_approve_pull_request_reviews": asked.forge.may_open_pulls,
    }


@route("GET", HERE + "/actions/permissions", "administration")
def _may_run(asked):
    return 200, {"enabled": asked.forge.enabled, "allowed_actions": "all"}


@route("GET", HERE + "/actions/secrets", "administration")
def _secrets(asked):
    rows = [{"name": name, "created_at": WHEN, "updated_at": WHEN} for name in asked.forge.secrets]
    return 200, {"total_count": len(rows), "secrets": asked.page(rows)}


@route("GET", HERE + "/deployments", "deployments")
def _deployments(asked):
    rows = [{"id": number, "environment": "github-pages", "created_at": WHEN} for number in asked.forge.deployments]
    return 200, asked.page(reversed(rows))


@route("GET", HERE + "/deployments/{number}/statuses", "deployments")
def _statuses(asked, number):
    state = asked.forge.deployments.get(int(number))
    return (200, [{"id": 1, "state": state, "environment": "github-pages"}]) if state else missing()


# ---------------------------------------------------------------- issues, their comments and labels


@route("GET", HERE + "/issues", "issues")
def _issues(asked):
    wanted = {name for name in asked.query.get("labels", "").split(",") if name}
    state, creator = asked.query.get("state", "open"), asked.query.get("creator")
    rows = [
        issue
        for issue in reversed(asked.forge.issues.values())
        if state in {"all", issue["state"]}
        and wanted <= {label["name"] for label in issue["labels"]}
        and creator in {None, issue["user"]["login"]}
    ]
    return 200, asked.page(rows)


@route("POST", HERE + "/issues", "issues")
def _open_issue(asked):
    if not asked.forge.has_issues:
        return said(410, "Issues has been disabled in this repository.", "/issues/issues#create-an-issue")
    if not asked["title"]:
        return said(422, "Validation Failed", "/issues/issues#create-an-issue", errors=[{"field": "title"}])
    made = asked.forge.issue(asked["title"], asked["body"] or "", labels=asked["labels"] or (), user=BOT)
    return 201, {**made, "author_association": "NONE"}


@route("GET", HERE + "/issues/{number}", "issues")
def _issue(asked, number):
    found = asked.forge.issues.get(int(number))
    return (200, found) if found else missing()


@route("PATCH", HERE + "/issues/{number}", "issues")
def _change_issue(asked, number):
    found = asked.forge.issues.get(int(number))
    if not found:
        return missing()
    found |= {name: asked[name] for name in ("title", "body", "state", "state_reason") if name in asked.body}
    if "labels" in asked.body:
        found["labels"] = labelled(asked.forge, asked["labels"])
    return 200, found


def labelled(forge, names):
    return [forge.labels.setdefault(name, {"name": name, "color": "ededed", "description": None}) for name in names]


@route("POST", HERE + "/issues/{number}/labels", "issues")
def _label_issue(asked, number):
    found = asked.forge.issues.get(int(number))
    if not found:
        return missing()
    there = [label["name"] for label in found["labels"]]
    found["labels"] = labelled(asked.forge, [*there, *(name for name in asked["labels"] if name not in there)])
    return 200, found["labels"]


@route("DELETE", HERE + "/issues/{number}/labels/{name}", "issues")
def _unlabel_issue(asked, number, name):
    found = asked.forge.issues.get(int(number))
    if not found or name not in {label["name"] for label in found["labels"]}:
        return said(404, "Label does not exist", "/issues/labels")
    found["labels"] = [label for label in found["labels"] if label["name"] != name]
    return 200, found["labels"]


@route("GET", HERE + "/labels/{name}", "issues")
def _label(asked, name):
    found = asked.forge.labels.get(name)
    return (200, found) if found else missing()


@route("POST", HERE + "/labels", "issues")
def _make_label(asked):
    if asked["name"] in asked.forge.labels:
        errors = [{"resource": "Label", "code": "already_exists", "field": "name"}]
        return said(422, "Validation Failed", "/issues/labels#create-a-label", errors=errors)
    made = {"name": asked["name"], "color": asked["color"] or "ededed", "description": asked["description"]}
    asked.forge.labels[made["name"]] = made
    return 201, made


PULLS_TOO = "issues or pull-requests"  # a comment on a pull request is GitHub's for either right


@route("GET", HERE + "/issues/{number}/comments", PULLS_TOO)
def _comments(asked, number):
    rows = asked.forge.comments.get(int(number), [])
    return (200, asked.page(rows)) if int(number) in asked.forge.issues else missing()


@route("POST", HERE + "/issues/{number}/comments", PULLS_TOO)
def _comment(asked, number):
    found = asked.forge.issues.get(int(number))
    if not found:
        return missing()
    if len(asked["body"] or "") > 65536:
        errors = [{"field": "data", "message": "Body is too long (maximum is 65536 characters)"}]
        return said(422, "Validation Failed", "/issues/comments#create-an-issue-comment", errors=errors)
    made = {"id": asked.forge.number(), "body": asked["body"], "user": BOT, "author_association": "NONE"}
    made |= {"created_at": WHEN, "updated_at": WHEN, "html_url": f"{found['html_url']}#issuecomment-{made['id']}"}
    asked.forge.comments.setdefault(int(number), []).append(made)
    found["comments"] += 1
    return 201, made


@route("PATCH", HERE + "/issues/comments/{number}", PULLS_TOO)
def _change_comment(asked, number):
    rows = [row for rows in asked.forge.comments.values() for row in rows if row["id"] == int(number)]
    if not rows:
        return missing()
    rows[0]["body"] = asked["body"]
    return 200, rows[0]


# ---------------------------------------------------------------- pull requests


@route("GET", HERE + "/pulls", "pull-requests")
def _pulls(asked):
    state = asked.query.get("state", "open")
    rows = [
        pull
        for pull in reversed(asked.forge.pulls.values())
        if state in {"all", pull["state"]}
        and asked.query.get("head", pull["head"]["label"]) == pull["head"]["label"]
        and asked.query.get("base", pull["base"]["ref"]) == pull["base"]["ref"]
    ]
    return 200, asked.page(rows)


@route("POST", HERE + "/pulls", "pull-requests")
def _open_pull(asked):
    forge, page = asked.forge, "/pulls/pulls#create-a-pull-request"
    if not forge.may_open_pulls:
        return said(403, "GitHub Actions is not permitted to create or approve pull requests.", page)
    head = str(asked["head"]).rpartition(":")[2]
    label = f"{forge.owner}:{head}"
    if any(pull["head"]["ref"] == head and pull["state"] == "open" for pull in forge.pulls.values()):
        message = f"A pull request already exists for {label}."
        errors = [{"resource": "PullRequest", "code": "custom", "message": message}]
        return said(422, "Validation Failed", page, errors=errors)
    issue = forge.issue(asked["title"], asked["body"] or "", user=BOT)
    number = issue["number"]
    issue["html_url"] = f"{forge.home}/pull/{number}"
    issue["pull_request"] = {"html_url": issue["html_url"]}
    forge.pulls[number] = {
        **issue,
        "draft": bool(asked["draft"]),
        "merged_at": None,
        "head": {"ref": head, "label": label, "sha": forge.branches.get(head), "repo": {"full_name": forge.full}},
        "base": {"ref": asked["base"], "label": f"{forge.owner}:{asked['base']}", "repo": {"full_name": forge.full}},
    }
    return 201, forge.pulls[number]


@route("GET", HERE + "/pulls/{number}", "pull-requests")
def _pull(asked, number):
    found = asked.forge.pulls.get(int(number))
    return (200, found) if found else missing()


@route("PATCH", HERE + "/pulls/{number}", "pull-requests")
def _change_pull(asked, number):
    found = asked.forge.pulls.get(int(number))
    if not found:
        return missing()
    found |= {name: asked[name] for name in ("title", "body", "state", "base") if name in asked.body}
    return 200, found


# ---------------------------------------------------------------- releases


@route("GET", HERE + "/releases", "contents")
def _releases(asked):
    return 200, asked.page(asked.forge.releases)


@route("GET", HERE + "/releases/latest", "contents")
def _latest(asked):
    rows = [row for row in asked.forge.releases if not (row["draft"] or row["prerelease"])]
    return (200, rows[0]) if rows else missing()


@route("GET", HERE + "/releases/tags/{tag...}", "contents")
def _tagged(asked, tag):
    rows = [row for row in asked.forge.releases if row["tag_name"] == tag and not row["draft"]]
    return (200, rows[0]) if rows else missing()


@route("POST", HERE + "/releases", "contents")
def _make_release(asked):
    if any(row["tag_name"] == asked["tag_name"] for row in asked.forge.releases):
        errors = [{"resource": "Release", "code": "already_exists", "field": "tag_name"}]
        return said(422, "Validation Failed", "/releases/releases#create-a-release", errors=errors)
    made = asked.forge.release(asked["tag_name"], body=asked["body"] or "")
    made |= {name: asked[name] for name in ("name", "draft", "prerelease", "target_commitish") if name in asked.body}
    return 201, made


# ---------------------------------------------------------------- the server


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        status, value = self.server.forge.answer(self.command, self.path, headers, raw)
        data = value if isinstance(value, bytes) else b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(b"" if status == 204 else data)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815  the names are http.server's

    def log_message(self, *_):
        """Say nothing: the log is a list."""


@contextmanager
def running(**settings):
    """Let a Forge answer for the length of a `with` block; settings are its fields."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.forge = Forge(**settings, address=f"http://127.0.0.1:{server.server_address[1]}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.forge
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
