"""A street made of a table, for tests of what asks and not of how it is asked."""

from collections.abc import Mapping

from generator.collect.words import FEEDS, Answer
from generator.errors import StreetError


class Street:
    """Address -> an answer, bytes, or a failure; it notes what it was asked, in order."""

    def __init__(self, places: Mapping[str, Answer | bytes | StreetError]) -> None:
        self.places = places
        self.asked: list[str] = []
        self.conditional: list[bool] = []
        self.forgotten: list[str] = []

    async def get(self, url: str, *, accept: str = FEEDS, conditional: bool = True) -> Answer:
        assert accept
        self.asked.append(url)
        self.conditional.append(conditional)
        found = self.places.get(url, StreetError("There is nothing here.", status=404))
        if isinstance(found, StreetError):
            raise found
        return found if isinstance(found, Answer) else Answer(url=url, status=200, body=found)

    def forget(self, url: str) -> None:
        self.forgotten.append(url)
