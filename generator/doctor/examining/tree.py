"""The repository on this machine: what keeps a commit from being made, pushed or used."""

from collections.abc import Iterator, Mapping

from generator.doctor.facts import Case, Tree
from generator.doctor.finding import Finding, advice, broken, soon

REFUSED = 100_000_000
"""Bytes of a file that GitHub takes at most (docs: "About large files on GitHub", 100 MiB)."""
LARGE = 20_000_000
"""Bytes beyond which a file makes every clone slow; GitHub warns from 50 MiB on."""
MADE: Mapping[str, str] = {
    "output/": "the printed site, which every run prints anew",
    ".gleaner/": "what was collected, which is kept on a branch of its own",
    ".gleaner-kept/": "what earlier builds made, for this machine alone",
    ".venv/": "the packages of this machine",
}
"""What is made by runs and belongs to no commit."""
SPELT = ("config.yaml", "content/", "content/editions/", "content/pages/", "content/prompts/", ".github/workflows/")
KEYS = (".env", "id_rsa", "id_ed25519", "credentials.json")
"""Files that hold secrets wherever they occur."""


def standing(case: Case) -> Iterator[Finding]:
    """Say what keeps git from working, or from working with the remote."""
    tree = case.tree
    assert tree
    if tree.stale_lock:
        mend = "Close other programs that use git here, then `rm -f .git/index.lock`."
        yield broken("git-lock", "A lock of git is left over, and no commit can be made.", mend, ".git/index.lock")
    if tree.busy:
        mend = f"`git {tree.busy} --abort` takes it back; `git {tree.busy} --continue` goes on, once all is mended."
        yield broken("git-busy", f"A {tree.busy} was begun and not ended.", mend)
    for name, line in tree.marks:
        words = "Two changes disagree here, and the marks of git are still in the file."
        mend = "Keep the lines that are right, and delete those that begin with <<<<<<<, ======= and >>>>>>>."
        yield broken("conflict-marks", words, mend, f"{name}:{line}")
    if not tree.remote:
        if case.workflows and case.workflows.ours:
            mend = "`git remote add origin https://github.com/YOU/REPOSITORY`, then `git push -u origin main`."
            yield advice("git-no-remote", "This repository is on no server, so no workflow runs.", mend)
    elif not tree.branch and not tree.busy:
        words = "No branch is checked out: what you commit now belongs to none."
        yield soon("git-detached", words, f"`git switch {_main(case)}`")
    elif tree.branch and tree.branch != _main(case) and not tree.busy:
        words = f"You are on the branch {tree.branch}; the workflows work on {_main(case)}."
        yield advice("other-branch", words, f"`git switch {_main(case)}`, or merge it by a pull request.")


def committed(case: Case) -> Iterator[Finding]:
    """Look at what would be pushed: things that runs make, large files, secrets, names in other letters."""
    tree = case.tree
    assert tree
    for folder, words in MADE.items():
        if any(path.startswith(folder) for path in tree.files):
            mend = f"`git rm -r -q --cached {folder}`, then commit; .gitignore should name {folder}"
            yield soon("committed-made", f"{folder} is committed: {words}.", mend, folder)
    for path, size in tree.files.items():
        if size > LARGE and not path.startswith(tuple(MADE)):
            words = f"This file has {size // 1_000_000} MB. GitHub refuses more than 100, and every run copies it."
            yield (broken if size > REFUSED else soon)("file-large", words, f"`git rm --cached {path}`", path)
        if path.rpartition("/")[2] in KEYS:
            mend = f"`git rm --cached {path}`, commit, and withdraw what stands in it: what was pushed stays readable."
            yield broken("secret-committed", "A file for secrets is committed.", mend, path)
    yield from _misspelt(tree)
    for name in tree.carriage:
        if name == "gleaner":
            words = "The script has line ends of Windows, and no Unix can start it."
            yield broken(
                "script-carriage", words, "`git add --renormalize gleaner`, then `git checkout -- gleaner`", name
            )
        else:
            words = "This file has line ends of Windows; every line will seem changed once an editor turns them."
            yield advice(
                "line-ends", words, "Save it with the line ends LF; editors show them in the lower corner.", name
            )


def left(case: Case) -> Iterator[Finding]:
    """Look at what is not committed or not pushed, and so is nowhere else."""
    tree = case.tree
    assert tree
    if not tree.remote:
        return
    for path in tree.ignored:
        mend = f"`git check-ignore -v {path}` names the line of .gitignore that says so: take it out."
        yield broken("ignored", "Git leaves this out, so no workflow ever sees it.", mend, path)
    editions = [path for path in tree.changed if path.startswith("content/editions/")]
    if editions:
        mend = "`git add content/editions && git commit -m 'Keep the editions' && git push`, or throw them away."
        yield soon("editions-uncommitted", f"Not committed: {', '.join(editions[:3])}.", mend, editions[0])
    if "config.yaml" in tree.changed:
        mend = "`git commit -m 'Change what is read' config.yaml && git push`"
        yield advice("config-uncommitted", "What you changed holds on this machine only.", mend, "config.yaml")
    if tree.ahead and tree.behind:
        words = f"Here and on the server different things were committed ({tree.ahead} here, {tree.behind} there)."
        yield soon("diverged", words, "`git pull --rebase`, then `git push`")
    elif tree.ahead:
        yield soon("unpushed", f"Not pushed: {tree.ahead} of your commits.", "`git push`")
    elif tree.behind:
        words = f"The server has {tree.behind} commits that are not here."
        yield advice("behind", words, "`git pull`")


def _main(case: Case) -> str:
    """Return the default branch: as GitHub says, as the clone knows, or as it is mostly called."""
    told = case.forge and case.forge.repository and case.forge.repository.get("default_branch")
    return str(told or (case.tree and case.tree.main) or "main")


def _misspelt(tree: Tree) -> Iterator[Finding]:
    """Find names that differ from the right ones in capitals: a Mac takes both for one, a runner does not."""
    told: set[str] = set()
    for path in (*tree.files, *tree.changed):
        for right in SPELT:
            part = path[: len(right)]
            if part != right and part.casefold() == right and part not in told:
                told.add(part)
                words = f"This is called {part} and must be called {right}: runners know capitals from small letters."
                yield broken("wrong-case", words, f"`git mv {part} {right}`", part)
