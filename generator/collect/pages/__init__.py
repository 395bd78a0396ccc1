"""Links and the pages behind them: items in, the same items with true addresses and what their pages say out.

`visit` goes out, within a budget; what it finds is kept in `links.json` (memory.py). `join` is pure and needs no
network. All of it is loaded by who asks for it: a feed only needs what permits.py knows.
"""

from typing import TYPE_CHECKING

from generator import rooms

if TYPE_CHECKING:
    from generator.collect.pages.joining import join
    from generator.collect.pages.memory import Links, read, write
    from generator.collect.pages.page import Page, parse
    from generator.collect.pages.tour import visit
else:
    __getattr__ = rooms.lending(
        __name__,
        {
            **dict.fromkeys(("Links", "read", "write"), "memory"),
            **dict.fromkeys(("Page", "parse"), "page"),
            "join": "joining",
            "visit": "tour",
        },
    )

__all__ = ["Links", "Page", "join", "parse", "read", "visit", "write"]
