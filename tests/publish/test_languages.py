import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural

from generator.errors import InputError
from generator.model import Config, Edition
from generator.publish import pages
from generator.publish.strings import ENGLISH, FOLDER, LANGUAGES, Text, catalogue
from tests.publish import make, translated

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
TABLE = catalogue(ENGLISH).table
SAME = {"feeds", "feeds.atom", "feeds.rss", "feeds.json", "feeds.opml", "min", "notes.file"}
"""What may be the same in several languages: names of formats and of files, and a sign for minutes."""
VOID = {"br", "hr", "img", "input", "link", "meta"}
PAGE = "---\ntitle: {title}\n---\n\n{title}\n"


# ---------------------------------------------------------------- the catalogues


def blanks(words: Text) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", "".join(words)))


def read(language: str) -> Catalog:
    return translated.read(FOLDER / f"{language}.po")


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_everything(language: str) -> None:
    table = catalogue(language).table

    assert (set(TABLE) - set(table), set(table) - set(TABLE)) == (set(), set())


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_fills_in_the_same(language: str) -> None:
    table = catalogue(language).table

    assert {key: words for key, words in table.items() if key in TABLE and blanks(words) != blanks(TABLE[key])} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_as_many_forms_as_it_counts_with(language: str) -> None:
    found = read(language)
    plural = {translated.key(entry): entry.string for entry in found if isinstance(entry.id, tuple)}

    assert found.num_plurals == get_plural(language).num_plurals
    assert {key for key, forms in plural.items() if len(forms) != found.num_plurals} == set()
    assert {key for key, forms in catalogue(ENGLISH).table.items() if len(forms) > 1} - set(plural) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_empty_doubtful_or_left_over(language: str) -> None:
    found = read(language)

    assert str(found.locale_identifier) == language
    assert not found.obsolete
    assert [entry.id for entry in found if entry.id and (entry.fuzzy or not all(entry.string))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_stands_alone_and_nothing_begins_or_ends_with_a_stray_blank(language: str) -> None:
    table = catalogue(language).table
    apart = {key for key, words in table.items() for each in words if each != each.strip() or "  " in each}

    assert apart <= {"comma", "semicolon"}


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(language: str) -> None:
    table = catalogue(language).table
    letters = {key for key, words in TABLE.items() if re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", "".join(words)))}
    same = {key for key in letters & set(table) if table[key] == TABLE[key]}

    assert same - SAME == set()


def test_the_english_above_a_key_is_made_anew() -> None:
    old = '# ---- a part\n#. Stale\n# Mind the gender.\nmsgid "a"\nmsgstr "x"\n\n#. Gone\nmsgid "b"\nmsgstr "y"\n'
    new = (
        '# ---- a part\n# Mind the gender.\n#. One\n#. (about a pick)\nmsgid "a"\nmsgstr "x"\n\nmsgid "b"\nmsgstr "y"\n'
    )

    assert translated.commented(old, {"a": ("One", "(about a pick)")}) == new
    assert translated.commented(new, {"a": ("One", "(about a pick)")}) == new


# ---------------------------------------------------------------- days


SPANS = {
    "en": ("13–20 November 2026", "30 October – 6 November 2026", "28 December 2026 – 4 January 2027"),
    "en-US": ("November 13 – 20, 2026", "October 30 – November 6, 2026", "December 28, 2026 – January 4, 2027"),
    "de": ("13.–20. November 2026", "30. Oktober – 6. November 2026", "28. Dezember 2026 – 4. Januar 2027"),
    "de-AT": ("13.–20. November 2026", "30. Oktober – 6. November 2026", "28. Dezember 2026 – 4. Jänner 2027"),
    "es": (
        "13–20 de noviembre de 2026",
        "30 de octubre – 6 de noviembre de 2026",
        "28 de diciembre de 2026 – 4 de enero de 2027",
    ),
    "ar": ("13–20 نوفمبر 2026", "30 أكتوبر – 6 نوفمبر 2026", "28 ديسمبر 2026 – 4 يناير 2027"),
}


@pytest.mark.parametrize(("language", "spans"), SPANS.items())
def test_a_week_is_written_as_the_language_writes_it(language: str, spans: tuple[str, str, str]) -> None:
    days = (((2026, 11, 13), (2026, 11, 20)), ((2026, 10, 30), (2026, 11, 6)), ((2026, 12, 28), (2027, 1, 4)))
    written = tuple(
        catalogue(language).period(datetime(*first, tzinfo=UTC), datetime(*last, tzinfo=UTC)) for first, last in days
    )

    assert written == spans


def test_a_span_of_one_day_is_that_day_and_weekdays_have_their_names() -> None:
    day = datetime(2026, 11, 20, 5, tzinfo=UTC)

    assert catalogue("de").period(day, day.replace(hour=9)) == "20. November 2026"
    assert [catalogue(tag).weekday(5) for tag in ("en", "de", "es", "ar")] == ["Friday", "Freitag", "viernes", "الجمعة"]


def test_a_day_of_the_week_of_an_edition_is_written_as_the_language_writes_it() -> None:
    day = datetime(2026, 11, 16, 5, tzinfo=UTC)

    assert [catalogue(tag).day_of_week(day) for tag in ("en", "de", "es", "ar")] == [
        "Mon 16 Nov",
        "Mo., 16. Nov.",
        "lun, 16 nov",
        "الاثنين، 16 نوفمبر",
    ]


# ---------------------------------------------------------------- the pages


class Seen(HTMLParser):
    """Which words stand in which language and direction, as a reader's browser would have it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.words: list[tuple[str, str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            told = dict(attrs)
            language, direction = self.open[-1]
            self.open.append((told.get("lang") or language, told.get("dir") or ("auto" if tag == "bdi" else direction)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Pass over what holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append((" ".join(data.split()), *self.open[-1]))

    def of(self, words: str) -> set[tuple[str, str]]:
        return {(language, direction) for each, language, direction in self.words if words in each}


def full(language: str) -> tuple[Config, Edition]:
    """Return a site in a language, with picks in three, and what the desk wrote before the site changed to it."""
    arabic = make.pick(2, title="أسئلة بلا أجوبة", excerpt="سألت ثلاث معلمات.", language="ar")
    unnamed = make.pick(3, title="", excerpt="Wer fragt, lernt zuerst. Danach kommt der Rest.", language="de")
    week = make.edition(
        picks=(make.pick(1, facts=("writes since 2019",)), arabic, unnamed),
        prompts=(make.prompt(about=("https://room.example/2",)),),
        alerts=(make.found(),),
        words=(make.word(),),
        network=make.network(),
        language="en",
    )
    return make.config(language=language, alerts=(make.alert(),)), week


def printed(root: Path, language: str) -> Path:
    settings, week = full(language)
    return make.printed(root, make.content(root, week, about=PAGE.format(title="Wir")), config=settings)


@pytest.fixture(scope="module", params=OTHERS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    return request.param, printed(tmp_path_factory.mktemp(request.param), request.param)


def seen(site: Path, place: str = "editions/2026-W47/") -> Seen:
    return Seen((site / place / "index.html").read_text("utf-8"))


def test_every_page_says_its_language_and_runs_its_way(site: tuple[str, Path]) -> None:
    language, folder = site
    way = ' dir="rtl"' if language == "ar" else ""
    tops = {re.search("<html[^>]*>", path.read_text("utf-8"))[0] for path in folder.rglob("*.html")}  # type: ignore[index]

    assert tops == {f'<html lang="{language}"{way}>'}


def test_what_others_wrote_stands_in_their_language(site: tuple[str, Path]) -> None:
    language, folder = site
    page = seen(folder)
    german = {"de"} if language != "de" else {"de", language}

    assert {tongue for tongue, _ in page.of("The second drafts got longer")} == {"en"}
    assert {tongue for tongue, _ in page.of("Wer fragt, lernt zuerst")} <= german
    assert page.of("سألت ثلاث معلمات") == {("ar", "rtl")}
    assert {tongue for tongue, _ in page.of("أسئلة بلا أجوبة")} == {"ar"}, "its heading, and where a question names it"


def test_what_the_desk_wrote_in_english_is_said_to_be_english(site: tuple[str, Path]) -> None:
    page, method = seen(site[1]), seen(site[1], "how-it-chooses/")

    for words in ("It is close to", "It speaks of", "writes since 2019", "Whose version would you need to hear?"):
        assert page.of(words) == {("en", "auto")}, words
    assert {tongue for tongue, _ in seen(site[1], "alerts/").of("It matches")} == {"en"}
    assert method.of("An edition holds about 30 minutes") == {("en", "auto")}
    assert method.of("overlap of words") == {("en", "auto")}


def test_a_title_that_only_says_the_week_is_said_in_the_language_of_the_page(site: tuple[str, Path]) -> None:
    language, folder = site
    title = catalogue(language)("week_year", number=47, year="2026")

    assert seen(folder).of(title)
    assert not seen(folder).of("Week 47")


def test_an_english_page_does_not_say_again_that_it_is_english(tmp_path: Path) -> None:
    page = (printed(tmp_path, "en") / "editions" / "2026-W47" / "index.html").read_text("utf-8")

    assert '<html lang="en">' in page
    assert re.search(r'<p class="question"[^>]* lang=', page) is None
    assert 'lang="ar"' in page


# ---------------------------------------------------------------- hand-written pages


def shelf(root: Path, **texts: str) -> Path:
    """Write pages; `de_about` lies in the folder de."""
    folder = root / "content" / "pages"
    for name, text in texts.items():
        path = folder / f"{name.replace('_', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if text.startswith("---") else PAGE.format(title=text), "utf-8")
    return folder


def titles(folder: Path, language: str) -> dict[str, tuple[str, str]]:
    return {page.name: (page.title, page.language) for page in pages.read(folder, language)}


def test_a_site_prints_the_pages_of_its_language_and_the_others_where_there_is_none(tmp_path: Path) -> None:
    folder = shelf(tmp_path, about="About", hours="Hours", de_about="Über uns", de_regeln="Regeln", es_about="Nosotras")

    assert titles(folder, "de") == {"about": ("Über uns", "de"), "hours": ("Hours", ""), "regeln": ("Regeln", "de")}
    assert titles(folder, "de-AT")["about"] == ("Über uns", "de")
    assert titles(folder, "es-MX") == {"about": ("Nosotras", "es"), "hours": ("Hours", "")}
    assert titles(folder, "fr") == titles(folder, "") == {"about": ("About", ""), "hours": ("Hours", "")}


def test_a_page_says_for_itself_in_which_language_it_is(tmp_path: Path) -> None:
    folder = shelf(tmp_path, about="---\ntitle: About\nlanguage: en\n---\n\nWelcome to the room.\n")
    settings = make.config(language="de")

    page = seen(make.printed(tmp_path, folder.parent, config=settings), "about/")

    assert {tongue for tongue, _ in page.of("Welcome to the room.")} == {"en"}
    assert {tongue for tongue, _ in page.of("Zum Text springen")} == {"de"}


def test_a_slip_in_any_language_is_told_with_its_file(tmp_path: Path) -> None:
    folder = shelf(tmp_path, about="About", de_about="---\nno end", es_about="---\ntitle: A\nlanguage: so so\n---\n")

    with pytest.raises(InputError) as caught:
        pages.read(folder, "en")

    assert [problem.file for problem in caught.value.problems] == [
        "content/pages/de/about.md",
        "content/pages/es/about.md",
    ]


def test_a_link_that_leads_nowhere_is_told_by_the_file_of_its_language(tmp_path: Path) -> None:
    folder = shelf(tmp_path, about="About", de_about="---\ntitle: Wir\n---\n\n[dort](nirgends/)\n")

    with pytest.raises(InputError) as caught:
        make.printed(tmp_path, folder.parent, config=make.config(language="de"))

    assert (caught.value.problems[0].file, caught.value.problems[0].line) == ("content/pages/de/about.md", 5)


@pytest.mark.parametrize("language", ["de", "es"])
def test_the_pages_that_come_with_gleaner_are_there_in_other_languages_but_for_the_chapters_of_the_guide(
    language: str,
) -> None:
    shipped = make.ROOT / "content" / "pages"
    english, other = pages.read(shipped), pages.read(shipped, language)

    assert [page.name for page in other] == [page.name for page in english]
    chapters = {page.name for page in english if page.name.startswith("guide/")} - {"guide/index"}
    assert {page.name for page in other if page.language != language} == chapters
    assert {page.language for page in english} == {"en"}
