"""What templates see: nothing comes in, the shapes that the views fill go out.

Everything is plain text, escaped where it is printed, but `EditionView.note`, which typeset has made safe. The fields
are the theme's contract; themes/gleaner/README.md lists them, and a test compares the two.
"""

from generator.publish.shapes.almanac import AlmanacView, AnnalMonthView, AnnalView
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
from generator.publish.shapes.guide import GuideView, ShadeView
from generator.publish.shapes.link import Link
from generator.publish.shapes.meta import MetaView
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
    ListeningView,
    MenuView,
    PageView,
    SiteView,
    SourceView,
    WayView,
    YearView,
)
from generator.publish.shapes.picture import CardView, EarView, GrainView, LetteringView, PictureView
from generator.publish.shapes.reviews import ArrivalView, AskedView, MonthView, ReturnView, ReviewView, WeeksView
from generator.publish.shapes.talk import TalkView
from generator.publish.shapes.topics import SharedView, TopicRowView, TopicsView, TopicView
from generator.publish.shapes.voices import IndexedView, LetterPageView, ShelfView, SpeakerView, VoicesView
from generator.publish.shapes.words import EntryView, LetterView, WordsWeekView

__all__ = [
    "AlertView",
    "AlertWeekView",
    "AlmanacView",
    "AnnalMonthView",
    "AnnalView",
    "AnswerView",
    "AnswersView",
    "ArrivalView",
    "AskedView",
    "CardView",
    "ChartView",
    "CircleView",
    "CourseView",
    "CourtesyView",
    "EarView",
    "EditionView",
    "EntryView",
    "FigureView",
    "GrainView",
    "GrowthRowView",
    "GrowthView",
    "GuideView",
    "HeadView",
    "IndexedView",
    "KindnessView",
    "LabelView",
    "LetterPageView",
    "LetterView",
    "LetteringView",
    "LineView",
    "Link",
    "ListeningView",
    "MapView",
    "MarkView",
    "MeetingView",
    "MenuView",
    "MetaView",
    "MeterView",
    "MonthView",
    "NetworkView",
    "PageView",
    "PatchView",
    "PickView",
    "PictureView",
    "PromptView",
    "ReasonView",
    "ReturnView",
    "ReviewView",
    "SectionView",
    "SeriesView",
    "ShadeView",
    "SharedView",
    "ShelfView",
    "SiteView",
    "SourceView",
    "SpeakerView",
    "StandingView",
    "TalkView",
    "TopicRowView",
    "TopicView",
    "TopicsView",
    "VoiceView",
    "VoicesView",
    "WayView",
    "WeeksView",
    "WordView",
    "WordsWeekView",
    "YearView",
]
