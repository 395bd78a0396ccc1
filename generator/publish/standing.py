"""What earlier builds made, and of what, in; the same once more, where it would be made of the same again, out.

Printers keep a text set that will be printed again, and call it standing type. Here a checksum (SHA-256) of everything
that something is made from leads to what was made: of the program and its libraries, of the templates, of the values
that were used. So nothing has to be declared out of date, and what nobody asks for any more is cleared away. Pages are
not kept twice: of a file of the site there is only a checksum, and the old site has the file, or it is made.

It lies on the owner's own machine, in a folder that git leaves alone, and may be deleted at any time. Runs on GitHub
have none: what an earlier run left for a later one could be forged (DECISIONS.md).
"""

import importlib.util
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from generator.publish import twin
from generator.publish.stamp import stamp

if TYPE_CHECKING:
    import sqlite3

FILE = "kept.sqlite3"
BUILDS = 2
"""Builds of a site after which is forgotten what none of them asked for: a slip may be mended back."""
PATIENCE = 1.0
"""Seconds to wait for another build that writes; then this one keeps nothing."""
LENGTH = sha256().digest_size
SCHEMA = """
CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, made BLOB NOT NULL, site BLOB NOT NULL, used INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS builds (site BLOB PRIMARY KEY, number INTEGER NOT NULL);
"""
"""What was made, for which site it was asked for last, and by which build of that; how often each site was built."""


class Standing:
    """Nothing stands, and nothing is kept: everything is made anew."""

    keeps = False
    """Whether anything is kept at all, so that nobody counts checksums in vain."""
    stood = 0
    """Files that were taken from the old site."""

    def again(self, kind: str, made_of: object) -> bytes | None:
        """Return what was made of the same before; None where it has to be made.

        Args:
            kind: what it is, `record`.
            made_of: everything that it is made from beside the program, with a `repr` that tells it from all others.
        """

    def keep(self, kind: str, made_of: object, made: bytes) -> None:
        """Keep what was made, if this build comes to its end."""

    def file(self, file: str, made_of: object) -> bytes | None:
        """Return a file of the old site where it was made of the same; None where it has to be made."""

    def keep_file(self, file: str, made_of: object, made: bytes) -> None:
        """Keep of a file of the site how it would be known again."""

    def put(self, _: str, made: bytes, path: Path) -> None:
        """Write a file into the new site; one that `file` has just returned, as a twin of the old site's.

        Args:
            _: its place on the site.
            made: what is in it.
            path: where it goes.
        """
        path.write_bytes(made)

    def settle(self) -> None:
        """Write down what this build used and made: it has come to its end."""


NOTHING = Standing()


