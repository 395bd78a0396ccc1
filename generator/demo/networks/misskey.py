"""A question to a Misskey server in, its notes out: a hashtag by POST, a person's Atom, nodeinfo.

Misskey does not speak Mastodon's API. Who wants to be seen by members only has a flag on the user
(requireSigninToViewContents), and is sent to strangers all the same. Shapes: misskey-hub.net/docs/for-developers/api.
"""

from generator.demo import days, markup
from generator.demo.elsewhere import Piece, Scene, Speaker
from generator.demo.networks.writing import ATOM as NAMESPACE
from generator.demo.networks.writing import document, iso, tag
from generator.demo.sample import Sample
from generator.demo.words import ATOM, GET, POST, Reply, Request, nothing, told, wrong_method

VERSION = "2026.10.0"
PAGE, LONGEST = 10, 100
Value = dict[str, object]


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    scene = sample.scenes["misskey"]
    if request.path.startswith("/api/"):
        return _api(scene, request)
    if request.method not in GET:
        return wrong_method(*GET)
    home = f"https://{scene.hosts[0]}"
    if request.path == "/.well-known/nodeinfo":
        rel = "http://nodeinfo.diaspora.software/ns/schema/2.1"
        return told({"links": [{"rel": rel, "href": f"{home}/nodeinfo/2.1"}]})
    if request.path == "/nodeinfo/2.1":
        return told({"version": "2.1", "software": {"name": "misskey", "version": VERSION}, "openRegistrations": False})
    person = scene.speaker(request.path.removeprefix("/@").removesuffix(".atom"))
    if person and request.path.endswith(".atom"):
        return Reply(type=ATOM, data=_atom(scene, person, request))
    return nothing()


def _api(scene: Scene, request: Request) -> Reply:
    if request.path != "/api/notes/search-by-tag":
        return _wrong("Unknown API endpoint.", "UNKNOWN_API_ENDPOINT", 404)
    if request.method not in POST:
        return wrong_method(*POST)
    sent = request.sent
    limit = sent.get("limit", PAGE)
    if not isinstance(limit, int) or not 1 <= limit <= LONGEST:
        return _wrong("Invalid param.", "INVALID_PARAM", 400)
    groups = _groups(sent)
    if not groups:
        return _wrong("Invalid param.", "INVALID_PARAM", 400)
    found = [piece for piece in days.said(scene, request.today) if _tagged(piece, groups)]
    until = sent.get("untilId")
    if isinstance(until, str):
        found = [piece for piece in found if note_id(piece) < until]
    return told([note(scene, piece, request) for piece in found[:limit]])


def _groups(sent: object) -> list[set[str]]:
    """Return the tags as OR of ANDs; one tag alone is the commonest case."""
    if not isinstance(sent, dict):
        return []
    if isinstance(sent.get("tag"), str):
        return [{sent["tag"].lower()}]
    query = sent.get("query")
    groups = query if isinstance(query, list) else []
    return [{str(each).lower() for each in group} for group in groups if isinstance(group, list)]


def _tagged(piece: Piece, groups: list[set[str]]) -> bool:
    have = set(markup.tags(piece.text)) | {each.lower() for each in piece.tags}
    return any(group <= have for group in groups)


def note_id(piece: Piece) -> str:
    """An id of Misskey: milliseconds since 2000 in base 36, so that later ids are larger, and a counter."""
    return _base36(int(piece.at.timestamp() * 1000) - 946_684_800_000) + piece.number[-2:].rjust(2, "0")


def _base36(number: int) -> str:
    return (_base36(number // 36) if number >= 36 else "") + "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36]  # noqa: PLR2004


def note(scene: Scene, piece: Piece, request: Request) -> Value:
    """A note as the API shows it; those of the server itself have no uri."""
    person = scene.speakers[piece.by]
    replies, shares, likes = piece.counts
    answered = scene.piece(piece.re)
    return {
        "id": note_id(piece), "createdAt": iso(piece.at, ".000Z"), "userId": person.number, "user": user(person),
        "text": "\n\n".join(markup.paragraphs(days.wording(piece, request.today))), "cw": piece.warning or None,
        "visibility": "home" if "home" in piece.labels else "public", "localOnly": False,
        "reactionAcceptance": None, "renoteCount": shares, "repliesCount": replies, "reactionCount": likes,
        "reactions": {}, "reactionEmojis": {}, "tags": list(markup.tags(piece.text)),
        "fileIds": [piece.image.name] if piece.image else [], "files": [_file(scene, piece)] if piece.image else [],
        "replyId": note_id(answered) if answered else None, "renoteId": None,
    }  # fmt: skip


def _file(scene: Scene, piece: Piece) -> Value:
    name = piece.image.name if piece.image else ""
    return {
        "id": name, "name": name, "type": "image/jpeg", "isSensitive": False,
        "url": f"https://{scene.hosts[0]}/files/{name}", "comment": piece.image.alt if piece.image else None,
    }  # fmt: skip


def user(person: Speaker) -> Value:
    """`UserLite`."""
    return {
        "id": person.number, "name": person.name, "username": person.handle, "host": None, "avatarUrl": None,
        "isBot": person.bot, "isCat": False, "emojis": {}, "onlineStatus": "unknown", "badgeRoles": [],
        "requireSigninToViewContents": person.refuses == "signin", "noCrawle": person.refuses == "nocrawl",
        "makeNotesFollowersOnlyBefore": None, "makeNotesHiddenBefore": None,
    }  # fmt: skip


def _wrong(words: str, code: str, status: int) -> Reply:
    ident = "3d81ceae-475f-4600-b2a8-2bc116157532"
    return told({"error": {"message": words, "code": code, "id": ident, "kind": "client"}}, status)


def _atom(scene: Scene, person: Speaker, request: Request) -> bytes:
    """`/@<user>.atom`: twenty notes, with titles that nobody wrote."""
    home = f"https://{scene.hosts[0]}"
    own = [piece for piece in days.said(scene, request.today) if scene.speakers[piece.by] is person][:20]
    head = tag("id", f"{home}/@{person.handle}") + tag("title", f"{person.name} (@{person.handle}@{scene.hosts[0]})")
    head += tag("updated", iso(own[0].at if own else request.today))
    entries = "".join(
        f"\n<entry>{tag('title', f'Post by {person.name}')}{tag('id', f'{home}/notes/{note_id(piece)}')}"
        f"{tag('link', href=f'{home}/notes/{note_id(piece)}')}{tag('updated', iso(piece.at))}"
        f"{tag('content', markup.article(piece.text), type='html')}</entry>"
        for piece in own
    )
    return document("feed", head + entries, own=NAMESPACE)
