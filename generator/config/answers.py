"""Values under `answers:` in; the same in the form the rooms expect out, or a Mistake that says what to write."""

import re

from generator import text
from generator.config import checks
from generator.config.kinds import ROWS
from generator.forms import Mistake

MAIL = re.compile(r"(?P<who>[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64})@(?P<where>\S{1,255})")
"""An address as HTML's `<input type=email>` takes it; what is allowed beyond that (RFC 5322) nobody has."""
REPO = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[\w.-]{1,100}", re.ASCII)
"""A name on GitHub: at most 39 letters, digits and hyphens, then at most 100 that may hold points as well."""
ID = re.compile(r"[\w=-]{4,100}", re.ASCII)
"""What GitHub calls a node id: letters and digits; old ones are base64 and may end in =."""
IDS = {"repo_id": "R_", "category_id": "DIC_"}
"""How the ids of today begin; old ones begin otherwise."""
WHENCE = "giscus.app shows all four, once you have chosen a repository and a category there."
ACCOUNT = 'An account looks like "@me@server.example".'


def account(value: str) -> str:
    """Read an account on Mastodon, as `@me@server.example` or by its address."""
    meant = ROWS["mastodon"].read(value)
    if not meant.address.startswith("@"):
        raise Mistake(f'"{text.clip(value.strip(), 60)}" is not an account.', ACCOUNT)
    return meant.address


def email(value: str) -> str:
    """Check an address for mail."""
    given = value.strip()
    bare = re.sub(r"(?i)^mailto:", "", given)
    inner = re.fullmatch(r".*<([^<>\s]+)>", bare)
    bare = inner[1] if inner else bare
    found = MAIL.fullmatch(bare)
    if found and checks.HOST.fullmatch(found["where"]):
        if bare != given:
            raise Mistake("Only the address itself belongs here.", f"Write {bare}")
        return bare
    if bare.startswith("@") and bare.count("@") > 1:
        raise Mistake(f"{text.clip(bare, 60)} is an account, not an e-mail address.", f'Write mastodon: "{bare}"')
    raise Mistake(f'"{text.clip(given, 60)}" is not an e-mail address.', "It looks like me@school.example")


def repo(value: str) -> str:
    """Read `owner/name`, or the address of a repository on GitHub."""
    name = re.sub(r"(?i)^https://github\.com/", "", value.strip()).removesuffix(".git").strip("/")
    if REPO.fullmatch(name):
        return name
    raise Mistake(f'"{text.clip(value.strip(), 60)}" is not a repository.', "Write owner/name, as in its address.")


def repo_id(value: str) -> str:
    """Check the id of a repository."""
    return _id(value, "repo_id")


def category_id(value: str) -> str:
    """Check the id of a category of its discussions."""
    return _id(value, "category_id")


def _id(value: str, key: str) -> str:
    given = value.strip()
    other = next(name for name in IDS if name != key)
    if given.startswith(IDS[other]):
        raise Mistake(f"`{key}` must not begin with {IDS[other]}: that is a `{other}`.", WHENCE)
    if not ID.fullmatch(given):
        raise Mistake(f'"{text.clip(given, 60)}" is no id of GitHub.', WHENCE)
    return given
