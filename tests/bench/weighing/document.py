"""Tables in, the page about the desk with them in it out; the list of its files is taken from their first lines."""

import ast
import re
from pathlib import Path

DESK = Path(__file__).resolve().parents[3] / "generator" / "edit"
PAGE = DESK / "README.md"


def tell(part: str, words: str, *, write: bool) -> None:
    """Print a table and, where that is asked for, put it between its marks."""
    print(words)
    if write:
        marked = f"<!-- {part} -->\n{words}\n<!-- /{part} -->"
        text = PAGE.read_text("utf-8")
        text = re.sub(rf"<!-- {part} -->.*<!-- /{part} -->", lambda _: marked, text, flags=re.DOTALL)
        PAGE.write_text(text, "utf-8")


def files() -> str:
    """Return what each file of the desk takes and gives, in the order in which the page names them first."""
    named = re.findall(
        r"`(\w+\.py)`", re.sub(r"<!-- files -->.*<!-- /files -->", "", PAGE.read_text("utf-8"), flags=re.DOTALL)
    )
    found = {path.name: _sentence(path) for path in sorted(DESK.glob("*.py")) if path.name != "__init__.py"}
    order = [*dict.fromkeys(name for name in named if name in found), *(name for name in found if name not in named)]
    return "\n".join(
        ["| file | in, out |", "| --- | --- |", *(f"| [`{name}`]({name}) | {found[name]} |" for name in order)]
    )


def _sentence(path: Path) -> str:
    words = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return words.split("\n\n")[0].replace("\n", " ").replace("|", "\\|")