class Kept(Standing):
    """What stands in a folder."""

    keeps = True

    def __init__(self, folder: Path, old: Path, templates: Iterable[Path], zone: str) -> None:
        """Open what is there; the arguments are those of `standing`."""
        self._folder, self._old, self._looks = folder, old, (tuple(templates), zone)
        self._stamp = stamp(*self._looks)
        self.stood = 0
        self._last: tuple[str, bytes] | None = None
        self._used: set[bytes] = set()
        self._made: dict[bytes, bytes] = {}
        self._shelf = _opened(folder / FILE) if (folder / FILE).is_file() else None

    def again(self, kind: str, made_of: object) -> bytes | None:
        """See Standing: None also for what has been damaged, and for everything once the file cannot be read."""
        import sqlite3  # noqa: PLC0415  only to build: a thousandth of a second, and not every Python has it

        if self._shelf is None:
            return None
        key = self._key(kind, made_of)
        try:
            row = self._shelf.execute("SELECT made FROM kept WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:  # another build may hold it for as long as it likes
            self.close()
            return None
        if row and _is_whole(key, row[0]):
            self._used.add(key)
            return bytes(row[0][LENGTH:])
        return None

    def keep(self, kind: str, made_of: object, made: bytes) -> None:
        """See Standing."""
        key = self._key(kind, made_of)
        self._made[key] = _sealed(key, made)

    def file(self, file: str, made_of: object) -> bytes | None:
        """See Standing: None also where the owner, or anything else, has changed the file since."""
        known = self.again("file", (file, made_of))
        made = twin.read(str(self._old / file)) if known else None
        if made is None or sha256(made).digest() != known:
            return None
        self.stood += 1
        self._last = file, made
        return made

    def keep_file(self, file: str, made_of: object, made: bytes) -> None:
        """See Standing."""
        self.keep("file", (file, made_of), sha256(made).digest())

    def put(self, file: str, made: bytes, path: Path) -> None:
        """See Standing."""
        if self._last and self._last[0] == file and self._last[1] is made:  # what was just read there, untouched
            twin.put(made, path, self._old / file)
        else:
            path.write_bytes(made)

    def settle(self) -> None:
        """See Standing: where nothing can be written, the next build makes everything, and that is all.

        Nothing is kept either if the program or a template has been changed meanwhile: nobody knows by which of the two
        something was made.
        """
        import sqlite3  # noqa: PLC0415  as above

        if self._folder.is_symlink() or stamp(*self._looks, anew=True) != self._stamp:
            return
        with suppress(OSError, sqlite3.Error):
            _laid_out(self._folder)
            self.close()
            try:
                self._write()
            except sqlite3.OperationalError:  # it is locked, or the disk is full: it is as good as before
                raise
            except sqlite3.DatabaseError:  # no database any more: begin anew
                (self._folder / FILE).unlink(missing_ok=True)
                self._write()

    def close(self) -> None:
        """Let go of the file."""
        if self._shelf:
            self._shelf.close()
        self._shelf = None

    def _write(self) -> None:
        import sqlite3  # noqa: PLC0415  as above

        shelf, site = sqlite3.connect(self._folder / FILE, timeout=PATIENCE), os.fsencode(self._old)
        try:
            shelf.executescript(SCHEMA)
            with shelf:
                shelf.execute("BEGIN IMMEDIATE")
                last = shelf.execute("SELECT number FROM builds WHERE site = ?", (site,)).fetchone()
                now = last[0] + 1 if last else 1
                shelf.execute("INSERT OR REPLACE INTO builds VALUES (?, ?)", (site, now))
                rows = [(key, made, site, now) for key, made in self._made.items()]
                shelf.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
                used = [(site, now, key) for key in self._used]
                shelf.executemany("UPDATE kept SET site = ?, used = ? WHERE key = ?", used)
                shelf.execute("DELETE FROM kept WHERE site = ? AND used <= ?", (site, now - BUILDS))
                self._forget(shelf)
        finally:
            shelf.close()

    @staticmethod
    def _forget(shelf: "sqlite3.Connection") -> None:
        """Forget the sites that are no more."""
        gone = [row for row in shelf.execute("SELECT site FROM builds") if not Path(os.fsdecode(row[0])).is_dir()]
        for table in ("kept", "builds"):
            shelf.executemany(f"DELETE FROM {table} WHERE site = ?", gone)  # noqa: S608  two names of our own

    def _key(self, kind: str, made_of: object) -> bytes:
        return sha256(self._stamp + repr((kind, made_of)).encode("utf-8", "surrogatepass")).digest()


@contextmanager
def standing(folder: Path | None, old: Path, *, templates: Iterable[Path], zone: str) -> Iterator[Standing]:
    """Open what stands in a folder; NOTHING without one.

    Args:
        folder: where it lies.
        old: the site as it was printed before.
        templates: the folders of what sets the pages.
        zone: the time zone of the site, whose rules are not part of the program.
    """
    if folder is None or folder.is_symlink() or not importlib.util.find_spec("_sqlite3"):
        yield NOTHING
        return
    kept = Kept(folder, old, templates, zone)
    try:
        yield kept
    finally:
        kept.close()


def checksum(text: str) -> str:
    """Return the checksum of a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _opened(path: Path) -> "sqlite3.Connection | None":
    import sqlite3  # noqa: PLC0415  as above

    try:
        return sqlite3.connect(path, timeout=PATIENCE)
    except sqlite3.Error:
        return None


def _sealed(key: bytes, made: bytes) -> bytes:
    """Put a checksum of key and value before what was made: SQLite has none, and an index may lead to another row."""
    return sha256(key + made).digest() + made


def _is_whole(key: bytes, made: object) -> bool:
    if not isinstance(made, bytes):
        return False
    whole = sha256(key)
    whole.update(memoryview(made)[LENGTH:])
    return made[:LENGTH] == whole.digest()


def _laid_out(folder: Path) -> None:
    """Make the folder, and say to git and to what makes copies that nobody needs it (https://bford.info/cachedir/)."""
    folder.mkdir(exist_ok=True)
    for name, said in ((".gitignore", "*\n"), ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n")):
        with suppress(FileExistsError), (folder / name).open("x", encoding="utf-8") as file:
            file.write(said)
