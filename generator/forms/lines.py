"""Slips with blanks, colons, dashes and indentation: a fault in, what was done and how it is mended out."""

import re

from generator.forms.fault import NO_COLON, PAIR, Fault, Slip, bare, indent, key_column, quote, quoted_from

GLUED = re.compile(r"^(?P<lead>\s*(?:-\s+)*)(?P<key>[A-Za-z_][\w-]*)[:：](?P<value>[^\s/].*)$")
WIDE_COLON = re.compile(r"^(?P<lead>\s*(?:-\s+)*)(?P<key>[A-Za-z_][\w-]*)\s*：\s*(?P<value>.*)$")
ADDRESS = re.compile(r"^(?P<lead>\s*)(?P<value>https?://\S+)\s*$")
NO_KEY = "did not find expected key"


def tab(fault: Fault) -> Slip | None:
    """Find a tab among the blanks at the beginning of a line."""
    tabbed = [number for number, line in enumerate(fault.lines) if "\t" in line[: indent(line)] and line.strip()]
    if fault.line not in tabbed:
        return None
    more = [str(number + 1) for number in tabbed if number > fault.line][:5]
    return Slip(
        line=fault.line,
        column=fault.here.index("\t"),
        words="This line begins with a tab.",
        hint="Indent with blanks, two for each step." + (f" The same in line {', '.join(more)}." if more else ""),
        mended={number: fault.lines[number].replace("\t", "  ") for number in tabbed},
    )


def hard_blank(fault: Fault) -> Slip | None:
    """Find blanks at the beginning of a line that look plain and are not."""
    for number in (fault.line, fault.above(fault.line)):
        if number is None or number >= len(fault.lines):
            continue
        line = fault.lines[number]
        lead = line[: indent(line)]
        if lead.strip(" \t"):
            return Slip(
                line=number,
                column=0,
                words="The blanks at the beginning of this line come from a web page or a word processor.",
                hint="They look plain and are not: delete them and type plain ones.",
                mended={number: " " * len(lead) + line[len(lead) :]},
            )
    return None


def address_alone(fault: Fault) -> Slip | None:
    """Find an address without the dash of a list entry."""
    for number in (fault.begun[0] if fault.begun else fault.line, fault.above(fault.line)):
        found = ADDRESS.match(fault.lines[number]) if number is not None and number < len(fault.lines) else None
        if found and number is not None:
            return Slip(
                line=number,
                column=found.start("value"),
                words="An address stands here alone.",
                hint=f"An entry of a list begins with a dash and a blank: - {found['value']}",
                mended={number: f"{found['lead']}- {found['value']}"},
            )
    return None


def glued(fault: Fault) -> Slip | None:
    """Find a colon without a blank, here or in the line above, which then swallowed this one."""
    begun = fault.begun[0] if fault.begun else fault.line
    for number in dict.fromkeys((begun, fault.above(fault.line))):
        line = fault.lines[number] if number is not None and number < len(fault.lines) else ""
        pair = GLUED.match(line) or WIDE_COLON.match(line)
        if pair and number is not None:
            meant = f"{pair['key']}: {pair['value']}"
            return Slip(
                line=number,
                column=pair.end("key"),
                words=f"After `{pair['key']}` a colon and a blank are needed.",
                hint=f"Write {meant}",
                mended={number: pair["lead"] + meant},
            )
    return None


def second_colon(fault: Fault) -> Slip | None:
    """Find `title: Digest: the best`."""
    pair = PAIR.match(fault.here)
    if fault.what != NO_COLON or pair is None or pair.start("value") > fault.column:
        return None
    value = bare(pair["value"])
    return Slip(
        line=fault.line,
        column=fault.column,
        words=f"The text after `{pair['key']}` has a colon and a blank in it.",
        hint=f"Put quotes around it: {quote(value)}",
        mended={fault.line: fault.here[: pair.start("value")] + quote(value)},
    )


def no_colon(fault: Fault) -> Slip | None:
    """Find a key without its colon, here or in the line above."""
    number = fault.above(fault.line) if fault.what == NO_COLON else fault.begun[0] if fault.begun else None
    if number is None or not (fault.what == NO_COLON or "simple key" in fault.during):
        return None
    line = fault.lines[number]
    found = re.match(r"^(?P<lead>\s*)(?P<key>[A-Za-z_][\w-]*)(?:\s+(?P<value>[^:\s][^:]*))?$", line.rstrip())
    if found is None or (fault.what == NO_COLON and indent(line) != indent(fault.here)):
        return None
    meant = f"{found['key']}:" + (f" {found['value']}" if found["value"] else "")
    return Slip(
        line=number,
        column=found.end("key"),
        words=f"There is no colon after `{found['key']}`.",
        hint=f"Write {meant}",
        mended={number: found["lead"] + meant},
    )


def too_far_right(fault: Fault) -> Slip | None:
    """Find a line that is indented under a line that has its value already."""
    number = fault.above(fault.line)
    if fault.what != NO_COLON or number is None or indent(fault.here) <= indent(fault.lines[number]):
        return None
    column = key_column(fault.lines[number])
    return Slip(
        line=fault.line,
        column=indent(fault.here),
        words="This line stands further to the right than the line above, which opens nothing.",
        hint="Begin it below the first letter of the line above.",
        mended={fault.line: " " * column + fault.here.lstrip()},
    )


def list_in_line(fault: Fault) -> Slip | None:
    """Find `interests: - assessment`."""
    if "block sequence entries are not allowed" not in fault.what:
        return None
    _, mended = quoted_from(fault, fault.line, fault.column)
    return Slip(
        line=fault.line,
        column=fault.column,
        words="A list cannot begin in the middle of a line.",
        hint="Begin it on the next line: two blanks, a dash, a blank, the entry.",
        mended=mended,
    )


def crooked_entry(fault: Fault) -> Slip | None:
    """Find a dash that is not below the dashes above."""
    if NO_KEY not in fault.what or not fault.here[fault.column :].startswith("-"):
        return None
    dashed = [line for line in fault.lines[: fault.line] if line.lstrip().startswith("- ")]
    mended = {fault.line: " " * indent(dashed[-1]) + fault.here.lstrip()} if dashed else {}
    return Slip(
        line=fault.line,
        column=fault.column,
        words="This entry does not line up with the entries of the list above.",
        hint="All the dashes of one list stand below one another.",
        mended=mended,
    )


def no_dash(fault: Fault) -> Slip | None:
    """Find a line inside a list that is no entry."""
    if "expected '-' indicator" not in fault.what:
        return None
    return Slip(
        line=fault.line,
        column=fault.column,
        words="A list stands above, and this line does not begin with a dash.",
        hint="An entry of a list begins with a dash and a blank; a new key begins where the other keys begin.",
    )


def crooked(fault: Fault) -> Slip | None:
    """Find a line that begins in a column where nothing above begins."""
    if NO_KEY not in fault.what and "<document start>" not in fault.what:
        return None
    return Slip(
        line=fault.line,
        column=fault.column,
        words="This line does not line up with the lines above.",
        hint="What belongs together begins in the same column; what belongs under a key stands two blanks deeper.",
    )


def nothing_known(fault: Fault) -> Slip:
    """Say at least where."""
    return Slip(
        line=min(fault.line, max(len(fault.lines) - 1, 0)),
        column=fault.column,
        words="This line cannot be understood.",
        hint="Look here and one line above: a blank after each colon, the same indentation, quotes that are closed.",
    )
