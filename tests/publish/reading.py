"""The feed reader `reader` (https://reader.readthedocs.io), for tests: it asks for a module by a name that it has lost.

It carries a copy of feedparser that imports `sgmllib`; what feedparser installs today is called `feedparser_sgmllib`.
"""

import sys

import feedparser_sgmllib

sys.modules.setdefault("sgmllib", feedparser_sgmllib)

from reader import make_reader  # noqa: E402  only now can it be used

__all__ = ["make_reader"]
