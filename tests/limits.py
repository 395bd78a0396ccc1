"""Every limit as one table: what is limited, where the figure stands, what happens past it, which test goes past it.

The figures stay in the rooms that use them; the page of the guide is printed from here, and test_limits.py holds the
table to the code: no limit is missing, no test is only named.
"""

import importlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

HERE = "tests/test_limits.py::"
ALERTS = "tests/publish/test_alerts.py::"
PAGE = """---
title: Every limit
description: How much Gleaner takes of anything, in time, size, depth and number, and what happens to what is more.
language: en
---

Servers may send anything, and files may hold anything. So whatever comes in is bounded, and what is beyond a limit
costs itself and nothing else: the run goes on, and the page of sources or the command says what was left out. A test
goes past every limit of this page. Each line says of what, how much at most, and what happens to more. How many
minutes a job on GitHub may take stands in the workflows. The number of sources has no limit of its own.
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """One row."""

    what: str
    place: str
    """`module:NAME`, below `generator.`; a dot in the name leads to a field's default."""
    unit: str
    past: str
    test: str

    @property
    def value(self) -> object:
        module, _, name = self.place.partition(":")
        found = importlib.import_module(f"generator.{module}")
        for part in name.split("."):
            found = getattr(found, part) if not hasattr(found, "__dataclass_fields__") else _default(found, part)
        return found

    @property
    def figure(self) -> str:
        """The limit with its unit, as a person reads it."""
        found = self.value
        if isinstance(found, timedelta):
            return f"{found.days:,} days"
        if isinstance(found, range):
            return f"{found[0]} to {found[-1]}"
        return f"{found:,g} {self.unit}" if isinstance(found, float) else f"{found:,} {self.unit}"


def _default(shape, name):
    return shape.__dataclass_fields__[name].default


HTTP = "tests/collect/test_http.py::"
TURNS = "tests/collect/test_turns.py::"
READING = "tests/collect/sources/feeds/test_reading.py::"
DIRECT = "tests/collect/sources/feeds/test_direct.py::"
GUARD = "tests/collect/sources/feeds/test_guard.py::"
FORMS = "tests/test_forms.py::"
MAIL = "tests/announcing/test_mail.py::"
WRITTEN = "tests/publish/test_fitting.py::test_what_is_too_large_loses_what_is_least_missed_and_is_read_again"

TRIAL = "tests/upgrading/test_parcel.py::"

PARCEL = "The release is not proposed, and the run says why."
REFUSED = "The answer is refused; the source is shown as failed and tried again the next day."
CUT = "The rest is left out."
IGNORED = "It counts as not said."
SLIP = "The command says so with file and line, and nothing is changed."

