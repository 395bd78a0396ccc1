"""Slips with quotes and with signs that mean something to YAML: a fault in, what was done and how it is mended out."""

import re

from generator.forms.fault import COMMENT, NO_COLON, PAIR, Fault, Slip, bare, needs_quotes, quote


def forbidden_start(fault: Fault) -> Slip | None:
    """Find `name: @anna` and a backtick."""
    sign = fault.here[fault.column : fault.column + 1]
    if fault.what != "found character that cannot start any token" or not sign.strip():
        return None
    return needs_quotes(fault, fault.line, fault.column, f"A text cannot begin with {sign} unless it is in quotes.")


def name_sign(fault: Fault) -> Slip | None:
    """Find `*important*` and `& more`."""
    if fault.during not in {"while scanning an alias", "while scanning an anchor"} or not fault.begun:
        return None
    line, column = fault.begun
    sign = fault.lines[line][column]
    return needs_quotes(fault, line, column, f"A text cannot begin with {sign} unless it is in quotes.")


def exclamation(fault: Fault) -> Slip | None:
    """Find a text that begins with !."""
    if fault.during not in {"while scanning a tag", "while parsing a tag"} or not fault.begun:
        return None
    return needs_quotes(fault, *fault.begun, "A text cannot begin with ! unless it is in quotes.")


def block_sign(fault: Fault) -> Slip | None:
    """Find `title: |pipes|`."""
    if fault.during != "while scanning a block scalar" or not fault.begun:
        return None
    line, column = fault.begun
    sign = fault.lines[line][column]
    return needs_quotes(fault, line, column, f"A text cannot begin with {sign} unless it is in quotes.")


def directive(fault: Fault) -> Slip | None:
    """Find a line that begins with %."""
    if not fault.here.startswith("%"):
        return None
    return Slip(line=fault.line, column=0, words="A line cannot begin with %.", mended={fault.line: ""})


def backslash(fault: Fault) -> Slip | None:
    r"""Find `"C:\Users"`."""
    if fault.during != "while parsing a quoted scalar" or "\\" not in fault.here:
        return None
    return Slip(
        line=fault.line,
        column=fault.here.rfind("\\", 0, fault.column + 1),
        words="In double quotes a backslash begins a code, and this is none.",
        hint="Use single quotes instead: '…'",
        mended={fault.line: fault.here.replace("\\", "\\\\")},
    )


def open_quote(fault: Fault) -> Slip | None:
    """Find a quote that ends with the file, or at the next quote some lines below."""
    if fault.during == "while scanning a quoted scalar" and fault.begun:
        line, column = fault.begun
    elif (found := _quote_from_above(fault)) is not None:
        line, column = found
    else:
        return None
    sign, value = fault.lines[line][column], COMMENT.sub("", fault.lines[line][column + 1 :]).rstrip()
    return Slip(
        line=line,
        column=column,
        words="The quote that opens here is never closed.",
        hint=f"Close it at the end of the text: {sign}{value}{sign}",
        mended={line: fault.lines[line][:column] + quote(value)},
    )


def _quote_from_above(fault: Fault) -> tuple[int, int] | None:
    before = fault.here[: fault.column].rstrip()
    sign = before[-1:]
    if sign not in {"'", '"'} or before.count(sign) % 2 == 0:
        return None
    for line in range(fault.line - 1, -1, -1):
        opened = re.search(rf"(?:^|[\s\[,]){sign}", fault.lines[line])
        if opened and fault.lines[line].count(sign) % 2:
            return line, opened.end() - 1
    return None


def after_quote(fault: Fault) -> Slip | None:
    """Find `'Teacher's week'`."""
    before = fault.here[: fault.column].rstrip()
    pair = PAIR.match(fault.here) or re.match(r"^(?P<lead>\s*(?:-\s+)+)(?P<value>.+)$", fault.here)
    if before[-1:] not in {"'", '"'} or not before[:-1].strip() or pair is None or NO_COLON in fault.what:
        return None
    value = bare(pair["value"])
    return Slip(
        line=fault.line,
        column=fault.column,
        words="The text goes on after its closing quote.",
        hint=f"Put the whole text in one pair of quotes: {quote(value)}",
        mended={fault.line: fault.here[: pair.start("value")] + quote(value)},
    )


def open_bracket(fault: Fault) -> Slip | None:
    """Find `[oer, #edtech]` and lists without an end."""
    if "flow" not in fault.during:
        return None
    at = fault.begun if fault.begun and "node" not in fault.during else _bracket_above(fault)
    if at is None:
        return None
    line, column = at
    before, rest = fault.lines[line][:column], fault.lines[line][column:]
    tagged = re.sub(r"(?<=[\[,\s])#([\w-]+)", r'"#\1"', rest)
    if tagged != rest:
        return Slip(
            line=line,
            column=column + rest.index("#"),
            words="The # begins a comment here, so the bracket is never closed.",
            hint=f"Put hashtags in quotes: {tagged}",
            mended={line: before + tagged},
        )
    if rest.startswith("{"):
        return needs_quotes(fault, line, column, "A text cannot begin with { unless it is in quotes.")
    closed = COMMENT.sub("", rest).rstrip(" ,") + "]"
    hint = f"Close it: {closed} Or write one entry a line, each after `- `."
    words = "The list that opens here with [ is never closed."
    return Slip(line=line, column=column, words=words, hint=hint, mended={line: before + closed})


def _bracket_above(fault: Fault) -> tuple[int, int] | None:
    for line in range(min(fault.line, len(fault.lines) - 1), -1, -1):
        content = re.sub(r"\s#.*$", "", fault.lines[line])
        if content.count("[") > content.count("]") or content.count("{") > content.count("}"):
            return line, min(at for at in (content.find("["), content.find("{")) if at >= 0)
    return None
