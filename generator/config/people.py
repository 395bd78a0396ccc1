"""Entries of `withdrawn:` in; the same as the rooms expect them out, or a Mistake that says what to write."""

from generator import text, withdrawal
from generator.config import checks
from generator.forms import Mistake

FORMS = (
    "@name@server.example", "https://server.example/@name", "name.bsky.social", "did:plc:...", "https://site.example",
)  # fmt: skip
HOW = f"Write the address of the person as it stands on their profile or site: {', '.join(FORMS)}."


def person(value: str) -> str:
    """Check the address of somebody who is withdrawn."""
    given = value.strip()
    if any(sign.isspace() for sign in given):
        raise Mistake(f'"{text.clip(given, 60)}" is no address: it has a blank in it.', HOW)
    if "@" in given[1:] and not given.startswith(("@", "acct:")) and "/" not in given:
        raise Mistake(f'"{text.clip(given, 60)}" looks like an e-mail address.', f'Did you mean "@{given}"?')
    if given.startswith("@") and "." not in given:
        hint = f"Write @{given[1:]}@server.example, or the address of the profile, such as https://x.com/{given[1:]}."
        raise Mistake(f"{given} does not say on which network.", hint)
    if "://" in given and not given.startswith("at://"):
        checks.address(given)
    if not withdrawal.understood(given):
        raise Mistake(f'"{text.clip(given, 60)}" is no address of anybody.', HOW)
    if host := withdrawal.everybody(given):
        raise Mistake(f"At {host} many people are at home, and this means all of them.", HOW)
    return given
