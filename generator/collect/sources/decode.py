"""Bytes from the street in, text out: the encoding is found, whatever the labels say.

feedparser could do this too. It is done here because the limits of feeds/guard.py must see text, because it follows
RFC 3023 (text/xml without charset is ASCII), which RFC 7303 replaced in 2014, and because it lets a document name any
codec Python has: `idna` and `punycode` take minutes for a megabyte.
"""

import codecs
import re
from collections.abc import Iterator

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
"""First bytes that give the encoding away (XML 1.0, appendix F); the longer ones first."""

DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)

TEXT_CODECS = re.compile(
    r"^(?:utf_8|ascii|iso8859_\d+|latin_1|cp\d+|koi8_[rut]|mac_\w+|big5(?:hkscs)?|gb2312|gbk|gb18030|hz|euc_\w+|"
    r"shift_jis\w*|iso2022_\w+|johab|tis_620|kz1048|ptcp154|hp_roman8)$"
)
"""Codecs that a stranger may name: those of scripts and countries, none that compute."""

BROKEN = 5
"""So many whole characters make up for a broken one."""

SAME = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs"}
"""What a label means in practice: the larger set that contains it (WHATWG Encoding)."""


def text(body: bytes, content_type: str = "") -> str:
    """Return the document as text; it never fails.

    Asked in this order: the first bytes, UTF-8 where the bytes can be nothing else, with marks for the odd broken one
    among them, the charset of the Content-Type, the XML declaration or the <meta charset>, UTF-8, then windows-1252
    with marks for what cannot be read.
    """
    for codec, errors in _candidates(body, content_type):
        try:
            return body.decode(codec, errors).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("windows-1252", "replace")


def _candidates(body: bytes, content_type: str) -> Iterator[tuple[str, str]]:
    """Yield codecs and what to do about bytes that they cannot read."""
    yield from ((codec, "strict") for mark, codec in BOMS if body.startswith(mark))
    inside = DECLARED.search(body[:500]) or META.search(body[:2000])
    labels = [label for found in (CHARSET.search(content_type), inside) if found for label in (_label(found[1]),)]
    # Bytes above 127 that form valid UTF-8 are UTF-8 whatever a server's default says. Not so for the escapes of
    # ISO-2022 and HZ, which are ASCII.
    if not body.isascii():
        yield "utf-8", "strict"
        if _nearly_utf_8(body):
            yield "utf-8", "replace"
    yield from ((name, "strict") for name in map(_codec, labels) if name)
    yield from (("utf-8", "strict"), ("windows-1252", "strict"))


def _nearly_utf_8(body: bytes) -> bool:
    """Tell whether a cut or broken character stands among many whole ones; in no other encoding do so many form."""
    broken = body.decode("utf-8", "replace").count("\ufffd")
    readable = body.decode("utf-8", "ignore")
    return broken * BROKEN <= len(readable) - len(readable.encode("ascii", "ignore"))


def _label(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("ascii", "replace")


def _codec(label: str) -> str | None:
    """Return the codec a label stands for, None where there is no such or it is not one for text."""
    try:
        name = codecs.lookup(label).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    return SAME.get(name, name) if TEXT_CODECS.match(name) else None
