"""Texts that mean harm in some place a stranger's words may reach, and an edition that has them in every field."""

from dataclasses import fields, replace
from typing import Any

from generator.model import Edition, Mention, Numbers, Reason, Tie
from generator.publish.view import KNOWN
from tests.publish import make

HARM = (
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "</code></pre><svg onload=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//tracker.example/x.png",
    'https://tracker.example/x.png" onerror="alert(1)',
    "https://me:secret@room.example/",
    "https://room.example/{static}/../.git/config",
    "https://room.example/|index|x",
    "{attach}/etc/passwd",
    "{{ 7 * 7 }}{% for x in y %}{# z #}",
    "{{ ''.__class__.__mro__ }}",
    "[x](javascript:alert(1))\n``` { onclick=alert(1) }",
    "---\ntitle: taken over\nsave_as: ../../x.html\n---",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#106;avascript:alert(1)",
    "\u202eevil\u2066",
    "<a href=x id=top name=text>",
    "<base href=//tracker.example>",
    "<meta http-equiv=refresh content=0>",
    "<plaintext>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
)


def edition(harm: tuple[str, ...] = HARM) -> Edition:
    """Return an edition in which every field a stranger fills holds every one of these texts."""
    picks = tuple(_everywhere(make.pick(number), harm[number], number) for number in range(len(harm)))
    prompts = tuple(replace(make.prompt(), text=text, lens=text, about=(picks[0].id,)) for text in harm)
    reports = tuple(replace(make.report(), name=text, address=text, words=text, source=text) for text in harm)
    numbers = Numbers(items=9)
    drawn = make.network(len(harm), harm)
    drawn = replace(
        drawn,
        nodes=tuple(replace(node, voice=node.name, address=node.name) for node in drawn.nodes),
        circles=tuple(replace(circle, words=harm[at % len(harm)]) for at, circle in enumerate(drawn.circles)),
    )
    return make.edition(title=harm[0], picks=picks, prompts=prompts, reports=reports, numbers=numbers, network=drawn)


def _everywhere(pick: Any, text: str, number: int) -> Any:
    words: dict[str, Any] = {
        field.name: text for field in fields(pick) if isinstance(getattr(pick, field.name), str | None)
    }
    words |= dict.fromkeys(("tags", "topics", "alts", "same"), (text,))
    words["tie"] = Tie.WEAK
    words["section"] = text if number % 2 else KNOWN[1 + number % 5]
    words["title"] = text if number % 3 else ""
    words["also"] = (Mention(name=text, url=text, voice=text),)
    words["reasons"] = (Reason(signal=text, value=1, weight=1, words=text),)
    return replace(pick, **(words | {"id": f"{text}{number}", "published": make.DUE}))