TABLE: dict[str, Sequence[Limit]] = {
    "Asking servers": (
        Limit("One question, redirects and all", "collect.door:Door.seconds", "seconds", REFUSED,
              f"{HTTP}test_a_slow_server_is_left_after_the_whole_time_however_it_drips"),
        Limit("A machine that takes the call", "collect.door:Door.connect", "seconds", REFUSED,
              f"{HERE}test_a_machine_that_does_not_take_the_call_is_left"),
        Limit("One answer, unpacked", "collect.door:Door.size", "bytes", REFUSED,
              f"{HTTP}test_a_bomb_is_cut_at_the_limit"),
        Limit("Redirects of one question", "collect.door:Door.hops", "", REFUSED,
              f"{HTTP}test_a_redirect_to_nowhere_good_is_refused"),
        Limit("Requests to one host in a run", "collect.door:Door.requests", "",
              "The host is left alone; its other sources come first in the next run.",
              f"{TURNS}test_a_host_is_asked_no_more_often_than_its_budget"),
        Limit("Requests for one source in a run", "collect.street:ASKS", "", REFUSED,
              f"{HERE}test_a_source_whose_pages_never_end_does"),
        Limit("Requests at one time", "collect.door:Door.at_once", "", "The others wait for their turn.",
              f"{HTTP}test_many_hosts_are_asked_side_by_side_up_to_a_number"),
        Limit("New questions of a run begin within", "collect.door:Door.run", "seconds",
              "The sources left come first in the next run.",
              f"{TURNS}test_when_the_run_is_over_the_rest_is_told_so_and_comes_first_in_the_next"),
        Limit("One line of headers", "collect.http:HEADER", "bytes", REFUSED,
              f"{HTTP}test_what_is_not_http_is_a_sentence"),
        Limit("Answers of more than a megabyte held at once", "collect.http:LARGE", "", "The others wait.",
              f"{TURNS}test_many_large_answers_at_once_are_all_read_one_after_the_other_where_there_is_no_room"),
        Limit("The reason beside a refusal", "collect.replies:EXCUSE", "bytes", CUT,
              f"{TURNS}test_the_reason_a_server_gives_beside_a_refusal_is_handed_on_and_a_slow_one_costs_little"),
        Limit("Time for that reason", "collect.replies:PATIENCE", "seconds", "The refusal alone counts.",
              f"{TURNS}test_the_reason_a_server_gives_beside_a_refusal_is_handed_on_and_a_slow_one_costs_little"),
        Limit("A rest that a server asks for", "collect.waiting:LONGEST", "", "It is cut to this, and said.",
              "tests/collect/test_manners.py::test_a_rest_longer_than_six_days_is_cut_and_says_so"),
        Limit("A validator that is sent back", "collect.manners:VALIDATOR", "characters", IGNORED,
              f"{HERE}test_what_is_too_long_counts_as_not_said"),
        Limit("An address that is asked for", "collect.addresses:LONGEST", "characters", "It is not asked for.",
              f"{HERE}test_an_endless_address_is_none"),
        Limit("A command that asks a forge", "collect.errand:SECONDS", "seconds",
              "The command says that nobody answered.",
              f"{HERE}test_an_errand_to_a_server_that_is_silent_ends"),
    ),
    "Feeds and pages": (
        Limit("Items of one source in a run", "collect.kept:MOST", "", "The newest are kept, and that is said.",
              "tests/collect/test_kept.py::test_a_source_that_gives_more_than_a_run_takes_is_cut_and_says_so"),
        Limit("Entries of one document", "collect.sources.feeds.bounds:ITEMS", "", "The newest are read.",
              f"{READING}test_of_a_long_feed_the_newest_entries_are_read_wherever_they_stand"),
        Limit("Items of one page of JSON Feed", "collect.sources.feeds.jsonfeed:ITEMS", "", "The newest are read.",
              f"{READING}test_of_a_long_json_feed_the_newest_entries_are_read"),
        Limit("Pages of a feed", "collect.sources.feeds.feed:PAGES", "", CUT,
              f"{READING}test_at_most_five_pages_are_read_each_once"),
        Limit("Elements of a feed", "collect.sources.feeds.guard:ELEMENTS", "", REFUSED,
              f"{GUARD}test_a_feed_built_to_hurt_is_refused"),
        Limit("An entity that a feed declares", "collect.sources.feeds.guard:ENTITY", "characters",
              "It stands for nothing.", f"{HERE}test_a_declared_entity_that_is_too_long_stands_for_nothing"),
        Limit("An author in a feed", "collect.sources.feeds.bounds:WORD", "characters", CUT,
              f"{DIRECT}test_limits_hold_in_both_ways"),
        Limit("A base address in a feed", "collect.sources.feeds.bounds:ADDRESS", "characters", REFUSED,
              f"{DIRECT}test_limits_hold_in_both_ways"),
        Limit("A packed feed, unpacked", "collect.sources.feeds.packed:LARGEST", "bytes", REFUSED,
              f"{READING}test_a_packed_bomb_or_rubble_is_refused"),
        Limit("Feeds of a list on the web", "collect.sources.feeds.opml:OUTLINES", "", CUT,
              "tests/collect/sources/feeds/test_lists.py::test_no_more_than_a_thousand_feeds_are_taken_of_a_list"),
        Limit("A date", "collect.sources.draft:DATE", "characters", IGNORED,
              f"{HERE}test_what_is_too_long_counts_as_not_said"),
        Limit("Tags of an item", "collect.sources.draft:TAGS", "", CUT,
              f"{HERE}test_of_lists_only_the_beginning_is_read"),
        Limit("Members of a list in JSON", "collect.given:LIST", "", CUT,
              f"{HERE}test_of_lists_only_the_beginning_is_read"),
        Limit("A number written as text in JSON", "collect.given:DIGITS", "digits", IGNORED,
              f"{HERE}test_what_is_too_long_counts_as_not_said"),
        Limit("A count", "collect.given:LARGEST", "", IGNORED, f"{HERE}test_what_is_too_long_counts_as_not_said"),
        Limit("A web page behind a link", "collect.pages.page:BYTES", "bytes", CUT,
              "tests/collect/pages/test_visit.py::test_of_a_long_page_the_beginning_is_enough"),
        Limit("Elements in one another on it", "collect.pages.markup:DEPTH", "", "Its main text is not looked for.",
              f"{HERE}test_of_a_web_page_the_beginning_is_kept_and_of_one_that_is_a_pit_nothing"),
        Limit("What it says as JSON-LD", "collect.pages.markup:JSON", "characters", CUT,
              f"{HERE}test_what_a_page_says_at_endless_length_is_not_read"),
        Limit("Text kept of it", "collect.pages.page:KEPT", "characters", CUT,
              f"{HERE}test_of_a_web_page_the_beginning_is_kept_and_of_one_that_is_a_pit_nothing"),
        Limit("A robots.txt", "collect.pages.robots:SIZE", "bytes", CUT,
              f"{HERE}test_of_an_endless_robots_txt_the_beginning_counts"),
        Limit("A robots.txt that is kept for the next run", "collect.pages.robots:KEPT", "characters",
              "It is asked for again.", f"{HERE}test_a_long_robots_txt_is_not_kept_for_the_next_run"),
        Limit("The path of a shortened address", "collect.pages.shorteners:LONGEST", "characters",
              "It is taken for an article.",
              "tests/collect/pages/test_robots.py::test_a_short_address_is_one_at_a_host_that_shortens"),
        Limit("A DOI", "collect.works.dois:LENGTH", "characters", IGNORED,
              f"{HERE}test_what_is_too_long_counts_as_not_said"),
        Limit("DOIs of a text", "collect.works.dois:MOST", "", CUT,
              "tests/collect/works/test_dois.py::test_a_long_list_of_references_gives_no_more_than_the_first_ones"),
        Limit("An abstract", "collect.works.prose:ABSTRACT", "characters", CUT, f"{HERE}test_foreign_text_is_cut"),
        Limit("Questions to registers of papers in a run", "collect.works.asking:QUESTIONS", "",
              "The next run goes on.",
              "tests/collect/works/test_look_up.py::test_a_run_asks_fifty_questions_and_the_next_goes_on"),
        Limit("Works in one question", "collect.works.openalex:AT_ONCE", "", "They are asked in several.",
              "tests/collect/works/test_facts.py::test_batches_keep_to_a_hundred_works_and_to_a_bearable_address"),
        Limit("The address of such a question", "collect.works.openalex:ADDRESS", "characters",
              "They are asked in several.",
              "tests/collect/works/test_facts.py::test_batches_keep_to_a_hundred_works_and_to_a_bearable_address"),
    ),
    "Foreign text": (
        Limit("A title", "text:TITLE", "characters", CUT, f"{HERE}test_foreign_text_is_cut"),
        Limit("A name", "text:NAME", "characters", CUT, f"{HERE}test_foreign_text_is_cut"),
        Limit("A body", "text:BODY", "characters", CUT, f"{HERE}test_foreign_text_is_cut"),
        Limit("Markup", "text:MARKUP", "characters", CUT,
              f"{HERE}test_of_endless_markup_the_beginning_counts_and_of_a_pit_the_words"),
        Limit("Elements in one another", "text:DEPTH", "", "Deeper ones are read as text.",
              f"{HERE}test_of_endless_markup_the_beginning_counts_and_of_a_pit_the_words"),
        Limit("An address that is kept", "text:ADDRESS", "characters", "It is no link.",
              f"{HERE}test_an_endless_address_is_none"),
        Limit("An address from which tracking is taken", "tracking:LONGEST", "characters", "It stays as it is.",
              f"{HERE}test_an_endless_address_is_none"),
        Limit("An answer of a reader", "collect.sources.fediverse.replies:LONGEST", "characters", CUT,
              "tests/collect/test_answers.py::test_a_long_answer_is_shortened"),
        Limit("Answers kept of a thread", "collect.sources.fediverse.replies:MOST", "", CUT,
              "tests/collect/test_answers.py::test_what_the_owner_hides_stays_hidden_when_it_is_edited_and_when_there_are_too_many"),
    ),
    "Files of yours": (
        Limit("config.yaml, an edition, a page, questions, each", "forms:BYTES", "bytes", SLIP,
              f"{FORMS}test_a_file_larger_than_a_megabyte_is_not_read"),
        Limit("Editions; pages of a folder", "publish.front:MOST", "", SLIP,
              f"{HERE}test_more_files_than_two_hundred_years_of_weeks_are_not_read"),
        Limit("A page that templates of your own set", "publish.dress.bounded:LARGEST", "characters",
              "The build says so, and the site stays as it was.",
              f"{HERE}test_a_template_of_an_owners_makes_no_more_than_a_page"),
        Limit("A file in which slips are mended to find the next", "forms:MENDABLE", "characters",
              "The first slip is told, the next when it is gone.",
              f"{FORMS}test_hostile_input_is_refused_in_few_words"),
        Limit("Steps of nesting", "forms.tree:DEPTH", "", SLIP, f"{FORMS}test_hostile_input_is_refused_in_few_words"),
        Limit("Values in a file", "forms.tree:NODES", "", SLIP, f"{FORMS}test_hostile_input_is_refused_in_few_words"),
        Limit("Uses of `*names`", "forms.tree:ALIASES", "", SLIP, f"{FORMS}test_hostile_input_is_refused_in_few_words"),
        Limit("A word that may be a number", "forms.tree:WORD", "characters", "It is a text.",
              f"{FORMS}test_hostile_input_is_refused_in_few_words"),
        Limit("Years of a date", "forms.filling:YEARS", "", SLIP,
              f"{FORMS}test_an_instant_far_from_our_days_is_refused"),
        Limit("A list of feeds beside config.yaml", "config.lists:OPML_BYTES", "bytes", SLIP,
              f"{HERE}test_a_list_of_feeds_that_is_too_large_is_said"),
        Limit("Saved searches", "config.alerts:ALERTS", "", SLIP,
              "tests/config/test_alerts.py::test_there_is_an_end_to_the_number_of_alerts"),
        Limit("Addresses that get a letter", "config.announcing:MOST", "", SLIP,
              "tests/config/test_announcing.py::test_a_slip_is_told_with_its_place"),
        Limit("A term of the glossary", "publish.glossary:LONGEST", "characters", SLIP,
              f"{HERE}test_a_term_that_is_no_word_is_said"),
        Limit("Style rules of your own", "publish.dress.rules:LARGEST", "characters", SLIP,
              f"{HERE}test_a_dress_that_is_too_heavy_is_refused"),
        Limit("One file of a theme of your own", "publish.dress.wardrobe:LARGEST", "bytes", SLIP,
              f"{HERE}test_a_dress_that_is_too_heavy_is_refused"),
        Limit("Machines that share one digest", "arguments.options:SHARES", "", SLIP,
              f"{HERE}test_more_shares_than_a_matrix_has_jobs_are_none"),
    ),
    "What the runs remember": (
        Limit("One observation of an item", "collect.harvest:LINE", "bytes", "It is not kept, and that is counted.",
              "tests/collect/test_harvest.py::test_what_cannot_be_kept_is_counted_and_left_out"),
        Limit("What is known of sources", "collect.memory:SIZE", "bytes", "What makes most of itself is forgotten.",
              "tests/collect/test_memory.py::test_a_source_that_makes_much_of_itself_is_forgotten_before_the_others"),
        Limit("What is known of links", "collect.pages.memory:SIZE", "bytes", "The older half is forgotten.",
              f"{HERE}test_a_file_of_the_state_that_grew_too_large_is_set_aside"),
        Limit("Links that are known", "collect.pages.memory:MOST", "", "The oldest are forgotten.",
              "tests/collect/pages/test_memory.py::test_old_links_are_forgotten_and_the_newest_are_kept"),
        Limit("What is known of papers", "collect.works.register:SIZE", "bytes", "It is set aside and begun anew.",
              "tests/collect/works/test_register.py::test_a_file_that_is_too_large_is_not_read"),
        Limit("Papers that are known", "collect.works.register:ENTRIES", "", "The oldest are forgotten.",
              "tests/collect/works/test_register.py::test_what_nobody_has_named_for_long_is_forgotten_and_the_rest_is_bounded"),
        Limit("Each other file of the state", "files:LARGEST", "bytes", "It counts as spoilt.",
              f"{HERE}test_a_file_of_the_state_that_grew_too_large_is_set_aside"),
        Limit("Weeks whose decisions can be explained", "ledgers:KEPT", "", "The oldest goes.",
              "tests/test_ledgers.py::test_old_ledgers_are_dropped_across_the_year_and_strange_files_stay"),
        Limit("Missed editions that are made up for", "timetable:MISSED", "", "Older weeks stay gaps.",
              f"{HERE}test_of_many_missed_weeks_only_the_last_are_made_up_for"),
    ),
    "What goes out": (
        Limit("An edition that Gleaner writes", "publish.fitting:LARGEST", "bytes",
              "Matches of saved searches are left out first, and their number is said; picks last.", WRITTEN),
        Limit("Values in it", "publish.fitting:VALUES", "", "The same.", WRITTEN),
        Limit("Matches on the page of all saved searches", "publish.alerts:TOGETHER", "",
              "The others stand on a page of their search.",
              f"{ALERTS}test_a_search_that_found_more_than_its_share_has_a_page_of_its_own"),
        Limit("Matches on the page of one", "publish.alerts:LISTED", "", "Their number is said; its feed has them.",
              f"{ALERTS}test_the_page_of_a_search_ends_and_says_how_much_more_each_week_had"),
        Limit("A feed of the site", "publish.feeds.channel:LIMIT", "bytes", "It ends with the last entry that fits.",
              "tests/publish/test_feed_kinds.py::test_a_feed_ends_before_the_limit_with_a_whole_entry"),
        Limit("A letter's HTML", "publish.letter.message:LIMIT", "bytes",
              "Picks are left out, and their number is said.",
              "tests/publish/test_letter.py::test_a_letter_that_would_be_cut_off_loses_whole_picks_and_says_how_many"),
        Limit("A picture beside a post", "announcing.bluesky:PICTURE", "bytes", "The post goes without it.",
              "tests/announcing/test_bluesky.py::test_a_picture_that_is_not_there_none_or_too_large_is_left_out"),
        Limit("A conversation with a mail server", "announcing.conversation:ALL", "seconds",
              "It is broken off. What was handed over, or that it is not known, is written down; nobody gets it twice.",
              f"{MAIL}test_a_server_that_takes_its_time_gets_no_more_of_it_than_there_is"),
        Limit("The page of a workflow run", "repository.runner:PAGE", "bytes", "It is cut, and says so.",
              "tests/repository/test_runner.py::test_the_page_of_a_run_never_grows_beyond_what_github_shows"),
        Limit("A comment on a pull request", "workflows.summary:LONGEST", "characters",
              "The rest stands on the page of the run.",
              "tests/workflows/test_change.py::test_what_is_too_long_for_a_comment_stands_on_the_page_of_the_run"),
        Limit("One command of git", "repository.git:SECONDS", "seconds", "It is stopped, and the run says so.",
              "tests/repository/test_git.py::test_a_remote_that_takes_the_call_and_says_nothing_is_given_up_in_a_sentence"),
        Limit("A remote of git that says nothing, over HTTP", "repository.git:SILENCE", "seconds",
              "It is given up, and the run says so.",
              "tests/repository/test_git.py::test_over_http_git_itself_gives_up_on_a_remote_that_has_fallen_silent"),
        Limit("A release that is tried, each of its commands", "upgrading.trying:SECONDS", "seconds",
              "It is stopped; the release is not brought, and nothing is changed.",
              "tests/upgrading/test_upgrade.py::test_a_release_that_does_not_come_to_an_end_is_stopped_and_not_brought"),
        Limit("What the trial of a release hands on", "upgrading.parcel:WHOLE", "bytes", PARCEL,
              f"{TRIAL}test_a_parcel_that_would_be_too_large_is_not_packed"),
        Limit("One file in it", "upgrading.parcel:FILE", "bytes", PARCEL,
              f"{TRIAL}test_what_would_be_refused_where_it_arrives_is_not_packed"),
        Limit("Sentences about a file in it", "upgrading.parcel:SENTENCES", "", PARCEL,
              f"{TRIAL}test_what_would_be_refused_where_it_arrives_is_not_packed"),
        Limit("One of them", "upgrading.parcel:SENTENCE", "characters", PARCEL,
              f"{TRIAL}test_what_would_be_refused_where_it_arrives_is_not_packed"),
        Limit("Tries to push the state", "repository.state:TRIES", "",
              "The run fails; what was collected is kept for the next.",
              "tests/repository/test_state.py::test_after_so_many_tries_it_gives_up_and_all_is_still_here"),
    ),
}  # fmt: skip

