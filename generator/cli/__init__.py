"""The command line: arguments, the clock and secrets enter here and nowhere else; exit codes leave.

Exit codes: 0 done, 1 failed, 2 the owner's input is wrong, 3 nothing to publish.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from generator import say
from generator.arguments import Command, commands, overview, read
from generator.cli.ahead import preview
from generator.cli.asking import check, explain, fetch, pick, test
from generator.cli.common import DONE, FAILED, NOTHING, STOPPED, WRONG
from generator.cli.daily import build, collect, demo, publish, run, serve
from generator.cli.doctoring import doctor
from generator.cli.editing import add, export, import_, remove
from generator.cli.keeping import deploy, keep, state
from generator.cli.operating import workflow
from generator.cli.refusing import refused
from generator.cli.renewing import leave, migrate, upgrade
from generator.cli.telling import announce
from generator.errors import GleanerError, InputError, NothingToPublish

__all__ = ["COMMANDS", "DONE", "FAILED", "NOTHING", "STOPPED", "WRONG", "main"]

COMMANDS: Mapping[str, Command] = commands(
    demo,
    check,
    doctor,
    fetch,
    add,
    remove,
    import_,
    export,
    run,
    collect,
    preview,
    publish,
    build,
    serve,
    announce,
    explain,
    pick,
    upgrade,
    migrate,
    leave,
    state,
    keep,
    deploy,
    workflow,
    test,
)
"""Every command by its name; `arguments` knows their order."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked and return the exit code; a failure Gleaner has words for never shows a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    say.take_any_sign()
    if not given:
        say.out(overview(COMMANDS))
        return DONE
    try:
        options = read(given, COMMANDS)
        return COMMANDS[options.command].run(options)
    except GleanerError as error:
        return _fail(error, as_json="--json" in given)
    except KeyboardInterrupt:
        kept = " What was collected so far is kept." if given[0] in {"run", "collect"} else ""
        say.err(f"\nStopped.{kept}")
        return STOPPED
    except OSError as error:
        return _fail(refused(error), as_json="--json" in given)


def _fail(error: GleanerError, *, as_json: bool) -> int:
    say.err(str(error))
    if as_json:
        problems = [asdict(problem) for problem in error.problems] if isinstance(error, InputError) else []
        say.out(json.dumps({"error": str(error), "problems": problems}, ensure_ascii=False, indent=2))
    if isinstance(error, InputError):
        return WRONG
    return NOTHING if isinstance(error, NothingToPublish) else FAILED
