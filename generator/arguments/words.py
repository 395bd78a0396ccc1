"""The words of the command line: what each command does and takes, in the order in which a newcomer needs them."""

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "demo": (
        "see it work: a sample week, from feeds to site, on this machine alone",
        ("output", "no_serve", "port"),
    ),
    "check": ("read config.yaml, try every source, and say what is wrong", ("offline", "allow_private")),
    "doctor": (
        "say what is wrong with the whole set-up, from config.yaml to the published site",
        ("offline", "sources", "allow_private"),
    ),
    "fetch": (
        "show what an address, a hashtag or any other source gives, storing nothing",
        ("addresses", "allow_private"),
    ),
    "add": (
        "add sources to config.yaml, once they have been looked at",
        ("added", "name", "tie", "topic", "offline", "change_only", "allow_private"),
    ),
    "remove": ("take sources out of config.yaml", ("removed", "change_only")),
    "import": ("add the feeds of a feed reader's list (OPML) to config.yaml", ("list", "change_only")),
    "export": ("print the sources as a list for feed readers (OPML)", ("text",)),
    "run": ("collect, publish if an edition is due, build: the whole job", ("output", "site_url", "allow_private")),
    "collect": ("visit every source once and keep what is new", ("shard", "allow_private")),
    "preview": (
        "show the next edition as it would be now, and again whenever you save a file",
        ("preview_output", "no_serve", "port"),
    ),
    "publish": ("write the edition that is due", ("week", "dry_run")),
    "build": ("print the site from the editions", ("output", "site_url", "styleguide")),
    "serve": ("show the built site at a local address", ("output", "port")),
    "announce": (
        "tell of the newest edition on the networks and by mail, as config.yaml says, once",
        ("week", "dry_run", "site_url", "allow_private"),
    ),
    "explain": ("say what became of an item, why, and what would have changed it", ("asked", "week")),
    "pick": ("run the selection alone on a file of candidates", ("candidates", "profile", "memory")),
    "upgrade": (
        "bring a newer release of Gleaner into this digest; what is yours stays as it is",
        ("whence", "to", "look_only", "say_only", "force"),
    ),
    "migrate": ("bring config.yaml and editions of an older Gleaner up to date", ("say_only",)),
    "leave": ("pack everything you have here into one file, for elsewhere", ("zip",)),
    "state": (
        "bring what was collected from the branch `state` of the repository, or put it there",
        ("direction", "digest"),
    ),
    "keep": ("commit new editions and answers, and push them", ("branch",)),
    "deploy": ("put the printed site on a branch that the forge shows", ("output", "shown")),
    "workflow": (
        "do what a workflow does, on any machine",
        ("job", "shard", "whence", "to", "commit", "output", "allow_private"),
    ),
    "test": ("run the tests of Gleaner itself", ("arguments",)),
}
"""Name of a command -> what it does, and what it takes beside what all of them take."""


GROUPS: Mapping[str, tuple[str, ...]] = {
    "Begin": ("demo", "check", "doctor", "preview"),
    "Whom you follow": ("fetch", "add", "remove", "import", "export"),
    "The digest": ("run", "collect", "publish", "build", "serve", "announce"),
    "Look closer": ("explain", "pick"),
    "Keep it running": ("state", "keep", "deploy", "workflow", "upgrade", "migrate", "leave"),
    "Gleaner itself": ("test",),
}
"""Under which heading a command stands."""
