"""Hypothesis strategies of editions in which strangers have written whatever they like."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from generator import text
from generator.model import Edition, Mention, Numbers, Pick, Prompt, Reason, Report, Week

NASTY = ["---", "--- ", "#x", "a: b", "- a", "'", '"', "{a}", "[a]", "*a", "&a", "!a", "| a", "> a", "%a", "@a", "`a", "?", ":", "~", "null", "yes", "no", "1", "1e3", "0x1f", "2026-11-20", "2026-W47", " a ", "a\n\n  b", "a\n---\nb", "🌾", "تعليم", "教室", "\\u263a", "{{ a }}", "{% a %}", "a\tb", "\n"]  # fmt: skip  # noqa: E501
"""Texts that mean something to YAML, to Jinja or to a reader of lines."""
FOREIGN = st.one_of(st.sampled_from(NASTY), st.text(max_size=40).map(text.tidy))
INSTANTS = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
NUMBERS = st.floats(min_value=0, max_value=1e6)
TEXTS = st.lists(FOREIGN, max_size=2).map(tuple)

PICKS = st.builds(
    Pick,
    **dict.fromkeys(("id", "url", "title", "excerpt", "voice", "name", "section", "why", "warning"), FOREIGN),
    **dict.fromkeys(("source", "source_name"), FOREIGN),
    address=st.none() | FOREIGN,
    about=st.none() | FOREIGN,
    language=st.none() | FOREIGN,
    reasons=st.lists(st.builds(Reason, signal=FOREIGN, value=NUMBERS, weight=NUMBERS, words=FOREIGN), max_size=1).map(
        tuple
    ),
    also=st.lists(st.builds(Mention, name=FOREIGN, url=FOREIGN, voice=FOREIGN), max_size=1).map(tuple),
    minutes=NUMBERS,
    published=st.none() | INSTANTS,
    **dict.fromkeys(("tags", "topics", "alts", "same"), TEXTS),
)
PROMPTS = st.builds(Prompt, id=FOREIGN, lens=FOREIGN, text=FOREIGN.filter(str.strip), about=TEXTS)
EDITIONS = st.builds(
    Edition,
    week=st.builds(Week, st.integers(2000, 2100), st.integers(1, 52)),
    id=FOREIGN.filter(str.strip),
    title=FOREIGN,
    published=INSTANTS,
    starts=INSTANTS,
    language=st.sampled_from(["en", "de", "pt-BR"]),
    picks=st.lists(PICKS, max_size=2, unique_by=lambda pick: pick.id).map(tuple),
    prompts=st.lists(PROMPTS, max_size=1).map(tuple),
    numbers=st.builds(Numbers, items=st.integers(0, 10**6), muted=st.integers(0, 10)),
    reports=st.lists(st.builds(Report, source=FOREIGN, name=FOREIGN, address=FOREIGN, words=FOREIGN), max_size=1).map(
        tuple
    ),
    note=FOREIGN.map(lambda note: note.strip("\n")),
).map(lambda made: replace(made, starts=min(made.starts, made.published), published=max(made.starts, made.published)))
