"""The real client against every kind of server: what must come out does, what must not does not, nobody is bothered."""

from datetime import timedelta

import pytest

from generator import collect
from generator.errors import StreetError
from generator.model import Source
from tests.servers import FRIDAY, NETWORKS, audit, serve

SECRET_HOSTS = {
    "MASTODON_TOKEN__CHALKFACE_EXAMPLE": {"chalkface.example"},
    "BSKY_APP_PASSWORD": {"bsky.social"},
    "X_BEARER_TOKEN": {"api.x.com"},
    "REDDIT_FEED_TOKEN": {"www.reddit.com"},
    "OPENALEX_API_KEY": {"api.openalex.org"},
}


def source(kind, address, **options):
    return Source(kind=kind, address=address, name=address, options=options)


def visit(name, *sources, faults=(), secrets=None, days=14):
    """Let the client read these sources; return what each gave, its notes, and the log."""
    network = NETWORKS[name]
    wanted = sources or [source(kind, address, **options) for kind, address, options in network.sources]
    with serve(name, faults=faults) as server:
        door = collect.Door(
            hosts=server.hosts, secrets=network.secrets if secrets is None else secrets, pause=0, paces={}, seconds=3
        )
        found = list(collect.fetch(wanted, now=FRIDAY, since=FRIDAY - timedelta(days=days), door=door))
        return found, server.log


def items(name, *sources, **wishes):
    """Return the items of sources that must all be read."""
    found, _ = visit(name, *sources, **wishes)
    failed = [f"{each.key}: {what.words}" for each, what, _ in found if isinstance(what, StreetError)]
    assert failed == []
    return [item for _, what, _ in found for item in what]


def failure(name, *sources, **wishes):
    """Return the failure of one source."""
    found, _ = visit(name, *sources, **wishes)
    assert isinstance(found[0][1], StreetError), found[0][1]
    return found[0][1]


def words(found):
    return " ".join(f"{item.title} {item.text} {item.voice.name} {item.voice.bio}" for item in found)


SOCIAL = sorted(NETWORKS.keys() - {"feeds", "gotosocial"})


@pytest.fixture(scope="module", params=SOCIAL)
def network(request):
    found, log = visit(request.param)
    return request.param, found, log


def test_every_source_of_a_healthy_server_gives_items(network):
    name, found, _ = network
    given = {each.key: what if isinstance(what, StreetError) else len(what) for each, what, _ in found}

    assert given, name
    assert all(isinstance(number, int) and number > 0 for number in given.values()), given


def test_an_item_has_what_the_desk_needs(network):
    _, found, _ = network
    for each, what, _ in found:
        for item in what:
            assert item.source == each.key
            assert item.id
            assert item.url.startswith("https://")
            assert item.voice.key
            assert item.published or each.kind == "eric", "ERIC knows the year alone"
            assert not item.published or FRIDAY - timedelta(days=14) <= item.published <= FRIDAY
            assert not item.published or item.published.utcoffset() == timedelta(0)
            assert not {"<p>", "</a>", "&amp;", "<jats", "SC_OFF"} & set(words([item]).split())
            assert "<" not in item.text
            assert len({item.id for item in what}) == len(what)


def test_nobody_is_bothered(network):
    name, _, log = network
    known = NETWORKS[name].secrets
    secrets = [(known[secret], hosts) for secret, hosts in SECRET_HOSTS.items() if secret in known]

    assert log
    assert audit.breaches(log, secrets=secrets) == []


def test_no_question_is_put_twice(network):
    _, _, log = network
    asked = [(line.method, line.host, line.target, line.body) for line in log]

    assert len(asked) == len(set(asked)), [each for each in asked if asked.count(each) > 1]


# ---------------------------------------------------------------- who must not appear


