"""An edition's file and what it is to say in, the file with that changed out: its owner's comments and order stay.

What was deleted or withdrawn has to leave files that belong to a person. So no more lines are touched than have to be,
what comes out is read again and compared with what was meant, and only where line by line will not do is the file
written anew, with the note as it is.
"""

from pathlib import Path

from generator import files, forms
from generator.errors import InputError
from generator.model import Edition
from generator.publish import archive, front, surgery
from generator.publish.record import plain
from generator.publish.surgery import Unfit

MARK = b"\xef\xbb\xbf"
"""What some editors put before UTF-8."""


def keep(folder: Path, before: Edition, wanted: Edition) -> bool:
    """Change the file of an edition, whole or not at all.

    Args:
        folder: content/editions/.
        before: the edition as it was read.
        wanted: the same as it is to be read from now on.

    Returns:
        Whether the file was changed; not where it says so already, or where somebody has changed it since it was read.
    """
    path = _file(folder, str(before.week))
    if before == wanted or path is None:
        return False
    raw, content = path.read_bytes(), front.load(path)
    try:
        if archive.parsed(content, path.stem, front.label(path)) != before:
            return False
    except InputError:
        return False
    data = amended(content, before, wanted).encode()
    if b"\r\n" in raw:
        data = data.replace(b"\n", b"\r\n")
    files.write(path.resolve(), (MARK if raw.startswith(MARK) else b"") + data)
    return True


def amended(content: str, before: Edition, wanted: Edition) -> str:
    """Return the text of an edition's file that says what is wanted; `before` is what it says now."""
    name = str(before.week)
    top, _ = front.split(content, name)
    opening = front.DASHES.match(content)
    root = forms.page(top, file=name).root
    if opening and root:
        try:
            new = surgery.changed(top, root, plain(before), plain(wanted))
            whole = content[: opening.end()] + new + content[opening.end() + len(top) :]
            if archive.parsed(whole, name, name) == wanted:
                return whole
        except (Unfit, InputError):
            pass
    return archive.dump(wanted)


def _file(folder: Path, week: str) -> Path | None:
    """Return the file of a week, however its ending is written."""
    found = (path for path in sorted(folder.glob(f"{week}.*")) if path.suffix.lower() == ".md")
    return next(found, None)