ROWS = tuple(row for rows in TABLE.values() for row in rows)
ELSEWHERE = {
    "collect.sources.draft:SHORT": "tells a post from an article; nothing is refused or cut",
    "collect.secrets:SHORTEST": "tells a secret from a word",
    "collect.sources.bluesky.refusals:QUOTE": "how much of a server's words an error repeats",
    "collect.sources.scholarly.asking:QUOTE": "how much of a server's words an error repeats",
    "collect.sources.bluesky.embeds:ALT": "one of many fields cut by text.py, by the form of one network",
    "collect.sources.bluesky.posts:BIO": "as above",
    "collect.sources.bluesky.posts:CURSOR": "as above",
    "repository.state:LONGEST": "how long is waited between tries",
}
"""What is called longest, largest or most and is no limit of what comes in -> why."""
CALLED = re.compile(r"(Longest|Largest|Most)\b")
"""How the words of every limit begin, where nothing else says that it is one."""


def page() -> str:
    """Return the page of the guide: a list a room, because a table of three columns falls apart on a narrow screen."""
    parts = [PAGE.strip()]
    for heading, rows in TABLE.items():
        lines = [f"- **{row.what}**: {row.figure.strip()}. {row.past}" for row in rows]
        parts.append("\n".join([f"## {heading}", "", *lines]))
    return "\n\n".join(parts) + "\n"
