"""Templates set with less ado come out as Jinja sets them."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, pass_context, pass_environment, pass_eval_context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from generator.publish.brisk import brisk
from generator.publish.links import from_page
from generator.publish.strings import catalogue

TEMPLATES = {
    "base": "<h1>{{ one }}</h1>{% block main %}<i>{{ other }}</i>{% endblock %}",
    "parts": """\
{% macro link(name, address="", kind=none) %}
<a href="{{ address }}"{% if kind %} class="{{ kind }}"{% endif %}>{{ name }}</a>
{% endmacro %}
{% macro boxed(name) %}<div title="{{ name }}">{{ caller(name) }}</div>{% endmacro %}
{% macro many(names) %}
{% for name in names %}{{ link(name, kind=loop.index) | trim }}{{ ", " if not loop.last }}{% endfor %}
{% endmacro %}
{% macro rest() %}{{ varargs | join("|") }}{{ kwargs | length }}{% endmacro %}
""",
    "page": """\
{% extends "base" %}{% from "parts" import link, boxed, many, rest %}
{% block main %}{{ super() }}{{ link(one, other) }}{{ link(other, address=one) | trim }}{{ many([one, other, 3]) }}
{% call(inner) boxed(other) %}{{ inner }} & {{ one }}{% endcall %}
{% set both %}{{ one }}<b>{{ other }}</b>{% endset %}{{ both }}{{ both | length }}{{ one ~ other ~ link(one) }}
{{ [one, other] | join(" & ") }}{{ (one ~ "") | replace("<", other) }}{{ one | string | upper }}
{{ rest(one, other, a=1) }}{{ link(one) }}{{ link(one, other, one) }}
{{ thing.name }}{{ thing.name | length }}{{ things.name }}{{ things["name"] }}{{ thing.none is defined }}
{{ thing.none | default(one) }}{{ things.items() | length }}{{ say.direction }}{{ say(key) }}{{ (thing).name.upper() }}
{{ say("end") }}{{ say("picks", n=2) }}{{ say.row(["a", "<b>"]) }}{{ to("archive/") }}{{ thing.said(other) }}
{% for each in [one, other] %}{{ named("each") }}{{ sited(each) }}{{ kept(each) }}
{{ each is defined }}{{ say("minutes", n=loop.index) }}
{% endfor %}{{ stopped() is defined }}{{ none }}{{ 1.5 }}{{ true }}{% endblock %}""",
}
VALUES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["<b>&amp;\"'</b>", "", "a", "é<"]),
    st.integers(),
    st.booleans(),
    st.none(),
    st.sampled_from([Markup("<b>&amp;</b>"), Markup()]),
)


@dataclass(frozen=True)
class Thing:
    """Something with a method."""

    name: str

    def said(self, value: object) -> str:
        return f"{self.name}<{value}>"


@pass_context
def named(context, key):
    return f"<{context.get(key)}>"


@pass_environment
def sited(environment, value):
    return f"{environment.autoescape}{value}"


@pass_eval_context
def kept(context, value):
    return f"{context.autoescape}{value}"


def stopped():
    raise StopIteration


def environment() -> Environment:
    return Environment(
        loader=DictLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def both(templates: dict[str, str]) -> tuple[Environment, Environment]:
    """Return what sets these templates with less ado, and as Jinja does."""
    short, long = environment(), environment()
    brisk(short)
    for each in (short, long):
        each.loader = DictLoader(templates)
    return short, long


BRISK, PLAIN = both(TEMPLATES)
GIVEN = {
    "say": catalogue("en"),
    "to": from_page("editions/2026-W47/", "https://a.example"),
    "thing": Thing("<t>"),
    "things": {"name": "<d>"},
    "key": "end",
    "named": named,
    "sited": sited,
    "kept": kept,
    "stopped": stopped,
}


@given(VALUES, VALUES)
def test_a_page_comes_out_the_same_whatever_stands_on_it(one: object, other: object) -> None:
    names = {**GIVEN, "one": one, "other": other}

    assert BRISK.get_template("page").render(names) == PLAIN.get_template("page").render(names)


@given(VALUES)
def test_what_templates_read_in_another_way_comes_out_the_same(one: object) -> None:
    """An item that is asked for like an attribute, one that is not there, and a name that is no language's words."""
    page = "{{ given.name }}{{ given.none is defined }}{{ say.fixed is defined }}{{ say('end') }}{{ to('a') }}"
    short, long = both({"page": page})
    names = {"given": {"name": one}, "say": lambda key: f"<{key}>", "to": str.upper}

    assert short.get_template("page").render(names) == long.get_template("page").render(names)


