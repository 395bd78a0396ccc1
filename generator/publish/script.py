r"""Plain values in, YAML as a person wants to read it out: for editions and threads.

The dumper is PyYAML's own and not libyaml's, which writes every emoji as \U0001F33E: these files are for reading.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import yaml


def written(values: object) -> str:
    """Write values as YAML: no line is broken, nothing is sorted."""
    return yaml.dump(values, Dumper=Plain, allow_unicode=True, sort_keys=False, width=float("inf"), indent=2)


def ordered(values: Mapping[str, Any], first: tuple[str, ...]) -> dict[str, Any]:
    """Return the values with those named first at the front, in that order."""
    known = {key: values[key] for key in first if key in values}
    return known | {key: value for key, value in values.items() if key not in known}


class Line(dict[str, Any]):
    """Something that takes one line of the file: the map is for looking at, not for reading."""


class Plain(yaml.SafeDumper):
    """YAML for people: list points indented below their key, paragraphs as they are, tuples as lists, no anchors."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: D102, FBT001, FBT002, ARG002  PyYAML's
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002, D102  PyYAML's signature
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style="|" if "\n" in value else None)


def _instant(dumper: yaml.SafeDumper, value: datetime) -> yaml.ScalarNode:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:timestamp", value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    )


def _one_line(dumper: yaml.SafeDumper, value: Line) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)


Plain.add_representer(Line, _one_line)
Plain.add_representer(datetime, _instant)
Plain.add_representer(str, _text)
Plain.add_multi_representer(str, _text)
Plain.add_representer(tuple, yaml.SafeDumper.represent_list)
