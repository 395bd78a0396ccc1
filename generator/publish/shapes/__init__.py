"""What templates see: nothing comes in, the shapes that the views fill go out.

Everything is plain text, escaped where it is printed, but `EditionView.note`, which typeset has made safe. The fields
are the theme's contract; themes/gleaner/README.md lists them, and a test compares the two.
"""

from generator.publish.shapes.answers import AnswersView, AnswerView
from generator.publish.shapes.edition import (
    EditionView,
    HeadView,
    PickView,
    PromptView,
    ReasonView,
    SectionView,
    WordView,
)
from generator.publish.shapes.link import Link
from generator.publish.shapes.mirror import ChartView, CourseView, CourtesyView, FigureView, KindnessView, MeterView
from generator.publish.shapes.network import (
    CircleView,
    GrowthRowView,
    GrowthView,
    LabelView,
    LineView,
    MapView,
    MarkView,
    MeetingView,
    NetworkView,
    PatchView,
    SeriesView,
    StandingView,
    VoiceView,
)
from generator.publish.shapes.pages import (
    AlertView,
    AlertWeekView,
    MenuView,
    PageView,
    SiteView,
    SourceView,
    YearView,
)
from generator.publish.shapes.reviews import ArrivalView, AskedView, MonthView, ReturnView, ReviewView, WeeksView
from generator.publish.shapes.talk import TalkView
from generator.publish.shapes.words import EntryView, LetterView, WordsWeekView

__all__ = [
    "AlertView",
    "AlertWeekView",
    "AnswerView",
    "AnswersView",
    "ArrivalView",
    "AskedView",
    "ChartView",
    "CircleView",
    "CourseView",
    "CourtesyView",
    "EditionView",
    "EntryView",
    "FigureView",
    "GrowthRowView",
    "GrowthView",
    "HeadView",
    "KindnessView",
    "LabelView",
    "LetterView",
    "LineView",
    "Link",
    "MapView",
    "MarkView",
    "MeetingView",
    "MenuView",
    "MeterView",
    "MonthView",
    "NetworkView",
    "PageView",
    "PatchView",
    "PickView",
    "PromptView",
    "ReasonView",
    "ReturnView",
    "ReviewView",
    "SectionView",
    "SeriesView",
    "SiteView",
    "SourceView",
    "StandingView",
    "TalkView",
    "VoiceView",
    "WeeksView",
    "WordView",
    "WordsWeekView",
    "YearView",
]
