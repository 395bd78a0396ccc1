"""The golden weeks as an Arabic teacher would publish them: Arabic, Hebrew and Persian beside English and Japanese.

Everything that can turn a line stands in them once: a Latin word first, a bracket or a full stop last, numbers, a
hashtag, an account, an address, a title in quotation marks.
"""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.model import Config, Edition, Network, Pick
from generator.publish import archive
from tests.publish import golden, make

ADDRESS = "https://staffroom.example/digest"
CONFIG: Config = make.config(
    title="غرفة المعلمين",
    description="نصف ساعة في الأسبوع مما وجده معلمون يتابع بعضهم بعضًا جديرًا بالقراءة.",
    language="ar",
    repository="https://github.com/example/staffroom",
    interests=("التقويم البنّاء", "open textbooks", "الإحصاء في المدرسة"),
    alerts=(
        make.alert(
            "وظائف", query='(job OR internship OR وظيفة) #edtech -"unpaid"', key="jobs", until=date(2026, 11, 13)
        ),
        make.alert("Noticeboards", query="noticeboard* OR @corridor.example"),
    ),
)
HEADLINE = "الأسبوع الذي تعطّل فيه جهاز العرض (projector)"
LATIN_LAST = "كيف ندرّس الكسور بالخبز والملح مع GeoGebra (نسخة 2.0)"
LATIN_FIRST = "Padlet أم السبورة؟ تجربة عام كامل في «الصف الرابع»"
ENGLISH = "A field guide to school noticeboards (2nd ed.)"
PICKS: tuple[Mapping[str, object], ...] = (
    {"title": ENGLISH},
    {
        "title": LATIN_LAST,
        "language": "ar",
        "excerpt": (
            "في صفّنا نقسم الخبز قبل أن نقسم الأعداد، ثم نكتب ما حدث. #رياضيات #MathsTalk https://khubz.example/1?a=2"
        ),
        "name": "سلمى الخطيب",
        "source_name": "دفتر المعلمة",
    },
    {
        "title": LATIN_FIRST,
        "language": "ar",
        "excerpt": "بعد 180 يومًا و3 سبورات و@padlet@chalk.example واحدة: ما الذي بقي (وما الذي لم يبق)؟",
        "name": "Yusuf Demir (TR)",
    },
    {
        "title": "לוח המודעות של בית הספר: מה תלוי עליו, ומי החליט?",
        "language": "he",
        "excerpt": "שנים עשר בתי ספר, תצלום אחד לכל אחד.",
        "name": "נועה לוי",
    },
    {
        "title": "یک ساعت بدون نمره: آزمایشی در «کلاس پنجم»",
        "language": "fa",
        "excerpt": "سی و دو دانش‌آموز، یک هفته، و هیچ نمره‌ای.",
        "name": "شیرین کاظمی",
    },
)
"""What the first picks are here; their addresses, pictures and reasons stay those of the golden week."""
PROMPTS = (
    "ما أصغر جزء من هذا يمكن تجربته قبل يوم الخميس؟",
    "كلتا القصتين يرويها من احتفظ بالخطط. فخطط مَن التي أُلقيت؟",
    "لو صار أثر «spaced practice» نصف ما هو عليه، فما الذي يتغير عندك (إن تغيّر شيء)؟",
    "أي كلمة هنا احتاجت منك إلى معجم، ومن كنت تود أن تسأله عنها؟",
)
NAMES = ("ليلى حداد", "Ines Okafor", "יעל כהן", "شیرین کاظمی", "山田 花", "Yusuf Demir (TR)", "عبد الرحمن السالمي")
NOTE = """في هذا الأسبوع *خبز* وكسور، و**سبورة** واحدة، ورابط إلى [A field guide](https://room.example/1).

- أولًا: `GeoGebra 6.0`، ثم الخبز.
- ثانيًا: 24 تلميذًا، و3 أرغفة (بالسمسم).

> «لا تُعطِ درجة قبل أن تعطي كلمة.»
"""


def editions() -> tuple[Edition, ...]:
    """Return the golden editions in Arabic, every state of them kept."""
    return tuple(map(_arabic, archive.read(golden.FOLDER / "content" / "editions")))


def _arabic(edition: Edition) -> Edition:
    week = edition.week
    asked = (replace(prompt, text=PROMPTS[at % len(PROMPTS)]) for at, prompt in enumerate(edition.prompts))
    return replace(
        edition,
        title=HEADLINE if edition.title.startswith("The ") else f"الأسبوع {week.number} من عام {week.year}",
        language="ar",
        note=NOTE if edition.note else "",
        picks=tuple(_pick(at, pick) for at, pick in enumerate(edition.picks)),
        prompts=tuple(asked),
        network=_network(edition.network),
    )


def _pick(at: int, pick: Pick) -> Pick:
    return replace(pick, **PICKS[at]) if pick.title and at < len(PICKS) else pick  # type: ignore[arg-type]  # the rows above


def _network(network: Network) -> Network:
    named = (replace(node, name=NAMES[at % len(NAMES)]) if at % 2 else node for at, node in enumerate(network.nodes))
    return replace(network, nodes=tuple(named))


def printed(root: Path | None = None, *, site_url: str | None = ADDRESS) -> Path:
    """Print the site and return its folder."""
    root = root or Path(tempfile.mkdtemp())
    folder = make.content(root, *editions())
    shutil.copytree(golden.FOLDER / "content" / "answers", folder / "answers")
    shutil.copy(golden.FOLDER / "content" / "glossary.yaml", folder)
    (folder / "pages" / "about.md").write_text(f"---\ntitle: عن هذه النشرة\n---\n{NOTE}", "utf-8")
    return make.printed(root, folder, config=CONFIG, site_url=site_url)
