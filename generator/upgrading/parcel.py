"""What a release did to the owner's files in, one file of JSON out; and back, where nothing in it can be believed.

On GitHub a release is tried in a job of its own, on a machine whose token may only read, and another job makes the
commit (workflows/upgrade.py). Foreign code has run on the first machine, so whatever comes from there may be its work.
That is why no commit travels, only the owner's files in their new form: what the release ships is fetched once more,
and a path, a link, a mode or a second commit of somebody's own choosing has no place in here to stand. What is left to
choose is the text of files that have forms, and the sentences about it; both are shown before anybody merges.
"""

import json
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from generator import text
from generator.errors import RepositoryError
from generator.upgrading import bringing, plan
from generator.upgrading.bringing import CONFIG, Brought, Planned

NAME = "upgrade.json"
FORM = 1
WHOLE, FILE = 64 * 1024 * 1024, 4 * 1024 * 1024
"""Most bytes of a parcel and of a file in it: twenty years of editions of 60 kB, and a list of 40,000 sources."""
SENTENCES, SENTENCE = 100, 1_000
"""Most steps of one file, and most characters of the sentence about one."""
SHAPE: Mapping[str, type] = {"form": int, "parent": str, "release": str, "commit": str, "files": list}
"""What a parcel says: its form, the commits of the digest and of the release it was made from, and the files."""
EACH: Mapping[str, type] = {"path": str, "text": str, "done": list}
"""What it says of a file."""
NAMED = 200
"""Characters of a path that is repeated in a refusal."""


def packed(planned: Planned, brought: Brought, config: str = CONFIG) -> bytes:
    """Return the parcel; the same files give the same bytes.

    Raises:
        RepositoryError: it would be refused where it arrives, or a file was changed without a word about it.
    """
    if silent := brought.files.keys() - brought.done.keys():
        words = f"The new release changed {plan.names(silent)} and does not say how."
        raise RepositoryError(f"{words} Nothing was changed.")
    files = [
        {"path": path, "text": _text(path, data), "done": list(brought.done[path])}
        for path, data in sorted(brought.files.items())
    ]
    whole = {**_origin(planned), "files": files}
    _looked_through(whole, planned, config)
    data = json.dumps(whole, ensure_ascii=False, indent=1).encode()
    _bound(len(data))
    return data


def unpacked(parcel: Path, planned: Planned, config: str = CONFIG) -> Brought:
    """Look through a parcel and return what is in it, if all of it is as it should be.

    Args:
        parcel: the file, from whomever.
        planned: the upgrade as it was worked out here, from the release itself.
        config: the file of the digest, from the uppermost folder.

    Raises:
        RepositoryError: it is no parcel, belongs to another commit or release, or names what no release may touch.
    """
    return _looked_through(_parsed(_read(parcel)), planned, config)


def _looked_through(found: object, planned: Planned, config: str) -> Brought:
    whole = _shaped(found, SHAPE, "it")
    if any(whole[name] != value for name, value in _origin(planned).items()):
        _refuse("it belongs to another release, or to another state of this digest")
    each = [_shaped(file, EACH, "a file in it") for file in whole["files"]]
    if len({file["path"] for file in each}) < len(each):
        _refuse("it has one file twice")
    for file in each:
        _allow(file["path"], planned, config)
    return Brought(
        files={file["path"]: _bytes(file["path"], file["text"]) for file in each},
        done={file["path"]: tuple(_sentences(file["path"], file["done"])) for file in each},
    )


def _origin(planned: Planned) -> Mapping[str, object]:
    release = planned.release
    return {"form": FORM, "parent": planned.parent, "release": str(release.version), "commit": release.commit}


def _text(path: str, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        words = f"The new release wrote {path}, and what it wrote is no text in UTF-8. Nothing was changed."
        raise RepositoryError(words) from None


# ---------------------------------------------------------------- looking through


def _read(parcel: Path) -> bytes:
    """Return the bytes of a plain file; a link could lead to any file of this machine, and its secrets."""
    try:
        about = parcel.lstat()
        if not stat.S_ISREG(about.st_mode):
            _refuse("it is no plain file")
        _bound(about.st_size)
        return parcel.read_bytes()
    except OSError as error:
        raise RepositoryError(f"Nothing was handed on by the trial of the new release: {error.strerror}.") from None


def _bound(size: int) -> None:
    if size > WHOLE:
        _refuse(f"it is larger than {WHOLE:,} bytes")


def _parsed(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        _refuse("it is no JSON")


def _shaped(found: object, shape: Mapping[str, type], what: str) -> Mapping[str, Any]:
    """Return an object that has exactly these fields, of exactly these types."""
    if not isinstance(found, dict) or {name: type(value) for name, value in found.items()} != shape:
        _refuse(f"{what} has another form than it should")
    return found


def _allow(path: str, planned: Planned, config: str) -> None:
    entry = planned.mine.get(path)
    if not entry:
        _refuse(f"it names {_named(path)}, which is no file of this digest")
    if not bringing.may_change(path, entry, config):
        _refuse(f"it names {_named(path)}, which no release may change")


def _bytes(path: str, words: str) -> bytes:
    try:
        data = words.encode()
    except UnicodeEncodeError:
        _refuse(f"what it has for {_named(path)} is no text")
    if len(data) > FILE:
        _refuse(f"what it has for {_named(path)} is larger than {FILE:,} bytes")
    return data


def _sentences(path: str, done: Sequence[object]) -> Iterator[str]:
    if not 0 < len(done) <= SENTENCES:
        _refuse(f"it does not say in up to {SENTENCES} sentences what became of {_named(path)}")
    for sentence in done:
        if not isinstance(sentence, str) or not 0 < len(sentence) <= SENTENCE:
            _refuse(f"what it says of {_named(path)} are no sentences")
        yield text.one_line(sentence, SENTENCE)


def _named(path: str) -> str:
    return text.one_line(path, NAMED)


def _refuse(words: str) -> NoReturn:
    raise RepositoryError(f"What the trial of the new release handed on was refused: {words}. Nothing was changed.")
