"""Names and texts in, well-formed XML out; small parts that the feeds of the networks share."""

from datetime import datetime
from email.utils import format_datetime
from html import escape

ATOM = "http://www.w3.org/2005/Atom"
MEDIA = "http://search.yahoo.com/mrss/"
DC = "http://purl.org/dc/elements/1.1/"


def tag(name: str, text: str = "", /, **attributes: str) -> str:
    """Write an element; `_` in the name of an attribute stands for `:`."""
    named = "".join(f' {key.strip("_").replace("_", ":")}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{named}>{escape(text, quote=False)}</{name}>" if text else f"<{name}{named}/>"


def document(root: str, inside: str, **namespaces: str) -> bytes:
    """Write a document; a namespace named `own` is the one without a prefix."""
    spaces = "".join(
        f' xmlns="{address}"' if name == "own" else f' xmlns:{name}="{address}"' for name, address in namespaces.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}{spaces}>{inside}\n</{root.partition(" ")[0]}>\n'.encode()


def iso(at: datetime, zone: str = "Z") -> str:
    """Write an instant as Atom does (RFC 3339)."""
    return f"{at:%Y-%m-%dT%H:%M:%S}{zone}"


def rfc822(at: datetime) -> str:
    """Write an instant as RSS does."""
    return format_datetime(at)
