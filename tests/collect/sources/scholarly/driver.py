"""A street on which one register answers, page by page, whatever it is asked."""

from generator.collect.words import Answer
from generator.errors import StreetError
from tests.collect.fakes import Street


class Asked(Street):
    """Hands out its pages in order: bytes, an Answer or a failure; the last for ever."""

    def __init__(self, *pages, secrets=()):
        super().__init__({}, secrets)
        self.pages = list(pages)

    def _answer(self, _key, url, seal):
        self.asked.append(url)
        self.seals.append(seal)
        found = self.pages.pop(0) if len(self.pages) > 1 else self.pages[0]
        if isinstance(found, StreetError):
            raise found
        return found if isinstance(found, Answer) else Answer(url=url, status=200, body=found)