def test_who_said_no_is_not_there():
    found = [item for name in ("mastodon", "misskey", "bluesky", "x", "lemmy", "reddit") for item in items(name)]
    text = words(found)

    for name in ("Drysdale", "Sarıkaya", "Zdráhal", "Ní Dhálaigh", "蓮", "直", "EduSparks", "feeder"):
        assert name not in text, name
    for phrase in (
        "names on it",
        "shy teacher",
        "sixth years",
        "chaired the meeting",
        "bookworms",
        "nome completo",
        "classroom fight",
        "uncensored",
        "GradePilot",
        "Scanned textbook",
        "ここだけ",
        "フォロワー",
    ):
        assert phrase not in text, phrase


def test_a_post_that_quotes_somebody_shy_does_not_carry_the_words_on():
    found = items("bluesky", source("bluesky", "@kreidestaub.example"))

    assert found
    assert "chaired" not in words(found)


def test_text_of_x_is_not_kept_and_its_links_are_expanded():
    found = items("x")
    text = words(found)

    assert not any(phrase in text for phrase in ("lottery", "nothing to show", "perthyn"))
    assert {item.about for item in found} >= {"https://krz.example/bell"}
    assert not any("t.co" in link for item in found for link in (item.about or "", *item.links))


# ---------------------------------------------------------------- facts that are easy to get wrong


def test_facets_are_counted_in_bytes():
    found = {item.voice.name: item for item in items("bluesky", source("bluesky", "#FormativeAssessment"))}

    greek, swahili = found["Πέτρος Καλλέργης"], found["Wanjirũ Kamau-Lindqvist"]
    assert {tag.lower() for tag in greek.tags} == {"formativeassessment"}
    assert not any("FormativeAssessment" in link for link in swahili.links)
    assert swahili.language == "en"
    assert greek.language == "el"


def test_one_post_known_to_two_servers_is_one_item():
    both = items("mastodon", source("mastodon", "#FormativeAssessment", servers=("chalkface.example", "pult.example")))
    ids = [item.id for item in both]

    assert len(ids) == len(set(ids))
    assert any("pult.example" in each for each in ids)
    assert any("chalkface.example" in each for each in ids)


def test_any_all_and_none_survive_the_pages():
    tagged = source("mastodon", "#OpenEdu", servers=("chalkface.example",), none=("edtips",))
    found, log = visit("mastodon", tagged)
    pages = [line for line in log if "/timelines/tag/" in line.target]

    assert len(pages) > 1
    assert all("none%5B%5D=edtips" in line.target for line in pages)
    assert not any("edtips" in {tag.lower() for tag in item.tags} for item in found[0][1])


def test_a_warning_stands_beside_the_text():
    warned = [item for item in items("mastodon") if item.warning]

    assert {item.warning for item in warned} == {"death of a pupil"}


def test_the_outgoing_link_of_a_reddit_post_is_found_in_its_content():
    found = items("reddit", source("reddit", "r/BetweenLessonsExample"))

    assert {item.about.partition("?")[0] for item in found if item.about} == {
        "https://kreidestaub.example/sieben-sekunden"
    }
    assert all(item.url.startswith("https://www.reddit.com/r/") for item in found)


def test_an_article_that_stands_elsewhere_first_says_so():
    gradebook = next(item for item in items("devto") if "gradebook" in item.title)

    assert "https://naslag.example/the-gradebook-that-forgets" in {gradebook.url, gradebook.about}


def test_a_work_that_was_taken_back_says_so():
    found = items("scholarly", source("crossref", "search:purple"), source("openalex", "search:purple"))

    assert len(found) == 2
    assert all(work.retracted for item in found for work in item.works)
    assert all(item.works for item in found)


def test_the_doi_of_a_paper_is_its_id_in_every_register():
    found = items(
        "scholarly", *(source(kind, "search:multi-grade") for kind in ("crossref", "openalex", "doaj", "eric"))
    )

    assert {work.doi for item in found for work in item.works} <= {"10.5555/rural.2026.0007"}
    assert sum("10.5555/rural.2026.0007" in item.url.lower() for item in found) >= 3
