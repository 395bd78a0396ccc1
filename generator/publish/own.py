"""The front matter of an edition as it was read in, the same with what its owner may leave out of own entries out.

An entry of `picks` without an `id` is the owner's own: an address is enough. So is a question that is only a text.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from generator import text
from generator.errors import Problem
from generator.forms import Kind, Node, Page

PINNED = "pinned"
"""The section of what its owner chose."""
ENDING = re.compile(r"(?i)\.(?:html?|php|aspx?|pdf|md)$")
DASHES = re.compile(r"[-_+\s]+")
SAYING = re.compile(r"[^\W\d_]{3,}")
"""What a title has at least: three letters in a row; `/2026/11/` and `?p=12` have none."""
NONSENSE = re.compile(r"(?=[^\s]*\d)[0-9a-f-]{8,}|(?=[^\s]*\d)\w{24,}", re.IGNORECASE)
"""An id of a machine."""
PERSON = re.compile(r"/(@[\w.-]+)(?:/|\Z)")
WEB = "An address of the web is needed, such as https://site.example/a-post"


def filled(page: Page) -> Page:
    """Add to own picks and questions what they do not say; a wrong address is a problem with its place.

    What a pick has not: `title`, its words from the address; `name`, `voice` and `address` from the host, or from the
    account in the path; a minute to read; the section of what was chosen by hand.
    """
    root = page.root
    if root is None or root.kind is not Kind.GROUP:
        return page
    wrong = tuple(_wrong(page, root))
    entries = dict(root.value)
    for key, fill in (("picks", _pick), ("prompts", _prompt)):
        node = entries.get(key)
        if node is not None and node.kind is Kind.LIST:
            entries[key] = replace(node, value=tuple(fill(each) if _is_own(each) else each for each in node.value))
    return replace(page, root=replace(root, value=entries), problems=(*page.problems, *wrong))


def _is_own(node: Node) -> bool:
    return node.kind is Kind.GROUP and not _said(node, "id")


def added(node: Node) -> bool:
    """Whether an entry of a filled page is the owner's own: its `id` was added, and stands where its key does."""
    name: Node = node.value["id"]
    return name.key == (name.line, name.column)


def _said(node: Node, key: str) -> bool:
    return key in node.value and node.value[key].kind is not Kind.NOTHING


def _wrong(page: Page, root: Node) -> Iterator[Problem]:
    """Find addresses of own picks that lead nowhere; what is no text is for the form to judge."""
    picks = root.value.get("picks")
    for node in picks.value if picks is not None and picks.kind is Kind.LIST else ():
        url = node.value.get("url") if _is_own(node) else None
        if url is not None and url.kind is Kind.TEXT and text.address(url.text) is None:
            yield page.problem(url, f'"{url.text}" is no address.', WEB)


def _pick(node: Node) -> Node:
    url = node.value["url"].text.strip() if _said(node, "url") else ""
    host = text.host(url)
    person = PERSON.match(unquote(urlsplit(url).path)) if text.address(url) else None
    home = f"{url.split('//')[0]}//{urlsplit(url).netloc}/{person[1] if person else ''}" if host else ""
    return _with(
        node,
        {
            "id": url,
            "title": title(url),
            "voice": home,
            "name": f"{person[1]}@{host}" if person else host,
            "address": home,
            "source": "",
            "source_name": "",
            "section": PINNED,
            "why": "",
        },
        minutes=1.0,
    )


def title(url: str) -> str:
    """Return the last words of an address as a title: Feedback before marks; the host where it has none."""
    try:
        steps = [unquote(step) for step in urlsplit(url).path.split("/")]
    except ValueError:
        return text.host(url)
    for step in reversed(steps):
        words = DASHES.sub(" ", ENDING.sub("", step)).strip()
        if SAYING.search(words) and not NONSENSE.fullmatch(step) and not step.startswith("@"):
            found = text.one_line(words, text.NAME)
            return found[:1].upper() + found[1:]
    return text.host(url)


def _prompt(node: Node) -> Node:
    words = node.value["text"].text if _said(node, "text") else ""
    name = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return _with(node, {"id": f"own-{name}", "lens": ""})


def _with(node: Node, texts: Mapping[str, str], minutes: float | None = None) -> Node:
    """Add what a group does not say; it stands where the group stands."""
    place = (node.line, node.column)
    added = {key: Node(Kind.TEXT, *place, each, each, quoted=True, key=place) for key, each in texts.items()}
    if minutes is not None:
        added["minutes"] = Node(Kind.NUMBER, *place, minutes, f"{minutes:g}", key=place)
    return replace(node, value={**{key: each for key, each in added.items() if not _said(node, key)}, **_given(node)})


def _given(node: Node) -> dict[str, Node]:
    return {key: each for key, each in node.value.items() if each.kind is not Kind.NOTHING}
