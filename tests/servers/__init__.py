"""Faithful servers on loopback: names of networks and faults in, one open port with all their machines behind it out.

They answer with the demo's own code, over the sample's two weeks; a fault stands before it. What was asked is in the
log (`generator.demo.server.Asked`), and audit.py reads it. By hand: `python -m tests.servers --help`.
"""

from datetime import UTC, datetime
from functools import partial, reduce

from generator.demo import sample, street
from generator.demo.server import SampleServer, opened
from generator.demo.words import Reply
from tests.servers import bluesky, feeds, mastodon, others, scholarly, x
from tests.servers.wire import Handler

__all__ = ["FRIDAY", "NETWORKS", "WORLD", "serve"]

NETWORKS = {
    "mastodon": mastodon.NETWORK,
    "gotosocial": mastodon.GOTOSOCIAL,
    "misskey": mastodon.MISSKEY,
    "bluesky": bluesky.NETWORK,
    "x": x.NETWORK,
    "reddit": others.REDDIT,
    "lemmy": others.LEMMY,
    "hackernews": others.HACKERNEWS,
    "youtube": others.YOUTUBE,
    "devto": others.DEVTO,
    "platforms": others.FEEDS_OF_PLATFORMS,
    "scholarly": scholarly.NETWORK,
    "feeds": feeds.NETWORK,
}
WORLD = sample.read()
FRIDAY = datetime(2026, 11, 20, 5, 20, tzinfo=UTC)
"""The last day of the sample."""


def serve(*names, faults=(), today=FRIDAY, port=0):
    """Open a server for the networks of these names, with the faults of these names.

    Args:
        names: keys of NETWORKS.
        faults: names of faults of these networks; the first one is asked first.
        today: the simulated instant; the server's `today` may be set later.
        port: 0 for any free one.

    Returns:
        A context manager; what it yields has `hosts` (a street map for Door), `log` and `today`.
    """
    networks = [NETWORKS[name] for name in names]
    hosts = [host for network in networks for host in network.hosts]
    known = {name: fault for network in networks for name, fault in network.faults.items()}
    honest = partial(_honest, tuple(hosts))
    answer = reduce(lambda inner, name: partial(_faulty, known[name], inner), reversed(tuple(faults)), honest)
    return opened(SampleServer(partial(_named, hosts[0], answer), hosts, today, port=port, handler=Handler))


def _named(first, answer, request):
    """Let a caller who names only the machine (127.0.0.1) meet the first of the hosts."""
    if request.host in {"127.0.0.1", "localhost"}:
        request = type(request)(
            host=first,
            target=request.target,
            today=request.today,
            asked=request.asked,
            method=request.method,
            headers=request.headers,
            body=request.body,
        )
    return answer(request)


def _faulty(fault, inner, request):
    return fault.act(request, inner)


def _honest(hosts, request):
    if request.host not in hosts:
        return Reply(status=421, data=b"That host is not on this street.\n")
    return feeds.answer(request) if request.host in feeds.HOSTS else street.answer(WORLD, request)
