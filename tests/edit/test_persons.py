"""Several addresses are one voice where they say so themselves, and a machine is none."""

from dataclasses import replace

from generator.edit import SIGNALS, glean
from generator.edit.context import survey
from generator.edit.meaning import understand
from generator.edit.persons import unite
from generator.edit.picks import asks
from generator.edit.prompts import Bank
from generator.edit.stories import gather
from generator.model import Harvest, Health, Report, Week, Work
from tests.edit.week import DUE, STARTS, config, gleaned, item, post, voice

HOME = "https://ada.example/"


def account(who="Ada", links=(HOME,), **more):
    return voice(
        who, network="mastodon", key=f"https://social.example/@{who}", links=tuple(links), followers=40, **more
    )


def blog(name="one", **more):
    return item(name, voice=voice("Ada", address=HOME), **more)


def test_a_blog_and_the_account_verified_on_it_are_one_voice():
    united = unite([blog(), replace(post("note"), voice=account())])

    assert {each.voice.key for each in united} == {HOME}
    assert [each.voice.followers for each in united] == [None, 40]


def test_a_server_that_lies_about_a_link_can_neither_rename_nor_harm_the_site():
    liar = account("Mallory", bot=True, since=DUE.date(), posts=10**6)
    liar = replace(liar, followers=10**6)
    spam = [replace(post(f"spam{n}", about=f"{HOME}{n}"), voice=liar) for n in range(30)]
    united = unite([blog(), *spam])
    context = survey(gather(united), (), DUE, understand(united, ()))
    (story,) = [story for story in gather(united) if story.lead.id == blog().id]

    assert united[0] == blog()
    assert {each.voice.name for each in united[1:]} == {"Mallory"}
    assert all(SIGNALS[name].judge(story, context).value == 1 for name in ("age", "measure", "generosity"))
    assert context.voices[HOME] == blog().voice


def test_who_has_three_addresses_in_a_chain_is_one_voice():
    first = account(links=("https://ada-letters.example/",))
    second = replace(account(links=("https://ada-letters.example/", HOME)), key="https://z.example/@ada")
    united = unite([blog(), replace(post("note"), voice=first), replace(post("more"), voice=second)])

    assert {each.voice.key for each in united} == {HOME}


def test_two_accounts_of_one_name_verified_on_one_address_are_one_voice():
    other = replace(account(), key="https://other.example/@ada")
    first, second = replace(post("note"), voice=account()), post("more")

    assert {each.voice.key for each in unite([first, replace(second, voice=other)])} == {other.key}
    stranger = replace(second, voice=replace(other, name="Mallory"))
    assert len({each.voice.key for each in unite([first, stranger])}) == 2


def test_the_same_name_alone_makes_nobody_one():
    united = unite([blog(), replace(post("note"), voice=account(links=()))])

    assert len({each.voice.key for each in united}) == 2


def test_on_a_site_of_several_writers_the_name_decides():
    cleo = item("two", voice=voice("Cleo", address=HOME, key=f"{HOME} Cleo"))
    united = unite([blog(), cleo, replace(post("note"), voice=account("Cleo"))])

    assert [each.voice.name for each in united] == ["Ada", "Cleo", "Cleo"]
    assert united[1].voice.key == united[2].voice.key != united[0].voice.key


def test_whoever_links_to_somebody_elses_site_of_many_writers_is_not_them():
    cleo = item("two", voice=voice("Cleo", address=HOME, key=f"{HOME} Cleo"))
    united = unite([blog(), cleo, replace(post("note"), voice=account("Mallory"))])

    assert united[2].voice.name == "Mallory"


def test_nobody_stands_beside_their_own_story_as_another_voice():
    story = blog(text="We read the timetable as a poem, twice. " * 20)
    own = replace(post("note", about=story.url), voice=account())
    other = post("share", "Bo", about=story.url)

    (pick,) = gleaned(story, own, other).edition.picks
    assert [mention.name for mention in pick.also] == ["Bo"]


def test_a_machine_that_passes_a_story_on_is_no_voice_of_it():
    story = blog(text="We read the timetable as a poem, twice. " * 20)
    machine = post("share", "Firehose", about=story.url)
    machine = replace(machine, voice=replace(machine.voice, bot=True))

    gleaning = gleaned(story, machine)
    assert gleaning.edition.picks[0].also == ()
    assert gleaning.edition.picks[0].section != "conversation"
    assert {line.fate for line in gleaning.ledger} == {"picked", "joined"}


def test_a_post_of_which_only_the_link_is_known_is_never_picked_and_is_in_the_ledger():
    gleaning = gleaned(post("secret", title="A post by @bo", text=""))

    assert gleaning.edition.picks == ()
    assert [line.fate for line in gleaning.ledger] == ["unsaid"]


def test_a_post_read_twice_keeps_the_words_that_one_reading_had():
    whole = post("note", days=1.0, text="I keep the reading list beside the door. " * 3)
    bare = replace(whole, id=whole.url, title="A post by @bo", text="", published=None, seen=whole.published)

    (pick,) = gleaned(whole, bare).edition.picks
    assert pick.excerpt.startswith("I keep the reading list")