OTHERWISE = {
    "a macro of that name": """\
{% macro to(x) %}{{ x }}{% endmacro %}{% autoescape false %}{{ to("a") + "<" }}{% endautoescape %}""",
    "a macro of that name that is handed more": """\
{% macro to(x) %}{{ x }}{{ caller() if caller is defined }}{% endmacro %}{% call to("a/") %}in{% endcall %}""",
    "a value of that name": '{% set to = joiner("|") %}{{ to() }}a{{ to() }}b',
    "a name of a loop": '{% for say in [one.upper, one.lower] %}{{ say() }}{% endfor %}{{ say("end") }}',
    "perhaps a value of that name": "{% if one %}{% set to = one.upper %}{% endif %}{{ to() }}",
    "what was fetched": '{% from "parts" import link as to %}{{ to("a") }}',
    "a parameter": "{% macro part(to) %}{{ to() }}{% endmacro %}{{ part(one.upper) }}",
    "words of Python as names": '{{ say("picks", n=2, **{"class": 1}) }}{{ say("end", class=1) }}',
    "letters that Python reads as others": "{{ thing.\ufb01 is defined }}",
}


@pytest.mark.parametrize("name", OTHERWISE)
def test_what_our_templates_never_do_comes_out_the_same_too(name: str) -> None:
    short, long = both(TEMPLATES | OTHERWISE)
    names = {**GIVEN, "one": "ab", "thing": Ligature()}

    assert short.get_template(name).render(names) == long.get_template(name).render(names)


class Ligature:
    """Has an attribute that Python finds by another name, too."""

    fi = "found"


WRONG = {
    "a": "{{ nothing }}",
    "b": "{{ say('nothing') }}",
    "c": "{{ to() }}",
    "d": "{{ one() }}",
    "e": "{{ one.x }}",
    "f": "{{ nothing.x }}",
    "g": "{{ say(1) }}",
    "h": "{{ say('picks') }}",
    "i": '{% from "parts" import link %}{{ link() }}',
    "j": '{% from "parts" import link %}{{ link(1, 2, 3, 4) }}',
    "k": "{{ say.row() }}",
    "l": '{% call to("a/") %}x{% endcall %}',
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_the_same_mistake(name: str) -> None:
    short, long = both(TEMPLATES | WRONG)
    for set_by in (lambda env: env.get_template(name), lambda env: env.from_string(WRONG[name])):
        with pytest.raises(Exception, match=r".") as brisk_one:
            set_by(short).render(**GIVEN, one="a")
        with pytest.raises(Exception, match=r".") as plain_one:
            set_by(long).render(**GIVEN, one="a")

        assert (type(brisk_one.value), str(brisk_one.value)) == (type(plain_one.value), str(plain_one.value))


def test_a_template_that_says_where_it_escapes_is_obeyed() -> None:
    template = "{% autoescape false %}{{ one }}{% endautoescape %}{{ one }}"

    assert BRISK.from_string(template).render(one="<") == PLAIN.from_string(template).render(one="<") == "<&lt;"


def test_a_sandbox_stays_as_it_is() -> None:
    with pytest.raises(ValueError, match="sandbox"):
        brisk(ImmutableSandboxedEnvironment())
