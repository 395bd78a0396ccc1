"""A short address in, the long one it stands for out; the shortener leads there for good, and knows no others."""

from generator.demo.sample import Sample
from generator.demo.words import GET, Reply, Request, nothing, wrong_method


def answer(sample: Sample, request: Request) -> Reply:
    """Answer one request."""
    if request.method not in GET:
        return wrong_method(*GET)
    piece = sample.scenes["shortener"].piece(request.path.removeprefix("/"))
    return Reply(status=301, headers={"Location": piece.link}) if piece and piece.link else nothing()