def test_a_question_with_hashtags_behind_it_is_a_question():
    assert asks(post(replies=0, text="Who has tried this with Year 9? #OpenEdu #Reading"))
    assert not asks(post(replies=0, text="Nobody asked. #why?not"))
    assert not asks(post(replies=0, text="#OpenEdu"))


def test_sources_say_how_much_of_the_week_is_theirs():
    first = item("one")
    reports = (
        Report(source=first.source, name="Ada", address="", health=Health.UNCHANGED, items=0),
        Report(source="feed https://bo.example/", name="Bo", address="", health=Health.OK, items=9),
    )
    harvest = Harvest(items=(first, item("two")), reports=reports)
    edition = glean(harvest, config(), Week(2026, 47), starts=STARTS, due=DUE, archive=(), bank=Bank()).edition

    assert [report.items for report in edition.reports] == [2, 0]


def test_a_paper_that_was_taken_back_is_never_picked_and_one_that_speaks_of_it_may_be():
    taken_back = Work(doi="10.5555/demo.1", title="A demonstration", retracted=True)
    paper = item(
        "paper", id="https://doi.org/10.5555/Demo.1", url="https://doi.org/10.5555/demo.1", works=(taken_back,)
    )
    critic = item("critic", "Bo", title="What went wrong in the demonstration", works=(taken_back,))
    gleaning = gleaned(paper, critic)

    assert [pick.url for pick in gleaning.edition.picks] == [critic.url]
    assert {line.url: line.fate for line in gleaning.ledger} == {paper.url: "retracted", critic.url: "picked"}
    assert gleaning.edition.numbers.stories == 2


def test_a_profile_that_names_a_blog_is_not_its_author():
    liar = replace(account(links=()), bio=f"I write {HOME}", name="Ada")
    story = blog(text="We read the timetable as a poem, twice. " * 20)

    gleaning = gleaned(story, *(replace(post(f"n{n}"), voice=liar) for n in range(9)))
    voices = {pick.id: pick.voice for pick in gleaning.edition.picks}
    assert voices.pop(story.id) == HOME
    assert set(voices.values()) == {liar.key}


def test_where_accounts_of_several_names_lead_to_one_site_its_writers_name_decides():
    liar = account("Mallory")
    united = unite([blog(), replace(post("note"), voice=account()), replace(post("spam"), voice=liar)])

    assert [each.voice.key for each in united] == [HOME, HOME, liar.key]


def test_a_handle_that_is_the_blogs_domain_is_its_author_wherever_on_it_the_blog_stands():
    home = "https://notes.ada.example/"
    writer = item("one", voice=voice("Ada", key=home, address=home))
    handle = replace(account(), network="bluesky", key="https://bsky.app/profile/did:plc:ada")
    mallory = replace(handle, name="Mallory", key="https://bsky.app/profile/did:plc:mallory")

    assert [
        each.voice.key for each in unite([writer, replace(post("a"), voice=handle), replace(post("b"), voice=mallory)])
    ] == [home, home, mallory.key]


def test_an_account_on_the_domain_of_a_blog_of_its_name_is_its_author_unless_others_live_there():
    own = replace(account(links=()), key="https://social.ada.example/@ada")
    other = replace(account("Bo", links=()), key="https://social.ada.example/@bo")
    notes = [blog(), replace(post("a"), voice=own), replace(post("b"), voice=other)]

    assert [each.voice.key for each in unite(notes[:2])] == [HOME, HOME]
    assert [each.voice.key for each in unite(notes)] == [HOME, own.key, other.key]


def test_neighbours_under_one_ending_are_strangers():
    one = item("one", voice=voice("Ada", key="https://ada.co.example/", address="https://ada.co.example/"))
    server = replace(account(links=()), key="https://social.co.example/@ada")

    assert len({each.voice.key for each in unite([one, replace(post("a"), voice=server)])}) == 2


def test_nobody_passes_on_what_is_theirs_and_a_digest_that_reads_itself_passes_on_nothing():
    mine = account()
    shared = blog(shared_by=(mine.key, "https://digest.example/", "https://bo.example/"))

    united = unite([shared, replace(post("a"), voice=mine)], own="http://www.digest.example")
    assert united[0].shared_by == ("https://bo.example/",)


def test_the_records_of_a_paper_and_its_page_are_one_voice():
    work = Work(doi="10.5555/bell.7", authors=("Ada", "Ida Falk"), open_at="https://ada.example/bell")
    page = item("bell", voice=voice("Ada", address=HOME), url="https://ada.example/bell", title="Our paper is out")
    records = [
        item(
            register,
            voice=voice("Ada and Ida Falk", key=f"https://{register}.example#ada"),
            id=f"{register} 10.5555/bell.7",
            url="https://doi.org/10.5555/bell.7",
            works=(work,),
        )
        for register in ("doaj", "crossref")
    ]
    thief = item("copy", "Mallory", url="https://ada.example/bell", voice=voice("Ada", key="https://mallory.example/"))

    assert {each.voice.key for each in unite([page, *records])} == {HOME}
    assert {each.voice.key for each in unite(records)} == {"https://crossref.example#ada"}
    assert {each.voice.key for each in unite([thief, *records])} == {thief.voice.key, "https://crossref.example#ada"}
