"""A request to a machine of some network in, what that network says out: one module a network, one row each.

The machines have the names of the real ones, because the way to ask them is part of what is shown; everybody who speaks
there is invented, and what they say can be read on your machine only.
"""

from collections.abc import Callable, Mapping

from generator.demo.networks import (
    bluesky,
    bridge,
    devto,
    gleaner,
    hackernews,
    lemmy,
    literature,
    misskey,
    platforms,
    reddit,
    shortener,
    x,
    youtube,
)
from generator.demo.sample import Sample
from generator.demo.words import Reply, Request

__all__ = ["NETWORKS", "answer"]

NETWORKS: Mapping[str, Callable[[Sample, Request], Reply]] = {
    "bluesky": bluesky.answer,
    "bridge": bridge.answer,
    "devto": devto.answer,
    "gleaner": gleaner.answer,
    "hackernews": hackernews.answer,
    "lemmy": lemmy.answer,
    "literature": literature.answer,
    "misskey": misskey.answer,
    "platforms": platforms.answer,
    "reddit": reddit.answer,
    "shortener": shortener.answer,
    "x": x.answer,
    "youtube": youtube.answer,
}
"""Name of a scene, as its file in the sample is called -> who answers for its machines."""


def answer(sample: Sample, request: Request) -> Reply | None:
    """Answer for a machine of a network; None where the host is of no network."""
    for name, scene in sample.scenes.items():
        if request.host in scene.hosts:
            return NETWORKS[name](sample, request)
    return None
