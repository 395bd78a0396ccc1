"""What templates see: nothing comes in, the shapes that the views fill go out.

Everything is plain text, escaped where it is printed, but `EditionView.note`, which typeset has made safe. The fields
are the theme's contract; themes/gleaner/README.md lists them, and a test compares the two.
"""

from generator.publish.shapes.edition import (
    EditionView,
    HeadView,
    Link,
    PickView,
    PromptView,
    ReasonView,
    SectionView,
    WordView,
)
from generator.publish.shapes.pages import (
    AlertView,
    AlertWeekView,
    PageView,
    SiteView,
    SourceView,
    WordsWeekView,
    YearView,
)

__all__ = [
    "AlertView",
    "AlertWeekView",
    "EditionView",
    "HeadView",
    "Link",
    "PageView",
    "PickView",
    "PromptView",
    "ReasonView",
    "SectionView",
    "SiteView",
    "SourceView",
    "WordView",
    "WordsWeekView",
    "YearView",
]
